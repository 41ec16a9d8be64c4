"""A folder → its workspace, and every problem of form in any of its documents."""

import gc
import stat
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast

from compliance.images import LARGEST_IMAGE, objection
from compliance.load import load
from compliance.memory import Memory
from compliance.model.bill import Bill
from compliance.model.checklist import Checklist
from compliance.model.crosswalk import Crosswalk
from compliance.model.instrument import Instrument
from compliance.model.jurisdictions import Jurisdictions
from compliance.model.log import Entry
from compliance.model.people import People
from compliance.model.plan import Plan
from compliance.model.seal import Seal
from compliance.model.site import Site
from compliance.model.translation import Translation, translated
from compliance.problems import Position, Problem, closest
from compliance.source import (
    Document,
    Prose,
    digest,
    parse,
    prose,
    read_bytes,
    read_text,
    shown,
    unreadable,
    what_it_is,
)
from compliance.tables import read_lines
from compliance.workspace import (
    ACTS,
    COPIES,
    COUNTRY_FILES,
    IMAGES,
    IN_A_LANGUAGE,
    LARGEST_COPY,
    LOG,
    OF_TREATIES,
    OPTIONAL,
    PEOPLE,
    REGISTERS,
    SEAL,
    SECOND,
    SIGNATURE,
    SIGNERS,
    SITE,
    TEXTS,
    Country,
    Filed,
    Stored,
    StoredCopy,
    Workspace,
    in_years,
    is_of_second,
)  # fmt: skip

T = TypeVar("T")


class _Reader:
    """One reading of a folder: collects documents and problems, builds values."""

    def __init__(self, root: Path, memory: Memory, *, logs: bool = True) -> None:
        self.root, self.memory, self.logs = root, memory, logs
        self.problems: list[Problem] = []
        self.documents: list[Document] = []

    def file(self, file: Path, kind: type[T]) -> Filed[T] | None:
        """A document and its value; None where its form is wrong, which is then among the problems."""
        document, filed = self._filed(file, kind)
        self.documents += (document,) if document else ()
        return filed

    def aside(self, file: Path, kind: type[T]) -> Filed[T] | None:
        """The same of a document that speaks of the others and on which no figure rests."""
        return self._filed(file, kind)[1]

    def _filed(self, file: Path, kind: type[T]) -> tuple[Document | None, Filed[T] | None]:
        held, problems = self.memory.file(
            self.root, file, cast("Hashable", kind), partial(_filed, kind, self.memory.light)
        )
        self.problems += problems
        return held or (None, None)

    def prose(self, file: Path) -> Prose | None:
        """A text for readers; without it everything else can be shown."""
        text, problems = self.memory.file(self.root, file, Prose, prose)
        self.problems += problems
        self.memory.spared.update(problems)
        return text

    def text(self, file: Path) -> str | None:
        """The text of a file; None where it cannot be read, which is then among the problems."""
        text, problems = self.memory.file(self.root, file, str, lambda _, text: (text, ()))
        self.problems += problems
        return text

    def stored(self, file: Path) -> Stored | None:
        """The text of an act; None where it cannot be read, which is then among the problems."""
        stored, problems = self.memory.file(
            self.root, file, Stored, lambda path, text: (Stored(path, digest(text), text), ())
        )
        self.problems += problems
        return stored

    def stray(self, problem: Problem) -> None:
        """Notes what is of no use, but does not keep anything else from being shown."""
        self.problems.append(problem)
        self.memory.spared.add(problem)

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
            self.stray(Problem(at, "linked-folder", "the folder is a link", "a folder", hint))
        return linked

    def unknown(self, path: Path, expected: Iterable[str]) -> None:
        """Notes that a file stands where nobody would look for it."""
        names = tuple(expected)
        at, what = Position(shown(self.root, path)), f"nothing reads `{path.name}` here"
        self.stray(Problem(at, "unknown-file", what, " | ".join(names), closest(path.name, names)))

    def missing(self, path: str, hint: str) -> None:
        """Notes that a file is missing that others need."""
        self.problems.append(Problem(Position(path), "missing-file", "the file is missing", hint=hint))


_Filed = tuple[Document, Filed[T] | None]
"""A document, and its value where its form is right."""


