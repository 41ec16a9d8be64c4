"""How robust scores are: tables for a terminal, a record for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from compliance import figures
from compliance.queries.formats import Column, picked
from compliance.robustness.values import CountryRobustness, Effect, Pair, Robustness
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


def robustness_record(robustness: Robustness, names: Names) -> Mapping[str, object]:
    """Everything that was computed of an instrument; scores as declared are exact fractions."""
    return {
        **picked(robustness, "instrument", "draws"),
        "failed": 0,
        "rows": robustness.samples,
        "seed": robustness.seed,
        "countries": [_country(robust, names) for robust in robustness.standings],
        "pairs": [picked(pair, "first", "other", "share", "word") for pair in robustness.pairs.values()],
        **picked(robustness, "places", "groups"),
        "order_effects": [_effect(effect) for effect in robustness.order],
    }


def _country(robust: CountryRobustness, names: Names) -> Mapping[str, object]:
    return {
        "country": robust.country,
        "name": names[robust.country],
        "declared": (robust.base.low, robust.base.high),
        "robustness_range": (robust.low, robust.high),
        "median_ends": (robust.median_low, robust.median_high),
        "effects": [_effect(effect) for effect in robust.effects],
        "drivers": tuple(robust.drivers),
    }


def _effect(effect: Effect) -> Mapping[str, object]:
    """What a choice of the method moves, alone and with all that it interacts with."""
    return {
        **picked(effect, "factor", "first"),
        "first_sampling_interval": effect.first_interval,
        "total": effect.total,
        "total_sampling_interval": effect.total_interval,
    }
