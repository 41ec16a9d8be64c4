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
from compliance.view.regional.positions import Across, best_in_words, best_ratings
from compliance.view.regional.region import Member
from compliance.view.regional.values import TreatyComparison
from compliance.view.values.country import Message


def best_answers(assessments: Sequence[Assessment]) -> tuple[int, int]:
    """How many answers surely have one of the best ratings, and of how many."""
    pairs = [
        all(word in best_ratings(assessment.whole.instrument.scale) for word in item.outcomes)
        for assessment in assessments
        for article in assessment.whole.articles
        for item in article.items
        if item.has_rating
    ]
    return sum(pairs), len(pairs)


def region_headline(members: Sequence[Member], unit: str) -> str:
    """What was found in all countries, in one sentence."""
    assessments = [assessment for member in members for assessment in member.assessments.values()]
    number, of = best_answers(assessments)
    who = counted(len(members), unit)
    if not of:
        return _("In %(countries)s nothing has been answered yet") % {"countries": who}
    best = list(dict.fromkeys(best_in_words(assessment.whole.instrument.scale) for assessment in assessments))
    values = {"countries": who, "share": messages.in_words(number, of), "good": best[0]}
    if len(best) > 1:
        return _("In %(countries)s, %(share)s of the answers have one of the best ratings") % values
    if not number:
        return _("In %(countries)s, %(share)s of the answers is %(good)s") % values
    return _("In %(countries)s, %(share)s of the answers are %(good)s") % values


def _coverage(members: Sequence[Member]) -> tuple[int, int]:
    """How many criteria are answered, over all countries, and how many count."""
    distributions = [assessment.whole.distribution for member in members for assessment in member.assessments.values()]
    return (
        sum(distribution.answered for distribution in distributions),
        sum(distribution.applicable for distribution in distributions),
    )


def region_lead(members: Sequence[Member], unit: str) -> str:
    """How far the answers reach."""
    answered, applicable = _coverage(members)
    if answered == applicable:
        return _("All %(applicable)s criteria that count are answered.") % {"applicable": figures.number(applicable)}
    text = _(
        "%(answered)s of %(applicable)s criteria that count are answered, over all %(units)s. What is unanswered leaves "
        "each score a range, is never counted as zero, and makes nobody lower than others."
    )
    values = {"answered": figures.number(answered), "applicable": figures.number(applicable), "units": many(unit)}
    return text % values


def reach(members: Sequence[Member]) -> str:
    """How many criteria have an answer, over all countries."""
    answered, applicable = _coverage(members)
    text = ngettext(
        "%(answered)s of %(applicable)s criteria that count has an answer",
        "%(answered)s of %(applicable)s criteria that count have an answer",
        answered,
    )
    return text % {"answered": figures.number(answered), "applicable": figures.number(applicable)}


def spread(members: Sequence[Member]) -> str:
    """Between which shares the answers that surely have one of the best ratings lie, country by country."""
    assessments = [assessment for member in members for assessment in member.assessments.values()]
    shares = sorted(
        Fraction(number, of) for assessment in assessments for number, of in [best_answers([assessment])] if of
    )
    if not shares:
        return _("Nothing has been answered yet")
    best = list(dict.fromkeys(best_in_words(assessment.whole.instrument.scale) for assessment in assessments))
    ends = [figures.number(share * 100) for share in (shares[0], shares[-1])]
    values = {"low": ends[0], "high": figures.percent(shares[-1]), "good": best[0]}
    match ends[0] == ends[1], len(best) == 1:
        case True, True:
            text = _("%(high)s of the answers are %(good)s")
        case True, False:
            text = _("%(high)s of the answers have one of the best ratings")
        case False, True:
            text = _("Between %(low)s and %(high)s of the answers are %(good)s")
        case _:
            text = _("Between %(low)s and %(high)s of the answers have one of the best ratings")
    return text % values


def order_headline(treaties: Sequence[TreatyComparison]) -> str:
    """What may be said about the order: once, where it is the same for all treaties."""
    findings = {comparison.order.finding for comparison in treaties}
    text = treaties[0].order.finding if len(findings) == 1 else treaties[0].order.headline
    return capital(text)


def outside(members: Sequence[Member]) -> Iterator[str]:
    """Who is not a Party to what, so that a score says something else."""
    for member in members:
        names = [
            assessment.whole.instrument.abbreviation
            for assessment in member.assessments.values()
            if assessment.alignment
        ]
        if names:
            text = _(
                "%(country)s is not a Party to %(treaties)s: the score says how closely law is aligned, as nothing binds."
            )
            yield text % {"country": member.name, "treaties": figures.listed(names)}


