"""The HTML of a page → a document of Word: the same order and the same figures, because it is the same page."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from cssselect2 import ElementWrapper
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
    # What the pages print in their margins; notes of designations go by the mark that follows the names.
    running = (next(iter(tree.find_class(name)), None) for name in ("document", "edition", "designation"))
    title, edition, designation = ("" if place is None else " ".join(place.text_content().split()) for place in running)
    notes = {note.split()[0]: note for note in _NOTES.split(designation) if note}
    marks = {mark: note for mark, note in notes.items() if not any(map(str.isalnum, mark))}
    everywhere = any(re.search(rf"\w{re.escape(mark)}", title) for mark in marks)
    walker = Walker(stylesheet(page.stylesheet), drawn, styles, marks, once=everywhere)
    body = document.element.body
    # The properties of the one section stand last.
    body[:] = [*walker.body(ElementWrapper.from_html_root(tree)), body.find(qn("w:sectPr"))]
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


def _write_contents(place: Any, headings: Sequence[tuple[int, str, str]]) -> None:
    """The table of contents in the place of a paragraph: a field, with its entries as they are now."""
    paragraphs = []
    for level, words, name in headings:
        if level <= SHOWN:  # a line leads to its heading
            parts = (element("w:r", text(words)), element("w:r", element("w:tab")), *field(f"PAGEREF {name} \\h", ""))
            style = element("w:pPr", element("w:pStyle", val=f"TOC{level}"))
            link = element("w:hyperlink", *parts, anchor=name, history="1")
            paragraphs.append(element("w:p", style, link))
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
