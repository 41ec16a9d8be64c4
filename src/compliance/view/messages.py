"""Sentences made from the numbers: headlines, leads and the three messages. No adjective that the ratings do not carry."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from compliance import figures
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


def _settled(assessment: Assessment) -> tuple[int, int, int]:
    """Answered, met or mostly met, not met."""
    counts, distribution = assessment.whole.distribution.counts, assessment.whole.distribution
    ratings = list(counts)
    return distribution.answered, sum(counts[word] for word in ratings[:2]), counts[ratings[-1]]


def instrument_headline(assessment: Assessment) -> str:
    """What was found about a treaty, in one sentence."""
    distribution = assessment.whole.distribution
    answered, good, _ = _settled(assessment)
    if not answered:
        return "No criterion that counts has been answered yet"
    share = in_words(good, answered)
    verb = "is" if share == "none" else "are"
    if answered == distribution.applicable:
        return f"{share.capitalize()} of the criteria {verb} met or mostly met"
    return f"Of the {answered} criteria answered, {share} {verb} met or mostly met; {distribution.unanswered} are open"


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
    answered, good, worst = _settled(assessment)
    number = assessment.whole.instrument.abbreviation
    if not answered:
        return f"{number}: nothing has been answered yet"
    poor = (
        f"; {figures.WORDS[worst] if worst < len(figures.WORDS) else worst} not met" if worst else "; none is not met"
    )
    return f"{number}: {good} of {answered} answers are met or mostly met{poor}"


def open_note(number: int) -> str | None:
    """What to know about ratings that are not settled."""
    if not number:
        return None
    verb = "is" if number == 1 else "are"
    return f"{figures.count(number, 'rating').capitalize()} {verb} not settled between two; here the lower counts."


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


def section_headline(score: SectionScore) -> str:
    """The finding about a section."""
    items = [item for article in score.articles for item in article.items if item.state != "not-applicable"]
    rated = [item for item in items if item.state in ("rated", "open")]
    if not items:
        return "Nothing in this section applies"
    if not rated:
        return "Nothing in this section has been examined"
    settled = {word: sum(item.outcomes == (word,) for item in rated) for word in ("met", "mostly", "partly", "not-met")}
    good = settled["met"] + settled["mostly"]
    weak = settled["not-met"]
    open_ = len(items) - len(rated)
    head = f"{good} of {len(rated)} answers {'is' if good == 1 else 'are'} met or mostly met"
    tail = f", {weak} {'is' if weak == 1 else 'are'} not met" if weak else ""
    rest = f"; {open_} criteria are not examined" if open_ > 1 else "; one criterion is not examined" if open_ else ""
    return f"{head}{tail}{rest}"


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
            return "Not a Party: the score says how closely national law is aligned; nothing binds as yet."
        case "reservations-unknown":
            return "As bound: unknown, because not all reservations and declarations of the country are known."
        case "scored":
            bound = assessment.as_bound
            same = bound is not None and bound.range == assessment.whole.range
            return "As bound: the same." if same else f"As bound: {words.score(bound.range if bound else None)}."


def report_headline(name: str, instruments: Sequence[InstrumentView]) -> str:
    """The finding of the whole report, in one sentence about the country's law."""
    answered = sum(one.assessment.whole.distribution.answered for one in instruments)
    good = sum(_settled(one.assessment)[1] for one in instruments)
    applicable = sum(one.assessment.whole.distribution.applicable for one in instruments)
    if not answered:
        return f"{name}: nothing has been examined yet"
    reach = (
        ""
        if answered == applicable
        else f"; {in_words(applicable - answered, applicable)} of the criteria are not examined"
    )
    share = in_words(good, answered)
    return f"{name} meets {share} of what was examined, in full or mostly{reach}"


def report_lead(instruments: Sequence[InstrumentView]) -> str:
    """The scores of all treaties in one sentence."""
    said = [f"{one.score} of 100 for {one.abbreviation}" for one in instruments]
    name = "Alignment" if any(one.assessment.alignment for one in instruments) else "Score"
    return f"{name}: {figures.listed(said)}. A range stands where unanswered criteria leave one open."


def summary_messages(
    instruments: Sequence[InstrumentView], gaps: Sequence[GapView], grades: dict[str, int]
) -> tuple[Message, ...]:
    """Three messages: what stands, what lacks, and how sure one may be."""
    return (_stands(instruments), _lacks(instruments, gaps), _sure(instruments, grades))


def _stands(instruments: Sequence[InstrumentView]) -> Message:
    strong = [
        (len(section.articles), section.title, one.abbreviation)
        for one in instruments
        for section in one.sections
        for rated in [
            sum(count for word, count in section.counts.items() if word in ("met", "mostly", "partly", "not-met"))
        ]
        if rated >= 3 and (section.counts.get("met", 0) + section.counts.get("mostly", 0)) * 3 >= 2 * rated
    ]
    met = sum(one.counts.get("met", 0) for one in instruments)
    mostly = sum(one.counts.get("mostly", 0) for one in instruments)
    where = figures.listed([f"{title.lower()} ({treaty})" for _, title, treaty in strong[:3]])
    text = f"{met} criteria are met and {mostly} mostly met" + (f"; strongest in {where}." if where else ".")
    return Message(head="What stands.", text=text)


def _lacks(instruments: Sequence[InstrumentView], gaps: Sequence[GapView]) -> Message:
    unmet = sum(one.counts.get("not-met", 0) for one in instruments)
    partly = sum(one.counts.get("partly", 0) for one in instruments)
    largest = f" The largest known gap: {gaps[0].provision} {gaps[0].instrument}." if gaps else ""
    text = f"{figures.count(unmet, 'criterion', 'criteria').capitalize()} {'is' if unmet == 1 else 'are'} not met and {partly} only partly met.{largest}"
    return Message(head="What is missing.", text=text)


def _sure(instruments: Sequence[InstrumentView], grades: dict[str, int]) -> Message:
    graded = sum(grades.values())
    official = grades.get("A", 0) + grades.get("B", 0)
    unseen = grades.get("D", 0)
    open_ = sum(one.assessment.whole.distribution.unanswered for one in instruments)
    text = f"{official} of {graded} answers rest on the text of the law, {unseen} on no source seen; {open_} criteria that count have not been examined and are no zero."
    return Message(head="How sure one may be.", text=text)


def grades_finding(grades: dict[str, int]) -> str:
    """Title of the row of grades."""
    graded = sum(grades.values())
    official = grades.get("A", 0) + grades.get("B", 0)
    share = in_words(official, graded)
    return f"{share.capitalize()} of the answers rest{'s' if share == 'none' else ''} on the text of the law"
