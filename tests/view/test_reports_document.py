"""The page about reports names every section that a country's report can have."""

from __future__ import annotations

import re
from pathlib import Path

from compliance.model.plan import SECTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "reports.md").read_text("utf-8")


def test_every_section_of_a_country_report_is_explained() -> None:
    rows = re.findall(r"^\| ((?:`[\w-]+`(?:, )?)+) \|", PAGE.split("| section |")[1], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([\w-]+)`", row)}
    assert named == set(SECTIONS["country"])


def test_every_section_of_a_profile_is_named() -> None:
    (row,) = re.findall(r"^\| `profile` \|.*$", PAGE, re.MULTILINE)
    assert {"treaty-status", "provisions", "legal-sources"} <= set(re.findall(r"`([\w-]+)`", row))
