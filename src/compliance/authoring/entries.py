"""An act or a document from a form: brought into its register as a row of a workbook is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from compliance.authoring.changes import RefusedError, tried
from compliance.authoring.edit import fields_in, records_in, steps_of
from compliance.authoring.imports import carried_out
from compliance.authoring.leaving import Leaving
from compliance.authoring.merge import Conflict, Place, Take, Texts
from compliance.authoring.registers import Registers
from compliance.authoring.rows import Columns, Filled, Row, as_shown
from compliance.problems import Position, Problem
from compliance.queries.form_fields import Field, act_fields, document_fields, languages_of
from compliance.report.excel.form import ACTS, DOCUMENTS
from compliance.report.excel.incoming import stray_character
from compliance.source import LONGEST_FIELD, Document
from compliance.workspace import Country, Workspace

Kind = Literal["acts", "documents"]
"""The registers that have forms."""
FORM = "form"
"""The place of what was typed; its cell is the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What a form comes to."""

    id: str
    texts: Mapping[str, str]
    """The file that changes, by path; none where nothing changes, or something is wrong."""
    documents: Mapping[str, Document]
    conflicts: tuple[Conflict, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    """What is wrong, by field; under the empty name what belongs to none."""


def fields_for(workspace: Workspace, country: Country, kind: Kind) -> tuple[Field, ...]:
    """The fields of an entry: those that the sheet of a workbook has."""
    if kind == "documents":
        return tuple(document_fields())
    return tuple(act_fields(workspace.parts(country.id), languages_of(workspace, country)))


def texts_on_file(country: Country, kind: Kind, key: str, fields: tuple[Field, ...]) -> Texts | None:
    """An entry as its form shows it; none where the register has no such entry."""
    filed = country.legislation if kind == "acts" else country.sources
    listed = records_in(fields_in(filed.document.data if filed else None).get("acts" if kind == "acts" else "sources"))
    entry = next((entry for entry in listed if entry.get("id") == key), None)
    return None if entry is None else as_shown(entry, fields)


def entered(  # which entry, with what it left, what was typed and decided
    workspace: Workspace,
    country: Country,
    kind: Kind,
    key: str,
    *,
    base: Texts,
    typed: Texts,
    decided: Mapping[Place, Take],
) -> Entered:
    """What a form comes to; `key` is the id of an entry on file, empty for a new one. Nothing is written."""
    fields = fields_for(workspace, country, kind)
    places = {name: Position(FORM, cell=name) for name in ("", *(field.key for field in fields))}
    row = Row(key=key, texts={name: text for name, text in typed.items() if text}, places=places)
    if unfit := {name: problems for name, text in row.texts.items() if (problems := tuple(_unfit(text, places[name])))}:
        return Entered(id=key, texts={}, documents={}, conflicts=(), problems=unfit)
    of_acts, left, new = kind == "acts", {key: base} if key else {}, () if key else (row,)
    filled = Filled(
        leaving=Leaving(country=country.id, acts=left if of_acts else {}, documents={} if of_acts else left),
        acts=new if of_acts else (),
        documents=() if of_acts else new,
        corrected={ACTS if of_acts else DOCUMENTS: (row,)} if key else {},
    )
    columns = Columns((), (), fields_for(workspace, country, "acts"), fields_for(workspace, country, "documents"))
    registers = Registers(workspace, country, columns, filled, decided)
    id_ = registers.ids.get(row.texts.get("short", ""), "") if of_acts else row.texts.get("id", "")
    return _tried(workspace, country, registers, key or id_)


def _unfit(text: str, at: Position) -> Iterator[Problem]:
    """Why a text cannot stand in a file: signs that nobody can see, or too many of them."""
    if problem := stray_character(text, at):
        yield problem
    if len(text) > LONGEST_FIELD:
        what, expected = f"the text has {len(text):,} characters", f"at most {LONGEST_FIELD:,}"
        yield Problem(at, "too-long", what, expected, "say it in fewer words")


def _tried(workspace: Workspace, country: Country, registers: Registers, id_: str) -> Entered:
    """What is wrong, each at its field, and what would be written if nothing were."""
    sound = not registers.problems and not registers.conflicts
    documents, wrong = tried(workspace, country, registers.texts) if sound and registers.texts else ({}, ())
    problems: dict[str, tuple[Problem, ...]] = {}
    for problem in (*registers.problems, *wrong):
        at = problem.at if problem.at.path == FORM else registers.cell(steps_of(problem, documents))
        name = at.cell if at else ""
        problems[name] = (*problems.get(name, ()), problem)
    return Entered(
        id=id_,
        texts=registers.texts if sound and not problems else {},
        documents=documents,
        conflicts=registers.conflicts,
        problems=problems,
    )


def write(workspace: Workspace, country: Country, entry: Entered, *, by: str) -> bool:
    """Writes what a form comes to, with a line in the log; whether anything changed. For whoever holds the country."""
    if entry.problems or entry.conflicts:
        raise RefusedError(tuple(problem for those in entry.problems.values() for problem in those))
    carried_out(workspace, Leaving(country=country.id), entry.texts, entry.documents, by)
    return bool(entry.texts)
