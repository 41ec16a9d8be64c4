"""What is made of each kind of plan; a further deliverable is one more line in one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from compliance.catalogues import locale
from compliance.inputs import Inputs
from compliance.language import ENGLISH, speaking, wider
from compliance.model.plan import Plan, PlanKind
from compliance.pages.donor import donor_page, region_donor_page
from compliance.pages.html import Page, country_page
from compliance.pages.profile import profile_page
from compliance.pages.regional import regional_page
from compliance.queries.scores import scored
from compliance.report.build.job import Job
from compliance.report.build.reading import read_by
from compliance.report.docx import docx
from compliance.report.excel import workbook
from compliance.report.excel.region import regional_workbook
from compliance.report.pdf import fitted, pdf
from compliance.robustness import Robustness
from compliance.robustness.run import of_countries
from compliance.view.country import view_of
from compliance.view.donor import donor_views, region_briefs
from compliance.view.profile import profile_view
from compliance.view.regional import regional_view
from compliance.view.values.country import CountryView
from compliance.workspace import Workspace

Scope = Literal["country", "region"]
SLOWEST = ("pdf", "docx", "xlsx")
"""Endings, what takes longest first."""
Robust = tuple[Robustness, ...]
Make = Callable[[Inputs, Job, Robust], bytes]
"""A deliverable from everything read, what is asked for, and how robust the scores are (nothing where the plan does not say)."""


class NamedAlike(Exception):  # noqa: N818  # it says what is wrong, as its message does
    """Raised where two deliverables would have one name."""


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One file of a kind of plan."""

    kind: PlanKind
    scope: Scope
    """Whether there is one for each country or one for all of them together."""
    ending: str
    make: Make


def _country(inputs: Inputs, job: Job, _robust: Robust) -> CountryView:
    return view_of(inputs, job.country, job.cycle, job.plan)


def _country_page(inputs: Inputs, job: Job, robust: Robust) -> Page:
    return country_page(_country(inputs, job, robust))


def _profile_page(inputs: Inputs, job: Job, _robust: Robust) -> Page:
    return profile_page(profile_view(inputs, job.country, job.cycle, job.plan))


def _regional_page(inputs: Inputs, job: Job, robust: Robust) -> Page:
    return regional_page(regional_view(inputs, job.cycle, job.plan, robust))


def _brief(inputs: Inputs, job: Job, _robust: Robust) -> tuple[Page, bytes]:
    """The two pages of a country for a donor, as far as they fit, and their PDF."""
    view, made = fitted(donor_views(inputs, job.country, job.cycle, job.plan), donor_page)
    return donor_page(view), made


def _region_brief(inputs: Inputs, job: Job, _robust: Robust) -> tuple[Page, bytes]:
    view, made = fitted(region_briefs(inputs, job.cycle, job.plan), region_donor_page)
    return region_donor_page(view), made


def _region_book(inputs: Inputs, job: Job, robust: Robust) -> bytes:
    """The workbook of a region, from what is said of it and from the view of each of its countries."""
    region = regional_view(inputs, job.cycle, job.plan, robust)
    countries = tuple(view_of(inputs, member.id, job.cycle, job.plan) for member in region.members)
    return regional_workbook(region, countries)


DELIVERABLES: tuple[Deliverable, ...] = (
    Deliverable("country", "country", "pdf", lambda *job: pdf(_country_page(*job))),
    Deliverable("country", "country", "docx", lambda *job: docx(_country_page(*job))),
    Deliverable("country", "country", "xlsx", lambda *job: workbook(_country(*job))),
    Deliverable("profile", "country", "pdf", lambda *job: pdf(_profile_page(*job))),
    Deliverable("profile", "country", "docx", lambda *job: docx(_profile_page(*job))),
    Deliverable("donor", "country", "pdf", lambda *job: _brief(*job)[1]),
    Deliverable("donor", "country", "docx", lambda *job: docx(_brief(*job)[0])),
    Deliverable("donor", "region", "pdf", lambda *job: _region_brief(*job)[1]),
    Deliverable("donor", "region", "docx", lambda *job: docx(_region_brief(*job)[0])),
    Deliverable("regional", "region", "pdf", lambda *job: pdf(_regional_page(*job))),
    Deliverable("regional", "region", "docx", lambda *job: docx(_regional_page(*job))),
    Deliverable("regional", "region", "xlsx", _region_book),
)
"""Everything that can be made. Those for the region may read the cycle from the job; its country is empty."""
WORKBOOK = "xlsx"
"""What a plan can leave out, and whose texts are English whatever it speaks."""
UNCERTAIN = frozenset(("standings", "sensitivity"))
"""Sections of a comparison that ask how robust the scores are, which takes longer than all else that is computed."""


