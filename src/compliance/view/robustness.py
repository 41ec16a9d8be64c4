"""How robust scores are, in words and as tables; a robustness range is never called a confidence interval."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.language import N_, Words, _, capital
from compliance.robustness.values import Effect, Factor, Pair, Robustness, Standing, Word
from compliance.robustness.values import drivers as factors_of
from compliance.scoring import Range
from compliance.view import words
from compliance.view.values import EffectView, RobustView, StandingView

FACTORS: Words[Factor] = Words(
    {
        "criterion-weights": N_("weights of criteria"),
        "article-weights": N_("weights of articles"),
        "values": N_("values of mostly and partly"),
        "gate": N_("gates of core criteria"),
        "mean": N_("mean over articles"),
        "rating-error": N_("errors of rating"),
        "reservations": N_("treatment of reservations"),
    }
)
"""What is varied, as a reader knows it."""
WORDS: Words[Word] = Words(
    {
        "ahead": N_("ahead"),
        "probably-ahead": N_("probably ahead"),
        "not-distinguishable": N_("not distinguishable"),
    }
)
"""What may be said about two countries."""
COLUMNS = ("country", "score as declared", "robustness range", "median ends", "moved most by")
"""Heads of the table of countries."""

Names = Mapping[str, str]
"""Names of countries by id."""


def points(low: float, high: float) -> str:
    """Two ends as points of 100."""
    return figures.score_range(Fraction(low), Fraction(high))


def drivers(factors: Sequence[Factor]) -> str:
    """What moves a score, the largest first; a dash where nothing does."""
    return ", ".join(FACTORS[one] for one in factors) or figures.NOTHING


def rows(one: Robustness, names: Names) -> tuple[tuple[str, ...], ...]:
    """One row a country, in the order of `COLUMNS`."""
    return tuple(
        (
            names[it.country],
            words.score(it.base),
            points(it.low, it.high),
            points(it.median_low, it.median_high),
            drivers(it.drivers),
        )
        for it in one.standings
    )


PAIR_COLUMNS = ("", "is", "of", "share of draws")
"""Heads of the table of pairs."""


def pair_rows(one: Robustness, names: Names) -> tuple[tuple[str, ...], ...]:
    """The pairs of which anything may be said, in the order of `PAIR_COLUMNS`."""
    return tuple(
        (names[it.first], WORDS[it.word], names[it.other], figures.percent(Fraction(it.share)))
        for it in one.pairs.values()
        if it.word != "not-distinguishable"
    )


def groups(one: Robustness, names: Names) -> str:
    """The groups as a sentence."""
    if len(one.standings) == 1:
        return f"{capital(_('one %(unit)s stands alone, compared with nobody') % {'unit': _('country')})}."
    told = [figures.listed([names[id_] for id_ in group]) for group in one.groups]
    if len(told) == 1:
        return _("No country can be set apart from the others for sure: %(countries)s.") % {"countries": told[0]}
    return _("Groups, each ahead of all later ones, alphabetical inside: %(groups)s.") % {"groups": "; ".join(told)}


def order_drivers(one: Robustness) -> str:
    """What moves the order of the countries, as a sentence; nothing where one stands alone."""
    if len(one.standings) == 1:
        return ""
    named = factors_of(one.order)
    moving = [f"{FACTORS[it.factor]} ({figures.percent(_share(it.total))})" for it in one.order if it.factor in named]
    if not moving:
        return _("The order of the middles of the ranges hardly depends on what is varied.")
    told = _(
        "The order of the middles of the ranges is moved by: %(factors)s; shares of the variance in which each takes part."
    )
    return told % {"factors": ", ".join(moving)}


def basis(one: Robustness) -> str:
    """What ranges and effects rest on."""
    told = _(
        "%(draws)s draws, none failed; effects from a design of %(rows)s rows. A robustness range runs from the 5 %% "
        "quantile of the low ends to the 95 %% quantile of the high ends; what is unanswered is never drawn."
    )
    return told % {"draws": figures.number(one.draws), "rows": figures.number(one.samples)}


def as_json(found: Iterable[Robustness], names: Names) -> str:
    """Everything, for other programs; ranges as declared are exact fractions."""
    return json.dumps([_json(one, names) for one in found], ensure_ascii=False, indent=1)


def _json(one: Robustness, names: Names) -> Mapping[str, object]:
    return {
        "instrument": one.instrument,
        "draws": one.draws,
        "failed": 0,
        "rows": one.samples,
        "seed": one.seed,
        "countries": [
            {
                "country": it.country,
                "name": names[it.country],
                "declared": [str(it.base.low), str(it.base.high)],
                "robustness_range": [it.low, it.high],
                "median_ends": [it.median_low, it.median_high],
                "effects": [_effect(effect) for effect in it.effects],
                "drivers": list(it.drivers),
            }
            for it in one.standings
        ],
        "pairs": [
            {"first": it.first, "other": it.other, "share": it.share, "said": it.word} for it in one.pairs.values()
        ],
        "places": [{"country": it.country, "shares": list(it.shares), "settled": it.settled} for it in one.places],
        "groups": [list(group) for group in one.groups],
        "order_effects": [_effect(effect) for effect in one.order],
    }


def _effect(one: Effect) -> Mapping[str, object]:
    return {
        "factor": one.factor,
        "first": one.first,
        "first_sampling_interval": list(one.first_interval),
        "total": one.total,
        "total_sampling_interval": list(one.total_interval),
    }


# In the report of a country


def robust_view(one: Robustness, country: str, names: Names, abbreviation: str) -> RobustView | None:
    """What the report of a country says; none where it has no score."""
    own = one.standing(country)
    if own is None:
        return None
    return RobustView(
        instrument=one.instrument,
        abbreviation=abbreviation,
        headline=f"{abbreviation}: {_headline(own)}",
        lead=_lead(own),
        standings=tuple(_standing(it, own, one, names) for it in one.standings),
        effects=tuple(effect_view(it) for it in own.effects),
        effects_headline=_effects_headline(own),
        groups=groups(one, names),
        order=order_drivers(one),
        basis=basis(one),
        samples=figures.number(one.samples),
    )


def _headline(own: Standing) -> str:
    said = points(own.low, own.high)
    told = _("under other choices of the method the score could lie anywhere from %(points)s")
    low, _dash, high = said.partition(figures.DASH)
    return told % {"points": _("%(low)s to %(high)s") % {"low": low, "high": high} if high else said}


def _lead(own: Standing) -> str:
    declared = _("As the method declares it, the score is %(score)s.") % {"score": words.score(own.base)}
    left = _("That range is what unanswered criteria leave open; it stays open in every draw.")
    varied = _("Weights, values, gates, means, errors of rating and the treatment of reservations were varied at once.")
    return " ".join((declared, *((left,) if own.base.point is None else ()), varied))


def _effects_headline(own: Standing) -> str:
    if not own.effects:
        return _("No choice of the method moves the middle of the range by half a point")
    most = own.effects[0].total >= 0.5
    told = _("Most of what moves the score is the %(factor)s") if most else _("The %(factor)s moves the score most")
    return told % {"factor": FACTORS[own.effects[0].factor]}


def _standing(it: Standing, own: Standing, one: Robustness, names: Names) -> StandingView:
    return StandingView(
        name=names[it.country],
        own=it.country == own.country,
        declared=words.score(it.base),
        base=it.base,
        robust=points(it.low, it.high),
        range=Range(low=Fraction(it.low), high=Fraction(it.high)),
        medians=points(it.median_low, it.median_high),
        beside=""
        if it.country == own.country
        else _beside(one.pairs[own.country, it.country], one.pairs[it.country, own.country]),
        share=None if it.country == own.country else Fraction(one.pairs[own.country, it.country].share),
        drivers=drivers(it.drivers),
    )


def _beside(ours: Pair, theirs: Pair) -> str:
    """How another country stands beside the one reported."""
    if theirs.word != "not-distinguishable":
        return WORDS[theirs.word]
    return {"ahead": _("behind"), "probably-ahead": _("probably behind")}.get(ours.word, WORDS[ours.word])


def effect_view(one: Effect) -> EffectView:
    """What a choice of the method moves, as a chart and a table show it."""
    return EffectView(
        name=FACTORS[one.factor],
        first=_share(one.first),
        first_ends=(_share(one.first_interval[0]), _share(one.first_interval[1])),
        total=_share(one.total),
        total_ends=(_share(one.total_interval[0]), _share(one.total_interval[1])),
    )


def _share(value: float) -> Fraction:
    """A share as it is printed: an index below zero or above one is so by sampling alone."""
    return Fraction(min(max(value, 0.0), 1.0))
