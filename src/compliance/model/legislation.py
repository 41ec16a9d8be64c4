"""The register of national acts."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from compliance.model.dates import Day, PartialDate
from compliance.model.record import WebAddress, record

Kind = Literal["constitution", "code", "act", "by-law", "treaty-law", "strategy", "bill", "court-decision", "other"]
LegalStatus = Literal["in-force", "repealed", "not-in-force", "bill", "unknown"]
Extent = Literal["whole", "parts", "excerpts"]
Wording = Literal["official", "copy", "translation"]


@record
class Text:
    """The text of an act, stored in the country's folder `texts/`."""

    file: str
    """Name of the document as it was retrieved: `rs-criminal-code.txt` or `.pdf`."""
    sha256: str
    """SHA-256 of it; `compliance evidence add` writes it."""
    words: str | None = None
    """Name of the plain text that was taken out of a PDF; quotes are looked for in it."""
    words_sha256: str | None = None
    """SHA-256 of the plain text."""
    language: str | None = None
    """Language code of the text."""
    retrieved: Day | None = None
    """When it was retrieved."""


@record
class Reading:
    """What was read of an act, and how recent the text was."""

    extent: Extent
    """The whole act, parts of it, or single passages."""
    parts: str | None = None
    """Which parts, as the reader noted them: `3-12, 25-35, 112`; empty for the whole."""
    consolidated_to: str | None = None
    """The last amendment in the text that was read, exactly as it stands in `amendments`; empty where the text is the act as first published."""
    as_of: PartialDate | None = None
    """Date of the consolidation, or of its last amendment; empty where nobody knows."""
    language: str | None = None
    """Language code of the text that was read."""
    text: Wording
    """An official publication, somebody else's copy of it, or a translation."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which it was read."""
    note: str | None = None
    """What to know before relying on it."""


@record
class Act:
    """One national act."""

    id: str
    """Id by which legal bases refer to it, such as `rs-criminal-code`."""
    kind: Kind
    """What kind of act it is."""
    title: str
    """Title in English."""
    short: str
    """Short title for tables, such as `Criminal Code`; unique within the country."""
    original: Mapping[str, str] = field(default_factory=dict)
    """Title in the original, by language code."""
    part: str | None = None
    """The part of the country whose act it is; empty for the State's."""
    gazette: str | None = None
    """Official gazette and number of the first publication."""
    amendments: tuple[str, ...] = ()
    """Gazette numbers of amendments, in order, as far as the sources list them."""
    status: LegalStatus = "unknown"
    """Whether it is in force, as far as the sources say."""
    adopted: PartialDate | None = None
    """When it was adopted."""
    published: PartialDate | None = None
    """When it was published, such as the year in the number of the gazette; it was surely not in force before."""
    in_force: PartialDate | None = None
    """Since when it is in force; empty where no source seen gives the date."""
    until: PartialDate | None = None
    """Last day in force."""
    repealed_by: str | None = None
    """Id of the act that repealed it, if the register has it."""
    replaces: tuple[str, ...] = ()
    """Ids of acts that it replaced."""
    url: WebAddress | None = None
    """Where the text can be read."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which the act was seen; none means recalled."""
    recalled: str | None = None
    """What about this entry nobody has seen in a source, such as an amendment's number."""
    text: Text | None = None
    """Its text, where it is stored; quotes are checked against it."""
    read: Reading | None = None
    """What was read of it."""
    note: str | None = None
    """What to know before relying on it."""


@record
class Legislation:
    """The national acts of one country."""

    country: str
    """Id of the country: its folder's name."""
    acts: tuple[Act, ...] = ()
    """The acts."""
