"""Every page of a site, in the order in which a reader would meet them."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.screens.article import article_pages
from compliance.screens.beneficiary import beneficiary_page
from compliance.screens.criterion import criterion_pages
from compliance.screens.heat import heat_page
from compliance.screens.indicators import indicator_pages, indicators_page
from compliance.screens.parts import Page
from compliance.screens.publication import Publication
from compliance.screens.region import region_page
from compliance.screens.service import data_page, entries, method_page, missing_page, search_page
from compliance.screens.sources import all_sources_page, sources_page
from compliance.screens.treaty import treaty_page


def pages(published: Publication) -> tuple[Page, ...]:
    """Every page of a site in the language that is spoken."""
    shown = tuple(_content(published))
    return (*shown, *_service(published, shown))


def _content(published: Publication) -> Iterator[Page]:
    yield region_page(published)
    for view in published.beneficiaries.values():
        yield beneficiary_page(published, view)
        for treaty in view.instruments:
            yield heat_page(published, view, treaty)
            yield from article_pages(published, view, treaty)
        yield sources_page(published, view)
    for compared in published.region.treaties:
        yield treaty_page(published, compared)
        yield from criterion_pages(published, compared.instrument)
    if (overview := indicators_page(published)) is not None:
        yield overview
        yield from indicator_pages(published)
    yield all_sources_page(published)


def _service(published: Publication, shown: tuple[Page, ...]) -> Iterator[Page]:
    yield method_page(published)
    yield data_page(published)
    yield search_page(published, entries(shown))
    yield missing_page(published)
