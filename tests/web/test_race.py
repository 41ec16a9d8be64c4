"""Twelve people write into one country at once: what is said to be written is on file and in the log, once; the rest is refused."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from asking import Answer, Browser, workplace
from desk import FOLDER, Desk
from managing import fields
from nations import Team

MANY = 12
AT = "/work/arcadia/2026/lighthouses/1/"
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


def log(desk: Desk) -> str:
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
    assert {text: log(desk).count(text) for text in texts} == {text: int(text in done) for text in texts}
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
    assert sum(log(desk).count(gap) for gap in gaps) == 1
    assert "no problems" in desk.run("check")


def test_a_form_that_twelve_threads_send_for_one_person_is_written_once(desk: Desk) -> None:
    one = workplace(desk.root, by="Person 1")
    answers = at_once([one] * MANY, f"{AT}remark/", [{"c": "L.1.1", "text": "Said once"}] * MANY)
    assert refusals(answers) <= {409, 423}
    assert [each.text for each in desk.response().remarks] == ["Said once"]
    assert log(desk).count("Said once") == 1


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
