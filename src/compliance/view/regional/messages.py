"""Sentences about the whole region, made from the numbers; each begins with the denominator that counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from compliance import figures
from compliance.language import _, capital, ngettext
from compliance.model.instrument import Instrument
from compliance.scoring.values import Assessment
from compliance.view.messages import Standing, official
from compliance.view.regional import gaps
from compliance.view.regional.limits import coverage
from compliance.view.regional.phrases import counted, every, many, of_each
from compliance.view.regional.positions import best_in_words, tally_of
from compliance.view.regional.region import Across, Member, TreatyComparison
from compliance.view.values.country import Message

Items = Mapping[str, Sequence[Across]]
"""What counts once, by instrument."""


def _best(treaties: Sequence[TreatyComparison]) -> str:
    """The best ratings of all scales as a sentence says them."""
    best = list(dict.fromkeys(comparison.best for comparison in treaties))
    return best[0] if len(best) == 1 else _("of one of the best ratings")


def region_headline(members: Sequence[Member], treaties: Sequence[TreatyComparison], items: Items, unit: str) -> str:
    """What was found in all countries, from the denominator that counts."""
    text = _("Of %(all)s criteria in %(countries)s, %(numbers)s")
    tally = tally_of([item for of_treaty in items.values() for item in of_treaty])
    who = counted(len(members), unit)
    return text % {"all": figures.number(tally.all), "countries": who, "numbers": _numbers(tally, _best(treaties))}


def _numbers(tally: Standing, best: str) -> str:
    """`69 are met or mostly met, 24 fall short and 169 are open`; in figures, as they are compared."""
    parts = (
        ngettext("%(number)s is %(good)s", "%(number)s are %(good)s", tally.good)
        % {"number": figures.number(tally.good), "good": best},
        ngettext("%(number)s falls short", "%(number)s fall short", tally.short)
        % {"number": figures.number(tally.short)},
        ngettext("%(number)s is open", "%(number)s are open", tally.open) % {"number": figures.number(tally.open)},
    )
    return figures.listed(parts)


def region_lead(members: Sequence[Member], unit: str) -> str:
    """How far the answers reach."""
    answered, applicable = coverage(members)
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
    answered, applicable = coverage(members)
    text = ngettext(
        "%(answered)s of %(applicable)s criteria that count has an answer",
        "%(answered)s of %(applicable)s criteria that count have an answer",
        answered,
    )
    return text % {"answered": figures.number(answered), "applicable": figures.number(applicable)}


def spread(members: Sequence[Member], treaties: Sequence[TreatyComparison], items: Items) -> str:
    """How much each country surely has, from the least to the most; names nobody."""
    every_item = [item for of_treaty in items.values() for item in of_treaty]
    tallies = [tally_of(every_item, member.id) for member in members]
    return of_each([tally.good for tally in tallies], [tally.all for tally in tallies], _best(treaties))


def order_headline(treaties: Sequence[TreatyComparison]) -> str:
    """Whether any ranges lie apart: once, where it is the same for all treaties."""
    findings = {comparison.ranges.finding for comparison in treaties}
    text = treaties[0].ranges.finding if len(findings) == 1 else treaties[0].ranges.headline
    return capital(text)


def outside(members: Sequence[Member]) -> Iterator[str]:
    """Who is not a Party to what, so that a score says something else."""
    for member in members:
        if names := [each.whole.instrument.abbreviation for each in member.assessments.values() if each.alignment]:
            text = _(
                "%(country)s is not a Party to %(treaties)s: its figure is called alignment and says how closely law is "
                "aligned, as nothing binds."
            )
            yield text % {"country": member.name, "treaties": figures.listed(names)}


def treaty_headline(items: Sequence[Across], instrument: Instrument) -> str:
    """How all countries answer one treaty, from the denominator that counts."""
    tally = tally_of(items)
    text = _("%(treaty)s: of %(all)s criteria, %(numbers)s")
    numbers = _numbers(tally, best_in_words(instrument.scale))
    return text % {"treaty": instrument.abbreviation, "all": figures.number(tally.all), "numbers": numbers}


def matrix_headline(assessments: Mapping[str, Assessment], abbreviation: str) -> str:
    """How many articles have a settled rating in every country."""
    articles = list(zip(*(assessment.whole.articles for assessment in assessments.values()), strict=True))
    number = sum(all(article.settled for article in row) for row in articles)
    alone = ngettext(
        "%(treaty)s: of %(all)s articles, %(number)s has a settled rating",
        "%(treaty)s: of %(all)s articles, %(number)s have a settled rating",
        number,
    )
    everywhere = ngettext(
        "%(treaty)s: of %(all)s articles, %(number)s is settled everywhere",
        "%(treaty)s: of %(all)s articles, %(number)s are settled everywhere",
        number,
    )
    text = alone if len(assessments) == 1 else everywhere
    return text % {"treaty": abbreviation, "number": figures.in_words(number), "all": figures.in_words(len(articles))}


def region_messages(
    members: Sequence[Member], treaties: Sequence[TreatyComparison], items: Items, unit: str
) -> tuple[Message, ...]:
    """What all have, what lacks, whether ranges lie apart, and how sure one may be; where nothing has been answered, of the ranges alone."""
    order = Message(head=_("Whether one is ahead."), text=_sentence(_order(treaties)))
    if not coverage(members)[0]:
        return (order,)
    lacks = [
        gaps.most_shared(comparison.gaps, comparison.instrument, len(comparison.bars), unit) for comparison in treaties
    ]
    return (
        Message(head=_("What all have."), text=_sentence(_everywhere(treaties, items, unit))),
        Message(head=_("What is missing."), text=_sentence(lacks)),
        order,
        Message(head=_("How sure one may be."), text=_sentence(_sure(members))),
    )


def _everywhere(treaties: Sequence[TreatyComparison], items: Items, unit: str) -> Iterator[str]:
    """How much every country surely has, treaty by treaty."""
    for comparison in treaties:
        countries = len(comparison.bars)
        shared = sum(len(item.those("good")) == countries for item in items[comparison.id])
        text = ngettext(
            "of %(all)s criteria of %(treaty)s, %(number)s is %(good)s in %(countries)s",
            "of %(all)s criteria of %(treaty)s, %(number)s are %(good)s in %(countries)s",
            shared,
        )
        yield text % {
            "all": len(items[comparison.id]),
            "number": figures.in_words(shared),
            "treaty": comparison.instrument.abbreviation,
            "good": comparison.best,
            "countries": every(countries, unit),
        }


def _order(treaties: Sequence[TreatyComparison]) -> Iterator[str]:
    for finding in dict.fromkeys(comparison.ranges.finding for comparison in treaties):
        alike = [each.instrument.abbreviation for each in treaties if each.ranges.finding == finding]
        yield _("under %(treaties)s, %(finding)s") % {"treaties": figures.listed(alike), "finding": finding}


def _sure(members: Sequence[Member]) -> Iterator[str]:
    """How many answers rest on the text of the law, and how many on no source seen."""
    wholes = [assessment.whole for member in members for assessment in member.assessments.values()]
    graded = sum(sum(whole.grades.values()) + whole.ungraded for whole in wholes)
    read = sum(official(whole.grades) for whole in wholes)
    yield ngettext(
        "%(number)s of %(all)s answers rests on the text of the law",
        "%(number)s of %(all)s answers rest on the text of the law",
        read,
    ) % {"number": figures.in_words(read), "all": figures.in_words(graded)}
    if unseen := sum(whole.grades.get("D", 0) for whole in wholes):
        text = ngettext("for %(number)s no source was seen", "for %(number)s no source was seen", unseen)
        yield text % {"number": figures.in_words(unseen)}


def _sentence(parts: Iterable[str]) -> str:
    return f"{capital('; '.join(parts))}."
