"""A page of the site as HTML, as JSON and as CSV: three forms of one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from compliance import language
from compliance.language import _
from compliance.pages.site.cards import picture
from compliance.pages.site.environment import environment
from compliance.queries.formats import as_csv, as_lean_json
from compliance.screens.address import INDEX, ROOT, Address, file, href
from compliance.screens.parts import Kind, Link, Page, Table
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.view.names import texts_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a browser may load: what lies beside the page, and nothing that stands in it."""
DESCRIBED: tuple[Kind, ...] = ("region", "beneficiary", "heat", "treaty", "indicator", "data")
"""Kinds of page that hold data of their own, which they describe to machines."""
MISSING = "404.html"
"""The file that static hosts show where there is no page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all pages of a site share: where it speaks which language, and how pages lead to each other."""

    published: Publication
    prefix: Address = ROOT
    """Where the pages of its language lie, from the root of the site: nothing, or `sr`."""
    languages: tuple[tuple[str, Address], ...] = ()
    """Every language of the site with the place of its pages; empty where there is only one."""
    navigation: tuple[Link, ...] = field(default=())
    problems: tuple[str, ...] = ()
    """What is wrong in the folder, where it is shown live; what it concerns is shown in its last state without problems."""
    home: str = ""
    """Where the site begins, for the page that stands at any address; without it where the site says that it stands."""


def frame(
    published: Publication, prefix: Address, languages: Sequence[tuple[str, Address]], problems: Sequence[str] = ()
) -> Frame:
    """What the pages of one language share."""
    links = (
        crumb(published),
        *(Link(text=instrument.abbreviation, to=(instrument.id,)) for instrument in published.instruments),
        *((Link(text=_("Indicators"), to=("indicators",)),) if published.inputs.project else ()),
        Link(text=_("Sources"), to=("sources",)),
        Link(text=_("Method"), to=("method",)),
        Link(text=_("Data"), to=("data",)),
    )
    several = tuple(languages) if len(languages) > 1 else ()
    return Frame(published=published, prefix=prefix, languages=several, navigation=links, problems=tuple(problems))


def place(page: Page, prefix: Address = ROOT) -> str:
    """Where the file of a page lies, from the root of the site."""
    return file(prefix, MISSING) if page.kind == "missing" else file((*prefix, *page.address))


def html(page: Page, shared: Frame) -> str:
    """A page as HTML."""
    published, to = shared.published, partial(_link, page, shared)
    card, base = picture(page, published), _base(shared)
    # Every language has the same pages; the one that stands at any address leads to where each language begins.
    own = ROOT if page.kind == "missing" else page.address
    return (
        environment()
        .get_template(f"{page.kind}.html")
        .render(
            page=page,
            shown={**page.shown, **page.more},  # in this order: what JSON has in short, the page has in full
            site=published.site,
            draft=published.draft,
            problems=shared.problems,
            cycle=published.cycle,
            law_date=published.law_date,
            status=published.status,
            language=language.spoken(),
            languages=tuple((tag, to((*prefix, *own))) for tag, prefix in shared.languages),
            navigation=_navigation(page, shared),
            footnotes=published.footnotes(tuple(texts_of(page))),
            card=f"{base}{card.path}" if card else "",
            csp=Markup(POLICY),  # noqa: S704  # our own words, whose quotation marks need no escape between double ones
            has_table=page.table is not None,
            link=lambda address, anchor="": to((*shared.prefix, *address), anchor),
            root=lambda name: to(ROOT, name=name),
            canonical=base + _from_root((*shared.prefix, *own))
            if published.site.base and page.kind != "missing"
            else "",
            named=f"{published.site.title}: {page.heading}" if page.kind in DESCRIBED else "",
        )
    )


def _link(page: Page, shared: Frame, address: Address, anchor: str = "", name: str = "") -> str:
    """The link from a page to an address from the root of the site; in full where the page stands at any address."""
    if page.kind != "missing":
        return href((*shared.prefix, *page.address), address, anchor, name)
    home = shared.home or (_base(shared) if shared.published.site.base else "")
    return home + _from_root(address, anchor, name) if home else href(shared.prefix, address, anchor, name)


def _from_root(address: Address, anchor: str = "", name: str = "") -> str:
    return href(ROOT, address, anchor, name).removeprefix("./")


def _base(shared: Frame) -> str:
    base = shared.published.site.base or ""
    return base if base.endswith("/") else f"{base}/"


def _navigation(page: Page, shared: Frame) -> tuple[tuple[Link, str], ...]:
    """The links at the head of a page, each with how it concerns the page; the beneficiary of the page among them."""
    links = list(shared.navigation)
    view = shared.published.beneficiaries.get(page.address[0]) if page.address else None
    if view is not None:
        links.insert(1, Link(text=view.name, to=(view.id,)))
    here = page.address
    current = (
        "page" if each.to == here else "true" if each.to and here[: len(each.to)] == each.to else "" for each in links
    )
    return tuple(zip(links, current, strict=True))


def _json(page: Page) -> bytes:
    """A page as JSON: what it shows, but for what is empty, and for what another page holds."""
    return f"{as_lean_json({'address': page.address, 'heading': page.heading, **page.shown})}\n".encode()


def _csv(table: Table) -> bytes:
    return f"{as_csv(table.columns, table.records)}\n".encode()


def forms(page: Page, shared: Frame) -> Mapping[str, Callable[[], bytes]]:
    """The files of a page by their path from the root of the site, each made when it is asked for."""
    at = place(page, shared.prefix)
    made: dict[str, Callable[[], bytes]] = {at: lambda: html(page, shared).encode()}
    if not at.endswith(MISSING):
        beside = at.removesuffix(INDEX)
        made[f"{beside}index.json"] = partial(_json, page)
        if page.table:
            made[f"{beside}index.csv"] = partial(_csv, page.table)
    return made
