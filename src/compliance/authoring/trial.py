"""A workspace as it would be with other texts in some files, and what would be wrong then that is not wrong now."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from compliance.checks import check, check_country
from compliance.load import load
from compliance.model.checklist import Checklist
from compliance.problems import Problem, serious
from compliance.source import Document, parse
from compliance.workspace import COUNTRY_FILES, REGISTERS, SECOND, Country, Filed, Workspace, is_of_second


def tried(
    workspace: Workspace, country: Country, texts: Mapping[str, str]
) -> tuple[Mapping[str, Document], tuple[Problem, ...]]:
    """The documents that some texts make, by path, and every problem that they would bring; nothing is written."""
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for path, text in texts.items():
        document, wrong = parse(path, text)
        problems += wrong
        if document is not None and not wrong:
            documents[path] = document
            country, wrong = with_document(country, document)
            problems += wrong
    if problems:
        return documents, tuple(sorted(problems))
    before = workspace.countries.get(country.id)
    filed = (*before.checklists.values(), *before.second.values()) if before else ()
    # Answers to checklists that are on file are right or wrong within their country.
    if texts.keys() <= {each.document.path for each in filed}:
        return documents, _of_answers(workspace, country, documents)
    # What others answer cannot be touched by this; what they register can be referred to.
    others = {
        id_: replace(other, checklists={}, second={}, bills={}, seals={}, log=())
        for id_, other in workspace.countries.items()
    }
    here = tuple(document for document in workspace.files if document.path in texts)
    now = replace(
        workspace,
        countries={**others, country.id: replace(country, log=())},
        files=tuple(documents.values()),
        crosswalks={},
    )
    if not (after := serious(check(now))):
        return documents, ()
    mine = {country.id: replace(before, log=())} if before else {}
    was = replace(workspace, countries={**others, **mine}, files=here, crosswalks={})
    return documents, tuple(_new(serious(check(was)), after))


def _of_answers(workspace: Workspace, country: Country, documents: Mapping[str, Document]) -> tuple[Problem, ...]:
    """Every problem that other answers would bring to the files of their country."""

    def checked(at: Country, files: Iterable[Document]) -> tuple[Problem, ...]:
        countries = {**workspace.countries, at.id: replace(at, log=())}
        return serious(check_country(replace(workspace, countries=countries, files=tuple(files)), at.id))

    after = checked(country, (documents.get(each.path, each) for each in workspace.files))
    return tuple(_new(checked(workspace.countries[country.id], workspace.files), after)) if after else ()


def with_document(country: Country, document: Document) -> tuple[Country, tuple[Problem, ...]]:
    """A country with another document in the place of one, or as it was with every mistake in the document's form."""
    value, wrong = load(document, COUNTRY_FILES.get(PurePosixPath(document.path).name, Checklist))
    return (country if value is None else _with(country, document.path, Filed(value, document))), wrong


def _with(country: Country, path: str, filed: Any) -> Country:
    """A country with another document in the place of one."""
    place = PurePosixPath(path)
    if place.name in REGISTERS:
        return replace(country, **{REGISTERS[place.name]: filed})
    key = place.parent.name, place.stem.removesuffix(SECOND)
    if is_of_second(path):
        return replace(country, second={**country.second, key: filed})
    return replace(country, checklists={**country.checklists, key: filed})


def _new(before: tuple[Problem, ...], after: tuple[Problem, ...]) -> Iterator[Problem]:
    """Problems that were not there before, wherever their lines have moved to."""
    known = Counter(_identity(problem) for problem in before)
    for problem in after:
        known[_identity(problem)] -= 1
        if known[_identity(problem)] < 0:
            yield problem


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.at.path, problem.code, problem.what