def _filed(kind: type[T], light: bool, path: str, text: str) -> tuple[_Filed[T] | None, tuple[Problem, ...]]:
    """What a text holds."""
    document, problems = parse(path, text)
    if document is None:
        return None, problems
    value, more = load(document, kind)
    document = document.light() if light else document
    return (document, Filed(value, document) if value is not None else None), (*problems, *more)


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
def read_workspace(
    root: Path, memory: Memory | None = None, *, logs: bool = True
) -> tuple[Workspace, tuple[Problem, ...]]:
    """Every document of a folder, and every problem of form in any of them; nothing is written.

    Without its logs a workspace is read in the same time however long they are. With the memory of an earlier reading
    only what changed is read: whoever gives it begins and ends the reading.
    """
    memory = memory or Memory()
    reader = _Reader(root, memory, logs=logs)
    if not (root / "assessments").is_dir():
        reader.missing("assessments", "start in the folder that holds `assessments/`, or name it with --workspace")
    instruments, translations = _instruments(reader)
    register = root / "assessments" / "jurisdictions.yaml"
    if register.parent.is_dir() and not register.exists():
        reader.missing("assessments/jurisdictions.yaml", "it lists the countries; copy it from another workspace")
    jurisdictions = reader.file(register, Jurisdictions) if register.exists() else None
    countries = {
        path.name: memory.kept.same(("country", path.name), _country(reader, path, instruments))
        for path in reader.entries("assessments")
        if path.is_dir() and path.name not in ("instruments", "crosswalks")
    }
    for path in reader.entries("assessments"):
        if not path.is_dir() and path.name not in ("jurisdictions.yaml", SIGNERS):
            reader.unknown(path, ("jurisdictions.yaml", SIGNERS))
    roll = root / PEOPLE
    parts: dict[str, Any] = {
        "root": root,
        "instruments": instruments,
        "translations": translations,
        "jurisdictions": jurisdictions,
        "countries": countries,
        "plans": _plans(reader),
        "texts": _texts(reader),
        "crosswalks": _crosswalks(reader),
        "site": _site(reader),
        "images": _images(reader),
        "files": tuple(reader.documents),
        "people": reader.aside(roll, People) if roll.exists() or roll.is_symlink() else None,
    }
    workspace = memory.kept.of("workspace", parts, lambda: Workspace(**parts))
    return workspace, tuple(sorted(set(reader.problems)))


def _plans(reader: _Reader) -> Mapping[str, Filed[Plan]]:
    """The report plans; the texts that they print lie in a folder beside them."""
    plans = {}
    for path in reader.entries("reports"):
        if path.name == SITE:
            continue
        if path.suffix == ".yaml":
            if plan := reader.file(path, Plan):
                plans[path.stem] = plan
        elif path.name not in (TEXTS, IMAGES) or not path.is_dir():
            reader.unknown(path, ("<report>.yaml", SITE, f"{TEXTS}/", f"{IMAGES}/"))
    return plans


def _site(reader: _Reader) -> Filed[Site] | None:
    """What the reading site shows: a document on which no figure rests."""
    return next((reader.aside(path, Site) for path in reader.entries("reports") if path.name == SITE), None)


def _images(reader: _Reader) -> Mapping[str, bytes]:
    """The pictures of the site: what does more than draw is refused."""
    images = {}
    for path in reader.entries("reports", IMAGES):
        if path.suffix not in (".svg", ".png"):
            reader.unknown(path, ("<picture>.svg", "<picture>.png"))
            continue
        content, problem = read_bytes(reader.root, path, LARGEST_IMAGE, "a picture")
        reader.problems += (problem,) if problem else ()
        if content is None:
            continue
        if what := objection(path.name, content):
            at, hint = Position(shown(reader.root, path)), "export it anew as plain SVG or PNG"
            reader.problems.append(Problem(at, "not-an-image", what, "a picture that only draws", hint))
        else:
            images[path.name] = content
    return images


def _texts(reader: _Reader) -> Mapping[tuple[str, str, str], Prose]:
    """The texts for reports, by country, cycle and name."""
    texts = {}
    for file in _below(reader, ("<country>", "<cycle>", "<name>.md"), "reports", TEXTS):
        if text := reader.prose(file):
            texts[file.parent.parent.name, file.parent.name, file.stem] = text
    return texts


def _below(reader: _Reader, names: tuple[str, ...], *parts: str) -> Iterator[Path]:
    """The Markdown files so many levels below a folder as there are names, which say what belongs there."""
    for path in reader.entries(*parts):
        if path.is_dir() and len(names) > 1:
            yield from _below(reader, names[1:], *parts, path.name)
        elif path.suffix == ".md" and len(names) == 1:
            yield path
        else:
            reader.unknown(path, ("/".join(names),))


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
    sources = instruments, translations
    return reader.memory.kept.of("instruments", sources, lambda: _in_languages(instruments, translations)), translations


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
    reader = _Reader(package.parent, Memory())
    files = (
        path
        for path in sorted((package / name).glob("*.yaml"))
        if bool(IN_A_LANGUAGE.fullmatch(path.name)) == (kind is Translation)
    )
    filed = [reader.file(path, kind) for path in files]
    return tuple(filter(None, filed)), tuple(reader.problems)


@uncollected()
def read_log(root: Path, country: str) -> tuple[Filed[Entry], ...]:
    """The log of a country, for whoever has read a workspace without it; lines that are broken are left out."""
    folder = root / "assessments" / country
    return _log(_Reader(root, Memory()), folder, [path.name for path in folder.iterdir()])[0]


def with_log(workspace: Workspace, country: str) -> Workspace:
    """A workspace that was read without logs, with that of a country, as it stands in its files."""
    folder = workspace.root / "assessments" / country
    log, unfinished = _log(_Reader(workspace.root, Memory()), folder, [path.name for path in folder.iterdir()])
    at = replace(workspace.countries[country], log=log, unfinished=unfinished)
    return replace(workspace, countries={**workspace.countries, country: at})


