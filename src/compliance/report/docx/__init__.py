"""The HTML of a page → a document of Word: the same order and the same figures, because it is the same page."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from cssselect2 import ElementWrapper
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import html

from compliance.pages.html import Page
from compliance.report.docx.css import stylesheet
from compliance.report.docx.drawings import pictures
from compliance.report.docx.package import TAGS, add_footnotes, add_running, blank, field, number, packed
from compliance.report.docx.parts import UnknownElement
from compliance.report.docx.styles import Styles
from compliance.report.docx.walk import Walker
from compliance.report.docx.xml import clean, element, text

__all__ = ["UnknownElement", "docx"]
SHOWN = 1
"""Levels of headings that the table of contents shows: the sections, as in the PDF."""
_NOTES = re.compile(r"(?<=\.) (?=[*†‡§]+ )")


def docx(page: Page) -> bytes:
    """The document as Word reads it; equal pages give equal bytes. UnknownElement where it holds what Word cannot show."""
    tree = html.document_fromstring(clean(page.html), parser=html.HTMLParser(encoding=None, remove_comments=True))
    # The words of a legend get the look of the ratings that they explain, as Word has no pictures beside words.
    for word in (word for legend in tree.find_class("key") for word in legend.iterchildren("span")):
        if word.get("class"):
            word.set("class", f"r {word.get('class')}")
    metadata = {meta.get("name"): meta.get("content") for meta in tree.iter("meta")}
    language = tree.get("lang") or "en"
    heading, notice = " ".join((tree.findtext("head/title") or "").split()), metadata.get("description") or ""
    document = blank(
        title=heading,
        author=metadata.get("author") or "",
        notice=notice,
        language=TAGS.get(language, language),
        dated=page.dated,
    )
    styles = Styles()
    sources = dict.fromkeys(image.get("src") for image in tree.iter("img"))
    drawn = pictures({source: page.pictures[source] for source in sources if source in page.pictures})
    title, edition, designation = (_running(tree, name) for name in ("document", "edition", "designation"))
    marks = _marks(designation)
    everywhere = any(re.search(rf"\w{re.escape(mark)}", title) for mark in marks)
    walker = Walker(stylesheet(page.stylesheet), drawn, styles, marks, once=everywhere)
    _fill(document, walker.body(ElementWrapper.from_html_root(tree)))
    for blip, source in walker.images:
        blip.set(qn("r:embed"), document.part.get_or_add_image(io.BytesIO(drawn[source].content))[0])
    for link, address in walker.links:
        link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    if walker.contents is not None:
        _write_contents(walker.contents, walker.headings)
    document.styles.element.extend(styles.definitions())
    number(document, walker.lists)
    add_footnotes(document, tuple(walker.footnotes()))
    add_running(document, title or heading, edition or notice, designation if everywhere else "")
    return packed(document)


def _running(tree: Any, name: str) -> str:
    """A text that the pages print in their margins."""
    elements = tree.find_class(name)
    return " ".join(elements[0].text_content().split()) if elements else ""


def _marks(designation: str) -> Mapping[str, str]:
    """The notes of designations by the mark that each begins with and that follows the names."""
    notes = {note.split()[0]: note for note in _NOTES.split(designation) if note}
    return {mark: note for mark, note in notes.items() if not any(map(str.isalnum, mark))}


def _fill(document: Document, blocks: Sequence[Any]) -> None:
    """Puts paragraphs and tables before the properties of the one section."""
    body = document.element.body
    last = body.find(qn("w:sectPr"))
    for old in [child for child in body if child is not last]:
        body.remove(old)
    for place, block in enumerate(blocks):
        body.insert(place, block)


def _write_contents(place: Any, headings: Sequence[tuple[int, str, str]]) -> None:
    """The table of contents in the place of a paragraph: a field, with its entries as they are now."""
    entries = [entry for entry in headings if entry[0] <= SHOWN]
    paragraphs = [
        element("w:p", element("w:pPr", element("w:pStyle", val=f"TOC{level}")), _entry(words, name))
        for level, words, name in entries
    ]
    if not paragraphs:
        return
    begin = field(f'TOC \\o "1-{SHOWN}" \\h \\z \\u', "")
    begin[0][0].set(qn("w:dirty"), "true")  # a word processor computes the pages when it opens the document
    for place_, run in enumerate(begin[:-1], 1):
        paragraphs[0].insert(place_, run)
    paragraphs[-1].append(begin[-1])
    for paragraph in paragraphs:
        place.addprevious(paragraph)
    place.getparent().remove(place)


def _entry(words: str, name: str) -> Any:
    """A line of the contents, which leads to its heading."""
    parts = (element("w:r", text(words)), element("w:r", element("w:tab")), *field(f"PAGEREF {name} \\h", ""))
    return element("w:hyperlink", *parts, anchor=name, history="1")
