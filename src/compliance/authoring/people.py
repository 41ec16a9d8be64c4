"""Who may do what to a checklist."""

from compliance.model.people import folded


def same_person(a: str, b: str) -> bool:
    """Whether two names are of one person: case, spaces and punctuation make no other name."""
    return folded(a) == folded(b)
