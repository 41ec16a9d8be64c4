"""Sentences made from the numbers: headlines, leads and the three messages. No adjective that the ratings do not carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from compliance import figures
from compliance.indicators.values import JUDGED, IndicatorReport
from compliance.model.instrument import Scale
from compliance.scoring.values import ArticleScore, Assessment, SectionScore
from compliance.view import words
from compliance.view.values import GapView, InstrumentView, Message

_SHARES = (
    (Fraction(1), "all"),
    (Fraction(9, 10), "nine in ten"),
    (Fraction(4, 5), "four in five"),
    (Fraction(3, 4), "three in four"),
    (Fraction(2, 3), "two in three"),
    (Fraction(3, 5), "three in five"),
    (Fraction(1, 2), "half"),
    (Fraction(2, 5), "two in five"),
    (Fraction(1, 3), "one in three"),
    (Fraction(1, 4), "one in four"),
    (Fraction(1, 5), "one in five"),
    (Fraction(1, 10), "one in ten"),
)


def in_words(part: int, whole: int) -> str:
    """A share as one says it, never more exact than it is: `about two in three`, `none`, `all`."""
    if not whole or not part:
        return "none"
    share = Fraction(part, whole)
    if share == 1:
        return "all"
    near, word = min(_SHARES[1:], key=lambda pair: abs(pair[0] - share))
    if share > Fraction(19, 20):
        return "nearly all"
    if share < Fraction(1, 20):
        return "few"
    return word if near == share else f"about {word}"


def _standing(assessment: Assessment) -> tuple[int, int, int]:
    """Answered; of these surely met or mostly met, also where two ratings are possible; surely not met."""
    items = [item for article in assessment.whole.articles for item in article.items if item.state in ("rated", "open")]
    ratings = tuple(assessment.whole.instrument.scale.values)
    good = sum(item.outcomes[0] in ratings[:2] for item in items)
    return len(items), good, sum(item.outcomes == (ratings[-1],) for item in items)


def instrument_headline(assessment: Assessment) -> str:
    """What was found about a treaty, in one sentence."""
    distribution = assessment.whole.distribution
    answered, good, _ = _standing(assessment)
    scale = assessment.whole.instrument.scale
    if not answered:
        return "No criterion that counts has been answered yet"
    share = in_words(good, answered)
    verb = "is" if share == "none" else "are"
    if answered == distribution.applicable:
        return f"{share.capitalize()} of the criteria {verb} {words.good(scale)}"
    return (
        f"Of {answered} criteria answered, {share} {verb} {words.good(scale)}; "
        f"{distribution.unanswered} {_is(distribution.unanswered)} unanswered"
    )


def instrument_lead(assessment: Assessment) -> str:
    """How far the answers reach, and what that leaves open."""
    distribution, span = assessment.whole.distribution, assessment.whole.range
    if span is None:
        return "Nothing about this treaty applies."
    name = "alignment" if assessment.alignment else "score"
    reach = f"{distribution.answered} of {distribution.applicable} criteria that count are answered"
    if assessment.whole.point is not None:
        return f"{reach}; the {name} is {figures.score(assessment.whole.point)} of 100."
    low, high = figures.score(span.low), figures.score(span.high)
    return (
        f"{reach}. Until the rest is, the {name} lies between {low} and {high} of 100, and no single figure is printed."
    )


def distribution_finding(assessment: Assessment) -> str:
    """Title of the bar of ratings."""
    answered, good, worst = _standing(assessment)
    number, scale = assessment.whole.instrument.abbreviation, assessment.whole.instrument.scale
    if not answered:
        return f"{number}: nothing has been answered yet"
    poor = f"; {figures.in_words(worst)} {_is(worst)} {words.said(tuple(scale.values)[-1])}" if worst else ""
    return f"{number}: {good} of {answered} answers are {words.good(scale)}{poor}"


def open_note(number: int) -> str | None:
    """What to know about ratings that are not settled."""
    if not number:
        return None
    return f"{figures.in_words(number).capitalize()} not settled count{'s' if number == 1 else ''} at the lower rating."


def heat_headline(assessment: Assessment) -> str:
    """Title of the heat map: what is settled, what holds back."""
    articles = assessment.whole.articles
    settled = [article for article in articles if article.settled]
    held = [article for article in articles if article.capped]
    if held:
        numbers = figures.listed([article.article.number for article in held])
        noun = "Article" if len(held) == 1 else "Articles"
        verb = "is" if len(held) == 1 else "are"
        return f"{noun} {numbers} {verb} held back by a core criterion"
    return f"{figures.count(len(settled), 'article').capitalize()} of {len(articles)} {'has' if len(settled) == 1 else 'have'} a settled rating"


def section_headline(score: SectionScore, scale: Scale) -> str:
    """The finding about a section."""
    items = [item for article in score.within for item in article.items if item.state != "not-applicable"]
    rated = [item for item in items if item.state in ("rated", "open")]
    if not items:
        return "Nothing in this section applies"
    if not rated:
        return "Nothing in this section has been examined"
    worst, ratings = [item.outcomes[0] for item in rated], tuple(scale.values)
    good, weak, open_ = (
        sum(it in ratings[:2] for it in worst),
        sum(item.outcomes == (ratings[-1],) for item in rated),
        len(items) - len(rated),
    )
    rest = f"; {figures.count(open_, 'criterion', 'criteria')} {_is(open_)} unanswered" if open_ else ""
    if len(rated) == 1:
        return f"The one answer is {words.ends_chip(rated[0].outcomes[0], rated[0].outcomes[-1]).word}{rest}"
    head = f"{figures.in_words(good).capitalize()} of {figures.in_words(len(rated))} answers {_is(good)} {words.good(scale)}"
    tail = f", {figures.in_words(weak)} {_is(weak)} {words.said(ratings[-1])}" if weak else ""
    return f"{head}{tail}{rest}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def held_back(score: ArticleScore) -> str | None:
    """Why a core criterion holds an article back, in words."""
    if not score.capped or score.worst is None or score.best is None:
        return None
    names = [item.criteria[0].criterion for item in score.items if item.id in score.capped]
    refs = figures.listed([words.reference(one.provision, one.element) for one in names])
    mean, held = words.score(score.mean), words.score(score.score)
    reasons = " ".join(words.sentence(one.core_reason) for one in names if one.core_reason)
    return f"The criteria of this article average {mean}. Because the core criterion {refs} is not met in full, the article stays at {held}. {reasons}".strip()


def as_bound(assessment: Assessment) -> str:
    """The score of what binds the country, or why there is none."""
    match assessment.as_bound_status:
        case "not-a-party":
            return "Not a Party: the figure says how closely law is aligned; nothing binds."
        case "no-treaty":
            return ""
        case "reservations-unknown":
            return "As bound: unknown, as not all reservations and declarations are known."
        case "scored":
            bound = assessment.as_bound
            same = bound is not None and bound.range == assessment.whole.range
            return "As bound: the same." if same else f"As bound: {words.score(bound.range if bound else None)}."


def report_headline(name: str, instruments: Sequence[InstrumentView]) -> str:
    """The finding of the whole report, in one sentence about the country's law."""
    answered = sum(one.assessment.whole.distribution.answered for one in instruments)
    good = sum(_standing(one.assessment)[1] for one in instruments)
    subject = f"{name[:1].upper()}{name[1:]}"
    if not answered:
        return f"{subject}: nothing has been examined yet"
    return f"{subject} meets {in_words(good, answered)} of the criteria examined, in full or mostly"


