"""Plans of reports and the reading site: sections that fit the kind of report, texts that a report prints, names that are there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from compliance.checks.links import unknown
from compliance.files import leads_out
from compliance.model.plan import FREE, OF_A_TREATY, SECTIONS, Planned
from compliance.problems import Position, Problem, closest
from compliance.workspace import TEXTS, Workspace


def sections(workspace: Workspace) -> Iterator[Problem]:
    """Sections that their kind of report does not have, that do not say what they need, that take the text of another."""
    for plan in workspace.plans.values():
        kind, seen = plan.value.kind, set[str]()
        for field in ("sections", "annexes"):
            for n, planned in enumerate(getattr(plan.value, field)):
                at = partial(plan.document.at, field, n)
                if planned.section not in SECTIONS[kind]:
                    what = f"a report of kind `{kind}` has no section `{planned.section}`"
                    expected = " | ".join(SECTIONS[kind]) or "no sections: it is always the same"
                    hint = closest(planned.section, SECTIONS[kind])
                    hint = hint or "delete it, or choose the kind of report that has it"
                    yield Problem(at("section"), "wrong-section", what, expected, hint)
                if planned.file in seen and (planned.section in FREE or planned.name):
                    what = f"a second section takes its texts from `{planned.file}.md`"
                    yield Problem(at(), "repeated-id", what, hint="give each a `name` of its own")
                seen.add(planned.file)
                yield from _needed(planned, plan.value.instruments, workspace, at)


def _needed(
    planned: Planned, reported: Sequence[str], workspace: Workspace, at: Callable[..., Position]
) -> Iterator[Problem]:
    """Which treaty, and what it is called: what a section needs to say, and a treaty that its plan does not report."""
    treaty = planned.instrument
    if treaty and treaty in workspace.instruments and treaty not in reported:
        what = f"the section is about `{treaty}`, which the plan does not report"
        hint = "add it to `instruments`, or delete the section"
        yield Problem(at("instrument"), "wrong-section", what, " | ".join(reported), hint)
    needed = (
        ("instrument", planned.section in OF_A_TREATY and not treaty),
        ("title", planned.section == "text" and not planned.title),
    )
    for field in (name for name, missing in needed if missing):
        what, hint = f"the field `{field}` is missing", f"add `{field}:` with its value"
        yield Problem(at("section"), "missing-field", what, hint=hint)


def empty_models(workspace: Workspace) -> Iterator[Problem]:
    """Models that name neither an act nor a criterion: the whole law of a country is no model."""
    for plan in workspace.plans.values():
        for n, offered in enumerate(plan.value.models):
            if not (offered.act or offered.criterion):
                what, hint = "the model names neither an act nor a criterion", "add `act:`, `criterion:` or both"
                yield Problem(plan.document.at("models", n), "missing-field", what, hint=hint)


def stray_texts(workspace: Workspace) -> Iterator[Problem]:
    """Texts that no report prints: of a country, a cycle or a section that does not exist."""
    regional = {id_: filed.value for id_, filed in workspace.plans.items() if filed.value.kind == "regional"}
    own = {
        planned.file
        for filed in workspace.plans.values()
        if filed.value.kind != "regional"
        for planned in filed.value.planned()
    }
    for (whose, cycle, name), text in workspace.texts.items():
        if whose in regional:
            names = {planned.file for planned in regional[whose].planned()}
            cycles = {each for country in workspace.countries.values() for each in country.cycles()}
        elif whose in workspace.countries:
            names, cycles = own, set(workspace.countries[whose].cycles())
        else:
            known = (*workspace.countries, *regional)
            yield _stray(text.path, f"there is no country or regional plan `{whose}`", whose, known)
            continue
        if cycle not in cycles:
            yield _stray(text.path, f"`{whose}` has no cycle `{cycle}`", cycle, cycles)
        elif name not in names:
            yield _stray(text.path, f"no plan has a section that prints `{name}.md`", name, names)


def _stray(path: str, what: str, name: str, known: Iterable[str]) -> Problem:
    names = sorted(known)
    hint = closest(name, names) or f"see which sections the plans in `reports/` have; texts lie in `reports/{TEXTS}/`"
    return Problem(Position(path), "stray-text", what, " | ".join(names), hint)


def names_of_site(workspace: Workspace) -> Iterator[Problem]:
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
        hint = "build into the workspace: build/reports"
        yield Problem(at, "outside-workspace", what, "a folder of the workspace", hint)


CHECKS = (sections, empty_models, stray_texts, names_of_site, outside)
