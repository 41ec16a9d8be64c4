"""What can be wrong in a logframe beyond its form: formulas, ids, dates, targets. Each problem has its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from compliance.indicators.external import ITEMS
from compliance.indicators.formula import Call, Fault, Name, Option, Term, parse, terms
from compliance.indicators.functions import FUNCTIONS, Function, Kind
from compliance.model.logframe import CountryPlan, Indicator, Logframe
from compliance.model.record import LANGUAGE_CODE
from compliance.model.statistics import Series, SeriesRegister
from compliance.problems import Position, Problem, closest, unknown
from compliance.source import Document


@dataclass(frozen=True, slots=True)
class Filed:
    """What a check of the logframe looks at."""

    document: Document
    logframe: Logframe
    names: Names
    countries: tuple[str, ...]

    def indicators(self) -> Iterator[tuple[int, Indicator]]:
        """The indicators with their place in the list."""
        return iter(enumerate(self.logframe.indicators))

    def plans(self) -> Iterator[tuple[tuple[str | int, ...], Indicator, CountryPlan]]:
        """The plans of all countries with the way to each."""
        for index, indicator in self.indicators():
            for country, plan in indicator.countries.items():
                yield ("indicators", index, "countries", country), indicator, plan


def logframe_problems(
    document: Document,
    logframe: Logframe,
    register: SeriesRegister,
    *,
    instruments: Mapping[str, Collection[str]],
    countries: Iterable[str],
) -> tuple[Problem, ...]:
    """Everything wrong in a logframe that its form cannot show."""
    names = Names(
        series={series.id: series for series in register.series},
        formulas={indicator.id: indicator.formula for indicator in logframe.indicators},
        instruments=instruments,
    )
    filed = Filed(document, logframe, names, tuple(countries))
    return tuple(sorted(chain.from_iterable(check(filed) for check in CHECKS)))


def names(filed: Filed) -> Iterator[Problem]:
    """Ids that occur twice among results or indicators; results and countries that nobody has listed."""
    known = [result.id for result in filed.logframe.results]
    ids = {"results": known, "indicators": [indicator.id for _, indicator in filed.indicators()]}
    for kind, listed in ids.items():
        for index, id_ in enumerate(listed):
            if id_ in listed[:index]:
                at, what = filed.document.at(kind, index, "id"), f"`{id_}` stands here a second time"
                yield Problem(at, "repeated-id", what, "an id of its own")
    for index, indicator in filed.indicators():
        if indicator.result not in known:
            yield unknown(filed.document.at("indicators", index, "result"), "unknown-result", indicator.result, known)
    for steps, _, _ in filed.plans():
        if (country := str(steps[-1])) not in filed.countries:
            yield unknown(filed.document.key(*steps), "unknown-country", country, filed.countries)


def formulas(filed: Filed) -> Iterator[Problem]:
    """Mistakes in formulas, each at its place in the text; formulas that lead back to themselves; lists of other series."""
    for index, indicator in filed.indicators():
        at = filed.document.at("indicators", index, "formula")
        for fault in formula_faults(indicator.formula, filed.names, indicator.mixed_units):
            yield Problem(_inside(at, fault.at, indicator.formula), fault.code, fault.what, fault.expected, fault.hint)
        if indicator.id in _reached(indicator.formula, filed.names.formulas):
            what = f"`{indicator.id}` is computed from itself"
            yield Problem(at, "circular-formula", what, "a formula of other indicators")
        needed = series_of(indicator.formula, filed.names.formulas)
        if set(needed) != set(indicator.series) and needed and all(name in filed.names.series for name in needed):
            at = filed.document.at("indicators", index, "series")
            what = f"the series of `{indicator.id}` are not those of its formula"
            yield Problem(at, "wrong-series-list", what, f"[{', '.join(needed)}]")


def _inside(at: Position, offset: int, text: str) -> Position:
    """The place of a character of a text that begins at a position; the beginning where the text runs over lines."""
    column = at.excerpt.find(text, at.column - 1)
    return replace(at, column=column + offset + 1) if column >= 0 else at


def _reached(text: str, formulas: Mapping[str, str], seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The indicators that a formula rests on, directly or through others."""
    term = parse(text)
    if isinstance(term, Fault):
        return seen
    for inner in terms(term):
        match inner:
            case Call("attainment", (Name(name),)) if name in formulas and name not in seen:
                seen = _reached(formulas[name], formulas, seen | {name})
    return seen


