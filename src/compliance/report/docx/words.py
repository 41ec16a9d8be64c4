"""Words of a page as runs of Word: their looks, footnotes, links, bookmarks and pictures."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cssselect2 import ElementWrapper

from compliance.report.docx.css import Look, Stylesheet
from compliance.report.docx.package import TAGS
from compliance.report.docx.package import field as field_runs
from compliance.report.docx.parts import (
    EMU,
    INLINE,
    MILLIMETRES,
    WHITE,
    Around,
    Atom,
    Paragraph,
    UnknownElement,
    character_of,
    drawing_of,
    language_of,
    link_of,
    place_name,
    shows,
    text_of,
    trimmed,
)
from compliance.report.docx.styles import INK, Styles, grounds, style_id
from compliance.report.docx.xml import clean, element, text
from compliance.report.pdf import Drawing


class Words(ABC):
    """Collects what belongs to the document as a whole, and makes paragraphs of words."""

    def __init__(self, sheet: Stylesheet, pictures: Mapping[str, Drawing], styles: Styles, marks: Mapping[str, str], *, once: bool) -> None:  # fmt: skip
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

    @abstractmethod
    def _look(self, child: ElementWrapper, around: Around) -> Look:
        """How an element looks where it stands."""

    @abstractmethod
    def _block(self, child: ElementWrapper, look: Look, around: Around, following: ElementWrapper | None, before: ElementWrapper | None) -> Iterator[Any]:  # fmt: skip
        """The paragraphs and tables of an element that is no part of a paragraph."""

    def _inline(self, paragraph: Paragraph, child: ElementWrapper, look: Look, around: Around) -> Iterator[Any]:
        """Words with a look of their own, and what stands among words."""
        tag = child.local_name
        if tag == "br":
            paragraph.atoms.append(Atom("", around.look, thing=element("w:r", element("w:br"))))
        elif "footnote" in child.classes:
            note = clean(" ".join(text_of(child).split()))
            self._noted(paragraph, [Atom(note, around.look, language=around.language)], None)
        elif tag in ("col", "colgroup", "meta", "caption"):
            return
        elif tag not in INLINE:
            raise UnknownElement(f"Word cannot show the element <{tag}>")
        else:
            if look.display == "inline-block":
                paragraph.atoms.append(Atom(" ", around.look))
            self._place(child)
            fill = look.fill or (around.look.fill if look.color == around.look.color else None)
            inside = replace(
                around,
                look=replace(look, fill=fill, bar=around.look.bar),
                part=character_of(child) or around.part,
                language=language_of(child) or around.language,
                link=link_of(child) or around.link,
            )
            paragraph.atoms.extend(self._bookmarked())
            yield from self._run(paragraph, child, inside)
            if tag == "a" and child.classes & {"page", "page-only"} and (inside.link or "").startswith("#"):
                # The page to which it leads, which the word processor computes.
                spaced = bool(paragraph.atoms) and bool(paragraph.atoms[-1].words.strip())
                space = [element("w:r", text("\xa0"))] if spaced else []
                runs = [*space, *field_runs(f"PAGEREF {(inside.link or '')[1:]} \\h", "–")]
                paragraph.atoms.extend(Atom("", inside.look, link=inside.link, thing=run) for run in runs)
            if look.display == "inline-block":
                paragraph.atoms.append(Atom(" ", around.look))

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
            match = re.search(rf"(?<=\w){re.escape(mark)}(?!\w)", known)
            if match and mark not in self._named:
                self._named.add(mark)
                self._atom(paragraph, known[: match.start()], around)
                self.custom[len(self.notes) + 1] = mark
                self._noted(paragraph, [Atom(note.removeprefix(mark), around.look)], mark)
                known = known[match.end() :]
        self._atom(paragraph, known, around)

    def _atom(self, paragraph: Paragraph, words: str, around: Around) -> None:
        if around.preserved:
            for place, line in enumerate(words.split("\n")):
                if place:
                    paragraph.atoms.append(Atom("", around.look, thing=element("w:r", element("w:br"))))
                words = line.replace(" ", "\xa0")
                paragraph.atoms.append(Atom(words, around.look, around.part, around.language, around.link))
        elif words:
            paragraph.atoms.append(Atom(words, around.look, around.part, around.language, around.link))

    def _noted(self, paragraph: Paragraph, atoms: list[Atom], mark: str | None) -> None:
        self.notes.append(atoms)
        custom = {"customMarkFollows": "1"} if mark else {}
        reference = element("w:footnoteReference", **custom, id=str(len(self.notes)))
        look = paragraph.around.look
        white = [element("w:color", val=look.color)] if look.fill and look.color == WHITE else []
        run = element("w:r", element("w:rPr", element("w:rStyle", val="FootnoteReference"), *white), reference)
        run.extend([text(mark)] if mark else [])
        paragraph.atoms.append(Atom(mark or "", Look(), thing=run))

    def footnotes(self) -> Iterator[list[Any]]:
        """The footnotes as paragraphs, in their order."""
        for place, atoms in enumerate(self.notes, 1):
            reference = element("w:rPr", element("w:rStyle", val="FootnoteReference"))
            mark = text(self.custom[place]) if place in self.custom else element("w:footnoteRef")
            words = "".join(atom.words for atom in atoms).strip()
            style = element("w:pPr", element("w:pStyle", val="FootnoteText"))
            yield [element("w:p", style, element("w:r", reference, mark), element("w:r", text(f" {words}")))]

    def _image(self, paragraph: Paragraph, child: ElementWrapper, around: Around) -> None:
        """A chart with its alternative text, no wider than its place."""
        source, alt = child.etree_element.get("src", ""), clean(child.etree_element.get("alt", ""))
        picture = self.pictures.get(source)
        if picture is None or not alt:
            raise UnknownElement(f"a picture without a drawing or without an alternative text: {source}")
        wanted = MILLIMETRES.search(child.etree_element.get("style", ""))
        width = min(float(wanted[1]) if wanted else picture.width, around.width)
        self._drawn += 1
        size = {"cx": str(round(width * EMU)), "cy": str(round(width * picture.height / picture.width * EMU))}
        run, blip = drawing_of(self._drawn, source, alt, size)
        self.images.append((blip, source))
        paragraph.atoms.append(Atom("", around.look, thing=run))

    # Places

    def _place(self, child: ElementWrapper) -> None:
        """Remembers a place that some link leads to until the next paragraph begins."""
        if child.id and child.id in self._targets:
            self._waiting.append(place_name(child.id))

    def _bookmarked(self) -> Iterator[Atom]:
        """The bookmarks of the places that wait for words."""
        for name in self._waiting:
            self._bookmarks += 1
            id_ = str(self._bookmarks)
            for mark in (element("w:bookmarkStart", id=id_, name=name), element("w:bookmarkEnd", id=id_)):
                yield Atom("", Look(), thing=mark)
        self._waiting = []

    # Paragraphs

    def _ended(self, paragraph: Paragraph) -> Iterator[Any]:
        """The paragraph, unless nothing stands in it."""
        atoms = trimmed(paragraph.atoms)
        if not any(atom.words.strip() or shows(atom.thing) for atom in atoms):
            return
        around = paragraph.around
        if paragraph.heading:
            name = f"_Toc{len(self.headings) + 1:06}"  # by which the table of contents finds it
            self.headings.append((paragraph.heading, "".join(atom.words for atom in atoms).strip(), name))
            self._waiting.append(name)
            atoms = [*self._bookmarked(), *atoms]
        if paragraph.heading == 1 and not self.once:  # the first designation of a section gets a footnote again
            self._named = set()
        atoms = [*self._bookmarked(), *atoms]
        properties = element("w:pPr", *self._properties(paragraph))
        made = element("w:p", properties)
        style_look = replace(around.look, bold=True, fill=None) if paragraph.heading or paragraph.style else around.look
        made.extend(self._runs(atoms, style_look, plain=bool(paragraph.heading or paragraph.style)))
        self._breaks = self._breaks and around.cell
        yield made

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
        link: str | None = None
        target: Any = None
        for atom in atoms:
            run = self._word_run(atom, around, plain=plain)
            if atom.link is None:
                link = None
                yield run
                continue
            if atom.link != link:
                link = atom.link
                anchor = {"anchor": link[1:]} if link.startswith("#") else {}
                target = element("w:hyperlink", **anchor, history="1")
                self.links += [] if anchor else [(target, link)]
                yield target
            target.append(run)

    def _word_run(self, atom: Atom, around: Look, *, plain: bool) -> Any:
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
