"""What changed: ratings that differ from those before, within a cycle and since the last one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import Response
from compliance.scoring.values import CriterionScore
from compliance.screens.address import Address
from compliance.screens.publication import Publication
from compliance.view import words
from compliance.view.values.country import CountryView, InstrumentView

MOST = 200
"""How many changes a feed holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A rating that took the place of another."""

    day: date
    name: str
    abbreviation: str
    ref: str
    before: str
    after: str
    cause: str
    to: Address
    criterion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What changed since the last cycle."""

    finding: str
    """How many ratings changed since which cycle; that none did, or that there is no earlier cycle."""
    changes: tuple[Change, ...]
    """Beneficiaries in the order of the register, criteria in the order of the treaties."""


def since_last_cycle(views: tuple[CountryView, ...]) -> Since:
    """What changed in some beneficiaries since the cycle before."""
    cycles = {view.bridges.cycles[0] for view in views if view.bridges}
    rows = tuple(change for view in views for change in _of_bridges(view))
    return Since(finding=_finding(len(rows), sorted(cycles)), changes=rows)


def _finding(number: int, cycles: list[str]) -> str:
    if not cycles:
        return _("This is the first cycle on file, so nothing is said about changes.")
    if not number:
        return _("No rating changed since cycle %(cycle)s.") % {"cycle": figures.listed(cycles)}
    text = ngettext(
        "%(number)s rating changed since cycle %(cycle)s.", "%(number)s ratings changed since cycle %(cycle)s.", number
    )
    return text % {"number": figures.number(number), "cycle": figures.listed(cycles)}


def _of_bridges(view: CountryView) -> Iterator[Change]:
    """The ratings that differ from those of the cycle before, of criteria that the site shows."""
    treaties = {treaty.id: treaty for treaty in view.instruments}
    for bridge in view.bridges.treaties if view.bridges else ():
        treaty = treaties[bridge.instrument]
        places = {score.criterion.id: (score, article) for score, article in _scores(treaty)}
        for cause, criterion, _ref, before, after, _law in bridge.changes:
            if criterion in places and before != after:
                yield _change(view, treaty, places[criterion], (before, after, cause))


def changes(published: Publication) -> tuple[Change, ...]:
    """The latest changes of ratings, each once: within a cycle, and since the last one."""
    views = tuple(published.beneficiaries.values())
    within = (change for view in views for treaty in view.instruments for change in _of_treaty(view, treaty))
    every = {_key(change): change for change in (*since_last_cycle(views).changes, *within)}
    return tuple(
        sorted(every.values(), key=lambda change: (change.day, change.name, change.criterion), reverse=True)[:MOST]
    )


def _key(change: Change) -> tuple[object, ...]:
    return change.to, change.criterion, change.day, change.before, change.after


def _scores(treaty: InstrumentView) -> Iterator[tuple[CriterionScore, str]]:
    """The criteria of a treaty, each with the number of its article."""
    for article in treaty.article_scores:
        yield from ((score, article.article.number) for score in article.criteria)


def _of_treaty(view: CountryView, treaty: InstrumentView) -> Iterator[Change]:
    for score, article in _scores(treaty):
        for day, before, after, cause in _steps(treaty, score.response) if score.response else ():
            yield _change(view, treaty, (score, article), (_rating(before), _rating(after), cause), day)


def _change(
    view: CountryView,
    treaty: InstrumentView,
    place: tuple[CriterionScore, str],
    way: tuple[str, str, str],
    day: date | None = None,
) -> Change:
    """A change of a criterion of an article; unless another day is said, of the day on which its rating was recorded."""
    (score, article), (before, after, cause) = place, way
    recorded = score.response.recorded if score.response else None
    return Change(
        day=day or recorded or treaty.checklist.cut_off,
        name=view.name,
        abbreviation=treaty.abbreviation,
        ref=words.reference(score.criterion.provision, score.criterion.element),
        before=before,
        after=after,
        cause=cause,
        to=(view.id, treaty.id, article),
        criterion=score.criterion.id,
    )


def _steps(treaty: InstrumentView, response: Response) -> Iterator[tuple[date, tuple[str, ...], tuple[str, ...], str]]:
    """Every rating of an answer that followed another: its day, the one before, itself, why."""
    dated = [(entry.recorded, entry.rating, entry.cause) for entry in response.history]
    dated.append((response.recorded or treaty.checklist.cut_off, response.rating, response.cause))
    for (_day, before, _cause), (day, after, cause) in pairwise(dated):
        if before != after:
            yield day, before, after, words.CAUSES[cause] if cause else ""


def _rating(rating: tuple[str, ...]) -> str:
    return figures.DASH.join(words.rating(word) for word in rating) or words.rating("unanswered")
