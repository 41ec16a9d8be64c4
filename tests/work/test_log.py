"""The log: a line a change that says what changed, a file a year; read with its places, added to at its end."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import CHECKLIST, CLEAN, FOLDER, GAP, Desk
from killed import forks, killed, problems
from test_killed import two_evaluators, with_text

from compliance.authoring import changes, log
from compliance.authoring.log import with_changes
from compliance.model.log import Change, Entry
from compliance.queries.log import DEEDS
from compliance.source import Data


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "work")
    desk.step("submitted", "Ана Б.", "2026-07-01", "--note", "Keine Inseln – „bisher“")
    return desk


def lines(desk: Desk) -> list[dict[str, object]]:
    return [json.loads(text) for text in (desk.root / desk.log_file).read_text("utf-8").splitlines()]


def in_year(monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    """Sets the clock."""
    for module in (log, changes):
        monkeypatch.setattr(module, "now", lambda: datetime(year, 3, 1, 9, tzinfo=UTC))


def printed(desk: Desk, *words: str) -> list[list[str]]:
    """The rows of the table, each by its cells."""
    return [
        [cell.strip() for cell in row.split("  ") if cell.strip()]
        for row in desk.run("log", "arcadia", *words).splitlines()[3:-1]
    ]


def test_a_line_says_who_when_what_and_why(desk: Desk) -> None:
    (spoken,) = lines(desk)
    wanted = {"by": "Ана Б.", "what": "step", "old": "draft", "new": "submitted", "why": "Keine Inseln – „bisher“"}
    assert wanted.items() <= spoken.items()
    assert str(spoken["when"]).endswith("+00:00")
    assert "changes" not in spoken
    assert (spoken["cycle"], spoken["instrument"], spoken["file"]) == ("2026", "lighthouses", "2026/lighthouses.yaml")
    assert len(str(spoken["before"])) == len(str(spoken["after"])) == 64
    assert json.loads(desk.run("log", "arcadia", "--format", "json"))[0]["by"] == "Ана Б."


# What each command writes into the log

CHANGES = {
    "assign": (("assign", "arcadia", "1", "Ana", "Boro"), [("1", "assigned", None, "Ana, Boro")]),
    "remark": (("remark", "arcadia", "L.1.1", "And moving one?"), [("L.1.1", "remarks.1", None, "And moving one?")]),
    "rerate": (
        ("rerate", "arcadia", "L.1.1", "mostly", "--cause", "error-corrected", "--note", "Moving", *GAP),
        [("L.1.1", "rating", "met", "mostly"), ("L.1.1", "gap", None, "Moving a light stays unpunished.")],
    ),
    "adjudicate": (
        ("adjudicate", "arcadia", "L.1.1", "partly", "--reason", "Both read it anew", *GAP),
        [("L.1.1", "gap", None, "Moving a light stays unpunished."), ("L.1.1", "adjudication.rating", None, "partly")],
    ),
}


@pytest.mark.parametrize("command", CHANGES)
def test_every_command_says_what_changed_from_which_value_to_which(command: str, tmp_path: Path) -> None:
    two_evaluators(desk := Desk(tmp_path / "work"))
    words, wanted = CHANGES[command]
    desk.run(*words, by="Lea")
    assert len(desk.country.log) == 3, "both evaluators submitted before"
    line = desk.country.log[-1]
    assert [(each.about, each.field, each.old, each.new) for each in line.value.changed] == wanted
    assert (line.value.by, line.value.file) == ("Lea", "2026/lighthouses.yaml")


def test_a_reply_and_what_settles_a_remark(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    for by, day, more in (
        ("Rea", "01", ("Sure?",)),
        ("Ana", "02", ("No.", "--reply", "1")),
        ("Rea", "03", ("--close", "1")),
    ):
        desk.run("remark", "arcadia", "L.1.1", *more, "--on", f"2026-07-{day}", by=by)
    wanted = [("remarks.1", "Sure?"), ("remarks.1.replies.1", "No."), ("remarks.1.closed", "2026-07-03")]
    assert [(change.field, change.new) for line in desk.country.log for change in line.value.changed] == wanted


def test_the_same_once_more_is_no_change(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    desk.run("assign", "arcadia", "1", "Ana", by="Lea")
    before = desk.files()
    assert "arcadia, lighthouses, 2026, 1: Ana" in desk.run("assign", "arcadia", "1", "Ana", by="Lea")
    assert desk.files() == before


# What a reader prints


def test_the_table_has_a_row_for_each_field(desk: Desk) -> None:
    desk.rerate("mostly", *GAP)
    step, rating, gap = (row[-6:] for row in printed(desk))
    assert step == ["step", "2026 lighthouses", "status", "draft", "submitted", "Keine Inseln – „bisher“"]
    assert rating[:5] == ["re-rated", "2026 lighthouses L.1.1", "rating", "met", "mostly"]
    assert gap == ["L.1.1", "gap", "Moving a light stays unpunished."]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--about", "L.1.1"), ["re-rated", "remark"]),
        (("--about", "lights-act"), ["text stored"]),
        (("--by", "ана  б."), ["step"]),
        (("--by", "Ana"), ["text stored", "re-rated"]),
        (("--what", "remark"), ["remark"]),
        (("--what", "seal"), []),
        (("--since", "2000-01-01", "--by", "Rea"), ["remark"]),
        (("--until", "2000-01-01"), []),
    ],
)
def test_lines_are_looked_for_by_thing_person_kind_and_day(
    desk: Desk, words: tuple[str, ...], wanted: list[str]
) -> None:
    with_text(desk)
    desk.rerate("mostly", *GAP)
    desk.run("remark", "arcadia", "L.1.1", "Sure?", by="Rea")
    entries = json.loads(desk.run("log", "arcadia", *words, "--format", "json")) if wanted else []
    assert [DEEDS[entry["what"]] for entry in entries] == wanted
    if not wanted:
        assert "Nothing is on file." in desk.run("log", "arcadia", *words)


def test_days_are_looked_for_with_both_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.root / desk.log_file).unlink()
    for year in (2026, 2027, 2028):
        in_year(monkeypatch, year)
        desk.run("remark", "arcadia", "L.1.1", f"In {year}?", by="Rea")
    for words, wanted in (
        (("--since", "2027-03-01"), ["In 2027?", "In 2028?"]),
        (("--since", "2027-03-02"), ["In 2028?"]),
        (("--until", "2027-03-01"), ["In 2026?", "In 2027?"]),
        (("--until", "2027-02-28"), ["In 2026?"]),
    ):
        assert [row[-1] for row in printed(desk, *words)] == wanted


def test_of_a_line_about_many_things_only_those_looked_for_are_printed(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    before: Data = {"responses": {"L.1.1": {"rating": "met"}}}
    after: Data = {"responses": {"L.1.1": {"rating": "partly"}, "L.1.2": {"rating": "met"}}}
    entry = Entry(
        when=datetime(2026, 7, 1, 9, tzinfo=UTC),
        by="Ana",
        what="imported",
        file="2026/lighthouses.yaml",
        after="0" * 64,
    )
    (desk.root / FOLDER / "log-2026.jsonl").write_text(log.in_a_line(with_changes(entry, before, after)), "utf-8")
    assert [row[-2:] for row in printed(desk, "--about", "L.1.2")] == [["rating", "met"]]
    assert [row[-3:] for row in printed(desk, "--about", "L.1.1")] == [["rating", "met", "partly"]]
    assert len(printed(desk)) == 2


# A file a year


def test_the_log_has_a_file_a_year_and_is_read_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path / "work")
    for year in (2026, 2027, 2027, 2026):
        in_year(monkeypatch, year)
        desk.run("remark", "arcadia", "L.1.1", f"No {len(desk.log) + 1}", by="Rea")
    assert [path.name for path in sorted((desk.root / FOLDER).glob("log*"))] == ["log-2026.jsonl", "log-2027.jsonl"]
    assert desk.log == [f"Rea: None → No {number}" for number in (1, 2, 3, 4)], "a clock set back changes no order"
    assert (desk.root / FOLDER / "log-2026.jsonl").read_text("utf-8").count("\n") == 1


def test_a_log_of_one_file_is_read_first_and_no_longer_added_to(desk: Desk) -> None:
    file = desk.root / FOLDER / "log.jsonl"
    (desk.root / desk.log_file).rename(file)
    before = file.read_bytes()
    desk.step("reviewed", "Rea", "2026-07-02")
    assert file.read_bytes() == before
    assert desk.log == ["Ана Б.: draft → submitted", "Rea: submitted → reviewed"]
    assert CLEAN in desk.run("check")


def test_lines_up_to_2026_are_read_as_they_are(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    old = {
        "when": "2026-07-01T09:00:00+00:00",
        "by": "Ana",
        "what": "imported",
        "file": "2026/lighthouses.yaml",
        "cycle": "2026",
        "instrument": "lighthouses",
        "new": "2 answers",
        "after": "0" * 64,
    }
    (desk.root / FOLDER / "log.jsonl").write_text(json.dumps(old) + "\n", "utf-8")
    assert printed(desk) == [["2026-07-01 09:00", "Ana", "imported", "2026 lighthouses", "2 answers"]]
    assert CLEAN in desk.run("check")


def test_a_seal_and_its_check_span_the_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path / "work")
    in_year(monkeypatch, 2026)
    desk.adopt()
    in_year(monkeypatch, 2027)
    desk.rerate("mostly", *GAP)
    desk.seal("2026-08-02")
    assert desk.status("verify") == 0, "what comes after the seal changes nothing"
    desk.rerate("met", on="2026-08-03")
    file = desk.root / FOLDER / "log-2026.jsonl"
    whole = file.read_text("utf-8")
    for text in (whole.replace("Board", "Bored"), whole.partition("\n")[2]):
        file.write_text(text, "utf-8")
        assert "changed since: the log of assessments/arcadia, the first 4 lines" in desk.run("verify")
    file.write_text(whole, "utf-8")
    assert "the log of" not in desk.run("verify")


def test_lines_are_only_added(desk: Desk) -> None:
    before = (desk.root / desk.log_file).read_bytes()
    desk.rerate("mostly", *GAP)
    desk.step("reviewed", "Rea", "2026-07-02")
    after = (desk.root / desk.log_file).read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 3
    assert desk.run("log", "arcadia", "--about", "L.1.1").count("re-rated") == 1
    assert "submitted" not in desk.run("log", "arcadia", "--about", "L.1.1")


# What is broken, torn or too long


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ('{"when": "2026', "2:10: broken-line"),
        ("[]", "2:1: not-a-mapping"),
        ("nonsense", "2:1: broken-line"),
        ('{"a": 1, "a": 2}', "2:1: broken-line: the line is no JSON value: a field stands twice"),
        ('{"when": "2026-07-01T09:00:00Z"}', "2:1: missing-field"),
        ("[" * 100_000, "2"),
        ("9" * 10_000, "2"),
    ],
)
def test_a_broken_line_has_its_place_and_is_never_lost(desk: Desk, line: str, printed: str) -> None:
    file = desk.root / desk.log_file
    whole = file.read_text("utf-8")
    file.write_text(f"{whole}{line}\n", "utf-8")
    assert f"{file.name}:{printed}" in desk.run("check")
    before = desk.files()
    assert f"{file.name} cannot be added to: a line is broken: " in desk.step("reviewed", "Rea", "2026-07-02")
    assert desk.files() == before
    file.write_text(whole, "utf-8")
    assert CLEAN in desk.run("check")


def test_a_broken_line_further_up_is_a_problem_but_stops_nobody(desk: Desk) -> None:
    file = desk.root / desk.log_file
    file.write_text(f"nonsense\n{file.read_text('utf-8')}", "utf-8")
    desk.step("reviewed", "Rea", "2026-07-02")
    assert "status: reviewed" in desk.text
    assert f"{file.name}:1:1: broken-line" in desk.run("check")
    assert "nonsense" in file.read_text("utf-8")


def test_a_last_line_without_its_end_stays_whole(desk: Desk) -> None:
    file = desk.root / desk.log_file
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    desk.step("reviewed", "Rea", "2026-07-02")
    assert desk.log == ["Ана Б.: draft → submitted", "Rea: submitted → reviewed"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("lines", [1, 0])
def test_a_line_torn_at_any_byte_is_none_and_the_next_takes_it_away(tmp_path: Path, lines: int, ends: str) -> None:
    desk = Desk(tmp_path / "work")
    folder, file = desk.root / FOLDER, desk.root / FOLDER / "log-2026.jsonl"
    if lines:
        desk.step("submitted", "Ана Б.", "2026-07-01", "--note", "„bisher“")
        file = desk.root / desk.log_file
    whole = file.read_bytes().replace(b"\n", ends.encode()) if lines else b""
    torn = log.in_a_line(
        Entry(when=datetime(2026, 7, 1, 9, tzinfo=UTC), by="Ана", what="step", file="x", after="0" * 64)
    ).encode()
    for size in range(1, len(torn)):
        file.write_bytes(whole + torn[:size])
        if size % 20 == 1:
            assert problems(desk.root) == []
            assert len(desk.country.log) == lines
        with log.held(folder):
            assert file.read_bytes() == whole if lines else not file.exists(), torn[:size]


@pytest.mark.parametrize("torn", [b'{"when": "20', "Ана".encode()[:1]])
def test_a_torn_line_in_the_log_of_an_earlier_year_is_a_problem(desk: Desk, torn: bytes) -> None:
    with (desk.root / desk.log_file).open("ab") as stream:
        stream.write(torn)
    assert CLEAN in desk.run("check")
    (desk.root / desk.log_file).with_name("log-9999.jsonl").write_text("", "utf-8")
    assert ": broken-line: " in desk.run("check") if torn.isascii() else "not-utf-8" in desk.run("check")


@forks
def test_killed_while_the_log_spans_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every change of the disk, with a log of an earlier year: the old state or the new one, and no line is lost."""
    desk = Desk(tmp_path / "before")
    in_year(monkeypatch, 2026)
    desk.step("submitted", "Ana", "2026-07-01", "--note", "x")
    in_year(monkeypatch, 2027)
    number = 0
    while True:
        root = Path(shutil.copytree(desk.root, tmp_path / str(number)))
        copy = Desk(root)
        ended = not killed(root, number, lambda: copy.step("reviewed", "Rea", "2026-07-02"))  # noqa: B023  # done at once
        assert problems(root) == []
        done = copy.checklist.status == "reviewed"
        assert copy.log == ["Ana: draft → submitted", *["Rea: submitted → reviewed"] * done]
        if ended:
            break
        if not done:
            copy.step("reviewed", "Rea", "2026-07-02")
        assert copy.log == ["Ana: draft → submitted", "Rea: submitted → reviewed"]
        number += 1
    assert number > 4


