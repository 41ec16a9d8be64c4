"""While two evaluators rate blind, nothing on any address of the server shows either what the other wrote.

Every text of either says whose it is (`blinded`); so does every file that was built.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from asking import Answer
from blinded import blind, marks, unpacked
from nations import Person, Team

from compliance.report.build.kinds import jobs
from compliance.web.app import ROUTES

PEOPLE = """people:
  - {id: e, name: Eva, roles: {arcadia: [reviewer, manager, evaluator, reader]}}
  - {id: m, name: Max, roles: {"*": manager}}
  - {id: d, name: Dan, roles: {arcadia: reader}}
  - {id: s, name: Sam, roles: {arcadia: second}}
  - {id: z, name: Zoe, roles: {arcadia: [second, reviewer, manager, evaluator]}}
  - {id: o, name: Ola, roles: {"*": manager, arcadia: second}}
"""
WHOSE = {"e": "zweite", "m": "zweite", "d": "zweite", "s": "erste", "z": "erste", "o": "erste"}
"""Whose texts nobody of them may read."""
KNOWN = {"zweite9002", "erste9003"}
"""Who took a step when is no secret."""
OWN = {"erste": "lt-12.second", "zweite": "lt-12"}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    root = Path(shutil.copytree(blind(), tmp_path_factory.mktemp("blind") / "workspace"))
    (root / "people.yaml").write_text(PEOPLE, "utf-8")
    team = Team(root)
    team.server.output.mkdir()
    for job in jobs(team.living.state().workspace):
        whose = "erste7001" if job.country in ("", "arcadia") else "nobody"
        (team.server.output / job.name).write_text(whose, "utf-8")
    return team


def addresses(team: Team) -> Iterator[str]:
    """Every address that is asked for, with every checklist of the country, an article of each, and its criteria."""
    workspace = team.living.state().workspace
    for route in ROUTES:
        if route.method != "GET":
            continue
        path = route.path.replace("{country}", "arcadia").replace("{cycle}", "2026").replace("{person}", "s")
        path = path.replace("{code}", "unknown-field").replace("{institution}", "Authorities")
        for name in ("lt-12", "lt-12.second", "lt-31") if "{instrument}" in path else ("",):
            yield from _inside(workspace, path.replace("{instrument}", name), name)


def _inside(workspace, path: str, name: str) -> Iterator[str]:  # type: ignore[no-untyped-def]
    at = workspace.countries["arcadia"]
    if "{article}" in path:
        articles = [each for each in workspace.instruments[name.partition(".")[0]].value.articles if each.criteria]
        for article in articles[:3]:
            yield from (f"{path.replace('{article}', article.number)}?c={each.id}" for each in article.criteria[:3])
    elif "{register}" in path:
        for kind, ids in (("acts", at.acts()), ("documents", at.documents())):
            yield from (path.replace("{register}", kind).replace("{id}", quote(id_)) for id_ in [*ids][:4])
    elif "builds/files/" in path:
        yield from (path.replace("{name}", job.name) for job in jobs(workspace))
    elif "{" not in path:
        yield path
        if path.endswith("/2026/"):
            yield f"{path}?verify=1"


def text(answer: Answer) -> str:
    """What an answer holds, unpacked, in any of its headers too."""
    content = answer.content
    held = "".join(unpacked(content).values()) if content[:2] == b"PK" else content.decode("utf-8", "replace")
    return f"{held} {answer.headers}"


def names(team: Team) -> set[str]:
    """Names of those who took steps, and of those who are to answer: managers share work out to both."""
    at = team.living.state().workspace.countries["arcadia"]
    both = (at.rated_by(second=second)["2026", "lt-12"].value for second in (False, True))
    return {name for each in both for name in (*(step.by for step in each.steps), *sum(each.assigned.values(), ()))}


def sent(person: Person) -> Iterator[Answer]:
    """What is answered to whatever is sent that writes nothing, or cannot be done."""
    for name in ("lt-12", "lt-12.second"):
        place = f"/work/arcadia/2026/{name}/12/"
        form = {"c": "12.1.a", "a.rating": "met", "base": "", "row": "add", "token": "x", "text": "Why?", "number": "1"}
        for deed in ("effect", "check/", "rows/", "", "remark/"):
            yield person.post(f"{place}{deed}", {**form, "number": "77"})
        where = {
            "country": "arcadia",
            "cycle": "2026",
            "instrument": name,
            "article": "12",
            "c": "12.1.a",
            "version": "x",
        }
        yield person.post("/work/presence", where)
        for deed in ("submit", "workbook/", "workbook/write/"):
            yield person.post(f"/work/arcadia/2026/{name}/{deed}", form)
        for deed in ("submit/", "return/", "review/", "adopt/", "assign/"):
            yield person.post(f"/desk/arcadia/2026/{name}/{deed}", {**form, "where": "999"})
        for deed in (
            "return",
            "review",
            "raters/",
            "12/accept",
            "12/remark",
            "12/reply",
            "12/close",
            "12/rerate/?c=12.1.a",
        ):
            yield person.post(
                f"/review/arcadia/2026/{name}/{deed}", {**form, "text": "", "number": "77", "where": "12.1.a"}
            )
    yield person.post("/desk/arcadia/2026/seal/", {"why": ""})


@pytest.mark.parametrize("id_", WHOSE)
def test_no_address_shows_what_the_other_wrote(team: Team, id_: str) -> None:
    person, own = team.person(id_), set[str]()
    before = {file: file.read_bytes() for file in sorted(team.root.rglob("*.yaml"))}
    for address in addresses(team):
        shown = text(person.get(address))
        known = KNOWN | names(team) if address.startswith("/desk/arcadia/2026/lt-12") else KNOWN
        assert not marks(shown, WHOSE[id_]) - known, address
        own |= marks(shown, "erste" if WHOSE[id_] == "zweite" else "zweite")
    for answer in sent(person):
        assert answer.status in (200, 403, 404, 409, 422), answer.seen[:300]
        assert not marks(text(answer), WHOSE[id_]) - KNOWN - names(team), answer.seen[:300]
    assert len(own) > 30, "what is one's own is shown"
    assert person.get("/work/").status == 200
    assert before == {file: file.read_bytes() for file in sorted(team.root.rglob("*.yaml"))}


@pytest.mark.parametrize("id_", ["e", "s", "o"])
def test_no_reading_page_shows_what_the_other_wrote(team: Team, id_: str) -> None:
    shelves = team.living.state().shelves
    assert shelves is not None
    names = sorted(shelves.makers)
    step = max(1, len(names) // 60)
    wanted = {*names[::step], *(name for name in names if re.search(r"arcadia/(index|.*lt-12)|json|csv|search", name))}
    person = team.person(id_)
    for name in sorted(wanted)[:150]:
        shown = text(person.get(f"/{quote(name)}"))
        assert not marks(shown, WHOSE[id_]) - KNOWN, name


def test_what_is_wrong_with_the_other_is_only_counted(team: Team) -> None:
    files = {whose: team.root / f"assessments/arcadia/2026/{name}.yaml" for whose, name in (("erste", "lt-12"), ("zweite", "lt-12.second"))}  # fmt: skip
    kept = {file: file.read_text("utf-8") for file in files.values()}
    try:
        for whose, file in files.items():
            file.write_text(re.sub(r"(    rating:) \S+", rf"\1 {whose}8001", kept[file], count=3), "utf-8")
        team.living.refresh()
        wrong = "".join(f"{problem.at.path} {problem.what}" for problem in team.living.state().problems)
        assert {"erste8001", "zweite8001"} <= marks(wrong, "erste") | marks(wrong, "zweite")
        for id_, other in WHOSE.items():
            person = team.person(id_)
            for address in (
                "/work/",
                "/review/",
                "/desk/",
                "/desk/problems/",
                "/desk/board.csv",
                "/",
                "/arcadia/",
                "/work/arcadia/2026/lt-31/",
                "/desk/arcadia/2026/",
                "/desk/builds/",
            ):
                answer = person.get(address)
                assert answer.status in (200, 303, 403, 404, 409, 503)
                assert not marks(text(answer), other) - KNOWN, (id_, address)
        assert "erste8001" in team.person("e").get("/desk/problems/").text
    finally:
        for file, content in kept.items():
            file.write_text(content, "utf-8")
        team.living.refresh()