def dates_out_of_order(filed: Filed) -> Iterator[Problem]:
    """Plans whose baseline, milestones and target do not follow each other."""
    for steps, _, plan in filed.plans():
        dates = [
            *([plan.baseline.date] if plan.baseline else []),
            *(milestone.date for milestone in plan.milestones),
            *([plan.target.date] if plan.target else []),
        ]
        for first, later in pairwise(dates):
            if later <= first:
                what = f"{later} does not come after {first}"
                expected = "baseline, milestones and target in order of date"
                yield Problem(filed.document.at(*steps), "dates-out-of-order", what, expected)


def wrong_targets(filed: Filed) -> Iterator[Problem]:
    """Targets that say nothing, point the wrong way, or belong to an indicator that has none."""
    for steps, indicator, plan in filed.plans():
        if plan.target is None:
            continue
        at = filed.document.at(*steps, "target")
        if indicator.direction == "neutral" or indicator.level == "context":
            yield Problem(at, "stray-target", f"`{indicator.id}` is for context and has a target", "no target")
        elif plan.target.value is None and not plan.target.articles:
            yield Problem(at, "empty-target", "the target has neither a value nor articles", "one of the two")
        elif plan.target.value is not None and plan.baseline is not None:
            gain = plan.target.value - plan.baseline.value
            if gain * (1 if indicator.direction == "higher" else -1) < 0:
                what = f"the target lies on the wrong side of the baseline: {indicator.direction} is better"
                yield Problem(at, "target-against-direction", what, f"a value {indicator.direction} than the baseline")


def wrong_articles(filed: Filed) -> Iterator[Problem]:
    """Targets that name articles of no treaty, or of one that the indicator does not show."""
    for steps, indicator, plan in filed.plans():
        shown = _instruments(indicator.formula)
        for index, target in enumerate(plan.target.articles if plan.target else ()):
            way = (*steps, "target", "articles", index)
            if target.instrument not in shown:
                what = f"`{indicator.id}` does not show `{target.instrument}`"
                expected = " | ".join(shown) or "no articles: the formula holds no score"
                hint = closest(target.instrument, shown)
                yield Problem(filed.document.at(*way, "instrument"), "unknown-instrument", what, expected, hint)
                continue
            known = tuple(filed.names.instruments.get(target.instrument, ()))
            for place, number in enumerate(target.articles):
                if known and number not in known:
                    at, what = filed.document.at(*way, "articles", place), f"no Article {number} is assessed there"
                    yield Problem(at, "unknown-article", what, ", ".join(known), closest(number, known))


def _instruments(formula: str) -> tuple[str, ...]:
    """The instruments whose score a formula takes."""
    term = parse(formula)
    nodes = () if isinstance(term, Fault) else tuple(terms(term))
    calls = (call.arguments for call in nodes if isinstance(call, Call) and call.function == "score")
    return tuple(name.text for arguments in calls for name in arguments if isinstance(name, Name))


def untranslated(filed: Filed) -> Iterator[Problem]:
    """Indicators, and listed units and bodies, that lack a name in a language in which others have one."""
    listed = (("units", filed.logframe.units), ("bodies", filed.logframe.bodies))
    for tag in sorted({tag for _, indicator in filed.indicators() for tag in indicator.names}):
        nameless = [
            (index, each.id)
            for index, each in filed.indicators()
            if tag not in each.names or (each.alignment_name and tag not in each.alignment_names)
        ]
        if nameless:
            at = filed.document.at("indicators", nameless[0][0], "name")
            yield _nameless(at, "indicators", tag, [id_ for _, id_ in nameless])
        for group, named in listed:
            if lacking := [word for word, names in named.items() if tag not in names]:
                yield _nameless(filed.document.key(group, lacking[0]), group, tag, lacking)


def _nameless(at: Position, group: str, tag: str, lacking: Sequence[str]) -> Problem:
    what = f"`{group}` without a name in `{tag}`: {', '.join(lacking)}"
    return Problem(at, "missing-translation", what, f"{{{tag}: …}}", "indicators have names in that language")


