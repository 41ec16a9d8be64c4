"""Where facts come from."""

from typing import Literal

from compliance.model.dates import Day, PartialDate
from compliance.model.record import WebAddress, record

Quality = Literal["official", "treaty-record", "court", "law-text", "academic", "ngo", "press", "secondary"]


@record
class Copy:
    """A copy of a document, stored in the country's folder `documents/`; of whatever kind, it is never opened."""

    file: str
    """Its name there: `letter-2026.docx`."""
    sha256: str
    """SHA-256 of it; `compliance evidence add` writes it."""
    size: int
    """Its bytes."""
    stored: Day
    """When it was stored."""
    by: str
    """Who stored it."""


@record
class Source:
    """One document that was consulted."""

    id: str
    """Short id by which other files refer to it."""
    document: str
    """Author, title and date, as a reader would look it up."""
    publisher: str | None = None
    """Who published it, where that is not its author."""
    date: PartialDate | None = None
    """Date of the document, as exact as it says itself."""
    language: str | None = None
    """Language code of the document."""
    url: WebAddress | None = None
    """Where it was seen."""
    quality: Quality | None = None
    """What kind of document it is; empty where nobody has judged it."""
    note: str | None = None
    """What to know before relying on it."""
    copies: tuple[Copy, ...] = ()
    """Copies of it that are stored, such as a judgment, a letter or a table of figures, with its annexes."""


@record
class Sources:
    """The documents consulted for one country."""

    country: str
    """Id of the country: its folder's name."""
    sources: tuple[Source, ...] = ()
    """The documents."""
