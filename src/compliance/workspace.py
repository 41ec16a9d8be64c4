"""Every document of a folder, by id."""

from __future__ import annotations

import gc
import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from compliance.load import load
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
from compliance.model.sources import Source, Sources
from compliance.model.translation import Translation, translated
from compliance.problems import Position, Problem, closest
from compliance.source import (
    Document,
    Prose,
    digest,
    digest_of_file,
    read,
    read_prose,
    read_text,
    shown,
    unreadable,
)
from compliance.tables import read_lines

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
}
"""Every kind of document and its type; `schemas/<kind>.json` explains it to an editor."""

IN_A_LANGUAGE = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Z][a-z]{3})?)\.yaml")
"""The name of the file that holds the titles of an instrument in another language: `ets-185.sr.yaml`."""
SECOND = ".second"
"""What the name of a second evaluator's checklist ends with, before the ending of the file."""

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
    """What binds it."""
    external: Filed[ExternalRatings] | None
    findings: Filed[Findings] | None
    """What treaty bodies found."""
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
        filed = (self.sources, self.legislation, self.participation, self.external, self.findings)
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
    """Names, parts and footnotes."""
    countries: Mapping[str, Country]
    plans: Mapping[str, Filed[Plan]]
    texts: Mapping[tuple[str, str, str], Prose]
    """Texts for the reports of one country, or of one regional plan, in one cycle: `reports/texts/<country>/<cycle>/<name>.md`."""
    crosswalks: Mapping[str, Filed[Crosswalk]]
    """Crosswalks by id: those of the package, and the folder's own."""
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


class _Reader:
    """One reading of a folder: collects documents and problems, builds values."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.documents: list[Document] = []

    def file(self, file: Path, kind: type[T]) -> Filed[T] | None:
        """A document and its value; None where its form is wrong, which is then among the problems."""
        document, problems = read(self.root, file)
        self.problems += problems
        if document is None:
            return None
        self.documents.append(document)
        return self.value(document, kind)

    def aside(self, file: Path, kind: type[T]) -> Filed[T] | None:
        """The same of a document that speaks of the others and on which no figure rests."""
        document, problems = read(self.root, file)
        self.problems += problems
        return self.value(document, kind) if document else None

    def value(self, document: Document, kind: type[T]) -> Filed[T] | None:
        """A document with the value that it holds."""
        value, problems = load(document, kind)
        self.problems += problems
        return Filed(value, document) if value is not None else None

    def entries(self, *parts: str) -> Iterator[Path]:
        """What a folder of the workspace holds, by name; hidden files are not looked at, links to folders not followed."""
        folder = self.root.joinpath(*parts)
        if not folder.is_dir() or self.is_linked(folder):
            return
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError as error:
            self.problems.append(unreadable(Position(shown(self.root, folder)), error))
        else:
            yield from (path for path in paths if not self.is_linked(path))

    def is_linked(self, path: Path) -> bool:
        """Whether a folder is only a link to one, which is then among the problems."""
        linked = path.is_symlink() and path.is_dir()
        if linked:
            hint = "a link may lead out of the workspace or in a circle; move the files here"
            at = Position(shown(self.root, path))
            self.problems.append(Problem(at, "linked-folder", "the folder is a link", "a folder", hint))
        return linked

    def unknown(self, path: Path, expected: Iterable[str]) -> None:
        """Notes that a file stands where nobody would look for it."""
        names = tuple(expected)
        at, what = Position(shown(self.root, path)), f"nothing reads `{path.name}` here"
        self.problems.append(Problem(at, "unknown-file", what, " | ".join(names), closest(path.name, names)))

    def missing(self, path: str, hint: str) -> None:
        """Notes that a file is missing that others need."""
        self.problems.append(Problem(Position(path), "missing-file", "the file is missing", hint=hint))


@contextmanager
def uncollected() -> Iterator[None]:
    """Inside, nothing looks for garbage; afterwards as before.

    What is read is kept and holds no cycles: looking through it at every further thousand of values took three quarters
    of the reading of 30,000 answers, and freed nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@uncollected()
