"""What the answers of a country rest on, and where that is thin: no source, no date, no text, names that nobody uses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance import figures
from compliance.as_of.evidence import is_older, is_repealed, rests_on
from compliance.checks.needs import lacks_evidence
from compliance.checks.quotes import Suspect, digest_of_copy, is_of_today, suspects, words_of
from compliance.checks.walk import bases
from compliance.checks.work import rated
from compliance.model.checklist import LegalBasis, Response
from compliance.model.dates import PartialDate
from compliance.model.instrument import Instrument
from compliance.model.legislation import Act
from compliance.problems import Problem
from compliance.source import Data
from compliance.workspace import COPIES, Country, Workspace

ACTS = ("act", "amend", "amends", "replaces")
"""Fields that name an act."""
DEAD = frozenset(("unknown-act", "unknown-source"))
"""Problems of names that lead nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A rating for which no source was seen."""

    instrument: str
    cycle: str
    criterion: str
    rating: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misquoted:
    """A quotation that does not stand in the stored text."""

    criterion: str
    act: str
    provision: str | None
    quote: str | None
    difference: str | None
    """The words that differ from the nearest passage; none where nothing is near."""
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadEnd:
    """A name of an act or a source that leads nowhere."""

    place: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A copy of a document that is stored."""

    source: str
    file: str
    size: int
    sha256: str
    by: str
    stored: date
    state: Literal["as stored", "changed", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the evidence of a country is thin."""

    country: str
    no_source_seen: tuple[Unseen, ...]
    """Ratings for which no source was seen, in the latest cycle."""
    suspect: tuple[Misquoted, ...]
    dead: tuple[DeadEnd, ...]
    undated: tuple[str, ...]
    idle_acts: tuple[str, ...]
    idle_sources: tuple[str, ...]
    without_text: tuple[str, ...]
    stray: tuple[str, ...]
    stray_copies: tuple[str, ...]
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderText:
    """An act whose text was read as it stood before an amendment on file, and the criteria that rest on it."""

    act: str
    read_to: str | None
    """The amendment to which the text was consolidated; none where it was read as first published."""
    as_of: PartialDate | None
    last_amendment: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repealed:
    """An act that was repealed on the day of the law, and the criteria that rest on it."""

    act: str
    repealed_by: str | None
    until: PartialDate | None
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """What the answers of a country rest on that may have changed since."""

    country: str
    older: tuple[OlderText, ...]
    repealed: tuple[Repealed, ...]
    without_date: tuple[str, ...]
    """Acts of which nobody knows since when they are in force."""


def old(workspace: Workspace, country: Country) -> Old:
    """What answers rest on that may have changed since; what nothing rests on is left out of the texts."""
    resting = _resting(workspace, country)
    acts = tuple(country.acts().values())
    days = [filed.value.cut_off for (cycle, _), filed in country.checklists.items() if cycle == country.cycles()[-1]]
    used = [(act, resting[act.id]) for act in acts if act.id in resting]
    return Old(
        country=country.id,
        older=tuple(
            OlderText(
                act=act.id,
                read_to=act.read.consolidated_to if act.read else None,
                as_of=act.read.as_of if act.read else None,
                last_amendment=act.amendments[-1],
                criteria=criteria,
            )
            for act, criteria in used
            if is_older(act)
        ),
        repealed=tuple(
            Repealed(act=act.id, repealed_by=act.repealed_by, until=act.until, criteria=criteria)
            for act, criteria in used
            if any(is_repealed(act, day) for day in days)
        ),
        without_date=tuple(act.id for act in acts if act.in_force is None),
    )


def _resting(workspace: Workspace, country: Country) -> Mapping[str, tuple[str, ...]]:
    """The criteria whose answers rest on each act in the latest cycle, in treaty order."""
    by_act: dict[str, list[str]] = {}
    for _, _, criterion, response in _latest(workspace, country):
        for act in rests_on(response):
            by_act.setdefault(act, []).append(criterion)
    return {act: tuple(ids) for act, ids in by_act.items()}


def _latest(workspace: Workspace, country: Country) -> Iterator[tuple[Instrument, str, str, Response]]:
    """The answers of the latest cycle, in treaty order: instrument, cycle, criterion and response."""
    for (cycle, id_), filed in sorted(country.checklists.items()):
        if cycle == country.cycles()[-1] and id_ in workspace.instruments:
            instrument = workspace.instruments[id_].value
            for criterion in instrument.criteria():
                if response := filed.value.responses.get(criterion.id):
                    yield instrument, cycle, criterion.id, response


def old_as_text(old: Old, country: Country, name: str) -> str:
    """What may have changed since, list by list; one sentence where nothing may."""
    older = [f"{_read(text)}: {', '.join(text.criteria)}" for text in old.older]
    lists = (
        ("Texts older than the last amendment on file", older),
        ("Acts repealed on the day of the law", [f"{act.act}: {', '.join(act.criteria)}" for act in old.repealed]),
        ("Acts without a date in force", _acts(country, old.without_date)),
    )
    return _listed(name, lists) or f"{name}\n  Nothing is old."


def _read(older: OlderText) -> str:
    read = f"to {older.read_to}" if older.read_to else "as first published"
    return f"{older.act}, read {read}, amended by {older.last_amendment}"


def _listed(name: str, lists: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Titled lists under a name, as far as there is something to list."""
    texts = [f"{head} ({len(lines)})\n" + "\n".join(f"  {line}" for line in lines) for head, lines in lists if lines]
    return "\n\n".join((name, *texts)) if texts else ""


def _acts(country: Country, ids: Iterable[str]) -> list[str]:
    acts = country.acts()
    return [f"{id_}: {acts[id_].short}" for id_ in ids]


def evidence(workspace: Workspace, country: Country, problems: Iterable[Problem]) -> Evidence:
    """Where the evidence of a country is thin."""
    used, cited = set(_used(workspace, country)), set(_cited(workspace, country))
    acts = tuple(country.acts().values())
    quoted = {basis.act for basis in _bases(country) if basis.quote}
    return Evidence(
        country=country.id,
        no_source_seen=tuple(_unseen(workspace, country)),
        suspect=tuple(
            misquoted(suspect)
            for suspect in suspects(workspace)
            if suspect.based.answered.country.id == country.id and not country.is_hidden(suspect.path)
        ),
        dead=tuple(
            DeadEnd(place=str(problem.at), what=problem.what)
            for problem in problems
            if problem.code in DEAD
            and problem.at.path.startswith(f"assessments/{country.id}/")
            and not country.is_hidden(problem.at.path)
        ),
        idle_acts=tuple(act.id for act in acts if act.id not in cited),
        idle_sources=tuple(id_ for id_ in country.documents() if id_ not in used),
        undated=tuple(act.id for act in acts if not (act.adopted or act.published or act.in_force or act.until)),
        without_text=tuple(act.id for act in acts if act.id in quoted and not _has_words(country, act)),
        stray=stray_texts(country),
        stray_copies=stray_copies(country),
        kept=tuple(_kept(workspace, country)),
    )


def stray_copies(country: Country) -> tuple[str, ...]:
    """Stored documents that no source names; what an interrupted command leaves behind is among them."""
    named = {copy.file for source in country.documents().values() for copy in source.copies}
    return tuple(name for name in country.copies if name not in named)


def _kept(workspace: Workspace, country: Country) -> Iterator[Kept]:
    """Every copy of a document that is registered, with what became of it."""
    for source in country.documents().values():
        for copy in source.copies:
            there = copy.file in country.copies
            same = there and digest_of_copy(workspace, country, copy) == copy.sha256
            yield Kept(
                source=source.id,
                file=f"{COPIES}/{copy.file}",
                size=copy.size,
                sha256=copy.sha256,
                by=copy.by,
                stored=copy.stored,
                state="as stored" if same else "changed" if there else "missing",
            )


def _has_words(country: Country, act: Act) -> bool:
    """Whether a text is stored against which quotations can be checked; a PDF of pictures is none."""
    stored = words_of(country, act)
    return stored is not None and stored.text is not None


def stray_texts(country: Country) -> tuple[str, ...]:
    """Stored texts that no act names; what an interrupted command leaves behind is among them."""
    named = {name for act in country.acts().values() if act.text for name in (act.text.file, act.text.words)}
    return tuple(name for name in country.stored if name not in named)


def _unseen(workspace: Workspace, country: Country) -> Iterator[Unseen]:
    for instrument, cycle, criterion, response in _latest(workspace, country):
        if response.has_rating and lacks_evidence(response):
            rating, name = rated(response), instrument.abbreviation
            yield Unseen(instrument=name, cycle=cycle, criterion=criterion, rating=rating)


def _bases(country: Country) -> Iterator[LegalBasis]:
    for filed in country.checklists.values():
        for response in filed.value.responses.values():
            yield from response.legal_basis


def _used(workspace: Workspace, country: Country) -> Iterator[str]:
    """Every source that a document of the country names, and what sources contradict each other."""
    for data in _documents(workspace, country):
        yield from _named(data, ("sources",))
        for conflict in _mappings(data):
            values = conflict.get("values")
            yield from values if isinstance(values, dict) else ()


def _cited(workspace: Workspace, country: Country) -> Iterator[str]:
    """Every act that a document names, of the country or as a model for another."""
    for data in _documents(workspace, country):
        yield from _named(data, ACTS)
    for filed in workspace.files:
        for mapping in _mappings(filed.data):
            model = mapping.get("model")
            if isinstance(model, dict) and model.get("country") == country.id and isinstance(model.get("act"), str):
                yield str(model["act"])


def _documents(workspace: Workspace, country: Country) -> Iterator[Data]:
    """What the country's documents hold, and its entry in the list of jurisdictions."""
    for document in workspace.files:
        if document.path.startswith(f"assessments/{country.id}/") or document.path.endswith("/jurisdictions.yaml"):
            yield document.data


def _mappings(data: Data) -> Iterator[dict[str, Data]]:
    """Every group of fields inside some data."""
    match data:
        case dict():
            yield data
            for value in data.values():
                yield from _mappings(value)
        case list():
            for value in data:
                yield from _mappings(value)


def _named(data: Data, fields: Sequence[str]) -> Iterator[str]:
    """Every text that stands in one of some fields."""
    for mapping in _mappings(data):
        for field in fields:
            match mapping.get(field):
                case str(name):
                    yield name
                case list(names):
                    yield from (name for name in names if isinstance(name, str))


def misquoted(suspect: Suspect) -> Misquoted:
    """A suspect quotation as a record."""
    basis = suspect.based.basis
    return Misquoted(
        criterion=suspect.based.answered.criterion.id,
        act=basis.act,
        provision=basis.provision,
        quote=basis.quote,
        difference=suspect.difference,
        place=str(suspect.based.at("quote")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The quotations of an act."""

    count: int
    suspects: tuple[Misquoted, ...]
    """Those that do not stand in its stored text, as far as whoever asks may know them."""


def quoted(workspace: Workspace, country: str, act: str, *, second: bool = False) -> Quoted:
    """The quotations of an act, and which do not stand in its stored text, but for the other evaluator's who rates blind."""
    here = workspace.countries[country]
    mine = [basis for basis in bases(workspace) if basis.answered.country.id == country and basis.basis.act == act]
    wrong = (
        suspect
        for suspect in suspects(workspace)
        if suspect.based.answered.country.id == country and suspect.based.basis.act == act
        if not here.is_hidden(suspect.path, second=second)
    )
    count = sum(bool(basis.basis.quote) and is_of_today(basis) for basis in mine)
    return Quoted(count=count, suspects=tuple(map(misquoted, wrong)))


def as_text(evidence: Evidence, country: Country, name: str) -> str:
    """What is thin, list by list; one sentence where nothing is."""
    unseen = [f"{row.instrument} {row.cycle}, {row.criterion}: {row.rating}" for row in evidence.no_source_seen]
    suspect = "Quotations that do not stand in the stored text: [-quoted-] {+in the text+}"
    lists = (
        ("No source was seen for", unseen),
        (suspect, tuple(suspicious(evidence.suspect))),
        ("Names that lead nowhere", [f"{dead.place}: {dead.what}" for dead in evidence.dead]),
        ("Acts of which no date is known", _acts(country, evidence.undated)),
        ("Acts that nothing refers to", _acts(country, evidence.idle_acts)),
        ("Sources that nothing refers to", evidence.idle_sources),
        ("Acts that are quoted though their text is not stored", _acts(country, evidence.without_text)),
        ("Stored texts that no act names", evidence.stray),
        ("Stored documents that no source names", evidence.stray_copies),
    )
    thin = _listed(name, lists) or f"{name}\n  Nothing is thin."
    kept = _listed("", [("Documents that are stored", tuple(map(_line_of, evidence.kept)))])
    return f"{thin}\n{kept}" if kept else thin


def _line_of(kept: Kept) -> str:
    """A stored copy on a line."""
    state = "" if kept.state == "as stored" else f", {kept.state}"
    about = (
        f"{figures.number(kept.size)} bytes, SHA-256 {kept.sha256[:12]}…, by {kept.by} on {figures.day(kept.stored)}"
    )
    return f"{kept.source}: {kept.file}, {about}{state}"


def suspicious(quotations: Iterable[Misquoted]) -> Iterator[str]:
    """Every suspect quotation with the difference."""
    for quotation in quotations:
        where = f"{quotation.criterion}, {quotation.act} {quotation.provision or figures.NOTHING} ({quotation.place})"
        yield f"{where}: {quotation.difference or 'nothing like it stands there'}"