def report_lead(instruments: Sequence[InstrumentView]) -> str:
    """How far the answers reach, over all treaties."""
    answered = sum(one.assessment.whole.distribution.answered for one in instruments)
    applicable = sum(one.assessment.whole.distribution.applicable for one in instruments)
    if answered == applicable:
        return f"All {applicable} criteria that count are answered."
    return f"{answered} of {applicable} criteria that count are answered; what is unanswered leaves each score a range and is never counted as zero."


def summary_messages(
    instruments: Sequence[InstrumentView], gaps: Sequence[GapView], grades: Mapping[str, int]
) -> tuple[Message, ...]:
    """Three messages: what stands, what lacks, and how sure one may be."""
    return (_stands(instruments), _lacks(instruments, gaps), _sure(grades))


def _stands(instruments: Sequence[InstrumentView]) -> Message:
    best, second = (_having(instruments, place) for place in (0, 1))
    strong = [
        f"{words.inside(section.title)} ({one.abbreviation})"
        for one in instruments
        for section in one.sections
        if _good_share(section.counts, one.assessment.whole.instrument.scale) >= Fraction(2, 3)
    ]
    where = f", most of them in {figures.listed(strong[:3])}" if strong else ""
    text = f"{figures.count(best.number, 'criterion', 'criteria').capitalize()} {_is(best.number)} {best.said} and {figures.in_words(second.number)} {second.said}{where}."
    return Message(head="What stands.", text=text)


