"""A formula, a country and a year → a value. A new function needs an entry here and one in `functions`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

from compliance import figures
from compliance.indicators import external
from compliance.indicators.case import Case
from compliance.indicators.formula import Call, Name, Term, terms
from compliance.indicators.values import Component, Flag, IndicatorValue, ordered
from compliance.language import _
from compliance.model.logframe import Judgement

Compute = Callable[[Call, int, Case], IndicatorValue | None]


def evaluate(term: Term, year: int, case: Case) -> IndicatorValue | None:
    """The value of a term for a year; none where a figure that it needs is missing."""
    if isinstance(term, Name):
        return case.figures.get((term.text, year))
    return COMPUTED[term.function](term, year, case)


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


def _windows(call: Call) -> tuple[int, ...]:
    """The windows of years to try: `years`, then `otherwise`."""
    wanted = int(call.number("years"))
    return tuple(dict.fromkeys((wanted, int(call.number("otherwise", wanted)))))


def _over(call: Call, year: int, case: Case) -> tuple[list[list[IndicatorValue]], bool] | None:
    """The values of each year of the widest window of which more than half has figures, the year itself among them."""
    first = _unbroken(call, year, case)
    for window in _windows(call):
        found = [_all(call, past, case) for past in range(max(year - window + 1, first), year + 1)]
        present = [values for values in found if values]
        if found[-1] and 2 * len(present) > window:
            return present, len(present) < window
    return None


def _unbroken(term: Term, year: int, case: Case) -> int:
    """The first year from which all series of a term are counted as they are in `year`."""
    names = (name.text for name in terms(term) if isinstance(name, Name))
    return max((new for name in names for new in case.breaks.get(name, ()) if new <= year), default=0)


def _pooled_ratio(call: Call, year: int, case: Case) -> IndicatorValue | None:
    found = _over(call, year, case)
    if found is None:
        return None
    pairs, fewer = found
    pooled = _share([pair[0] for pair in pairs], [pair[1] for pair in pairs], year, case.judgement)
    return replace(pooled, flags=ordered([*pooled.flags, "fewer-years"])) if fewer else pooled


def _yearly_mean(call: Call, year: int, case: Case) -> IndicatorValue | None:
    found = _over(call, year, case)
    if found is None:
        return None
    values = [value for (value,) in found[0]]
    return _from(values, year, _total(values) / len(values), values[0].unit, ("fewer-years",) if found[1] else ())


def _rate(call: Call, year: int, case: Case) -> IndicatorValue | None:
    pair = _all(call, year, case)
    if pair is None or pair[0].value is None or not pair[1].value:
        return None
    count, population = pair[0].value, pair[1].value
    per = call.number("per")
    value = _from(
        pair, year, per * count / population, _("per %(number)s inhabitants") % {"number": figures.number(per)}
    )
    return replace(value, numerator=count, denominator=population)


def _growth(call: Call, year: int, case: Case) -> IndicatorValue | None:
    now, before = (evaluate(call.arguments[0], when, case) for when in (year, year - 1))
    if (
        now is None
        or before is None
        or now.value is None
        or before.value is None
        or _unbroken(call, year, case) == year
    ):
        return None
    if not before.value:
        return _from((before, now), year, None, "percent", ("not-computable",))
    return _from((before, now), year, 100 * (now.value - before.value) / before.value, "percent")


def _latest(call: Call, year: int, case: Case) -> IndicatorValue | None:
    past = (evaluate(call.arguments[0], when, case) for when in reversed(case.years) if when <= year)
    indicator = next((value for value in past if value is not None), None)
    return replace(indicator, year=year) if indicator else None


def _fallback(call: Call, year: int, case: Case) -> IndicatorValue | None:
    preferred, other = call.arguments
    # For the whole country, not year by year: two units must not alternate on one line.
    if any(evaluate(preferred, when, case) for when in case.years):
        return evaluate(preferred, year, case)
    value = evaluate(other, year, case)
    return replace(value, flags=ordered([*value.flags, "fallback"])) if value else None


def _cross_cohort(call: Call, year: int, case: Case) -> IndicatorValue | None:
    value = evaluate(call.arguments[0], year, case)
    return replace(value, flags=ordered([*value.flags, "cross-cohort"])) if value else None


def _mean(call: Call, year: int, case: Case) -> IndicatorValue | None:
    indicators = [evaluate(argument, year, case) for argument in call.arguments]
    parts = [value for value in indicators if value is not None]
    if len(parts) < len(indicators):
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
    if plan is None or plan.baseline is None or plan.target is None or plan.target.value is None:
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


def components(term: Term, year: int, case: Case) -> tuple[Component, ...]:
    """The components of a weighted mean of attainments in a year; none for any other formula."""
    if not isinstance(term, Call) or term.function != "weighted_mean":
        return ()
    return tuple(
        _component(argument, weight or Fraction(0), year, case)
        for argument, weight in zip(term.arguments, term.weights, strict=True)
        if isinstance(argument, Call) and argument.function == "attainment"
    )


def _component(attained: Call, weight: Fraction, year: int, case: Case) -> Component:
    name = attained.arguments[0]
    indicator = case.indicators[name.text if isinstance(name, Name) else ""]
    value = evaluate(case.formulas[indicator.id], year, case)
    found = _attainment(attained, year, case)
    return Component(
        indicator=indicator,
        year=year,
        weight=weight,
        value=value,
        attainment=found.value if found else None,
        missing=None if found else _why_not(indicator.id, value, case),
    )


def _why_not(indicator: str, value: IndicatorValue | None, case: Case) -> str:
    """Why an indicator has no attainment."""
    plan = case.plans.get(indicator)
    if value is None:
        return _("no figure for the year")
    if not value.reliable:
        return _("the figure is too uncertain to be judged")
    if plan is None or plan.baseline is None:
        return _("no baseline is agreed")
    if plan.target is None or plan.target.value is None:
        return _("no target is agreed")
    return _("the target equals the baseline")


def missing(term: Term, case: Case) -> tuple[str, ...]:
    """Series without any usable figure and scores that do not exist, in the order of the formula, each once."""
    return tuple(dict.fromkeys(_missing(term, case)))


def _missing(term: Term, case: Case) -> tuple[str, ...]:
    match term:
        case Name(text):
            return () if any(series == text for series, _ in case.figures) else (text,)
        case Call("score", (Name(text),)):
            return () if case.scores.get(text) else (text,)
        case Call("worst_rating", items):
            known = {external.item for external in case.ratings}
            return tuple(name.text for name in items if isinstance(name, Name) and name.text not in known)
        case Call("attainment", (Name(text),)):
            return _missing(case.formulas[text], case)
        case Call("fallback", (preferred, other)):
            return _missing(preferred, case) if _missing(other, case) else ()
        case _:
            return tuple(name for argument in term.arguments for name in _missing(argument, case))


COMPUTED: Mapping[str, Compute] = {
    "ratio": _ratio,
    "pooled_ratio": _pooled_ratio,
    "yearly_mean": _yearly_mean,
    "rate": _rate,
    "growth": _growth,
    "sum": _sum,
    "latest": _latest,
    "to_eur": _to_eur,
    "fallback": _fallback,
    "mean": _mean,
    "cross_cohort": _cross_cohort,
    "score": external.score,
    "worst_rating": external.worst_rating,
    "completeness": external.completeness,
    "attainment": _attainment,
    "weighted_mean": _weighted_mean,
}
"""How each function of the language is computed: its value for a year; none where a figure is missing."""
