"""A workbook that comes from outside: measured before it is unpacked; nothing in it is computed, followed or run."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from compliance.problems import Position, Problem, printable
from compliance.source import unreadable

LARGEST = 5_000_000
"""Bytes of a file; a full checklist is a fifth of it."""
LARGEST_UNPACKED = 50_000_000
"""Bytes of its contents, unpacked; a small file can hold terabytes of one letter."""
MOST_PARTS = 500
"""Files inside the file; a checklist has thirty."""


def opened(file: Path) -> tuple[Any, Problem | None]:
    """A workbook for openpyxl's readers, or what is wrong with the file; its name is the path of the problem."""
    at = Position(printable(file.name))
    raw, problem = _bytes(file, at)
    problem = problem or _packed(raw, at)
    if problem:
        return None, problem
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that openpyxl cannot keep; only values are read
            return load_workbook(io.BytesIO(raw), keep_links=False), None
    except Exception as error:  # whatever a broken part makes openpyxl raise, the file is what is wrong
        return None, _no_workbook(at, f"{type(error).__name__}: {error}")


def _bytes(file: Path, at: Position) -> tuple[bytes, Problem | None]:
    """The bytes of a file of reasonable size."""
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            return b"", Problem(at, "not-a-file", "no file stands there", expected="a workbook")
        if found.st_size > LARGEST:
            return b"", _too_large(at, f"the file has {found.st_size // 1_000_000} MB", LARGEST)
        return file.read_bytes(), None
    except OSError as error:
        return b"", unreadable(at, error)


def _packed(raw: bytes, at: Position) -> Problem | None:
    """What is wrong with a file before it is unpacked: no archive, too much in it, or parts with definitions of their own."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
                return _too_large(at, f"unpacked it has {size // 1_000_000} MB in {len(parts)} parts", LARGEST_UNPACKED)
            if any("vbaproject" in part.filename.lower() for part in parts):
                return _no_workbook(at, "it holds macros, which nothing here needs or runs")
            # What a part defines for itself can grow without end when it is read; no spreadsheet program writes such.
            if any(b"<!DOCTYPE" in archive.read(part) for part in parts):
                return _no_workbook(at, "it holds definitions that no spreadsheet program writes")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, zlib.error) as error:
        return _no_workbook(at, str(error))
    return None


def _too_large(at: Position, what: str, largest: int) -> Problem:
    return Problem(
        at, "too-large", what, f"at most {largest // 1_000_000} MB", "send the workbook as it was, filled in"
    )


def _no_workbook(at: Position, why: str) -> Problem:
    hint = "save it anew as .xlsx, without a password and without macros; a file that was cut off on its way must be sent again"
    return Problem(at, "not-a-workbook", f"the file cannot be read as a workbook: {why}", "an .xlsx workbook", hint)
