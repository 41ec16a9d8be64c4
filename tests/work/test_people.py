"""`people.yaml`: who works here, under which names, and who may do what."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import get_args

import pytest
from click.testing import CliRunner
from desk import CLEAN, GAP, SECOND, Desk, two_evaluators
from sheets import checklist_book, request_book
from test_contributions import DAY, ISLANDS, brought_in

import compliance.cli
from compliance.authoring.people import ROLES, Action, Actor, allowed
from compliance.cli import main
from compliance.cli.commands import COMMANDS
from compliance.model.people import People, Person, Role

PEOPLE = """\
people:
  - {id: e, name: Eva Evaluator, roles: {arcadia: evaluator}}
  - {id: s, name: Sam Second, roles: {arcadia: second}}
  - {id: r, name: Rea Reviewer, also: [R. Reviewer], email: rea@example.org, roles: {arcadia: [reviewer, reader]}}
  - {id: m, name: Max Manager, roles: {"*": manager}}
  - {id: d, name: Dan Reader, roles: {arcadia: reader}}
  - {id: n, name: Nora Nobody, roles: {}}
"""
PAGE = Path(__file__).resolve().parents[2] / "docs" / "working-together.md"
NAMES = {"evaluator": "e", "second": "s", "reviewer": "r", "manager": "m", "reader": "d"}
"""Somebody who has this role alone, but for the reviewer, who reads too."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "work")
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    return desk


def named(desk: Desk, text: str) -> None:
    (desk.root / "people.yaml").write_text(text, "utf-8")


# Who may do what: every action of every command, for every role.


def nothing(_: Desk) -> None:
    pass


def submitted(desk: Desk) -> None:
    brought_in(desk, "Ana", ISLANDS)
    desk.step("submitted", "Ana", DAY, "--note", "x")


def reviewed(desk: Desk) -> None:
    submitted(desk)
    desk.step("reviewed", "Ada", DAY)


def adopted(desk: Desk) -> None:
    reviewed(desk)
    desk.step("adopted", "Board", DAY)


def remarked(desk: Desk) -> None:
    desk.run("remark", "arcadia", "L.1.1", "And moving one?", "--on", "2026-07-01", by="Rea Reviewer")


def blind(desk: Desk) -> None:
    """A second evaluator who is still at work."""
    (desk.root / SECOND).write_text(desk.text.replace("evaluators: [desk]", "evaluators: [Boro B.]"), "utf-8")


def blind_with_book(desk: Desk) -> None:
    blind(desk)
    checklist_book(desk, ISLANDS, None, "--second")


def with_book(desk: Desk) -> None:
    checklist_book(desk, ISLANDS)


def with_figures(desk: Desk) -> None:
    request_book(desk, 7)


def with_text(desk: Desk) -> None:
    (desk.root.parent / "act.txt").write_text("Section 4. Whoever puts out a light is punished.\n", "utf-8")


STEP = ("step", "arcadia")
CASES: dict[str, tuple[Callable[[Desk], object], tuple[str, ...]]] = {
    "new": (nothing, ("new", "arcadia", "--cycle", "2027", "--instrument", "lighthouses")),
    "import": (with_book, ("checklist", "import", "{beside}/book.xlsx")),
    "import-second": (blind_with_book, ("checklist", "import", "{beside}/book.xlsx", "--second")),
    "submit": (nothing, (*STEP, "submitted", "--note", "x")),
    "submit-second": (blind, (*STEP, "submitted", "--second", "--note", "x")),
    "return": (submitted, (*STEP, "returned", "--note", "x")),
    "review": (submitted, (*STEP, "reviewed")),
    "adopt": (reviewed, (*STEP, "adopted")),
    "assign": (nothing, ("assign", "arcadia", "1", "Eva Evaluator")),
    "remark": (nothing, ("remark", "arcadia", "L.1.1", "And moving one?")),
    "reply": (remarked, ("remark", "arcadia", "L.1.1", "It is covered.", "--reply", "1")),
    "close": (remarked, ("remark", "arcadia", "L.1.1", "--close", "1")),
    "accept": (submitted, ("accept", "arcadia", "1")),
    "rerate": (nothing, ("rerate", "arcadia", "L.1.1", "mostly", "--cause", "error-corrected", "--note", "x", *GAP)),
    "adjudicate": (two_evaluators, ("adjudicate", "arcadia", "L.1.1", "mostly", "--reason", "x", *GAP)),
    "seal": (adopted, ("seal", "arcadia", "2026")),
    "add-evidence": (with_text, ("evidence", "add", "arcadia", "lights-act", "{beside}/act.txt")),
    "request-figures": (
        nothing,
        ("indicators", "request", "arcadia", "--from", "2021", "--to", "2023", "--output", "{beside}/asked.xlsx"),
    ),
    "import-figures": (with_figures, ("indicators", "import", "{beside}/request.xlsx")),
}
"""For each action of a command, what it needs and how it is done."""


