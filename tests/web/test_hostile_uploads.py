"""Files that nobody sends who means well: refused with a sentence, nothing written, nothing left behind, no memory taken."""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest
from asking import Answer, workplace
from desk import Desk
from memory import forget_peak, memory
from sheets import checklist_book
from workbooks import packed, parts_of

from compliance.web.app import HERE

WORKBOOK = "/work/arcadia/2026/lighthouses/workbook/"
TEXT = "/desk/arcadia/registers/acts/lights-act/file/"
COPY = "/desk/arcadia/registers/documents/gazette/file/"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("uploads") / "work")


@pytest.fixture(scope="module")
def book(desk: Desk) -> bytes:
    return Path(checklist_book(desk, {})).read_bytes()


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, in which nothing may be left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _bomb(raw: bytes) -> bytes:
    return packed(parts_of(raw) | {"xl/media/image1.png": bytes(400_000_000)})


def _lying_bomb(raw: bytes) -> bytes:
    """A part that says that it is small."""
    name = b"xl/worksheets/sheet1.xml"
    changed = bytearray(packed(parts_of(raw) | {name.decode(): b"<a>" + b" " * 200_000_000}))
    for sign, length, at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        place = changed.find(sign)
        while place >= 0:
            if changed[place + length : place + length + len(name)] == name:
                struct.pack_into("<I", changed, place + at, 1000)
            place = changed.find(sign, place + 4)
    return bytes(changed)


def _macros(raw: bytes) -> bytes:
    return packed(parts_of(raw) | {"xl/vbaProject.bin": b"macro"})


def _entities(raw: bytes) -> bytes:
    parts = dict(parts_of(raw))
    inside = parts["xl/workbook.xml"]
    head = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return packed(parts | {"xl/workbook.xml": head + inside[inside.find(b"?>") + 2 :]})


def _sheets(raw: bytes) -> bytes:
    return packed(parts_of(raw) | {f"xl/worksheets/more{n}.xml": b"<worksheet/>" for n in range(10_000)})


def _flat(_raw: bytes) -> bytes:
    return b"criterion,rating\nL.1.1,met\n"


BOOKS: Mapping[str, Callable[[bytes], bytes]] = {
    "bomb": _bomb,
    "lying-bomb": _lying_bomb,
    "macros": _macros,
    "entities": _entities,
    "sheets": _sheets,
    "text": _flat,
    "cut": lambda raw: raw[: len(raw) // 2],
    "password": lambda _raw: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000),
    "page": lambda _raw: b"<html><script>alert(1)</script></html>",
    "noise": lambda _raw: Random("noise").randbytes(100_000),
    "zip": lambda _raw: _zip({"../../people.yaml": b"people: []"}),
}


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def refused(answer: Answer) -> bool:
    """Whether it was refused with a sentence of ours."""
    return answer.status in (409, 413, 422) and "Traceback" not in answer.text and len(answer.seen) > 200


@pytest.mark.parametrize("kind", BOOKS)
def test_what_is_no_workbook_is_refused_whatever_it_is(desk: Desk, book: bytes, empty: Path, kind: str) -> None:
    content, before, browser = BOOKS[kind](book), desk.files(), workplace(desk.root, by="Ana")
    had = forget_peak()
    answer = browser.upload(WORKBOOK, "book.xlsx", content)
    assert refused(answer), (answer.status, answer.seen[-300:])
    assert 'name="token" value=""' in answer.text
    assert memory("VmHWM") - had < 150
    assert (desk.files(), list(empty.iterdir())) == (before, [])
    assert "root:" not in answer.text


def test_a_workbook_that_somebody_calls_otherwise_is_read_as_what_it_is(desk: Desk, book: bytes, empty: Path) -> None:
    before = desk.files()
    for name in (
        "book.xlsm",
        "../../../people.yaml",
        "C:\\x.exe",
        "\u202egpj.xlsx",
        "x" * 300,
        '"><script>alert(1)</script>.xlsx',
        "",
    ):
        answer = workplace(desk.root, by="Ana").upload(WORKBOOK, name, book)
        assert answer.status in (200, 422)
        assert "<script>alert" not in answer.text
    assert (desk.files(), list(empty.iterdir())) == (before, [])


TEXTS: Mapping[str, bytes] = {
    "zip": _zip({"a": b"b"}),
    "nul": b"Article 4\0 of the act",
    "latin": "Članak".encode("cp1250"),
    "empty": b"",
    "blank": b" \n ",
    "pdf": b"%PDF-1.7 broken",
    "pdf-bomb": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "long": b"word " * 3_000_000,
}


@pytest.mark.parametrize("kind", TEXTS)
def test_what_is_no_text_of_an_act_is_refused(desk: Desk, empty: Path, kind: str) -> None:
    before, had = desk.files(), forget_peak()
    answer = workplace(desk.root, by="Ana").upload(TEXT, "act.txt", TEXTS[kind])
    assert refused(answer), (answer.status, answer.seen[-300:])
    assert memory("VmHWM") - had < 250
    assert (desk.files(), list(empty.iterdir())) == (before, [])


@pytest.mark.parametrize("address", [WORKBOOK, TEXT, COPY])
def test_what_is_too_large_is_refused_before_it_is_kept(desk: Desk, empty: Path, address: str) -> None:
    before, browser = desk.files(), workplace(desk.root, by="Ana")
    assert browser.upload(address, "x.xlsx", bytes(26 * 1024 * 1024)).status == 413
    body = b'--edge\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n' + bytes(26 * 1024 * 1024)
    head = {
        "origin": f"http://{HERE}:8000",
        "content-type": "multipart/form-data; boundary=edge",
        "content-length": "9",
    }
    assert browser.ask("POST", address, body, head).status == 413
    assert (desk.files(), list(empty.iterdir())) == (before, [])


@pytest.mark.parametrize("address", [WORKBOOK, TEXT, COPY, "/work/arcadia/2026/lighthouses/1/", "/language"])
def test_a_file_in_the_place_of_a_text_and_a_text_in_that_of_a_file_break_nothing(
    desk: Desk, empty: Path, address: str
) -> None:
    before, browser = desk.files(), workplace(desk.root, by="Ana")
    names = ("file", "name", "c", "base", "language", "token", "a.rating", "id", "text")
    parts = "".join(
        f'--edge\r\ncontent-disposition: form-data; name="{name}"; filename="x"\r\n\r\nx\r\n' for name in names[1:4]
    )
    kind = {"origin": f"http://{HERE}:8000", "content-type": "multipart/form-data; boundary=edge"}
    assert browser.ask("POST", address, f"{parts}--edge--\r\n".encode(), kind).status in (400, 404, 409, 422)
    assert browser.post(address, dict.fromkeys(names, "text")).status in (404, 409, 422)
    assert (desk.files(), list(empty.iterdir())) == (before, [])
