"""Deliverables: which are up to date, why others are not, and how far a build is."""

from __future__ import annotations

from dataclasses import dataclass

from compliance import figures
from compliance.language import _, ngettext
from compliance.screens.work.parts import WorkPage

MOST = 3
"""So many causes a row names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """A file that is built."""

    name: str
    size: int
    """Bytes; 0 where it does not stand."""
    made: str
    """When it was made, in UTC; empty where it does not stand."""
    causes: tuple[str, ...]
    """Why it is out of date; nothing where it is not."""
    going: bool
    """Whether the build that goes on is to make it."""
    built: bool
    """Whether the last build made it."""
    failure: str
    """Why the last build did not make it."""

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.built:
            return _("built")
        if self.failure:
            return _("not made: %(why)s") % {"why": self.failure}
        if self.going:
            return _("waits")
        return _("up to date") if not self.causes else _("out of date: %(causes)s") % {"causes": self._because()}

    def _because(self) -> str:
        more = len(self.causes) - MOST
        texts = self.causes[:MOST]
        return figures.listed(texts) if more <= 0 else f"{', '.join(texts)} +{more}"

    @property
    def weight(self) -> str:
        """Its size, as people read it."""
        return f"{self.size / 1e6:.1f} MB" if self.size >= 1e6 else f"{max(1, round(self.size / 1e3))} kB"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildsPage(WorkPage):
    """Everything that is built."""

    rows: tuple[Deliverable, ...]
    going: bool
    """Whether a build goes on."""
    by: str
    """Who began the last build."""
    begun: str
    done: int
    total: int
    lines: tuple[str, ...]
    """What a build said that did not make all."""

    @property
    def stale(self) -> int:
        """How many are out of date."""
        return sum(bool(row.causes) for row in self.rows)

    @property
    def lead(self) -> str:
        """How many are up to date and how many are not."""
        current = len(self.rows) - self.stale
        text = ngettext("%(num)s file is up to date", "%(num)s files are up to date", current) % {"num": current}
        rest = ngettext("%(num)s is not", "%(num)s are not", self.stale) % {"num": self.stale}
        return _("%(current)s; %(rest)s.") % {"current": text, "rest": rest}
