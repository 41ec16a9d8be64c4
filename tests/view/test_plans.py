"""Plans of reports: what a project manager reads where a plan or a text of its own does not fit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compliance.inputs import read_inputs
from compliance.model.plan import SECTIONS
from compliance.problems import Problem

BASE = Path(__file__).parents[1] / "problems" / "_base"
HEAD = """\
id: country
kind: country
title: Law at sea
subtitle: How national law protects lights
language: en
version: "1"
notice: Made up
disclaimer: Made up for the tests.
instruments: [lighthouses]
sections:
"""


def found(at: Path, sections: str, texts: dict[str, str] | None = None) -> list[Problem]:
    """What is wrong in a workspace with a plan of these sections and these texts."""
    shutil.copytree(BASE, at)
    (at / "reports").mkdir()
    (at / "reports" / "country.yaml").write_text(HEAD + sections, "utf-8")
    for name, text in (texts or {}).items():
        file = at / "reports" / "texts" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return list(read_inputs(at)[1])


@pytest.mark.parametrize(
    ("sections", "place", "said"),
    [
        ("  - section: sumary\n", "11:14", "unknown-word: `section` is `sumary`"),
        ("  - section: standings\n", "11:14", "wrong-section: a report of kind `country` has no section `standings`"),
        ("  - {section: articles, instrument: ets-185}\n", "11:37", "wrong-section: the section is about `ets-185`, which the plan does not report"),
        ("  - section: articles\n", "11:14", "missing-field: the field `instrument` is missing"),
        ("  - section: text\n    text: A word.\n", "11:14", "missing-field: the field `title` is missing"),
        ("  - {section: foreword, text: A.}\n  - {section: foreword, text: B.}\n", "12:5", "repeated-id: a second section takes its texts from `foreword.md`"),
        ("  - section: summary\nannexes:\n  - {section: criteria, instrument: ets-999}\n", "13:37", "unknown-instrument: there is no instrument `ets-999`"),
    ],
)  # fmt: skip
def test_a_plan_that_does_not_fit_is_reported_with_its_place(
    tmp_path: Path, sections: str, place: str, said: str
) -> None:
    (one,) = found(tmp_path / "w", sections)
    assert f"{one.at}: {one.code}: {one.what}" == f"reports/country.yaml:{place}: {said}"
    assert one.code != "unknown-word" or one.hint == "did you mean `summary`?"


def test_a_sign_that_turns_the_writing_around_is_refused_in_every_file(tmp_path: Path) -> None:
    (one,) = found(tmp_path / "w", '  - {section: summary, text: "good \u202elive"}\n')
    assert f"{one.at}: {one.code}" == "reports/country.yaml:11:36: forbidden-character"


def test_texts_for_one_country_are_read(tmp_path: Path) -> None:
    sections = "  - section: foreword\n  - {section: text, title: Outlook, name: outlook}\n  - {section: articles, instrument: lighthouses}\n"
    texts = {f"arcadia/2026/{name}.md": "A word." for name in ("foreword", "outlook", "articles-lighthouses")}
    assert found(tmp_path / "w", sections, texts) == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("ruritania/2026/foreword.md", "A.", "stray-text: there is no country or regional plan `ruritania`"),
        ("arcadia/2031/foreword.md", "A.", "stray-text: `arcadia` has no cycle `2031`"),
        ("arcadia/2026/text.md", "A.", "stray-text: no plan has a section that prints `text.md`"),
        ("foreword.md", "A.", "unknown-file: nothing reads `foreword.md` here"),
        ("arcadia/foreword.md", "A.", "unknown-file: nothing reads `foreword.md` here"),
        ("arcadia/2026/foreword.docx", "A.", "unknown-file: nothing reads `foreword.docx` here"),
        ("arcadia/2026/foreword.md", " \n", "empty-file: the file holds nothing"),
        ("arcadia/2026/foreword.md", "A\u202eB", "forbidden-character: the text holds the character U+202E, which no text file should"),
        ("arcadia/2026/foreword.md", "A\n\nB\0", "forbidden-character: the text holds the character U+0000, which no text file should"),
        ("arcadia/2026/foreword.md", "A\u2028B", "forbidden-character: the text holds the character U+2028, which no text file should"),
    ],
)  # fmt: skip
def test_a_text_that_no_report_can_print_is_reported(tmp_path: Path, name: str, text: str, said: str) -> None:
    (one,) = found(tmp_path / "w", "  - section: foreword\n", {name: text})
    assert f"{one.code}: {one.what}" == said
    assert one.at.path == f"reports/texts/{name}"


def test_a_hidden_sign_is_shown_where_it_stands(tmp_path: Path) -> None:
    (one,) = found(tmp_path / "w", "  - section: foreword\n", {"arcadia/2026/foreword.md": "First\nsecond\u202e\n"})
    assert (one.at.line, one.at.column) == (2, 7)


def test_a_text_of_a_megabyte_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    long = "word " * 200_000
    text = "arcadia/2026/foreword.md"
    problems = found(tmp_path / "w", f"  - section: foreword\n    text: {long}\n", {text: long})
    assert [
        (problem.code, problem.at.path, problem.at.line, problem.what, problem.expected) for problem in problems
    ] == [
        ("too-long", "reports/country.yaml", 12, "the value has 999,999 characters", "at most 30,000"),
        ("too-large", f"reports/texts/{text}", 0, "the text has 1,000,000 characters", "at most 100,000"),
    ]


def test_every_kind_of_plan_has_its_sections() -> None:
    sectioned = {kind: bool(sections) for kind, sections in SECTIONS.items()}
    assert sectioned == {"country": True, "donor": False, "profile": True, "regional": True}
