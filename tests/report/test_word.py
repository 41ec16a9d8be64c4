"""Documents of Word: the same order, texts and figures as the PDF, and what a ministry that comments in them needs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from documents import each, each_made_up, opened, page, page_texts, report, view
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from libreoffice import converted
from lxml import html
from structure import outline

from compliance.pages.html import Page
from compliance.report.docx import UnknownElement, docx, drawings

each_read = each("arcadia", "kosovo", "serbia")
RUNNING = ("document", "edition", "designation")


@cache
def made(country: str) -> bytes:
    return docx(page(country))


@cache
def word(content: bytes) -> WordDocument:
    """A document as python-docx reads it; only to be looked at."""
    return Document(io.BytesIO(content))


def part(content: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return html.etree.fromstring(files.read(name))


def written(body: str, **more: Any) -> bytes:
    """A document of a page that is made up."""
    head = '<head><title>Title</title><meta name="author" content="A"><meta name="description" content="Notice"></head>'
    return docx(
        Page(
            f'<!DOCTYPE html><html lang="sr">{head}<body>{body}</body></html>',
            "td { font-size: 8pt }",
            **{"pictures": {}, **more},
        )
    )


def shown(element: Any) -> str:
    """What stands in an element, without spaces and without page numbers, which only a word processor knows."""
    texts, depth = [], 0
    for child in element.iter(qn("w:t"), qn("w:fldChar")):
        if child.tag == qn("w:t"):
            texts += [] if depth else [child.text or ""]
        else:
            depth += {"begin": 1, "end": -1}.get(child.get(qn("w:fldCharType")), 0)
    return re.sub(r"\s", "", "".join(texts))


def style(paragraph: Any) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def headings(document: WordDocument) -> list[tuple[int, str]]:
    return [
        (int(style(one).removeprefix("Heading")), shown(one))
        for one in document.element.body.iter(qn("w:p"))
        if style(one).startswith("Heading")
    ]


def tree(country: str) -> Any:
    """The page of a country without what Word has elsewhere: running lines, contents, footnotes."""
    root = html.document_fromstring(page(country).html)
    for name in (*RUNNING, "contents", "footnote"):
        for one in root.find_class(name):
            one.drop_tree()
    return root


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@each_read
def test_headings_are_those_of_the_page_in_their_order(country: str) -> None:
    root = tree(country)
    expected = [
        bare(one.get("data-mark") or one.text_content())
        for one in root.iter("h2", "h3", "h4", "h5", "h6", "p")
        if one.get("data-mark") or one.tag != "p"
    ]
    found = headings(word(made(country)))
    assert [mark for mark, (_, text) in zip(expected, found, strict=True) if mark not in text] == []
    levels = [level for level, _ in found]
    assert [pair for pair in zip([0, *levels], levels, strict=False) if pair[1] > pair[0] + 1] == []
    names = {style_.name: style_ for style_ in word(made(country)).styles}
    for level in range(1, 5):
        properties = names[f"Heading {level}"].element.pPr
        assert properties.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)


@each_made_up
def test_sections_are_the_bookmarks_of_the_pdf(country: str) -> None:
    with opened(report(country).pdf) as document:
        expected = [bare(title) for title in outline(document)]
    assert [text for level, text in headings(word(made(country))) if level == 1] == expected


@each_read
def test_every_cell_of_every_table_says_what_the_page_says(country: str) -> None:
    tables = list(tree(country).iter("table"))
    found = list(word(made(country)).element.body.iter(qn("w:tbl")))
    assert len(found) == len(tables) > 10
    for table, other in zip(tables, found, strict=True):
        rows = [[bare(cell.text_content()) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        assert [[shown(cell) for cell in row.iter(qn("w:tc"))] for row in other.iter(qn("w:tr"))] == rows
        heads = len(list(table.iterfind("thead/tr")))
        repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in other.iter(qn("w:tr"))]
        assert repeated == [number < heads for number in range(len(rows))]
        assert heads
        width = sum(int(column.get(qn("w:w"))) for column in other.iter(qn("w:gridCol")))
        assert width <= 170 * 1440 / 25.4 + len(rows[0])
        assert other.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))


@each_read
def test_every_other_text_is_that_of_the_page_too(country: str) -> None:
    root = tree(country)
    for one in root.find_class("kicker"):
        if (following := one.getnext()) is not None and following.tag == "h2":
            one.drop_tree()
    for one in list(root.iter("h1", "h2", "h3", "h4", "h5", "h6")):
        one.drop_tree()
    others = ("Heading", "Headline", "Title", "TOC")
    body = word(made(country)).element.body
    found = "".join(shown(one) for one in body.iter(qn("w:p")) if not style(one).startswith(others))
    assert found == bare("".join(root.find("body").itertext()))


@each_read
def test_footnotes_are_footnotes(country: str) -> None:
    root = html.document_fromstring(page(country).html)
    notes = [bare(one.text_content()) for one in root.find_class("footnote")]
    designation = bare(root.find_class("designation")[0].text_content()) if view(country).footnotes else ""
    found = part(made(country), "word/footnotes.xml")
    texts = [shown(one) for one in found if not one.get(qn("w:type"))]
    own = [text for text in texts if text != designation]
    assert own == notes
    references = list(word(made(country)).element.body.iter(qn("w:footnoteReference")))
    assert [int(one.get(qn("w:id"))) for one in references] == list(range(1, len(texts) + 1))
    custom = [one for one in references if one.get(qn("w:customMarkFollows"))]
    assert len(custom) == len(texts) - len(own)
    assert {one.getnext().text for one in custom} <= {"*"}


def footers(country: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(made(country))) as files:
        names = [name for name in files.namelist() if name.startswith("word/footer")]
        return [" ".join(html.etree.fromstring(files.read(name)).itertext()) for name in names]


@each_read
def test_a_designation_has_its_footnote_where_it_is_named(country: str) -> None:
    texts = footers(country)
    assert len(texts) == 2
    for text in texts:
        assert view(country).plan.notice in text
        assert ("This designation is without prejudice" in text) == (country == "kosovo")
    if country == "arcadia":
        return
    body = word(made(country)).element.body
    named, noted = False, True
    for one in body.iter(qn("w:p")):
        if style(one) == "Heading1" and country != "kosovo":
            named = False
        mention = "Kosovo*" in "".join(one.itertext())
        reference = any(each_.get(qn("w:customMarkFollows")) for each_ in one.iter(qn("w:footnoteReference")))
        noted = noted and reference == (mention and not named)
        named = named or mention
    assert noted


@each_read
def test_every_chart_is_a_picture_with_its_alternative_text(country: str) -> None:
    expected = [one.get("alt") for one in tree(country).iter("img")]
    body = word(made(country)).element.body
    assert [one.get("descr") for one in body.iter(qn("wp:docPr"))] == expected
    assert all(int(one.get("cx")) <= 170 * 36_000 for one in body.iter(qn("wp:extent")))
    with zipfile.ZipFile(io.BytesIO(made(country))) as files:
        media = [files.read(name) for name in files.namelist() if name.startswith("word/media/")]
    assert expected
    assert all(picture.startswith(b"\x89PNG") for picture in media)


@each_read
def test_ratings_are_words_in_styles_that_can_be_changed(country: str) -> None:
    words = [bare(one.text_content()) for one in tree(country).find_class("r")]
    body = word(made(country)).element.body
    runs = [one for one in body.iter(qn("w:r")) if (rated := one.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")) is not None and str(rated.get(qn("w:val"))).startswith("Rating")]  # fmt: skip
    told = [shown(one) for one in runs]
    assert len(told) >= len(words) > 10
    assert set(words) <= set(told)
    assert not [
        one for one in body.iter(qn("w:rPr")) if one.getparent().tag == qn("w:r") and one.find(qn("w:sz")) is not None
    ]


@each_read
def test_links_lead_to_places_that_are_there(country: str) -> None:
    document = word(made(country))
    body = document.element.body
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    anchors = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} - {None}
    assert anchors <= set(names)
    ids = {one.get("id") for one in tree(country).iter() if one.get("id")}
    wanted = [one.get("href")[1:] for one in tree(country).iter("a") if one.get("href").startswith("#")]
    links = [one for one in body.iter(qn("w:hyperlink")) if not (one.get(qn("w:anchor")) or "").startswith("_Toc")]
    assert set(wanted) <= ids
    assert len(links) >= len(wanted)
    outside = {one.target_ref for one in document.part.rels.values() if one.is_external}
    assert outside == {one.get("href") for one in tree(country).iter("a")} - {f"#{id_}" for id_ in wanted}
    assert all(address.startswith(("https://", "http://")) for address in outside)


@each_read
def test_the_file_says_what_it_is(country: str) -> None:
    document = word(made(country))
    properties, day = document.core_properties, view(country).cut_off
    assert properties.title == view(country).document
    assert properties.subject == view(country).plan.notice
    assert properties.language == "en-GB"
    assert [properties.created.date(), properties.modified.date()] == [day, day]
    default = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert default.get(qn("w:val")) == "en-GB"
    section = document.sections[0]
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    with zipfile.ZipFile(io.BytesIO(made(country))) as files:
        assert {one.date_time for one in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in files.namelist() if "thumbnail" in name or "customXml" in name]


def test_the_same_page_gives_the_same_bytes() -> None:
    drawings._kept.clear()
    assert docx(page("arcadia")) == made("arcadia")


def test_the_contents_are_a_field_of_all_sections() -> None:
    body = word(made("arcadia")).element.body
    codes = [one.text for one in body.iter(qn("w:instrText"))]
    assert codes[0].strip() == r'TOC \o "1-1" \h \z \u'
    lines = [one for one in body.iter(qn("w:p")) if style(one).startswith("TOC")]
    entries = [bare("".join(text.text for text in one.iter(qn("w:t")))) for one in lines]
    assert entries == [text for level, text in headings(word(made("arcadia"))) if level == 1]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """The pages of a document as LibreOffice lays them out."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "arcadia.docx").write_bytes(made("arcadia"))
    (file,) = converted(folder, "pdf", folder / "arcadia.docx")
    return page_texts(file.read_bytes())


