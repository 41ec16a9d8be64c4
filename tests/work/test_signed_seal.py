"""Seals that prove something: whatever is changed is named, and whoever has no key cannot seal in the name of another."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import CHECKLIST, CLEAN, FOLDER, GAP, Desk
from documents import EVERYTHING
from keys import BOARD, LIST, SCAN, allow, full, needs_ssh, new_key, public, rewritten, signed

from compliance.authoring import seal as sealing
from compliance.authoring import signing
from compliance.cli import main
from compliance.indicators import project
from compliance.inputs import digests, read_inputs
from compliance.queries import sealed
from compliance.workspace import KINDS

SEAL = FOLDER / "2026/seal-1.json"
SECOND = FOLDER / "2026/seal-2.json"
SHARED: dict[str, Path] = {}
"""What takes long to make, once for the whole file; nobody changes it."""


def made(factory: pytest.TempPathFactory, name: str, make: Callable[[Desk], None]) -> Path:
    if name not in SHARED:
        desk = Desk(factory.mktemp("shared") / name)
        make(desk)
        SHARED[name] = desk.root
    return SHARED[name]


def copied(root: Path, to: Path) -> Desk:
    """A desk with a copy of a workspace."""
    desk = Desk.__new__(Desk)
    desk.root = to
    shutil.copytree(root, to, symlinks=True)
    return desk


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys of the board, of a stranger, and one that is locked."""
    folder = tmp_path_factory.mktemp("keys")
    for name, passphrase in (("board", ""), ("stranger", ""), ("locked", "a lamp")):
        new_key(folder, name, passphrase)
    return folder


