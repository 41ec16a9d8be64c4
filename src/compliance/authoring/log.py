"""A change and the line of the log that tells of it, written so that a reader sees both or neither.

The line goes first: it names the file and its digest before and after. The file follows in one move, and that move is
the change. A line whose file is as it was before is void: `workspace` passes over it, and the next to hold the country
takes it away. So whenever the process is stopped, the old state stands, or the new one.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from compliance.authoring.alone import PATIENCE, OccupiedError, alone
from compliance.authoring.edit import in_bytes
from compliance.folder import is_void
from compliance.load import load
from compliance.model.log import Entry
from compliance.report.files import sweep, write_whole
from compliance.source import digest, read_text
from compliance.tables import read_lines
from compliance.workspace import LOG


class NotWrittenError(Exception):
    """Why nothing was written, in a sentence for whoever wanted it."""


@contextmanager
def held(folder: Path, seconds: float = PATIENCE) -> Iterator[None]:
    """Inside, nobody else who asks writes in a country's folder, and no line of its log is void."""
    try:
        with alone(folder, seconds):
            _tidy(folder)
            yield
    except OccupiedError:
        raise NotWrittenError(f"somebody else is writing in {folder.name}; nothing was written, try again") from None


def carry_out(folder: Path, entry: Entry, text: str) -> None:
    """Makes a file hold a text, with a line in the log; for whoever holds the folder."""
    file = folder / entry.file
    if entry.after != digest(text):
        raise ValueError(f"the line of the log speaks of another text of {entry.file}")
    content = _content(folder, entry.file, entry.before, text)
    write_whole(folder / LOG, (_text(folder) + line(entry)).encode())
    write_whole(file, content)


def rewrite(folder: Path, file: str, before: str | None, text: str) -> None:
    """Makes a file hold a text, without a line in the log: what the file says of itself is enough."""
    write_whole(folder / file, _content(folder, file, before, text))


def _content(folder: Path, file: str, before: str | None, text: str) -> bytes:
    """A text as bytes, with the line ends of what it replaces, which must still be what was read."""
    if digest_at(folder / file) != before:
        raise NotWrittenError(f"{file} changed while it was being worked on; nothing was written, try again")
    return text.encode() if before is None else in_bytes((folder / file).read_bytes(), text)


def digest_at(file: Path) -> str | None:
    """The digest of a file's text; none where there is no such file."""
    text, _ = read_text(file.parent, file)
    return None if text is None else digest(text)


def line(entry: Entry) -> str:
    """An entry as a line of the log; what is not known is left out."""
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    values["when"] = entry.when.isoformat()
    return json.dumps({name: value for name, value in values.items() if value is not None}, ensure_ascii=False) + "\n"


def now() -> datetime:
    """The moment, to the second, in universal time."""
    return datetime.now(UTC).replace(microsecond=0)


def _text(folder: Path) -> str:
    """The log as it stands; a last line without its end gets one."""
    if not (folder / LOG).exists():
        return ""
    text, problem = read_text(folder, folder / LOG)
    if text is None:
        raise NotWrittenError(f"{LOG} cannot be added to: {problem.what if problem else 'it cannot be read'}")
    return text if not text or text.endswith("\n") else f"{text}\n"


def latest(folder: Path) -> datetime | None:
    """The moment of the last line of the log, if there is one that says its offset from universal time."""
    last = _last(folder)
    return last.when if last is not None and last.when.tzinfo else None


def _last(folder: Path) -> Entry | None:
    """The last line of the log; raises where the log has no form to which a line could be added."""
    if not (folder / LOG).exists():
        return None
    documents, problems = read_lines(folder, folder / LOG)
    if problems:
        raise NotWrittenError(f"{LOG} cannot be added to: {problems[0].what}")
    return load(documents[-1], Entry)[0] if documents else None


def _tidy(folder: Path) -> None:
    """Takes away what a stopped writer left: files half written, and a last line of the log whose change never came about."""
    for place in (folder, *(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())):
        sweep(place)
    last = _last(folder)
    if last is not None and is_void(folder, last):
        kept = _text(folder).rstrip("\n").split("\n")[:-1]
        write_whole(folder / LOG, "".join(f"{text}\n" for text in kept).encode())
