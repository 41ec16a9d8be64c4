"""Numbers as people type them: one rule by language, and nothing else is a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.indicators.additions import not_a_number
from compliance.numerals import stored_number, typed_number
from compliance.problems import Position

ENGLISH = {
    "12": "12", "0": "0", "0012": "12", "1234": "1234", "1,234": "1234", "1,234.5": "1234.5", "1 234": "1234", "1\u00a0234\u00a0567": "1234567",
    "1\u202f234.50": "1234.50", "-5": "-5", "\u22125.5": "-5.5", "1,234,567.25": "1234567.25",
}  # fmt: skip
OTHERS = {
    "12": "12",
    "1.234": "1234",
    "1.234,5": "1234.5",
    "1 234,5": "1234.5",
    "1\u00a0234,5": "1234.5",
    "0,75": "0.75",
    "-1.234.567": "-1234567",
}
NONE = (
    "", " ", "1e5", "1E5", "1e100000000", "1_000", "\u0661\u0662", "\u0967", "\uff11", "\u00bd", "\u00b2", "1/2", "0x1F", "inf", "nan", "NaN", "+5", "--5", "5-", "(5)", "5%", "12.", ".5",
    "1 23", "1,23", "12,34", "1,234 567", "1 234,567", "1\n234", "12\n", "1'234", "over 300", "n/a", "\u2013", "9" * 16, "1,2,3",
)  # fmt: skip


@pytest.mark.parametrize(("text", "number"), ENGLISH.items())
def test_english_has_commas_between_thousands(text: str, number: str) -> None:
    assert typed_number(text, "en") == number


@pytest.mark.parametrize(("text", "number"), OTHERS.items())
@pytest.mark.parametrize("language", ["sq", "bs", "cnr", "mk", "sr", "sr-Latn", "tr"])
def test_the_others_have_commas_before_decimals(text: str, number: str, language: str) -> None:
    assert typed_number(text, language) == number


@pytest.mark.parametrize("text", NONE)
def test_nothing_else_is_a_number(text: str) -> None:
    assert typed_number(text, "en") is None


@given(st.text(max_size=12), st.sampled_from(("en", "sr")))
def test_whatever_is_typed_gives_plain_digits_or_nothing(text: str, language: str) -> None:
    number = typed_number(text, language)
    assert number is None or (number.isascii() and not set(number) - set("-0123456789."))


@pytest.mark.parametrize(
    ("text", "number"),
    [("1E+2", "100"), ("1.5", "1.5"), ("0.30000000000000004", "0.3"), ("1.25E-7", "0.000000125"), ("-3", "-3"), ("1200.0", "1200"), ("0", "0"), ("1e15", None), ("1e-300", None), ("1E308", None)],
)  # fmt: skip
def test_what_is_stored_is_written_without_exponent(text: str, number: str | None) -> None:
    assert stored_number(text) == number


@pytest.mark.parametrize(("language", "english"), [("en", True), ("sr", False)])
def test_a_refusal_shows_a_number_that_is_read(language: str, *, english: bool) -> None:
    expected = not_a_number(Position("answers.xlsx"), "many", english=english).expected or ""
    assert typed_number(expected.rpartition(" or ")[2], language) == "1234.5"
