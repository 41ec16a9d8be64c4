"""What leaves for other programs: text for a terminal, in which nothing is a command, and cells that no spreadsheet computes."""

from __future__ import annotations

import re

COMPUTED = ("=", "+", "-", "@", "\t", "\r")
"""With what a text begins that a spreadsheet takes for a formula."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(/[0-9]+)?")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Controls, hidden line breaks, halves of a character, tags, and what turns the direction of writing around."""


def escaped(text: str) -> str:
    """A text for a terminal: whatever moves a cursor, colours, hides or turns is written out, as JSON writes it too."""
    return _UNSEEN.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


def in_csv(cell: object) -> object:
    """A cell of a table that is opened in a spreadsheet: text that would be computed stays text, numbers stay numbers."""
    computed = isinstance(cell, str) and cell.startswith(COMPUTED) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if computed else cell
