"""Two commands at once in one workspace lose nothing, and an edit meanwhile is not overwritten."""

import csv
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from desk import BASE
from documents import DATA
from filelock import FileLock
from killed import run_at
from openpyxl import load_workbook

from compliance.authoring import figures
from compliance.indicators import additions

FIGURES = "indicators/statistics.csv"
RUN = (sys.executable, "-c", "from compliance.cli import run; run()", "--workspace")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "workspace"))


def answered(root: Path, name: str, row: int, value: int) -> Path:
    """A data request that came back with one figure."""
    file = root.parent / name
    words = ("indicators", "request", "arcadia", "--from", "2018", "--to", "2020", "--output", str(file), "--by", "Ana")
    assert run_at(root, *words) == 0
    book = load_workbook(file)
    sheet: Any = book["Authorities"]
    heads = {sheet.cell(4, place).value: place for place in range(1, sheet.max_column + 1)}
    sheet.cell(row, heads["Value"]).value, sheet.cell(row, heads["Source"]).value = value, "Yearbook"
    book.save(file)
    return file


def values(root: Path) -> list[str]:
    with (root / FIGURES).open(newline="", encoding="utf-8") as stream:
        return [row["value"] for row in csv.DictReader(stream)]


def test_two_imports_of_figures_both_arrive(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = values(root)
    first, second = (answered(root, f"{row}.xlsx", row, 300 + row) for row in (5, 6))
    really, others = additions.grown, list[subprocess.Popen[bytes]]()

    def meanwhile(*given: Any, **named: Any) -> Any:
        """The first has read the table, and the second begins; where nothing holds it up, it is through before the first."""
        result = really(*given, **named)
        others.append(
            subprocess.Popen([*RUN, str(root), "indicators", "import", str(second), "--by", "Boro"], stderr=-1)
        )
        with suppress(subprocess.TimeoutExpired):
            others[0].wait(3)
        return result

    with monkeypatch.context() as patched:
        patched.setattr(figures, "grown", meanwhile)
        assert run_at(root, "indicators", "import", str(first), "--by", "Ana") == 0
    said = others[0].communicate(timeout=120)[1]
    assert others[0].returncode == 0, said
    assert sorted(values(root)) == sorted([*before, "305", "306"])
    assert run_at(root, "check") == 0


def test_who_waits_too_long_for_the_figures_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, before = answered(root, "back.xlsx", 5, 3), (root / FIGURES).read_bytes()
    monkeypatch.setattr(figures, "PATIENCE", 0.1)
    with FileLock(root / "indicators/.lock"):
        assert run_at(root, "indicators", "import", str(book), "--by", "Ana") == 1
    assert (root / FIGURES).read_bytes() == before
    assert run_at(root, "indicators", "import", str(book), "--by", "Ana") == 0


def test_an_edit_of_the_table_meanwhile_is_not_overwritten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = answered(root, "back.xlsx", 5, 3)
    really = additions.grown

    def edited(*given: Any, **named: Any) -> Any:
        result = really(*given, **named)
        text = (root / FIGURES).read_text("utf-8")
        (root / FIGURES).write_text(text.replace("arcadia,2024", "arcadia,2023", 1), "utf-8")
        return result

    before = (root / FIGURES).read_text("utf-8")
    assert "arcadia,2024" in before
    with monkeypatch.context() as patched:
        patched.setattr(figures, "grown", edited)
        assert run_at(root, "indicators", "import", str(book), "--by", "Ana") == 1
    assert (root / FIGURES).read_text("utf-8") == before.replace("arcadia,2024", "arcadia,2023", 1)


def test_the_second_of_two_builds_waits_and_makes_what_is_out_of_date_then(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    folder = tmp_path / "out"
    folder.mkdir()
    command = [*RUN, str(root), "build", "borduria", "--only", "xlsx", "--output", str(folder)]
    with FileLock(folder / ".lock"):
        second = subprocess.Popen(command, stdout=-1, stderr=-1, text=True)
        assert second.stderr is not None
        said = second.stderr.readline()
        assert said == f"Another build writes in {folder}; waiting for it.\n"
        assert list(folder.glob("*.xlsx")) == []
        # What the first would have made is from before this change; the second has to see it.
        file = root / "assessments/borduria/2026/lt-12.yaml"
        file.write_text(file.read_text("utf-8").replace("status: draft", "status: draft  # changed", 1), "utf-8")
    out, rest = second.communicate(timeout=120)
    assert second.returncode == 0, rest
    assert Path(out.strip()).name == "borduria-2026.xlsx"
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "1 deliverable up to date" in again.stderr


def test_an_interrupt_ends_a_build_that_waits(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    command = [*RUN, str(DATA), "build", "borduria", "--only", "xlsx", "--output", str(folder)]
    with FileLock(folder / ".lock"):
        waiting = subprocess.Popen(command, stderr=-1, text=True)
        assert waiting.stderr is not None
        waiting.stderr.readline()
        timer = threading.Timer(0.2, waiting.send_signal, (2,))
        timer.start()
        said = waiting.communicate(timeout=60)[1]
        timer.join()
    assert (waiting.returncode, "Traceback" in said) == (130, False)
    assert "Interrupted" in said
