"""What a build made and from what, kept beside the deliverables, so that the next one makes only what is out of date.

Nothing here loads more than the standard library: a build that finds all up to date reads no YAML.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from compliance import __version__
from compliance.report.build.job import Job
from compliance.report.files import write_whole

FILE = ".build.json"
"""The record, in the folder of the deliverables."""
FORMAT = 2
"""A record of another format is no record."""
FOLDERS = ("assessments", "indicators", "reports")
"""What a workspace is read from."""
ASIDE = frozenset(("__pycache__", "authoring", "cli", "web"))
"""Folders of the program that no deliverable follows from: nothing below may import them."""
PROGRAMS = (
    "Babel",
    "cssselect2",
    "fonttools",
    "Jinja2",
    "lxml",
    "markdown-it-py",
    "matplotlib",
    "numpy",
    "pillow",
    "pydantic_core",
    "pydyf",
    "Pyphen",
    "pypdfium2",
    "python-docx",
    "PyYAML",
    "tinycss2",
    "tinyhtml5",
    "weasyprint",
    "XlsxWriter",
)
"""Libraries whose version can change a byte of a deliverable."""

PACKAGE = Path(__file__).parents[2]

Hashes = Mapping[str, str]
"""Hashes of files by their path."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A deliverable that was made."""

    source: str
    """The digest of what it was made from."""
    content: str
    """The hash of its file."""
    state: str = ""
    """The digest of the whole folder and the program then."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a build leaves for the next one."""

    seen: str = ""
    """The digest of the whole folder when it was last found without problems."""
    jobs: tuple[tuple[Job, str], ...] = ()
    """Every deliverable that the folder asked for then, with the digest of what it is made from."""
    made: Mapping[str, Copy] = field(default_factory=dict)
    states: Mapping[str, Seen] = field(default_factory=dict)
    """What was there when something was made that still counts, by its digest."""

    def with_made(self, job: Job, copy: Copy, state: Seen) -> Record:
        """The same after a deliverable was made; states of which nothing is left are forgotten."""
        made = {**self.made, job.name: copy}
        due = {each.state for each in made.values()}
        states = {id_: seen for id_, seen in {**self.states, copy.state: state}.items() if id_ in due}
        return replace(self, made=made, states=states)

    def outdated(self, folder: Path, wanted: Mapping[Job, str]) -> Mapping[Job, str]:
        """Those of some deliverables that do not stand as they were made, or would be made from something else now."""
        copies = ((job, source, self.made.get(job.name)) for job, source in wanted.items())
        return {
            job: source
            for job, source, made in copies
            if made is None or made.source != source or made.content != _hash(folder / job.name)
        }


def read_record(folder: Path) -> Record:
    """The record of a folder; an empty one where there is none, or none that can be understood."""
    try:
        data = json.loads((folder / FILE).read_bytes())
        if data["format"] != FORMAT:
            return Record()
        return Record(
            seen=str(data["seen"]),
            jobs=tuple((Job(**_texts(each["job"])), str(each["source"])) for each in data["jobs"]),
            made={str(name): Copy(**_texts(copy)) for name, copy in data["made"].items()},
            states={
                str(id_): Seen(_texts(state["files"]), str(state["program"])) for id_, state in data["states"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Record()


def _texts(data: Mapping[str, object]) -> dict[str, str]:
    return {str(key): str(value) for key, value in data.items()}


def write_record(folder: Path, record: Record) -> None:
    """Writes the record of a folder."""
    data = {
        "format": FORMAT,
        "seen": record.seen,
        "jobs": [{"job": asdict(job), "source": source} for job, source in record.jobs],
        "made": {name: asdict(copy) for name, copy in sorted(record.made.items())},
        "states": {id_: asdict(state) for id_, state in sorted(record.states.items())},
    }
    write_whole(folder / FILE, json.dumps(data, indent=1).encode())


@dataclass(frozen=True, slots=True)
class Seen:
    """The files of a workspace and the program, as they are now."""

    files: Hashes
    program: str

    def digest(self, year: int) -> str:
        """The digest of everything; of the year too, because a figure of the future is a problem."""
        return _digest(self.program, str(year), *_lines(self.files))

    def source(self, job: Job, concerned: Callable[[str], bool]) -> str:
        """The digest of what a deliverable is made from: those files that concern it, and the program."""
        files = {path: hash_ for path, hash_ in self.files.items() if concerned(path)}
        return _digest(self.program, *asdict(job).values(), *_lines(files))


UNSEEN = Seen({}, "")
"""A folder at which nobody looked."""


def reasons(record: Record, folder: Path, job: Job, now: Seen, concerned: Callable[[str], bool]) -> tuple[str, ...]:
    """Why a deliverable is out of date, one after the other; nothing where it is not."""
    made = record.made.get(job.name)
    if not (folder / job.name).is_file():
        return ("deleted" if made else "never made",)
    before = record.states.get(made.state) if made else None
    if made is None or before is None:
        return ("of an unknown build",)
    changed = tuple(_changes(before, now, concerned))
    return changed if made.content == _hash(folder / job.name) else ("edited by hand", *changed)


def _changes(before: Seen, now: Seen, concerned: Callable[[str], bool]) -> Iterator[str]:
    """What differs between two states of a folder, of the files that concern a deliverable."""
    if before.program != now.program:
        yield "the program changed"
    for path in sorted({*before.files, *now.files}):
        old, new = before.files.get(path), now.files.get(path)
        if old != new and concerned(path):
            yield f"{path} {'is new' if old is None else 'is gone' if new is None else 'changed'}"


def seen(root: Path) -> Seen:
    """The files of a workspace and the program, as they are now."""
    files = (path for name in FOLDERS for path in _files(root / name))
    return Seen({path.relative_to(root).as_posix(): _hash(path) for path in files}, program())


def program() -> str:
    """The digest of everything in the program that a deliverable can follow from, and of the libraries it works with."""
    states = ((path, path.stat() if path.exists() else path.lstat()) for path in _files(PACKAGE, ASIDE))
    return _program(tuple((path, state.st_size, state.st_mtime_ns) for path, state in states))


@lru_cache(maxsize=1)  # a server asks at every page of its builds, and the files seldom change
def _program(files: tuple[tuple[Path, int, int], ...]) -> str:
    """The digest of the program whose files have these sizes and were written at these moments."""
    versions = (f"{name} {metadata.version(name)}" for name in PROGRAMS)
    hashes = {path.relative_to(PACKAGE).as_posix(): _hash(path) for path, *_ in files}
    return _digest(__version__, platform.python_version(), *versions, *_lines(hashes))


def _files(folder: Path, aside: Iterable[str] = ()) -> Iterator[Path]:
    """Every file of a folder and the folders in it, but for hidden ones; a link to a folder is named and not followed."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in aside)
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*links, *(name for name in files if not name.startswith("."))]):
            yield Path(place, name)


def hashed(content: bytes) -> str:
    """The hash of a content."""
    return hashlib.sha256(content).hexdigest()


def _hash(file: Path) -> str:
    """The hash of a file; of what is none or cannot be read, a word that is no hash."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return "no file"
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return f"error {error.errno}"


def _lines(files: Hashes) -> Iterator[str]:
    return (f"{hash_}  {path}" for path, hash_ in sorted(files.items()))


def _digest(*texts: str) -> str:
    """One hash of several texts, which no other texts have."""
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()
