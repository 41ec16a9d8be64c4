"""What a third of a page says about each country, and the places of the countries on the grid of the region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt

from compliance.language import _
from compliance.scoring.values import Assessment
from compliance.view import messages, words
from compliance.view.regional.positions import Across
from compliance.view.regional.region import CardGap, CardTreaty, CardView, Member, TileView
from compliance.view.regional.values import TreatyComparison

GAPS = 3
"""So many gaps stand on a card, core ones first."""


def card(
    member: Member,
    treaties: Sequence[TreatyComparison],
    items: Mapping[str, Sequence[Across]],
) -> CardView:
    """What stands on the card of one country."""
    gaps = [
        _gap(item, member.id, comparison.instrument.abbreviation)
        for comparison in treaties
        for item in items[comparison.id]
        if item.stands.get(member.id) == "lacking"
    ]
    return CardView(
        member=member,
        treaties=tuple(
            _treaty(member.id, member.assessments[comparison.id], comparison)
            for comparison in treaties
            if comparison.id in member.assessments
        ),
        gaps=tuple(sorted(gaps, key=lambda gap: not gap.core)[:GAPS]),
        more=max(len(gaps) - GAPS, 0),
    )


def _gap(item: Across, country: str, treaty: str) -> CardGap:
    """What a country surely lacks, by the answer that says so."""
    score = next(score for score in item.items[country].criteria if score.has_rating)
    return CardGap(
        instrument=treaty,
        provision=item.provision,
        core=item.first.core,
        missing=(score.response.gap if score.response else None) or item.duty,
        chip=words.chip(score),
    )


def _treaty(country: str, assessment: Assessment, treaty: TreatyComparison) -> CardTreaty:
    bar = next(bar for bar in treaty.bars if bar.country == country)
    return CardTreaty(
        id=treaty.id,
        abbreviation=treaty.instrument.abbreviation,
        score=words.score(assessment.whole.range),
        score_word=_("Alignment") if assessment.alignment else _("Score"),
        coverage=bar.coverage,
        finding=messages.distribution_finding(assessment),
        bound=messages.as_bound(assessment),
        bar=bar,
    )


def tiles(
    places: Sequence[Sequence[str]], members: Sequence[Member], treaties: Sequence[TreatyComparison]
) -> tuple[TileView, ...]:
    """The countries in the places of the plan; those without one, and all where it names none, in rows at the end."""
    places_of = {id_: (row, column) for row, ids in enumerate(places) for column, id_ in enumerate(ids) if id_}
    wide = max((len(ids) for ids in places), default=ceil(sqrt(len(members))))
    rest = [member.id for member in members if member.id not in places_of]
    below = len(places)
    places_of |= {id_: (below + place // wide, place % wide) for place, id_ in enumerate(rest)}
    return tuple(_tile(member, places_of[member.id], treaties) for member in members)


def _tile(member: Member, place: tuple[int, int], treaties: Sequence[TreatyComparison]) -> TileView:
    bars = [
        (comparison.instrument.abbreviation, bar)
        for comparison in treaties
        for bar in comparison.bars
        if bar.country == member.id
    ]
    return TileView(
        row=place[0],
        column=place[1],
        country=member.id,
        name=member.name,
        bars=tuple((name, bar.counts) for name, bar in bars),
        scores=tuple(
            _("alignment %(score)s") % {"score": bar.score} if bar.alignment else bar.score for _name, bar in bars
        ),
    )
