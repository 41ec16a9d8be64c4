"""Printed differences add up: whoever adds what a table says gets what it says below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from compliance import figures
from compliance.cli import main

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "examples" / "training"
PIECE = st.fractions(-100, 100, max_denominator=5000)
NUMBER = re.compile(r"(?<![\w.])[+−]?\d+\.\d(?![\w.])")
COMPARED = [
    (TRAINING, "exempla --from 2016-12-31 --to 2019-12-31"),
    (TRAINING, "exempla --from 2019-12-31 --to 2019-12-31 --with-bill cybercrime-bill-2020"),
    (TRAINING, "exempla --from 2016-06-30 --to 2019-12-31 --with-bill cybercrime-bill-2020"),
    (ROOT, "bosnia-and-herzegovina --from 2026 --to 2026 --from-leads"),
    (ROOT, "north-macedonia --from 2026 --to 2026 --from-leads"),
]


@given(PIECE, st.lists(PIECE, min_size=1, max_size=8), st.integers(0, 2))
def test_rounded_steps_lead_from_the_rounded_first_to_the_rounded_last(
    first: Fraction, steps: list[Fraction], places: int
) -> None:
    last = first + sum(steps)
    printed = figures.adding_up(first, steps, last, places)
    assert figures.rounded(first, places) + sum(printed) == figures.rounded(last, places)
    unit = Fraction(1, 10**places)
    assert all(abs(Fraction(shown) - step) <= unit * 3 / 2 for shown, step in zip(printed, steps, strict=True))
    assert all(shown == 0 for shown, step in zip(printed, steps, strict=True) if step == 0), "nothing stays nothing"


@given(st.lists(PIECE, min_size=1, max_size=8), st.integers(0, 2))
def test_steps_that_add_up_as_they_are_rounded_stay_so(steps: list[Fraction], places: int) -> None:
    exact = [Fraction(figures.rounded(step, places)) for step in steps]
    assert figures.adding_up(Fraction(0), exact, sum(exact, Fraction(0)), places) == tuple(
        figures.rounded(step, places) for step in exact
    )


def test_the_step_that_is_least_exact_gives_way() -> None:
    printed = figures.adding_up(0, [Fraction(149, 100), Fraction(110, 100), 0], Fraction(259, 100))
    assert printed == (Decimal(2), Decimal(1), Decimal(0))
    printed = figures.adding_up(0, [Fraction(-149, 100), Fraction(-110, 100)], Fraction(-259, 100))
    assert printed == (Decimal(-2), Decimal(-1))
    assert figures.adding_up(Fraction(746, 10), [Fraction(1358, 1000)], Fraction(75958, 1000), 1) == (Decimal("1.4"),)


def said(root: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["--workspace", str(root), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def numbers(line: str) -> list[Decimal]:
    return [Decimal(text.replace(figures.MINUS, "-")) for text in NUMBER.findall(line)]


def bridges(text: str) -> Iterator[list[list[Decimal]]]:
    """The figures of each bridge, row by row."""
    for part in text.split("points of 100")[1:]:
        yield [numbers(line) for line in part.partition("\n\n")[0].splitlines() if NUMBER.search(line)]


@pytest.mark.parametrize(("root", "arguments"), COMPARED, ids=[arguments for _, arguments in COMPARED])
def test_the_bridge_from_score_to_score_adds_up_at_both_ends(root: Path, arguments: str) -> None:
    found = list(bridges(said(root, "compare", *arguments.split())))
    assert found
    for rows in found:
        for end in (0, 1):
            before, *steps, after = [row[end] for row in rows]
            assert before + sum(steps) == after


@pytest.mark.parametrize("instrument", ["ets-185", "ets-198"])
@pytest.mark.parametrize(("root", "country"), [(TRAINING, "exempla"), (ROOT, "kosovo"), (ROOT, "serbia")])
def test_each_step_of_a_path_adds_what_the_scores_before_and_after_it_differ(
    root: Path, country: str, instrument: str
) -> None:
    text = said(root, "gaps", country, "--instrument", instrument, "--reach", "0.99")
    start = numbers(re.search(r"score (\S+) of 100", text)[1].replace("–", " "))  # type: ignore[index]
    lines = text.partition("score after")[2].partition("\n\n")[0].splitlines()
    steps = [line for line in lines if re.match(r" *\d+  ", line)]
    assert len(steps) > 5
    for line in steps:
        *gain, after = re.split(r"  +", line.strip())[-2:]
        ends = numbers(after.replace("–", " "))
        differences = {ends[0] - start[0], ends[-1] - start[-1]}
        assert set(numbers(gain[0])) == differences
        start = ends
