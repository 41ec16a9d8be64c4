"""Pages about the site itself: method, data, search, and the page that stands where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from compliance import figures
from compliance.language import Words, _
from compliance.model.instrument import Grade, Instrument
from compliance.queries.datasets import DATASETS
from compliance.queries.formats import Column
from compliance.screens.address import Address
from compliance.screens.parts import Kind, Link, Page, Table
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.view import words

METHOD: Address = ("method",)
DATA: Address = ("data",)
SEARCH: Address = ("search",)
MISSING: Address = ("404",)


_SETS: tuple[Column[Mapping[str, str]], ...] = tuple(
    Column(name, lambda each, name=name: each[name])  # type: ignore[misc]
    for name in ("name", "title", "meaning")
)
"""The tables, a row each."""


def method_page(published: Publication) -> Page:
    """How ratings become scores, what evidence counts, what open means."""
    evidence: Words[Grade] = words.EVIDENCE
    terms = {term.term: term.meaning for view in published.beneficiaries.values() for term in view.glossary}
    heading = _("A rating counts where a source was seen; what is open stays a range")
    return Page(
        kind="method",
        address=METHOD,
        title=published.titled(_("Method")),
        description=f"{heading}.",
        crumbs=(crumb(published),),
        kicker=_("Method"),
        heading=heading,
        shown={
            "about": published.site.about,
            "scales": [_scale(instrument) for instrument in published.instruments],
            "evidence": [(grade, evidence[grade]) for grade in ("A", "B", "C", "D")],
            "limits": published.region.limits,
            "glossary": sorted(terms.items()),
        },
    )


def _scale(instrument: Instrument) -> Mapping[str, Any]:
    """The ratings of an instrument with their values, and what a core criterion with a rating holds its article to."""
    scale = instrument.scale
    return {
        "abbreviation": instrument.abbreviation,
        "ratings": [(word, words.rating(word), figures.value(value)) for word, value in scale.values.items()],
        "caps": [(words.rating(word), words.rating(cap)) for word, cap in scale.caps.items() if word != cap],
        "counts_from": scale.counts_from,
    }


def data_page(published: Publication) -> Page:
    """Every table as CSV, described as a Data Package; the feed of changes needs the address of the site."""
    values = {"number": figures.number(len(DATASETS))}
    heading = _("%(number)s tables, each as CSV, described as a Data Package") % values
    sets = tuple(
        {"name": each.name, "title": each.title, "meaning": words.sentence(each.meaning).replace("`", "")}
        for each in DATASETS
    )
    return Page(
        kind="data",
        address=DATA,
        title=published.titled(_("Data")),
        description=f"{heading}.",
        crumbs=(crumb(published),),
        kicker=_("Data"),
        heading=heading,
        shown={"sets": sets, "feed": published.site.base is not None},
        table=Table(_SETS, sets),
    )


def search_page(published: Publication, listed: Iterable[Page]) -> Page:
    """The search, and without script the pages that lead to all others: beneficiaries, treaties, indicators."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for page in listed:
        if page.entry and (len(page.address) == 1 or page.kind == "indicator"):
            groups.setdefault(page.entry.kind, []).append({"to": page.address, **page.entry._asdict()})
    return Page(
        kind="search",
        address=SEARCH,
        title=published.titled(_("Search")),
        description=_("Search articles, criteria and indicators."),
        crumbs=(crumb(published),),
        kicker=_("Search"),
        heading=_("Search articles, criteria and indicators"),
        # The number of hits stands where `%s` is, which a template would fill in.
        shown={"groups": list(groups.items()), "hits": _("%s found")},
    )


def missing_page(published: Publication, asked: str = "", near: Link | None = None) -> Page:
    """What stands where there is no page; whoever knows what was asked for says it in words, and what is nearest."""
    return Page(
        kind="missing",
        address=MISSING,
        title=published.titled(_("No such page")),
        description=_("There is no page at this address."),
        kicker=_("Not found"),
        heading=_("There is no page at this address"),
        shown={"asked": asked, "near": near},
    )


def entries(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages that the search finds: what is about all beneficiaries before what is about one."""
    order: tuple[Kind, ...] = ("beneficiary", "treaty", "criterion", "indicator", "article")
    return tuple(sorted((page for page in pages if page.entry), key=lambda page: order.index(page.kind)))
