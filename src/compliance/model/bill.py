"""Bills: what a criterion's answer would be if a draft became law."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from compliance.model.checklist import Response
from compliance.model.dates import PartialDate
from compliance.model.record import record

BillStatus = Literal["prepared", "in-consultation", "in-parliament", "adopted", "withdrawn"]


@record
class Bill:
    """A draft law and the responses that it would change; it never touches the rating of the law in force."""

    id: str
    """Id: the file's name."""
    country: str
    """Id of the country: the folder's name."""
    title: str
    """Title in English."""
    original: Mapping[str, str] = field(default_factory=dict)
    """Title in the original, by language code."""
    act: str | None = None
    """Id of the bill in `legislation.yaml`, where it is registered."""
    status: BillStatus
    """How far it has come."""
    introduced: PartialDate | None = None
    """When it was published or introduced."""
    expected: PartialDate | None = None
    """When it is expected to enter into force."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which it was seen."""
    note: str | None = None
    """What to know about it."""
    responses: Mapping[str, Mapping[str, Response]]
    """By instrument and criterion: the answer as it would be; it takes the place of the answer in force."""
