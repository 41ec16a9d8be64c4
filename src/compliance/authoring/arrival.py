"""A checklist workbook that came back: whose it is, what it comes to, and the files that would change; nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compliance.authoring.changes import Target
from compliance.authoring.imports import columns_of
from compliance.authoring.leaving import Book, Leaving
from compliance.authoring.merge import Place, Take
from compliance.authoring.people import Action, same_person
from compliance.authoring.reading import questions_of, read_book
from compliance.authoring.remarks import Spoken, Stray, spoken_in, with_remarks
from compliance.authoring.rows import Filled
from compliance.authoring.sound import Sifted, sifted
from compliance.authoring.trial import tried
from compliance.problems import Problem
from compliance.source import Document
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
    target = target_of(workspace, book.leaving)
    instrument = workspace.instruments[book.leaving.instrument].value
    columns = columns_of(workspace, target.country, instrument, book.leaving)
    return read_book(book, columns, questions_of(instrument.criteria()))


def of_somebody_else(workspace: Workspace, filled: Filled, by: str | None) -> str:
    """That the first page of a workbook names somebody else than whoever brings it, in a sentence; empty where it does not."""
    if not by or not filled.by or same_person(by, filled.by, workspace.roll):
        return ""
    return f"The workbook says that {filled.by} answered, and --by says {by}."


def brought_in(workspace: Workspace, book: Book, filled: Filled, by: str, decided: Mapping[Place, Take]) -> Sifted:
    """What a workbook comes to; whoever answered may still be unknown."""
    leaving = book.leaving
    country, instrument = workspace.countries[leaving.country], workspace.instruments[leaving.instrument].value
    columns = columns_of(workspace, country, instrument, leaving)
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
    """The files that change, by path, in the order in which they are to be written."""
    documents: Mapping[str, Document]
    """The same, read."""
    spoken: tuple[Spoken, ...]
    stray: tuple[Stray, ...]
    problems: tuple[Problem, ...] = ()
    """What would be wrong with the comments on cells as remarks."""


def news_of(workspace: Workspace, book: Book, answers: Sifted, by: str) -> News:
    """The files that change, with the comments on cells as remarks."""
    leaving, texts, documents = book.leaving, dict(answers.sound.texts), answers.sound.documents
    country, instrument = workspace.countries[leaving.country], workspace.instruments[leaving.instrument].value
    document = target_of(workspace, leaving).filed.document
    document = documents.get(document.path, document)  # what the sheet of remarks brings comes first
    spoken, stray = spoken_in(book, answers.filled, document, by)
    problems: tuple[Problem, ...] = ()
    if spoken:
        texts.pop(document.path, None)
        criteria = tuple(criterion.id for criterion in instrument.criteria())
        texts[document.path] = with_remarks(document, spoken, criteria, date.today())
        documents, problems = tried(workspace, country, texts)
    return News(texts, documents, spoken, stray, problems)
