"""The picture of a page for whoever shares its address: as HTML that is laid out, under a name that follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from compliance.pages.site.environment import environment
from compliance.screens.parts import Page
from compliance.screens.publication import Publication
from compliance.view.manifest import version_of
from compliance.view.names import texts_of
from compliance.view.palette import Palette, palette_of

FOLDER = "cards"
"""Where they lie, from the root of the site."""
DRAWN_BY = ("weasyprint", "pypdfium2", "pillow")
"""Libraries whose version can change a dot of a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture of a page, not yet drawn."""

    html: str
    css: str

    @property
    def path(self) -> str:
        """Its place from the root of the site; equal pictures have one, and another content has another."""
        made_from = "\0".join((self.html, self.css, *map(version_of, DRAWN_BY)))
        return f"{FOLDER}/{hashlib.sha256(made_from.encode()).hexdigest()[:20]}.png"


def picture(page: Page, published: Publication) -> Picture | None:
    """The picture of a page; none where nobody said where the site stands, or where the page has none."""
    if page.lines is None or not published.site.base:
        return None
    html = (
        environment()
        .get_template("card.html")
        .render(
            page=page,
            site=published.site,
            law_date=published.law_date,
            footnotes=published.footnotes(tuple(texts_of((page.kicker, page.heading, page.heads, page.lines)))),
        )
    )
    own = _colours(palette_of(*(tuple(instrument.scale.values) for instrument in published.assessed())))
    css = resources.files("compliance").joinpath("pages/site/card.css").read_text("utf-8")
    return Picture(html=html, css=f"{css}{own}")


def pictures(pages: tuple[Page, ...], published: Publication) -> Mapping[str, Picture]:
    """The pictures of some pages, by their place."""
    made = (picture(page, published) for page in pages)
    return {each.path: each for each in made if each is not None}


def _colours(palette: Palette) -> str:
    """The colours of ratings, as every chart has them."""
    return "".join(
        f".b-{word} {{ background:{paint.fill}; color:{paint.on_fill}; border-color:{paint.edge} !important }}\n"
        for word, paint in palette.items()
        if paint.share is not None
    )
