"""The log of a country: who changed what, when and why; one line a change, only ever added to."""

from datetime import datetime
from typing import Literal

from compliance.model.checklist import Cause
from compliance.model.record import record

Deed = Literal["imported", "step", "rating", "remark", "assigned", "adjudicated", "accepted", "evidence", "seal"]
"""What was done: answers or entries of registers brought in, a step towards adoption, a re-rating, a remark, a reply or
that one is settled, work assigned, a third rating given, an answer accepted, a text stored, a seal."""


@record
class Change:
    """One field that changed; a text longer than 60 characters is cut, with an ellipsis, to where it differs."""

    about: str | None = None
    """The criterion, the article, the act or the document; none where the field is of the file as a whole."""
    field: str
    """The field, as the file names it; into a list by number, from 1: `gap`, `recommendation.text`, `legal_basis.2.gist`."""
    old: str | None = None
    """What stood there; none where nothing did."""
    new: str | None = None
    """What stands there since; none where nothing does."""


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
    """Of a re-rating the criterion, of a text the act."""
    old: str | None = None
    """Of a step, a re-rating, a text or a seal: what stood before. Imports up to 2026 have a count in `new` alone."""
    new: str | None = None
    """What stands since."""
    changes: tuple[Change, ...] = ()
    """Every other field that changed, from which value to which."""
    cause: Cause | None = None
    """Of a re-rating: why the rating changed."""
    why: str | None = None
    """The reason, in words."""
    before: str | None = None
    """SHA-256 of the file's text before; none where there was no file."""
    after: str
    """SHA-256 of the file's text after."""

    @property
    def changed(self) -> tuple[Change, ...]:
        """Everything that changed, what the line is about first."""
        if self.old is None and self.new is None:
            return self.changes
        return (Change(about=self.about, field=_FIELDS.get(self.what, ""), old=self.old, new=self.new), *self.changes)


_FIELDS: dict[Deed, str] = {"step": "status", "rating": "rating", "evidence": "text", "seal": "seal"}
"""The field of which a line says `old` and `new` itself."""
