"""A folder → its workspace, and every problem of form in any of its documents."""

import stat
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from compliance.files import read_bytes, read_text, shown, what_it_is
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
from compliance.problems import Position, Problem
from compliance.reader import Reader, uncollected
from compliance.source import Prose, digest, prose
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
)

T = TypeVar("T")


@uncollected()
def read_workspace(
    root: Path, memory: Memory | None = None, *, logs: bool = True
) -> tuple[Workspace, tuple[Problem, ...]]:
    """Every document of a folder, and every problem of form in any of them; nothing is written.

    Without its logs a workspace is read in the same time however long they are. With the memory of an earlier reading
    only what changed is read: whoever gives it begins and ends the reading.
    """
    memory = memory or Memory()
    reader = Reader(root, memory, logs=logs)
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
        "site": next((reader.aside(path, Site) for path in reader.entries("reports") if path.name == SITE), None),
        "images": _images(reader),
        "files": tuple(reader.documents),
        "people": reader.aside(roll, People) if roll.exists() or roll.is_symlink() else None,
    }
    workspace = memory.kept.of("workspace", parts, lambda: Workspace(**parts))
    return workspace, tuple(sorted(set(reader.problems)))


def _plans(reader: Reader) -> Mapping[str, Filed[Plan]]:
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


def _images(reader: Reader) -> Mapping[str, bytes]:
    """The pictures of the site: what does more than draw is refused."""
    images = {}
    for path in reader.entries("reports", IMAGES):
        if path.suffix not in (".svg", ".png"):
            reader.unknown(path, ("<picture>.svg", "<picture>.png"))
            continue
        content, problem = read_bytes(reader.root, path, LARGEST_IMAGE, "a picture")
        if content is not None and (what := objection(path.name, content)):
            at, hint = Position(shown(reader.root, path)), "export it anew as plain SVG or PNG"
            problem = Problem(at, "not-an-image", what, "a picture that only draws", hint)
        if problem:
            reader.problems.append(problem)
        elif content is not None:
            images[path.name] = content
    return images


def _texts(reader: Reader) -> Mapping[tuple[str, str, str], Prose]:
    """The texts for reports, by country, cycle and name."""
    texts = {}
    for file in _below(reader, ("<country>", "<cycle>", "<name>.md"), "reports", TEXTS):
        if text := reader.made(file, Prose, prose):
            texts[file.parent.parent.name, file.parent.name, file.stem] = text
    return texts


def _below(reader: Reader, names: tuple[str, ...], *parts: str) -> Iterator[Path]:
    """The Markdown files so many levels below a folder as there are names, which say what belongs there."""
    for path in reader.entries(*parts):
        if path.is_dir() and len(names) > 1:
            yield from _below(reader, names[1:], *parts, path.name)
        elif path.suffix == ".md" and len(names) == 1:
            yield path
        else:
            reader.unknown(path, ("/".join(names),))


def _yaml(reader: Reader, name: str, *parts: str) -> Iterator[Path]:
    """The YAML files of a folder; `name` says what others should have been."""
    for path in reader.entries(*parts):
        if path.suffix == ".yaml":
            yield path
        else:
            reader.unknown(path, (name,))


def _instruments(reader: Reader) -> tuple[Mapping[str, Filed[Instrument]], tuple[Filed[Translation], ...]]:
    """The instruments by id with their titles in other languages, and the files that these come from.

    What the package says in another language is said of its own instruments, not of those that take their place.
    """
    shipped = _shipped_filed(reader, Instrument, "instruments")
    own: list[Filed[Any] | None] = [
        # On titles in other languages no figure rests.
        reader.aside(path, Translation) if IN_A_LANGUAGE.fullmatch(path.name) else reader.file(path, Instrument)
        for path in _yaml(reader, "<instrument>.yaml", "assessments", "instruments")
    ]
    reader.documents += (filed.document for filed in shipped)
    instruments = {filed.value.id: filed for filed in own if filed and isinstance(filed.value, Instrument)}
    spoken = tuple(filed for filed in own if filed and isinstance(filed.value, Translation))
    known = _shipped_filed(reader, Translation, "instruments")
    translations = (*(each for each in known if each.value.instrument not in instruments), *spoken)
    # To give two hundred criteria their texts in seven languages takes longer than to read a small folder.
    as_shipped = _shipped_in_languages().items()
    concerned = instruments.keys() | {filed.value.instrument for filed in spoken}
    every = {filed.value.id: filed for filed in shipped} | instruments
    theirs = {id_: filed for id_, filed in every.items() if id_ in concerned}
    spoken_of = reader.memory.kept.of(
        "instruments", (theirs, translations), lambda: _in_languages(theirs, translations)
    )
    return {**every, **{id_: filed for id_, filed in as_shipped if id_ not in concerned}, **spoken_of}, translations


