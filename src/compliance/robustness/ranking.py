"""What may be said about the order of countries: pairs, groups, and how far ranks shift."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations, product

import numpy as np

from compliance.robustness.answers import HIGH, LOW, Floats
from compliance.robustness.settings import Settings
from compliance.robustness.values import Pair, Places, Word
from compliance.scoring import Range


def pairs(
    countries: Sequence[str], bases: Sequence[Range], scores: Floats, settings: Settings
) -> Mapping[tuple[str, str], Pair]:
    """Every ordered pair of countries, from the ends by country, end and draw."""
    pairs = {}
    for place, other in permutations(range(len(countries)), 2):
        share = float(np.mean(scores[place, LOW] > scores[other, HIGH]))
        # What is not known outweighs what is varied: where ranges overlap as declared, nothing is said.
        apart = bases[place].low > bases[other].high
        first, second, allowed = countries[place], countries[other], word(share, settings) if apart else NOTHING_SAID
        pairs[first, second] = Pair(first=first, other=second, share=share, word=allowed)
    return pairs


NOTHING_SAID: Word = "not-distinguishable"


def word(share: float, settings: Settings) -> Word:
    """What a share of draws allows to say."""
    if share >= settings.ahead:
        return "ahead"
    return "probably-ahead" if share >= settings.probably else NOTHING_SAID


def places(
    countries: Sequence[str], scores: Floats, pairs: Mapping[tuple[str, str], Pair], settings: Settings
) -> tuple[Places, ...]:
    """How often each country has each rank, from the ends by country, end and draw; what pairs allow to say holds here too."""
    placed = []
    for country, shares in zip(countries, acceptability(scores.mean(axis=1)), strict=True):
        others = (other for other in countries if other != country)
        apart = all("ahead" in {pairs[country, other].word, pairs[other, country].word} for other in others)
        settled = bool(shares.max() >= settings.ahead) and apart
        placed.append(Places(country=country, shares=tuple(map(float, shares)), settled=settled))
    return tuple(placed)


def acceptability(middles: Floats) -> Floats:
    """The share of draws by country and place, the highest first: rank acceptability; middles by country and draw."""
    rounded = middles.round(EQUAL)
    above = (rounded[None] > rounded[:, None]).sum(axis=1)
    equal = (rounded[None] == rounded[:, None]).sum(axis=1)  # itself among them
    # Equal ones share the places that they fill together, so that every place is held once in every draw.
    held = [((above <= place) & (place < above + equal)) / equal for place in range(len(middles))]
    return np.asarray(np.mean(held, axis=2).T)


def groups(countries: Sequence[str], pairs: Mapping[tuple[str, str], Pair]) -> tuple[tuple[str, ...], ...]:
    """The finest groups in which every member is ahead of every member of all later ones, alphabetical inside."""
    ahead = {names for names, pair in pairs.items() if pair.word == "ahead"}
    # Members of a group that is ahead as a whole win more than all others do, so cuts lie between neighbours in this order.
    net = {country: sum((first == country) - (other == country) for first, other in ahead) for country in countries}
    order = sorted(countries, key=lambda country: -net[country])
    cuts = [place for place in range(1, len(order)) if ahead.issuperset(product(order[:place], order[place:]))]
    return tuple(tuple(sorted(order[start:end])) for start, end in pairwise((0, *cuts, len(order))) if end)


def rank_shift(middles: Floats, base: Floats) -> Floats:
    """How many places the countries lie from their base ranks, on average, in each draw; middles by country and draw."""
    return np.asarray(np.abs(_ranks(middles.round(EQUAL)) - _ranks(base[:, None].round(EQUAL))).mean(axis=0))


EQUAL = 12
"""Decimal places to which equal scores are equal, however they were added up."""


def _ranks(middles: Floats) -> Floats:
    """How many countries lie above each; an equal one counts half."""
    above = (middles[None] > middles[:, None]).sum(axis=1)
    equal = (middles[None] == middles[:, None]).sum(axis=1) - 1
    return np.asarray(above + equal / 2)
