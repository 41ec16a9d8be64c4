"""Pictures of pages → PNG: laid out by WeasyPrint, all at once, then drawn as dots."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing

import pypdfium2
from PIL import Image

from compliance.pages.html import Page
from compliance.pages.site.cards import Picture
from compliance.report.pdf import plain

PIXELS = 96 / 72
"""Pixels a point: a picture has as many as its page says."""


def drawn(pictures: Sequence[Picture]) -> list[bytes]:
    """Each picture as PNG; equal pictures give equal bytes."""
    if not pictures:
        return []
    body = "".join(each.html for each in pictures)
    page = Page(f"<!DOCTYPE html><html><body>{body}</body></html>", pictures[0].css, {})
    with closing(pypdfium2.PdfDocument(plain(page))) as document:
        return [_png(document[place].render(scale=PIXELS).to_pil()) for place in range(len(pictures))]


def _png(image: Image.Image) -> bytes:
    """A picture as a file without a date, every colour as it is."""
    content = io.BytesIO()
    image.convert("RGB").save(content, "PNG", optimize=True)
    return content.getvalue()
