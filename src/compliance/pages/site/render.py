"""A page of the site as HTML, as JSON and as CSV: three forms of one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from compliance import language
from compliance.language import _
from compliance.pages.site.cards import picture
from compliance.pages.site.environment import environment
from compliance.queries.formats import as_csv, as_lean_json
from compliance.screens.address import INDEX, ROOT, Address, file, href
from compliance.screens.article import ArticlePage
from compliance.screens.beneficiary import BeneficiaryPage
from compliance.screens.criterion import CriterionPage
from compliance.screens.heat import HeatPage
from compliance.screens.indicators import IndicatorPage, IndicatorsPage
from compliance.screens.parts import Link, Page
from compliance.screens.publication import Publication
from compliance.screens.region import RegionPage
from compliance.screens.service import DataPage, MethodPage, MissingPage, SearchPage
from compliance.screens.sources import AllSourcesPage, SourcesPage
from compliance.screens.treaty import TreatyPage
from compliance.view.names import texts_of

TEMPLATES: Mapping[type[Page], str] = {
    RegionPage: "region.html",
    BeneficiaryPage: "beneficiary.html",
    HeatPage: "heat.html",
    ArticlePage: "article.html",
    CriterionPage: "criterion.html",
    TreatyPage: "treaty.html",
    IndicatorsPage: "indicators.html",
    IndicatorPage: "indicator.html",
    SourcesPage: "sources.html",
    AllSourcesPage: "all-sources.html",
    MethodPage: "method.html",
    DataPage: "data.html",
    SearchPage: "search.html",
    MissingPage: "missing.html",
}
"""The template of each kind of page; a further kind is one more line."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a browser may load: what lies beside the page, and nothing that stands in it."""
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
        Link(text=_("Region") if len(published.beneficiaries) > 1 else _("Start"), to=ROOT),
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
    return file(prefix, MISSING) if isinstance(page, MissingPage) else file((*prefix, *page.address))


def html(page: Page, shared: Frame) -> str:
    """A page as HTML."""
    published, start = shared.published, _start(page, shared.prefix)
    template = environment().get_template(TEMPLATES[type(page)])
    return template.render(
        page=page,
        site=published.site,
        draft=published.draft,
        problems=shared.problems,
        cycle=published.cycle,
        law_date=published.law_date,
        status=published.status,
        language=language.spoken(),
        languages=_others(page, shared),
        navigation=_navigation(page, shared),
        footnotes=published.footnotes(tuple(texts_of(page))),
        card=_card(page, shared),
        csp=Markup(POLICY),  # noqa: S704  # our own words, whose quotation marks need no escape between double ones
        has_table=page.table() is not None,
        link=_linker(page, shared),
        root=lambda name: _from(page, shared, start, name),
        canonical=_canonical(page, shared),
        named=names_of(page, published),
    )


def _card(page: Page, shared: Frame) -> str:
    """The address of the picture of a page, in full; empty where it has none."""
    own = picture(page, shared.published)
    return f"{_base(shared)}{own.path}" if own else ""


def names_of(page: Page, published: Publication) -> str:
    """What a machine is told that the page describes: nothing where it holds no data of its own."""
    kinds = (RegionPage, BeneficiaryPage, HeatPage, TreatyPage, IndicatorPage, DataPage)
    return f"{published.site.title}: {page.heading}" if isinstance(page, kinds) else ""


def _start(page: Page, prefix: Address) -> Address:
    return prefix if isinstance(page, MissingPage) else (*prefix, *page.address)


def _from(page: Page, shared: Frame, start: Address, name: str) -> str:
    """The link to a file at the root of the site; in full where the page stands for any address."""
    if home := _home(page, shared):
        return home + name
    return href(start, ROOT, name=name)


def _home(page: Page, shared: Frame) -> str:
    """Where links begin of a page that stands at any address; empty for all others, and where nobody knows."""
    return (
        (shared.home or (_base(shared) if shared.published.site.base else "")) if isinstance(page, MissingPage) else ""
    )


def _base(shared: Frame) -> str:
    base = shared.published.site.base or ""
    return base if base.endswith("/") else f"{base}/"


def _linker(page: Page, shared: Frame) -> Callable[..., str]:
    start = _start(page, shared.prefix)
    if home := _home(page, shared):
        return lambda to, anchor="": home + href(ROOT, (*shared.prefix, *to), anchor).removeprefix("./")
    return lambda to, anchor="": href(start, (*shared.prefix, *to), anchor)


def _canonical(page: Page, shared: Frame) -> str:
    """The address of a page in full; empty where nobody said where the site stands."""
    if not shared.published.site.base or isinstance(page, MissingPage):
        return ""
    return _base(shared) + href(ROOT, (*shared.prefix, *page.address)).removeprefix("./")


def _others(page: Page, shared: Frame) -> tuple[tuple[str, str], ...]:
    """The same page in the other languages: their tags, and links."""
    if home := _home(page, shared):
        return tuple((tag, home + href(ROOT, prefix).removeprefix("./")) for tag, prefix in shared.languages)
    start, own = _start(page, shared.prefix), ROOT if isinstance(page, MissingPage) else page.address
    return tuple((tag, href(start, (*prefix, *own))) for tag, prefix in shared.languages)


def _navigation(page: Page, shared: Frame) -> tuple[tuple[Link, str], ...]:
    """The links at the head of a page, each with how it concerns the page; the beneficiary of the page among them."""
    links = list(shared.navigation)
    view = shared.published.beneficiaries.get(page.address[0]) if page.address else None
    if view is not None:
        links.insert(1, Link(text=view.name, to=(view.id,)))
    return tuple((link, _current(link, page)) for link in links)


def _current(link: Link, page: Page) -> str:
    if link.to == page.address:
        return "page"
    return "true" if link.to and page.address[: len(link.to)] == link.to else ""


def json(page: Page) -> str:
    """A page as JSON: what it shows, but for what is empty, and for what another page holds."""
    return f"{as_lean_json(page.data())}\n"


def csv(page: Page) -> str | None:
    """The table of a page as CSV; none where it has no table."""
    table = page.table()
    return None if table is None else f"{as_csv(table.columns, table.records)}\n"


def forms(page: Page, shared: Frame) -> Mapping[str, Callable[[], bytes]]:
    """The files of a page by their path from the root of the site, each made when it is asked for."""
    at = place(page, shared.prefix)
    made: dict[str, Callable[[], bytes]] = {at: lambda: html(page, shared).encode()}
    if not at.endswith(MISSING):
        beside = at.removesuffix(INDEX)
        made[f"{beside}index.json"] = lambda: json(page).encode()
        if page.table() is not None:
            made[f"{beside}index.csv"] = (csv(page) or "").encode
    return made
