"""What is killed while it makes a workspace, takes in figures or writes deliverables leaves nothing half done."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from documents import DATA, here
from killed import MOST, files, forks, is_left, killed, killed_everywhere, run_at
from openpyxl import load_workbook

from compliance.cli import main
from compliance.inputs import read_inputs
from compliance.report.build import work
from compliance.report.build.deliver import Made, delivered, sources
from compliance.report.build.record import read_record, seen

pytestmark = forks
BASE = Path(__file__).resolve().parents[1] / "problems" / "_base"
OLD, NEW = b"an earlier deliverable", b"a deliverable"


def test_figures_that_come_back(tmp_path: Path) -> None:
    book = tmp_path / "request.xlsx"
    asked = Path(shutil.copytree(BASE, tmp_path / "asked"))
    words = ("indicators", "request", "arcadia", "--from", "2019", "--to", "2020", "--output", str(book), "--by", "Ana")
    assert run_at(asked, *words) == 0
    opened = load_workbook(book)
    sheet: Any = opened["Authorities"]
    heads = {sheet.cell(4, place).value: place for place in range(1, sheet.max_column + 1)}
    sheet.cell(5, heads["Value"]).value, sheet.cell(5, heads["Source"]).value = 3, "Yearbook"
    opened.save(book)

    def prepare(place: Path) -> Path:
        return Path(shutil.copytree(asked, place))

    count = killed_everywhere(prepare, ("indicators", "import", str(book), "--by", "Ana"), tmp_path)
    assert sorted(set(count)) == [0, 1, 2]


def test_a_new_workspace(tmp_path: Path) -> None:
    """A kill leaves no folder; the next run makes it, and takes away what the killed one had made of it."""
    whole = tmp_path / "whole"
    assert CliRunner().invoke(main, ["init", str(whole), "--country", "Ruritania"]).exit_code == 0
    number = 0
    while number < MOST:
        place = tmp_path / str(number)
        place.mkdir()
        asked = ["init", str(place / "new"), "--country", "Ruritania"]
        if not killed(place, number, lambda: CliRunner().invoke(main, asked)):  # noqa: B023  # done at once
            break
        done = not (place / "new").exists()
        assert done or files(place / "new") == files(whole)
        if done:
            assert CliRunner().invoke(main, asked).exit_code == 0
        assert files(place / "new") == files(whole)
        assert [one.name for one in place.iterdir()] == ["new"], f"after a kill at write {number}"
        number += 19  # the files of a workspace are many and alike
    assert 2 * 19 < number < MOST


def test_deliverables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "deliverable", lambda *_: NEW)
    monkeypatch.setattr(work, "packed", lambda _: b"")
    inputs, _ = read_inputs(DATA)
    todo = dict(sources(inputs, seen(DATA)))

    def build(folder: Path) -> Callable[[], list[Made]]:
        record = read_record(folder)
        return lambda: list(delivered(inputs, record.outdated(folder, todo), folder, record, here))

    states = set()
    for number in range(MOST):
        folder = tmp_path / str(number)
        folder.mkdir()
        for job in todo:
            (folder / job.name).write_bytes(OLD)
        if not killed(folder, number, build(folder)):
            break
        contents = {job.name: (folder / job.name).read_bytes() for job in todo}
        assert set(contents.values()) <= {OLD, NEW}
        states.add(list(contents.values()).count(NEW))
        assert {name for name in read_record(folder).made if contents[name] == OLD} == set()
        made = build(folder)()
        assert len(made) >= list(contents.values()).count(OLD)
        assert {(folder / job.name).read_bytes() for job in todo} == {NEW}
        assert [one for one in folder.iterdir() if is_left(folder, one)] == [], f"after a kill at write {number}"
        assert build(folder)() == []
    assert states == set(range(len(todo) + 1))
