"""The robustness of all countries' scores: draws in blocks, shared by processes, then what they say; of a folder, instrument by instrument."""

import multiprocessing
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from compliance.model.instrument import Instrument
from compliance.robustness import ranking, sobol
from compliance.robustness.answers import HIGH, LOW, Answered, Floats, Kernel, Shape, answered, kernel, shape
from compliance.robustness.draws import FIELDS, Draws, declared, draw, seed_of, stream
from compliance.robustness.scores import ends
from compliance.robustness.settings import SETTINGS, Settings
from compliance.robustness.values import FACTORS, CountryRobustness, Effect, Robustness
from compliance.scoring import Assessment, Range
from compliance.scoring.agreement import double_rating
from compliance.scoring.groups import is_flat
from compliance.workspace import Workspace

NOBODY: Mapping[str, Kernel] = {}
"""No country was rated twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What every process needs to make any block."""

    shape: Shape
    countries: tuple[Answered, ...]
    seed: str
    settings: Settings


def can_vary(instrument: Instrument) -> bool:
    """Whether the factors are those of the instrument: arithmetic means of criteria, then of all articles."""
    return is_flat(instrument) and instrument.aggregation.criteria == "arithmetic"


Block = tuple[str, int]
"""The name of a block and how many draws it has."""


def robustness(
    assessments: Mapping[str, Assessment],
    *,
    draws: int = 10_000,
    seed: int = 0,
    processes: int = 1,
    kernels: Mapping[str, Kernel] = NOBODY,
    settings: Settings = SETTINGS,
) -> Robustness:
    """How robust the scores of some countries for one instrument are; `kernels` says what rating twice has shown.

    ValueError where nobody has a score, or where the instrument is not one that `can_vary`.
    """
    scored = {id_: (assessment, base) for id_, assessment in assessments.items() if (base := assessment.whole.range)}
    if not scored:
        raise ValueError("no country has a score")
    instrument = next(assessment.whole.instrument for assessment, _ in scored.values())
    if not can_vary(instrument):
        raise ValueError(f"{instrument.id} has other means than the ones that are varied")
    study = Study(
        shape=shape(next(assessment.whole for assessment, _ in scored.values())),
        countries=tuple(
            answered(id_, assessment, settings, kernels.get(id_)) for id_, (assessment, _) in scored.items()
        ),
        seed=seed_of(instrument.id, instrument.edition, seed),
        settings=settings,
    )
    bases = [base for _, base in scored.values()]
    scores, designed = computed(study, draws, processes)
    pairs = ranking.pairs(list(scored), bases, scores, settings)
    effects = _effects(study, designed)
    return Robustness(
        instrument=instrument.id,
        draws=draws,
        samples=settings.samples,
        seed=seed,
        standings=tuple(map(partial(_standing, settings), scored, bases, scores, effects[:-1])),
        pairs=pairs,
        places=ranking.places(list(scored), scores, pairs, settings),
        groups=ranking.groups(list(scored), pairs),
        order=effects[-1],
    )


def _standing(
    settings: Settings, country: str, base: Range, scores: Floats, effects: tuple[Effect, ...]
) -> CountryRobustness:
    return CountryRobustness(
        country=country,
        base=base,
        low=float(np.quantile(scores[LOW], settings.tails[0])),
        high=float(np.quantile(scores[HIGH], settings.tails[1])),
        median_low=float(np.median(scores[LOW])),
        median_high=float(np.median(scores[HIGH])),
        effects=effects,
    )


def computed(study: Study, draws: int, processes: int = 1) -> tuple[Floats, Floats]:
    """Ends by country, end and draw; middles by run of the design, country and row."""
    drawn = _blocks("draws", draws, study.settings.block)
    rows = _blocks("rows", study.settings.samples, study.settings.block)
    if processes == 1:
        first = [drawn_block(study, block) for block in drawn]
        second = [designed_block(study, block) for block in rows]
    else:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, context, _begin, (study,)) as pool:
            # Both kinds are under way before the first result is awaited.
            both = (
                pool.map(partial(_with_study, drawn_block), drawn),
                pool.map(partial(_with_study, designed_block), rows),
            )
            first, second = map(list, both)
    return np.concatenate(first, axis=-1), np.concatenate(second, axis=-1)


_STUDY: list[Study] = []


def _begin(study: Study) -> None:
    """Keeps what all blocks of a process share, so that it travels once."""
    _STUDY[:] = [study]


def _with_study(work: Callable[[Study, Block], Floats], block: Block) -> Floats:
    return work(_STUDY[0], block)


def _blocks(name: str, draws: int, size: int) -> list[Block]:
    return [(f"{name}/{start}", min(size, draws - start)) for start in range(0, draws, size)]


def _drawn(study: Study, block: Block, matrix: str = "base") -> Draws:
    name, size = block
    return draw(study.shape, study.countries, study.settings, seed=study.seed, block=f"{matrix}/{name}", size=size)


def drawn_block(study: Study, block: Block) -> Floats:
    """Ends by country, end and draw."""
    return _scored(study, _drawn(study, block))


def _scored(study: Study, draws: Draws) -> Floats:
    return np.array([ends(study.shape, answer, draws, study.settings.floor) for answer in study.countries])


def designed_block(study: Study, block: Block) -> Floats:
    """Middles of the ranges by run, country and row: of two sets of draws, then of the first with each factor from the other."""
    base, other = _drawn(study, block), _drawn(study, block, "other")
    mixed = [replace(base, **{FIELDS[factor]: getattr(other, FIELDS[factor])}) for factor in FACTORS]
    return np.array([_scored(study, draws).mean(axis=1) for draws in (base, other, *mixed)])


def _effects(study: Study, designed: Floats) -> tuple[tuple[Effect, ...], ...]:
    """For each country and then for their order, what every factor accounts for."""
    nominal = _scored(study, declared(study.shape, study.countries)).mean(axis=1)[:, 0]
    shifts = np.array([ranking.rank_shift(run, nominal) for run in designed])
    outputs = np.concatenate((designed, shifts[:, None]), axis=1).transpose(0, 2, 1)
    base, other, mixed = outputs[0], outputs[1], outputs[2:]
    indices = sobol.indices(base, other, mixed)
    low, high = sobol.intervals(base, other, mixed, stream(study.seed, "resamples"), study.settings.resamples)
    moving = [*(designed.std(axis=(0, 2)) >= study.settings.moves), np.mean(shifts > 0) >= study.settings.shifts]
    return tuple(_ranked(indices, low, high, output) if moves else () for output, moves in enumerate(moving))


def _ranked(indices: sobol.Indices, low: sobol.Indices, high: sobol.Indices, output: int) -> tuple[Effect, ...]:
    """The effects on one output, the largest first; none where it does not vary."""
    if np.isnan(indices.total[:, output]).any():
        return ()
    effects = [
        Effect(
            factor=factor,
            first=float(indices.first[place, output]),
            first_interval=(float(low.first[place, output]), float(high.first[place, output])),
            total=float(indices.total[place, output]),
            total_interval=(float(low.total[place, output]), float(high.total[place, output])),
        )
        for place, factor in enumerate(FACTORS)
    ]
    return tuple(sorted(effects, key=lambda effect: -effect.total))


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
