"""Two evaluators who rate blind: who has not submitted yet, and what of the other is left out until then."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from compliance import figures
from compliance.model.log import Entry
from compliance.problems import Problem
from compliance.scoring import paired
from compliance.workspace import Country, Workspace

BLIND = "both rate blind"
"""Why something is not shown, in a few words."""


def waiting(country: Country, key: tuple[str, str]) -> Iterator[str]:
    """Who of two evaluators has still to submit, in sentences that say nothing of any answer."""
    for which, filed in (("first", country.checklists.get(key)), ("second", country.second.get(key))):
        if filed and filed.value.open:
            names = figures.listed(filed.value.evaluators) or "not named yet"
            yield f"The {which} evaluator, {names}, has not submitted: the checklist is {filed.value.status}."


def unsettled(workspace: Workspace, country: Country, key: tuple[str, str]) -> tuple[str, ...]:
    """Criteria on which two evaluators differ and no third rating stands; none before both have submitted."""
    both = country.rated_twice(key)
    if both is None:
        return ()
    instrument, parts = workspace.instruments[key[1]].value, workspace.parts(country.id)
    pairs = paired(instrument, both[0].value, both[1].value, parts)
    return tuple(pair.criterion.id for pair in pairs if pair.differs and pair.adjudication is None)


def is_settled(workspace: Workspace, country: Country, key: tuple[str, str]) -> bool:
    """Whether two evaluators were compared and no difference is left: by third ratings, or by adoption where they agree."""
    both = country.rated_twice(key)
    if both is None or unsettled(workspace, country, key):
        return False
    first = both[0].value
    return first.adopted or any(response.adjudication for response in first.responses.values())


def spared(
    workspace: Workspace, problems: Iterable[Problem], *, second: bool = False
) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Problems as one evaluator may read them, and a sentence for each checklist of the other that has some."""
    every, countries = tuple(problems), tuple(workspace.countries.values())
    paths = {problem.at.path for problem in every}
    hidden = {path for path in paths if any(country.is_hidden(path, second=second) for country in countries)}
    counts = Counter(problem.at.path for problem in every if problem.at.path in hidden)
    return (
        tuple(problem for problem in every if problem.at.path not in hidden),
        tuple(
            f"{path}: {figures.count(count, 'problem')} of the other evaluator, and {BLIND}: `compliance check` says which."
            for path, count in counts.items()
        ),
    )


def line_for(country: Country, entry: Entry, *, second: bool = False) -> Entry:
    """A line of the log as one evaluator may read it: of what the other wrote, that it was written, by whom and when."""
    if not country.is_hidden(f"assessments/{country.id}/{entry.file}", second=second):
        return entry
    about = replace(entry, about=None, cause=None, why=BLIND, changes=())
    return about if entry.what == "step" else replace(about, old=None, new=None)
