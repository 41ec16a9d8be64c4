"""Who is ready to work with whom: what co-operation under a treaty asks of both sides, pair by pair, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from compliance import figures
from compliance.model.instrument import Instrument
from compliance.scoring.values import Assessment
from compliance.view.regional.phrases import is_, many
from compliance.view.regional.stands import Across, good
from compliance.view.regional.values import STANDS, CooperationView, Member, Ready, ReadyView, SideView

READY: Mapping[Ready, str] = {
    "ready": "ready",
    "in-part": "ready in part",
    "held-up": "held up",
    "not-known": "not known",
    "no-basis": "no basis",
}
"""What may be said about a pair."""
IN_PART = 2
"""A pair is ready in part from one half of the criteria on."""


def cooperation(
    items: Sequence[Across], members: Sequence[Member], instrument: Instrument, unit: str
) -> CooperationView | None:
    """Who is ready to work with whom; none where nothing is asked of those who send or receive requests, or nobody is beside."""
    asked = [one for one in items if any(it.criterion.party_role for it in one.first.criteria)]
    here = [one for one in members if instrument.id in one.assessments]
    if not asked or len(here) < 2:
        return None
    sides = tuple(_side(one, asked, one.assessments[instrument.id]) for one in here)
    pairs = {(one.country, other.country): _pair(one, other, asked) for one, other in combinations(sides, 2)}
    return CooperationView(
        headline=_headline(list(pairs.values()), instrument),
        criteria=len(asked),
        sides=sides,
        pairs=pairs,
        compared=f"Compared are the {figures.count(len(asked), 'criterion', 'criteria')} that ask something of a Party that sends or receives a request.",
        rule=_rule(instrument, unit),
    )


def _side(member: Member, asked: Sequence[Across], assessment: Assessment) -> SideView:
    counts = Counter(one.stands[member.id] for one in asked)
    core = [one for one in asked if one.first.core and one.stands[member.id] == "lacking"]
    return SideView(
        country=member.id,
        name=member.name,
        by_stand={how: counts[how] for how in STANDS},
        core_lacking=tuple(one.provision for one in core),
        party=not assessment.alignment,
    )


def _pair(one: SideView, other: SideView, asked: Sequence[Across]) -> ReadyView:
    # What does not apply to a side, it need not have.
    sides = [{it.stands[one.country], it.stands[other.country]} for it in asked]
    both = sum(it <= {"good", "not-applicable"} and "good" in it for it in sides)
    lacking = sum("lacking" in it for it in sides)
    out = sum(it == {"not-applicable"} for it in sides)
    open_ = len(sides) - both - lacking - out
    ready = _ready(one, other, both=both, lacking=lacking, total=len(sides) - out)
    return ReadyView(
        first=one.country, other=other.country, both=both, lacking=lacking, open=open_, ready=ready, word=READY[ready]
    )


def _ready(one: SideView, other: SideView, *, both: int, lacking: int, total: int) -> Ready:
    if not (one.party and other.party):
        return "no-basis"
    if one.core_lacking or other.core_lacking:
        return "held-up"
    if both == total and not lacking:
        return "ready"
    return "in-part" if both * IN_PART >= total else "not-known"


def _headline(pairs: Sequence[ReadyView], instrument: Instrument) -> str:
    counts = Counter(one.ready for one in pairs)
    among, abbreviation = len(pairs), instrument.abbreviation
    if among == 1:
        return (
            f"{abbreviation}: the one pair is {pairs[0].word}"
            if pairs[0].ready != "no-basis"
            else (f"{abbreviation}: the treaty is no basis between the two")
        )
    sure = counts["ready"] + counts["in-part"]
    if sure:
        return (
            f"{abbreviation}: {figures.in_words(sure)} of {figures.in_words(among)} pairs are ready, fully or in part"
        )
    if held := counts["held-up"]:
        return f"{abbreviation}: {figures.in_words(held)} of {figures.in_words(among)} pairs {is_(held)} held up by a core gap"
    return f"{abbreviation}: of no pair enough is known to call it ready"


def _rule(instrument: Instrument, unit: str) -> str:
    """What the words mean."""
    best = good(instrument.scale)
    return (
        f"Ready: all criteria that count are surely {best} on both sides. Ready in part: at least half are, and no core one is surely "
        f"lacking. Held up: a core one is surely lacking on one side. Not known: else, as answers are open. No basis: one of the two "
        f"{many(unit)} is not a Party, so the treaty does not apply between them, however close their law."
    )
