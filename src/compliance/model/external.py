"""Official ratings by other bodies, shown beside ours and never converted."""

from typing import Literal

from compliance.model.dates import PartialDate
from compliance.model.record import record


@record
class ExternalRating:
    """One official rating."""

    body: str
    """Who gave it, such as `MONEYVAL`."""
    item: str
    """What was rated, such as `R.3` or `IO.7`."""
    title: str | None = None
    """Short title of the item."""
    scale: Literal["technical-compliance", "effectiveness", "other"]
    """Whose scale: C LC PC NC NA, or high substantial moderate low."""
    rating: str
    """As the body prints it, such as `LC`."""
    previous: str | None = None
    """The rating before, where the report says so."""
    report: str
    """The report that gives it."""
    date: PartialDate | None = None
    """Date of the report."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which it was seen; none means recalled."""
    note: str | None = None
    """What to know, such as that a later report exists."""


@record
class ExternalNote:
    """A fact about official assessments that is no single rating."""

    date: PartialDate | None = None
    """When."""
    text: str
    """What."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which it was seen; none means recalled."""


@record
class ExternalRatings:
    """Official ratings of one country."""

    country: str
    """Id of the country: its folder's name."""
    ratings: tuple[ExternalRating, ...] = ()
    """The ratings."""
    not_seen: tuple[str, ...] = ()
    """Items whose rating no source seen gives."""
    notes: tuple[ExternalNote, ...] = ()
    """What else is known, in order of date."""
