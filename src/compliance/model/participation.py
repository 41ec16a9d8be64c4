"""What binds a country: signature, ratification, entry into force, reservations and declarations."""

from collections.abc import Mapping
from typing import Literal

from compliance.model.dates import PartialDate
from compliance.model.record import record

Status = Literal["party", "signatory", "non-party"]
DepositKind = Literal["reservation", "declaration", "notification", "territorial", "interpretative"]
Means = Literal["signature", "ratification", "acceptance", "approval", "accession", "succession"]
Effect = Literal["excludes", "narrows", "manner", "none"]


@record
class Step:
    """A dated act of a State towards a treaty."""

    date: PartialDate
    """When."""
    means: Means | None = None
    """By what, where it matters."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which the date was seen; none means recalled."""
    note: str | None = None
    """What to know about the date, such as a rival one."""


@record
class Deposit:
    """A reservation, declaration or notification deposited with the depositary."""

    id: str
    """Id within the country, such as `ba-185-24`."""
    kind: DepositKind
    """What it is."""
    provisions: tuple[str, ...]
    """The provisions that it names."""
    criteria: tuple[str, ...] = ()
    """The criteria that it touches."""
    effect: Effect
    """Excludes the criteria, narrows them, states the manner, or has no effect on the score."""
    deposited: PartialDate | None = None
    """When it was deposited or registered."""
    withdrawn: PartialDate | None = None
    """When it was withdrawn."""
    permitted_by: str | None = None
    """Id of the ground in the instrument that permits it; none makes it a legal finding without effect."""
    gist: str
    """What it says, in our words."""
    evidence: Literal["text-seen", "not-verified"] = "not-verified"
    """Whether its text was seen; what is not verified has no effect on what binds, which is then not known."""
    document: PartialDate | None = None
    """Date of the document in which its text was seen."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which it was seen; none means recalled."""
    note: str | None = None
    """What to know about it, such as what is missing to verify it."""


@record
class Participation:
    """How a country stands to one treaty."""

    status: Status
    """Party, signatory, or neither."""
    signed: Step | None = None
    """Signature."""
    bound: Step | None = None
    """Ratification, acceptance, approval, accession or succession."""
    in_force: Step | None = None
    """Entry into force for the country."""
    reservations: Literal["known", "unknown"] = "unknown"
    """Whether all its deposits are known; if not, what binds it cannot be said."""
    deposits: tuple[Deposit, ...] = ()
    """The deposits that are known."""
    sources: tuple[str, ...] = ()
    """Ids of the documents behind the status."""
    note: str | None = None
    """What to know about it."""


@record
class Participations:
    """How one country stands to every treaty of interest."""

    country: str
    """Id of the country: its folder's name."""
    instruments: Mapping[str, Participation]
    """By instrument: those assessed, and related treaties such as `ets-189` and `cets-224`."""
    note: str | None = None
    """The country's position towards the organisation, where it explains the rest."""
    note_sources: tuple[str, ...] = ()
    """Where the note comes from."""
