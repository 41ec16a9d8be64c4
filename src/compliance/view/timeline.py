"""The dated events of law reform: laws adopted and in force, secondary law, bills, recommendations due, treaty steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import assert_never

from compliance import figures
from compliance.language import N_, _, ngettext
from compliance.model.bill import Bill
from compliance.model.dates import PartialDate
from compliance.model.legislation import Act, LegalStatus
from compliance.view import words
from compliance.view.context import Context
from compliance.view.values.progress import EventView, LineView, Mark, RegisterView, TimelineView, is_waiting

SECONDARY = frozenset(("by-law", "strategy", "court-decision"))
"""Kinds of acts that are made under a law, or apply it."""
LANES = (N_("treaties"), N_("laws"), N_("secondary law"), N_("bills"), N_("recommendations"))
"""The rows of the chart, from above."""


MARKS: Mapping[str, Mark] = {
    N_("signed"): "begun",
    N_("ratified or acceded"): "begun",
    N_("adopted"): "begun",
    N_("decided"): "begun",
    N_("published"): "begun",
    N_("introduced"): "begun",
    N_("in force"): "in-force",
    N_("out of force"): "ended",
    N_("expected in force"): "expected",
    N_("due"): "expected",
}
"""What the chart marks each event with."""


def timeline_view(context: Context, instruments: Sequence[str], register: RegisterView | None) -> TimelineView | None:
    """Everything dated in the reform of a country's law; none where nothing has a date."""
    acts = [act for act in context.acts.values() if act.kind != "treaty-law"]
    events = sorted(
        (
            *_treaties(context, instruments),
            *(event for act in acts for event in _act(context, act)),
            *(event for bill in context.country.bills.values() for event in _bill(context, bill.value)),
            *_due(context, instruments),
        ),
        key=lambda event: (event.day, LANES.index(event.lane), event.what),
    )
    if not events:
        return None
    return TimelineView(
        headline=_headline(events), lead=_lead(acts, register), events=tuple(events), lines=_lines(events)
    )


def _event(
    on: date, day: PartialDate | date | None, named: tuple[str, str, str], note: str = ""
) -> Iterator[EventView]:
    """An event in a lane, of a kind, of something, if its date is known."""
    if day is None:
        return
    lane, kind, what = named
    first, last = (day, day) if isinstance(day, date) else (day.first, day.last)
    yield EventView(
        day=first,
        last=last,
        mark=MARKS[kind],
        when=words.when(day),
        kind=_(kind),
        lane=lane,
        what=what,
        note=note,
        ahead=first > on,
    )


def _treaties(context: Context, instruments: Sequence[str]) -> Iterator[EventView]:
    """Signature, ratification and entry into force of the treaties reported."""
    filed = context.country.participation
    for id_ in instruments:
        participation = filed.value.instruments.get(id_) if filed else None
        if participation is None:
            continue
        steps = (participation.signed, participation.bound, participation.in_force)
        name = context.workspace.instruments[id_].value.called_shortly()
        for step, kind in zip(steps, ("signed", "ratified or acceded", "in force"), strict=True):
            yield from _event(context.on, step.date if step else None, ("treaties", kind, name))


def _act(context: Context, act: Act) -> Iterator[EventView]:
    lane = "secondary law" if act.kind in SECONDARY else "laws"
    if _is_bill(act):
        return  # its bill says more
    level = context.level(act.part) if act.part else None
    replaced = [context.acts[id_].short for id_ in act.replaces if id_ in context.acts]
    # Without a last day on file, a repealed act would look like one in force; the note prevents that.
    gone = words.ACT_STATUS[act.status] if _without_force(act.status) and not act.until else None
    replaces = _("replaces %(acts)s") % {"acts": figures.listed(replaced)} if replaced else None
    note = "; ".join(filter(None, (level, gone, replaces)))
    first = "decided" if act.kind == "court-decision" else "adopted"
    yield from _event(context.on, act.adopted, (lane, first, act.short), note)
    if act.adopted is None and act.in_force is None:
        yield from _event(context.on, act.published, (lane, "published", act.short), note)
    # A day alone counts once: adopted and in force on the same day is one line.
    if act.in_force != act.adopted:
        yield from _event(context.on, act.in_force, (lane, "in force", act.short), note if act.adopted is None else "")
    if act.until:
        # A law is out of force on the day after its last.
        after = act.until.last + timedelta(days=1) if act.until.first == act.until.last else act.until
        yield from _event(context.on, after, (lane, "out of force", act.short))


