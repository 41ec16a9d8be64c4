"""Changes in a checklist that a command makes: tried on the whole workspace first, then carried out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from compliance.authoring.differences import with_changes
from compliance.authoring.edit import Order, edited
from compliance.authoring.log import carry_out, now
from compliance.authoring.trial import tried
from compliance.load import field_names, type_at
from compliance.model.checklist import Checklist
from compliance.model.log import Deed, Entry
from compliance.problems import Problem
from compliance.source import Data, Document, Step, digest
from compliance.workspace import Country, Filed, Workspace, is_of_second

Changes = Mapping[tuple[Step, ...], Data]
"""New values by the way that leads to them; None takes one away."""


class RefusedError(Exception):
    """Why a change would leave something wrong in the data; nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The checklist that a command is about."""

    workspace: Workspace
    country: Country
    cycle: str
    instrument: str
    filed: Filed[Checklist]

    @property
    def file(self) -> str:
        """Its file, from the country's folder."""
        return self.filed.document.path.removeprefix(f"assessments/{self.country.id}/")

    @property
    def second(self) -> bool:
        """Whether it is the second evaluator's."""
        return is_of_second(self.filed.document.path)

    @property
    def folder(self) -> Path:
        """The country's folder."""
        return self.workspace.root / "assessments" / self.country.id


def fields_of(kind: Any) -> Order:
    """The order of the fields of a kind of document, at any depth: that of the model."""
    return lambda steps: field_names(type_at(kind, steps))


def of_checklist(criteria: Iterable[str]) -> Order:
    """The order of a checklist: its responses in that of the criteria."""
    ids, fields = tuple(criteria), fields_of(Checklist)
    return lambda steps: ids if steps == ("responses",) else fields(steps)


def revised(target: Target, changes: Changes) -> Document:
    """A checklist after some changes; raises `RefusedError` with what would be wrong then."""
    criteria = (criterion.id for criterion in target.workspace.instruments[target.instrument].value.criteria())
    text = edited(target.filed.document, changes, of_checklist(criteria))
    documents, wrong = tried(target.workspace, target.country, {target.filed.document.path: text})
    if wrong:
        raise RefusedError(wrong)
    return documents[target.filed.document.path]


def write_logged(target: Target, changes: Changes, entry: Entry) -> None:
    """Makes some changes, with a line in the log of the country that says each; nothing where nothing changes."""
    before, after = target.filed.document, revised(target, changes)
    if after.text != before.text:
        entry = replace(
            with_changes(entry, before.data, after.data), before=digest(before.text), after=digest(after.text)
        )
        carry_out(target.folder, entry, after.text)


def draft(target: Target, what: Deed, *, by: str) -> Entry:
    """A line of the log about a checklist, as far as it is known before the change."""
    return Entry(
        when=now(), by=by, what=what, file=target.file, cycle=target.cycle, instrument=target.instrument, after=""
    )