def treaty_headline(assessments: Mapping[str, Assessment], abbreviation: str) -> str:
    """The finding about the answers of all countries to one treaty."""
    shares = [(number, of) for assessment in assessments.values() for number, of in [best_answers([assessment])] if of]
    if not shares:
        return _("%(treaty)s: nothing has been answered yet") % {"treaty": abbreviation}
    number, of = (sum(part) for part in zip(*shares, strict=True))
    scale = next(iter(assessments.values())).whole.instrument.scale
    values = {"treaty": abbreviation, "share": messages.in_words(number, of), "good": best_in_words(scale)}
    if not number:
        return _("%(treaty)s: %(share)s of the answers is %(good)s") % values
    return _("%(treaty)s: %(share)s of the answers are %(good)s") % values


def matrix_headline(assessments: Mapping[str, Assessment], abbreviation: str) -> str:
    """How many articles have a settled rating in every country, and in none."""
    articles = list(zip(*(assessment.whole.articles for assessment in assessments.values()), strict=True))
    everywhere = sum(all(article.settled for article in row) for row in articles)
    nowhere = sum(not any(article.settled for article in row) for row in articles)
    held = sum(any(article.capped for article in row) for row in articles)
    if len(assessments) == 1:
        number = len(articles) - nowhere
        text = ngettext(
            "%(treaty)s: %(number)s of %(all)s articles has a settled rating",
            "%(treaty)s: %(number)s of %(all)s articles have a settled rating",
            number,
        )
    elif everywhere:
        number = everywhere
        text = ngettext(
            "%(treaty)s: %(number)s of %(all)s articles is settled everywhere",
            "%(treaty)s: %(number)s of %(all)s articles are settled everywhere",
            number,
        )
    elif held:
        number = held
        text = ngettext(
            "%(treaty)s: a core gap holds %(number)s of %(all)s articles back",
            "%(treaty)s: a core gap holds %(number)s of %(all)s articles back",
            number,
        )
    else:
        return _("%(treaty)s: no article is settled everywhere") % {"treaty": abbreviation}
    values = {"treaty": abbreviation, "number": figures.in_words(number), "all": figures.in_words(len(articles))}
    return text % values


def region_messages(
    members: Sequence[Member],
    treaties: Sequence[TreatyComparison],
    items: Mapping[str, Sequence[Across]],
    unit: str,
) -> tuple[Message, ...]:
    """What stands, what lacks, who is ahead, and how sure one may be; where nothing has been answered, what may be said about the order alone."""
    if not any(
        assessment.whole.distribution.answered for member in members for assessment in member.assessments.values()
    ):
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
    for comparison in treaties:
        countries, best = len(comparison.bars), best_in_words(comparison.instrument.scale)
        shared = sum(len(item.those("good")) == countries for item in items[comparison.id])
        text = ngettext(
            "%(criteria)s of %(treaty)s is %(good)s in %(countries)s",
            "%(criteria)s of %(treaty)s are %(good)s in %(countries)s",
            shared,
        )
        values = {
            "criteria": figures.count(shared, "criterion", "criteria"),
            "treaty": comparison.instrument.abbreviation,
            "good": best,
            "countries": every(countries, unit),
        }
        parts.append(text % values)
    return Message(head=_("What stands."), text=_sentence(parts))


def _lacks(treaties: Sequence[TreatyComparison], unit: str) -> Message:
    """The most widely shared gap of each treaty."""
    parts = [
        gaps.most_shared(comparison.gaps, comparison.instrument, len(comparison.bars), unit) for comparison in treaties
    ]
    return Message(head=_("What is missing."), text=_sentence(parts))


def _order(treaties: Sequence[TreatyComparison]) -> Message:
    """What may be said about the order; once, where it is the same for several treaties."""
    findings = dict.fromkeys(comparison.order.finding for comparison in treaties)
    under = {
        finding: [comparison.instrument.abbreviation for comparison in treaties if comparison.order.finding == finding]
        for finding in findings
    }
    text = _("under %(treaties)s, %(finding)s")
    parts = [text % {"treaties": figures.listed(names), "finding": finding} for finding, names in under.items()]
    return Message(head=_("Who is ahead."), text=_sentence(parts))


def _sure(members: Sequence[Member]) -> Message:
    instruments = [assessment.whole for member in members for assessment in member.assessments.values()]
    graded = sum(sum(instrument.grades.values()) + instrument.ungraded for instrument in instruments)
    text = sum(instrument.grades.get("A", 0) + instrument.grades.get("B", 0) for instrument in instruments)
    unseen = sum(instrument.grades.get("D", 0) for instrument in instruments)
    graded_ = ngettext(
        "%(number)s of %(all)s answers rests on the text of the law",
        "%(number)s of %(all)s answers rest on the text of the law",
        text,
    ) % {"number": figures.in_words(text), "all": figures.in_words(graded)}
    silent = ngettext("for %(number)s no source was seen", "for %(number)s no source was seen", unseen)
    return Message(
        head=_("How sure one may be."),
        text=_sentence([graded_, silent % {"number": figures.in_words(unseen)}] if unseen else [graded_]),
    )


def _sentence(parts: Sequence[str]) -> str:
    return f"{capital('; '.join(parts))}."
