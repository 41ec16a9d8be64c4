"""What may be said about the order of countries: groups in place of a league table, pairs in words, and what moves both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from compliance import figures
from compliance.language import N_, Words, _, ngettext
from compliance.model.instrument import Instrument
from compliance.robustness.values import Pair, Robustness, Standing
from compliance.scoring import Range
from compliance.view import robustness as robust_words
from compliance.view import words
from compliance.view.regional.phrases import counted, every, many, of_all
from compliance.view.regional.region import Member
from compliance.view.regional.values import BesideView, GroupView, OrderView, PlacesView, PositionView

BEHIND = Words({"ahead": N_("behind"), "probably-ahead": N_("probably behind")})
"""What is said about the other side of a pair."""


def order_view(instrument: Instrument, members: Sequence[Member], robust: Robustness | None, unit: str) -> OrderView:
    """What may be said about the order before one treaty; without robustness, that nothing may."""
    here = [member for member in members if instrument.id in member.assessments]
    positions = tuple(_positions(here, instrument.id, robust))
    known = [position for position in positions if position.robust]
    if robust is None or not known:
        return _not_compared(instrument, positions, unit)
    groups = tuple(_groups(robust, positions, unit))
    finding = _finding(groups, len(known), unit)
    pairs = dict(_pairs(robust, [position.country for position in known]))
    places = tuple(_places(robust, known))
    effects = tuple(robust_words.effect_view(effect) for effect in robust.order)
    return OrderView(
        headline=f"{instrument.abbreviation}: {finding}",
        finding=finding,
        lead=_lead(positions, unit),
        groups=groups,
        pairs=pairs,
        pairs_headline=_pairs_headline(instrument, pairs, [position.country for position in known]),
        places=places,
        places_headline=_places_headline(instrument, places),
        effects=effects,
        effects_headline=_effects_headline(instrument, known, unit),
        effects_lead=robust_words.order_drivers(robust),
        basis=robust_words.basis(robust),
        samples=figures.number(robust.samples),
    )


def _positions(members: Sequence[Member], instrument: str, robust: Robustness | None) -> Iterator[PositionView]:
    for member in members:
        assessment = member.assessments[instrument]
        span = assessment.whole.range
        standing = robust.standing(member.id) if robust else None
        # Ranges of another cycle, or of a checklist that has changed since, say nothing about this score.
        current = standing if standing and standing.base == span else None
        if span:
            yield PositionView(
                country=member.id,
                name=member.name,
                base=span,
                declared=words.score(span),
                robust=_range(current),
                effects=tuple(robust_words.effect_view(effect) for effect in current.effects) if current else (),
                drivers=robust_words.drivers(current.drivers) if current else figures.NOTHING,
                moved_by=_moved_by(current) if current else figures.NOTHING,
                alignment=assessment.alignment,
            )


def _moved_by(standing: Standing) -> str:
    """What surely moves a score, each with its share; a dash where nothing does."""
    named = [robust_words.effect_view(effect) for effect in standing.effects if effect.factor in standing.drivers]
    return ", ".join(f"{effect.name} {figures.percent(effect.total)}" for effect in named) or figures.NOTHING


def _range(standing: Standing | None) -> Range | None:
    return Range(low=Fraction(standing.low), high=Fraction(standing.high)) if standing else None


def _groups(robust: Robustness, positions: Sequence[PositionView], unit: str) -> Iterator[GroupView]:
    """The groups that the draws allow, then what could not be drawn."""
    known = {position.country for position in positions if position.robust}
    groups = [kept for group in robust.groups if (kept := known.intersection(group))]
    for place, group in enumerate(groups):
        yield GroupView(
            title=_title(len(group), sole=len(groups) == 1, last=place == len(groups) - 1, unit=unit),
            positions=tuple(position for position in positions if position.country in group),
        )
    if rest := tuple(position for position in positions if position.country not in known):
        yield GroupView(title=_("Not compared under other choices of the method"), positions=rest)


def _title(size: int, *, sole: bool, last: bool, unit: str) -> str:
    match sole, last, size == 1:
        case True, _, True:
            text = _("One %(unit)s alone")
        case True, _, False:
            text = _("Not distinguishable: no %(unit)s is ahead of the others for sure")
        case False, True, True:
            text = _("Behind every %(unit)s above")
        case False, True, False:
            text = _("Behind every %(unit)s above; not distinguishable among themselves")
        case False, False, True:
            text = _("Ahead of every %(unit)s below")
        case _:
            text = _("Ahead of every %(unit)s below; not distinguishable among themselves")
    return text % {"unit": _(unit)}


def _finding(groups: Sequence[GroupView], countries: int, unit: str) -> str:
    compared = [group for group in groups if group.positions[0].robust]
    if countries == 1:
        return _("one %(unit)s stands alone, compared with nobody") % {"unit": _(unit)}
    if len(compared) == 1:
        return _("no %(unit)s can be set apart from the others") % {"unit": _(unit)}
    groups_ = ngettext("%(number)s groups can be told apart", "%(number)s groups can be told apart", len(compared))
    return groups_ % {"number": figures.in_words(len(compared))}


def _lead(positions: Sequence[PositionView], unit: str) -> str:
    """How many scores are open, and that there is no league table."""
    wide = sum(position.base.point is None for position in positions)
    text = _(
        "Where ranges overlap, nothing is said about an order, and inside a group %(units)s stand in the order of the "
        "register."
    ) % {"units": many(unit)}
    return f"{_wide(wide, len(positions))} {text}" if wide else text


def _wide(part: int, whole: int) -> str:
    """How many of the scores are open: `three of seven scores`, `all seven scores`."""
    if whole == 1:
        return _("What is unanswered leaves the one score a range too wide for a single figure.")
    text = ngettext(
        "What is unanswered leaves %(counted)s scores a range too wide for a single figure.",
        "What is unanswered leaves %(counted)s scores a range too wide for a single figure.",
        part,
    )
    return text % {"counted": of_all(part, whole)}


def _pairs(robust: Robustness, countries: Sequence[str]) -> Iterator[tuple[tuple[str, str], BesideView]]:
    for (first, other), pair in robust.pairs.items():
        if first in countries and other in countries:
            yield (first, other), _beside(pair, robust.pairs[other, first])


def _beside(ours: Pair, theirs: Pair) -> BesideView:
    word = BEHIND[theirs.word] if theirs.word in BEHIND else robust_words.WORDS[ours.word]
    if ours.word != "not-distinguishable":
        word = robust_words.WORDS[ours.word]
    return BesideView(
        word=word,
        distinguished=ours.word != theirs.word,
        ahead=ours.word != "not-distinguishable",
        share=Fraction(ours.share),
    )


def _pairs_headline(
    instrument: Instrument, pairs: Mapping[tuple[str, str], BesideView], countries: Sequence[str]
) -> str:
    among = len(countries) * (len(countries) - 1) // 2
    apart = sum(pairs[pair].distinguished for pair in combinations(countries, 2))
    if not among:
        text = _("%(treaty)s: there is no pair to compare")
    elif among == 1:
        text = _("%(treaty)s: one is ahead of the other") if apart else _("%(treaty)s: the two cannot be told apart")
    else:
        text = ngettext(
            "%(treaty)s: %(number)s of %(all)s pairs can be told apart",
            "%(treaty)s: %(number)s of %(all)s pairs can be told apart",
            apart,
        )
    values = {"number": figures.in_words(apart), "all": figures.in_words(among)}
    return text % {"treaty": instrument.abbreviation, **values}


def _places(robust: Robustness, known: Sequence[PositionView]) -> Iterator[PlacesView]:
    """How often each stands at each place; nothing where one stands alone, or where one that was drawn is not shown."""
    shares = {place.country: place for place in robust.places}
    if len(known) > 1 and shares.keys() == {position.country for position in known}:
        for position in known:
            places = shares[position.country]
            yield PlacesView(
                country=position.country,
                name=position.name,
                shares=tuple(Fraction(share) for share in places.shares),
                settled=places.settled,
            )


def _places_headline(instrument: Instrument, places: Sequence[PlacesView]) -> str:
    """Whether the order can be trusted."""
    name, settled = instrument.abbreviation, sum(place.settled for place in places)
    if not places:
        return _("%(treaty)s: there is no order to trust") % {"treaty": name}
    if not settled:
        return _("%(treaty)s: no place in the order can be trusted") % {"treaty": name}
    if settled == len(places):
        return _("%(treaty)s: the order can be trusted") % {"treaty": name}
    text = ngettext(
        "%(treaty)s: %(settled)s of %(all)s places in the order can be trusted",
        "%(treaty)s: %(settled)s of %(all)s places in the order can be trusted",
        settled,
    )
    return text % {"treaty": name, "settled": figures.in_words(settled), "all": figures.in_words(len(places))}


def _effects_headline(instrument: Instrument, known: Sequence[PositionView], unit: str) -> str:
    """Which choice of the method moves the most scores."""
    first = [position.effects[0].name for position in known if position.effects]
    if not first:
        return _("%(treaty)s: no choice of the method moves a score by half a point") % {
            "treaty": instrument.abbreviation
        }
    most = max(dict.fromkeys(first), key=first.count)
    singular = most in {robust_words.FACTORS["mean"], robust_words.FACTORS["reservations"]}
    if len(known) == 1:
        text = (
            _("%(treaty)s: the %(factor)s moves the score most")
            if singular
            else _("%(treaty)s: the %(factor)s move the score most")
        )
    else:
        text = (
            _("%(treaty)s: the %(factor)s moves the score of %(countries)s most")
            if singular
            else _("%(treaty)s: the %(factor)s move the score of %(countries)s most")
        )
    values = {"factor": most, "countries": _moved(first.count(most), len(known), unit)}
    return text % {"treaty": instrument.abbreviation, **values}


def _moved(number: int, of: int, unit: str) -> str:
    """Of how many countries the score moves."""
    if number == of:
        return every(number, unit)
    return _("%(number)s of %(all)s") % {"number": figures.in_words(number), "all": counted(of, unit)}


def _not_compared(instrument: Instrument, positions: tuple[PositionView, ...], unit: str) -> OrderView:
    """The scores alone, where nothing was varied: nobody can then be set apart."""
    values = {"treaty": instrument.abbreviation, "units": many(unit), "countries": counted(len(positions), unit)}
    group = GroupView(title=_("Not compared under other choices of the method"), positions=positions)
    headline = ngettext(
        "%(treaty)s: %(countries)s side by side, without an order",
        "%(treaty)s: %(countries)s side by side, without an order",
        len(positions),
    )
    finding = ngettext(
        "%(countries)s stand side by side, without an order",
        "%(countries)s stand side by side, without an order",
        len(positions),
    )
    lead = _(
        "No other choices of the method were tried here, so nothing is said about an order; %(units)s stand in the order "
        "of the register."
    )
    return OrderView(
        headline=headline % values,
        finding=finding % values,
        lead=lead % values,
        groups=(group,) if positions else (),
        pairs={},
        pairs_headline=_("%(treaty)s: no pair was compared under other choices of the method") % values,
        places=(),
        places_headline=_places_headline(instrument, ()),
        effects=(),
        effects_headline=_("%(treaty)s: no choice of the method was varied") % values,
        effects_lead="",
        basis="",
        samples="",
    )
