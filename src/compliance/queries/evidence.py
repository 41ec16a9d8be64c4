"""What the answers of a country rest on, and where that is thin: no source, no date, no text, names that nobody uses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance import figures
from compliance.as_of.readings import is_older, is_repealed, rests_on
from compliance.checks.quotes import Suspect, suspects, words_of
from compliance.checks.work import rated
from compliance.model.checklist import LegalBasis
from compliance.model.legislation import Act
from compliance.problems import Problem
from compliance.queries.work import is_answered, lacks_evidence
from compliance.source import Data
from compliance.workspace import Country, Workspace

ACTS = ("act", "amend", "amends", "replaces")
"""Fields that name an act."""
DEAD = frozenset(("unknown-act", "unknown-source"))
"""Problems of names that lead nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A rating for which no source was seen."""

    instrument: str
    """Short name of the instrument."""
    cycle: str
    """The round of assessment."""
    criterion: str
    """Id of the criterion."""
    rating: str
    """The rating."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the evidence of a country is thin."""

    country: str
    """Id of the country."""
    unseen: tuple[Unseen, ...]
    """Ratings for which no source was seen, in the latest cycle."""
    suspects: tuple[Suspect, ...]
    """Quotations that do not stand in the stored text."""
    dead: tuple[Problem, ...]
    """Names of acts and sources that lead nowhere."""
    idle_acts: tuple[Act, ...]
    """Acts that nothing refers to."""
    idle_sources: tuple[str, ...]
    """Sources that nothing refers to."""
    undated: tuple[Act, ...]
    """Acts of which no date is known."""
    without_text: tuple[Act, ...]
    """Acts that are quoted though their text is not stored."""
    stray: tuple[str, ...]
    """Stored texts that no act names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldText:
    """An act whose text, as it was read, lacks an amendment on file, or that was no longer law."""

    act: Act
    """The act."""
    criteria: tuple[str, ...]
    """What rests on it in the latest cycle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """What the answers of a country rest on that may have changed since."""

    country: str
    """Id of the country."""
    older: tuple[OldText, ...]
    """Acts whose text was read as it stood before an amendment on file."""
    repealed: tuple[OldText, ...]
    """Acts that were repealed on the day of the law."""
    without_date: tuple[Act, ...]
    """Acts of which nobody knows since when they are in force."""


def old(workspace: Workspace, country: Country) -> Old:
    """What answers rest on that may have changed since; what nothing rests on is left out of the texts."""
    resting = _resting(workspace, country)
    acts = tuple(country.acts().values())
    days = [filed.value.cut_off for (cycle, _), filed in country.checklists.items() if cycle == country.cycles()[-1]]
    used = [OldText(act=act, criteria=resting[act.id]) for act in acts if act.id in resting]
    return Old(
        country=country.id,
        older=tuple(old_text for old_text in used if is_older(old_text.act)),
        repealed=tuple(old_text for old_text in used if any(is_repealed(old_text.act, day) for day in days)),
        without_date=tuple(act for act in acts if act.in_force is None),
    )


def _resting(workspace: Workspace, country: Country) -> Mapping[str, tuple[str, ...]]:
    """The criteria whose answers rest on each act in the latest cycle, in treaty order."""
    found: dict[str, list[str]] = {}
    for (cycle, id_), filed in sorted(country.checklists.items()):
        if cycle == country.cycles()[-1] and id_ in workspace.instruments:
            for criterion in workspace.instruments[id_].value.criteria():
                response = filed.value.responses.get(criterion.id)
                for act in rests_on(response) if response else ():
                    found.setdefault(act, []).append(criterion.id)
    return {act: tuple(ids) for act, ids in found.items()}


def old_as_text(old: Old, name: str) -> str:
    """What may have changed since, list by list; one sentence where nothing may."""
    lists = [
        (
            "Texts older than the last amendment on file",
            [f"{_text(old_text)}: {', '.join(old_text.criteria)}" for old_text in old.older],
        ),
        (
            "Acts repealed on the day of the law",
            [f"{old_text.act.id}: {', '.join(old_text.criteria)}" for old_text in old.repealed],
        ),
        ("Acts without a date in force", _acts(old.without_date)),
    ]
    texts = [f"{head} ({len(lines)})\n" + "\n".join(f"  {line}" for line in lines) for head, lines in lists if lines]
    return "\n\n".join((name, *texts)) if texts else f"{name}\n  Nothing is old."


def _text(old_text: OldText) -> str:
    read = old_text.act.read.consolidated_to if old_text.act.read else None
    return f"{old_text.act.id}, read {f'to {read}' if read else 'as first published'}, amended by {old_text.act.amendments[-1]}"


def old_as_json(olds: Iterable[Old]) -> str:
    """The same for other programs."""
    return json.dumps([_old(old) for old in olds], ensure_ascii=False, indent=1)


def _old(old: Old) -> Mapping[str, object]:
    return {
        "country": old.country,
        "older": [
            {
                "act": old_text.act.id,
                "read_to": old_text.act.read.consolidated_to if old_text.act.read else None,
                "as_of": str(old_text.act.read.as_of) if old_text.act.read and old_text.act.read.as_of else None,
                "last_amendment": old_text.act.amendments[-1],
                "criteria": list(old_text.criteria),
            }
            for old_text in old.older
        ],
        "repealed": [
            {
                "act": old_text.act.id,
                "repealed_by": old_text.act.repealed_by,
                "until": str(old_text.act.until) if old_text.act.until else None,
                "criteria": list(old_text.criteria),
            }
            for old_text in old.repealed
        ],
        "without_date": [act.id for act in old.without_date],
    }


