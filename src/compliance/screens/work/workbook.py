"""A checklist as a workbook: to take away, and to bring back with a look at every change before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.language import _, ngettext
from compliance.screens.work.parts import WorkPage

ChangeRow = tuple[str, str, str, str]
"""A field that a workbook changes: the criterion, act or document; the field; what stands there; what it becomes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A field that both the workbook and the files changed."""

    name: str
    """The name under which the form decides it."""
    seen: str
    """A digest of what stands on file: what is decided is that, and nothing newer."""
    about: str
    fields: tuple[tuple[str, str, str, str], ...]
    """Name, as it was, as the workbook has it, as the file has it."""
    by: str
    """Who wrote what the file has, and when; empty where no log says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookPage(WorkPage):
    """The workbook of a checklist, and what one that came back would change."""

    name: str
    """The checklist: country, instrument, cycle."""
    address: str
    languages: tuple[tuple[str, str], ...]
    may: bool
    """Whether whoever asks may bring answers in."""
    token: str = ""
    """Under which the workbook waits that was just brought; empty where none was, or where it cannot be written."""
    file: str = ""
    """Its name."""
    changes: tuple[ChangeRow, ...] = ()
    added: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    problems: tuple[tuple[str, str, str], ...] = ()
    """What is wrong in it: cell, what, what helps."""
    notes: tuple[tuple[str, str], ...] = ()
    """What was read differently from what was typed: cell, how."""
    reasons: tuple[str, ...] = ()
    """Why it is not taken at all."""
    brought: bool = False
    """Whether a workbook was brought."""

    @property
    def summary(self) -> str:
        """What the workbook would change, in a sentence."""
        if not (self.changes or self.added or self.clashes or self.problems or self.reasons):
            return _("The workbook changes nothing.")
        answers = len({about for about, *_rest in self.changes})
        text = ngettext(
            "The workbook changes %(num)s answer or entry.", "The workbook changes %(num)s answers or entries.", answers
        )
        return text % {"num": answers}