def test_every_action_of_every_command_is_tried_and_has_its_roles() -> None:
    tried = {action for entry in COMMANDS.values() for action in entry.actions}
    assert set(CASES) == tried
    assert set(ROLES) == set(get_args(Action))
    assert set(NAMES) == set(get_args(Role))
    for action, (_, words) in CASES.items():
        command = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
        assert action in COMMANDS[command].actions, (action, command)


def done(root: Path, words: tuple[str, ...], by: str) -> tuple[int, str]:
    asked = [word.format(beside=root.parent) for word in words]
    result = CliRunner().invoke(main, ["--workspace", str(root), *asked, "--by", by])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.exit_code, result.output


@pytest.mark.parametrize("action", CASES)
def test_the_roles_that_may_and_no_others(action: str, tmp_path: Path) -> None:
    prepare, words = CASES[action]
    desk = Desk(tmp_path / "work")
    prepare(desk)
    named(desk, PEOPLE)
    before = desk.files()
    may = set()
    for role, name in NAMES.items():
        copy = Desk.__new__(Desk)
        copy.root = Path(shutil.copytree(desk.root, tmp_path / f"as {role}" / "work"))
        for file in desk.root.parent.glob("*.*"):
            shutil.copy(file, copy.root.parent)
        status, said = done(copy.root, words, name)
        if status == 0:
            may.add(role)
            assert copy.files() != before
        else:
            assert "may not do that for arcadia: it takes the role" in said, said
            assert "Nothing was written." in said
            assert copy.files() == before
        shutil.rmtree(copy.root.parent)
    assert may == set(ROLES[action])  # type: ignore[index]
    for stranger in ("n", "Somebody Else", "d"):
        assert done(desk.root, words, stranger)[0] != 0
    assert desk.files() == before


