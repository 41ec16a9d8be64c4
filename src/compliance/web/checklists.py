"""A checklist as its address names it and whoever asks may see it: with its log, and what follows from it, kept as long as it stands.

Addresses are country, cycle and instrument; that of a second evaluator ends with `.second`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from compliance.authoring.people import Action
from compliance.folder import is_void, read_log
from compliance.language import _
from compliance.load import load
from compliance.memory import Kept
from compliance.model.checklist import Checklist
from compliance.model.log import Entry
from compliance.problems import Problem
from compliance.queries.work import Work, work_on, works
from compliance.scoring import Assessment
from compliance.scoring.values import CriterionScore
from compliance.screens.work.parts import href
from compliance.source import digest
from compliance.tables import read_line
from compliance.view.assessed import assessments
from compliance.web.routes import Asked, RefusedError
from compliance.workspace import SECOND, Country, Filed, Workspace, in_years

T = TypeVar("T")
Lines = tuple[Filed[Entry], ...]
Scored = tuple[Assessment, Mapping[str, CriterionScore]]


class Place(NamedTuple):
    """A checklist, as addresses name it."""

    country: str
    cycle: str
    instrument: str
    second: bool = False

    @property
    def segments(self) -> tuple[str, str, str]:
        """The parts of an address that name it: `serbia`, `2026`, `ets-185.second`."""
        return (self.country, self.cycle, f"{self.instrument}{SECOND if self.second else ''}")

    @property
    def key(self) -> tuple[str, str]:
        """By which its country knows it."""
        return self.cycle, self.instrument

    @property
    def answers(self) -> Action:
        """What it takes to answer it."""
        return "import-second" if self.second else "import"

    @property
    def submits(self) -> Action:
        """What it takes to submit it."""
        return "submit-second" if self.second else "submit"

    def href(self, *more: str, top: str = "work", anchor: str = "", **query: str) -> str:
        """The address of a page about it, below `/work/` or another part of the workplace."""
        return href(top, *self.segments, *more, anchor=anchor, **query)


def checklist_of(asked: Asked) -> Place:
    """The checklist that an address names; RefusedError where the workspace has none."""
    place = named(asked)
    if not exists(asked.workspace, place):
        raise RefusedError(404)
    return place


def named(asked: Asked) -> Place:
    """What an address names, whether it is there or not."""
    return parsed(asked.part("country"), asked.part("cycle"), asked.part("instrument"))


def parsed(country: str, cycle: str, instrument: str) -> Place:
    """The checklist that three parts of an address name."""
    plain = instrument.removesuffix(SECOND)
    return Place(country, cycle, plain, plain != instrument)


def exists(workspace: Workspace, place: Place) -> bool:
    """Whether a workspace has a checklist."""
    country = workspace.countries.get(place.country)
    there = country is not None and place.key in country.rated_by(second=place.second)
    return there and place.instrument in workspace.instruments


# Two evaluators who rate blind


def seen(asked: Asked, country: str, *, second: bool = False) -> Workspace:
    """The workspace as whoever asks may see it, with one evaluator's checklists of a country as its own.

    As long as both rate blind, a second evaluator sees theirs alone, and everybody else the first's alone; RefusedError
    where somebody asks for the other's.
    """
    if country not in asked.workspace.countries:
        raise RefusedError(404)
    if hides(asked, country, second=second):
        raise RefusedError(403, _("Both evaluators rate blind until both have submitted."))
    return logged(asked, asked.workspace, country).seen_by(country, second=second)


def hides(asked: Asked, country: str, *, second: bool = False) -> bool:
    """Whether one evaluator's checklists of a country are hidden from whoever asks."""
    is_other = not asked.actor.free and second is not rates_second(asked, country)
    return is_other and _is_blind(asked.workspace.countries[country])


def rates_blind(asked: Asked, country: str = "") -> bool:
    """Whether whoever asks is the second evaluator of a country in which both rate blind; of any where none is named."""
    countries = asked.workspace.countries
    those = [country] if country in countries else countries
    return not asked.actor.free and any(rates_second(asked, id_) and _is_blind(countries[id_]) for id_ in those)


def _is_blind(country: Country) -> bool:
    return any(country.is_blind(key) for key in country.second)


def rates_second(asked: Asked, country: str) -> bool:
    """Whether whoever asks is the second evaluator there."""
    return "second" in asked.actor.roles_in(country)


# Logs: each is read once, and then only what was added


@dataclass(frozen=True, slots=True)
class _Read:
    """A log as far as it was read."""

    lines: Lines
    sizes: tuple[tuple[str, int], ...]
    """How long each of its files was, the earliest first."""
    end: str
    """A digest of the last file as it was then."""


