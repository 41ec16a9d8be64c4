"""Pages about the site itself: method, data, search, and the page that stands where there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compliance import figures
from compliance.language import Words, _
from compliance.model.instrument import Grade
from compliance.queries.datasets import DATASETS, Dataset
from compliance.queries.formats import Column
from compliance.screens.address import Address
from compliance.screens.article import ArticlePage
from compliance.screens.beneficiary import BeneficiaryPage
from compliance.screens.criterion import CriterionPage
from compliance.screens.indicators import IndicatorPage
from compliance.screens.parts import Link, Page, Table
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.screens.treaty import TreatyPage
from compliance.view import words

METHOD: Address = ("method",)
DATA: Address = ("data",)
SEARCH: Address = ("search",)
MISSING: Address = ("404",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The ratings of an instrument with their values."""

    abbreviation: str
    ratings: tuple[tuple[str, str, str], ...]
    """Rating, word, value."""
    caps: tuple[tuple[str, str], ...]
    """What a core criterion with a rating holds its article to."""
    counts_from: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage(Page):
    """How ratings become scores, what evidence counts, what open means."""

    about: str | None
    scales: tuple[Scale, ...]
    evidence: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    glossary: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A table that can be taken away."""

    name: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage(Page):
    """Every table as CSV, described as a Data Package."""

    sets: tuple[Set, ...]
    feed: bool
    """Whether there is a feed of changes: it needs the address of the site."""

    def table(self) -> Table:
        """The tables, a row each."""
        return Table(_SETS, self.sets)


_SETS: tuple[Column[Set], ...] = (
    Column("name", lambda one_set: one_set.name),
    Column("title", lambda one_set: one_set.title),
    Column("meaning", lambda one_set: one_set.meaning),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the search finds."""

    to: Address
    anchor: str
    kind: str
    title: str
    text: str
    """What is searched beside the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """The search, and without script the list of what it would find."""

    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    """What the page lists where no script runs: beneficiaries, treaties, indicators."""
    hits: str
    """How the number of hits is said; it stands where `%s` is, which a template would fill in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage(Page):
    """What stands where there is no page."""

    asked: str = ""
    """The words of the address that was asked for, to be searched for."""
    near: Link | None = None
    """The page whose address is nearest to it."""


def method_page(published: Publication) -> MethodPage:
    """How ratings become scores."""
    evidence: Words[Grade] = words.EVIDENCE
    terms = {term.term: term.meaning for view in published.beneficiaries.values() for term in view.glossary}
    heading = _("A rating counts where a source was seen; what is open stays a range")
    return MethodPage(
        address=METHOD,
        title=published.titled(_("Method")),
        description=f"{heading}.",
        crumbs=(crumb(published),),
        kicker=_("Method"),
        heading=heading,
        about=published.site.about,
        scales=tuple(
            Scale(
                abbreviation=instrument.abbreviation,
                ratings=tuple(
                    (word, words.rating(word), figures.value(value)) for word, value in instrument.scale.values.items()
                ),
                caps=tuple(
                    (words.rating(word), words.rating(cap))
                    for word, cap in instrument.scale.caps.items()
                    if word != cap
                ),
                counts_from=instrument.scale.counts_from,
            )
            for instrument in published.instruments
        ),
        evidence=tuple((grade, evidence[grade]) for grade in ("A", "B", "C", "D")),
        limits=published.region.limits,
        glossary=tuple(sorted(terms.items())),
    )


def data_page(published: Publication) -> DataPage:
    """Every table of the site."""
    heading = _("%(number)s tables, each as CSV, described as a Data Package") % {
        "number": figures.number(len(DATASETS))
    }
    return DataPage(
        address=DATA,
        title=published.titled(_("Data")),
        description=f"{heading}.",
        crumbs=(crumb(published),),
        kicker=_("Data"),
        heading=heading,
        sets=tuple(_set(dataset) for dataset in DATASETS),
        feed=published.site.base is not None,
    )


def _set(dataset: Dataset[object]) -> Set:
    return Set(name=dataset.name, title=dataset.title, meaning=words.sentence(dataset.meaning).replace("`", ""))


def search_page(published: Publication, entries: Iterable[Entry]) -> SearchPage:
    """The search; what is listed are the pages that lead to all others."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if len(entry.to) == 1 or entry.kind == _("Indicator"):
            groups.setdefault(entry.kind, []).append(entry)
    return SearchPage(
        address=SEARCH,
        title=published.titled(_("Search")),
        description=_("Search articles, criteria and indicators."),
        crumbs=(crumb(published),),
        kicker=_("Search"),
        heading=_("Search articles, criteria and indicators"),
        groups=tuple((kind, tuple(found)) for kind, found in groups.items()),
        hits=_("%s found"),
    )


def missing_page(published: Publication, asked: str = "", near: Link | None = None) -> MissingPage:
    """What stands where there is no page; whoever knows what was asked for says it, and what is nearest."""
    return MissingPage(
        address=MISSING,
        title=published.titled(_("No such page")),
        description=_("There is no page at this address."),
        kicker=_("Not found"),
        heading=_("There is no page at this address"),
        asked=asked,
        near=near,
    )


def entries(pages: Iterable[Page]) -> tuple[Entry, ...]:
    """What the search finds: what is about all beneficiaries before what is about one."""
    rows = tuple(entry for page in pages if (entry := _entry(page)))
    order = (_("Beneficiary"), _("Treaty"), _("Criterion"), _("Indicator"), _("Article"))
    return tuple(sorted(rows, key=lambda entry: order.index(entry.kind)))


def _entry(page: Page) -> Entry | None:
    """A page as the search finds it; none of a page that only leads to others."""
    match page:
        case BeneficiaryPage():
            kind, title, text = _("Beneficiary"), page.name, page.heading
        case TreatyPage():
            kind, title, text = _("Treaty"), page.abbreviation, page.treaty
        case CriterionPage():
            kind, title, text = _("Criterion"), f"{page.abbreviation} {page.ref}", f"{page.article_title}. {page.duty}"
        case IndicatorPage():
            kind, title, text = _("Indicator"), f"{page.id} {page.name}", page.definition
        case ArticlePage():
            number = _("Article %(number)s") % {"number": page.number}
            kind, title, text = _("Article"), f"{page.name}, {page.abbreviation}, {number}", page.article
        case _:
            return None
    return Entry(to=page.address, anchor="", kind=kind, title=title, text=text)
