"""What is forgiven, remarked, kept back and rescued in a workbook of another language, with first provisions and remarks."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment

from compliance.catalogues import locale
from compliance.language import _, speaking
from compliance.view import words

from .returned import (
    HEADS,
    Page,
    answer,
    back,
    both,
    bring_in,
    codes,
    export,
    exported,
    opened,
    partly,
    put,
    put_basis,
    rewrite,
    section_of,
)

LANGUAGES = ("sr", "tr", "fr")
PROVISION = {"Act": "Criminal Code", "Provision": "7", "What for": "offence", "Gist": "Attempt."}


class Spoken:
    """A workbook in some language, by the names that heads and words have in English."""

    def __init__(self, book: Any, language: str) -> None:
        self.book, self.locale = book, locale(language)

    def text(self, text: str) -> str:
        with speaking(self.locale):
            return str(_(text))

    def word(self, rating: Any) -> str:
        with speaking(self.locale):
            return words.rating(rating)

    def page(self, name: str) -> Page:
        """A sheet; the name of a criterion stands for the sheet of its section."""
        if "." not in name:
            return Page(self.book, self.text(name))
        rows = (
            (sheet, row)
            for sheet in self.book
            for row in range(HEADS + 1, sheet.max_row + 1)
            if sheet.cell(HEADS, 2).value == self.text("Criterion") and sheet.cell(row, 2).value == name
        )
        page = Page(self.book, next(rows)[0].title)
        page.key = self.text("Criterion")
        return page

    def at(self, sheet: str, key: str | int, head: str) -> Any:
        return self.page(sheet).at(key, self.text(head))

    def answer(self, criterion: str, **cells: Any) -> None:
        for head, value in cells.items():
            self.at(criterion, criterion, head).value = value

    def add(self, sheet: str, **cells: Any) -> None:
        page = self.page(sheet)
        page.put(page.spare(), {self.text(head.replace("_", " ")): value for head, value in cells.items()})


@pytest.mark.parametrize("language", LANGUAGES)
def test_capitals_blanks_and_numbers_are_forgiven_in_every_language_and_words_of_the_files_too(
    root: Path, language: str
) -> None:
    def fill(book: Any) -> None:
        spoken = Spoken(book, language)
        spoken.answer("12.2.3", Rating=f" 2 = {spoken.word('partly').upper()} ")
        spoken.answer("12.2.1", Rating="Mostly")

    done = bring_in(root, back(exported(root, language), fill))
    assert done.exit_code == 0, done.output
    assert "12.2.3  rating: mostly → partly\n" in done.stdout
    assert "12.2.1  rating: partly → mostly\n" in done.stdout
    shown = Spoken(None, language).word("partly")
    assert f"` as `{shown}`\n" in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_ratings_in_one_word_are_explained_in_the_words_of_the_workbook(root: Path, language: str) -> None:
    spoken = Spoken(None, language)
    two = f"{spoken.word('mostly')}/{spoken.word('partly')}"
    file = back(exported(root, language), lambda book: Spoken(book, language).answer("12.2.3", Rating=two))
    done = bring_in(root, file)
    assert codes(done.stdout) == ["unknown-rating"]
    assert f"then write `{spoken.word('mostly')}, {spoken.word('partly')}`, with a comma" in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comment_and_a_row_of_the_sheet_of_remarks_come_back_together_once(root: Path, language: str) -> None:
    def fill(book: Any) -> None:
        spoken = Spoken(book, language)
        spoken.at("12.2.4", "12.2.4", "Rating").comment = Comment("Is it said anywhere?", "Mira Kos")
        spoken.add("Remarks", Criterion="12.2.4", Remark="Which court?")

    file = back(exported(root, language), fill)
    done = bring_in(root, file)
    assert (done.exit_code, done.stderr) == (0, "2 remarks added, in 1 file.\n"), done.output
    said = [(remark["by"], remark["text"]) for remark in answer(root, "12.2.4")["remarks"]]
    assert said == [("Ana Anić", "Which court?"), ("Mira Kos", "Is it said anywhere?")]
    assert bring_in(root, file).stderr == "Nothing changed.\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_waits_leaves_again_in_the_language_of_the_workbook(root: Path, language: str) -> None:
    def fill(book: Any) -> None:
        spoken = Spoken(book, language)
        spoken.answer("12.2.3", Rating="largely", Gap="It leaves out parcels.")
        spoken.answer("12.3.3", Practice="None yet.")
        spoken.add("Remarks", Remark="Of which criterion?")

    done = partly(root, back(exported(root, language), fill))
    assert (done.exit_code, answer(root, "12.3.3")["practice"]) == (1, "None yet.")
    rest = Spoken(opened(root.parent / "rest.xlsx"), language)
    cell = rest.at("12.2.3", "12.2.3", "Rating")
    assert (cell.value, rest.word("met") in cell.comment.text) == ("largely", True)
    remarks = rest.page("Remarks")
    (row,) = [
        row for row in range(HEADS + 1, 40) if remarks.at(row, rest.text("Remark")).value == "Of which criterion?"
    ]
    assert "which criterion it remarks on" in remarks.at(row, rest.text("Criterion")).comment.text

    def mended(book: Any) -> None:
        spoken = Spoken(book, language)
        spoken.answer("12.2.3", Rating=spoken.word("partly"))
        spoken.page("Remarks").put(row, {spoken.text("Criterion"): "12.2.3"})

    done = bring_in(root, back(root.parent / "rest.xlsx", mended))
    assert done.exit_code == 0, done.output
    assert (answer(root, "12.2.3")["rating"], answer(root, "12.2.3")["gap"]) == ("partly", "It leaves out parcels.")
    assert answer(root, "12.2.3")["remarks"][-1]["text"] == "Of which criterion?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_without_its_hidden_sheet_is_rescued_in_its_language(root: Path, language: str) -> None:
    def fill(book: Any) -> None:
        spoken = Spoken(book, language)
        spoken.answer("12.3.3", Practice="None yet.")
        spoken.add("Remarks", Criterion="12.2.4", Remark="Which court?")
        spoken.page("Acts").put("criminal-code", {spoken.text("Official gazette"): "7/2006"})
        del book["Base"]

    file = back(exported(root, language), fill)
    assert "is gone" in bring_in(root, file).stdout
    done = bring_in(root, file, "--rescue")
    assert "criminal-code gazette" in done.stdout, done.output
    done = bring_in(root, file, "--rescue", "--theirs")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert "12.3.3  practice: (empty) → None yet." in lines
    assert "12.2.4  remark: (empty) → Which court?" in lines
    assert [line.split("  ")[0] for line in lines] == ["criminal-code", "12.3.3", "12.2.4"]


def test_a_workbook_that_nobody_filled_in_is_rescued_without_a_change(root: Path) -> None:
    for language in ("en", *LANGUAGES):
        file = back(exported(root, language), lambda book: book.remove(book["Base"]))
        done = bring_in(root, file, "--rescue")
        assert (done.exit_code, done.output) == (0, "Nothing changed.\n"), language


def test_a_provision_that_serves_an_answer_that_waits_goes_with_it(root: Path) -> None:
    provision = put_basis(Criterion="12.2.4", **PROVISION, Also_serves="12.3.3")
    fill = both(put("12.2.4", Practice="Sound."), put("12.3.3", Rating="largely"), provision)
    done = partly(root, back(export(root), fill))
    assert done.exit_code == 1, done.output
    assert [basis["provision"] for basis in answer(root, "12.2.4")["legal_basis"]][-1] == "7"
    assert "7" not in [basis.get("provision") for basis in answer(root, "12.3.3").get("legal_basis", ())]
    done = bring_in(root, back(root.parent / "rest.xlsx", put("12.3.3", Rating="not-met")))
    assert done.exit_code == 0, done.output
    assert [basis["provision"] for basis in answer(root, "12.3.3")["legal_basis"]][-1] == "7"


def test_a_first_provision_that_waits_stays_in_its_row_and_what_it_serves_beside_goes_in(root: Path) -> None:
    open_, served = "12.2.4", "12.3.3"
    assert not answer(root, open_).get("legal_basis")
    fill = both(put(open_, **PROVISION, Rating="largely"), put(served, Practice="Sound."))
    done = partly(root, back(export(root), fill))
    assert (done.exit_code, answer(root, served)["practice"]) == (1, "Sound.")
    page = section_of(opened(root.parent / "rest.xlsx"), open_)
    assert [page.at(open_, head).value for head in ("Act", "Provision", "Gist")] == ["Criminal Code", "7", "Attempt."]
    done = bring_in(root, back(root.parent / "rest.xlsx", put(open_, Rating="not-applicable")))
    assert done.exit_code == 0, done.output
    assert [basis["provision"] for basis in answer(root, open_)["legal_basis"]] == ["7"]


def test_a_first_provision_with_others_is_kept_back_for_one_and_written_for_the_other(root: Path) -> None:
    fill = put("12.2.4", **PROVISION, Also_serves="12.3.3", Rating="largely")
    done = partly(root, back(export(root), fill))
    assert done.exit_code == 1, done.output
    assert [basis["provision"] for basis in answer(root, "12.3.3")["legal_basis"]][-1] == "7"
    done = bring_in(root, back(root.parent / "rest.xlsx", put("12.2.4", Rating="not-applicable")))
    assert done.exit_code == 0, done.output
    assert [basis["provision"] for basis in answer(root, "12.2.4")["legal_basis"]] == ["7"]
    assert [basis["provision"] for basis in answer(root, "12.3.3")["legal_basis"]].count("7") == 1


def test_a_submitted_checklist_takes_comments_and_no_answers(root: Path) -> None:
    file = export(root)

    def noted(book: Any) -> None:
        section_of(book, "12.2.4").at("12.2.4", "Rating").comment = Comment("Is it said anywhere?", "Mira Kos")

    rewrite(root, "status: draft\n", "status: submitted\n")
    done = bring_in(root, back(file, both(noted, put("12.2.3", Rating="partly"))))
    assert (done.exit_code, "it must be returned first" in done.output) == (1, True), done.output
    assert bring_in(root, back(file, noted)).stderr == "1 remark added, in 1 file.\n"
