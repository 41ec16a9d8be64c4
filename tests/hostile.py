"""A workspace in which every free text is written anew; which texts are free follows from the model."""

from __future__ import annotations

import csv
import dataclasses
import json
import shutil
import typing
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import yaml
from documents import DATA

from compliance.indicators.project import KINDS as FIGURES
from compliance.model.bill import Bill
from compliance.model.checklist import Checklist
from compliance.model.crosswalk import Crosswalk
from compliance.model.dates import PartialDate
from compliance.model.index import Index
from compliance.model.instrument import Instrument
from compliance.model.jurisdictions import Jurisdictions
from compliance.model.log import Entry
from compliance.model.people import People
from compliance.model.plan import Plan
from compliance.model.seal import Seal
from compliance.model.site import Site
from compliance.model.statistics import Observation, Rate
from compliance.model.translation import Translation
from compliance.source import read
from compliance.workspace import COUNTRY_FILES, IN_A_LANGUAGE, KINDS

Write = Callable[[str, int], str]
"""The text for a field, `legislation.Act.title`, where it is the n-th text that is written."""

MORE = Path(__file__).parent / "report" / "hostile_data"
"""What the made-up workspace lacks: plans, a bill, a second evaluator, remarks, a log, a seal, an index, an activity."""

LINES: Mapping[str, type] = {
    "statistics.csv": Observation,
    "exchange-rates.csv": Rate,
    "log.jsonl": Entry,
    "log-2026.jsonl": Entry,
}
ROOTS = (*KINDS.values(), *FIGURES.values(), *LINES.values(), Seal)
"""Everything that a file can hold."""


def bare(kind: Any) -> Any:
    """A type without its marks and without `None`."""
    while get_origin(kind) in (Annotated, UnionType, typing.Union):
        kind = next(one for one in get_args(kind) if one is not NoneType)
    return kind


@cache
def hints(kind: type) -> Mapping[str, Any]:
    """The fields of a record with their types."""
    return {one.name: typing.get_type_hints(kind, include_extras=True)[one.name] for one in dataclasses.fields(kind)}


def named(kind: type, field: str) -> str:
    """A field by the file of the model, its record and its name."""
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}.{field}"


def fields(kind: Any, name: str = "", seen: frozenset[type] = frozenset()) -> Iterator[str]:
    """Every field that holds text, in a type and in all that stands in it; the keys of a mapping are a field of their own."""
    kind = bare(kind)
    if kind is str:
        yield name
    elif dataclasses.is_dataclass(kind) and isinstance(kind, type):
        for field, inner in hints(kind).items() if kind not in seen and kind is not PartialDate else ():
            yield from fields(inner, named(kind, field), seen | {kind})
    elif get_origin(kind) not in (None, Literal):
        *keys, inner = (one for one in get_args(kind) if one is not Ellipsis)
        for key in keys if issubclass(get_origin(kind), Mapping) else ():
            yield from fields(key, f"{name}.key", seen)
        yield from fields(inner, name, seen)


