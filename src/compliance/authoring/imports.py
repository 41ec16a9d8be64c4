"""A filled-in workbook, imported into the files: what changes, what contradicts, and what would be wrong then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from compliance.authoring.changes import BOOKKEEPING, changed_fields, contributed, in_order, of_checklist, tried
from compliance.authoring.edit import fields_in, rewritten, steps_of
from compliance.authoring.leaving import Book, Leaving, as_left
from compliance.authoring.log import carry_out, now, with_changes
from compliance.authoring.merge import ROW, Conflict, Given, Merged, Place, Take, Texts, merged
from compliance.authoring.provisions import documented, expanded
from compliance.authoring.registers import Change, Registers, data_of, prefix_of, put
from compliance.authoring.remarks import typed_remarks, with_typed
from compliance.authoring.rows import Columns, Filled, as_read, as_shown, without
from compliance.catalogues import locale
from compliance.checks.work import rated
from compliance.language import speaking
from compliance.model.checklist import LegalBasis, Recommendation, Response
from compliance.model.instrument import Instrument
from compliance.model.log import Entry
from compliance.problems import Position, Problem, closest, printable
from compliance.queries.form import LONGEST, base_texts, flat, form_of, items_of, responses_of
from compliance.queries.form_fields import (
    CONFIRMED,
    ORIGINAL,
    Field,
    act_fields,
    answer_fields,
    basis_fields,
    document_fields,
    remark_fields,
)
from compliance.report.excel.form import names_of
from compliance.report.excel.values import HEADER_ROW
from compliance.source import Data, Document, Step, digest
from compliance.workspace import Country, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a workbook comes to."""

    texts: Mapping[str, str]
    """The files that change, by path, in the order in which they are to be written."""
    documents: Mapping[str, Document]
    """The same, read."""
    changes: tuple[Change, ...]
    """Fields of answers and of their legal bases that change."""
    corrections: tuple[Change, ...]
    """Fields of acts and documents on file that change; their place has the id in place of a criterion."""
    remarks: tuple[Change, ...]
    added: tuple[str, ...]
    """Acts and documents that are new, as their registers will know them."""
    conflicts: tuple[Conflict, ...]
    cells: Mapping[Place, Position]
    problems: tuple[Problem, ...]


def columns_for_all(workspace: Workspace, country: Country, treaty: Instrument, languages: Sequence[str]) -> Columns:
    """The columns that a country and a treaty call for, with the titles of acts in some languages beside English."""
    parts = workspace.parts(country.id)
    answers, acts = tuple(answer_fields(workspace, country, treaty)), act_fields(parts, languages)
    return Columns(answers, basis_fields(parts), acts, document_fields(), remark_fields())


def columns_of(workspace: Workspace, leaving: Leaving) -> Columns:
    """The columns with which a workbook left."""
    languages = [key.removeprefix(ORIGINAL) for key in leaving.headers.get("acts", {}) if key.startswith(ORIGINAL)]
    treaty = workspace.instruments[leaving.instrument].value
    columns = columns_for_all(workspace, workspace.countries[leaving.country], treaty, languages)
    answers = tuple(field for field in columns.answers if field.key in leaving.fields)
    columns = replace(columns, answers=answers)
    return Columns(**{name: as_left(getattr(columns, name), leaving, name) for name in Columns.__annotations__})


def is_as_left(workspace: Workspace, country: Country, book: Book) -> bool:
    """Whether the hidden sheet of a workbook can be true: against the file itself where that has not changed since."""
    with speaking(locale(book.leaving.language)):
        return _is_as_left(workspace, country, book)


