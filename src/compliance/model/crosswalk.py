"""What the criteria of two instruments have to do with each other; an official rating is never converted into ours."""

from typing import Literal

from compliance.model.record import record

Relation = Literal["equal", "wider", "narrower", "overlaps"]
"""How the first stands to the second: asks the same, asks that and more, asks a part of it, or shares a subject."""


@record
class Tie:
    """Two provisions that ask for something in common."""

    first: str
    """Criterion or article of the first instrument."""
    second: str
    """Criterion of the second instrument, or item of a standard that has no criteria here."""
    relation: Relation
    """How the first stands to the second: `wider` means that it asks for everything that the second asks, and more."""
    reason: str
    """Why, in our words."""


@record
class Crosswalk:
    """The ties between two instruments."""

    id: str
    """Id: the file's name."""
    first: str
    """Id of the first instrument."""
    second: str
    """Id of the second instrument, or of a standard that has no criteria here, such as `fatf`."""
    drawn_from: str
    """What the relations rest on, and how far they were checked."""
    ties: tuple[Tie, ...]
    """The ties, in the order of the first instrument."""
