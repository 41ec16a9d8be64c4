"""The seal on a finished assessment: everything that it was made from and every figure that it came to."""

from collections.abc import Mapping
from dataclasses import field

from compliance.model.dates import Day
from compliance.model.record import record


@record
class Before:
    """The seal that this one follows."""

    number: str
    """Its number."""
    sha256: str
    """SHA-256 of its text."""


@record
class SealedLog:
    """The log of the country as it was sealed; it is only ever added to."""

    lines: int
    """How many lines it had."""
    sha256: str
    """SHA-256 of these lines."""


@record
class SealedAnswer:
    """One answer as it was sealed."""

    rating: str
    """Its rating, the third where two evaluators differed; levels of government as `state: met; north: partly`."""
    sha256: str
    """SHA-256 of its data, whatever their layout."""


@record
class SealedChecklist:
    """One checklist as it was sealed."""

    head: str
    """SHA-256 of everything in it but the answers."""
    answers: Mapping[str, SealedAnswer]
    """Its answers, by criterion."""


@record
class Seal:
    """One seal; it is never changed, a later one names it."""

    country: str
    """Id of the country: the folder's name."""
    cycle: str
    """The round of assessment: the folder's name."""
    number: str
    """The first seal of a cycle has 1; the number stands in the name of the file."""
    on: Day
    """When it was put on."""
    by: str
    """Who put it on."""
    why: str | None = None
    """Why a new seal was needed; empty on the first."""
    before: Before | None = None
    """The seal that this one follows; none for the first."""
    method: str
    """Version of the method: of the part of the program that computes."""
    versions: Mapping[str, str]
    """The program, and the edition of each instrument."""
    inputs: Mapping[str, str]
    """SHA-256 of the text of every file that the figures rest on."""
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every other file that the assessment and its reports were made from: texts of acts, bills, plans, texts
    for reports, allowed signers. A text is taken with plain line ends, anything else byte by byte. Seals of the first
    form have none."""
    log: SealedLog | None = None
    """The log of the country up to the seal; none where it had no line."""
    checklists: Mapping[str, SealedChecklist]
    """The checklists, by instrument."""
    figures: Mapping[str, str]
    """Every figure, exactly, by what it is."""
    deliverables: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the bytes of the deliverables that were sent out, by file name."""
    signed_with: str | None = None
    """Fingerprint of the key that it is signed with, `SHA256:…`; the signature lies beside it. None where nobody signs."""
