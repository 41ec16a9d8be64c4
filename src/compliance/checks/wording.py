"""Two texts word by word: what both have, and what only one of them has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that both texts have, or one of them alone."""

    kind: Kind
    text: str


def compared(before: Sequence[str], after: Sequence[str]) -> tuple[Piece, ...]:
    """The words of two texts in one line; what was removed stands before what was added in its place."""
    return tuple(_pieces(before, after))


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, first, last, start, end in steps:
        if last > first:
            yield Piece("same" if kind == "equal" else "removed", " ".join(before[first:last]))
        if end > start and kind != "equal":
            yield Piece("added", " ".join(after[start:end]))


def changed(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts word by word; white space makes no difference."""
    return compared(before.split(), after.split())
