"""Countries for tests of robustness: a tiny treaty and what each answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from tiny import TODAY, article, checklist, criterion, instrument

from compliance.model.checklist import Response
from compliance.model.instrument import Grade, Instrument
from compliance.robustness import SETTINGS, Settings
from compliance.robustness.answers import answered, shape
from compliance.robustness.draws import Draws, declared, seed_of
from compliance.robustness.run import Study
from compliance.robustness.scores import ends
from compliance.scoring import Assessment, assess

FEW = Settings(block=100, samples=64, resamples=50)
"""Enough for what does not depend on how many."""


def treaty(articles: Mapping[str, int], core: Sequence[str] = ()) -> Instrument:
    """A treaty of so many criteria an article."""
    return instrument(
        [
            article(number, [criterion(f"{number}.{c}", core=f"{number}.{c}" in core) for c in range(1, criteria + 1)])
            for number, criteria in articles.items()
        ]
    )


def answers(given: Mapping[str, str], evidence: Grade = "A") -> dict[str, Response]:
    """A country's answers by article, as runs of equal ratings: `2 met, 1 unanswered, 1 partly`."""
    rated = {
        f"{number}.{place}": word
        for number, runs in given.items()
        for place, word in enumerate(chain.from_iterable(map(_run, runs.split(", "))), 1)
    }
    return {id_: Response(rating=(word,), evidence=evidence) for id_, word in rated.items() if word != "unanswered"}


def _run(run: str) -> list[str]:
    number, word = run.split(" ")
    return [word] * int(number)


def assessed(one: Instrument, countries: Mapping[str, Mapping[str, Response]]) -> dict[str, Assessment]:
    """The assessments of some countries of whose deposits nothing is known."""
    return {id_: assess(one, checklist(given), None, (), TODAY) for id_, given in countries.items()}


def study(assessments: Mapping[str, Assessment], settings: Settings = SETTINGS, seed: int = 0) -> Study:
    """What every block needs."""
    whole = next(iter(assessments.values())).whole
    countries = tuple(answered(id_, one, settings) for id_, one in assessments.items())
    seed_text = seed_of(whole.instrument.id, whole.instrument.edition, seed)
    return Study(shape=shape(whole), countries=countries, seed=seed_text, settings=settings)


def scores(one: Study, draws: Draws) -> dict[str, tuple[float, float]]:
    """Both ends of every country's score in a single draw."""
    found = {it.country: ends(one.shape, it, draws, one.settings.floor) for it in one.countries}
    return {id_: (float(it[0, 0]), float(it[1, 0])) for id_, it in found.items()}


def as_declared(one: Study, **changed: Any) -> dict[str, tuple[float, float]]:
    """Both ends of every country's score as the method declares it, but for what is changed."""
    return scores(one, replace(declared(one.shape, one.countries), **changed))
