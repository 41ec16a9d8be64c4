"""Requests to several institutions: what each receives, what is on file of it, and what a second return does."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from documents import DATA
from openpyxl import load_workbook

from compliance.catalogues import locale
from compliance.cli import main

FILE, REQUESTS = "indicators/statistics.csv", "indicators/requests.yaml"
FIRST = 5
"""The first row under the headers."""
POLICE, COURTS = "Police", "Courts"


class Office:
    """A workspace that asks two institutions: one has the letters that were opened, both may have those that were tried."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, Path(shutil.copytree(DATA, folder / "workspace"))
        logframe = self.root / "indicators/logframe.yaml"
        logframe.write_text(with_bodies(logframe.read_text("utf-8")), "utf-8")
        self.sent = folder / "request.xlsx"

    def run(self, *words: str | Path) -> tuple[int, str]:
        """The exit status of a command and what it prints."""
        done = CliRunner().invoke(main, ["--workspace", str(self.root), *map(str, words)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done.exit_code, done.output

    def ask(self, *more: str, by: str = "Ana", on: str = "2026-11-02") -> str:
        years = ("--from", "2019", "--to", "2020")
        status, output = self.run(
            "indicators", "request", "arcadia", *years, "--output", self.sent, "--by", by, "--on", on, *more
        )
        assert status == 0, output
        return output

    def back(self, name: str = "back.xlsx", **figures: Any) -> Path:
        """The workbook with figures for 2019, by series; a figure is its value, or cells by header."""
        book = load_workbook(self.sent)
        for where, given in figures.items():
            series, _, sheet = where.partition("__")
            cells = given if isinstance(given, dict) else {"Value": given}
            fill(book[sheet or POLICE], series, {"Source": "Yearbook", **cells})
        book.save(self.folder / name)
        return self.folder / name

    def take(self, file: Path, *more: str, by: str = "Ana", on: str = "2026-11-10") -> tuple[int, str]:
        return self.run("indicators", "import", file, "--by", by, "--on", on, *more)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of 2019."""
        with (self.root / FILE).open(newline="", encoding="utf-8") as stream:
            return [row for row in csv.DictReader(stream) if row["year"] == "2019"]

    @property
    def requests(self) -> list[dict[str, Any]]:
        return list(yaml.load((self.root / REQUESTS).read_text("utf-8"), yaml.BaseLoader)["requests"])

    def state(self) -> tuple[bytes, bytes]:
        return (self.root / FILE).read_bytes(), (self.root / REQUESTS).read_bytes()


def with_bodies(logframe: str) -> str:
    """A logframe that says who has what: the police all, the courts what was tried."""
    lines = []
    for line in logframe.splitlines():
        lines.append(line)
        if line.lstrip().startswith("series:"):
            both = "letters_tried" in line
            lines.append(f"    responsible: {'Police; Courts' if both else POLICE}")
    return "\n".join(lines) + "\n"


def fill(sheet: Any, series: str, cells: dict[str, Any]) -> None:
    places = {cell.value: cell.column for cell in sheet[4]}
    row = next(row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 1).value == series)
    for header, value in cells.items():
        sheet.cell(row, places[header]).value = value


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_each_institution_has_a_sheet_with_its_deadline_and_contact(office: Office) -> None:
    office.ask("--due", "2026-12-01", "--contact", "Courts=Registry, registry@example.org")
    book = load_workbook(office.sent)
    assert book.sheetnames == ["README", POLICE, COURTS, "Keys"]
    assert book["Keys"].sheet_state == "veryHidden"
    courts, police = book[COURTS], book[POLICE]
    assert courts["A3"].value == (
        "Please send it back by 1 December 2026. Contact: Registry, registry@example.org. Language: English. "
        "Request arcadia-2, sent by Ana on 2 November 2026."
    )
    assert "Contact" not in police["A3"].value
    asked = [row[:2] for row in courts.iter_rows(min_row=FIRST, values_only=True) if row[1]]
    assert asked == [("letters_tried", 2019), ("letters_tried", 2020)]
    also = [row[5] for row in courts.iter_rows(min_row=FIRST, values_only=True) if row[1]]
    assert also == [POLICE, POLICE]
    assert "2 figures. Please send it back by 1 December 2026." in str([*book["README"].values]).replace("Two", "2")


def test_a_request_is_on_file(office: Office) -> None:
    output = office.ask("--due", "2026-12-01", "--contact", "Courts=Registry")
    assert "arcadia-2: Courts, 2 figures, by 2026-12-01" in output
    police, courts = office.requests
    assert courts == {
        "id": "arcadia-2",
        "country": "arcadia",
        "institution": "Courts",
        "contact": "Registry",
        "language": "en",
        "by": "Ana",
        "sent": "2026-11-02",
        "due": "2026-12-01",
        "years": ["2019", "2020"],
        "series": ["letters_tried"],
    }
    assert "contact" not in police
    assert office.run("check")[0] == 0


def test_a_request_to_which_nothing_came_back_is_sent_anew(office: Office) -> None:
    office.ask("--due", "2026-11-16", "--contact", "Courts=Registry", "--language", "sr")
    office.ask(by="Boro", on="2026-11-16")
    assert [one["id"] for one in office.requests] == ["arcadia-1", "arcadia-2"]
    courts = office.requests[1]
    assert (courts["by"], courts["sent"], courts["due"]) == ("Boro", "2026-11-16", "2026-11-16")
    assert (courts["contact"], courts["language"]) == ("Registry", "sr")
    office.ask(on="2026-11-17")
    assert "due" not in office.requests[1], "a day that has passed is no deadline"


def test_after_an_answer_the_rest_is_asked_for_in_another_request(office: Office) -> None:
    office.ask("--contact", "Courts=Registry")
    assert office.take(office.back(letters_tried__Courts=20))[0] == 0
    office.ask()
    assert [(one["id"], one["institution"]) for one in office.requests] == [
        ("arcadia-1", POLICE), ("arcadia-2", COURTS), ("arcadia-3", COURTS),
    ]  # fmt: skip
    assert office.requests[2]["contact"] == "Registry"
    asked = [row[:2] for row in load_workbook(office.sent)[COURTS].iter_rows(min_row=FIRST, values_only=True) if row[1]]
    assert asked == [("letters_tried", 2020)]


def test_who_took_it_in_and_when_is_on_file(office: Office) -> None:
    office.ask()
    status, output = office.take(office.back(letters_opened=300), by="Boro")
    assert (status, "1 figure added; " in output) == (0, True), output
    (back,) = office.requests[0]["returns"]
    assert (back["by"], back["on"]) == ("Boro", "2026-11-10")
    (figure,) = back["figures"]
    assert (figure["series"], figure["year"], figure["value"], figure["unit"]) == (
        "letters_opened", "2019", "300", "cases",
    )  # fmt: skip
    assert "returns" not in office.requests[1]


def test_a_second_return_adds_the_rest_and_says_nothing_of_what_came_before(office: Office) -> None:
    office.ask()
    office.take(office.back(letters_opened=300))
    before = office.rows
    status, output = office.take(office.back(letters_opened=300, pigeons=400), on="2026-11-12")
    assert status == 0, output
    assert "1 figure added, 1 figure as before" in output
    assert "letters_opened" not in output
    assert office.rows[: len(before)] == before
    assert [back["on"] for back in office.requests[0]["returns"]] == ["2026-11-10", "2026-11-12"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_table_whose_last_line_was_never_ended_takes_another(office: Office, end: bytes) -> None:
    file = office.root / FILE
    whole = end.join(file.read_bytes().splitlines())
    file.write_bytes(whole)
    office.ask()
    status, output = office.take(office.back(letters_opened=300))
    assert status == 0, output
    assert file.read_bytes().startswith(whole + end)
    assert office.rows[-1]["series"] == "letters_opened"


def test_a_correction_takes_the_place_of_the_figure_before_which_stays(office: Office) -> None:
    office.ask()
    office.take(office.back(letters_opened={"Value": 300, "Note": "preliminary"}))
    others = [
        line for line in (office.root / FILE).read_text("utf-8").splitlines() if ",2019,letters_opened" not in line
    ]
    status, output = office.take(office.back(letters_opened={"Value": 310, "Note": "final"}), on="2026-11-12")
    assert status == 0, output
    assert "arcadia 2019 letters_opened: 300 cases → 310 cases" in output
    assert "no figures added, 1 figure replaced" in output
    old, new = [row for row in office.rows if row["series"] == "letters_opened"]
    assert (old["value"], old["used"]) == ("300", "no")
    assert old["note"] == "preliminary; set aside on 2026-11-12: request arcadia-1 returned 310 cases"
    assert (new["value"], new["used"], new["note"]) == ("310", "yes", "final")
    kept = [line for line in (office.root / FILE).read_text("utf-8").splitlines() if ",2019,letters_opened" not in line]
    assert kept == others
    assert office.run("check")[0] == 0
    once = office.state()
    again = office.back(letters_opened={"Value": 310, "Note": "final"})
    assert "1 figure as before" in office.take(again, on="2026-11-13")[1]
    assert office.state() == once


def test_a_correction_back_to_the_first_figure(office: Office) -> None:
    office.ask()
    for value in (300, 310, 300):
        assert office.take(office.back(letters_opened=value))[0] == 0
    rows = [(row["value"], row["used"]) for row in office.rows if row["series"] == "letters_opened"]
    assert rows == [("300", "no"), ("310", "no"), ("300", "yes")]


def test_a_figure_that_turns_out_to_cover_a_part_is_set_aside(office: Office) -> None:
    office.ask()
    office.take(office.back(letters_opened=300))
    part = {"Value": 300, "Covers": "part", "Covers exactly": "the islands"}
    assert office.take(office.back(letters_opened=part))[0] == 0
    rows = [(row["value"], row["scope"], row["used"]) for row in office.rows if row["series"] == "letters_opened"]
    assert rows == [("300", "national", "no"), ("300", "part", "no")]


def test_another_note_on_the_same_figure_changes_its_row(office: Office) -> None:
    office.ask()
    office.take(office.back(letters_opened=300))
    status, output = office.take(office.back(letters_opened={"Value": 300, "Note": "by post"}))
    assert (status, "arcadia 2019 letters_opened: note: (empty) → by post" in output) == (0, True), output
    (row,) = [row for row in office.rows if row["series"] == "letters_opened"]
    assert (row["value"], row["used"], row["note"]) == ("300", "yes", "by post")


def typed(office: Office, value: int, note: str = "") -> None:
    """A figure that somebody wrote into the table by hand."""
    with (office.root / FILE).open("a", encoding="utf-8") as stream:
        stream.write(f"arcadia,2019,letters_opened,{value},cases,national,,,yes,{note},Archive,,verified\n")


def test_a_figure_that_was_typed_meanwhile_stands_against_what_comes_back(office: Office) -> None:
    office.ask()
    typed(office, 290)
    before, line = office.state(), (office.root / FILE).read_text("utf-8").count("\n")
    status, output = office.take(file := office.back(letters_opened=300, pigeons=400))
    assert status == 1
    assert f"back.xlsx:Police!G{_row(office, 'letters_opened')}: arcadia 2019 letters_opened" in output
    assert "theirs: 300 cases" in output
    assert f"ours:   290 cases ({FILE}:{line})" in output
    assert "1 conflict; nothing was written." in output
    assert office.state() == before
    assert office.take(file, "--ours")[0] == 0
    assert [row["value"] for row in office.rows] == ["290", "400"]
    assert "2 figures as before" in office.take(file)[1], "what was decided is not asked again"


def test_what_comes_back_may_take_the_place_of_what_was_typed(office: Office) -> None:
    office.ask()
    typed(office, 290, "from the archive")
    assert office.take(office.back(letters_opened=300), "--theirs")[0] == 0
    rows = [(row["value"], row["used"]) for row in office.rows]
    assert rows == [("290", "no"), ("300", "yes")]
    assert "from the archive; set aside on 2026-11-10" in office.rows[0]["note"]


def test_a_returned_figure_that_somebody_changed_is_not_overwritten(office: Office) -> None:
    office.ask()
    office.take(office.back(letters_opened=300))
    text = (office.root / FILE).read_text("utf-8")
    (office.root / FILE).write_text(text.replace("2019,letters_opened,300", "2019,letters_opened,305"), "utf-8")
    status, output = office.take(office.back(letters_opened=310))
    assert (status, "ours:   305 cases" in output) == (1, True), output
    assert "1 figure as before" in office.take(office.back(letters_opened=300))[1], "the return itself changed nothing"


def test_the_same_figure_typed_meanwhile_is_no_conflict(office: Office) -> None:
    office.ask()
    typed(office, 300)
    before = (office.root / FILE).read_bytes()
    assert office.take(office.back(letters_opened="300"))[0] == 0
    assert (office.root / FILE).read_bytes() == before


def test_two_institutions_with_different_figures(office: Office) -> None:
    office.ask()
    before = office.state()
    file = office.back(letters_tried=20, letters_tried__Courts=21)
    status, output = office.take(file, "--theirs")
    assert status == 1
    assert "back.xlsx:Courts!G5: arcadia 2019 letters_tried" in output
    assert f"theirs: 21 cases\n        ours:   20 cases (back.xlsx:Police!G{_row(office, 'letters_tried')})" in output
    assert office.state() == before
    assert office.take(office.back(letters_tried=20, letters_tried__Courts=20))[0] == 0
    assert [row["value"] for row in office.rows] == ["20"]
    assert all("returns" in request for request in office.requests)


def test_an_institution_may_send_back_its_own_sheet_alone(office: Office) -> None:
    office.ask()
    book = load_workbook(office.back(letters_tried__Courts=20))
    book.remove(book[POLICE])
    book[COURTS].title = "Our courts"
    book.save(office.folder / "back.xlsx")
    status, output = office.take(office.folder / "back.xlsx")
    assert (status, "Police: its sheet is not in the workbook." in output) == (0, True), output
    assert [row["value"] for row in office.rows] == ["20"]
    assert "returns" not in office.requests[0]


def test_why_there_is_no_figure_is_kept(office: Office) -> None:
    office.ask()
    file = office.back(letters_opened={"Source": None, "Note": "not counted before 2021"})
    status, output = office.take(file)
    assert (status, "letters_opened 2019: no figure: not counted before 2021" in output) == (0, True), output
    assert office.rows == []
    (back,) = office.requests[0]["returns"]
    assert back["without"] == [{"series": "letters_opened", "year": "2019", "why": "not counted before 2021"}]
    once = office.state()
    office.take(file)
    assert office.state() == once


@pytest.mark.parametrize(
    ("cells", "column", "text"),
    [
        ({"Covers": "National "}, "scope", "national"),
        ({"Covers": " NATIONAL"}, "scope", "national"),
        ({"Unit": "Cases "}, "unit", "cases"),
        ({"How exact": "Approximate"}, "qualifier", "approximate"),
        ({"How exact": "approximate, Conflicting"}, "qualifier", "approximate conflicting"),
        ({"Source": 2019}, "source", "2019"),
    ],
)
def test_a_word_is_taken_where_its_meaning_is_plain(
    office: Office, cells: dict[str, Any], column: str, text: str
) -> None:
    office.ask()
    status, output = office.take(office.back(letters_opened={"Value": 300, **cells}))
    assert status == 0, output
    assert office.rows[0][column] == text


def test_the_workbook_speaks_the_language_of_whom_it_asks(office: Office) -> None:
    office.ask("--language", "fr", "--due", "2026-12-01")
    sheet = load_workbook(office.sent)[POLICE]
    headers = [cell.value for cell in sheet[4]]
    assert "1er décembre 2026" in sheet["A3"].value
    assert "Source" in headers
    book = load_workbook(office.sent)
    row = _row(office, "letters_opened")
    value = book[POLICE].cell(row, 7)
    value.value, value.number_format = "1.234,0", "@"
    book[POLICE].cell(row, headers.index("Source") + 1).value = "Annuaire"
    book.save(office.folder / "back.xlsx")
    status, output = office.take(office.folder / "back.xlsx")
    assert status == 0, output
    assert [row["value"] for row in office.rows] == ["1234.0"]
    assert office.requests[0]["language"] == "fr"


def test_headers_in_another_language_are_found_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, really = locale("fr").texts, locale("fr").texts.gettext
    words = {"Value": "Valeur", "Covers": "Portée", "national": "pays entier", "Series": "Série"}
    monkeypatch.setattr(texts, "gettext", lambda text: words.get(text) or really(text))
    office.ask("--language", "fr")
    book = load_workbook(office.sent)
    assert [book[POLICE].cell(4, place).value for place in (1, 7, 9)] == ["Série", "Valeur", "Portée"]
    assert book[POLICE].cell(FIRST, 9).value == "pays entier"
    row = _row(office, "letters_opened")
    book[POLICE].cell(row, 7).value, book[POLICE].cell(row, 12).value = 300, "Annuaire"
    book.save(office.folder / "back.xlsx")
    status, output = office.take(office.folder / "back.xlsx")
    assert status == 0, output
    assert [(row["value"], row["scope"]) for row in office.rows] == [("300", "national")]


def test_a_request_that_is_not_on_file_is_refused(office: Office) -> None:
    office.ask()
    file = office.back(letters_opened=300)
    (office.root / REQUESTS).unlink()
    before = (office.root / FILE).read_bytes()
    status, output = office.take(file)
    assert (status, "not-a-request: the request `arcadia-1` is not on file" in output) == (1, True), output
    assert (office.root / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("country: arcadia", "country: ruritania", "requests.yaml:4:14: unknown-country"),
        ("letters_tried", "letter_tried", "requests.yaml:12:9: unknown-series"),
        ("id: arcadia-2", "id: arcadia-1", "repeated-id"),
        ("due: 2026-12-01", "due: 2026-10-01", "requests.yaml:9:10: dates-out-of-order: it is due on 2026-10-01"),
        ("language: en", "language: de", "unknown-word"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_at_its_place(office: Office, old: str, new: str, expected: str) -> None:
    office.ask("--due", "2026-12-01")
    text = (office.root / REQUESTS).read_text("utf-8")
    (office.root / REQUESTS).write_text(text.replace(old, new), "utf-8")
    status, output = office.run("check")
    assert (status, expected in output) == (1, True), output


def test_returns_that_are_out_of_order(office: Office) -> None:
    office.ask()
    for value, on in ((300, "2026-11-10"), (310, "2026-11-12")):
        office.take(office.back(letters_opened=value), on=on)
    text = (office.root / REQUESTS).read_text("utf-8")
    (office.root / REQUESTS).write_text(text.replace("on: 2026-11-12", "on: 2026-11-09"), "utf-8")
    assert "dates-out-of-order: 2026-11-09 stands after 2026-11-10" in office.run("check")[1]


@pytest.mark.parametrize(
    "more", [("--due", "2026-11-01"), ("--contact", "Polic=x"), ("--contact", "Police"), ("--to", "2026")]
)
def test_wrong_use_asks_nobody(office: Office, more: tuple[str, ...]) -> None:
    words = ("indicators", "request", "arcadia", "--output", office.sent, "--by", "Ana", "--on", "2026-11-02")
    assert office.run(*words, *more)[0] == 2
    assert not office.sent.exists()
    assert not (office.root / REQUESTS).exists()


def test_a_return_is_not_older_than_the_request_or_the_return_before(office: Office) -> None:
    office.ask(on="2026-11-02")
    before = office.state()
    status, output = office.take(office.back(letters_opened=300), on="2026-11-01")
    assert (status, "is of 2 November 2026, later than 1 November 2026" in output) == (1, True), output
    assert office.state() == before
    office.take(office.back(letters_opened=300), on="2026-11-10")
    assert office.take(office.back(letters_opened=310), on="2026-11-09")[0] == 1
    assert office.run("check")[0] == 0


def test_what_nobody_returned_is_overdue(office: Office) -> None:
    office.ask("--due", "2026-12-01")
    assert "Nothing is overdue." in office.run("status", "--overdue", "--on", "2026-12-01")[1]
    output = office.run("status", "--overdue", "--on", "2026-12-02")[1]
    assert "Figures from Police, request arcadia-1" in output
    assert "Figures from Courts, request arcadia-2" in output
    office.take(office.back(letters_tried__Courts=20))
    output = office.run("status", "--overdue", "--on", "2026-12-02")[1]
    assert "Courts" not in output
    assert "Next deadline: 1 December 2026, " in office.run("status", "--on", "2026-11-30")[1]


def _row(office: Office, series: str) -> int:
    sheet = load_workbook(office.sent)[POLICE]
    return next(row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 1).value == series)
