"""Deadlines: written with an assignment, shown where the work is, listed once they pass, and in a calendar."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk import CLEAN, SECOND, Desk
from icalendar import Calendar

ANSWER = "  L.1.2:\n    rating: met\n    evidence: C\n    sources: [gazette]\n"
NOT_MET = "  L.1.2:\n    rating: not-met\n    evidence: C\n    sources: [gazette]\n    gap: Nothing says so.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def assign(desk: Desk, *words: str) -> str:
    return desk.run("assign", "arcadia", *words, by="Lead")


def overdue(desk: Desk, on: str, *more: str) -> list[dict[str, Any]]:
    return list(json.loads(desk.run("status", "--overdue", "--on", on, "--format", "json", *more)))


def events(file: Path) -> list[dict[str, Any]]:
    """The events of a calendar, as another program reads them."""
    return [
        {name: event.decoded(name) for name in ("uid", "summary", "dtstart", "dtend", "dtstamp", "description")}
        for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    ]


def calendar(desk: Desk, *person: str, name: str = "a.ics") -> Path:
    file = desk.root.parent / name
    output = desk.run("calendar", *person, "--output", str(file))
    assert file.exists(), output
    return file


def test_a_day_is_written_beside_who_is_to_answer(desk: Desk) -> None:
    output = assign(desk, "1", "Ana", "Boro", "--due", "2026-09-15")
    assert output == "arcadia, lighthouses, 2026, 1: Ana, Boro, by 15 September 2026\n"
    assert 'assigned:\n  "1": [Ana, Boro]\ndue:\n  "1": 2026-09-15\n' in desk.text
    assert CLEAN in desk.run("check")


def test_another_person_keeps_the_day_another_day_changes_it_and_nobody_takes_it_away(desk: Desk) -> None:
    before = desk.text
    assign(desk, "1", "Ana", "--due", "2026-09-15")
    assign(desk, "1", "Boro")
    assert (desk.checklist.assigned, desk.checklist.due) == ({"1": ("Boro",)}, {"1": date(2026, 9, 15)})
    assign(desk, "1", "Boro", "--due", "2026-10-01")
    assert desk.checklist.due == {"1": date(2026, 10, 1)}
    assign(desk, "1")
    assert (desk.checklist.assigned, desk.checklist.due) == ({}, {})
    assert desk.text == before


@pytest.mark.parametrize(
    "more", [("--due", "2026-09-15"), ("Ana", "--due", "15.9.2026"), ("Ana", "--due", "2026-02-30")]
)
def test_a_day_needs_somebody_and_has_to_be_a_day(desk: Desk, more: tuple[str, ...]) -> None:
    before = desk.files()
    assert desk.status("assign", "arcadia", "1", "--by", "Lead", *more) == 2
    assert desk.files() == before


@pytest.mark.parametrize("name", ["9", "L.9.9"])
def test_a_day_of_what_does_not_exist_is_found(desk: Desk, name: str) -> None:
    desk.change("responses:\n", f'due:\n  "1": 2026-09-15\n  "{name}": 2026-09-15\nresponses:\n')
    output = desk.run("check")
    assert f"lighthouses.yaml:10:3: unknown-article: there is no article or criterion `{name}`" in output
    assert output.count("unknown-article") == 1


def test_late_is_what_is_not_answered_after_its_day(desk: Desk) -> None:
    assign(desk, "1", "Ana", "--due", "2026-09-15")
    assert overdue(desk, "2026-09-15") == [], "the day itself is in time"
    (row,) = overdue(desk, "2026-09-16")
    assert (row["about"], row["people"], row["due"], row["days"]) == ("1", ["Ana"], "2026-09-15", 1)
    assert row["waiting"] == ["L.1.2", "L.1.3"]
    assert overdue(desk, "2026-09-20")[0]["days"] == 5
    desk.change("responses:\n", f"responses:\n{ANSWER}{ANSWER.replace('L.1.2', 'L.1.3')}")
    assert overdue(desk, "2026-09-16") == []
    assert "Nothing is overdue." in desk.run("status", "--overdue", "--on", "2026-09-16")


def test_an_answer_that_was_carried_over_waits_to_be_confirmed(desk: Desk) -> None:
    assign(desk, "L.1.1", "Ana", "--due", "2026-09-15")
    assert overdue(desk, "2026-09-16") == []
    desk.change("    evidence: B\n", '    evidence: B\n    carried_over: "2024"\n')
    assert overdue(desk, "2026-09-16")[0]["waiting"] == ["L.1.1"]


def test_nothing_is_waited_for_while_nobody_may_answer(desk: Desk) -> None:
    assign(desk, "1", "Ana", "--due", "2026-06-15")
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert overdue(desk, "2026-09-16") == []
    desk.step("returned", "Rea", "2026-07-02", "--note", "Say why")
    assert len(overdue(desk, "2026-09-16")) == 1


def test_a_criterion_is_due_with_its_article_unless_it_has_a_day_of_its_own(desk: Desk) -> None:
    assign(desk, "1", "Ana", "--due", "2026-09-15")
    assign(desk, "L.1.2", "Boro")
    rows = overdue(desk, "2026-10-01")
    assert [(row["people"], row["waiting"]) for row in rows] == [(["Ana"], ["L.1.3"]), (["Boro"], ["L.1.2"])]
    assign(desk, "L.1.2", "Boro", "--due", "2026-09-30")
    assert [(row["about"], row["due"]) for row in overdue(desk, "2026-10-01")] == [
        ("1", "2026-09-15"), ("L.1.2", "2026-09-30"),
    ]  # fmt: skip
    assert [row["about"] for row in overdue(desk, "2026-09-20")] == ["1"]


def test_a_recommendation_that_is_due_is_no_deadline_of_the_work(desk: Desk) -> None:
    advice = "{id: a-1, text: Do it, effort: guideline, due: 2026-01-01}"
    desk.change("    evidence: B\n", f"    evidence: B\n    recommendation: {advice}\n")
    assert overdue(desk, "2026-10-01") == []


def test_what_is_late_is_a_table_of_what_who_and_for_how_long(desk: Desk) -> None:
    assign(desk, "1", "Ana", "--due", "2026-09-15")
    output = desk.run("status", "--overdue", "--on", "2026-09-20")
    line = next(line for line in output.splitlines() if "2026-09-15" in line)
    assert line.split("   ")[0].strip() == "2026-09-15"
    for text in ("5", "Arcadia", "L 1, Article 1, ", "L.1.2, L.1.3", "Ana"):
        assert text in line
    assert overdue(desk, "2026-09-20", "arcadia", "--instrument", "lighthouses")
    assert desk.status("status", "arkadia", "--overdue") == 2


def test_the_next_deadline_stands_under_the_table(desk: Desk) -> None:
    assert "deadline" not in desk.run("status", "--on", "2026-09-01")
    assign(desk, "1", "Ana", "--due", "2026-09-15")
    assign(desk, "L.1.3", "Boro", "--due", "2026-09-30")
    assert "Next deadline: 15 September 2026, Arcadia, L 1, Article 1, " in desk.run("status", "--on", "2026-09-15")
    output = desk.run("status", "--on", "2026-09-16")
    assert "One deadline passed. Next deadline: 30 September 2026, Arcadia, L 1, L.1.3 (Boro)." in output
    assert "Two deadlines passed.\n" in desk.run("status", "--on", "2026-10-16")
    assert "Ana, Boro, by 2026-09-15" in desk.run("status", "--articles")
    (work,) = json.loads(desk.run("status", "--format", "json"))
    assert work["articles"][0]["due"] == "2026-09-15"


def test_a_calendar_has_a_day_for_each_deadline_of_a_person(desk: Desk) -> None:
    assign(desk, "1", "Ana Anić", "--due", "2026-09-15")
    assign(desk, "L.1.3", "Boro", "--due", "2026-09-30")
    (mine,) = events(calendar(desk, "  ana   ANIĆ "))
    assert (mine["dtstart"], mine["dtend"]) == (date(2026, 9, 15), date(2026, 9, 16))
    assert mine["dtstamp"].isoformat() == "2026-06-30T00:00:00+00:00"
    assert mine["summary"].startswith("L 1, Article 1, ")
    assert mine["summary"].endswith(" (Arcadia)")
    assert mine["description"] == "Ana Anić\n1 of 2 to do. Waiting: L.1.2."
    assert len(events(calendar(desk))) == 2
    assert [event["dtstart"].day for event in events(calendar(desk, "Boro"))] == [30]


def test_a_person_sees_their_share_alone_and_the_whole_calendar_one_event(desk: Desk) -> None:
    assign(desk, "1", "Ana", "--due", "2026-09-15")
    assign(desk, "L.1.2", "Ana", "Boro")
    (hers,), (his,), (both,) = (events(calendar(desk, *who)) for who in (("Ana",), ("Boro",), ()))
    assert "Waiting: L.1.3, L.1.2." in hers["description"]
    assert "1 of 1 to do. Waiting: L.1.2." in his["description"]
    assert both["description"].startswith("Ana, Boro\n2 of 3 to do.")
    assert len({hers["uid"], his["uid"], both["uid"]}) == 3


def test_a_calendar_written_anew_takes_the_place_of_the_one_before(desk: Desk) -> None:
    assign(desk, "1", "Ana", "--due", "2026-09-15")
    first = calendar(desk, "Ana", name="first.ics")
    assert calendar(desk, "ANA", name="second.ics").read_bytes() == first.read_bytes()
    assign(desk, "1", "Ana", "--due", "2026-10-15")
    (before,), (after,) = events(first), events(calendar(desk, "Ana"))
    assert (before["uid"], before["dtstart"].month, after["dtstart"].month) == (after["uid"], 9, 10)
    desk.change("responses:\n", f"responses:\n{ANSWER}{ANSWER.replace('L.1.2', 'L.1.3')}")
    (done,) = events(calendar(desk, "Ana"))
    assert done["summary"].startswith("Done: ")
    assert done["uid"] == before["uid"]


def test_a_calendar_keeps_to_the_standard(desk: Desk) -> None:
    """RFC 5545: lines of 75 octets at most that end in CR LF, and commas, semicolons and line breaks written out."""
    assign(desk, "1", "Ćirić, Žarko; “the\\elder” of the Ministry of Lighthouses", "--due", "2026-09-15")
    raw = calendar(desk).read_bytes()
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    unfolded = raw.replace(b"\r\n ", b"").decode()
    assert "DESCRIPTION:Ćirić\\, Žarko\\; “the\\\\elder” of the Ministry of Lighthouses\\n2 of 3 to do." in unfolded
    for needed in ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:", "UID:", "DTSTAMP:20260630T000000Z", "END:VCALENDAR"):
        assert needed in unfolded
    assert "DTSTART;VALUE=DATE:20260915" in unfolded


@pytest.fixture
def blind(desk: Desk) -> Desk:
    """Both evaluators have two criteria to answer by a day; the second has answered one of them."""
    (desk.root / SECOND).write_text(desk.text.replace("[desk]", "[Boro]"), "utf-8")
    desk.change("responses:\n", f"responses:\n{NOT_MET}", SECOND)
    for name, *options in (("Ana",), ("Boro", "--second")):
        assert f"{name}, by 15 September 2026" in assign(desk, "1", name, "--due", "2026-09-15", *options)
    return desk


def test_each_of_two_evaluators_has_deadlines_and_sees_nothing_of_the_other(blind: Desk) -> None:
    (first,), (second,) = overdue(blind, "2026-09-16"), overdue(blind, "2026-09-16", "--second")
    assert (first["people"], first["waiting"]) == (["Ana"], ["L.1.2", "L.1.3"])
    assert (second["people"], second["waiting"]) == (["Boro"], ["L.1.3"])
    assert second["what"].startswith("L 1, second, Article 1, ")
    file = str(blind.root.parent / "none.ics")
    for options, name, other in (((), "Ana", "Boro"), (("--second",), "Boro", "Ana")):
        said = blind.run("status", "--on", "2026-09-15", *options)
        assert f"({name})." in said
        assert f"({other})" not in said
        assert blind.run("calendar", other, *options, "--output", file).count(f"no deadline of `{other}`") == 1
    (hers,), (his,) = (events(calendar(blind, *options)) for options in ((), ("--second",)))
    assert "L.1.2, L.1.3" in hers["description"]
    assert his["description"] == "Boro\n1 of 3 to do. Waiting: L.1.3."
    assert hers["uid"] != his["uid"]


def test_one_evaluator_who_has_submitted_is_still_told_nothing_of_the_other(blind: Desk) -> None:
    blind.step("submitted", "Boro", "2026-07-01", "--note", "No islands", "--second")
    assert [row["people"] for row in overdue(blind, "2026-09-16")] == [["Ana"]]
    assert overdue(blind, "2026-09-16", "--second") == []


def test_a_calendar_knows_every_form_of_a_name(desk: Desk) -> None:
    assign(desk, "1", "Ana A.", "--due", "2026-09-15")
    assign(desk, "L.1.3", "A. Anić", "--due", "2026-09-30")
    assert len(events(calendar(desk, "Ana A."))) == 1
    (desk.root / "people.yaml").write_text(
        "people:\n  - {id: ana, name: Ana Anić, also: [A. Anić, Ana A.], roles: {}}\n", "utf-8"
    )
    first = calendar(desk, "ana a.")
    assert b"X-WR-CALNAME:Deadlines of Ana Ani\xc4\x87" in first.read_bytes()
    assert [event["dtstart"].day for event in events(first)] == [15, 30]
    assert calendar(desk, "ana", name="b.ics").read_bytes() == first.read_bytes()


def test_a_person_without_a_deadline(desk: Desk) -> None:
    assign(desk, "1", "Ana", "--due", "2026-09-15")
    file = desk.root.parent / "a.ics"
    assert "did you mean `Ana`?" in desk.run("calendar", "Anna", "--output", str(file))
    assert not file.exists()
