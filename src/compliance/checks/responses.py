"""Answers that contradict themselves, the criterion or the method."""

import re
from collections.abc import Iterator

from compliance.as_of.checklists import settled
from compliance.as_of.evidence import counts
from compliance.checks.needs import SEEN, impossible, is_documented, ratings_of
from compliance.checks.walk import Answered, answers, each_answer
from compliance.model.checklist import NONE, NOT_APPLICABLE, STATE, UNANSWERED, Adjudication, Answer, Decision, Response
from compliance.problems import Position, Problem, closest
from compliance.source import Step
from compliance.workspace import Workspace


def unknown_ratings(answered: Answered) -> Iterator[Problem]:
    """Ratings that the instrument's scale does not have."""
    words = (*answered.instrument.scale.values, NOT_APPLICABLE)
    for steps, answer, of_level in _answers_of(answered.response):
        known = (*words, NONE, UNANSWERED) if of_level else words
        for n, word in enumerate(answer):
            if word not in known:
                at, what = answered.at(*steps, n), f"`{steps[-1]}` is `{word}`"
                yield Problem(at, "unknown-rating", what, " | ".join(known), closest(word, known))


def _answers_of(response: Response) -> Iterator[tuple[tuple[Step, ...], Answer, bool]]:
    """Every answer that a response holds, with the way to it, and whether it is that of one level of government."""
    yield ("rating_as_bound",), response.rating_as_bound, False
    for n, entry in enumerate(response.history):
        yield ("history", n, "rating"), () if entry.rating == (UNANSWERED,) else entry.rating, False
    rated: list[tuple[tuple[Step, ...], Response | Adjudication | Decision]] = [((), response)]
    if third := response.adjudication:
        rated += [(("adjudication",), third)]
        rated += [(("adjudication", "earlier", n), decision) for n, decision in enumerate(third.earlier)]
    for steps, decided in rated:
        yield (*steps, "rating"), decided.rating, False
        for part, answer in decided.ratings_by_part.items():
            yield (*steps, "ratings_by_part", part), answer, True


def ratings_by_part(answered: Answered) -> Iterator[Problem]:
    """Responses that write the rating of the whole although it follows from the parts, or that leave a level of government out."""
    rated = answered.response.ratings_by_part
    if answered.response.rating and rated:
        hint = "delete `rating`: for each part the best of its own and the State's law counts, then the lowest part"
        what = "`rating` is written beside `ratings_by_part`"
        yield Problem(answered.key("rating"), "derived-rating", what, "one of the two", hint)

    missing = [level for level in (STATE, *answered.parts) if level not in rated]
    if rated and missing:
        what = f"`ratings_by_part` says nothing of {', '.join(f'`{level}`' for level in missing)}"
        hint = f"`{NONE}` where a level has no provision of its own, `{UNANSWERED}` where its law was not examined"
        yield Problem(answered.key("ratings_by_part"), "missing-part", what, "every level", hint)


def not_applicable(answered: Answered) -> Iterator[Problem]:
    """Not-applicable without a reason, reasons without it, and reasons that the criterion cannot have."""
    reason, applies = answered.response.not_applicable, NOT_APPLICABLE not in ratings_of(answered.response)
    if "reason" in answered.needs:
        yield missing_reason(answered.at("rating"), "`not-applicable` stands without a reason")
    elif reason is not None and applies:
        what = "a reason is given, but the criterion is not rated `not-applicable`"
        hint = f"delete it, or write `rating: {NOT_APPLICABLE}`"
        yield Problem(answered.key("not_applicable"), "stray-reason", what, hint=hint)
    elif reason is not None and (why := impossible(reason, answered.criterion.obligation, answered.participation)):
        what = f"the criterion cannot be not applicable because of `{reason}`: {why}"
        hint = "rate the criterion, or give the reason that holds"
        yield Problem(answered.at("not_applicable"), "impossible-reason", what, hint=hint)


def missing_reason(at: Position, what: str) -> Problem:
    """The problem of an answer that leaves a criterion out of the score without saying why."""
    expected = "not_applicable: condition-not-met | other-treaty-applies | not-a-party | no-competence | structural"
    return Problem(at, "missing-reason", what, expected, "a criterion never leaves the score without a coded reason")


