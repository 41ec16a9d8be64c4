"""The upkeep of the catalogues: the words that Babel collects from the plans, and how much is translated.

`python -m compliance.catalogues` prints the second; what is not translated appears in English.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Collection, Iterator, Mapping
from typing import IO, NamedTuple

from babel.messages.pofile import read_po

from compliance.language import LOCALES
from compliance.source import parse

WORDS = ("title", "subtitle", "notice", "disclaimer")
"""The fields of a plan whose words are translated, where a catalogue has them."""
Collected = tuple[int, str, str, list[str]]
"""A line, the name of a function, a text, comments: what Babel asks for."""


def of_plan(
    stream: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001  # Babel gives all of these, by these names
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, object],  # noqa: ARG001
) -> Iterator[Collected]:
    """The words of a plan, for `pybabel extract`."""
    document, problems = parse("plan", stream.read().decode("utf-8"))
    if document is None or not isinstance(document.data, dict):
        raise ValueError(f"a plan that cannot be read: {problems}")
    for name in WORDS:
        text = document.data.get(name)
        if isinstance(text, str):
            yield document.at(name).line, "_", text, []


class Coverage(NamedTuple):
    """How many of the texts of a catalogue are translated."""

    language: str
    translated: int
    texts: int

    def __str__(self) -> str:
        return f"{self.language:<4} {self.translated:>5,} of {self.texts:,} texts translated"


def coverage() -> tuple[Coverage, ...]:
    """The coverage of each catalogue, by language; a plural counts where all its forms are there."""
    return tuple(_coverage(file.stem, file.read_bytes()) for file in sorted(LOCALES.glob("*.po")))


def _coverage(language: str, catalogue: bytes) -> Coverage:
    messages = [message for message in read_po(io.BytesIO(catalogue), abort_invalid=True) if message.id]
    forms = [(message.string,) if isinstance(message.string, str) else message.string for message in messages]
    return Coverage(language, sum(all(form or ()) for form in forms), len(messages))


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in coverage())
