"""Where points are missing: waterfall."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.marks import grid, patch
from compliance.charts.sheet import Chart, Scale, Sheet, fitted, scale, width_of
from compliance.charts.style import INK, MID, PAGE, PALETTE, PAPER, REGULAR, SEMIBOLD, SIZE, SLATE
from compliance.language import _
from compliance.view.values.reforms import LossView

BAR_LEFT, BAR_RIGHT, PITCH, BAR = 74.0, 158.0, 5.0, 3.4
CAP = PALETTE["not-met"].edge


def waterfall(rows: Sequence[LossView], score: Fraction, *, finding: str, table: str, settled: bool = True) -> Chart:
    """From 100 points down to the score, a bar a place of loss; what core criteria take is hatched and comes last.

    Where the score is open it is the score at best, and the bars are what stays missing even then.
    """
    step, low = _axis(score)
    marks = range(low, 101, step)
    sheet = Sheet(PAGE, 6.8 + PITCH * (len(rows) + 2))
    at = scale(low, 100, BAR_LEFT, BAR_RIGHT)
    for mark in marks:
        sheet.note(at(mark), 1.8, figures.number(mark), align="center")
    grid(sheet, at, marks, 4, sheet.height - 0.8)
    _end(sheet, at, Fraction(100), 5.4, _("Every criterion met"))
    y, level = 5.4, Fraction(100)
    by_size = sorted((row for row in rows if not row.gate), key=lambda row: -row.points)
    heavy = by_size[: min(3, (len(by_size) + 2) // 3)]  # a third of the losses by ratings, three at most
    for row in rows:
        y += PITCH
        _loss(sheet, at, row, level, y, heavy=row in heavy)
        level -= row.points
    _sums(sheet, at, rows)
    name = _("Score") if settled else _("Score if every open answer turns out best")
    _end(sheet, at, score, y + PITCH, name)
    core = _(" (core criterion)")
    texts = [f"{row.name}{core if row.gate else ''} {figures.signed(-row.points, 1)}" for row in rows]
    kind = _("Waterfall from 100 points down to %(score)s, %(name)s; the axis begins at %(low)s. %(losses)s.") % {
        "score": figures.number(score, 1),
        "name": f"{name[:1].lower()}{name[1:]}",
        "low": low,
        "losses": "; ".join(texts) or _("Nothing is missing"),
    }
    return sheet.described(kind, finding, table)


def _axis(score: Fraction) -> tuple[int, int]:
    """The step of an axis that ends at 100, and where it begins: with room for a number left of the last bar."""
    lost = float(100 - score)
    step = next((step for step, most in ((1, 5), (2, 12), (5, 30), (10, 60)) if lost <= most), 20)
    wanted = float(score) - max(0.16 * lost, 0.3 * step)
    return step, max(int(wanted // step) * step, 0)


def _end(sheet: Sheet, at: Scale, score: Fraction, y: float, name: str) -> None:
    middle = y + BAR / 2
    sheet.say(0, middle, name, SIZE.label, SEMIBOLD)
    sheet.line(((at(score), y - 0.4), (at(score), y + BAR + 0.6)), INK, 1.2)
    sheet.say(at(score) + 1.6, middle, figures.number(score, 0 if score == 100 else 1), SIZE.value, SEMIBOLD)


def _loss(sheet: Sheet, at: Scale, row: LossView, level: Fraction, y: float, *, heavy: bool) -> None:
    """Draws one bar, down from the level before, with its number on the left and a line down to the next."""
    end, start = at(level), at(level - row.points)
    middle = y + BAR / 2
    sheet.say(0, middle, fitted(row.name, BAR_LEFT - 2), SIZE.label, SEMIBOLD if heavy else REGULAR)
    wide = max(end - start, 0.4)
    if row.gate:
        sheet.box(start, y, wide, BAR, PAPER, CAP, 0.7)
        sheet.hatch(start, y, wide, BAR, CAP, 0.9)
    else:
        sheet.box(start, y, wide, BAR, INK if heavy else MID)
    number = figures.signed(-row.points, 1)
    _on_paper(sheet, start - 1.4 - width_of(number, SIZE.note, SEMIBOLD), middle, number, SIZE.note)
    sheet.line(((start, y + BAR), (start, y + PITCH)), MID)


def _sums(sheet: Sheet, at: Scale, rows: Sequence[LossView]) -> None:
    """Says beside the last bar of each kind what all of them take, where there are several and there is room."""
    level, y = Fraction(100), 5.4
    for place, row in enumerate(rows):
        y += PITCH
        alike = [loss for loss in rows if loss.gate == row.gate]
        total = sum((loss.points for loss in alike), Fraction(0))
        last = place + 1 == len(rows) or rows[place + 1].gate != row.gate
        gates, ratings = _("%(points)s in all: held back by core criteria"), _("%(points)s in all: ratings below met")
        words = (gates if row.gate else ratings) % {"points": figures.signed(-total, 1)}
        x = at(level) + 2
        if last and len(alike) > 1 and x + width_of(words, SIZE.label, SEMIBOLD) <= sheet.width:
            _on_paper(sheet, x, y + BAR / 2, words, SIZE.label, color=CAP if row.gate else SLATE)
        level -= row.points


def _on_paper(sheet: Sheet, x: float, y: float, text: str, size: float, *, color: str = INK) -> None:
    """Sets a semibold line on a white ground, so that no line of the grid runs through it."""
    wide = width_of(text, size, SEMIBOLD)
    patch(sheet, x + wide / 2, y, wide + 0.8, 3.2)
    sheet.say(x, y, text, size, SEMIBOLD, color)
