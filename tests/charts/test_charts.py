"""Every chart is readable, says what it shows and comes out the same each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from drawn import outside, overlaps, texts, words
from examples import BUDAPEST, COUNTRIES, FINDING, NARROW, OPEN, PLACE, TRENDS, counts, drawn, grid_sections, mosaics

from compliance import charts, figures
from compliance.charts import Chart
from compliance.charts.bars import GAP, SHORTEST, lengths
from compliance.charts.indicators import axis_steps
from compliance.charts.marks import spread
from compliance.charts.sheet import FACES, fitted, width_of, wrapped
from compliance.charts.style import PALETTE, TOKENS
from compliance.charts.targets import change_in_words
from compliance.view.donor import ScoreProgress
from compliance.view.palette import of_bars

CHARTS = drawn()
KEYS = {"range key", "indicator key"}
SVG = "{http://www.w3.org/2000/svg}"
CSS = Path(charts.__file__).parent.parent / "pages" / "report.css"


@pytest.fixture(params=CHARTS)
def chart(request: pytest.FixtureRequest) -> Chart:
    return CHARTS[request.param]


def test_no_words_touch(chart: Chart) -> None:
    assert overlaps(chart) == []


def test_no_words_leave_the_sheet(chart: Chart) -> None:
    assert outside(chart) == []


def test_no_words_are_smaller_than_8_points(chart: Chart) -> None:
    assert all(word.size >= 8 for word in words(chart))


def test_a_chart_is_a_small_file_that_says_what_it_is(chart: Chart) -> None:
    root = ET.fromstring(chart.svg)
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc") == chart.alt
    assert root.attrib["font-family"] == "'Source Sans 3', sans-serif"
    assert (root.attrib["width"], root.attrib["role"]) == (f"{chart.width_mm:g}mm", "img")
    assert len(chart.svg) < 90_000


def test_same_input_same_bytes() -> None:
    again = {
        "mosaic of the Budapest Convention": charts.mosaic(mosaics(*BUDAPEST), **PLACE),
        "panel, full": charts.indicator_panel(TRENDS["full"], (2018, 2026), **PLACE),
        "range key": charts.range_legend(),
    }
    assert {name: chart.svg for name, chart in again.items()} == {name: CHARTS[name].svg for name in again}


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in KEYS])
def test_alt_text_ends_with_the_finding_and_the_place_of_the_numbers(name: str) -> None:
    assert CHARTS[name].alt.endswith(f"{FINDING} Table: workbook, sheet Ratings.")


def test_a_distribution_tells_every_number_and_share() -> None:
    chart = charts.distribution_bar(counts(40, 22, 15, 6, 1, 219), **PLACE)
    assert {"40", "22", "15", "6", "219", "not met", "unanswered", "72 %".replace(" ", figures.NO_BREAK)} <= set(
        texts(chart)
    )
    assert f"1 (under 1{figures.NO_BREAK}%)" in texts(chart)
    assert (
        "303 criteria by rating: 40 met, 22 mostly, 15 partly, 6 not met, 1 not applicable and 219 unanswered"
        in chart.alt
    )


def test_a_rating_that_nothing_has_is_left_out() -> None:
    assert "partly" not in texts(charts.distribution_bar(counts(3, 0, 0, 0, 0, 9), **PLACE))


def test_parts_of_a_bar_fill_it_and_none_vanishes() -> None:
    parts = lengths([1, 1, 300, 1], 170)
    assert sum(parts) + 3 * GAP == pytest.approx(170)
    assert min(parts) == SHORTEST
    assert lengths([1, 3], 100.3) == pytest.approx([25, 75])


def test_labels_keep_their_order_and_their_distance() -> None:
    places = spread([10, 11, 95], [20, 20, 20], 4, 100)
    assert places == [0, 24, 80]


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ([17, 24], [0, 5, 10, 15, 20, 25]),
        ([3], [0, 1, 2, 3]),
        ([], [0, 1]),
        ([0], [0, 1]),
        ([1640], [0, 500, 1000, 1500, 2000]),
    ],
)
def test_axis_steps_are_round_and_start_at_zero(values: list[int], steps: list[int]) -> None:
    assert axis_steps(values) == steps


def test_no_two_steps_of_an_axis_are_printed_alike() -> None:
    assert axis_steps([Fraction(3, 2)]) == [0, 1, 2]
    assert axis_steps([Fraction(88, 100)], figures.percent) == [Fraction(k, 5) for k in range(6)]


def test_a_missing_year_is_a_gap() -> None:
    panel = charts.indicator_panel(TRENDS["actuals alone"], (2015, 2020), **PLACE)
    joined = charts.indicator_panel(charts.Trend(actuals=TRENDS["full"].actuals[:2]), (2018, 2020), **PLACE)
    line = f'stroke="{TOKENS["--accent"].lower()}" stroke-width="1.4"'
    assert line not in panel.svg.decode()
    assert line in joined.svg.decode()


def test_what_is_not_planned_is_said_and_not_drawn() -> None:
    panel = charts.indicator_panel(TRENDS["actuals alone"], (2015, 2020), **PLACE)
    assert not any(said.startswith(("baseline", "target")) for said in texts(panel))
    assert "no baseline; no target" in panel.alt
    assert "no figure" in texts(charts.indicator_panel(TRENDS["empty"], (2018, 2026), **PLACE))


def test_a_panel_holds_a_target_beyond_its_years() -> None:
    assert "2027" in texts(charts.indicator_panel(TRENDS["full"], (2018, 2025), **PLACE))


def test_a_section_longer_than_a_page_continues() -> None:
    parts = charts.article_grid(grid_sections(2, 60), COUNTRIES[:2], **PLACE, max_height=100)
    assert all(part.height_mm <= 100 for part in parts)
    assert any(text.startswith("Section 1,") and text.endswith(", continued") for text in texts(parts[1]))


@pytest.mark.parametrize(
    ("row", "change"),
    [
        (ScoreProgress(name="", baseline=Fraction(60, 100), now=NARROW), "+3"),
        (ScoreProgress(name="", baseline=Fraction(60, 100), now=OPEN), "−60 to +40"),
        (ScoreProgress(name="", now=NARROW), "–"),
        (ScoreProgress(name="", baseline=Fraction(1, 2)), "–"),
    ],
)
def test_change_since_the_baseline(row: ScoreProgress, change: str) -> None:
    assert change_in_words(row) == change


@pytest.mark.parametrize(
    "draw",
    [
        lambda counts: charts.distribution_bar(counts, **PLACE),
        lambda counts: charts.panel(charts.Panel(name="Ada", note="", counts=counts), **PLACE),
        lambda counts: charts.distribution_panels([charts.Panel(name="Ada", note="", counts=counts)], **PLACE)[0],
    ],
    ids=["bar", "panel", "panels"],
)
def test_what_is_not_settled_has_a_part_of_its_own(draw: Callable[[dict[str, int]], Chart]) -> None:
    """Neither among the ratings that it may turn out as, nor among what nobody has answered."""
    chart = draw({"met": 31, "partly": 17, "not-settled": 23, "unanswered": 29})
    assert {"31", "17", "23", "29"} <= set(texts(chart))
    assert "31 met, 17 partly, 23 not settled and 29 unanswered" in chart.alt


def test_text_is_measured_with_the_fonts_that_print_it() -> None:
    assert all(face.is_file() for face in FACES.values())
    assert width_of("met", 8, 600) > width_of("met", 8) > 0
    assert fitted("Expedited preservation of stored computer data", 35) == "Expedited preservation …"
    assert wrapped("Right of enforcement and maximum amount", 40) == ["Right of enforcement and", "maximum amount"]


def test_a_sign_for_every_rating_on_paper_and_on_its_ground() -> None:
    files = charts.glyphs()
    assert files.keys() == {f"{kind}-{rating}.svg" for kind in ("glyph", "chip") for rating in of_bars(PALETTE)} | {
        "hatch.svg"
    }
    assert all(ET.fromstring(svg).tag == f"{SVG}svg" for svg in files.values())
    assert PALETTE["partly"].edge.encode() in files["glyph-partly.svg"]
    assert files == charts.glyphs()


def test_the_stylesheet_holds_the_same_tokens() -> None:
    css = dict(re.findall(r"(--[\w-]+):\s*(#[0-9A-Fa-f]{6})", CSS.read_text("utf-8")))
    assert {name: css.get(name, "").upper() for name in TOKENS} == TOKENS
