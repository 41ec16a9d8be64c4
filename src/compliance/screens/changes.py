"""What changed: ratings that differ from those before, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from compliance import figures
from compliance.model.checklist import Response
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


def changes(published: Publication) -> tuple[Change, ...]:
    """The latest changes of ratings."""
    every = (
        change
        for view in published.beneficiaries.values()
        for treaty in view.instruments
        for change in _of_treaty(view, treaty)
    )
    return tuple(sorted(every, key=lambda change: (change.day, change.name, change.criterion), reverse=True)[:MOST])


def _of_treaty(view: CountryView, treaty: InstrumentView) -> Iterator[Change]:
    for article in treaty.article_scores:
        for score in article.criteria:
            response = score.response
            for day, before, after, cause in _steps(treaty, response) if response else ():
                yield Change(
                    day=day,
                    name=view.name,
                    abbreviation=treaty.abbreviation,
                    ref=words.reference(score.criterion.provision, score.criterion.element),
                    before=_rating(before),
                    after=_rating(after),
                    cause=cause,
                    to=(view.id, treaty.id, article.article.number),
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
