"""Sentences made from the numbers: headlines, leads and the three messages. No adjective that the ratings do not carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, assert_never

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.language import N_, _, capital, ngettext
from compliance.model.instrument import Scale
from compliance.scoring.values import ArticleScore, Assessment, SectionScore
from compliance.view import words
from compliance.view.palette import NOT_SETTLED
from compliance.view.values.country import InstrumentView, Message
from compliance.view.values.reforms import GapView

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


class _Tally(NamedTuple):
    """How many items are answered, and of these how many surely have one of the two best ratings, or the worst."""

    answered: int
    good: int
    worst: int


def _tally(articles: Iterable[ArticleScore], scale: Scale) -> _Tally:
    """The answers of some articles; an open one is surely good where its lower rating is."""
    ratings = tuple(scale.values)
    outcomes = [item.outcomes for article in articles for item in article.items if item.has_rating]
    good = sum(possible[0] in ratings[:2] for possible in outcomes)
    return _Tally(len(outcomes), good, outcomes.count((ratings[-1],)))


def instrument_headline(assessment: Assessment) -> str:
    """What was found about a treaty, in one sentence."""
    distribution, scale = assessment.whole.distribution, assessment.whole.instrument.scale
    answered, good, _worst = _tally(assessment.whole.articles, scale)
    if not answered:
        return _("No criterion that counts has been answered yet")
    share = in_words(good, answered)
    values = {"answered": answered, "share": share, "good": words.best_two(scale)}
    if answered == distribution.applicable:
        text = _("%(share)s of the criteria are %(good)s") if good else _("%(share)s of the criteria is %(good)s")
        return text % {**values, "share": capital(share)}
    text = (
        _("Of %(answered)s criteria answered, %(share)s are %(good)s")
        if good
        else _("Of %(answered)s criteria answered, %(share)s is %(good)s")
    )
    rest = ngettext("%(number)s is unanswered", "%(number)s are unanswered", distribution.unanswered)
    return f"{text % values}; {rest % {'number': distribution.unanswered}}"


def instrument_lead(assessment: Assessment) -> str:
    """How many criteria are answered, and what that leaves open."""
    distribution, span = assessment.whole.distribution, assessment.whole.range
    if span is None:
        return _("Nothing about this treaty applies.")
    values = {
        "name": _("alignment") if assessment.alignment else _("score"),
        "answered": distribution.answered,
        "applicable": distribution.applicable,
        "low": figures.score(span.low),
        "high": figures.score(span.high),
    }
    if (point := assessment.whole.point) is not None:
        text = _("%(answered)s of %(applicable)s criteria that count are answered; the %(name)s is %(point)s of 100.")
        return text % {**values, "point": figures.score(point)}
    text = _(
        "%(answered)s of %(applicable)s criteria that count are answered. Until the rest is, the %(name)s lies between "
        "%(low)s and %(high)s of 100, and no single figure is printed."
    )
    return text % values


def distribution_finding(assessment: Assessment) -> str:
    """Title of the bar of ratings."""
    treaty, scale = assessment.whole.instrument.abbreviation, assessment.whole.instrument.scale
    answered, good, worst = _tally(assessment.whole.articles, scale)
    if not answered:
        return _("%(treaty)s: nothing has been answered yet") % {"treaty": treaty}
    values = {"treaty": treaty, "number": good, "answered": answered, "good": words.best_two(scale)}
    text = _("%(treaty)s: %(number)s of %(answered)s answers are %(good)s") % values
    return f"{text}; {_rated(worst, words.predicate(tuple(scale.values)[-1]))}" if worst else text


def heat_headline(assessment: Assessment) -> str:
    """Title of the heat map: what is settled, what holds back."""
    articles = assessment.whole.articles
    settled = [article for article in articles if article.settled]
    held = [article for article in articles if article.capped]
    if held:
        numbers = figures.listed([article.article.number for article in held])
        text = ngettext(
            "Article %(articles)s is held back by a core criterion",
            "Articles %(articles)s are held back by a core criterion",
            len(held),
        )
        return text % {"articles": numbers}
    text = ngettext(
        "%(number)s of %(all)s has a settled rating", "%(number)s of %(all)s have a settled rating", len(settled)
    )
    return text % {"number": figures.count(len(settled), "article").capitalize(), "all": len(articles)}


def section_headline(score: SectionScore, scale: Scale) -> str:
    """The finding about a section."""
    items = [item for article in score.within for item in article.items if item.counts]
    answered, good, worst = _tally(score.within, scale)
    if not items:
        return _("Nothing in this section applies")
    if not answered:
        return _("Nothing in this section has been rated yet")
    rest = f"; {_criteria_unanswered(len(items) - answered)}" if len(items) > answered else ""
    if answered == 1:
        only = next(item for item in items if item.has_rating)
        rating = _between(only.outcomes[0], only.outcomes[-1])
        return _("The one answer is %(rating)s") % {"rating": rating} + rest
    head = ngettext(
        "%(number)s of %(answered)s answers is %(good)s", "%(number)s of %(answered)s answers are %(good)s", good
    ) % {
        "number": figures.in_words(good).capitalize(),
        "answered": figures.in_words(answered),
        "good": words.best_two(scale),
    }
    tail = f", {_rated(worst, words.predicate(tuple(scale.values)[-1]))}" if worst else ""
    return f"{head}{tail}{rest}"


def _between(worst: str, best: str) -> str:
    """A rating as a sentence says it, or the two between which it lies."""
    ends = {"worst": words.predicate(worst), "best": words.predicate(best)}
    return words.predicate(best) if worst == best else _("between %(worst)s and %(best)s") % ends


def _criteria_unanswered(number: int) -> str:
    text = ngettext("%(criteria)s is unanswered", "%(criteria)s are unanswered", number)
    return text % {"criteria": figures.count(number, "criterion", "criteria")}


def _rated(number: int, rating: str) -> str:
    """How many have a rating, inside a sentence: `three are not met`."""
    text = ngettext("%(number)s is %(rating)s", "%(number)s are %(rating)s", number)
    return text % {"number": figures.in_words(number), "rating": rating}


def held_back(score: ArticleScore) -> str | None:
    """Why a core criterion holds an article back, in words."""
    if not score.capped or score.worst is None or score.best is None:
        return None
    names = [item.criteria[0].criterion for item in score.items if item.id in score.capped]
    refs = figures.listed([words.reference(criterion.provision, criterion.element) for criterion in names])
    mean, held = words.score(score.mean), words.score(score.score)
    reasons = " ".join(words.sentence(criterion.core_reason) for criterion in names if criterion.core_reason)
    text = _(
        "The criteria of this article average %(mean)s. Because the core criterion %(criteria)s is not met in full, "
        "the article stays at %(held)s."
    ) % {"mean": mean, "criteria": refs, "held": held}
    return f"{text} {reasons}".strip()


def as_bound(assessment: Assessment) -> str:
    """The score of what binds the country, or why there is none."""
    match assessment.as_bound_status:
        case "not-a-party":
            return _("Not a Party: the figure says how closely law is aligned; nothing binds.")
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
    """The finding of the whole report, in one sentence about the country's law."""
    answered = sum(instrument.distribution.answered for instrument in instruments)
    good = sum(_tally(instrument.article_scores, instrument.model.scale).good for instrument in instruments)
    subject = capital(name)
    if not answered:
        return _("%(country)s: nothing has been examined yet") % {"country": subject}
    values = {"country": subject, "share": in_words(good, answered)}
    return _("%(country)s meets %(share)s of the criteria examined, in full or mostly") % values