def _is_as_left(workspace: Workspace, country: Country, book: Book) -> bool:
    leaving = book.leaving
    filed = country.rated_by(second=leaving.second)[leaving.cycle, leaving.instrument]
    instrument = workspace.instruments[leaving.instrument]
    columns = {field.key: field.header for field in answer_fields(workspace, country, instrument.value)}
    left_out = {header for key, header in columns.items() if key not in leaving.fields}
    headers = {
        cell.text
        for name in leaving.sheets
        if name in book.pages
        for cell in book.pages[name].cells.get(HEADER_ROW, {}).values()
    }
    if not columns.keys() >= set(leaving.fields) or left_out & headers:
        return False
    if leaving.version != digest(filed.document.text):
        return True
    seen = workspace.seen_by(country.id, second=leaving.second)
    form = form_of(seen, seen.countries[country.id], leaving.cycle, leaving.instrument)
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
    filled, mistyped = expanded(filled, columns, workspace.instruments[filled.leaving.instrument].value)
    registers = Registers(workspace, country, columns, filled, decided)
    filled = documented(registers.named(filled), lambda act: registers.sources.get(act, ()))
    checklist = _Checklist(workspace, country, columns, filled)
    outcomes = dict(checklist.outcomes(decided))
    disputed = (*registers.conflicts, *(conflict for each in outcomes.values() for conflict in each.conflicts))
    conflicts = tuple(sorted(disputed, key=lambda conflict: conflict.place))
    problems = [*mistyped, *registers.problems, *checklist.problems]
    texts = dict(registers.texts)
    changes = tuple(change for id_, each in outcomes.items() for change in checklist.changes(id_, each))
    documents: Mapping[str, Document] = {}
    if not problems and not conflicts:
        if (text := checklist.text(outcomes, by, on)) != checklist.document.text:
            texts[checklist.document.path] = text
        documents, wrong = tried(workspace, country, texts) if texts else ({}, ())
        for (
            problem
        ) in wrong:  # of a file, as those of the cell in which it was typed; of other cells it stays where it is
            at = _cell(problem.code, steps_of(problem, documents), checklist, registers)
            problems.append(replace(problem, at=at or problem.at))
    return Brought(
        texts=texts if not problems and not conflicts else {},
        documents=documents,
        changes=changes,
        corrections=registers.changes,
        remarks=tuple(checklist.remarks()),
        added=registers.added,
        conflicts=conflicts,
        cells={**checklist.cells, **registers.cells},
        problems=tuple(sorted(set(problems))),
    )


def carried_out(
    workspace: Workspace, leaving: Leaving, texts: Mapping[str, str], documents: Mapping[str, Document], by: str
) -> None:
    """Writes every file that changes, each with its line in the log; the checklist is the last, so that it names nothing unknown.

    A file that somebody saved since it was read is not overwritten.
    """
    folder = workspace.root / "assessments" / leaving.country
    read = {document.path: document for document in workspace.files}
    for path, text in texts.items():
        entry = Entry(
            when=now(),
            by=by,
            what="imported",
            file=path.removeprefix(f"assessments/{leaving.country}/"),
            cycle=leaving.cycle or None,
            instrument=leaving.instrument or None,
            before=digest(read[path].text),
            after=digest(text),
        )
        carry_out(folder, with_changes(entry, read[path].data, documents[path].data), text)


RATED = ("rating", "ratings_by_part", "not_applicable")
"""The fields of an answer that two evaluators are compared by."""
SETTLED = "put the cell back; the third rating changes by `compliance adjudicate --replace`, after adoption by `compliance rerate`"
"""What helps whoever changes such a field of an answer that was adjudicated."""


