"""Reports as PDF/UA: what a screen reader, a search and a printer elsewhere need."""

from __future__ import annotations

import re
from pathlib import Path

import pdfua
import pikepdf
from documents import LETTERS, each_made_up, each_report, opened, page, report, view
from structure import assert_told, assert_walkable, bare_marks, fonts, outline

from compliance.pages.sections import numbered

EMBEDDED = re.compile(r"/[A-Z]{6}\+Source-Sans-3\b.*")


@each_report
def test_the_file_says_what_it_is_its_fonts_are_inside_and_a_screen_reader_finds_its_way(country: str) -> None:
    with opened(report(country).pdf) as document:
        assert_told(document, view(country).document)
        assert_walkable(document)
        titles, used = outline(document), fonts(document)
    for section in numbered(view(country)):
        assert [title for title in titles if title == section.head], section.title
    assert used
    assert [name for name in used if not EMBEDDED.fullmatch(name)] == []
    assert [name for name, embedded in used.items() if not embedded] == []


@each_report
def test_links_lead_to_places_that_exist(country: str) -> None:
    with opened(report(country).pdf) as document:
        named = document.Root.Names.Dests.Names
        places = {str(named[n]) for n in range(0, len(named), 2)}
        wanted = {str(one.Dest) for page in document.pages for one in page.get("/Annots", []) if "/Dest" in one}
    assert wanted
    assert wanted <= places


@each_made_up
def test_a_second_opinion_finds_no_error(country: str, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(report(country).pdf)
    findings = pdfua.validate(str(file)).findings
    assert [one.message for one in findings if one.severity.name == "ERROR"] == []


def test_every_letter_of_the_region_comes_back() -> None:
    assert set(LETTERS) - set("".join(report("arcadia").pages)) == set()


@each_made_up
def test_the_document_names_no_picture_that_it_does_not_carry(country: str) -> None:
    made = page(country)
    assert set(re.findall(r'<img src="([^"]+)"', made.html)) <= made.pictures.keys()


def test_text_that_is_neither_content_nor_artifact_is_noticed() -> None:
    with pikepdf.new() as document:
        empty = document.add_blank_page()
        empty.Contents = document.make_stream(b"BT (bare) Tj ET /P BMC (held) Tj EMC")
        assert bare_marks(empty) == 1
