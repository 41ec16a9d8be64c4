"""What Babel collects beside the program's own texts: the words that stand on the covers of the plans."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO

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
