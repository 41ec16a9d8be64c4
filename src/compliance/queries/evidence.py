"""What the answers of a country rest on, and where that is thin: no source, no date, no text, names that nobody uses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from compliance import figures
from compliance.as_of.evidence import is_older, is_repealed, rests_on
from compliance.checks.needs import lacks_evidence
from compliance.checks.quotes import Suspect, digest_of_copy, is_of_today, suspects, words_of
from compliance.checks.walk import bases
from compliance.checks.work import rated
from compliance.model.checklist import Response
from compliance.model.instrument import Instrument
from compliance.model.legislation import Act
from compliance.model.sources import Copy
from compliance.problems import Problem
from compliance.queries.formats import picked
from compliance.source import Data
from compliance.workspace import COPIES, Country, Workspace

ACTS = ("act", "amend", "amends", "replaces")
"""Fields that name an act."""
DEAD = frozenset(("unknown-act", "unknown-source"))
"""Problems of names that lead nowhere."""


Answer = tuple[Instrument, str, str, Response]
"""An answer of the latest cycle: instrument, cycle, criterion and response."""
Resting = tuple[Act, tuple[str, ...]]
"""An act, and the criteria that rest on it."""


class Kept(NamedTuple):
    """A copy of a document that is registered, with what became of it."""

    source: str
    copy: Copy
    state: Literal["as stored", "changed", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the evidence of a country is thin."""

    country: str
    no_source_seen: tuple[Answer, ...]
    """Ratings for which no source was seen, in the latest cycle."""
    suspect: tuple[Suspect, ...]
    """Quotations that do not stand in the stored text."""
    dead: tuple[Problem, ...]
    """Names of acts and sources that lead nowhere."""
    undated: tuple[Act, ...]
    idle_acts: tuple[Act, ...]
    idle_sources: tuple[str, ...]
    without_text: tuple[Act, ...]
    """Acts that are quoted though their text is not stored."""
    stray: tuple[str, ...]
    stray_copies: tuple[str, ...]
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """What the answers of a country rest on that may have changed since."""

    country: str
    older: tuple[Resting, ...]
    """Acts whose text was read as it stood before an amendment on file."""
    repealed: tuple[Resting, ...]
    """Acts that were repealed on the day of the law."""
    without_date: tuple[Act, ...]
    """Acts of which nobody knows since when they are in force."""


def old(workspace: Workspace, country: Country) -> Old:
    """What answers rest on that may have changed since; what nothing rests on is left out of the texts."""
    resting = _resting(workspace, country)
    acts = tuple(country.acts().values())
    days = [filed.value.cut_off for (cycle, _), filed in country.checklists.items() if cycle == country.cycles()[-1]]
    used = [(act, resting[act.id]) for act in acts if act.id in resting]
    return Old(
        country=country.id,
        older=tuple((act, criteria) for act, criteria in used if is_older(act)),
        repealed=tuple((act, criteria) for act, criteria in used if any(is_repealed(act, day) for day in days)),
        without_date=tuple(act for act in acts if act.in_force is None),
    )


def old_record(old: Old) -> Mapping[str, object]:
    """The same for other programs; a text that was read as first published has no amendment to which it was read."""
    return {
        "country": old.country,
        "older": [
            {
                "act": act.id,
                "read_to": act.read.consolidated_to if act.read else None,
                "as_of": act.read.as_of if act.read else None,
                "last_amendment": act.amendments[-1],
                "criteria": criteria,
            }
            for act, criteria in old.older
        ],
        "repealed": [
            {"act": act.id, **picked(act, "repealed_by", "until"), "criteria": criteria}
            for act, criteria in old.repealed
        ],
        "without_date": _ids(old.without_date),
    }


