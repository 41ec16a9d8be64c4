"""The log of a country on pages: read once, then only what was added, and never what has not come about."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk
from starlette.datastructures import FormData
from starlette.requests import Request

from compliance.authoring.people import Actor
from compliance.folder import read_log
from compliance.web import checklists
from compliance.web.checklists import logged
from compliance.web.living import Living
from compliance.web.routes import Asked, Session
from compliance.web.start import local


def asked_of(desk: Desk) -> Asked:
    living = Living(desk.root, lambda site: site)
    return Asked(
        request=Request({"type": "http", "headers": []}),
        server=local(living, "key", root=desk.root, by="Ana"),
        state=living.state(),
        session=Session(actor=Actor(name="Ana", free=True)),
        fields=FormData(),
    )


def told(asked: Asked) -> list[str]:
    country = logged(asked, asked.server.living.refresh().workspace, "arcadia").countries["arcadia"]
    assert [filed.value for filed in country.log] == [filed.value for filed in read_log(country_root(asked), "arcadia")]
    return [filed.value.what for filed in country.log]


def country_root(asked: Asked) -> Path:
    return asked.server.root


def test_what_is_added_is_read_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path / "work")
    asked = asked_of(desk)
    assert told(asked) == []
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert told(asked) == ["step"]
    whole: list[str] = []
    monkeypatch.setattr(checklists, "read_log", lambda root, country: whole.append(country))
    desk.step("returned", "Rea", "2026-07-02", "--note", "Look again")
    assert told(asked) == ["step", "step"]
    assert told(asked) == ["step", "step"]
    assert whole == []


def test_a_log_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    asked = asked_of(desk)
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    desk.step("returned", "Rea", "2026-07-02", "--note", "Look again")
    assert told(asked) == ["step", "step"]
    file = desk.root / desk.log_file
    text = file.read_text("utf-8")
    file.write_text(text.replace("Look again", "Look, once"), "utf-8")
    file.write_text(file.read_text("utf-8") + text.splitlines(keepends=True)[1], "utf-8")
    assert told(asked) == ["step"] * 3
    file.write_text(text.splitlines(keepends=True)[0], "utf-8")
    assert told(asked) in (["step"], [])
    file.rename(file.with_name("log-2025.jsonl"))
    told(asked)


def test_a_torn_line_is_none(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    asked = asked_of(desk)
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    told(asked)
    file = desk.root / desk.log_file
    file.write_bytes(file.read_bytes() + b'{"when": "2026-07-01T09:00')
    assert told(asked) == ["step"]
    assert logged(asked, asked.workspace, "nowhere") is asked.workspace
