"""What treaty bodies and reviews found about a country and asked of it; never a rating, never converted into one."""

from typing import Literal

from compliance.model.dates import PartialDate
from compliance.model.record import record

FollowUpState = Literal["open", "reported", "closed", "unknown"]
"""What became of a finding: nothing yet, the country reported on it, the body closed it, or no source seen says."""


@record
class FollowUp:
    """What became of a finding."""

    state: FollowUpState
    """Open, reported on by the country, closed by the body, or unknown."""
    text: str | None = None
    """What was done or said, in our words."""
    date: PartialDate | None = None
    """When."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which it was seen; none means recalled."""


@record
class Finding:
    """One finding or request of a body."""

    id: str
    """Id within the country, such as `rs-cop198-2023-11-art-11`."""
    body: str
    """Who found it, such as `Conference of the Parties to CETS No. 198`."""
    document: str
    """The document that says so, as a reader would look it up."""
    date: PartialDate
    """Date of the document."""
    instrument: str | None = None
    """Id of the instrument that it concerns; empty where it concerns none on file."""
    articles: tuple[str, ...] = ()
    """Articles or paragraphs as cited: `11`, `25(2)`."""
    criteria: tuple[str, ...] = ()
    """Criteria of the instrument on which it bears."""
    asked: str
    """What the body found or asked for, in our words."""
    follow_up: FollowUp | None = None
    """What became of it; empty where nobody has looked."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which it was seen; none means recalled, which is not printed as fact."""
    note: str | None = None
    """What to know about it."""


@record
class Findings:
    """What bodies found about one country."""

    country: str
    """Id of the country: its folder's name."""
    findings: tuple[Finding, ...] = ()
    """The findings."""