def no_languages(filed: Filed) -> Iterator[Problem]:
    """Names of indicators and units in a language whose code is no code."""
    named: list[tuple[tuple[str | int, ...], Mapping[str, str]]] = [
        *((("units", unit), names) for unit, names in filed.logframe.units.items()),
        *((("bodies", body), names) for body, names in filed.logframe.bodies.items()),
        *((("indicators", index, "names"), each.names) for index, each in filed.indicators()),
        *((("indicators", index, "shorts"), each.shorts) for index, each in filed.indicators()),
    ]
    for steps, names in named:
        for code in names:
            if not LANGUAGE_CODE.fullmatch(code):
                what, expected = f"`{code}` is no code of a language", "a code such as `sr`, `sr-Latn` or `tr`"
                hint = "two or three letters; perhaps a hyphen and a script"
                yield Problem(filed.document.key(*steps, code), "not-a-language", what, expected, hint)


CHECKS: tuple[Callable[[Filed], Iterator[Problem]], ...] = (
    names, formulas, dates_out_of_order, wrong_targets, wrong_articles, untranslated, no_languages
)  # fmt: skip
"""What is looked for in a logframe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a formula may name."""

    series: Mapping[str, Series]
    formulas: Mapping[str, str]
    instruments: Mapping[str, Collection[str]]
    """Numbers of the articles that are assessed, by instrument."""

    def of(self, kind: Kind) -> tuple[str, ...]:
        """The ids of one kind."""
        match kind:
            case "indicator":
                return tuple(self.formulas)
            case "instrument":
                return tuple(self.instruments)
            case "item":
                return ITEMS
            case _:
                return tuple(self.series)


def formula_faults(text: str, names: Names, mixed: str | None = None) -> tuple[Fault, ...]:
    """Every mistake in a formula, in the order of the text; `mixed` is the reason to relate two units, if there is one."""
    term = parse(text)
    if isinstance(term, Fault):
        return (term,)
    faults = [*_faults(term, "quantity", names), *(() if mixed else _mixed(term, names))]
    if "money" in _units(term, names):
        what = "the value would be money in the currency in which it is printed"
        faults.append(Fault(term.at, "currency-not-converted", what, *_IN_EURO))
    return tuple(sorted(faults, key=lambda fault: fault.at))


def _faults(term: Term, kind: Kind, names: Names) -> Iterator[Fault]:
    if isinstance(term, Name):
        yield from _unknown(term, "series" if kind == "quantity" else kind, names)
    elif kind != "quantity":
        yield Fault(term.at, "wrong-argument", f"a function stands where the id of {_a(kind)} belongs", _a(kind))
    elif term.function not in FUNCTIONS:
        hint = closest(term.function, FUNCTIONS)
        yield Fault(term.at, "unknown-function", f"there is no function `{term.function}`", " | ".join(FUNCTIONS), hint)
    else:
        yield from _call_faults(term, FUNCTIONS[term.function], names)


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _unknown(name: Name, kind: Kind, names: Names) -> Iterator[Fault]:
    known = names.of(kind)
    if name.text not in known:
        hint = closest(name.text, known)
        if kind == "series" and name.text in FUNCTIONS:
            hint = f"`{name.text}` is a function; write its arguments in brackets"
        expected = f"{ITEMS[0]} to R.40, or IO.1 to {ITEMS[-1]}" if kind == "item" else f"the id of {_a(kind)}"
        yield Fault(name.at, f"unknown-{kind}", f"there is no {kind} `{name.text}`", expected, hint)


def _call_faults(call: Call, function: Function, names: Names) -> Iterator[Fault]:
    wanted, count = len(function.takes), len(call.arguments)
    if count < wanted or (count > wanted and not function.repeats):
        expected = f"{'at least ' if function.repeats else ''}{wanted}"
        yield Fault(call.at, "wrong-argument", f"`{call.function}` has {count} arguments", expected)
    kinds = function.takes + (function.takes[-1:] if function.repeats else ()) * max(count - wanted, 0)
    for argument, kind, weight in zip(call.arguments, kinds, call.weights, strict=False):
        yield from _faults(argument, kind, names)
        if function.weights and not weight:
            yield Fault(argument.at, "wrong-argument", "the argument has no weight", "a weight, as in `x: 20`")
        if weight is not None and not function.weights:
            yield Fault(argument.at, "wrong-argument", f"`{call.function}` takes no weights", "the argument alone")
    yield from chain.from_iterable(_option_faults(call, option, function, names) for option in call.options)
    for name in function.required:
        if name not in {option.name for option in call.options}:
            yield Fault(call.at, "wrong-option", f"`{call.function}` lacks `{name}`", f"`{name}=` and a number")
    yield from _unit_faults(call, function, names)


