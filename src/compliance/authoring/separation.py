"""Separation of duties: what somebody did to a checklist that keeps them from judging it."""

from collections.abc import Iterator

from compliance import figures
from compliance.authoring.changes import Target
from compliance.authoring.people import same_person
from compliance.checks.acceptances import writers, wrote

WRITING = ("imported", "rating")
"""What the log calls changes of answers."""


def parts_in(target: Target, name: str) -> Iterator[str]:
    """What somebody did to a checklist that keeps them from judging it, each a beginning of a sentence."""
    people, checklist = target.workspace.roll, target.filed.value
    for evaluator in checklist.evaluators:
        if same_person(name, evaluator, people):
            yield f"{_known_as(name, evaluator)} answered it"
    yield from _written_by(target, name)
    submitted = [step for step in checklist.steps if step.status == "submitted" and same_person(name, step.by, people)]
    for step in submitted[:1]:
        yield f"{_known_as(name, step.by)} submitted it on {figures.day(step.on)}"


def _written_by(target: Target, name: str) -> Iterator[str]:
    """That somebody wrote fields of some answers, as these say or the log does."""
    people = target.workspace.roll
    responses = target.filed.value.responses
    mine = {id_: writers(response) for id_, response in responses.items() if wrote(response, name, people)}
    if mine:
        spelt = next(writer for writer in next(iter(mine.values())) if same_person(name, writer, people))
        yield f"{_known_as(name, spelt)} wrote answers or parts of them ({figures.some(tuple(mine))})"
        return
    for line in target.country.log:
        entry = line.value
        if entry.file == target.file and entry.what in WRITING and same_person(name, entry.by, people):
            yield f"{_known_as(name, entry.by)} changed answers on {figures.day(entry.when.date())}, as the log says"
            return


def _known_as(name: str, spelt: str) -> str:
    """A name, with the form in which a file spells it where that is another."""
    return name if name == spelt else f"{name} ({spelt})"
