"""How robust scores are: tables for a terminal, a record for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from compliance import figures
from compliance.queries.formats import Column
from compliance.robustness.values import CountryRobustness, Effect, Factor, Pair, Places, Robustness, Word
from compliance.view import words
from compliance.view.robustness import WORDS, Names, drivers, points


def columns(names: Names) -> tuple[Column[CountryRobustness], ...]:
    """The table of countries."""
    return (
        Column("country", lambda country: names[country.country]),
        Column("score as declared", lambda country: words.score(country.base), "right"),
        Column("robustness range", lambda country: points(country.low, country.high), "right"),
        Column("median ends", lambda country: points(country.median_low, country.median_high), "right", 2),
        Column("moved most by", lambda country: drivers(country.drivers), rank=1),
    )


def pair_columns(names: Names) -> tuple[Column[Pair], ...]:
    """The table of pairs."""
    return (
        Column("", lambda pair: names[pair.first]),
        Column("is", lambda pair: WORDS[pair.word]),
        Column("of", lambda pair: names[pair.other]),
        Column("share of draws", lambda pair: figures.percent(Fraction(pair.share)), "right"),
    )


def distinguished(robustness: Robustness) -> tuple[Pair, ...]:
    """The pairs of which anything may be said."""
    return tuple(pair for pair in robustness.pairs.values() if pair.word != "not-distinguishable")


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRecord:
    """What a choice of the method moves."""

    factor: Factor
    first: float
    first_sampling_interval: tuple[float, float]
    total: float
    total_sampling_interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRecord:
    """How robust the score of a country is."""

    country: str
    name: str
    declared: tuple[Fraction, Fraction]
    robustness_range: tuple[float, float]
    median_ends: tuple[float, float]
    effects: tuple[EffectRecord, ...]
    drivers: tuple[Factor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRecord:
    """What may be said of two countries."""

    first: str
    other: str
    share: float
    word: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessRecord:
    """How robust the scores of an instrument are; ranges as declared are exact fractions."""

    instrument: str
    draws: int
    failed: int
    rows: int
    seed: int
    countries: tuple[CountryRecord, ...]
    pairs: tuple[PairRecord, ...]
    places: tuple[Places, ...]
    groups: tuple[tuple[str, ...], ...]
    order_effects: tuple[EffectRecord, ...]


def robustness_record(robustness: Robustness, names: Names) -> RobustnessRecord:
    """Everything that was computed."""
    return RobustnessRecord(
        instrument=robustness.instrument,
        draws=robustness.draws,
        failed=0,
        rows=robustness.samples,
        seed=robustness.seed,
        countries=tuple(_country(robust, names) for robust in robustness.standings),
        pairs=tuple(
            PairRecord(first=pair.first, other=pair.other, share=pair.share, word=pair.word)
            for pair in robustness.pairs.values()
        ),
        places=robustness.places,
        groups=robustness.groups,
        order_effects=tuple(map(_effect, robustness.order)),
    )


def _country(robust: CountryRobustness, names: Names) -> CountryRecord:
    return CountryRecord(
        country=robust.country,
        name=names[robust.country],
        declared=(robust.base.low, robust.base.high),
        robustness_range=(robust.low, robust.high),
        median_ends=(robust.median_low, robust.median_high),
        effects=tuple(map(_effect, robust.effects)),
        drivers=tuple(robust.drivers),
    )


def _effect(effect: Effect) -> EffectRecord:
    return EffectRecord(
        factor=effect.factor,
        first=effect.first,
        first_sampling_interval=effect.first_interval,
        total=effect.total,
        total_sampling_interval=effect.total_interval,
    )
