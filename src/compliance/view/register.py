"""Every recommendation across the cycles: who should do what by when, and its status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from compliance import figures
from compliance.language import N_, NN_, Words, _, ngettext
from compliance.model.checklist import Recommendation
from compliance.model.instrument import Criterion, Instrument
from compliance.view import words
from compliance.view.values.progress import RegisterRow, RegisterView, Stage, is_waiting
from compliance.workspace import Country, Workspace

STATUSES: Words[Stage] = Words({
    "open": N_("open"),
    "drafted": N_("drafted"),
    "adopted": N_("adopted"),
    "dropped": N_("dropped"),
    "gone": N_("no longer listed"),
})  # fmt: skip
"""The status of a recommendation, in words."""
COUNTED: Mapping[Stage, tuple[str, str]] = {
    "open": NN_("%(number)s is open", "%(number)s are open"),
    "drafted": NN_("%(number)s is drafted", "%(number)s are drafted"),
    "adopted": NN_("%(number)s is adopted", "%(number)s are adopted"),
    "dropped": NN_("%(number)s is dropped", "%(number)s are dropped"),
    "gone": NN_("%(number)s is no longer listed", "%(number)s are no longer listed"),
}
"""How many recommendations have each status; a sentence counts them in the reverse order."""


class _Entry(NamedTuple):
    """A recommendation as it stands in the checklist of a cycle, beside a criterion."""

    cycle: str
    instrument: Instrument
    criterion: Criterion
    advice: Recommendation


def register_view(
    workspace: Workspace, country: Country, cycle: str, instruments: Sequence[str], on: date
) -> RegisterView | None:
    """Every recommendation up to a cycle, and what became of it; none where nothing was ever recommended."""
    cycles = tuple(earlier for earlier in country.cycles() if earlier <= cycle)
    by_id: dict[str, list[_Entry]] = {}
    for entry in _entries(workspace, country, cycles, instruments):
        by_id.setdefault(entry.advice.id, []).append(entry)
    if not by_id:
        return None
    rows = tuple(_row(entries, cycles, on) for entries in by_id.values())
    return RegisterView(headline=_headline(rows), lead=_lead(rows, cycles), cycles=cycles, rows=rows)


def _entries(
    workspace: Workspace, country: Country, cycles: Iterable[str], instruments: Sequence[str]
) -> Iterator[_Entry]:
    """Every recommendation in every cycle, treaty by treaty, in treaty order."""
    filed = [(id_, cycle) for id_ in instruments for cycle in cycles if (cycle, id_) in country.checklists]
    for id_, cycle in filed:
        instrument, responses = workspace.instruments[id_].value, country.checklists[cycle, id_].value.responses
        for criterion in instrument.criteria():
            response = responses.get(criterion.id)
            if response and response.recommendation:
                yield _Entry(cycle, instrument, criterion, response.recommendation)


def _row(entries: Sequence[_Entry], cycles: Sequence[str], on: date) -> RegisterRow:
    last = entries[-1].advice
    latest = max(entry.cycle for entry in entries)
    current = [entry for entry in entries if entry.cycle == latest]
    statuses = tuple(_status(entries, cycle) for cycle in cycles)
    overdue = last.due is not None and last.due < on and is_waiting(statuses[-1])
    return RegisterRow(
        id=last.id,
        instrument=", ".join(dict.fromkeys(entry.instrument.abbreviation for entry in current)),
        provisions=words.together([entry.criterion.provision for entry in current]),
        criteria=tuple((entry.instrument.id, entry.criterion.id) for entry in current),
        text=last.text,
        addressee=last.addressee or figures.NOTHING,
        effort=words.EFFORT[last.effort][1],
        due=", ".join(filter(None, (figures.day(last.due) if last.due else "", _("overdue") if overdue else ""))),
        overdue=overdue,
        stages=tuple(STATUSES[status] if status else figures.NOTHING for status in statuses),
        status=statuses[-1],
    )


def _status(entries: Iterable[_Entry], cycle: str) -> Stage | Literal[""]:
    """The status of a recommendation in a cycle: empty before it was made, `gone` where a later cycle no longer lists it."""
    listed = {entry.cycle: entry.advice.status for entry in entries}
    if cycle in listed:
        return listed[cycle]
    return "gone" if min(listed) < cycle else ""


def _headline(rows: Sequence[RegisterRow]) -> str:
    """How many recommendations have which status."""
    counts = [(word, sum(row.status == word for row in rows)) for word in COUNTED]
    every = figures.count(len(rows), "recommendation")
    if [word for word, count in counts if count] == ["open"]:
        text = ngettext(
            "%(recommendations)s is still open, none adopted",
            "%(recommendations)s are still open, none adopted",
            len(rows),
        )
        return text % {"recommendations": every.capitalize()}
    there = [(word, count) for word, count in reversed(counts) if count]
    texts = [ngettext(*COUNTED[word], count) % {"number": figures.in_words(count)} for word, count in there]
    return _("Of %(recommendations)s, %(counts)s") % {"recommendations": every, "counts": figures.listed(texts)}


def _lead(rows: Sequence[RegisterRow], cycles: Sequence[str]) -> str:
    """What changed since the cycle before, and what is overdue."""
    if not (overdue := sum(row.overdue for row in rows)):
        return _moved(rows, cycles)
    late = ngettext("%(number)s date has passed.", "%(number)s dates have passed.", overdue)
    return f"{_moved(rows, cycles)} {late % {'number': figures.in_words(overdue).capitalize()}}"


def _moved(rows: Sequence[RegisterRow], cycles: Sequence[str]) -> str:
    """How many recommendations moved on since the cycle before; where there is none, that each can be followed."""
    if len(cycles) == 1:
        return _("Each recommendation keeps its id from cycle to cycle, so that its way can be followed.")
    moved = sum(row.stages[-2] not in (figures.NOTHING, row.stages[-1]) for row in rows)
    new = sum(row.stages[-2] == figures.NOTHING for row in rows)
    values = {
        "first": cycles[-2],
        "last": cycles[-1],
        "recommendations": figures.count(moved, "recommendation"),
        "number": figures.in_words(new),
    }
    text = ngettext(
        "From %(first)s to %(last)s %(recommendations)s moved on, %(number)s is new; each keeps its id.",
        "From %(first)s to %(last)s %(recommendations)s moved on, %(number)s are new; each keeps its id.",
        new,
    )
    same = _("From %(first)s to %(last)s %(recommendations)s moved on; each keeps its id.")
    return (text if new else same) % values
