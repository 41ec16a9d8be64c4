"""One answer as a workbook of one row: what a form sends, beside the texts from which it was made, and what the files say now.

So a form is read as cells are, brought together with the file as a workbook is, and tried as a workbook is; what somebody
else changed while it was open stays, and what both changed is asked. A form keeps the texts from which it was made until it
is saved: whether it is sent once more, corrected or decided, nothing that others wrote meanwhile passes for an old text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from compliance.authoring.alone import NotWrittenError
from compliance.authoring.changes import Target, with_document
from compliance.authoring.form import Base, as_json, base_in, base_of, base_without, filled_in
from compliance.authoring.imports import carried_out
from compliance.authoring.log import digest_at
from compliance.authoring.merge import ROW, Conflict, Place, Take
from compliance.authoring.registers import put
from compliance.authoring.sound import Sifted, sifted
from compliance.authoring.steps import raters_of_both
from compliance.authoring.traces import Trace, traces
from compliance.load import load
from compliance.model.checklist import Response
from compliance.problems import Problem
from compliance.queries.form import responses_of
from compliance.source import Data, Document, digest, read

__all__ = ("Base", "Outcome", "as_json", "base_in", "base_of", "base_without", "brought_in", "fresh", "write")

_WHOSE: Mapping[str, Take] = {"theirs": "ours", "mine": "theirs"}
"""What a form decides, in the words of a merge, for which a form is a workbook."""
TAKES: Mapping[Take | None, str] = {take: word for word, take in _WHOSE.items()}
"""The same the other way round."""


def fresh(target: Target) -> tuple[Target, tuple[Problem, ...]]:
    """The checklist and the registers beside it as the disk holds them now, or what is wrong with the checklist's form.

    A workspace that is kept in memory stays behind where a file has problems, whichever it is; that is no reason to write
    from an old state, nor to write nothing. Of a register with problems the last state without any is held to.
    """
    country, document = target.country, target.filed.document
    for old in (document, *(each.document for each in (country.sources, country.legislation) if each)):
        target, problems = _read_again(target, old)
        if problems and old is document:
            return target, problems
    return target, ()


def _read_again(target: Target, old: Document) -> tuple[Target, tuple[Problem, ...]]:
    """The same with a document as the disk holds it now, or what is wrong with its form."""
    workspace = target.workspace
    if digest_at(workspace.root / old.path) == digest(old.text):
        return target, ()
    document, problems = read(workspace.root, workspace.root / old.path)
    country, wrong = with_document(target.country, document) if document else (target.country, ())
    if document is None or problems or wrong:
        return target, (*problems, *wrong)
    files = tuple(document if each.path == old.path else each for each in workspace.files)
    workspace = replace(workspace, countries={**workspace.countries, country.id: country}, files=files)
    filed = country.rated_by(second=target.second)[target.cycle, target.instrument]
    return replace(target, workspace=workspace, country=country, filed=filed), ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What comes of a form."""

    target: Target
    sifted: Sifted
    conflicts: tuple[Conflict, ...]
    """All that both sides changed, also what the form decides: whatever else is refused, each is shown with its decision."""
    decided: Mapping[Place, Take]
    traces: Mapping[Place, Trace]
    """Who wrote what stands on file of each conflict."""

    @property
    def clear(self) -> bool:
        """Whether it can be written as it is."""
        return not self.sifted.problems and not self.sifted.conflicts

    @property
    def changes(self) -> bool:
        """Whether anything would be written."""
        return bool(self.sifted.sound.texts)


def brought_in(target: Target, base: Base, typed: Mapping[str, str], *, by: str, on: date) -> Outcome:
    """What a form comes to: every field by its name, as it came; nothing is written."""
    filled, columns = filled_in(target, base, typed)
    first = answers = sifted(target.workspace, columns, filled, by=by, on=on, decided={})
    if decided := _decided(first, base, typed):
        answers = sifted(target.workspace, columns, filled, by=by, on=on, decided=decided)
    by_whom = traces(target.workspace, target.country, filled.leaving, first.conflicts)
    return Outcome(target=target, sifted=answers, conflicts=first.conflicts, decided=decided, traces=by_whom)


def objections(outcome: Outcome, by: str) -> tuple[str, ...]:
    """Why somebody cannot change an answer, whatever is typed, in sentences: who answered for the other evaluator."""
    return tuple(raters_of_both(outcome.target, by))


def write(outcome: Outcome, by: str) -> None:
    """Writes what a form comes to, and reads it back; NotWrittenError where that is not what stands there then."""
    answers, workspace = outcome.sifted, outcome.target.workspace
    carried_out(workspace, answers.filled.leaving, answers.sound.texts, answers.sound.documents, by)
    for path, text in answers.sound.texts.items():
        if digest_at(workspace.root / path) != digest(text):
            raise NotWrittenError(f"{path} does not hold what was written; look at the disk")


def response_in(outcome: Outcome, base: Base) -> Response | None:
    """The answer as a form has it, as far as scores ask for it, whatever else is wrong; none where that cannot be read."""
    document = outcome.target.filed.document
    tried = outcome.sifted.sound.documents.get(document.path)
    data = responses_of(tried).get(base.criterion, {}) if tried else _scored(outcome, base)
    return load(replace(document, data=dict(data)), Response)[0]


def _scored(outcome: Outcome, base: Base) -> Mapping[str, Data]:
    """The answer on file with what was typed into the fields that are scored."""
    row = outcome.sifted.filled.answers[base.criterion]
    data = dict(responses_of(outcome.target.filed.document).get(base.criterion, {}))
    for key in {*row.texts, *base.answer}:
        text = row.texts.get(key, "")
        if key.partition(".")[0] in _SCORED and text != base.answer.get(key, ""):
            put(data, key, text)
    return data


_SCORED = ("rating", "ratings_by_part", "not_applicable", "terrorist_financing", "evidence")


# Decisions


def decision_of(answers: Sifted, conflict: Conflict) -> str:
    """The name under which a form decides a conflict."""
    name = name_of(answers, conflict.place)
    return f"take.{name.rpartition('.')[0] if conflict.place.field == ROW else name}"


def name_of(answers: Sifted, place: Place) -> str:
    """The name of a field in the form; of a whole legal basis, of its act."""
    return answers.cells[place].cell


def on_file(conflict: Conflict) -> str:
    """A digest of what stands on file of a conflict: who decides has seen that, and nothing newer."""
    return digest("\0".join(values.ours for values in conflict.fields))


def _decided(answers: Sifted, base: Base, typed: Mapping[str, str]) -> Mapping[Place, Take]:
    """What was decided of the conflicts that were shown as they are now."""
    named = ((conflict, decision_of(answers, conflict)) for conflict in answers.conflicts)
    seen = ((conflict.place, typed.get(name)) for conflict, name in named if base.shown.get(name) == on_file(conflict))
    return {place: _WHOSE[word] for place, word in seen if word in _WHOSE}
