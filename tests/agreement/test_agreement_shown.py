"""What a reader sees of two evaluators: the command, the report, the workbook; and what is said where there are none."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from compliance.cli import main
from compliance.inputs import Inputs, read_inputs
from compliance.model.checklist import Checklist, Response
from compliance.model.instrument import Instrument
from compliance.pages.html import country_page
from compliance.report.excel import workbook
from compliance.scoring import DoubleRating, assess, checklist_as_of, double_rating
from compliance.view.agreement import double_ratings
from compliance.view.country import view_of
from compliance.view.values.country import CountryView

DATA = Path(__file__).parent / "data"
PARTS = ("coast", "hills")


@cache
def inputs() -> Inputs:
    found, problems = read_inputs(DATA)
    assert problems == ()
    return found


@cache
def twice() -> DoubleRating:
    (found,) = double_ratings(inputs().workspace, inputs().workspace.countries["arcadia"], "2026", ("tides", "ets-185"))
    return found


@cache
def view(country: str) -> CountryView:
    return view_of(inputs(), country, "2026", "country")


def told(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(DATA), "agreement", *arguments])


def test_what_is_compared_and_what_is_left_out_adds_up() -> None:
    for block in (twice().whole, *twice().sections):
        cells = sum(sum(of_second.values()) for of_second in block.table.values())
        assert block.compared == cells == sum(block.by_steps)
    assert twice().whole.compared + sum(twice().whole.left_out.values()) == len(twice().pairs)


def test_levels_of_government_are_compared_by_the_rating_of_the_country() -> None:
    pair = next(pair for pair in twice().pairs if pair.criterion.id == "T.3.2")
    assert (pair.first, pair.second, pair.left_out) == (("partly",), ("partly",), None)


def test_a_section_of_fewer_than_five_articles_has_no_figures_of_its_own() -> None:
    assert [block.section.id for block in twice().sections if block.section] == ["tides"]


def test_who_rated_first_changes_no_figure_but_the_table() -> None:
    turned = double_rating(twice().instrument, twice().second, twice().first, PARTS)
    assert turned.whole.alpha == twice().whole.alpha
    assert turned.whole.left_out == twice().whole.left_out
    for first, of_second in twice().whole.table.items():
        for second, count in of_second.items():
            assert turned.whole.table[second][first] == count


def shuffled(given: DoubleRating, seed: int) -> DoubleRating:
    """The same with articles, criteria and answers in another order."""
    stream = Random(seed)
    articles = [
        replace(article, criteria=tuple(stream.sample(article.criteria, len(article.criteria))))
        for article in given.instrument.articles
    ]
    instrument: Instrument = replace(given.instrument, articles=tuple(stream.sample(articles, len(articles))))
    return double_rating(instrument, mixed(given.first, stream), mixed(given.second, stream), PARTS)


def mixed(given: Checklist, stream: Random) -> Checklist:
    answers: list[tuple[str, Response]] = list(given.responses.items())
    responses: Mapping[str, Response] = dict(stream.sample(answers, len(answers)))
    return replace(given, responses=responses)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_anything_changes_no_figure(seed: int) -> None:
    again = shuffled(twice(), seed)
    assert again.whole == twice().whole
    assert again.sections == twice().sections


def test_adjudication_changes_the_score_and_not_the_agreement() -> None:
    one = twice()
    bare = {key: replace(it, adjudication=None) for key, it in one.first.responses.items()}
    unsettled = replace(one.first, responses=bare)
    assert double_rating(one.instrument, unsettled, one.second, PARTS).whole == one.whole
    scores = [
        assess(one.instrument, checklist_as_of(it, on=it.cut_off), None, PARTS, it.cut_off).whole.range
        for it in (one.first, unsettled)
    ]
    assert scores[0] != scores[1]


def test_checklists_of_other_cycles_are_never_compared() -> None:
    with pytest.raises(ValueError, match="was not rated twice"):
        double_rating(twice().instrument, twice().first, replace(twice().second, cycle="2024"), PARTS)


def test_the_command_prints_figures_ratings_and_differences() -> None:
    said = told("arcadia")
    assert said.exit_code == 0
    for text in (
        "Arcadia, T 1, law as of 30 June 2026",
        "First: A. First. Second: B. Second.",
        "56\N{NO-BREAK SPACE}% of nine criteria rated equally, 89\N{NO-BREAK SPACE}% at most one step apart.",
        "0.62",
        "Not compared: 2 unanswered by one or both",
        "partly–mostly",
        "not settled",
    ):
        assert text in said.output


def test_json_is_exact() -> None:
    (found,) = json.loads(told("arcadia", "--format", "json").output)
    assert Fraction(found["whole"]["alpha"]) == twice().whole.alpha
    assert found["whole"]["table"]["mostly"]["partly"] == 1
    assert found["whole"]["interval"]["draws"] == 2000
    (settled,) = [one for one in found["criteria"] if one["criterion"] == "T.3.1"]
    assert settled == {
        "criterion": "T.3.1",
        "first": ["mostly"],
        "second": ["met"],
        "steps": 1,
        "left_out": None,
        "adjudicated": ["met"],
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("borduria",), "borduria has no second evaluator's checklist in cycle 2026: it would be"),
        (
            ("arcadia", "--cycle", "2024"),
            "in cycle 2024: it would be assessments/arcadia/2024/<instrument>.second.yaml. ",
        ),
        (("arcadia", "--cycle", "2024"), "On file: tides of cycle 2026."),
        (("arcadia", "--cycle", "2025"), "arcadia has no cycle `2025`, only 2024 and 2026."),
        (("arcadia", "--instrument", "ets-185"), "no second evaluator's checklist of ets-185"),
        (("arcadia", "--instrument", "tide"), "did you mean `tides`?"),
        (("arcadi",), "did you mean `arcadia`?"),
    ],
)
def test_wrong_use_is_said(arguments: tuple[str, ...], said: str) -> None:
    found = told(*arguments)
    assert found.exit_code == 2
    assert said in " ".join(found.output.split())


def test_the_report_has_the_section_only_where_two_evaluators_rated() -> None:
    twice_rated, once_rated = country_page(view("arcadia")), country_page(view("borduria"))
    assert "Two evaluators gave the same rating to 5 of 9 criteria" in twice_rated.html
    assert {"chart:ratings-tides", "chart:alpha-tides"} <= twice_rated.pictures.keys()
    assert "Two evaluators" not in once_rated.html
    assert not any("tides" in name and "alpha" in name for name in once_rated.pictures)


def book(country: str) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know every extension of the format
        return load_workbook(io.BytesIO(workbook(view(country))), data_only=True)


def test_the_workbook_has_the_same_figures() -> None:
    sheet = book("arcadia")["Agreement"]
    heads = [str(cell.value) for cell in sheet[4]]
    row = dict(zip(heads, (cell.value for cell in sheet[5]), strict=True))
    whole = twice().whole
    assert whole.alpha is not None
    assert (row["Criteria of"], row["Criteria rated by both"]) == ("Whole treaty", whole.compared)
    assert row["Krippendorff’s α"] == pytest.approx(float(whole.alpha), abs=1e-12)
    assert row["First not met, second mostly"] == 1
    differences = book("arcadia")["Differences"]
    assert [row[2].value for row in differences.iter_rows(min_row=5, max_row=11)] == [
        pair.criterion.id for pair in twice().differences
    ]


def test_without_a_second_checklist_the_workbook_has_no_such_sheet() -> None:
    assert not {"Agreement", "Differences"} & set(book("borduria").sheetnames)
