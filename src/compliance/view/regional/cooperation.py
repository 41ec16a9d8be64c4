"""What each country brings to co-operation under a treaty; no pair is made of two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from compliance import figures
from compliance.language import _
from compliance.model.instrument import Instrument
from compliance.view.regional.positions import Across, best_in_words
from compliance.view.regional.region import Member
from compliance.view.regional.values import STANDS, CooperationView, SideView


def cooperation(items: Sequence[Across], members: Sequence[Member], instrument: Instrument) -> CooperationView | None:
    """What each brings; none where the instrument asks nothing of those who send or receive requests."""
    asked = [item for item in items if any(criterion.criterion.party_role for criterion in item.first.criteria)]
    here = [member for member in members if instrument.id in member.assessments]
    if not asked:
        return None
    sides = tuple(_side(member, asked, party=not member.assessments[instrument.id].alignment) for member in here)
    return CooperationView(headline=_headline(sides, len(asked), instrument), criteria=len(asked), sides=sides)


def _side(member: Member, asked: Sequence[Across], *, party: bool) -> SideView:
    counts = Counter(item.stands[member.id] for item in asked)
    core = [item for item in asked if item.first.core and item.stands[member.id] == "lacking"]
    return SideView(
        country=member.id,
        name=member.name,
        by_stand={how: counts[how] for how in STANDS},
        core_lacking=tuple(item.provision for item in core),
        party=party,
    )


def _headline(sides: Sequence[SideView], asked: int, instrument: Instrument) -> str:
    """Of what is asked of a Party that sends or receives a request, how much is there: at the least and at the most."""
    least, most = (pick(side.by_stand["good"] for side in sides) for pick in (min, max))
    text = (
        _("%(treaty)s: of %(all)s criteria of co-operation, %(least)s are %(good)s")
        if least == most
        else _("%(treaty)s: of %(all)s criteria of co-operation, from %(least)s to %(most)s are %(good)s")
    )
    values = {"all": figures.number(asked), "least": figures.number(least), "most": figures.number(most)}
    return text % {"treaty": instrument.abbreviation, "good": best_in_words(instrument.scale), **values}
