"""What of a folder leaves the house: published cycles alone, without the people who work on them and what they say to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeVar

from compliance.inputs import Inputs
from compliance.memory import Kept
from compliance.model.checklist import Checklist, Response
from compliance.model.jurisdictions import Jurisdictions
from compliance.model.logframe import Baseline, Logframe, Target
from compliance.model.site import Site
from compliance.workspace import Country, Filed

P = TypeVar("P", Baseline | None, Target | None)


def public(inputs: Inputs, site: Site, kept: Kept | None = None) -> Inputs:
    """A folder as the site may show it: its countries, its cycle and those before, and nothing private in any of them."""
    workspace, kept = inputs.workspace, kept or Kept()
    countries = {
        id_: shown
        for id_, country in workspace.countries.items()
        if (not site.countries or id_ in site.countries)
        and (shown := kept.of(("public", id_), (country, site), partial(_country, country, site))).checklists
    }
    project = replace(inputs.project, logframe=_logframe(inputs.project.logframe)) if inputs.project else None
    left = replace(workspace, countries=countries, jurisdictions=_register(workspace.jurisdictions, countries))
    return replace(inputs, workspace=left, project=project)


def private(inputs: Inputs, site: Site) -> frozenset[str]:
    """Every text that the site keeps to itself: names of those who work on it, and what they say to each other."""
    texts = {
        text
        for country in inputs.workspace.countries.values()
        for filed in (*country.checklists.values(), *country.second.values())
        for text in _private(filed.value, site)
    }
    logframe = inputs.project.logframe if inputs.project else None
    for indicator in logframe.indicators if logframe else ():
        for plan in indicator.countries.values():
            points = [point for point in (plan.baseline, plan.target) if point and point.approved]
            texts |= {point.approved.by for point in points if point.approved}
            texts |= {action.owner for action in plan.actions if action.owner}
    return frozenset(text for text in texts if text)


def _private(checklist: Checklist, site: Site) -> Iterator[str]:
    yield from (*checklist.evaluators, *checklist.assigned, checklist.note or "")
    for step in checklist.steps:
        yield from (step.by, step.note or "")
    for response in checklist.responses.values():
        settled = (response.adjudication.by, response.adjudication.reason) if response.adjudication else ()
        yield from (response.author or "", response.reviewed_by or "", *settled)
        yield from (each.by for each in response.written)
        for remark in response.remarks:
            yield from (remark.by, remark.text, remark.closed_by or "")
            yield from (text for reply in remark.replies for text in (reply.by, reply.text))
        if not site.comments:
            yield response.government_comment or ""


def _register(filed: Filed[Jurisdictions] | None, countries: Collection[str]) -> Filed[Jurisdictions] | None:
    """The register without whom the site does not show, so that nothing is said to be missing that is only withheld."""
    if filed is None:
        return None
    kept = tuple(jurisdiction for jurisdiction in filed.value.jurisdictions if jurisdiction.id in countries)
    return replace(filed, value=replace(filed.value, jurisdictions=kept))


def is_published(country: Country, cycle: str, checklist: Checklist) -> bool:
    """Whether a checklist may be shown to everybody: it is adopted, or its cycle is sealed."""
    return checklist.adopted or country.sealed(cycle) is not None


def withheld(inputs: Inputs, site: Site) -> tuple[tuple[str, str, str], ...]:
    """Checklists of the site that are not published: country, cycle and instrument."""
    return tuple(
        (id_, cycle, instrument)
        for id_, country in inputs.workspace.countries.items()
        if not site.countries or id_ in site.countries
        for (cycle, instrument), filed in country.checklists.items()
        if _is_asked(site, cycle, instrument) and not is_published(country, cycle, filed.value)
    )


def _is_asked(site: Site, cycle: str, instrument: str) -> bool:
    return instrument in site.instruments and (site.cycle is None or cycle <= site.cycle)


def _country(country: Country, site: Site) -> Country:
    checklists = {
        (cycle, instrument): replace(filed, value=_checklist(filed.value, site))
        for (cycle, instrument), filed in country.checklists.items()
        if _is_asked(site, cycle, instrument) and (site.drafts or is_published(country, cycle, filed.value))
    }
    seals = {key: replace(filed, value=replace(filed.value, by="")) for key, filed in country.seals.items()}
    return replace(
        country, checklists=checklists, seals=seals, second={}, log=(), unfinished=None, signatures={}, bills={}
    )


def _checklist(checklist: Checklist, site: Site) -> Checklist:
    """The same without who works on it."""
    responses = {id_: _response(response, site) for id_, response in checklist.responses.items()}
    return replace(checklist, evaluators=(), steps=(), assigned={}, due={}, note=None, responses=responses)


def _response(response: Response, site: Site) -> Response:
    """The same without who answered, who looked at it, and what they said to each other."""
    settled = replace(response.adjudication, by="", reason="") if response.adjudication else None
    return replace(
        response,
        adjudication=settled,
        government_comment=response.government_comment if site.comments else None,
        author=None,
        answered=None,
        written=(),
        reviewed_by=None,
        reviewed=None,
        reviewed_digest=None,
        carried_over=None,
        remarks=(),
    )


def _logframe(logframe: Logframe) -> Logframe:
    """The same without who approved a target, and what is done about one that is missed."""
    return replace(
        logframe,
        indicators=tuple(
            replace(
                indicator,
                countries={
                    id_: replace(plan, baseline=_unnamed(plan.baseline), target=_unnamed(plan.target), actions=())
                    for id_, plan in indicator.countries.items()
                },
            )
            for indicator in logframe.indicators
        ),
    )


def _unnamed(point: P) -> P:
    """A baseline or a target that says when it was approved, and not by whom."""
    if point is None or point.approved is None:
        return point
    return replace(point, approved=replace(point.approved, by=""))
