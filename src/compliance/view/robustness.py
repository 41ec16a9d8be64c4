"""How robust scores are, in words and as tables; a robustness range is never called a confidence interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.language import N_, Words, _, capital
from compliance.robustness.values import Factor, Robustness, Word
from compliance.robustness.values import drivers as factors_of

FACTORS: Words[Factor] = Words({
    "criterion-weights": N_("weights of criteria"),
    "article-weights": N_("weights of articles"),
    "values": N_("values of mostly and partly"),
    "gate": N_("gates of core criteria"),
    "mean": N_("mean over articles"),
    "rating-error": N_("errors of rating"),
    "reservations": N_("treatment of reservations"),
})  # fmt: skip
"""What is varied, as a reader knows it."""
WORDS: Words[Word] = Words({
    "ahead": N_("ahead"), "probably-ahead": N_("probably ahead"), "not-distinguishable": N_("not distinguishable"),
})  # fmt: skip
"""What may be said about two countries."""
Names = Mapping[str, str]
"""Names of countries by id."""


def points(low: float, high: float) -> str:
    """Two ends as points of 100."""
    return figures.score_range(Fraction(low), Fraction(high))


def drivers(factors: Sequence[Factor]) -> str:
    """What moves a score, the largest first; a dash where nothing does."""
    return ", ".join(FACTORS[factor] for factor in factors) or figures.NOTHING


def groups(robustness: Robustness, names: Names) -> str:
    """The groups as a sentence."""
    if len(robustness.standings) == 1:
        text = _("one %(unit)s stands alone, compared with nobody") % {"unit": _("country")}
        return f"{capital(text)}."
    texts = [figures.listed([names[id_] for id_ in group]) for group in robustness.groups]
    if len(texts) == 1:
        return _("No country can be set apart from the others for sure: %(countries)s.") % {"countries": texts[0]}
    return _("Groups, each ahead of all later ones, alphabetical inside: %(groups)s.") % {"groups": "; ".join(texts)}


def order_drivers(robustness: Robustness) -> str:
    """What moves the order of the countries, as a sentence; nothing where one stands alone."""
    if len(robustness.standings) == 1:
        return ""
    named = factors_of(robustness.order)
    moving = [
        f"{FACTORS[effect.factor]} ({figures.percent(share(effect.total))})"
        for effect in robustness.order
        if effect.factor in named
    ]
    if not moving:
        return _("The order of the middles of the ranges hardly depends on what is varied.")
    text = _(
        "The order of the middles of the ranges is moved by: %(factors)s; shares of the variance in which each takes part."
    )
    return text % {"factors": ", ".join(moving)}


def basis(robustness: Robustness) -> str:
    """What ranges and effects rest on."""
    text = _(
        "%(draws)s draws, none failed; effects from a design of %(rows)s rows. A robustness range runs from the 5 %% "
        "quantile of the low ends to the 95 %% quantile of the high ends; what is unanswered is never drawn."
    )
    return text % {"draws": figures.number(robustness.draws), "rows": figures.number(robustness.samples)}


def share(value: float) -> Fraction:
    """A share as it is printed: an index below zero or above one is so by sampling alone."""
    return Fraction(min(max(value, 0.0), 1.0))
