"""Sentences about the whole region, made from the numbers; no adjective that the ratings do not carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.language import _, capital, ngettext
from compliance.scoring.values import Assessment
from compliance.view import messages
from compliance.view.regional import gaps
from compliance.view.regional.phrases import counted, every, many
from compliance.view.regional.positions import Across, best_ratings, good
from compliance.view.regional.values import Member, TreatyComparison
from compliance.view.values import Message


def good_answers(found: Sequence[Assessment]) -> tuple[int, int]:
    """How many answers surely have one of the best ratings, and of how many."""
    pairs = [
        all(word in best_ratings(one.whole.instrument.scale) for word in item.outcomes)
        for one in found
        for article in one.whole.articles
        for item in article.items
        if item.state in {"rated", "open"}
    ]
    return sum(pairs), len(pairs)


def region_headline(members: Sequence[Member], unit: str) -> str:
    """What was found in all countries, in one sentence."""
    found = [one for member in members for one in member.assessments.values()]
    number, of = good_answers(found)
    who = counted(len(members), unit)
    if not of:
        return _("In %(countries)s nothing has been answered yet") % {"countries": who}
    best = list(dict.fromkeys(good(one.whole.instrument.scale) for one in found))
    said = {"countries": who, "share": messages.in_words(number, of), "good": best[0]}
    if len(best) > 1:
        return _("In %(countries)s, %(share)s of the answers have one of the best ratings") % said
    if not number:
        return _("In %(countries)s, %(share)s of the answers is %(good)s") % said
    return _("In %(countries)s, %(share)s of the answers are %(good)s") % said


def region_lead(members: Sequence[Member], unit: str) -> str:
    """How far the answers reach."""
    found = [one.whole.distribution for member in members for one in member.assessments.values()]
    answered, applicable = sum(it.answered for it in found), sum(it.applicable for it in found)
    if answered == applicable:
        return _("All %(applicable)s criteria that count are answered.") % {"applicable": figures.number(applicable)}
    told = _(
        "%(answered)s of %(applicable)s criteria that count are answered, over all %(units)s. What is unanswered leaves "
        "each score a range, is never counted as zero, and makes nobody lower than others."
    )
    said = {"answered": figures.number(answered), "applicable": figures.number(applicable), "units": many(unit)}
    return told % said


def reach(members: Sequence[Member]) -> str:
    """How many criteria have an answer, over all countries."""
    found = [one.whole.distribution for member in members for one in member.assessments.values()]
    answered, applicable = sum(it.answered for it in found), sum(it.applicable for it in found)
    told = ngettext(
        "%(answered)s of %(applicable)s criteria that count has an answer",
        "%(answered)s of %(applicable)s criteria that count have an answer",
        answered,
    )
    return told % {"answered": figures.number(answered), "applicable": figures.number(applicable)}


def spread(members: Sequence[Member]) -> str:
    """Between which shares the answers that surely have one of the best ratings lie, country by country."""
    found = [one for member in members for one in member.assessments.values()]
    shares = sorted(Fraction(number, of) for one in found for number, of in [good_answers([one])] if of)
    if not shares:
        return _("Nothing has been answered yet")
    best = list(dict.fromkeys(good(one.whole.instrument.scale) for one in found))
    ends = [figures.number(share * 100) for share in (shares[0], shares[-1])]
    said = {"low": ends[0], "high": figures.percent(shares[-1]), "good": best[0]}
    match ends[0] == ends[1], len(best) == 1:
        case True, True:
            told = _("%(high)s of the answers are %(good)s")
        case True, False:
            told = _("%(high)s of the answers have one of the best ratings")
        case False, True:
            told = _("Between %(low)s and %(high)s of the answers are %(good)s")
        case _:
            told = _("Between %(low)s and %(high)s of the answers have one of the best ratings")
    return told % said


def order_headline(treaties: Sequence[TreatyComparison]) -> str:
    """What may be said about the order: once, where it is the same for all treaties."""
    findings = {one.order.finding for one in treaties}
    text = treaties[0].order.finding if len(findings) == 1 else treaties[0].order.headline
    return capital(text)


def outside(members: Sequence[Member]) -> Iterator[str]:
    """Who is not a Party to what, so that a score says something else."""
    for member in members:
        names = [one.whole.instrument.abbreviation for one in member.assessments.values() if one.alignment]
        if names:
            told = _(
                "%(country)s is not a Party to %(treaties)s: the score says how closely law is aligned, as nothing binds."
            )
            yield told % {"country": member.name, "treaties": figures.listed(names)}


def treaty_headline(found: Mapping[str, Assessment], abbreviation: str) -> str:
    """The finding about the answers of all countries to one treaty."""
    shares = [(number, of) for one in found.values() for number, of in [good_answers([one])] if of]
    if not shares:
        return _("%(treaty)s: nothing has been answered yet") % {"treaty": abbreviation}
    number, of = (sum(part) for part in zip(*shares, strict=True))
    scale = next(iter(found.values())).whole.instrument.scale
    said = {"treaty": abbreviation, "share": messages.in_words(number, of), "good": good(scale)}
    if not number:
        return _("%(treaty)s: %(share)s of the answers is %(good)s") % said
    return _("%(treaty)s: %(share)s of the answers are %(good)s") % said


def matrix_headline(found: Mapping[str, Assessment], abbreviation: str) -> str:
    """How many articles have a settled rating in every country, and in none."""
    articles = list(zip(*(one.whole.articles for one in found.values()), strict=True))
    everywhere = sum(all(one.settled for one in row) for row in articles)
    nowhere = sum(not any(one.settled for one in row) for row in articles)
    held = sum(any(one.capped for one in row) for row in articles)
    if len(found) == 1:
        number = len(articles) - nowhere
        told = ngettext(
            "%(treaty)s: %(number)s of %(all)s articles has a settled rating",
            "%(treaty)s: %(number)s of %(all)s articles have a settled rating",
            number,
        )
    elif everywhere:
        number = everywhere
        told = ngettext(
            "%(treaty)s: %(number)s of %(all)s articles is settled everywhere",
            "%(treaty)s: %(number)s of %(all)s articles are settled everywhere",
            number,
        )
    elif held:
        number = held
        told = ngettext(
            "%(treaty)s: a core gap holds %(number)s of %(all)s articles back",
            "%(treaty)s: a core gap holds %(number)s of %(all)s articles back",
            number,
        )
    else:
        return _("%(treaty)s: no article is settled everywhere") % {"treaty": abbreviation}
    said = {"treaty": abbreviation, "number": figures.in_words(number), "all": figures.in_words(len(articles))}
    return told % said


def region_messages(
    members: Sequence[Member],
    treaties: Sequence[TreatyComparison],
    items: Mapping[str, Sequence[Across]],
    unit: str,
) -> tuple[Message, ...]:
    """What stands, what lacks, who is ahead, and how sure one may be; where nothing has been answered, what may be said about the order alone."""
    if not any(one.whole.distribution.answered for member in members for one in member.assessments.values()):
        return (_order(treaties),)
    return (
        _stands(treaties, items, unit),
        _lacks(treaties, unit),
        _order(treaties),
        _sure(members),
    )


def _stands(treaties: Sequence[TreatyComparison], items: Mapping[str, Sequence[Across]], unit: str) -> Message:
    """How much every country surely has, treaty by treaty."""
    parts = []
    for one in treaties:
        countries, best = len(one.bars), good(one.instrument.scale)
        shared = sum(len(it.those("good")) == countries for it in items[one.id])
        told = ngettext(
            "%(criteria)s of %(treaty)s is %(good)s in %(countries)s",
            "%(criteria)s of %(treaty)s are %(good)s in %(countries)s",
            shared,
        )
        said = {
            "criteria": figures.count(shared, "criterion", "criteria"),
            "treaty": one.instrument.abbreviation,
            "good": best,
            "countries": every(countries, unit),
        }
        parts.append(told % said)
    return Message(head=_("What stands."), text=_sentence(parts))


def _lacks(treaties: Sequence[TreatyComparison], unit: str) -> Message:
    """The most widely shared gap of each treaty."""
    parts = [gaps.most_shared(one.gaps, one.instrument, len(one.bars), unit) for one in treaties]
    return Message(head=_("What is missing."), text=_sentence(parts))


def _order(treaties: Sequence[TreatyComparison]) -> Message:
    """What may be said about the order; once, where it is the same for several treaties."""
    said = dict.fromkeys(one.order.finding for one in treaties)
    under = {
        finding: [one.instrument.abbreviation for one in treaties if one.order.finding == finding] for finding in said
    }
    told = _("under %(treaties)s, %(finding)s")
    parts = [told % {"treaties": figures.listed(names), "finding": finding} for finding, names in under.items()]
    return Message(head=_("Who is ahead."), text=_sentence(parts))


def _sure(members: Sequence[Member]) -> Message:
    found = [one.whole for member in members for one in member.assessments.values()]
    graded = sum(sum(one.grades.values()) + one.ungraded for one in found)
    text = sum(one.grades.get("A", 0) + one.grades.get("B", 0) for one in found)
    unseen = sum(one.grades.get("D", 0) for one in found)
    told = ngettext(
        "%(number)s of %(all)s answers rests on the text of the law",
        "%(number)s of %(all)s answers rest on the text of the law",
        text,
    ) % {"number": figures.in_words(text), "all": figures.in_words(graded)}
    silent = ngettext("for %(number)s no source was seen", "for %(number)s no source was seen", unseen)
    return Message(
        head=_("How sure one may be."),
        text=_sentence([told, silent % {"number": figures.in_words(unseen)}] if unseen else [told]),
    )


def _sentence(parts: Sequence[str]) -> str:
    return f"{capital('; '.join(parts))}."


def open_note(found: Mapping[str, Assessment]) -> str | None:
    """What to know about ratings that are not settled."""
    return messages.open_note(sum(one.whole.distribution.open for one in found.values()))
