"""A checklist filled in on a Cyrillic keyboard: grades, the kind of an act, ids of new acts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from compliance.authoring.cells import read_cell
from compliance.authoring.opening import identifier
from compliance.problems import Position
from compliance.queries.form_fields import Field
from compliance.report.excel.incoming import Cell

from .returned import (
    CHECKLIST,
    HEADS,
    Page,
    answering,
    back,
    bring_in,
    codes,
    compliance,
    export,
    opened,
)

REGISTER = "assessments/arcadia/legislation.yaml"
KINDS = {
    "sr": ("устав", "промена устава"),
    "sr-Latn": ("ustav", "promena ustava"),
    "bs": ("ustav", "promjena ustava"),
    "cnr": ("ustav", "promjena ustava"),
    "mk": ("устав", "измена на уставот"),
    "sq": ("kushtetuta", "ndryshim i kushtetutës"),
    "tr": ("anayasa", "anayasa değişikliği"),
    "fr": ("constitution", "constitution"),
    "en": ("constitution", "constitution"),
}
"""What cells show of the act, and of the effort, by language."""


# Grades


@pytest.mark.parametrize(("typed", "grade"), ["АA", "ВB", "аA", "вB"])
def test_a_cyrillic_letter_that_looks_like_a_grade_is_read_as_that(root: Path, typed: str, grade: str) -> None:
    done = bring_in(root, answering(export(root), {"12.2.3": {"Evidence": typed}}))
    assert done.exit_code == 0, done.output
    assert f"N9: the Cyrillic letter `{typed}` as `{grade}`\n" in done.output
    assert f"12.2.3  evidence: C → {grade}\n" in done.stdout
    assert f"    evidence: {grade}\n" in (root / CHECKLIST).read_text("utf-8")


@pytest.mark.parametrize("typed", ["С", "с"])
def test_a_cyrillic_letter_that_looks_like_the_grade_on_file_changes_nothing(root: Path, typed: str) -> None:
    done = bring_in(root, answering(export(root), {"12.2.3": {"Evidence": typed}}))
    assert done.exit_code == 0, done.output
    assert f"the Cyrillic letter `{typed}` as `C`\n" in done.output
    assert "evidence:" not in done.stdout


@pytest.mark.parametrize("typed", ["Д", "Г", "Б", "б", "д"])
def test_a_cyrillic_letter_that_looks_like_none_is_refused_as_what_it_is(root: Path, typed: str) -> None:
    done = bring_in(root, answering(export(root), {"12.2.3": {"Evidence": typed}}))
    assert (done.exit_code, codes(done.stdout)) == (1, ["unknown-word"]), done.output
    assert f"`Evidence` is `{typed}`, which is a Cyrillic letter" in done.stdout
    assert "A | B | C | D" in done.stdout


def reading(typed: str, choices: Sequence[str]) -> tuple[str, str]:
    """The text of a cell, and what is wrong with it."""
    field = Field("evidence", "Evidence", sort="choice", choices=tuple(choices))
    made = read_cell(Cell("text", typed), field, Position("back.xlsx"))
    return made.text, made.problem.what if made.problem else ""


def test_no_other_column_takes_cyrillic_letters_for_latin_ones() -> None:
    assert reading("А", "ABCD") == ("A", "")
    assert reading("А", ("A", "B", "A and B")) == ("", "`Evidence` is `А`")
    assert reading("а", ("a", "b")) == ("", "`Evidence` is `а`")
    assert reading("А", ("A", "AB")) == ("", "`Evidence` is `А`")
    assert reading("АВ", "AB") == ("", "`Evidence` is `АВ`")
    assert reading("E", "ABCD") == ("", "`Evidence` is `E`")


# Kinds of acts


@pytest.mark.parametrize("language", KINDS)
def test_a_constitution_is_no_change_of_it(root: Path, language: str) -> None:
    kind, effort = KINDS[language]
    file = root.parent / "out.xlsx"
    command = ("checklist", "export", "arcadia", "--instrument", "lt-12", "--language", language, "--output", file)
    assert compliance(root, *command).exit_code == 0
    book = opened(file)
    rules = [rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation if rule.formula1]
    lists = [rule.strip('"').split(",") for rule in dict.fromkeys(rules) if rule.startswith('"')]
    assert [words[0] == kind for words in lists if len(words) == 9] == [True]
    assert [words[4] for words in lists if len(words) == 5 and words[4] == effort] == [effort]

    def fill(book: Any) -> None:
        acts = next(Page(book, sheet.title) for sheet in book if sheet["B5"].value == "Criminal Code of Arcadia")
        short, title, kinds = (acts.sheet.cell(HEADS, column).value for column in (1, 2, 5))
        acts.put(acts.spare(), {short: "Basic Law", title: "Basic Law of Arcadia", kinds: kind})

    done = bring_in(root, back(file, fill))
    assert done.exit_code == 0, done.output
    assert "read" not in done.output
    assert "id: xa-basic-law\n    kind: constitution\n" in (root / REGISTER).read_text("utf-8")


# Ids of new acts


def adding(root: Path, *acts: tuple[str, str]) -> str:
    """What the import says of new acts, by short title and title in English."""

    def fill(book: Any) -> None:
        page = Page(book, "Acts")
        for short, title in acts:
            page.put(page.spare(), {"Short title": short, "Title in English": title, "Kind": "act"})

    done = bring_in(root, back(export(root), fill))
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_new_act_with_a_cyrillic_title_has_an_id_that_says_it(root: Path) -> None:
    said = adding(
        root,
        ("Закон о печатима", "Act on Seals"),
        ("Zakon o pečatima", "Law on Seals"),
        ("ЗКП 2019", "Code of Procedure"),
        ("法律", "Act on Letters"),
        ("法", "§"),
    )
    assert [line.split(":")[0] for line in said.splitlines() if line.startswith("new ")] == [
        "new  xa-zakon-o-pecatima",
        "new  xa-zakon-o-pecatima-2",
        "new  xa-zkp-2019",
        "new  xa-act-on-letters",
        "new  xa-act",
    ]
    assert "id: xa-zakon-o-pecatima\n" in (root / REGISTER).read_text("utf-8")
    assert compliance(root, "check").exit_code == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Љубљенa Џ", "ljubljena-dz"),
        ("Закон о ђубриву", "zakon-o-djubrivu"),
        ("Đubrivo", "djubrivo"),
        ("Ќе ѓон ѕид", "kje-gjon-dzid"),
        ("Юрий Щё", "jurij-sce"),
        ("Kırıkkale İl", "kirikkale-il"),
        ("Two Harbours", "two-harbours"),
    ],
)
def test_an_id_is_written_in_latin_letters(name: str, expected: str) -> None:
    assert identifier(name) == expected
    assert identifier(name.upper()) == expected
