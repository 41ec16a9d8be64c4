"""What several countries lack, counted exactly: only what is surely lacking counts, and what is open is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compliance import figures
from compliance.model.instrument import Instrument
from compliance.view.regional.phrases import has, is_, many, of_all
from compliance.view.regional.stands import Across, good, short_of
from compliance.view.regional.values import SharedGapView, Stand

SHARED = 2
"""From so many countries on a gap is shared."""


def shared_gaps(items: Sequence[Across], names: Mapping[str, str], instrument: Instrument) -> tuple[SharedGapView, ...]:
    """What two or more countries surely lack: the most widely shared first, then in treaty order."""
    shared = [one for one in items if len(one.those("lacking")) >= SHARED]
    return tuple(_gap(one, names, instrument) for one in sorted(shared, key=lambda one: -len(one.those("lacking"))))


def _gap(one: Across, names: Mapping[str, str], instrument: Instrument) -> SharedGapView:
    by_stand = one.by_stand(names)
    return SharedGapView(
        criteria=one.criteria,
        provision=one.provision,
        title=one.article.title,
        core=one.first.core,
        duty=one.duty,
        by_stand=by_stand,
        finding=_finding(by_stand, good(instrument.scale)),
    )


def _finding(by_stand: Mapping[Stand, tuple[str, ...]], best: str) -> str:
    """How many of how many lack it, and how each of the others stands, such as `Six of seven fall short; one is unanswered`."""
    counts = {how: len(names) for how, names in by_stand.items()}
    total = sum(counts.values())
    rest = "; ".join(_others(counts, best))
    return f"{of_all(counts['lacking'], total).capitalize()} fall short{f'; {rest}' if rest else ''}."


def _others(counts: Mapping[Stand, int], best: str) -> Iterator[str]:
    said: Mapping[Stand, str] = {
        "good": best,
        "unsettled": "not settled",
        "unanswered": "unanswered",
        "not-applicable": "not applicable",
    }
    for how, word in said.items():
        if number := counts[how]:
            yield f"{figures.in_words(number)} {is_(number)} {word}"


def headline(found: Sequence[SharedGapView], instrument: Instrument, countries: int, unit: str) -> str:
    """What the most countries lack."""
    abbreviation = instrument.abbreviation
    if countries < SHARED:
        return f"{abbreviation}: one {unit} alone shares no gap"
    if not found:
        return f"{abbreviation}: no gap is surely shared by two {many(unit)}"
    who, what = _most(found, countries)
    return f"{abbreviation}: {who} fall short on {what}"


def _most(found: Sequence[SharedGapView], countries: int) -> tuple[str, str]:
    """How many share the widest gap, and what it is: a provision, or so many criteria."""
    most = len(found[0].by_stand["lacking"])
    first = [one for one in found if len(one.by_stand["lacking"]) == most]
    what = first[0].provision if len(first) == 1 else figures.count(len(first), "criterion", "criteria")
    return of_all(most, countries), what


def lead(found: Sequence[SharedGapView], items: Sequence[Across], instrument: Instrument, unit: str) -> str:
    """How gaps are counted, and how far that reaches."""
    known = sum(bool(one.those("good") or one.those("lacking")) for one in items)
    counted = (
        f"{figures.count(len(found), 'criterion', 'criteria').capitalize()} {is_(len(found))} surely lacking in two or more {many(unit)}."
        if found
        else f"Nothing is surely lacking in two or more {many(unit)}."
    )
    return (
        f"{counted} Each {unit} falls short where its answer is surely below {short_of(instrument.scale)}; what is unanswered or not settled "
        f"is no gap. Of {len(items)} criteria that count, {known} {has(known)} a sure answer in at least one {unit}."
    )


def most_shared(found: Sequence[SharedGapView], instrument: Instrument, countries: int, unit: str) -> str:
    """The most widely shared gap as part of a message."""
    if not found:
        return f"no gap is surely shared under {instrument.abbreviation}"
    who, what = _most(found, countries)
    title = f", {found[0].title}" if what == found[0].provision else ""
    return f"{who} {many(unit)} fall short on {what} of {instrument.abbreviation}{title}"
