"""Acts and documents on file are corrected in their rows, and brought together with the file as answers are."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from .returned import (
    Page,
    back,
    both,
    bring_in,
    codes,
    compliance,
    export,
    opened,
    places,
    put_row,
    rewrite,
)

REGISTER = "assessments/arcadia/legislation.yaml"
SOURCES = "assessments/arcadia/sources.yaml"


def act(root: Path, id_: str) -> Any:
    acts = yaml.load((root / REGISTER).read_text("utf-8"), yaml.BaseLoader)["acts"]
    return next(one for one in acts if one["id"] == id_)


def test_original_titles_and_days_leave_with_the_acts(root: Path) -> None:
    page = Page(opened(export(root)), "Acts")
    heads = ("Original title (sr)", "Original title (tr)", "In force since", "Until", "Official gazette")
    assert [page.at("criminal-code", head).value for head in heads] == [
        "Кривични законик Аркадије", None, "2006-01-01", None, "Official Gazette of Arcadia 85/2005",
    ]  # fmt: skip
    assert page.at("hills-post-act", "Until").value == "2030"
    locked = {head: page.at("criminal-code", head).protection.locked for head in ("Short title", "Title in English")}
    assert locked == {"Short title": True, "Title in English": False}
    assert page.at("lt-12", "Title in English").protection.locked


def test_a_correction_touches_its_lines_alone(root: Path) -> None:
    before = (root / REGISTER).read_text("utf-8").split("\n")
    cells = {"Title in English": "Penal Code of Arcadia", "Official gazette": "85/2005, corrected 88/2005"}
    done = bring_in(root, back(export(root), put_row("Acts", "criminal-code", **cells, Until="2031-12")))
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "criminal-code  title: Criminal Code of Arcadia → Penal Code of Arcadia\n"
        "criminal-code  gazette: Official Gazette of Arcadia 85/2005 → 85/2005, corrected 88/2005\n"
        "criminal-code  until: (empty) → 2031-12\n"
    )
    after = (root / REGISTER).read_text("utf-8").split("\n")
    gone, came = [line for line in before if line not in after], [line for line in after if line not in before]
    assert gone == ["    title: Criminal Code of Arcadia", "    gazette: Official Gazette of Arcadia 85/2005"]
    gazette = '    gazette: "85/2005, corrected 88/2005"'
    assert came == ["    title: Penal Code of Arcadia", gazette, "    until: 2031-12"]
    assert compliance(root, "check").exit_code == 0


def test_an_original_title_goes_beside_that_in_another_language(root: Path) -> None:
    fill = {"Original title (tr)": "Arkadya Ceza Kanunu"}
    done = bring_in(root, back(export(root), put_row("Acts", "criminal-code", **fill)))
    assert done.exit_code == 0, done.output
    assert act(root, "criminal-code")["original"] == {"sr": "Кривични законик Аркадије", "tr": "Arkadya Ceza Kanunu"}


def test_what_others_changed_meanwhile_stays_and_the_same_cell_is_asked(root: Path) -> None:
    file = back(export(root), put_row("Acts", "criminal-code", Title_in_English="Penal Code of Arcadia"))
    rewrite(root, "    gazette: Official Gazette of Arcadia 85/2005\n", "    gazette: Gazette 85/2005\n", REGISTER)
    assert bring_in(root, file).exit_code == 0
    assert act(root, "criminal-code")["title"] == "Penal Code of Arcadia"
    assert act(root, "criminal-code")["gazette"] == "Gazette 85/2005"
    rewrite(root, "    title: Penal Code of Arcadia\n", "    title: Code of Crimes\n", REGISTER)
    before = (root / REGISTER).read_bytes()
    done = bring_in(root, file)
    assert done.exit_code == 1
    assert done.stdout.split("\n")[:4] == [
        "back.xlsx:Acts!B5: criminal-code title",
        "        was:    Criminal Code of Arcadia",
        "        theirs: Penal Code of Arcadia",
        "        ours:   Code of Crimes",
    ]
    assert (root / REGISTER).read_bytes() == before
    assert bring_in(root, file, "--theirs").exit_code == 0
    assert act(root, "criminal-code")["title"] == "Penal Code of Arcadia"


def test_a_document_is_corrected_too(root: Path) -> None:
    done = bring_in(root, back(export(root), put_row("Documents", "code", Web_address="https://gazette.example/code")))
    assert done.exit_code == 0, done.output
    assert "url: https://gazette.example/code" in (root / SOURCES).read_text("utf-8")


@pytest.mark.parametrize(
    ("sheet", "key", "cells", "code", "place"),
    [
        ("Acts", "criminal-code", {"Short title": "Code"}, "changed-key", "Acts!A5"),
        ("Documents", "code", {"Short name": "codex"}, "changed-key", "Documents!A"),
        ("Acts", "lt-12", {"Title in English": "Another treaty"}, "changed-key", "Acts!"),
        ("Acts", "criminal-code", {"In force since": "1/2/2006"}, "not-a-date", "Acts!G5"),
        ("Acts", "criminal-code", {"Kind": "law"}, "unknown-word", "Acts!E5"),
        ("Acts", "criminal-code", {"Documents": "nothing"}, "unknown-source", "Acts!L5"),
    ],
)
def test_what_cannot_be_corrected_is_said_with_its_cell(
    root: Path, sheet: str, key: str, cells: dict[str, str], code: str, place: str
) -> None:
    before = (root / REGISTER).read_bytes()
    done = bring_in(root, back(export(root), put_row(sheet, key, **cells)))
    assert done.exit_code == 1
    assert code in codes(done.stdout), done.output
    assert places(done.stdout)[0].startswith(place), done.output
    assert (root / REGISTER).read_bytes() == before


def test_a_correction_and_a_new_act_go_into_the_same_file(root: Path) -> None:
    new = {"Short title": "Seals Act", "Title in English": "Act on Seals", "Original title (sr)": "Закон о печатима"}
    fill = both(put_row("Acts", "criminal-code", Status="repealed"), put_row("Acts", **new, Kind="act"))
    done = bring_in(root, back(export(root), fill))
    assert "new  xa-seals-act: Act on Seals" in done.stdout, done.output
    assert act(root, "xa-seals-act")["original"] == {"sr": "Закон о печатима"}
