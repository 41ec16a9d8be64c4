"""What answers rest on: the documents consulted and the acts read, in one beneficiary and in all."""

from __future__ import annotations

from dataclasses import dataclass

from compliance import figures
from compliance.language import _
from compliance.queries.formats import Column
from compliance.screens.address import Address
from compliance.screens.parts import Link, Page, Table
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.view.values.country import CountryView
from compliance.view.values.law import ActView, SourceView

SOURCES: Address = ("sources",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(Page):
    """What the answers of one beneficiary rest on."""

    name: str
    finding: str
    """How many answers have which grade of evidence."""
    texts_read: str
    acts: tuple[ActView, ...]
    documents: tuple[SourceView, ...]

    def table(self) -> Table:
        """The documents consulted, a row each."""
        return Table(_DOCUMENTS, self.documents)


_DOCUMENTS: tuple[Column[SourceView], ...] = (
    Column("number", lambda source: source.number),
    Column("document", lambda source: source.document),
    Column("kind", lambda source: source.quality),
    Column("url", lambda source: source.url),
    Column("note", lambda source: source.note),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What the answers of one beneficiary rest on, in numbers."""

    country: str
    name: str
    to: Address
    acts: int
    documents: int
    age: str
    grades: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllSourcesPage(Page):
    """What the answers of all beneficiaries rest on."""

    shelves: tuple[Shelf, ...]

    def table(self) -> Table:
        """A row a beneficiary."""
        return Table(_SHELVES, self.shelves)


_SHELVES: tuple[Column[Shelf], ...] = (
    Column("beneficiary", lambda shelf: shelf.country),
    Column("name", lambda shelf: shelf.name),
    Column("acts", lambda shelf: shelf.acts),
    Column("documents", lambda shelf: shelf.documents),
    Column("texts", lambda shelf: shelf.age),
    *(
        Column(f"evidence_{grade}", lambda shelf, grade=grade: dict(shelf.grades).get(grade, 0))  # type: ignore[misc]
        for grade in "ABCD"
    ),
)


def sources_page(published: Publication, view: CountryView) -> SourcesPage:
    """What the answers of one beneficiary rest on."""
    heading, sources = _heading(len(view.acts), len(view.sources)), _("sources")
    return SourcesPage(
        address=(view.id, "sources"),
        title=published.titled(f"{view.name}, {sources}"),
        description=f"{view.name}: {heading}.",
        crumbs=(crumb(published), Link(text=view.name, to=(view.id,))),
        kicker=f"{view.name} · {sources}",
        heading=heading,
        name=view.name,
        finding=view.grades_finding,
        texts_read=view.texts_read,
        acts=view.acts,
        documents=view.sources,
    )


def _heading(acts: int, documents: int) -> str:
    values = {"acts": figures.count(acts, "act"), "documents": figures.count(documents, "document")}
    text = _("%(acts)s and %(documents)s stand behind the answers") % values
    return f"{text[:1].upper()}{text[1:]}"


def all_sources_page(published: Publication) -> AllSourcesPage:
    """What the answers of all beneficiaries rest on."""
    views = published.beneficiaries.values()
    heading = _heading(sum(len(view.acts) for view in views), sum(len(view.sources) for view in views))
    return AllSourcesPage(
        address=SOURCES,
        title=published.titled(_("Sources")),
        description=f"{heading}.",
        crumbs=(crumb(published),),
        kicker=_("Sources"),
        heading=heading,
        shelves=tuple(
            Shelf(
                country=view.id,
                name=view.name,
                to=(view.id, "sources"),
                acts=len(view.acts),
                documents=len(view.sources),
                age=view.texts_read,
                grades=tuple((grade, view.grades.get(grade, 0)) for grade in ("A", "B", "C", "D")),
            )
            for view in views
        ),
    )
