"""`compliance build`: what is made, what is up to date, what is said, and what stands after a failure."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from documents import DATA, here
from killed import apart, forks, full

from compliance.cli import main, making
from compliance.inputs import read_inputs
from compliance.pages.html import country_page
from compliance.report.pdf import pdf
from compliance.view.country import view_of

MADE = ["arcadia-2026.pdf", "arcadia-2026.xlsx", "borduria-2026.pdf", "borduria-2026.xlsx"]


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "processes", here)


def build(folder: Path, *arguments: str, workspace: Path = DATA) -> Result:
    asked = ("--workspace", str(workspace), "build", "--output", str(folder), *arguments)
    done = CliRunner(env={"COLUMNS": "200"}).invoke(main, asked)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def names(folder: Path) -> list[str]:
    """The deliverables in a folder; the record and the lock beside them are hidden."""
    return sorted(path.name for path in folder.iterdir() if path.name not in (".build.json", ".lock"))


def printed(done: Result) -> list[str]:
    return sorted(Path(line).name for line in done.stdout.splitlines())


def said(done: Result) -> str:
    return " ".join(done.stderr.split())


@forks
@pytest.mark.parametrize(
    ("there", "said"),
    [
        ([], "."),
        (MADE[1:2], "; earlier files of 1 of them still stand in {folder}."),
        (MADE[1::2], "; earlier ones still stand in {folder}."),
    ],
    ids=["none", "one", "all"],
)
def test_an_earlier_file_is_told_of_only_where_there_is_one(tmp_path: Path, there: list[str], said: str) -> None:
    for name in there:
        (tmp_path / name).write_bytes(b"earlier")
    words = ("build", "--output", str(tmp_path), "--only", "xlsx")
    status, text = apart(DATA, words, full(9_000))
    assert status == 1
    assert " ".join(text.split()).endswith(f" 2 deliverables not made{said.format(folder=tmp_path)}")


def test_a_country_that_fails_stops_no_other(tmp_path: Path) -> None:
    # A folder that stands where a report should go makes its writing fail.
    (tmp_path / "arcadia-2026.pdf").mkdir()
    done = build(tmp_path)
    assert done.exit_code == 1
    assert "arcadia-2026.pdf: " in done.stderr
    assert said(done).endswith(" 1 deliverable not made.")  # a folder is no earlier report
    assert names(tmp_path) == MADE
    assert (tmp_path / "arcadia-2026.pdf").is_dir()
    assert (tmp_path / "borduria-2026.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert (tmp_path / "arcadia-2026.xlsx").read_bytes().startswith(b"PK")
    assert printed(done) == MADE[1:]


def test_one_country_is_built_alone(tmp_path: Path) -> None:
    done = build(tmp_path / "new" / "folder", "borduria")
    assert done.exit_code == 0
    assert names(tmp_path / "new" / "folder") == MADE[2:]
    assert "2 deliverables made in " in done.stderr


def test_only_what_is_out_of_date_is_made(tmp_path: Path) -> None:
    root, output = Path(shutil.copytree(DATA, tmp_path / "data")), tmp_path / "reports"
    first = build(output, "--only", "xlsx", workspace=root)
    assert printed(first) == ["arcadia-2026.xlsx", "borduria-2026.xlsx"]

    again = build(output, "--only", "xlsx", workspace=root)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "2 deliverables up to date in " in again.stderr

    content = (output / "arcadia-2026.xlsx").read_bytes()
    (output / "arcadia-2026.xlsx").write_bytes(content + b"edited by hand")
    sources = root / "assessments/borduria/sources.yaml"
    sources.write_text(sources.read_text("utf-8") + "\n# seen again\n", "utf-8")
    partly = build(output, "--only", "borduria*.xlsx", workspace=root)
    assert printed(partly) == ["borduria-2026.xlsx"]
    edited = build(output, "--only", "xlsx", workspace=root)
    assert printed(edited) == ["arcadia-2026.xlsx"]
    assert "1 deliverable made, 1 up to date in " in edited.stderr
    assert (output / "arcadia-2026.xlsx").read_bytes() == content

    forced = build(output, "--only", "borduria-2026.xlsx", "--force", workspace=root)
    assert printed(forced) == ["borduria-2026.xlsx"]


def test_what_is_up_to_date_does_not_hide_a_new_problem(tmp_path: Path) -> None:
    root, output = Path(shutil.copytree(DATA, tmp_path / "data")), tmp_path / "reports"
    assert build(output, "borduria", "--only", "xlsx", workspace=root).exit_code == 0
    file = root / "assessments/arcadia/sources.yaml"
    file.write_text(file.read_text("utf-8") + "nonsense: 1\n", "utf-8")
    done = build(output, "borduria", "--only", "xlsx", workspace=root)
    assert done.exit_code == 1
    assert "unknown-field" in done.stdout


def test_a_place_that_cannot_be_written_is_said_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = build(tmp_path / "file" / "reports")
    assert done.exit_code == 2
    assert f"cannot write to {tmp_path / 'file' / 'reports'}" in " ".join(done.stderr.split())
    assert done.stdout == ""


def test_nothing_is_built_from_data_with_problems(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "data"))
    file = root / "assessments/borduria/2026/lt-12.yaml"
    file.write_text(file.read_text("utf-8").replace("rating: partly", "rating: partli"), "utf-8")
    done = build(tmp_path / "reports", workspace=root)
    assert done.exit_code == 1
    assert "unknown-rating" in done.stdout
    assert "nothing was computed or written" in done.stderr
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("--plan=contry", "there is no plan `contry`; reports/ holds country; did you mean `country`?"),
        ("--plan=zzz", "there is no plan `zzz`; reports/ holds country."),
        ("--jobs=0", "x>=1"),
        ("--only=docx", "no deliverable has such a name; there are arcadia-2026.pdf, arcadia-2026.xlsx, "),
        ("--dask=tcp://localhost:1", "--jobs is about this machine; with --dask a cluster does the work."),
    ],
)
def test_wrong_use_is_said(tmp_path: Path, option: str, hint: str) -> None:
    done = build(tmp_path / "reports", "--jobs=1", option)
    assert done.exit_code == 2
    assert hint in done.stderr


def test_a_country_without_what_the_plan_reports_is_said_to_have_none(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "data"))
    shutil.rmtree(root / "reports" / "texts")
    plan = root / "reports" / "country.yaml"
    head = (
        plan.read_text("utf-8").partition("sections:")[0].replace("instruments: [lt-12, lt-31]", "instruments: [lt-31]")
    )
    plan.write_text(f"{head}sections: [{{section: summary}}]\n", "utf-8")
    done = build(tmp_path / "reports", "borduria", "--plan", "country", workspace=root)
    assert done.exit_code == 2
    assert "no country asked for has a checklist of what the plan `country` reports" in done.stderr


def test_a_checklist_that_was_just_begun_has_its_report(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    begun = CliRunner().invoke(main, ["--workspace", str(root), "new", "borduria", "--cycle", "2027", "--instrument", "lt-12"])  # fmt: skip
    assert begun.exit_code == 0, begun.output
    inputs, _ = read_inputs(root)
    page = country_page(view_of(inputs, "borduria", "2027", "country"))
    assert set(re.findall(r'href="#([^"]+)"', page.html)) <= set(re.findall(r'id="([^"]+)"', page.html))
    assert pdf(page).startswith(b"%PDF")