class _Checklist:
    """The checklist that a workbook belongs to, and what comes of each of its answers."""

    def __init__(self, workspace: Workspace, country: Country, columns: Columns, filled: Filled) -> None:
        leaving = filled.leaving
        self.columns, self.filled = columns, filled
        self.instrument = workspace.instruments[leaving.instrument].value
        mine = country.rated_by(second=leaving.second)
        self.filed = mine[leaving.cycle, leaving.instrument]
        self.document = self.filed.document
        self.responses = responses_of(self.document)
        self.criteria = tuple(criterion.id for criterion in self.instrument.criteria())
        self.spoken, wrong = typed_remarks(filled, self.responses, self.criteria)
        self.problems: list[Problem] = list(wrong)
        self.cells: dict[Place, Position] = {}
        self.places: dict[tuple[str, int], str] = {}
        self.prefix = prefix_of(workspace, country)
        self.used = {
            str(recommendation["id"])
            for (cycle, _), filed in mine.items()
            if cycle == leaving.cycle
            for response in responses_of(filed.document).values()
            if isinstance(recommendation := response.get("recommendation"), dict) and "id" in recommendation
        }

    def outcomes(self, decided: Mapping[Place, Take]) -> Iterator[tuple[str, Merged]]:
        """Every answer in which the workbook differs from how it left, brought together with the file."""
        base, theirs = self.base(), self.theirs()
        for id_, answer in theirs.items():
            before = base.get(id_, Given({}, {}))
            if answer == before:
                continue
            if id_ not in self.criteria:
                at = self.cells[Place(id_, "", "")]
                what = f"`{id_}` is no longer a criterion of {self.instrument.abbreviation}"
                hint = closest(id_, self.criteria) or "enter the answer where it belongs now, in a new export"
                self.problems.append(Problem(at, "unknown-criterion", what, None, hint))
                continue
            outcome = merged(id_, before, answer, self.ours(id_), decided)
            self.problems += (*self.cut(id_, outcome), *self.settled(id_, outcome))
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
            id_ = row.owner or row.texts.get("criterion", "")
            texts = without(row.texts, "criterion")
            if id_ not in bases:
                what = (
                    f"there is no criterion `{printable(id_)[:60]}`"
                    if id_
                    else "the row does not say which criterion it answers"
                )
                code, expected = (
                    ("unknown-criterion", "a criterion of this checklist") if id_ else ("missing-field", None)
                )
                # No near id is offered: that would be another criterion.
                self.problems.append(Problem(row.places["criterion"], code, what, expected, "choose it from the list"))
                continue
            key = row.key or f"new {n}"
            bases[id_][key] = texts
            self.cells |= {Place(id_, key, field): at for field, at in row.places.items()}
            self.cells[Place(id_, key, ROW)] = row.places["act"]
        for id_, row in self.filled.answers.items():
            self.cells |= {Place(id_, "", field): at for field, at in row.places.items()}
        return {id_: Given(row.texts, bases[id_]) for id_, row in self.filled.answers.items()}

    def ours(self, criterion: str) -> Given:
        """The answer as it stands in the file, as a cell would show it."""
        response = self.responses.get(criterion, {})
        bases = {str(n): _as_cells(item, self.columns.bases) for n, item in enumerate(items_of(response))}
        return Given(_as_cells(response, self.columns.answers), bases)

    def cut(self, criterion: str, outcome: Merged) -> Iterator[Problem]:
        """Changes of texts of which a cell shows the beginning alone."""
        response = self.responses.get(criterion, {})
        items = items_of(response)
        long = {("", key) for key in outcome.texts if len(flat(response, self.columns.answers).get(key, "")) > LONGEST}
        for place, texts, row in outcome.bases:
            if place is None:
                continue
            before, shows = flat(items[place], self.columns.bases), _as_cells(items[place], self.columns.bases)
            changed = (key for key in before if texts.get(key, "") != shows.get(key, ""))
            long |= {(row, key) for key in changed if len(before[key]) > LONGEST}
        for row, key in long:
            what = f"the text of the file is longer than a cell can hold ({LONGEST:,} characters)"
            at = self.cells[Place(criterion, row, key)]
            yield Problem(at, "too-large", what, None, "change it in the file itself")

    def settled(self, criterion: str, outcome: Merged) -> Iterator[Problem]:
        """Changes of a rating on which two evaluators differed and a third was given, which is the one that is scored."""
        third = self.filed.value.responses.get(criterion, Response()).adjudication
        if third is None:
            return
        for key in outcome.texts:
            if key.partition(".")[0] in RATED:
                at = self.cells[Place(criterion, "", key)]
                what = f"two evaluators differed on {criterion}, and {third.by} settled it: {rated(third)}"
                yield Problem(at, "adjudicated-rating", what, "the rating as it was compared", SETTLED)

    def changes(self, criterion: str, outcome: Merged) -> Iterator[Change]:
        """The fields of an answer that change, with both values."""
        now = self.ours(criterion)
        for key, text in outcome.texts.items():
            yield Change(place=Place(criterion, "", key), old=now.texts.get(key, ""), new=text)
        bases = tuple(now.bases.values())
        for place, texts, row in outcome.bases:
            before = bases[place] if place is not None else {}
            for key in dict.fromkeys((*before, *texts)):
                if before.get(key, "") != texts.get(key, ""):
                    where = Place(criterion, row or f"#{place}", key)
                    yield Change(place=where, old=before.get(key, ""), new=texts.get(key, ""))
        kept = {place for place, _, _ in outcome.bases}
        for number, texts in enumerate(bases):
            if number not in kept:
                what = " ".join(filter(None, (texts.get("act"), texts.get("provision"))))
                yield Change(place=Place(criterion, f"#{number}", ROW), old=what, new="")

    def remarks(self) -> Iterator[Change]:
        """The remarks and replies that are new; a reply says the number of its remark."""
        for criterion, place, text in self.spoken:
            what = "remark" if place is None else f"reply to remark {place + 1}"
            yield Change(place=Place(criterion, "", what), old="", new=text)

    def text(self, outcomes: Mapping[str, Merged], by: str, on: date) -> str:
        """The file with every answer brought in."""
        data = fields_in(self.document.data)
        responses = fields_in(data.get("responses"))
        for id_, outcome in outcomes.items():
            if outcome.changed:
                new = self.response(id_, outcome, by, on)
                if new or id_ in responses:
                    responses[id_] = new
        data["responses"] = with_typed(responses, self.spoken, by, on)
        return rewritten(self.document, data, of_checklist(self.criteria))

    def response(self, criterion: str, outcome: Merged, by: str, on: date) -> dict[str, Data]:
        """An answer as the file will hold it."""
        old = dict(self.responses.get(criterion, {}))
        new = dict(old)
        for key, text in outcome.texts.items():
            put(new, key, text)
        items = items_of(old)
        bases: list[Data] = []
        for place, texts, row in outcome.bases:
            before = items[place] if place is not None else {}
            self.places[criterion, len(bases)] = row
            bases.append(_revised(before, _as_cells(before, self.columns.bases), texts))
        for gone in ("legal_basis", CONFIRMED, "carried_over"):
            new.pop(gone, None)
        new |= {"legal_basis": bases} if bases else {}
        self.advise(new)
        if not any(name not in BOOKKEEPING for name in new):
            return {}
        return contributed(new, by, on, changed_fields(old, new), before=old)

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
            response["recommendation"] = in_order(Recommendation, {"id": id_, **advice})


