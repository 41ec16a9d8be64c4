"""What a number is: the same on every Python, and what people mean by one."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.load import load
from compliance.model.logframe import Judgement
from compliance.numerals import MOST, exact, whole
from compliance.schema import schemas
from compliance.source import parse

NUMBERS = {
    "0": Fraction(0),
    "2": Fraction(2),
    "-2": Fraction(-2),
    "+2": Fraction(2),
    "007": Fraction(7),
    "0.5": Fraction(1, 2),
    ".5": Fraction(1, 2),
    "-12.50": Fraction(-25, 2),
    "1/3": Fraction(1, 3),
    "-1/3": Fraction(-1, 3),
    "2/06": Fraction(1, 3),
    "9" * MOST: Fraction(10**MOST - 1),
}
NOT_NUMBERS = (
    *("", " ", "x", "1 / 3", "1/ 3", "1 /3", "1/-3", "1/0", "1/00", "1/2/3", "1.5/2", "1/2.5", "/3", "1/"),
    *("1e3", "1E3", "1e-999999999", "1_000", "1_0/3", "1,5", "1.", ".", "-", "+-1", "--1", "1..2", "0x10", "0b1"),
    *(
        "nan",
        "inf",
        "-inf",
        "Infinity",
        "½",
        "²",
        "٣",
        "１２",
        "१",
        "1\u0660",
        "−1",
        "1%",
        "1 000",
        " 1",
        "1 ",
        "1\n",
        "\ufeff1",
    ),
    "9" * (MOST + 1),
)


@pytest.mark.parametrize(("text", "number"), NUMBERS.items(), ids=repr)
def test_a_number_is_read_exactly(text: str, number: Fraction) -> None:
    assert exact(text) == number


@pytest.mark.parametrize("text", NOT_NUMBERS, ids=ascii)
def test_what_only_a_computer_takes_for_a_number_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        exact(text)
    with pytest.raises(ValueError, match="no whole number"):
        whole(text)


@pytest.mark.parametrize("text", ["1/1", "2.0", ".5"])
def test_a_whole_number_is_written_as_one(text: str) -> None:
    assert exact(text)
    with pytest.raises(ValueError, match="no whole number"):
        whole(text)


@given(st.text(alphabet="0123456789+-./ e_٣１", max_size=8))
def test_whatever_is_read_is_what_it_says(text: str) -> None:
    try:
        number = exact(text)
    except ValueError:
        return
    assert text.isascii()
    assert not re.search(r"[\se_]", text)
    above, _, below = text.partition("/")
    whole_part, _, part = above.lstrip("+-").partition(".")
    size = Fraction(int(whole_part + part), 10 ** len(part) * int(below or 1))
    assert number == (-size if text[0] == "-" else size)


WEIGHT = json.loads(schemas()["instrument.json"])["$defs"]["Article"]["properties"]["weight"]


@pytest.mark.parametrize("text", [*NUMBERS, *NOT_NUMBERS], ids=ascii)
def test_an_editor_takes_the_same_for_a_number(text: str) -> None:
    (form,) = (one["pattern"] for one in WEIGHT["anyOf"] if "pattern" in one)
    assert bool(re.search(form.replace("$", r"\Z"), text)) == (text in NUMBERS)


@pytest.mark.parametrize("text", ["1 / 3", "1e-1", "0_1", "٣", "nan", '" 1"', "1/0"])
def test_a_file_is_read_by_the_same_rule(text: str) -> None:
    document, problems = parse("logframe.yaml", f"on_track: {text}\nsmallest_n: 20\n")
    assert document, problems
    (problem,) = load(document, Judgement)[1]
    assert (problem.code, problem.at.line, problem.at.column) == ("not-a-number", 1, 11)
    assert problem.expected == "a number such as `2`, `0.5` or `1/3`"


def test_a_third_is_a_third_in_a_file() -> None:
    document, _ = parse("logframe.yaml", "on_track: 1/3\nsmallest_n: 20\n")
    assert document
    assert load(document, Judgement)[0] == Judgement(on_track=Fraction(1, 3), smallest_n=20)
