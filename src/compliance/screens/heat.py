"""One treaty in one beneficiary: every article with its criteria as an accessible heat table."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.queries.formats import Column
from compliance.screens.address import Address
from compliance.screens.parts import Bar, Link, Page, Score, Table, Tile, bar, score, tile
from compliance.screens.publication import Publication
from compliance.screens.region import Standing, crumb, standing
from compliance.view.messages import items_of
from compliance.view.values.answers import ArticleView, Chip
from compliance.view.values.country import CountryView, InstrumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One article."""

    number: str
    title: str
    to: Address
    chip: Chip
    score: Score
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatSection:
    """The articles of one section."""

    id: str
    title: str
    span: str
    headline: str
    bar: Bar
    score: Score
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatPage(Page):
    """One treaty in one beneficiary."""

    name: str
    instrument: str
    number: str
    treaty: str
    """Its full title."""
    short: str
    lead: str
    law_date: str
    score_word: str
    as_bound: str
    standing: Standing
    sections: tuple[HeatSection, ...]
    others: tuple[Link, ...]
    """The same treaty in the other beneficiaries."""
    unassessed: tuple[tuple[str, str, str], ...]
    """Articles that are not assessed: number, title, why."""

    def table(self) -> Table:
        """Every criterion with its rating."""
        rows = tuple((section, row, each) for section in self.sections for row in section.rows for each in row.tiles)
        return Table(_COLUMNS, rows)


_COLUMNS: tuple[Column[tuple[HeatSection, HeatRow, Tile]], ...] = (
    Column("section", lambda place: place[0].title),
    Column("article", lambda place: place[1].number),
    Column("title", lambda place: place[1].title),
    Column("criterion", lambda place: place[2].id),
    Column("reference", lambda place: place[2].ref),
    Column("core", lambda place: place[2].core),
    Column("rating", lambda place: place[2].chip.word),
)


def heat_page(published: Publication, view: CountryView, treaty: InstrumentView) -> HeatPage:
    """One treaty in one beneficiary."""
    return HeatPage(
        address=(view.id, treaty.id),
        title=f"{view.name}, {treaty.abbreviation}: {published.site.title}",
        description=f"{view.name}, {treaty.headline}.",
        crumbs=(crumb(published), Link(text=view.name, to=(view.id,))),
        kicker=f"{view.name} · {treaty.short}, {treaty.number}",
        heading=treaty.headline,
        name=view.name,
        instrument=treaty.id,
        number=treaty.number,
        treaty=treaty.title,
        short=treaty.short,
        lead=treaty.lead,
        law_date=treaty.law_date,
        score_word=treaty.score_word,
        as_bound=treaty.as_bound,
        standing=standing(view.id, treaty),
        sections=tuple(_sections(view, treaty)),
        others=tuple(
            Link(text=name, to=(id_, treaty.id))
            for id_, name in published.names.items()
            if id_ != view.id and published.has(id_, treaty.id)
        ),
        unassessed=treaty.unassessed,
    )


def _sections(view: CountryView, treaty: InstrumentView) -> list[HeatSection]:
    return [
        HeatSection(
            id=section.id,
            title=section.title,
            span=section.span,
            headline=section.headline,
            bar=bar(section.title, items_of(scored.within), treaty.scale),
            score=score(scored.score),
            rows=tuple(_row(view, treaty, article) for article in section.articles),
        )
        for section, scored in zip(treaty.sections, treaty.section_scores, strict=True)
    ]


def _row(view: CountryView, treaty: InstrumentView, article: ArticleView) -> HeatRow:
    return HeatRow(
        number=article.number,
        title=article.title,
        to=(view.id, treaty.id, article.number),
        chip=article.chip,
        score=score(treaty.assessment.whole.article(article.number).score),
        tiles=tuple(tile(row) for row in article.criteria),
    )
