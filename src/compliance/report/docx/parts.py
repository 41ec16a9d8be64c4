"""What a walk through a page works with: its places, paragraphs while they are filled, and what elements say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from cssselect2 import ElementWrapper

from compliance.report.docx.css import Look
from compliance.report.docx.package import WIDTH
from compliance.report.docx.styles import CHARACTERS
from compliance.report.docx.xml import bare, clean, element

INLINE = frozenset(("a", "abbr", "b", "cite", "code", "dfn", "em", "i", "small", "span", "strong", "sub", "sup"))
GROUPS = frozenset(("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "header", "main", "nav", "p", "pre", "section"))  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
RUNNING = frozenset(("document", "edition", "designation"))
"""Classes of texts that the pages print in their margins."""
DEEPEST = 4
"""The lowest level of headings."""
EMU = 36_000
"""Units of a drawing in a millimetre."""
TWIPS = 1440 / 25.4
"""Units of a page in a millimetre."""
NARROWEST = 12
"""Millimetres of a column that no width is left for."""
SPACES = re.compile(r"[ \t\n\r\f]+")
MILLIMETRES = re.compile(r"(?<![-\w])width:\s*(\d*\.?\d+)mm")
WHITE = "FFFFFF"


class UnknownElement(Exception):  # noqa: N818  # it says what is wrong
    """Raised where a page holds an element that has no place in a document of Word."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Words of one look, or one thing among words."""

    words: str
    look: Look
    name: str = ""
    """Of its character style, where it has one."""
    language: str | None = None
    link: str | None = None
    """Where it leads: a bookmark (`#b_place`), or an address."""
    thing: Any = None
    """A run that is no words: a footnote, a break, a bookmark, a page number."""


@dataclass(frozen=True, slots=True)
class Around:
    """What an element stands in."""

    look: Look
    name: str = "Text"
    """Of the paragraph style that the element nearest to the text asks for."""
    part: str = ""
    """Name of the character style that the element nearest to the text asks for."""
    language: str | None = None
    link: str | None = None
    cell: bool = False
    depth: int = -1
    """Of lists."""
    number: int = 0
    """Of the list."""
    width: float = WIDTH
    preserved: bool = False
    """Whether spaces and lines are kept as they are."""
    floats: bool = False
    """Whether it stands beside others in the PDF."""


@dataclass(slots=True)
class Grid:
    """The columns of a table while its rows are made."""

    columns: Sequence[float]
    """Their widths in millimetres."""
    spans: list[int]
    """For how many more rows a cell above reaches down, by column."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is being filled."""

    around: Around
    atoms: list[Atom] = field(default_factory=list)
    heading: int | None = None
    style: str | None = None
    keeps: bool = False


def place_name(id_: str) -> str:
    """A bookmark for an id: letters, digits and lines, forty characters at most."""
    plain = re.sub(r"\W", "_", id_, flags=re.ASCII)
    if plain == id_.replace("-", "_") and len(plain) <= 36:
        return f"b_{plain}"
    return f"b_{plain[:24]}_{sha256(id_.encode()).hexdigest()[:8]}"


def is_label(child: ElementWrapper) -> bool:
    """Whether it is the line over a headline that names the section."""
    return child.local_name == "p" and "kicker" in child.classes


def language_of(child: ElementWrapper) -> str | None:
    """The language that an element names."""
    value: str | None = child.etree_element.get("lang")
    return value


def link_of(child: ElementWrapper) -> str | None:
    """Where an `a` leads: a bookmark after `#`, or an address; what is neither of the web nor of mail is none."""
    address = child.etree_element.get("href", "") if child.local_name == "a" else ""
    if address.startswith("#"):
        return f"#{place_name(address[1:])}"
    return clean(address) if address.startswith(("https://", "http://", "mailto:")) else None


def character_of(child: ElementWrapper) -> str:
    """The name of the character style of an element."""
    classes = [name for name in child.etree_element.get("class", "").split() if name not in ("r", "one")]
    if "r" in child.classes and classes:
        return f"Rating {classes[-1].replace('-', ' ')}"
    if child.local_name in CHARACTERS:
        return CHARACTERS[child.local_name]
    return classes[-1].replace("-", " ").capitalize() if classes else ""


def text_of(child: ElementWrapper) -> str:
    """All words in an element."""
    return "".join(child.etree_element.itertext())


