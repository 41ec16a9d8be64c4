"""Sentences about the whole region, made from the numbers; no adjective that the ratings do not carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.scoring.values import Assessment
from compliance.view import messages
from compliance.view.regional import gaps
from compliance.view.regional.phrases import counted, every, has, is_, many
from compliance.view.regional.stands import Across, best_ratings, good
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
        return f"In {who} nothing has been answered yet"
    share = messages.in_words(number, of)
    best = list(dict.fromkeys(good(one.whole.instrument.scale) for one in found))
    if len(best) > 1:
        return f"In {who}, {share} of the answers have one of the best ratings"
    return f"In {who}, {share} of the answers {is_(1) if share == 'none' else is_(2)} {best[0]}"


def region_lead(members: Sequence[Member], unit: str) -> str:
    """How far the answers reach."""
    found = [one.whole.distribution for member in members for one in member.assessments.values()]
    answered, applicable = sum(it.answered for it in found), sum(it.applicable for it in found)
    if answered == applicable:
        return f"All {figures.number(applicable)} criteria that count are answered."
    return (
        f"{figures.number(answered)} of {figures.number(applicable)} criteria that count are answered, over all {many(unit)}. What is "
        "unanswered leaves each score a range, is never counted as zero, and makes nobody lower than others."
    )


def reach(members: Sequence[Member]) -> str:
    """How many criteria have an answer, over all countries."""
    found = [one.whole.distribution for member in members for one in member.assessments.values()]
    answered, applicable = sum(it.answered for it in found), sum(it.applicable for it in found)
    return f"{figures.number(answered)} of {figures.number(applicable)} criteria that count {has(answered)} an answer"


def spread(members: Sequence[Member]) -> str:
    """Between which shares the answers that surely have one of the best ratings lie, country by country."""
    found = [one for member in members for one in member.assessments.values()]
    shares = sorted(Fraction(number, of) for one in found for number, of in [good_answers([one])] if of)
    if not shares:
        return "Nothing has been answered yet"
    best = list(dict.fromkeys(good(one.whole.instrument.scale) for one in found))
    have = f"are {best[0]}" if len(best) == 1 else "have one of the best ratings"
    ends = [figures.number(share * 100) for share in (shares[0], shares[-1])]
    if ends[0] == ends[1]:
        return f"{figures.percent(shares[0])} of the answers {have}"
    return f"Between {ends[0]} and {figures.percent(shares[-1])} of the answers {have}"


def order_headline(treaties: Sequence[TreatyComparison]) -> str:
    """What may be said about the order: once, where it is the same for all treaties."""
    findings = {one.order.finding for one in treaties}
    text = treaties[0].order.finding if len(findings) == 1 else treaties[0].order.headline
    return f"{text[:1].upper()}{text[1:]}"


def outside(members: Sequence[Member]) -> Iterator[str]:
    """Who is not a Party to what, so that a score says something else."""
    for member in members:
        names = [one.whole.instrument.abbreviation for one in member.assessments.values() if one.alignment]
        if names:
            yield (
                f"{member.name} is not a Party to {figures.listed(names)}: the score says how closely law is aligned, as nothing binds."
            )


def treaty_headline(found: Mapping[str, Assessment], abbreviation: str) -> str:
    """The finding about the answers of all countries to one treaty."""
    shares = [(number, of) for one in found.values() for number, of in [good_answers([one])] if of]
    if not shares:
        return f"{abbreviation}: nothing has been answered yet"
    number, of = (sum(part) for part in zip(*shares, strict=True))
    scale = next(iter(found.values())).whole.instrument.scale
    share = messages.in_words(number, of)
    return f"{abbreviation}: {share} of the answers {is_(1) if share == 'none' else is_(2)} {good(scale)}"


def matrix_headline(found: Mapping[str, Assessment], abbreviation: str) -> str:
    """How many articles have a settled rating in every country, and in none."""
    articles = list(zip(*(one.whole.articles for one in found.values()), strict=True))
    everywhere = sum(all(one.settled for one in row) for row in articles)
    nowhere = sum(not any(one.settled for one in row) for row in articles)
    held = sum(any(one.capped for one in row) for row in articles)
    total = figures.in_words(len(articles))
    if len(found) == 1:
        settled = len(articles) - nowhere
        return f"{abbreviation}: {figures.in_words(settled)} of {total} articles {has(settled)} a settled rating"
    if everywhere:
        return (
            f"{abbreviation}: {figures.in_words(everywhere)} of {total} articles {is_(everywhere)} settled everywhere"
        )
    if held:
        return f"{abbreviation}: a core gap holds {figures.in_words(held)} of {total} articles back"
    return f"{abbreviation}: no article is settled everywhere"


def region_messages(
    members: Sequence[Member],
    treaties: Sequence[TreatyComparison],
    items: Mapping[str, Sequence[Across]],
    unit: str,
) -> tuple[Message, ...]:
    """What stands, what lacks, who is ahead, and how sure one may be."""
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
        noun = figures.count(shared, "criterion", "criteria")
        parts.append(f"{noun} of {one.instrument.abbreviation} {is_(shared)} {best} in {every(countries, unit)}")
    return Message(head="What stands.", text=_sentence(parts))


def _lacks(treaties: Sequence[TreatyComparison], unit: str) -> Message:
    """The most widely shared gap of each treaty."""
    parts = [gaps.most_shared(one.gaps, one.instrument, len(one.bars), unit) for one in treaties]
    return Message(head="What is missing.", text=_sentence(parts))


def _order(treaties: Sequence[TreatyComparison]) -> Message:
    """What may be said about the order; once, where it is the same for several treaties."""
    said = dict.fromkeys(one.order.finding for one in treaties)
    parts = [
        f"under {figures.listed([one.instrument.abbreviation for one in treaties if one.order.finding == finding])}, {finding}"
        for finding in said
    ]
    return Message(head="Who is ahead.", text=_sentence(parts))


def _sure(members: Sequence[Member]) -> Message:
    found = [one.whole for member in members for one in member.assessments.values()]
    graded = sum(sum(one.grades.values()) + one.ungraded for one in found)
    text = sum(one.grades.get("A", 0) + one.grades.get("B", 0) for one in found)
    unseen = sum(one.grades.get("D", 0) for one in found)
    verb = "rests" if text == 1 else "rest"
    told = f"{figures.in_words(text)} of {figures.in_words(graded)} answers {verb} on the text of the law"
    return Message(
        head="How sure one may be.",
        text=_sentence([told, f"for {figures.in_words(unseen)} no source was seen"] if unseen else [told]),
    )


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def open_note(found: Mapping[str, Assessment]) -> str | None:
    """What to know about ratings that are not settled."""
    return messages.open_note(sum(one.whole.distribution.open for one in found.values()))
