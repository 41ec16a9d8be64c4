"""Where indicators and scores stand against milestones and targets: bullets and dumbbells, a row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from compliance import figures
from compliance.charts.indicators import Label
from compliance.charts.marks import baseline, grid, headers, now, open_range, target, ticks
from compliance.charts.sheet import Chart, Scale, Sheet, fitted, scale, width_of
from compliance.charts.style import ACCENT, BANDS, INK, MID, PAGE, PALETTE, REGULAR, SEMIBOLD, SIZE, SLATE, STROKE
from compliance.indicators.values import Word
from compliance.language import _
from compliance.model.record import record
from compliance.view.donor.shared import ScoreProgress
from compliance.view.reasons import STATUS_SIGNS, STATUS_WORDS
from compliance.view.words import score as score_words

STATUS_COLORS: Mapping[Word, str] = {
    "met": PALETTE["met"].edge,
    "on-track": PALETTE["met"].edge,
    "at-risk": PALETTE["partly"].edge,
    "off-track": PALETTE["not-met"].edge,
}
"""The colour of each status that judges; it never stands without the word."""


@record
class BulletRow:
    """An indicator against what was expected of it by now."""

    name: str
    unit: str
    actual: figures.Number | None = None
    expected: figures.Number | None = None
    """The value expected by the day of the figure: the one that sets the status."""
    target: figures.Number | None = None
    baseline: figures.Number | None = None
    label: Label = figures.number
    status: Word | None = None


def bullets(rows: Sequence[BulletRow], *, finding: str, table: str) -> Chart:
    """Actual values against what was expected by their day; the greys end at 70 and 90 % of the way from baseline to it."""
    left, right, pitch = 56.0, 112.0, 6.2
    sheet = Sheet(PAGE, 5 + pitch * len(rows))
    headers(
        sheet,
        1.6,
        (0, _("Indicator"), "left"),
        (left, _("Actual (bar), expected by then (tick), target (thin line)"), "left"),
        (PAGE, _("Actual / expected / target"), "right"),
    )
    for k, row in enumerate(rows):
        y = 5 + k * pitch + 2.9
        sheet.say(0, y - 1.6, fitted(row.name, left - 3, SIZE.label, SEMIBOLD), SIZE.label, SEMIBOLD)
        sheet.note(0, y + 2, fitted(row.unit, left - 3, SIZE.note))
        _bullet(sheet, row, y, left, right)
        sheet.say(PAGE, y - 1.6 if row.status else y, _bullet_words(row), SIZE.label, SEMIBOLD, align="right")
        if row.status:
            status = f"{STATUS_SIGNS[row.status]} {STATUS_WORDS[row.status]}"
            sheet.say(PAGE, y + 2, status, SIZE.note, SEMIBOLD, STATUS_COLORS.get(row.status, MID), "right")
    judged: dict[Word | None, str] = {row.status: f", {STATUS_WORDS[row.status].lower()}" for row in rows if row.status}
    text = " ".join(f"{row.name}, {row.unit}: {_bullet_words(row)}{judged.get(row.status, '')}." for row in rows)
    kind = _("Bullet chart from 0, each row on its own scale, actual, expected and target of %(indicators)s.") % {
        "indicators": figures.count(len(rows), "indicator")
    }
    return sheet.described(f"{kind} {text}", finding, table)


def _bullet(sheet: Sheet, row: BulletRow, y: float, left: float, right: float) -> None:
    """One bullet on a scale of its own, from zero to beyond its greatest value."""
    known = [Fraction(value) for value in (row.actual, row.expected, row.target, row.baseline) if value is not None]
    end = max((*known, Fraction(0))) * Fraction(115, 100) or Fraction(1)
    at = scale(0, float(end), left, right)
    stops, grounds = _bands(row, end)
    for (start, stop), grey in zip(pairwise(stops), grounds, strict=True):
        sheet.box(at(start), y - 2.7, at(stop) - at(start), 5.4, grey)
    if row.actual is None:
        sheet.note(left + 2, y, _("no figure"), SLATE)
    else:
        sheet.box(left, y - 1.05, max(at(row.actual) - left, 0.3), 2.1, ACCENT)
    if row.target is not None:
        x = at(row.target)
        sheet.line(((x, y - 2.7), (x, y + 2.7)), INK if row.expected is not None else MID, STROKE.hair, level=4)
    if row.expected is not None:
        target(sheet, at(row.expected), y, 2.2)


def _bands(row: BulletRow, end: Fraction) -> tuple[list[Fraction], Sequence[str]]:
    """Where the greys of a bullet begin and end, the lightest where the row is on track; one grey where nothing is expected."""
    if row.expected is None or row.baseline is None or row.expected == row.baseline:
        return [Fraction(0), end], BANDS[-1:]
    start, way = Fraction(row.baseline), Fraction(row.expected) - Fraction(row.baseline)
    limits = sorted(start + share * way for share in (Fraction(7, 10), Fraction(9, 10)))
    return [Fraction(0), *limits, end], BANDS if way > 0 else BANDS[::-1]


def _bullet_words(row: BulletRow) -> str:
    known = (figures.NOTHING if value is None else row.label(value) for value in (row.actual, row.expected, row.target))
    return " / ".join(known)


def dumbbell(
    groups: Sequence[tuple[str, Sequence[ScoreProgress]]],
    *,
    dates: tuple[str | None, str, str | None],
    finding: str,
    table: str,
    pitch: float = 6.4,
) -> Chart:
    """Baseline, now and target of scores on one line, the figures beside; what is unanswered stays a range, what is missing is left out."""
    left = 62.0
    sheet = Sheet(PAGE, 10.2 + sum((6.2 if name else 1.2) + pitch * len(rows) for name, rows in groups))
    at = scale(0, 1, left, 142)
    _dumbbell_legend(sheet, dates)
    headers(sheet, 7.4, (PAGE - 13, _("Now"), "right"), (PAGE, _("Change"), "right"))
    ticks(sheet, at, (0, 0.25, 0.5, 0.75, 1), 7.4)
    y = 10.0
    for name, rows in groups:
        sheet.line(((0, y), (PAGE, y)), INK)
        if name:
            sheet.say(0, y + 3, name, SIZE.label, SEMIBOLD)
        y += 6.2 if name else 1.2
        grid(sheet, at, (0, 0.25, 0.5, 0.75, 1), y - 0.4, y + pitch * len(rows) - 1)
        for row in rows:
            _dumbbell_row(sheet, row, y + 0.41 * pitch, at, left)
            y += pitch
    text = " ".join(_dumbbell_in_words(row) for _, rows in groups for row in rows)
    kind = _("Dumbbell chart from 0 to 100: baseline, now and target.")
    return sheet.described(f"{kind} {text}", finding, table)


def _dumbbell_legend(sheet: Sheet, dates: tuple[str | None, str, str | None]) -> None:
    """The legend of a dumbbell chart; a mark without a date is left out."""
    first, present, last = dates
    x, y = 1.3, 1.8
    if first:
        baseline(sheet, x, y)
        x = _dumbbell_word(sheet, x, y, first)
    now(sheet, x, y)
    x = _dumbbell_word(sheet, x, y, present, ACCENT)
    if last:
        target(sheet, x, y, 1.6)
        x = _dumbbell_word(sheet, x, y, last)
    open_range(sheet, x - 1, x + 4, y)
    _dumbbell_word(sheet, x + 4, y, _("open range"))


def _dumbbell_word(sheet: Sheet, x: float, y: float, words: str, color: str = SLATE) -> float:
    """Sets a word of the legend; says where the next mark stands."""
    weight = SEMIBOLD if color == ACCENT else REGULAR
    sheet.say(x + 2.4, y, words, SIZE.note, weight, color)
    return x + 8 + width_of(words, SIZE.note, weight)


def _dumbbell_row(sheet: Sheet, row: ScoreProgress, y: float, at: Scale, left: float) -> None:
    sheet.say(0, y, fitted(row.name, left - 4))
    if row.target is not None:
        target(sheet, at(row.target), y)
    if row.now is None:
        sheet.note(left + 1, y, fitted(row.note or _("no figure"), 142 - left, SIZE.note), SLATE if row.note else MID)
    else:
        open_range(sheet, at(row.now.low), at(row.now.high), y)
    if row.baseline is not None and row.now is not None and row.now.point is not None:
        sheet.line(((at(row.baseline), y), (at(row.now.point), y)), ACCENT, STROKE.target)
    if row.baseline is not None:
        baseline(sheet, at(row.baseline), y)
    if row.now is not None and row.now.point is not None:
        now(sheet, at(row.now.point), y)
    sheet.say(sheet.width - 13, y, score_words(row.now), SIZE.label, SEMIBOLD, ACCENT, "right")
    sheet.say(sheet.width, y, change_in_words(row), SIZE.label, align="right")


def change_in_words(row: ScoreProgress) -> str:
    """The change since the baseline in points; a dash where either is missing, both ends where it is open."""
    if row.baseline is None or row.now is None:
        return figures.NOTHING
    ends = (row.now.low, row.now.high) if row.now.point is None else (row.now.point,)
    low, *rest = (figures.signed(100 * (end - row.baseline), 0) for end in ends)
    return _("%(low)s to %(high)s") % {"low": low, "high": rest[0]} if rest else low


def _dumbbell_in_words(row: ScoreProgress) -> str:
    start, goal = (figures.NOTHING if value is None else figures.score(value) for value in (row.baseline, row.target))
    if row.now is None and row.note:
        return f"{row.name}: {row.note}."
    text = _("%(name)s: baseline %(start)s, now %(now)s, target %(goal)s.")
    return text % {"name": row.name, "start": start, "now": score_words(row.now), "goal": goal}
