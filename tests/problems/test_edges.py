"""Beside the gallery: what is just in order, and where a message points to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from test_gallery import GALLERY, checked, faulty

CHECKLIST = "assessments/arcadia/2026/lighthouses.yaml"
BREAK = "    breaks:\n      - {country: arkadia, year: 2020, note: Another form}\n"
SCALE = '  values: {met: "1", mostly: "2/3", partly: "1/3", not-met: "0"}\n  caps: {not-met: partly, partly: mostly}\n'
FINDINGS = "country: arcadia\nfindings:\n  - {id: ar-1, body: Council, document: Report, date: 2024-05, asked: Shine., instrument: lighthouses, articles: ['9']}\n"
RECOMMENDED = "recommendation: {id: ar-1, text: Name them., effort: by-law}"
ADVICE = f"  L.1.2: {{rating: not-met, gap: No islands., {RECOMMENDED}}}\n  L.1.1:\n    {RECOMMENDED}\n"
ROWS = [
    ("wrong-normalisation", "indicators/indices/lights.yaml", "min-max", "z-score", "indicators/indices/lights.yaml:6:56: wrong-normalisation: `lights_reported` has a goalpost"),
    ("impossible-floor", "assessments/instruments/buoys.yaml", 'floor: "0"', 'floor: "1/2"', ""),
    ("impossible-floor", "assessments/instruments/buoys.yaml", "articles: geometric", "articles: arithmetic", ""),
    ("impossible-floor", "assessments/instruments/buoys.yaml", "articles: geometric", "criteria: geometric", "impossible-floor: the floor is 0"),
    ("by-precedence", "assessments/instruments/lighthouses.yaml", SCALE, '  values: {met: "1", not-met: "0"}\n', "alone, and no source shows that it is in force"),
    ("shares-not-100", "indicators/activity.yaml", '60}\n  - {code: "15132", percentage: 30}', '100}\n  - {code: "15132", percentage: 0}', "make 100 together"),
    ("shares-not-100", "indicators/activity.yaml", '15132", percentage: 30', '15130", percentage: 40', "indicators/activity.yaml:12:5: repeated-id"),
    ("missing-legal-basis", CHECKLIST, "rating: mostly", "rating: [partly, bright]", "missing-legal-basis: the rating is `bright`"),
    ("_base", "assessments/arcadia/findings.yaml", "", FINDINGS, "assessments/arcadia/findings.yaml:3:115: unknown-article"),
    ("_base", CHECKLIST, "  L.1.1:\n", ADVICE, f"{CHECKLIST}:11:26: repeated-id: the id `ar-1` is given a second time"),
    ("_base", CHECKLIST, "    rating: met\n", "    history: [{rating: none, recorded: 2026-01-01}]\n    rating: met\n", "10:24: unknown-rating: `rating` is `none`"),
    ("_base", CHECKLIST, "    rating: met\n", "    rating: met\n    rating_as_bound: none\n", f"{CHECKLIST}:11:22: unknown-rating: `rating_as_bound` is `none`"),
    ("_base", CHECKLIST, "    rating: met\n", "    ratings_by_part: {state: met, coast: none, hills: none, hill: none}\n", f"{CHECKLIST}:10:61: unknown-part: there is no part `hill`"),
    ("_base", CHECKLIST, "    rating: met\n", "    rating: not-applicable\n    not_applicable: not-a-party\n", "because of `not-a-party`: the country is a Party"),
    ("_base", "indicators/series.yaml", "    unit: lamps\n", f"    unit: lamps\n{BREAK}", "indicators/series.yaml:19:19: unknown-country"),
]  # fmt: skip


@pytest.mark.parametrize(("folder", "file", "old", "new", "expected"), ROWS, ids=[row[3][:30] for row in ROWS])
def test_at_the_edge(tmp_path: Path, folder: str, file: str, old: str, new: str, expected: str) -> None:
    root = faulty(GALLERY / folder, tmp_path / "workspace")
    text = (root / file).read_text("utf-8") if (root / file).exists() else ""
    assert text.count(old) == 1
    (root / file).write_text(text.replace(old, new), "utf-8")
    printed, _ = checked(root)
    assert expected in printed
    assert bool(printed) == bool(expected)


def test_nothing_is_wrong_with_what_ships(tmp_path: Path) -> None:
    """Commands do not look at it again; the folder's own files are looked at, and these are copies."""
    root = faulty(GALLERY / "_base", tmp_path / "workspace")
    for kind in ("instruments", "crosswalks"):
        shutil.copytree(ROOT / "src/compliance" / kind, root / "assessments" / kind, dirs_exist_ok=True)
    assert checked(root) == ("", 0)
