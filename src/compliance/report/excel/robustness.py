"""How robust scores are: a row a treaty and country, and a row a treaty and factor; values from Python, not formulas."""

from collections.abc import Iterator

from compliance.report.excel.reference import measure
from compliance.report.excel.values import Sheet, Table, column, columns_of, rows_of
from compliance.view.values.country import CountryView
from compliance.view.values.robust import EffectView, StandingView

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
    table: Table[tuple[str, StandingView]] = (
        column("Treaty", lambda row: row[0], 10, "word"),
        column("Country", lambda row: row[1].name, 28, "label"),
        column("Declared, low end", lambda row: row[1].base.low * 100, 11, "score-detail"),
        column("Declared, high end", lambda row: row[1].base.high * 100, 11, "score-detail"),
        column("Robustness range, low end", lambda row: row[1].range.low * 100, 13, "score-detail"),
        column("Robustness range, high end", lambda row: row[1].range.high * 100, 13, "score-detail"),
        column(f"Beside {view.name}", lambda row: row[1].beside or None, 22),
        column(f"Draws in which {view.name} lies wholly above it", lambda row: row[1].share, 18, "percent"),
        column("Moved most by", lambda row: row[1].drivers, 52),
    )
    standings = ((robust.abbreviation, standing) for robust in view.robust for standing in robust.standings)
    return Sheet(
        name="Robustness",
        about="How far scores move if every choice of the method is varied at once",
        title=view.robust[0].headline,
        measure=measure(view, f"Points of 100. {FROM_PYTHON}"),
        columns=columns_of(table),
        rows=rows_of(table, standings),
        frozen=2,
        notes=tuple(
            f"{robust.abbreviation}: {text}"
            for robust in view.robust
            for text in (robust.groups, robust.order, robust.basis)
        ),
    )


EFFECTS: Table[tuple[str, EffectView]] = (
    column("Treaty", lambda row: row[0], 10, "word"),
    column("Factor", lambda row: row[1].name, 30, "label"),
    column("Takes part in (total index)", lambda row: row[1].total, 14, "percent"),
    column("Sampling interval, low end", lambda row: row[1].total_ends[0], 12, "percent"),
    column("Sampling interval, high end", lambda row: row[1].total_ends[1], 12, "percent"),
    column("Explains alone (first-order index)", lambda row: row[1].first, 14, "percent"),
    column("Sampling interval, low end", lambda row: row[1].first_ends[0], 12, "percent"),
    column("Sampling interval, high end", lambda row: row[1].first_ends[1], 12, "percent"),
)


def _effects(view: CountryView) -> Sheet:
    effects = ((robust.abbreviation, effect) for robust in view.robust for effect in robust.effects)
    return Sheet(
        name="Robustness factors",
        about="Which choices of the method move the score, as Sobol’ indices",
        title=view.robust[0].effects_headline,
        measure=measure(view, f"Shares of the variance of the middle of the range. {FROM_PYTHON}"),
        columns=columns_of(EFFECTS),
        rows=rows_of(EFFECTS, effects),
        frozen=2,
        notes=tuple(f"{robust.abbreviation}: N = {robust.samples} rows of the design." for robust in view.robust),
    )