def test_a_log_that_leads_elsewhere_is_not_added_to(desk: Desk, tmp_path: Path) -> None:
    file = desk.root / desk.log_file
    (tmp_path / "elsewhere").write_text("", "utf-8")
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere")
    assert f"{file.name} cannot be added to" in desk.step("reviewed", "Rea", "2026-07-02")
    assert (tmp_path / "elsewhere").read_text("utf-8") == ""


def test_a_log_of_more_than_a_file_may_have_is_added_to_and_read(desk: Desk) -> None:
    file = desk.root / desk.log_file
    (line,) = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(line * (6_000_000 // len(line)))
    count = file.read_bytes().count(b"\n")
    desk.step("reviewed", "Rea", "2026-07-02")
    assert len(desk.country.log) == count + 1
    assert desk.log[-1] == "Rea: submitted → reviewed"


def test_only_the_end_of_a_log_is_read_when_something_is_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    file = desk.root / desk.log_file
    file.write_bytes(file.read_bytes() * 2_000)
    read = list[int]()
    really = log.backwards

    def counted(file: Path) -> object:
        for each in really(file):
            read.append(len(each[1]))
            yield each

    monkeypatch.setattr(log, "backwards", counted)
    monkeypatch.setattr("compliance.folder.read_lines", None)
    desk.run("remark", "arcadia", "L.1.1", "Sure?", "--on", "2026-07-02", by="Rea")
    desk.step("returned", "Rea", "2026-07-02")
    assert 0 < len(read) < 10
    monkeypatch.undo()
    assert desk.checklist.status == "returned"


@pytest.mark.parametrize("text", [b"", b"a", b"a\n", b"a\nb", b"\n\na\n", b"x" * 200_000 + b"\ny\n" + b"z" * 70_000])
def test_backwards_is_forwards_turned_around(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "log").write_bytes(text)
    backwards = list(log.backwards(tmp_path / "log"))
    assert [raw for _, raw in reversed(backwards)] == text.splitlines(keepends=True)
    assert all(text[place : place + len(raw)] == raw for place, raw in backwards)


# The log and the files


def test_a_step_taken_back_by_hand_is_noticed(desk: Desk) -> None:
    desk.step("reviewed", "Rea", "2026-07-02")
    text = desk.text
    (desk.root / CHECKLIST).write_text(
        text[: text.index("steps:")].replace("status: reviewed", "status: draft") + text[text.index("responses:") :],
        "utf-8",
    )
    assert "log-differs: the log says that `2026/lighthouses.yaml` became `reviewed`" in desk.run("check")


def test_a_re_rating_taken_back_by_hand_is_noticed(desk: Desk) -> None:
    desk.rerate("mostly", *GAP)
    desk.change("    rating: mostly\n", "    rating: partly\n")
    assert "log-differs: the log says that `L.1.1` became `mostly`" in desk.run("check")


@pytest.mark.parametrize(("name", "overtaken"), [("lighthouses", True), ("lighthouses.second", False)])
def test_a_re_rating_that_an_import_overtook_is_not_missed(desk: Desk, name: str, *, overtaken: bool) -> None:
    desk.rerate("mostly", *GAP)
    desk.change("    rating: mostly\n", "    rating: partly\n")
    entry = Entry(
        when=datetime(2026, 7, 1, 9, tzinfo=UTC),
        by="Ana",
        what="imported",
        file=f"2026/{name}.yaml",
        cycle="2026",
        instrument="lighthouses",
        changes=(Change(about="L.1.1", field="rating", old="mostly", new="partly"),),
        after="0" * 64,
    )
    with (desk.root / desk.log_file).open("a", encoding="utf-8") as stream:
        stream.write(log.in_a_line(entry))
    assert (CLEAN in desk.run("check")) == overtaken
