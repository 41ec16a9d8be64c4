"""Small multiples: the same bar for every country, all on one scale, with one legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from compliance import figures
from compliance.charts.bars import lengths
from compliance.charts.marks import counts_in_words, glyph, ground, patch
from compliance.charts.ratings import tally
from compliance.charts.sheet import PT, Chart, Sheet, fitted, width_of
from compliance.charts.style import ACCENT, BANDS, INK, MID, PALETTE, PAPER, SEMIBOLD, SIZE, SLATE
from compliance.language import N_, Words, _
from compliance.model.instrument import Grade as EvidenceGrade
from compliance.model.record import record
from compliance.view.palette import Palette

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
Part = Callable[[Sheet, float, float, float, str], str]
"""Draws the part of a bar at x, y, so wide, for what it counts; says in which colour its number reads."""


@record
class _Kind:
    """What bars are made of."""

    kind: str
    """What the chart is, for its alt text, with a place for what it counts."""
    order: tuple[str, ...]
    """What is counted, in order."""
    part: Part
    legend: Callable[[Sheet, float], None]
    """Draws the legend at a height."""
    in_words: Callable[[Mapping[str, int]], str]


def distribution_panels(
    rows: Sequence[Panel], *, finding: str, table: str, width: float = 170, palette: Palette = PALETTE
) -> tuple[Chart, ...]:
    """A bar of ratings for each country, every bar as long as all its criteria; as many sheets as are needed."""
    kind = _ratings(palette)
    return tuple(_sheet(part, kind, (finding, table), Sheet(width, _height(part), palette)) for part in _parts(rows))


def _ratings(palette: Palette) -> _Kind:
    return _Kind(
        kind=_("Small multiples, a bar of all criteria by rating for each. %(told)s."),
        order=tuple(palette),
        part=_rating_part,
        legend=_rating_legend,
        in_words=lambda counts: tally(counts, palette),
    )


def panel(row: Panel, *, finding: str, table: str, width: float = 83, palette: Palette = PALETTE) -> Chart:
    """The bar of one country alone, where its name stands beside it in text."""
    sheet = Sheet(width, BAR, palette)
    _bar(sheet, row.counts, _ratings(palette), (0, 0, width))
    kind = _("Stacked bar of criteria by rating: %(tally)s.") % {"tally": tally(row.counts, palette)}
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
    """Rows by sheet, of like number."""
    sheets = max(1, -(-len(rows) // MOST))
    each = -(-len(rows) // sheets) if rows else 1
    return [rows[k : k + each] for k in range(0, len(rows), each)]


def _lines(rows: Sequence[Panel]) -> int:
    return -(-len(rows) // COLUMNS)


def _height(rows: Sequence[Panel]) -> float:
    return PITCH * _lines(rows) + LEGEND


def _sheet(rows: Sequence[Panel], kind: _Kind, source: tuple[str, str], sheet: Sheet) -> Chart:
    """One sheet of panels with its legend at the bottom."""
    lines, wide = _lines(rows), (sheet.width - GAP * (COLUMNS - 1)) / COLUMNS
    for place, row in enumerate(rows):
        # Down the first column, then down the second, as the list of countries is read.
        _panel(sheet, row, kind, (place // lines * (wide + GAP), place % lines * PITCH, wide))
    kind.legend(sheet, PITCH * lines + LEGEND / 2)
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


def _bar(sheet: Sheet, counts: Mapping[str, int], kind: _Kind, at: tuple[float, float, float]) -> None:
    x, y, wide = at
    shown = [word for word in kind.order if counts.get(word)]
    if not shown:
        sheet.note(x, y + BAR / 2, _("nothing is answered"))
        return
    for word, length in zip(shown, lengths([counts[word] for word in shown], wide), strict=True):
        color = kind.part(sheet, x, y, length, word)
        _number(sheet, (x, y, length), counts[word], color, hatched=word == "unanswered")
        x += length + 0.3


def _number(sheet: Sheet, at: tuple[float, float, float], count: int, color: str, *, hatched: bool) -> None:
    x, y, wide = at
    number = figures.number(count)
    room = width_of(number, SIZE.label, SEMIBOLD)
    if room + 1 > wide:
        return
    if hatched:
        patch(sheet, x + wide / 2, y + BAR / 2, room + 1.4, SIZE.label * PT + 0.4)
    sheet.say(x + wide / 2, y + BAR / 2, number, SIZE.label, SEMIBOLD, color, "center")


def _rating_part(sheet: Sheet, x: float, y: float, wide: float, word: str) -> str:
    ground(sheet, x, y, wide, BAR, word)
    return sheet.palette[word].on_fill


def _grade_part(sheet: Sheet, x: float, y: float, wide: float, word: str) -> str:
    grade = GRADES[word]
    sheet.box(x, y, wide, BAR, grade.fill, grade.edge)
    return grade.on_fill


def _rating_legend(sheet: Sheet, y: float) -> None:
    """The ratings in one line, each with its glyph."""
    x = 1.4
    for rating, paint in sheet.palette.items():
        glyph(sheet, x, y, rating)
        sheet.note(x + 2.6, y, paint.word, SLATE)
        x += 2.6 + width_of(paint.word, SIZE.note) + 6


def _grade_legend(sheet: Sheet, y: float) -> None:
    x = 0.0
    for letter, meaning in GRADE_WORDS.items():
        grade = GRADES[letter]
        sheet.box(x, y - 1.5, 3, 3, grade.fill, grade.edge)
        words = f"{letter} {meaning}"
        sheet.note(x + 4.4, y, words, SLATE)
        x += 4.4 + width_of(words, SIZE.note) + 6
