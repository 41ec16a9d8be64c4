"""Who is ready to work with whom: what co-operation under a treaty asks of both sides, pair by pair, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from compliance import figures
from compliance.language import N_, Words, _, ngettext
from compliance.model.instrument import Instrument
from compliance.scoring.values import Assessment
from compliance.view.regional.phrases import many
from compliance.view.regional.positions import Across, best_in_words
from compliance.view.regional.region import Member
from compliance.view.regional.values import STANDS, CooperationView, Ready, ReadyView, SideView

READY: Words[Ready] = Words(
    {
        "ready": N_("ready"),
        "in-part": N_("ready in part"),
        "held-up": N_("held up"),
        "not-known": N_("not known"),
        "no-basis": N_("no basis"),
    }
)
"""What may be said about a pair."""
IN_PART = 2
"""A pair is ready in part from one half of the criteria on."""


def cooperation(
    items: Sequence[Across], members: Sequence[Member], instrument: Instrument, unit: str
) -> CooperationView | None:
    """Who is ready to work with whom; none where nothing is asked of those who send or receive requests, or nobody is beside."""
    asked = [item for item in items if any(criterion.criterion.party_role for criterion in item.first.criteria)]
    here = [member for member in members if instrument.id in member.assessments]
    if not asked or len(here) < 2:
        return None
    sides = tuple(_side(member, asked, member.assessments[instrument.id]) for member in here)
    pairs = {(side.country, other.country): _pair(side, other, asked) for side, other in combinations(sides, 2)}
    return CooperationView(
        headline=_headline(list(pairs.values()), instrument),
        criteria=len(asked),
        sides=sides,
        pairs=pairs,
        compared=_compared(len(asked)),
        rule=_rule(instrument, unit),
    )


def _compared(number: int) -> str:
    text = ngettext(
        "Compared are the %(criteria)s that ask something of a Party that sends or receives a request.",
        "Compared are the %(criteria)s that ask something of a Party that sends or receives a request.",
        number,
    )
    return text % {"criteria": figures.count(number, "criterion", "criteria")}


def _side(member: Member, asked: Sequence[Across], assessment: Assessment) -> SideView:
    counts = Counter(item.stands[member.id] for item in asked)
    core = [item for item in asked if item.first.core and item.stands[member.id] == "lacking"]
    return SideView(
        country=member.id,
        name=member.name,
        by_stand={how: counts[how] for how in STANDS},
        core_lacking=tuple(item.provision for item in core),
        party=not assessment.alignment,
    )


def _pair(side: SideView, other: SideView, asked: Sequence[Across]) -> ReadyView:
    # What does not apply to a side, it need not have.
    sides = [{item.stands[side.country], item.stands[other.country]} for item in asked]
    both = sum(pair <= {"good", "not-applicable"} and "good" in pair for pair in sides)
    lacking = sum("lacking" in pair for pair in sides)
    out = sum(pair == {"not-applicable"} for pair in sides)
    open_ = len(sides) - both - lacking - out
    ready = _ready(side, other, both=both, lacking=lacking, total=len(sides) - out)
    return ReadyView(
        first=side.country, other=other.country, both=both, lacking=lacking, open=open_, ready=ready, word=READY[ready]
    )


def _ready(side: SideView, other: SideView, *, both: int, lacking: int, total: int) -> Ready:
    if not (side.party and other.party):
        return "no-basis"
    if side.core_lacking or other.core_lacking:
        return "held-up"
    if both == total and not lacking:
        return "ready"
    return "in-part" if both * IN_PART >= total else "not-known"


def _headline(pairs: Sequence[ReadyView], instrument: Instrument) -> str:
    counts = Counter(ready.ready for ready in pairs)
    values = {"treaty": instrument.abbreviation, "all": figures.in_words(len(pairs)), "word": pairs[0].word}
    if len(pairs) == 1:
        text = (
            _("%(treaty)s: the one pair is %(word)s")
            if pairs[0].ready != "no-basis"
            else _("%(treaty)s: the treaty is no basis between the two")
        )
        return text % values
    if sure := counts["ready"] + counts["in-part"]:
        text = ngettext(
            "%(treaty)s: %(number)s of %(all)s pairs are ready, fully or in part",
            "%(treaty)s: %(number)s of %(all)s pairs are ready, fully or in part",
            sure,
        )
        return text % {**values, "number": figures.in_words(sure)}
    if held := counts["held-up"]:
        text = ngettext(
            "%(treaty)s: %(number)s of %(all)s pairs is held up by a core gap",
            "%(treaty)s: %(number)s of %(all)s pairs are held up by a core gap",
            held,
        )
        return text % {**values, "number": figures.in_words(held)}
    return _("%(treaty)s: of no pair enough is known to call it ready") % values


def _rule(instrument: Instrument, unit: str) -> str:
    """What the words mean."""
    text = _(
        "Ready: all criteria that count are surely %(good)s on both sides. Ready in part: at least half are, and no core "
        "one is surely lacking. Held up: a core one is surely lacking on one side. Not known: else, as answers are open. "
        "No basis: one of the two %(units)s is not a Party, so the treaty does not apply between them, however close "
        "their law."
    )
    return text % {"good": best_in_words(instrument.scale), "units": many(unit)}
