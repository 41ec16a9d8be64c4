"""Names that point somewhere: countries, instruments, articles, criteria, acts, parts, sources."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from compliance.checks.walk import (
    Answered,
    Based,
    Place,
    acts,
    answers,
    bases,
    bills,
    checklists,
    each_basis,
    findings,
    treaties,
)
from compliance.model.checklist import STATE
from compliance.model.findings import Finding
from compliance.model.instrument import Instrument
from compliance.problems import Position, Problem, closest
from compliance.source import Data, Document, Step
from compliance.workspace import Filed, Workspace


def _unknown(at: Position, code: str, name: str, known: Iterable[str]) -> Problem:
    names, kind = tuple(known), code.removeprefix("unknown-")
    shown = f"{' | '.join(names[:12])}{' | …' if len(names) > 12 else ''}" or "none is defined"
    return Problem(at, code, f"there is no {kind} `{name}`", shown, closest(name, names))


def wrong_place(workspace: Workspace) -> Iterator[Problem]:
    """Documents that say another country, instrument, cycle or id than their folder or file."""
    registered: tuple[Filed[Any], ...] = tuple(
        filed for by_id in (workspace.instruments, workspace.plans, workspace.crosswalks) for filed in by_id.values()
    )
    for named in registered:
        yield from _differs(named.document, "id", named.value.id, PurePosixPath(named.document.path).stem)
    for country in workspace.countries.values():
        for register in country.registers():
            yield from _differs(register.document, "country", register.value.country, country.id)
        for bill in country.bills.values():
            yield from _differs(bill.document, "country", bill.value.country, country.id)
            yield from _differs(bill.document, "id", bill.value.id, PurePosixPath(bill.document.path).stem)
        for (cycle, instrument), checklist in (*country.checklists.items(), *country.second.items()):
            yield from _differs(checklist.document, "country", checklist.value.country, country.id)
            yield from _differs(checklist.document, "cycle", checklist.value.cycle, cycle)
            yield from _differs(checklist.document, "instrument", checklist.value.instrument, instrument)


def _differs(document: Document, field: str, value: str, place: str) -> Iterator[Problem]:
    if value != place:
        hint = "rename the folder or file, or correct the field"
        yield Problem(
            document.at(field), "wrong-place", f"`{field}` is `{value}`, but the file lies at `{place}`", place, hint
        )


def unknown_countries(workspace: Workspace) -> Iterator[Problem]:
    """Folders of countries that nobody has listed, models taken from such, plans for them, and places for them on a grid."""
    if workspace.jurisdictions is None:  # missing or broken, which is said already
        return
    listed = [jurisdiction.id for jurisdiction in workspace.listed()]
    for country in workspace.countries.values():
        if country.id not in listed:
            yield _unknown(Position(f"assessments/{country.id}"), "unknown-country", country.id, listed)
    for answered in answers(workspace):
        model = answered.response.recommendation.model if answered.response.recommendation else None
        if model and model.country not in listed:
            yield _unknown(answered.at("recommendation", "model", "country"), "unknown-country", model.country, listed)
    for plan in workspace.plans.values():
        for place, id_ in enumerate(plan.value.countries):
            if id_ not in listed:
                yield _unknown(plan.document.at("countries", place), "unknown-country", id_, listed)
        for row, ids in enumerate(plan.value.tiles):
            for place, id_ in enumerate(ids):
                if id_ and id_ not in listed:
                    yield _unknown(plan.document.at("tiles", row, place), "unknown-country", id_, listed)


def unknown_instruments(workspace: Workspace) -> Iterator[Problem]:
    """Checklists, bills and plans for instruments that do not exist."""
    for _, filed in checklists(workspace):
        if filed.value.instrument not in workspace.instruments:
            yield _unknown(
                filed.document.at("instrument"), "unknown-instrument", filed.value.instrument, workspace.instruments
            )
    for _, bill in bills(workspace):
        for instrument in bill.value.responses:
            if instrument not in workspace.instruments:
                at = bill.document.key("responses", instrument)
                yield _unknown(at, "unknown-instrument", instrument, workspace.instruments)
    for plan in workspace.plans.values():
        named: list[tuple[str, tuple[Step, ...]]] = [
            (id_, ("instruments", n)) for n, id_ in enumerate(plan.value.instruments)
        ]
        named += [
            (planned.instrument, (field, n, "instrument"))
            for field in ("sections", "annexes")
            for n, planned in enumerate(getattr(plan.value, field))
            if planned.instrument
        ]
        for id_, steps in named:
            if id_ not in workspace.instruments:
                yield _unknown(plan.document.at(*steps), "unknown-instrument", id_, workspace.instruments)


def unknown_criteria(workspace: Workspace) -> Iterator[Problem]:
    """Responses and deposits that name a criterion which the instrument does not have."""
    known = {
        id_: {criterion.id for criterion in filed.value.criteria()} for id_, filed in workspace.instruments.items()
    }
    for _, checklist in checklists(workspace):
        criteria = known.get(checklist.value.instrument, set(checklist.value.responses))
        for id_ in checklist.value.responses:
            if id_ not in criteria:
                yield _criterion(checklist.document.key("responses", id_), id_, criteria)
    for _, bill in bills(workspace):
        for instrument, responses in bill.value.responses.items():
            for id_ in responses:
                if id_ not in known.get(instrument, {id_}):
                    yield _criterion(bill.document.key("responses", instrument, id_), id_, known[instrument])
    for treaty, participation, place in treaties(workspace):
        for n, deposit in enumerate(participation.deposits):
            for m, id_ in enumerate(deposit.criteria):
                if id_ not in known.get(treaty, {id_}):
                    yield _criterion(place.at("deposits", n, "criteria", m), id_, known[treaty])


def _criterion(at: Position, id_: str, known: Iterable[str]) -> Problem:
    return Problem(
        at, "unknown-criterion", f"there is no criterion `{id_}`", "an id of the instrument", closest(id_, known)
    )


def unknown_ends(workspace: Workspace) -> Iterator[Problem]:
    """Ties of provisions that an instrument does not have; a standard without criteria here may have any."""
    for filed in workspace.crosswalks.values():
        for field, id_ in (("first", filed.value.first), ("second", filed.value.second)):
            document = workspace.instruments.get(id_)
            if document is None and field == "first":
                yield _unknown(filed.document.at("first"), "unknown-instrument", id_, workspace.instruments)
            known = _provisions(document.value) if document else frozenset()
            for n, tie in enumerate(filed.value.ties) if document else ():
                name = tie.first if field == "first" else tie.second
                if name not in known:
                    at, what = filed.document.at("ties", n, field), f"{id_} has no criterion or article `{name}`"
                    yield Problem(at, "unknown-criterion", what, "an id of the instrument", closest(name, known))


def _provisions(instrument: Instrument) -> frozenset[str]:
    """The criteria and the articles of an instrument."""
    return frozenset(
        (*(criterion.id for criterion in instrument.criteria()), *(article.number for article in instrument.articles))
    )


def unknown_of_findings(workspace: Workspace) -> Iterator[Problem]:
    """Findings on instruments, articles and criteria that do not exist; a treaty that is not assessed has none of them."""
    for finding, place in findings(workspace):
        filed = workspace.instruments.get(finding.instrument or "")
        if filed is not None:
            yield from _articles(finding, filed.value, place)
            yield from _criteria(finding, filed.value, place)
        elif finding.criteria:
            known = " | ".join(workspace.instruments)
            what = "criteria are named, but the instrument is none that has any"
            yield Problem(place.at("criteria"), "unknown-instrument", what, known, "say of which `instrument` they are")


def _articles(finding: Finding, instrument: Instrument, place: Place) -> Iterator[Problem]:
    known = [article.number for article in instrument.articles]
    for n, cited in enumerate(finding.articles):
        number = re.match(r"\d+", cited)
        if number is None or number[0] not in known:
            at, what = place.at("articles", n), f"`{instrument.id}` has no article `{cited}`"
            yield Problem(at, "unknown-article", what, "an article of the instrument", closest(cited, known))


def _criteria(finding: Finding, instrument: Instrument, place: Place) -> Iterator[Problem]:
    known = [criterion.id for criterion in instrument.criteria()]
    for n, id_ in enumerate(finding.criteria):
        if id_ not in known:
            yield _criterion(place.at("criteria", n), id_, known)


def unknown_bases(based: Based) -> Iterator[Problem]:
    """Legal bases in an act that the register does not hold; where it is missing or broken, that is said already."""
    known, act = based.answered.acts, based.basis.act
    if based.answered.country.legislation and act not in known and act != based.answered.instrument.id:
        yield _unknown(based.at("act"), "unknown-act", act, _near(act, known))


def unknown_acts_of_advice(workspace: Workspace) -> Iterator[Problem]:
    """Acts to amend, and models, that no register holds."""
    for answered in answers(workspace):
        advice = answered.response.recommendation
        if advice and advice.amend and answered.country.legislation and advice.amend not in answered.acts:
            near = _near(advice.amend, answered.acts)
            yield _unknown(answered.at("recommendation", "amend"), "unknown-act", advice.amend, near)
        model = advice.model if advice else None
        country = workspace.countries.get(model.country) if model else None
        if model and country and country.legislation and model.act not in country.acts():
            at = answered.at("recommendation", "model", "act")
            yield _unknown(at, "unknown-act", model.act, _near(model.act, country.acts()))


def unknown_models(workspace: Workspace) -> Iterator[Problem]:
    """Models of a plan from countries, acts or criteria that do not exist."""
    listed = [jurisdiction.id for jurisdiction in workspace.listed()]
    criteria = {criterion.id for filed in workspace.instruments.values() for criterion in filed.value.criteria()}
    for plan in workspace.plans.values():
        for n, model in enumerate(plan.value.models):
            at, country = partial(plan.document.at, "models", n), workspace.countries.get(model.country)
            if model.country not in listed:
                yield _unknown(at("country"), "unknown-country", model.country, listed)
            if model.act and country and country.legislation and model.act not in country.acts():
                yield _unknown(at("act"), "unknown-act", model.act, _near(model.act, country.acts()))
            if model.criterion and model.criterion not in criteria:
                yield _criterion(at("criterion"), model.criterion, criteria)


def unknown_acts(workspace: Workspace) -> Iterator[Problem]:
    """Acts that replace or repeal others, or were replaced, which the register does not hold."""
    for country, act, place in acts(workspace):
        named = (
            *((("replaces", n), other) for n, other in enumerate(act.replaces)),
            (("repealed_by",), act.repealed_by),
        )
        for steps, other in named:
            if other is not None and other not in country.acts():
                yield _unknown(place.at(*steps), "unknown-act", other, _near(other, country.acts()))


def _near(name: str, known: Mapping[str, object]) -> list[str]:
    """Known names, those that begin alike first."""
    return sorted(known, key=lambda other: (not other.startswith(name[:4]), other))


def unknown_parts(workspace: Workspace) -> Iterator[Problem]:
    """Parts of a country that it does not have."""
    if workspace.jurisdictions is None:  # missing or broken, which is said already
        return
    for based in bases(workspace):
        known = based.answered.parts
        if based.basis.part is not None and based.basis.part not in known:
            yield _unknown(based.at("part"), "unknown-part", based.basis.part, known)
    for answered in answers(workspace):
        known = (STATE, *answered.parts)
        for part in answered.response.ratings_by_part:
            if part not in known:
                yield _unknown(answered.key("ratings_by_part", part), "unknown-part", part, known)
    for country, act, place in acts(workspace):
        known = workspace.parts(country.id)
        if act.part is not None and act.part not in known:
            yield _unknown(place.at("part"), "unknown-part", act.part, known)


def unknown_sources(workspace: Workspace) -> Iterator[Problem]:
    """Sources that are named but not listed."""
    for country in workspace.countries.values():
        if country.sources is None:  # missing or broken, which is said already
            continue
        known = country.documents()
        rated = (*country.checklists.values(), *country.second.values())
        answering: tuple[Filed[Any], ...] = (*rated, *country.bills.values())
        for document in (filed.document for filed in (*country.registers(), *answering)):
            if all(name in known for name in _source_names(document.data)):
                continue
            for steps, name in _sources(document.data, ()):
                if name not in known:
                    yield _unknown(document.at(*steps), "unknown-source", name, _near(name, known))


def _source_names(data: Data) -> Iterator[str]:
    """Every source id that a document names, without its place."""
    for branch in _branches(data):
        for key in ("sources", "note_sources"):
            if isinstance(branch, dict) and isinstance(named := branch.get(key), list):
                yield from (item for item in named if isinstance(item, str))


def _branches(data: Data) -> Iterator[list[Data] | dict[str, Data]]:
    """Every list and mapping in a document, wherever it stands; most of a document is leaves, which are not visited."""
    waiting = [data]
    while waiting:
        branch = waiting.pop()
        if isinstance(branch, (list, dict)):
            yield branch
            inside = branch if isinstance(branch, list) else branch.values()
            waiting += [value for value in inside if not isinstance(value, str)]


def _sources(data: Data, steps: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Every source id that a document names, wherever it stands."""
    match data:
        case dict():
            for key, value in data.items():
                if key in ("sources", "note_sources") and isinstance(value, list):
                    yield from ((((*steps, key, n)), item) for n, item in enumerate(value) if isinstance(item, str))
                else:
                    yield from _sources(value, (*steps, key))
        case list():
            for n, value in enumerate(data):
                yield from _sources(value, (*steps, n))


