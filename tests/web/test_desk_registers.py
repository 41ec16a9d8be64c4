"""Acts and documents on the desk: corrected as a workbook's are, added, and stored with their effect on quotations."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from desk import FOLDER, Desk
from devouring import devour
from managing import Still, as_, fields, links, still, with_people

from compliance.authoring.alone import NotWrittenError
from compliance.authoring.apart import apart
from compliance.authoring.evidence import taken
from compliance.web import desk_registers

REGISTERS = "/desk/arcadia/registers/"
ACT = f"{REGISTERS}acts/lights-act/"
DOCUMENT = f"{REGISTERS}documents/gazette/"
LEGISLATION, SOURCES = FOLDER / "legislation.yaml", FOLDER / "sources.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Still:
    return still(tmp_path_factory.mktemp("quiet"))


def text_of(desk: Desk, file: Path) -> str:
    return (desk.root / file).read_text("utf-8")


def test_both_registers_are_listed_with_what_is_stored(desk: Desk) -> None:
    page = as_(desk, "Ana").get(REGISTERS)
    assert "Lights Act Act on Lights at Sea in-force 2010-03-01 – not stored" in page.seen
    assert "gazette Official Gazette of Arcadia, No. 7 of 2010" in page.seen
    assert {ACT, DOCUMENT, f"{REGISTERS}new-act/", f"{REGISTERS}new-document/"} <= set(links(page))


def test_a_correction_changes_its_field_alone(desk: Desk) -> None:
    path = desk.root / LEGISLATION
    path.write_text(f"# Acts of the sea\n{path.read_text('utf-8')}", "utf-8")
    browser = as_(desk, "Ana")
    before = text_of(desk, LEGISLATION)
    sent = fields(browser.get(ACT), ACT)
    page = browser.follow(browser.post(ACT, {**sent, "f.gazette": " No. 7\r\nof 2010 "}))
    assert "Saved." in page.seen
    assert text_of(desk, LEGISLATION) == before.replace("    status:", "    gazette: No. 7 of 2010\n    status:")
    assert desk.log[-1] == "Ana: None → No. 7 of 2010"
    size = len(desk.country.log)
    assert browser.post(ACT, fields(browser.get(ACT), ACT)).location.endswith("?done=unchanged")
    assert len(desk.country.log) == size


def test_what_somebody_else_changed_meanwhile_stays_or_is_decided(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    sent = fields(browser.get(ACT), ACT)
    other = as_(desk, "Boro")
    other.post(ACT, {**fields(other.get(ACT), ACT), "f.gazette": "No. 8", "f.url": "https://example.org/act"})
    asked = browser.post(ACT, {**sent, "f.gazette": "No. 9", "f.title": "Lights at Sea Act"})
    assert asked.status == 409
    assert "Changed meanwhile: Boro," in asked.seen
    assert "what stands on file now: No. 8" in asked.seen
    assert "what you typed: No. 9" in asked.seen
    assert "No. 9" not in text_of(desk, LEGISLATION)
    typed = fields(asked, ACT)
    assert typed["f.title"] == "Lights at Sea Act"
    assert browser.post(ACT, {**typed, "take.gazette": "mine"}).status == 303
    act = desk.country.acts()["lights-act"]
    assert (act.gazette, act.title, act.url) == ("No. 9", "Lights at Sea Act", "https://example.org/act")


def test_theirs_can_be_kept(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    sent = fields(browser.get(ACT), ACT)
    desk.change("    status:", "    gazette: No. 8\n    status:", LEGISLATION)
    asked = browser.post(ACT, {**sent, "f.gazette": "No. 9"})
    assert asked.status == 409
    assert browser.post(ACT, {**fields(asked, ACT), "take.gazette": "theirs"}).status == 303
    assert desk.country.acts()["lights-act"].gazette == "No. 8"


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({"f.in_force": "yesterday"}, "in_force", "is no date"),
        ({"f.kind": "rumour"}, "kind", "`kind` is `rumour`"),
        ({"f.sources": "gazette, nowhere"}, "sources", "there is no source `nowhere`"),
        ({"f.url": "javascript:alert(1)"}, "url", "javascript:alert(1)"),
        ({"f.title": ""}, "title", "missing"),
        ({"f.gazette": "No.\u202e 7"}, "gazette", "U+202E"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    quiet: Still, typed: dict[str, str], name: str, sentence: str
) -> None:
    desk, browser = quiet
    before = desk.files()
    sent = {**fields(browser.get(ACT), ACT), "f.part": "coast", **typed}
    refused = browser.post(ACT, sent)
    assert refused.status == 422, refused.seen
    assert desk.files() == before
    place = refused.text[refused.text.index(f'id="{name}"') :].partition('class="field')[0]
    assert sentence in place, place
    assert 'aria-invalid="true"' in place
    assert fields(refused, ACT)["f.part"] == "coast"


def test_what_is_typed_is_text_and_no_page(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    sent = fields(browser.get(ACT), ACT)
    browser.post(ACT, {**sent, "f.gazette": '"><script>alert(1)</script>'})
    assert desk.country.acts()["lights-act"].gazette == '"><script>alert(1)</script>'
    for address in (ACT, REGISTERS):
        assert "<script>alert" not in browser.get(address).text


def test_an_act_and_a_document_are_added_once(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    assert "Add" in browser.get(f"{REGISTERS}new-document/").seen
    document = {"f.id": "yearbook", "f.document": "Coast Guard, yearbook 2024", "f.quality": "official"}
    act = {"f.short": "Fog Act", "f.title": "Act on Fog", "f.kind": "act", "f.sources": "yearbook"}
    assert browser.post(f"{REGISTERS}new-document/", document).location == f"{REGISTERS}documents/yearbook/?done=saved"
    assert browser.post(f"{REGISTERS}new-act/", act).location == f"{REGISTERS}acts/xa-fog-act/?done=saved"
    assert desk.country.acts()["xa-fog-act"].sources == ("yearbook",)
    assert desk.country.documents()["yearbook"].quality == "official"
    before = desk.files()
    assert browser.post(f"{REGISTERS}new-act/", act).location.endswith("?done=unchanged")
    assert browser.post(f"{REGISTERS}new-document/", document).location.endswith("?done=unchanged")
    assert desk.files() == before
    other = browser.post(f"{REGISTERS}new-act/", {**act, "f.title": "Act on Mist"})
    assert other.status == 422
    assert "stands in the register already, with other words" in other.seen
    assert browser.post(f"{REGISTERS}new-document/", {"f.id": "two words", "f.document": "x"}).status == 422


def test_the_id_of_an_entry_is_what_the_address_says(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    sent = fields(browser.get(DOCUMENT), DOCUMENT)
    browser.post(DOCUMENT, {**sent, "f.id": "other", "f.document": "Gazette, No. 7"})
    assert list(desk.country.documents()) == ["gazette"]
    assert desk.country.documents()["gazette"].document == "Gazette, No. 7"
    assert browser.post(DOCUMENT, {**sent, "base": "[]"}).status == 422


def test_there_is_no_other_entry(quiet: Still) -> None:
    browser = quiet.browser
    for address in (f"{REGISTERS}acts/fog/", f"{REGISTERS}laws/lights-act/", f"{REGISTERS}acts/..%2f..%2fpeople/"):
        assert browser.get(address).status == 404
        assert browser.post(address).status == 404
        assert browser.upload(f"{address}file/", "x.txt", b"text").status == 404


# Texts and copies


def quoted(desk: Desk) -> None:
    desk.change("        gist: Punishes", "        quote: Whoever puts out a light is fined.\n        language: en\n        gist: Punishes")  # fmt: skip


def test_a_stored_text_says_which_quotations_it_does_not_hold(desk: Desk) -> None:
    quoted(desk)
    browser = as_(desk, "Ana")
    sent = browser.upload(
        f"{ACT}file/", "act.txt", b"Section 4. Whoever puts out a light is punished.\n", {"language": "en"}
    )
    page = browser.follow(sent)
    assert "Stored." in page.seen
    assert "1 quotation of it; 1 does not stand in the text." in page.seen
    assert "L.1.1, lights-act 4" in page.seen
    assert "[-fined.-]" in page.seen
    assert (desk.root / FOLDER / "texts/lights-act.txt").read_text("utf-8").startswith("Section 4.")
    act = desk.country.acts()["lights-act"]
    assert act.text
    assert act.text.language == "en"
    again = browser.upload(f"{ACT}file/", "act.txt", b"Section 4. Whoever puts out a light is punished.\n")
    assert again.location.endswith("?done=unchanged")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"\xff\xfe\x00", "neither a PDF nor a text"),
        (b"   ", "holds no text"),
        (b"a\0b", "holds no text"),
    ],
)
def test_what_is_no_text_is_refused(quiet: Still, file: bytes, sentence: str) -> None:
    desk, browser = quiet
    before = desk.files()
    refused = browser.upload(f"{ACT}file/", "act.txt", file)
    assert refused.status == 409
    assert sentence in refused.seen
    assert desk.files() == before


def test_a_pdf_is_read_in_a_process_of_its_own(desk: Desk) -> None:
    before = desk.files()
    refused = as_(desk, "Ana").upload(f"{ACT}file/", "act.pdf", b"%PDF-1.7 broken")
    assert refused.status == 409
    assert "cannot be read as a PDF" in refused.seen
    assert desk.files() == before


def test_a_file_that_was_sent_is_read_by_nobody_else_and_not_by_the_server_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []

    def noted(read: object, file: Path) -> object:
        assert read is taken
        seen.append((stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)))
        return apart(taken, file)

    monkeypatch.setattr(desk_registers, "apart", noted)
    as_(desk, "Ana").upload(f"{ACT}file/", "act.pdf", b"%PDF-1.7 broken")
    assert seen == [(0o600, 0o700)]


def test_what_takes_too_much_memory_ends_alone(tmp_path: Path) -> None:
    file = tmp_path / "bomb.pdf"
    file.write_bytes(b"x")
    with pytest.raises(NotWrittenError, match="too much memory"):
        apart(devour, file)


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("letter.docx", "gazette.docx"),
        ("../../../people.yaml", "gazette.bin"),
        ("C:\\x\\run.exe", "gazette.bin"),
        ("page.html", "gazette.bin"),
        ("x.\u202epdf", "gazette.pdf"),
    ],
)
def test_a_copy_gets_a_name_of_ours_whatever_a_browser_calls_it(desk: Desk, name: str, stored: str) -> None:
    before = set(desk.files())
    browser = as_(desk, "Ana")
    page = browser.follow(browser.upload(f"{DOCUMENT}file/", name, b"PK\x03\x04 content"))
    new = set(desk.files()) - before - {(desk.log_file).as_posix()}
    assert new == {f"{FOLDER.as_posix()}/documents/{stored}"}
    assert f"{stored}, 1 kB, stored by Ana" in page.seen


def test_without_a_file_nothing_is_stored(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    assert browser.post(f"{DOCUMENT}file/", {"file": "text"}).status == 422
    assert browser.upload(f"{DOCUMENT}file/", "", b"x").status == 422
    assert browser.upload(f"{DOCUMENT}file/", "empty.txt", b"").status == 409


def test_evaluators_keep_registers_and_reviewers_do_not(desk: Desk) -> None:
    with_people(desk)
    evaluator, reviewer = as_(desk, "Eva Evaluator"), as_(desk, "Rea Reviewer")
    sent = fields(evaluator.get(ACT), ACT)
    assert reviewer.get(REGISTERS).status == 403
    assert reviewer.post(ACT, {**sent, "f.gazette": "No. 8"}).status == 403
    assert evaluator.post(ACT, {**sent, "f.gazette": "No. 8"}).status == 303
