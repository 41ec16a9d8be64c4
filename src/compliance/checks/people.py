"""Who may do what: people with a name of their own, roles in countries that exist, names in checklists that somebody bears."""

from collections.abc import Iterator

from compliance.checks.links import unknown
from compliance.checks.walk import checklists
from compliance.model.checklist import Checklist
from compliance.model.people import EVERYWHERE, Person, folded
from compliance.problems import Problem, closest
from compliance.source import Step
from compliance.workspace import Workspace


def shared_names(workspace: Workspace) -> Iterator[Problem]:
    """Name forms that two people share: nobody could say then who is meant."""
    if workspace.people is None:
        return
    owners: dict[str, Person] = {}
    for n, person in enumerate(workspace.people.value.people):
        places: tuple[tuple[Step, ...], ...] = (("name",), ("id",), *(("also", m) for m in range(len(person.also))))
        for form, steps in zip(person.forms, places, strict=True):
            owner = owners.setdefault(folded(form), person)
            if owner is not person:
                what = f"`{form}` is a name of `{owner.name}` too"
                hint = "write one of the two out; case, spaces and punctuation make no other name"
                at = workspace.people.document.at("people", n, *steps)
                yield Problem(at, "shared-name", what, "names that one person alone bears", hint)


def unknown_countries(workspace: Workspace) -> Iterator[Problem]:
    """Roles in countries that nobody has listed."""
    if workspace.people is None or workspace.jurisdictions is None:
        return
    listed = [EVERYWHERE, *(jurisdiction.id for jurisdiction in workspace.listed())]
    for n, person in enumerate(workspace.people.value.people):
        for country in person.roles:
            if country not in listed:
                at = workspace.people.document.key("people", n, "roles", country)
                yield unknown(at, "unknown-country", country, listed)


def unknown_people(workspace: Workspace) -> Iterator[Problem]:
    """Names in checklists that belong to nobody in `people.yaml`, each once a checklist."""
    if (people := workspace.roll) is None:
        return
    names = [form for person in people.people for form in (person.name, *person.also)]
    for _, filed in checklists(workspace):
        first = {name: steps for steps, name in reversed([*_names(filed.value)])}
        for name, steps in first.items():
            if people.named(name) is None:
                hint = closest(name, names) or "list them in people.yaml, or the form of their name under `also`"
                at, what = filed.document.at(*steps), f"people.yaml names nobody `{name}`"
                yield Problem(at, "unknown-person", what, None, hint, severity="finding")


def _names(checklist: Checklist) -> Iterator[tuple[tuple[Step, ...], str]]:
    """The names of those who work on a checklist, with their places."""
    yield from ((("evaluators", n), name) for n, name in enumerate(checklist.evaluators))
    yield from ((("steps", n, "by"), step.by) for n, step in enumerate(checklist.steps))
    for place, names in checklist.assigned.items():
        yield from ((("assigned", place, n), name) for n, name in enumerate(names))
    for id_, response in checklist.responses.items():
        yield from ((("responses", id_, "written", n, "by"), each.by) for n, each in enumerate(response.written))
        for field, name in (("author", response.author), ("reviewed_by", response.reviewed_by)):
            if name:
                yield ("responses", id_, field), name


CHECKS = (shared_names, unknown_countries, unknown_people)
