"""A checklist workbook that came back: whose it is, what it comes to, and what of it waits to be mended; nothing is written here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from compliance import figures
from compliance.authoring.cells import Note
from compliance.authoring.changes import Target, tried
from compliance.authoring.imports import columns_of
from compliance.authoring.leaving import Book, Leaving
from compliance.authoring.merge import ROW, Conflict, Place, Take, Values
from compliance.authoring.people import Action, same_person
from compliance.authoring.provisions import narrowed
from compliance.authoring.reading import questions_of, read_book
from compliance.authoring.remarks import Spoken, spoken_in, with_remarks
from compliance.authoring.rows import Filled
from compliance.authoring.sound import Sifted, Slot, entry_of, rows_of, sifted, slots_of
from compliance.problems import Problem
from compliance.queries.form import Form, Listed
from compliance.queries.form_fields import FIRST
from compliance.report.excel.form import ACTS, BASES, DOCUMENTS, REMARKS
from compliance.report.excel.mending import Pending, mending_workbook
from compliance.source import Document, digest
from compliance.workspace import Workspace


def is_of(root: Path, leaving: Leaving) -> bool:
    """Whether a folder has the checklist that a workbook says it left from."""
    path = leaving.path
    plain = all(part not in ("", ".", "..") and "/" not in part and "\\" not in part for part in path.split("/"))
    return plain and path.count("/") == 3 and (root / path).is_file()


def target_of(workspace: Workspace, leaving: Leaving) -> Target:
    """The checklist that a workbook left from; KeyError where the workspace has none."""
    country = workspace.countries[leaving.country]
    filed = country.rated_by(second=leaving.second)[leaving.cycle, leaving.instrument]
    return Target(workspace=workspace, country=country, cycle=leaving.cycle, instrument=leaving.instrument, filed=filed)


def action_of(leaving: Leaving) -> Action:
    """What bringing a workbook in is called among the actions."""
    return "import-second" if leaving.second else "import"


def filled_of(workspace: Workspace, book: Book) -> Filled:
    """What stands in the cells."""
    questions = questions_of(workspace.instruments[book.leaving.instrument].value.criteria())
    return read_book(book, columns_of(workspace, book.leaving), questions)


def of_somebody_else(workspace: Workspace, filled: Filled, by: str | None) -> str:
    """That the first page of a workbook names somebody else than whoever brings it, in a sentence; empty where it does not."""
    if not by or not filled.by or same_person(by, filled.by, workspace.roll):
        return ""
    return f"The workbook says that {filled.by} answered, and --by says {by}."


def brought_in(workspace: Workspace, book: Book, filled: Filled, by: str, decided: Mapping[Place, Take]) -> Sifted:
    """What a workbook comes to; whoever answered may still be unknown."""
    columns = columns_of(workspace, book.leaving)
    return sifted(workspace, columns, filled, by=by or "somebody", on=date.today(), decided=decided)


def is_closed_to(workspace: Workspace, book: Book, answers: Sifted, by: str) -> bool:
    """Whether the checklist is closed to what a workbook brings; remarks are taken until it is adopted."""
    sound, filed = answers.sound, target_of(workspace, book.leaving).filed
    others = sound.changes or sound.corrections or sound.added or answers.conflicts or answers.held
    remarks = sound.remarks or spoken_in(book, answers.filled, filed.document, by)[0]
    return not filed.value.open and bool(others or (filed.value.adopted and remarks))


@dataclass(frozen=True, slots=True)
class News:
    """What the files come to, comments on cells among it."""

    texts: Mapping[str, str]
    documents: Mapping[str, Document]
    spoken: tuple[Spoken, ...]
    stray: tuple[Note, ...]
    """Comments on cells that belong to no answer, and stay where they are."""
    problems: tuple[Problem, ...] = ()
    """What would be wrong with the comments on cells as remarks."""


def news_of(workspace: Workspace, book: Book, answers: Sifted, by: str) -> News:
    """The files that change, with the comments on cells as remarks."""
    leaving, texts, documents = book.leaving, dict(answers.sound.texts), answers.sound.documents
    target = target_of(workspace, leaving)
    document = target.filed.document
    document = documents.get(document.path, document)  # what the sheet of remarks brings comes first
    spoken, stray = spoken_in(book, answers.filled, document, by)
    problems: tuple[Problem, ...] = ()
    if spoken:
        texts.pop(document.path, None)
        criteria = tuple(criterion.id for criterion in target.treaty.criteria())
        texts[document.path] = with_remarks(document, spoken, criteria, date.today())
        documents, problems = tried(workspace, target.country, texts)
    return News(texts, documents, spoken, stray, problems)


# What waits, as a workbook of its own


_SHEETS = {"answer": "", "basis": BASES, "act": ACTS, "document": DOCUMENTS, "remark": REMARKS}
"""The sheet of a row, by its kind; that of an entry on file is its kind."""
_Comments = Mapping[tuple[Slot, str], str]
"""What is to be mended, by row and field; the empty field is the row itself."""


def pending_workbook(form: Form, sieve: Sifted, by: str) -> bytes:
    """The workbook of the answers that wait; `form` is the checklist as it stands now, in the language of the workbook."""
    return mending_workbook(_form(form, sieve), tuple(_pending(form, sieve, _comments(form, sieve))), by)


def _form(form: Form, sieve: Sifted) -> Form:
    """A checklist of the answers that wait, as they left: against that version they are compared once they are mended."""
    leaving = sieve.filled.leaving
    # A workbook has a section: where no answer waits, a criterion is shown, that of a remark that waits if any does.
    rows = (row.criterion for slot, row in rows_of(sieve.filled) if slot.kind == "remark" and slot in sieve.rows)
    shown = next((criterion for criterion in rows if criterion in leaving.answers), next(iter(leaving.answers)))
    held = sieve.held or {shown}
    parts = (
        replace(
            part,
            questions=tuple(
                replace(
                    question,
                    answer=leaving.answers.get(question.criterion.id, {}),
                    first=_first(form, leaving.bases.get(f"{question.criterion.id}#0", {})),
                )
                for question in part.questions
                if question.criterion.id in held
            ),
        )
        for part in form.parts
    )
    based = tuple(Listed(key=key, texts=texts) for key, texts in leaving.bases.items() if key.partition("#")[0] in held)
    # The version is no digest of the file: what is compared with is what left, not what stands there now.
    return replace(
        form,
        parts=tuple(part for part in parts if part.questions),
        based=based,
        registered=tuple(_as_left(row, Slot(ACTS, row.key), leaving.acts, sieve) for row in form.registered),
        consulted=tuple(_as_left(row, Slot(DOCUMENTS, row.key), leaving.documents, sieve) for row in form.consulted),
        version=digest(f"{leaving.version} {form.version}"),
    )


def _first(form: Form, basis: Mapping[str, str]) -> Mapping[str, str]:
    """The first provision with which an answer left, by the fields that the row of its criterion has for it."""
    keys = (field.key for field in form.answers if field.key.startswith(FIRST))
    return {key: text for key in keys if (text := basis.get(key.removeprefix(FIRST)))}


def _as_left(row: Listed, slot: Slot, left: Mapping[str, Mapping[str, str]], sieve: Sifted) -> Listed:
    """An entry of a register; one whose correction waits, as it left."""
    return replace(row, texts=left[row.key]) if slot in sieve.rows and row.key in left else row


def _pending(form: Form, sieve: Sifted, comments: _Comments) -> Iterator[Pending]:
    for slot, whole in rows_of(sieve.filled):
        waits = slot in sieve.rows or (slot.kind == "answer" and slot.key in sieve.held)
        part = narrowed(whole, form.instrument, sieve.held) if slot.kind == "basis" else None
        if row := whole if waits else part:
            yield Pending(
                sheet=_SHEETS.get(slot.kind, slot.kind),
                key=slot.key if slot.kind == "answer" else row.key,
                texts=row.texts,
                wrong={field: cell for field, cell in row.wrong.items() if field},
                comments={field: text for (at, field), text in comments.items() if at == slot},
            )


def _comments(form: Form, sieve: Sifted) -> _Comments:
    """What is to be mended in each cell."""
    filled = sieve.filled
    places = slots_of(filled, form.instrument)
    fields = {at: field for _, row in rows_of(filled) for field, at in row.places.items()}
    texts: dict[tuple[Slot, str], list[str]] = {}
    for problem in sieve.problems:
        owners = (Slot("answer", criterion) for criterion in filled.owners.get(problem, ()))
        lines = [problem.what]
        lines += [f"Expected: {problem.expected}"] if problem.expected else []
        lines += [f"Hint: {problem.hint}"] if problem.hint else []
        for at in (places[problem.at][0],) if problem.at in places else owners:
            texts.setdefault((at, fields.get(problem.at, "")), []).append("\n".join(lines))
    for conflict in sieve.conflicts:
        for values in conflict.fields:
            place = replace(conflict.place, field=values.field)
            cell = sieve.cells.get(place)
            held = entry_of(filled, conflict) or Slot("answer", place.criterion)
            slot = places[cell][0] if cell and cell in places else held
            texts.setdefault((slot, "" if place.field == ROW else place.field), []).append(_both(values, conflict))
    for criterion in sieve.waiting:
        texts.setdefault((Slot("answer", criterion), ""), []).append(_WAITS)
    return {place: "\n\n".join(lines) for place, lines in texts.items()}


_WAITS = "Nothing is wrong here: the answer waits for an act or a document that is to be mended."


def _both(values: Values, conflict: Conflict) -> str:
    """A field of a conflict as a comment."""
    versions = (("It was", values.base), ("here", values.theirs), ("in the file", values.ours))
    listed = "\n".join(f"{name}: {text or '(empty)'}" for name, text in versions)
    if len(conflict.fields) == 1:
        return f"Both this workbook and the file changed this, each to something else.\n{listed}"
    names = figures.listed([each.field for each in conflict.fields])
    return f"This workbook and the file changed what belongs together: {names}.\n{listed}"
