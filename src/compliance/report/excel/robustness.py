"""How robust scores are: a row a treaty and country, and a row a treaty and factor; values from Python, not formulas."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.report.excel.reference import measure
from compliance.report.excel.values import Cell, Column, Sheet
from compliance.view.values import CountryView

FROM_PYTHON = (
    "Values from the engine (Python): 10,000 draws cannot be made with formulas, so nothing here follows what is typed"
)


def robustness(view: CountryView) -> Iterator[Sheet]:
    """The sheets about robustness; none where the plan does not ask for it."""
    if view.robust:
        yield _ranges(view)
        if any(robust.effects for robust in view.robust):
            yield _effects(view)


def _ranges(view: CountryView) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            robust.abbreviation,
            standing.name,
            standing.base.low * 100,
            standing.base.high * 100,
            standing.range.low * 100,
            standing.range.high * 100,
            standing.beside or None,
            standing.share,
            standing.drivers,
        )
        for robust in view.robust
        for standing in robust.standings
    )
    return Sheet(
        name="Robustness",
        about="How far scores move if every choice of the method is varied at once",
        tab="result",
        title=view.robust[0].headline,
        measure=measure(view, f"Points of 100. {FROM_PYTHON}"),
        columns=(
            Column(header="Treaty", width=10, style="word"),
            Column(header="Country", width=28, style="label"),
            Column(header="Declared, low end", width=11, style="score-detail"),
            Column(header="Declared, high end", width=11, style="score-detail"),
            Column(header="Robustness range, low end", width=13, style="score-detail"),
            Column(header="Robustness range, high end", width=13, style="score-detail"),
            Column(header=f"Beside {view.name}", width=22),
            Column(header=f"Draws in which {view.name} lies wholly above it", width=18, style="percent"),
            Column(header="Moved most by", width=52),
        ),
        rows=rows,
        frozen=2,
        notes=tuple(
            f"{robust.abbreviation}: {text}"
            for robust in view.robust
            for text in (robust.groups, robust.order, robust.basis)
        ),
    )


def _effects(view: CountryView) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (robust.abbreviation, effect.name, effect.total, *effect.total_ends, effect.first, *effect.first_ends)
        for robust in view.robust
        for effect in robust.effects
    )
    return Sheet(
        name="Robustness factors",
        about="Which choices of the method move the score, as Sobol’ indices",
        tab="result",
        title=view.robust[0].effects_headline,
        measure=measure(view, f"Shares of the variance of the middle of the range. {FROM_PYTHON}"),
        columns=(
            Column(header="Treaty", width=10, style="word"),
            Column(header="Factor", width=30, style="label"),
            Column(header="Takes part in (total index)", width=14, style="percent"),
            Column(header="Sampling interval, low end", width=12, style="percent"),
            Column(header="Sampling interval, high end", width=12, style="percent"),
            Column(header="Explains alone (first-order index)", width=14, style="percent"),
            Column(header="Sampling interval, low end", width=12, style="percent"),
            Column(header="Sampling interval, high end", width=12, style="percent"),
        ),
        rows=rows,
        frozen=2,
        notes=tuple(f"{robust.abbreviation}: N = {robust.samples} rows of the design." for robust in view.robust),
    )