def _as_cells(data: Mapping[str, Data], fields: Sequence[Field]) -> Texts:
    return as_read(as_shown(data, fields), fields)


def _revised(item: Mapping[str, Data], before: Texts, texts: Texts) -> dict[str, Data]:
    """A legal basis in which only what changed is written anew."""
    new = dict(item)
    for key in dict.fromkeys((*before, *texts)):
        if before.get(key, "") != texts.get(key, ""):
            new.pop(key, None)
            if key in texts:
                new[key] = data_of(key, texts[key])
    return in_order(LegalBasis, new)


MISSING = {"missing-gap": "gap", "missing-evidence": "evidence", "missing-reason": "not_applicable"}
"""The column of what a problem of a whole answer misses."""


def _cell(code: str, steps: tuple[Step, ...], checklist: _Checklist, registers: Registers) -> Position | None:
    if at := registers.cell(steps):
        return at
    match steps:
        case ("responses", str(id_), "legal_basis", int(n), *rest):
            row_key = checklist.places.get((id_, n), "")
            return checklist.cells.get(Place(id_, row_key, str(rest[0]) if rest else "act"))
        case ("responses", str(id_), *rest):
            field = ".".join(str(step) for step in rest if isinstance(step, str))
            field = MISSING.get(code, field)
            return (
                checklist.cells.get(Place(id_, "", field))
                or checklist.cells.get(Place(id_, "", field.split(".")[0]))
                or checklist.cells.get(Place(id_, "", "rating"))
            )
    return None
