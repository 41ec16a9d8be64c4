"""The named styles of a document: whoever edits it changes a style once, and every place follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from compliance.report.docx.css import Look
from compliance.report.docx.xml import element

FONT = "Calibri"
"""A face that every Word has; the pictures keep that of the PDF."""
INK, ACCENT, MID, LINE, RULE = "16212B", "00756A", "66727C", "B9C1C8", "DDE2E6"
"""The colours of the pages, as `report.css` names them."""
PARAGRAPHS: Mapping[str, str] = {
    "aside": "Aside",
    "big": "Large figure",
    "callout": "Callout",
    "counts": "Figures",
    "edition": "Edition",
    "kicker": "Section label",
    "lead": "Lead",
    "measure": "Measure",
    "messages": "Message",
    "note": "Note",
    "own": "Own text",
    "ref": "Reference",
    "reply": "Comment of the authorities",
    "small": "Small text",
    "source": "Source of a figure",
    "standing": "Figures",
    "sub": "Subtitle",
    "unit": "Table note",
    "what": "Cover line",
}
"""Names of paragraph styles by the class that they come from."""
ELEMENTS: Mapping[str, str] = {
    "blockquote": "Quotation",
    "caption": "Table title",
    "figcaption": "Figure title",
    "li": "List text",
    "pre": "Preformatted text",
    "td": "Table text",
    "th": "Table heading",
}
"""Names of paragraph styles by element, where no class names one."""
CHARACTERS: Mapping[str, str] = {"a": "Hyperlink", "b": "Strong", "em": "Emphasis", "i": "Emphasis", "strong": "Strong"}
"""Names of character styles by element."""


class Styles:
    """The styles of a document, each defined when it is first needed."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, Any], str] = {}
        self._names: set[str] = set()
        self._definitions: list[Any] = []

    def paragraph(self, name: str, look: Look, *, within: bool) -> str:
        """The id of the paragraph style of a look; `within` a table it stands closer."""
        key = (look.size, look.bold, look.italic, look.color, look.align, look.fill, look.bar, within)
        id_, fresh = self._id("paragraph", name, key)
        if fresh:
            aligned = look.align if look.align in ("right", "center") else "left"
            space = {"before": "100" if look.fill and not within else "0", "after": "20" if within else "100"}
            parts = [
                element("w:spacing", **space, line="252", lineRule="auto"),
                *([element("w:ind", left="170", right="170")] if look.bar or look.fill else []),
                *([element("w:jc", val=aligned)] if look.align != "left" else []),
            ]
            run = _run({"bold": look.bold, "italic": look.italic, "color": look.color, "size": look.size})
            self._define("paragraph", id_, element("w:pPr", *grounds(look.bar, look.fill), *parts), run)
        return id_

    def character(self, name: str, look: Look, around: Look) -> str | None:
        """The id of the character style in which a look differs from its paragraph's; none where it does not."""
        differs = _differences(look, around)
        if not differs:
            return None
        id_, fresh = self._id("character", name, tuple(sorted(differs.items())))
        if fresh:
            self._define("character", id_, None, _run(differs))
        return id_

    def definitions(self) -> Sequence[Any]:
        """Every style that was asked for."""
        return self._definitions

    def _id(self, kind: str, name: str, key: Any) -> tuple[str, bool]:
        """The style of a name and a look, and whether it is new; a second look of the same name has a number."""
        if made := self._made.get((f"{kind} {name}", key)):
            return made, False
        numbered = (name, *(f"{name} {number}" for number in range(2, len(self._names) + 3)))
        full = next(each for each in numbered if each not in self._names)
        self._names.add(full)
        self._made[f"{kind} {name}", key] = full
        return full, True

    def _define(self, kind: str, name: str, paragraph: Any, run: Any) -> None:
        based = "Normal" if kind == "paragraph" else "DefaultParagraphFont"
        parts = [
            element("w:name", val=name),
            element("w:basedOn", val=based),
            element("w:qFormat"),
            *(part for part in (paragraph, run) if part is not None),
        ]
        self._definitions.append(element("w:style", *parts, type=kind, customStyle="1", styleId=style_id(name)))


