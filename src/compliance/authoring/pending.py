"""What of a returned workbook waits to be mended, as a workbook of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from compliance.authoring.merge import ROW, Conflict
from compliance.authoring.reading import Filled, Row
from compliance.authoring.sound import Sifted, Slot, criterion_of, slots_of
from compliance.problems import Position, Problem
from compliance.queries.form import Form, Listed
from compliance.report.excel.form import ACTS, BASES, DOCUMENTS
from compliance.report.excel.mending import Pending, mending_workbook
from compliance.source import digest

_SHEETS = {"answer": "", "basis": BASES, "act": ACTS, "document": DOCUMENTS}
_Comments = Mapping[tuple[Slot, str], str]
"""What is to be mended, by row and field; the empty field is the row itself."""


def pending_workbook(form: Form, filled: Filled, sieve: Sifted, by: str) -> bytes:
    """The workbook of the answers that wait; `form` is the checklist as it stands now."""
    comments = _comments(filled, sieve)
    return mending_workbook(_form(form, filled, sieve), tuple(_pending(filled, sieve, comments)), by)


def _form(form: Form, filled: Filled, sieve: Sifted) -> Form:
    """A checklist of the answers that wait, as they left: against that version they are compared once they are mended."""
    leaving = filled.leaving
    held = sieve.held or {next(iter(leaving.answers))}  # a workbook has a section, even where a register alone waits
    parts = (
        replace(
            part,
            questions=tuple(
                replace(question, answer=leaving.answers.get(question.criterion.id, {}))
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
        version=digest(f"{leaving.version} {form.version}"),
    )


def _pending(filled: Filled, sieve: Sifted, comments: _Comments) -> Iterator[Pending]:
    """The rows that wait."""
    for slot, row in _rows(filled):
        criterion = slot.key if slot.kind == "answer" else criterion_of(row) if slot.kind == "basis" else ""
        if criterion in sieve.held or slot in sieve.rows or slot.kind == "filed":
            own = {field: text for (at, field), text in comments.items() if at == slot}
            if slot.kind != "filed" or own:
                yield Pending(
                    sheet=_sheet(slot, filled),
                    key=slot.key if slot.kind in ("answer", "filed") else row.key,
                    texts=row.texts,
                    wrong={field: cell for field, cell in row.wrong.items() if field},
                    comments=own,
                )


def _rows(filled: Filled) -> Iterator[tuple[Slot, Row]]:
    """Every row of a workbook."""
    yield from ((Slot("answer", key), row) for key, row in filled.answers.items())
    for kind, rows in (("basis", filled.bases), ("act", filled.acts), ("document", filled.documents)):
        yield from ((Slot(kind, str(n)), row) for n, row in enumerate(rows))
    yield from ((Slot("filed", row.key), row) for row in filled.filed)


def _sheet(slot: Slot, filled: Filled) -> str:
    if slot.kind == "filed":
        return ACTS if slot.key in filled.leaving.acts else DOCUMENTS
    return _SHEETS[slot.kind]


def _comments(filled: Filled, sieve: Sifted) -> _Comments:
    """What is to be mended in each cell."""
    places = slots_of(filled)
    fields = {at: field for _, row in _rows(filled) for field, at in row.places.items()}
    texts: dict[tuple[Slot, str], list[str]] = {}
    for problem in sieve.problems:
        for at in _at(problem, places, filled):
            texts.setdefault((at, fields.get(problem.at, "")), []).append(_in_words(problem))
    for conflict in sieve.conflicts:
        cell = sieve.cells.get(conflict.place)
        slot = places[cell][0] if cell and cell in places else Slot("answer", conflict.place.criterion)
        texts.setdefault((slot, "" if conflict.place.field == ROW else conflict.place.field), []).append(
            _both(conflict)
        )
    for criterion in sieve.waiting:
        texts.setdefault((Slot("answer", criterion), ""), []).append(_WAITS)
    return {place: "\n\n".join(lines) for place, lines in texts.items()}


_WAITS = "Nothing is wrong here: the answer waits for an act or a document that is to be mended."


def _at(problem: Problem, places: Mapping[Position, tuple[Slot, str]], filled: Filled) -> Iterable[Slot]:
    """The rows that a problem is about."""
    if problem.at in places:
        return (places[problem.at][0],)
    return tuple(Slot("answer", criterion) for criterion in filled.owners.get(problem, ()))


def _in_words(problem: Problem) -> str:
    """A problem as a comment."""
    expected = f"\nExpected: {problem.expected}" if problem.expected else ""
    return f"{problem.what}{expected}" + (f"\nHint: {problem.hint}" if problem.hint else "")


def _both(conflict: Conflict) -> str:
    """A conflict as a comment."""
    values = (("It was", conflict.base), ("here", conflict.theirs), ("in the file", conflict.ours))
    listed = "\n".join(f"{name}: {text or '(empty)'}" for name, text in values)
    return f"Both this workbook and the file changed this, each to something else.\n{listed}"
