"""A change and the line of the log that tells of it, written so that a reader sees both or neither.

The line goes first: it names the file and its digest before and after. The file follows in one move, and that move is
the change. A line is added in one write to the end of the log of its year; what a stopped writer left of one has no end
and is none. A line whose file is as it was before is void. Readers pass over both, and the next to hold the country
takes them away. So whenever the process is stopped, the old state stands, or the new one.

Only the end of the log is read, however long it is.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from compliance.authoring.alone import PATIENCE, NotWrittenError, alone
from compliance.authoring.edit import fields_in, in_bytes
from compliance.files import leads_out, read_text
from compliance.folder import is_void
from compliance.load import load
from compliance.model.log import Change, Entry
from compliance.queries.log import LEFT_OUT, LONGEST
from compliance.queries.log import in_a_line as on_one_line
from compliance.report.files import keep, sweep, write_whole
from compliance.source import Data, digest
from compliance.tables import read_line
from compliance.workspace import LOG, in_years

BLOCK = 65_536
"""Bytes that are read of the end of a log at a time; a line has a hundredth of it."""


@contextmanager
def held(folder: Path, seconds: float = PATIENCE) -> Iterator[None]:
    """Inside, nobody else who asks writes in a country's folder, and no line of its log is void."""
    with alone(folder, seconds, f"somebody else is writing in {folder.name}"):
        _tidy(folder)
        yield


def carry_out(folder: Path, entry: Entry, text: str) -> None:
    """Makes a file hold a text, with a line in the log; for whoever holds the folder."""
    file = folder / entry.file
    if entry.after != digest(text):
        raise ValueError(f"the line of the log speaks of another text of {entry.file}")
    if digest_at(file) != entry.before:
        raise NotWrittenError(f"{entry.file} changed while it was being worked on; nothing was written, try again")
    content = text.encode() if entry.before is None else in_bytes(file.read_bytes(), text)
    # Lines keep the order in which they were written: where the clock is behind, the log of a later year goes on.
    years = [match[1] for path in folder.iterdir() if (match := LOG.fullmatch(path.name)) and match[1]]
    _add(folder / f"log-{max((f'{entry.when:%Y}', *years))}.jsonl", in_a_line(entry).encode())
    write_whole(file, content)


def digest_at(file: Path) -> str | None:
    """The digest of a file's text; none where there is no such file."""
    text, _ = read_text(file.parent, file)
    return None if text is None else digest(text)


def in_a_line(entry: Entry) -> str:
    """An entry as a line of the log; what is not known is left out."""
    return json.dumps(_known(entry) | {"when": entry.when.isoformat()}, ensure_ascii=False) + "\n"


def _known(of: Any) -> dict[str, Any]:
    """The fields of a record that say something."""
    values = {field.name: getattr(of, field.name) for field in fields(of)}
    values |= {"changes": [_known(change) for change in of.changes]} if isinstance(of, Entry) else {}
    return {name: value for name, value in values.items() if value not in (None, [])}


def now() -> datetime:
    """The moment, to the second, in universal time."""
    return datetime.now(UTC).replace(microsecond=0)


def _add(file: Path, text: bytes) -> None:
    """Adds a line to a log, which begins with it where there is none; where that fails, the log is as it was."""
    size = file.stat().st_size if file.exists() else 0
    try:
        with file.open("ab") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            _cut(file, size)
        raise
    if not size:
        keep(file.parent)


def _cut(file: Path, size: int) -> None:
    """Takes away what stands in a log after some bytes; the whole file where nothing stands before."""
    if size:
        os.truncate(file, size)
    else:
        file.unlink(missing_ok=True)


class Line(NamedTuple):
    """A line of a log."""

    file: Path
    place: int
    """Its first byte, from the beginning of the file."""
    raw: bytes
    """The line, with its end if it has any."""

    @property
    def ended(self) -> bool:
        """Whether it was written to its end."""
        return self.raw.endswith(b"\n")


def lines_of(folder: Path) -> Iterator[Line]:
    """The lines of the log of a country that are not empty, from the last to the first; raises where it is no file."""
    for name in reversed(in_years(path.name for path in folder.iterdir())):
        file = folder / name
        if leads_out(folder, file) or not file.is_file():
            raise _no_addition(name, "it is no file of this folder")
        yield from (Line(file, place, raw) for place, raw in backwards(file) if raw.strip())


def _no_addition(name: str, why: str) -> NotWrittenError:
    return NotWrittenError(f"{name} cannot be added to: {why}")


