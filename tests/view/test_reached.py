"""The day on which something becomes another word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from documents import DATA, inputs

from compliance.model.dates import PartialDate
from compliance.view.country import view_of
from compliance.view.values.progress import EventView


def events(**dates: str) -> list[EventView]:
    """What the timeline of Arcadia shows of one law; its checklist looks at the law of 30 June 2026."""
    read = inputs(DATA)
    country = read.workspace.countries["arcadia"]
    assert country.legislation
    register = country.legislation.value
    days: dict[str, Any] = {name: PartialDate.parse(day) for name, day in dates.items()}
    acts = tuple(replace(act, **days) if act.id == "coast-post-act" else act for act in register.acts)
    filed = replace(country.legislation, value=replace(register, acts=acts))
    countries = {**read.workspace.countries, "arcadia": replace(country, legislation=filed)}
    view = view_of(replace(read, workspace=replace(read.workspace, countries=countries)), "arcadia", "2026", "country")
    assert view.timeline
    return [event for event in view.timeline.events if event.what == "Coast Post Act"]


@pytest.mark.parametrize(
    ("when", "first", "last", "ahead"),
    [
        ("2026-06-30", "2026-06-30", "2026-06-30", False),
        ("2026-07-01", "2026-07-01", "2026-07-01", True),
        ("2026-06", "2026-06-01", "2026-06-30", False),
        ("2027", "2027-01-01", "2027-12-31", True),
    ],
)
def test_what_happens_on_the_day_reported_lies_not_ahead(when: str, first: str, last: str, *, ahead: bool) -> None:
    (event,) = events(in_force=when)
    assert (event.kind, event.ahead) == ("in force", ahead)
    assert (event.day.isoformat(), event.last.isoformat()) == (first, last)


def test_a_law_is_out_of_force_on_the_day_after_its_last() -> None:
    _, event = events(in_force="2012-03-01", until="2019-12-31")
    assert (event.kind, event.day, event.when) == ("out of force", date(2020, 1, 1), "1 January 2020")
