"""Plans of reports: sections that fit the kind of report, and texts that a report prints."""

from collections.abc import Iterable, Iterator

from compliance.model.plan import FREE, OF_A_TREATY, SECTIONS, Plan, Planned
from compliance.problems import Position, Problem, closest
from compliance.source import Step
from compliance.workspace import TEXTS, Filed, Workspace


def _sections(plan: Filed[Plan]) -> Iterator[tuple[Planned, tuple[Step, ...]]]:
    """Every section and annex of a plan, and where it stands."""
    for n, planned in enumerate(plan.value.sections):
        yield planned, ("sections", n)
    for n, planned in enumerate(plan.value.annexes):
        yield planned, ("annexes", n)


def misplaced_sections(workspace: Workspace) -> Iterator[Problem]:
    """Sections that their kind of report does not have, and those about a treaty that it does not report."""
    for plan in workspace.plans.values():
        kind, reported = plan.value.kind, plan.value.instruments
        for planned, steps in _sections(plan):
            if planned.section not in SECTIONS[kind]:
                what = f"a report of kind `{kind}` has no section `{planned.section}`"
                expected = " | ".join(SECTIONS[kind]) or "no sections: it is always the same"
                hint = closest(planned.section, SECTIONS[kind]) or "delete it, or choose the kind of report that has it"
                yield Problem(plan.document.at(*steps, "section"), "wrong-section", what, expected, hint)
            if (
                planned.instrument
                and planned.instrument in workspace.instruments
                and planned.instrument not in reported
            ):
                what = f"the section is about `{planned.instrument}`, which the plan does not report"
                hint = "add it to `instruments`, or delete the section"
                at = plan.document.at(*steps, "instrument")
                yield Problem(at, "wrong-section", what, " | ".join(reported), hint)


def unfinished_sections(workspace: Workspace) -> Iterator[Problem]:
    """Sections that do not say what they need: which treaty, what they are called."""
    for plan in workspace.plans.values():
        for planned, steps in _sections(plan):
            needed = (
                ("instrument", planned.section in OF_A_TREATY and not planned.instrument),
                ("title", planned.section == "text" and not planned.title),
            )
            for field in (name for name, missing in needed if missing):
                what, hint = f"the field `{field}` is missing", f"add `{field}:` with its value"
                yield Problem(plan.document.at(*steps, "section"), "missing-field", what, hint=hint)


def empty_models(workspace: Workspace) -> Iterator[Problem]:
    """Models that name neither an act nor a criterion: the whole law of a country is no model."""
    for plan in workspace.plans.values():
        for n, offered in enumerate(plan.value.models):
            if not (offered.act or offered.criterion):
                what, hint = "the model names neither an act nor a criterion", "add `act:`, `criterion:` or both"
                yield Problem(plan.document.at("models", n), "missing-field", what, hint=hint)


def rival_sections(workspace: Workspace) -> Iterator[Problem]:
    """Sections with a text of their own that would take it from the same file as another."""
    for plan in workspace.plans.values():
        seen: set[str] = set()
        for planned, steps in _sections(plan):
            if planned.file in seen and (planned.section in FREE or planned.name):
                what = f"a second section takes its texts from `{planned.file}.md`"
                hint = "give each a `name` of its own"
                yield Problem(plan.document.at(*steps), "repeated-id", what, hint=hint)
            seen.add(planned.file)


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


CHECKS = (misplaced_sections, unfinished_sections, empty_models, rival_sections, stray_texts)
