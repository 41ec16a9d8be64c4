"""What follows from a country or a checklist, kept as long as what it rests on stands: a save has one of them made anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple, TypeVar

from compliance.memory import Kept
from compliance.model.checklist import Checklist
from compliance.problems import Problem
from compliance.queries.work import Work, work_on, works
from compliance.scoring import Assessment
from compliance.scoring.values import CriterionScore
from compliance.view.assessed import assessments
from compliance.web.routes import Asked
from compliance.workspace import Country, Filed, Workspace

T = TypeVar("T")


def kept(asked: Asked, name: Hashable, sources: object, make: Callable[[], T]) -> T:
    """The value of that name; made anew where its sources do not equal those of the last time."""
    values: Kept = asked.server.keep.setdefault(__name__, Kept())
    return values.of(name, sources, make)


class _Scored(NamedTuple):
    """The scores of a checklist."""

    assessment: Assessment
    criteria: Mapping[str, CriterionScore]


def assessed(asked: Asked, workspace: Workspace, country: Country, key: tuple[str, str]) -> Assessment:
    """The scores of a checklist."""
    return _scored(asked, workspace, country, key).assessment


def scores(asked: Asked, workspace: Workspace, country: Country, key: tuple[str, str]) -> Mapping[str, CriterionScore]:
    """The score of each criterion of a checklist, by its id."""
    return _scored(asked, workspace, country, key).criteria


def _scored(asked: Asked, workspace: Workspace, country: Country, key: tuple[str, str]) -> _Scored:
    """The scores of a checklist, each by its criterion too."""

    def make() -> _Scored:
        assessment = assessments(workspace, country, key[0], key[1:])[0]
        every = (score for article in assessment.whole.articles for score in article.criteria)
        return _Scored(assessment, {score.criterion.id: score for score in every})

    name = "scores", country.checklists[key].document.path
    return kept(asked, name, _rests_on(workspace, country, key), make)


def _rests_on(workspace: Workspace, country: Country, key: tuple[str, str]) -> object:
    """Everything from which the scores of a checklist are made."""
    law = country.participation, country.legislation, workspace.parts(country.id)
    return workspace.instruments[key[1]], country.checklists[key], law


def work_of(asked: Asked, country: str, key: tuple[str, str], filed: Filed[Checklist], *, second: bool) -> Work:
    """How far a checklist is, as one evaluator of its country sees it; its problems are not counted."""
    alone = _alone(asked, country)

    def make() -> Work:
        seen = alone.seen_by(country, second=second)
        return work_on(seen, seen.countries[country], key, filed, ())

    return kept(asked, ("work", filed.document.path), (alone, filed), make)


def judged(asked: Asked, country: str, key: tuple[str, str], filed: Filed[Checklist]) -> Work:
    """How far a checklist is, for whoever reviews it and sees both evaluators; its problems are not counted."""
    alone = _alone(asked, country)
    make = partial(work_on, alone, alone.countries[country], key, filed, ())
    return kept(asked, ("judged", filed.document.path), (alone, filed), make)


def works_of(asked: Asked, country: str, wrong: tuple[Problem, ...], *, second: bool) -> tuple[Work, ...]:
    """How far the checklists of the latest cycle of a country are, as one evaluator may know it; `wrong` are the folder's problems."""
    alone = _alone(asked, country)
    make = partial(works, alone, (country,), wrong, second=second)
    return kept(asked, ("works", country, second), (alone, wrong), make)


def _alone(asked: Asked, country: str) -> Workspace:
    """The workspace with one country, and nothing beside it but instruments and registers: the same one until these change."""
    whole, at = asked.workspace, asked.workspace.countries[country]

    def make() -> Workspace:
        return replace(
            whole,
            countries={country: at},
            files=(),
            plans={},
            texts={},
            crosswalks={},
            translations=(),
            images={},
            site=None,
        )

    return kept(asked, ("alone", country), (at, whole.instruments, whole.jurisdictions, whole.people), make)
