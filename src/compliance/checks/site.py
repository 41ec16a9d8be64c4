"""The reading site: plans, countries, instruments and cycles that exist."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from compliance.checks.links import unknown
from compliance.files import leads_out
from compliance.problems import Problem
from compliance.workspace import Workspace


def unknown_names(workspace: Workspace) -> Iterator[Problem]:
    """What `reports/site.yaml` names and the folder does not have."""
    if workspace.site is None:
        return
    site, at = workspace.site.value, workspace.site.document.at
    for field, kind in (("country", "country"), ("region", "regional")):
        plans = [id_ for id_, filed in workspace.plans.items() if filed.value.kind == kind]
        if (id_ := getattr(site.plans, field)) not in plans:
            yield unknown(at("plans", field), "unknown-plan", id_, plans)
    listed = [jurisdiction.id for jurisdiction in workspace.listed()]
    named = (("countries", "unknown-country", listed), ("instruments", "unknown-instrument", workspace.instruments))
    for field, code, known in named:
        for place, id_ in enumerate(getattr(site, field)):
            if id_ not in known:
                yield unknown(at(field, place), code, id_, known)
    cycles = sorted({cycle for country in workspace.countries.values() for cycle in country.cycles()})
    if site.cycle and site.cycle not in cycles:
        yield unknown(at("cycle"), "unknown-cycle", site.cycle, cycles)
    if site.emblem and site.emblem.file not in workspace.images:
        yield unknown(at("emblem", "file"), "unknown-image", site.emblem.file, workspace.images)


def outside(workspace: Workspace) -> Iterator[Problem]:
    """A folder of deliverables that lies elsewhere: what is published comes from the workspace alone."""
    if workspace.site is None or workspace.site.value.deliverables is None:
        return
    folder = workspace.site.value.deliverables
    if PurePosixPath(folder).is_absolute() or "\\" in folder or leads_out(workspace.root, workspace.root / folder):
        at, what = workspace.site.document.at("deliverables"), f"the folder `{folder}` lies outside the workspace"
        yield Problem(
            at, "outside-workspace", what, "a folder of the workspace", "build into the workspace: build/reports"
        )


CHECKS = (unknown_names, outside)
