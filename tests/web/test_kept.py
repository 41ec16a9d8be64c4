"""What the server keeps from change to change: right after every one, made anew only where something changed, and a little late at most."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from asking import Browser, workplace
from hostile import combined
from test_work import parsed

from compliance import checks
from compliance.authoring.changes import tried
from compliance.inputs import read_again, read_inputs
from compliance.memory import Memory
from compliance.problems import Problem, serious
from compliance.report.site import shelves
from compliance.screens import publication
from compliance.view.assessed import assessments
from compliance.view.country import view_of
from compliance.web import checklists, living, reading
from compliance.workspace import Workspace

CHECKLIST, LAW = "assessments/borduria/2026/lt-12.yaml", "assessments/borduria/legislation.yaml"
ARTICLE = "/work/borduria/2026/lt-12/3/"
PAGES = (
    "/work/",
    "/work/borduria/2026/lt-12/",
    f"{ARTICLE}?c=12.3.2",
    "/work/arcadia/2026/lt-12/3/?c=12.3.1.a",
    "/work/arcadia/2026/lt-31/1/",
    "/review/",
    "/desk/",
    "/borduria/",
    "/borduria/lt-12/3/",
    "/arcadia/lt-12/3/",
)
CHANGES = (
    (CHECKLIST, "rating: partly", "rating: not-met"),
    (CHECKLIST, "rating: met\n    legal_basis", "rating: mostly\n    gap: Some letters.\n    legal_basis"),
    (CHECKLIST, "status: draft", "status: draft\nassigned: {'3': [reviewer]}\ndue: {'3': 2026-09-01}"),
    (LAW, "short: Penal Code", "short: Code of Penalties"),
    (LAW, "in_force: 2019-04-14", "in_force: 2020-04-14"),
    ("assessments/arcadia/2026/lt-12.yaml", "rating: mostly", "rating: partly"),
    ("assessments/arcadia/2026/lt-31.yaml", "rating: mostly", "rating: partly"),
    ("assessments/arcadia/2026/lt-12.second.yaml", "status: submitted", "status: returned"),
    ("assessments/jurisdictions.yaml", "en: Arcadia", "en: New Arcadia"),
    ("assessments/jurisdictions.yaml", "en: Borduria*", "en: Free Borduria*"),
    ("assessments/instruments/lt-12.yaml", "weight: '2'", "weight: '5'"),
    ("assessments/crosswalks/lt-12--lt-31.yaml", "Both take what is gained.", "Both are about gain."),
    ("people.yaml", "name: first evaluator", "name: another evaluator"),
)

GONE = CHECKLIST, '  "12.5.3":\n    rating: not-applicable\n    not_applicable: no-competence\n', ""
"""An answer less, which every count of answers has to follow."""


@cache
def pattern() -> Path:
    root = combined(Path(mkdtemp()) / "pattern")
    people = root / "people.yaml"
    people.write_text(
        people.read_text("utf-8").replace("[reviewer, manager]", "[evaluator, reviewer, manager]"), "utf-8"
    )
    return root


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(living, "SHARE", 0)
    return Path(shutil.copytree(pattern(), tmp_path / "folder"))


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text("utf-8")
    assert old in text, (name, old)
    file.write_text(text.replace(old, new, 1), "utf-8")


def save(browser: Browser, text: str) -> None:
    fields = parsed(browser.get(f"{ARTICLE}?c=12.3.2")).fields
    assert browser.post(f"{ARTICLE}?c=12.3.2", {**fields, "a.gap": text, "then": "stay"}).status == 303


def test_every_page_is_that_of_a_server_just_started_whatever_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AHEAD", 1e9)
    lasting, random = workplace(root, by="reviewer"), Random(1)
    for address in PAGES:
        lasting.get(address)
    for number, each in enumerate((GONE, *random.sample(CHANGES, 5))):
        change(root, *each)
        if number % 3 == 1:
            save(lasting, f"Gap {number}.")
        fresh = workplace(root, by="reviewer")
        for address in ("/desk/", *random.sample(PAGES, 4)):
            answer = fresh.get(address)
            assert answer.status == 200, (address, answer.seen)
            assert lasting.get(address).content == answer.content, (address, each)


def test_a_save_has_its_own_checklist_scored_anew_and_no_other(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scored, browser = Counter[str](), workplace(root, by="reviewer")

    def counted(workspace: Any, country: Any, *more: Any) -> Any:
        scored[country.id] += 1
        return assessments(workspace, country, *more)

    monkeypatch.setattr(checklists, "assessments", counted)
    save(browser, "First.")
    browser.get(f"{ARTICLE}?c=12.3.2")
    assert scored["arcadia"] > 0  # what others answered stands beside it
    scored.clear()
    save(browser, "Second.")
    browser.get(f"{ARTICLE}?c=12.3.2")
    assert scored == {"borduria": 1}


def test_a_save_has_its_country_checked_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, browser = Counter[tuple[str, ...]](), workplace(root, by="reviewer")

    def counted(workspace: Workspace) -> Iterator[Problem]:
        looked[tuple(workspace.countries)] += 1
        yield from ()

    save(browser, "First.")
    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, counted))
    save(browser, "Second.")
    assert looked == {("borduria",): 1}


def test_what_was_tried_says_nothing_of_what_is_written_otherwise(root: Path) -> None:
    memory = Memory()
    before, _ = read_again(root, memory)
    text = (root / CHECKLIST).read_text("utf-8").replace("rating: partly", "rating: not-met")
    assert tried(before.workspace, before.workspace.countries["borduria"], {CHECKLIST: text})[1] == ()
    change(root, CHECKLIST, "    gap: No deprivation of liberty.\n", "")
    after, problems = read_again(root, memory)
    assert [problem.code for problem in serious(problems)] == ["missing-gap"]
    assert set(problems) >= set(checks.check(after.workspace))


def test_whether_an_article_is_read_is_known_without_making_its_page(root: Path) -> None:
    inputs, _ = read_inputs(root)
    assert inputs.workspace.site is not None
    site = shelves(inputs, inputs.workspace.site.value)
    for country in (*inputs.workspace.countries, "nowhere"):
        for id_, filed in inputs.workspace.instruments.items():
            for article in filed.value.articles:
                there = f"{country}/{id_}/{article.number}/index.html" in site.makers
                assert site.shows(country, id_, article.number) is there, (country, id_, article.number)


def test_who_asks_for_a_country_at_the_same_time_waits_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs, _ = read_inputs(pattern())
    assert inputs.workspace.site is not None
    made, both, begun = Counter[str](), Barrier(2), view_of

    def counted(shown: Any, id_: str, *more: Any) -> Any:
        made[id_] += 1
        return begun(shown, id_, *more)

    monkeypatch.setattr(publication, "view_of", counted)
    site = publication.publication(inputs, inputs.workspace.site.value)
    views: list[object] = []

    def ask() -> None:
        both.wait()
        views.append(site.beneficiaries["borduria"])

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == {"borduria": 1}
    assert views[0] is views[1]


def test_reading_pages_are_a_little_behind_where_much_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, cost = [0.0], [0.25]
    work = count()
    times = SimpleNamespace(monotonic=lambda: clock[0], thread_time=lambda: next(work) * cost[0])
    monkeypatch.setattr(reading, "time", times)
    browser = workplace(root, by="reviewer")

    def shown(gap: str) -> bool:
        return gap in browser.get("/borduria/lt-12/3/").text

    assert shown("No deprivation of liberty.")
    save(browser, "First gap.")
    assert shown("First gap.")  # a quarter of a second of making was open
    save(browser, "Second gap.")
    cost[0] = 0.0
    assert not shown("Second gap.")  # half a second is owed: the page is as it was
    assert "Second gap." in browser.get(f"{ARTICLE}?c=12.3.2").text  # what is worked on is never behind
    clock[0] += 9
    assert shown("Second gap.")  # and it made up for
    cost[0] = 5.0
    save(browser, "Third gap.")
    shown("Third gap.")
    save(browser, "Fourth gap.")
    assert not shown("Fourth gap.")
    clock[0] += reading.BEHIND + 0.1
    assert shown("Fourth gap.")


def test_what_the_site_withholds_is_withheld_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "AHEAD", -1.0)
    browser = workplace(root, by="reviewer")
    assert browser.get("/borduria/").status == 200
    change(root, "reports/site.yaml", "drafts: true", "drafts: false")
    assert browser.get("/borduria/").status in (404, 503)