def report_lead(instruments: Sequence[InstrumentView]) -> str:
    """How many criteria of all treaties are answered."""
    answered = sum(instrument.distribution.answered for instrument in instruments)
    applicable = sum(instrument.distribution.applicable for instrument in instruments)
    if answered == applicable:
        return _("All %(applicable)s criteria that count are answered.") % {"applicable": applicable}
    text = _(
        "%(answered)s of %(applicable)s criteria that count are answered; what is unanswered leaves each score a range "
        "and is never counted as zero."
    )
    return text % {"answered": answered, "applicable": applicable}


def summary_messages(
    instruments: Sequence[InstrumentView], gaps: Sequence[GapView], grades: Mapping[str, int]
) -> tuple[Message, ...]:
    """Three messages: what is met, what is missing, how far the sources carry; none where nothing has been answered."""
    if not any(instrument.distribution.answered for instrument in instruments):
        return ()
    return (_strengths(instruments), _missing(instruments, gaps), _sources(grades))


def _strengths(instruments: Sequence[InstrumentView]) -> Message:
    best, second = (_having(instruments, place) for place in (0, 1))
    strong = [
        f"{words.inside(section.title)} ({instrument.abbreviation})"
        for instrument in instruments
        for section in instrument.sections
        if _good_share(section.counts, instrument.scale) >= Fraction(2, 3)
    ]
    text = ngettext(
        "%(criteria)s is %(best)s and %(number)s %(second)s",
        "%(criteria)s are %(best)s and %(number)s %(second)s",
        best.number,
    ) % {
        "criteria": figures.count(best.number, "criterion", "criteria").capitalize(),
        "best": best.predicate,
        "number": figures.in_words(second.number),
        "second": second.predicate,
    }
    where = _(", most of them in %(sections)s") % {"sections": figures.listed(strong[:3])} if strong else ""
    return Message(head=_("What stands."), text=f"{text}{where}.")


