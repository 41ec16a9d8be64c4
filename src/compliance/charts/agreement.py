# ruff: noqa: PLR0917 - a place on paper is x, y, width and height, in this order everywhere
"""Charts of how far two evaluators agree: the table of their ratings, and α with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

from compliance import figures
from compliance.charts.marks import glyph, grid, headers, robustness_range
from compliance.charts.sheet import Chart, Sheet, scale, width_of, wrapped
from compliance.charts.style import BANDS, HALF, INK, MID, PALETTE, PAPER, REGULAR, RULE, SEMIBOLD, SIZE, SLATE
from compliance.language import _
from compliance.scoring.agreement import Agreement

GROUNDS = BANDS[0], BANDS[1], PAPER
"""Grounds of the cells: equal ratings, one step apart, further apart."""
LABELS, HEAD, CELL, GAP = 25.0, 10.5, 9.0, 0.3
NAMES, PITCH = 40.0, 8.6


def rating_table(counts: Mapping[str, Mapping[str, int]], *, finding: str, table: str) -> Chart:
    """Criteria by the rating of the first evaluator, a row each, and of the second, a column each, with sums."""
    words = tuple(counts)
    wide = (HALF - LABELS) / (len(words) + 1)
    bottom = HEAD + CELL * (len(words) + 1)
    sheet = Sheet(HALF, bottom + 6)
    headers(sheet, 1.8, (0, _("First evaluator"), "left"), (LABELS, _("Second evaluator"), "left"))
    for place, word in enumerate(words):
        x, y = LABELS + wide * place, HEAD + CELL * place + CELL / 2
        glyph(sheet, 1.4, y, word)
        sheet.say(4.2, y, PALETTE[word].word)
        sheet.note(x + wide / 2, HEAD - 3, PALETTE[word].word, INK, "center")
        for column, count in enumerate(counts[word].values()):
            _cell(sheet, LABELS + wide * column, y - CELL / 2, wide, count, abs(place - column))
    _sums(sheet, counts, wide)
    x = LABELS
    for ground, text in zip(GROUNDS, (_("equal"), _("one step apart"), _("further")), strict=True):
        sheet.box(x, bottom + 2, 3, 3, ground, MID)
        sheet.note(x + 4.2, bottom + 3.5, text, SLATE)
        x += max(14, width_of(text, SIZE.note) + 8)
    return sheet.described(_counts_in_words(counts), finding, table)


def _cell(sheet: Sheet, x: float, y: float, wide: float, count: int, steps: int) -> None:
    ground = GROUNDS[min(steps, len(GROUNDS) - 1)]
    sheet.box(x + GAP / 2, y + GAP / 2, wide - GAP, CELL - GAP, ground, RULE)
    weight, color = (SEMIBOLD, INK) if count else (REGULAR, MID)
    sheet.say(x + wide / 2, y + CELL / 2, figures.number(count), SIZE.value, weight, color, "center")


def _sums(sheet: Sheet, counts: Mapping[str, Mapping[str, int]], wide: float) -> None:
    words = tuple(counts)
    right, bottom = LABELS + wide * (len(words) + 0.5), HEAD + CELL * (len(words) + 0.5)
    sheet.note(right, HEAD - 3, _("all"), SLATE, "center")
    sheet.say(4.2, bottom, _("all"), color=SLATE)
    for place, word in enumerate(words):
        row, column = sum(counts[word].values()), sum(of_second[word] for of_second in counts.values())
        sheet.say(right, HEAD + CELL * (place + 0.5), figures.number(row), color=SLATE, align="center")
        sheet.say(LABELS + wide * (place + 0.5), bottom, figures.number(column), color=SLATE, align="center")
    total = sum(sum(of_second.values()) for of_second in counts.values())
    sheet.say(right, bottom, figures.number(total), weight=SEMIBOLD, align="center")


def _counts_in_words(counts: Mapping[str, Mapping[str, int]]) -> str:
    line, rows = _("first %(first)s, second %(second)s"), []
    for first, row in counts.items():
        second = figures.listed([f"{PALETTE[word].word} {number}" for word, number in row.items()])
        rows.append(line % {"first": PALETTE[first].word, "second": second})
    text = _("Table of counts, rating of the first evaluator against the second: %(rows)s.")
    return text % {"rows": "; ".join(rows)}


def alpha_intervals(rows: Sequence[tuple[str, Agreement]], *, finding: str, table: str) -> Chart:
    """Krippendorff's α of each set of criteria, with its interval, on one axis that shows 0 and 1."""
    alphas = [row.alpha for _name, row in rows] + [row.interval.low for _name, row in rows if row.interval]
    lowest = min((float(alpha) for alpha in alphas if alpha is not None), default=0.0)
    low = min(floor(lowest * 2) / 2, 0.0)
    steps = [Fraction(k, 2) for k in range(int(low * 2), 3)]
    bottom = PITCH * len(rows) + 2
    sheet, at = Sheet(HALF, bottom + 4.5), scale(low, 1, NAMES + 2, HALF - 11)
    grid(sheet, at, steps, 0, bottom)
    for place, (name, row) in enumerate(rows):
        y = PITCH * (place + 0.5) + 0.6
        lines = wrapped(name, NAMES)
        for k, line in enumerate(lines):
            sheet.say(0, y + 3.4 * (k - (len(lines) - 1) / 2), line)
        if row.interval:
            robustness_range(sheet, at(row.interval.low), at(row.interval.high), y)
        if row.alpha is not None:
            sheet.disc(at(row.alpha), y, 1.15)
        alpha = figures.NOTHING if row.alpha is None else figures.number(row.alpha, 2)
        sheet.say(HALF, y, alpha, weight=SEMIBOLD, align="right")
    for step in steps:
        sheet.note(at(step), bottom + 2.2, figures.number(step, 1), align="center")
    text = "; ".join(_interval_in_words(name, row) for name, row in rows)
    return sheet.described(_("Dots with intervals on an axis of α: %(told)s.") % {"told": text}, finding, table)


def _interval_in_words(name: str, row: Agreement) -> str:
    if row.alpha is None:
        return _("%(name)s, not defined") % {"name": name}
    alpha = figures.number(row.alpha, 2)
    if row.interval is None:
        return f"{name} {alpha}"
    low, high = (figures.number(end, 2) for end in (row.interval.low, row.interval.high))
    return _("%(name)s %(alpha)s, from %(low)s to %(high)s") % {"name": name, "alpha": alpha, "low": low, "high": high}
