"""Names that point somewhere: countries, instruments, articles, criteria, acts, parts, sources."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from compliance import problems
from compliance.checks.walk import Answered, Place, acts, answers, bases, bills, checklists, findings, treaties
from compliance.model.checklist import STATE
from compliance.model.findings import Finding
from compliance.model.instrument import Instrument
from compliance.problems import Position, Problem, closest
from compliance.source import Data, Document, Step
from compliance.workspace import Filed, Workspace


class Named(NamedTuple):
    """A name that should point to something."""

    at: Callable[[], Position]
    """Its place, which takes long to find."""
    code: str
    name: str | None
    known: Iterable[str]


def unknown(at: Position, code: str, name: str, known: Iterable[str]) -> Problem:
    """A name of something that is not there."""
    names = tuple(known)
    shown = f"{' | '.join(names[:12])}{' | …' if len(names) > 12 else ''}" or "none is defined"
    return problems.unknown(at, code, name, names, shown)


def wrong_place(workspace: Workspace) -> Iterator[Problem]:
    """Documents that say another country, instrument, cycle or id than their folder or file."""
    registered: tuple[Filed[Any], ...] = tuple(
        filed for by_id in (workspace.instruments, workspace.plans, workspace.crosswalks) for filed in by_id.values()
    )
    for named in registered:
        yield from differs(named.document, "id", named.value.id, PurePosixPath(named.document.path).stem)
    for country in workspace.countries.values():
        for register in (*country.registers(), *country.bills.values()):
            yield from differs(register.document, "country", register.value.country, country.id)
        for bill in country.bills.values():
            yield from differs(bill.document, "id", bill.value.id, PurePosixPath(bill.document.path).stem)
        for (cycle, instrument), checklist in (*country.checklists.items(), *country.second.items()):
            places = (("country", country.id), ("cycle", cycle), ("instrument", instrument))
            for field, place in places:
                yield from differs(checklist.document, field, getattr(checklist.value, field), place)


def differs(document: Document, field: str, value: str, place: str) -> Iterator[Problem]:
    """A field that says another name than the folder or the file."""
    if value != place:
        what = f"`{field}` is `{value}`, but the file lies at `{place}`"
        hint = "rename the folder or file, or correct the field"
        yield Problem(document.at(field), "wrong-place", what, place, hint)


def unknown_names(workspace: Workspace) -> Iterator[Problem]:
    """Countries, instruments, acts and parts that are named and not there."""
    every = chain(_countries(workspace), _instruments(workspace), _acts(workspace), _parts(workspace))
    for at, code, name, known in every:
        if name is not None and name not in known:
            yield unknown(at(), code, name, _near(name, known) if code == "unknown-act" else known)


def _countries(workspace: Workspace) -> Iterator[Named]:
    """The countries of folders, of models and of plans, by the register; where that is missing or broken, it is said already."""
    if workspace.jurisdictions is None:
        return
    listed = [jurisdiction.id for jurisdiction in workspace.listed()]
    for id_ in workspace.countries:
        yield Named(partial(Position, f"assessments/{id_}"), "unknown-country", id_, listed)
    for answered in answers(workspace):
        if (advice := answered.response.recommendation) and advice.model:
            place = partial(answered.at, "recommendation", "model", "country")
            yield Named(place, "unknown-country", advice.model.country, listed)
    for plan in workspace.plans.values():
        at = plan.document.at
        for n, id_ in enumerate(plan.value.countries):
            yield Named(partial(at, "countries", n), "unknown-country", id_, listed)
        for row, ids in enumerate(plan.value.tiles):
            for n, tile in enumerate(ids):
                yield Named(partial(at, "tiles", row, n), "unknown-country", tile or None, listed)


def _instruments(workspace: Workspace) -> Iterator[Named]:
    """The instruments of checklists, bills, plans and crosswalks; a standard that stands second in one may be elsewhere."""
    known = workspace.instruments
    for _, filed in checklists(workspace):
        yield Named(partial(filed.document.at, "instrument"), "unknown-instrument", filed.value.instrument, known)
    for _, bill in bills(workspace):
        for id_ in bill.value.responses:
            yield Named(partial(bill.document.key, "responses", id_), "unknown-instrument", id_, known)
    for crosswalk in workspace.crosswalks.values():
        yield Named(partial(crosswalk.document.at, "first"), "unknown-instrument", crosswalk.value.first, known)
    for plan in workspace.plans.values():
        at = plan.document.at
        for n, id_ in enumerate(plan.value.instruments):
            yield Named(partial(at, "instruments", n), "unknown-instrument", id_, known)
        for field in ("sections", "annexes"):
            for n, planned in enumerate(getattr(plan.value, field)):
                place = partial(at, field, n, "instrument")
                yield Named(place, "unknown-instrument", planned.instrument or None, known)


def _acts(workspace: Workspace) -> Iterator[Named]:
    """The acts of legal bases, of advice and of acts, and the models of plans; a register that is missing is said already."""
    for based in bases(workspace):
        own, act = based.answered.acts, based.basis.act
        if based.answered.country.legislation and act != based.answered.instrument.id:
            yield Named(partial(based.at, "act"), "unknown-act", act, own)
    for answered in answers(workspace):
        advice = answered.response.recommendation
        if advice and answered.country.legislation:
            at = partial(answered.at, "recommendation", "amend")
            yield Named(at, "unknown-act", advice.amend or None, answered.acts)
        model = advice.model if advice else None
        country = workspace.countries.get(model.country) if model else None
        if model and country and country.legislation:
            at = partial(answered.at, "recommendation", "model", "act")
            yield Named(at, "unknown-act", model.act, country.acts())
    for country, registered, place in acts(workspace):
        for n, other in enumerate(registered.replaces):
            yield Named(partial(place.at, "replaces", n), "unknown-act", other, country.acts())
        yield Named(partial(place.at, "repealed_by"), "unknown-act", registered.repealed_by, country.acts())
    listed = [jurisdiction.id for jurisdiction in workspace.listed()]
    for plan in workspace.plans.values():
        for n, offered in enumerate(plan.value.models):
            at, of = partial(plan.document.at, "models", n), workspace.countries.get(offered.country)
            yield Named(partial(at, "country"), "unknown-country", offered.country, listed)
            if of and of.legislation:
                yield Named(partial(at, "act"), "unknown-act", offered.act or None, of.acts())


def _parts(workspace: Workspace) -> Iterator[Named]:
    """The parts of a country where provisions and acts apply, and that ratings tell apart."""
    if workspace.jurisdictions is None:  # missing or broken, which is said already
        return
    for based in bases(workspace):
        yield Named(partial(based.at, "part"), "unknown-part", based.basis.part, based.answered.parts)
    for answered in answers(workspace):
        known = (STATE, *answered.parts)
        for part in answered.response.ratings_by_part:
            yield Named(partial(answered.key, "ratings_by_part", part), "unknown-part", part, known)
    for country, act, place in acts(workspace):
        yield Named(partial(place.at, "part"), "unknown-part", act.part, workspace.parts(country.id))


def unknown_criteria(workspace: Workspace) -> Iterator[Problem]:
    """Responses, deposits and models that name a criterion which the instrument does not have."""
    known = {id_: {criterion.id for criterion in of.value.criteria()} for id_, of in workspace.instruments.items()}
    named: list[tuple[str, str, Callable[[], Position]]] = []
    for _, filed in checklists(workspace):
        of, key = filed.value.instrument, filed.document.key
        named += ((of, id_, partial(key, "responses", id_)) for id_ in filed.value.responses)
    for _, bill in bills(workspace):
        for of, responses in bill.value.responses.items():
            named += ((of, id_, partial(bill.document.key, "responses", of, id_)) for id_ in responses)
    for of, participation, place in treaties(workspace):
        for n, deposit in enumerate(participation.deposits):
            inside = partial(place.at, "deposits", n, "criteria")
            named += ((of, id_, partial(inside, m)) for m, id_ in enumerate(deposit.criteria))
    for of, id_, at in named:
        if of in known and id_ not in known[of]:
            yield _criterion(at(), id_, known[of])
    every = set[str]().union(*known.values())
    for plan in workspace.plans.values():
        for n, model in enumerate(plan.value.models):
            if model.criterion and model.criterion not in every:
                yield _criterion(plan.document.at("models", n, "criterion"), model.criterion, every)


def _criterion(at: Position, id_: str, known: Iterable[str]) -> Problem:
    return problems.unknown(at, "unknown-criterion", id_, known, "an id of the instrument")


def unknown_ends(workspace: Workspace) -> Iterator[Problem]:
    """Ties of provisions that an instrument does not have; a standard without criteria here may have any."""
    for filed in workspace.crosswalks.values():
        for field, id_ in (("first", filed.value.first), ("second", filed.value.second)):
            of = workspace.instruments.get(id_)
            known = {criterion.id for criterion in of.value.criteria()} if of else set()
            known |= {article.number for article in of.value.articles} if of else set()
            for n, tie in enumerate(filed.value.ties) if of else ():
                if (name := getattr(tie, field)) not in known:
                    at, what = filed.document.at("ties", n, field), f"{id_} has no criterion or article `{name}`"
                    yield Problem(at, "unknown-criterion", what, "an id of the instrument", closest(name, known))


def unknown_of_findings(workspace: Workspace) -> Iterator[Problem]:
    """Findings on instruments, articles and criteria that do not exist; a treaty that is not assessed has none of them."""
    for finding, place in findings(workspace):
        filed = workspace.instruments.get(finding.instrument or "")
        if filed is not None:
            yield from _of_finding(finding, filed.value, place)
        elif finding.criteria:
            known = " | ".join(workspace.instruments)
            what = "criteria are named, but the instrument is none that has any"
            yield Problem(place.at("criteria"), "unknown-instrument", what, known, "say of which `instrument` they are")


def _of_finding(finding: Finding, instrument: Instrument, place: Place) -> Iterator[Problem]:
    articles = [article.number for article in instrument.articles]
    for n, cited in enumerate(finding.articles):
        number = re.match(r"\d+", cited)
        if number is None or number[0] not in articles:
            at, what = place.at("articles", n), f"`{instrument.id}` has no article `{cited}`"
            yield Problem(at, "unknown-article", what, "an article of the instrument", closest(cited, articles))
    criteria = [criterion.id for criterion in instrument.criteria()]
    for n, id_ in enumerate(finding.criteria):
        if id_ not in criteria:
            yield _criterion(place.at("criteria", n), id_, criteria)


def _near(name: str, known: Iterable[str]) -> list[str]:
    """Known names, those that begin alike first."""
    return sorted(known, key=lambda other: (not other.startswith(name[:4]), other))


def unknown_sources(workspace: Workspace) -> Iterator[Problem]:
    """Sources that are named but not listed."""
    for country in workspace.countries.values():
        if country.sources is None:  # missing or broken, which is said already
            continue
        known = country.documents()
        answering: tuple[Filed[Any], ...] = (*country.rated(), *country.bills.values())
        for document in (filed.document for filed in (*country.registers(), *answering)):
            # Ways are built only for the few documents in which something is wrong.
            mappings = (branch for branch in _branches(document.data) if isinstance(branch, dict))
            named = (branch for branch in mappings if "sources" in branch or "note_sources" in branch)
            if all(name in known for branch in named for name, _ in _named_sources(branch)):
                continue
            for steps, branch in _ways(document.data):
                for name, way in _named_sources(branch):
                    if name not in known:
                        yield unknown(document.at(*steps, *way), "unknown-source", name, _near(name, known))


Branch = list[Data] | dict[str, Data]


def _named_sources(branch: Branch) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """Every source that a branch of a document names, with the way to it."""
    for key in ("sources", "note_sources"):
        if isinstance(branch, dict) and isinstance(named := branch.get(key), list):
            yield from ((item, (key, n)) for n, item in enumerate(named) if isinstance(item, str))


def _branches(data: Data) -> Iterator[Branch]:
    """Every list and mapping in a document, wherever it stands; most of a document is leaves, which are not visited."""
    waiting = [data] if isinstance(data, (list, dict)) else []
    while waiting:
        branch = waiting.pop()
        yield branch
        inside = branch if isinstance(branch, list) else branch.values()
        waiting += [value for value in inside if isinstance(value, (list, dict))]


def _ways(data: Data, steps: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Branch]]:
    """The same, each with the way to it from the root, which takes longer."""
    if isinstance(data, (list, dict)):
        yield steps, data
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _ways(value, (*steps, key))


def repeated_ids(workspace: Workspace) -> Iterator[Problem]:
    """Ids given twice in one register."""
    for document in (document for document in workspace.files if not document.is_shipped):
        for items in _branches(document.data):
            if isinstance(items, list):
                ids = [item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)]
                if len(set(ids)) < len(ids):
                    yield from _repeated(document, items)


def _repeated(document: Document, items: list[Data]) -> Iterator[Problem]:
    """The problems of a list in which an id is given twice."""
    steps = next(steps for steps, branch in _ways(document.data) if branch is items)
    first: dict[str, int] = {}
    for n, item in enumerate(items):
        id_ = item.get("id") if isinstance(item, dict) else None
        if isinstance(id_, str) and id_ in first:
            hint = f"the first stands on line {document.at(*steps, first[id_], 'id').line}"
            at = document.at(*steps, n, "id")
            yield Problem(at, "repeated-id", f"the id `{id_}` is given a second time", hint=hint)
        if isinstance(id_, str):
            first.setdefault(id_, n)


def repeated_recommendations(workspace: Workspace) -> Iterator[Problem]:
    """Recommendations of one country that share an id within a cycle; from cycle to cycle they keep it."""
    first: dict[tuple[str, str | None, str], str] = {}
    for answered in answers(workspace):
        advice, cycle = answered.response.recommendation, _cycle(answered)
        # A second evaluator's checklist keeps the ids of the first.
        if advice is None or (cycle is None and answered.day):
            continue
        key = answered.country.id, cycle, advice.id
        if key in first:
            at, hint = answered.at("recommendation", "id"), f"it belongs to criterion {first[key]}; number them on"
            yield Problem(at, "repeated-id", f"the id `{advice.id}` is given a second time", hint=hint)
        first.setdefault(key, answered.criterion.id)


def _cycle(answered: Answered) -> str | None:
    """The cycle of a first evaluator's answer; none of another answer."""
    filed = answered.country.checklists.items()
    return next((cycle for (cycle, _), checklist in filed if checklist.document is answered.document), None)


CHECKS = (
    wrong_place,
    unknown_names,
    unknown_criteria,
    unknown_ends,
    unknown_of_findings,
    unknown_sources,
    repeated_ids,
    repeated_recommendations,
)