def backwards(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file from the last to the first, each with its end and the place of its first byte."""
    with file.open("rb") as stream:
        start, rest = stream.seek(0, os.SEEK_END), b""
        while start:
            size = min(BLOCK, start)
            start = stream.seek(start - size)
            rest = stream.read(size) + rest
            while (before := rest.rfind(b"\n", 0, len(rest) - 1) + 1) > 0:
                yield start + before, rest[before:]
                rest = rest[:before]
        if rest:
            yield 0, rest


def entry_of(line: Line) -> Entry | None:
    """What a line of a log says; none where it has neither an end nor a meaning. Raises where it is broken."""
    name = line.file.name
    try:
        text = line.raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        if line.ended:
            raise _no_addition(name, "a line is not UTF-8") from None
        return None
    document, problems = read_line(name, text, text, 0)
    if document is None and not line.ended:
        return None
    entry, wrong = load(document, Entry) if document else (None, ())
    if broken := (*problems, *wrong):
        raise _no_addition(name, f"a line is broken: {broken[0].what}")
    return entry


def latest(folder: Path) -> datetime | None:
    """The moment of the last line of the log, if there is one that says its offset from universal time."""
    last = next(lines_of(folder), None)
    entry = entry_of(last) if last else None
    return entry.when if entry is not None and entry.when.tzinfo else None


def _tidy(folder: Path) -> None:
    """Takes away what a stopped writer left: files half written, and a last line of the log whose change never came about."""
    for place in (folder, *(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())):
        sweep(place)
    last = next(lines_of(folder), None)
    if last is not None and not last.ended and entry_of(last) is None:
        _cut(last.file, last.place)
        last = next(lines_of(folder), None)
    if last is None:
        return
    entry = entry_of(last)
    if entry is not None and is_void(folder, entry):
        _cut(last.file, last.place)
    elif not last.ended:
        _add(last.file, b"\n")


# What changed, field by field


_BEFORE = 20
"""Characters that a cut text shows of what both versions share."""
_RATED = re.compile(r"ratings_by_part\..*")
"""The ratings of levels, of which a re-rating says all in a line."""
_Way = tuple[str, ...]


def with_changes(entry: Entry, old: Data, new: Data) -> Entry:
    """A line of the log with every field that changed and of which it does not speak already."""
    spoken = {(change.about, change.field) for change in entry.changed}
    # A field that now holds the reason, which the line gives in full, is not told a second time.
    why = None if entry.why is None else _short(on_one_line(entry.why), 0)
    changes = tuple(
        change
        for change in differences(old, new)
        if (change.about, _RATED.sub("rating", change.field)) not in spoken
        and (why is None or (change.old, change.new) != (None, why))
    )
    return replace(entry, changes=changes)


def differences(old: Data, new: Data) -> tuple[Change, ...]:
    """Every field that changed, in the order of the file."""
    return tuple(_change(steps, was, now) for steps, was, now in _between(old, new, ()))


def _between(old: Data, new: Data, steps: _Way) -> Iterator[tuple[_Way, str, str]]:
    """The ways to values that differ, and both of them."""
    if old == new:
        return
    if all(isinstance(side, dict) for side in (old, new) if side):
        was, now = fields_in(old), fields_in(new)
        for name in dict.fromkeys((*was, *now)):
            if name not in LEFT_OUT:
                yield from _between(was.get(name), now.get(name), (*steps, name))
    elif any(isinstance(item, dict) for item in (*_items(old), *_items(new))):
        for name, before, after in _pairs(_items(old), _items(new)):
            if before is None or after is None:  # came or went as a whole
                yield (*steps, name), on_one_line(before), on_one_line(after)
            else:
                yield from _between(before, after, (*steps, name))
    else:
        yield steps, on_one_line(old), on_one_line(new)


def _pairs(old: Sequence[Data], new: Sequence[Data]) -> Iterator[tuple[str, Data, Data]]:
    """Records that belong together, each with its id or its number: those with the same id, else in their order."""
    ids = [{str(fields_in(item)["id"]): item for item in items if "id" in fields_in(item)} for items in (old, new)]
    if any(ids):
        for id_ in dict.fromkeys((*ids[0], *ids[1])):
            yield id_, ids[0].get(id_), ids[1].get(id_)
        return
    left = [(str(number), item) for number, item in enumerate(old, 1) if item not in new]
    came = [(str(number), item) for number, item in enumerate(new, 1) if item not in old]
    for place in range(max(len(left), len(came))):
        was, now = left[place : place + 1], came[place : place + 1]
        yield (now or was)[0][0], was[0][1] if was else None, now[0][1] if now else None


def _change(steps: _Way, was: str, now: str) -> Change:
    """A difference as the log says it, in as many characters as it has room for, so that the difference is seen.

    What lies two steps deep is about what the second step names.
    """
    first, *rest = steps
    about = rest.pop(0) if rest else None
    shared = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    start = max(0, shared - _BEFORE) if shared > LONGEST // 2 and max(len(was), len(now)) > LONGEST else 0
    old, new = _short(was, start), _short(now, start)
    return Change(about=about, field=".".join(rest) or first, old=old or None, new=new or None)


def _short(text: str, start: int) -> str:
    rest = f"…{text[start:]}" if start and text else text
    return rest if len(rest) <= LONGEST else f"{rest[: LONGEST - 1]}…"


def _items(data: Data) -> Sequence[Data]:
    return data if isinstance(data, list) else ()