def _resting(workspace: Workspace, country: Country) -> Mapping[str, tuple[str, ...]]:
    """The criteria whose answers rest on each act in the latest cycle, in treaty order."""
    by_act: dict[str, list[str]] = {}
    for _, _, criterion, response in _latest(workspace, country):
        for act in rests_on(response):
            by_act.setdefault(act, []).append(criterion)
    return {act: tuple(ids) for act, ids in by_act.items()}


def _latest(workspace: Workspace, country: Country) -> Iterator[Answer]:
    """The answers of the latest cycle, in treaty order."""
    for (cycle, id_), filed in sorted(country.checklists.items()):
        if cycle == country.cycles()[-1] and id_ in workspace.instruments:
            instrument = workspace.instruments[id_].value
            for criterion in instrument.criteria():
                if response := filed.value.responses.get(criterion.id):
                    yield instrument, cycle, criterion.id, response


def old_as_text(old: Old, name: str) -> str:
    """What may have changed since, list by list; one sentence where nothing may."""
    lists = (
        ("Texts older than the last amendment on file", [f"{_read(act)}: {', '.join(ids)}" for act, ids in old.older]),
        ("Acts repealed on the day of the law", [f"{act.id}: {', '.join(ids)}" for act, ids in old.repealed]),
        ("Acts without a date in force", _acts(old.without_date)),
    )
    return _listed(name, lists) or f"{name}\n  Nothing is old."


def _read(act: Act) -> str:
    to = act.read.consolidated_to if act.read else None
    return f"{act.id}, read {f'to {to}' if to else 'as first published'}, amended by {act.amendments[-1]}"


