"""The logs of countries, for pages that tell of them: read once, and then only what was added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from compliance.folder import is_void, read_log
from compliance.load import load
from compliance.model.log import Entry
from compliance.source import digest
from compliance.tables import read_line
from compliance.web.routes import Asked
from compliance.workspace import Filed, Workspace, in_years

Lines = tuple[Filed[Entry], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A log as far as it was read."""

    lines: Lines
    sizes: tuple[tuple[str, int], ...]
    """How long each of its files was, the earliest first."""
    end: str
    """A digest of the last file as it was then."""


def logged(asked: Asked, workspace: Workspace, country: str) -> Workspace:
    """The workspace with the log of a country; a line whose change has not come about yet is left out."""
    at = workspace.countries.get(country)
    if at is None:
        return workspace
    kept: dict[str, _Read] = asked.server.keep.setdefault(__name__, {})
    read = kept[country] = _read(workspace.root, country, kept.get(country))
    folder = workspace.root / "assessments" / country
    lines = read.lines[:-1] if read.lines and is_void(folder, read.lines[-1].value) else read.lines
    return replace(workspace, countries={**workspace.countries, country: replace(at, log=lines)})


def _read(root: Path, country: str, before: _Read | None) -> _Read:
    """The log of a country as it is now; where it only grew, only what was added is read."""
    folder = root / "assessments" / country
    files = [folder / name for name in in_years(path.name for path in folder.glob("log*.jsonl"))]
    sizes = tuple((file.name, file.stat().st_size) for file in files)
    if before is not None and sizes == before.sizes:
        return before
    content = files[-1].read_bytes() if files else b""
    size = before.sizes[-1][1] if before and before.sizes else 0
    grew = (
        before and [name for name, _ in sizes] == [name for name, _ in before.sizes] and sizes[:-1] == before.sizes[:-1]
    )
    if before is None or not grew or digest_of(content[:size]) != before.end:
        return _Read(read_log(root, country), sizes, digest_of(content))
    path = files[-1].relative_to(root).as_posix()
    added = _added(path, content[size:].decode("utf-8", "replace"), content[:size].count(b"\n"))
    return _Read((*before.lines, *added), sizes, digest_of(content))


def digest_of(content: bytes) -> str:
    """The digest of a part of a file."""
    return digest(content.decode("utf-8", "replace"))


def _added(path: str, text: str, number: int) -> Lines:
    """The whole lines among those that were added; a torn or a broken one is none."""
    lines: list[Filed[Entry]] = []
    for place, line in enumerate(text.split("\n")[:-1]):
        document = read_line(path, text, line, number + place)[0] if line.strip() else None
        value = load(document, Entry)[0] if document else None
        if document is not None and value is not None:
            lines.append(Filed(value, document))
    return tuple(lines)
