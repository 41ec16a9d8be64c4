"""A checklist leaves in any language and comes back from it: the words of the files stay English, whatever cells show."""

import shutil
from pathlib import Path
from typing import Any, get_args

import pytest
from documents import ROOT

from compliance.catalogues import locale
from compliance.language import Language, Locale, _, speaking
from compliance.queries.form_words import labels
from compliance.view import words

from . import returned
from .returned import (
    CHECKLIST,
    Page,
    back,
    bring_in,
    codes,
    compliance,
    exported,
    opened,
    places,
)

LANGUAGES = get_args(Language)


def cell_of(book: Any, criterion: str, head: str) -> Any:
    """The cell of a criterion under a head, whatever the sheet is called."""
    for sheet in book:
        heads = {cell.value: cell.column for cell in sheet[4]}
        rows = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 2).value == criterion]
        if head in heads and rows:
            return sheet.cell(rows[0], heads[head])
    raise KeyError(criterion, head)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_filled_in_changes_nothing_and_one_answer_comes_back(root: Path, language: str) -> None:
    file = exported(root, language)
    done = bring_in(root, file)
    assert (done.exit_code, done.stderr) == (0, "Nothing changed.\n"), done.output
    with speaking(locale(language)):
        mostly, partly, head = words.rating("mostly"), words.rating("partly"), _("Rating")

    def fill(book: Any) -> None:
        cell = cell_of(book, "12.2.3", head)
        assert cell.value == mostly
        cell.value = partly

    done = bring_in(root, back(file, fill))
    assert (done.exit_code, done.stdout) == (0, "12.2.3  rating: mostly → partly\n"), done.output
    assert '"12.2.3":\n    rating: partly' in (root / CHECKLIST).read_text("utf-8")


def test_titles_and_questions_are_in_the_language_where_the_instrument_has_it(tmp_path: Path) -> None:
    folder = tmp_path / "assessments"
    shutil.copytree(ROOT / "assessments/serbia", folder / "serbia")
    shutil.copy(ROOT / "assessments/jurisdictions.yaml", folder)
    file = tmp_path / "sr.xlsx"
    command = ("checklist", "export", "serbia", "--instrument", "ets-185", "--language", "sr", "--output", file)
    assert compliance(tmp_path, *command).exit_code == 0
    book = opened(file)
    assert "Материјално кривично право" in book.sheetnames
    page = book["Материјално кривично право"]
    assert page["A1"].value == "Србија, ETS 185, 2026"
    assert page["A5"].value.split(" ", 2)[2] == "Незаконити приступ"
    assert page["C5"].value != opened_english(tmp_path)["Substantive criminal law"]["C5"].value
    done = bring_in(tmp_path, file)
    assert (done.exit_code, done.stderr) == (0, "Nothing changed.\n"), done.output


def opened_english(root: Path) -> Any:
    file = root / "en.xlsx"
    assert compliance(root, "checklist", "export", "serbia", "--instrument", "ets-185", "--output", file).exit_code == 0
    return opened(file)