def test_libreoffice_opens_it_whole(printed: Sequence[str]) -> None:
    text = bare(" ".join(printed))
    assert [heading for _, heading in headings(word(made("arcadia"))) if heading not in text] == []
    for place, one in enumerate(printed[1:], 2):
        assert f"{place}/{len(printed)}" in bare(one)
        assert bare(view("arcadia").document) in bare(one)
    notes = [one for one in part(made("arcadia"), "word/footnotes.xml") if not one.get(qn("w:type"))]
    assert notes
    assert [one for one in notes if shown(one) not in text] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x0bb\x1f\x7f\x85c", "abc"),
        ("left \u202eright\u202c and \u200fmark", "leftrightandmark"),
        ("x" * 30_000, "x" * 30_000),
        ("&lt;w:t&gt; ]]&gt; &amp;amp; {{ 7*7 }} \U0001f600", "<w:t>]]>&amp;{{7*7}}\U0001f600"),
    ],
    ids=["controls", "directions", "a long word", "markup"],
)
def test_any_text_is_text(text: str, kept: str) -> None:
    body = f"<h1>{text}</h1><p>{text}</p><table><thead><tr><th>{text}</th></tr></thead><tbody><tr><td>{text}<span class='footnote'>{text}</span></td></tr></tbody></table>"
    content = written(body)
    assert [shown(one) for one in word(content).element.body.iter(qn("w:p")) if shown(one)] == [kept] * 4
    assert [shown(one) for one in part(content, "word/footnotes.xml") if not one.get(qn("w:type"))] == [kept]


