"""The structure of a tagged PDF, as assistive technology walks through it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Element:
    """A structure element with its parent."""

    kind: str
    node: Any
    parent: Element | None

    def within(self, kind: str) -> Element | None:
        """The nearest element of a kind around it."""
        around = self.parent
        while around is not None and around.kind != kind:
            around = around.parent
        return around


def elements(document: pikepdf.Pdf) -> Iterator[Element]:
    """Every structure element, in reading order."""
    yield from _inside(document.Root.StructTreeRoot, None)


def _inside(node: Any, parent: Element | None) -> Iterator[Element]:
    inner = node.get("/K", pikepdf.Array())
    for child in inner if isinstance(inner, pikepdf.Array) else [inner]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            element = Element(str(child.S).removeprefix("/"), child, parent)
            yield element
            yield from _inside(child, element)


PAINTS = frozenset(("Tj", "TJ", "'", '"', "Do", "sh", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "INLINE IMAGE"))
"""Operators that leave a mark on the page."""


def bare_marks(page: pikepdf.Page) -> int:
    """How many marks of a page are neither content of the structure nor an artifact."""
    depth, bare = 0, 0
    for one in pikepdf.parse_content_stream(page):
        match str(one.operator):
            case "BDC" | "BMC":
                depth += 1
            case "EMC":
                depth -= 1
            case mark if mark in PAINTS and not depth:
                bare += 1
    return bare


def fonts(document: pikepdf.Pdf) -> dict[str, bool]:
    """Every font of every page and picture, and whether it is embedded."""
    found: dict[str, bool] = {}
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            inner = thing.get("/DescendantFonts", [thing])[0]
            descriptor: Any = inner.get("/FontDescriptor", {})
            found[str(thing.BaseFont)] = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def outline(document: pikepdf.Pdf) -> list[str]:
    """The titles of the bookmarks of the first level."""
    with document.open_outline() as bookmarks:
        return [one.title for one in bookmarks.root]


def assert_told(document: pikepdf.Pdf, title: str) -> None:
    """A file says what it is, and is open to whoever reads it by other means."""
    root = document.Root
    assert root.MarkInfo.Marked
    assert root.Lang == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == title
    assert "/Encrypt" not in document.trailer


def assert_walkable(document: pikepdf.Pdf, *, shortest: int = 20, pictured: bool = True) -> None:
    """Headings go down one step at a time, pictures say what they show, cells know their heads, no mark is left bare."""
    found = list(elements(document))
    levels = [int(one.kind[1:]) for one in found if re.fullmatch(r"H\d", one.kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    alternatives = [str(one.node.get("/Alt", "")) for one in found if one.kind == "Figure"]
    assert bool(alternatives) == pictured
    assert [text for text in alternatives if len(text) < shortest] == []
    heads = {str(one.node.ID) for one in found if one.kind == "TH"}
    cells = [one.node.A for one in found if one.kind == "TD"]
    assert cells
    assert {str(id_) for cell in cells for id_ in cell.Headers} <= heads
    # A cell that reaches over all columns has no head of its own.
    assert all(len(cell.Headers) or int(cell.get("/ColSpan", 1)) > 1 for cell in cells)
    assert [n for n, one in enumerate(document.pages, 1) if bare_marks(one)] == []
