"""The functions of the language of formulas: what each takes, and what it returns; `evaluate` computes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["quantity", "series", "indicator", "instrument", "item"]
ITEMS = (*(f"R.{n}" for n in range(1, 41)), *(f"IO.{n}" for n in range(1, 12)))
"""What the FATF rates: its Recommendations and its Immediate Outcomes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """What a function takes."""

    takes: tuple[Kind, ...]
    """What each argument must be."""
    repeats: bool = False
    """Whether the last argument may be repeated."""
    weights: bool = False
    """Whether every argument carries a weight."""
    options: tuple[str, ...] = ()
    """The options that it knows."""
    required: tuple[str, ...] = ()
    """The options that it needs."""
    money: Literal["any", "converted", "never"] = "converted"
    """Whether it takes money as printed, only in euro, or not at all."""
    over_years: bool = False
    """Whether it adds up years, which a stock does not allow."""
    same_unit: bool = False
    """Whether all arguments must count the same thing."""
    share: bool = False
    """Whether it relates its arguments, which then count the same thing unless the indicator says why not."""
    says: str
    """What it returns, in one sentence."""


FUNCTIONS: Mapping[str, Function] = {
    "ratio": Function(
        takes=("quantity", "quantity"),
        share=True,
        says="The first in percent of the second, in the same year.",
    ),
    "pooled_ratio": Function(
        takes=("quantity", "quantity"),
        options=("years", "otherwise"),
        required=("years",),
        over_years=True,
        share=True,
        says="The sum of the first in percent of the sum of the second, over the last years of which more than half "
        "have both, the year itself among them; `otherwise` is a shorter window for want of the longer.",
    ),
    "yearly_mean": Function(
        takes=("quantity",),
        options=("years", "otherwise"),
        required=("years",),
        says="The mean of the last years, under the same rule.",
    ),
    "rate": Function(
        takes=("quantity", "series"),
        options=("per",),
        required=("per",),
        money="never",
        says="The first for every so many of the second: `per=100000` inhabitants.",
    ),
    "growth": Function(takes=("quantity",), says="The change on the year before, in percent; none from zero."),
    "sum": Function(
        takes=("quantity",),
        repeats=True,
        same_unit=True,
        says="The sum; none if one part is missing, and only of what counts the same thing.",
    ),
    "latest": Function(takes=("quantity",), money="any", says="The last figure there is, with its own year."),
    "to_eur": Function(
        takes=("quantity",),
        money="any",
        says="An amount in euro at the mean rate of its own year; none without a rate.",
    ),
    "fallback": Function(
        takes=("quantity", "quantity"),
        money="any",
        says="The first; the second, flagged, where the country has no figure at all for the first.",
    ),
    "mean": Function(
        takes=("quantity",),
        repeats=True,
        same_unit=True,
        says="The mean; none if one is missing, a range if one is a range.",
    ),
    "cross_cohort": Function(
        takes=("quantity",),
        money="any",
        says="The same, flagged: its two figures count different cases, so that no status may rest on it.",
    ),
    "score": Function(
        takes=("instrument",),
        says="The whole score of an instrument, 0 to 100, at the end of each cycle; a range where it is open.",
    ),
    "worst_rating": Function(
        takes=("item",),
        repeats=True,
        says="The worst of official ratings by another body, in its own words; open downwards while some are not known.",
    ),
    "completeness": Function(
        takes=(),
        says="The share of the series that the indicators need with a figure in the year; zero is one, a derived figure is not.",
    ),
    "attainment": Function(
        takes=("indicator",),
        says="How much of the way from baseline to target an indicator has gone, 0 to 100; none without both.",
    ),
    "weighted_mean": Function(
        takes=("quantity",),
        repeats=True,
        weights=True,
        options=("at_least", "one_of"),
        says="The mean of what has data by the weights written after each; none if less than `at_least` of 100 of the "
        "weight has data, or none of the indicators in `one_of` has.",
    ),
}
"""The functions of the language, by name."""
