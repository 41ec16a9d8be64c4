"""Texts as people paste them into cells: each stands in the file as it was typed, or its cell is explained."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import yaml
from click.testing import CliRunner
from documents import DATA, EVERYTHING
from libreoffice import converted
from openpyxl.comments import Comment
from workbooks import with_text

from compliance.authoring.cells import Reading, read_cell
from compliance.authoring.edit import rewritten
from compliance.cli import main
from compliance.queries.form_fields import Field
from compliance.report.excel.incoming import Page, opened
from compliance.source import Document, parse

COUNT = 3000 if EVERYTHING else 300
"""How many texts are tried: all of them by `./run fuzz`."""
IMPORTED = 120 if EVERYTHING else 12
"""How many of them go the whole way, from a workbook into the checklist."""
CHECKLIST, SECTION, GAP, PRACTICE = "assessments/arcadia/2026/lt-12.yaml", "Offences against letters", "N9", 16
FIELD = Field("gap", "Gap", sort="long")

SPACES = "\t\n\r\x0b\x0c\x85\u2028\u2029 \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
UNSEEN = "\u200b\u200e\u200f\u061c\u202a\u202c\u202e\u2060\u2066\u2069\ufeff\u180e\U000e0041"
PIECES = (
    "word", "met", "- ", "#", ": ", "'", '"', "\\", "|", ">", "{", "}", "[", "]", "&", "*", "!", "%", "@", "`", "?", "---", "...", "null", "~", "=1+1", "+381", "'12",
    "Član 302. stav 2", "ığ İŞ", "ЂЋЏ", "ѓќ", "😀", "e\u0301", "soft\u00adhyphen", "\uf0b7\t", "–", "“quoted”", "„so“", "a longer run of words that goes on and on", "<b>", "&amp;", "_x0041_", "2017-07-18", "12",
    "\U0001f468\u200d\U0001f469", "می\u200cخواهم", "1.", "a)", "§ 5", "https://example.org/a?b=c#d", "0", "no", "yes", "\ufffd", "x" * 400,
)  # fmt: skip
FORBIDDEN = ("\x00", "\x07", "\x1b[2J", "\x1f", "\x7f", "\x9f", "\ud800", "\ufffe")


def texts(count: int) -> list[str]:
    """Texts from one word to more than a cell may hold, the same each time."""
    rnd = Random(16)
    made = [_text(rnd) for _ in range(count - 2)]
    return [*made, "x" * 30_000, "x" * 30_001]


def _text(rnd: Random) -> str:
    pieces = rnd.choice((1, 3, 8, 30, 300, 4000))
    kinds = rnd.choices((PIECES, SPACES, UNSEEN), rnd.choice(((6, 4, 0), (6, 3, 1), (1, 9, 0))), k=pieces)
    text = "".join(rnd.choice(kind) for kind in kinds)
    return text[:32_000] + (rnd.choice(FORBIDDEN) if rnd.random() < 0.03 else "")


def expected(text: str) -> str:
    """What a file has to say: the text without what nobody sees, said once more and otherwise than by the program."""
    for char in UNSEEN:
        text = text.replace(char, "")
    for end in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def workbook(held: list[str]) -> bytes:
    """A workbook with a text a row."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Texts")
    for row, text in enumerate(held):
        page.write_string(row, 0, text)
    book.close()
    return out.getvalue()


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    """All of them as they come back in workbooks of a few hundred; halves of a character no program can write."""
    file = tmp_path_factory.mktemp("texts") / "back.xlsx"
    every = [re.sub("[\ud800\ufffe]", "\x1f", text) for text in texts(COUNT)]
    held: list[Reading] = []
    for start in range(0, COUNT, BATCH):
        file.write_bytes(workbook(every[start : start + BATCH]))
        pages, problem = opened(file)
        assert pages is not None, problem
        held += [read(pages["Texts"], row) for row in range(1, len(every[start : start + BATCH]) + 1)]
    return held


BATCH = 300
"""Texts of a workbook."""


def read(page: Page, row: int) -> Reading:
    return read_cell(page.cell(row, 1), FIELD, page.at(row, 1))


def test_every_text_is_kept_or_explained_with_its_cell(readings: list[Reading]) -> None:
    kept = 0
    for number, (text, reading) in enumerate(zip(texts(COUNT), readings, strict=True)):
        if problem := reading.problem:
            assert problem.at.cell == f"Texts!A{number % BATCH + 1}"
            assert (problem.code, bool(problem.hint)) in (("forbidden-character", True), ("too-long", True))
            assert any(char in text for char in "".join(FORBIDDEN)) or len(expected(text)) > 30_000, ascii(text)
        else:
            kept += 1
            assert reading.text == expected(text), ascii(text)
            assert bool(reading.note) == any(char in text for char in UNSEEN) or not reading.text, ascii(text)
    assert kept > COUNT * 0.8


def document(text: str) -> Document:
    made, problems = parse("made.yaml", text)
    assert made is not None
    assert not problems
    return made


