"""Every page of a site, in the order in which a reader would meet them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

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

Pages = tuple[Page, ...]


def pages(published: Publication) -> Pages:
    """Every page of a site in the language that is spoken."""
    return (*(page for make in parts(published).values() for page in make()), missing_page(published))


def parts(published: Publication) -> Mapping[str, Callable[[], Pages]]:
    """What makes the pages that lie below each folder of a language, each made once; a folder of two is a ValueError."""
    content = _named(
        (
            ("", lambda: (region_page(published),)),
            *(part for id_ in published.beneficiaries for part in _of_beneficiary(published, id_)),
            *((instrument.id, partial(_of_treaty, published, instrument.id)) for instrument in published.instruments),
            ("indicators", lambda: tuple(_of_indicators(published))),
            ("sources", lambda: (all_sources_page(published),)),
        )
    )
    service: tuple[tuple[str, Callable[[], Pages]], ...] = (
        ("method", lambda: (method_page(published),)),
        ("data", lambda: (data_page(published),)),
        ("search", lambda: (search_page(published, entries(page for make in content.values() for page in make())),)),
    )
    return _named((*content.items(), *service))


def _named(made: Iterable[tuple[str, Callable[[], Pages]]]) -> Mapping[str, Callable[[], Pages]]:
    named: dict[str, Callable[[], Pages]] = {}
    for name, make in made:
        if name in named:
            raise ValueError(f"two pages would have the address {name}/: rename a country or an instrument")
        named[name] = make if hasattr(make, "cache_info") else cache(make)
    return named


def _of_beneficiary(published: Publication, id_: str) -> Iterator[tuple[str, Callable[[], Pages]]]:
    """A beneficiary, whose own pages need nothing of the others, and how it stands to each treaty."""
    yield id_, partial(_itself, published, id_)
    for treaty in published.instruments:
        if published.has(id_, treaty.id):
            yield f"{id_}/{treaty.id}", partial(_assessed, published, id_, treaty.id)


def _itself(published: Publication, id_: str) -> Pages:
    view = published.beneficiaries[id_]
    return beneficiary_page(published, view), sources_page(published, view)


def _assessed(published: Publication, id_: str, instrument: str) -> Pages:
    view, treaty = published.beneficiaries[id_], published.treaty(id_, instrument)
    return (heat_page(published, view, treaty), *article_pages(published, view, treaty)) if treaty else ()


def _of_treaty(published: Publication, id_: str) -> Pages:
    compared = next((each for each in published.region.treaties if each.id == id_), None)
    if compared is None:
        return ()
    return treaty_page(published, compared), *criterion_pages(published, compared.instrument)


def _of_indicators(published: Publication) -> Iterator[Page]:
    if (overview := indicators_page(published)) is not None:
        yield overview
        yield from indicator_pages(published)
