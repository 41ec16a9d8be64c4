"""One treaty: what it asks, article by article, and how every beneficiary answers."""

from __future__ import annotations

from typing import Any

from compliance import figures
from compliance.language import _
from compliance.model.instrument import Article, Instrument
from compliance.queries.formats import Column, picked
from compliance.screens.criterion import reference
from compliance.screens.parts import Entry, Line, Page, Table
from compliance.screens.publication import Publication
from compliance.screens.region import crumb, standing
from compliance.view import words
from compliance.view.regional.region import TreatyComparison

_COLUMNS: tuple[Column[Any], ...] = (
    Column("criterion", lambda pair: pair[1]["id"]),
    Column("article", lambda pair: pair[0]["number"]),
    Column("title", lambda pair: pair[0]["title"]),
    Column("reference", lambda pair: pair[1]["ref"]),
    Column("core", lambda pair: pair[1]["core"]),
    Column("obligation", lambda pair: pair[1]["obligation"]),
    Column("duty", lambda pair: pair[1]["duty"]),
)
"""Every criterion of the treaty."""


def treaty_page(published: Publication, compared: TreatyComparison) -> Page:
    """One treaty in all beneficiaries."""
    instrument, headline = compared.instrument, compared.headline
    sections = _sections(published, compared)
    stands = [
        (view.name, standing(id_, treaty))
        for id_, view in published.beneficiaries.items()
        if (treaty := published.treaty(id_, instrument.id))
    ]
    asked = tuple((row, each) for section in sections for row in section["rows"] for each in row["criteria"])
    return Page(
        kind="treaty",
        address=(instrument.id,),
        title=f"{instrument.abbreviation}, {instrument.called_shortly()}: {published.site.title}",
        description=f"{headline}.",
        crumbs=(crumb(published),),
        kicker=f"{instrument.called_shortly()}, {instrument.number}",
        heading=headline,
        shown={
            **picked(instrument, "id", "number"),
            "treaty": instrument.called(),
            "short": instrument.called_shortly(),
            "abbreviation": instrument.abbreviation,
            "opened": compared.opened,
            "in_force": figures.day(instrument.in_force) if instrument.in_force else "",
            "depositary": instrument.url,
            **picked(instrument, "wording", "edition"),
            "matrix_headline": compared.matrix_headline,
            "stands": [{"name": name, "to": own.to, "standing": own, "score": own.score} for name, own in stands],
            "sections": sections,
            "criteria": len(instrument.criteria()),
        },
        table=Table(_COLUMNS, asked),
        lines=tuple(Line(name, (own.bar,), own.score.text) for name, own in stands),
        entry=Entry(_("Treaty"), instrument.abbreviation, instrument.called()),
    )


def _sections(published: Publication, compared: TreatyComparison) -> list[dict[str, Any]]:
    """The articles of each section, beneficiary by beneficiary, and what they ask."""
    instrument, names = compared.instrument, published.region.names()
    articles = {article.number: article for article in instrument.articles}
    return [
        {
            "title": section.title,
            "rows": [
                {
                    **picked(row, "number", "title"),
                    "purpose": articles[row.number].purpose,
                    "cells": [
                        {
                            "name": names[cell.country],
                            "to": (cell.country, instrument.id, row.number),
                            **picked(cell, "chip", "score"),
                        }
                        for cell in row.cells
                    ],
                    "criteria": _asked(instrument, articles[row.number]),
                }
                for row in section.rows
            ],
        }
        for section in compared.matrix
    ]


def _asked(instrument: Instrument, article: Article) -> list[dict[str, Any]]:
    return [
        {
            "id": criterion.id,
            "ref": reference(criterion),
            "duty": criterion.requirement,
            "core": criterion.core,
            "obligation": words.OBLIGATION[criterion.obligation],
            "to": (instrument.id, criterion.id),
        }
        for criterion in article.criteria
    ]