IDS: Mapping[str, str] = {
    "activity.Activity": "identifier",
    "activity.Organisation": "ref type",
    "activity.Recipient": "country region",
    "activity.Sector": "code",
    "bill.Bill": "country id original.key responses.key sources",
    "checklist.Adjudication": "rating ratings_by_part ratings_by_part.key",
    "checklist.Checklist": "assigned.key due.key country cycle instrument responses.key",
    "checklist.Contribution": "fields",
    "checklist.Decision": "rating ratings_by_part ratings_by_part.key",
    "checklist.Entry": "rating sources",
    "checklist.LegalBasis": "act language part sources",
    "checklist.Model": "act country",
    "checklist.Recommendation": "amend",
    "checklist.Response": "rating rating_as_bound ratings_by_part ratings_by_part.key sources",
    "crosswalk.Crosswalk": "first id",
    "crosswalk.Tie": "first second",
    "external.ExternalNote": "sources",
    "external.ExternalRating": "sources",
    "external.ExternalRatings": "country",
    "findings.Finding": "articles criteria id instrument sources",
    "findings.Findings": "country",
    "findings.FollowUp": "sources",
    "index.Dimension": "id within",
    "index.Index": "id",
    "index.Variable": "dimension series",
    "instrument.Article": "division number section titles.key",
    "instrument.Criterion": "id limit_counts_at limits questions.key",
    "instrument.Division": "id titles.key",
    "instrument.Ground": "criteria id",
    "instrument.Instrument": "id places.key shorts.key titles.key",
    "instrument.Permitted": "ground",
    "instrument.Scale": "caps caps.key values.key",
    "instrument.Section": "id titles.key within",
    "jurisdictions.Footnote": "id texts.key",
    "jurisdictions.Jurisdiction": "footnote id",
    "jurisdictions.Name": "text.key",
    "jurisdictions.Part": "id names.key",
    "legislation.Act": "id original.key part repealed_by replaces sources",
    "legislation.Legislation": "country",
    "legislation.Reading": "consolidated_to language sources",
    "legislation.Text": "file language sha256 words words_sha256",
    "logframe.ArticleTarget": "articles instrument",
    "logframe.Indicator": "alignment_names.key alignment_shorts.key countries.key formula id names.key result series shorts.key",
    "logframe.Logframe": "bodies.key units.key",
    "logframe.Result": "id",
    "participation.Deposit": "criteria permitted_by sources",
    "participation.Participation": "sources",
    "participation.Participations": "country instruments.key note_sources",
    "participation.Step": "sources",
    "people.Person": "also id name roles.key",
    "plan.ModelAct": "act country criterion",
    "plan.Plan": "attributions.key countries disclaimers.key id instruments notices.key subtitles.key tiles titles.key",
    "plan.Planned": "instrument name titles.key",
    "seal.Before": "number sha256",
    "requests.NotThere": "series",
    "requests.Request": "country id series",
    "requests.ReturnedFigure": "series",
    "seal.Seal": "checklists.key country cycle files files.key number signed_with",
    "seal.SealedAnswer": "rating sha256",
    "seal.SealedLog": "sha256",
    "seal.SealedChecklist": "answers.key head",
    "site.Emblem": "file texts.key",
    "site.Site": "abouts.key countries cycle deliverables disclaimers.key instruments intros.key leads.key notices.key titles.key",
    "site.Views": "country region",
    "sources.Copy": "file sha256",
    "sources.Source": "id language",
    "sources.Sources": "country",
    "statistics.Break": "country",
    "statistics.Observation": "country series unit written",
    "statistics.Rate": "currency",
    "statistics.Series": "id unit",
    "translation.Translation": "articles.key divisions.key edition instrument questions.key sections.key",
}
"""Texts that the check compares with something else, or that the program writes; every other text is free."""
FREE = frozenset(field for kind in ROOTS for field in fields(kind)) - {
    f"{record}.{field}" for record, names in IDS.items() for field in names.split()
}
"""Every field in which an author may write what they like."""
ONLY_WHERE_IT_STANDS = frozenset(("checklist.Response.floor", "checklist.Response.gap"))
"""What a check refuses to see added everywhere."""


class Writer:
    """Writes the free texts of data anew, and counts in which fields it did so."""

    def __init__(self, write: Write, free: frozenset[str]) -> None:
        self._write, self._free = write, free
        self.written: Counter[str] = Counter()

    def text(self, field: str, old: str) -> str:
        """A text that takes the place of another; the same where the field is not free."""
        if field not in self._free:
            return old
        self.written[field] += 1
        return self._write(field, self.written.total())

    def data(self, data: Any, kind: Any, name: str = "") -> Any:
        """Some data of a type; a text that a record may have and has not is added to it."""
        kind = bare(kind)
        match data:
            case str():
                return self.text(name, data) if kind is str or get_origin(kind) is tuple else data
            case list():
                return [self.data(item, get_args(kind)[0], name) for item in data]
            case dict() if get_origin(kind) is None:
                known = hints(kind)
                absent = {
                    one: _empty(inner)
                    for one, inner in known.items()
                    if one not in data and named(kind, one) in self._free - ONLY_WHERE_IT_STANDS
                }
                told = {**{one: it for one, it in absent.items() if it is not None}, **data}
                return {key: self.data(item, known[key], named(kind, key)) for key, item in told.items()}
            case dict():
                of_key, inner = get_args(kind)
                return {
                    self.data(key, of_key, f"{name}.key"): self.data(item, inner, name) for key, item in data.items()
                }
        return data