WRITERS = ("writing", "holding", "held", "figures_held", "carry_out", "rewrite", "write_whole", "alone")
"""What a command calls that changes a file of the workspace."""
ELSEWHERE = {"build", "export datapackage", "init"}
"""Commands that write outside what is assessed: deliverables, tables, a workspace that is not there yet."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    folder = Path(compliance.cli.__file__).parent
    for file in sorted(folder.glob("*.py")):
        yield file.stem, ast.parse(file.read_text("utf-8"))


def used(module: str, name: str, trees: dict[str, ast.Module], seen: set[tuple[str, str]]) -> set[str]:
    """Every name that a function uses, with what the functions of the command line use that it calls."""
    if (module, name) in seen or module not in trees:
        return set()
    seen.add((module, name))
    tree = trees[module]
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    imported = {
        alias.asname or alias.name: ((node.module or "").rpartition(".")[2], alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    if name not in functions or module == "files":  # what writes a file that somebody names, outside the workspace
        return set()
    names = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
    inner = (
        used(*imported[each], trees, seen) if each in imported else used(module, each, trees, seen) for each in names
    )
    originals = {imported[each][1] if each in imported else each for each in names}
    return originals.union(*inner)


def test_a_command_that_writes_says_what_it_does_and_asks_who_may() -> None:
    trees = dict(sources())
    for words, entry in COMMANDS.items():
        module, _, function = entry.home.partition(":")
        names = used(module, function, trees, set())
        writes = bool(names.intersection(WRITERS)) and words not in ELSEWHERE
        assert writes == bool(entry.actions), f"{words}: give it its action in COMMANDS"
        assert not writes or "permitted" in names, f"{words} asks nobody"


DONE: dict[str, str] = {
    "new": "write a new checklist",
    "assign": "share work out",
    "import": "bring a workbook in",
    "import-second": "bring in that of a second evaluator",
    "submit": "submit",
    "submit-second": "submit that of a second evaluator",
    "remark": "remark on an answer",
    "reply": "reply to a remark",
    "close": "settle a remark of their own; a manager, anybody's",
    "accept": "accept an answer",
    "return": "return a checklist",
    "review": "review it",
    "adjudicate": "settle what two evaluators see differently",
    "adopt": "adopt",
    "seal": "seal",
    "rerate": "re-rate an answer",
    "register": "change a register in the browser",
    "add-evidence": "store a text",
    "request-figures": "ask for figures",
    "import-figures": "bring figures in",
}
"""Every action as the page on working together names it."""


def test_the_page_says_which_roles_may_do_what(golden: Callable[[Path, str], None]) -> None:
    roles = ("evaluator", "second", "reviewer", "manager")
    rows = [("", *(f"`{role}`" for role in roles)), ("---", *("---" for _ in roles))]
    rows += [(what, *("yes" if role in ROLES[action] else "" for role in roles)) for action, what in DONE.items()]  # type: ignore[index]
    table = "\n".join(f"| {' | '.join(row)} |".replace("  ", " ") for row in rows)
    text = PAGE.read_text("utf-8")
    assert set(DONE) == set(ROLES)
    block = f"<!-- roles -->\n{table}\n<!-- end -->"
    golden(PAGE, re.sub(r"<!-- roles -->\n.*?<!-- end -->", lambda _: block, text, flags=re.DOTALL))
    assert text.count("<!-- roles -->") == 1


# Names.


def test_the_name_is_written_as_people_yaml_has_it(desk: Desk) -> None:
    desk.run("assign", "arcadia", "1", "e", by="MAX manager")
    desk.step("submitted", "eva evaluator", DAY, "--note", "x")
    desk.run("remark", "arcadia", "L.1.1", "And moving one?", by="r. REVIEWER")
    assert desk.checklist.assigned == {"1": ("Eva Evaluator",)}
    assert desk.response().remarks[0].by == "Rea Reviewer"
    assert desk.log == [
        "Max Manager: None → Eva Evaluator",
        "Eva Evaluator: draft → submitted",
        "Rea Reviewer: None → And moving one?",
    ]


def test_a_name_that_nobody_bears_is_wrong_use_with_the_nearest(desk: Desk) -> None:
    before = desk.files()
    said = desk.step("submitted", "Eva Evaluater", DAY, "--note", "x")
    assert "people.yaml names nobody `Eva Evaluater`. did you mean `Eva Evaluator`?" in " ".join(said.split())
    assert desk.status(*STEP, "submitted", "--note", "x", "--by", "Zoë") == 2
    assert desk.status("assign", "arcadia", "1", "Zoë", "--by", "m") == 2
    assert desk.status("new", "arcadia", "--cycle", "2027", "--instrument", "lighthouses", "--by", "m", "--evaluator", "Zoë") == 2  # fmt: skip
    assert desk.files() == before


def test_a_name_that_two_people_share_is_nobodys() -> None:
    first, second = Person(id="a", name="Ana B.", roles={}), Person(id="b", name="Ana C.", also=("ana b",), roles={})
    people = People(people=(first, second))
    assert (people.named("Ana B."), people.named("ana c")) == (None, second)


def test_work_is_assigned_to_those_who_may_answer(desk: Desk) -> None:
    said = desk.run("assign", "arcadia", "1", "Rea Reviewer", by="m")
    assert "Rea Reviewer may not do that for arcadia: it takes the role evaluator" in said
    assert desk.checklist.assigned == {}


def test_who_does_it_has_to_be_said_where_people_are_named(desk: Desk) -> None:
    words = CASES["new"][1]
    before = desk.files()
    assert "say with --by who does it" in desk.run(*words)
    assert desk.files() == before
    assert "Missing option '--by'" in desk.run("assign", "arcadia", "1", "e")
    assert desk.files() == before
    (desk.root / "people.yaml").unlink()
    assert desk.status(*words) == 0


def test_a_role_holds_for_its_country_alone(desk: Desk) -> None:
    register = desk.root / "assessments/jurisdictions.yaml"
    register.write_text(
        register.read_text("utf-8") + "  - id: borduria\n    names:\n      - text: {en: Borduria}\n", "utf-8"
    )
    named(desk, PEOPLE.replace("{arcadia: evaluator}", "{borduria: evaluator, arcadia: reader}"))
    said = desk.step("submitted", "e", DAY, "--note", "x")
    what = "Eva Evaluator may not do that for arcadia: it takes the role evaluator or manager, and people.yaml gives"
    assert f"{what} Eva Evaluator the role reader." in " ".join(said.split())
    assert desk.checklist.status == "draft"


def test_without_a_role_nobody_may_do_anything() -> None:
    assert not any(allowed(Actor(name="Ana"), action, "arcadia") for action in get_args(Action))
    assert not allowed(Actor(name="Ana", roles={"*": get_args(Role)}), "burn", "arcadia")  # type: ignore[arg-type]


@cache
def prepared() -> Path:
    """A folder with everything that a command may bring in, beside a workspace with a remark."""
    desk = Desk(Path(mkdtemp()) / "work")
    named(desk, PEOPLE)
    for prepare in (with_book, with_figures, with_text, remarked):
        prepare(desk)
    return desk.root.parent


@pytest.mark.parametrize(
    "text",
    [
        PEOPLE.replace("id: n, name: Nora Nobody", "id: n, name: eva EVALUATOR"),
        PEOPLE.replace("roles: {}", "roles: {atlantis: manager}"),
        PEOPLE.replace("roles: {}", "roles: {arcadia: boss}"),
        PEOPLE.replace("roles: {}", "rolls: {}"),
        "people: [",
        "",
    ],
)
def test_nothing_is_written_while_people_yaml_is_wrong(text: str, tmp_path: Path) -> None:
    shutil.copytree(prepared(), tmp_path, dirs_exist_ok=True)
    desk = Desk(tmp_path / "work")
    named(desk, text)
    before = desk.files()
    assert desk.status("check") == 1
    for action, (prepare, words) in CASES.items():
        if prepare in (nothing, with_book, with_figures, with_text, remarked) and action != "import-figures":
            assert done(desk.root, words, "m" if action in ("new", "assign") else "e")[0] != 0, action
    assert desk.files() == before


def test_names_in_checklists_are_compared_with_people_yaml(desk: Desk) -> None:
    said = desk.run("check")
    assert said.count("unknown-person") == 1
    assert "7:14: finding: unknown-person: people.yaml names nobody `desk`" in said
    desk.change("evaluators: [desk]", "evaluators: [eva evaluator]")
    assert CLEAN in desk.run("check")


def test_no_figure_and_no_seal_rests_on_people_yaml(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    adopted(desk)
    desk.seal(DAY)
    named(desk, PEOPLE)
    assert "holds. All" in desk.run("verify")
    assert desk.status("verify") == 0
    assert not [document.path for document in desk.workspace().files if "people" in document.path]


# Names that have several forms, wherever somebody asks for a person.


def test_the_log_of_a_person_is_found_under_every_form_of_their_name(desk: Desk) -> None:
    desk.run("remark", "arcadia", "L.1.1", "And moving one?", by="Rea Reviewer")
    for form in ("Rea Reviewer", "r", "R. Reviewer", "r reviewer"):
        (line,) = json.loads(desk.run("log", "arcadia", "--by", form, "--format", "json"))
        assert line["by"] == "Rea Reviewer"
    assert json.loads(desk.run("log", "arcadia", "--by", "Max Manager", "--format", "json")) == []


def test_a_calendar_has_what_is_on_file_under_every_form_of_a_name(desk: Desk) -> None:
    named(desk, PEOPLE.replace("name: Eva Evaluator", "name: Eva Evaluator, also: [Eva E.]"))
    desk.run("assign", "arcadia", "1", "e", "--due", "2026-12-15", by="m")
    desk.run("assign", "arcadia", "L.1.2", "e", "--due", "2026-12-20", by="m")
    desk.change('"L.1.2": [Eva Evaluator]', '"L.1.2": [Eva E.]')
    for form in ("e", "eva e", "Eva Evaluator"):
        said = desk.run("calendar", form, "--output", str(desk.root.parent / "a.ics"))
        assert "2 deadlines." in said
    assert desk.status("calendar", "Rea Reviewer", "--output", str(desk.root.parent / "b.ics")) == 2


def test_nobody_judges_their_own_rating_under_another_form_of_their_name(desk: Desk) -> None:
    (desk.root / "people.yaml").unlink()
    two_evaluators(desk)
    named(desk, PEOPLE.replace("also: [R. Reviewer]", "also: [Boro B.]"))
    before = desk.files()
    said = desk.run("adjudicate", "arcadia", "L.1.1", "mostly", "--reason", "x", *GAP, by="r")
    assert "Rea Reviewer, who is Boro B., rated it, and nobody is the judge of their own rating." in " ".join(
        said.split()
    )
    assert desk.files() == before
    desk.run("adjudicate", "arcadia", "L.1.1", "mostly", "--reason", "x", *GAP, by="m")
    desk.change("by: Max Manager", "by: Rea Reviewer")
    assert "adjudicated-by-rater: `Rea Reviewer` decided, but is `Boro B.`, who answered" in desk.run("check")


def test_two_checklists_of_one_person_under_two_forms_of_their_name_are_no_comparison(desk: Desk) -> None:
    blind(desk)
    named(desk, PEOPLE.replace("name: Sam Second", "name: Sam Second, also: [desk, Boro B.]"))
    assert "same-evaluators: `Boro B.` is among the evaluators of the first checklist too" in desk.run("check")
    said = desk.step("submitted", "s", DAY, "--note", "x", "--second")
    assert desk.country.second["2026", "lighthouses"].value.status == "draft", said


def test_who_answered_the_first_checklist_under_another_form_of_their_name_does_not_submit_the_second(
    desk: Desk,
) -> None:
    blind(desk)
    named(desk, PEOPLE.replace("name: Sam Second", "name: Sam Second, also: [Sam S., Boro B.]"))
    desk.change("    evidence: B\n", "    evidence: B\n    author: Sam S.\n    answered: 2026-07-01\n")
    said = desk.step("submitted", "s", DAY, "--note", "x", "--second")
    assert "Boro B. answered the first evaluator's checklist too" in " ".join(said.split())


def test_figures_are_asked_for_and_taken_in_under_the_name_of_people_yaml(desk: Desk) -> None:
    done(desk.root, CASES["request-figures"][1], "M")
    assert "by: Max Manager" in (desk.root / "indicators/requests.yaml").read_text("utf-8")
    request_book(desk, 7)
    done(desk.root, CASES["import-figures"][1], "E")
    text = (desk.root / "indicators/requests.yaml").read_text("utf-8")
    assert "by: Max Manager" in text
    assert "by: Eva Evaluator" in text
