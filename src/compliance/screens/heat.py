"""One treaty in one beneficiary: every article with its criteria as an accessible heat table."""

from __future__ import annotations

from typing import Any

from compliance.queries.formats import Column, picked
from compliance.screens.parts import Link, Page, Table, bar, score, tile
from compliance.screens.publication import Publication
from compliance.screens.region import crumb, standing
from compliance.view.messages import items_of
from compliance.view.values.answers import ArticleView
from compliance.view.values.country import CountryView, InstrumentView

_COLUMNS: tuple[Column[Any], ...] = (
    Column("section", lambda place: place[0]["title"]),
    Column("article", lambda place: place[1]["number"]),
    Column("title", lambda place: place[1]["title"]),
    Column("criterion", lambda place: place[2].id),
    Column("reference", lambda place: place[2].ref),
    Column("core", lambda place: place[2].core),
    Column("rating", lambda place: place[2].chip.word),
)
"""Every criterion with its rating."""


def heat_page(published: Publication, view: CountryView, treaty: InstrumentView) -> Page:
    """One treaty in one beneficiary."""
    sections = _sections(view, treaty)
    rows = tuple((section, row, each) for section in sections for row in section["rows"] for each in row["tiles"])
    return Page(
        kind="heat",
        address=(view.id, treaty.id),
        title=f"{view.name}, {treaty.abbreviation}: {published.site.title}",
        description=f"{view.name}, {treaty.headline}.",
        crumbs=(crumb(published), Link(text=view.name, to=(view.id,))),
        kicker=f"{view.name} · {treaty.short}, {treaty.number}",
        heading=treaty.headline,
        shown={
            "name": view.name,
            "instrument": treaty.id,
            "number": treaty.number,
            "treaty": treaty.title,
            **picked(treaty, "short", "lead", "law_date", "score_word", "as_bound"),
            "standing": standing(view.id, treaty),
            "sections": sections,
            "others": tuple(
                Link(text=name, to=(id_, treaty.id))
                for id_, name in published.names.items()
                if id_ != view.id and published.has(id_, treaty.id)
            ),
            "unassessed": treaty.unassessed,
        },
        table=Table(_COLUMNS, rows),
    )


def _sections(view: CountryView, treaty: InstrumentView) -> list[dict[str, Any]]:
    return [
        {
            **picked(section, "id", "title", "span", "headline"),
            "bar": bar(section.title, items_of(scored.within), treaty.scale),
            "score": score(scored.score),
            "rows": [article_row(view.id, treaty, article) for article in section.articles],
        }
        for section, scored in zip(treaty.sections, treaty.section_scores, strict=True)
    ]


def article_row(country: str, treaty: InstrumentView, article: ArticleView) -> dict[str, Any]:
    """How one beneficiary stands to an article: its rating, its score and its criteria."""
    return {
        **picked(article, "number", "title"),
        "to": (country, treaty.id, article.number),
        "chip": article.chip,
        "score": score(treaty.assessment.whole.article(article.number).score),
        "tiles": tuple(tile(row) for row in article.criteria),
    }
