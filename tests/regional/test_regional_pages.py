"""The comparison as a reader has it: pages, looks, structure; nobody is ranked, and no designation stands without its note."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pdfua
import pytest
from documents import DATA, EVERYTHING, ROOT, flat, opened, page_texts
from pictures import compare, pictures, steady
from structure import assert_told, assert_walkable, fonts, outline

from compliance.inputs import Inputs, read_inputs
from compliance.pages.html import Page
from compliance.pages.regional import numbered, regional_page
from compliance.report.pdf import pdf
from compliance.robustness.run import of_countries
from compliance.view.regional import RegionalView, region_scores, regional_view

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
PLACES = {"made up": DATA, "training": ROOT / "examples" / "training", "library": ROOT / "examples" / "library"}
CYCLES = {"made up": "2026", "training": "2019", "library": "2026", "on file": "2026"}
DESIGNATION = {"made up": ("Borduria*", "border of 1911"), "on file": ("Kosovo*", "UNSCR 1244/1999")}
each_region = pytest.mark.parametrize("region", [*(PLACES if EVERYTHING else ("made up", "library")), "on file"])


@cache
def inputs(region: str) -> Inputs:
    """A workspace with a plan for its region; where it has none, in a copy beside a plan for its instruments."""
    if region == "on file":
        return read_inputs(ROOT)[0]
    root = Path(tempfile.mkdtemp()) / "workspace"
    shutil.copytree(PLACES[region], root)
    plan = (HERE / "regional.yaml").read_text("utf-8")
    if region == "training":
        plan = plan.replace("lt-12", "ets-185").replace("lt-31", "ets-198").replace("[borduria, arcadia]", "[exempla]")
    if region == "library":
        plan = (
            re.sub(r"(?m)^.*lt-31}\n|^tiles:\n.*\n", "", plan).replace(", lt-31", "").replace("lt-12", "reading-rooms")
        )
        plan = plan.replace("language: en", "language: en\nunit: office").replace("countries", "offices")
    (root / "reports" / "regional.yaml").write_text(plan, "utf-8")
    found, problems = read_inputs(root)
    assert [one for one in problems if one.at.path == "reports/regional.yaml"] == []
    return found


@cache
def view(region: str) -> RegionalView:
    found, cycle = inputs(region), CYCLES[region]
    plan = found.workspace.plans["regional"].value
    scores = [(id_, one) for id_, _, one in region_scores(found.workspace, cycle, plan)]
    varied = plan.instruments if region != "training" else plan.instruments[-1:]
    return regional_view(found, cycle, "regional", of_countries(found.workspace, scores, varied, draws=500))


@cache
def page(region: str) -> Page:
    return regional_page(view(region))


@cache
def made(region: str) -> bytes:
    return pdf(page(region))


@cache
def texts(region: str) -> tuple[str, ...]:
    return page_texts(made(region))


def test_the_text_of_every_page_is_unchanged(golden: Callable[[Path, str], None]) -> None:
    shown = texts("made up")
    pages = (f"==== page {n}\n{steady(text)}" for n, text in enumerate(shown, 1))
    golden(GOLDEN / "made-up.txt", "".join(pages))


def test_every_page_looks_the_same(golden: Callable[[Path, str], None]) -> None:
    # Pages with digests of the data differ with every word of them.
    pages = enumerate(zip(pictures(made("made up")), texts("made up"), strict=True), 1)
    shown = {number: one for number, (one, text) in pages if "SHA-256" not in text}
    compare(golden, GOLDEN / "made-up-pages.txt", "region", shown)


def test_equal_views_give_equal_bytes() -> None:
    assert pdf(regional_page(view("library"))) == made("library")


ORDINAL = re.compile(r"\b\d*(?:1st|2nd|3rd|[4-9]th)\b|\branks? \d|\brank(?:ed|s)? (?:first|second|third|last)\b|#\d|\bNo\. \d+ of\b", re.IGNORECASE)  # fmt: skip


@each_region
def test_nobody_is_given_a_rank(region: str) -> None:
    text = flat(" ".join(texts(region)))
    assert ORDINAL.findall(text) == []
    # Groups are named by what may be said about them, not by a number.
    assert not re.search(r"\b(?:first|second|third) group\b", text, re.IGNORECASE)


def test_a_rank_would_be_noticed() -> None:
    for words in ("Serbia ranks 1 of 7", "Albania is 2nd", "ranked first in the region", "the 21st place"):
        assert ORDINAL.search(words), words


@pytest.mark.parametrize("region", [*DESIGNATION])
def test_the_note_of_a_designation_stands_on_the_pages_that_name_it_and_on_no_other(region: str) -> None:
    name, note = DESIGNATION[region]
    named = [n for n, text in enumerate(texts(region), 1) if name in flat(text)]
    assert len(texts(region)) // 2 < len(named) < len(texts(region))
    assert [n for n, text in enumerate(texts(region), 1) if note in flat(text)] == named


def test_the_comparison_on_file_keeps_to_sixteen_pages() -> None:
    assert len(texts("on file")) <= 16


def test_what_is_compared_is_called_as_the_plan_calls_it() -> None:
    text = flat(" ".join(texts("on file")))
    assert "Of 1," in text
    assert "Türkiye" in text, "every letter can be searched"
    assert "seven beneficiaries" in text
    # A treaty may speak of the country of a bank; the comparison speaks of beneficiaries.
    assert re.findall(r"\b(?:countries|Country|Countries|every country|each country)\b", text) == []
    assert re.findall(r"(?<!C)ETS (?:No\. )?198", text) == []


def test_no_decimals_are_printed_where_ranges_are_wide() -> None:
    text = flat(" ".join(texts("on file"))).replace(f" {view('on file').plan.version}", "").split("Made with")[0]
    assert re.findall(r"(?<![\w.(])\d+\.\d(?![\w.)]|\()", text) == []


@pytest.mark.parametrize("region", [*DESIGNATION])
def test_the_designation_never_stands_without_its_mark(region: str) -> None:
    bare = re.compile(rf"{re.escape(DESIGNATION[region][0].rstrip('*'))}(?!\*)")
    for n, text in enumerate(texts(region), 1):
        said = flat(text).replace("ICJ Opinion on the Kosovo declaration", "")
        assert not bare.search(said), f"page {n}"


def test_pages_without_a_designation_have_no_note() -> None:
    assert {region for region in CYCLES if view(region).footnotes} == {*DESIGNATION}


def test_a_section_with_nothing_to_say_is_left_out() -> None:
    kinds = {region: [one.kind for one in numbered(view(region))] for region in ("made up", "training", "library")}
    assert "progress" in kinds["training"]
    assert "progress" not in kinds["made up"]
    assert not {"cooperation", "sensitivity", "progress"} & set(kinds["library"])
    assert all("model-provisions" not in shown for shown in kinds.values())
    assert "No office has an earlier cycle" in flat(" ".join(texts("library")))


def test_a_country_without_a_checklist_for_a_treaty_is_said_to_have_none() -> None:
    text = flat(" ".join(texts("made up")))
    assert "Borduria* is not assessed for LT 31." in text
    (other,) = [one for one in view("made up").treaties if one.id == "lt-31"]
    assert [bar.name for bar in other.bars] == ["Arcadia"]


def test_a_unit_that_is_no_country_is_called_so_throughout() -> None:
    text = flat(" ".join(texts("library")))
    assert "Three offices, cycle 2026" in text
    assert not re.search(r"\bcountr(?:y|ies)\b|\bParty\b|\btreaty\b", text)


def test_a_text_of_the_plan_is_printed_and_runs_nothing() -> None:
    (found,) = [text for text in texts("made up") if "Letters travel" in text]
    assert "Letters travel slowly; <b>bold</b> stays text, as does [this](javascript:alert(1))." in flat(found)
    assert "<strong>slowly</strong>" in page("made up").html


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "w")
    plan = (HERE / "regional.yaml").read_text("utf-8")
    plan = plan.replace("Two countries side by side", "'<script>alert(1)</script> =1+1 \"x\"'")
    (tmp_path / "w" / "reports" / "regional.yaml").write_text(plan, "utf-8")
    html = regional_page(regional_view(read_inputs(tmp_path / "w")[0], "2026", "regional")).html
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =1+1" in html


def test_no_country_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no country has a checklist of 1999"):
        regional_view(inputs("made up"), "1999", "regional")


# --- structure


@each_region
def test_the_file_says_what_it_is_and_a_screen_reader_finds_its_way(region: str, tmp_path: Path) -> None:
    with opened(made(region)) as document:
        assert_told(document, view(region).document)
        assert_walkable(document, shortest=40)
        assert all(embedded and "Source-Sans-3" in name for name, embedded in fonts(document).items())
        titles, named = outline(document), document.Root.Names.Dests.Names
        places = {str(named[n]) for n in range(0, len(named), 2)}
    for section in numbered(view(region)):
        assert f"{section.number} {section.title}" in titles
        assert section.anchor in places
    file = tmp_path / "region.pdf"
    file.write_bytes(made(region))
    assert [one.message for one in pdfua.validate(str(file)).findings if one.severity.name == "ERROR"] == []
    assert set(re.findall(r'<img src="([^"]+)"', page(region).html)) <= page(region).pictures.keys()


@each_region
def test_no_page_is_almost_empty(region: str) -> None:
    """A page with a line or two is a table or a heading that was torn off."""
    short = [n for n, text in enumerate(texts(region), 1) if len(flat(text)) < 400]
    # The text of the plan has a page of its own.
    assert [n for n in short if "Letters travel" not in texts(region)[n - 1]] == []


def test_pikepdf_reads_it_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    with opened(made("made up")) as document:
        assert len(document.pages) == len(texts("made up"))
    assert not list(recwarn)
