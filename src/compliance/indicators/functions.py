"""The functions of the language of formulas: what each takes, how it is computed and what it returns; a new one needs an entry here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from compliance.indicators import external
from compliance.indicators.case import Case
from compliance.indicators.formula import Call, Name, Term, terms
from compliance.indicators.values import Flag, IndicatorValue, ordered
from compliance.model.logframe import Judgement

Kind = Literal["quantity", "series", "indicator", "instrument", "item"]
Compute = Callable[[Call, int, Case], IndicatorValue | None]
"""A call, a year and a country → the value; none where a figure is missing."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language."""

    compute: Compute
    takes: tuple[Kind, ...]
    says: str
    """What it returns, in one sentence."""
    repeats: bool = False
    weights: bool = False
    options: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    money: Literal["any", "converted", "never"] = "converted"
    """Whether it takes money as printed, only in euro, or not at all."""
    counts: str | None = None
    """What its value counts; none where it counts what its first argument does."""
    over_years: bool = False
    """Whether it adds up years, which a stock does not allow."""
    same_unit: bool = False
    """Whether all arguments must count the same thing."""
    share: bool = False
    """Whether it relates its arguments, which then count the same thing unless the indicator says why not."""

    @property
    def looks_up(self) -> bool:
        """Whether its arguments are ids of something else than series, so that it needs no series itself."""
        return not {"quantity", "series"} & set(self.takes)


def evaluate(term: Term, year: int, case: Case) -> IndicatorValue | None:
    """The value of a term for a year; none where a figure that it needs is missing."""
    if isinstance(term, Name):
        return case.figures.get((term.text, year))
    return FUNCTIONS[term.function].compute(term, year, case)


def _from(
    parts: Sequence[IndicatorValue], year: int, value: Fraction | None, unit: str, flags: Iterable[Flag] = ()
) -> IndicatorValue:
    """A value that rests on all of `parts`: their figures, years, rates and flags together."""
    # By line, for that is what tells two rows apart, and a row of many fields is slow to hash.
    rows = {row.line: row for part in parts for row in part.rows}
    return IndicatorValue(
        year=year,
        as_of=max(part.as_of for part in parts),
        value=value,
        unit=unit,
        years=tuple(sorted({used for part in parts for used in part.years})),
        flags=ordered([*flags, *(flag for part in parts for flag in part.flags)]),
        rows=tuple(rows[line] for line in sorted(rows)),
        rates=tuple(dict.fromkeys(rate for part in parts for rate in part.rates)),
    )


def _all(call: Call, year: int, case: Case) -> list[IndicatorValue] | None:
    """The values of all arguments; none if one is missing, for a missing part is not zero."""
    indicators = [evaluate(argument, year, case) for argument in call.arguments]
    present = [value for value in indicators if value is not None and value.value is not None]
    return present if len(present) == len(indicators) else None


def _total(values: Iterable[IndicatorValue]) -> Fraction:
    return sum((value.value for value in values if value.value is not None), Fraction(0))


def _to_eur(call: Call, year: int, case: Case) -> IndicatorValue | None:
    amount = evaluate(call.arguments[0], year, case)
    if amount is None or amount.value is None or amount.unit == "EUR":
        return amount
    rate = case.rates.get((amount.unit, year))
    if rate is None:
        return None
    return replace(amount, value=amount.value / rate, unit="EUR", rates=(*amount.rates, (amount.unit, year, rate)))


def _sum(call: Call, year: int, case: Case) -> IndicatorValue | None:
    parts = _all(call, year, case)
    return _from(parts, year, _total(parts), parts[0].unit) if parts else None


def _ratio(call: Call, year: int, case: Case) -> IndicatorValue | None:
    pair = _all(call, year, case)
    return _share(pair[:1], pair[1:], year, case.judgement) if pair else None


def _share(
    above: Sequence[IndicatorValue], below: Sequence[IndicatorValue], year: int, judgement: Judgement
) -> IndicatorValue:
    """What `above` adds up to, of 100 of what `below` adds up to; with the cautions that few cases call for."""
    a, b = _total(above), _total(below)
    counted = below[0].unit != "EUR"
    flags: list[Flag] = []
    if not b:
        flags.append("not-computable" if a else "not-applicable")
    if b and a > b:
        flags.append("cross-cohort")
    if b and counted and b < judgement.smallest_n:
        flags.append("small-n")
    cautious = counted and judgement.smallest_n <= b < judgement.cautious_n
    if cautious:
        flags.append("caution")
    low, high = wilson(a, b) if cautious and a <= b else (None, None)
    value = _from([*above, *below], year, 100 * a / b if b else None, "percent", flags)
    return replace(value, numerator=a, denominator=b, low=low, high=high)


