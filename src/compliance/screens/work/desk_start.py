"""The beginning of a workspace: a beneficiary, its first checklist, and who works on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from compliance.language import N_, _
from compliance.screens.work.parts import Tab, WorkPage

BASES = {
    "desk-review": N_("desk review"),
    "self-assessment": N_("self-assessment"),
    "peer-review": N_("peer review"),
    "on-site": N_("on-site visit"),
}
"""What answers can rest on."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A beneficiary of the register."""

    name: str
    checklists: int
    new: str
    """The address at which a checklist is opened for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage(WorkPage):
    """The three steps."""

    countries: tuple[Begun, ...]
    people: int
    typed: dict[str, str] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    crumbs: tuple[Tab, ...]
    commands: tuple[str, ...] = (
        "compliance init FOLDER --country NAME",
        "compliance new COUNTRY --cycle 2027 --instrument ets-185",
    )

    @property
    def heading(self) -> str:
        """What the page is called."""
        return _("Begin")

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChecklist:
    """What was typed for a new checklist."""

    cycle: str
    instruments: tuple[str, ...] = ()
    before: str = ""
    second: bool = False
    cut_off: str
    basis: str = "desk-review"
    evaluators: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage(WorkPage):
    """A checklist that is to be opened."""

    heading: str
    place: str
    instruments: tuple[tuple[str, str], ...]
    """Those that can be assessed: id and title."""
    cycles: tuple[str, ...]
    """Rounds whose answers can be carried over."""
    people: tuple[str, ...]
    typed: NewChecklist
    crumbs: tuple[Tab, ...]
    errors: tuple[str, ...]
    done: str
    commands: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading

    @property
    def bases(self) -> tuple[tuple[str, str], ...]:
        """What answers can rest on, in words."""
        return tuple((word, _(text)) for word, text in BASES.items())
