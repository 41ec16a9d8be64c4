"""A workspace as values: every document of a folder, by id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from compliance.model.bill import Bill
from compliance.model.checklist import Checklist
from compliance.model.crosswalk import Crosswalk
from compliance.model.external import ExternalRatings
from compliance.model.findings import Findings
from compliance.model.instrument import Instrument
from compliance.model.jurisdictions import Jurisdiction, Jurisdictions
from compliance.model.legislation import Act, Legislation
from compliance.model.log import Entry
from compliance.model.participation import Participations
from compliance.model.plan import Plan
from compliance.model.seal import Seal
from compliance.model.site import Site
from compliance.model.sources import Source, Sources
from compliance.model.translation import Translation
from compliance.source import Document, Prose

T = TypeVar("T")

KINDS: Mapping[str, type] = {
    "jurisdictions": Jurisdictions,
    "instrument": Instrument,
    "translation": Translation,
    "sources": Sources,
    "legislation": Legislation,
    "participation": Participations,
    "external-ratings": ExternalRatings,
    "findings": Findings,
    "checklist": Checklist,
    "crosswalk": Crosswalk,
    "bill": Bill,
    "plan": Plan,
    "site": Site,
}
"""Every kind of document and its type; `schemas/<kind>.json` explains it to an editor."""

IN_A_LANGUAGE = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Z][a-z]{3})?)\.yaml")
"""The name of the file that holds the titles of an instrument in another language: `ets-185.sr.yaml`."""
SECOND = ".second"
"""What the name of a second evaluator's checklist ends with, before the ending of the file."""

SITE = "site.yaml"
"""The file beside the report plans that says what the reading site shows."""
TEXTS = "texts"
"""The folder beside the report plans that holds the texts for one country and cycle."""

ACTS = "texts"
"""The folder of a country that holds the texts of its acts."""
LOG = "log.jsonl"
"""The file of a country that says who changed what, a line a change."""
SEAL = re.compile(r"seal-([1-9][0-9]{0,5})\.json")
"""The name of a seal in the folder of a cycle, with its number."""
SIGNATURE = re.compile(rf"{SEAL.pattern}\.sig")
"""The name of the signature of a seal, which lies beside it."""
SIGNERS = "allowed_signers"
"""The file beside the countries that says whose keys sign seals, in the form of OpenSSH."""

COUNTRY_FILES = {
    "sources.yaml": Sources,
    "legislation.yaml": Legislation,
    "participation.yaml": Participations,
    "external-ratings.yaml": ExternalRatings,
    "findings.yaml": Findings,
}
"""What a country's folder holds beside its cycles."""
REGISTERS = dict(zip(COUNTRY_FILES, ("sources", "legislation", "participation", "external", "findings"), strict=True))
"""The field of `Country` that holds each of these files."""

OPTIONAL = frozenset(("findings.yaml",))
"""What a country's folder may lack: nothing is taken to be known where it does."""
OF_TREATIES = frozenset(("participation.yaml", "external-ratings.yaml"))
"""What nothing can be said in about a unit that is assessed by standards alone."""


@dataclass(frozen=True, slots=True)
class Filed(Generic[T]):
    """A value of the model and the document that holds it."""

    value: T
    document: Document


@dataclass(frozen=True, slots=True)
class Stored:
    """The text of an act, as it lies beside the register."""

    path: str
    """The file, from the folder of the workspace."""
    sha256: str
    """SHA-256 of its text, or of its bytes where it is no text."""
    text: str | None
    """Its text; none of a PDF, whose text lies beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The documents of one country."""

    id: str
    """The folder's name."""
    sources: Filed[Sources] | None
    legislation: Filed[Legislation] | None
    participation: Filed[Participations] | None
    external: Filed[ExternalRatings] | None
    findings: Filed[Findings] | None
    checklists: Mapping[tuple[str, str], Filed[Checklist]]
    """Checklists by cycle and instrument."""
    second: Mapping[tuple[str, str], Filed[Checklist]]
    """Checklists of a second evaluator who rated blind, by cycle and instrument: `<instrument>.second.yaml`."""
    bills: Mapping[str, Filed[Bill]]
    log: tuple[Filed[Entry], ...]
    """Who changed what, in order; a line written ahead of a change that never came about is none."""
    seals: Mapping[tuple[str, int], Filed[Seal]]
    """Seals by cycle and number."""
    stored: Mapping[str, Stored]
    """Texts of acts by file name in `texts/`."""
    signatures: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Signatures of seals, as OpenSSH writes them, by cycle and number."""
    unfinished: Filed[Entry] | None = None
    """A last line of the log whose change never came about, or was taken away."""

    def registers(self) -> tuple[Filed[Any], ...]:
        """What it holds beside its cycles, in the order of `COUNTRY_FILES`."""
        filed = (getattr(self, field) for field in REGISTERS.values())
        return tuple(register for register in filed if register is not None)

    def acts(self) -> Mapping[str, Act]:
        """Its acts by id."""
        return {act.id: act for act in self.legislation.value.acts} if self.legislation else {}

    def documents(self) -> Mapping[str, Source]:
        """The documents consulted, by id."""
        return {source.id: source for source in self.sources.value.sources} if self.sources else {}

    def cycles(self) -> tuple[str, ...]:
        """Its cycles, the earliest first."""
        return tuple(sorted({cycle for cycle, _ in self.checklists}))

    def sealed(self, cycle: str) -> Filed[Seal] | None:
        """The latest seal of a cycle, if it has one."""
        numbers = [number for of, number in self.seals if of == cycle]
        return self.seals[cycle, max(numbers)] if numbers else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Workspace:
    """Everything that a folder holds; one reading is equal to itself alone, so that what follows from it can be kept."""

    root: Path
    instruments: Mapping[str, Filed[Instrument]]
    """Instruments by id: those of the package, and the folder's own; each with its titles in other languages."""
    translations: tuple[Filed[Translation], ...]
    """Titles and questions of instruments in other languages: those of the package, and the folder's own."""
    jurisdictions: Filed[Jurisdictions] | None
    countries: Mapping[str, Country]
    plans: Mapping[str, Filed[Plan]]
    texts: Mapping[tuple[str, str, str], Prose]
    """Texts for the reports of one country, or of one regional plan, in one cycle: `reports/texts/<country>/<cycle>/<name>.md`."""
    crosswalks: Mapping[str, Filed[Crosswalk]]
    """Crosswalks by id: those of the package, and the folder's own."""
    site: Filed[Site] | None = None
    """What the reading site shows; none where the folder has no site."""
    files: tuple[Document, ...]
    """Every document, in the order of reading."""

    def listed(self) -> tuple[Jurisdiction, ...]:
        """The countries that the register lists, in its order."""
        return self.jurisdictions.value.jurisdictions if self.jurisdictions else ()

    def jurisdiction(self, country: str) -> Jurisdiction | None:
        """The entry of a country, if it has one."""
        return next((jurisdiction for jurisdiction in self.listed() if jurisdiction.id == country), None)

    def parts(self, country: str) -> tuple[str, ...]:
        """Ids of the parts of a country."""
        jurisdiction = self.jurisdiction(country)
        return tuple(part.id for part in jurisdiction.parts) if jurisdiction else ()


def is_of_a_seal(name: str) -> bool:
    """Whether a file in the folder of a cycle is a seal or the signature of one, by its name."""
    return bool(SEAL.fullmatch(name) or SIGNATURE.fullmatch(name))
