"""Separation of duties: what somebody did to a checklist that keeps them from judging it."""

from collections.abc import Iterable, Iterator
from itertools import islice

from compliance import figures
from compliance.authoring.changes import Target
from compliance.authoring.people import same_person
from compliance.checks.acceptances import ACCEPTANCE, writers, wrote
from compliance.folder import read_log
from compliance.model.log import Entry

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