class _Having(NamedTuple):
    """How many criteria have a rating, and how a sentence says that they have it."""

    number: int
    predicate: str


def _having(instruments: Sequence[InstrumentView], place: int, *, surely: bool = False) -> _Having:
    """The criteria with the ratings that stand at a place of their scales, counted from the best or, below 0, from the worst."""
    pairs = [(instrument, instrument.scale[place]) for instrument in instruments]
    number = sum(
        (instrument.distribution.counts if surely else instrument.counts).get(word, 0) for instrument, word in pairs
    )
    predicates = dict.fromkeys(words.predicate(word) for _instrument, word in pairs)
    return _Having(number, figures.listed(list(predicates), "or"))


def _good_share(counts: Mapping[str, int], ratings: Sequence[str]) -> Fraction:
    """Share of the answers with one of the two best ratings, 0 where there are fewer than three answers."""
    answered, good = (sum(counts.get(word, 0) for word in some) for some in ((*ratings, NOT_SETTLED), ratings[:2]))
    return Fraction(good, answered) if answered >= 3 else Fraction(0)


def _missing(instruments: Sequence[InstrumentView], gaps: Sequence[GapView]) -> Message:
    worst, next_worst = (_having(instruments, place, surely=True) for place in (-1, -2))
    unsettled = sum(instrument.distribution.open for instrument in instruments)
    first = next((gap for gap in gaps if gap.advice), None)
    poor = (
        capital(_rated(worst.number, worst.predicate))
        if worst.number
        else _("No answer is surely %(rating)s") % {"rating": worst.predicate}
    )
    only = ngettext("%(number)s is only %(rating)s", "%(number)s are only %(rating)s", next_worst.number)
    text = f"{poor}, {only % {'number': figures.in_words(next_worst.number), 'rating': next_worst.predicate}}"
    between = ngettext(
        "%(number)s is unsettled between ratings", "%(number)s are unsettled between ratings", unsettled
    ) % {"number": figures.in_words(unsettled)}
    text += f"; {between}." if unsettled else "."
    if first:
        most = _("Among the gaps with a clear remedy, %(provision)s %(treaty)s adds most: %(gain)s points.")
        text += f" {most % {'provision': first.provision, 'treaty': first.instrument, 'gain': first.gain}}"
    return Message(head=_("What is missing."), text=text)


def reforms_finding(instruments: Sequence[InstrumentView]) -> str:
    """How many reforms nothing beats for their effort."""
    clear = [reform for instrument in instruments for reform in instrument.reforms]
    best = [reform for reform in clear if reform.unbeaten]
    text = ngettext(
        "%(number)s of %(all)s reforms gives most for the effort",
        "%(number)s of %(all)s reforms give most for the effort",
        len(best),
    )
    return text % {"number": figures.in_words(len(best)).capitalize(), "all": figures.in_words(len(clear))}


def _sources(grades: Mapping[str, int]) -> Message:
    graded, official = sum(grades.values()), _official(grades)
    unseen = figures.in_words(grades.get("D", 0))
    values = {"number": figures.in_words(official).capitalize(), "all": graded, "unseen": unseen}
    text = (
        ngettext(
            "%(number)s of %(all)s answers rests on the text of the law in force, %(unseen)s on no source seen.",
            "%(number)s of %(all)s answers rest on the text of the law in force, %(unseen)s on no source seen.",
            official,
        )
        if official
        else _("No answer rests on the text of the law in force, %(unseen)s on no source seen.")
    )
    return Message(head=_("How sure one may be."), text=text % values)


def _official(grades: Mapping[str, int]) -> int:
    """Answers that rest on the text of the law: evidence A and B."""
    return grades.get("A", 0) + grades.get("B", 0)


def grades_finding(grades: Mapping[str, int]) -> str:
    """Title of the row of grades."""
    official = _official(grades)
    if not official:
        return _("No answer rests on the text of the law")
    share = capital(in_words(official, sum(grades.values())))
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
