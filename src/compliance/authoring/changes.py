"""Changes in files: tried on the whole workspace first, then carried out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from compliance.authoring.edit import Order, edited, records_in
from compliance.authoring.log import carry_out, now, with_changes
from compliance.checks import check, check_country
from compliance.checks.acceptances import ACCEPTANCE
from compliance.load import field_names, load, type_at
from compliance.model.checklist import Checklist, Response
from compliance.model.instrument import Instrument
from compliance.model.log import Deed, Entry
from compliance.model.people import same_person
from compliance.problems import Problem, serious
from compliance.source import Data, Document, Step, digest, parse
from compliance.workspace import COUNTRY_FILES, REGISTERS, SECOND, Country, Filed, Workspace, is_of_second


def tried(
    workspace: Workspace, country: Country, texts: Mapping[str, str]
) -> tuple[Mapping[str, Document], tuple[Problem, ...]]:
    """The documents that some texts make, by path, and every problem that they would bring; nothing is written."""
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for path, text in texts.items():
        document, wrong = parse(path, text)
        problems += wrong
        if document is not None and not wrong:
            documents[path] = document
            country, wrong = with_document(country, document)
            problems += wrong
    if problems:
        return documents, tuple(sorted(problems))
    before = workspace.countries.get(country.id)
    filed = (*before.checklists.values(), *before.second.values()) if before else ()
    # Answers to checklists that are on file are right or wrong within their country.
    if texts.keys() <= {each.document.path for each in filed}:
        return documents, _of_answers(workspace, country, documents)
    # What others answer cannot be touched by this; what they register can be referred to.
    others = {
        id_: replace(other, checklists={}, second={}, bills={}, seals={}, log=())
        for id_, other in workspace.countries.items()
    }
    here = tuple(document for document in workspace.files if document.path in texts)
    now = replace(
        workspace,
        countries={**others, country.id: replace(country, log=())},
        files=tuple(documents.values()),
        crosswalks={},
    )
    if not (after := serious(check(now))):
        return documents, ()
    mine = {country.id: replace(before, log=())} if before else {}
    was = replace(workspace, countries={**others, **mine}, files=here, crosswalks={})
    return documents, tuple(_new(serious(check(was)), after))


def _of_answers(workspace: Workspace, country: Country, documents: Mapping[str, Document]) -> tuple[Problem, ...]:
    """Every problem that other answers would bring to the files of their country."""

    def checked(at: Country, files: Iterable[Document]) -> tuple[Problem, ...]:
        countries = {**workspace.countries, at.id: replace(at, log=())}
        return serious(check_country(replace(workspace, countries=countries, files=tuple(files)), at.id))

    after = checked(country, (documents.get(each.path, each) for each in workspace.files))
    return tuple(_new(checked(workspace.countries[country.id], workspace.files), after)) if after else ()


def with_document(country: Country, document: Document) -> tuple[Country, tuple[Problem, ...]]:
    """A country with another document in the place of one, or as it was with every mistake in the document's form."""
    place = PurePosixPath(document.path)
    value, wrong = load(document, COUNTRY_FILES.get(place.name, Checklist))
    if value is None:
        return country, wrong
    filed: Any = Filed(value, document)
    if place.name in REGISTERS:
        return replace(country, **{REGISTERS[place.name]: filed}), wrong
    key = place.parent.name, place.stem.removesuffix(SECOND)
    if is_of_second(document.path):
        return replace(country, second={**country.second, key: filed}), wrong
    return replace(country, checklists={**country.checklists, key: filed}), wrong


def _new(before: tuple[Problem, ...], after: tuple[Problem, ...]) -> Iterator[Problem]:
    """Problems that were not there before, wherever their lines have moved to."""
    known = Counter((problem.at.path, problem.code, problem.what) for problem in before)
    for problem in after:
        identity = problem.at.path, problem.code, problem.what
        known[identity] -= 1
        if known[identity] < 0:
            yield problem


Changes = Mapping[tuple[Step, ...], Data]
"""New values by the way that leads to them; None takes one away."""


class RefusedError(Exception):
    """Why a change would leave something wrong in the data; nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The checklist that a command is about."""

    workspace: Workspace
    country: Country
    cycle: str
    instrument: str
    filed: Filed[Checklist]

    @property
    def key(self) -> tuple[str, str]:
        """Its cycle and its instrument."""
        return self.cycle, self.instrument

    @property
    def treaty(self) -> Instrument:
        """Its instrument."""
        return self.workspace.instruments[self.instrument].value

    def response(self, criterion: str) -> Response:
        """The answer to a criterion; an empty one where there is none."""
        return self.filed.value.responses.get(criterion, Response())

    @property
    def file(self) -> str:
        """Its file, from the country's folder."""
        return self.filed.document.path.removeprefix(f"assessments/{self.country.id}/")

    @property
    def second(self) -> bool:
        """Whether it is the second evaluator's."""
        return is_of_second(self.filed.document.path)

    @property
    def folder(self) -> Path:
        """The country's folder."""
        return self.workspace.root / "assessments" / self.country.id


