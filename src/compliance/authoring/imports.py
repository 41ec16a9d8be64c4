"""A workbook that came back, brought into the files: what changes, what contradicts, and what would be wrong then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from compliance.authoring.edit import rewritten, ways
from compliance.authoring.field_order import fields_of, of_checklist
from compliance.authoring.merge import ROW, Conflict, Given, Merged, Place, Take, Texts, merged
from compliance.authoring.reading import Book, Columns, Filled, Leaving, Row, as_read
from compliance.authoring.skeleton import identifier
from compliance.authoring.trial import tried
from compliance.model.checklist import LegalBasis, Recommendation, Response
from compliance.model.instrument import Instrument
from compliance.model.legislation import Act, Legislation
from compliance.model.sources import Source, Sources
from compliance.problems import Position, Problem, closest, printable
from compliance.report.excel.form import names_of
from compliance.report.excel.values import HEADER_ROW
from compliance.source import Data, Document, Step, digest
from compliance.view.form import (
    CONFIRMED,
    DOCUMENTS,
    LONGEST,
    Field,
    act_fields,
    answer_fields,
    base_texts,
    basis_fields,
    flat,
    form_of,
    items_of,
    responses_of,
    shown,
)
from compliance.workspace import Country, Workspace

LISTS = frozenset(("sources",))
"""Fields that hold a list; ratings do where there are several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that changes."""

    place: Place
    """Where."""
    old: str
    """What stood there."""
    new: str
    """What stands there then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a workbook comes to."""

    texts: Mapping[str, str]
    """The files that change, by path, in the order in which they are to be written."""
    changes: tuple[Change, ...]
    """Fields of answers that change."""
    added: tuple[str, ...]
    """Acts and documents that are new, as their registers will know them."""
    conflicts: tuple[Conflict, ...]
    """What both sides changed and nobody has decided."""
    cells: Mapping[Place, Position]
    """The cell of every field of the workbook."""
    problems: tuple[Problem, ...]
    """What is wrong in the workbook, and what would be wrong in the files."""


def columns_of(workspace: Workspace, country: Country, instrument: Instrument, leaving: Leaving) -> Columns:
    """The columns with which a workbook left."""
    parts = workspace.parts(country.id)
    answers = tuple(field for field in answer_fields(workspace, country, instrument) if field.key in leaving.fields)
    return Columns(answers, basis_fields(parts), act_fields(parts), DOCUMENTS)


def is_as_left(workspace: Workspace, country: Country, book: Book) -> bool:
    """Whether the hidden sheet of a workbook can be true: against the file itself where that has not changed since."""
    leaving = book.leaving
    filed, instrument = country.checklists[leaving.cycle, leaving.instrument], workspace.instruments[leaving.instrument]
    columns = {field.key: field.head for field in answer_fields(workspace, country, instrument.value)}
    left_out = {head for key, head in columns.items() if key not in leaving.fields}
    heads = {
        cell.text
        for name in leaving.sheets
        if name in book.pages
        for cell in book.pages[name].cells.get(HEADER_ROW, {}).values()
    }
    if not columns.keys() >= set(leaving.fields) or left_out & heads:
        return False
    if leaving.version != digest(filed.document.text):
        return True
    form = form_of(workspace, country, leaving.cycle, leaving.instrument)
    texts = base_texts(form)
    return (leaving.answers, leaving.bases, leaving.fields, leaving.sheets) == (
        texts["answers"],
        texts["bases"],
        tuple(field.key for field in form.answers),
        names_of(form.parts),
    )


def brought(  # who, when, and what was decided
    workspace: Workspace, columns: Columns, filled: Filled, *, by: str, on: date, decided: Mapping[Place, Take]
) -> Brought:
    """What a workbook comes to; nothing is written."""
    country = workspace.countries[filled.leaving.country]
    registers = _Registers(workspace, country, columns, filled)
    checklist = _Checklist(workspace, country, columns, registers.named(filled))
    outcomes = dict(checklist.outcomes(decided))
    conflicts = tuple(sorted((c for each in outcomes.values() for c in each.conflicts), key=lambda c: c.place))
    problems = [*registers.problems, *checklist.problems]
    texts = dict(registers.texts)
    changes = tuple(change for id_, each in outcomes.items() for change in checklist.said(id_, each))
    if not problems and not conflicts:
        if (text := checklist.text(outcomes, by, on)) != checklist.document.text:
            texts[checklist.document.path] = text
        documents, found = tried(workspace, country, texts) if texts else ({}, ())
        problems += [_in_cell(problem, documents, checklist, registers) for problem in found]
    return Brought(
        texts=texts if not problems and not conflicts else {},
        changes=changes,
        added=registers.added,
        conflicts=conflicts,
        cells=checklist.cells,
        problems=tuple(sorted(set(problems))),
    )


class _Registers:
    """New acts and documents, and the registers that they are added to."""

    def __init__(self, workspace: Workspace, country: Country, columns: Columns, filled: Filled) -> None:
        self.country, self.problems = country, list[Problem]()
        self.texts: dict[str, str] = {}
        self.added: tuple[str, ...] = ()
        self.rows: dict[tuple[str, int], Row] = {}
        self.ids: dict[str, str] = {}
        jurisdiction = workspace.jurisdiction(country.id)
        self.prefix = (jurisdiction.iso2 or country.id).lower() if jurisdiction else country.id
        documents = [(row, {"id": row.texts.get("id", ""), **row.texts}) for row in filled.documents]
        self.extend("sources", country.sources, documents, (columns.documents, ("id", "document")), (Sources, Source))
        acts = [(row, {"id": self.act_id(row), **row.texts}) for row in filled.acts]
        demanded = ("short", "title", "kind")
        self.extend("acts", country.legislation, acts, (columns.acts, demanded), (Legislation, Act))

    def act_id(self, row: Row) -> str:
        """The id of a new act: its country and its short title, numbered where another act has that id."""
        short = row.texts.get("short", "")
        for act in self.country.acts().values():
            if act.short == short:
                self.ids[short] = act.id
                return act.id
        taken = {*self.country.acts(), *self.ids.values()}
        plain = f"{self.prefix}-{identifier(short) or 'act'}"
        id_ = next(id_ for id_ in (plain, *(f"{plain}-{n}" for n in range(2, 999))) if id_ not in taken)
        return self.ids.setdefault(short, id_)

    def extend(  # which list of which file, what is added, what its columns are
        self,
        name: str,
        filed: Any,
        rows: Sequence[tuple[Row, Texts]],
        demanded: tuple[Sequence[Field], tuple[str, ...]],
        kinds: tuple[type, type],
    ) -> None:
        """Adds rows to a register; one that stands there already, word for word, is none."""
        if not rows:
            return
        if filed is None:
            what = f"`assessments/{self.country.id}` has no register of {name} to add to"
            self.problems.append(Problem(rows[0][0].places[""], "missing-file", what, None, "make the file first"))
            return
        (fields, needed), (kind, item) = demanded, kinds
        data: dict[str, Data] = dict(filed.document.data)
        old = data.get(name)
        listed: list[Data] = list(old) if isinstance(old, list) else []
        there = {str(one["id"]): flat(one, fields) for one in listed if isinstance(one, dict)}
        for row, texts in rows:
            lacking = [key for key in needed if not texts.get(key)]
            if lacking or (name == "sources" and not self.is_key(row)):
                for key in lacking:
                    head = next(field.head for field in fields if field.key == key)
                    hint = "fill in the cell, or empty the row"
                    self.problems.append(Problem(row.places[key], "missing-field", f"`{head}` is missing", None, hint))
                continue
            id_ = texts["id"]
            if id_ in there:
                if there[id_] != dict(row.texts):
                    what = f"`{id_}` stands in the register already, with other words"
                    at = row.places[needed[0]]
                    self.problems.append(Problem(at, "repeated-id", what, "a new one", "choose another name"))
                continue
            there[id_] = dict(row.texts)
            self.rows[name, len(listed)] = row
            listed.append(_ordered(item, {key: _data(key, text) for key, text in texts.items()}))
            self.added = (*self.added, f"{id_}: {texts.get('title') or texts.get('document')}")
        if len(listed) > len(old if isinstance(old, list) else ()):
            data[name] = listed
            self.texts[filed.document.path] = rewritten(filed.document, data, fields_of(kind))

    def is_key(self, row: Row) -> bool:
        """Whether a short name can stand in a list with commas; else says so."""
        text = row.texts.get("id", "")
        if stray := re.search(r"[\s,;#]", text):
            what = f"the short name `{printable(text)[:60]}` holds the character U+{ord(stray[0]):04X}"
            hint = f"write `{identifier(text)}`" if identifier(text) else "use small Latin letters"
            self.problems.append(Problem(row.places["id"], "forbidden-character", what, None, hint))
        return not stray

    def named(self, filled: Filled) -> Filled:
        """The workbook with new acts named by their ids."""

        def with_ids(row: Row) -> Row:
            acts = {key: self.ids.get(text, text) for key, text in row.texts.items() if key in _ACTS}
            return replace(row, texts={**row.texts, **acts})

        answers = {key: with_ids(row) for key, row in filled.answers.items()}
        return replace(filled, answers=answers, bases=tuple(with_ids(row) for row in filled.bases))


_ACTS = frozenset(("act", "recommendation.amend"))


class _Checklist:
    """The checklist that a workbook belongs to, and what comes of each of its answers."""

    def __init__(self, workspace: Workspace, country: Country, columns: Columns, filled: Filled) -> None:
        leaving = filled.leaving
        self.columns, self.filled = columns, filled
        self.instrument = workspace.instruments[leaving.instrument].value
        self.filed = country.checklists[leaving.cycle, leaving.instrument]
        self.document = self.filed.document
        self.responses = responses_of(self.document)
        self.criteria = tuple(criterion.id for criterion in self.instrument.criteria())
        self.problems: list[Problem] = []
        self.cells: dict[Place, Position] = {}
        self.places: dict[tuple[str, int], str] = {}
        jurisdiction = workspace.jurisdiction(country.id)
        self.prefix = (jurisdiction.iso2 or country.id).lower() if jurisdiction else country.id
        used = {
            str(recommendation["id"])
            for (cycle, _), filed in country.checklists.items()
            if cycle == leaving.cycle
            for response in responses_of(filed.document).values()
            if isinstance(recommendation := response.get("recommendation"), dict) and "id" in recommendation
        }
        self.used = used

    def outcomes(self, decided: Mapping[Place, Take]) -> Iterator[tuple[str, Merged]]:
        """Every answer in which the workbook differs from how it left, brought together with the file."""
        base, theirs = self.base(), self.theirs()
        for id_, given in theirs.items():
            before = base.get(id_, Given({}, {}))
            if given == before:
                continue
            if id_ not in self.criteria:
                at = self.cells[Place(id_, "", "")]
                what = f"`{id_}` is no longer a criterion of {self.instrument.abbreviation}"
                hint = closest(id_, self.criteria) or "enter the answer where it belongs now, in a new export"
                self.problems.append(Problem(at, "unknown-criterion", what, None, hint))
                continue
            outcome = merged(id_, before, given, self.ours(id_), decided)
            self.problems += self.cut(id_, outcome)
            yield id_, outcome

    def base(self) -> Mapping[str, Given]:
        """The version with which the workbook left."""
        leaving = self.filled.leaving
        bases: dict[str, dict[str, Texts]] = {}
        for key, texts in leaving.bases.items():
            bases.setdefault(key.partition("#")[0], {})[key] = as_read(texts, self.columns.bases)
        return {
            id_: Given(as_read(texts, self.columns.answers), bases.get(id_, {}))
            for id_, texts in leaving.answers.items()
        }

    def theirs(self) -> Mapping[str, Given]:
        """What stands in the cells."""
        bases: dict[str, dict[str, Texts]] = {id_: {} for id_ in self.filled.answers}
        for n, row in enumerate(self.filled.bases):
            id_ = row.key.partition("#")[0] or row.texts.get("criterion", "")
            texts = {key: text for key, text in row.texts.items() if key != "criterion"}
            if id_ not in bases:
                self.problems.append(self.nowhere(row, id_))
                continue
            key = row.key or f"new {n}"
            bases[id_][key] = texts
            self.cells |= {Place(id_, key, one): at for one, at in row.places.items()}
            self.cells[Place(id_, key, ROW)] = row.places["act"]
        for id_, row in self.filled.answers.items():
            self.cells |= {Place(id_, "", one): at for one, at in row.places.items()}
        return {id_: Given(row.texts, bases[id_]) for id_, row in self.filled.answers.items()}

    def nowhere(self, row: Row, criterion: str) -> Problem:
        """That a legal basis belongs to no criterion."""
        at, hint = row.places["criterion"], closest(criterion, self.criteria) or "choose it from the list"
        if criterion:
            what = f"there is no criterion `{printable(criterion)[:60]}`"
            return Problem(at, "unknown-criterion", what, "a criterion of this checklist", hint)
        return Problem(at, "missing-field", "the row does not say which criterion it answers", None, hint)

    def ours(self, criterion: str) -> Given:
        """The answer as it stands in the file, as a cell would show it."""
        response = self.responses.get(criterion, {})
        bases = {str(n): self._as_cells(item, self.columns.bases) for n, item in enumerate(items_of(response))}
        return Given(self._as_cells(response, self.columns.answers), bases)

    @staticmethod
    def _as_cells(data: Mapping[str, Data], fields: Sequence[Field]) -> Texts:
        return as_read({key: shown(text) for key, text in flat(data, fields).items()}, fields)

    def cut(self, criterion: str, outcome: Merged) -> Iterator[Problem]:
        """Changes of texts of which a cell shows the beginning alone."""
        response = self.responses.get(criterion, {})
        items = items_of(response)
        long = {("", key) for key, text in flat(response, self.columns.answers).items() if len(text) > LONGEST}
        for place, texts, row in outcome.bases:
            before = flat(items[place], self.columns.bases) if place is not None else {}
            shows = self._as_cells(items[place], self.columns.bases) if place is not None else {}
            long |= {
                (row, key)
                for key, text in before.items()
                if len(text) > LONGEST and texts.get(key, "") != shows.get(key, "")
            }
        for row, key in long:
            if row or key in outcome.texts:
                at = self.cells[Place(criterion, row, key)]
                what = f"the text of the file is longer than a cell can hold ({LONGEST:,} signs)"
                yield Problem(at, "too-large", what, None, "change it in the file itself")

    def said(self, criterion: str, outcome: Merged) -> Iterator[Change]:
        """The fields of an answer that change, with both values."""
        now = self.ours(criterion)
        for key, text in outcome.texts.items():
            yield Change(place=Place(criterion, "", key), old=now.texts.get(key, ""), new=text)
        kept = set()
        for place, texts, row in outcome.bases:
            before = now.bases.get(str(place), {}) if place is not None else {}
            kept.add(str(place))
            for key in dict.fromkeys((*before, *texts)):
                if before.get(key, "") != texts.get(key, ""):
                    where = Place(criterion, row or f"#{place}", key)
                    yield Change(place=where, old=before.get(key, ""), new=texts.get(key, ""))
        for number, texts in now.bases.items():
            if number not in kept:
                what = " ".join(filter(None, (texts.get("act"), texts.get("provision"))))
                yield Change(place=Place(criterion, f"#{number}", ROW), old=what, new="")

    def text(self, outcomes: Mapping[str, Merged], by: str, on: date) -> str:
        """The file with every answer brought in."""
        data: dict[str, Data] = dict(self.document.data) if isinstance(self.document.data, dict) else {}
        given = data.get("responses")
        responses: dict[str, Data] = dict(given) if isinstance(given, dict) else {}
        for id_, outcome in outcomes.items():
            if outcome.changed:
                new = self.response(id_, outcome, by, on)
                if new or id_ in responses:
                    responses[id_] = new
        data["responses"] = responses
        return rewritten(self.document, data, of_checklist(self.criteria))

    def response(self, criterion: str, outcome: Merged, by: str, on: date) -> dict[str, Data]:
        """An answer as the file will hold it."""
        old = dict(self.responses.get(criterion, {}))
        new = dict(old)
        for key, text in outcome.texts.items():
            _put(new, key, text)
        items = items_of(old)
        bases: list[Data] = []
        for place, texts, row in outcome.bases:
            before = items[place] if place is not None else {}
            self.places[criterion, len(bases)] = row
            bases.append(_revised(before, self._as_cells(before, self.columns.bases), texts))
        new.pop("legal_basis", None)
        if bases:
            new["legal_basis"] = bases
        self.advise(new)
        for gone in (CONFIRMED, "carried_over", "reviewed_by"):
            new.pop(gone, None)
        if not any(name not in ("author", "answered") for name in new):
            return {}
        return _ordered(Response, {**new, "author": by, "answered": on.isoformat()})

    def advise(self, response: dict[str, Data]) -> None:
        """Gives a new recommendation its id, and takes one away that says nothing any more."""
        advice = response.get("recommendation")
        if not isinstance(advice, dict):
            return
        if not any(advice.get(key) for key in ("text", "addressee", "amend", "effort")):
            del response["recommendation"]
        elif "id" not in advice:
            stem = f"{self.prefix}-{self.instrument.id.rpartition('-')[2]}"
            id_ = next(id_ for id_ in (f"{stem}-{n:02}" for n in range(1, 1000)) if id_ not in self.used)
            self.used.add(id_)
            response["recommendation"] = _ordered(Recommendation, {"id": id_, **advice})


def _put(response: dict[str, Data], key: str, text: str) -> None:
    """Sets or clears a field, which may stand in a group of fields."""
    group, _, name = key.rpartition(".")
    if not group:
        response.pop(name, None)
        if text:
            response[name] = _data(name, text)
        return
    inner = response.get(group)
    fields: dict[str, Data] = dict(inner) if isinstance(inner, dict) else {}
    fields.pop(name, None)
    if text:
        fields[name] = _data("rating" if group == "ratings_by_part" else name, text)
    response.pop(group, None)
    if fields:
        response[group] = fields


def _revised(item: Mapping[str, Data], before: Texts, texts: Texts) -> dict[str, Data]:
    """A legal basis in which only what changed is written anew."""
    new = dict(item)
    for key in dict.fromkeys((*before, *texts)):
        if before.get(key, "") != texts.get(key, ""):
            new.pop(key, None)
            if key in texts:
                new[key] = _data(key, texts[key])
    return _ordered(LegalBasis, new)


def _data(key: str, text: str) -> Data:
    """A text of a cell as a file writes it."""
    several = [item.strip() for item in text.split(",")]
    if key in LISTS:
        return list(several)
    if key in ("rating", "rating_as_bound"):
        return list(several) if len(several) > 1 else text
    return text


def _ordered(kind: type, data: Mapping[str, Data]) -> dict[str, Data]:
    """Fields in the order of the model."""
    names = tuple(kind.__annotations__)
    return {name: data[name] for name in sorted(data, key=lambda one: names.index(one) if one in names else len(names))}


_MISSING = {"missing-gap": "gap", "missing-evidence": "evidence", "missing-reason": "not_applicable"}
"""The column of what a problem of a whole answer misses."""


def _in_cell(
    problem: Problem, documents: Mapping[str, Document], checklist: _Checklist, registers: _Registers
) -> Problem:
    """A problem of a file as one of the cell in which it was typed; of other cells it stays where it is."""
    document = documents.get(problem.at.path)
    steps = ways(document).get((problem.at.line, problem.at.column), ()) if document is not None else ()
    if lacking := re.fullmatch(r"the field `(\w+)` is missing", problem.what):
        steps = (*steps, lacking[1])
    at = _cell(problem.code, steps, checklist, registers)
    return replace(problem, at=at) if at else problem


def _cell(code: str, steps: tuple[Step, ...], checklist: _Checklist, registers: _Registers) -> Position | None:
    match steps:
        case ("acts" | "sources" as name, int(place), *rest) if row := registers.rows.get((str(name), place)):
            return row.places.get(str(rest[0]) if rest else "", row.places[""])
        case ("responses", str(id_), "legal_basis", int(n), *rest):
            row_key = checklist.places.get((id_, n), "")
            return checklist.cells.get(Place(id_, row_key, str(rest[0]) if rest else "act"))
        case ("responses", str(id_), *rest):
            field = ".".join(str(step) for step in rest if isinstance(step, str))
            field = _MISSING.get(code, field)
            return (
                checklist.cells.get(Place(id_, "", field))
                or checklist.cells.get(Place(id_, "", field.split(".")[0]))
                or checklist.cells.get(Place(id_, "", "rating"))
            )
    return None
