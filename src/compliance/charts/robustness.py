"""What moves a score."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.marks import grid, headers
from compliance.charts.sheet import Chart, Scale, Sheet, fitted, scale
from compliance.charts.style import ACCENT, INK, PAPER, SEMIBOLD, SIZE
from compliance.language import _, capital
from compliance.view.values.robust import EffectView

TOP, PITCH = 7.4, 6.2
NAME, LEFT, RIGHT, DECLARED, ROBUST = 0.0, 47.0, 128.0, 147.0, 170.0
QUARTERS = (0, 0.25, 0.5, 0.75, 1)


def effect_dots(rows: Sequence[EffectView], *, finding: str, table: str, width: float = 170) -> Chart:
    """For each factor the share of the variance in which it takes part, a full dot, and that it explains alone, a ring."""
    sheet, at = Sheet(width, TOP + PITCH * len(rows)), scale(0, 1, LEFT, RIGHT)
    for mark in QUARTERS:
        sheet.note(at(mark), 1.8, figures.percent(Fraction(mark)), align="center")
    headers(sheet, 1.8, (DECLARED, _("Alone"), "right"), (ROBUST, _("Takes part"), "right"))
    grid(sheet, at, QUARTERS, 4, sheet.height - 0.6)
    for place, row in enumerate(rows):
        _factor(sheet, at, row, TOP + PITCH * place)
    each = _("%(name)s: takes part in %(share)s (from %(low)s to %(high)s), alone %(alone)s")
    text = "; ".join(
        each
        % {
            "name": row.name,
            "share": figures.percent(row.total),
            "low": figures.percent(row.total_ends[0]),
            "high": figures.percent(row.total_ends[1]),
            "alone": figures.percent(row.first),
        }
        for row in rows
    )
    kind = _(
        "Shares of the variance by factor: a dot for what it takes part in, a ring for what it explains alone, each "
        "with its sampling interval."
    )
    return sheet.described(f"{kind} {text}.", finding, table)


def _factor(sheet: Sheet, at: Scale, row: EffectView, y: float) -> None:
    sheet.say(NAME, y, fitted(capital(row.name), LEFT - 4))
    for ends, share, apart, fill in (
        (row.first_ends, row.first, 1.1, PAPER),
        (row.total_ends, row.total, -1.1, ACCENT),
    ):
        sheet.line(((at(ends[0]), y + apart), (at(ends[1]), y + apart)), INK, 1)
        sheet.disc(at(share), y + apart, 1.05, fill, ACCENT, 0.9)
    sheet.say(DECLARED, y, figures.percent(row.first), align="right")
    sheet.say(ROBUST, y, figures.percent(row.total), SIZE.label, SEMIBOLD, align="right")
