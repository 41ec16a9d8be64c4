"""Texts inside a part: of one piece, or of several with formats of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .archive import Part

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Lettered(Part):
    """A part with texts; what only tells how to speak one is left out."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        """A text begins, unless it tells how to speak another."""
        if name == "t" and "rPh" not in self.path:
            self.reads = True

    def end(self, name: str) -> None:
        """A text ends."""
        if name == "t":
            self.reads = False


def plain(text: str) -> str:
    """A text without the escapes of characters that XML cannot hold."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
