"""HTML → PDF/UA by WeasyPrint, which sees nothing but the package's fonts and the pictures just drawn."""

from __future__ import annotations

import gc
import logging
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache, partial
from importlib import resources
from typing import Any, TypeVar

from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from compliance.pages.html import Page, stylesheet
from compliance.pages.typography import typeset

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture by itself, as SVG or as dots."""

    content: bytes
    width: float
    """In millimetres."""
    height: float


LONG = 30
"""Pages from which on memory counts more than the time to free it."""


class RenderError(Exception):
    """Raised where WeasyPrint would have gone on with something missing."""


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Gives out the pictures of a page and the package's fonts, and nothing else."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self.pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        if url in self.pictures:
            return URLFetcherResponse(url, self.pictures[url], {"Content-Type": "image/svg+xml"})
        if url.startswith("font:"):
            name = url.removeprefix("font:")
            fonts = {file.name: file for file in resources.files("compliance").joinpath("pages/fonts").iterdir()}
            if name in fonts:
                return URLFetcherResponse(url, fonts[name].read_bytes(), {"Content-Type": "font/ttf"})
        raise ValueError(f"a report fetches nothing from outside: {url[:80]}")


class _Document(HTML):  # type: ignore[misc]
    """A document in which only what needs them has pseudo-elements.

    WeasyPrint's own stylesheet gives a marker and the parts of a footnote to every element, and keeps a style for each:
    a quarter of the memory that a long report takes. A stylesheet of a page can only add styles, not take them away, so
    the method that hands out WeasyPrint's own is replaced. `tests/report/test_pdf.py` fails where a new version of
    WeasyPrint does without this method, moves the rules, or draws anything otherwise.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: ARG002  # WeasyPrint's signature
        return [browser_styles()]


@cache
def browser_styles() -> CSS:
    """WeasyPrint's own stylesheet, its rules of pseudo-elements for lists and footnotes alone."""
    text = resources.files("weasyprint").joinpath("css/html5_ua.css").read_text("utf-8")
    for part, owner in (("marker", "li"), ("(?:foot)?note-", ".footnote")):
        text = re.sub(rf"^(?=::{part})", owner, text, flags=re.MULTILINE)
    return CSS(string=text)


@contextmanager
def _strict() -> Iterator[None]:
    """Makes every warning of WeasyPrint an error."""
    texts: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            texts.append(record.getMessage())

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    kept, logger.handlers, logger.propagate = (logger.handlers, logger.propagate), [listener], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = kept
    if texts:
        raise RenderError("; ".join(dict.fromkeys(texts)))


def pdf(page: Page) -> bytes:
    """The document as PDF/UA-1; equal pages give equal bytes. RenderError where anything is missing."""
    return fitted((page,), lambda only: only)[1]


def fitted(versions: Sequence[T], page_of: Callable[[T], Page]) -> tuple[T, bytes]:
    """The fullest of some versions whose page keeps to its number of pages, with its document; where none does, set tighter.

    Each version is laid out and its pages counted; each is shorter than the one before.
    """
    pages = [cache(partial(page_of, version)) for version in versions]  # drawn once, also where they are set tighter
    with _strict():
        place, page, document = _fullest(pages, "")
        if not _fits(page, document):
            place, page, document = _fullest(pages, stylesheet("tighter"))
        if len(document.pages) > LONG:
            gc.collect()  # the elements, which refer to each other, are not needed to draw
        written: bytes = document.write_pdf(**_options(page))
        return versions[place], written


def _fullest(pages: Sequence[Callable[[], Page]], further: str) -> tuple[int, Page, Document]:
    """The fullest version that fits under a further stylesheet, else the shortest, with its place and its layout."""
    last = len(pages) - 1
    layouts: dict[int, tuple[Page, Document]] = {}

    def fits(place: int) -> bool:
        page = pages[place]()
        layouts[place] = page, _laid_out(page, page.stylesheet + further)
        return _fits(*layouts[place])

    # Most need the first or the second; after them, halving finds the fullest.
    place = next((place for place in range(last + 1)[:2] if fits(place)), None)
    if place is None:
        place = min(bisect_left(range(last + 1), True, lo=2, key=fits), last)
        if place not in layouts:
            fits(place)
    return place, *layouts[place]


def _fits(page: Page, document: Document) -> bool:
    return not page.most or len(document.pages) <= page.most


def _laid_out(page: Page, styles: str) -> Document:
    fonts, fetcher = FontConfiguration(), _Fetcher(page.pictures)
    style = CSS(string=styles, font_config=fonts, url_fetcher=fetcher)
    source = _Document(string=typeset(page.html), url_fetcher=fetcher, base_url=None)
    document = source.render(stylesheets=[style], font_config=fonts, **_options(page))
    for note in (each for each in source.etree_element.iter("p") if each.get("class") == "designation"):
        _keep_to_pages_that_name(document, "".join(note.itertext()), page.pictures)
    return document


def _keep_to_pages_that_name(document: Document, note: str, pictures: Mapping[str, bytes]) -> None:
    """Takes the note of a designation from the footer of pages on which no word bears its mark.

    Generated content of CSS can repeat a text on all later pages, but not on those alone that ask for it.
    """
    marks = "|".join(re.escape(word) for word in note.split() if not any(map(str.isalnum, word)))
    for page in document.pages if marks else ():
        boxes = page._page_box.children  # noqa: SLF001  # layouts have no public tree
        footers = [box for box in boxes if getattr(box, "at_keyword", None) == "@bottom-left"]
        rest = (text for box in boxes if box not in footers for text in _texts(box, pictures))
        if not any(re.search(rf"\w(?:{marks})", text) for text in rest):
            for footer in footers:
                footer.children = [line for line in footer.children if "".join(_texts(line, {})).strip() not in note]


def _texts(box: Any, pictures: Mapping[str, bytes]) -> Iterator[str]:
    """What is printed in a box, the words of its pictures included."""
    yield getattr(box, "text", "")
    if getattr(box, "element_tag", None) == "img":
        yield pictures[box.element.get("src")].decode()
    for child in getattr(box, "children", ()):
        yield from _texts(child, pictures)


def sheets(drawings: Sequence[Drawing]) -> bytes:
    """A PDF with one drawing a page, each page as large as what it holds: the same type and lines as in a report."""
    rules = "".join(
        f"@page s{n} {{ size: {each.width}mm {each.height}mm; margin: 0; @top-left {{ content: none }} @top-right {{ content: none }}"
        f" @bottom-left {{ content: none }} @bottom-right {{ content: none }} }} #s{n} {{ page: s{n} }}"
        for n, each in enumerate(drawings)
    )
    named = {f"sheet:{n}": each.content for n, each in enumerate(drawings)}
    images = "".join(
        f'<div id="s{n}"><img src="sheet:{n}" alt="" style="display:block;width:{each.width}mm"></div>'
        for n, each in enumerate(drawings)
    )
    return plain(Page(f"<!DOCTYPE html><html><body>{images}</body></html>", f"{stylesheet()}{rules}", named))


def plain(page: Page) -> bytes:
    """A page as a PDF that is drawn and never read."""
    with _strict():
        written: bytes = _laid_out(page, page.stylesheet).write_pdf()
    return written


def _options(page: Page) -> dict[str, object]:
    """The form of the document, and the files inside it by name, with a date that does not move."""
    day = datetime.combine(page.dated, time())
    attached = [
        Attachment(string=content, name=name, description=name, created=day, modified=day, relationship="Data")
        for name, content in sorted(page.attachments.items())
    ]
    return {"pdf_variant": "pdf/ua-1", "attachments": attached}