def test_every_text_that_is_kept_stands_in_the_file_as_it_was_read(readings: list[Reading]) -> None:
    before = document(
        'responses:\n  "1":\n    rating: met\n    legal_basis:\n      - act: a\n        gist: b\n    gap: c\n'
    )
    for reading in readings if EVERYTHING else readings[::3]:
        if reading.problem or not reading.text:
            continue
        basis = [{"act": "a", "gist": reading.text}, {"act": reading.text[:60].strip() or "a"}]
        answer: Any = {"rating": "met", "legal_basis": basis, "gap": reading.text, "practice": reading.text}
        after = rewritten(before, {"responses": {"1": answer}})
        held = yaml.load(after, yaml.BaseLoader)["responses"]["1"]
        assert (held["gap"], held["practice"]) == (reading.text, reading.text), ascii(reading.text)
        assert held["legal_basis"][0]["gist"] == reading.text


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A workspace, and its checklist as it leaves."""
    folder = tmp_path_factory.mktemp("desk")
    root = Path(shutil.copytree(DATA, folder / "workspace"))
    draft = (root / CHECKLIST).read_text("utf-8").replace("status: submitted", "status: draft")
    (root / CHECKLIST).write_text(draft, "utf-8")
    out = folder / "out.xlsx"
    called(root, "checklist", "export", "arcadia", "--instrument", "lt-12", "--output", out)
    return root, out.read_bytes()


def called(root: Path, *arguments: str | Path) -> Any:
    done = CliRunner().invoke(main, ["--workspace", str(root), *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def test_texts_go_the_whole_way_into_the_checklist_or_nowhere(sent: tuple[Path, bytes]) -> None:
    root, raw = sent
    file, before = root.parent / "back.xlsx", (root / CHECKLIST).read_text("utf-8")
    for text in texts(COUNT)[-IMPORTED:]:
        (root / CHECKLIST).write_text(before, "utf-8")
        file.write_bytes(with_text(raw, SECTION, GAP, text.replace("_x0041_", "_x005F_x0041_")))
        done = called(root, "checklist", "import", file, "--by", "Ana Anić")
        if done.exit_code:
            assert f"back.xlsx:{SECTION}!{GAP}: " in done.stdout, ascii(text)
            assert (root / CHECKLIST).read_text("utf-8") == before
        else:
            held = yaml.load((root / CHECKLIST).read_text("utf-8"), yaml.BaseLoader)["responses"]["12.2.3"]
            assert held["gap"] == expected(text), ascii(text)


CELLS: tuple[tuple[str, Any], ...] = (
    ("word", "Partly"), ("blanks", "  between two worlds  "), ("tabs", "one\ttwo"), ("lines", "one\ntwo\n\nfour"), ("wide", "one\u3000two\u2003three\u00a0four"),
    ("soft hyphen", "soft\u00adhyphen"), ("number", 12), ("fraction", 15.1), ("truth", True), ("formula", "=1+1"), ("text like a formula", "'=1+1"), ("accents", "Član ığ ЂЋ e\u0301"),
    ("pictograph", "😀 \U0001f468\u200d\U0001f469"), ("unseen", "right\u200fto\u202eleft\u200b"), ("quotes", "„so“ “and” 'so' \"on\""), ("marks", "<b> & > ; \\ | # : - *"), ("long", "word " * 5000),
    ("number as text", "0012"), ("day as text", "2017-07-18"), ("ids", "198.10"),
)  # fmt: skip
"""Every kind of cell, by name."""


@pytest.mark.any_python
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_cells_of_every_kind_are_the_same_after_libreoffice_saved_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Texts"
    for row, (name, value) in enumerate(CELLS, 1):
        cell = sheet.cell(row, 1)
        cell.number_format, cell.value = "@", value
        if isinstance(value, str) and name != "formula":
            cell.data_type = "s"
    sheet["A1"].comment = Comment("Does it\nhold?", "Mira Kos")
    book.save(tmp_path / "out.xlsx")
    (saved,) = converted(tmp_path / "saved", "xlsx", tmp_path / "out.xlsx")
    before, after = (opened(file)[0] for file in (tmp_path / "out.xlsx", saved))
    assert before is not None
    assert after is not None
    for row, (name, _) in enumerate(CELLS, 1):
        ours, theirs = read(before["Texts"], row), read(after["Texts"], row)
        assert (bool(ours.problem), ours.text) == (bool(theirs.problem), theirs.text), name
    assert [comment.text for comment in after["Texts"].comments] == ["Does it\nhold?"]


def test_a_workbook_without_comments_has_none(tmp_path: Path) -> None:
    (tmp_path / "back.xlsx").write_bytes(workbook(["one"]))
    pages, _ = opened(tmp_path / "back.xlsx")
    assert pages is not None
    assert pages["Texts"].comments == ()
    assert "comments" not in "".join(zipfile.ZipFile(tmp_path / "back.xlsx").namelist())
