"""The beginning of a workspace: a beneficiary, its first checklist, and who works on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from compliance.language import N_, Words
from compliance.model.checklist import Basis
from compliance.screens.work.parts import DeskPage, Tab

BASES: Words[Basis] = Words(
    {
        "desk-review": N_("desk review"),
        "self-assessment": N_("self-assessment"),
        "peer-review": N_("peer review"),
        "on-site": N_("on-site visit"),
    }
)
"""What answers can rest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage(DeskPage):
    """The three steps."""

    countries: tuple[Tab, ...]
    """The beneficiaries of the register, each with its checklists and the way to another one."""
    people: int
    typed: Mapping[str, str] = field(default_factory=dict)
    commands: tuple[str, ...] = (
        "compliance init FOLDER --country NAME",
        "compliance new COUNTRY --cycle 2027 --instrument ets-185",
    )


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
class NewPage(DeskPage):
    """A checklist that is to be opened."""

    place: str
    instruments: tuple[tuple[str, str], ...]
    """Those that can be assessed: id and title."""
    cycles: tuple[str, ...]
    """Rounds whose answers can be carried over."""
    people: tuple[str, ...]
    typed: NewChecklist
    commands: tuple[str, ...]
