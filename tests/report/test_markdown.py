"""Texts in Markdown: what a reader sees of them, and what nothing of them does."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest

from compliance.pages.markdown import rendered
from compliance.source import LONGEST_FIELD


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Two *words* and **three**.", "<p>Two <em>words</em> and <strong>three</strong>.</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<b onclick=x>y</b>", "<p>&lt;b onclick=x&gt;y&lt;/b&gt;</p>\n"),
        ("<style>p{color:red}</style>", "<p>&lt;style&gt;p{color:red}&lt;/style&gt;</p>\n"),
        ("[a](https://example.org/x?a=1&b=2)", '<p><a href="https://example.org/x?a=1&amp;b=2">a</a></p>\n'),
        ("<mailto:a@example.org>", '<p><a href="mailto:a@example.org">mailto:a@example.org</a></p>\n'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](JaVaScRiPt:alert(1))", "<p>[a](JaVaScRiPt:alert(1))</p>\n"),
        ("[a](&#106;avascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>\n"),
        ("[a](file:///etc/passwd)", "<p>[a](file:///etc/passwd)</p>\n"),
        ("[a](//evil.example)", "<p>[a](//evil.example)</p>\n"),
        ("[a](#section-1)", "<p>[a](#section-1)</p>\n"),
        ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>\n"),
        ("Turned \u202ead\u2066around\u2069 and zero\u200b\ufeffwidth", "<p>Turned adaround and zerowidth</p>\n"),
        ("Turned &#x202e;ad &#8203;around", "<p>Turned ad around</p>\n"),
        ("Windows\r\nlines", "<p>Windows\nlines</p>\n"),
        ("İıĞğŞş ëç ЂЋЏЉЊѓќ đžč", "<p>İıĞğŞş ëç ЂЋЏЉЊѓќ đžč</p>\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_text_is_shown_and_does_nothing(text: str, html: str) -> None:
    assert rendered(text) == html


def test_a_picture_is_never_fetched() -> None:
    assert "<img" not in rendered("![logo](https://example.org/logo.png) ![x](file:///etc/passwd)")


@pytest.mark.parametrize(
    ("given", "levels"),
    [
        ("# A\n# B", [3, 3]),
        ("### A\n### B", [3, 3]),
        ("# A\n### B\n## C\n# D", [3, 4, 4, 3]),
        ("## A\n# B\n## C", [3, 3, 4]),
        ("# A\n## B\n### C\n#### D\n##### E\n###### F", [3, 4, 5, 6, 6, 6]),
        ("A\n===\nB\n---", [3, 4]),
    ],
)
def test_headings_follow_the_one_above_and_leave_none_out(given: str, levels: list[int]) -> None:
    assert [int(level) for level in re.findall(r"<h(\d)>", rendered(given))] == levels


@pytest.mark.parametrize("piece", ["[", "*a ", ">", "`", "![[", "**a", "[a](", "- "])
def test_a_text_made_to_keep_a_program_busy_does_not(piece: str) -> None:
    rendered((piece * LONGEST_FIELD)[:LONGEST_FIELD])
    # With the square of the length it would be four times as many.
    assert steps(piece * 1_000) < 3 * steps(piece * 500)


def steps(text: str) -> int:
    """How many lines of Python are run for a text, on every machine alike."""
    taken = 0

    def step(*_: Any) -> Any:
        nonlocal taken
        taken += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        rendered(text)
    finally:
        sys.settrace(before)
    return taken
