"""A workbook from outside → its cells as plain texts, in a process of its own with limits of memory and time.

This package is imported alone, without the rest of the program: bytes of an .xlsx file come in on the standard input, JSON
goes out on the standard output. It imports the standard library alone, so that it starts in a fiftieth of a second, and
opens no file. Nothing in a workbook is computed, followed or run; what no spreadsheet program writes is refused, not
guessed: a number with underscores, a cell that stands twice, a text that the table of texts does not have.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import zipfile

from .archive import LARGEST, LARGEST_UNPACKED, Package, RefusedError
from .cells import worksheets

if sys.platform != "win32":  # a system without limits
    import resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["LARGEST", "LARGEST_UNPACKED", "MEMORY", "SECONDS", "answer", "main"]

MEMORY = 200_000_000
"""Bytes of memory that the process may take."""
SECONDS = 7
"""Seconds after which it is ended."""


def answer(raw: bytes) -> dict[str, Any]:
    """What the process says of a workbook: its pages, or what is wrong with it."""
    if len(raw) > LARGEST:
        return {"code": "too-large", "what": f"the file has more than {LARGEST // 1_000_000} MB", "cell": ""}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return {"pages": worksheets(Package(archive))}
    except RefusedError as error:
        return {"code": error.code, "what": error.what, "cell": error.cell}
    except MemoryError:
        what = f"to read it takes more than {MEMORY // 1_000_000} MB of memory"
        return {"code": "too-large", "what": what, "cell": ""}
    except zipfile.BadZipFile as error:
        return {"code": "not-a-workbook", "what": str(error)[:200], "cell": ""}
    except Exception as error:  # whatever a broken archive makes the library raise, the file is what is wrong
        return {"code": "not-a-workbook", "what": f"{type(error).__name__}: {error}"[:200], "cell": ""}


def _limit() -> None:
    """Sets the limits of this process, where the system knows any; it may write no file either."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            for kind, most in (
                (resource.RLIMIT_AS, MEMORY),
                (resource.RLIMIT_CPU, SECONDS),
                (resource.RLIMIT_FSIZE, 0),
                (resource.RLIMIT_CORE, 0),
            ):
                resource.setrlimit(kind, (most, most))


def main() -> None:
    """The process: a workbook comes in, its answer goes out."""
    _limit()
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read(LARGEST + 1))))
