"""The gallery of problems: for each code a faulty workspace, and what the user reads about it.

A folder holds only the files that differ from `_base`, one fault among them, and `expected.txt`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from codes import codes, homes
from faults import ANSWERS, CHECKLIST, FAULTS

from compliance.checks import check, check_again
from compliance.cli import main
from compliance.folder import read_workspace
from compliance.indicators.project import read_project
from compliance.memory import Kept, Memory
from compliance.problems import as_text, serious

GALLERY = Path(__file__).parent
PAGES = GALLERY.parents[1] / "docs" / "problems"
BASE = GALLERY / "_base"
FOLDERS = sorted(file.parent for file in GALLERY.glob("*/expected.txt"))
HEADINGS = ["Avoid", "Prefer", "Why"]
INDEX = PAGES / "README.md"
ENTRY = re.compile(r"^- \[`([a-z0-9-]+)`\]\(\1\.md\): .+$", re.MULTILINE)


def indexed(text: str) -> str:
    """The index with the sentences that the pages say today; a code that it lacks stands after those of its file."""
    listed, home = ENTRY.findall(text), homes()
    for code in sorted(codes() - set(listed)):
        after = next((other for other in reversed(listed) if home.get(other) == home[code]), listed[-1])
        text = re.sub(rf"^- \[`{after}`.+\n", rf"\g<0>{_entry(code)}\n", text, flags=re.MULTILINE)
    return ENTRY.sub(lambda entry: _entry(entry[1]), text)


def _entry(code: str) -> str:
    page = PAGES / f"{code}.md"
    return f"- [`{code}`]({code}.md): {page.read_text('utf-8').splitlines()[2]}"


def faulty(folder: Path, at: Path) -> Path:
    """The workspace with the fault of a folder, made at a place."""
    shutil.copytree(BASE, at)
    shutil.copytree(folder, at, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    if folder.name in FAULTS:
        FAULTS[folder.name](at)
    return at


def checked(root: Path) -> tuple[str, int]:
    """What `compliance check` prints about a workspace, or the import of what came back to it, and its status."""
    if (root / ANSWERS).exists():
        done = CliRunner().invoke(
            main, ["--workspace", str(root), "indicators", "import", str(root / ANSWERS), "--by", "somebody"]
        )
        assert isinstance(done.exception, SystemExit), done.exception
        return done.stdout, done.exit_code
    if (root / CHECKLIST).exists():
        back = ["checklist", "import", str(root / CHECKLIST), "--by", "somebody"]
        done = CliRunner().invoke(main, ["--workspace", str(root), *back])
        assert isinstance(done.exception, SystemExit), done.exception
        return done.stdout, done.exit_code
    said = CliRunner().invoke(main, ["--workspace", str(root), "check"])
    assert said.exception is None or isinstance(said.exception, SystemExit), said.exception
    _, more = read_project(root, instruments={"lighthouses": ()}, countries=("arcadia",))
    more = tuple(one for one in more if as_text(one) not in said.stdout)
    return said.stdout + "".join(f"{as_text(one)}\n" for one in more), int(said.exit_code or bool(serious(more)))


def state(root: Path) -> dict[str, tuple[int, int]]:
    """Size and time of everything in a folder."""
    stats = {path.relative_to(root).as_posix(): path.lstat() for path in [root, *sorted(root.rglob("*"))]}
    return {name: (one.st_size, one.st_mtime_ns) for name, one in stats.items()}


def test_the_base_is_clean() -> None:
    assert checked(BASE) == ("", 0)


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_fault_is_reported_as_expected(code: str, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    folder = GALLERY / code
    root = faulty(folder, tmp_path / "workspace")
    before = state(root)
    text, status = checked(root)
    golden(folder / "expected.txt", text)
    found = re.findall(r"^\S.*?: (finding: )?([a-z0-9-]+): ", text, re.MULTILINE)
    assert [one for _, one in found] == [code], "one fault an example"
    assert status == (0 if found[0][0] else 1)
    assert state(root) == before, "checking never writes"


def test_every_code_has_an_example_and_no_example_lacks_a_code() -> None:
    assert {folder.name for folder in FOLDERS} == codes()


def test_every_code_has_a_page_and_no_page_lacks_a_code() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} - {"README"} == codes()


def test_every_code_stands_in_the_index_with_the_first_sentence_of_its_page(
    golden: Callable[[Path, str], None],
) -> None:
    golden(INDEX, indexed(INDEX.read_text("utf-8")))
    assert sorted(ENTRY.findall(INDEX.read_text("utf-8"))) == sorted(codes())


def test_a_new_code_stands_in_the_index_beside_those_of_its_file() -> None:
    text = INDEX.read_text("utf-8")
    assert indexed(re.sub(r"^- \[`unknown-rating`.*\n", "", text, flags=re.MULTILINE)).count("unknown-rating.md") == 1
    shorter = re.sub(r"^- \[`same-evaluators`.*\n", "", text, flags=re.MULTILINE)
    section = re.search(r"## Dates, bills and second evaluators\n.*?\n## ", indexed(shorter), re.DOTALL)
    assert section
    assert "same-evaluators.md" in section[0]


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_page_says_what_to_avoid_what_to_prefer_and_why(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text("utf-8")
    assert text.startswith(f"# {code}\n\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert text.count("```") == 4, "a block to avoid, a block to prefer"
    finding = "finding: " in (GALLERY / code / "expected.txt").read_text("utf-8")
    assert ("no mistake" in text) == finding


def test_checks_of_each_part_see_what_a_check_of_the_whole_sees(tmp_path: Path) -> None:
    for code in sorted(code for code, home in homes().items() if home.parent.name == "checks"):
        root, kept = faulty(GALLERY / code, tmp_path / code), Kept()
        workspace, _ = read_workspace(root, logs=False)
        light, _ = read_workspace(root, Memory(light=True), logs=False)
        whole = [as_text(problem) for problem in check(workspace)]
        for _ in range(2):  # as it was kept, too
            assert [as_text(problem) for problem in check_again(light, kept)] == whole, code


@pytest.mark.parametrize("code", sorted(codes()))
def test_the_command_explains_a_code_by_its_page(code: str) -> None:
    said = CliRunner().invoke(main, ["check", "--explain", code])
    assert (said.exit_code, said.stdout) == (0, (PAGES / f"{code}.md").read_text("utf-8"))
