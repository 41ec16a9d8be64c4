"""HTML → PDF/UA by WeasyPrint, which sees nothing but the package's fonts and the pictures just drawn."""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, time
from functools import cache
from importlib import resources

from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from compliance.pages.html import Page, stylesheet

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
    a quarter of the memory that a long report takes.
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
    fetcher = _Fetcher(page.pictures)
    options = {"pdf_variant": "pdf/ua-1", "attachments": _attached(page)}

    def laid_out(styles: str) -> Document:
        fonts = FontConfiguration()
        style = CSS(string=styles, font_config=fonts, url_fetcher=fetcher)
        source = _Document(string=page.html, url_fetcher=fetcher, base_url=None)
        return source.render(stylesheets=[style], font_config=fonts, **options)

    with _strict():
        document = laid_out(page.stylesheet)
        if page.most and len(document.pages) > page.most:
            document = laid_out(page.stylesheet + stylesheet("tighter"))
        if len(document.pages) > LONG:
            gc.collect()  # the elements, which refer to each other, are not needed to draw
        made: bytes = document.write_pdf(**options)
    return made


def _attached(page: Page) -> list[Attachment]:
    """The files inside the document, by name, with a date that does not move."""
    day = datetime.combine(page.dated, time())
    return [
        Attachment(string=content, name=name, description=name, created=day, modified=day, relationship="Data")
        for name, content in sorted(page.attachments.items())
    ]
