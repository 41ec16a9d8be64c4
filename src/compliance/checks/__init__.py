"""What no schema can say about the data: one function a check, one file a subject."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial

from compliance.checks import (
    acceptances,
    dated,
    instruments,
    law,
    links,
    people,
    plans,
    quotes,
    responses,
    translations,
    work,
)
from compliance.memory import Kept
from compliance.problems import Problem
from compliance.source import Document
from compliance.workspace import Country, Filed, Workspace

SUBJECTS = (
    instruments, translations, links, responses, law, dated, plans, quotes, work, acceptances, people
)  # fmt: skip
CHECKS: tuple[Callable[[Workspace], Iterator[Problem]], ...] = tuple(
    check for subject in SUBJECTS for check in subject.CHECKS
)
"""All checks; each yields every problem that it sees."""


@lru_cache(maxsize=2)  # whoever tries a change asks for the state before it once more
def check(workspace: Workspace) -> tuple[Problem, ...]:
    """Every problem and finding of a workspace, sorted by place."""
    return tuple(sorted(_problems(workspace)))


def _problems(workspace: Workspace) -> set[Problem]:
    return {problem for each in CHECKS for problem in each(workspace)}


_TRIED: dict[str, tuple[object, frozenset[Problem]]] = {}
"""What was found when a change of a country was tried, with what that rests on: as it is read back it is not looked at again."""


def check_country(workspace: Workspace, id_: str) -> tuple[Problem, ...]:
    """What of the problems and findings of a workspace stands in the files of a country, sorted by place."""
    sources, find = _of_country(workspace, id_, _by_country(workspace).get(id_, ()))
    problems = find()
    _TRIED[id_] = (workspace.root, *sources), problems
    return tuple(sorted(problems))


def check_again(workspace: Workspace, kept: Kept) -> tuple[Problem, ...]:
    """The same as `check`, each country by itself and then what stands beside them: what rests on the same is not looked at again.

    The files of a country are right or wrong by themselves and by the registers of the folder, but for the law of other
    countries that an answer offers as a model; what stands beside the countries asks them for their cycles and their law.
    """
    files, every = _by_country(workspace), set[Problem]()
    for id_ in workspace.countries:
        sources, find = _of_country(workspace, id_, files.get(id_, ()))
        every |= kept.of(("checks", id_), sources, partial(_as_tried, id_, (workspace.root, *sources), find))
    common = _common(workspace)
    laws = {id_: (country.cycles(), country.legislation) for id_, country in workspace.countries.items()}
    beside = *common, workspace.translations, workspace.plans, workspace.texts, workspace.crosswalks, workspace.site
    others = {id_: _law(country) for id_, country in workspace.countries.items()}
    part = replace(workspace, countries=others, files=files.get("", ()))
    every |= kept.of(("checks", ""), (beside, laws, part.files), partial(_problems_of, "", part, workspace))
    return tuple(sorted(every))


def _common(workspace: Workspace) -> tuple[object, ...]:
    """The registers on which every check rests."""
    return workspace.instruments, workspace.jurisdictions, workspace.people


def _as_tried(id_: str, sources: object, find: Callable[[], frozenset[Problem]]) -> frozenset[Problem]:
    """What was found when a change was tried, if nothing else changed; it serves once."""
    known, problems = _TRIED.pop(id_, (None, frozenset()))
    return problems if known == sources else find()


def _of_country(
    workspace: Workspace, id_: str, files: tuple[Document, ...]
) -> tuple[tuple[object, ...], Callable[[], frozenset[Problem]]]:
    """What the problems in the files of a country rest on, and what finds them."""
    country = workspace.countries[id_]
    models = {name: _law(workspace.countries[name]) for name in _models(country) if name in workspace.countries}
    countries = {**models, id_: country}
    # What others answer is no matter of this country, so that a change of theirs has nothing looked at again here.
    part = replace(
        workspace, countries=countries, files=files, plans={}, texts={}, crosswalks={}, translations=(), site=None
    )
    others = {name: (other.cycles(), other.legislation) for name, other in models.items()}
    return (_common(workspace), country, others), partial(_problems_of, id_, part, workspace)


def _problems_of(id_: str, part: Workspace, whole: Workspace) -> frozenset[Problem]:
    """What of the problems of a part of a folder stands in the files of a country, or beside all countries."""
    return frozenset(problem for problem in _problems(part) if _whose(problem.at.path, whole) == id_)


def _whose(path: str, workspace: Workspace) -> str:
    """The country to whose files one belongs; empty where it stands beside them."""
    folder, _, rest = path.partition("/")
    name = rest.partition("/")[0]
    return name if folder == "assessments" and name in workspace.countries else ""


def _by_country(workspace: Workspace) -> Mapping[str, tuple[Document, ...]]:
    """The documents of each country, and of the rest."""
    files: dict[str, list[Document]] = {}
    for document in workspace.files:
        files.setdefault(_whose(document.path, workspace), []).append(document)
    return {id_: tuple(documents) for id_, documents in files.items()}


def _models(country: Country) -> set[str]:
    """The countries whose law an answer of another offers as a model."""
    rated = (filed.value.responses for filed in country.rated())
    drafted = (responses for bill in country.bills.values() for responses in bill.value.responses.values())
    advice = (response.recommendation for responses in (*rated, *drafted) for response in responses.values())
    return {each.model.country for each in advice if each and each.model}


def _law(country: Country) -> Country:
    """A country as others see it: its law and its cycles, without any answer."""
    checklists = {
        key: Filed(replace(filed.value, responses={}), filed.document) for key, filed in country.checklists.items()
    }
    return replace(country, checklists=checklists, second={}, bills={}, log=(), seals={}, stored={})