def read_workspace(root: Path) -> tuple[Workspace, tuple[Problem, ...]]:
    """Every document of a folder, and every problem of form in any of them; nothing is written."""
    reader = _Reader(root)
    if not (root / "assessments").is_dir():
        reader.missing("assessments", "start in the folder that holds `assessments/`, or name it with --workspace")
    instruments, translations = _instruments(reader)
    jurisdictions = (
        reader.file(root / "assessments" / "jurisdictions.yaml", Jurisdictions)
        if _has(reader, "assessments/jurisdictions.yaml")
        else None
    )
    countries = {
        path.name: _country(reader, path, instruments)
        for path in reader.entries("assessments")
        if path.is_dir() and path.name not in ("instruments", "crosswalks")
    }
    for path in reader.entries("assessments"):
        if not path.is_dir() and path.name not in ("jurisdictions.yaml", SIGNERS):
            reader.unknown(path, ("jurisdictions.yaml", SIGNERS))
    workspace = Workspace(
        root=root,
        instruments=instruments,
        translations=translations,
        jurisdictions=jurisdictions,
        countries=countries,
        plans=_plans(reader),
        texts=_texts(reader),
        crosswalks=_crosswalks(reader),
        files=tuple(reader.documents),
    )
    return workspace, tuple(sorted(set(reader.problems)))


def _plans(reader: _Reader) -> Mapping[str, Filed[Plan]]:
    """The report plans; the texts that they print lie in a folder beside them."""
    plans = {}
    for path in reader.entries("reports"):
        if path.suffix == ".yaml":
            if plan := reader.file(path, Plan):
                plans[path.stem] = plan
        elif path.name != TEXTS or not path.is_dir():
            reader.unknown(path, ("<report>.yaml", f"{TEXTS}/"))
    return plans


def _texts(reader: _Reader) -> Mapping[tuple[str, str, str], Prose]:
    """The texts for reports, by country, cycle and name."""
    texts = {}
    for file in _three_deep(reader, "reports", TEXTS):
        text, problems = read_prose(reader.root, file)
        reader.problems += problems
        if text:
            texts[file.parent.parent.name, file.parent.name, file.stem] = text
    return texts


def _three_deep(reader: _Reader, *parts: str) -> Iterator[Path]:
    """The Markdown files of the cycles of the countries in a folder; whatever else lies there is unknown."""
    for whose in reader.entries(*parts):
        if not whose.is_dir():
            reader.unknown(whose, ("<country>/<cycle>/<name>.md",))
            continue
        for cycle in reader.entries(*parts, whose.name):
            if not cycle.is_dir():
                reader.unknown(cycle, ("<cycle>/<name>.md",))
                continue
            for file in reader.entries(*parts, whose.name, cycle.name):
                if file.suffix == ".md":
                    yield file
                else:
                    reader.unknown(file, ("<name>.md",))


def _has(reader: _Reader, path: str) -> bool:
    if (reader.root / "assessments").is_dir() and not (reader.root / path).exists():
        reader.missing(path, "it lists the countries; copy it from another workspace")
    return (reader.root / path).exists()


def _yaml(reader: _Reader, name: str, *parts: str) -> Iterator[Path]:
    """The YAML files of a folder; `name` says what others should have been."""
    for path in reader.entries(*parts):
        if path.suffix == ".yaml":
            yield path
        else:
            reader.unknown(path, (name,))


def _instruments(reader: _Reader) -> tuple[Mapping[str, Filed[Instrument]], tuple[Filed[Translation], ...]]:
    """The instruments by id with their titles in other languages, and the files that these come from.

    What the package says in another language is said of its own instruments, not of those that take their place.
    """
    shipped, own = _shipped_filed(reader, Instrument, "instruments"), _own_instruments(reader)
    reader.documents += (filed.document for filed in shipped)
    theirs = [filed for filed in own if isinstance(filed.value, Instrument)]
    replaced = {filed.value.id for filed in theirs}
    translations = (
        *(
            filed
            for filed in _shipped_filed(reader, Translation, "instruments")
            if filed.value.instrument not in replaced
        ),
        *(filed for filed in own if isinstance(filed.value, Translation)),
    )
    instruments = {filed.value.id: filed for filed in (*shipped, *theirs)}
    return _in_languages(instruments, translations), translations


