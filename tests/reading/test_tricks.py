"""What YAML can do and a data file may not, or may: each small case gives a placed problem, or exactly what a lawyer meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.source import Data, parse, read

RIGHT: tuple[tuple[str, str, Data], ...] = (
    ("no-truth", "a: NO\nb: yes\nc: on\nd: True\n", {"a": "NO", "b": "yes", "c": "on", "d": "True"}),
    ("no-number", "a: 15.10\nb: 0o14\nc: 1_000\nd: 1e3\ne: 0x1F\nf: .inf\ng: 12:30:45\n", {"a": "15.10", "b": "0o14", "c": "1_000", "d": "1e3", "e": "0x1F", "f": ".inf", "g": "12:30:45"}),
    ("no-date", "a: 2017-07-18\nb: 2017-07-18T10:00:00Z\n", {"a": "2017-07-18", "b": "2017-07-18T10:00:00Z"}),
    ("absent", "a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: \"~\"\n", {"d": "", "e": "null", "f": "~"}),
    ("null-of-others", "a: Null\nb: NULL\nc: none\n", {"a": "Null", "b": "NULL", "c": "none"}),
    ("literal", "a: |\n  one\n   two\n\n  three\n", {"a": "one\n two\n\nthree\n"}),
    ("literal-kept", "a: |+\n  one\n\nb: c\n", {"a": "one\n\n", "b": "c"}),
    ("literal-stripped", "a: |-\n  one\n\n", {"a": "one"}),
    ("folded", "a: >-\n  one\n  two\n\n  three\n", {"a": "one two\nthree"}),
    ("folded-deeper", "a: >-\n  one\n    two\n  three\n", {"a": "one\n  two\nthree"}),
    ("indicated", "a: |2-\n    one\n", {"a": "  one"}),
    ("hash-in-block", "a: |-\n  # no comment\n  : b\n", {"a": "# no comment\n: b"}),
    ("plain-of-lines", "a: one\n  two\n\n  three\n", {"a": "one two\nthree"}),
    ("quoted-of-lines", "a: 'one\n\n  two'\n", {"a": "one\ntwo"}),
    ("folded-quotation", 'a: "one \\\n  two"\n', {"a": "one two"}),
    ("escapes", 'a: "\\t\\u0161\\U0001F600\\x41\\/\\""\n', {"a": '\t\u0161\U0001f600A/"'}),
    ("apostrophes", "a: 'it''s'\n", {"a": "it's"}),
    ("colon-without-space", "a: b:c\nd: http://x/y\n", {"a": "b:c", "d": "http://x/y"}),
    ("hash-without-space", "a: b#c\nd: e # f\n", {"a": "b#c", "d": "e"}),
    ("flow", "a: [b, {c: d}, [e, f]]\ng: {h: i, j: [k]}\n", {"a": ["b", {"c": "d"}, ["e", "f"]], "g": {"h": "i", "j": ["k"]}}),
    ("flow-of-lines", "a: [\n  b,\n  c,\n]\n", {"a": ["b", "c"]}),
    ("flow-alone", "{a: b}\n", {"a": "b"}),
    ("empty-flow", "a: []\nb: {}\n", {"a": [], "b": {}}),
    ("json", '{"a": ["b", 1, null, true], "c": {"d": "e"}}', {"a": ["b", "1", None, "true"], "c": {"d": "e"}}),
    ("list-at-the-margin", "a:\n- b\n- c\n", {"a": ["b", "c"]}),
    ("list-in-list", "a:\n  - - b\n    - c\n  - d\n", {"a": [["b", "c"], "d"]}),
    ("empty-item", "a:\n  - b\n  -\n  - c\n", {"a": ["b", None, "c"]}),
    ("dashes", "a: -b\nc: --- d\ne: -\n", None),
    ("quoted-fields", "'a b': c\n\"d\": e\n15.2: f\nšđ: g\n", {"a b": "c", "d": "e", "15.2": "f", "šđ": "g"}),
    ("marked-field", "? a\n: b\n", {"a": "b"}),
    ("empty-field-name", "'': a\n", {"": "a"}),
    ("one-document", "---\na: b\n...\n", {"a": "b"}),
    ("version", "%YAML 1.1\n---\na: b\n", {"a": "b"}),
    ("comments", "# a\n\na: b # c\n  # d\n# e", {"a": "b"}),
    ("no-last-line-end", "a: b", {"a": "b"}),
    ("scripts", "a: Закон о поступку\nb: Kazneni zakon č.\nc: Türk Ceza Kanunu İı\n", {"a": "Закон о поступку", "b": "Kazneni zakon č.", "c": "Türk Ceza Kanunu İı"}),
    ("combining", "a: c\u030c \u00a0 \u2003x\n", {"a": "c\u030c \u00a0 \u2003x"}),
    ("far-planes", "a: \U0001f600 \U00020000\n", {"a": "\U0001f600 \U00020000"}),
    ("soft-hyphen", "a: Straf\u00adgesetz\u200bbuch\n", {"a": "Straf\u00adgesetz\u200bbuch"}),
    ("tab-within", "a: b\tc\n", {"a": "b\tc"}),
    ("tab-after-colon", "a:\tb\n", {"a": "b"}),
    ("percent", "a: 12 %\nb: '%c'\n", {"a": "12 %", "b": "%c"}),
    ("tilde-in-text", "a: ~b\n", {"a": "~b"}),
    ("merge-without-anchor", "'<<': a\n", {"<<": "a"}),
)  # fmt: skip
"""Name, text, and what it says; none where only no problem is expected to be silent."""
WRONG: tuple[tuple[str, str, str, int, int], ...] = (
    ("anchor-repeated", "a: &x b\nc: *x\n", "yaml-alias", 2, 4),
    ("merge", "a: &x {b: c}\nd:\n  <<: *x\n", "yaml-alias", 3, 7),
    ("alias-in-list", "a: [&x b, *x]\n", "yaml-alias", 1, 11),
    ("alias-of-itself", "a: &x [*x]\n", "yaml-alias", 1, 8),
    ("laughs", "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml-alias", 2, 8),
    ("unknown-alias", "a: *x\n", "not-yaml", 1, 4),
    ("star-at-the-beginning", "a: *bold* text\n", "not-yaml", 1, 4),
    ("tag", "a: !!int 3\n", "yaml-tag", 1, 4),
    ("own-tag", "a: !x b\n", "yaml-tag", 1, 4),
    ("object", "a: !!python/object/apply:os.system [ls]\n", "yaml-tag", 1, 4),
    ("binary", "a: !!binary aGVsbG8=\n", "yaml-tag", 1, 4),
    ("set", "a: !!set {b, c}\n", "yaml-tag", 1, 4),
    ("second-document", "a: b\n---\nc: d\n", "not-yaml", 2, 1),
    ("future-version", "%YAML 9.9\n---\na: b\n", "not-yaml", 1, 1),
    ("unknown-handle", "a: !e!b c\n", "not-yaml", 1, 4),
    ("repeated-field", "a: b\nc: d\na: e\n", "repeated-key", 3, 1),
    ("repeated-in-flow", "a: {b: c, b: d}\n", "repeated-key", 1, 11),
    ("repeated-by-quotation", "a: b\n'a': c\n", "repeated-key", 2, 1),
    ("list-as-field", "? [a, b]\n: c\n", "yaml-key", 1, 3),
    ("mapping-as-field", "{a: b}: c\n", "yaml-key", 1, 1),
    ("tab-as-indent", "a:\n\tb: c\n", "not-yaml", 2, 1),
    ("uneven-indent", "a:\n    b: c\n  d: e\n", "not-yaml", 3, 3),
    ("second-colon", "a: b: c\n", "not-yaml", 1, 5),
    ("unclosed-quotation", "a: 'b\nc: d\n", "not-yaml", 1, 4),
    ("unclosed-list", "a: [b, c\nd: e\n", "not-yaml", 1, 4),
    ("unknown-escape", 'a: "\\q"\n', "not-yaml", 1, 4),
    ("at-sign", "a: @b\n", "not-yaml", 1, 4),
    ("backtick", "a: `b`\n", "not-yaml", 1, 4),
    ("percent-first", "a: %b\n", "not-yaml", 1, 4),
    ("next-line", "a: b\x85c: d\n", "forbidden-character", 1, 5),
    ("line-separator", "a: b\u2028c\n", "forbidden-character", 1, 5),
    ("carriage-return", "a: b\rc: d\n", "forbidden-character", 1, 5),
    ("turned-around", "a: b\u202ec\n", "forbidden-character", 1, 5),
    ("nul", "a: b\0c\n", "forbidden-character", 1, 5),
    ("bell", "a: b\x07\n", "forbidden-character", 1, 5),
    ("escaped-control", 'a: "b\\x1b[2J"\n', "forbidden-character", 1, 4),
    ("escaped-break", 'a: "b\\Lc"\n', "forbidden-character", 1, 4),
    ("escaped-half", 'a: "\\uD800"\n', "not-yaml", 1, 4),
    ("noncharacter", "a: b\uffffc\n", "forbidden-character", 1, 5),
    ("deep-lists", "a: " + "[" * 40 + "]" * 40, "too-deep", 1, 35),
    ("deeper-lists", "[" * 100_000, "too-deep", 1, 0),
    ("deep-fields", "".join(" " * n + "a:\n" for n in range(40)), "too-deep", 33, 33),
    ("long", "a: " + "x" * 30_001, "too-long", 1, 4),
    ("empty", "", "empty-file", 1, 0),
    ("comment-alone", "# nothing\n", "empty-file", 1, 0),
    ("marks-alone", "---\n...\n", "", 0, 0),
)  # fmt: skip
"""Name, text, the code of its first problem, line and column; a column of 0 is any, no code is nothing at all."""


@pytest.mark.parametrize(("text", "data"), [one[1:] for one in RIGHT], ids=[one[0] for one in RIGHT])
def test_what_may_be_written_says_what_was_meant(text: str, data: Data) -> None:
    document, problems = parse("a.yaml", text)
    if data is None:
        assert problems or document is not None
        return
    assert problems == ()
    assert document is not None
    assert document.data == data


@pytest.mark.parametrize(("text", "code", "line", "column"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG])
def test_what_may_not_is_a_problem_with_its_place(text: str, code: str, line: int, column: int) -> None:
    document, problems = parse("a.yaml", text)
    if not code:
        assert problems or document is None or document.data is None
        return
    assert problems
    first = min(problems)
    assert first.code == code
    assert first.at.line == line
    assert column in (0, first.at.column)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "marked"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_marks_of_order_and_line_ends_change_nothing(mark: bytes, end: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(mark + end.join((b"a: |", b"  one", b"  two", b"b: c", b"")))
    document, problems = read(tmp_path, tmp_path / "a.yaml")
    assert problems == ()
    assert document is not None
    assert document.data == {"a": "one\ntwo\n", "b": "c"}
