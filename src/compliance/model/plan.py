"""What a deliverable contains: sections, order, language and texts."""

from typing import Literal

from compliance.model.record import record

SectionKind = Literal[
    "summary",
    "how-to-read",
    "profile",
    "heat-map",
    "levels",
    "articles",
    "treaty-status",
    "external-ratings",
    "indicators",
    "recommendations",
    "losses",
    "path",
    "legal-sources",
    "unanswered",
    "agreement",
    "uncertainty",
    "method",
]


@record
class Planned:
    """One section of a deliverable."""

    section: SectionKind
    """Which section."""
    instrument: str | None = None
    """For a section about one treaty: which one."""
    title: str | None = None
    """Heading in the contents and at the head of the page, where it should differ."""
    text: str | None = None
    """A text of your own, printed under the heading."""


@record
class Plan:
    """The contents of one kind of deliverable."""

    id: str
    """Id: the file's name."""
    kind: Literal["country", "donor"]
    """Which deliverable it plans."""
    title: str
    """Kind of report, as the cover says it."""
    subtitle: str
    """One sentence under the country's name on the cover."""
    language: str
    """Language of the deliverable."""
    version: str
    """Edition printed on the cover and in the foot of every page."""
    notice: str
    """What every page of every deliverable says about its standing."""
    disclaimer: str
    """The disclaimer on the cover and in the workbook."""
    unit: str = "country"
    """What is assessed, as a sentence calls it: `country`, `office`, `court`."""
    instruments: tuple[str, ...]
    """The instruments reported, in order."""
    sections: tuple[Planned, ...] = ()
    """The sections of a country report, in order; the two pages for a donor have none."""
    attribution: str | None = None
    """For a donor: what the project claims to have contributed, and that others decided."""
