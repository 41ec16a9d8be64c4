"""What answers rest on: the documents consulted and the acts read, in one beneficiary and in all."""

from __future__ import annotations

from typing import Any

from compliance import figures
from compliance.language import _
from compliance.queries.formats import Column
from compliance.screens.address import Address
from compliance.screens.parts import Link, Page, Table
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.view.values.country import CountryView
from compliance.view.values.law import SourceView

SOURCES: Address = ("sources",)
_DOCUMENTS: tuple[Column[SourceView], ...] = (
    Column("number", lambda source: source.number),
    Column("document", lambda source: source.document),
    Column("kind", lambda source: source.quality),
    Column("url", lambda source: source.url),
    Column("note", lambda source: source.note),
)
"""The documents consulted, a row each."""
_SHELVES: tuple[Column[dict[str, Any]], ...] = (
    Column("beneficiary", lambda shelf: shelf["country"]),
    Column("name", lambda shelf: shelf["name"]),
    Column("acts", lambda shelf: shelf["acts"]),
    Column("documents", lambda shelf: shelf["documents"]),
    Column("texts", lambda shelf: shelf["age"]),
    *(
        Column(f"evidence_{grade}", lambda shelf, grade=grade: dict(shelf["grades"])[grade])  # type: ignore[misc]
        for grade in "ABCD"
    ),
)
"""A row a beneficiary."""


def sources_page(published: Publication, view: CountryView) -> Page:
    """What the answers of one beneficiary rest on."""
    heading, sources = _heading(len(view.acts), len(view.sources)), _("sources")
    return Page(
        kind="sources",
        address=(view.id, "sources"),
        title=published.titled(f"{view.name}, {sources}"),
        description=f"{view.name}: {heading}.",
        crumbs=(crumb(published), Link(text=view.name, to=(view.id,))),
        kicker=f"{view.name} · {sources}",
        heading=heading,
        shown={
            "name": view.name,
            "finding": view.grades_finding,
            "texts_read": view.texts_read,
            "acts": view.acts,
            "documents": view.sources,
        },
        table=Table(_DOCUMENTS, view.sources),
    )


def _heading(acts: int, documents: int) -> str:
    values = {"acts": figures.count(acts, "act"), "documents": figures.count(documents, "document")}
    text = _("%(acts)s and %(documents)s stand behind the answers") % values
    return f"{text[:1].upper()}{text[1:]}"


def all_sources_page(published: Publication) -> Page:
    """What the answers of all beneficiaries rest on."""
    views = published.beneficiaries.values()
    heading = _heading(sum(len(view.acts) for view in views), sum(len(view.sources) for view in views))
    shelves = tuple(
        {
            "country": view.id,
            "name": view.name,
            "to": (view.id, "sources"),
            "acts": len(view.acts),
            "documents": len(view.sources),
            "age": view.texts_read,
            "grades": tuple((grade, view.grades.get(grade, 0)) for grade in ("A", "B", "C", "D")),
        }
        for view in views
    )
    return Page(
        kind="all-sources",
        address=SOURCES,
        title=published.titled(_("Sources")),
        description=f"{heading}.",
        crumbs=(crumb(published),),
        kicker=_("Sources"),
        heading=heading,
        shown={"shelves": shelves},
        table=Table(_SHELVES, shelves),
    )
