"""The log of a country: who changed what, when and why; one line a change, only ever added to."""

from datetime import datetime
from typing import Literal

from compliance.model.checklist import Cause
from compliance.model.record import record

Deed = Literal["imported", "step", "rating", "evidence", "seal"]
"""What was done: answers brought in, a step towards adoption, a re-rating, a text stored, a seal."""


@record
class Entry:
    """One change."""

    when: datetime
    """The moment, with its offset from universal time."""
    by: str
    """Who."""
    what: Deed
    """What was done."""
    file: str
    """The file that changed, from the country's folder."""
    cycle: str | None = None
    """The round of assessment."""
    instrument: str | None = None
    """Id of the instrument."""
    about: str | None = None
    """The criterion or the act, where the change is about one."""
    old: str | None = None
    """What stood before."""
    new: str | None = None
    """What stands since."""
    cause: Cause | None = None
    """Of a re-rating: why the rating changed."""
    why: str | None = None
    """The reason, in words."""
    before: str | None = None
    """SHA-256 of the file's text before; none where there was no file."""
    after: str
    """SHA-256 of the file's text after."""
