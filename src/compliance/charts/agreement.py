# ruff: noqa: PLR0917 - a place on paper is x, y, width and height, in this order everywhere
"""Charts of how far two evaluators agree: the table of their ratings, and α with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

from compliance import figures
from compliance.charts.marks import described, grid, heads, robustness_range, sign
from compliance.charts.sheet import Chart, Sheet, scale, width_of, wrapped
from compliance.charts.style import BANDS, INK, MID, PAINTS, PAPER, REGULAR, RULE, SEMIBOLD, SIZE, SLATE
from compliance.language import _
from compliance.model.record import record
from compliance.view.palette import Paints

GROUNDS = BANDS[0], BANDS[1], PAPER
"""Grounds of the cells: equal ratings, one step apart, further apart."""
LABELS, HEAD, CELL, GAP = 25.0, 10.5, 9.0, 0.3
NAMES, PITCH = 40.0, 8.6


@record
class AlphaRow:
    """Agreement on one set of criteria."""

    name: str
    """What it is called."""
    alpha: Fraction | None = None
    """Krippendorff's α; none where it is not defined."""
    ends: tuple[Fraction, Fraction] | None = None
    """The ends of its interval."""


def rating_table(
    counts: Mapping[str, Mapping[str, int]], *, finding: str, table: str, width: float = 83, paints: Paints = PAINTS
) -> Chart:
    """Criteria by the rating of the first evaluator, a row each, and of the second, a column each, with sums."""
    words = tuple(counts)
    wide = (width - LABELS) / (len(words) + 1)
    foot = HEAD + CELL * (len(words) + 1)
    sheet = Sheet(width, foot + 6, paints)
    heads(sheet, 1.8, (0, _("First evaluator"), "left"), (LABELS, _("Second evaluator"), "left"))
    for place, word in enumerate(words):
        x, y = LABELS + wide * place, HEAD + CELL * place + CELL / 2
        sign(sheet, 1.4, y, word)
        sheet.say(4.2, y, paints[word].word)
        sheet.note(x + wide / 2, HEAD - 3, paints[word].word, INK, "center")
        for column, count in enumerate(counts[word].values()):
            _cell(sheet, LABELS + wide * column, y - CELL / 2, wide, count, abs(place - column))
    _sums(sheet, counts, wide)
    x = LABELS
    for ground, text in zip(GROUNDS, (_("equal"), _("one step apart"), _("further")), strict=True):
        sheet.box(x, foot + 2, 3, 3, ground, MID)
        sheet.note(x + 4.2, foot + 3.5, text, SLATE)
        x += max(14, width_of(text, SIZE.note) + 8)
    return sheet.chart(finding, described(_told(counts, paints), finding, table))


def _cell(sheet: Sheet, x: float, y: float, wide: float, count: int, steps: int) -> None:
    ground = GROUNDS[min(steps, len(GROUNDS) - 1)]
    sheet.box(x + GAP / 2, y + GAP / 2, wide - GAP, CELL - GAP, ground, RULE)
    weight, color = (SEMIBOLD, INK) if count else (REGULAR, MID)
    sheet.say(x + wide / 2, y + CELL / 2, figures.number(count), SIZE.value, weight, color, "center")


def _sums(sheet: Sheet, counts: Mapping[str, Mapping[str, int]], wide: float) -> None:
    """Sets the sums at the right of the rows and under the columns."""
    words = tuple(counts)
    right, foot = LABELS + wide * (len(words) + 0.5), HEAD + CELL * (len(words) + 0.5)
    sheet.note(right, HEAD - 3, _("all"), SLATE, "center")
    sheet.say(4.2, foot, _("all"), color=SLATE)
    for place, word in enumerate(words):
        row, column = sum(counts[word].values()), sum(of_second[word] for of_second in counts.values())
        sheet.say(right, HEAD + CELL * (place + 0.5), figures.number(row), color=SLATE, align="center")
        sheet.say(LABELS + wide * (place + 0.5), foot, figures.number(column), color=SLATE, align="center")
    total = sum(sum(of_second.values()) for of_second in counts.values())
    sheet.say(right, foot, figures.number(total), weight=SEMIBOLD, align="center")


def _told(counts: Mapping[str, Mapping[str, int]], paints: Paints) -> str:
    line = _("first %(first)s, second %(second)s")
    rows = (
        line
        % {
            "first": paints[first].word,
            "second": figures.listed([f"{paints[word].word} {n}" for word, n in row.items()]),
        }
        for first, row in counts.items()
    )
    text = _("Table of counts, rating of the first evaluator against the second: %(rows)s.")
    return text % {"rows": "; ".join(rows)}


def alpha_intervals(rows: Sequence[AlphaRow], *, finding: str, table: str, width: float = 83) -> Chart:
    """Krippendorff's α of each set of criteria, with its interval, on one axis that shows 0 and 1."""
    lowest = min((float(end) for row in rows for end in _known(row)), default=0.0)
    low = min(floor(lowest * 2) / 2, 0.0)
    steps = [Fraction(k, 2) for k in range(int(low * 2), 3)]
    foot = PITCH * len(rows) + 2
    sheet, at = Sheet(width, foot + 4.5), scale(low, 1, NAMES + 2, width - 11)
    grid(sheet, at, steps, 0, foot)
    for place, row in enumerate(rows):
        y = PITCH * (place + 0.5) + 0.6
        lines = wrapped(row.name, NAMES)
        for k, line in enumerate(lines):
            sheet.say(0, y + 3.4 * (k - (len(lines) - 1) / 2), line)
        if row.ends:
            robustness_range(sheet, at(row.ends[0]), at(row.ends[1]), y)
        if row.alpha is not None:
            sheet.disc(at(row.alpha), y, 1.15)
        said = figures.NOTHING if row.alpha is None else figures.number(row.alpha, 2)
        sheet.say(width, y, said, weight=SEMIBOLD, align="right")
    for step in steps:
        sheet.note(at(step), foot + 2.2, figures.number(step, 1), align="center")
    text = "; ".join(_row_told(row) for row in rows)
    return sheet.chart(
        finding, described(_("Dots with intervals on an axis of α: %(told)s.") % {"told": text}, finding, table)
    )


def _known(row: AlphaRow) -> tuple[Fraction, ...]:
    return (*(row.ends or ()), *(() if row.alpha is None else (row.alpha,)))


def _row_told(row: AlphaRow) -> str:
    if row.alpha is None:
        return _("%(name)s, not defined") % {"name": row.name}
    said = {"name": row.name, "alpha": figures.number(row.alpha, 2)}
    if row.ends is None:
        return f"{said['name']} {said['alpha']}"
    low, high = (figures.number(end, 2) for end in row.ends)
    return _("%(name)s %(alpha)s, from %(low)s to %(high)s") % {**said, "low": low, "high": high}
