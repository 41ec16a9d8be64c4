"""The parts of a document around its text, packed so that equal content gives equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from lxml import etree

from compliance.report.docx.styles import fixed
from compliance.report.docx.xml import element, text

MARGINS = {"top_margin": 25, "bottom_margin": 25, "left_margin": 20, "right_margin": 20, "header_distance": 11, "footer_distance": 9}  # fmt: skip
"""Of a page, in millimetres."""
WIDTH = 170
"""Of the text, in millimetres."""
TAGS = {"en": "en-GB", "fr": "fr-FR", "bs": "bs-Latn-BA", "cnr": "sr-Latn-ME", "mk": "mk-MK", "sq": "sq-AL", "sr": "sr-Cyrl-RS", "sr-Latn": "sr-Latn-RS", "tr": "tr-TR"}  # fmt: skip
"""The languages as Word names them; any other keeps the tag that it has."""
UNNEEDED = ("thumbnail", "customXml", "stylesWithEffects", "webSettings", "fontTable")
"""Parts of the library's template that a document does without, by the ends of the names of their relations."""
LONGEST = 255
"""Characters of a property."""
BULLETS, NUMBERS = "1", "2"
"""Ids of the two kinds of lists."""


def blank(*, title: str, author: str, notice: str, language: str, dated: date) -> WordDocument:
    """A document without text: A4, its properties, its fixed styles; its language as BCP 47 writes it."""
    document = Document()
    for place in (document.part.package, document.part):
        for id_ in [id_ for id_, relation in place.rels.items() if relation.reltype.endswith(UNNEEDED)]:
            place.rels.pop(id_)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = _cut(title), _cut(author), _cut(author)
    core.subject, core.comments, core.keywords = _cut(notice), "", ""
    core.language, core.revision = language, 1
    core.created = core.modified = datetime.combine(dated, time())
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, size in MARGINS.items():
        setattr(section, name, Mm(size))
    styles = document.styles.element
    del styles[:]
    styles.extend(fixed(language))
    _settle(document, language)
    return document


def _cut(words: str) -> str:
    """A text as long as a property can be."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _settle(document: WordDocument, language: str) -> None:
    """Settings of a document of today: no mode of older programs, separators of footnotes."""
    settings = document.settings.element
    del settings[:]
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"}
    settings.extend((
        element("w:zoom", percent="100"),
        element("w:defaultTabStop", val="709"),
        element("w:characterSpacingControl", val="doNotCompress"),
        element("w:footnotePr", element("w:footnote", id="-1"), element("w:footnote", id="0")),
        element("w:compat", element("w:compatSetting", **mode)),
        element("w:themeFontLang", val=language),
        element("w:decimalSymbol", val="."),
        element("w:listSeparator", val=","),
    ))  # fmt: skip


def number(document: WordDocument, lists: Iterable[bool]) -> None:
    """Writes the numbering: a kind of bullets, a kind of numbers, and each list (whether it counts) by its place from 1."""
    numbering = document.part.numbering_part.element
    del numbering[:]
    bullets = [_level(level, "bullet", "•" if level % 2 == 0 else "–") for level in range(9)]
    numbers = [_level(level, "decimal", f"%{level + 1}.") for level in range(9)]
    numbering.append(element("w:abstractNum", element("w:multiLevelType", val="hybridMultilevel"), *bullets, abstractNumId=BULLETS))  # fmt: skip
    numbering.append(element("w:abstractNum", element("w:multiLevelType", val="hybridMultilevel"), *numbers, abstractNumId=NUMBERS))  # fmt: skip
    for place, counts in enumerate(lists, 1):
        kind = element("w:abstractNumId", val=NUMBERS if counts else BULLETS)
        anew = [element("w:lvlOverride", element("w:startOverride", val="1"), ilvl=str(n)) for n in range(9 if counts else 0)]  # fmt: skip
        numbering.append(element("w:num", kind, *anew, numId=str(place)))


def _level(level: int, kind: str, words: str) -> Any:
    indent = element("w:pPr", element("w:ind", left=str(340 * (level + 1)), hanging="340"))
    parts = (element("w:start", val="1"), element("w:numFmt", val=kind), element("w:lvlText", val=words))
    return element("w:lvl", *parts, element("w:lvlJc", val="left"), indent, ilvl=str(level))


def add_footnotes(document: WordDocument, notes: Sequence[Sequence[Any]]) -> None:
    """Adds the part of the footnotes, each of paragraphs, by their place from 1."""
    separators = [
        element("w:footnote", element("w:p", element("w:r", element(f"w:{kind}"))), type=kind, id=id_)
        for id_, kind in (("-1", "separator"), ("0", "continuationSeparator"))
    ]
    noted = [element("w:footnote", *paragraphs, id=str(place)) for place, paragraphs in enumerate(notes, 1)]
    root = element("w:footnotes", *separators, *noted)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_running(document: WordDocument, title: str, edition: str, designation: str) -> None:
    """Header and footer of every page; the first, which bears the title itself, has the footer alone."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    _fill(section.header, "Header", [[*_words(title), _tab(), *field('STYLEREF "heading 1"', "")]])
    page = [_tab(), *field("PAGE", "1"), *_words(" / "), *field("NUMPAGES", "1")]
    _fill(section.footer, "Footer", [[*_words(edition), *page], _words(designation)])
    _fill(section.first_page_header, "Header", [[]])
    _fill(section.first_page_footer, "Footer", [_words(edition), _words(designation)])


def _fill(place: Any, style: str, lines: Iterable[Sequence[Any]]) -> None:
    place.is_linked_to_previous = False
    root = place._element  # noqa: SLF001  # the library has no other way to the part's XML
    del root[:]
    for number_, line in enumerate(line for place_, line in enumerate(lines) if line or not place_):
        more = [element("w:pBdr", element("w:top", val="nil"))] if number_ and style == "Footer" else []
        root.append(element("w:p", element("w:pPr", element("w:pStyle", val=style), *more), *line))


def _words(words: str) -> list[Any]:
    return [element("w:r", text(words))] if words else []


def _tab() -> Any:
    return element("w:r", element("w:tab"))


def field(instruction: str, shown: str) -> list[Any]:
    """The runs of a field, and what stands there until a word processor computes it."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    inside = (
        [element("w:fldChar", fldCharType="begin")],
        [code],
        [element("w:fldChar", fldCharType="separate")],
        *([[text(shown)]] if shown else []),
        [element("w:fldChar", fldCharType="end")],
    )
    return [element("w:r", *parts) for parts in inside]


def packed(document: WordDocument) -> bytes:
    """The file, its parts in the order of their names and without a time of writing."""
    loose, content = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(entry, source.read(name))
    return content.getvalue()