def _own_instruments(reader: _Reader) -> list[Filed[Any]]:
    """The folder's own instruments, and its files of titles in other languages, on which no figure rests."""
    filed: list[Filed[Any] | None] = [
        reader.aside(path, Translation) if IN_A_LANGUAGE.fullmatch(path.name) else reader.file(path, Instrument)
        for path in _yaml(reader, "<instrument>.yaml", "assessments", "instruments")
    ]
    return [each for each in filed if each is not None]


def _in_languages(
    instruments: Mapping[str, Filed[Instrument]], translations: Iterable[Filed[Translation]]
) -> Mapping[str, Filed[Instrument]]:
    """Instruments that know their titles in other languages."""
    by_id: dict[str, list[Translation]] = {}
    for filed in translations:
        by_id.setdefault(filed.value.instrument, []).append(filed.value)
    return {
        id_: Filed(translated(filed.value, by_id[id_]), filed.document) if id_ in by_id else filed
        for id_, filed in instruments.items()
    }


def _crosswalks(reader: _Reader) -> Mapping[str, Filed[Crosswalk]]:
    """The crosswalks by id: those of the package, of which no figure is made, and the folder's own."""
    files = _yaml(reader, "<crosswalk>.yaml", "assessments", "crosswalks")
    own = [reader.file(path, Crosswalk) for path in files]
    return {filed.value.id: filed for filed in (*_shipped_filed(reader, Crosswalk, "crosswalks"), *filter(None, own))}


def _shipped_filed(reader: _Reader, kind: type[T], name: str) -> tuple[Filed[T], ...]:
    """The package's documents of a kind; what is wrong in them is among the problems."""
    shipped, problems = _shipped(cast("Hashable", kind), name)
    reader.problems += problems
    return shipped


@cache  # the package's files are the same as long as the program runs
def _shipped(kind: type[T], name: str) -> tuple[tuple[Filed[T], ...], tuple[Problem, ...]]:
    """The package's documents of a kind, and what is wrong in them."""
    package = Path(__file__).parent
    reader = _Reader(package.parent)
    files = (
        path
        for path in sorted((package / name).glob("*.yaml"))
        if bool(IN_A_LANGUAGE.fullmatch(path.name)) == (kind is Translation)
    )
    filed = [reader.file(path, kind) for path in files]
    return tuple(filter(None, filed)), tuple(reader.problems)


def _log(reader: _Reader, folder: Path) -> tuple[tuple[Filed[Entry], ...], Filed[Entry] | None]:
    """The log of a country without a last line whose change never came about, and that line."""
    documents, problems = read_lines(reader.root, folder / LOG)
    reader.problems += problems
    entries = [entry for document in documents if (entry := reader.value(document, Entry))]
    unfinished = entries.pop() if entries and is_void(folder, entries[-1].value) else None
    return tuple(entries), unfinished


def is_void(folder: Path, entry: Entry) -> bool:
    """Whether a line of the log speaks of a change that never came about: the file is as it was before.

    The line is written first and the file after it, so only the last line can be void, and the file decides.
    """
    text, _ = read_text(folder, folder / entry.file)
    return (None if text is None else digest(text)) == entry.before


def _stored(reader: _Reader, folder: Path) -> Mapping[str, Stored]:
    """The texts of acts that lie beside the register."""
    storeds = {}
    for path in reader.entries("assessments", folder.name, ACTS):
        if path.suffix == ".txt":
            text, problem = read_text(reader.root, path)
            if problem:
                reader.problems.append(problem)
            if text is not None:
                storeds[path.name] = Stored(shown(reader.root, path), digest(text), text)
        elif path.suffix == ".pdf" and path.is_file():
            storeds[path.name] = Stored(shown(reader.root, path), digest_of_file(path), None)
        else:
            reader.unknown(path, ("<act>.txt", "<act>.pdf"))
    return storeds