def logged(asked: Asked, workspace: Workspace, country: str) -> Workspace:
    """The workspace with the log of a country; a line whose change has not come about yet is left out."""
    at = workspace.countries.get(country)
    if at is None:
        return workspace
    kept: dict[str, _Read] = asked.server.keep.setdefault(f"{__name__}.logs", {})
    read = kept[country] = _read(workspace.root, country, kept.get(country))
    folder = workspace.root / "assessments" / country
    lines = read.lines[:-1] if read.lines and is_void(folder, read.lines[-1].value) else read.lines
    return replace(workspace, countries={**workspace.countries, country: replace(at, log=lines)})


def _read(root: Path, country: str, before: _Read | None) -> _Read:
    """The log of a country as it is now; where it only grew, only what was added is read."""
    files = log_files(root / "assessments" / country)
    sizes = tuple((file.name, file.stat().st_size) for file in files)
    if before is not None and sizes == before.sizes:
        return before
    content = files[-1].read_bytes() if files else b""
    size = before.sizes[-1][1] if before and before.sizes else 0
    grew = before and [name for name, _ in sizes] == [name for name, _ in before.sizes] and sizes[:-1] == before.sizes[:-1]  # fmt: skip
    # A log that somebody mended by hand may be longer too: what was read must still stand before what is new.
    if before is None or not grew or _digest(content[:size]) != before.end:
        return _Read(read_log(root, country), sizes, _digest(content))
    path = files[-1].relative_to(root).as_posix()
    added = _added(path, content[size:].decode("utf-8", "replace"), content[:size].count(b"\n"))
    return _Read((*before.lines, *added), sizes, _digest(content))


def log_files(folder: Path) -> tuple[Path, ...]:
    """The files of the log of a country, the earliest first."""
    return tuple(folder / name for name in in_years(each.name for each in folder.glob("log*.jsonl")))


def _digest(content: bytes) -> str:
    return digest(content.decode("utf-8", "replace"))


def _added(path: str, text: str, number: int) -> Lines:
    """The whole lines among those that were added; a torn or a broken one is none."""
    lines: list[Filed[Entry]] = []
    for place, line in enumerate(text.split("\n")[:-1]):
        document = read_line(path, text, line, number + place)[0] if line.strip() else None
        value = load(document, Entry)[0] if document else None
        if document is not None and value is not None:
            lines.append(Filed(value, document))
    return tuple(lines)


# What is kept as long as what it rests on stands: a save has one of them made anew


def kept(asked: Asked, name: Hashable, sources: object, make: Callable[[], T]) -> T:
    """The value of that name; made anew where its sources do not equal those of the last time."""
    values: Kept = asked.server.keep.setdefault(f"{__name__}.kept", Kept())
    return values.of(name, sources, make)


def scored(asked: Asked, workspace: Workspace, country: Country, key: tuple[str, str]) -> Scored:
    """The scores of a checklist, and of each of its criteria by their ids."""

    def make() -> Scored:
        assessment = assessments(workspace, country, key[0], key[1:])[0]
        every = (score for article in assessment.whole.articles for score in article.criteria)
        return assessment, {score.criterion.id: score for score in every}

    filed = country.checklists[key]
    rests_on = workspace.instruments[key[1]], filed, country.participation, country.legislation, workspace.parts(country.id)  # fmt: skip
    return kept(asked, ("scores", filed.document.path), rests_on, make)


def work_of(asked: Asked, place: Place, filed: Filed[Checklist]) -> Work:
    """How far a checklist is, as the evaluator who answers it sees it; its problems are not counted."""
    alone = _alone(asked, place.country)

    def make() -> Work:
        mine = alone.seen_by(place.country, second=place.second)
        return work_on(mine, mine.countries[place.country], place.key, filed, ())

    return kept(asked, ("work", filed.document.path), (alone, filed), make)


def judged(asked: Asked, place: Place, filed: Filed[Checklist]) -> Work:
    """How far a checklist is, for whoever reviews it and sees both evaluators; its problems are not counted."""
    alone = _alone(asked, place.country)
    make = partial(work_on, alone, alone.countries[place.country], place.key, filed, ())
    return kept(asked, ("judged", filed.document.path), (alone, filed), make)


def works_of(asked: Asked, country: str, wrong: tuple[Problem, ...], *, second: bool) -> tuple[Work, ...]:
    """How far the checklists of the latest cycle of a country are, as one evaluator may know it; `wrong` are the folder's problems."""
    alone = _alone(asked, country)
    make = partial(works, alone, (country,), wrong, second=second)
    return kept(asked, ("works", country, second), (alone, wrong), make)


def _alone(asked: Asked, country: str) -> Workspace:
    """The workspace with one country, and nothing beside it but instruments and registers: the same one until these change."""
    whole, at = asked.workspace, asked.workspace.countries[country]
    nothing: dict[str, Any] = {
        "files": (),
        "plans": {},
        "texts": {},
        "crosswalks": {},
        "translations": (),
        "images": {},
        "site": None,
    }
    make = partial(replace, whole, countries={country: at}, **nothing)
    return kept(asked, ("alone", country), (at, whole.instruments, whole.jurisdictions, whole.people), make)
