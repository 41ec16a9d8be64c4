"""The page on working together, carried out: its commands run on a copy of the training workspace and print what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from following import BLOCK, Reader
from keys import needs_ssh

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "working-together.md"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


class OfThePage(Reader):
    """Somebody who holds the project in `~/compliance`; moments and fingerprints of keys are those of the example."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        (home / "compliance").symlink_to(ROOT, target_is_directory=True)

    def usual(self, text: str) -> str:
        return FINGERPRINT.sub(f"SHA256:{'k3Y' * 14}0", MOMENT.sub("2026-10-21 10:15", text))


@needs_ssh
def test_the_page_shows_what_happens(tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    reader = OfThePage(tmp_path)
    golden(PAGE, BLOCK.sub(reader.follow, PAGE.read_text("utf-8")))
    left = [file.name for file in (tmp_path / "work").rglob(".*") if file.name != ".lock"]
    assert left == [], "nothing half-written is left"


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([\w/.-]+)\)", PAGE.read_text("utf-8")))))
def test_the_links_of_the_page_lead_somewhere(link: str) -> None:
    assert (PAGE.parent / link).is_file()