def table_rows(table: ElementWrapper) -> Iterator[tuple[ElementWrapper, bool]]:
    """Every row of a table, and whether it belongs to its head."""
    for part in table.iter_children():
        match part.local_name:
            case "thead" | "tbody" | "tfoot":
                yield from ((row, part.local_name == "thead") for row in part.iter_children())
            case "tr":
                yield part, False
            case "caption" | "colgroup" | "col":
                pass
            case other:
                raise UnknownElement(f"Word cannot show the element <{other}> in a table")


def span_of(cell: ElementWrapper | None, name: str) -> int:
    """Over how many columns or rows a cell reaches."""
    return int(cell.etree_element.get(name, "1")) if cell is not None else 1


def width_of(grid: Grid, place: int, across: int) -> Any:
    """The width of a cell that reaches across columns."""
    width = sum(grid.columns[place : place + across])
    return element("w:tcW", w=str(round(width * TWIPS)), type="dxa")


def column_widths(table: ElementWrapper, most: float) -> list[float]:
    """The widths of the columns in millimetres: as the page has them, the rest shared, never wider than their place."""
    declared: list[float | None] = []
    for col in table.etree_element.iter("col"):
        width = MILLIMETRES.search(col.get("style", ""))
        declared += [float(width[1]) if width else None] * int(col.get("span", "1"))
    rows = (sum(span_of(cell, "colspan") for cell in row.iter_children()) for row, _ in table_rows(table))
    declared += [None] * (max(rows, default=0) - len(declared))
    open_ = declared.count(None)
    known = sum(width for width in declared if width is not None)
    rest = max((most - known) / open_, NARROWEST) if open_ else 0
    widths = [rest if width is None else width for width in declared]
    shrink = min(1.0, most / sum(widths)) if widths else 1.0
    return [width * shrink for width in widths]


def trimmed(atoms: Sequence[Atom]) -> list[Atom]:
    """Words as a browser prints them: white space is one space, and none at the ends of lines."""
    kept: list[Atom] = []
    open_ = False
    for atom in atoms:
        if atom.thing is not None:
            if is_break(atom.thing):
                strip_end(kept)
                open_ = False
            elif not is_mark(atom.thing):
                open_ = True
            kept.append(atom)
            continue
        words = SPACES.sub(" ", atom.words)
        words = words if open_ else words.lstrip(" ")
        if words:
            kept.append(replace(atom, words=words))
            open_ = not words.endswith(" ")
    strip_end(kept)
    while kept and kept[-1].thing is not None and is_break(kept[-1].thing):
        kept.pop()
        strip_end(kept)
    return kept


def strip_end(atoms: list[Atom]) -> None:
    """Takes the spaces from the end of the last words."""
    for place in range(len(atoms) - 1, -1, -1):
        atom = atoms[place]
        if atom.thing is not None:
            if is_mark(atom.thing):
                continue
            return
        words = atom.words.rstrip(" ")
        if words:
            atoms[place] = replace(atom, words=words)
            return
        atoms.pop(place)


def is_mark(thing: Any) -> bool:
    """Whether a thing among words is the start or end of a bookmark."""
    return "bookmark" in str(thing.tag)


def is_break(thing: Any) -> bool:
    """Whether it is a break of a line and nothing else."""
    return len(thing) == 1 and thing[0].tag.endswith("}br")


def shows(thing: Any) -> bool:
    """Whether it can be seen."""
    return thing is not None and not is_mark(thing) and not is_break(thing)


def drawing_of(number: int, name: str, alt: str, size: Mapping[str, str]) -> tuple[Any, Any]:
    """The run of a picture, and the element that has to refer to its file."""
    blip = element("a:blip")
    picture = bare(
        "pic:pic",
        bare("pic:nvPicPr", bare("pic:cNvPr", id=str(number), name=name), bare("pic:cNvPicPr")),
        bare("pic:blipFill", blip, bare("a:stretch", bare("a:fillRect"))),
        bare(
            "pic:spPr",
            bare("a:xfrm", bare("a:off", x="0", y="0"), bare("a:ext", **size)),
            bare("a:prstGeom", bare("a:avLst"), prst="rect"),
        ),
    )
    data = bare("a:graphicData", picture, uri="http://schemas.openxmlformats.org/drawingml/2006/picture")
    inline = bare(
        "wp:inline",
        bare("wp:extent", **size),
        bare("wp:docPr", id=str(number), name=name, descr=alt),
        bare("wp:cNvGraphicFramePr", bare("a:graphicFrameLocks", noChangeAspect="1")),
        bare("a:graphic", data),
        distT="0", distB="0", distL="0", distR="0",
    )  # fmt: skip
    return element("w:r", element("w:drawing", inline)), blip