def _log(reader: _Reader, folder: Path, names: Iterable[str]) -> tuple[tuple[Filed[Entry], ...], Filed[Entry] | None]:
    """The log of a country, year by year, without a last line whose change never came about, and that line."""
    entries: list[Filed[Entry]] = []
    years = in_years(names)
    for name in years:
        documents, problems = read_lines(reader.root, folder / name, grows=name == years[-1])
        reader.problems += problems
        entries += (entry for document in documents if (entry := reader.value(document, Entry)))
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
            if stored := reader.stored(path):
                storeds[path.name] = stored
        elif path.suffix == ".pdf" and path.is_file():
            storeds[path.name] = Stored(shown(reader.root, path), reader.memory.digest(path), None)
        else:
            reader.unknown(path, ("<act>.txt", "<act>.pdf"))
    return storeds


def _copies(reader: _Reader, folder: Path) -> Mapping[str, StoredCopy]:
    """The copies of documents that lie in the folder of a country: none is opened, no link is followed."""
    copies = {}
    for path in reader.entries("assessments", folder.name, COPIES):
        status = path.lstat()
        at = Position(shown(reader.root, path))
        if not stat.S_ISREG(status.st_mode):
            kind = "a link" if path.is_symlink() else what_it_is(status.st_mode)
            what, hint = f"{kind} stands where a document belongs", "`compliance evidence add` stores a copy"
            reader.problems.append(Problem(at, "not-a-file", what, "a file", hint))
        elif status.st_size > LARGEST_COPY:
            what, expected = f"the file has {status.st_size // 1_000_000} MB", f"at most {LARGEST_COPY // 1_000_000} MB"
            reader.problems.append(Problem(at, "too-large", what, expected, "keep it elsewhere and say where"))
        else:
            copies[path.name] = StoredCopy(at.path, status.st_size)
    return copies


def _country(reader: _Reader, folder: Path, instruments: Mapping[str, Filed[Instrument]]) -> Country:
    registers: dict[str, Any] = dict.fromkeys(REGISTERS.values())
    cycles = _Cycles(reader)
    bills: Mapping[str, Filed[Bill]] = {}
    logs: list[str] = []
    stored: Mapping[str, Stored] = {}
    copies: Mapping[str, StoredCopy] = {}
    for path in reader.entries("assessments", folder.name):
        if path.name in COUNTRY_FILES:
            registers[REGISTERS[path.name]] = reader.file(path, COUNTRY_FILES[path.name])
        elif LOG.fullmatch(path.name):
            logs += (path.name,) if reader.logs else ()
        elif path.name == ACTS and path.is_dir():
            stored = _stored(reader, folder)
        elif path.name == COPIES and path.is_dir():
            copies = _copies(reader, folder)
        elif path.name == "bills" and path.is_dir():
            bills = _bills(reader, folder)
        elif path.is_dir():
            cycles.add(path)
        else:
            reader.unknown(path, (*COUNTRY_FILES, "log-<year>.jsonl", "bills/", f"{ACTS}/", f"{COPIES}/", "<cycle>/"))
    log, unfinished = _log(reader, folder, logs)
    _missing(reader, folder, {instrument for _, instrument in cycles.checklists}, instruments)
    return Country(
        id=folder.name,
        **registers,
        checklists=cycles.checklists,
        second=cycles.second,
        bills=bills,
        log=log,
        seals=cycles.seals,
        stored=stored,
        copies=copies,
        signatures=cycles.signatures,
        unfinished=unfinished,
    )


class _Cycles:
    """What the folders of the cycles of a country hold, being read."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader
        self.checklists: dict[tuple[str, str], Filed[Checklist]] = {}
        self.second: dict[tuple[str, str], Filed[Checklist]] = {}
        self.seals: dict[tuple[str, int], Filed[Seal]] = {}
        self.signatures: dict[tuple[str, int], str] = {}

    def add(self, folder: Path) -> None:
        """Reads the folder of a cycle."""
        for file in self.reader.entries("assessments", folder.parent.name, folder.name):
            if named := SEAL.fullmatch(file.name):
                if seal := self.reader.aside(file, Seal):
                    self.seals[folder.name, int(named[1])] = seal
            elif named := SIGNATURE.fullmatch(file.name):
                if (text := self.reader.text(file)) is not None:  # an empty one is there, and does not fit
                    self.signatures[folder.name, int(named[1])] = text
            elif file.suffix != ".yaml":
                self.reader.unknown(file, ("<instrument>.yaml", "seal-<number>.json"))
            elif checklist := self.reader.file(file, Checklist):
                rater = self.second if is_of_second(file.name) else self.checklists
                rater[folder.name, file.stem.removesuffix(SECOND)] = checklist


def _bills(reader: _Reader, folder: Path) -> Mapping[str, Filed[Bill]]:
    """The bills of a country, by id."""
    files = _yaml(reader, "<bill>.yaml", "assessments", folder.name, "bills")
    return {file.stem: bill for file in files if (bill := reader.file(file, Bill))}


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
