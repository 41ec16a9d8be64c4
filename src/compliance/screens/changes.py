"""What changed: ratings that differ from those before, within a cycle and since the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from compliance import figures
from compliance.language import _, ngettext
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


def since_last_cycle(views: tuple[CountryView, ...]) -> Mapping[str, Any]:
    """What changed in some beneficiaries since the cycle before, in the order of the register and of the treaties.

    The finding says how many ratings changed since which cycle, that none did, or that there is no earlier cycle.
    """
    cycles = {view.bridges.cycles[0] for view in views if view.bridges}
    rows = tuple(change for view in views for change in _of_bridges(view))
    return {"finding": _finding(len(rows), sorted(cycles)), "changes": rows}


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
    since = (change for view in views for change in _of_bridges(view))
    within = (change for view in views for treaty in view.instruments for change in _of_treaty(view, treaty))
    # What a re-rating changed since the last cycle is told by both: by the bridge, and by the history of the answer.
    every = {(each.to, each.criterion, each.day, each.before, each.after): each for each in (*since, *within)}
    return tuple(
        sorted(every.values(), key=lambda change: (change.day, change.name, change.criterion), reverse=True)[:MOST]
    )


def _scores(treaty: InstrumentView) -> Iterator[tuple[CriterionScore, str]]:
    """The criteria of a treaty, each with the number of its article."""
    for article in treaty.article_scores:
        yield from ((score, article.article.number) for score in article.criteria)


def _of_treaty(view: CountryView, treaty: InstrumentView) -> Iterator[Change]:
    """Within the cycle: every rating of an answer that followed another."""
    for score, article in _scores(treaty):
        if response := score.response:
            dated = [(entry.recorded, entry.rating, entry.cause) for entry in response.history]
            dated.append((response.recorded or treaty.checklist.cut_off, response.rating, response.cause))
            for (_day, before, _cause), (day, after, cause) in pairwise(dated):
                if before != after:
                    way = _rating(before), _rating(after), words.CAUSES[cause] if cause else ""
                    yield _change(view, treaty, (score, article), way, day)


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


def _rating(rating: tuple[str, ...]) -> str:
    return figures.DASH.join(words.rating(word) for word in rating) or words.rating("unanswered")