@cache
def _shipped_in_languages() -> Mapping[str, Filed[Instrument]]:
    """The package's instruments with the titles that the package has in other languages."""
    (shipped, _), (translations, _) = (_shipped(kind, "instruments") for kind in (Instrument, Translation))
    return _in_languages({filed.value.id: filed for filed in shipped}, translations)


def _in_languages(
    instruments: Mapping[str, Filed[Instrument]], translations: Iterable[Filed[Translation]]
) -> Mapping[str, Filed[Instrument]]:
    """Instruments with their titles in other languages; one that has none stays the same."""
    of = {id_: [each.value for each in translations if each.value.instrument == id_] for id_ in instruments}
    return {
        id_: Filed(translated(filed.value, of[id_]), filed.document) if of[id_] else filed
        for id_, filed in instruments.items()
    }


def _crosswalks(reader: Reader) -> Mapping[str, Filed[Crosswalk]]:
    """The crosswalks by id: those of the package, of which no figure is made, and the folder's own."""
    files = _yaml(reader, "<crosswalk>.yaml", "assessments", "crosswalks")
    own = [reader.file(path, Crosswalk) for path in files]
    return {filed.value.id: filed for filed in (*_shipped_filed(reader, Crosswalk, "crosswalks"), *filter(None, own))}


def _shipped_filed(reader: Reader, kind: type[T], name: str) -> tuple[Filed[T], ...]:
    """The package's documents of a kind; what is wrong in them is among the problems."""
    shipped, problems = _shipped(cast("Hashable", kind), name)
    reader.problems += problems
    return shipped


@cache  # the package's files are the same as long as the program runs
def _shipped(kind: type[T], name: str) -> tuple[tuple[Filed[T], ...], tuple[Problem, ...]]:
    """The package's documents of a kind, and what is wrong in them."""
    package = Path(__file__).parent
    reader = Reader(package.parent, Memory())
    of_kind = bool(kind is Translation)
    files = sorted((package / name).glob("*.yaml"))
    filed = [reader.file(path, kind) for path in files if bool(IN_A_LANGUAGE.fullmatch(path.name)) == of_kind]
    return tuple(filter(None, filed)), tuple(reader.problems)


@uncollected()
def read_log(root: Path, country: str) -> tuple[Filed[Entry], ...]:
    """The log of a country, for whoever has read a workspace without it; lines that are broken are left out."""
    return _log_of(root, country)[0]


def with_log(workspace: Workspace, country: str) -> Workspace:
    """A workspace that was read without logs, with that of a country, as it stands in its files."""
    log, unfinished = _log_of(workspace.root, country)
    at = replace(workspace.countries[country], log=log, unfinished=unfinished)
    return replace(workspace, countries={**workspace.countries, country: at})


_Log = tuple[tuple[Filed[Entry], ...], Filed[Entry] | None]
"""The log of a country without a last line whose change never came about, and that line."""


def _log_of(root: Path, country: str) -> _Log:
    folder = root / "assessments" / country
    return _log(Reader(root, Memory()), folder, [path.name for path in folder.iterdir()])


def _log(reader: Reader, folder: Path, names: Iterable[str]) -> _Log:
    """The log of a country, year by year."""
    entries: list[Filed[Entry]] = []
    years = in_years(names)
    for name in years:
        documents, problems = read_lines(reader.root, folder / name, grows=name == years[-1])
        reader.problems += problems
        for document in documents:
            entry, problems = load(document, Entry)
            reader.problems += problems
            entries += (Filed(entry, document),) if entry else ()
    unfinished = entries.pop() if entries and is_void(folder, entries[-1].value) else None
    return tuple(entries), unfinished


