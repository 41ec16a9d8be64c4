"""The comparison as a reader has it: pages, looks, structure; nobody is ranked, and no designation stands without its note."""

from __future__ import annotations

import itertools
import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pdfua
import pikepdf
import pytest
from documents import DATA, ROOT, flat, opened, page_texts
from pictures import digest, keep, pictures, show_difference
from structure import bare_marks, elements, fonts, outline

from compliance.inputs import Inputs, read_inputs
from compliance.pages.html import Page
from compliance.pages.regional import numbered, regional_page
from compliance.report.pdf import pdf
from compliance.robustness.countries import of_countries
from compliance.view.regional import RegionalView, region_scores, regional_view

HERE = Path(__file__).parent
GOLDEN, SEEN = HERE / "golden", ROOT / "build" / "golden"
PLACES = {"made up": DATA, "training": ROOT / "examples" / "training", "library": ROOT / "examples" / "library"}
CYCLES = {"made up": "2026", "training": "2019", "library": "2026", "on file": "2026"}
DESIGNATION = {"made up": ("Borduria*", "border of 1911"), "on file": ("Kosovo*", "UNSCR 1244/1999")}
each_region = pytest.mark.parametrize("region", [*PLACES, "on file"])


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
    return regional_view(found, cycle, "regional", of_countries(found.workspace, scores, plan.instruments, draws=500))


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
    pages = (f"==== page {n}\n{_steady(text)}" for n, text in enumerate(shown, 1))
    golden(GOLDEN / "made-up.txt", "".join(pages))


def _steady(text: str) -> str:
    """A page without what changes with every release or with any byte of the data: digests and versions."""
    lines = [line.rstrip() for line in text.splitlines()]
    return "".join(f"{line}\n" for line in lines if not _is_manifest(line))


def _is_manifest(line: str) -> bool:
    words = [word.rstrip(".") for word in line.split()]
    is_digest = any(len(word) >= 12 and set(word) <= set("0123456789abcdef") for word in words)
    return is_digest or line.startswith(("Made with ", "Equal digests"))


def test_every_page_looks_the_same(golden: Callable[[Path, str], None]) -> None:
    shown, file = pictures(made("made up")), GOLDEN / "made-up-pages.txt"
    # Pages with digests of the data differ with every word of them.
    kept = [n for n, text in enumerate(texts("made up")) if "SHA-256" not in text]
    now = [digest(shown[n]) for n in kept]
    before = file.read_text("utf-8").split() if file.is_file() else []
    try:
        golden(file, "".join(f"{one}\n" for one in now))
    except AssertionError as error:
        changed = [n for n, one in enumerate(now) if n >= len(before) or one != before[n]]
        olds = [before[n] if n < len(before) else None for n in changed]
        said = [
            show_difference(SEEN, f"region-{kept[n] + 1}", old, shown[kept[n]])
            for n, old in zip(changed, olds, strict=True)
        ]
        raise AssertionError("\n".join(["pages look different:", *said, str(error)])) from None
    keep(SEEN, tuple(shown[n] for n in kept))


def test_equal_views_give_equal_bytes() -> None:
    assert pdf(regional_page(view("made up"))) == made("made up")


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
    assert "seven beneficiaries" in text
    assert re.findall(r"\bcountr(?:y|ies)\b", text, re.IGNORECASE) == []
    assert re.findall(r"(?<!C)ETS (?:No\. )?198", text) == []


def test_no_decimals_are_printed_where_ranges_are_wide() -> None:
    text = flat(" ".join(text for text in texts("on file") if "Made with" not in text))
    assert re.findall(r"(?<![\w.(])\d+\.\d(?![\w.)]|\()", text) == []


@pytest.mark.parametrize("region", [*DESIGNATION])
def test_the_designation_never_stands_without_its_mark(region: str) -> None:
    bare = re.compile(rf"{re.escape(DESIGNATION[region][0].rstrip('*'))}(?!\*)")
    for n, text in enumerate(texts(region), 1):
        said = flat(text).replace("ICJ Opinion on the Kosovo declaration", "")
        assert not bare.search(said), f"page {n}"


@each_region
def test_pages_without_a_designation_have_no_note(region: str) -> None:
    if region not in DESIGNATION:
        assert view(region).footnotes == ()


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
def test_the_file_says_what_it_is(region: str) -> None:
    with opened(made(region)) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == view(region).document


@each_region
def test_headings_go_down_one_step_at_a_time(region: str) -> None:
    with opened(made(region)) as document:
        levels = [int(one.kind[1:]) for one in elements(document) if re.fullmatch(r"H\d", one.kind)]
    assert levels.count(1) == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


@each_region
def test_every_picture_says_what_it_shows(region: str) -> None:
    with opened(made(region)) as document:
        alternatives = [str(one.node.get("/Alt", "")) for one in elements(document) if one.kind == "Figure"]
    assert alternatives
    assert [text for text in alternatives if len(text) < 40] == []


@each_region
def test_every_cell_knows_its_heads(region: str) -> None:
    with opened(made(region)) as document:
        found = list(elements(document))
        heads = {str(one.node.ID) for one in found if one.kind == "TH"}
        cells = [[str(id_) for id_ in one.node.A.Headers] for one in found if one.kind == "TD"]
    assert cells
    assert all(cells)
    assert {id_ for cell in cells for id_ in cell} <= heads


@each_region
def test_every_mark_is_content_or_an_artifact_in_a_font_of_the_package(region: str) -> None:
    with opened(made(region)) as document:
        assert [n for n, one in enumerate(document.pages, 1) if bare_marks(one)] == []
        assert all(embedded and "Source-Sans-3" in name for name, embedded in fonts(document).items())


@each_region
def test_bookmarks_and_contents_lead_to_every_section(region: str) -> None:
    with opened(made(region)) as document:
        titles = outline(document)
        named = document.Root.Names.Dests.Names
        places = {str(named[n]) for n in range(0, len(named), 2)}
    for section in numbered(view(region)):
        assert f"{section.number} {section.title}" in titles
        assert section.anchor in places


@each_region
def test_a_second_opinion_finds_no_error(region: str, tmp_path: Path) -> None:
    file = tmp_path / "region.pdf"
    file.write_bytes(made(region))
    assert [one.message for one in pdfua.validate(str(file)).findings if one.severity.name == "ERROR"] == []


@each_region
def test_the_document_names_no_picture_that_it_does_not_carry(region: str) -> None:
    assert set(re.findall(r'<img src="([^"]+)"', page(region).html)) <= page(region).pictures.keys()


@each_region
def test_no_page_is_almost_empty(region: str) -> None:
    """A page with a line or two is a table or a heading that was torn off."""
    short = [n for n, text in enumerate(texts(region), 1) if len(flat(text)) < 400]
    # The text of the plan has a page of its own.
    assert [n for n in short if "Letters travel" not in texts(region)[n - 1]] == []


def test_every_letter_of_the_region_can_be_searched() -> None:
    assert "Türkiye" in flat(" ".join(texts("on file")))


def test_pikepdf_reads_it_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    with pikepdf.open(__import__("io").BytesIO(made("made up"))) as document:
        assert len(document.pages) == len(texts("made up"))
    assert not list(recwarn)
