"""The robustness of the countries of a folder, instrument by instrument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compliance.robustness.double_rating import Kernel, kernel
from compliance.robustness.run import can_vary, robustness
from compliance.robustness.settings import SETTINGS
from compliance.robustness.values import Robustness
from compliance.scoring import Assessment
from compliance.scoring.agreement import double_rating
from compliance.workspace import Workspace


def of_countries(
    workspace: Workspace,
    found: Iterable[tuple[str, Assessment]],
    instruments: Sequence[str],
    *,
    draws: int = 10_000,
    seed: int = 0,
    processes: int = 1,
) -> tuple[Robustness, ...]:
    """How robust the scores of countries are, by instrument; an instrument that nobody has a score for is left out."""
    by_instrument: dict[str, dict[str, Assessment]] = {id_: {} for id_ in instruments}
    for country, assessment in found:
        by_instrument.get(assessment.whole.instrument.id, {})[country] = assessment
    return tuple(
        robustness(them, draws=draws, seed=seed, processes=processes, kernels=_kernels(workspace, them))
        for id_, them in by_instrument.items()
        if can_vary(workspace.instruments[id_].value) and any(one.whole.range for one in them.values())
    )


def _kernels(workspace: Workspace, assessments: Mapping[str, Assessment]) -> Mapping[str, Kernel]:
    """By country, what its two evaluators found, where they rated enough."""
    found = {}
    for country, assessment in assessments.items():
        first = assessment.whole.checklist
        second = workspace.countries[country].second.get((first.cycle, first.instrument))
        if second is None:
            continue
        checklist = workspace.countries[country].checklists[first.cycle, first.instrument].value
        table = double_rating(
            assessment.whole.instrument, checklist, second.value, workspace.parts(country)
        ).whole.table
        if learnt := kernel(table, SETTINGS.pairs):
            found[country] = learnt
    return found