def fields_of(kind: Any) -> Order:
    """The order of the fields of a kind of document, at any depth: that of the model."""
    return lambda steps: field_names(type_at(kind, steps))


def in_order(kind: type, data: Mapping[str, Data]) -> dict[str, Data]:
    """Fields in the order of the model."""
    places = {name: place for place, name in enumerate(field_names(kind))}
    return {name: data[name] for name in sorted(data, key=lambda name: places.get(name, len(places)))}


def of_checklist(criteria: Iterable[str]) -> Order:
    """The order of a checklist: its responses in that of the criteria."""
    ids, fields = tuple(criteria), fields_of(Checklist)
    return lambda steps: ids if steps == ("responses",) else fields(steps)


def write_logged(target: Target, changes: Changes, entry: Entry) -> None:
    """Makes some changes, with a line in the log of the country that says each; nothing where nothing changes.

    RefusedError with what would be wrong then.
    """
    before = target.filed.document
    criteria = (criterion.id for criterion in target.treaty.criteria())
    text = edited(before, changes, of_checklist(criteria))
    documents, wrong = tried(target.workspace, target.country, {before.path: text})
    if wrong:
        raise RefusedError(wrong)
    if text != before.text:
        entry = replace(entry, before=digest(before.text), after=digest(text))
        carry_out(target.folder, with_changes(entry, before.data, documents[before.path].data), text)


def draft(target: Target, what: Deed, *, by: str) -> Entry:
    """A line of the log about a checklist, as far as it is known before the change."""
    cycle, instrument = target.key
    return Entry(when=now(), by=by, what=what, file=target.file, cycle=cycle, instrument=instrument, after="")


# Who wrote what: kept by everything that changes an answer


BOOKKEEPING = frozenset((*ACCEPTANCE, "author", "answered", "written"))
"""Fields that say who wrote an answer and who accepted it; without any other nothing is left of it."""
ASIDE = BOOKKEEPING | {"recorded", "history", "remarks"}
"""Fields that say who answered, when, and what was said about it; nobody is the writer of an answer for them."""
_FIELDS = field_names(Response)


def changed_fields(before: Mapping[str, Data], after: Mapping[str, Data]) -> tuple[str, ...]:
    """The fields of an answer that differ, in the order of the answer; what is kept about it is none of them."""
    return tuple(name for name in _FIELDS if name not in ASIDE and before.get(name) != after.get(name))


def contributed(
    answer: Mapping[str, Data], by: str, on: date, fields: Iterable[str], *, before: Mapping[str, Data] | None = None
) -> dict[str, Data]:
    """The data of a changed answer with who wrote some of its fields; an acceptance of the answer before is gone.

    Without `fields` nobody wrote anything, and the answer stays as it is. `before` is the answer before the change.
    """
    fields = tuple(fields)
    if not fields:
        return in_order(Response, answer)
    written = contributions(answer if before is None else before, by, on, fields)
    kept = {name: value for name, value in answer.items() if name not in ACCEPTANCE}
    return in_order(Response, {**kept, "author": by, "answered": on.isoformat(), "written": written})


def contributions(before: Mapping[str, Data], by: str, on: date, fields: Iterable[str]) -> list[Data]:
    """The contributions to an answer and one more, which joins the last where that is of the same person and day."""
    earlier = _earlier(before, on)
    names = set(fields)
    last = earlier[-1] if earlier else {}
    if last and same_person(str(last["by"]), by) and str(last["on"]) == on.isoformat():
        known = last["fields"]
        names |= set(map(str, known)) if isinstance(known, list) else set()
        del earlier[-1]
    return [*earlier, {"by": by, "on": on.isoformat(), "fields": _ordered(names)}]


def _earlier(before: Mapping[str, Data], on: date) -> list[dict[str, Data]]:
    """The contributions on file; whoever is named as the author without one wrote the whole answer."""
    written = records_in(before.get("written"))
    author = before.get("author")
    if isinstance(author, str) and not (written and same_person(str(written[-1]["by"]), author)):
        whole = _ordered(before.keys() - ASIDE - {"carried_over"})
        written.append({"by": author, "on": before.get("answered") or on.isoformat(), "fields": whole})
    return written


def _ordered(names: Iterable[str]) -> list[Data]:
    wanted = set(names)
    return [name for name in _FIELDS if name in wanted]
