"""Separation of duties: what somebody did to a checklist that keeps them from judging it."""

from collections.abc import Iterator

from compliance import figures
from compliance.authoring.changes import Target
from compliance.authoring.people import same_person
from compliance.checks.acceptances import writers, wrote
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


def parts_in_all(target: Target, name: str) -> Iterator[str]:
    """The same without what answers tell of themselves: what keeps somebody from judging any of them."""
    people, checklist = target.workspace.roll, target.filed.value
    for evaluator in checklist.evaluators:
        if same_person(name, evaluator, people):
            yield f"{_known_as(name, evaluator)} answered it"
    for step in (step for step in checklist.steps if step.status == "submitted"):
        if same_person(name, step.by, people):
            yield f"{_known_as(name, step.by)} submitted it on {figures.day(step.on)}"
            break
    if not any(wrote(response, name, people) for response in checklist.responses.values()):
        yield from _in_the_log(target, name)


def _in_the_log(target: Target, name: str) -> Iterator[str]:
    """That the log tells of somebody who changed answers, though none of these names them any more."""
    for line in target.country.log or read_log(target.workspace.root, target.country.id):
        entry = line.value
        mine = entry.file == target.file and entry.what in WRITING and _of_answers(entry)
        if mine and same_person(name, entry.by, target.workspace.roll):
            yield f"{_known_as(name, entry.by)} changed answers on {figures.day(entry.when.date())}, as the log says"
            break


def _of_answers(entry: Entry) -> bool:
    """Whether a line tells of answers, and not of remarks alone; a line that names no field may."""
    return not entry.changes or any(not change.field.startswith("remarks") for change in entry.changes)


def _known_as(name: str, spelt: str) -> str:
    """A name, with the form in which a file spells it where that is another."""
    return name if name == spelt else f"{name} ({spelt})"
