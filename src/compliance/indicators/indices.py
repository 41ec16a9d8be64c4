"""The indices of a workspace, `indicators/indices/*.yaml`, and every problem in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path

from compliance.indicators.statistics import Statistics
from compliance.load import load
from compliance.model.index import Dimension, Index, Variable
from compliance.model.statistics import Observation
from compliance.problems import Problem, closest, unknown
from compliance.source import Document, Step, read

FOLDER = "indices"


@dataclass(frozen=True, slots=True)
class Filed:
    """An index, its file, and the figures that it can use."""

    index: Index
    document: Document
    statistics: Statistics

    def rows(self, variable: Variable) -> tuple[Observation, ...]:
        """The figures in use of a variable, in the years of the index."""
        used = (row for row in self.statistics.observations if row.used and row.year in self.index.years)
        return tuple(row for row in used if row.series == variable.series)


def read_indices(root: Path, statistics: Statistics) -> tuple[Mapping[str, Index], tuple[Problem, ...]]:
    """The indices of a folder by id, and every problem in their files."""
    collected: list[Problem] = []
    indices: dict[str, Index] = {}
    for file in sorted((root / FOLDER).glob("*.yaml")):
        document, problems = read(root.parent, file)
        collected += problems
        if document is None:
            continue
        index, problems = load(document, Index)
        collected += problems
        if index is not None:
            filed = Filed(index, document, statistics)
            collected += chain.from_iterable(check(filed) for check in CHECKS)
            indices[file.stem] = index
    return indices, tuple(collected)


def observed(index: Index, statistics: Statistics) -> Mapping[tuple[str, int, str], Fraction]:
    """The figures that an index uses, by unit, year and series."""
    series = {variable.series for variable in index.variables}
    used = (row for row in statistics.observations if row.used and row.series in series and row.year in index.years)
    return {(row.country, row.year, row.series): row.value for row in used}


def wrong_place(filed: Filed) -> Iterator[Problem]:
    """An index whose id is not the name of its file."""
    name = Path(filed.document.path).stem
    if filed.index.id != name:
        hint = "rename the folder or file, or correct the field"
        what = f"`id` is `{filed.index.id}`, but the file lies at `{name}`"
        yield Problem(filed.document.at("id"), "wrong-place", what, name, hint)


def names(filed: Filed) -> Iterator[Problem]:
    """Series that the register does not have; dimensions and series that the index has twice."""
    series = [variable.series for variable in filed.index.variables]
    for n, id_ in enumerate(series):
        if id_ not in filed.statistics.series:
            at, known = filed.document.at("variables", n, "series"), filed.statistics.series
            yield unknown(at, "unknown-series", id_, known, "a series of series.yaml")
    ids = [dimension.id for dimension in filed.index.dimensions]
    for field, key, named in (("dimensions", "id", ids), ("variables", "series", series)):
        for n, id_ in enumerate(named):
            if id_ in named[:n]:
                yield Problem(filed.document.at(field, n, key), "repeated-id", f"`{id_}` stands here twice")


def dimensions(filed: Filed) -> Iterator[Problem]:
    """Dimensions that do not exist, and dimensions within themselves."""
    around = {dimension.id: dimension.within for dimension in filed.index.dimensions}
    named: list[tuple[str | None, tuple[Step, ...]]]
    named = [(each.within, ("dimensions", n, "within")) for n, each in enumerate(filed.index.dimensions)]
    named += [(variable.dimension, ("variables", n, "dimension")) for n, variable in enumerate(filed.index.variables)]
    for id_, steps in named:
        if id_ is not None and id_ not in around:
            at, what = filed.document.at(*steps), f"there is no dimension `{id_}`"
            yield Problem(at, "dangling-link", what, " | ".join(around), closest(id_, around))
    for n, dimension in enumerate(filed.index.dimensions):
        outer, steps_out = dimension.within, 0
        while outer is not None and outer != dimension.id and steps_out < len(around):
            outer, steps_out = around.get(outer), steps_out + 1
        if outer == dimension.id:
            at, what = filed.document.at("dimensions", n, "within"), f"dimension `{dimension.id}` stands in itself"
            yield Problem(at, "within-itself", what, "a dimension that stands further out, or none")


def weights(filed: Filed) -> Iterator[Problem]:
    """Weights other than 1 without a reason, and weights that are no weights."""
    index = filed.index
    things: list[tuple[str, int, Dimension | Variable]] = [
        *(("dimensions", n, dimension) for n, dimension in enumerate(index.dimensions)),
        *(("variables", n, variable) for n, variable in enumerate(index.variables)),
    ]
    for field, n, thing in things:
        at = filed.document.at(field, n, "weight")
        if thing.weight <= 0:
            yield Problem(at, "impossible-weight", f"the weight is {thing.weight}", "a number above 0")
        elif thing.weight != 1 and not thing.weight_reason:
            hint = "equal weights need no reason, others do"
            what = f"the weight is {thing.weight}, but nothing says why"
            yield Problem(at, "weight-without-reason", what, "weight_reason: one line", hint)


def normalisation(filed: Filed) -> Iterator[Problem]:
    """Settings that contradict each other: means of z-scores that have no meaning, goalposts that point nowhere, floors."""
    index = filed.index
    if index.aggregation != "arithmetic" and not 0 < index.floor < 1:
        at, what = filed.document.at("floor"), f"the floor is {index.floor}"
        yield Problem(at, "impossible-floor", what, "above 0, below 1")
    if index.normalisation == "z-score" and index.aggregation != "arithmetic":
        yield Problem(
            filed.document.at("aggregation"),
            "wrong-normalisation",
            f"z-scores are averaged by a {index.aggregation} mean",
            "aggregation: arithmetic, or normalisation: min-max",
            "z-scores lie on both sides of zero, where these means do not exist",
        )
    for n, variable in enumerate(index.variables):
        posts = [name for name in ("worst", "best") if getattr(variable, name) is not None]
        if posts and index.normalisation == "z-score":
            yield Problem(
                filed.document.at("variables", n, posts[0]),
                "wrong-normalisation",
                f"`{variable.series}` has a goalpost, but the index is made of z-scores",
                "normalisation: min-max, or no goalposts",
            )
        elif (
            variable.worst is not None
            and variable.best is not None
            and (variable.best > variable.worst) != (variable.direction == "higher")
        ):
            yield Problem(
                filed.document.at("variables", n, "best"),
                "wrong-normalisation",
                f"`best` of `{variable.series}` is {variable.best} and `worst` {variable.worst}, but {variable.direction} is better",
                "goalposts that agree with the direction",
            )


def observations(filed: Filed) -> Iterator[Problem]:
    """Variables whose figures have several units, or whose scale is taken from figures that do not differ or lie beyond a goalpost."""
    for n, variable in enumerate(filed.index.variables):
        at = filed.document.at("variables", n, "series")
        counted = dict.fromkeys(row.unit for row in filed.rows(variable))
        if len(counted) > 1:
            what = f"`{variable.series}` is given in {' and '.join(counted)}"
            yield Problem(at, "mixed-units", what, "one unit for all units and years", "split the series")
        values = sorted((row.value for row in filed.rows(variable)), reverse=variable.direction == "lower")
        worst, best = (
            post if post is not None else values[place] if values else None
            for post, place in ((variable.worst, 0), (variable.best, -1))
        )
        posted = variable.worst is not None and variable.best is not None
        if posted or variable.series not in filed.statistics.series:
            continue
        if worst is None or best is None or (best <= worst if variable.direction == "higher" else best >= worst):
            what = f"the figures of `{variable.series}` do not differ, or none is better than its `worst`"
            expected = "figures that differ, or goalposts: `worst` and `best`"
            yield Problem(at, "no-spread", what, expected, "without two different figures there is no scale")


CHECKS: tuple[Callable[[Filed], Iterator[Problem]], ...] = (
    wrong_place, names, dimensions, weights, normalisation, observations
)  # fmt: skip
"""What is looked for in an index."""
