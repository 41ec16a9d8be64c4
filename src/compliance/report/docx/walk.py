"""The elements of a page, one after the other, as paragraphs and tables of Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from cssselect2 import ElementWrapper

from compliance.report.docx.css import Look, Stylesheet
from compliance.report.docx.drawings import Picture
from compliance.report.docx.package import TAGS, WIDTH
from compliance.report.docx.package import field as field_runs
from compliance.report.docx.styles import CHARACTERS, ELEMENTS, INK, PARAGRAPHS, Styles, grounds, style_id
from compliance.report.docx.xml import bare, clean, element, text

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
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MM = re.compile(r"(?<![-\w])width:\s*(\d*\.?\d+)mm")
_WHITE = "FFFFFF"


class UnknownElement(Exception):  # noqa: N818  # it says what is wrong
    """Raised where a page holds an element that has no place in a document of Word."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where words lead: a place of the document, or an address."""

    place: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Atom:
    """Words of one look, or one thing among words."""

    words: str
    look: Look
    name: str
    """Of its character style, where it has one."""
    language: str | None
    link: Link | None
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
    link: Link | None = None
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


class Walker:
    """One walk through a page: collects what belongs to the document as a whole and makes its body."""

    def __init__(self, sheet: Stylesheet, pictures: Mapping[str, Picture], styles: Styles, marks: Mapping[str, str], *, once: bool) -> None:  # fmt: skip
        self.sheet, self.pictures, self.styles = sheet, pictures, styles
        self.marks, self.once = marks, once
        self.notes: list[list[Atom]] = []
        """Footnotes in their order, as atoms of their one paragraph."""
        self.custom: dict[int, str] = {}
        """Marks of those footnotes that are not numbered."""
        self.lists: list[bool] = []
        """Every list: whether it counts."""
        self.headings: list[tuple[int, str, str]] = []
        """Level, text and place of every heading."""
        self.title = ""
        """The title, as its heading has it."""
        self.contents: Any = None
        """The paragraph in whose place the table of contents goes."""
        self.images: list[tuple[Any, str]] = []
        """References to pictures that the document has yet to hold."""
        self.links: list[tuple[Any, str]] = []
        """References to addresses that the document has yet to hold."""
        self._targets: frozenset[str] = frozenset()
        self._named: set[str] = set()
        self._bookmarks = 0
        self._drawn = 0
        self._level = 0
        self._breaks = False
        self._item = False
        """Whether the next paragraph begins an item of a list."""
        self._waiting: list[str] = []

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
        on_block = "in" in child.classes or (look.color == _WHITE and not around.look.fill)
        return replace(look, fill=look.fill or INK) if on_block else look

    def _block(self, child: ElementWrapper, look: Look, around: Around, following: ElementWrapper | None, before: ElementWrapper | None) -> Iterator[Any]:  # fmt: skip
        tag = child.local_name
        self._breaks = self._breaks or look.breaks
        inside = self._around(child, look, around)
        if RUNNING & child.classes:
            return
        self._place(child)
        if _is_label(child) and following is not None and following.local_name == "h2":
            yield from self._label(child, inside, following)
        elif tag in HEADINGS:
            yield from self._heading(child, look, inside, before)
        elif "contents" in child.classes:
            yield from self._table_of_contents()
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
            language=_language(child) or around.language,
            preserved=around.preserved or child.local_name == "pre",
            floats=child.local_name == "p" and look.floats != "none",
        )

    def _heading(self, child: ElementWrapper, look: Look, around: Around, before: ElementWrapper | None) -> Iterator[Any]:  # fmt: skip
        """A heading: of the level that its bookmark has in the PDF, but never deeper than one below the last."""
        tag = child.local_name
        if tag == "h1":
            self.title = " ".join(_text(child).split())
            yield from self._flow(child, around, Paragraph(around, style="Title"))
        elif tag == "h2" and before is not None and _is_label(before):
            if _text(child).split() != _text(before).split():
                yield from self._flow(child, around, Paragraph(around, style="Headline"))
        else:
            yield from self._headed_flow(child, around, look.level if look.level is not None else int(tag[1]) - 1)

    def _label(self, child: ElementWrapper, around: Around, headline: ElementWrapper) -> Iterator[Any]:
        """The line over a headline, which is the heading: it names the section, as the bookmark of the PDF does."""
        level = self.sheet.look(headline, around.look).level
        if own := self.sheet.look(child, around.look).level:
            mark = child.etree_element.get("data-mark")
            self._level = own
            yield from self._ended(Paragraph(around, [Atom(clean(mark), around.look, "", None, None)], heading=own))
            if level is None or mark.split() == _text(child).split():
                return
        yield from self._headed_flow(child, around, level or 1)

    def _headed_flow(self, child: ElementWrapper, around: Around, level: int) -> Iterator[Any]:
        self._level = min(max(level, 1), self._level + 1, DEEPEST)
        yield from self._flow(child, around, Paragraph(around, heading=self._level))

    def _table_of_contents(self) -> Iterator[Any]:
        if self.contents is None:
            self.contents = element("w:p")
            yield self.contents

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
                title = " ".join(_text(child).split())
                yield from self._block(child, self._look(child, around), around, None, None)
        columns = _columns(table, around.width)
        grid_ = Grid(columns, [0] * len(columns))
        rows = [self._row(row, grid_, around, head=head) for row, head in _rows(table)]
        if not rows:
            return
        if self._breaks:  # a table cannot begin a page by itself
            yield from self._ended(Paragraph(around, atoms=[Atom("", around.look, "", None, None, element("w:r"))]))
        look = element(
            "w:tblLook",
            val="0420",
            firstRow="1",
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="0",
            noVBand="1",
        )
        named = title or (self.headings[-1][1] if self.headings else self.title)
        words = (element("w:tblCaption", val=named),) if named else ()
        properties = element(
            "w:tblPr",
            element("w:tblStyle", val="ReportTable"),
            element("w:tblW", w=str(round(sum(columns) * TWIPS)), type="dxa"),
            element("w:tblLayout", type="fixed"),
            look,
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
                made.append(element("w:tc", element("w:tcPr", _width(grid, place, 1), element("w:vMerge")), element("w:p")))  # fmt: skip
                place += 1
            else:
                cell = cells.pop(0) if cells else None
                made.append(self._cell(cell, grid, place, inside, head=head))
                place += _span(cell, "colspan")
        if cells:
            raise UnknownElement("a row has more cells than its table has columns")
        return made

    def _cell(self, cell: ElementWrapper | None, grid: Grid, place: int, around: Around, *, head: bool) -> Any:
        """A cell from a column on; an empty one where the row has no more."""
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        grid.spans[place : place + across] = [down - 1] * across
        properties = element("w:tcPr", _width(grid, place, across))
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

    # Words

    def _inline(self, paragraph: Paragraph, child: ElementWrapper, look: Look, around: Around) -> Iterator[Any]:
        """Words with a look of their own, and what stands among words."""
        tag = child.local_name
        if tag == "br":
            paragraph.atoms.append(Atom("", around.look, "", None, None, element("w:r", element("w:br"))))
        elif "footnote" in child.classes:
            self._note(paragraph, child, around)
        elif tag in ("col", "colgroup", "meta", "caption"):
            return
        elif tag not in INLINE:
            raise UnknownElement(f"Word cannot show the element <{tag}>")
        else:
            if look.display == "inline-block":
                paragraph.atoms.append(Atom(" ", around.look, "", None, None))
            self._place(child)
            fill = look.fill or (around.look.fill if look.color == around.look.color else None)
            inside = replace(
                around,
                look=replace(look, fill=fill, bar=around.look.bar),
                part=_character(child) or around.part,
                language=_language(child) or around.language,
                link=_link(child) or around.link,
            )
            paragraph.atoms.extend(self._bookmarked(paragraph))
            yield from self._run(paragraph, child, inside)
            if tag == "a" and child.classes & {"page", "page-only"}:
                self._page_number(paragraph, inside)
            if look.display == "inline-block":
                paragraph.atoms.append(Atom(" ", around.look, "", None, None))

    def _run(self, paragraph: Paragraph, child: ElementWrapper, inside: Around) -> Iterator[Any]:
        """The words in an element, those in the elements in it too; a block among them ends the paragraph."""
        self._words(paragraph, child.etree_element.text, inside)
        for inner in child.iter_children():
            look = self._look(inner, inside)
            if look.is_block:
                yield from self._ended(paragraph)
                yield from self._block(inner, look, inside, None, None)
                paragraph.atoms = []
            elif inner.local_name == "img":
                self._image(paragraph, inner, inside)
            else:
                yield from self._inline(paragraph, inner, look, inside)
            self._words(paragraph, inner.etree_element.tail, inside)

    def _words(self, paragraph: Paragraph, words: str | None, around: Around) -> None:
        """Adds words; the first designation of a section gets its footnote."""
        if not words:
            return
        known = clean(words)
        for mark, note in self.marks.items():
            found = re.search(rf"(?<=\w){re.escape(mark)}(?!\w)", known)
            if found and mark not in self._named:
                self._named.add(mark)
                self._atom(paragraph, known[: found.start()], around)
                self.custom[len(self.notes) + 1] = mark
                self._noted(paragraph, [Atom(note.removeprefix(mark), around.look, "", None, None)], mark)
                known = known[found.end() :]
        self._atom(paragraph, known, around)

    def _atom(self, paragraph: Paragraph, words: str, around: Around) -> None:
        if around.preserved:
            for place, line in enumerate(words.split("\n")):
                if place:
                    paragraph.atoms.append(Atom("", around.look, "", None, None, element("w:r", element("w:br"))))
                paragraph.atoms.append(
                    Atom(line.replace(" ", "\xa0"), around.look, around.part, around.language, around.link)
                )
        elif words:
            paragraph.atoms.append(Atom(words, around.look, around.part, around.language, around.link))

    def _note(self, paragraph: Paragraph, child: ElementWrapper, around: Around) -> None:
        """A footnote, numbered by the word processor."""
        self._noted(
            paragraph, [Atom(clean(" ".join(_text(child).split())), around.look, "", around.language, None)], None
        )

    def _noted(self, paragraph: Paragraph, atoms: list[Atom], mark: str | None) -> None:
        self.notes.append(atoms)
        reference = element("w:footnoteReference", id=str(len(self.notes)))
        if mark:
            reference = element("w:footnoteReference", customMarkFollows="1", id=str(len(self.notes)))
        look = paragraph.around.look
        white = [element("w:color", val=look.color)] if look.fill and look.color == _WHITE else []
        run = element("w:r", element("w:rPr", element("w:rStyle", val="FootnoteReference"), *white), reference)
        run.extend([text(mark)] if mark else [])
        paragraph.atoms.append(Atom(mark or "", Look(), "", None, None, run))

    def footnotes(self) -> Iterator[list[Any]]:
        """The footnotes as paragraphs, in their order."""
        for place, atoms in enumerate(self.notes, 1):
            reference = element("w:rPr", element("w:rStyle", val="FootnoteReference"))
            mark = text(self.custom[place]) if place in self.custom else element("w:footnoteRef")
            words = "".join(atom.words for atom in atoms).strip()
            style = element("w:pPr", element("w:pStyle", val="FootnoteText"))
            yield [element("w:p", style, element("w:r", reference, mark), element("w:r", text(f" {words}")))]

    def _page_number(self, paragraph: Paragraph, around: Around) -> None:
        """The page to which a link leads, which the word processor computes."""
        if around.link and around.link.place:
            space = element("w:r", text("\xa0")) if paragraph.atoms and paragraph.atoms[-1].words.strip() else None
            runs = [*([space] if space is not None else []), *field_runs(f"PAGEREF {around.link.place} \\h", "–")]
            paragraph.atoms.extend(Atom("", around.look, "", None, around.link, run) for run in runs)

    def _image(self, paragraph: Paragraph, child: ElementWrapper, around: Around) -> None:
        """A chart with its alternative text, no wider than its place."""
        source, alt = child.etree_element.get("src", ""), clean(child.etree_element.get("alt", ""))
        picture = self.pictures.get(source)
        if picture is None or not alt:
            raise UnknownElement(f"a picture without a drawing or without an alternative text: {source}")
        wanted = _MM.search(child.etree_element.get("style", ""))
        width = min(float(wanted[1]) if wanted else picture.width, around.width)
        self._drawn += 1
        size = {"cx": str(round(width * EMU)), "cy": str(round(width * picture.height / picture.width * EMU))}
        run, blip = _drawing(self._drawn, source, alt, size)
        self.images.append((blip, source))
        paragraph.atoms.append(Atom("", around.look, "", None, None, run))

    # Places

    def _place(self, child: ElementWrapper) -> None:
        """Remembers a place that some link leads to until the next paragraph begins."""
        if child.id and child.id in self._targets:
            self._waiting.append(place_name(child.id))

    def _bookmarked(self, _paragraph: Paragraph) -> Iterator[Atom]:
        """The bookmarks of the places that wait for words."""
        for name in self._waiting:
            self._bookmarks += 1
            id_ = str(self._bookmarks)
            for mark in (element("w:bookmarkStart", id=id_, name=name), element("w:bookmarkEnd", id=id_)):
                yield Atom("", Look(), "", None, None, mark)
        self._waiting = []

    # Paragraphs

    def _ended(self, paragraph: Paragraph) -> Iterator[Any]:
        """The paragraph, unless nothing stands in it."""
        atoms = _trimmed(paragraph.atoms)
        if not any(atom.words.strip() or _shows(atom.thing) for atom in atoms):
            return
        around = paragraph.around
        if paragraph.heading:
            atoms = [*self._headed(paragraph.heading, atoms), *atoms]
        if paragraph.heading == 1 and not self.once:
            self._renamed(atoms)
        atoms = [*self._bookmarked(paragraph), *atoms]
        properties = element("w:pPr", *self._properties(paragraph))
        made = element("w:p", properties)
        style_look = replace(around.look, bold=True, fill=None) if paragraph.heading or paragraph.style else around.look
        made.extend(self._runs(atoms, style_look, plain=bool(paragraph.heading or paragraph.style)))
        self._breaks = self._breaks and around.cell
        yield made

    def _renamed(self, _atoms: Sequence[Atom]) -> None:
        """A new section: its first designation gets a footnote again."""
        self._named = set()

    def _headed(self, level: int, atoms: Sequence[Atom]) -> Iterator[Atom]:
        """The bookmark of a heading, for the table of contents."""
        name = f"_Toc{len(self.headings) + 1:06}"
        self.headings.append((level, "".join(atom.words for atom in atoms).strip(), name))
        self._waiting.append(name)
        return self._bookmarked(Paragraph(Around(Look())))

    def _properties(self, paragraph: Paragraph) -> Iterator[Any]:
        around = paragraph.around
        if paragraph.heading:
            style = f"Heading{paragraph.heading}"
        elif paragraph.style:
            style = paragraph.style
        else:
            style = style_id(self.styles.paragraph(around.name, around.look, within=around.cell))
        yield element("w:pStyle", val=style)
        if paragraph.keeps:
            yield element("w:keepNext")
        if self._breaks and not around.cell:
            yield element("w:pageBreakBefore")
        if numbered := self._item and around.depth >= 0:
            self._item = False
            yield element("w:numPr", element("w:ilvl", val=str(min(around.depth, 8))), element("w:numId", val=str(around.number)))  # fmt: skip
        if paragraph.style == "Title" and around.look.fill:
            yield from (*grounds(None, around.look.fill), element("w:ind", left="170", right="170"))
        if around.depth >= 0 and not numbered:
            yield element("w:ind", left=str(340 * (around.depth + 1)))

    def _runs(self, atoms: Sequence[Atom], around: Look, *, plain: bool) -> Iterator[Any]:
        """Runs, those with one link gathered in it."""
        link: Link | None = None
        target: Any = None
        for atom in atoms:
            run = self._one(atom, around, plain=plain)
            if atom.link is None:
                link = None
                yield run
                continue
            if atom.link != link:
                link, target = atom.link, self._hyperlink(atom.link)
                yield target
            target.append(run)

    def _one(self, atom: Atom, around: Look, *, plain: bool) -> Any:
        if atom.thing is not None:
            return atom.thing
        named = atom.name or ("Hyperlink" if atom.link else "Text part")
        # A heading has one look, but for the ratings in it and for words on a dark ground.
        around = replace(around, color=INK) if plain else around
        styled = not plain or atom.look.fill
        style = self.styles.character(named, atom.look, around) if styled else None
        if atom.link and (style is None or named == "Hyperlink"):
            style = "Hyperlink"
        parts = [element("w:rStyle", val=style_id(style))] if style else []
        parts += [element("w:lang", val=TAGS.get(atom.language, atom.language))] if atom.language else []
        return element("w:r", *([element("w:rPr", *parts)] if parts else []), text(atom.words))

    def _hyperlink(self, link: Link) -> Any:
        if link.place:
            return element("w:hyperlink", anchor=link.place, history="1")
        made = element("w:hyperlink", history="1")
        self.links.append((made, link.address or ""))
        return made


def place_name(id_: str) -> str:
    """A bookmark for an id: letters, digits and lines, forty characters at most."""
    plain = re.sub(r"\W", "_", id_, flags=re.ASCII)
    if plain == id_.replace("-", "_") and len(plain) <= 36:
        return f"b_{plain}"
    return f"b_{plain[:24]}_{sha256(id_.encode()).hexdigest()[:8]}"


def _is_label(child: ElementWrapper) -> bool:
    """Whether it is the line over a headline that names the section."""
    return child.local_name == "p" and "kicker" in child.classes


def _language(child: ElementWrapper) -> str | None:
    value: str | None = child.etree_element.get("lang")
    return value


def _link(child: ElementWrapper) -> Link | None:
    """Where an `a` leads; an address that is neither of the web nor of mail is none."""
    address = child.etree_element.get("href", "") if child.local_name == "a" else ""
    if address.startswith("#"):
        return Link(place=place_name(address[1:]))
    return Link(address=clean(address)) if address.startswith(("https://", "http://", "mailto:")) else None


def _character(child: ElementWrapper) -> str:
    """The name of the character style of an element."""
    classes = [name for name in child.etree_element.get("class", "").split() if name not in ("r", "one")]
    if "r" in child.classes and classes:
        return f"Rating {classes[-1].replace('-', ' ')}"
    if child.local_name in CHARACTERS:
        return CHARACTERS[child.local_name]
    return classes[-1].replace("-", " ").capitalize() if classes else ""


def _text(child: ElementWrapper) -> str:
    return "".join(child.etree_element.itertext())


def _rows(table: ElementWrapper) -> Iterator[tuple[ElementWrapper, bool]]:
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


def _span(cell: ElementWrapper | None, name: str) -> int:
    """Over how many columns or rows a cell reaches."""
    return int(cell.etree_element.get(name, "1")) if cell is not None else 1


def _width(grid: Grid, place: int, across: int) -> Any:
    width = sum(grid.columns[place : place + across])
    return element("w:tcW", w=str(round(width * TWIPS)), type="dxa")


def _columns(table: ElementWrapper, most: float) -> list[float]:
    """The widths of the columns in millimetres: as the page has them, the rest shared, never wider than their place."""
    given: list[float | None] = []
    for col in table.etree_element.iter("col"):
        width = _MM.search(col.get("style", ""))
        given += [float(width[1]) if width else None] * int(col.get("span", "1"))
    cells = max(
        (sum(int(cell.etree_element.get("colspan", "1")) for cell in row.iter_children()) for row, _ in _rows(table)),
        default=0,
    )
    given += [None] * (cells - len(given))
    open_ = given.count(None)
    known = sum(width for width in given if width is not None)
    rest = max((most - known) / open_, NARROWEST) if open_ else 0
    widths = [rest if width is None else width for width in given]
    shrink = min(1.0, most / sum(widths)) if widths else 1.0
    return [width * shrink for width in widths]


def _trimmed(atoms: Sequence[Atom]) -> list[Atom]:
    """Words as a browser prints them: white space is one space, and none at the ends of lines."""
    kept: list[Atom] = []
    open_ = False
    for atom in atoms:
        if atom.thing is not None:
            if _is_break(atom.thing):
                _rstrip(kept)
                open_ = False
            elif not _is_mark(atom.thing):
                open_ = True
            kept.append(atom)
            continue
        words = _SPACES.sub(" ", atom.words)
        words = words if open_ else words.lstrip(" ")
        if words:
            kept.append(replace(atom, words=words))
            open_ = not words.endswith(" ")
    _rstrip(kept)
    while kept and kept[-1].thing is not None and _is_break(kept[-1].thing):
        kept.pop()
        _rstrip(kept)
    return kept


def _rstrip(atoms: list[Atom]) -> None:
    """Takes the spaces from the end of the last words."""
    for place in range(len(atoms) - 1, -1, -1):
        atom = atoms[place]
        if atom.thing is not None:
            if _is_mark(atom.thing):
                continue
            return
        words = atom.words.rstrip(" ")
        if words:
            atoms[place] = replace(atom, words=words)
            return
        atoms.pop(place)


def _is_mark(thing: Any) -> bool:
    return "bookmark" in str(thing.tag)


def _is_break(thing: Any) -> bool:
    return len(thing) == 1 and thing[0].tag.endswith("}br")


def _shows(thing: Any) -> bool:
    return thing is not None and not _is_mark(thing) and not _is_break(thing)


def _drawing(number: int, name: str, alt: str, size: Mapping[str, str]) -> tuple[Any, Any]:
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
        distT="0",
        distB="0",
        distL="0",
        distR="0",
    )
    return element("w:r", element("w:drawing", inline)), blip
