"""Stored texts of acts: taken in whole, quotations looked for in them, what is thin listed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from desk import CLEAN, FOLDER, Desk
from hypothesis import given
from hypothesis import strategies as st

from compliance.checks.quotes import difference, plain, stands_in

ACT = "Act on Lights at Sea\n\nSection 4. Whoever puts out a light at sea is punished with a fine.\n"
QUOTE = "Whoever puts out a light at sea is punished with a fine."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "work")
    desk.change("        sources: [gazette]\n", f"        quote: {QUOTE}\n        sources: [gazette]\n")
    return desk


def add(desk: Desk, content: str | bytes, name: str = "act.txt", *more: str) -> str:
    file = desk.root.parent / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return desk.run("evidence", "add", "arcadia", "lights-act", str(file), "--on", "2026-07-01", *more, by="Ana")


def a_pdf(*pages: str) -> bytes:
    """A small PDF with a line of text on each page; none on an empty one."""
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for page in pages:
        stream = f"BT /F1 12 Tf 50 700 Td ({page}) Tj ET" if page else ""
        parts.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(parts)} 0 R /Resources {font} >>"
        )
        kids.append(f"{len(parts)} 0 R")
    parts[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    text, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(parts) + 1
    return f"{text}xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n".encode()


def test_a_text_is_stored_and_registered(desk: Desk) -> None:
    said = add(desk, ACT, "act.txt", "--language", "en")
    sha256 = hashlib.sha256(ACT.encode()).hexdigest()
    assert f"lights-act: stored, SHA-256 {sha256}." in said
    assert "1 quotation of it, no suspects." in said
    text = desk.country.acts()["lights-act"].text
    assert text
    assert (text.file, text.sha256, text.language, str(text.retrieved)) == (
        "lights-act.txt",
        sha256,
        "en",
        "2026-07-01",
    )
    assert (desk.root / FOLDER / "texts/lights-act.txt").read_text("utf-8") == ACT
    assert CLEAN in desk.run("check")
    assert "text stored" in desk.run("log", "arcadia", "--about", "lights-act")


def test_the_same_text_again_changes_nothing(desk: Desk) -> None:
    add(desk, ACT)
    before = desk.files()
    assert "already stored" in add(desk, ACT)
    assert desk.files() == before


def test_a_changed_text_makes_what_quotes_it_suspect(desk: Desk) -> None:
    add(desk, ACT)
    said = add(desk, ACT.replace("a fine", "imprisonment"))
    assert "1 quotation of it, 1 suspect." in said
    assert f"{QUOTE.removesuffix('a fine.')}[-a fine.-]{{+imprisonment.+}}" in said
    assert "finding: quote-not-found" in desk.run("check")
    assert [file.name for file in (desk.root / FOLDER / "texts").iterdir()] == ["lights-act-2.txt"]
    assert "Look at one suspect quotation: L.1.1." in desk.run("status")
    desk.step("submitted", "Ana", "2026-07-02", "--note", "No islands")
    said = desk.step("reviewed", "Rea", "2026-07-03")
    assert "Quotations on L.1.1 do not stand in the stored text of the act." in said
    desk.change("is punished with a fine.\n", "is punished with imprisonment.\n")
    desk.step("reviewed", "Rea", "2026-07-03")
    assert desk.checklist.status == "reviewed"


def test_an_earlier_cycle_quotes_the_law_of_its_day(desk: Desk) -> None:
    earlier = desk.root / FOLDER / "2025/lighthouses.yaml"
    earlier.parent.mkdir()
    earlier.write_text(desk.text.replace('"2026"', '"2025"').replace("2026-06-30", "2025-06-30"), "utf-8")
    assert "1 suspect." in add(desk, ACT.replace("a fine", "imprisonment"))
    assert desk.run("check").count("quote-not-found") == 1
    desk.change(f"        quote: {QUOTE}\n", f"        quote: {QUOTE}\n        until: 2026-06-30\n")
    assert "quote-not-found" not in desk.run("check"), "nor is a provision in question that is no longer in force"


def test_the_words_of_a_pdf_are_taken_out_once(desk: Desk) -> None:
    assert "1 quotation of it, no suspects." in add(desk, a_pdf("Section 4.", QUOTE), "act.pdf")
    text = desk.country.acts()["lights-act"].text
    assert text
    assert (text.file, text.words) == ("lights-act.pdf", "lights-act.pdf.txt")
    assert QUOTE in (desk.root / FOLDER / "texts/lights-act.pdf.txt").read_text("utf-8")
    assert CLEAN in desk.run("check")
    add(desk, ACT)
    assert [file.name for file in (desk.root / FOLDER / "texts").iterdir()] == ["lights-act.txt"]
    text = desk.country.acts()["lights-act"].text
    assert text
    assert text.words is None


def test_a_pdf_of_pictures_is_stored_and_said_to_hold_no_text(desk: Desk) -> None:
    assert "quotations cannot be checked against it" in add(desk, a_pdf(""), "scan.pdf")
    assert CLEAN in desk.run("check")
    assert "lights-act: Lights Act" in desk.run("evidence", "arcadia")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (a_pdf(QUOTE)[:80], "cannot be read as a PDF: it is cut off, damaged or needs a password"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "is neither a PDF nor a text in UTF-8"),
        ("Člán 4".encode("cp1250"), "is neither a PDF nor a text in UTF-8"),
        (b"", "holds no text"),
        (b" \n\n", "holds no text"),
        (b"a\0b", "holds no text"),
        (b"a" * 5_000_001, "is larger than 5 MB"),
    ],
)
def test_what_is_no_text_is_refused(desk: Desk, content: bytes, said: str) -> None:
    before = desk.files()
    assert said in add(desk, content, "given")
    assert desk.files() == before


def test_a_stored_text_cannot_be_edited_unseen(desk: Desk) -> None:
    add(desk, ACT)
    desk.change("a fine", "a warning", FOLDER / "texts/lights-act.txt")
    assert "legislation.yaml:12:15: text-changed" in desk.run("check")
    desk.change("a warning", "a fine", FOLDER / "texts/lights-act.txt")
    file = desk.root / FOLDER / "texts/lights-act.txt"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert CLEAN in desk.run("check"), "line ends of another machine are no change"
    file.unlink()
    assert "texts/lights-act.txt is missing" in desk.run("check")


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("puts out a light", "puts  out\n\ta   light"),
        ("puts out a light", "puts out a\N{NO-BREAK SPACE}light"),
        ("is punishable", "is punish-\n   able"),
        ("is punishable", "is punish\N{SOFT HYPHEN}able"),
        ("well-known light", "well-\nknown light"),
        ("the “light” is ‘out’", "the \"light\" is 'out'"),
        ("„светлост“ је", "»светлост« је"),
        ("a fine of 5–10", "a fine of 5-10"),
        ("first office", "ﬁrst oﬃce"),
        ("kućište", "kuc\N{COMBINING ACUTE ACCENT}is\N{COMBINING CARON}te"),
        ("Whoever […] is punished", "Whoever puts out a light is punished"),
        ("Whoever ... is punished", "Whoever puts out a light is punished"),
    ],
)
def test_layout_makes_no_difference(quote: str, text: str) -> None:
    assert stands_in(quote, plain(text))


@pytest.mark.parametrize(
    ("quote", "text", "shown"),
    [
        ("punished with two years", "He is punished with three years at most", "punished with [-two-]{+three+} years"),
        ("Whoever puts out a light", "Whoever puts out or moves a light", "Whoever puts out {+or moves+} a light"),
        ("Whoever puts out or moves a light", "Whoever puts out a light", "Whoever puts out [-or moves-] a light"),
        ("is punished […] whoever", "whoever is punished", "is punished [-[...] whoever-]"),
        ("Something else entirely", "Whoever puts out a light", None),
    ],
)
def test_other_words_are_shown(quote: str, text: str, shown: str | None) -> None:
    assert not stands_in(quote, plain(text))
    assert difference(quote, plain(text)) == shown


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_what_is_copied_out_of_a_text_stands_in_it(quote: str, before: str, after: str) -> None:
    assert stands_in(quote, f"{plain(before)} {plain(quote)} {plain(after)}")


def test_what_is_thin_is_listed(desk: Desk) -> None:
    desk.change("evidence: B\n", "evidence: D\n")
    register = FOLDER / "legislation.yaml"
    desk.change(
        "    in_force: 2010-03-01\n    sources: [gazette]\n",
        "    sources: [gazette]\n  - {id: old-act, kind: act, title: Old Act, short: Old Act}\n",
        register,
    )
    said = desk.run("evidence", "arcadia")
    assert "No source was seen for (1)\n  L 1 2026, L.1.1: met" in said
    assert "Acts of which no date is known (2)\n  lights-act: Lights Act\n  old-act: Old Act" in said
    assert "Acts that nothing refers to (1)\n  old-act: Old Act" in said
    assert "Acts that are quoted though their text is not stored (1)\n  lights-act: Lights Act" in said
    found = json.loads(desk.run("evidence", "arcadia", "--format", "json"))[0]
    assert found["idle_acts"] == ["old-act"]
    assert found["no_source_seen"] == [{"instrument": "L 1", "cycle": "2026", "criterion": "L.1.1", "rating": "met"}]


def test_names_that_lead_nowhere_are_listed(desk: Desk) -> None:
    desk.change("act: lights-act", "act: light-act")
    said = desk.run("evidence", "arcadia")
    assert (
        "Names that lead nowhere (1)\n  assessments/arcadia/2026/lighthouses.yaml:12:14: there is no act `light-act`"
        in said
    )
    assert "Acts that nothing refers to (1)" in said
