"""Scores of countries side by side: ranges in the order of the register, and two cycles of each."""

from __future__ import annotations

from collections.abc import Sequence

from compliance import figures
from compliance.charts.marks import grid, headers, open_range, robustness_range, score_mark, ticks
from compliance.charts.sheet import Chart, Scale, Sheet, fitted, scale
from compliance.charts.style import ACCENT, INK, LINE, MID, PAGE, PAPER, SEMIBOLD, SIZE, SLATE, STROKE
from compliance.language import _, ngettext
from compliance.scoring.values import Range
from compliance.view.regional.region import PositionView, ProgressView
from compliance.view.words import score as score_words

TOP, PITCH = 9.0, 6.6
LEFT, RIGHT, DECLARED = 52.0, 128.0, 147.0
STEPS = (0, 0.25, 0.5, 0.75, 1)
MOST = 30
"""So many rows stand on one sheet."""


def ranges(rows: Sequence[PositionView], *, finding: str, table: str) -> tuple[Chart, ...]:
    """Scores with open and robustness ranges, in the order given, which says nothing. As many sheets as are needed."""
    return tuple(_ranges(rows[k : k + MOST], (finding, table), PAGE) for k in range(0, len(rows), MOST))


def _ranges(rows: Sequence[PositionView], source: tuple[str, str], width: float) -> Chart:
    drawn = any(row.robust for row in rows)
    sheet = Sheet(width, TOP + PITCH * len(rows) - 1.4)
    at = scale(0, 1, LEFT, RIGHT if drawn else DECLARED)
    headers(sheet, 1.8, (LEFT - 1, _("Score"), "left"), (DECLARED if drawn else width, _("As declared"), "right"))
    if drawn:
        headers(sheet, 1.8, (width, _("Robustness"), "right"))
    ticks(sheet, at, STEPS, 6)
    sheet.line(((0, TOP - 0.9), (width, TOP - 0.9)), INK)
    grid(sheet, at, STEPS, TOP, sheet.height)
    for place, row in enumerate(rows):
        _row(sheet, at, row, TOP + PITCH * place + 2.2)
    kind = ngettext(
        "Dot plot of %(number)s range from 0 to 100, in the order of the register.",
        "Dot plot of %(number)s ranges from 0 to 100, in the order of the register, which ranks nobody.",
        len(rows),
    ) % {"number": figures.number(len(rows))}
    return sheet.described(f"{kind} {'; '.join(map(_in_words, rows))}.", *source)


def _row(sheet: Sheet, at: Scale, row: PositionView, y: float) -> None:
    sheet.say(0, y - 1.5 if row.alignment else y, fitted(row.name, LEFT - 4))
    if row.alignment:
        sheet.note(0, y + 1.6, _("alignment"), SLATE)
    open_range(sheet, at(row.base.low), at(row.base.high), y, 3.2)
    if row.robust:
        robustness_range(sheet, at(row.robust.low), at(row.robust.high), y)
    if row.base.point is not None:
        sheet.disc(at(row.base.point), y, 1.4)
    sheet.say(DECLARED if row.robust else sheet.width, y, score_words(row.base), SIZE.label, SEMIBOLD, align="right")
    if row.robust:
        sheet.say(sheet.width, y, figures.score_range(row.robust.low, row.robust.high), align="right")


def _in_words(row: PositionView) -> str:
    name, score = ", ".join((row.name, *((_("alignment"),) if row.alignment else ()))), score_words(row.base)
    if not row.robust:
        return f"{name} {score}"
    robust = figures.score_range(row.robust.low, row.robust.high)
    return _("%(name)s %(score)s, robustness range %(range)s") % {"name": name, "score": score, "range": robust}


def two_cycles(rows: Sequence[ProgressView], *, dates: tuple[str, str], finding: str, table: str) -> Chart:
    """Each country's score in an earlier cycle, grey, and now; a range that overlaps the one before shows no sure change."""
    pitch, top = 9.4, 11.0
    sheet, at = Sheet(PAGE, top + pitch * len(rows)), scale(0, 1, LEFT, 136)
    _then_and_now(sheet, dates)
    headers(sheet, 7.6, (PAGE, _("Then → now"), "right"))
    ticks(sheet, at, STEPS, 7.6)
    grid(sheet, at, STEPS, top - 0.8, sheet.height - 1)
    for place, row in enumerate(rows):
        y = top + pitch * place
        sheet.line(((0, y - 0.8), (PAGE, y - 0.8)), LINE if place else INK)
        sheet.say(0, y + 3.4, fitted(row.name, LEFT - 4))
        _then(sheet, at, row.before, y + 1.7)
        score_mark(sheet, at, row.after, y + 5.2, 2.6, 1.3)
        if row.before.point is not None and row.after.point is not None:
            sheet.line(((at(row.before.point), y + 1.7), (at(row.after.point), y + 5.2)), ACCENT, STROKE.data)
        words = f"{score_words(row.before)} → {score_words(row.after)}"
        sheet.say(PAGE, y + 3.4, words, SIZE.label, SEMIBOLD, align="right")
    each = _("%(name)s: then %(before)s, now %(after)s.")
    text = " ".join(
        each % {"name": row.name, "before": score_words(row.before), "after": score_words(row.after)} for row in rows
    )
    kind = _("Scores from 0 to 100 in two cycles, %(before)s and %(after)s, each with what is unanswered as a range.")
    kind %= {"before": dates[0], "after": dates[1]}
    return sheet.described(f"{kind} {text}", finding, table)


def _then(sheet: Sheet, at: Scale, score: Range, y: float) -> None:
    """Draws the earlier score: a hollow grey bar, and a ring where it is one figure."""
    if score.high > score.low:
        sheet.box(at(score.low), y - 0.9, at(score.high) - at(score.low), 1.8, PAPER, MID)
    if score.point is not None:
        sheet.disc(at(score.point), y, 1.2, PAPER, MID, 1)


def _then_and_now(sheet: Sheet, dates: tuple[str, str]) -> None:
    sheet.box(0, 0.9, 5, 1.8, PAPER, MID)
    sheet.note(6.4, 1.8, dates[0], SLATE)
    open_range(sheet, 70, 75, 1.8, 2.6)
    sheet.note(76.4, 1.8, dates[1], SLATE)
