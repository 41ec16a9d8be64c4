"""A save that is killed at any write leaves each file old or new, and the same form, sent again, completes it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from answering import Form, comes_back, opened
from asking import workplace
from conftest import Mount
from desk import Desk
from killed import apart_from, everywhere, files, forks, full, problems

pytestmark = forks


def an_answer(form: Form) -> None:
    """An answer that goes into one file."""
    form.type(a__rating="mostly", a__gap="Moving a light stays unpunished.", b__0__also="L.1.2")


def with_an_act(form: Form) -> None:
    """An answer that brings an act and a document with it, so that three files are written, one after the other."""
    an_answer(form)
    form.type(act__short="Isles Act", act__title="Act on Isles", act__kind="act", act__sources="+")
    form.type(doc__id="isles", doc__document="Gazette of Isles, No. 1")
    form.type(b__1__key="", b__1__act="+", b__1__provision="2", b__1__role="offence", b__1__gist="All lights.")


@pytest.mark.parametrize(("typed", "least"), [(an_answer, 5), (with_an_act, 13)])
def test_killed_at_any_write(typed: Callable[[Form], None], least: int, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    typed(form := opened(desk))

    def save(root: Path) -> bool:
        """Sends the form to a server that has just been started."""
        return form.send(workplace(root, by="Ana")).location.endswith(("saved", "unchanged"))

    count = everywhere(lambda root: Path(shutil.copytree(desk.root, root)), save, tmp_path, again=True)
    assert count[0] == 0
    assert count[-1] > 0, "a file was new before the answer came"
    assert len(count) >= least


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """A disk on which so many bytes are left, from none on."""
    desk = Desk(tmp_path / "desk")
    with_an_act(form := opened(desk))
    before, sizes = files(desk.root), range(0, 2000, 400)
    seen = set()
    for size in sizes:
        root = Path(shutil.copytree(desk.root, tmp_path / str(size)))
        status, said = apart_from(partial(_sent, form, root), full(size))
        assert problems(root) == []
        seen.add(status)
        if status == 507:
            assert "ile too large" in said
            assert "Moving a light stays unpunished." in said
            assert root.joinpath("assessments/arcadia/2026/lighthouses.yaml").read_text("utf-8") == desk.text
            assert not list(root.rglob("*.part"))
        assert form.send(workplace(root, by="Ana")).status == 303
        assert files(root) != before
    assert seen == {507, 303}


def test_a_disk_that_is_read_only_loses_nothing(tmp_path: Path, mount: Mount) -> None:
    (tmp_path / "disk").mkdir()
    mount(tmp_path / "disk", "-t", "tmpfs", "-o", "size=512k", "tmpfs")
    desk = Desk(tmp_path / "disk/work")
    an_answer(form := opened(desk))
    ana, before = workplace(desk.root, by="Ana"), files(desk.root)
    mount(tmp_path / "disk", "-o", "remount,ro")
    refused = form.send(ana)
    assert refused.status == 507
    assert "ead-only file system" in refused.seen
    assert comes_back(refused, form.fields)
    assert files(desk.root) == before
    mount(tmp_path / "disk", "-o", "remount,rw")
    assert form.send(ana).location.endswith("saved")


def _sent(form: Form, root: Path) -> tuple[int, str]:
    answer = form.send(workplace(root, by="Ana"))
    return answer.status, answer.seen
