"""How robust scores are, as readers of a report, of a workbook and of a terminal see it."""

from __future__ import annotations

import io
import json
import re
import warnings
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from click.testing import CliRunner
from documents import DATA, ROOT, flat, inputs
from openpyxl import load_workbook

from compliance.cli import main
from compliance.inputs import Inputs
from compliance.model.plan import Planned
from compliance.pages.html import country_page
from compliance.queries.formats import as_table
from compliance.queries.robustness import distinguished, pair_columns
from compliance.queries.scores import scored
from compliance.report.excel import workbook
from compliance.report.excel.values import HEADER_ROW
from compliance.robustness import FACTORS, CountryRobustness, Effect, Pair, Robustness
from compliance.robustness.countries import of_countries
from compliance.scoring import Range
from compliance.view.country import view_of
from compliance.view.robustness import FACTORS as WORDS
from compliance.view.robustness import groups, robust_view
from compliance.view.values.country import CountryView


@cache
def made_up() -> Inputs:
    """The made-up workspace with a plan that asks for the section."""
    found = inputs(DATA)
    filed = found.workspace.plans["country"]
    plan = replace(filed.value, sections=(*filed.value.sections, Planned(section="uncertainty")))
    plans = {"country": replace(filed, value=plan)}
    return replace(found, workspace=replace(found.workspace, plans=plans))


@cache
def found() -> tuple[Robustness, ...]:
    workspace = made_up().workspace
    scores = [(country, one) for country, _, one in scored(workspace, ())]
    return of_countries(workspace, scores, ("lt-12", "lt-31"), draws=500)


@cache
def view(country: str) -> CountryView:
    return view_of(made_up(), country, "2026", "country", found())


@pytest.mark.parametrize("country", ["arcadia", "borduria"])
def test_the_report_says_how_far_every_score_moves(country: str) -> None:
    one = view(country)
    text = flat(re.sub(r"<[^>]+>", " ", country_page(one).html))
    assert "How robust the scores are" in text
    assert one.robust
    for robust in one.robust:
        assert len(robust.headline) <= 116
        for said in (robust.headline, robust.groups, robust.order, robust.basis, robust.effects_headline):
            assert flat(said) in text
        assert [it.name for it in robust.standings if it.own] == [one.name]
    assert "confidence" not in text.partition("How robust the scores are")[2].lower()


def test_without_the_section_nothing_is_said() -> None:
    plain = view_of(inputs(DATA), "arcadia", "2026", "country")
    assert plain.robust == ()
    assert "robust-" not in "".join(country_page(plain).pictures)


def test_a_report_names_the_files_of_the_countries_that_it_compares() -> None:
    alone = {path for path, _ in view_of(inputs(DATA), "arcadia", "2026", "country").manifest.inputs}
    compared = {path for path, _ in view("arcadia").manifest.inputs}
    others = {path for path in compared - alone if path.startswith("assessments/borduria/")}
    assert others == compared - alone
    assert any(path.endswith("lt-12.yaml") for path in others)


def test_the_workbook_lists_ranges_and_factors_as_values() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it cannot keep, and keeps nothing here
        book = load_workbook(io.BytesIO(workbook(view("arcadia"))))
    ranges, factors = book["Robustness"], book["Robustness factors"]
    for sheet in (ranges, factors):
        assert "Python" in str(sheet["A2"].value)
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    countries = {row[1].value for row in ranges.iter_rows(min_row=HEADER_ROW + 1) if row[1].value}
    assert len(countries) == len(view("arcadia").robust[0].standings)
    assert {row[1].value for row in factors.iter_rows(min_row=HEADER_ROW + 1) if row[1].value} == set(WORDS.values())


def test_every_factor_has_words() -> None:
    assert set(WORDS) == set(FACTORS)


def test_what_is_said_of_pairs_and_groups() -> None:
    ids, names = ("a", "b", "c"), {"a": "Arcadia", "b": "Borduria", "c": "Syldavia"}
    shares = {("c", "a"): 0.97, ("c", "b"): 0.85}
    said = {("c", "a"): "ahead", ("c", "b"): "probably-ahead"}
    one = Robustness(
        instrument="lt-12",
        draws=100,
        samples=10,
        seed=0,
        standings=tuple(standing(id_) for id_ in ids),
        pairs={
            (x, y): Pair(first=x, other=y, share=shares.get((x, y), 0), word=said.get((x, y), "not-distinguishable"))  # type: ignore[arg-type]
            for x in ids
            for y in ids
            if x != y
        },
        places=(),
        groups=(("c",), ("a", "b")),
        order=(),
    )
    assert [flat(" ".join(row)) for row in as_table(pair_columns(names), distinguished(one)).rows] == [
        "Syldavia ahead Arcadia 97 %",
        "Syldavia probably ahead Borduria 85 %",
    ]
    assert groups(one, names).endswith(": Syldavia; Arcadia and Borduria.")
    seen = robust_view(one, "a", names, "LT 12")
    assert seen
    assert [it.beside for it in seen.standings] == ["", "not distinguishable", "ahead"]
    seen = robust_view(one, "c", names, "LT 12")
    assert seen
    assert [it.beside for it in seen.standings] == ["behind", "probably behind", ""]


def standing(country: str) -> CountryRobustness:
    effect = Effect(factor="mean", first=0.6, first_interval=(0.5, 0.7), total=0.7, total_interval=(0.6, 0.8))
    return CountryRobustness(
        country=country,
        base=Range(low=Fraction(1, 2), high=Fraction(3, 5)),
        low=0.4,
        high=0.7,
        median_low=0.5,
        median_high=0.6,
        effects=(effect,),
    )


def test_the_command_prints_tables_and_every_figure() -> None:
    def run(*more: str) -> str:
        done = CliRunner().invoke(main, ["--workspace", str(DATA), "robustness", "--draws", "200", *more])
        assert done.exit_code == 0, done.output
        return done.output

    assert "robustness range" in run("--instrument", "lt-12")
    told = json.loads(run("--instrument", "lt-12", "--format", "json"))
    assert [(one["instrument"], one["draws"], one["failed"]) for one in told] == [("lt-12", 200, 0)]
    assert {one["country"] for one in told[0]["countries"]} >= {"arcadia", "borduria"}
    again = run("--instrument", "lt-12", "--format", "json", "--processes", "2")
    assert json.loads(again) == told


def test_an_unknown_instrument_is_wrong_use() -> None:
    done = CliRunner().invoke(main, ["--workspace", str(ROOT), "robustness", "--instrument", "ets-186"])
    assert done.exit_code == 2
    assert "there is no instrument `ets-186`" in done.output


def test_where_no_country_has_a_score_the_command_says_so() -> None:
    done = CliRunner().invoke(main, ["--workspace", str(DATA), "robustness", "--instrument", "ets-185"])
    assert done.exit_code == 2
    assert "no country has a score for ets-185" in done.output


def test_designations_have_their_footnote() -> None:
    done = CliRunner().invoke(main, ["--workspace", str(ROOT), "robustness", "--draws", "100"])
    assert done.exit_code == 0, done.output
    assert "UNSCR 1244/1999" in done.output
