"""Files → bytes and text, whoever made them: no link out of the folder, no device, nothing endless; and their digests."""

import codecs
import hashlib
import os
import stat
from pathlib import Path

from compliance.problems import Position, Problem, position_of, printable

LARGEST = 5_000_000
"""Bytes; the largest real checklist is a twentieth of it."""
LARGEST_TABLE = 50_000_000
"""Bytes of a table; 200 countries with 20 years of 40 series are half of it."""
LARGEST_LOG = 200_000_000
"""Bytes of a log; 100,000 changes of a year are a quarter of it."""


def shown(root: Path, file: Path) -> str:
    """The name of a file from the folder of the workspace, in characters that can be printed."""
    return printable(file.relative_to(root).as_posix())


def leads_out(root: Path, file: Path) -> bool:
    """Whether a file is a link that leaves a folder."""
    # A workspace comes from others. `Path.resolve` refuses links in a circle, which are only unreadable here.
    return not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root))


def read_text(root: Path, file: Path) -> tuple[str | None, Problem | None]:
    """The text of a file, with plain line ends, or the problem that prevents reading it; no link out of `root` is followed."""
    most = {".csv": LARGEST_TABLE, ".jsonl": LARGEST_LOG}.get(file.suffix, LARGEST)
    raw, problem = read_bytes(root, file, most, "a text file")
    if raw is None:
        return None, problem
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode().replace("\r\n", "\n"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start)
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode()
        at = position_of(shown(root, file), raw.decode(errors="replace"), line, len(before))
        hint = "save it anew with the encoding UTF-8"
        return None, Problem(at, "not-utf-8", "the text is not UTF-8", "a text saved as UTF-8", hint)


def read_bytes(root: Path, file: Path, largest: int, kind: str) -> tuple[bytes | None, Problem | None]:
    """What a file holds, or the problem that prevents reading it; no link out of `root` is followed."""
    at = Position(shown(root, file))
    if leads_out(root, file):
        hint = "copy the file into the folder instead of linking to it"
        return None, Problem(at, "outside-workspace", "the file is a link that leaves the folder", hint=hint)
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            what = f"{what_it_is(status.st_mode)} stands where a file belongs"
            return None, Problem(at, "not-a-file", what, kind)
        if status.st_size > largest:
            what, expected = f"the file has {_size(status.st_size)}", f"at most {_size(largest)}"
            return None, Problem(at, "too-large", what, expected, "attach documents beside the data, not inside them")
        return file.read_bytes(), None
    except OSError as error:
        return None, unreadable(at, error)


def _size(number: int) -> str:
    return f"{number // 1_000_000} MB" if number >= 1_000_000 else f"{number // 1000} kB"


def unreadable(at: Position, error: OSError) -> Problem:
    """That the system refuses to hand out a file or a folder, in its own words."""
    reason = os.strerror(error.errno or 0)
    hint = "look at its permissions and, where it is a link, at where it leads"
    return Problem(at, "unreadable-file", f"the system cannot read it: {reason}", hint=hint)


def what_it_is(mode: int) -> str:
    """What stands where a file belongs, in words."""
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for test, name in kinds if test(mode)), "a device")


def digest_of_file(file: Path) -> str:
    """The SHA-256 of a file byte by byte; OSError where it cannot be read."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
