"""What a third of a page says about each country, and the places of the countries on the grid of the region."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from compliance.language import _
from compliance.scoring.values import Assessment
from compliance.view import messages, words
from compliance.view.context import Context
from compliance.view.reforms import gap_views
from compliance.view.regional.region import CardTreaty, CardView, Member, TileView
from compliance.view.regional.values import TreatyComparison

GAPS = 3
"""So many of the largest gaps stand on a card."""


def card(member: Member, context: Context, treaties: Sequence[TreatyComparison]) -> CardView:
    """What stands on the card of one country."""
    gaps = [gap for assessment in member.assessments.values() for gap in gap_views(context, assessment) if gap.size]
    return CardView(
        member=member,
        treaties=tuple(
            _treaty(member.id, member.assessments[comparison.id], comparison)
            for comparison in treaties
            if comparison.id in member.assessments
        ),
        gaps=tuple(sorted(gaps, key=lambda gap: -gap.size)[:GAPS]),
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
        scores=tuple(bar.score for _, bar in bars),
    )
