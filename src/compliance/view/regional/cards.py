"""What a third of a page says about each country, and the places of the countries on the grid of the region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt

from compliance.language import _
from compliance.view import words
from compliance.view.regional.region import Across, BarView, CardGap, CardView, Member, TileView, TreatyComparison

GAPS = 3
"""So many gaps stand on a card, core ones first."""


def card(member: Member, treaties: Sequence[TreatyComparison], items: Mapping[str, Sequence[Across]]) -> CardView:
    """What stands on the card of one country."""
    gaps = [
        _gap(item, member.id, comparison.instrument.abbreviation)
        for comparison in treaties
        for item in items[comparison.id]
        if item.stands.get(member.id) == "lacking"
    ]
    return CardView(
        member=member,
        treaties=_bars(member, treaties),
        gaps=tuple(sorted(gaps, key=lambda gap: not gap.core)[:GAPS]),
        more=max(len(gaps) - GAPS, 0),
    )


def _bars(member: Member, treaties: Sequence[TreatyComparison]) -> tuple[BarView, ...]:
    return tuple(bar for comparison in treaties if (bar := comparison.bar(member.id)))


def _gap(item: Across, country: str, treaty: str) -> CardGap:
    score = next(score for score in item.items[country].criteria if score.has_rating)
    return CardGap(
        instrument=treaty,
        provision=item.provision,
        core=item.core,
        missing=(score.response.gap if score.response else None) or item.duty,
        chip=words.chip(score),
    )


def tiles(
    places: Sequence[Sequence[str]], members: Sequence[Member], treaties: Sequence[TreatyComparison]
) -> tuple[TileView, ...]:
    """The countries in the places of the plan; those without one, and all where it names none, in rows at the end."""
    places_of = {id_: (row, column) for row, ids in enumerate(places) for column, id_ in enumerate(ids) if id_}
    wide = max((len(ids) for ids in places), default=ceil(sqrt(len(members))))
    rest = [member.id for member in members if member.id not in places_of]
    places_of |= {id_: (len(places) + place // wide, place % wide) for place, id_ in enumerate(rest)}
    return tuple(_tile(member, places_of[member.id], _bars(member, treaties)) for member in members)


def _tile(member: Member, place: tuple[int, int], bars: Sequence[BarView]) -> TileView:
    return TileView(
        row=place[0],
        column=place[1],
        name=member.name,
        bars=tuple((bar.assessment.whole.instrument.abbreviation, bar.counts) for bar in bars),
        scores=tuple(
            _("alignment %(score)s") % {"score": bar.score} if bar.assessment.alignment else bar.score for bar in bars
        ),
    )