def _listed(name: str, lists: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Titled lists under a name, as far as there is something to list."""
    texts = [f"{head} ({len(lines)})\n" + "\n".join(f"  {line}" for line in lines) for head, lines in lists if lines]
    return "\n\n".join((name, *texts)) if texts else ""


def _acts(acts: Iterable[Act]) -> list[str]:
    return [f"{act.id}: {act.short}" for act in acts]


def _ids(acts: Iterable[Act]) -> list[str]:
    return [act.id for act in acts]


def evidence(workspace: Workspace, country: Country, problems: Iterable[Problem]) -> Evidence:
    """Where the evidence of a country is thin."""
    used, cited = set(_used(workspace, country)), set(_cited(workspace, country))
    acts = tuple(country.acts().values())
    responses = [response for filed in country.checklists.values() for response in filed.value.responses.values()]
    quoted = {basis.act for response in responses for basis in response.legal_basis if basis.quote}
    texts = {name for act in acts if act.text for name in (act.text.file, act.text.words)}
    copies = {copy.file for source in country.documents().values() for copy in source.copies}
    return Evidence(
        country=country.id,
        no_source_seen=tuple(
            answer for answer in _latest(workspace, country) if answer[3].has_rating and lacks_evidence(answer[3])
        ),
        suspect=tuple(
            suspect
            for suspect in suspects(workspace)
            if suspect.based.answered.country.id == country.id and not country.is_hidden(suspect.path)
        ),
        dead=tuple(
            problem
            for problem in problems
            if problem.code in DEAD
            and problem.at.path.startswith(f"assessments/{country.id}/")
            and not country.is_hidden(problem.at.path)
        ),
        undated=tuple(act for act in acts if not (act.adopted or act.published or act.in_force or act.until)),
        idle_acts=tuple(act for act in acts if act.id not in cited),
        idle_sources=tuple(id_ for id_ in country.documents() if id_ not in used),
        without_text=tuple(act for act in acts if act.id in quoted and not _has_words(country, act)),
        # What an interrupted command leaves behind is among these.
        stray=tuple(name for name in country.stored if name not in texts),
        stray_copies=tuple(name for name in country.copies if name not in copies),
        kept=tuple(_kept(workspace, country)),
    )


def evidence_record(evidence: Evidence) -> Mapping[str, object]:
    """The same for other programs."""
    return {
        "country": evidence.country,
        "no_source_seen": [
            {"instrument": treaty.abbreviation, "cycle": cycle, "criterion": criterion, "rating": rated(response)}
            for treaty, cycle, criterion, response in evidence.no_source_seen
        ],
        "suspect": [
            {
                "criterion": suspect.based.answered.criterion.id,
                **picked(suspect.based.basis, "act", "provision", "quote"),
                "difference": suspect.difference,
                "place": str(suspect.based.at("quote")),
            }
            for suspect in evidence.suspect
        ],
        "dead": [{"place": str(problem.at), "what": problem.what} for problem in evidence.dead],
        "undated": _ids(evidence.undated),
        "idle_acts": _ids(evidence.idle_acts),
        "idle_sources": evidence.idle_sources,
        "without_text": _ids(evidence.without_text),
        **picked(evidence, "stray", "stray_copies"),
        "kept": [
            {
                "source": kept.source,
                "file": f"{COPIES}/{kept.copy.file}",
                **picked(kept.copy, "size", "sha256", "by", "stored"),
                "state": kept.state,
            }
            for kept in evidence.kept
        ],
    }


def _kept(workspace: Workspace, country: Country) -> Iterator[Kept]:
    """Every copy of a document that is registered, with what became of it."""
    for source in country.documents().values():
        for copy in source.copies:
            there = copy.file in country.copies
            same = there and digest_of_copy(workspace, country, copy) == copy.sha256
            yield Kept(source.id, copy, "as stored" if same else "changed" if there else "missing")


def _has_words(country: Country, act: Act) -> bool:
    """Whether a text is stored against which quotations can be checked; a PDF of pictures is none."""
    stored = words_of(country, act)
    return stored is not None and stored.text is not None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The quotations of an act."""

    count: int
    suspects: tuple[Suspect, ...]
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
    return Quoted(count=count, suspects=tuple(wrong))


def as_text(evidence: Evidence, name: str) -> str:
    """What is thin, list by list; one sentence where nothing is."""
    unseen = [
        f"{treaty.abbreviation} {cycle}, {criterion}: {rated(response)}"
        for treaty, cycle, criterion, response in evidence.no_source_seen
    ]
    suspect = "Quotations that do not stand in the stored text: [-quoted-] {+in the text+}"
    lists = (
        ("No source was seen for", unseen),
        (suspect, tuple(suspicious(evidence.suspect))),
        ("Names that lead nowhere", [f"{problem.at}: {problem.what}" for problem in evidence.dead]),
        ("Acts of which no date is known", _acts(evidence.undated)),
        ("Acts that nothing refers to", _acts(evidence.idle_acts)),
        ("Sources that nothing refers to", evidence.idle_sources),
        ("Acts that are quoted though their text is not stored", _acts(evidence.without_text)),
        ("Stored texts that no act names", evidence.stray),
        ("Stored documents that no source names", evidence.stray_copies),
    )
    thin = _listed(name, lists) or f"{name}\n  Nothing is thin."
    kept = _listed("", [("Documents that are stored", tuple(map(_line_of, evidence.kept)))])
    return f"{thin}\n{kept}" if kept else thin


def _line_of(kept: Kept) -> str:
    """A stored copy on a line."""
    copy = kept.copy
    state = "" if kept.state == "as stored" else f", {kept.state}"
    digest = f"SHA-256 {copy.sha256[:12]}…"
    about = f"{figures.number(copy.size)} bytes, {digest}, by {copy.by} on {figures.day(copy.stored)}"
    return f"{kept.source}: {COPIES}/{copy.file}, {about}{state}"


def suspicious(quotations: Iterable[Suspect]) -> Iterator[str]:
    """Every suspect quotation with the difference."""
    for suspect in quotations:
        basis, place = suspect.based.basis, suspect.based.at("quote")
        where = f"{suspect.based.answered.criterion.id}, {basis.act} {basis.provision or figures.NOTHING} ({place})"
        yield f"{where}: {suspect.difference or 'nothing like it stands there'}"
