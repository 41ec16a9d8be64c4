"""`compliance build`: countries by name, what a dry run foresees, Word where a plan asks for it, what a terminal shows."""

import os
import pty
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from documents import DATA, here

from compliance.cli import main, making

START = (sys.executable, "-c", "from compliance.cli import run; run()", "--workspace")


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "processes", here)


def build(folder: Path, *arguments: str, workspace: Path = DATA) -> Result:
    asked = ["--workspace", str(workspace), "build", "--output", str(folder), *arguments]
    done = CliRunner(env={"COLUMNS": "200"}).invoke(main, asked)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def printed(done: Result) -> list[str]:
    return sorted(Path(line).name for line in done.stdout.splitlines())


def said(done: Result) -> str:
    return " ".join(done.stderr.split())


def test_countries_are_named_by_an_option_too(tmp_path: Path) -> None:
    done = build(tmp_path / "one", "--country", "borduria", "--only", "xlsx")
    assert printed(done) == ["borduria-2026.xlsx"]
    both = build(tmp_path / "two", "arcadia", "--country", "borduria", "--only", "xlsx")
    assert printed(both) == ["arcadia-2026.xlsx", "borduria-2026.xlsx"]
    wrong = build(tmp_path / "three", "--country", "bordurai", "--only", "xlsx")
    assert wrong.exit_code == 2
    assert "did you mean `borduria`?" in said(wrong)


def test_a_dry_run_says_what_would_be_made_and_why_and_writes_nothing(tmp_path: Path) -> None:
    root, output = Path(shutil.copytree(DATA, tmp_path / "data")), tmp_path / "reports"
    arguments = ("--only", "xlsx", "--dry-run")
    first = build(output, *arguments, workspace=root)
    assert first.stdout.splitlines() == ["arcadia-2026.xlsx: never made", "borduria-2026.xlsx: never made"]
    assert said(first).endswith(f"2 deliverables would be made, 0 up to date in {output}")
    assert not output.exists()

    build(output, "--only", "xlsx", workspace=root)
    assert "2 deliverables up to date in " in build(output, *arguments, workspace=root).stderr
    file = root / "assessments/borduria/2026/lt-12.yaml"
    file.write_text(file.read_text("utf-8") + "\n# read again\n", "utf-8")
    one = build(output, *arguments, workspace=root)
    assert said(one).endswith(f"1 deliverable would be made, 1 up to date in {output}")
    (output / "arcadia-2026.xlsx").write_bytes(b"edited")
    before = {path.name: path.read_bytes() for path in output.iterdir()}
    done = build(output, *arguments, workspace=root)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "arcadia-2026.xlsx: edited by hand",
        "borduria-2026.xlsx: assessments/borduria/2026/lt-12.yaml changed",
    ]
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before
    forced = build(output, "borduria", *arguments, "--force", workspace=DATA)
    assert forced.stdout.startswith("borduria-2026.xlsx: ")


def test_word_is_made_where_the_plan_asks_for_it(tmp_path: Path) -> None:
    root, output = Path(shutil.copytree(DATA, tmp_path / "data")), tmp_path / "reports"
    plan = root / "reports/country.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("sections:", "countries: [borduria]\nformats: [docx]\nsections:", 1), "utf-8")
    done = build(output, workspace=root)
    assert printed(done) == ["borduria-2026.docx", "borduria-2026.xlsx"]
    assert (output / "borduria-2026.docx").read_bytes().startswith(b"PK")
    plan.write_text(text.replace("sections:", "countries: [borduira]\nsections:", 1), "utf-8")
    wrong = build(output, workspace=root)
    assert wrong.exit_code == 1
    line = next(number for number, row in enumerate(plan.read_text("utf-8").splitlines(), 1) if "borduira" in row)
    assert f"reports/country.yaml:{line}:13: unknown-country: there is no country `borduira`" in wrong.stdout


def on_terminal(folder: Path, *arguments: str, **more: str) -> str:
    """Everything that a build shows on a terminal."""
    own, others = pty.openpty()
    environment = {**os.environ, "COLUMNS": "120", "TERM": "xterm", **more}
    with subprocess.Popen(
        [*START, str(DATA), "build", "--output", str(folder), "--jobs", "1", *arguments],
        stdin=others, stdout=others, stderr=others, env=environment,
    ) as running:  # fmt: skip
        os.close(others)
        read = b""
        with suppress(OSError):  # the terminal is gone when nobody writes to it any more
            while piece := os.read(own, 4096):
                read += piece
        assert running.wait() == 0
    os.close(own)
    return read.decode()


def test_a_terminal_shows_what_is_being_made(tmp_path: Path) -> None:
    text = on_terminal(tmp_path, "--only", "xlsx")
    first = text.index("Reading the folder")
    making = text.index("arcadia-2026.xlsx")
    assert first < making < text.rindex("borduria-2026.xlsx")
    assert "0/2" in text
    plain = on_terminal(tmp_path, "borduria", "--only", "xlsx", "--force", NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", plain)
    piped = build(tmp_path, "--only", "xlsx", "--force")
    assert "\x1b" not in piped.stdout + piped.stderr
    assert "Reading" not in piped.stderr