def wilson(count: Fraction, of: Fraction) -> tuple[Fraction, Fraction]:
    """The 95 % Wilson interval of a share, in percent: between them the true rate lies, as far as chance goes."""
    share, z2 = count / of, Fraction(196, 100) ** 2
    with localcontext(prec=40):
        inside = share * (1 - share) / of + z2 / (4 * of * of)
        root = Fraction((Decimal(inside.numerator) / Decimal(inside.denominator)).sqrt())
    middle, half, scale = share + z2 / (2 * of), Fraction(196, 100) * root, 1 + z2 / of
    return 100 * (middle - half) / scale, 100 * (middle + half) / scale


def _over(call: Call, year: int, case: Case) -> tuple[list[list[IndicatorValue]], tuple[Flag, ...]]:
    """The values of each year of the widest window of which more than half has figures, the year itself among them; else none."""
    first, wanted = _unbroken(call, year, case), int(call.number("years"))
    for window in dict.fromkeys((wanted, int(call.number("otherwise", wanted)))):
        by_year = [_all(call, past, case) for past in range(max(year - window + 1, first), year + 1)]
        present = [values for values in by_year if values]
        if by_year[-1] and 2 * len(present) > window:
            return present, ("fewer-years",) if len(present) < window else ()
    return [], ()


def _unbroken(term: Term, year: int, case: Case) -> int:
    """The first year from which all series of a term are counted as they are in `year`."""
    names = (name.text for name in terms(term) if isinstance(name, Name))
    return max((new for name in names for new in case.breaks.get(name, ()) if new <= year), default=0)


def _pooled_ratio(call: Call, year: int, case: Case) -> IndicatorValue | None:
    years, flags = _over(call, year, case)
    above, below = zip(*years, strict=True) if years else ((), ())
    return _share(above, below, year, case.judgement).marked(*flags) if years else None


def _yearly_mean(call: Call, year: int, case: Case) -> IndicatorValue | None:
    years, flags = _over(call, year, case)
    values = [value for (value,) in years]
    return _from(values, year, _total(values) / len(values), values[0].unit, flags) if values else None


def _rate(call: Call, year: int, case: Case) -> IndicatorValue | None:
    pair = _all(call, year, case)
    if pair is None or pair[0].value is None or not pair[1].value:
        return None
    count, population = pair[0].value, pair[1].value
    per = call.number("per")
    value = _from(pair, year, per * count / population, f"per {int(per):,} inhabitants")
    return replace(value, numerator=count, denominator=population, per=per)


def _growth(call: Call, year: int, case: Case) -> IndicatorValue | None:
    before, now = _all(call, year - 1, case), _all(call, year, case)
    if not before or not now or _unbroken(call, year, case) == year:
        return None
    start, end = _total(before), _total(now)
    if not start:
        return _from((*before, *now), year, None, "percent", ("not-computable",))
    return _from((*before, *now), year, 100 * (end - start) / start, "percent")


def _latest(call: Call, year: int, case: Case) -> IndicatorValue | None:
    past = (evaluate(call.arguments[0], when, case) for when in reversed(case.years) if when <= year)
    latest = next(filter(None, past), None)
    return replace(latest, year=year) if latest else None


def _fallback(call: Call, year: int, case: Case) -> IndicatorValue | None:
    preferred, other = call.arguments
    # For the whole country, not year by year: two units must not alternate on one line.
    if any(evaluate(preferred, when, case) for when in case.years):
        return evaluate(preferred, year, case)
    value = evaluate(other, year, case)
    return value.marked("fallback") if value else None


def _cross_cohort(call: Call, year: int, case: Case) -> IndicatorValue | None:
    value = evaluate(call.arguments[0], year, case)
    return value.marked("cross-cohort") if value else None


def _mean(call: Call, year: int, case: Case) -> IndicatorValue | None:
    parts = [value for argument in call.arguments if (value := evaluate(argument, year, case))]
    if len(parts) < len(call.arguments):
        return None
    low, high = _middle([part.low for part in parts]), _middle([part.high for part in parts])
    return replace(_from(parts, year, _middle([part.value for part in parts]), parts[0].unit), low=low, high=high)


def _middle(numbers: Sequence[Fraction | None]) -> Fraction | None:
    """The mean; none if one is missing, for a mean over fewer would mean something else."""
    present = [number for number in numbers if number is not None]
    return sum(present, Fraction(0)) / len(present) if len(present) == len(numbers) else None


