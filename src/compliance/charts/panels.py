# ruff: noqa: PLR0917 - a place on paper is x, y, width and height, in this order everywhere
"""Small multiples: the same bar for every country, all on one scale, with one legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from compliance import figures
from compliance.charts.bars import lengths
from compliance.charts.marks import counts_in_words, glyph, ground, patch
from compliance.charts.sheet import PT, Chart, Sheet, fitted, width_of, wrapped
from compliance.charts.style import ACCENT, BANDS, INK, MID, PALETTE, PAPER, SEMIBOLD, SIZE, SLATE
from compliance.language import N_, Words, _
from compliance.model.checklist import UNANSWERED
from compliance.model.instrument import Grade as EvidenceGrade
from compliance.model.record import record
from compliance.view.donor.parts import LESSER, PartBar
from compliance.view.palette import NOT_SETTLED, Palette, of_bars

COLUMNS, GAP = 2, 4.0
BAR, PITCH, LEGEND = 5.6, 14.2, 6.0
MOST = 24
"""So many panels stand on one sheet."""


@record
class Panel:
    """One country."""

    name: str
    note: str
    """What stands beside the name, such as how much is answered."""
    counts: Mapping[str, int]
    """Criteria by rating, or answers by grade of evidence."""


@record
class Grade:
    """How a grade of evidence looks."""

    fill: str
    edge: str
    on_fill: str


GRADES: Mapping[str, Grade] = {
    "A": Grade(fill=ACCENT, edge=ACCENT, on_fill=PAPER),
    "B": Grade(fill=MID, edge=MID, on_fill=PAPER),
    "C": Grade(fill=BANDS[0], edge=MID, on_fill=INK),
    "D": Grade(fill=PAPER, edge=MID, on_fill=INK),
}
"""Grades from the best to the weakest, and how each looks; the accent marks the one that an official text supports."""
GRADE_WORDS: Words[EvidenceGrade] = Words(
    {"A": N_("official text"), "B": N_("text read"), "C": N_("secondary source"), "D": N_("no source seen")}
)
"""What each grade means, in the fewest words."""
Part = Callable[[Sheet, float, float, float, str, float], str]
"""Draws the part of a bar at x, y, so wide, for what it counts, so high; says in which colour its number reads."""


@record
class _Kind:
    """What bars are made of."""

    kind: str
    """What the chart is, for its alt text, with a place for what it counts."""
    order: tuple[str, ...]
    part: Part
    legend: Callable[[Sheet, float, frozenset[str]], None]
    """Draws the legend at a height, for what occurs."""
    in_words: Callable[[Mapping[str, int]], str]


def section_bars(
    groups: Sequence[tuple[str, Sequence[PartBar]]],
    *,
    finding: str,
    table: str,
    width: float = 170,
    palette: Palette = PALETTE,
) -> Chart:
    """A bar of criteria by rating for each part of each treaty, what is not settled and what nobody has examined apart from failing."""
    palette = of_bars(palette)
    kind, rows = _ratings(palette), [row for _, rows in groups for row in rows]
    pitch, left, high = 5.3, 40.0, 4.5
    wide = min(92.0, width - left - 4 - max((width_of(row.words, SIZE.note) for row in rows), default=0))
    sheet = Sheet(width, 5.4 * len(groups) + pitch * len(rows) + LEGEND, palette)
    y = 0.0
    for title, bars in groups:
        sheet.line(((0, y), (width, y)), INK)
        sheet.say(0, y + 2.8, title, SIZE.label, SEMIBOLD)
        y += 5.4
        for row in bars:
            sheet.say(0, y + high / 2, fitted(row.name, left - 2))
            _bar(sheet, row.counts, kind, (left, y, wide), high)
            sheet.note(width, y + high / 2, row.words, SLATE, "right")
            y += pitch
    kind.legend(sheet, y + LEGEND / 2 + 0.6, _occurring(row.counts for row in rows))
    text = "; ".join(f"{title}, {row.name}: {kind.in_words(row.counts)}" for title, bars in groups for row in bars)
    return sheet.described(_("Bars of criteria by rating: %(bars)s.") % {"bars": text}, finding, table)


MOST_COLUMNS = 8
"""Parts of treaties that have room beside each other."""


def part_grid(
    bars: Sequence[tuple[str, tuple[str, PartBar]]],
    *,
    finding: str,
    table: str,
    width: float = 170,
    palette: Palette = PALETTE,
) -> Chart:
    """A row a country, a column a part of a treaty: each a small bar of criteria by rating; the lesser parts give way."""
    palette = of_bars(palette)
    kind, left, pitch, high = _ratings(palette), 34.0, 5.4, 3.8
    rows, columns = list(dict.fromkeys(name for name, _ in bars)), _columns(bars)
    gap = 1.2
    wide = (width - left - gap * (len(columns) - 1)) / len(columns)
    sheet = Sheet(width, 11.8 + pitch * len(rows) + LEGEND, palette)
    drawn = {(name, treaty, bar.name): bar for name, (treaty, bar) in bars}
    for place, (treaty, part) in enumerate(columns):
        x = left + place * (wide + gap)
        if place == 0 or columns[place - 1][0] != treaty:
            sheet.say(x, 1.6, fitted(treaty, wide, SIZE.note, SEMIBOLD), SIZE.note, SEMIBOLD, SLATE)
        for line, text in enumerate(wrapped(part, wide, SIZE.note)[:2]):
            sheet.note(x, 5.2 + 3.4 * line, fitted(text, wide, SIZE.note), SLATE)
    for line, name in enumerate(rows):
        y = 11.8 + line * pitch
        sheet.say(0, y + high / 2, fitted(name, left - 2))
        for place, column in enumerate(columns):
            bar = drawn.get((name, *column))
            if bar:
                _bar(sheet, bar.counts, kind, (left + place * (wide + gap), y, wide), high, numbered=False)
    kind.legend(sheet, 11.8 + pitch * len(rows) + LEGEND / 2, _occurring(bar.counts for _, (_, bar) in bars))
    text = "; ".join(f"{name}, {treaty}, {bar.name}: {kind.in_words(bar.counts)}" for name, (treaty, bar) in bars)
    return sheet.described(_("Bars of criteria by rating: %(bars)s.") % {"bars": text}, finding, table)


def _columns(bars: Sequence[tuple[str, tuple[str, PartBar]]]) -> list[tuple[str, str]]:
    """The parts that have room, as treaty and name: those that every brief shows before the others."""
    every = list(dict.fromkeys((treaty, bar.name) for _, (treaty, bar) in bars))
    lesser = [column for column in every if column[1] in {_(part) for part in LESSER}]
    return [column for column in every if len(every) <= MOST_COLUMNS or column not in lesser][:MOST_COLUMNS]


def _occurring(rows: Iterable[Mapping[str, int]]) -> frozenset[str]:
    return frozenset(word for counts in rows for word, number in counts.items() if number)


def distribution_panels(
    rows: Sequence[Panel], *, finding: str, table: str, width: float = 170, palette: Palette = PALETTE
) -> tuple[Chart, ...]:
    """A bar of ratings for each country, every bar as long as all its criteria; as many sheets as are needed."""
    palette = of_bars(palette)
    kind = _ratings(palette)
    return tuple(_sheet(part, kind, (finding, table), Sheet(width, _height(part), palette)) for part in _parts(rows))


def _ratings(palette: Palette) -> _Kind:
    return _Kind(
        kind=_("Small multiples, a bar of all criteria by rating for each. %(told)s."),
        order=tuple(palette),
        part=_rating_part,
        legend=_rating_legend,
        in_words=lambda counts: _rated(counts, palette),
    )


def _rated(counts: Mapping[str, int], palette: Palette) -> str:
    return counts_in_words([(paint.word, counts[word]) for word, paint in palette.items() if counts.get(word)]) or _(
        "none"
    )


def panel(row: Panel, *, finding: str, table: str, width: float = 83, palette: Palette = PALETTE) -> Chart:
    """The bar of one country alone, where its name stands beside it in text."""
    palette = of_bars(palette)
    sheet = Sheet(width, BAR, palette)
    _bar(sheet, row.counts, _ratings(palette), (0, 0, width))
    kind = _("Stacked bar of criteria by rating: %(tally)s.") % {"tally": _rated(row.counts, palette)}
    return sheet.described(kind, finding, table)


def evidence_panels(rows: Sequence[Panel], *, finding: str, table: str, width: float = 170) -> tuple[Chart, ...]:
    """A bar of answers by grade of evidence for each country; as many sheets as are needed."""
    kind = _Kind(
        kind=_("Small multiples, a bar of all answers by grade of evidence for each. %(told)s."),
        order=tuple(GRADES),
        part=_grade_part,
        legend=_grade_legend,
        in_words=_graded,
    )
    return tuple(_sheet(part, kind, (finding, table), Sheet(width, _height(part))) for part in _parts(rows))


def _parts(rows: Sequence[Panel]) -> list[Sequence[Panel]]:
    sheets = max(1, -(-len(rows) // MOST))
    each = -(-len(rows) // sheets) if rows else 1
    return [rows[k : k + each] for k in range(0, len(rows), each)]


def _lines(rows: Sequence[Panel]) -> int:
    return -(-len(rows) // COLUMNS)


def _height(rows: Sequence[Panel]) -> float:
    return PITCH * _lines(rows) + LEGEND


def _sheet(rows: Sequence[Panel], kind: _Kind, source: tuple[str, str], sheet: Sheet) -> Chart:
    lines, wide = _lines(rows), (sheet.width - GAP * (COLUMNS - 1)) / COLUMNS
    for place, row in enumerate(rows):
        # Down the first column, then down the second, as the list of countries is read.
        _panel(sheet, row, kind, (place // lines * (wide + GAP), place % lines * PITCH, wide))
    kind.legend(sheet, PITCH * lines + LEGEND / 2, _occurring(row.counts for row in rows))
    text = "; ".join(f"{row.name}: {kind.in_words(row.counts)}" for row in rows)
    return sheet.described(kind.kind % {"told": text}, *source)


def _graded(counts: Mapping[str, int]) -> str:
    graded = [(_("of grade %(letter)s") % {"letter": grade}, counts[grade]) for grade in GRADES if counts.get(grade)]
    return counts_in_words(graded) or _("none")


def _panel(sheet: Sheet, row: Panel, kind: _Kind, at: tuple[float, float, float]) -> None:
    x, y, wide = at
    room = wide - width_of(row.note, SIZE.note) - 3
    sheet.say(x, y + 2.2, fitted(row.name, room, SIZE.label, SEMIBOLD), SIZE.label, SEMIBOLD)
    sheet.note(x + wide, y + 2.2, row.note, SLATE, "right")
    _bar(sheet, row.counts, kind, (x, y + 4.4, wide))


def _bar(
    sheet: Sheet,
    counts: Mapping[str, int],
    kind: _Kind,
    at: tuple[float, float, float],
    high: float = BAR,
    *,
    numbered: bool = True,
) -> None:
    x, y, wide = at
    shown = [word for word in kind.order if counts.get(word)]
    if not shown:
        sheet.note(x, y + high / 2, _("nothing is answered"))
        return
    for word, length in zip(shown, lengths([counts[word] for word in shown], wide), strict=True):
        color = kind.part(sheet, x, y, length, word, high)
        if numbered:
            _number(sheet, (x, y + high / 2, length), counts[word], color, hatched=word == UNANSWERED)
        x += length + 0.3


def _number(sheet: Sheet, at: tuple[float, float, float], count: int, color: str, *, hatched: bool) -> None:
    x, y, wide = at
    number = figures.number(count)
    room = width_of(number, SIZE.label, SEMIBOLD)
    if room + 1 > wide:
        return
    if hatched:
        patch(sheet, x + wide / 2, y, room + 1.4, SIZE.label * PT + 0.4)
    sheet.say(x + wide / 2, y, number, SIZE.label, SEMIBOLD, color, "center")


def _rating_part(sheet: Sheet, x: float, y: float, wide: float, word: str, high: float) -> str:
    ground(sheet, x, y, wide, high, word)
    return sheet.palette[word].on_fill


def _grade_part(sheet: Sheet, x: float, y: float, wide: float, word: str, high: float) -> str:
    grade = GRADES[word]
    sheet.box(x, y, wide, high, grade.fill, grade.edge)
    return grade.on_fill


def _rating_legend(sheet: Sheet, y: float, occurring: frozenset[str]) -> None:
    """The ratings in one line, each with its glyph; what is not settled only where it occurs."""
    x = 1.4
    for rating, paint in sheet.palette.items():
        if rating == NOT_SETTLED and rating not in occurring:
            continue
        glyph(sheet, x, y, rating)
        sheet.note(x + 2.6, y, paint.word, SLATE)
        x += 2.6 + width_of(paint.word, SIZE.note) + 5


def _grade_legend(sheet: Sheet, y: float, occurring: frozenset[str]) -> None:  # noqa: ARG001  # grades are few: all stand
    x = 0.0
    for letter, meaning in GRADE_WORDS.items():
        grade = GRADES[letter]
        sheet.box(x, y - 1.5, 3, 3, grade.fill, grade.edge)
        words = f"{letter} {meaning}"
        sheet.note(x + 4.4, y, words, SLATE)
        x += 4.4 + width_of(words, SIZE.note) + 6
