"""The form of an answer, as a browser has it open: made from the files as they are, filled in, sent, sent again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from asking import Answer, Browser
from desk import Desk
from starlette.responses import Response

from compliance.authoring.changes import Target
from compliance.authoring.form import as_json, base_of, columns_for
from compliance.screens.work.answer import Unsaved
from compliance.web import answer as saving
from compliance.web.article import article as page
from compliance.web.checklists import Place
from compliance.web.routes import Asked
from compliance.web.writing import target

ADDRESS = "/work/arcadia/2026/lighthouses/1/"


def checklist(desk: Desk, *, second: bool = False) -> Target:
    """The checklist as it stands on file."""
    return target(desk.workspace(), Place("arcadia", "2026", "lighthouses", second))


@dataclass
class Form:
    """A form that is open; every field of the answer and of its legal bases is sent, whatever was typed."""

    fields: dict[str, str]
    address: str = ADDRESS
    answers: list[Answer] = field(default_factory=list)

    def send(self, browser: Browser, **typed: str) -> Answer:
        """Sends it with some more texts typed; a name of a field has `__` where the form has a full stop."""
        self.type(**typed)
        self.answers.append(browser.post(self.address, self.fields))
        return self.answers[-1]

    def type(self, **typed: str) -> None:
        self.fields |= {name.replace("__", "."): text for name, text in typed.items()}

    def without_row(self, number: int) -> None:
        """Takes a legal basis out of the form."""
        self.fields = {name: text for name, text in self.fields.items() if not name.startswith(f"b.{number}.")}

    def shown_again(self) -> None:
        """What the page that came back keeps for the next time: the form as it was typed, with what was shown."""
        self.fields["base"] = kept_in(self.answers[-1])


def opened(desk: Desk, criterion: str = "L.1.1", *, second: bool = False) -> Form:
    """The form of an answer, made from the files as they are."""
    return form_of(checklist(desk, second=second), criterion)


def form_of(at: Target, criterion: str = "L.1.1") -> Form:
    """The form of an answer in a checklist."""
    base, columns = base_of(at, criterion), columns_for(at)
    fields = {"c": criterion, "base": as_json(base), "then": "stay"}
    fields |= {f"a.{each.key}": base.answer.get(each.key, "") for each in columns.answers}
    for number, (key, texts) in enumerate(base.bases.items()):
        fields |= {f"b.{number}.key": key}
        fields |= {f"b.{number}.{each.key}": texts.get(each.key, "") for each in columns.bases}
    return Form(fields, ADDRESS.replace("lighthouses", "lighthouses.second") if at.second else ADDRESS)


def kept_in(answer: Answer) -> str:
    """The texts that the form of a page keeps."""
    text = unescape(answer.text)
    starts = [place for place in range(len(text)) if text.startswith('{"criterion"', place)]
    return json.dumps(json.JSONDecoder().raw_decode(text, starts[-1])[0], ensure_ascii=False)


@dataclass
class Refusals:
    """Why saves were refused, one after the other."""

    list: list[Unsaved] = field(default_factory=list)

    @property
    def last(self) -> Unsaved:
        return self.list[-1]


def watched(monkeypatch: pytest.MonkeyPatch) -> Refusals:
    """What the page is told of each save that is refused."""
    kept = Refusals()

    def article(asked: Asked, unsaved: Unsaved | None = None) -> Response:
        kept.list += [unsaved] if unsaved else []
        return page(asked, unsaved)

    monkeypatch.setattr(saving, "article", article)
    return kept


def comes_back(answer: Answer, typed: Mapping[str, str]) -> bool:
    """Whether a page holds every text that was typed."""
    text = " ".join(unescape(answer.text).split())
    texts = (each for name, each in typed.items() if name.startswith(("a.", "b.", "act.", "doc.")))
    return all(" ".join(each.split()) in text for each in texts)


def outdated(base: str, **changes: Any) -> str:
    """The texts that a form kept, otherwise."""
    return json.dumps({**json.loads(base), **changes})
