"""Copies of documents of any kind: stored under a safe name, never opened, listed, checked and sealed."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from desk import CLEAN, FOLDER, Desk

from compliance.authoring.evidence import names

LETTER = b"PK\x03\x04 a letter of the ministry"
SOURCES = FOLDER / "sources.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def add(desk: Desk, content: bytes = LETTER, name: str = "Letter (final).DOCX", *more: str) -> str:
    file = desk.root.parent / name
    file.write_bytes(content)
    return add_file(desk, file, *more)


def add_file(desk: Desk, file: Path, *more: str) -> str:
    return desk.run("evidence", "add", "arcadia", "gazette", str(file), "--on", "2026-07-01", *more, by="Ana")


def stored(desk: Desk) -> dict[str, bytes]:
    folder = desk.root / FOLDER / "documents"
    return {file.name: file.read_bytes() for file in sorted(folder.glob("*"))} if folder.exists() else {}


def test_a_document_of_any_kind_is_stored_and_registered(desk: Desk) -> None:
    sha256 = hashlib.sha256(LETTER).hexdigest()
    assert f"gazette: stored as documents/gazette.docx, SHA-256 {sha256}." in add(desk)
    assert stored(desk) == {"gazette.docx": LETTER}
    (copy,) = desk.country.documents()["gazette"].copies
    assert (copy.file, copy.sha256, copy.size, str(copy.stored), copy.by) == (
        "gazette.docx", sha256, len(LETTER), "2026-07-01", "Ana",
    )  # fmt: skip
    assert CLEAN in desk.run("check")
    assert "document stored" in desk.run("log", "arcadia", "--about", "gazette")


def test_the_same_document_again_changes_nothing_and_another_is_added(desk: Desk) -> None:
    add(desk)
    before = desk.files()
    assert "already stored as documents/gazette.docx" in add(desk, name="copy.docx")
    assert desk.files() == before
    assert "stored as documents/gazette-2.docx" in add(desk, b"annex")
    assert [copy.file for copy in desk.country.documents()["gazette"].copies] == ["gazette.docx", "gazette-2.docx"]


def test_two_sources_never_share_a_file(desk: Desk) -> None:
    with (desk.root / SOURCES).open("a", encoding="utf-8") as stream:
        stream.write("  - {id: GAZETTE, document: Another Gazette}\n")
    add(desk)
    file = desk.root.parent / "Letter (final).DOCX"
    assert "stored as documents/gazette-2.docx" in desk.run(
        "evidence", "add", "arcadia", "GAZETTE", str(file), by="Ana"
    )
    assert list(stored(desk)) == ["gazette-2.docx", "gazette.docx"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("judgment.pdf", "gazette.pdf"),
        ("SCAN.JPEG", "gazette.jpeg"),
        ("mail.eml", "gazette.eml"),
        ("setup.exe", "gazette.bin"),
        ("page.html", "gazette.bin"),
        ("macros.docm", "gazette.bin"),
        ("archive.tar.gz", "gazette.bin"),
        ("no-ending", "gazette.bin"),
        (".bashrc", "gazette.bin"),
        ("invoice\u202efdp.exe", "gazette.bin"),
        ("..pdf", "gazette.pdf"),
        ("a\nb.pdf", "gazette.pdf"),
        ("-rf.txt", "gazette.txt"),
    ],
)
def test_the_name_of_a_file_decides_nothing_but_a_known_ending(desk: Desk, name: str, expected: str) -> None:
    output = add(desk, b"content", name)
    assert list(stored(desk)) == [expected]
    assert "\u202e" not in output
    assert sorted(path.name for path in desk.root.parent.iterdir()) == sorted(["work", name])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("letter-2026", "letter-2026.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("a/b\\c:d", "a-b-c-d.pdf"),
        ("CON", "document-con.pdf"),
        ("lpt1", "document-lpt1.pdf"),
        ("Закон", "document.pdf"),
        ("x" * 500, f"{'x' * 80}.pdf"),
        ("..", "document.pdf"),
    ],
)
def test_no_id_leads_out_of_the_folder(source: str, expected: str) -> None:
    assert next(names(source, Path("a.pdf"))) == expected


def test_an_archive_that_would_fill_the_disk_is_stored_unopened(desk: Desk) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    assert "stored as documents/gazette.docx" in add(desk, out.getvalue(), "bomb.docx")
    assert stored(desk) == {"gazette.docx": out.getvalue()}


def test_text_is_kept_byte_by_byte(desk: Desk) -> None:
    content = b"\xef\xbb\xbfa;b\r\n1;2\r\n\0"
    add(desk, content, "table.csv")
    assert stored(desk) == {"gazette.csv": content}


def test_what_is_no_file_is_refused_and_nobody_waits(desk: Desk) -> None:
    folder, before = desk.root.parent, desk.files()
    os.mkfifo(folder / "pipe.pdf")
    (folder / "secret").write_bytes(b"secret")
    (folder / "link.pdf").symlink_to(folder / "secret")
    (folder / "device.pdf").symlink_to("/dev/zero")
    for name, expected in (("pipe.pdf", "is no file"), ("link.pdf", "is a link"), ("device.pdf", "is a link")):
        assert f"{name} {expected}; nothing was written" in add_file(desk, folder / name)
    assert "zero is no file" in add_file(desk, Path("/dev/zero"))
    assert "holds nothing" in add(desk, b"")
    with (folder / "huge.pdf").open("wb") as file:
        file.truncate(50_000_001)
    assert "huge.pdf has more than 50 MB; nothing was written" in add_file(desk, folder / "huge.pdf")
    assert "no act or source" in desk.run("evidence", "add", "arcadia", "gazete", str(folder / "secret"), by="Ana")
    assert desk.files() == before


def test_the_text_of_an_act_is_no_link_and_no_device_either(desk: Desk) -> None:
    folder, before = desk.root.parent, desk.files()
    (folder / "secret").write_bytes(b"secret")
    (folder / "link.txt").symlink_to(folder / "secret")
    os.mkfifo(folder / "pipe.txt")
    for name, expected in (("link.txt", "is a link"), ("pipe.txt", "is no file")):
        words = ("evidence", "add", "arcadia", "lights-act", str(folder / name))
        assert f"{name} {expected}; nothing was written" in desk.run(*words, by="Ana")
    assert desk.files() == before


def test_what_is_put_into_the_folder_by_hand(desk: Desk) -> None:
    add(desk)
    folder = desk.root / FOLDER / "documents"
    (folder / "loose.pdf").write_bytes(b"x")
    assert "Stored documents that no source names (1)\n  loose.pdf" in desk.run("evidence", "arcadia")
    (folder / "link.pdf").symlink_to("/etc/passwd")
    assert "documents/link.pdf: not-a-file: a link stands where a document belongs" in desk.run("check")
    (folder / "link.pdf").unlink()
    os.mkfifo(folder / "pipe.pdf")
    assert "documents/pipe.pdf: not-a-file: a named pipe stands where a document belongs" in desk.run("check")
    (folder / "pipe.pdf").unlink()
    with (folder / "loose.pdf").open("wb") as file:
        file.truncate(50_000_001)
    assert "documents/loose.pdf: too-large" in desk.run("check")


def test_a_folder_that_is_a_link_is_not_written_to(desk: Desk) -> None:
    elsewhere = desk.root.parent / "elsewhere"
    elsewhere.mkdir()
    (desk.root / FOLDER / "documents").symlink_to(elsewhere, target_is_directory=True)
    assert "linked-folder" in add(desk)
    assert list(elsewhere.iterdir()) == []


def test_a_copy_cannot_be_changed_or_taken_away_unseen(desk: Desk) -> None:
    add(desk)
    file = desk.root / FOLDER / "documents/gazette.docx"
    file.write_bytes(LETTER.replace(b"letter", b"LETTER"))
    assert "sources.yaml:7:17: text-changed: documents/gazette.docx is not the copy that was registered" in desk.run(
        "check"
    )
    assert desk.status("check") == 1
    assert "documents/gazette.docx, 29 bytes" in desk.run("evidence", "arcadia")
    assert ", changed\n" in desk.run("evidence", "arcadia")
    file.write_bytes(LETTER + b"x")
    assert "text-changed" in desk.run("check")
    file.unlink()
    assert "sources.yaml:6:15: missing-file: documents/gazette.docx is missing" in desk.run("check")
    assert ", missing\n" in desk.run("evidence", "arcadia")


def test_what_is_stored_is_listed(desk: Desk) -> None:
    assert "Documents that are stored" not in desk.run("evidence", "arcadia")
    add(desk)
    sha256 = hashlib.sha256(LETTER).hexdigest()
    line = f"  gazette: documents/gazette.docx, 29 bytes, SHA-256 {sha256[:12]}…, by Ana on 1 July 2026\n"
    assert f"Documents that are stored (1)\n{line}" in desk.run("evidence", "arcadia")
    (kept,) = json.loads(desk.run("evidence", "arcadia", "--format", "json"))[0]["kept"]
    assert (kept["source"], kept["file"], kept["sha256"], kept["state"]) == (
        "gazette", "documents/gazette.docx", sha256, "as stored",
    )  # fmt: skip


def test_the_seal_names_every_copy_and_notices_what_becomes_of_it(desk: Desk) -> None:
    add(desk, b"a\r\nb\r\n", "note.txt")
    desk.adopt()
    assert "seal-1.json" in desk.seal()
    path = f"{FOLDER.as_posix()}/documents/gazette.txt"
    files = json.loads((desk.root / FOLDER / "2026/seal-1.json").read_text("utf-8"))["files"]
    assert files[path] == hashlib.sha256(b"a\r\nb\r\n").hexdigest()
    assert "holds. All" in desk.run("verify", "arcadia")
    file = desk.root / FOLDER / "documents/gazette.txt"
    file.write_bytes(b"a\nb\n")
    assert f"changed since: {path}" in desk.run("verify", "arcadia")
    file.unlink()
    assert f"gone since: {path}" in desk.run("verify", "arcadia")
    file.write_bytes(b"a\r\nb\r\n")
    file.with_name("other.txt").write_bytes(b"x")
    assert f"came since: {FOLDER.as_posix()}/documents/other.txt" in desk.run("verify", "arcadia")


def test_a_language_is_said_of_a_source_in_its_register(desk: Desk) -> None:
    before = desk.files()
    (desk.root.parent / "a.txt").write_bytes(b"a")
    assert "a source has a language of its own" in add_file(desk, desk.root.parent / "a.txt", "--language", "en")
    assert desk.files() == before
