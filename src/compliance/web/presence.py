"""Who is on which article now: known from the pages that somebody has open, kept in memory alone, and forgotten soon.

Nobody is locked out by it; whoever rates blind sees and is seen by those alone who may read the same checklist.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock

from compliance.language import _
from compliance.web.address import Place
from compliance.web.routes import Asked

GONE = 90.0
"""After so many seconds without a sign somebody is no longer there."""
MOST = 1000
"""So many people are kept at once: more than any project has."""


@dataclass(slots=True)
class Presence:
    """Who is where."""

    lock: Lock = field(default_factory=Lock)
    there: dict[tuple[Place, str], tuple[str, float]] = field(default_factory=dict)
    """The article and the moment of the last sign, by checklist and name."""

    def sign(self, place: Place, name: str, article: str, now: float) -> None:
        """Keeps that somebody is on an article."""
        with self.lock:
            self.there = {key: (at, when) for key, (at, when) in self.there.items() if now - when < GONE}
            if len(self.there) < MOST or (place, name) in self.there:
                self.there[place, name] = (article, now)

    def others(self, place: Place, name: str, now: float) -> Iterator[tuple[str, str]]:
        """Who else is on an article of a checklist, with its number."""
        with self.lock:
            there = sorted(self.there.items())
        for (at, who), (article, when) in there:
            if at == place and who != name and now - when < GONE:
                yield who, article


def signed(asked: Asked, place: Place, article: str) -> tuple[str, ...]:
    """Keeps that whoever asks is on an article, and who else is there, in sentences."""
    kept: Presence = asked.server.keep.setdefault(__name__, Presence())
    now = time.monotonic()
    kept.sign(place, asked.actor.name, article, now)
    return tuple(
        _("%(name)s is on Article %(number)s") % {"name": name, "number": number}
        for name, number in kept.others(place, asked.actor.name, now)
    )
