"""What every sentence about a country may need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from compliance.model.jurisdictions import Jurisdiction
from compliance.model.legislation import Act
from compliance.model.plan import ModelAct
from compliance.workspace import Country, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every sentence about a country may need."""

    workspace: Workspace
    country: Country
    jurisdiction: Jurisdiction
    on: date
    acts: Mapping[str, Act]
    numbers: Mapping[str, int]
    cycle: str = ""
    days: Mapping[str, date] = field(default_factory=dict)
    models: tuple[ModelAct, ...] = ()
    """The law that may be shown as a model."""

    def sources(self, *ids: str) -> tuple[int, ...]:
        """Numbers of the documents with these ids."""
        return tuple(sorted({self.numbers[id_] for id_ in ids if id_ in self.numbers}))

    def day(self, instrument: str) -> date:
        """The day of the law that the checklist of a treaty looks at."""
        return self.days.get(instrument, self.on)

    def level(self, part: str | None) -> str | None:
        """Name of a level of government; none in a country without parts."""
        if not self.jurisdiction.parts:
            return None
        names = {part.id: part.called() for part in self.jurisdiction.parts}
        return names.get(part or "", self.jurisdiction.state or self.jurisdiction.name(self.on))