def _option_faults(call: Call, option: Option, function: Function, names: Names) -> Iterator[Fault]:
    if option.name not in function.options:
        what = f"`{call.function}` has no option `{option.name}`"
        hint = closest(option.name, function.options)
        yield Fault(option.at, "wrong-option", what, " | ".join(function.options) or "no option", hint)
    elif option.name == "one_of":
        if not isinstance(option.value, tuple):
            yield Fault(option.at, "wrong-option", "`one_of` is a number", "ids of indicators, as in `I05|I06`")
        for name in option.value if isinstance(option.value, tuple) else ():
            yield from _unknown(name, "indicator", names)
    elif isinstance(option.value, tuple) or option.value.denominator != 1 or option.value < 1:
        yield Fault(option.at, "wrong-option", f"`{option.name}` is no whole number", "a whole number from 1")


_IN_EURO = ("an amount in euro", "write `to_eur(…)` around it")


def _unit_faults(call: Call, function: Function, names: Names) -> Iterator[Fault]:
    units = [_units(argument, names) for argument in call.arguments]
    for argument, counted in zip(call.arguments, units, strict=True):
        if "money" in counted and function.money == "converted":
            what = "an amount of money is used in the currency in which it is printed"
            yield Fault(argument.at, "currency-not-converted", what, *_IN_EURO)
        if "money" in counted and function.money == "never":
            yield Fault(argument.at, "wrong-argument", f"`{call.function}` is given money", "a count")
        if call.function == "to_eur" and counted and "money" not in counted:
            yield Fault(argument.at, "wrong-argument", "`to_eur` is given no money", "an amount of money")
        for name in terms(argument) if function.over_years else ():
            series = names.series.get(name.text) if isinstance(name, Name) else None
            if series is not None and not series.sums:
                what = f"`{series.id}` is added up over years, but it is a {series.kind}"
                yield Fault(name.at, "stock-added-up", what, "a series whose years may be added up")
    first = units[0] if units else ()
    for argument, counted in zip(call.arguments, units, strict=True):
        if function.same_unit and first and counted and counted != first:
            what = f"`{call.function}` mixes {'/'.join(first)} with {'/'.join(counted)}"
            yield Fault(argument.at, "mixed-units", what, "/".join(first))


def _mixed(term: Term, names: Names) -> Iterator[Fault]:
    """Shares of what is counted in one way in what is counted in another: persons of cases."""
    for call in terms(term):
        if not (isinstance(call, Call) and call.function in FUNCTIONS and FUNCTIONS[call.function].share):
            continue
        units = [set(_units(argument, names)) for argument in call.arguments]
        if len(units) == 2 and all(units) and not (units[0] <= units[1] or units[1] <= units[0]):
            above, below = ("/".join(_units(argument, names)) for argument in call.arguments)
            what = f"`{call.function}` relates {above} to {below}"
            hint = "take series that count the same thing, or say under `mixed_units` why the two may be related"
            yield Fault(call.arguments[1].at, "mixed-units", what, above, hint)


def _units(term: Term, names: Names) -> tuple[str, ...]:
    """What a term counts; nothing where it cannot be said."""
    match term:
        case Name(text):
            return names.series[text].unit if text in names.series else ()
        case Call(function) if function in FUNCTIONS and (counted := FUNCTIONS[function].counts):
            return (counted,)
        case Call(_, (first, *_)):
            return _units(first, names)
        case _:
            return ()


def series_of(text: str, formulas: Mapping[str, str], seen: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The series that a formula needs, through attainments too, each once, in the order of the text."""
    term = parse(text)
    return () if isinstance(term, Fault) else tuple(dict.fromkeys(_series_of(term, formulas, seen)))


def _series_of(term: Term, formulas: Mapping[str, str], seen: frozenset[str]) -> Iterator[str]:
    match term:
        case Name(text):
            yield text
        case Call("score" | "worst_rating"):
            return
        case Call("attainment", (Name(text),)):
            if text in formulas and text not in seen:
                yield from series_of(formulas[text], formulas, seen | {text})
        case Call(_, arguments):
            for argument in arguments:
                yield from _series_of(argument, formulas, seen)
