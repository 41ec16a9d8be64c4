"""Deadlines as a calendar file (RFC 5545): an event of a whole day for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from compliance import figures
from compliance.queries.deadlines import Deadline, joined, named

FAMILY = UUID("7f0c9a52-6a8e-5d0b-9a1f-3c1d5b7e2a44")
"""What the ids of events are derived from, so that a newer file takes the place of an older one in a calendar."""


def calendar(deadlines: Iterable[Deadline], person: str | None) -> bytes:
    """Deadlines, of a person where one is named, as the bytes of an .ics file; equal deadlines give equal bytes."""
    book = Calendar()
    book.add("version", "2.0")
    book.add("prodid", "-//compliance//deadlines//EN")
    book.add("x-wr-calname", f"Deadlines of {person}" if person else "Deadlines")
    for deadline in joined(deadlines):
        book.add_component(_event(deadline, person))
    return bytes(book.to_ical())


def _event(deadline: Deadline, person: str | None) -> Event:
    count = len(deadline.waiting)
    waits = f"Waiting: {', '.join(deadline.waiting)}." if count else "Nothing is waiting."
    to_do = f"{figures.number(count)} of {figures.number(deadline.of)} to do. {waits}"
    event = Event()
    event.add("uid", str(uuid5(FAMILY, "\n".join((*deadline.key, person or "")))))
    event.add("dtstamp", datetime.combine(deadline.changed, time(), UTC))
    event.add("dtstart", deadline.due)
    event.add("dtend", deadline.due + timedelta(days=1))  # the first day after it
    event.add("summary", f"{'Done: ' if deadline.is_done else ''}{deadline.subject} ({deadline.name})")
    event.add("description", f"{named(deadline)}\n{to_do}")
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because something is due
    return event