def is_void(folder: Path, entry: Entry) -> bool:
    """Whether a line of the log speaks of a change that never came about: the file is as it was before.

    The line is written first and the file after it, so only the last line can be void, and the file decides.
    """
    text, _ = read_text(folder, folder / entry.file)
    return (None if text is None else digest(text)) == entry.before


def _stored(reader: Reader, folder: Path) -> Mapping[str, Stored]:
    """The texts of acts that lie beside the register."""
    storeds = {}
    for path in reader.entries("assessments", folder.name, ACTS):
        if path.suffix == ".txt":
            if stored := reader.made(path, Stored, lambda path, text: (Stored(path, digest(text), text), ())):
                storeds[path.name] = stored
        elif path.suffix == ".pdf" and path.is_file():
            storeds[path.name] = Stored(shown(reader.root, path), reader.memory.digest(path), None)
        else:
            reader.unknown(path, ("<act>.txt", "<act>.pdf"))
    return storeds


def _copies(reader: Reader, folder: Path) -> Mapping[str, StoredCopy]:
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


def _country(reader: Reader, folder: Path, instruments: Mapping[str, Filed[Instrument]]) -> Country:
    held: dict[str, Any] = dict.fromkeys(REGISTERS.values())
    held |= {name: {} for name in ("checklists", "second", "seals", "signatures", "bills", "stored", "copies")}
    logs: list[str] = []
    for path in reader.entries("assessments", folder.name):
        if path.name in COUNTRY_FILES:
            held[REGISTERS[path.name]] = reader.file(path, COUNTRY_FILES[path.name])
        elif LOG.fullmatch(path.name):
            logs += (path.name,) if reader.logs else ()
        elif path.name in _FOLDERS and path.is_dir():
            field, inside = _FOLDERS[path.name]
            held[field] = inside(reader, folder)
        elif path.is_dir():
            _cycle(reader, path, held)
        else:
            reader.unknown(path, (*COUNTRY_FILES, "log-<year>.jsonl", "bills/", f"{ACTS}/", f"{COPIES}/", "<cycle>/"))
    held["log"], held["unfinished"] = _log(reader, folder, logs)
    _missing(reader, folder, {instrument for _, instrument in held["checklists"]}, instruments)
    return Country(id=folder.name, **held)


def _cycle(reader: Reader, folder: Path, held: Mapping[str, dict[tuple[str, str | int], Any]]) -> None:
    """Adds what the folder of a cycle holds to the fields of its country."""
    for file in reader.entries("assessments", folder.parent.name, folder.name):
        if named := SEAL.fullmatch(file.name):
            if seal := reader.aside(file, Seal):
                held["seals"][folder.name, int(named[1])] = seal
        elif named := SIGNATURE.fullmatch(file.name):
            # An empty one is there, and does not fit.
            if (text := reader.made(file, str, lambda _, text: (text, ()))) is not None:
                held["signatures"][folder.name, int(named[1])] = text
        elif file.suffix != ".yaml":
            reader.unknown(file, ("<instrument>.yaml", "seal-<number>.json"))
        elif checklist := reader.file(file, Checklist):
            rater = "second" if is_of_second(file.name) else "checklists"
            held[rater][folder.name, file.stem.removesuffix(SECOND)] = checklist


def _bills(reader: Reader, folder: Path) -> Mapping[str, Filed[Bill]]:
    """The bills of a country, by id."""
    files = _yaml(reader, "<bill>.yaml", "assessments", folder.name, "bills")
    return {file.stem: bill for file in files if (bill := reader.file(file, Bill))}


_FOLDERS: Mapping[str, tuple[str, Callable[[Reader, Path], Mapping[str, object]]]] = {
    ACTS: ("stored", _stored),
    COPIES: ("copies", _copies),
    "bills": ("bills", _bills),
}
"""The folders of a country beside its cycles, each with the field of `Country` that holds what it says."""


def _missing(
    reader: Reader, folder: Path, rated: Collection[str], instruments: Mapping[str, Filed[Instrument]]
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