def evidence(workspace: Workspace, country: Country, problems: Iterable[Problem]) -> Evidence:
    """Where the evidence of a country is thin."""
    used, cited = set(_used(workspace, country)), set(_cited(workspace, country))
    acts = tuple(country.acts().values())
    quoted = {basis.act for basis in _bases(country) if basis.quote}
    return Evidence(
        country=country.id,
        unseen=tuple(_unseen(workspace, country)),
        suspects=tuple(suspect for suspect in suspects(workspace) if suspect.based.answered.country.id == country.id),
        dead=tuple(
            problem
            for problem in problems
            if problem.code in DEAD and problem.at.path.startswith(f"assessments/{country.id}/")
        ),
        idle_acts=tuple(act for act in acts if act.id not in cited),
        idle_sources=tuple(id_ for id_ in country.documents() if id_ not in used),
        undated=tuple(act for act in acts if not (act.adopted or act.published or act.in_force or act.until)),
        without_text=tuple(act for act in acts if act.id in quoted and not _has_words(country, act)),
        stray=stray_texts(country),
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
    for (cycle, id_), filed in sorted(country.checklists.items()):
        if cycle != country.cycles()[-1] or id_ not in workspace.instruments:
            continue
        instrument = workspace.instruments[id_].value
        for criterion in instrument.criteria():
            response = filed.value.responses.get(criterion.id)
            if response and is_answered(response) and lacks_evidence(response):
                yield Unseen(
                    instrument=instrument.abbreviation, cycle=cycle, criterion=criterion.id, rating=rated(response)
                )


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
        for one in _mappings(filed.data):
            model = one.get("model")
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
    for one in _mappings(data):
        for field in fields:
            match one.get(field):
                case str(name):
                    yield name
                case list(names):
                    yield from (name for name in names if isinstance(name, str))


def as_text(evidence: Evidence, name: str) -> str:
    """What is thin, list by list; one sentence where nothing is."""
    lists = [
        ("No source was seen for", _by_rating(evidence.unseen)),
        (
            "Quotations that do not stand in the stored text: [-quoted-] {+in the text+}",
            list(suspicious(evidence.suspects)),
        ),
        ("Names that lead nowhere", [f"{problem.at}: {problem.what}" for problem in evidence.dead]),
        ("Acts of which no date is known", _acts(evidence.undated)),
        ("Acts that nothing refers to", _acts(evidence.idle_acts)),
        ("Sources that nothing refers to", list(evidence.idle_sources)),
        ("Acts that are quoted though their text is not stored", _acts(evidence.without_text)),
        ("Stored texts that no act names", list(evidence.stray)),
    ]
    texts = [f"{head} ({len(lines)})\n" + "\n".join(f"  {line}" for line in lines) for head, lines in lists if lines]
    return "\n\n".join((name, *texts)) if texts else f"{name}\n  Nothing is thin."


def _acts(acts: Sequence[Act]) -> list[str]:
    return [f"{act.id}: {act.short}" for act in acts]


def _by_rating(unseen: Sequence[Unseen]) -> list[str]:
    return [
        f"{provision.instrument} {provision.cycle}, {provision.criterion}: {provision.rating}" for provision in unseen
    ]


def suspicious(suspects: Iterable[Suspect]) -> Iterator[str]:
    """Every suspect quotation with the difference."""
    for suspect in suspects:
        answered, basis = suspect.based.answered, suspect.based.basis
        where = (
            f"{answered.criterion.id}, {basis.act} {basis.provision or figures.NOTHING} ({suspect.based.at('quote')})"
        )
        yield f"{where}: {suspect.difference or 'nothing like it stands there'}"


def as_json(evidences: Iterable[Evidence]) -> str:
    """The same for other programs."""
    return json.dumps([_json(evidence) for evidence in evidences], ensure_ascii=False, indent=1)


def _json(evidence: Evidence) -> Mapping[str, object]:
    return {
        "country": evidence.country,
        "no_source_seen": [
            {
                "instrument": provision.instrument,
                "cycle": provision.cycle,
                "criterion": provision.criterion,
                "rating": provision.rating,
            }
            for provision in evidence.unseen
        ],
        "suspect": [
            {
                "criterion": suspect.based.answered.criterion.id,
                "act": suspect.based.basis.act,
                "provision": suspect.based.basis.provision,
                "quote": suspect.based.basis.quote,
                "difference": suspect.difference,
                "place": str(suspect.based.at("quote")),
            }
            for suspect in evidence.suspects
        ],
        "dead": [{"place": str(problem.at), "what": problem.what} for problem in evidence.dead],
        "undated": [act.id for act in evidence.undated],
        "idle_acts": [act.id for act in evidence.idle_acts],
        "idle_sources": list(evidence.idle_sources),
        "without_text": [act.id for act in evidence.without_text],
        "stray": list(evidence.stray),
    }
