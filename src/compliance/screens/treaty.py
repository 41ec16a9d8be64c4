"""One treaty: what it asks, article by article, and how every beneficiary answers."""

from __future__ import annotations

from dataclasses import dataclass

from compliance import figures
from compliance.model.instrument import Article, Instrument
from compliance.queries.formats import Column
from compliance.screens.address import Address
from compliance.screens.criterion import reference
from compliance.screens.parts import Link, Page, Score, Table
from compliance.screens.publication import Publication
from compliance.screens.region import Standing, crumb, standing
from compliance.view import words
from compliance.view.regional.region import TreatyComparison
from compliance.view.values.answers import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How a beneficiary stands to an article."""

    name: str
    to: Address
    chip: Chip
    score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A criterion, as the list of a treaty has it."""

    id: str
    ref: str
    duty: str
    core: bool
    obligation: str
    to: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One article, beneficiary by beneficiary."""

    number: str
    title: str
    purpose: str | None
    cells: tuple[Cell, ...]
    criteria: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatySection:
    """The articles of a section."""

    title: str
    rows: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How one beneficiary stands to the treaty."""

    name: str
    to: Address
    standing: Standing
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyPage(Page):
    """One treaty in all beneficiaries."""

    id: str
    number: str
    treaty: str
    short: str
    abbreviation: str
    opened: str
    in_force: str
    depositary: str | None
    wording: str
    edition: str
    matrix_headline: str
    stands: tuple[Stand, ...]
    sections: tuple[TreatySection, ...]
    criteria: int

    def table(self) -> Table:
        """Every criterion of the treaty."""
        return Table(
            _COLUMNS,
            tuple((row, each) for section in self.sections for row in section.rows for each in row.criteria),
        )


_COLUMNS: tuple[Column[tuple[ArticleRow, Asked]], ...] = (
    Column("criterion", lambda pair: pair[1].id),
    Column("article", lambda pair: pair[0].number),
    Column("title", lambda pair: pair[0].title),
    Column("reference", lambda pair: pair[1].ref),
    Column("core", lambda pair: pair[1].core),
    Column("obligation", lambda pair: pair[1].obligation),
    Column("duty", lambda pair: pair[1].duty),
)


def treaty_page(published: Publication, compared: TreatyComparison) -> TreatyPage:
    """One treaty in all beneficiaries."""
    instrument = compared.instrument
    articles = {article.number: article for article in instrument.articles}
    names = published.region.names()
    return TreatyPage(
        address=(instrument.id,),
        title=f"{instrument.abbreviation}, {instrument.called_shortly()}: {published.site.title}",
        description=f"{compared.headline}.",
        crumbs=(crumb(published),),
        kicker=f"{instrument.called_shortly()}, {instrument.number}",
        heading=compared.headline,
        id=instrument.id,
        number=instrument.number,
        treaty=instrument.called(),
        short=instrument.called_shortly(),
        abbreviation=instrument.abbreviation,
        opened=compared.opened,
        in_force=figures.day(instrument.in_force) if instrument.in_force else "",
        depositary=instrument.url,
        wording=instrument.wording,
        edition=instrument.edition,
        matrix_headline=compared.matrix_headline,
        stands=tuple(_stands(published, instrument)),
        sections=tuple(
            TreatySection(
                title=section.title,
                rows=tuple(
                    ArticleRow(
                        number=row.number,
                        title=row.title,
                        purpose=articles[row.number].purpose,
                        cells=tuple(
                            Cell(
                                name=names[cell.country],
                                to=(cell.country, instrument.id, row.number),
                                chip=cell.chip,
                                score=cell.score,
                            )
                            for cell in row.cells
                        ),
                        criteria=tuple(_asked(instrument, articles[row.number])),
                    )
                    for row in section.rows
                ),
            )
            for section in compared.matrix
        ),
        criteria=len(instrument.criteria()),
    )


def _stands(published: Publication, instrument: Instrument) -> list[Stand]:
    stands = []
    for id_, view in published.beneficiaries.items():
        if treaty := published.treaty(id_, instrument.id):
            own = standing(id_, treaty)
            stands.append(Stand(name=view.name, to=own.to, standing=own, score=own.score))
    return stands


def _asked(instrument: Instrument, article: Article) -> list[Asked]:
    return [
        Asked(
            id=criterion.id,
            ref=reference(criterion),
            duty=criterion.requirement,
            core=criterion.core,
            obligation=words.OBLIGATION[criterion.obligation],
            to=(instrument.id, criterion.id),
        )
        for criterion in article.criteria
    ]


def treaty_link(instrument: Instrument) -> Link:
    """The way to a treaty."""
    return Link(text=instrument.abbreviation, to=(instrument.id,))