def marking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of the program becomes ⟦itself⟧ in Serbian."""

    class Texts:
        def gettext(self, message: str) -> str:
            return f"⟦{message}⟧"

        def ngettext(self, singular: str, many: str, number: int) -> str:
            return f"⟦{singular if number == 1 else many}⟧"

    made = Locale(tag="sr", texts=Texts())  # type: ignore[arg-type]  # what a catalogue is asked
    monkeypatch.setattr(returned, "EXPORTED", {})
    monkeypatch.setattr("compliance.cli.checklist.locale", lambda tag: made if tag == "sr" else Locale())
    monkeypatch.setattr("compliance.authoring.imports.locale", lambda tag: made if tag == "sr" else Locale())


def test_every_head_hint_and_word_of_a_list_passes_the_catalogue(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marking(monkeypatch)
    book = opened(exported(root, "sr"))
    heads, hints, lists = set(), set(), set()
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        heads |= {cell.value for cell in sheet[4] if cell.value}
        rules = sheet.data_validations.dataValidation
        hints |= {rule.prompt for rule in rules if rule.prompt}
        lists |= {rule.formula1 for rule in rules if rule.formula1 and rule.formula1.startswith('"')}
    own = {"Row", "Круна Аркадије", "Crown of Arcadia", "Аркадијска обала", "Arcadian Coast", "Hills of Arcadia"}
    assert {head for head in heads if "⟦" not in head} <= own | {head for head in heads if "Аркад" in head}
    assert {hint for hint in hints if "⟦" not in hint} == set()
    told = {word for words_ in lists for word in words_.strip('"').split(",")}
    assert {word for word in told if "⟦" not in word} <= {"A", "B", "C", "D", "coast", "hills"}
    guide = next(sheet for sheet in book if sheet["A5"].value == "⟦How to work⟧")
    assert not [row[0].value for row in guide.iter_rows(min_row=5, max_row=40) if row[0].value and "⟦" not in row[0].value and len(row[0].value) > 1]  # fmt: skip


def test_words_and_sheets_that_a_catalogue_translates_come_back_as_those_of_the_files(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marking(monkeypatch)
    file = exported(root, "sr")

    def fill(book: Any) -> None:
        page = Page(book, "⟦Legal basis⟧")
        page.key = "Row"
        row = page.spare()
        page.put(row, {"⟦Criterion⟧": "12.3.3", "⟦Act⟧": "Criminal Code", "⟦Provision⟧": "7", "⟦What for⟧": "⟦general part⟧", "⟦Gist⟧": "attempt"})  # fmt: skip
        cell_of(book, "12.2.3", "⟦Rating⟧").value = " ⟦PARTLY⟧,⟦mostly⟧"
        acts = Page(book, "⟦Acts⟧")
        acts.put(acts.spare(), {"⟦Short title⟧": "Seals Act", "⟦Title in English⟧": "Act on Seals", "⟦Kind⟧": "⟦by-law⟧", "⟦Status⟧": "⟦in force⟧"})  # fmt: skip
        remarks = Page(book, "⟦Remarks⟧")
        remarks.put(remarks.spare(), {"⟦Criterion⟧": "12.2.4", "⟦Remark⟧": "Why?"})

    done = bring_in(root, back(file, fill))
    assert done.exit_code == 0, done.output
    assert "12.2.3  rating: mostly → partly, mostly\n" in done.stdout
    assert "role: (empty) → general-part" in done.stdout
    assert "12.2.4  remark: (empty) → Why?" in done.stdout
    register = (root / "assessments/arcadia/legislation.yaml").read_text("utf-8")
    assert "id: xa-seals-act\n    kind: by-law" in register
    assert "status: in-force" in register[register.index("xa-seals-act") :]


def test_a_word_that_is_none_is_said_with_the_words_of_the_workbook(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marking(monkeypatch)
    file = back(exported(root, "sr"), lambda book: setattr(cell_of(book, "12.2.3", "⟦Evidence⟧"), "value", "E"))
    assert "`⟦Evidence⟧` is `E`" in bring_in(root, file).stdout

    def fill(book: Any) -> None:
        cell_of(book, "12.2.3", "⟦Rating⟧").value = "maybe"
        del book["⟦Acts⟧"]

    done = bring_in(root, back(exported(root, "sr"), fill))
    assert "there is no sheet `⟦Acts⟧`" in done.stdout
    file = back(exported(root, "sr"), lambda book: setattr(cell_of(book, "12.2.3", "⟦Rating⟧"), "value", "maybe"))
    done = bring_in(root, file)
    assert codes(done.stdout) == ["unknown-rating"]
    assert places(done.stdout) == ["Offences against letters!G9"]
    assert "⟦met⟧ | ⟦mostly⟧ | ⟦partly⟧ | ⟦not met⟧ | ⟦not applicable⟧" in done.stdout


def test_two_words_of_a_list_never_look_alike() -> None:
    class Texts:
        def gettext(self, message: str) -> str:
            french = {"met": "oui", "mostly": "Oui", "partly": "en partie, oui", "not met": "partly"}
            return french.get(message, message)

    with speaking(Locale(tag="fr", texts=Texts())):  # type: ignore[arg-type]
        ratings = ("met", "mostly", "partly", "not-met")
        assert labels((*ratings, "met, mostly")) == {rating: rating for rating in ratings}