def missing_gaps(answered: Answered) -> Iterator[Problem]:
    """Ratings below the best without a gap, and the best with one; of an adjudicated answer the third rating decides."""
    scale, words = tuple(answered.instrument.scale.values), ratings_of(answered.response)
    now = ratings_of(settled(answered.response))
    if "gap" in answered.needs:
        what = f"the rating is `{next(word for word in scale[1:] if word in now)}`, but no `gap` says what is missing"
        hint = "a reader must be able to act on every deduction"
        yield Problem(answered.key(), "missing-gap", what, "gap: what the law lacks, in one sentence", hint)
    elif words == now == {scale[0]} and answered.response.gap:
        what = f"the rating is `{scale[0]}`, but a `gap` is written"
        yield Problem(answered.key("gap"), "stray-gap", what, hint="move it to `analysis`, or rate lower")


def missing_evidence(answered: Answered) -> Iterator[Problem]:
    """Ratings without a grade of evidence, and grades that no source supports."""
    response = answered.response
    if "evidence" in answered.needs:
        what = "a rating stands without `evidence`"
        yield Problem(answered.key(), "missing-evidence", what, "evidence: A | B | C | D", "D where no source was seen")
    elif response.evidence in SEEN and not is_documented(response):
        what = f"the grade is {response.evidence}, but no source is named"
        expected = "`sources` in a legal basis or in the response"
        yield Problem(answered.at("evidence"), "unsupported-grade", what, expected, "write D where nothing was seen")


def limits_counted_twice(workspace: Workspace) -> Iterator[Problem]:
    """Criteria that one limit seems to lower though the instrument counts it at one of them alone."""
    rated = {(answer.document.path, answer.criterion.id): answer for answer in answers(workspace) if answer.day}
    for answered in rated.values():
        for other in answered.criterion.limit_counts_at:
            twin = rated.get((answered.document.path, other))
            if twin and (why := _same_limit(answered, twin)):
                id_, expected = answered.criterion.id, f"the limit lowers `{other}` alone"
                what = f"{why} lowers `{id_}` and `{other}`, where such a limit is counted once"
                hint = f"rate `{id_}` as if the limit were not there, or say in its gap what else is missing"
                yield Problem(answered.key(), "limit-counted-twice", what, expected, hint, "finding")


def _same_limit(answer: Answered, other: Answered) -> str | None:
    """What two answers below the best share that may be one limit."""
    if not (_is_below(answer) and _is_below(other)):
        return None
    both = [each.response for each in (answer, other)]
    gaps = [" ".join((response.gap or "").lower().split()) for response in both]
    if gaps[0] and gaps[0] == gaps[1]:
        return "the same gap"
    mine, theirs = ({(basis.act, basis.provision) for basis in each.legal_basis if basis.provision} for each in both)
    shared = mine & theirs if _speak_alike(*gaps) else set()
    return " ".join(min(shared)) if shared and shared in (mine, theirs) else None


def _speak_alike(first: str, second: str) -> bool:
    """Whether half of the words of the shorter gap stand in the longer: of one provision two limits may be told."""
    # Words of four letters and more carry the meaning, and their beginnings do so in every case and number.
    mine, theirs = ({word[:5] for word in re.findall(r"\w{4,}", gap)} for gap in (first, second))
    return not (mine and theirs) or 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _is_below(answered: Answered) -> bool:
    """Whether an answer counts and is surely below the best rating."""
    scale = answered.instrument.scale
    words = ratings_of(answered.response) & set(scale.values)
    return bool(words) and next(iter(scale.values)) not in words and counts(answered.response, answered.instrument)


def stray_fields(answered: Answered) -> Iterator[Problem]:
    """Answers to questions that the criterion or the deposits do not raise."""
    response, criterion = answered.response, answered.criterion
    if response.terrorist_financing and not criterion.terrorist_financing:
        what = "the criterion has no second answer for terrorist financing"
        yield Problem(answered.key("terrorist_financing"), "stray-answer", what, hint="delete the field")
    deposits = answered.participation.deposits if answered.participation else ()
    narrowed = {id_ for deposit in deposits if deposit.effect == "narrows" for id_ in deposit.criteria}
    if response.rating_as_bound and answered.country.participation and criterion.id not in narrowed:
        what = "no deposit narrows this criterion, so it has no rating as bound"
        hint = "record the deposit in participation.yaml, or delete the field"
        yield Problem(answered.key("rating_as_bound"), "stray-answer", what, hint=hint)


CHECKS = (
    each_answer(unknown_ratings, ratings_by_part, not_applicable, missing_gaps, missing_evidence, stray_fields),
    limits_counted_twice,
)