def style_id(name: str) -> str:
    """The id of a style by its name."""
    return re.sub(r"[^A-Za-z0-9]", "", name.title())


def grounds(bar: str | None, fill: str | None) -> Iterator[Any]:
    """A line at the left of paragraphs and the colour behind them."""
    if bar:
        yield element("w:pBdr", element("w:left", val="single", sz="18", space="6", color=bar))
    if fill:
        yield element("w:shd", val="clear", color="auto", fill=fill)


def _differences(look: Look, around: Look) -> dict[str, Any]:
    """What a run shows otherwise than its paragraph."""
    named = ("bold", "italic", "color", "size", "raised")
    differs = {name: getattr(look, name) for name in named if getattr(look, name) != getattr(around, name)}
    if look.fill and look.fill != around.fill:
        differs["fill"] = look.fill
    return differs


def _run(look: Mapping[str, Any]) -> Any:
    """Properties of characters, in the order that the format asks for."""
    parts = [
        element(tag, **({} if look[name] else {"val": "0"}))
        for name, tag in (("bold", "w:b"), ("italic", "w:i"))
        if name in look
    ]
    if "color" in look:
        parts.append(element("w:color", val=look["color"]))
    if "size" in look and not look.get("raised"):
        size = str(max(round(look["size"] * 2), 15))
        parts += [element("w:sz", val=size), element("w:szCs", val=size)]
    if "fill" in look:
        parts.append(element("w:shd", val="clear", color="auto", fill=look["fill"]))
    if look.get("raised"):
        parts.append(element("w:vertAlign", val="superscript"))
    return element("w:rPr", *parts)


HEADINGS: Sequence[tuple[int, str, int, int]] = (
    (14, ACCENT, 0, 60),
    (13, INK, 300, 80),
    (12, INK, 280, 80),
    (11, INK, 200, 40),
)
"""Of each level of heading: points, colour, space before and after in twentieths of a point."""


def fixed(language: str) -> Iterator[Any]:
    """The styles that every document has, in a language (BCP 47)."""
    fonts = element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)
    size = (element("w:sz", val="20"), element("w:szCs", val="20"))
    yield element(
        "w:docDefaults",
        element("w:rPrDefault", element("w:rPr", fonts, *size, element("w:lang", val=language))),
        element("w:pPrDefault", element("w:pPr")),
    )
    yield _style("Normal", "Normal", _spaced(0, 100), _colored(10, INK), default="1", quick=True)
    yield element(
        "w:style", element("w:name", val="Default Paragraph Font"), element("w:uiPriority", val="1"), element("w:semiHidden"),
        type="character", default="1", styleId="DefaultParagraphFont",
    )  # fmt: skip
    yield element(
        "w:style", element("w:name", val="Normal Table"), element("w:semiHidden"), element("w:tblPr", _margins(0, 108)),
        type="table", default="1", styleId="TableNormal",
    )  # fmt: skip
    yield element("w:style", element("w:name", val="No List"), element("w:semiHidden"), type="numbering", default="1", styleId="NoList")  # fmt: skip
    yield _style("Title", "Title", _spaced(0, 0, keep=True), _colored(36, INK, bold=True), quick=True)
    for level, (points, color, before, after) in enumerate(HEADINGS, 1):
        place = _spaced(before, after, keep=True, level=level - 1)
        bold = _colored(points, color, bold=True)
        yield _style(f"heading {level}", f"Heading{level}", place, bold, following="Normal", quick=True)
    yield _style("Headline", "Headline", _spaced(0, 120, keep=True), _colored(19, INK, bold=True), custom=True, quick=True)  # fmt: skip
    yield from _running()
    yield _table()