class _Having(NamedTuple):
    """How many criteria have a rating, and how a sentence calls it."""

    number: int
    said: str


def _having(instruments: Sequence[InstrumentView], place: int, *, surely: bool = False) -> _Having:
    """The criteria with the ratings that stand at a place of their scales, counted from the best or, below 0, from the worst."""
    number, said = 0, dict[str, None]()
    for one in instruments:
        word = tuple(one.assessment.whole.instrument.scale.values)[place]
        number += (one.assessment.whole.distribution.counts if surely else one.counts).get(word, 0)
        said[words.said(word)] = None
    return _Having(number, " or ".join(said))


def _good_share(counts: Mapping[str, int], scale: Scale) -> Fraction:
    """Share of the answers with one of the two best ratings, 0 where there are fewer than three answers."""
    ratings = tuple(scale.values)
    answered, good = (sum(counts.get(word, 0) for word in some) for some in (ratings, ratings[:2]))
    return Fraction(good, answered) if answered >= 3 else Fraction(0)


def _lacks(instruments: Sequence[InstrumentView], gaps: Sequence[GapView]) -> Message:
    whole = [one.assessment.whole.distribution for one in instruments]
    worst, next_worst = (_having(instruments, place, surely=True) for place in (-1, -2))
    unsettled = sum(it.open for it in whole)
    first = next((gap for gap in gaps if gap.advice), None)
    number = worst.number
    poor = (
        f"{figures.in_words(number).capitalize()} {_is(number)} {worst.said}"
        if number
        else f"No answer is surely {worst.said}"
    )
    text = f"{poor}, {figures.in_words(next_worst.number)} {_is(next_worst.number)} only {next_worst.said}"
    text += f"; {figures.in_words(unsettled)} {_is(unsettled)} unsettled between ratings." if unsettled else "."
    if first:
        text += (
            f" Among the gaps with a clear remedy, {first.provision} {first.instrument} adds most: {first.gain} points."
        )
    return Message(head="What is missing.", text=text)


def reforms_finding(instruments: Sequence[InstrumentView]) -> str:
    """How many reforms nothing beats for their effort."""
    clear = [reform for one in instruments for reform in one.reforms]
    best = [reform for reform in clear if reform.unbeaten]
    verb = "gives" if len(best) == 1 else "give"
    return f"{figures.in_words(len(best)).capitalize()} of {figures.in_words(len(clear))} reforms {verb} most for the effort"


def _sure(grades: Mapping[str, int]) -> Message:
    graded = sum(grades.values())
    official, unseen = grades.get("A", 0) + grades.get("B", 0), grades.get("D", 0)
    base = f"{figures.in_words(official).capitalize()} of {graded} answers" if official else "No answer"
    text = f"{base} {'rests' if official <= 1 else 'rest'} on the text of the law in force, {figures.in_words(unseen)} on no source seen."
    return Message(head="How sure one may be.", text=text)


def grades_finding(grades: Mapping[str, int]) -> str:
    """Title of the row of grades."""
    graded = sum(grades.values())
    official = grades.get("A", 0) + grades.get("B", 0)
    share = in_words(official, graded)
    return (
        "No answer rests on the text of the law"
        if share == "none"
        else f"{share.capitalize()} of the answers rest on the text of the law"
    )


def indicator_headline(reports: Sequence[IndicatorReport]) -> str:
    """How many indicators have figures, and how they stand."""
    with_figures = [one for one in reports if one.values]
    judged = [one for one in reports if one.status.word in JUDGED]
    head = f"{figures.in_words(len(with_figures)).capitalize()} of {len(reports)} indicators {_has(len(with_figures))} figures"
    if not any(one.status.target is not None for one in reports):
        return f"{head}; no target is agreed yet"
    on = sum(one.status.word in ("met", "on-track") for one in judged)
    return f"{head}; {figures.in_words(on)} of {figures.in_words(len(judged))} judged {_is(on)} met or on track"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"
