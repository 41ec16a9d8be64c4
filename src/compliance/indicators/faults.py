"""What can be wrong in a formula: names, arguments, options, units. Each fault has its place in the text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from compliance.indicators.external import ITEMS
from compliance.indicators.formula import Call, Fault, Name, Option, Term, parse, terms
from compliance.indicators.functions import FUNCTIONS, Function, Kind
from compliance.model.statistics import Series
from compliance.problems import closest


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
