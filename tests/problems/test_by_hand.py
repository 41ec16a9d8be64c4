"""Mistakes of those who write YAML by hand: each makes one message, on the line where it happened."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from test_gallery import GALLERY, checked, faulty

from compliance.source import parse
from compliance.tables import read_table

BY_HAND = GALLERY / "by_hand"
CHECKLIST = "assessments/arcadia/2026/lighthouses.yaml"
CARET = {
    "colon-in-a-text": ": lights",
    "comment-cuts-text": "#2 and",
    "comment-swallows-text": "#2 of",
    "dash-of-a-word-processor": "– act",
    "indented-too-far": "gap:",
    "indented-too-little": "gap:",
    "leading-at": "@port",
    "leading-bracket": "[1]",
    "leading-percent": "%10",
    "leading-star": "*Lights",
    "left-by-git": "<<<<<<< HEAD",
    "missing-colon": "gap Lights",
    "missing-colon-of-a-list": "legal_basis",
    "no-break-space-after-colon": "\u00a0Lights",
    "no-break-space-indents": "\u00a0\u00a0\u00a0\u00a0gap",
    "no-space-after-colon": ":mostly",
    "no-space-after-dash": "-act",
    "quote-in-a-quote": "s lights",
    "repeated-field": "gap: Lights in rivers",
    "second-document": "---",
    "tab-indents": "\tgap",
    "text-not-indented": "are left out",
    "typographic-quotes": "“Lights",
    "typographic-quotes-of-a-name": "“L.1.1",
    "unclosed-quote": '"Lights',
    "unclosed-single-quote": "'Lights",
}
"""What each message points at."""


def test_every_mistake_says_what_happened_where_it_happened_and_nothing_else(
    tmp_path: Path, golden: Callable[[Path, str], None], mistake: str
) -> None:
    folder = BY_HAND / mistake
    printed, status = checked(faulty(folder, tmp_path / "workspace"))
    golden(folder / "expected.txt", printed)
    (place,) = re.findall(rf"^{CHECKLIST}:(\d+):(\d+): [a-z-]+: ", printed, re.MULTILINE)
    assert len(re.findall(r"^\S", printed, re.MULTILINE)) == 1, "one message, with nothing that follows from it"
    assert "        hint: " in printed, "what to do"
    line = (folder / CHECKLIST).read_text("utf-8").split("\n")[int(place[0]) - 1]
    assert line[int(place[1]) - 1 :].startswith(CARET[mistake])
    assert status == 1


AS_MEANT = [
    "iso2: XK # user-assigned, not an ISO 3166-1 entry",
    "formats: [pdf, docx] # ministries comment in Word",
    'gap: "Systems #2 of anyone" # which somebody has to confirm',
    "gap: 'Note: it isn''t there #2'",
    "gap: Programs in C# and F#7 of the register",
    "url: https://example.org/act#12",
    "gap: The ‘so-called’ “act” – No.\u00a02 – of 2010",
    "gap: \u201cSystems\u201d of anyone",
    "value: -5",
    "at: 10:30",
    "gap: >-\n  – lights: in ports #2\n  -lights in rivers\n  \u00a0“Lights” at sea\n  <<<<<<< no mark",
    'gap: "two\n  -lines: #2"',
    "sources:\n  - gazette\n  - -5\nurl:\n  https://example.org",
]


@pytest.mark.parametrize("text", AS_MEANT, ids=range(len(AS_MEANT)))
def test_what_is_meant_as_it_stands_is_no_mistake(text: str) -> None:
    document, problems = parse("a.yaml", f"{text}\n")
    assert document
    assert [problem.what for problem in problems] == []


def test_a_comment_behind_two_words_or_in_the_place_of_a_text_is_a_mistake() -> None:
    for text in ("gap: Official Gazette # of 2010", "gap: Systems #2", "gap: #2 of the systems"):
        document, (problem,) = parse("a.yaml", f"{text}\nevidence: B\n")
        assert problem.code == "swallowed-text"
        assert text[problem.at.column - 1] == "#"
        assert (document is None) == (text == "gap: #2 of the systems"), "nothing follows from a text that is all gone"


def test_what_git_left_in_a_table_is_one_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> b\n", "utf-8")
    table, (problem,) = read_table(tmp_path, tmp_path / "a.csv")
    assert table is None
    assert (problem.code, problem.at.line, "line 6" in problem.what) == ("merge-conflict", 2, True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "mistake" in metafunc.fixturenames:
        metafunc.parametrize("mistake", sorted(folder.name for folder in BY_HAND.iterdir()))