def _attainment(call: Call, year: int, case: Case) -> IndicatorValue | None:
    indicator = call.arguments[0].text if isinstance(call.arguments[0], Name) else ""
    plan, value = case.plans.get(indicator), evaluate(case.formulas[indicator], year, case)
    if plan is None or plan.baseline is None or plan.target is None or plan.target.value is None or not plan.approved:
        return None
    start, end = plan.baseline.value, plan.target.value
    if value is None or value.value is None or not value.reliable or start == end:
        return None
    gone = min(max((value.value - start) / (end - start), Fraction(0)), Fraction(1))
    return replace(value, value=100 * gone, unit="index 0–100", low=None, high=None, numerator=None, denominator=None)


def _weighted_mean(call: Call, year: int, case: Case) -> IndicatorValue | None:
    """The mean of the components that have data; none if they carry too little weight or lack an essential one."""
    weights = [weight or Fraction(0) for weight in call.weights]
    indicators = [evaluate(argument, year, case) for argument in call.arguments]
    weighed = [
        (value, value.value * weight, weight, argument)
        for value, weight, argument in zip(indicators, weights, call.arguments, strict=True)
        if value is not None and value.value is not None
    ]
    present, total = sum((weight for _, _, weight, _ in weighed), Fraction(0)), sum(weights, Fraction(0))
    essential = set(call.names("one_of"))
    there = {name.text for *_, argument in weighed for name in terms(argument) if isinstance(name, Name)}
    if not present or 100 * present < call.number("at_least", 0) * total or (essential and not essential & there):
        return None
    mean = sum((product for _, product, _, _ in weighed), Fraction(0)) / present
    flags: tuple[Flag, ...] = ("partial",) if present < total else ()
    return _from([value for value, *_ in weighed], year, mean, "index 0–100", flags)


ONE: tuple[Kind, ...] = ("quantity",)
TWO: tuple[Kind, ...] = ("quantity", "quantity")

FUNCTIONS: Mapping[str, Function] = {
    "ratio": Function(
        _ratio, TWO, "The first in percent of the second, in the same year.", counts="percent", share=True
    ),
    "pooled_ratio": Function(
        _pooled_ratio,
        TWO,
        "The sum of the first in percent of the sum of the second, over the last years of which more than half "
        "have both, the year itself among them; `otherwise` is a shorter window for want of the longer.",
        counts="percent",
        options=("years", "otherwise"),
        required=("years",),
        over_years=True,
        share=True,
    ),
    "yearly_mean": Function(
        _yearly_mean,
        ONE,
        "The mean of the last years, under the same rule.",
        options=("years", "otherwise"),
        required=("years",),
    ),
    "rate": Function(
        _rate,
        ("quantity", "series"),
        "The first for every so many of the second: `per=100000` inhabitants.",
        counts="rate",
        options=("per",),
        required=("per",),
        money="never",
    ),
    "growth": Function(_growth, ONE, "The change on the year before, in percent; none from zero.", counts="percent"),
    "sum": Function(
        _sum,
        ONE,
        "The sum; none if one part is missing, and only of what counts the same thing.",
        repeats=True,
        same_unit=True,
    ),
    "latest": Function(_latest, ONE, "The last figure there is, with its own year.", money="any"),
    "to_eur": Function(
        _to_eur,
        ONE,
        "An amount in euro at the mean rate of its own year; none without a rate.",
        counts="EUR",
        money="any",
    ),
    "fallback": Function(
        _fallback,
        TWO,
        "The first; the second, flagged, where the country has no figure at all for the first.",
        money="any",
    ),
    "mean": Function(
        _mean, ONE, "The mean; none if one is missing, a range if one is a range.", repeats=True, same_unit=True
    ),
    "cross_cohort": Function(
        _cross_cohort,
        ONE,
        "The same, flagged: its two figures count different cases, so that no status may rest on it.",
        money="any",
    ),
    "score": Function(
        external.score,
        ("instrument",),
        "The whole score of an instrument, 0 to 100, at the end of each cycle; a range where it is open.",
        counts="score",
    ),
    "worst_rating": Function(
        external.worst_rating,
        ("item",),
        "The worst of official ratings by another body, in its own words; open downwards while some are not known.",
        counts="rating",
        repeats=True,
    ),
    "completeness": Function(
        external.completeness,
        (),
        "The share of the series that the indicators need with a figure in the year; zero is one, a derived figure is not.",
        counts="percent",
    ),
    "attainment": Function(
        _attainment,
        ("indicator",),
        "How much of the way from baseline to target an indicator has gone, 0 to 100; none unless both are approved.",
        counts="index",
    ),
    "weighted_mean": Function(
        _weighted_mean,
        ONE,
        "The mean of what has data by the weights written after each; none if less than `at_least` of 100 of the "
        "weight has data, or none of the indicators in `one_of` has.",
        counts="index",
        repeats=True,
        weights=True,
        options=("at_least", "one_of"),
    ),
}
