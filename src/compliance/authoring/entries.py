"""An act or a document from a form: brought into its register as a row of a workbook is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from compliance.authoring.changes import RefusedError
from compliance.authoring.differences import with_changes
from compliance.authoring.edit import ways
from compliance.authoring.leaving import Leaving
from compliance.authoring.log import carry_out, now
from compliance.authoring.merge import Conflict, Place, Take, Texts
from compliance.authoring.reading import Columns, Filled, Row
from compliance.authoring.registers import Registers
from compliance.authoring.trial import tried
from compliance.model.log import Entry
from compliance.problems import Position, Problem
from compliance.queries.form import flat, shown
from compliance.queries.form_fields import Field, act_fields, document_fields, languages_of
from compliance.report.excel.form import ACTS, DOCUMENTS
from compliance.report.excel.incoming import stray_character
from compliance.source import LONGEST_FIELD, Data, Document, digest
from compliance.workspace import Country, Workspace

Kind = Literal["acts", "documents"]
"""The registers that have forms."""
FORM = "form"
"""The place of what was typed; its cell is the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What a form comes to."""

    id: str
    """The id of the act or the document."""
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
    entry = _entries(country, kind).get(key)
    return None if entry is None else {name: shown(text) for name, text in flat(entry, fields).items()}


def _entries(country: Country, kind: Kind) -> Mapping[str, Mapping[str, Data]]:
    filed = country.legislation if kind == "acts" else country.sources
    data = filed.document.data.get("acts" if kind == "acts" else "sources") if filed and isinstance(filed.document.data, dict) else None  # fmt: skip
    entries = data if isinstance(data, list) else []
    return {str(entry["id"]): entry for entry in entries if isinstance(entry, dict) and "id" in entry}


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
    left = {key: base} if key else {}
    filled = Filled(
        leaving=_leaving(country, acts=left if kind == "acts" else {}, documents=left if kind == "documents" else {}),
        by="",
        answers={},
        bases=(),
        acts=(row,) if kind == "acts" and not key else (),
        documents=(row,) if kind == "documents" and not key else (),
        corrected={ACTS if kind == "acts" else DOCUMENTS: (row,)} if key else {},
    )
    columns = Columns((), (), fields_for(workspace, country, "acts"), fields_for(workspace, country, "documents"))
    registers = Registers(workspace, country, columns, filled, decided)
    return _tried(workspace, country, registers, key or _id(registers, kind, row))


def _unfit(text: str, at: Position) -> Iterator[Problem]:
    """Why a text cannot stand in a file: signs that nobody can see, or too many of them."""
    if problem := stray_character(text, at):
        yield problem
    if len(text) > LONGEST_FIELD:
        what, expected = f"the text has {len(text):,} characters", f"at most {LONGEST_FIELD:,}"
        yield Problem(at, "too-long", what, expected, "say it in fewer words")


def _leaving(country: Country, *, acts: Mapping[str, Texts], documents: Mapping[str, Texts]) -> Leaving:
    """What a workbook would say that holds the one row."""
    return Leaving(
        country=country.id,
        cycle="",
        instrument="",
        edition="",
        version="",
        title="",
        sheets=(),
        fields=(),
        answers={},
        bases={},
        acts=acts,
        documents=documents,
    )


def _id(registers: Registers, kind: Kind, row: Row) -> str:
    return registers.ids.get(row.texts.get("short", ""), "") if kind == "acts" else row.texts.get("id", "")


def _tried(workspace: Workspace, country: Country, registers: Registers, id_: str) -> Entered:
    """What is wrong, each at its field, and what would be written if nothing were."""
    sound = not registers.problems and not registers.conflicts
    documents, wrong = tried(workspace, country, registers.texts) if sound and registers.texts else ({}, ())
    problems: dict[str, tuple[Problem, ...]] = {}
    for problem in (*registers.problems, *wrong):
        name = _field(problem, documents, registers)
        problems[name] = (*problems.get(name, ()), problem)
    return Entered(
        id=id_,
        texts=registers.texts if sound and not problems else {},
        documents=documents,
        conflicts=registers.conflicts,
        problems=problems,
    )


def _field(problem: Problem, documents: Mapping[str, Document], registers: Registers) -> str:
    """The field at which a problem is; empty where it is at none of the form."""
    if problem.at.path == FORM:
        return problem.at.cell
    document = documents.get(problem.at.path)
    steps = ways(document).get((problem.at.line, problem.at.column), ()) if document else ()
    steps = (*steps, problem.missing) if problem.missing else steps
    at = registers.cell(steps)
    return at.cell if at else ""


def write(workspace: Workspace, country: Country, entry: Entered, *, by: str) -> bool:
    """Writes what a form comes to, with a line in the log; whether anything changed. For whoever holds the country."""
    if entry.problems or entry.conflicts:
        raise RefusedError(tuple(problem for those in entry.problems.values() for problem in those))
    read = {filed.document.path: filed.document for filed in country.registers()}
    for path, text in entry.texts.items():
        line = Entry(
            when=now(),
            by=by,
            what="imported",
            file=path.removeprefix(f"assessments/{country.id}/"),
            before=digest(read[path].text),
            after=digest(text),
        )
        changed = with_changes(line, read[path].data, entry.documents[path].data)
        carry_out(workspace.root / "assessments" / country.id, changed, text)
    return bool(entry.texts)
