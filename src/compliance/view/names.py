"""Names of countries: in which order they stand, and which footnotes they need."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from compliance.indicators.values import IndicatorReport
from compliance.model.instrument import Instrument
from compliance.model.plan import Plan
from compliance.scoring.values import Assessment, Item
from compliance.workspace import Workspace


def in_order(workspace: Workspace, countries: Sequence[str]) -> tuple[str, ...]:
    """Some countries with a folder, or all of them, in the order of the jurisdictions."""
    order = (jurisdiction.id for jurisdiction in workspace.listed())
    return tuple(id_ for id_ in order if id_ in workspace.countries and (not countries or id_ in countries))


def designations(workspace: Workspace, on: date, texts: Sequence[str]) -> tuple[str, ...]:
    """The obligatory footnotes of the designations that occur in some texts."""
    if workspace.jurisdictions is None:
        return ()
    notes = {note.id: note.called() for note in workspace.jurisdictions.value.footnotes}
    return tuple(
        notes[jurisdiction.footnote]
        for jurisdiction in workspace.listed()
        if jurisdiction.footnote in notes and any(jurisdiction.name(on) in text for text in texts)
    )


def country_name(workspace: Workspace, report: IndicatorReport) -> str:
    """The name of the country of a report, on the day of its latest value."""
    jurisdiction, now = workspace.jurisdiction(report.country), report.status.now
    if jurisdiction is None:
        return report.country
    return jurisdiction.name(now.as_of) if now else jurisdiction.names[-1].text["en"]


def texts_of(value: Any) -> Iterator[str]:
    """Every text inside the value of a document or a page; exact scores, plans and instruments are data and no words of it."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        else:
            waiting += reversed(_inside(cast("Hashable", type(value)))(value))


@cache  # there are hundreds of thousands of values in a document, of some hundred kinds
def _inside(kind: type[Any]) -> Callable[[Any], Sequence[object]]:
    """What gives the values inside a value of a kind, in their order."""
    if issubclass(kind, (tuple, list)):
        return lambda value: value
    if issubclass(kind, Mapping):
        return lambda value: tuple(value.values())
    has_words = is_dataclass(kind) and not issubclass(kind, (Assessment, Item, Plan, Instrument))
    names = [field.name for field in fields(kind)] if has_words else []
    return lambda value: [getattr(value, name) for name in names]
