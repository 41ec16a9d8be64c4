"""The example of a third instrument: units that are no countries, five ratings, no gates, geometric means, no Python."""

from __future__ import annotations

import io
from fractions import Fraction
from functools import cache
from math import prod
from pathlib import Path

import openpyxl
import pytest

from compliance.inputs import Inputs, read_inputs
from compliance.pages.html import Page, country_page
from compliance.queries.formats import as_csv, as_table
from compliance.queries.scores import columns, exact_columns, scored
from compliance.report.excel import workbook
from compliance.scoring import InstrumentScore
from compliance.view.country import view_of
from compliance.view.palette import ENOUGH, HOUSE, contrast, palette_of
from compliance.view.values.country import CountryView

LIBRARY = Path(__file__).parents[2] / "examples" / "library"
FIVE = ("exemplary", "good", "fair", "weak", "absent")


@cache
def inputs() -> Inputs:
    found, problems = read_inputs(LIBRARY)
    assert problems == ()
    return found


@cache
def view(unit: str) -> CountryView:
    return view_of(inputs(), unit, "2026", "country")


@cache
def page(unit: str) -> Page:
    return country_page(view(unit))


def whole(unit: str) -> InstrumentScore:
    return view(unit).instruments[0].assessment.whole


def test_harbour_by_hand() -> None:
    """Three levels: criteria arithmetic, then articles, inner and outer sections geometric, the last with half weight."""
    score = whole("harbour")
    articles = {it.article.number: it.score.point for it in score.articles if it.score}
    assert articles == {"1": Fraction(7, 8), "2": Fraction(5, 6), "3": Fraction(7, 8), "4": Fraction(3, 8), "5": 1}
    access, house = (7 / 8 * 5 / 6) ** 0.5, (3 / 8) ** 0.5
    public = (access * 7 / 8) ** 0.5
    assert score.point is not None
    assert float(score.point) == pytest.approx(prod((public ** (2 / 3), house ** (1 / 3))), abs=1e-14)


def test_what_is_absent_counts_as_the_floor_and_is_not_made_up_for() -> None:
    score = whole("hill")
    assert score.article("5").score == score.article("5").mean
    assert score.range
    assert 0 < score.range.low < sum(it.score.low for it in score.articles if it.score) / 5


def test_what_nobody_answered_is_a_range() -> None:
    score = whole("mill")
    assert score.range
    assert score.range.low < score.range.high
    assert score.point is None


def test_the_table_of_scores_has_the_columns_of_the_instrument() -> None:
    found = scored(inputs().workspace, ())
    table = as_table(columns(found), found)
    assert table.headers[6:11] == FIVE
    assert [dict(zip(table.headers, row, strict=True))["as bound"] for row in table.rows] == ["–"] * 3
    assert (
        as_csv(exact_columns(found), found)
        .splitlines()[0]
        .startswith("country,instrument,cycle,law_as_of,low,high,answered,applicable,exemplary")
    )


def test_a_report_speaks_of_its_own_ratings() -> None:
    html = page("hill").html
    assert "Hill Library Office: 1 of 9 criteria is exemplary or good, 8 fall short" in html
    assert '<span class="r weak"><span>weak</span></span>' in html
    for stranger in (
        "met or mostly met",
        "Whole and as bound",
        "What binds",
        "mostly met",
        "below met",
        "the treaty",
        "core criteria",
        "treaty body",
        "treaty bodies",
    ):
        assert stranger not in html


def test_ratings_are_painted_by_their_position() -> None:
    own = palette_of(FIVE)
    assert (own["exemplary"].fill, own["absent"].fill) == (HOUSE["met"].fill, HOUSE["not-met"].fill)
    assert [own[word].share for word in FIVE] == [1, 0.75, 0.5, 0.25, 0]
    assert len({own[word].fill for word in FIVE}) == 5
    css = page("hill").stylesheet
    for word in FIVE:
        assert f".r.{word} {{ background-color: {own[word].fill}" in css
        assert f"sign:chip-{word}.svg" in page("hill").pictures


def test_a_word_looks_the_same_throughout_a_report() -> None:
    assert palette_of(FIVE, ("good", "bad"))["good"] == palette_of(FIVE)["good"]


def test_the_house_looks_as_ever() -> None:
    looks = [(word, it.word, it.fill, it.edge, it.on_fill, it.share) for word, it in HOUSE.items()]
    assert looks == [
        ("met", "met", "#08519C", "#08519C", "#FFFFFF", 1),
        ("mostly", "mostly", "#6BAED6", "#2C73AA", "#16212B", 0.75),
        ("partly", "partly", "#FDD66B", "#8F6B00", "#16212B", 0.5),
        ("not-met", "not met", "#993404", "#993404", "#FFFFFF", 0),
        ("not-applicable", "not applicable", "#E6EAED", "#66727C", "#16212B", None),
        ("unanswered", "unanswered", "#FFFFFF", "#66727C", "#16212B", None),
    ]


def test_text_stands_out_from_every_ground() -> None:
    for steps in range(2, 12):
        for paint in palette_of([f"r{place}" for place in range(steps)]).values():
            assert contrast(paint.fill, paint.on_fill) >= ENOUGH


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_workbook_holds_the_scores_that_its_formulas_do_not_follow() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(view("harbour"))), data_only=True)
    summary = book["Summary"]
    table = [[cell.value for cell in row] for row in summary.iter_rows()]
    head = next(row for row in table if row[0] == "Treaty")
    first = table[table.index(head) + 1]
    shown = dict(zip(head, first, strict=True))
    point = whole("harbour").point
    assert point is not None
    assert shown["Score, low end"] == pytest.approx(float(point * 100), abs=1e-9)
    assert [shown[f"{sign} {word}"] for sign, word in zip("●◕◑◔○", FIVE, strict=True)] == [4, 2, 2, 1, 0]
    guide = [str(row[1].value) for row in book["README"].iter_rows() if row[1].value]
    assert any("RR 7 is averaged in a way of its own" in text for text in guide)
