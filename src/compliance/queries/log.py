"""The log of a country, as a table."""

from compliance.model.log import Deed, Entry
from compliance.queries.formats import Column
from compliance.workspace import Country, is_of_second

DEEDS: dict[Deed, str] = {
    "imported": "answers imported",
    "step": "step",
    "rating": "re-rated",
    "evidence": "text stored",
    "seal": "sealed",
}
"""What was done, in words."""


def _where(entry: Entry) -> str:
    second = "second" if is_of_second(entry.file) else None
    return " ".join(filter(None, (entry.cycle, entry.instrument, second, entry.about)))


COLUMNS: tuple[Column[Entry], ...] = (
    Column("when", lambda entry: entry.when.strftime("%Y-%m-%d %H:%M")),
    Column("who", lambda entry: entry.by),
    Column("what", lambda entry: DEEDS[entry.what]),
    Column("where", _where),
    Column("from", lambda entry: entry.old or ""),
    Column("to", lambda entry: entry.new or ""),
    Column("why", lambda entry: ": ".join(filter(None, (entry.cause, entry.why)))),
)


def entries(country: Country, about: str | None = None) -> tuple[Entry, ...]:
    """The lines of the log of a country, or those about one criterion or act, in order."""
    return tuple(line.value for line in country.log if about is None or line.value.about == about)
