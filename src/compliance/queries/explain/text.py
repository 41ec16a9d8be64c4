"""What is to be known of a score, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from compliance import figures
from compliance.model.checklist import NONE, NOT_APPLICABLE
from compliance.model.findings import Finding
from compliance.model.legislation import Act
from compliance.queries.explain.values import (
    Bundle,
    Change,
    DepositNote,
    Excluded,
    Explanation,
    Member,
    OfArticle,
    OfCriterion,
    OfMean,
    Part,
    Rated,
    Weight,
)
from compliance.scoring.values import AsBound, Range
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
        yield from _of_criterion(explanation.criterion)
    yield from _bound(explanation)
    if explanation.criterion:
        yield from _law(explanation.criterion, explanation)


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


def why(exclusion: Excluded) -> str:
    """Why a criterion is left out; for a deposit what it says and which provision permits it."""
    if exclusion.deposit:
        return _deposit(exclusion.deposit)
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
    yield "Answered", f"{mean.answered} of {mean.applicable} criteria that count"
    if mean.leads:
        text = f"{figures.count(mean.leads, 'answer')} not counted"
        yield "Leads", f"{text}; with leads the score would be {span_words(mean.with_leads)}"
    yield "Ratings", ", ".join(f"{count} {words.rating(word)}" for word, count in mean.ratings.items())
    for section in mean.sections:
        yield section.name, span_words(section.score)
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


def _bundle(bundle: Bundle) -> Fact:
    unlock = bundle.kind == "unlock"
    raised, gain = ("one rating up", bundle.one_rating_up) if unlock else ("all met", bundle.met)
    text = f"{figures.listed(bundle.criteria)} together, {raised}: {points(gain)} points of the whole"
    return "Unlocked by" if unlock else "Met by", text


# Of a criterion


def _of_criterion(criterion: OfCriterion) -> Iterator[Fact]:
    for member in criterion.members:
        if criterion.group:
            yield "Alternative", f"{member.id}, {_rated(member.rated)}"
        else:
            yield from _member(member)
    shorts = {act.id: act.short for act in criterion.acts}
    for member in criterion.members:
        for basis in member.provisions:
            cited = " ".join(filter(None, (shorts.get(basis.act, basis.act), words.cite(basis.provision))))
            yield "Provision", f"{f'{member.id}: ' if criterion.group else ''}{cited}: {words.sentence(basis.gist)}"
    for member in criterion.members if not criterion.group else ():
        yield from _answer(member)
    if criterion.weight:
        yield "Counts", _weight(criterion.weight)
    for missing in criterion.missing:
        gate = f"; its gate takes {exact_words(missing.by_gate)} more" if missing.by_gate else ""
        yield f"Missing {missing.end}", f"{exact_words(missing.points)} points of the whole{gate}"
    for member in criterion.members:
        yield from _change(member.change, f"{member.id}: " if criterion.group else "")


def _member(member: Member) -> Iterator[Fact]:
    yield "Asks", member.requirement
    yield "Rating", f"{_rated(member.rated)}{f', worth {span_words(member.value)}' if member.value else ''}"
    if words.OBLIGATION[member.obligation]:
        yield "Obligation", words.OBLIGATION[member.obligation]
    if member.core:
        yield "Core", words.sentence(member.core_reason or "no reason is given")
    if member.reason:
        yield "Left out", words.REASONS[member.reason]
    for level in member.levels:
        texts = ["no provision" if rating == NONE else words.rating(rating) for rating in level.ratings]
        yield f"Law, {level.name}", figures.listed(texts, "or")
    if member.rated.lead:
        yield "Lead", figures.listed([words.rating(rating) for rating in member.rated.lead], "or")
    if member.floor:
        yield "Floor", f"the lowest rating is a minimum: {words.sentence(member.floor)}"
    for deposit in member.deposits:
        effect = f"{deposit.effect} it" if deposit.verified else "not verified, so not counted"
        yield "Deposit", f"{effect}: {_deposit(deposit)}"


def _deposit(deposit: DepositNote) -> str:
    basis = f", permitted by {deposit.permitted_by}" if deposit.permitted_by else ""
    return f"{deposit.kind} {deposit.id}{basis}: {words.sentence(deposit.gist)}"


def _answer(member: Member) -> Iterator[Fact]:
    if member.gap:
        yield "Gap", member.gap
    if member.evidence and member.counts:
        yield "Evidence", f"{member.evidence}, {words.EVIDENCE[member.evidence]}"
    elif member.evidence:
        yield "Evidence", f"{member.evidence}, a lead: not counted ({words.EVIDENCE[member.evidence]})"


def _weight(weight: Weight) -> str:
    grouped = f"once, in group {weight.group}: " if weight.group else ""
    return f"{grouped}weight {weight.weight} of {weight.of} in Article {weight.article}, {weight.share} of the whole"


def _change(change: Change, before: str) -> Iterator[Fact]:
    for bundle in change.raised:
        others = [id_ for id_ in bundle.criteria if id_ != change.criterion]
        together = f"with {figures.listed(others)}, " if others else ""
        yield (
            "Gain",
            f"{before}{together}{points(bundle.one_rating_up)} points one rating up, {points(bundle.met)} met",
        )
    if change.narrows_by is not None:
        yield "An answer", f"{before}narrows the whole by {exact_words(change.narrows_by)} points at least"


# What binds, and what the register and treaty bodies say


def _bound(explanation: Explanation) -> Iterator[Fact]:
    status = explanation.as_bound_status
    if status == "no-treaty":
        return
    if status != "scored":
        yield "As bound", BOUND[status]
    elif explanation.as_bound is None:
        yield "As bound", "left out" if explanation.score else "does not count"
    else:
        same = explanation.as_bound == explanation.score
        yield "As bound", "the same" if same else span_words(explanation.as_bound)


def _law(criterion: OfCriterion, explanation: Explanation) -> Iterator[Fact]:
    for act in criterion.acts:
        yield from _act(act, criterion, explanation)
    for finding in criterion.findings:
        yield "Finding", _finding(finding)


def _act(act: Act, criterion: OfCriterion, explanation: Explanation) -> Iterator[Fact]:
    if act.read:
        yield "Text", f"{act.short}: {reading(act)}"
    if act.id in criterion.repealed:
        yield "Repealed", f"{act.short} was no longer law on {figures.day(explanation.law_as_of)}"


def _finding(finding: Finding) -> str:
    """A finding of a body with what became of it; one that was seen in no document is said to be recalled."""
    later = finding.follow_up
    state = words.FOLLOW_UP[later.state if later else "unknown"]
    since = f", {words.sentence(later.text)}" if later and later.text else "."
    recalled = "" if finding.sources else " Recalled, not seen in a document."
    text = f"{finding.body}, {finding.document}, {words.when(finding.date)}: {words.sentence(finding.asked)}"
    return f"{text} Follow-up: {state}{since}{recalled}"
