"""What is to be known of a score, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import assert_never

from compliance import figures
from compliance.as_of.deposits import verified
from compliance.model.checklist import NONE, NOT_APPLICABLE
from compliance.model.findings import Finding
from compliance.model.participation import Deposit
from compliance.queries.explain.values import Explanation, Member, OfArticle, OfCriterion, OfMean, Part, Rated, Weight
from compliance.scoring import Reform, with_leads
from compliance.scoring.values import AsBound, Exclusion, Range
from compliance.view import words
from compliance.view.readings import reading
from compliance.view.reforms import points

Fact = tuple[str, str]
"""A label and a text."""
BOUND: Mapping[AsBound, str] = {
    "not-a-party": "Not a Party: the figure says how closely law is aligned; nothing binds.",
    "reservations-unknown": "unknown, as not all reservations and declarations are known.",
    "deposits-not-verified": "unknown, as the text of a reservation or declaration was not seen.",
}
"""Why there is no score of what binds."""


def facts(explanation: Explanation) -> Iterator[Fact]:
    """What is to be known, in the order of reading."""
    if explanation.mean:
        yield from _of_mean(explanation.mean, explanation.score)
    if explanation.criterion:
        yield from _of_criterion(explanation, explanation.criterion)
    yield from _bound(explanation)
    if explanation.criterion:
        yield from _law(explanation.criterion, explanation.law_as_of)


def span_words(span: Range | None) -> str:
    """A score exact and in points: `7/12 = 58.3`, or both ends."""
    if span is None:
        return "nothing applies"
    if span.settled:
        return exact_words(span.low)
    return f"{exact_words(span.low)} to {exact_words(span.high)}"


def exact_words(value: figures.Number) -> str:
    """A fraction of the score with its points of 100: `7/12 = 58.3`."""
    return f"{value} = {figures.number(value * 100, 1)}"


def why(explanation: Explanation, exclusion: Exclusion) -> str:
    """Why a criterion is left out; for a deposit what it says and which provision permits it."""
    if deposit := explanation.deposit(exclusion):
        return _deposit(explanation, deposit)
    return words.REASONS[exclusion.reason] if exclusion.reason else "no reason is on file"


def part_title(part: Part) -> str:
    """What a part of a mean is about."""
    title = f"the best of {figures.listed(part.members)}" if part.members else part.title
    return f"{title}, core" if part.core else title


def part_rating(part: Part) -> str:
    """The rating of a part at an end; that it is open is said too."""
    match part.state:
        case "unanswered" | "open":
            return f"{words.rating(part.rating)} ({part.state})"
        case "rated" | "not-applicable" | "informative":
            return words.rating(part.rating)
        case _:
            assert_never(part.state)


def _rated(rated: Rated) -> str:
    match rated.state:
        case "informative":
            return "–".join(map(words.rating, rated.ratings)) or "not scored"
        case "open":
            best = [rating for rating in rated.ratings if rating != NOT_APPLICABLE]
            return words.ends_chip(rated.ratings[0], best[-1] if best else NOT_APPLICABLE).word
        case "unanswered" | "not-applicable":
            return "lead" if rated.lead else words.rating(rated.state)
        case "rated":
            return words.rating(rated.ratings[0])


# Of an instrument, a section or an article


def _of_mean(mean: OfMean, score: Range | None) -> Iterator[Fact]:
    if mean.alignment is not None:
        yield "Called", "alignment, as nothing binds the country" if mean.alignment else "compliance"
    yield "Score", span_words(score)
    yield from _figure(score)
    distribution, leads = mean.score.distribution, mean.score.leads
    yield "Answered", f"{distribution.answered} of {distribution.applicable} criteria that count"
    if leads:
        text = f"{figures.count(leads, 'answer')} not counted"
        yield "Leads", f"{text}; with leads the score would be {span_words(with_leads(mean.score).range)}"
    yield "Ratings", ", ".join(f"{count} {words.rating(word)}" for word, count in distribution.counts.items())
    for section in mean.sections:
        yield section.section.title, span_words(section.score)
    if mean.article:
        yield from _of_article(mean.article)


def _figure(span: Range | None) -> Iterator[Fact]:
    """The single figure, or why there is none."""
    if span and not span.settled and span.point is not None:
        yield "Figure", f"{figures.score(span.point)}, the middle of a range no wider than 10 points"
    elif span and span.point is None:
        yield "Figure", f"none, as the range is {figures.number(span.width * 100, 1)} points wide, more than 10"


def _of_article(article: OfArticle) -> Iterator[Fact]:
    yield "Rating", _rated(article.rated)
    shares = dict.fromkeys((article.share_at_worst, article.share_at_best))
    yield "Share of the whole", " or ".join(map(str, shares))
    yield from map(_bundle, article.bundles)
    if article.flagged:
        yield "Flag", "more than a fifth of it does not apply"


def _bundle(reform: Reform) -> Fact:
    unlock = reform.kind == "unlock"
    raised, gain = ("one rating up", reform.next) if unlock else ("all met", reform.full)
    text = f"{figures.listed(reform.criteria)} together, {raised}: {points(gain)} points of the whole"
    return "Unlocked by" if unlock else "Met by", text


# Of a criterion


def _of_criterion(explanation: Explanation, of: OfCriterion) -> Iterator[Fact]:
    before = {member.score.criterion.id: f"{member.score.criterion.id}: " if of.group else "" for member in of.members}
    for member in of.members:
        if of.group:
            yield "Alternative", f"{member.score.criterion.id}, {_rated(member.rated)}"
        else:
            yield from _member(explanation, member)
    shorts = {act.id: act.short for act in of.acts}
    for member in of.members:
        for basis in member.score.response.legal_basis if member.score.response else ():
            cited = " ".join(filter(None, (shorts.get(basis.act, basis.act), words.cite(basis.provision))))
            yield "Provision", f"{before[member.score.criterion.id]}{cited}: {words.sentence(basis.gist)}"
    for member in of.members if not of.group else ():
        yield from _answer(member)
    if of.weight:
        yield "Counts", _weight(of.weight)
    for missing in of.missing:
        gate = f"; its gate takes {exact_words(missing.by_gate)} more" if missing.by_gate else ""
        yield f"Missing {missing.end}", f"{exact_words(missing.points)} points of the whole{gate}"
    for member in of.members:
        yield from _change(member, before[member.score.criterion.id])


def _member(explanation: Explanation, member: Member) -> Iterator[Fact]:
    score, criterion, rated = member.score, member.score.criterion, member.rated
    yield "Asks", criterion.requirement
    yield "Rating", f"{_rated(rated)}{f', worth {span_words(score.value)}' if score.value else ''}"
    if words.OBLIGATION[criterion.obligation]:
        yield "Obligation", words.OBLIGATION[criterion.obligation]
    if criterion.core:
        yield "Core", words.sentence(criterion.core_reason or "no reason is given")
    if score.reason:
        yield "Left out", words.REASONS[score.reason]
    for level, ratings in explanation.levels(member):
        texts = ["no provision" if rating == NONE else words.rating(rating) for rating in ratings]
        yield f"Law, {explanation.name(level)}", figures.listed(texts, "or")
    if rated.lead:
        yield "Lead", figures.listed([words.rating(rating) for rating in rated.lead], "or")
    if score.response and score.response.floor:
        yield "Floor", f"the lowest rating is a minimum: {words.sentence(score.response.floor)}"
    for deposit in member.deposits:
        effect = f"{deposit.effect} it" if verified(deposit) else "not verified, so not counted"
        yield "Deposit", f"{effect}: {_deposit(explanation, deposit)}"


def _deposit(explanation: Explanation, deposit: Deposit) -> str:
    basis = explanation.permitted_by(deposit)
    permitted = f", permitted by {basis}" if basis else ""
    return f"{deposit.kind} {deposit.id}{permitted}: {words.sentence(deposit.gist)}"


def _answer(member: Member) -> Iterator[Fact]:
    response = member.score.response
    if response and response.gap:
        yield "Gap", response.gap
    if response and response.evidence:
        grade = words.EVIDENCE[response.evidence]
        yield "Evidence", f"{response.evidence}, {grade if member.counts else f'a lead: not counted ({grade})'}"


def _weight(weight: Weight) -> str:
    grouped = f"once, in group {weight.group}: " if weight.group else ""
    return f"{grouped}weight {weight.weight} of {weight.of} in Article {weight.article}, {weight.share} of the whole"


def _change(member: Member, before: str) -> Iterator[Fact]:
    for reform in member.raised:
        others = [id_ for id_ in reform.criteria if id_ != member.score.criterion.id]
        together = f"with {figures.listed(others)}, " if others else ""
        yield "Gain", f"{before}{together}{points(reform.next)} points one rating up, {points(reform.full)} met"
    if member.narrows_by is not None:
        yield "An answer", f"{before}narrows the whole by {exact_words(member.narrows_by)} points at least"


# What binds, and what the register and treaty bodies say


def _bound(explanation: Explanation) -> Iterator[Fact]:
    status = explanation.assessment.as_bound_status
    if status == "no-treaty":
        return
    if status != "scored":
        yield "As bound", BOUND[status]
    elif explanation.as_bound is None:
        yield "As bound", "left out" if explanation.score else "does not count"
    else:
        same = explanation.as_bound == explanation.score
        yield "As bound", "the same" if same else span_words(explanation.as_bound)


def _law(criterion: OfCriterion, on: date) -> Iterator[Fact]:
    for act in criterion.acts:
        if act.read:
            yield "Text", f"{act.short}: {reading(act)}"
        if act.id in criterion.repealed:
            yield "Repealed", f"{act.short} was no longer law on {figures.day(on)}"
    for finding in criterion.findings:
        yield "Finding", _finding(finding)


def _finding(finding: Finding) -> str:
    """A finding of a body with what became of it; one that was seen in no document is said to be recalled."""
    later = finding.follow_up
    state = words.FOLLOW_UP[later.state if later else "unknown"]
    since = f", {words.sentence(later.text)}" if later and later.text else "."
    recalled = "" if finding.sources else " Recalled, not seen in a document."
    text = f"{finding.body}, {finding.document}, {words.when(finding.date)}: {words.sentence(finding.asked)}"
    return f"{text} Follow-up: {state}{since}{recalled}"
