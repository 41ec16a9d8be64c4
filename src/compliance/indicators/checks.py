"""What can be wrong in a logframe beyond its form: formulas, ids, dates, targets. Each problem has its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from compliance.indicators.faults import Names, formula_faults, series_of
from compliance.indicators.formula import Call, Fault, Name, parse, terms
from compliance.model.logframe import CountryPlan, Indicator, Logframe
from compliance.model.record import LANGUAGE_CODE
from compliance.model.statistics import SeriesRegister
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
