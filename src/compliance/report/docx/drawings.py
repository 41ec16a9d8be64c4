"""The drawings of a page as pictures for Word: what WeasyPrint draws in a PDF, once as dots."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from hashlib import sha256

import pypdfium2
from PIL import Image

from compliance.report.pdf import Drawing, sheets

DOTS = 200
"""Dots per inch."""
MOST = 400
"""Pictures that a process keeps: those of a few reports."""
_MEASURES = re.compile(rb'<svg[^>]*? width="([\d.]+)mm" height="([\d.]+)mm"')
_kept: dict[str, bytes] = {}


def pictures(drawings: Mapping[str, bytes]) -> Mapping[str, Drawing]:
    """Drawings (SVG) as pictures, under the same names; those that were drawn before are not drawn again."""
    known = {}
    for name, svg in drawings.items():
        if (measures := _MEASURES.search(svg)) is None:
            raise ValueError("a drawing does not say how wide and high it is in millimetres")
        known[name] = Drawing(svg, float(measures[1]), float(measures[2]))
    fresh = {_digest(each): each for each in known.values() if _digest(each) not in _kept}
    if len(_kept) + len(fresh) > MOST:
        _kept.clear()
        fresh = {_digest(each): each for each in known.values()}
    _kept.update(zip(fresh, _dots(fresh.values()), strict=True))
    return {name: replace(each, content=_kept[_digest(each)]) for name, each in known.items()}


def _digest(drawing: Drawing) -> str:
    return sha256(drawing.content).hexdigest()


def _dots(drawings: Iterable[Drawing]) -> list[bytes]:
    """Each drawing as PNG, laid out all at once."""
    each = tuple(drawings)
    if not each:
        return []
    with closing(pypdfium2.PdfDocument(sheets(each))) as document:
        return [_png(page.render(scale=DOTS / 72).to_pil()) for page in document]


def _png(image: Image.Image) -> bytes:
    """A picture as a file without a date."""
    content = io.BytesIO()
    image.convert("RGB").save(content, "PNG", dpi=(DOTS, DOTS))
    return content.getvalue()
