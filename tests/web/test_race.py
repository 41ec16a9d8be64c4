"""Twelve people write into one country at once: what is said to be written is on file and in the log, once; the rest is refused."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Barrier, Event
from types import ModuleType

import pytest
from asking import Answer, Browser, workplace
from desk import FOLDER, Desk
from filelock import FileLock
from managing import fields
from nations import Team

from compliance.authoring import figures, log

MANY = 12
AT = "/work/arcadia/2026/lighthouses/1/"
FIGURE = "/desk/arcadia/figures/lights_tried/2023/"
FIGURE_FORM = {"f.value": "3", "f.unit": "reports", "f.scope": "national", "f.source": "Court of Arcadia"}
PEOPLE = "people:\n" + "".join(
    f"  - {{id: p{n}, name: Person {n}, roles: {{arcadia: [evaluator, reviewer, manager]}}}}\n" for n in range(MANY)
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "work")
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    return desk


def browsers(desk: Desk) -> list[Browser]:
    """Everybody on one server."""
    team = Team(desk.root)
    return [team.person(f"p{n}") for n in range(MANY)]


def at_once(people: list[Browser], address: str, forms: list[dict[str, str]]) -> list[Answer]:
    """What each is answered who sends a form at the same moment."""
    ready = Barrier(MANY)

    def send(browser: Browser, form: dict[str, str]) -> Answer:
        ready.wait()
        return browser.post(address, form)

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(send, people, forms))


def lines(desk: Desk) -> str:
    return "".join(file.read_text("utf-8") for file in (desk.root / FOLDER).glob("log*.jsonl"))


def refusals(answers: list[Answer]) -> set[int]:
    return {answer.status for answer in answers} - {303}


def test_whatever_each_says_is_on_file_once_or_refused(desk: Desk) -> None:
    texts = [f"Remark number {n} of twelve" for n in range(MANY)]
    answers = at_once(browsers(desk), f"{AT}remark/", [{"c": "L.1.1", "text": text} for text in texts])
    assert refusals(answers) <= {409, 423}
    done = [text for text, answer in zip(texts, answers, strict=True) if answer.status == 303]
    remarks = [each.text for each in desk.response().remarks]
    assert done
    assert Counter(remarks) == Counter(done)
    assert {text: lines(desk).count(text) for text in texts} == {text: int(text in done) for text in texts}
    assert "no problems" in desk.run("check")


def test_of_twelve_who_answer_the_same_one_is_written_and_the_others_see_it(desk: Desk) -> None:
    people = browsers(desk)
    shown = fields(people[0].get(f"{AT}?c=L.1.1"), f"{AT}?c=L.1.1")
    gaps = [f"Gap number {n} of twelve" for n in range(MANY)]
    answers = at_once(people, f"{AT}?c=L.1.1", [{**shown, "a.rating": "mostly", "a.gap": gap} for gap in gaps])
    done = [gap for gap, answer in zip(gaps, answers, strict=True) if answer.status == 303]
    assert refusals(answers) == {409}
    assert [desk.response().gap] == done
    assert all(gap in answer.text for gap, answer in zip(gaps, answers, strict=True) if answer.status == 409)
    assert sum(lines(desk).count(gap) for gap in gaps) == 1
    assert "no problems" in desk.run("check")


def test_a_form_that_twelve_threads_send_for_one_person_is_written_once(desk: Desk) -> None:
    one = workplace(desk.root, by="Person 1")
    answers = at_once([one] * MANY, f"{AT}remark/", [{"c": "L.1.1", "text": "Said once"}] * MANY)
    assert refusals(answers) <= {409, 423}
    assert [each.text for each in desk.response().remarks] == ["Said once"]
    assert lines(desk).count("Said once") == 1


@pytest.mark.parametrize(
    ("folder", "address", "form"),
    [
        (FOLDER, f"{AT}remark/", {"c": "L.1.1", "text": "Why?"}),
        (FOLDER, "/desk/arcadia/registers/new-document/", {"f.id": "isles", "f.document": "Gazette of Isles"}),
        (FOLDER, "/desk/arcadia/2026/lighthouses/submit/", {"note": "No islands"}),
        (FOLDER, "/desk/arcadia/new/", {"cycle": "2027", "instrument": "lighthouses", "cut_off": "2027-03-31", "basis": "peer-review"}),
        (Path("indicators"), FIGURE, FIGURE_FORM),
        (Path("indicators"), "/desk/arcadia/requests/ask/", {"institution": "Authorities", "language": "en"}),
    ],
    ids=["remark", "register", "step", "new", "figure", "request"],
)  # fmt: skip
def test_where_somebody_else_holds_the_folder_nothing_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, folder: Path, address: str, form: dict[str, str]
) -> None:
    (desk.root / "people.yaml").unlink()
    ana, before = workplace(desk.root, by="Ana"), desk.files()
    monkeypatch.setattr(vars(log.held)["__wrapped__"], "__defaults__", (0.1,))
    monkeypatch.setattr(figures, "PATIENCE", 0.1)
    with FileLock(desk.root / folder / ".lock"):
        refused = ana.post(address, form)
    assert (refused.status, "omebody else is writing" in refused.seen) == (409, True), refused.seen[-300:]
    assert desk.files() == before
    assert ana.post(address, form).status == 303
    assert desk.files() != before


@pytest.mark.parametrize(
    ("module", "file", "old", "new", "address", "form"),
    [
        (log, FOLDER / "2026/lighthouses.yaml", "rating: met", "rating:  met", f"{AT}remark/", {"c": "L.1.1", "text": "Why?"}),
        (figures, Path("indicators/statistics.csv"), "yearbook", "yearbook of 2025", FIGURE, FIGURE_FORM),
    ],
    ids=["country", "figures"],
)  # fmt: skip
def test_whoever_waited_writes_on_what_was_written_meanwhile(  # what is written, and by whom
    desk: Desk, monkeypatch: pytest.MonkeyPatch, module: ModuleType, file: Path, old: str, new: str, address: str, form: dict[str, str]
) -> None:  # fmt: skip
    (desk.root / "people.yaml").unlink()
    ana, waits, alone = workplace(desk.root, by="Ana"), Event(), vars(module)["alone"]

    def noted(folder: Path, seconds: float, says: str) -> AbstractContextManager[None]:
        waits.set()
        return alone(folder, seconds, says)  # type: ignore[no-any-return]

    monkeypatch.setattr(module, "alone", noted)
    with ThreadPoolExecutor(1) as pool:
        with FileLock(desk.root / (FOLDER if module is log else file.parent) / ".lock"):
            later = pool.submit(ana.post, address, form)
            assert waits.wait(20)
            desk.change(old, new, file)
        assert later.result().status == 303
    assert new in (desk.root / file).read_text("utf-8")


def test_twelve_new_acts_at_once_are_all_in_the_register_or_refused(desk: Desk) -> None:
    address = "/desk/arcadia/registers/new-act/"
    people = browsers(desk)
    shown = fields(people[0].get(address), address)
    forms = [{**shown, "f.short": f"Act {n}", "f.title": f"Act number {n}", "f.kind": "act"} for n in range(MANY)]
    answers = at_once(people, address, forms)
    done = {form["f.short"] for form, answer in zip(forms, answers, strict=True) if answer.status == 303}
    assert refusals(answers) <= {409, 423}
    assert {act.short for act in desk.country.acts().values()} == {"Lights Act", *done}
    assert done