def test_the_language_of_a_document_and_of_what_is_said_in_another() -> None:
    content = written('<p>Речи <span lang="en">words</span> <i lang="sr-Latn">reči</i></p>')
    assert word(content).core_properties.language == "sr-Cyrl-RS"
    runs = [
        (shown(one), one.find(f"{qn('w:rPr')}/{qn('w:lang')}")) for one in word(content).element.body.iter(qn("w:r"))
    ]
    languages = {text: lang.get(qn("w:val")) for text, lang in runs if lang is not None}
    assert languages == {"words": "en-GB", "reči": "sr-Latn-RS"}


def test_lists_count_anew_and_go_down_a_level() -> None:
    document = word(written("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol><ol><li><p>d</p></li></ol>"))
    found = []
    for one in document.element.body.iter(qn("w:p")):
        numbered = one.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbered is not None:
            found.append((shown(one), numbered[0].get(qn("w:val")), numbered[1].get(qn("w:val"))))
    assert found == [("a", "0", "1"), ("b", "0", "1"), ("c", "1", "2"), ("d", "0", "3")]


def test_cells_that_reach_over_others_keep_their_place() -> None:
    table = '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td rowspan="2">c</td><td>d</td></tr><tr><td>e</td></tr><tr><td colspan="2">f</td></tr></tbody></table>'
    (found,) = word(written(table)).tables
    assert [[cell.text for cell in row.cells] for row in found.rows] == [["a", "b"], ["c", "d"], ["c", "e"], ["f", "f"]]


@pytest.mark.parametrize(
    "body",
    [
        "<video></video>",
        "<p><button>b</button></p>",
        "<ul><p>no item</p></ul>",
        "<table><form></form></table><object></object>",
        '<img src="chart:none" alt="nothing">',
    ],
)
def test_what_word_cannot_show_is_refused(body: str) -> None:
    with pytest.raises(UnknownElement):
        written(body)


def test_a_picture_without_an_alternative_text_is_refused() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="5mm" viewBox="0 0 10 5"></svg>'
    with pytest.raises(UnknownElement):
        written('<p><img src="chart:x" alt=""></p>', pictures={"chart:x": svg})
    content = written('<p><img src="chart:x" alt="A line."></p>', pictures={"chart:x": svg})
    (size,) = word(content).element.body.iter(qn("wp:extent"))
    assert (size.get("cx"), size.get("cy")) == ("360000", "180000")
