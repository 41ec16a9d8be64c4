"""What a build shows while it works: from its first second on, on a terminal alone; elsewhere lines of what is done."""

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from compliance.outgoing import escaped
from compliance.report.build.job import Job

SHOWN = 3
"""Names of files being made that find room beside the bar."""


class Display:
    """A line that says what the build does now; it is gone when the build is done."""

    def __init__(self, what: str) -> None:
        self.console = Console(stderr=True, highlight=False)
        columns = (SpinnerColumn("line"), TextColumn("{task.description}", markup=False))
        self._progress = Progress(
            *columns,
            BarColumn(16),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
            # What is printed above the line may go to the same terminal; into a pipe it goes by itself.
            redirect_stdout=sys.stdout.isatty(),
        )
        self._task = self._progress.add_task(what, total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def begin(self, total: int, most: int) -> None:
        """So many files are to be made, so many of them at once."""
        self._most = most
        self._progress.update(self._task, total=total, completed=0)

    def watch(self, left: Sequence[Job]) -> None:
        """Shows the files that are being made: the first of those that are left."""
        now = [job.name for job in left[: min(self._most, SHOWN)]]
        self._progress.update(self._task, description=escaped(", ".join(now)) or "Comparing countries", refresh=True)

    def advance(self) -> None:
        """A file is done."""
        self._progress.advance(self._task)

    def say(self, text: str) -> None:
        """A line that stays, above the one that moves."""
        self.console.print(escaped(text), markup=False)
