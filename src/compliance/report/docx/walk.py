"""The elements of a page, one after the other, as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cssselect2 import ElementWrapper

from compliance.report.docx.css import Look
from compliance.report.docx.parts import (
    DEEPEST,
    GROUPS,
    HEADINGS,
    INLINE,
    RUNNING,
    TWIPS,
    WHITE,
    Around,
    Atom,
    Grid,
    Paragraph,
    UnknownElement,
    column_widths,
    is_label,
    language_of,
    span_of,
    table_rows,
    text_of,
    width_of,
)
from compliance.report.docx.styles import ELEMENTS, INK, PARAGRAPHS, grounds
from compliance.report.docx.words import Words
from compliance.report.docx.xml import clean, element


class Walker(Words):
    """One walk through a page: makes its body of blocks."""

    def body(self, root: ElementWrapper) -> list[Any]:
        """Every paragraph and table of a page."""
        tree = root.etree_element
        self._targets = frozenset(a.get("href", "")[1:] for a in tree.iter("a") if a.get("href", "").startswith("#"))
        html = self.sheet.look(root, Look())
        page = next(child for child in root.iter_children() if child.local_name == "body")
        around = Around(self.sheet.look(page, html))
        return list(self._flow(page, around, None))

    # Blocks

    def _flow(self, parent: ElementWrapper, around: Around, into: Paragraph | None) -> Iterator[Any]:
        """What stands in an element: words gather in paragraphs, blocks follow each other."""
        paragraph = into or Paragraph(around)
        self._words(paragraph, parent.etree_element.text, around)
        children = list(parent.iter_children())
        for place, child in enumerate(children):
            look = self._look(child, around)
            if look.is_block or child.local_name in {"table", "img"}:
                yield from self._ended(paragraph)
                following = children[place + 1] if place + 1 < len(children) else None
                yield from self._block(child, look, around, following, children[place - 1] if place else None)
                paragraph = replace(paragraph, atoms=[])
            else:
                yield from self._inline(paragraph, child, look, around)
            self._words(paragraph, child.etree_element.tail, around)
        yield from self._ended(paragraph)

    def _look(self, child: ElementWrapper, around: Around) -> Look:
        look = self.sheet.look(child, around.look)
        if around.floats and look.is_block and child.local_name == "b":
            look = replace(look, display="inline-block")  # beside its words, as there are no columns
        # What stands on the block of the cover, which Word does not have, gets its ground.
        on_block = "in" in child.classes or (look.color == WHITE and not around.look.fill)
        return replace(look, fill=look.fill or INK) if on_block else look

    def _block(self, child: ElementWrapper, look: Look, around: Around, following: ElementWrapper | None, before: ElementWrapper | None) -> Iterator[Any]:  # fmt: skip
        tag = child.local_name
        self._breaks = self._breaks or look.breaks
        inside = self._around(child, look, around)
        if RUNNING & child.classes:
            return
        self._place(child)
        if is_label(child) and following is not None and following.local_name == "h2":
            yield from self._label(child, inside, following)
        elif tag in HEADINGS:
            yield from self._heading(child, look, inside, before)
        elif "contents" in child.classes:
            if self.contents is None:
                self.contents = element("w:p")
                yield self.contents
        elif tag in ("ul", "ol"):
            yield from self._list(child, inside, counts=tag == "ol")
        elif tag == "table":
            yield from self._table(child, inside)
        elif tag == "img":
            paragraph = Paragraph(inside, style="Picture")
            self._image(paragraph, child, inside)
            yield from self._ended(paragraph)
        elif tag == "hr":
            return
        elif tag in GROUPS or tag in INLINE or tag == "caption":
            keeps = tag in {"figcaption", "caption"} or look.keeps
            yield from self._flow(child, inside, Paragraph(inside, keeps=keeps))
        else:
            raise UnknownElement(f"Word cannot show the element <{tag}>")

    def _around(self, child: ElementWrapper, look: Look, around: Around) -> Around:
        """What the content of an element stands in."""
        named = next((PARAGRAPHS[name] for name in sorted(child.classes) if name in PARAGRAPHS), None)
        ground, bar = look.fill or around.look.fill, look.bar or around.look.bar
        seen = look if look.is_block else replace(look, fill=None)
        return replace(
            around,
            look=replace(seen, fill=ground if look.is_block else around.look.fill, bar=bar),
            part="",
            name=named or ELEMENTS.get(child.local_name) or around.name,
            language=language_of(child) or around.language,
            preserved=around.preserved or child.local_name == "pre",
            floats=child.local_name == "p" and look.floats != "none",
        )

    def _heading(self, child: ElementWrapper, look: Look, around: Around, before: ElementWrapper | None) -> Iterator[Any]:  # fmt: skip
        """A heading: of the level that its bookmark has in the PDF, but never deeper than one below the last."""
        tag = child.local_name
        if tag == "h1":
            self.title = " ".join(text_of(child).split())
            yield from self._flow(child, around, Paragraph(around, style="Title"))
        elif tag == "h2" and before is not None and is_label(before):
            if text_of(child).split() != text_of(before).split():
                yield from self._flow(child, around, Paragraph(around, style="Headline"))
        else:
            yield from self._headed_flow(child, around, look.level if look.level is not None else int(tag[1]) - 1)

    def _label(self, child: ElementWrapper, around: Around, headline: ElementWrapper) -> Iterator[Any]:
        """The line over a headline, which is the heading: it names the section, as the bookmark of the PDF does."""
        level = self.sheet.look(headline, around.look).level
        if own := self.sheet.look(child, around.look).level:
            mark = child.etree_element.get("data-mark")
            self._level = own
            yield from self._ended(Paragraph(around, [Atom(clean(mark), around.look)], heading=own))
            if level is None or mark.split() == text_of(child).split():
                return
        yield from self._headed_flow(child, around, level or 1)

    def _headed_flow(self, child: ElementWrapper, around: Around, level: int) -> Iterator[Any]:
        self._level = min(max(level, 1), self._level + 1, DEEPEST)
        yield from self._flow(child, around, Paragraph(around, heading=self._level))

    def _list(self, parent: ElementWrapper, around: Around, *, counts: bool) -> Iterator[Any]:
        self.lists.append(counts)
        number, depth = len(self.lists), around.depth + 1
        for child in parent.iter_children():
            if child.local_name != "li":
                raise UnknownElement(f"Word cannot show the element <{child.local_name}> in a list")
            inside = self._around(child, self._look(child, around), around)
            inside = replace(inside, depth=depth, number=number)
            self._place(child)
            self._item = True
            yield from self._flow(child, inside, None)

    # Tables

    def _table(self, table: ElementWrapper, around: Around) -> Iterator[Any]:
        """A table with its title before it, its widths, and the rows of its head on every page."""
        title = ""
        for child in table.iter_children():
            if child.local_name == "caption":
                title = " ".join(text_of(child).split())
                yield from self._block(child, self._look(child, around), around, None, None)
        columns = column_widths(table, around.width)
        grid_ = Grid(columns, [0] * len(columns))
        rows = [self._row(row, grid_, around, head=head) for row, head in table_rows(table)]
        if not rows:
            return
        if self._breaks:  # a table cannot begin a page by itself
            yield from self._ended(Paragraph(around, atoms=[Atom("", around.look, thing=element("w:r"))]))
        look = {"firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "0", "noVBand": "1"}
        named = title or (self.headings[-1][1] if self.headings else self.title)
        words = (element("w:tblCaption", val=named),) if named else ()
        properties = element(
            "w:tblPr",
            element("w:tblStyle", val="ReportTable"),
            element("w:tblW", w=str(round(sum(columns) * TWIPS)), type="dxa"),
            element("w:tblLayout", type="fixed"),
            element("w:tblLook", val="0420", **look),
            *words,
        )
        grid = element("w:tblGrid", *(element("w:gridCol", w=str(round(width * TWIPS))) for width in columns))
        yield element("w:tbl", properties, grid, *rows)
        if not around.cell:
            yield element("w:p", element("w:pPr", element("w:spacing", before="0", after="60", line="120", lineRule="exact")))  # fmt: skip

    def _row(self, row: ElementWrapper, grid: Grid, around: Around, *, head: bool) -> Any:
        look = self._look(row, around)
        marks = [element("w:cantSplit"), *([element("w:tblHeader")] if head else [])]
        made = element("w:tr", element("w:trPr", *marks))
        cells, place = list(row.iter_children()), 0
        self._place(row)
        inside = replace(around, look=replace(look, fill=None))
        while place < len(grid.columns):
            if grid.spans[place]:
                grid.spans[place] -= 1
                made.append(element("w:tc", element("w:tcPr", width_of(grid, place, 1), element("w:vMerge")), element("w:p")))  # fmt: skip
                place += 1
            else:
                cell = cells.pop(0) if cells else None
                made.append(self._cell(cell, grid, place, inside, head=head))
                place += span_of(cell, "colspan")
        if cells:
            raise UnknownElement("a row has more cells than its table has columns")
        return made

    def _cell(self, cell: ElementWrapper | None, grid: Grid, place: int, around: Around, *, head: bool) -> Any:
        """A cell from a column on; an empty one where the row has no more."""
        across, down = span_of(cell, "colspan"), span_of(cell, "rowspan")
        grid.spans[place : place + across] = [down - 1] * across
        properties = element("w:tcPr", width_of(grid, place, across))
        properties.extend([element("w:gridSpan", val=str(across))] if across > 1 else [])
        properties.extend([element("w:vMerge", val="restart")] if down > 1 else [])
        content: list[Any] = []
        if cell is not None:
            look = self._look(cell, around)
            inside = self._around(cell, look, around)
            name = ("Table heading" if head else "Row heading") if cell.local_name == "th" else "Table text"
            width = sum(grid.columns[place : place + across])
            inside = replace(inside, cell=True, width=width, name=name, look=replace(inside.look, fill=None))
            properties.extend(grounds(None, look.fill))
            self._place(cell)
            content = list(self._flow(cell, inside, None))
        properties.extend([element("w:vAlign", val="bottom")] if head else [])
        if not content or content[-1].tag.endswith("}tbl"):
            content.append(element("w:p", element("w:pPr", element("w:spacing", after="0"))))
        return element("w:tc", properties, *content)