def repeated_ids(workspace: Workspace) -> Iterator[Problem]:
    """Ids given twice in one register."""
    for document in workspace.files:
        for items in _branches(document.data):
            if isinstance(items, list):
                ids = [it["id"] for it in items if isinstance(it, dict) and isinstance(it.get("id"), str)]
                if len(set(ids)) < len(ids):
                    yield from _repeated(document, items)


def _repeated(document: Document, items: list[Data]) -> Iterator[Problem]:
    """The problems of a list in which an id is given twice."""
    steps = _place(document.data, items, ())
    first: dict[str, int] = {}
    for n, item in enumerate(items):
        id_ = item.get("id") if isinstance(item, dict) else None
        if isinstance(id_, str) and id_ in first:
            hint = f"the first stands on line {document.at(*steps, first[id_], 'id').line}"
            at = document.at(*steps, n, "id")
            yield Problem(at, "repeated-id", f"the id `{id_}` is given a second time", hint=hint)
        if isinstance(id_, str):
            first.setdefault(id_, n)


def _place(data: Data, wanted: Data, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The way from a document's root to one of its lists."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in entries:
        if value is wanted:
            return (*steps, key)
        if not isinstance(value, str) and (place := _place(value, wanted, (*steps, key))):
            return place
    return ()


def repeated_recommendations(workspace: Workspace) -> Iterator[Problem]:
    """Recommendations of one country that share an id within a cycle; from cycle to cycle they keep it."""
    first: dict[tuple[str, str | None, str], str] = {}
    for answered in answers(workspace):
        advice, cycle = answered.response.recommendation, _cycle(answered)
        if advice is None or (
            cycle is None and answered.day
        ):  # a second evaluator's checklist keeps the first one's ids
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
    unknown_countries,
    unknown_instruments,
    unknown_criteria,
    unknown_ends,
    unknown_of_findings,
    each_basis(unknown_bases),
    unknown_acts_of_advice,
    unknown_models,
    unknown_acts,
    unknown_parts,
    unknown_sources,
    repeated_ids,
    repeated_recommendations,
)