def make(inputs: Inputs, job: Job, robust: Robust) -> bytes:
    """One deliverable: a document in the language of its plan, a workbook in English."""
    plan = inputs.workspace.plans[job.plan].value
    makers = {(each.kind, each.scope, each.ending): each.make for each in DELIVERABLES}
    units = inputs.project.logframe.units if inputs.project else {}
    with speaking(wider(locale(ENGLISH if job.ending == WORKBOOK else plan.language), units)):
        scope: Scope = "country" if job.country else "region"
        return makers[plan.kind, scope, job.ending](_translated(read_by(inputs, job), job.plan), job, robust)


def viewed(inputs: Inputs, job: Job) -> object:
    """What a deliverable says, as values, without how robust scores are; made from everything that is on file."""
    seen = _translated(read_by(inputs, job), job.plan)
    match inputs.workspace.plans[job.plan].value.kind:
        case "country":
            return _country(seen, job, ())
        case "profile":
            return profile_view(seen, job.country, job.cycle, job.plan)
        case "regional":
            countries = [id_ for id_, country in seen.workspace.countries.items() if job.cycle in country.cycles()]
            views = [view_of(seen, id_, job.cycle, job.plan) for id_ in countries] if job.ending == WORKBOOK else []
            return regional_view(seen, job.cycle, job.plan), views
        case "donor" if job.country:
            return donor_views(seen, job.country, job.cycle, job.plan)
        case "donor":
            return region_briefs(seen, job.cycle, job.plan)


def _translated(inputs: Inputs, plan_id: str) -> Inputs:
    """The same, the words of a plan and the names of indicators in the language that is spoken, where there are such."""
    workspace, project = inputs.workspace, inputs.project
    filed = workspace.plans[plan_id]
    plans = {**workspace.plans, plan_id: replace(filed, value=filed.value.spoken())}
    return replace(
        inputs,
        workspace=replace(workspace, plans=plans),
        project=replace(project, logframe=project.logframe.spoken()) if project else None,
    )


def asks_how_robust(plan: Plan) -> bool:
    """Whether a plan compares countries by how robust their scores are; a report of one country compares nothing."""
    return any(planned.section in UNCERTAIN for planned in plan.planned())


def robustness_of(inputs: Inputs, plan_id: str) -> Robust:
    """How robust the latest scores of the countries that a plan compares are; nothing where it has no section on it."""
    workspace = inputs.workspace
    plan = workspace.plans[plan_id].value
    if not asks_how_robust(plan):
        return ()
    assessed = [(country, assessment) for country, _, assessment in scored(workspace, plan.countries)]
    return of_countries(workspace, assessed, plan.instruments)


def jobs(workspace: Workspace) -> tuple[Job, ...]:
    """Every deliverable that the plans ask for, in the latest cycle; what takes long first. NamedAlike where two would have one name."""
    jobs = tuple(job for filed in workspace.plans.values() for job in _jobs(workspace, filed.value))
    twice = [name for name, number in Counter(job.name for job in jobs).items() if number > 1]
    if twice:
        raise NamedAlike(f"two deliverables would be called {twice[0]}: rename a country, a cycle or a plan")
    return tuple(sorted(jobs, key=lambda job: SLOWEST.index(job.ending)))


def _jobs(workspace: Workspace, plan: Plan) -> Iterator[Job]:
    members = [workspace.countries[id_] for id_ in plan.countries or workspace.countries if id_ in workspace.countries]
    # The latest cycle of a country, if it has a checklist there for what the plan reports.
    latest = ((country, cycle) for country in members for cycle in country.cycles()[-1:])
    cycles = {
        country.id: cycle
        for country, cycle in latest
        if any((cycle, id_) in country.checklists for id_ in plan.instruments)
    }
    together = {"": max(cycles.values())} if cycles else {}
    for each in DELIVERABLES:
        if each.kind == plan.kind and (plan.workbook if each.ending == WORKBOOK else each.ending in plan.formats):
            of = together if each.scope == "region" else cycles
            yield from (Job(plan=plan.id, country=id_, cycle=cycle, ending=each.ending) for id_, cycle in of.items())
