"""A workspace as values: every document of a folder, by id."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
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
from compliance.model.people import People
from compliance.model.plan import Plan
from compliance.model.seal import Seal
from compliance.model.site import Site
from compliance.model.sources import Source, Sources
from compliance.model.translation import Translation
from compliance.source import Document, Prose

T = TypeVar("T")

KINDS: Mapping[str, type] = {
    "people": People,
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
IMAGES = "site"
"""The file beside the report plans that says what the reading site shows."""
TEXTS = "texts"
"""The folder beside the report plans that holds the texts for one country and cycle."""

ACTS = "texts"
"""The folder of a country that holds the texts of its acts."""
COPIES = "documents"
"""The folder of a country that holds copies of documents of any kind."""
LARGEST_COPY = 50_000_000
"""Bytes of such a copy."""
LOG = re.compile(r"log(?:-([0-9]{4}))?\.jsonl")
"""The name of a file of a country that says who changed what, a line a change: one a year, `log-2026.jsonl`. Lines of
`log.jsonl`, which is no longer added to, are earlier than all others."""
SEAL = re.compile(r"seal-([1-9][0-9]{0,5})\.json")
"""The name of a seal in the folder of a cycle, with its number."""
SIGNATURE = re.compile(rf"{SEAL.pattern}\.sig")
"""The name of the signature of a seal, which lies beside it."""
PEOPLE = "people.yaml"
"""The file of the workspace that names who works in it; none is needed."""
SIGNERS = "allowed_signers"
"""The file beside the countries that says whose keys sign seals, in the form of OpenSSH."""

_COUNTRY_KINDS = ("sources", "legislation", "participation", "external-ratings", "findings")
COUNTRY_FILES = {f"{kind}.yaml": KINDS[kind] for kind in _COUNTRY_KINDS}
"""What a country's folder holds beside its cycles."""
REGISTERS = {f"{kind}.yaml": kind.removesuffix("-ratings") for kind in _COUNTRY_KINDS}
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
    sha256: str
    """SHA-256 of its text, or of its bytes where it is no text."""
    text: str | None
    """Its text; none of a PDF, whose text lies beside it."""


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """A copy of a document, as it lies in the folder of a country: nobody has opened it."""

    path: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The documents of one country."""

    id: str
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
    """Who changed what, in order, of all years; a line written ahead of a change that never came about is none. Empty
    where logs were not read."""
    seals: Mapping[tuple[str, int], Filed[Seal]]
    """Seals by cycle and number."""
    stored: Mapping[str, Stored]
    copies: Mapping[str, StoredCopy] = field(default_factory=dict)
    """Copies of documents by file name in `documents/`."""
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

    def rated(self) -> tuple[Filed[Checklist], ...]:
        """Its checklists, those of second evaluators after all others."""
        return (*self.checklists.values(), *self.second.values())

    def cycles(self) -> tuple[str, ...]:
        """Its cycles, the earliest first."""
        return tuple(sorted({cycle for cycle, _ in self.checklists}))

    def rated_by(self, *, second: bool) -> Mapping[tuple[str, str], Filed[Checklist]]:
        """The checklists of one evaluator, by cycle and instrument."""
        return self.second if second else self.checklists

    def rated_twice(self, key: tuple[str, str]) -> tuple[Filed[Checklist], Filed[Checklist]] | None:
        """Both checklists of a cycle and an instrument, as soon as they may be compared: both evaluators have submitted."""
        first, second = self.checklists.get(key), self.second.get(key)
        return None if first is None or second is None or first.value.open or second.value.open else (first, second)

    def is_blind(self, key: tuple[str, str]) -> bool:
        """Whether two evaluators answer and one of them still may: neither is to see what the other wrote."""
        return key in self.second and self.rated_twice(key) is None

    def is_hidden(self, path: str, *, second: bool = False) -> bool:
        """Whether a file is the checklist of the other evaluator, which one who rates blind is not to see yet, read or not."""
        place = PurePosixPath(path)
        key = place.parent.name, place.stem.removesuffix(SECOND)
        of_other = not is_of_second(path) and key in self.second if second else is_of_second(path)
        return of_other and place.parts[1:2] == (self.id,) and self.rated_twice(key) is None

    def seen_by(self, *, second: bool) -> "Country":
        """The country as one evaluator sees it who rates blind: nothing is left of what the other wrote."""
        if not second:
            return replace(self, second={})
        return replace(self, checklists=self.second, second={}, bills={}, log=(), seals={}, signatures={})

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
    images: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures of the reading site, by the name of their file in `reports/site`."""
    files: tuple[Document, ...]
    """Every document on which a figure can rest, in the order of reading."""
    people: Filed[People] | None = None
    """Who works in it, and the file that says so; none where names are free."""

    def listed(self) -> tuple[Jurisdiction, ...]:
        """The countries that the register lists, in its order."""
        return self.jurisdictions.value.jurisdictions if self.jurisdictions else ()

    def seen_by(self, country: str, *, second: bool) -> "Workspace":
        """The workspace as one evaluator of a country sees it who rates blind."""
        whole = self.countries[country]
        hidden = {filed.document.path for filed in whole.rated_by(second=not second).values()}
        files = tuple(document for document in self.files if document.path not in hidden)
        return replace(self, countries={**self.countries, country: whole.seen_by(second=second)}, files=files)

    @property
    def roll(self) -> People | None:
        """Who works in it; none where names are free."""
        return self.people.value if self.people else None

    def jurisdiction(self, country: str) -> Jurisdiction | None:
        """The entry of a country, if it has one."""
        return next((jurisdiction for jurisdiction in self.listed() if jurisdiction.id == country), None)

    def name_of(self, country: str, day: date) -> str:
        """The name of a country on a day; its id where the register does not have it."""
        jurisdiction = self.jurisdiction(country)
        return jurisdiction.name(day) if jurisdiction else country

    def parts(self, country: str) -> tuple[str, ...]:
        """Ids of the parts of a country."""
        jurisdiction = self.jurisdiction(country)
        return tuple(part.id for part in jurisdiction.parts) if jurisdiction else ()


def in_years(names: Iterable[str]) -> tuple[str, ...]:
    """Those of some names that are of logs, the earliest first."""
    years = {name: match[1] or "" for name in names if (match := LOG.fullmatch(name))}
    return tuple(sorted(years, key=lambda name: years[name]))


def is_of_a_seal(name: str) -> bool:
    """Whether a file in the folder of a cycle is a seal or the signature of one, by its name."""
    return bool(SEAL.fullmatch(name) or SIGNATURE.fullmatch(name))


def is_of_second(path: str) -> bool:
    """Whether a checklist is a second evaluator's, by the name of its file."""
    return PurePosixPath(path).stem.endswith(SECOND)
