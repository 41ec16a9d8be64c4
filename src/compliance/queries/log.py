"""The log of a country: as a table, a row for each field that changed, and how it holds values of a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date

from compliance.model.log import Change, Deed, Entry
from compliance.model.people import People, same_person
from compliance.queries.formats import Column
from compliance.queries.raters import line_for
from compliance.source import Data
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


# Values of a file as lines of the log hold them: in a line, and cut where they are long

LONGEST = 60
"""Characters of a text in the log; what stood there in full is for the file and its history to say."""
CUT = "…"
"""What stands at the end, or at the beginning, of a text that is cut there."""
LEFT_OUT = frozenset(
    (
        "by",
        "closed_by",
        "on",
        "author",
        "answered",
        "written",
        "recorded",
        "cause",
        "history",
        "steps",
        "reviewed",
        "reviewed_digest",
    )
)
"""Fields that say of a change what its line says: who, when and why."""
_NAMES = ("text", "title", "document")
"""Fields that stand for a whole remark, act or document."""


def in_a_line(data: Data) -> str:
    """A value in a line, whole."""
    match data:
        case dict():
            name = next((data[name] for name in _NAMES if name in data), None)
            return in_a_line(name or [item for key, item in data.items() if key not in LEFT_OUT])
        case list():
            return ", ".join(filter(None, map(in_a_line, data)))
        case _:
            return " ".join((data or "").split())


def before(old: str, new: str, now: str) -> tuple[str, bool]:
    """What a text was before a change that the log tells of, and whether that is all of it; `now` is what it became.

    Both sides of a long change are cut at the same place, so that what they share in front of it stands in `now`; where
    the earlier text is cut at its end, the rest of it is not on record.
    """
    if not is_cut(old):
        return old, True
    if not old.startswith(CUT):
        return old, False
    place = _place(new, now)
    shared = CUT if place is None else now[:place]
    return f"{shared}{old[1:]}", place is not None and not old.endswith(CUT)


def _place(new: str, now: str) -> int | None:
    """Where in a text that begins which the log has cut in front; none where that is not sure."""
    if not new.endswith(CUT):
        return len(now) - len(new[1:]) if now.endswith(new[1:]) else None
    middle = new[1:-1]
    return now.find(middle) if now.count(middle) == 1 else None


def is_cut(text: str) -> bool:
    """Whether the log has cut a text."""
    return text.startswith(CUT) or text.endswith(CUT)
