"""A desk on which several people work, each in a browser of their own; and what a form holds as a browser sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from asking import Answer, Browser, workplace
from desk import SECOND, Desk

PEOPLE = """\
people:
  - {id: e, name: Eva Evaluator, roles: {arcadia: evaluator}}
  - {id: s, name: Sam Second, roles: {arcadia: second}}
  - {id: r, name: Rea Reviewer, roles: {arcadia: reviewer}}
  - {id: m, name: Max Manager, roles: {"*": manager}}
  - {id: o, name: Ola Own, roles: {arcadia: manager}}
  - {id: d, name: Dan Reader, roles: {arcadia: reader}}
  - {id: n, name: Nora Nobody, roles: {}}
"""
PLACE = "/desk/arcadia/2026/lighthouses/"


def with_people(desk: Desk) -> Desk:
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    return desk


def as_(desk: Desk, name: str) -> Browser:
    """A browser of somebody: a server of its own, as a person has on their machine."""
    return workplace(desk.root, by=name)


SECRET = "Lights on rocks are left out."


def blind(desk: Desk) -> Desk:
    """A second evaluator, who rates blind and is still at work."""
    text = desk.text.replace("rating: met", "rating: partly").replace("[desk]", "[Boro B.]")
    (desk.root / SECOND).write_text(text.replace("    evidence: B\n", f"    evidence: B\n    gap: {SECRET}\n"), "utf-8")
    return desk


class Still(NamedTuple):
    """A desk on which nothing changes, for tests of what is refused."""

    desk: Desk
    browser: Browser


def still(folder: Path) -> Still:
    desk = Desk(folder / "work")
    return Still(desk, as_(desk, "Ana"))


class _Reader(HTMLParser):
    """The fields of every form, by its action."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, list[tuple[str, str]]] = {}
        self.action, self.area, self.choice = "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        name = of.get("name", "")
        if tag == "form":
            self.action = of.get("action", "")
            self.forms.setdefault(self.action, [])
        elif tag == "textarea":
            self.area = name
            self.add(name, "")
        elif tag == "select":
            self.choice = name
            self.add(name, "")
        elif tag == "option" and self.choice and "selected" in of:
            self.forms[self.action][-1] = (self.choice, of.get("value", ""))
        elif tag == "input" and name and (of.get("type") not in ("checkbox", "radio", "file") or "checked" in of):
            self.add(name, of.get("value", ""))

    def add(self, name: str, value: str) -> None:
        self.forms.setdefault(self.action, []).append((name, value))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[self.action][-1] = (self.area, self.forms[self.action][-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        self.area = "" if tag == "textarea" else self.area
        self.choice = "" if tag == "select" else self.choice


def fields(page: Answer, action: str) -> dict[str, str]:
    """What the form of an action would send as it stands; of several of one name the last."""
    reader = _Reader()
    reader.feed(page.text)
    return dict(reader.forms[action])


def links(page: Answer) -> Iterator[str]:
    """Every address to which a page leads."""
    yield from (unescape(address) for address in re.findall(r'href="([^"#]*)', page.text))