def _country(reader: _Reader, folder: Path, instruments: Mapping[str, Filed[Instrument]]) -> Country:
    filed: dict[str, Filed[Any] | None] = dict.fromkeys(COUNTRY_FILES)
    checklists: dict[tuple[str, str], Filed[Checklist]] = {}
    second: dict[tuple[str, str], Filed[Checklist]] = {}
    bills: Mapping[str, Filed[Bill]] = {}
    log: tuple[Filed[Entry], ...] = ()
    unfinished: Filed[Entry] | None = None
    stored: Mapping[str, Stored] = {}
    for path in reader.entries("assessments", folder.name):
        if path.name in COUNTRY_FILES:
            filed[path.name] = reader.file(path, COUNTRY_FILES[path.name])
        elif path.name == LOG:
            log, unfinished = _log(reader, folder)
        elif path.name == ACTS and path.is_dir():
            stored = _stored(reader, folder)
        elif path.name == "bills" and path.is_dir():
            bills = _bills(reader, folder)
        elif path.is_dir():
            for file in reader.entries("assessments", folder.name, path.name):
                if not is_of_a_seal(file.name) and (checklist := _checklist(reader, file)):
                    rater = second if file.stem.endswith(SECOND) else checklists
                    rater[path.name, file.stem.removesuffix(SECOND)] = checklist
        else:
            reader.unknown(path, (*COUNTRY_FILES, LOG, "bills/", f"{ACTS}/", "<cycle>/"))
    _missing(reader, folder, {instrument for _, instrument in checklists}, instruments)
    return Country(
        id=folder.name,
        sources=filed["sources.yaml"],
        legislation=filed["legislation.yaml"],
        participation=filed["participation.yaml"],
        external=filed["external-ratings.yaml"],
        findings=filed["findings.yaml"],
        checklists=checklists,
        second=second,
        bills=bills,
        log=log,
        seals={key: seal for key, file in _named(reader, folder, SEAL) if (seal := reader.aside(file, Seal))},
        stored=stored,
        signatures={
            key: text
            for key, file in _named(reader, folder, SIGNATURE)
            if (text := _text(reader, file)) is not None  # an empty one is there, and does not fit
        },
        unfinished=unfinished,
    )


def is_of_a_seal(name: str) -> bool:
    """Whether a file in the folder of a cycle is a seal or the signature of one, by its name."""
    return bool(SEAL.fullmatch(name) or SIGNATURE.fullmatch(name))


def _named(reader: _Reader, folder: Path, pattern: re.Pattern[str]) -> Iterator[tuple[tuple[str, int], Path]]:
    """The files in the folders of cycles whose names follow a pattern, with the cycle and the number in the name."""
    for cycle in reader.entries("assessments", folder.name):
        if cycle.is_dir() and cycle.name not in ("bills", ACTS):
            for file in reader.entries("assessments", folder.name, cycle.name):
                if named := pattern.fullmatch(file.name):
                    yield (cycle.name, int(named[1])), file


def _text(reader: _Reader, file: Path) -> str | None:
    """The text of a file, or None where it cannot be read, which is then among the problems."""
    text, problem = read_text(reader.root, file)
    reader.problems += (problem,) if problem else ()
    return text


def _bills(reader: _Reader, folder: Path) -> Mapping[str, Filed[Bill]]:
    """The bills of a country, by id."""
    files = _yaml(reader, "<bill>.yaml", "assessments", folder.name, "bills")
    return {file.stem: bill for file in files if (bill := reader.file(file, Bill))}


def _checklist(reader: _Reader, file: Path) -> Filed[Checklist] | None:
    """A checklist in the folder of its cycle."""
    if file.suffix == ".yaml":
        return reader.file(file, Checklist)
    reader.unknown(file, ("<instrument>.yaml", "seal-<number>.json"))
    return None


def _missing(
    reader: _Reader, folder: Path, rated: Collection[str], instruments: Mapping[str, Filed[Instrument]]
) -> None:
    """Notes the registers that a country lacks."""
    standards = rated and all(id_ in instruments and instruments[id_].value.kind == "standard" for id_ in rated)
    for name in COUNTRY_FILES:
        if name in OPTIONAL or (standards and name in OF_TREATIES):
            continue
        # A link that leads nowhere is there; that it cannot be read is said already.
        if not (folder / name).exists() and not (folder / name).is_symlink():
            hint = f"write one that says which country: `country: {folder.name}`"
            reader.missing(shown(reader.root, folder / name), hint)
