"""The way of a checklist to adoption: what may follow, what stands in the way, who answers, what reviewers ask and accept."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import assert_never

from compliance import figures
from compliance.authoring.changes import Changes, Target, draft, write_logged
from compliance.authoring.edit import filled, ways
from compliance.authoring.people import actor_of, same_person
from compliance.checks.acceptances import ACCEPTANCE, accepted_digest, accepted_in, answers_in, writers, wrote
from compliance.checks.dated import raters
from compliance.folder import read_log
from compliance.model.checklist import FOLLOWS, Checklist, Status
from compliance.model.instrument import Instrument
from compliance.model.log import Entry
from compliance.problems import Problem, serious
from compliance.queries.raters import unsettled, waiting
from compliance.queries.work import Work, is_open, suspect_in, work_on
from compliance.source import Data, Step


def take(target: Target, status: Status, *, by: str, on: date, note: str | None) -> None:
    """Takes a checklist a step further and writes so into the log; for a step in whose way nothing stands."""
    before = target.filed.value.status
    step: dict[str, Data] = {"status": status, "by": by, "on": on.isoformat(), "note": note}
    place = len(target.filed.value.steps)
    changes: Changes = {("status",): status, ("steps", place): filled(step)}
    write_logged(target, changes, replace(draft(target, "step", by=by), old=before, new=status, why=note))


def hindrances(
    target: Target, status: Status, problems: Sequence[Problem], *, by: str, on: date, note: str | None
) -> tuple[str, ...]:
    """Why a checklist cannot take a step, in sentences; nothing where it can."""
    work = work_on(target.workspace, target.country, target.key, target.filed, problems)
    checklist = target.filed.value
    if target.second and status in ("reviewed", "adopted"):
        return (f"The second evaluator's checklist is compared, not {status}: it stays submitted.",)
    if status not in FOLLOWS[checklist.status]:
        return (_no_way(checklist, status),)
    later = [step.on for step in checklist.steps[-1:] if on < step.on]
    why = [f"The step before was taken on {figures.day(day)}, later than {figures.day(on)}." for day in later]
    return (*why, *_in_the_way(target, status, work, by, note))


def _in_the_way(target: Target, status: Status, work: Work, by: str, note: str | None) -> Iterator[str]:
    """What stands in the way of one step."""
    match status:
        case "submitted":
            return _before_submission(target, work, note)
        case "returned":
            return _before_return(target, work, note)
        case "reviewed" | "adopted":
            return _before_judgement(target, status, work, by, note)
        case "draft":
            raise ValueError("no step leads back to a draft")
        case _:
            assert_never(status)


def _no_way(checklist: Checklist, status: Status) -> str:
    if checklist.status == status:
        return f"It is {status} already."
    if checklist.adopted:
        return "It is adopted: an answer that must change is re-rated with its cause."
    return f"It is {checklist.status}; what can follow is {figures.listed(FOLLOWS[checklist.status], 'or')}."


def _before_submission(target: Target, work: Work, note: str | None) -> Iterator[str]:
    done = work.progress
    yield from _unfinished(work)
    yield from raters_of_both(target)
    if done.unanswered and not note:
        count = figures.count(len(done.unanswered), "criterion", "criteria")
        verb = "is" if len(done.unanswered) == 1 else "are"
        yield f"{count.capitalize()} {verb} unanswered: {figures.some(done.unanswered)}. Answer them, or say why in a note."
    if done.unreplied:
        yield f"Nobody replied to the remarks on {figures.some(done.unreplied)}."


def raters_of_both(target: Target, *more: str) -> Iterator[str]:
    """Who answered both checklists of a cycle, or would with some more names, in a sentence: agreement with oneself measures nothing."""
    other = target.country.rated_by(second=not target.second).get(target.key)
    theirs = set(raters(other.value)) if other else set()
    names, people = dict.fromkeys((*raters(target.filed.value), *more)), target.workspace.roll
    if both := [name for name in names if any(same_person(name, their, people) for their in theirs)]:
        which = "first" if target.second else "second"
        yield f"{figures.listed(both)} answered the {which} evaluator's checklist too, and who has seen one rates the other no more blind."


def _before_return(target: Target, work: Work, note: str | None) -> Iterator[str]:
    first = target.country.checklists.get(target.key)
    if target.second and first and any(response.adjudication for response in first.value.responses.values()):
        yield "Differences have been settled: what the second evaluator rated stays as it was compared."
    if not work.progress.remarked and not note:
        yield "Say what is lacking: in a note, or by remarks on answers."


def _before_judgement(target: Target, status: Status, work: Work, by: str, note: str | None) -> Iterator[str]:
    """What stands in the way of a review, or of an adoption, which takes more."""
    adopts = status == "adopted"
    yield from _unfinished(work)
    if work.suspect:
        yield f"Quotations on {figures.some(work.suspect)} do not stand in the stored text of the act."
    if remarked := work.progress.remarked:
        yield f"Remarks are open on {figures.some(remarked)}.{'' if adopts else ' Close them, or return it.'}"
    if adopts and not note and target.country.is_blind(target.key):
        yield from waiting(target.country, target.key)
        yield "Wait, or say in a note why it is adopted without a comparison."
    verb = "adopts" if adopts else "reviews"
    yield from (f"{why}, and nobody {verb} their own work." for why in parts_in(target, by))
    reviewers = [step.by for step in target.filed.value.steps if adopts and step.status == "reviewed"]
    for reviewer in (name for name in reviewers[-1:] if not same_person(name, by, target.workspace.roll)):
        yield from (f"{why}, and reviewed it: somebody else has to review it." for why in parts_in(target, reviewer))
    yield from _not_accepted(target, work, note)
    if adopts and not note and (left := unsettled(target.workspace, target.country, target.key)):
        yield f"Two evaluators differ on {figures.some(left)}. Settle it by a third rating, or say why not in a note."


def _unfinished(work: Work) -> Iterator[str]:
    if work.problems:
        yield f"The file has {figures.count(work.problems, 'problem')}; the check says which."
    if carried := work.progress.carried_over:
        count = figures.count(len(carried), "answer")
        yield f"{count.capitalize()} carried over: {figures.some(carried)}. Confirm each in the workbook, or by deleting `carried_over`."


def _not_accepted(target: Target, work: Work, note: str | None) -> Iterator[str]:
    """That a reviewer began to accept answers, and did not accept all of them."""
    begun = any(response.reviewed_by for response in target.filed.value.responses.values())
    left = work.progress.unaccepted
    if begun and left and not note:
        verb = "is" if len(left) == 1 else "are"
        count = figures.count(len(left), "answer").capitalize()
        yield f"{count} {verb} not accepted: {figures.some(left)}. Accept them, or say why in a note."


def places(instrument: Instrument, wanted: str) -> tuple[str, ...]:
    """What can be assigned under a name: a criterion, an article, articles as `2-10`, a section; nothing if it is none."""
    articles = [article.number for article in instrument.articles if article.criteria]
    if wanted in articles or any(wanted == criterion.id for criterion in instrument.criteria()):
        return (wanted,)
    if inside := tuple(
        article.number for article in instrument.articles if article.criteria and article.section == wanted
    ):
        return inside
    ends = re.fullmatch(r"(.+?)[-–](.+)", wanted)
    if ends and ends[1] in articles and ends[2] in articles:
        return tuple(articles[articles.index(ends[1]) : articles.index(ends[2]) + 1])
    return ()


def assign(target: Target, where: Sequence[str], names: Sequence[str], *, by: str, due: date | None = None) -> None:
    """Says who is to answer articles or criteria, and by when; nobody, and by no day, where no name is given.

    Without a day the one on file stays.
    """
    days = dict.fromkeys(where, due) if due or not names else {}
    share_out(target, dict.fromkeys(where, tuple(names)), days, by=by)


def share_out(target: Target, names: Mapping[str, Sequence[str]], days: Mapping[str, date | None], *, by: str) -> None:
    """Says who is to answer each of some articles or criteria, and by which day each of some is due, in one change."""
    checklist = target.filed.value
    changes: dict[tuple[Step, ...], Data] = {}
    if names:
        changes |= _entered("assigned", checklist.assigned, {place: [*those] or None for place, those in names.items()})
    if days:
        due = {place: day.isoformat() if day else None for place, day in days.items()}
        changes |= _entered("due", checklist.due, due)
    write_logged(target, changes, draft(target, "assigned", by=by))


def _entered(field: str, before: Iterable[str], entries: Mapping[str, Data]) -> dict[tuple[Step, ...], Data]:
    """Changes that enter something in a field, or take it out; the field goes with its last entry."""
    left = {*before, *(place for place, value in entries.items() if value)}
    if left <= {place for place, value in entries.items() if not value}:
        return {(field,): None}
    return {(field, place): value for place, value in entries.items()}


def remarked(
    target: Target, criterion: str, text: str | None, *, reply: int | None, closed: int | None, by: str, on: date
) -> int:
    """Writes a remark on an answer, a reply to one, or that one is settled; its number, from 1."""
    there = target.response(criterion).remarks
    number = reply or closed or len(there) + 1
    way = ("responses", criterion, "remarks", number - 1)
    spoken: Data = {"by": by, "on": on.isoformat(), "text": text}
    changes: dict[tuple[Step, ...], Data] = {}
    if text and number <= len(there):
        changes[*way, "replies", len(there[number - 1].replies)] = spoken
    elif text:
        changes[way] = spoken
    if closed:
        changes |= {(*way, "closed"): on.isoformat(), (*way, "closed_by"): by}
    write_logged(target, changes, draft(target, "remark", by=by))
    return number


def already_adopted(target: Target) -> Iterator[str]:
    """That an adopted answer changes by a re-rating alone, in a sentence; nothing before it is adopted."""
    if target.filed.value.adopted:
        yield "It is adopted: an answer that must change is re-rated with its cause."


def too_early(target: Target, criterion: str, number: int, on: date) -> Iterator[str]:
    """Why a remark cannot be replied to or settled on a day, in a sentence: it or its last reply is of a later one."""
    remark = target.response(criterion).remarks[number - 1]
    last = max((remark.on, *(reply.on for reply in remark.replies)))
    if on < last:
        yield f"Remark {number} or its last reply is of {figures.day(last)}, later than {figures.day(on)}."


def not_theirs(target: Target, criterion: str, number: int, by: str) -> Iterator[str]:
    """Why somebody cannot settle a remark, in a sentence: somebody else asked, and no manager stands in for them."""
    remark, people = target.response(criterion).remarks[number - 1], target.workspace.roll
    actor = actor_of(people, by) if people else None
    stands_in = actor is not None and "manager" in actor.roles_in(target.country.id)
    if not same_person(remark.by, by, people) and not stands_in:
        others = f" or a manager of {target.country.id}" if people else ""
        yield f"{remark.by} asked, and only who asked{others} settles a remark: {by} can reply to remark {number}."


def open_remarks(target: Target, criterion: str) -> tuple[int, ...]:
    """The numbers of the remarks on an answer that wait to be settled."""
    return tuple(number for number, remark in enumerate(target.response(criterion).remarks, 1) if is_open(remark))


# Separation of duties


WRITING = ("imported", "rating")
"""What the log calls changes of answers."""


def parts_in(target: Target, name: str) -> Iterator[str]:
    """What somebody did to a checklist that keeps them from judging it, each a beginning of a sentence."""
    responses, people = target.filed.value.responses, target.workspace.roll
    mine = [id_ for id_, response in responses.items() if wrote(response, name, people)]
    if mine:
        spelt = next(writer for writer in writers(responses[mine[0]]) if same_person(name, writer, people))
        yield f"{_known_as(name, spelt)} wrote answers or parts of them ({figures.some(mine)})"
    yield from parts_in_all(target, name)
    if not mine:
        yield from as_the_log_says(name, changed_by(target, name))


def parts_in_all(target: Target, name: str) -> Iterator[str]:
    """The same without what is told of single answers: what keeps somebody from judging any of them."""
    people, checklist = target.workspace.roll, target.filed.value
    for evaluator in checklist.evaluators:
        if same_person(name, evaluator, people):
            yield f"{_known_as(name, evaluator)} answered it"
    for step in (step for step in checklist.steps if step.status == "submitted"):
        if same_person(name, step.by, people):
            yield f"{_known_as(name, step.by)} submitted it on {figures.day(step.on)}"
            break


def changed_by(target: Target, name: str) -> tuple[Entry, ...]:
    """The lines of the log that tell of somebody who changed answers of a checklist, though none may name them any more."""
    people = target.workspace.roll
    log = target.country.log or read_log(target.workspace.root, target.country.id)
    mine = (line.value for line in log if line.value.file == target.file and line.value.what in WRITING)
    return tuple(entry for entry in mine if same_person(name, entry.by, people) and criteria_of(entry) != frozenset())


def as_the_log_says(name: str, lines: Iterable[Entry]) -> Iterator[str]:
    """That the log tells of somebody who changed answers, as a beginning of a sentence; nothing without such lines."""
    for entry in islice(lines, 1):
        yield f"{_known_as(name, entry.by)} changed answers on {figures.day(entry.when.date())}, as the log says"


def criteria_of(entry: Entry) -> frozenset[str] | None:
    """The criteria whose answers a line says changed; none is known where an old line names no field.

    What was remarked is no answer, nor is a third rating that is given anew: whoever decides writes for neither evaluator.
    """
    changes = [change for change in entry.changed if change.field]
    if not changes:
        return None
    if any(change.field.partition(".")[0] == "adjudication" for change in changes):
        return frozenset()
    written = (change for change in changes if change.field.partition(".")[0] not in (*ACCEPTANCE, "remarks"))
    return frozenset(change.about for change in written if change.about)


def _known_as(name: str, spelt: str) -> str:
    """A name, with the form in which a file spells it where that is another."""
    return name if name == spelt else f"{name} ({spelt})"


# Answers accepted one by one


def criteria_at(instrument: Instrument, wanted: str) -> tuple[str, ...]:
    """The criteria under a name: a criterion, an article, articles as `2-10`, a section; nothing if it is none."""
    named = places(instrument, wanted)
    return tuple(
        criterion.id
        for article in instrument.articles
        for criterion in article.criteria
        if criterion.id in named or article.number in named
    )


def to_accept(target: Target, names: Iterable[str]) -> tuple[str, ...]:
    """The criteria that some names ask to accept, without those that are accepted as they stand.

    What is unanswered is passed over in an article, and stays where it is named by itself, so that it is refused.
    """
    done = accepted_in(target.filed)
    inside = ((id_, id_ == name) for name in names for id_ in criteria_at(target.treaty, name) if id_ not in done)
    return tuple(dict.fromkeys(id_ for id_, alone in inside if alone or target.response(id_).has_rating))


def unacceptable(
    target: Target, criteria: Sequence[str], problems: Iterable[Problem], *, by: str, on: date
) -> Iterator[str]:
    """Why some answers cannot be accepted, in sentences; nothing where all of them can."""
    checklist = target.filed.value
    if checklist.open:
        yield f"It is {checklist.status}: answers are accepted once it is submitted."
    lines = {entry: criteria_of(entry) for entry in changed_by(target, by)}
    unnamed = as_the_log_says(by, (entry for entry, named in lines.items() if named is None))
    yield from (f"{why}, and nobody accepts their own work." for why in (*parts_in_all(target, by), *unnamed))
    logged = frozenset(id_ for named in lines.values() for id_ in named or ())
    wrong, suspect = _with_problems(target, problems), suspect_in(target.workspace, target.filed)
    reasons: dict[tuple[str, str], list[str]] = {}
    for id_ in criteria:
        response = target.response(id_)
        is_writer = wrote(response, by, target.workspace.roll)
        for reason, holds in (
            (("Nothing is answered at", "."), not response.has_rating),
            (("Nobody has confirmed what was carried over:", "."), response.carried_over),
            (("Remarks are open on", "."), any(map(is_open, response.remarks))),
            (("There are problems at", ", which the check names."), id_ in wrong),
            (("Quotations on", " do not stand in the stored text of the act."), id_ in suspect),
            ((f"{by} wrote", " or a part of it, and nobody accepts their own work."), is_writer),
            ((f"Answered later than {figures.day(on)}:", "."), response.answered and response.answered > on),
            # The log remembers writers whom the answer does not name any more.
            (
                (f"{by} wrote", " or a part of it, as the log says, and nobody accepts their own work."),
                id_ in logged and not is_writer,
            ),
        ):
            if holds:
                reasons.setdefault(reason, []).append(id_)
    yield from (f"{before} {figures.some(ids)}{after}" for (before, after), ids in reasons.items())


def _with_problems(target: Target, problems: Iterable[Problem]) -> frozenset[str]:
    """The criteria at whose answer something is wrong."""
    document = target.filed.document
    mine = [problem.at for problem in serious(problems) if problem.at.path == document.path]
    known = ways(document) if mine else {}
    hit: Iterator[tuple[Step, ...]] = (known.get((at.line, at.column), ()) for at in mine)
    return frozenset(str(steps[1]) for steps in hit if steps[:1] == ("responses",) and len(steps) > 1)


def accept(target: Target, criteria: Iterable[str], *, by: str, on: date) -> None:
    """Writes that somebody accepts some answers as they stand."""
    answers = answers_in(target.filed)
    changes: dict[tuple[Step, ...], Data] = {}
    for id_ in criteria:
        values = (by, on.isoformat(), accepted_digest(answers[id_]))
        changes |= {("responses", id_, name): value for name, value in zip(ACCEPTANCE, values, strict=True)}
    write_logged(target, changes, draft(target, "accepted", by=by))
