"""What is killed while it makes a workspace, takes in figures or writes deliverables leaves nothing half done."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import Desk
from documents import DATA, here
from killed import MOST, files, forks, is_left, killed, killed_everywhere
from sheets import request_book

from compliance.cli import main
from compliance.inputs import read_inputs
from compliance.report.build import work
from compliance.report.build.deliver import Made, delivered, sources
from compliance.report.build.record import read_record, seen

pytestmark = forks
OLD, NEW = b"an earlier deliverable", b"a deliverable"


def test_figures_that_come_back(tmp_path: Path) -> None:
    book = request_book(desk := Desk(tmp_path / "asked"), 3)
    words = ("indicators", "import", book, "--by", "Ana")
    count = killed_everywhere(lambda place: Path(shutil.copytree(desk.root, place)), words, tmp_path)
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
