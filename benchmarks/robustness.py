"""Draws and effects for eight countries and 303 criteria, all answered, against drawing the same random numbers."""

from __future__ import annotations

import multiprocessing
import resource
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from SALib.analyze import sobol as salib

from benchmarks.measure import Bench, Pairs, Row, megabytes, pairs
from compliance.robustness import FACTORS, SETTINGS, sobol
from compliance.robustness.answers import Answered, Answers, Floats, Places, Shape
from compliance.robustness.draws import draw, seed_of, stream
from compliance.robustness.run import Study, designed_block, drawn_block

COUNTRIES, CRITERIA, ARTICLES, DRAWS = 8, 303, 90, 10_000
MEGABYTES = 400
CHANCES = (0.05, 0.1, 0.2, 0.4)
SEED = seed_of("benchmark", "1", 0)


def robustness(runs: int) -> Bench:
    """In a process of its own, so that its peak of memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        drawn, peak = pool.submit(drawing, runs).result()
        effects = pool.submit(analysing, runs).result()
    return Bench(
        f"{DRAWS:,} draws of {COUNTRIES} countries × {CRITERIA} criteria, all answered; effects from {SETTINGS.samples:,} rows",
        "The same random numbers from the same generators, nothing else; for effects one pass over the same design "
        "and SALib's analysis of every country.",
        (
            drawn.row("both ends of every score", most=4),
            Row(
                "peak of memory",
                megabytes(peak),
                bar=f"< {MEGABYTES} MB",
                cleared=peak < MEGABYTES * 1024,
            ),
            effects.row("effects with their sampling intervals", most=1),
        ),
    )


def drawing(runs: int) -> tuple[Pairs, int]:
    """Seconds of all draws and of their random numbers, and the most memory held, in kilobytes."""
    one = study()
    blocks = [(f"draws/{start}", SETTINGS.block) for start in range(0, DRAWS, SETTINGS.block)]

    def ours() -> Floats:
        return np.concatenate([drawn_block(one, block) for block in blocks], axis=-1)

    def floor() -> None:
        for name, size in blocks:
            draw(one.shape, one.countries, one.settings, seed=one.seed, block=f"base/{name}", size=size)

    ours()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pairs(ours, floor, runs), peak


def analysing(runs: int) -> Pairs:
    """Seconds of our effects and of SALib's analysis, each after one pass over the design."""
    one = study()
    problem = {"num_vars": len(FACTORS), "names": list(FACTORS), "bounds": [[0, 1]] * len(FACTORS)}

    def design() -> Floats:
        return np.concatenate([designed_block(one, block) for block in rows()], axis=-1)

    def ours() -> None:
        base, other, *mixed = design().transpose(0, 2, 1)
        sobol.indices(base, other, np.stack(mixed))
        sobol.intervals(base, other, np.stack(mixed), stream(SEED, "resamples"), SETTINGS.resamples)

    def theirs() -> None:
        base, other, *mixed = design()
        for country in range(COUNTRIES):
            outputs = np.stack([base[country], *(it[country] for it in mixed), other[country]], axis=1)
            salib.analyze(problem, outputs.ravel(), calc_second_order=False, num_resamples=SETTINGS.resamples)

    return pairs(ours, theirs, runs)


def rows() -> list[tuple[str, int]]:
    """The blocks of the design."""
    size, all_ = SETTINGS.block, SETTINGS.samples
    return [(f"rows/{start}", min(size, all_ - start)) for start in range(0, all_, size)]


def study() -> Study:
    """Eight countries with a rating and a chance of error for every criterion."""
    random = np.random.default_rng(1)
    articles = np.sort(np.concatenate((np.arange(ARTICLES), random.integers(ARTICLES, size=CRITERIA - ARTICLES))))
    shape = Shape(
        articles=articles,
        weights=np.ones(CRITERIA),
        article_weights=np.ones(ARTICLES),
        core=random.random(CRITERIA) < 0.1,
        values=np.array([0, 1 / 3, 2 / 3, 1]),
        caps=np.array([[3, 3, 3, 3], [1, 2, 3, 3], [2, 3, 3, 3]]),
    )
    every = np.arange(CRITERIA)
    return Study(
        shape=shape,
        countries=tuple(Answered(f"c{number}", (_answers(random, every),)) for number in range(COUNTRIES)),
        seed=SEED,
        settings=SETTINGS,
    )


def _answers(random: np.random.Generator, every: Places) -> Answers:
    rated, chance = random.integers(4, size=CRITERIA), random.choice(CHANCES, size=CRITERIA)
    below = np.array([_below(int(word), float(share)) for word, share in zip(rated, chance, strict=True)]).T
    return Answers(below=np.stack([below, below]), fixed=every, free=every[:0])


def _below(word: int, chance: float) -> list[float]:
    """The chance that the true rating lies below each step, where a neighbour is as likely on either side."""
    near = {word - 1: chance / 2, word: 1 - chance / 2}
    return [near.get(step, float(step > word)) for step in range(3)]
