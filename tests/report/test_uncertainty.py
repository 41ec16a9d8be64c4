"""How robust scores are, as readers of a terminal see it."""

from __future__ import annotations

import json
from fractions import Fraction

from click.testing import CliRunner
from documents import DATA, ROOT, flat

from compliance.cli import main
from compliance.queries.formats import as_table
from compliance.queries.robustness import distinguished, pair_columns
from compliance.robustness import FACTORS, CountryRobustness, Effect, Pair, Robustness
from compliance.scoring import Range
from compliance.view.robustness import FACTORS as WORDS
from compliance.view.robustness import groups


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
