"""What an instrument consists of: its sections, articles and criteria, by the names that commands take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from compliance import figures
from compliance.model.instrument import Article, Criterion, Instrument
from compliance.queries.formats import Column, picked

ARTICLES: tuple[Column[Article], ...] = (
    Column("section", lambda article: article.section or figures.NOTHING),
    Column("article", lambda article: article.number, "right"),
    Column("title", lambda article: article.title),
    Column("criteria", lambda article: len(article.criteria), "right"),
    Column("scored", lambda article: _scored(article.criteria), "right", 1),
)
"""The table of articles."""
CRITERIA: tuple[Column[Criterion], ...] = (
    Column("criterion", lambda criterion: criterion.id),
    Column("provision", lambda criterion: criterion.provision, rank=1),
    Column("question", lambda criterion: criterion.question),
)
"""The table of criteria."""
_Place = tuple[Instrument, Article, Criterion]
EXACT: tuple[Column[_Place], ...] = (
    Column("instrument", lambda place: place[0].id),
    Column("section", lambda place: place[1].section or ""),
    Column("article", lambda place: place[1].number),
    Column("title", lambda place: place[1].title),
    Column("criterion", lambda place: place[2].id),
    Column("provision", lambda place: place[2].provision),
    Column("question", lambda place: place[2].question),
    Column("scored", lambda place: "yes" if place[2].scored else "no"),
    Column("core", lambda place: "yes" if place[2].core else "no"),
)
"""Instruments for other programs: a row a criterion."""


def criteria(instruments: Iterable[Instrument]) -> Iterator[_Place]:
    """Every criterion with its article and its instrument."""
    for instrument in instruments:
        for article in instrument.articles:
            yield from ((instrument, article, criterion) for criterion in article.criteria)


def articles(instrument: Instrument) -> tuple[Article, ...]:
    """The articles that have criteria."""
    return tuple(article for article in instrument.articles if article.criteria)


def headline(instrument: Instrument) -> str:
    """The instrument in a line: its id, its names, how much it asks."""
    criteria = instrument.criteria()
    counts = (
        figures.count(len(articles(instrument)), "article"),
        figures.count(len(criteria), "criterion", "criteria"),
        f"{_scored(criteria)} of them scored",
    )
    return f"{instrument.id}: {instrument.title} ({instrument.abbreviation}), edition {instrument.edition}; {', '.join(counts)}."


def sections(instrument: Instrument) -> Iterator[str]:
    """A line for each section with articles: its id, its title, which articles and how many criteria it has."""
    numbers = [article.number for article in articles(instrument)]
    for section in instrument.sections:
        inside = [article for article in articles(instrument) if article.section == section.id]
        if inside:
            criteria = figures.count(sum(len(article.criteria) for article in inside), "criterion", "criteria")
            yield f"  {section.id}: {section.title}, {_span([a.number for a in inside], numbers)}, {criteria}"


def _span(inside: Sequence[str], every: Sequence[str]) -> str:
    """Articles in as few words as say them: `Arts. 2-13`, as `assign` takes them, where they follow each other."""
    first, last = inside[0], inside[-1]
    if len(inside) == 1:
        return f"Art. {first}"
    follow = list(inside) == list(every[every.index(first) : every.index(last) + 1])
    return f"Arts. {first}-{last}" if follow else f"Arts. {', '.join(inside)}"


def _scored(criteria: tuple[Criterion, ...]) -> int:
    return sum(criterion.scored for criterion in criteria)


def instrument_record(instrument: Instrument) -> Mapping[str, object]:
    """An instrument with its sections, articles and criteria."""
    return {
        **picked(instrument, "id", "title", "abbreviation", "edition"),
        "sections": [picked(section, "id", "title", "within") for section in instrument.sections],
        "articles": [
            {
                **picked(article, "number", "title", "section"),
                "criteria": [
                    picked(criterion, "id", "provision", "question", "scored", "core") for criterion in article.criteria
                ],
            }
            for article in articles(instrument)
        ],
    }
