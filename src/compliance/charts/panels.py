"""Small multiples: the same bar for every country, all on one scale, with one legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from compliance import figures
from compliance.charts.bars import lengths
from compliance.charts.marks import counts_in_words, glyph, ground, patch, tally
from compliance.charts.sheet import PT, Chart, Sheet, fitted, width_of, wrapped
from compliance.charts.style import ACCENT, BANDS, INK, MID, PAGE, PALETTE, PAPER, SEMIBOLD, SIZE, SLATE
from compliance.language import N_, Words, _
from compliance.model.checklist import UNANSWERED
from compliance.model.instrument import Grade as EvidenceGrade
from compliance.model.record import record
from compliance.view.donor.parts import LESSER, PartBar
from compliance.view.palette import NOT_SETTLED, Paint, Palette, of_bars

Counts = Mapping[str, int]
"""Criteria by rating, or answers by grade of evidence."""
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
    counts: Counts


GRADES: Palette = {
    "A": Paint(rating="A", fill=ACCENT, edge=ACCENT, on_fill=PAPER),
    "B": Paint(rating="B", fill=MID, edge=MID, on_fill=PAPER),
    "C": Paint(rating="C", fill=BANDS[0], edge=MID, on_fill=INK),
    "D": Paint(rating="D", fill=PAPER, edge=MID, on_fill=INK),
}
"""Grades from the best to the weakest, and how each looks; the accent marks the one that an official text supports."""
GRADE_WORDS: Words[EvidenceGrade] = Words({
    "A": N_("official text"), "B": N_("text read"), "C": N_("secondary source"), "D": N_("no source seen"),
})  # fmt: skip
"""What each grade means, in the fewest words."""


def section_bars(groups: Sequence[tuple[str, Sequence[PartBar]]], *, finding: str, table: str) -> Chart:
    """A bar of criteria by rating for each part of each treaty, what is not settled and what nobody has examined apart from failing."""
    palette, rows = of_bars(PALETTE), [row for _, rows in groups for row in rows]
    pitch, left, high = 5.3, 40.0, 4.5
    wide = min(92.0, PAGE - left - 4 - max((width_of(row.words, SIZE.note) for row in rows), default=0))
    sheet = Sheet(PAGE, 5.4 * len(groups) + pitch * len(rows) + LEGEND, palette)
    y = 0.0
    for title, bars in groups:
        sheet.line(((0, y), (PAGE, y)), INK)
        sheet.say(0, y + 2.8, title, SIZE.label, SEMIBOLD)
        y += 5.4
        for row in bars:
            sheet.say(0, y + high / 2, fitted(row.name, left - 2))
            _bar(sheet, row.counts, (left, y, wide), high)
            sheet.note(PAGE, y + high / 2, row.words, SLATE, "right")
            y += pitch
    _rating_legend(sheet, y + LEGEND / 2 + 0.6, [row.counts for row in rows])
    text = "; ".join(f"{title}, {row.name}: {tally(row.counts, palette)}" for title, bars in groups for row in bars)
    return sheet.described(_("Bars of criteria by rating: %(bars)s.") % {"bars": text}, finding, table)


MOST_COLUMNS = 8
"""Parts of treaties that have room beside each other."""


def part_grid(bars: Sequence[tuple[str, tuple[str, PartBar]]], *, finding: str, table: str) -> Chart:
    """A row a country, a column a part of a treaty: each a small bar of criteria by rating; the lesser parts give way."""
    palette = of_bars(PALETTE)
    left, pitch, high = 34.0, 5.4, 3.8
    rows, columns = list(dict.fromkeys(name for name, _ in bars)), _columns(bars)
    gap = 1.2
    wide = (PAGE - left - gap * (len(columns) - 1)) / len(columns)
    sheet = Sheet(PAGE, 11.8 + pitch * len(rows) + LEGEND, palette)
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
                _bar(sheet, bar.counts, (left + place * (wide + gap), y, wide), high, numbered=False)
    _rating_legend(sheet, 11.8 + pitch * len(rows) + LEGEND / 2, [bar.counts for _, (_, bar) in bars])
    text = "; ".join(f"{name}, {treaty}, {bar.name}: {tally(bar.counts, palette)}" for name, (treaty, bar) in bars)
    return sheet.described(_("Bars of criteria by rating: %(bars)s.") % {"bars": text}, finding, table)


def _columns(bars: Sequence[tuple[str, tuple[str, PartBar]]]) -> list[tuple[str, str]]:
    """The parts that have room, as treaty and name: those that every brief shows before the others."""
    every = list(dict.fromkeys((treaty, bar.name) for _, (treaty, bar) in bars))
    lesser = [column for column in every if column[1] in {_(part) for part in LESSER}]
    return [column for column in every if len(every) <= MOST_COLUMNS or column not in lesser][:MOST_COLUMNS]


def distribution_panels(
    rows: Sequence[Panel], *, finding: str, table: str, palette: Palette = PALETTE
) -> tuple[Chart, ...]:
    """A bar of ratings for each country, every bar as long as all its criteria; as many sheets as are needed."""
    palette = of_bars(palette)
    kind = _("Small multiples, a bar of all criteria by rating for each. %(told)s.")
    return tuple(
        _sheet(part, Sheet(PAGE, _height(part), palette), _rating_legend).described(
            kind % {"told": "; ".join(f"{row.name}: {tally(row.counts, palette)}" for row in part)}, finding, table
        )
        for part in _parts(rows)
    )


def panel(row: Panel, *, finding: str, table: str, width: float = 83, palette: Palette = PALETTE) -> Chart:
    """The bar of one country alone, where its name stands beside it in text."""
    palette = of_bars(palette)
    sheet = Sheet(width, BAR, palette)
    _bar(sheet, row.counts, (0, 0, width))
    kind = _("Stacked bar of criteria by rating: %(tally)s.") % {"tally": tally(row.counts, palette)}
    return sheet.described(kind, finding, table)


def evidence_panels(rows: Sequence[Panel], *, finding: str, table: str) -> tuple[Chart, ...]:
    """A bar of answers by grade of evidence for each country; as many sheets as are needed."""
    kind = _("Small multiples, a bar of all answers by grade of evidence for each. %(told)s.")
    return tuple(
        _sheet(part, Sheet(PAGE, _height(part), GRADES), _grade_legend).described(
            kind % {"told": "; ".join(f"{row.name}: {_graded(row.counts)}" for row in part)}, finding, table
        )
        for part in _parts(rows)
    )


def _parts(rows: Sequence[Panel]) -> list[Sequence[Panel]]:
    sheets = max(1, -(-len(rows) // MOST))
    each = -(-len(rows) // sheets) if rows else 1
    return [rows[k : k + each] for k in range(0, len(rows), each)]


def _lines(rows: Sequence[Panel]) -> int:
    return -(-len(rows) // COLUMNS)


def _height(rows: Sequence[Panel]) -> float:
    return PITCH * _lines(rows) + LEGEND


def _sheet(rows: Sequence[Panel], sheet: Sheet, legend: Callable[[Sheet, float, Iterable[Counts]], None]) -> Sheet:
    """A sheet with a panel a row, and its legend at the bottom."""
    lines, wide = _lines(rows), (sheet.width - GAP * (COLUMNS - 1)) / COLUMNS
    for place, row in enumerate(rows):
        # Down the first column, then down the second, as the list of countries is read.
        x, y = place // lines * (wide + GAP), place % lines * PITCH
        room = wide - width_of(row.note, SIZE.note) - 3
        sheet.say(x, y + 2.2, fitted(row.name, room, SIZE.label, SEMIBOLD), SIZE.label, SEMIBOLD)
        sheet.note(x + wide, y + 2.2, row.note, SLATE, "right")
        _bar(sheet, row.counts, (x, y + 4.4, wide))
    legend(sheet, PITCH * lines + LEGEND / 2, [row.counts for row in rows])
    return sheet


def _graded(counts: Counts) -> str:
    return counts_in_words((_("of grade %(letter)s") % {"letter": grade}, counts.get(grade, 0)) for grade in GRADES)


def _bar(
    sheet: Sheet, counts: Counts, at: tuple[float, float, float], high: float = BAR, *, numbered: bool = True
) -> None:
    """Draws a bar of what the palette of the sheet knows at x and y, so wide and high."""
    x, y, wide = at
    shown = [word for word in sheet.palette if counts.get(word)]
    if not shown:
        sheet.note(x, y + high / 2, _("nothing is answered"))
    for word, length in zip(shown, lengths([counts[word] for word in shown], wide) if shown else (), strict=True):
        ground(sheet, x, y, length, high, word)
        if numbered:
            _number(sheet, (x, y + high / 2, length), counts[word], word)
        x += length + 0.3


def _number(sheet: Sheet, at: tuple[float, float, float], count: int, word: str) -> None:
    """Sets the number of a part in its middle, if it has room there."""
    x, y, wide = at
    number = figures.number(count)
    room = width_of(number, SIZE.label, SEMIBOLD)
    if room + 1 > wide:
        return
    if word == UNANSWERED:
        patch(sheet, x + wide / 2, y, room + 1.4, SIZE.label * PT + 0.4)
    sheet.say(x + wide / 2, y, number, SIZE.label, SEMIBOLD, sheet.palette[word].on_fill, "center")


def _rating_legend(sheet: Sheet, y: float, bars: Iterable[Counts]) -> None:
    """The ratings in one line, each with its glyph; what is not settled only where it occurs."""
    x, unsettled = 1.4, any(counts.get(NOT_SETTLED) for counts in bars)
    for rating, paint in sheet.palette.items():
        if rating == NOT_SETTLED and not unsettled:
            continue
        glyph(sheet, x, y, rating)
        sheet.note(x + 2.6, y, paint.word, SLATE)
        x += 2.6 + width_of(paint.word, SIZE.note) + 5


def _grade_legend(sheet: Sheet, y: float, bars: Iterable[Counts]) -> None:  # noqa: ARG001  # grades are few: all stand
    x = 0.0
    for letter, meaning in GRADE_WORDS.items():
        sheet.box(x, y - 1.5, 3, 3, GRADES[letter].fill, GRADES[letter].edge)
        words = f"{letter} {meaning}"
        sheet.note(x + 4.4, y, words, SLATE)
        x += 4.4 + width_of(words, SIZE.note) + 6
