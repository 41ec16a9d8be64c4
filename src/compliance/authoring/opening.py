"""First files: a new workspace or country, and a checklist whose criteria wait for answers; what stands in their way."""

import os
import re
import shutil
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from compliance.authoring.alone import PATIENCE, NotWrittenError, alone
from compliance.authoring.changes import fields_of, tried
from compliance.authoring.edit import edited, fields_in
from compliance.authoring.layout import WIDEST, written
from compliance.authoring.log import digest_at
from compliance.checks.acceptances import ACCEPTANCE
from compliance.language import latin
from compliance.load import load
from compliance.model.instrument import Criterion, Instrument
from compliance.model.jurisdictions import Jurisdictions
from compliance.problems import Problem
from compliance.queries.form import responses_of
from compliance.report.files import left_behind, write_whole
from compliance.source import Data, Document, digest, parse
from compliance.workspace import COUNTRY_FILES, OPTIONAL, SECOND, Country, Workspace

PLAN = Path(__file__).parents[1] / "starter" / "country.yaml"
"""The report plan that every new workspace gets."""
NOT_CARRIED = frozenset((*ACCEPTANCE, "adjudication", "remarks", "government_comment", "carried_over", "cause"))
"""What was said about an answer in its own round; it stays there. A cause explains a change, and nothing has changed yet."""

_REGISTER = """\
# yaml-language-server: $schema=../schemas/jurisdictions.json
# The jurisdictions that are assessed, in the order in which deliverables show them. An entry needs an id, which is the
# name of its folder, and a name. An obligatory footnote is written once under `footnotes` and named in `footnote`.
#
#   - id: ruritania
#     iso2: XX          # and iso3, currency: where there is an official code
#     names:
#       - text: {en: Ruritania, fr: Ruritanie}
#     state: Union # only where parts have law of their own
#     parts:
#       - {id: north, name: Province of the North}
"""
_ABOUT = {
    "sources.yaml": "Documents consulted. Every fact names the ids of those in which it was seen.",
    "legislation.yaml": "The register of acts. What is not known about an act stays out.",
    "participation.yaml": "What binds the country: status, dates, reservations and declarations, by treaty.",
    "external-ratings.yaml": "Official ratings by others, shown beside ours and never converted.",
}


_LETTERS = str.maketrans(
    {"ѓ": "gj", "ќ": "kj", "ѕ": "dz", "й": "j", "щ": "šč", "ы": "y", "э": "e", "ё": "e", "ѐ": "e", "ѝ": "i", "ю": "ju", "я": "ja", "є": "je", "і": "i", "ї": "ji", "ґ": "g"}
)  # fmt: skip
"""Cyrillic letters that Serbian does not have, in Latin ones."""


