"""Why a number is what it is: ratings, weights, gates, exclusions and losses, in words and in exact numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from compliance import figures
from compliance.as_of.deposits import narrows, verified
from compliance.as_of.readings import is_repealed, rests_on
from compliance.as_of.weighing import weighs
from compliance.model.checklist import NONE, STATE
from compliance.model.findings import Finding
from compliance.model.instrument import Grade
from compliance.model.jurisdictions import Jurisdiction
from compliance.scoring import Assessment, Reform, losses, questions, reforms, with_leads
from compliance.scoring.hierarchy import within
from compliance.scoring.instruments import gather
from compliance.scoring.values import (
    ArticleScore,
    Completion,
    CriterionScore,
    InstrumentScore,
    Item,
    Loss,
    Range,
    SectionScore,
)
from compliance.view import messages, words
from compliance.view.assessed import assessments
from compliance.view.readings import reading
from compliance.view.reforms import points
from compliance.workspace import Country, Workspace

Kind = Literal["instrument", "section", "article", "criterion"]
"""What can be explained; a group of alternatives is explained as a criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be explained."""

    instrument: str
    """Id of the instrument."""
    kind: Kind
    """What it is."""
    key: str
    """Id of the section, criterion or group, or number of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a mean."""

    id: str
    """Number of the article, or id of the criterion or group."""
    title: str
    """What it is about."""
    rating: str
    """Its rating in words."""
    value: Fraction
    """What it is worth."""
    share: Fraction
    """Its weight, divided by all weights of the mean."""
    missing: Fraction
    """What its ratings take from the score."""
    held_back: Fraction
    """What its core criteria take beyond that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A core criterion that sets a cap."""

    id: str
    """Id of the criterion or group."""
    rating: str
    """Its rating in words."""
    cap: Fraction
    """What the article cannot exceed."""
    cap_rating: str
    """The rating of that worth."""
    binds: bool
    """Whether it holds the article below its mean."""
    reason: str | None
    """Why the criterion is core."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A score at one end of its range, taken apart."""

    name: str
    """Which end."""
    parts: tuple[Part, ...]
    """What the mean is made of."""
    mean: Fraction
    """The sum of shares times values."""
    gates: tuple[Gate, ...]
    """Core criteria that set a cap; of an article alone."""
    score: Fraction
    """The score."""
    by_ratings: Fraction
    """What ratings below the best take from 1."""
    by_gates: Fraction
    """What core criteria take beyond that."""
    by_unevenness: Fraction
    """What a mean that punishes unevenness takes beyond that; none in an arithmetic mean."""

    @property
    def adds_up(self) -> bool:
        """Whether score and losses make exactly 1."""
        return self.score + self.by_ratings + self.by_gates + self.by_unevenness == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A criterion left out of a score."""

    id: str
    """Id of the criterion."""
    why: str
    """The reason, and for a deposit what it says and which provision permits it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a number is what it is."""

    country: str
    """Name of the country."""
    instrument: str
    """Short name of the instrument."""
    law_as_of: date
    """The day of the law."""
    kind: Kind
    """What is explained."""
    id: str
    """Its id or number."""
    title: str
    """Its title."""
    score: Range | None
    """Its score, or the value of a criterion; none where nothing applies or nothing is scored."""
    facts: tuple[tuple[str, str], ...]
    """What is to be known about it: label and text."""
    ends: tuple[End, ...]
    """The score taken apart: one end where it is settled, none for a criterion."""
    as_bound: Range | None
    """The same of what binds the country."""
    parts: tuple[tuple[str, Range | None], ...]
    """The same in each part of the country."""
    excluded: tuple[Excluded, ...]
    """Criteria left out of the whole."""
    excluded_as_bound: tuple[Excluded, ...]
    """Criteria left out of what binds the country, beyond those."""


def targets(workspace: Workspace) -> Mapping[str, tuple[Target, ...]]:
    """Everything that can be explained, by each of its names; a name that an article and its only criterion share is both."""
    found: dict[str, list[Target]] = {}
    for name, target in _names(workspace):
        found.setdefault(name, []).append(target)
    return {name: tuple(dict.fromkeys(those)) for name, those in found.items() if not _ambiguous(those)}


def _names(workspace: Workspace) -> Iterator[tuple[str, Target]]:
    for id_, document in workspace.instruments.items():
        instrument, short = document.value, id_.rsplit("-", 1)[-1]
        for name in {id_, short}:
            yield name, Target(instrument=id_, kind="instrument", key=id_)
        for section in instrument.sections:
            for name in (f"{id_}/{section.id}", section.id):
                yield name, Target(instrument=id_, kind="section", key=section.id)
        for article in instrument.articles:
            if article.criteria:
                for name in {f"{id_}.{article.number}", f"{short}.{article.number}"}:
                    yield name, Target(instrument=id_, kind="article", key=article.number)
            for criterion in article.criteria:
                for name in filter(None, (criterion.id, criterion.any_of)):
                    yield name, Target(instrument=id_, kind="criterion", key=name)


def _ambiguous(those: Sequence[Target]) -> bool:
    """Whether a name stands for like things, such as sections of two treaties."""
    return len({target.kind for target in those}) < len(set(those))


def explain(workspace: Workspace, country: str, wanted: Sequence[Target]) -> tuple[Explanation, ...]:
    """Why these numbers of a country are what they are, in its latest cycle; none without a checklist."""
    jurisdiction, theirs = workspace.jurisdiction(country), workspace.countries[country]
    instruments = tuple(dict.fromkeys(target.instrument for target in wanted))
    found = {
        assessment.whole.instrument.id: assessment
        for cycle in theirs.cycles()[-1:]
        for assessment in assessments(workspace, theirs, cycle, instruments)
    }
    return tuple(
        _explanation(theirs, jurisdiction, found[target.instrument], target)
        for target in wanted
        if jurisdiction and target.instrument in found
    )


def _explanation(theirs: Country, jurisdiction: Jurisdiction, assessment: Assessment, target: Target) -> Explanation:
    spans = {part.id: part.name for part in jurisdiction.parts}
    match target.kind:
        case "instrument":
            made = _instrument(assessment)
        case "section":
            made = _section(assessment, target.key)
        case "article":
            made = _article(assessment, target.key)
        case "criterion":
            made = _criterion(assessment, target.key, {STATE: jurisdiction.state or "the State", **spans})
    return replace(
        made,
        country=jurisdiction.name(assessment.on),
        parts=tuple((spans.get(part, part), span) for part, span in made.parts),
        facts=(
            *made.facts,
            *_bound(assessment, made),
            *(_law(theirs, assessment, target) if target.kind == "criterion" else ()),
        ),
    )


def _law(country: Country, assessment: Assessment, target: Target) -> Iterator[tuple[str, str]]:
    """What the register and treaty bodies say about a criterion, or about the members of a group."""
    members = [
        criterion
        for criterion in assessment.whole.criteria().values()
        if target.key in (criterion.criterion.id, criterion.group)
    ]
    acts = country.acts()
    cited = (id_ for criterion in members if criterion.response for id_ in rests_on(criterion.response))
    for act in (acts[id_] for id_ in dict.fromkeys(cited) if id_ in acts):
        if act.read:
            yield "Text", f"{act.short}: {reading(act)}"
        if is_repealed(act, assessment.on):
            yield "Repealed", f"{act.short} was no longer law on {figures.day(assessment.on)}"
    ids = {criterion.criterion.id for criterion in members}
    for finding in country.findings.value.findings if country.findings else ():
        if ids & set(finding.criteria):
            yield "Finding", _finding(finding)


def _finding(finding: Finding) -> str:
    """A finding of a body with what became of it; one that was seen in no document is said to be recalled."""
    later = finding.follow_up
    state = words.FOLLOW_UP[later.state if later else "unknown"]
    since = f", {words.sentence(later.text)}" if later and later.text else "."
    recalled = "" if finding.sources else " Recalled, not seen in a document."
    text = f"{finding.body}, {finding.document}, {words.when(finding.date)}: {words.sentence(finding.asked)}"
    return f"{text} Follow-up: {state}{since}{recalled}"


def _bound(assessment: Assessment, made: Explanation) -> Iterator[tuple[str, str]]:
    """What binds the country, beside the whole."""
    if assessment.as_bound_status == "no-treaty":
        return
    if assessment.as_bound is None:
        yield "As bound", messages.as_bound(assessment).removeprefix("As bound: ")
    elif made.as_bound is None:
        yield "As bound", "left out" if made.score else "does not count"
    elif made.as_bound == made.score:
        yield "As bound", "the same"
    else:
        yield "As bound", span_words(made.as_bound)


def span_words(span: Range | None) -> str:
    """A score exact and in points: `7/12 = 58.3`, or both ends."""
    if span is None:
        return "nothing applies"
    if span.settled:
        return exact_words(span.low)
    return f"{exact_words(span.low)} to {exact_words(span.high)}"


def exact_words(value: Fraction) -> str:
    """A fraction of the score with its points of 100: `7/12 = 58.3`."""
    return f"{value} = {figures.number(value * 100, 1)}"


def _instrument(assessment: Assessment) -> Explanation:
    whole = assessment.whole
    made = _of_articles(assessment, "instrument", whole.instrument.id, whole.instrument.title, whole)
    return replace(
        made,
        as_bound=assessment.as_bound.range if assessment.as_bound else None,
        parts=tuple((part, score.range) for part, score in assessment.by_part.items()),
        facts=(
            ("Called", "alignment, as nothing binds the country" if assessment.alignment else "compliance"),
            *made.facts,
            *((section.section.title, span_words(section.score)) for section in whole.sections),
        ),
    )


def _section(assessment: Assessment, id_: str) -> Explanation:
    score = next(section for section in assessment.whole.sections if section.section.id == id_)
    made = _of_articles(assessment, "section", id_, score.section.title, _alone(assessment.whole, score))
    return replace(
        made,
        as_bound=_section_of(assessment.as_bound, id_) if assessment.as_bound else None,
        parts=tuple((part, _section_of(instrument, id_)) for part, instrument in assessment.by_part.items()),
    )


def _section_of(score: InstrumentScore, id_: str) -> Range | None:
    return next(section.score for section in score.sections if section.section.id == id_)


def _alone(whole: InstrumentScore, section: SectionScore) -> InstrumentScore:
    """A section as if it were an instrument of its own."""
    inside = within(whole.instrument, section.section.id)
    sections = tuple(
        replace(it, within=None) if it.id == section.section.id else it
        for it in whole.instrument.sections
        if it.id in inside
    )
    articles = tuple(article for article in whole.instrument.articles if article.section in inside)
    return gather(replace(whole.instrument, sections=sections, articles=articles), whole.checklist, section.within)


def _of_articles(assessment: Assessment, kind: Kind, id_: str, title: str, score: InstrumentScore) -> Explanation:
    """A score that is a mean of articles."""
    spread = score.distribution
    beyond = assessment.as_bound.exclusions if assessment.as_bound else ()
    numbers = {criterion.criterion.id for article in score.articles for criterion in article.criteria}
    left_out = {exclusion.criterion for exclusion in score.exclusions}
    return Explanation(
        country="",
        instrument=score.instrument.abbreviation,
        law_as_of=assessment.on,
        kind=kind,
        id=id_,
        title=title,
        score=score.range,
        facts=(
            ("Score", span_words(score.range)),
            *_figure(score.range),
            ("Answered", f"{spread.answered} of {spread.applicable} criteria that count"),
            *_leads(score),
            ("Ratings", ", ".join(f"{count} {words.rating(word)}" for word, count in spread.counts.items())),
        ),
        ends=tuple(_ends_of_articles(score)),
        as_bound=None,
        parts=(),
        excluded=tuple(
            Excluded(id=exclusion.criterion, why=_why(assessment, exclusion.reason)) for exclusion in score.exclusions
        ),
        excluded_as_bound=tuple(
            Excluded(id=exclusion.criterion, why=_why(assessment, exclusion.reason, exclusion.deposit))
            for exclusion in beyond
            if exclusion.criterion in numbers and exclusion.criterion not in left_out
        ),
    )


def _leads(score: InstrumentScore) -> Iterator[tuple[str, str]]:
    """How many answers are leads, and what the score would be if they counted."""
    if score.leads:
        text = figures.count(score.leads, "answer")
        yield "Leads", f"{text} not counted; with leads the score would be {span_words(with_leads(score).range)}"


def _figure(span: Range | None) -> Iterator[tuple[str, str]]:
    """The single figure, or why there is none."""
    if span and not span.settled and span.point is not None:
        yield "Figure", f"{figures.score(span.point)}, the middle of a range no wider than 10 points"
    elif span and span.point is None:
        yield "Figure", f"none, as the range is {figures.number(span.width * 100, 1)} points wide, more than 10"


def _ends_of_articles(score: InstrumentScore) -> Iterator[End]:
    if score.range is None:
        return
    found = losses(score)
    sides = (("at worst", score.range.low, score.shares_at_worst, found.at_worst), ("at best", score.range.high, score.shares_at_best, found.at_best))  # fmt: skip
    settled = score.range.settled and sides[0][2:] == sides[1][2:]
    for place, (name, end, shares, lost) in enumerate(sides[:1] if settled else sides):
        parts = tuple(_article_part(score.article(number), place, share, lost) for number, share in shares.items())
        yield _end("settled" if settled else name, parts, end, lost)


def _article_part(article: ArticleScore, place: int, share: Fraction, lost: Sequence[Loss]) -> Part:
    done = article.best if place else article.worst
    if done is None:
        raise ValueError("an article with a share has a score")
    own = [loss for loss in lost if loss.article == article.article.number]
    return Part(
        id=article.article.number,
        title=article.article.title,
        rating=words.rating(done.rating),
        value=done.score,
        share=share,
        missing=sum((loss.points for loss in own if loss.item), Fraction(0)),
        held_back=sum((loss.points for loss in own if not loss.item), Fraction(0)),
    )


def _end(
    name: str, parts: tuple[Part, ...], score: Fraction, lost: Sequence[Loss], gates: tuple[Gate, ...] = ()
) -> End:
    def total(losses_: Iterator[Fraction]) -> Fraction:
        return sum(losses_, Fraction(0))

    return End(
        name=name,
        parts=parts,
        mean=total(part.share * part.value for part in parts),
        gates=gates,
        score=score,
        by_ratings=total(loss.points for loss in lost if loss.item),
        by_gates=total(loss.points for loss in lost if loss.article and not loss.item),
        by_unevenness=total(loss.points for loss in lost if not loss.article),
    )


def _why(assessment: Assessment, reason: str | None, deposit: str | None = None) -> str:
    """Why a criterion is left out; for a deposit what it says and which provision permits it."""
    made = next((it for it in assessment.deposits if it.id == deposit), None)
    if made is None:
        return words.REASONS[reason] if reason else "no reason is on file"
    ground = next((ground for ground in assessment.whole.instrument.grounds if ground.id == made.permitted_by), None)
    basis = f", permitted by {ground.basis}" if ground else ""
    return f"{made.kind} {made.id}{basis}: {words.sentence(made.gist)}"


def _article(assessment: Assessment, number: str) -> Explanation:
    article = assessment.whole.article(number)
    alone = gather(
        replace(assessment.whole.instrument, articles=(article.article,), sections_aggregate=False),
        assessment.whole.checklist,
        (article,),
    )
    made = _of_articles(assessment, "article", number, article.article.title, alone)
    bundles = [
        reform for reform in reforms(assessment.whole) if reform.article == number and reform.kind != "criterion"
    ]
    return replace(
        made,
        ends=tuple(_ends_of_items(assessment, article, alone)),
        as_bound=assessment.as_bound.article(number).score if assessment.as_bound else None,
        parts=tuple((part, instrument.article(number).score) for part, instrument in assessment.by_part.items()),
        facts=(
            *made.facts,
            ("Rating", words.article_chip(article).word),
            ("Share of the whole", _shares(assessment.whole, number)),
            *(_bundle(reform) for reform in bundles),
            *([("Flag", "more than a fifth of it does not apply")] if article.flagged else ()),
        ),
    )


def _bundle(row: Reform) -> tuple[str, str]:
    """What criteria of a gated article bring together."""
    unlock = row.kind == "unlock"
    raised, gain = ("one rating up", row.next) if unlock else ("all met", row.full)
    text = f"{figures.listed(row.criteria)} together, {raised}: {points(gain)} points of the whole"
    return "Unlocked by" if unlock else "Met by", text


def _shares(whole: InstrumentScore, number: str) -> str:
    ends = [shares.get(number, Fraction(0)) for shares in (whole.shares_at_worst, whole.shares_at_best)]
    return " or ".join(dict.fromkeys(str(share) for share in ends))


def _ends_of_items(assessment: Assessment, article: ArticleScore, alone: InstrumentScore) -> Iterator[End]:
    if article.worst is None or article.best is None:
        return
    found = losses(alone)
    settled = article.worst == article.best
    sides = (("at worst", article.worst, found.at_worst), ("at best", article.best, found.at_best))
    for name, done, lost in sides[:1] if settled else sides:
        kept = [item for item in article.items if item.id in done.ratings]
        weight = sum((item.weight for item in kept), Fraction(0))
        parts = tuple(_item_part(assessment, item, done, item.weight / weight, lost) for item in kept)
        yield _end("settled" if settled else name, parts, done.score, lost, tuple(_gates(assessment, kept, done)))


def _item_part(assessment: Assessment, item: Item, done: Completion, share: Fraction, lost: Sequence[Loss]) -> Part:
    rating = done.ratings[item.id]
    return Part(
        id=item.id,
        title=_item_title(item),
        rating=f"{words.rating(rating)}{f' ({item.state})' if item.state in ('unanswered', 'open') else ''}",
        value=assessment.whole.instrument.scale.values[rating],
        share=share,
        missing=sum((loss.points for loss in lost if loss.item == item.id), Fraction(0)),
        held_back=Fraction(0),
    )


def _item_title(item: Item) -> str:
    first = item.criteria[0].criterion
    title = words.reference(first.provision, first.element)
    if len(item.criteria) > 1 or first.any_of:
        title = f"the best of {figures.listed([criterion.criterion.id for criterion in item.criteria])}"
    return f"{title}, core" if item.core else title


def _gates(assessment: Assessment, items: Sequence[Item], done: Completion) -> Iterator[Gate]:
    scale = assessment.whole.instrument.scale
    for item in items:
        rating = done.ratings[item.id]
        if item.core and rating in scale.caps:
            yield Gate(
                id=item.id,
                rating=words.rating(rating),
                cap=scale.values[scale.caps[rating]],
                cap_rating=words.rating(scale.caps[rating]),
                binds=item.id in done.capped_by,
                reason=next(
                    (criterion.criterion.core_reason for criterion in item.criteria if criterion.criterion.core_reason),
                    None,
                ),
            )


def _criterion(assessment: Assessment, key: str, levels: Mapping[str, str]) -> Explanation:
    """A criterion, or a group of alternatives."""
    article, members = next(
        (article, members)
        for article in assessment.whole.articles
        if (
            members := [criterion for criterion in article.criteria if key in (criterion.criterion.id, criterion.group)]
        )
    )
    group = members[0].criterion.id != key
    item = next((item for item in article.items if members[0] in item.criteria), None)
    value = _value(assessment, item.outcomes) if group and item else members[0].value
    return Explanation(
        country="",
        instrument=assessment.whole.instrument.abbreviation,
        law_as_of=assessment.on,
        kind="criterion",
        id=key,
        title=f"Group of alternatives in Article {article.article.number}" if group else members[0].criterion.provision,
        score=value,
        facts=(
            *(
                ("Alternative", f"{criterion.criterion.id}, {words.chip(criterion).word}")
                for criterion in members
                if group
            ),
            *(() if group else _criterion_facts(assessment, members[0], levels)),
            *([("Counts", _weight(assessment, article, item))] if item and item.state != "not-applicable" else ()),
            *(_missing(assessment, article, item) if item and item.state != "not-applicable" else ()),
            *(fact for criterion in members for fact in _changes(assessment, criterion, named=group)),
        ),
        ends=(),
        as_bound=_as_bound_value(assessment, article.article.number, key),
        parts=tuple((part, _value(assessment, its)) for part, its in (members[0].by_part.items() if not group else ())),
        excluded=tuple(
            Excluded(id=exclusion.criterion, why=_why(assessment, exclusion.reason))
            for exclusion in assessment.whole.exclusions
            if exclusion.criterion in {member.criterion.id for member in members}
        ),
        excluded_as_bound=tuple(
            Excluded(id=exclusion.criterion, why=_why(assessment, exclusion.reason, exclusion.deposit))
            for exclusion in (assessment.as_bound.exclusions if assessment.as_bound else ())
            if exclusion.deposit and exclusion.criterion in {member.criterion.id for member in members}
        ),
    )


def _value(assessment: Assessment, ratings: Sequence[str]) -> Range | None:
    """What the worst and the best of some ratings are worth."""
    values = [
        assessment.whole.instrument.scale.values[it] for it in ratings if it in assessment.whole.instrument.scale.values
    ]
    return Range(low=values[0], high=values[-1]) if values else None


def _as_bound_value(assessment: Assessment, number: str, key: str) -> Range | None:
    """What a criterion or group is worth of what binds the country; none where that is not scored, or leaves it out."""
    if assessment.as_bound is None:
        return None
    alone = assessment.as_bound.criteria().get(key)
    group = next((item for item in assessment.as_bound.article(number).items if item.id == key), None)
    return alone.value if alone else _value(assessment, group.outcomes) if group else None


def _criterion_facts(
    assessment: Assessment, score: CriterionScore, levels: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    criterion, response = score.criterion, score.response
    yield "Asks", criterion.requirement
    yield "Rating", f"{words.chip(score).word}{f', worth {span_words(score.value)}' if score.value else ''}"
    if words.OBLIGATION[criterion.obligation]:
        yield "Obligation", words.OBLIGATION[criterion.obligation]
    if criterion.core:
        yield "Core", words.sentence(criterion.core_reason or "no reason is given")
    if score.reason:
        yield "Left out", words.REASONS[score.reason]
    for level, answer in response.ratings_by_part.items() if response else ():
        texts = ["no provision" if it == NONE else words.rating(it) for it in answer]
        yield f"Law, {levels.get(level, level)}", figures.listed(texts, "or")
    if score.lead:
        yield "Lead", figures.listed([words.rating(it) for it in score.lead], "or")
    if response and response.floor:
        yield "Floor", f"the lowest rating is a minimum: {words.sentence(response.floor)}"
    for deposit in assessment.deposits:
        if criterion.id in deposit.criteria and narrows(deposit):
            effect = f"{deposit.effect} it" if verified(deposit) else "not verified, so not counted"
            yield "Deposit", f"{effect}: {_why(assessment, None, deposit.id)}"
    if response and response.gap:
        yield "Gap", response.gap
    if response and response.evidence:
        yield "Evidence", _evidence(response.evidence, assessment)


def _evidence(grade: Grade, assessment: Assessment) -> str:
    """A grade with its meaning; a lead is said not to count."""
    if not weighs(grade, assessment.whole.instrument.scale):
        return f"{grade}, a lead: not counted ({words.EVIDENCE[grade]})"
    return f"{grade}, {words.EVIDENCE[grade]}"


def _weight(assessment: Assessment, article: ArticleScore, item: Item) -> str:
    """The weight of an item in its article, and its share of the whole."""
    total = sum((item.weight for item in article.items if item.state != "not-applicable"), Fraction(0))
    number = article.article.number
    share = assessment.whole.shares_at_worst.get(number, Fraction(0)) * item.weight / total
    grouped = (
        f"once, in group {item.id}: " if item.id not in {criterion.criterion.id for criterion in item.criteria} else ""
    )
    return f"{grouped}weight {item.weight} of {total} in Article {number}, {share} of the whole"


def _missing(assessment: Assessment, article: ArticleScore, item: Item) -> Iterator[tuple[str, str]]:
    """What an item takes from the whole at either end, and what its gate takes beyond."""
    found = losses(assessment.whole)
    for name, lost, done in (("at worst", found.at_worst, article.worst), ("at best", found.at_best, article.best)):
        points_ = sum((loss.points for loss in lost if loss.item == item.id), Fraction(0))
        own = [loss for loss in lost if loss.article == article.article.number and not loss.item]
        gate = sum((loss.points for loss in own), Fraction(0)) if done and item.id in done.capped_by else Fraction(0)
        held = f"; its gate takes {exact_words(gate)} more" if gate else ""
        yield f"Missing {name}", f"{exact_words(points_)} points of the whole{held}"


def _changes(assessment: Assessment, score: CriterionScore, *, named: bool) -> Iterator[tuple[str, str]]:
    """What raising a criterion, or answering it, would bring."""
    id_, before = score.criterion.id, f"{score.criterion.id}: " if named else ""
    for row in reforms(assessment.whole):
        if id_ not in row.criteria:
            continue
        together = f"with {figures.listed([it for it in row.criteria if it != id_])}, " if len(row.criteria) > 1 else ""
        yield "Gain", f"{before}{together}{points(row.next)} points one rating up, {points(row.full)} met"
    for question in questions(assessment.whole) if score.state == "unanswered" else ():
        if question.criterion is score:
            yield "An answer", f"{before}narrows the whole by {exact_words(question.least)} points at least"


def as_json(explanations: Sequence[Explanation]) -> str:
    """Explanations for other programs; exact fractions as text, missing as null."""
    return json.dumps([plain(explanation) for explanation in explanations], ensure_ascii=False, indent=1)


def plain(value: object) -> object:
    """A value as JSON takes it: exact fractions as text."""
    match value:
        case Fraction():
            return str(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [plain(it) for it in value]
        case End():
            return {**{one.name: plain(getattr(value, one.name)) for one in fields(value)}, "adds_up": value.adds_up}
        case _ if is_dataclass(value):
            return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
        case _:
            return value
