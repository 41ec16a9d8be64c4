"""The log of a country, as a table: a row for each field that changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date

from compliance.model.log import Change, Deed, Entry
from compliance.model.people import People, same_person
from compliance.queries.formats import Column
from compliance.queries.raters import line_for
from compliance.workspace import Country, is_of_second

DEEDS: dict[Deed, str] = {
    "imported": "imported",
    "step": "step",
    "rating": "re-rated",
    "remark": "remark",
    "assigned": "assigned",
    "adjudicated": "adjudicated",
    "accepted": "accepted",
    "evidence": "text stored",
    "seal": "sealed",
}
"""What was done, in words."""


def deed(entry: Entry) -> str:
    """What was done, in words; a copy of a document is no text."""
    return "document stored" if (entry.what, entry.file) == ("evidence", "sources.yaml") else DEEDS[entry.what]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines of a log are looked for; what is none does not matter."""

    about: str | None = None
    """The criterion, article, act or document."""
    by: str | None = None
    """Who, under whatever form of their name."""
    people: People | None = None
    """Who is known under several names."""
    what: Deed | None = None
    """What was done."""
    since: date | None = None
    """The first day, in universal time."""
    until: date | None = None
    """The last day."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A row: one field that a line says changed, or a line that names none."""

    entry: Entry
    change: Change
    first: bool
    """Whether it is the first row of its line, which alone says who, when and why."""


def _where(row: Changed) -> str:
    second = "second" if is_of_second(row.entry.file) else None
    of = (row.entry.cycle, row.entry.instrument, second) if row.first else ()
    return " ".join(filter(None, (*of, row.change.about)))


COLUMNS: tuple[Column[Changed], ...] = (
    Column("when", lambda row: row.entry.when.strftime("%Y-%m-%d %H:%M") if row.first else ""),
    Column("who", lambda row: row.entry.by if row.first else ""),
    Column("what", lambda row: deed(row.entry) if row.first else ""),
    Column("where", _where),
    Column("field", lambda row: row.change.field),
    Column("from", lambda row: row.change.old or ""),
    Column("to", lambda row: row.change.new or ""),
    Column("why", lambda row: ": ".join(filter(None, (row.entry.cause, row.entry.why))) if row.first else ""),
)


def entries(country: Country, wanted: Wanted, *, second: bool = False) -> tuple[Entry, ...]:
    """The lines of the log of a country that are looked for, in order, as one evaluator may read them.

    Where they are about one thing they have its fields alone.
    """
    lines = (line_for(country, line.value, second=second) for line in country.log)
    return tuple(filter(None, (_narrowed(line, wanted) for line in lines)))


def _narrowed(entry: Entry, wanted: Wanted) -> Entry | None:
    """A line as far as it is looked for; none where it is not."""
    day = entry.when.astimezone(UTC).date() if entry.when.tzinfo else entry.when.date()
    if (
        (wanted.by is not None and not same_person(entry.by, wanted.by, wanted.people))
        or wanted.what not in (None, entry.what)
        or (wanted.since and day < wanted.since)
        or (wanted.until and day > wanted.until)
    ):
        return None
    if wanted.about is None:
        return entry
    changes = tuple(change for change in entry.changes if change.about == wanted.about)
    return replace(entry, changes=changes) if changes or entry.about == wanted.about else None


def rows(lines: Iterable[Entry]) -> Iterator[Changed]:
    """Every field that some lines say changed."""
    for entry in lines:
        for place, change in enumerate(entry.changed or (Change(about=entry.about, field=""),)):
            yield Changed(entry, change, first=place == 0)
