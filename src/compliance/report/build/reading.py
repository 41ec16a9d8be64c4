"""What a deliverable reads: of its own country everything, of the others what it may cite, of a region its members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from compliance.inputs import Inputs
from compliance.model.plan import Plan
from compliance.report.build.job import Job
from compliance.view.manifest import concerns
from compliance.workspace import Country, Workspace

COMMON = frozenset(("instruments",))
"""Folders beside those of countries."""


def reads(plan: Plan, job: Job) -> Callable[[str], bool]:
    """Whether a deliverable depends on a file of the workspace, by its path."""

    def concerned(path: str) -> bool:
        own = concerns(path, country=job.country, plan=job.plan, everyone=False)
        return own and (bool(job.country) or _is_of_members(plan, path))

    return concerned


def _is_of_members(plan: Plan, path: str) -> bool:
    """Whether a file belongs to a country that a region's plan compares, or to none."""
    match path.split("/"):
        case ["assessments", folder, _, *_] if plan.countries and folder not in COMMON:
            return folder in plan.countries
        case ["reports", "texts", whose, *_] if plan.countries:
            return whose in (plan.id, *plan.countries)
    return True


def read_by(inputs: Inputs, job: Job) -> Inputs:
    """The inputs as a deliverable sees them: nothing else is there, so that nothing else can change it.

    The report of a country finds no ratings but its own; of the others it finds the registers of acts.
    """
    workspace = inputs.workspace
    plan = workspace.plans[job.plan].value
    concerned = reads(plan, job)
    files = tuple(document for document in workspace.files if concerned(document.path))
    if not job.country:
        return replace(inputs, workspace=replace(_of_members(workspace, plan), files=files))
    every = workspace.countries.items()
    countries = {id_: country if id_ == job.country else _register_of(country) for id_, country in every}
    return replace(inputs, workspace=replace(workspace, countries=countries, files=files))


def _of_members(workspace: Workspace, plan: Plan) -> Workspace:
    """A workspace in which there are only the countries that a plan names; all of them where it names none."""
    if not plan.countries or workspace.jurisdictions is None:
        return workspace
    register = workspace.jurisdictions
    listed = tuple(each for each in register.value.jurisdictions if each.id in plan.countries)
    return replace(
        workspace,
        countries={id_: country for id_, country in workspace.countries.items() if id_ in plan.countries},
        jurisdictions=replace(register, value=replace(register.value, jurisdictions=listed)),
    )


def _register_of(country: Country) -> Country:
    """A country of which no more is known than its acts."""
    return Country(
        id=country.id,
        sources=None,
        legislation=country.legislation,
        participation=None,
        external=None,
        findings=None,
        checklists={},
        second={},
        bills={},
        log=(),
        seals={},
        stored={},
    )
