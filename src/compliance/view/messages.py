"""Sentences made from the numbers: headlines, leads and messages. No adjective that the ratings do not carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, assert_never

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.language import N_, _, capital, ngettext
from compliance.model.instrument import Grade, Scale
from compliance.scoring.values import ArticleScore, Assessment, Item
from compliance.view import words
from compliance.view.values.country import InstrumentView, Message
from compliance.view.values.law import BodyFindingView

_SHARES = (
    (Fraction(1), N_("all")),
    (Fraction(9, 10), N_("nine in ten")),
    (Fraction(4, 5), N_("four in five")),
    (Fraction(3, 4), N_("three in four")),
    (Fraction(2, 3), N_("two in three")),
    (Fraction(3, 5), N_("three in five")),
    (Fraction(1, 2), N_("half")),
    (Fraction(2, 5), N_("two in five")),
    (Fraction(1, 3), N_("one in three")),
    (Fraction(1, 4), N_("one in four")),
    (Fraction(1, 5), N_("one in five")),
    (Fraction(1, 10), N_("one in ten")),
)


def in_words(part: int, whole: int) -> str:
    """A share as one says it, never more exact than it is: `about two in three`, `none`, `all`."""
    if not whole or not part:
        return _("none")
    share = Fraction(part, whole)
    if share == 1:
        return _("all")
    near, word = min(_SHARES[1:], key=lambda pair: abs(pair[0] - share))
    if share > Fraction(19, 20):
        return _("nearly all")
    if share < Fraction(1, 20):
        return _("few")
    return _(word) if near == share else _("about %(share)s") % {"share": _(word)}


class Standing(NamedTuple):
    """Items that count: surely with one of the two best ratings, surely below them, and open between or without an answer."""

    good: int
    short: int
    open: int

    @property
    def all(self) -> int:
        """How many count: the denominator that stands first."""
        return sum(self)


def standing(items: Iterable[Item], scale: Scale) -> Standing:
    """How many of some items stand where; an item is open where the two best ratings and others are both possible."""
    best = frozenset(tuple(scale.values)[:2])
    counted = [item for item in items if item.counts]
    rated = [[word in best for word in item.outcomes if word in scale.values] for item in counted if item.has_rating]
    good, short = sum(map(all, rated)), sum(not any(possible) for possible in rated)
    return Standing(good, short, len(counted) - good - short)


def in_sentence(counts: Standing, scale: Scale) -> str:
    """The denominator that counts, then what is met, what falls short and what is open: `69 of 262 criteria are met or mostly met, 24 fall short, 169 are open`."""
    if counts.all < 2:
        return _of_few(counts, scale)
    values = {"good": figures.number(counts.good), "all": figures.number(counts.all), "best": words.best_two(scale)}
    if counts.open == counts.all:
        return _("All %(all)s criteria are open") % values
    text = (
        ngettext("%(good)s of %(all)s criteria is %(best)s", "%(good)s of %(all)s criteria are %(best)s", counts.good)
        if counts.good
        else _("None of %(all)s criteria is %(best)s")
    )
    rest = (
        (ngettext("%(number)s falls short", "%(number)s fall short", counts.short), counts.short),
        (ngettext("%(number)s is open", "%(number)s are open", counts.open), counts.open),
    )
    return ", ".join((text % values, *(text % {"number": figures.number(number)} for text, number in rest if number)))


def _of_few(counts: Standing, scale: Scale) -> str:
    """The same of a single criterion, or of none."""
    if counts.good:
        return _("The only criterion is %(best)s") % {"best": words.best_two(scale)}
    if counts.short:
        return _("The only criterion falls short")
    return _("The only criterion is open") if counts.open else _("Nothing here applies")


def items_of(articles: Iterable[ArticleScore]) -> tuple[Item, ...]:
    """The items of some articles, alternatives once."""
    return tuple(item for article in articles for item in article.items)


def headline(articles: Iterable[ArticleScore], scale: Scale) -> str:
    """How the law stands to a treaty or a section of it, in one sentence."""
    return in_sentence(standing(items_of(articles), scale), scale)


def instrument_lead(assessment: Assessment) -> str:
    """How much was examined, and the score where the method allows one figure."""
    distribution, span = assessment.whole.distribution, assessment.whole.range
    if span is None:
        return _("Nothing about this treaty applies.")
    values = {
        "name": _("alignment") if assessment.alignment else _("score"),
        "answered": distribution.answered,
        "applicable": distribution.applicable,
        "score": figures.score(assessment.whole.point or Fraction(0)),
        "range": figures.score_range(span.low, span.high),
    }
    if assessment.whole.point is not None:
        return _("%(answered)s of %(applicable)s criteria were examined; the %(name)s is %(score)s of 100.") % values
    text = _(
        "%(answered)s of %(applicable)s criteria were examined; until the rest is, the %(name)s lies in the range %(range)s."
    )
    return text % values


def distribution_finding(assessment: Assessment) -> str:
    """Title of the bar of ratings."""
    whole = assessment.whole
    return f"{whole.instrument.abbreviation}: {words.inside(headline(whole.articles, whole.instrument.scale))}"


def held_back(score: ArticleScore) -> str | None:
    """Why a core criterion holds an article back, in words."""
    names = [item.criteria[0].criterion for item in score.items if item.id in score.capped]
    if not names:
        return None
    refs = figures.listed([words.reference(criterion.provision, criterion.element) for criterion in names])
    text = ngettext(
        "The core criterion %(criteria)s is not met in full and holds the article back.",
        "The core criteria %(criteria)s are not met in full and hold the article back.",
        len(names),
    )
    reasons = (words.sentence(criterion.core_reason) for criterion in names if criterion.core_reason)
    return " ".join((text % {"criteria": refs}, *reasons))


def as_bound(assessment: Assessment) -> str:
    """The score of what binds the country, or why there is none."""
    match assessment.as_bound_status:
        case "not-a-party":
            return _("Alignment only: the figure says how closely law follows the treaty, which is not in force here.")
        case "no-treaty":
            return ""
        case "reservations-unknown":
            return _("As bound: unknown, as not all reservations and declarations are known.")
        case "deposits-not-verified":
            return _("As bound: unknown, as the text of a reservation or declaration was not seen.")
        case "scored":
            bound = assessment.as_bound
            same = bound is not None and bound.range == assessment.whole.range
            score = words.score(bound.range if bound else None)
            return _("As bound: the same.") if same else _("As bound: %(score)s.") % {"score": score}
        case _:
            assert_never(assessment.as_bound_status)


def report_headline(name: str, instruments: Sequence[InstrumentView]) -> str:
    """The finding of the whole report, in one sentence about the law."""
    counts = _of_all(instruments)
    return f"{capital(name)}: {words.inside(in_sentence(counts, instruments[0].model.scale))}"


def _of_all(instruments: Iterable[InstrumentView]) -> Standing:
    each = [standing(items_of(instrument.article_scores), instrument.model.scale) for instrument in instruments]
    return Standing(*map(sum, zip(*each, strict=True)))


def report_lead(instruments: Sequence[InstrumentView], texts: str) -> str:
    """How much was examined, the share of it that is met, and how old the texts are that were read."""
    answered = sum(instrument.distribution.answered for instrument in instruments)
    applicable = sum(instrument.distribution.applicable for instrument in instruments)
    values = {"answered": answered, "applicable": applicable, "share": figures.share(answered, applicable)}
    text = _("%(answered)s of %(applicable)s criteria were examined (%(share)s).") % values
    good = _("Of these, %(share)s are %(best)s.") % {
        "share": figures.share(_of_all(instruments).good, answered),
        "best": words.best_two(instruments[0].model.scale),
    }
    return " ".join(filter(None, (text, good if answered else "", words.sentence(texts))))


def summary_messages(
    instruments: Sequence[InstrumentView], findings: Sequence[BodyFindingView], grades: Mapping[str, int], since: str
) -> tuple[Message, ...]:
    """What treaty bodies found, what is met, what falls short, what is open, how far the sources carry, what changed."""
    treaty = any(instrument.is_treaty for instrument in instruments)
    return (
        *((Message(head=_("Findings of treaty bodies."), text=_findings(findings)),) if treaty or findings else ()),
        *((Message(head=_("What stands."), text=text),) if (text := _stands(instruments)) else ()),
        Message(head=_("What falls short."), text=_short(instruments)),
        Message(head=_("What is open."), text=_open(instruments)),
        *((Message(head=_("Evidence."), text=_sources(grades)),) if any(grades.values()) else ()),
        Message(head=_("Since the last report."), text=since),
    )


def _findings(findings: Sequence[BodyFindingView]) -> str:
    if not findings:
        return _("None is on file.")
    states = Counter(finding.state for finding in findings)
    text = ngettext(
        "%(number)s is on file; follow-up: %(states)s.", "%(number)s are on file; follow-up: %(states)s.", len(findings)
    )
    return text % {
        "number": figures.in_words(len(findings)).capitalize(),
        "states": figures.listed([f"{figures.in_words(number)} {state}" for state, number in states.items()]),
    }


MOST_SECTIONS = 4
"""So many sections are named where most criteria are met."""


def _stands(instruments: Sequence[InstrumentView]) -> str:
    """The sections where most stands, the largest first; nothing where there is none."""
    strong = sorted(_strong(instruments), key=lambda pair: -pair[1].good)
    if not strong:
        return ""
    named = [
        _("%(section)s (%(good)s of %(all)s)") % {"section": section, "good": counts.good, "all": counts.all}
        for section, counts in strong[:MOST_SECTIONS]
    ]
    if rest := len(strong[MOST_SECTIONS:]):
        more = ngettext("%(number)s more section", "%(number)s more sections", rest)
        named.append(more % {"number": figures.in_words(rest)})
    return f"{capital(figures.listed(named))}."


def _strong(instruments: Iterable[InstrumentView]) -> Iterator[tuple[str, Standing]]:
    """The sections of which at least half is documented and two thirds of what is documented is met or mostly met."""
    for instrument in instruments:
        for score in instrument.section_scores:
            items = items_of(score.within)
            documented, counts = sum(item.has_rating for item in items), standing(items, instrument.model.scale)
            if documented * 2 >= counts.all > 0 and counts.good * 3 >= documented * 2 > 0:
                yield f"{words.inside(score.section.called())}, {instrument.abbreviation}", counts


def _short(instruments: Sequence[InstrumentView]) -> str:
    """How many criteria fall short, and the articles whose core criteria are among them."""
    number = _of_all(instruments).short
    if not number:
        return _("No criterion that was examined falls short.")
    text = ngettext("%(number)s criterion falls short", "%(number)s criteria fall short", number)
    core = []
    for treaty in instruments:
        cores = {score.article.number: [item for item in score.items if item.core] for score in treaty.article_scores}
        if numbers := [number for number, items in cores.items() if standing(items, treaty.model.scale).short]:
            values = {"treaty": treaty.abbreviation, "article": words.cite(", ".join(numbers))}
            core.append(_("%(treaty)s %(article)s") % values)
    where = _("; core criteria among them: %(articles)s") % {"articles": "; ".join(core)} if core else ""
    return f"{text % {'number': number}}{where}."


def _open(instruments: Sequence[InstrumentView]) -> str:
    """How many criteria were not examined, and how many ratings are not settled."""
    unanswered = sum(instrument.distribution.unanswered for instrument in instruments)
    unsettled = sum(instrument.distribution.open for instrument in instruments)
    if not unanswered + unsettled:
        return _("Every criterion was examined, and every rating is settled.")
    first = ngettext("%(number)s criterion was not examined", "%(number)s criteria were not examined", unanswered) % {
        "number": figures.number(unanswered)
    }
    second = ngettext("%(number)s rating is not settled", "%(number)s ratings are not settled", unsettled) % {
        "number": figures.number(unsettled)
    }
    text = _("%(first)s and %(second)s; %(number)s of all may still turn out as met or as falling short.")
    return text % {"first": first, "second": second, "number": figures.number(_of_all(instruments).open)}


def _sources(grades: Mapping[str, int]) -> str:
    graded, read = sum(grades.values()), official(grades)
    values = {"number": read, "all": graded, "unseen": grades.get("D", 0)}
    text = ngettext(
        "%(number)s of %(all)s answers rests on a text of the law that was read, %(unseen)s on no source seen.",
        "%(number)s of %(all)s answers rest on a text of the law that was read, %(unseen)s on no source seen.",
        read,
    )
    return text % values


def official(grades: Mapping[Grade, int] | Mapping[str, int]) -> int:
    """Answers that rest on the text of the law: evidence A and B."""
    return grades.get("A", 0) + grades.get("B", 0)


def grades_finding(grades: Mapping[str, int]) -> str:
    """Title of the row of grades."""
    if not official(grades):
        return _("No answer rests on the text of the law")
    share = capital(in_words(official(grades), sum(grades.values())))
    return _("%(share)s of the answers rest on the text of the law") % {"share": share}


def indicator_headline(reports: Sequence[IndicatorReport]) -> str:
    """How many indicators have figures, and how they stand."""
    with_figures = [report for report in reports if report.values]
    judged = [report for report in reports if report.status.judged]
    head = ngettext(
        "%(number)s of %(all)s indicators has figures",
        "%(number)s of %(all)s indicators have figures",
        len(with_figures),
    ) % {"number": figures.in_words(len(with_figures)).capitalize(), "all": len(reports)}
    if not any(report.status.target is not None for report in reports):
        return "; ".join((head, _("no target is agreed yet")))
    on = sum(report.status.met_or_on_track for report in judged)
    text = ngettext(
        "%(number)s of %(judged)s judged is met or on track", "%(number)s of %(judged)s judged are met or on track", on
    )
    return f"{head}; {text % {'number': figures.in_words(on), 'judged': figures.in_words(len(judged))}}"
