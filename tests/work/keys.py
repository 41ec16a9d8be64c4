"""SSH keys made for a test, and a workspace with every kind of file that a seal can name."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from desk import CHECKLIST, FOLDER, Desk

from compliance.authoring.signing import NAMESPACE, TOOL

needs_ssh = pytest.mark.skipif(shutil.which(TOOL) is None, reason="ssh-keygen is missing: install openssh-client")
"""Marks a test that signs."""

LIST = Path("assessments/allowed_signers")
BOARD = "board@example.org"


def new_key(folder: Path, name: str, passphrase: str = "") -> Path:
    """A key of its own in a folder."""
    key = folder / name
    words = (TOOL, "-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", str(key))
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
    return key


def allow(file: Path, who: str, key: Path, options: str = f'namespaces="{NAMESPACE}"') -> None:
    """Adds somebody to a list of allowed signers."""
    public = key.with_name(f"{key.name}.pub").read_text("utf-8")
    with file.open("a", encoding="utf-8") as stream:
        stream.write(" ".join(filter(None, (who, options, public))))


def public(key: Path) -> str:
    """The fingerprint of a key."""
    words = (TOOL, "-l", "-f", str(key))
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()[1]


PLAN = """id: country
kind: country
title: Law of lights
subtitle: How law meets the Lighthouse Convention
language: en
version: "0.1"
notice: Made up
disclaimer: Made up.
instruments: [lighthouses]
sections:
  - section: summary
  - {section: text, title: What comes next, name: outlook, text: Nothing.}
annexes:
  - section: documents
attachments: [scores]
"""
BILL = """id: lights-2027
country: arcadia
title: Bill on Lights on Land
status: prepared
responses:
  lighthouses:
    L.1.2: {rating: not-met, gap: Islands are left out., evidence: D}
"""
INDEX = """id: lights
title: Lights that shine
years: [2024]
normalisation: min-max
variables:
  - {series: lights_reported, direction: lower, worst: "40", best: "0"}
"""
ACTIVITY = """identifier: XE-EXAMPLE-1-lights
reporter: {name: League of Coasts, ref: XE-EXAMPLE-1, type: "40"}
description: Lights are to shine.
status: implementation
dates: {planned_start: 2022-01-01, actual_start: 2022-03-01, planned_end: 2027-12-31}
participants:
  - {role: funding, organisation: {name: Lamp Fund, type: "60"}}
  - {role: implementing, organisation: {name: League of Coasts, ref: XE-EXAMPLE-1, type: "40"}}
recipients: [{region: "89"}]
sectors: [{code: "15130"}]
indicator_uri: https://lights.example/indicators
"""
CROSSWALK = """id: lights-fatf
first: lighthouses
second: fatf
drawn_from: Made up for the tests.
ties:
  - {first: "1", second: R.3, relation: overlaps, reason: Both look at lights.}
"""
FINDINGS = """country: arcadia
findings:
  - {id: lights-2025, body: League of Coasts, document: Report on lights, date: 2025-05, asked: To light the islands.}
"""
TRANSLATION = """instrument: lighthouses
language: sr
edition: "1"
title: Конвенција о светионицима
articles: {"1": Гашење светла}
"""
SCAN = b"%PDF-1.4\r\n% a picture of the act, in ASCII\r\n%%EOF\r\n"


def full(desk: Desk) -> None:
    """Gives a desk a file of every kind that a country and its reports are made from."""
    earlier = desk.text.replace('"2026"', '"2025"').replace("2026-06-30", "2025-06-30")
    second = earlier.replace("evaluators: [desk]", "evaluators: [harbour office]")
    files: dict[Path, str | bytes] = {
        FOLDER / "2025/lighthouses.yaml": earlier,
        FOLDER / "2025/lighthouses.second.yaml": second,
        FOLDER / "bills/lights-2027.yaml": BILL,
        FOLDER / "findings.yaml": FINDINGS,
        FOLDER / "texts/lights-act.txt": "Section 4. Whoever puts out a light at sea is punished.\n",
        FOLDER / "texts/lights-act-scan.pdf": SCAN,
        FOLDER / "texts/lights-act-scan.pdf.txt": "a picture of the act\n",
        Path("assessments/crosswalks/lights-fatf.yaml"): CROSSWALK,
        Path("assessments/instruments/lighthouses.sr.yaml"): TRANSLATION,
        Path("reports/country.yaml"): PLAN,
        Path("reports/texts/arcadia/2026/outlook.md"): "The next round begins in **spring**.\n",
        Path("indicators/indices/lights.yaml"): INDEX,
        Path("indicators/activity.yaml"): ACTIVITY,
    }
    for file, content in files.items():
        path = desk.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def signed(desk: Desk, key: str | os.PathLike[str], on: str = "2026-07-21", *more: str) -> str:
    """What sealing with a signature prints."""
    return desk.seal(on, "--sign", os.fspath(key), *more)


def rewritten(desk: Desk, old: str, new: str) -> None:
    """Changes the checklist and whatever else tells of it, as somebody would who can write every file but has no key."""
    desk.change(old, new, CHECKLIST)
    for left in (desk.root / FOLDER / "2026").glob("seal-*"):
        left.unlink()
    log = desk.root / desk.log_file
    lines = [one for one in log.read_text("utf-8").splitlines(keepends=True) if '"seal"' not in one]
    log.write_text("".join(lines), "utf-8")
