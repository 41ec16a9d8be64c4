"""The robustness of the countries of a folder, instrument by instrument."""

from collections.abc import Iterable, Mapping, Sequence

from compliance.robustness.answers import Kernel, kernel
from compliance.robustness.run import can_vary, robustness
from compliance.robustness.settings import SETTINGS
from compliance.robustness.values import Robustness
from compliance.scoring import Assessment
from compliance.scoring.agreement import double_rating
from compliance.workspace import Workspace


def of_countries(
    workspace: Workspace,
    scored: Iterable[tuple[str, Assessment]],
    instruments: Sequence[str],
    *,
    draws: int = 10_000,
    seed: int = 0,
    processes: int = 1,
) -> tuple[Robustness, ...]:
    """How robust the scores of countries are, by instrument; an instrument that nobody has a score for is left out."""
    by_instrument: dict[str, dict[str, Assessment]] = {id_: {} for id_ in instruments}
    for country, assessment in scored:
        by_instrument.get(assessment.whole.instrument.id, {})[country] = assessment
    return tuple(
        robustness(assessments, draws=draws, seed=seed, processes=processes, kernels=_kernels(workspace, assessments))
        for id_, assessments in by_instrument.items()
        if can_vary(workspace.instruments[id_].value)
        and any(assessment.whole.range for assessment in assessments.values())
    )


def _kernels(workspace: Workspace, assessments: Mapping[str, Assessment]) -> Mapping[str, Kernel]:
    """By country, what its two evaluators found, where both have submitted and rated enough."""
    kernels = {}
    for country, assessment in assessments.items():
        scored = assessment.whole.checklist
        both = workspace.countries[country].rated_twice((scored.cycle, scored.instrument))
        if both is None:
            continue
        first, second = (filed.value for filed in both)
        table = double_rating(assessment.whole.instrument, first, second, workspace.parts(country)).whole.table
        if learnt := kernel(table, SETTINGS.pairs):
            kernels[country] = learnt
    return kernels