@pytest.fixture
def unsigned(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with every kind of file, sealed by somebody who did not sign."""

    def make(desk: Desk) -> None:
        full(desk)
        desk.adopt()
        assert "from 29 files." in desk.seal()

    return copied(made(tmp_path_factory, "unsigned", make), tmp_path / "work")


@pytest.fixture
def adopted(tmp_path: Path, keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same with a list of allowed signers, before it is sealed."""

    def make(desk: Desk) -> None:
        full(desk)
        allow(desk.root / LIST, BOARD, keys / "board")
        desk.adopt()

    return copied(made(tmp_path_factory, "adopted", make), tmp_path / "work")


@pytest.fixture
def desk(tmp_path: Path, keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same, sealed and signed by the board, re-rated, sealed and signed anew."""

    def make(desk: Desk) -> None:
        full(desk)
        allow(desk.root / LIST, BOARD, keys / "board")
        desk.adopt()
        signed(desk, keys / "board")
        desk.rerate("mostly", *GAP)
        assert "signed with the key SHA256:" in signed(desk, keys / "board", "2026-08-02", "--why", "A light")

    return copied(made(tmp_path_factory, "signed", make), tmp_path / "work")


def verified(desk: Desk, *more: str) -> tuple[str, int]:
    """What `verify` says of a desk, and its exit status."""
    done = CliRunner().invoke(main, ["--workspace", str(desk.root), "verify", *more])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output, done.exit_code


# Who signed


@needs_ssh
def test_verify_says_who_signed(desk: Desk, keys: Path) -> None:
    said, status = verified(desk)
    key = public(keys / "board")
    assert status == 0
    assert "seal 2 of 2026-08-02 by Board: holds." in said
    for number in (1, 2):
        assert f"  seal {number}: signed by {BOARD} with the key {key}, says assessments/allowed_signers\n" in said
    found = json.loads(verified(desk, "--format", "json")[0])[0]
    assert [(one["verdict"], one["by"], one["key"]) for one in found["signatures"]] == [("signed", BOARD, key)] * 2
    assert json.loads((desk.root / SECOND).read_text("utf-8"))["signed_with"] == key


def test_a_seal_that_nobody_signed_holds_and_says_so(unsigned: Desk) -> None:
    said, status = verified(unsigned)
    assert status == 0
    assert "  seal 1: nobody signed it\n" in said
    assert not list((unsigned.root / FOLDER).rglob("*.sig"))


@needs_ssh
def test_anybody_can_check_a_signature_with_openssh_alone(desk: Desk) -> None:
    words = ("-Y", "verify", "-f", LIST, "-I", BOARD, "-n", "compliance-seal", "-s", f"{SECOND}.sig")
    with (desk.root / SECOND).open("rb") as stream:
        done = subprocess.run((signing.TOOL, *words), stdin=stream, cwd=desk.root, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@needs_ssh
def test_a_seal_signed_by_hand_counts(unsigned: Desk, keys: Path) -> None:
    allow(unsigned.root.parent / "list", BOARD, keys / "board")
    words = ("-Y", "sign", "-f", str(keys / "board"), "-n", "compliance-seal", str(unsigned.root / SEAL))
    subprocess.run((signing.TOOL, *words), check=True, capture_output=True)
    said, status = verified(unsigned, "--signers", str(unsigned.root.parent / "list"))
    assert (f"seal 1: signed by {BOARD}" in said, status) == (True, 0)


@needs_ssh
def test_without_a_list_nobody_is_known(desk: Desk) -> None:
    (desk.root / LIST).unlink()
    said, status = verified(desk)
    assert status == 1
    assert "of which no list says whose it is: write assessments/allowed_signers, or name a list with --signers" in said
    assert "gone since: assessments/allowed_signers" in said


@needs_ssh
def test_without_openssh_nothing_is_known(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desk.root))
    said, status = verified(desk)
    assert status == 1
    assert "seal 1: its signature could not be checked: ssh-keygen is missing" in said
    assert "openssh-client" in said


@needs_ssh
def test_a_list_kept_elsewhere_decides(desk: Desk, keys: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    allow(ours, "secretariat@example.org", keys / "board")
    allow(theirs, "somebody@example.org", keys / "stranger")
    said, status = verified(desk, "--signers", str(ours))
    assert ("signed by secretariat@example.org" in said, status) == (True, 0)
    said, status = verified(desk, "--signers", str(theirs))
    assert ("signed by a stranger" in said, status) == (True, 1)


@needs_ssh
def test_a_key_is_valid_on_the_day_of_the_seal(desk: Desk, keys: Path, tmp_path: Path) -> None:
    retired, late = tmp_path / "retired", tmp_path / "late"
    allow(retired, BOARD, keys / "board", 'valid-before="20260901"')
    allow(late, BOARD, keys / "board", 'valid-after="20260722"')
    assert verified(desk, "--signers", str(retired))[1] == 0, "the key was given up after both seals"
    said, status = verified(desk, "--signers", str(late))
    assert status == 1
    assert "seal 1: signed by a stranger" in said
    assert "not yet valid" in said
    assert f"seal 2: signed by {BOARD}" in said


@needs_ssh
def test_one_key_of_several_names(desk: Desk, keys: Path, tmp_path: Path) -> None:
    for who in ("secretary@example.org,board@example.org", "*@example.org"):
        (tmp_path / "list").unlink(missing_ok=True)
        allow(tmp_path / "list", who, keys / "board")
        assert verified(desk, "--signers", str(tmp_path / "list"))[1] == 0


# Every file


KIND_OF_FILE = {
    "jurisdictions": "assessments/jurisdictions.yaml",
    "instrument": "assessments/instruments/lighthouses.yaml",
    "translation": "assessments/instruments/lighthouses.sr.yaml",
    "sources": "assessments/arcadia/sources.yaml",
    "legislation": "assessments/arcadia/legislation.yaml",
    "participation": "assessments/arcadia/participation.yaml",
    "external-ratings": "assessments/arcadia/external-ratings.yaml",
    "findings": "assessments/arcadia/findings.yaml",
    "checklist": "assessments/arcadia/2026/lighthouses.yaml",
    "crosswalk": "assessments/crosswalks/lights-fatf.yaml",
    "bill": "assessments/arcadia/bills/lights-2027.yaml",
    "plan": "reports/country.yaml",
    "logframe": "indicators/logframe.yaml",
    "series": "indicators/series.yaml",
    "index": "indicators/indices/lights.yaml",
    "activity": "indicators/activity.yaml",
}
"""A file of each kind that has a type and a part in figures."""
IN_NO_SEAL = {"people": "people.yaml", "requests": "indicators/requests.yaml", "site": "reports/site.yaml"}
"""A file of each kind on which no figure rests: who works here, who was asked for figures, how the site is made."""
WRITTEN = {"people.yaml": "people: []\n", "indicators/requests.yaml": "requests: []\n"}


def test_every_kind_of_file_is_sealed(unsigned: Desk) -> None:
    kinds = {**KINDS, **project.KINDS}.keys()
    assert {*KIND_OF_FILE, *IN_NO_SEAL} == kinds, "a new kind of document has to be among these"
    said = json.loads((unsigned.root / SEAL).read_text("utf-8"))
    every = {**said["inputs"], **said["files"]}
    own = {path for path in every if not path.startswith("compliance/")}
    there = {path for path in unsigned.files() if not path.endswith((".jsonl", "seal-1.json"))}
    assert own == there, "whatever lies there, of whatever kind, but the log and the seal itself"
    assert set(KIND_OF_FILE.values()) <= own
    assert said["log"]["lines"] == 3


@pytest.mark.parametrize("path", IN_NO_SEAL.values())
def test_what_no_figure_rests_on_is_in_no_seal(unsigned: Desk, path: str) -> None:
    before = verified(unsigned)
    (unsigned.root / path).write_text(
        WRITTEN.get(path, "title: Lights\nlead: Lights and law.\nviews: {country: country}\n"), "utf-8"
    )
    assert verified(unsigned) == before
    assert before[1] == 0
    assert path not in sealed_by_hand(unsigned)


ADDED = (
    *(path.replace("lights", "more") for path in ("assessments/crosswalks/lights.yaml", "indicators/indices/lights.yaml")),
    "assessments/allowed_signers",
    "assessments/instruments/harbours.yaml",
    "assessments/arcadia/2025/harbours.yaml",
    "assessments/arcadia/2025/harbours.second.yaml",
    "assessments/arcadia/2026/harbours.yaml",
    "assessments/arcadia/bills/harbours.yaml",
    "assessments/arcadia/texts/harbour-act.txt",
    "assessments/arcadia/texts/harbour-act.pdf",
    "assessments/arcadia/texts/annex/map.png",
    "assessments/arcadia/minutes.docx",
    "indicators/census.csv",
    "indicators/evidence/survey.xlsx",
    "reports/donor.yaml",
    "reports/texts/arcadia/2026/foreword.md",
    "reports/pictures/cover.png",
)  # fmt: skip


@pytest.mark.parametrize("path", ADDED)
def test_a_file_of_any_kind_is_sealed_and_one_more_is_named(unsigned: Desk, path: str, tmp_path: Path) -> None:
    file = unsigned.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\x89 whatever it holds\n" if file.suffix in (".png", ".pdf", ".docx", ".xlsx") else b"a: b\n")
    said, status = verified(unsigned)
    assert status == 3, said
    assert f"  came since: {path}\n" in said
    assert path in sealed_by_hand(unsigned), "and a seal that is put on now names it"


def sealed_by_hand(desk: Desk) -> set[str]:
    """What a seal would name, also where the data have a problem for which no seal is put on."""
    inputs, _ = read_inputs(desk.root)
    country = inputs.workspace.countries["arcadia"]
    new = sealing.sealed(
        inputs,
        country,
        "2026",
        by="x",
        on=country.seals["2026", 1].value.on,
        why="x",
        files=digests(desk.root),
        deliverables={},
    )
    return {*new.inputs, *new.files}


@pytest.mark.parametrize(
    "path",
    ["assessments/borduria/2026/lighthouses.yaml", "assessments/arcadia/2027/lighthouses.yaml", "reports/texts/arcadia/2027/x.md", "reports/texts/borduria/2026/x.md", "assessments/.notes", "notes.txt"],
)  # fmt: skip
def test_others_and_later_rounds_have_no_part_in_a_seal(unsigned: Desk, path: str) -> None:
    file = unsigned.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("a: b\n", "utf-8")
    assert (path in verified(unsigned)[0], verified(unsigned)[1]) == (False, 0)


# Tampering


SEALED = sorted(
    (
        *KIND_OF_FILE.values(),
        "assessments/arcadia/2025/lighthouses.yaml",
        "assessments/arcadia/2025/lighthouses.second.yaml",
        "assessments/arcadia/texts/lights-act.txt",
        "assessments/arcadia/texts/lights-act-scan.pdf",
        "assessments/arcadia/texts/lights-act-scan.pdf.txt",
        "indicators/statistics.csv",
        "indicators/exchange-rates.csv",
        "reports/texts/arcadia/2026/outlook.md",
    )
)
"""Every file of the full desk."""


def test_the_table_of_tampering_has_every_file(unsigned: Desk) -> None:
    said = json.loads((unsigned.root / SEAL).read_text("utf-8"))
    assert {path for path in (*said["inputs"], *said["files"]) if not path.startswith("compliance/")} == set(SEALED)


def with_another_byte(file: Path, at: int) -> None:
    raw = bytearray(file.read_bytes())
    raw[at] = ord("#") if raw[at] != ord("#") else ord("%")
    file.write_bytes(raw)


@pytest.mark.parametrize("path", SEALED)
def test_one_byte_of_a_file_changed(unsigned: Desk, path: str) -> None:
    file = unsigned.root / path
    content = file.read_bytes()
    places = (0, len(content) // 3, len(content) // 2, len(content) - 1)
    for at in places if EVERYTHING else (places[SEALED.index(path) % 4],):
        with_another_byte(file, at)
        said, status = verified(unsigned)
        assert status in (1, 3), said
        assert f"changed since: {path}\n" in said, (at, said)
        file.write_bytes(content)
    assert verified(unsigned)[1] == 0


@pytest.mark.parametrize("path", SEALED)
def test_a_file_less(unsigned: Desk, path: str) -> None:
    (unsigned.root / path).unlink()
    said, status = verified(unsigned)
    assert status in (1, 3), said
    assert f"gone since: {path}\n" in said


def test_a_scan_is_sealed_byte_by_byte_a_text_without_its_line_ends(unsigned: Desk) -> None:
    text = unsigned.root / FOLDER / "texts/lights-act.txt"
    text.write_bytes(text.read_bytes().replace(b"\n", b"\r\n"))
    assert verified(unsigned)[1] == 0
    (unsigned.root / FOLDER / "texts/lights-act-scan.pdf").write_bytes(SCAN.replace(b"\r\n", b"\n"))
    assert "changed since: assessments/arcadia/texts/lights-act-scan.pdf" in verified(unsigned)[0]


def test_a_line_of_the_log_changed(unsigned: Desk) -> None:
    unsigned.change('"by": "Rea"', '"by": "Ana"', unsigned.log_file)
    said, status = verified(unsigned)
    assert ("changed since: the log of assessments/arcadia, the first 3 lines" in said, status) == (True, 3)
    unsigned.change('"Islands were not looked into"', '"Nothing"', unsigned.log_file)
    unsigned.run("remark", "arcadia", "L.1.1", "More?", by="Rea")
    assert "the log of assessments/arcadia, the first 3 lines" in verified(unsigned)[0]


def without_signature(desk: Desk, keys: Path) -> None:
    (desk.root / f"{SECOND}.sig").unlink()


def signed_by(key: str, namespace: str = "compliance-seal") -> Callable[[Desk, Path], None]:
    def make(desk: Desk, keys: Path) -> None:
        (desk.root / f"{SECOND}.sig").unlink()
        words = ("-Y", "sign", "-f", str(keys / key), "-n", namespace, str(desk.root / SECOND))
        subprocess.run((signing.TOOL, *words), check=True, capture_output=True)

    return make


def with_signature(desk: Desk, change: Callable[[bytes], bytes]) -> None:
    file = desk.root / f"{SECOND}.sig"
    file.write_bytes(change(file.read_bytes()))


def byte_of_the_first(desk: Desk, keys: Path) -> None:
    desk.change('"by": "Board"', '"by": "Boars"', SEAL)


def first_gone(desk: Desk, keys: Path) -> None:
    (desk.root / SEAL).unlink()


def last_gone(desk: Desk, keys: Path) -> None:
    (desk.root / SECOND).unlink()


def last_gone_with_its_signature(desk: Desk, keys: Path) -> None:
    last_gone(desk, keys)
    without_signature(desk, keys)


def last_gone_long_ago(desk: Desk, keys: Path) -> None:
    desk.rerate("met", on="2026-08-05")
    last_gone_with_its_signature(desk, keys)


def renumbered(desk: Desk, keys: Path) -> None:
    for ending in ("", ".sig"):
        (desk.root / f"{SECOND}{ending}").rename(desk.root / f"{FOLDER}/2026/seal-4.json{ending}")


def swapped(desk: Desk, keys: Path) -> None:
    shutil.copy(desk.root / SEAL, desk.root / SECOND)


def resealed_without_a_key(desk: Desk, keys: Path) -> None:
    """Everything is written anew by somebody who can write every file; the list says who should have signed."""
    rewritten(desk, "Moving a light stays unpunished.", "Little stays unpunished.")
    assert "seal-1.json" in desk.seal("2026-08-02", "--why", "x")


def resealed_by_a_stranger(desk: Desk, keys: Path) -> None:
    rewritten(desk, "Moving a light stays unpunished.", "Little stays unpunished.")
    assert "seal-1.json" in signed(desk, keys / "stranger", "2026-08-02")


def resealed_by_a_stranger_with_a_list(desk: Desk, keys: Path) -> None:
    rewritten(desk, "Moving a light stays unpunished.", "Little stays unpunished.")
    (desk.root / LIST).unlink()
    allow(desk.root / LIST, BOARD, keys / "stranger")
    assert "seal-1.json" in signed(desk, keys / "stranger", "2026-08-02")


def unsigned_after_signed(desk: Desk, keys: Path) -> None:
    """A third seal, written by a program that does not mind."""
    text = json.loads((desk.root / SECOND).read_text("utf-8"))
    sha256 = hashlib.sha256((desk.root / SECOND).read_bytes()).hexdigest()
    del text["signed_with"]
    third = text | {"number": "3", "before": {"number": "2", "sha256": sha256}}
    (desk.root / FOLDER / "2026/seal-3.json").write_text(json.dumps(third), "utf-8")


Tamper = Callable[[Desk, Path], object]
TAMPERING: dict[str, tuple[Tamper, str]] = {
    "one byte of a seal": (lambda desk, _: desk.change('"by": "Board"', '"by": "Boars"', SECOND), "seal 2: its signature does not fit: Signature verification failed"),
    "one byte of an earlier seal": (byte_of_the_first, "seal 1 changed since"),
    "the signature of an earlier seal no longer fits": (byte_of_the_first, "seal 1: its signature does not fit"),
    "no signature": (without_signature, "its signature is gone; it was signed with the key SHA256:"),
    "a signature of a stranger": (signed_by("stranger"), "but the seal was signed with SHA256:"),
    "a signature of another namespace": (signed_by("board", "file"), "namespace does not match"),
    "a signature cut off": (lambda desk, _: with_signature(desk, lambda raw: raw[:150]), "seal 2: its signature does not fit: "),
    "an empty signature": (lambda desk, _: with_signature(desk, lambda _: b""), "seal 2: its signature does not fit"),
    "a signature that is no text": (lambda desk, _: with_signature(desk, lambda _: b"\xff\xfe\x00"), "2026/seal-2.json.sig"),
    "a signature of another seal": (lambda desk, _: shutil.copy(desk.root / f"{SEAL}.sig", desk.root / f"{SECOND}.sig"), "seal 2: its signature does not fit"),
    "an earlier seal gone": (first_gone, "seal 1, which it follows, is gone"),
    "an earlier seal gone, says the log": (first_gone, "the log says that Board put on seal 1 of 2026, but it is gone"),
    "the last seal gone": (last_gone, "a signature of seal 2 lies there without its seal"),
    "the last seal gone with its signature": (last_gone_with_its_signature, "the last line of the log tells of seal 2"),
    "the last seal gone, and work went on": (last_gone_long_ago, "the log says that Board put on seal 2 of 2026, but it is gone"),
    "every seal gone": (lambda desk, _: [*map(Path.unlink, (desk.root / SEAL, desk.root / SECOND))], "it was sealed, and no seal is left that can be read"),
    "a seal renumbered": (renumbered, "the seal is number 2 of arcadia 2026, but lies elsewhere"),
    "a gap in the numbers": (renumbered, "seal 3, which it follows, is gone"),
    "a seal in another round": (lambda desk, _: shutil.copy(desk.root / SEAL, desk.root / FOLDER / "2025/seal-1.json"), "the seal is number 1 of arcadia 2026, but lies elsewhere"),
    "a seal over another": (swapped, "the seal is number 1 of arcadia 2026, but lies elsewhere"),
    "a seal over another, says the log": (swapped, "it is another seal than the one of which the log tells"),
    "a seal that is no JSON": (lambda desk, _: (desk.root / SECOND).write_text("{", "utf-8"), "2026/seal-2.json"),
    "sealed anew by a stranger": (resealed_by_a_stranger, "signed by a stranger: assessments/allowed_signers does not allow the key"),
    "a seal that the log does not know": (unsigned_after_signed, "the log does not tell of it"),
    "no signature after a signed seal": (unsigned_after_signed, "seal 3: nobody signed it, though seal 2 is signed"),
}  # fmt: skip


@needs_ssh
@pytest.mark.parametrize("how", TAMPERING)
def test_whatever_is_done_to_the_seals_is_named(desk: Desk, keys: Path, how: str) -> None:
    tamper, expected = TAMPERING[how]
    tamper(desk, keys)
    said, status = verified(desk)
    assert expected in said
    assert status == 1, said


@needs_ssh
def test_signers_changed(desk: Desk, keys: Path) -> None:
    allow(desk.root / LIST, "somebody@example.org", keys / "stranger")
    said, status = verified(desk)
    assert ("changed since: assessments/allowed_signers" in said, status) == (True, 3)
    (desk.root / LIST).write_text("# nobody\n", "utf-8")
    said, status = verified(desk)
    assert ("seal 2: signed by a stranger" in said, status) == (True, 1)


@needs_ssh
@pytest.mark.parametrize("how", [resealed_without_a_key, resealed_by_a_stranger_with_a_list])
def test_who_rewrites_everything_is_caught_by_a_list_kept_elsewhere(
    desk: Desk, keys: Path, how: Tamper, tmp_path: Path
) -> None:
    allow(tmp_path / "list", BOARD, keys / "board")
    assert verified(desk, "--signers", str(tmp_path / "list"))[1] == 0
    how(desk, keys)
    assert verified(desk)[1] == 0, "what lies in the folder cannot show it"
    said, status = verified(desk, "--signers", str(tmp_path / "list"))
    assert status == 1
    assert "signed by a stranger" in said or "nobody signed it, and a list of allowed signers was named" in said


@needs_ssh
def test_nothing_is_left_of_the_seals(desk: Desk, tmp_path: Path, keys: Path) -> None:
    allow(tmp_path / "list", BOARD, keys / "board")
    rewritten(desk, "Moving a light stays unpunished.", "Little stays unpunished.")
    assert "Nothing is sealed in the folder." in verified(desk)[0]
    assert verified(desk)[1] == 0
    for more in (("arcadia",), ("arcadia", "2026"), ("--signers", str(tmp_path / "list"))):
        assert verified(desk, *more)[1] == 1, "somebody expected a seal"


def test_a_deliverable_changed_gone_or_new(adopted_with_reports: tuple[Desk, Path]) -> None:
    desk, reports = adopted_with_reports
    asked = ("--deliverables", str(reports))
    assert verified(desk, *asked)[1] == 0
    (reports / "arcadia-2026-more.pdf").write_text("more", "utf-8")
    said, status = verified(desk, *asked)
    assert ("no deliverable that was sealed: arcadia-2026-more.pdf" in said, status) == (True, 3)
    with_another_byte(reports / "arcadia-2026.pdf", 2)
    said, status = verified(desk, *asked)
    assert ("not the deliverable that was sealed: arcadia-2026.pdf" in said, status) == (True, 1)
    (reports / "arcadia-2026.pdf").unlink()
    assert verified(desk, *asked)[1] == 1


@pytest.fixture
def adopted_with_reports(tmp_path: Path) -> tuple[Desk, Path]:
    desk, reports = Desk(tmp_path / "work"), tmp_path / "reports"
    desk.adopt()
    reports.mkdir()
    (reports / "arcadia-2026.pdf").write_text("%PDF", "utf-8")
    desk.seal("2026-07-21", "--deliverables", str(reports))
    return desk, reports


# Another machine


def test_another_version_of_the_method(unsigned: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "METHOD", "3")
    monkeypatch.setattr(sealed, "__version__", "7.0.0")
    said, status = verified(unsigned)
    assert status == 0, "no figure is another"
    assert "another version: method: sealed 2, now 3" in said
    real = sealed.figures_of
    other = {"lighthouses / whole / low": "2/5", "indicator I1 / 2024 / value": "13"}
    monkeypatch.setattr(sealed, "figures_of", lambda *words: {**real(*words), **other})
    said, status = verified(unsigned)
    assert status == 1
    both = "compliance: sealed 0.1.0, now 7.0.0; method: sealed 2, now 3"
    assert f"why lighthouses differs (1 figure): {both}\n" in said
    assert f"why the indicators differ (1 figure): {both}\n" in said
    assert (
        "It was sealed by compliance 0.1.0: that version tells what the files changed from what the program did."
        in said
    )


def test_another_edition_of_an_instrument(unsigned: Desk) -> None:
    instrument = Path("assessments/instruments/lighthouses.yaml")
    unsigned.change('edition: "1"', 'edition: "2"', instrument)
    unsigned.change(
        "obligation: triggered", "obligation: mandatory\n        core: true\n        core_reason: x", instrument
    )
    said, status = verified(unsigned)
    assert status == 1
    assert "why lighthouses differs (" in said
    why = next(line for line in said.splitlines() if line.startswith("  why lighthouses"))
    assert "lighthouses: sealed 1, now 2; assessments/instruments/lighthouses.yaml" in why
    assert "why the indicators" not in said


def test_another_input(unsigned: Desk) -> None:
    unsigned.change("lights_reported,12", "lights_reported,13", Path("indicators/statistics.csv"))
    unsigned.change("No. 7 of", "No. 8 of", FOLDER / "sources.yaml")
    said, status = verified(unsigned)
    assert status == 1
    why = [line for line in said.splitlines() if line.startswith("  why ")]
    assert why == [
        "  why the indicators differ (1 figure): assessments/arcadia/sources.yaml; indicators/statistics.csv"
    ]
    found = json.loads(verified(unsigned, "--format", "json")[0])[0]["causes"]
    assert found[0]["files"] == ["assessments/arcadia/sources.yaml", "indicators/statistics.csv"]


def test_a_treaty_rests_on_no_other_and_on_no_statistics(unsigned: Desk) -> None:
    unsigned.rerate("mostly", *GAP)
    unsigned.change("lights_reported,12", "lights_reported,13", Path("indicators/statistics.csv"))
    lights = unsigned.root / "assessments/instruments/lighthouses.yaml"
    harbours = lights.read_text("utf-8").replace("id: lighthouses", "id: harbours").replace("L.1.", "H.1.")
    lights.with_name("harbours.yaml").write_text(harbours, "utf-8")
    why = [line for line in verified(unsigned)[0].splitlines() if line.startswith("  why ")]
    assert why[0] == "  why lighthouses differs (13 figures): assessments/arcadia/2026/lighthouses.yaml"
    assert why[1].endswith("indicators/statistics.csv; assessments/instruments/harbours.yaml")


def test_figures_that_were_never_right(unsigned: Desk) -> None:
    unsigned.change('"lighthouses / whole / low": "1/2"', '"lighthouses / whole / low": "9/10"', SEAL)
    (unsigned.root / unsigned.log_file).unlink()
    said, status = verified(unsigned)
    assert status == 1
    assert (
        "why lighthouses differs (1 figure): no file and no version is another; these files never gave what the seal says"
        in said
    )


def test_a_seal_of_the_first_form_holds(unsigned: Desk) -> None:
    """It names the files that figures rest on and no others; nobody signed it."""
    text = json.loads((unsigned.root / SEAL).read_text("utf-8"))
    for later in ("files", "log"):
        del text[later]
    (unsigned.root / SEAL).write_text(json.dumps(text, ensure_ascii=False, indent=1) + "\n", "utf-8")
    shutil.rmtree(unsigned.root / "reports")
    (unsigned.root / unsigned.log_file).unlink()
    said, status = verified(unsigned)
    assert (said.count("\n"), status) == (2, 0), said
    with_another_byte(unsigned.root / FOLDER / "sources.yaml", 3)
    assert verified(unsigned)[1] == 3


@needs_ssh
def test_a_list_that_is_no_text(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"\xff\xfe\x00")
    said, status = verified(desk, "--signers", str(tmp_path / "list"))
    assert ("list cannot be read: " in said, status) == (True, 1)
    (desk.root / LIST).write_bytes(b"\xff\xfe\x00")
    said, status = verified(desk)
    assert ("assessments/allowed_signers cannot be read: " in said, status) == (True, 1)


def test_a_log_that_was_begun_anew_stops_nobody(unsigned: Desk) -> None:
    (unsigned.root / unsigned.log_file).unlink()
    unsigned.rerate("mostly", *GAP)
    assert CLEAN in unsigned.run("check")
    said, status = verified(unsigned)
    assert ("the log of assessments/arcadia, the first 3 lines" in said, status) == (True, 1)


# Whole or not at all


def refused(desk: Desk, key: str | os.PathLike[str], expected: str) -> None:
    before = desk.files()
    said = signed(desk, key)
    assert expected in said
    assert desk.files() == before, "nothing is written"


@needs_ssh
def test_no_key_no_seal(adopted: Desk, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "note.txt").write_text("no key", "utf-8")
    (tmp_path / "alone.pub").write_bytes((keys / "board.pub").read_bytes())
    refused(adopted, tmp_path / "nowhere", "there is no key `")
    refused(adopted, tmp_path, "there is no key `")
    refused(adopted, tmp_path / "note.txt", "note.txt holds no key that OpenSSH can read; nothing was written")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    refused(adopted, tmp_path / "alone.pub", "ssh-keygen did not sign with")
    monkeypatch.setenv("HOME", str(tmp_path))
    refused(adopted, "", "there is no key in ~/.ssh")


@needs_ssh
def test_a_locked_key_asks_nobody_where_there_is_no_terminal(
    adopted: Desk, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = keys / "asks"
    asks.write_text(f"#!/bin/sh\ntouch '{keys}/asked'; echo 'a lamp'\n", "utf-8")
    asks.chmod(asks.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("SSH_ASKPASS", str(asks))
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    refused(adopted, keys / "locked", "Unlock the key by `ssh-add`, or seal at a terminal; nothing was written")
    assert not (keys / "asked").exists()


AT_A_TERMINAL = """
import os, pty, sys
def read(terminal):
    said = os.read(terminal, 1024)
    if b"passphrase" in said:
        os.write(terminal, b"a lamp\\n")
    return said
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read)))
"""


def at_a_terminal(desk: Desk, keys: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """What becomes of sealing with the locked key at a terminal, behind the words of a program that begins it."""
    command = (str(Path(sys.executable).with_name("compliance")), "--workspace", str(desk.root))
    seal = ("seal", "arcadia", "2026", "--by", "Board", "--on", "2026-07-21", "--sign", str(keys / "locked"))
    words = (sys.executable, "-c", AT_A_TERMINAL, *before, *command, *seal)
    asking = ("SSH_ASKPASS", "DISPLAY", "SSH_AUTH_SOCK")
    kept = {name: value for name, value in os.environ.items() if name not in asking}
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, env=kept, text=True, check=False)


@needs_ssh
@pytest.mark.skipif(os.name != "posix", reason="there are no such terminals")
def test_a_locked_key_asks_at_a_terminal(adopted: Desk, keys: Path) -> None:
    done = at_a_terminal(adopted, keys)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Enter passphrase" in done.stdout
    allow(adopted.root / LIST, "treasurer@example.org", keys / "locked")
    assert "seal 1: signed by treasurer@example.org" in verified(adopted)[0]


@needs_ssh
@pytest.mark.skipif(os.name != "posix", reason="there are no such terminals")
def test_a_script_that_runs_in_a_terminal_asks_nobody(adopted: Desk, keys: Path) -> None:
    done = at_a_terminal(adopted, keys, "sh", "-c", 'exec "$@" </dev/null', "sh")
    assert (done.returncode, "Enter passphrase" in done.stdout) == (1, False), done.stdout
    assert "Unlock the key by `ssh-add`" in done.stdout
    assert not (adopted.root / SEAL).exists()


def a_tool(folder: Path, script: str) -> str:
    """A path on which another program stands for ssh-keygen."""
    folder.mkdir()
    tool = folder / "ssh-keygen"
    tool.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    tool.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


LISTS = 'case "$1" in -l) exec {real} "$@";; esac\n'


@needs_ssh
@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("echo 'the lamp is out' >&2; exit 1", "the lamp is out"),
        ("exit 0", "it says no reason"),
        ("exec {real} -Y sign -f {stranger} -n compliance-seal \"$7\"", "signed with the key SHA256:"),
        ("echo nothing > \"$7.sig\"", "signed with the key None"),
    ],
)  # fmt: skip
def test_openssh_fails(
    adopted: Desk, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, expected: str
) -> None:
    real = shutil.which("ssh-keygen")
    signs = f'case "$2" in sign) {script};; *) exec {{real}} "$@";; esac'
    text = (LISTS + signs).replace("{real}", str(real)).replace("{stranger}", str(keys / "stranger"))
    monkeypatch.setenv("PATH", a_tool(tmp_path / "bin", text))
    refused(adopted, keys / "board", expected)


@needs_ssh
def test_openssh_never_ends(adopted: Desk, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "PATIENCE", 0.2)
    monkeypatch.setenv("PATH", a_tool(tmp_path / "bin", "exec sleep 30"))
    refused(adopted, keys / "board", "ssh-keygen did not answer within 0 seconds; nothing was written")


def test_openssh_is_missing(unsigned: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("x", "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert verified(unsigned)[1] == 0, "where nobody signed, nothing is missing"
    before = unsigned.files()
    said = signed(unsigned, tmp_path / "key", "2026-07-22", "--why", "x")
    assert "ssh-keygen is missing: it is part of OpenSSH, on Debian and Ubuntu of the package openssh-client" in said
    assert unsigned.files() == before


ODD = ("-oProxy", "two words", "a'b\"c", "$(touch x);`id`", "line\nbreak", "ключ", "*?[x]")


@needs_ssh
@pytest.mark.parametrize("name", ODD)
def test_names_with_odd_characters_are_only_names(
    adopted: Desk, keys: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / name
    home.mkdir()
    monkeypatch.chdir(home)
    for ending in ("", ".pub"):
        shutil.copy(keys / f"board{ending}", home / f"{name}{ending}")
    allow(home / "list", BOARD, keys / "board")
    desk = copied(adopted.root, home / "work")
    assert "signed with the key SHA256:" in desk.run(
        "seal", "arcadia", "2026", f"--sign=./{name}", "--on", "2026-07-21", by="Board"
    )
    assert verified(desk)[1] == 0
    assert verified(desk, "--signers", str(home / "list"))[1] == 0
    assert sorted(one.name for one in home.iterdir()) == sorted(["work", "list", name, f"{name}.pub"])


@needs_ssh
def test_once_signed_always_signed(desk: Desk, keys: Path) -> None:
    desk.rerate("met", on="2026-08-05")
    before = desk.files()
    assert "Seal 2 is signed: sign this one too." in desk.seal("2026-08-06", "--why", "x")
    assert desk.files() == before
    assert "seal-3.json" in signed(desk, keys / "board", "2026-08-06", "--why", "x")
    assert verified(desk)[1] == 0


@needs_ssh
def test_what_nobody_signed_can_be_signed_later(unsigned: Desk, keys: Path) -> None:
    assert "Nothing changed since seal 1." in unsigned.seal("2026-07-22", "--why", "x")
    assert "say why" in signed(unsigned, keys / "board", "2026-07-22")
    assert "seal-2.json" in signed(unsigned, keys / "board", "2026-07-22", "--why", "The board signs")
    assert "Nothing changed since seal 2." in signed(unsigned, keys / "board", "2026-07-23", "--why", "x")
    allow(unsigned.root / LIST, BOARD, keys / "board")
    said, status = verified(unsigned)
    assert ("seal 1: nobody signed it\n  seal 2: signed by board" in said, status) == (True, 3)


@needs_ssh
def test_the_usual_key_signs_where_none_is_named(
    adopted: Desk, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    for ending in ("", ".pub"):
        shutil.copy(keys / f"board{ending}", home / ".ssh" / f"id_ed25519{ending}")
    monkeypatch.setenv("HOME", str(home))
    assert "signed with the key SHA256:" in adopted.run(
        "seal", "arcadia", "2026", "--on", "2026-07-21", "--by", "Board", "--sign"
    )
    assert verified(adopted)[1] == 0


@needs_ssh
def test_a_signature_of_a_seal_that_never_came_about_goes(adopted: Desk) -> None:
    (adopted.root / f"{SEAL}.sig").write_text("left behind", "utf-8")
    assert "sealing was interrupted, or it was taken away" in verified(adopted)[0]
    assert verified(adopted)[1] == 1
    adopted.seal()
    assert not (adopted.root / f"{SEAL}.sig").exists()
    assert verified(adopted)[1] == 0
    assert CHECKLIST.as_posix() not in verified(adopted)[0]
