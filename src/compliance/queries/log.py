"""The log of a country for a terminal and for other programs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

from compliance.model.log import Deed, Entry
from compliance.workspace import Country

COLUMNS = ("when", "who", "what", "where", "from", "to", "why")
"""Heads of the table."""
DEEDS: dict[Deed, str] = {
    "imported": "answers imported",
    "step": "step",
    "rating": "re-rated",
    "evidence": "text stored",
    "seal": "sealed",
}
"""What was done, in words."""


def entries(country: Country, about: str | None = None) -> tuple[Entry, ...]:
    """The lines of the log of a country, or those about one criterion or act, in order."""
    return tuple(line.value for line in country.log if about is None or line.value.about == about)


def rows(entries: Sequence[Entry]) -> tuple[tuple[str, ...], ...]:
    """One row a line, in the order of `COLUMNS`."""
    return tuple(
        (
            entry.when.strftime("%Y-%m-%d %H:%M"),
            entry.by,
            DEEDS[entry.what],
            " ".join(filter(None, (entry.cycle, entry.instrument, entry.about))),
            entry.old or "",
            entry.new or "",
            ": ".join(filter(None, (entry.cause, entry.why))),
        )
        for entry in entries
    )


def as_json(entries: Sequence[Entry]) -> str:
    """The lines with their digests; what is not known is null."""
    lines = [dataclasses.asdict(entry) | {"when": entry.when.isoformat()} for entry in entries]
    return json.dumps(lines, ensure_ascii=False, indent=1)
