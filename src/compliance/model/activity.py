"""How a project is published under the International Aid Transparency Initiative (IATI), beside its indicators."""

from fractions import Fraction
from typing import Literal

from compliance.model.dates import Day
from compliance.model.record import WebAddress, record

ActivityStatus = Literal["pipeline", "implementation", "finalisation", "closed", "cancelled", "suspended"]
Role = Literal["funding", "accountable", "extending", "implementing"]


@record
class Organisation:
    """An organisation that publishes the project or takes part in it."""

    name: str
    """Its name."""
    ref: str | None = None
    """Its identifier, whose beginning is a prefix of the list OrganisationRegistrationAgency; an organisation that publishes needs one."""
    type: str | None = None
    """The code of its type in the list OrganisationType; an organisation that publishes needs one."""


@record
class Participant:
    """What an organisation does in the project."""

    role: Role
    """Its role."""
    organisation: Organisation
    """The organisation."""


@record
class ActivityDates:
    """When the project began and ends; the day on which it began, or was to begin, is known."""

    planned_start: Day | None = None
    """When it was to begin."""
    actual_start: Day | None = None
    """When it began."""
    planned_end: Day | None = None
    """When it is to end."""
    actual_end: Day | None = None
    """When it ended."""


@record
class Sector:
    """What the project is about."""

    code: str
    """A code of the list Sector, the purpose codes of the OECD with five digits, such as `15130`."""
    percentage: Fraction | None = None
    """Its share of the project; needed where there are several, which make 100 together."""


@record
class Recipient:
    """For whom the project is: a country of the folder, or a region."""

    country: str | None = None
    """Id of the country; its two-letter code is published."""
    region: str | None = None
    """A code of the list Region, such as `89` for Europe."""
    percentage: Fraction | None = None
    """Its share of the project; needed where there are several, which make 100 together."""


@record
class Activity:
    """What a project says of itself when it is published."""

    identifier: str
    """Its identifier, which begins with that of the reporting organisation."""
    reporter: Organisation
    """Who publishes it."""
    title: str | None = None
    """Title; the logframe's where nothing is said."""
    description: str
    """What the project does."""
    status: ActivityStatus
    """How far it has come."""
    dates: ActivityDates
    """When it began and ends."""
    participants: tuple[Participant, ...]
    """Who takes part, funders among them."""
    recipients: tuple[Recipient, ...]
    """For whom it is."""
    sectors: tuple[Sector, ...]
    """What it is about."""
    indicator_uri: WebAddress | None = None
    """Where the definitions of the indicators can be read; published with each of them."""
