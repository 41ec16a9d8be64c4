"""Hostile text in every free text of every file: each deliverable shows it as text, as it shows a harmless one.

The fields are those of the model, so a new one is covered as soon as it is there; the deliverables are those of the table.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
import tinyhtml5  # type: ignore[import-untyped]
from documents import EVERYTHING, opened, pages_and_files
from hostile import FREE, IDS, ROOTS, fields, workspace
from payloads import ADDRESS, SCRIPT, harmless, hostile, plain
from PIL import Image

from compliance import outgoing
from compliance.charts import sheet
from compliance.inputs import Inputs, read_inputs
from compliance.pages.html import Page
from compliance.problems import serious
from compliance.report.build.kinds import DELIVERABLES, jobs
from compliance.report.docx import drawings
from compliance.report.pdf import pdf
from compliance.source import LONGEST_FIELD

COUNTRY = "arcadia"
NUMBERS = count(1)
"""Widths of pictures, of which no two are the same file."""


@cache
def read(hostile_: bool) -> Inputs:
    root = Path(mkdtemp()) / "workspace"
    written = workspace(root, hostile if hostile_ else harmless, FREE)
    assert set(written) == FREE, "the workspace of this test needs an example of every field"
    inputs, found = read_inputs(root)
    assert serious(found) == ()
    return inputs


@cache
def made(hostile_: bool) -> Mapping[str, Page | bytes]:
    """Every deliverable of one country and of the region by its name; the page instead of the PDF made of it."""
    with pytest.MonkeyPatch.context() as patch:
        if not hostile_:  # nobody looks at the pictures of harmless text
            patch.setattr(
                drawings, "_dots", lambda each: [drawings._png(Image.new("1", (next(NUMBERS), 1))) for _ in each]
            )
        return pages_and_files(read(hostile_), COUNTRY)


NAMES = ("arcadia-2026.pdf", "arcadia-2026-whole.pdf", "arcadia-2026-donor.pdf", "arcadia-2026-profile.pdf", "region-2026.pdf", "region-2026-donor.pdf")  # fmt: skip
WORDS = tuple(f"{name.removesuffix('.pdf')}.docx" for name in NAMES if name != "arcadia-2026.pdf")
BOOKS = ("arcadia-2026.xlsx", "arcadia-2026-whole.xlsx", "region-2026.xlsx")


COMPUTED = frozenset(("f", "formula", "formula1", "formula2", "definedName"))
"""Elements of a workbook that hold formulas."""


def page(name: str, *, hostile_: bool) -> Page:
    found = made(hostile_)[name]
    assert isinstance(found, Page)
    return found


def test_every_kind_of_deliverable_is_among_those_made() -> None:
    inputs = read(True)
    plans = {id_: filed.value.kind for id_, filed in inputs.workspace.plans.items()}
    scopes = {(plans[job.plan], "country" if job.country else "region", job.ending) for job in jobs(inputs.workspace)}
    assert scopes == {(one.kind, one.scope, one.ending) for one in DELIVERABLES}
    assert set(made(True)) == {*NAMES, *WORDS, *BOOKS}


def test_what_is_said_to_be_no_free_text_is_a_field_of_the_model() -> None:
    known = {field for kind in ROOTS for field in fields(kind)}
    assert {f"{record}.{name}" for record, names in IDS.items() for name in names.split()} <= known


def tree(element: ET.Element) -> Iterator[tuple[str, object, str, str]]:
    """Every element of a document with its attributes and texts, in which no sign means anything; hashes are left out."""
    for one in element.iter():
        attributes = {name: _bare(value) for name, value in one.attrib.items()}
        yield str(one.tag), attributes, _bare(one.text or ""), _bare(one.tail or "")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", plain(re.sub(r"\b[0-9a-f]{12,64}\b", "", text)))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_the_same_elements_as_with_harmless_text(name: str) -> None:
    one, other = page(name, hostile_=True), page(name, hostile_=False)
    assert "alert(1)" in one.html
    assert SCRIPT not in one.html
    parsed, expected = (list(tree(tinyhtml5.parse(it.html, namespace_html_elements=False))) for it in (one, other))
    assert parsed == expected
    assert one.stylesheet == other.stylesheet


@pytest.mark.parametrize("name", NAMES)
def test_drawings_and_data_inside_a_document_hold_no_more_than_text(name: str) -> None:
    one, other = page(name, hostile_=True), page(name, hostile_=False)
    assert set(one.pictures) == set(other.pictures)
    for address, picture in one.pictures.items():
        elements = list(ET.fromstring(picture).iter())
        assert {it.tag for it in elements} <= {it.tag for it in ET.fromstring(other.pictures[address]).iter()}
        attributes = [(key.rpartition("}")[2], value) for it in elements for key, value in it.attrib.items()]
        assert [key for key, _ in attributes if key.startswith("on")] == []
        assert [value for key, value in attributes if key == "href" and not value.startswith("#")] == []
    assert set(one.attachments) == set(other.attachments)
    for file, content in one.attachments.items():
        if file.endswith(".json"):
            assert json.loads(content)
            continue
        cells = [cell for row in csv.reader(io.StringIO(content.decode())) for cell in row]
        assert [
            cell for cell in cells if cell.startswith(outgoing.COMPUTED) and not re.fullmatch(r"-[\d.]+", cell)
        ] == []


def parts(name: str, *, hostile_: bool) -> Mapping[str, ET.Element]:
    """The files inside a workbook or a document of Word, but for pictures."""
    book = made(hostile_)[name]
    assert isinstance(book, bytes)
    with zipfile.ZipFile(io.BytesIO(book)) as files:
        return {file: ET.fromstring(files.read(file)) for file in files.namelist() if not file.endswith(".png")}


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_computes_and_links_the_same_as_with_harmless_text(name: str) -> None:
    one, other = parts(name, hostile_=True), parts(name, hostile_=False)
    assert set(one) == set(other)
    for file, root in one.items():
        assert formulas(root) == formulas(other[file])
        assert [text for text in formulas(root) if "alert" in text] == []
        links = [it.attrib["Target"] for it in root.iter() if it.attrib.get("TargetMode") == "External"]
        assert [it for it in links if not it.startswith(ADDRESS)] == []
        if links:  # addresses are written with %-signs
            assert len(list(root)) == len(list(other[file]))
            continue
        # A foot is cut where it is too long, and an & in it is written twice.
        told, expected = ([it for it in tree(part) if not it[0].endswith("oddFooter")] for part in (root, other[file]))
        assert told == expected, file


@pytest.mark.parametrize("name", WORDS)
def test_a_document_of_word_has_the_same_elements_as_with_harmless_text(name: str) -> None:
    one, other = parts(name, hostile_=True), parts(name, hostile_=False)
    assert set(one) == set(other)
    for file, root in one.items():
        # Hidden characters are left out of words, which may end a run; every other element is there as often.
        counts = [Counter(it.tag.rpartition("}")[2] for it in part.iter()) for part in (root, other[file])]
        assert counts[0] == counts[1], file
        links = [it.attrib["Target"] for it in root.iter() if it.attrib.get("TargetMode") == "External"]
        assert [it for it in links if not it.startswith(ADDRESS)] == []
        codes = {(it.text or "").split()[0] for it in root.iter() if it.tag.endswith("}instrText")}
        assert codes <= {"TOC", "PAGEREF", "STYLEREF", "PAGE", "NUMPAGES"}


def formulas(root: ET.Element) -> list[str]:
    """Everything in a part of a workbook that a spreadsheet computes."""
    return [it.text or "" for it in root.iter() if it.tag.rpartition("}")[2] in COMPUTED]


@pytest.mark.parametrize("name", NAMES[2:] if EVERYTHING else NAMES[2:4])
def test_a_pdf_runs_nothing_and_leads_nowhere_but_to_the_net(name: str) -> None:
    # What it fetches while it is made is refused by the renderer: it sees its own pictures and fonts.
    with opened(pdf(page(name, hostile_=True))) as document:
        assert {"/OpenAction", "/AA", "/AcroForm"} & set(document.Root.keys()) == set()
        assert "/JavaScript" not in document.Root.get("/Names", {})
        notes = [note for one in document.pages for note in one.get("/Annots", [])]
        assert {str(note.Subtype) for note in notes} <= {"/Link"}
        leading = [note.A for note in notes if "/A" in note]
        assert {str(one.S) for one in leading} <= {"/URI", "/GoTo"}
        assert [str(one.URI) for one in leading if one.S == "/URI" and not str(one.URI).startswith(ADDRESS)] == []
        assert SCRIPT in str(document.docinfo["/Title"])


@pytest.mark.parametrize("text", ["word " * 6_000, "x" * LONGEST_FIELD], ids=["words", "one word"])
def test_the_longest_text_is_fitted_into_a_drawing_without_measuring_it_word_by_word(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[int] = []
    width_of = sheet.width_of

    def counted(line: str, *settings: float) -> float:
        measured.append(len(line))
        return width_of(line, *settings)

    monkeypatch.setattr(sheet, "width_of", counted)
    lines = [sheet.fitted(text, 40), *sheet.wrapped(text, 40)]
    assert [len(line) for line in lines if len(line) > sheet.LONGEST + len(" …")] == []
    assert len(measured) < 60
    assert [length for length in measured if length > 2 * sheet.LONGEST] == []
