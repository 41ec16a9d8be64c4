"""What the repository says of itself is true: tasks, locks, decisions, versions."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distributions, packages_distributions
from pathlib import Path
from tempfile import TemporaryDirectory

import conftest
import pytest
from benchmarks.commands import reading
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import compliance

ROOT = Path(__file__).resolve().parent.parent
RUN = (ROOT / "run").read_text("utf-8")
TASKS = re.findall(r"^task_(\w+)\(\)", RUN, re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DECISIONS = ROOT / "docs" / "decisions"
BESIDE = "|".join(
    re.escape(f"{ROOT.parent}/{path.name}") for path in ROOT.parent.iterdir() if ROOT.parent.parent != ROOT.parent
)
"""This folder and what lies beside it; `/work/` by itself is an address of the server."""
MACHINE = re.compile(
    rf"(?<![\w.:/-])(?:/(?:tmp|root|home|mnt|Users)/|{BESIDE or '/nowhere/'})|127\.0\.0\.1|pythonhosted\.org|pypi\.org/simple"
)


def run(*arguments: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def pins(lock: str) -> dict[str, str]:
    """The version of every package in a lock; a package with two versions fails."""
    pinned = re.findall(r"^([\w.-]+)==([\w.+!]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    assert len(dict(pinned)) == len(pinned)
    return {canonicalize_name(name): version for name, version in pinned}


def entries(lock: str) -> list[str]:
    """Each requirement of a lock with its hashes."""
    text = re.sub(r"^ *#.*\n", "", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)
    return re.split(r"\n(?=\S)", text.strip())


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_scripts_are_executable_and_parse(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
    assert run("bash", "-n", script).stderr == ""


def test_run_alone_lists_every_task_with_a_line_about_it(tmp_path: Path) -> None:
    elsewhere = tmp_path / "a folder"
    elsewhere.mkdir()
    shutil.copy(ROOT / "run", elsewhere)
    listed = run(elsewhere / "run", folder=tmp_path)
    assert listed.returncode == 0
    assert re.findall(r"^  (\w+) +\S", listed.stdout, re.MULTILINE) == TASKS


def test_an_unknown_task_is_wrong_use() -> None:
    unknown = run(ROOT / "run", "dance")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "no task `dance`" in unknown.stderr


NEEDS = {
    "runtime": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "test": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 git openssh-client libreoffice-calc-nogui libreoffice-writer-nogui",
}


@pytest.mark.parametrize("task", NEEDS)
def test_who_may_install_nothing_is_given_one_whole_command(task: str) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bin").mkdir()
        for tool in ("bash", "dirname", "env", "ls", "sed"):
            (folder / "bin" / tool).symlink_to(shutil.which(tool) or "")
        for tool in ("apt-get", "apt-cache", "dpkg-query"):
            (folder / "bin" / tool).write_text("#!/bin/sh\n")
            (folder / "bin" / tool).chmod(0o755)
        shutil.copy(ROOT / "run", folder)
        folder.chmod(0o755)
        done = subprocess.run(
            [folder / "run", "setup", task],
            env={"PATH": str(folder / "bin")},
            user=65534 if os.geteuid() == 0 else None,  # nobody
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout) == (1, "")
    install = "apt-get install --yes --no-install-recommends"
    wanted = rf"run: as root, run this first: apt-get update && {install} (python3 python3-venv )?{NEEDS[task]}\n"
    assert re.fullmatch(wanted, done.stderr)


def test_nothing_stops_where_chromium_cannot_be_had_and_it_is_asked_for_once(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for tool in ("bash", "cat", "dirname", "env", "mkdir", "tail", "touch"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or "")
    for tool, text in {"apt-get": "echo no such package; exit 100", "sudo": '[ "$1" = -v ] || exec "$@"'}.items():
        (tmp_path / "bin" / tool).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / "bin" / tool).chmod(0o755)
    (tmp_path / "run").write_text(RUN.replace('main "$@"\n', "venv=$root; browser; browser; echo and so on\n"), "utf-8")
    done = subprocess.run(
        ["bash", tmp_path / "run"], env={"PATH": str(tmp_path / "bin")}, capture_output=True, text=True, check=False
    )
    assert done.stdout == "Chromium … failed\nWithout Chromium the tests in a browser are skipped.\nand so on\n"
    assert "no such package" in done.stderr


def test_contributing_names_every_task_in_the_same_order() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"^\| `\./run (\w+)` \|", text, re.MULTILINE)
    assert named == TASKS


def walk_throughs() -> str:
    """The part of CONTRIBUTING that leads through changes."""
    return (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Six changes\n")[2].partition("\n## ")[0]


def test_contributing_leads_through_seven_changes() -> None:
    changes = walk_throughs().split("\n### ")[1:]
    assert len(changes) == 7
    assert [change.partition("\n")[0] for change in changes if "Done when `./run test" not in change] == []


def test_every_path_that_a_walk_through_names_exists() -> None:
    text = walk_throughs()
    paths = re.findall(r"(?<![\w/])(?:src|docs|tests)/[\w./<>-]+", text)
    assert len(paths) > 15
    assert [path for path in paths if not any(ROOT.glob(re.sub(r"<\w+>", "*", path.rstrip("./"))))] == []
    assert set(re.findall(r"\./run (\w+)", text)) <= set(TASKS)


def test_ci_runs_what_everybody_runs() -> None:
    lines = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    assert lines[-4:] == ["ended=0", "./run pythons || ended=$?", "./run test || ended=$?", 'exit "$ended"']
    assert "./run test" in (ROOT / "README.md").read_text("utf-8").splitlines()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-web.lock", "requirements-test.lock"])
def test_every_locked_package_has_one_version_and_its_hashes(lock: str) -> None:
    assert len(pins(lock)) == len(entries(lock))
    assert [entry for entry in entries(lock) if "--hash=sha256:" not in entry] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = PROJECT["project"]
    runtime = project["dependencies"] + PROJECT["dependency-groups"]["build"]
    extras = project["optional-dependencies"]
    for lock, extra in (
        ("requirements.lock", []),
        ("requirements-web.lock", extras["web"]),
        ("requirements-test.lock", extras["test"]),
    ):
        pinned = pins(lock)
        for requirement in map(Requirement, runtime + extra):
            assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), (lock, str(requirement))


def test_every_module_imports_at_its_top() -> None:
    hidden = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in sorted((ROOT / "src").rglob("*.py"))
        for function in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_tests_run_on_the_packages_that_the_reports_are_built_with() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def imported(part: str) -> set[str]:
    """The packages that the Python files of a folder import; not those of the standard library, and not each other."""
    files = sorted((ROOT / part).rglob("*.py"))
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    names = {one.name for node in nodes if isinstance(node, ast.Import) for one in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    own = {"compliance", "benchmarks"} | ({file.stem for file in files} if part == "tests" else set())
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - own


@pytest.mark.parametrize(
    ("part", "extras"), [("src", ["dask", "web"]), ("tests", ["test"]), ("benchmarks", ["test"])], ids=str
)
def test_every_package_that_is_imported_is_declared(part: str, extras: list[str]) -> None:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    declared = {canonicalize_name(Requirement(one).name) for one in wanted}
    homes = packages_distributions()
    undeclared = [
        name
        for name in sorted(imported(part))
        if not declared & {canonicalize_name(one) for one in homes.get(name, ())}
    ]
    assert undeclared == []


def test_the_decision_names_every_package_under_copyleft() -> None:
    text = (DECISIONS / "0001-tools-and-locks.md").read_text("utf-8")
    installed = {str(canonicalize_name(one.name)): one.metadata.json for one in distributions()}
    for name in pins("requirements-test.lock").keys() & installed.keys():
        words = " ".join([*installed[name].get("classifier", ()), str(installed[name].get("license_expression", ""))])
        if re.search(r"GPL|MPL|GNU|Mozilla", words):
            assert "MPL" in words, f"{name} is under {words}"
            assert f"`{name}`" in text, f"{name} is under {words}"


def test_every_decision_is_in_the_index() -> None:
    index = (DECISIONS / "README.md").read_text("utf-8")
    linked = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", index)
    assert linked == sorted(page.name for page in DECISIONS.glob("[0-9]*.md"))


@pytest.mark.parametrize("page", sorted(DECISIONS.glob("[0-9]*.md")), ids=lambda page: page.stem)
def test_a_decision_has_the_form_of_a_decision(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {page.stem[:4]} · ")
    assert re.search(r"^\d{4}-\d{2}-\d{2} · \w", text, re.MULTILINE)
    headings = ["Question", "Decision", "Reasons", "Price", "Look again when"]
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == headings


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] in {compliance.__version__, "Unreleased"}
    assert compliance.__version__ in versions


def test_the_quick_tests_touch_every_package() -> None:
    files = {file.stem.removeprefix("test_"): file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py")}
    assert files.keys() >= conftest.FAST | conftest.ANY_PYTHON
    assert not conftest.FAST & conftest.ANY_PYTHON
    packages = {folder.parent.name for folder in (ROOT / "src/compliance").glob("*/__init__.py")}
    quick = "".join(files[name] for name in conftest.FAST)
    assert {
        one for one in packages if not re.search(rf"compliance\.{one}\b|compliance import .*\b{one}\b", quick)
    } == set()


def test_no_file_names_a_machine() -> None:
    listed = run("git", "ls-files", "-z", "--cached")
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and not path.is_symlink():
            text = path.read_text("utf-8", errors="replace")
            found += [f"{name}: {match[0]}" for match in MACHINE.finditer(text)]
    assert found == []


def test_the_floor_of_a_bench_reads_what_the_program_reads() -> None:
    assert callable(reading("pydantic"))  # ValueError where their files differ