def _running() -> Iterator[Any]:
    """Headers, footers, contents, footnotes, links."""
    rule = element("w:pBdr", element("w:top", val="single", sz="4", space="4", color=LINE))
    for name, above in (("header", ()), ("footer", (rule,))):
        tabs = element("w:tabs", element("w:tab", val="right", pos="9638"))
        place = element("w:pPr", *above, tabs, element("w:spacing", after="0"))
        yield _style(name, name.title(), place, _colored(8, MID))
    for level, indent in ((1, 0), (2, 340)):
        dots = element("w:tabs", element("w:tab", val="right", leader="dot", pos="9638"))
        place = element(
            "w:pPr", dots, element("w:spacing", after="40"), element("w:ind", left=str(indent), right="567")
        )
        yield _style(f"toc {level}", f"TOC{level}", place, _colored(10, INK))
    yield _style("footnote text", "FootnoteText", _spaced(0, 0), _colored(8, "44515C"))
    yield _character("footnote reference", "FootnoteReference", element("w:vertAlign", val="superscript"))
    yield _character("Hyperlink", "Hyperlink", element("w:color", val=ACCENT))
    yield _style("Picture", "Picture", _spaced(0, 40), None, custom=True)


def _table() -> Any:
    """Horizontal lines only, one ink line over the header, which is told by weight and not by colour."""
    lines = {name: element(f"w:{name}", val="single", sz=sz, space="0", color=color) for name, sz, color in (("top", "8", INK), ("bottom", "4", LINE), ("insideH", "4", RULE))}  # fmt: skip
    header = element(
        "w:tblStylePr",
        element("w:rPr", element("w:b")),
        element("w:tcPr", element("w:tcBorders", element("w:bottom", val="single", sz="4", space="0", color=LINE))),
        type="firstRow",
    )
    return element(
        "w:style",
        element("w:name", val="Report table"),
        element("w:basedOn", val="TableNormal"),
        element("w:qFormat"),
        element("w:tblPr", element("w:tblBorders", *lines.values()), _margins(45, 150)),
        header,
        type="table",
        customStyle="1",
        styleId="ReportTable",
    )


def _margins(high: int, wide: int) -> Any:
    sides = (("top", high), ("left", 0 if high else wide), ("bottom", high), ("right", wide))
    return element("w:tblCellMar", *(element(f"w:{side}", w=str(width), type="dxa") for side, width in sides))


def _spaced(before: int, after: int, *, keep: bool = False, level: int | None = None) -> Any:
    kept = (element("w:keepNext"), element("w:keepLines")) if keep else ()
    outline = () if level is None else (element("w:outlineLvl", val=str(level)),)
    return element("w:pPr", *kept, element("w:spacing", before=str(before), after=str(after)), *outline)


def _colored(size: float, color: str, *, bold: bool = False) -> Any:
    return _run({**({"bold": True} if bold else {}), "color": color, "size": size})


def _style(
    name: str, id_: str, paragraph: Any, run: Any, *, default: str | None = None, following: str | None = None, custom: bool = False, quick: bool = False,
) -> Any:  # fmt: skip
    parts: Iterable[Any] = (
        element("w:name", val=name),
        *(() if default else (element("w:basedOn", val="Normal"),)),
        *((element("w:next", val=following),) if following else ()),
        *((element("w:qFormat"),) if quick else ()),
        paragraph,
        *((run,) if run is not None else ()),
    )
    marks = {**({"default": default} if default else {}), **({"customStyle": "1"} if custom else {})}
    return element("w:style", *parts, type="paragraph", **marks, styleId=id_)


def _character(name: str, id_: str, *properties: Any) -> Any:
    parts = (
        element("w:name", val=name),
        element("w:basedOn", val="DefaultParagraphFont"),
        element("w:rPr", *properties),
    )
    return element("w:style", *parts, type="character", styleId=id_)