def identifier(name: str) -> str:
    """The id that a name comes to: `Two Harbours` is `two-harbours`, `Закон о печатима` `zakon-o-pecatima`; empty where nothing is left of it."""
    small = latin(unicodedata.normalize("NFC", name).lower().translate(_LETTERS))
    plain = unicodedata.normalize("NFKD", small.replace("ı", "i").replace("đ", "dj"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")


def workspace_files(entries: Sequence[Mapping[str, Data]], footnotes: Sequence[Data]) -> Mapping[str, str]:
    """The files of a new workspace by path; jurisdictions are given as their entries in the register."""
    notes = [*written({"footnotes": list(footnotes)}), ""] if footnotes else []
    listed = written({"jurisdictions": [dict(entry) for entry in entries]})
    files = {
        "assessments/jurisdictions.yaml": _REGISTER + "\n".join(["", *notes, *listed, ""]),
        "reports/country.yaml": PLAN.read_text("utf-8"),
        ".gitignore": "/build/\n.lock\n",
    }
    for entry in entries:
        files |= country_files(str(entry["id"]))
    return files


def country_files(country: str) -> Mapping[str, str]:
    """The files that stand in a country's folder beside its rounds, with nothing in them yet."""
    return {
        f"assessments/{country}/{name}": "\n".join(
            [
                f"# yaml-language-server: $schema=../../schemas/{name.replace('.yaml', '.json')}",
                f"# {_ABOUT[name]}",
                *written({"country": country, **({"instruments": {}} if name == "participation.yaml" else {})}),
                "",
            ]
        )
        for name in COUNTRY_FILES
        if name not in OPTIONAL
    }


def make_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Makes a folder with some files, given by path; an empty one that stands there already is replaced."""
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    for left in left_behind(folder.parent, folder.name):
        shutil.rmtree(left, ignore_errors=True)
    try:
        for path, text in files.items():
            write_whole(beside / path, text.encode())
        if folder.is_dir():
            folder.rmdir()  # succeeds only where nothing is in it
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a checklist says before its first answer."""

    country: str
    cycle: str
    cut_off: date
    basis: str
    evaluators: tuple[str, ...] = ()


def checklist_text(opening: Opening, instrument: Instrument, before: Document | None = None) -> str:
    """A checklist with every criterion in treaty order, explained above its answer; answers of a round before are carried over."""
    head: dict[str, Data] = {
        "country": opening.country,
        "instrument": instrument.id,
        "cycle": opening.cycle,
        "cut_off": opening.cut_off.isoformat(),
        "status": "draft",
        "basis": opening.basis,
        "evaluators": list(opening.evaluators),
    }
    lines = [
        "# yaml-language-server: $schema=../../../schemas/checklist.json",
        *_comment(
            f"{instrument.title} ({instrument.number}), edition {instrument.edition} of its criteria. Replace `{{}}` by an"
            " answer; a criterion that nobody has examined keeps it, counts as unanswered and never as zero.",
            0,
        ),
        *written(head),
        "",
        "responses:",
        *_responses(instrument, _carried(before)),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _responses(instrument: Instrument, carried: Mapping[str, Data]) -> Iterator[str]:
    for article in instrument.articles:
        if article.criteria:
            yield from _comment(f"Article {article.number}: {article.title}", 2)
            yield ""
        for criterion in article.criteria:
            yield from _explained(criterion)
            yield from written({criterion.id: carried.get(criterion.id, {})}, 2)
            yield ""


def _explained(criterion: Criterion) -> Iterator[str]:
    core = ", core" if criterion.core else ""
    yield from _comment(f"{criterion.provision} ({criterion.obligation}{core}): {criterion.requirement}", 2)
    if criterion.condition:
        yield from _comment(f"Condition: {criterion.condition}", 2)
    yield from _comment(f"Question: {criterion.question}", 2)
    if criterion.hint:
        yield from _comment(f"Hint: {criterion.hint}", 2)


def _comment(text: str, indent: int) -> list[str]:
    start = " " * indent + "# "
    return textwrap.wrap(
        " ".join(text.split()), WIDEST + 2, initial_indent=start, subsequent_indent=start, break_on_hyphens=False
    )


def _carried(before: Document | None) -> Mapping[str, Data]:
    """The answers of a round before, each marked with it until somebody confirms that it still holds."""
    answers = responses_of(before) if before else {}
    cycle = fields_in(before.data if before else None).get("cycle")
    return {
        id_: {**_kept(response), "carried_over": response.get("carried_over") or cycle}
        for id_, response in answers.items()
        if response
    }


def _kept(response: Mapping[str, Data]) -> dict[str, Data]:
    """An answer as it stands at the end of its round: with the third rating where one was given."""
    kept = {name: value for name, value in response.items() if name not in NOT_CARRIED}
    if response.get("history") and "cause" in response:
        kept["cause"] = response["cause"]
    third = response.get("adjudication")
    if isinstance(third, dict):
        names = ("rating", "ratings_by_part", "not_applicable")
        settled: dict[str, Data] = {name: third[name] for name in names if name in third}
        own = {"rating", "ratings_by_part", *settled}
        kept = settled | {name: value for name, value in kept.items() if name not in own}
    return kept


REGISTER = "assessments/jurisdictions.yaml"
"""The register of countries."""


def is_cycle(name: str) -> bool:
    """Whether a round can have this name, which is that of a folder."""
    return bool(re.fullmatch(r"\w[\w.-]*", name)) and name not in ("bills", "texts")


def path_of(country: str, cycle: str, instrument: str, *, second: bool) -> str:
    """Where a checklist lies, from the folder of the workspace."""
    return f"assessments/{country}/{cycle}/{instrument}{SECOND if second else ''}.yaml"


def checklists(
    workspace: Workspace, openings: Mapping[str, Opening], before: Mapping[str, Document], *, second: bool
) -> Mapping[str, str]:
    """New checklists by path, of an opening for each instrument; `before` has those whose answers are carried over."""
    return {
        path_of(opening.country, opening.cycle, id_, second=second): checklist_text(
            opening, workspace.instruments[id_].value, before.get(id_)
        )
        for id_, opening in openings.items()
    }


def in_the_way(root: Path, texts: Mapping[str, str]) -> str | None:
    """A checklist that is there already; what an earlier run of the same wrote of several is not in the way."""
    there = {path: root / path for path in texts if (root / path).exists() or (root / path).is_symlink()}
    if len(there) == len(texts):
        return next(iter(there))
    for path, file in there.items():
        if file.is_symlink() or not file.is_file() or file.read_bytes() != texts[path].encode():
            return path
    return None


def with_missing(root: Path, country: str, texts: Mapping[str, str]) -> Mapping[str, str]:
    """New checklists with the files that the folder of their country lacks."""
    return {path: text for path, text in country_files(country).items() if not (root / path).exists()} | {**texts}


def wrong_with(workspace: Workspace, country: str, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems that some new files would bring."""
    nothing: dict[str, Any] = dict.fromkeys(("sources", "legislation", "participation", "external", "findings"))
    empty = Country(id=country, **nothing, checklists={}, second={}, bills={}, log=(), seals={}, stored={})
    return tried(workspace, workspace.countries.get(country, empty), texts)[1]


def make(root: Path, texts: Mapping[str, str]) -> None:
    """Writes new files."""
    for path, text in texts.items():
        write_whole(root / path, text.encode())


# Countries


def objections(workspace: Workspace, name: str) -> Iterator[str]:
    """Why a country cannot be added under a name, in sentences."""
    id_ = identifier(name)
    if not id_:
        yield f"`{name}` makes no name of a folder; use Latin letters."
    elif any(jurisdiction.id == id_ for jurisdiction in workspace.listed()):
        yield f"The register has `{id_}` already."
    elif id_ in ("instruments", "crosswalks"):
        yield f"`{id_}` is the name of another folder."
    if name and not re.search(r"[\w)]$", name):
        yield f"`{name}` ends with a mark, and no footnote for it is known. Name the country without it and add name, mark and footnote to the register."


def add_country(workspace: Workspace, entry: Mapping[str, Data]) -> tuple[Problem, ...]:
    """Adds a country to the register and writes its empty files; what would be wrong, and then nothing is written."""
    root, id_ = workspace.root, str(entry["id"])
    text = workspace_files((entry,), ())[REGISTER]
    if filed := workspace.jurisdictions:
        way = "jurisdictions", len(filed.value.jurisdictions)
        text = edited(filed.document, {way: dict(entry)}, fields_of(Jurisdictions))
    document, problems = parse(REGISTER, text)
    wrong = (*problems, *(load(document, Jurisdictions)[1] if document else ()))
    if wrong:
        return wrong
    (root / "assessments").mkdir(parents=True, exist_ok=True)
    with alone(root / "assessments", PATIENCE, "somebody else is writing in assessments"):
        if digest_at(root / REGISTER) != (digest(filed.document.text) if filed else None):
            raise NotWrittenError(f"{REGISTER} changed while it was being worked on; nothing was written, try again")
        make(root, with_missing(root, id_, {REGISTER: text}))
    return ()