def _without_force(status: LegalStatus) -> bool:
    match status:
        case "repealed" | "not-in-force":
            return True
        case "in-force" | "bill" | "unknown":
            return False
        case _:
            assert_never(status)


def _is_bill(act: Act) -> bool:
    return act.status == "bill" or act.kind == "bill"


def _bill(context: Context, bill: Bill) -> Iterator[EventView]:
    stage = words.BILL_STATUS[bill.status]
    yield from _event(context.on, bill.introduced, ("bills", "introduced", bill.title), stage)
    match bill.status:
        case "prepared" | "in-consultation" | "in-parliament":
            yield from _event(context.on, bill.expected, ("bills", "expected in force", bill.title), stage)
        case "adopted" | "withdrawn":
            pass
        case _:
            assert_never(bill.status)


def _due(context: Context, instruments: Sequence[str]) -> Iterator[EventView]:
    """The days by which recommendations of the cycle should be carried out, those of one day together."""
    due: dict[date, set[str]] = {}
    for (cycle, id_), checklist in context.country.checklists.items():
        for response in checklist.value.responses.values() if cycle == context.cycle and id_ in instruments else ():
            advice = response.recommendation
            if advice and advice.due and is_waiting(advice.status):
                due.setdefault(advice.due, set()).add(advice.id)
    for day, ids in due.items():
        count = figures.count(len(ids), "recommendation").capitalize()
        yield from _event(context.on, day, ("recommendations", "due", count))


def _lines(events: Iterable[EventView]) -> tuple[LineView, ...]:
    """Events by what they happened to, kind by kind, the latest first."""
    things: dict[tuple[str, str], list[EventView]] = {}
    for event in events:
        things.setdefault((event.lane, event.what), []).append(event)
    order = sorted(things, key=lambda key: (LANES.index(key[0]), -things[key][-1].day.toordinal()))
    return tuple(
        LineView(
            lane=_(lane),
            what=what,
            cells=(_cell(events, "begun"), _cell(events, "in-force"), _cell(events, "ended", "expected")),
            note="; ".join(dict.fromkeys(event.note for event in events if event.note)) or figures.NOTHING,
        )
        for (lane, what), events in ((key, things[key]) for key in order)
    )


def _cell(events: Iterable[EventView], *marks: Mark) -> str:
    """When something began, is in force or ended; the column of what is in force needs no word for it."""
    marked = (event for event in events if event.mark in marks)
    dated = (event.when if event.mark == "in-force" else f"{event.kind} {event.when}" for event in marked)
    return "; ".join(dated) or figures.NOTHING


def _headline(events: Sequence[EventView]) -> str:
    """What comes next, or else what came last."""
    ahead = [event for event in events if event.ahead]
    event = ahead[0] if ahead else events[-1]
    text = _("Next, %(day)s: %(event)s") if ahead else _("Latest, %(day)s: %(event)s")
    name = {"bills": _("a bill"), "recommendations": event.what.lower()}.get(event.lane, event.what)
    note = f" ({event.note})" if event.note else ""
    return text % {"day": event.when, "event": f"{name}, {event.kind}{note}"}


def _lead(acts: Iterable[Act], register: RegisterView | None) -> str:
    """How many acts and recommendations have no date in any source seen."""
    laws = [act for act in acts if not _is_bill(act)]
    silent = sum(not (act.adopted or act.in_force or act.published or act.until) for act in laws)
    waiting = [row for row in register.rows if row.waiting] if register else []
    undated = sum(not row.due for row in waiting)
    counts = (_dated(len(laws), silent), *((_undated(undated, len(waiting)),) if undated else ()))
    rest = _("What has no date is not shown here.")
    return f"{'; '.join(counts)}. {rest}"


def _dated(acts: int, silent: int) -> str:
    if silent:
        text = ngettext(
            "Of %(acts)s on file, %(number)s has no date in the sources seen",
            "Of %(acts)s on file, %(number)s have no date in the sources seen",
            silent,
        )
        return text % {"acts": figures.count(acts, "act"), "number": figures.in_words(silent)}
    text = ngettext("The one act on file has a date", "All %(number)s acts on file have a date", acts)
    return text % {"number": figures.number(acts)}


def _undated(undated: int, waiting: int) -> str:
    values = {"recommendations": figures.count(waiting, "recommendation"), "number": figures.in_words(undated)}
    if undated == waiting:
        return _("no day is set for the %(recommendations)s still to be carried out") % values
    text = ngettext(
        "%(number)s of %(recommendations)s still to be carried out has no day",
        "%(number)s of %(recommendations)s still to be carried out have no day",
        undated,
    )
    return text % values