def _empty(kind: Any) -> str | list[str] | None:
    """What is written into where a record lacks a text or texts; nothing for what holds anything else."""
    if bare(kind) is str and NoneType in get_args(kind):
        return ""
    return [""] if kind == tuple[str, ...] else None


def kind_of(file: Path) -> type | None:
    """The record that a file of a workspace holds; none of a text."""
    match file.parts:
        case ("people.yaml",):
            return People
        case ("assessments", "jurisdictions.yaml"):
            return Jurisdictions
        case ("assessments", "instruments", name):
            return Translation if IN_A_LANGUAGE.fullmatch(name) else Instrument
        case ("assessments", "crosswalks", _):
            return Crosswalk
        case ("assessments", _, "bills", _):
            return Bill
        case ("assessments", _, "documents", _):
            return None
        case (_, _, _, name) if name.startswith("seal-"):
            return Seal
        case ("assessments", _, _, _) if file.suffix == ".yaml":
            return Checklist
        case ("assessments", _, name):
            return {**COUNTRY_FILES, **LINES}[name]
        case ("reports", "site.yaml"):
            return Site
        case ("reports", _):
            return Plan
        case ("indicators", "indices", _):
            return Index
        case ("indicators", name):
            return LINES.get(name) or FIGURES[file.stem]
    return None


def combined(root: Path) -> Path:
    """The made-up workspace with everything it lacks."""
    shutil.copytree(DATA, root)
    for file in (one for one in sorted(MORE.rglob("*")) if one.is_file()):
        place = root / file.relative_to(MORE)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            place.write_text(_yaml(_joined(_read(place), _read(file))), "utf-8")
        else:
            shutil.copy(file, place)
    return root


def workspace(root: Path, write: Write, free: frozenset[str]) -> Counter[str]:
    """Writes the made-up workspace with everything it lacks, its free texts anew; how often each field was written."""
    combined(root)
    writer = Writer(write, free)
    for file in (one for one in sorted(root.rglob("*")) if one.is_file()):
        if kind := kind_of(file.relative_to(root)):
            _rewrite(file, kind, writer)
    return writer.written


def _rewrite(file: Path, kind: type, writer: Writer) -> None:
    match file.suffix:
        case ".csv":
            with file.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            told = [writer.data({name: cell for name, cell in row.items() if cell}, kind) for row in rows]
            with file.open("w", encoding="utf-8", newline="") as stream:
                lines = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
                lines.writeheader()
                lines.writerows(told)
        case ".jsonl":
            told = [writer.data(json.loads(line), kind) for line in file.read_text("utf-8").splitlines()]
            file.write_text("".join(f"{json.dumps(one)}\n" for one in told), "utf-8")
        case ".json":
            file.write_text(json.dumps(writer.data(json.loads(file.read_text("utf-8")), kind)), "utf-8")
        case _:
            file.write_text(_yaml(writer.data(_read(file), kind)), "utf-8")


def _read(file: Path) -> Any:
    document, problems = read(file.parent, file)
    assert document, problems
    return document.data


def _yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)


def _joined(one: Any, other: Any) -> Any:
    """Two mappings as one, level by level; of a list, the items that the other names by their places."""
    if isinstance(one, list) and isinstance(other, dict):
        return [_joined(item, other.get(str(place), item)) for place, item in enumerate(one)]
    if not isinstance(one, dict) or not isinstance(other, dict):
        return other
    return {**one, **{key: _joined(one.get(key), item) for key, item in other.items()}}
