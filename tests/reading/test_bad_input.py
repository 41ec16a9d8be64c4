"""Whatever stands in the place of a file: a problem with its place, never a traceback; what is only unusual simply works."""

from __future__ import annotations

import codecs
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.checks import check
from compliance.files import LARGEST
from compliance.folder import read_workspace
from compliance.problems import Problem, as_github, as_json, as_text
from compliance.source import DEEPEST, parse, read
from compliance.tables import read_lines, read_table

BASE = Path(__file__).parents[1] / "problems" / "_base"
CHECKLIST = Path("assessments/arcadia/2026/lighthouses.yaml")

BILLION_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{later}: &{later} [{', '.join([f'*{first}'] * 9)}]\n"
    for first, later in zip("abcdefghi", "bcdefghij", strict=True)
)
BAD: dict[str, tuple[bytes, str, int]] = {
    "no YAML": (b"country: arcadia\nnote: a: b\n", "not-yaml", 2),
    "an open quotation": (b'country: arcadia\nnote: "never closed\n\n\n', "not-yaml", 2),
    "an open bracket": (b"country: arcadia\nevaluators: [desk\nstatus: draft\n", "not-yaml", 2),
    "a tab": (b"country: arcadia\nresponses:\n\tL.1.1: {}\n", "not-yaml", 3),
    "two documents": (b"country: arcadia\n---\ncountry: arcadia\n", "not-yaml", 2),
    "another encoding": ("country: arcadia\nnote: Señal\n".encode("latin-1"), "not-utf-8", 2),
    "UTF-16": ("country: arcadia\n".encode("utf-16"), "not-utf-8", 1),
    "nothing": (b"", "empty-file", 1),
    "a comment alone": (b"# later\n", "empty-file", 1),
    "a list": (b"- country: arcadia\n", "not-a-mapping", 1),
    "a text": (b"country arcadia\n", "not-a-mapping", 1),
    "a null byte": (b"country: arcadia\nnote: a\0b\n", "forbidden-character", 2),
    "a control character": (b"country: arcadia\nnote: a\x07b\n", "forbidden-character", 2),
    "a hidden line break": ("country: arcadia\nnote: a\u2028b\n".encode(), "forbidden-character", 2),
    "an alias to itself": (b"&a [*a]\n", "yaml-alias", 1),
    "a merged mapping": (b"a: &a {x: y}\nb:\n  <<: *a\n", "yaml-alias", 3),
    "an unknown alias": (b"country: *arcadia\n", "not-yaml", 1),
    "a billion laughs": (BILLION_LAUGHS.encode(), "yaml-alias", 2),
    "an object to make": (b"country: !!python/object/apply:os.getcwd []\n", "yaml-tag", 1),
    "deep brackets": (b"[" * 10_000 + b"]" * 10_000, "too-deep", 1),
    "open brackets": (b"[" * 1_000_000, "too-deep", 1),
    "deep braces": (b"{a: " * 10_000, "too-deep", 1),
    "deep lists": (b"- " * 10_000 + b"a\n", "too-deep", 1),
    "deep indentation": (b"".join(b" " * n + b"a:\n" for n in range(1_500)), "too-deep", 1_000),
    "a little too deep": (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "too-deep", 1),
    "a part of nothing": (b"weight: 1/0\n", "missing-field", 1),
    "a day that never was": (b"cut_off: 2026-02-30\n", "not-a-date", 1),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small workspace without problems."""
    return Path(shutil.copytree(BASE, tmp_path / "workspace"))


def found(root: Path) -> list[Problem]:
    """Every problem of a workspace, each of which can be printed in every format."""
    workspace, problems = read_workspace(root)
    everything = sorted({*problems, *check(workspace)})
    for problem in everything:
        for show in (as_text, as_json, as_github):
            show(problem).encode("utf-8")
        assert "\n" not in as_github(problem)
    return everything


@pytest.mark.parametrize("case", BAD)
def test_bad_text_is_a_problem_with_its_line(root: Path, case: str) -> None:
    raw, code, line = BAD[case]
    (root / CHECKLIST).write_bytes(raw)
    problems = [problem for problem in found(root) if problem.at.path == CHECKLIST.as_posix()]
    assert (code, line) in [(problem.code, problem.at.line) for problem in problems]


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "with a byte-order mark"])
@pytest.mark.parametrize(
    ("raw", "line", "column", "excerpt"),
    [
        (b"c\x80", 1, 2, "c\ufffd"),
        (b"\x80", 1, 1, "\ufffd"),
        ("čć".encode() + b"\xff,x\n", 1, 3, "čć\ufffd,x"),
        (b"currency,year\r\nA\xe9B,2024\r\n", 2, 2, "A\ufffdB,2024"),
        ("a\nб\nвг".encode() + b"\xc3", 3, 3, "вг\ufffd"),
    ],
    ids=["second", "first", "after others", "second line", "cut off"],
)
def test_a_bad_byte_is_shown_where_an_editor_shows_it(
    tmp_path: Path, mark: bytes, raw: bytes, line: int, column: int, excerpt: str
) -> None:
    for name, reader in (("rates.csv", read_table), ("sources.yaml", read), ("log.jsonl", read_lines)):
        (tmp_path / name).write_bytes(mark + raw)
        (problem,) = reader(tmp_path, tmp_path / name)[1]
        assert (problem.code, problem.at.line, problem.at.column) == ("not-utf-8", line, column)
        assert problem.at.excerpt == excerpt


def test_half_a_byte_order_mark_is_a_bad_byte(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_bytes(codecs.BOM_UTF8[:2] + b"country: arcadia\n")
    (problem,) = read(tmp_path, tmp_path / "sources.yaml")[1]
    assert (problem.code, problem.at.line, problem.at.column) == ("not-utf-8", 1, 1)


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_000)


def _outside(path: Path) -> None:
    elsewhere = path.parents[4] / "elsewhere.yaml"
    shutil.copy(BASE / CHECKLIST, elsewhere)
    path.symlink_to(elsewhere)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (Path.mkdir, "not-a-file"),
        (os.mkfifo, "not-a-file"),
        (_large, "too-large"),
        (_outside, "outside-workspace"),
        (lambda path: path.symlink_to(path.name), "unreadable-file"),
    ],
)
def test_what_is_no_file_is_a_problem(root: Path, make: Callable[[Path], None], code: str) -> None:
    (root / CHECKLIST).unlink()
    make(root / CHECKLIST)
    assert [(problem.at.path, problem.code) for problem in found(root)] == [(CHECKLIST.as_posix(), code)]


@pytest.mark.parametrize("target", [".", "..", "../..", "/"])
def test_a_link_to_a_folder_is_not_followed(root: Path, target: str) -> None:
    (root / "assessments/arcadia/2027").symlink_to(target)
    (problem,) = found(root)
    assert (problem.at.path, problem.code) == ("assessments/arcadia/2027", "linked-folder")


def test_a_country_that_is_a_link_is_one_problem(root: Path) -> None:
    (root / "assessments/arcadia").rename(root.parent / "arcadia")
    (root / "assessments/arcadia").symlink_to(root.parent / "arcadia")
    assert [(problem.at.path, problem.code) for problem in found(root)] == [("assessments/arcadia", "linked-folder")]


@pytest.mark.parametrize(
    ("closed", "name"), [("read_bytes", CHECKLIST), ("iterdir", CHECKLIST.parent)], ids=["file", "folder"]
)
def test_what_the_system_keeps_closed_is_a_problem(
    root: Path, monkeypatch: pytest.MonkeyPatch, closed: str, name: Path
) -> None:
    opened = getattr(Path, closed)

    def refuse(path: Path) -> object:
        if path == root / name:
            raise PermissionError(13, "Permission denied")
        return opened(path)

    monkeypatch.setattr(Path, closed, refuse)
    problems = found(root)
    assert [(problem.at.path, problem.code) for problem in problems] == [(name.as_posix(), "unreadable-file")]
    assert "Permission denied" in problems[0].what


@pytest.mark.parametrize(
    "name", ["a\nb.yaml", "\x1b[31m.yaml", "Кривични.yaml", b"\xff.yaml".decode(errors="surrogateescape")]
)
def test_a_strange_name_can_be_printed(root: Path, name: str) -> None:
    (root / "assessments" / name).touch()
    problems = found(root)
    assert [problem.code for problem in problems] == ["unknown-file"]
    assert as_text(problems[0]).splitlines()[0].isprintable()


def test_control_characters_of_a_value_do_not_reach_the_terminal(root: Path) -> None:
    text = (root / CHECKLIST).read_text("utf-8").replace("status: draft", 'status: "\\e[31m\\n::error::"')
    (root / CHECKLIST).write_text(text, "utf-8")
    hidden, wrong = found(root)
    assert (hidden.code, wrong.code) == ("forbidden-character", "unknown-word")
    assert all(line.isprintable() for line in (as_text(hidden) + "\n" + as_text(wrong)).split("\n"))
    assert "\\x1b[31m" in as_text(wrong)


TURNED = (
    "\u202etfel ot thgir\u202c", "left\u200fright", "left\u061cright", "\u2066apart\u2069", "a\0b", "a\x1b[2Jb",
    "a\x85b",
)  # fmt: skip


@pytest.mark.parametrize("text", TURNED, ids=ascii)
@pytest.mark.parametrize("place", ["a value", "a field"])
def test_an_escape_hides_no_sign_that_a_file_may_not_hold(text: str, place: str) -> None:
    written = "".join(f"\\u{ord(sign):04x}" for sign in text)
    one, other = ("note", written) if place == "a value" else (written, "note")
    _, problems = parse("x.yaml", f'country: arcadia\n"{one}": "{other}"\n')
    assert [(problem.code, problem.at.line) for problem in problems] == [("forbidden-character", 2)]


@pytest.mark.parametrize("text", TURNED, ids=ascii)
def test_signs_that_nobody_sees_are_refused_in_a_table(tmp_path: Path, text: str) -> None:
    file = tmp_path / "statistics.csv"
    file.write_bytes(f'country,note\narcadia,"one\nmore"\narcadia,{text}\n'.encode())
    _, problems = read_table(tmp_path, file)
    # A null is found before there are rows.
    columns = [(problem.code, problem.at.line, problem.at.column or 2) for problem in problems]
    assert columns == [("forbidden-character", 4, 2)]


@pytest.mark.parametrize("text", [*TURNED, "half a sign: \ud83d"], ids=ascii)
def test_signs_that_nobody_sees_are_refused_in_a_log(tmp_path: Path, text: str) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text(f'{{"by": "Ana"}}\n{json.dumps({"by": "Ana", "why": text})}\n', "utf-8")
    _, problems = read_lines(tmp_path, file)
    assert [(problem.code, problem.at.line) for problem in problems] == [("forbidden-character", 2)]


def test_a_text_of_a_megabyte_is_a_problem_with_its_place(tmp_path: Path) -> None:
    long = "=" * 1_000_000
    table, log = tmp_path / "statistics.csv", tmp_path / "log.jsonl"
    table.write_text(f"country,note\narcadia,{long[:100_000]}\n", "utf-8")
    log.write_text(f'{{"by": "{long}"}}\n', "utf-8")
    for problems in (
        parse("x.yaml", f"a: 1\nb:\n  c: {long}\n")[1],
        read_table(tmp_path, table)[1],
        read_lines(tmp_path, log)[1],
    ):
        (problem,) = problems
        assert problem.code == "too-long"
        assert (problem.at.path, problem.at.line) in [("x.yaml", 3), ("statistics.csv", 2), ("log.jsonl", 1)]
        assert len(as_text(problem)) < 600
    table.write_text(f"country,note\narcadia,{long}\n", "utf-8")
    assert [(problem.code, problem.at.line) for problem in read_table(tmp_path, table)[1]] == [("not-csv", 2)]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("{en: Arcadia}", "{tr: Arkadya}", "missing-field", 6),
        ("id: arcadia", "id: arcadia\n    footnote: lost-designation", "dangling-link", 3),
    ],
)
def test_a_country_without_an_english_name_or_with_a_lost_footnote_is_a_problem(
    root: Path, old: str, new: str, code: str, line: int
) -> None:
    file = root / "assessments/jurisdictions.yaml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1, text
    file.write_text(text.replace(old, new), "utf-8")
    (problem,) = found(root)
    assert (problem.at.path, problem.code, problem.at.line) == ("assessments/jurisdictions.yaml", code, line)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["Unix", "Windows"])
def test_line_ends_and_a_byte_order_mark_change_no_place(root: Path, start: bytes, end: bytes) -> None:
    text = (root / CHECKLIST).read_bytes().replace(b"rating: met", b"rating: mett")
    (root / CHECKLIST).write_bytes(start + text.replace(b"\n", end))
    (problem,) = found(root)
    assert (problem.code, problem.at.line, problem.at.column) == ("unknown-rating", 10, 13)
    assert problem.at.excerpt == "    rating: mett"


def test_windows_line_ends_and_a_byte_order_mark_change_no_table(tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_bytes(b'\xef\xbb\xbfa,b\r\n1,"two\r\nlines"\r\n3,4\r\n5\r\n')
    table, problems = read_table(tmp_path, file)
    assert table is not None
    assert table.columns == ("a", "b")
    assert [(row.line, row.cells["a"]) for row in table.rows] == [(2, "1"), (4, "3")]
    assert [(problem.code, problem.at.line) for problem in problems] == [("wrong-cell-count", 5)]


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"a: " + b"x" * (LARGEST - 4) + b"\n")
    assert read(tmp_path, file)[0] is not None
    file.write_bytes(b"a: " + b"x" * (LARGEST - 3) + b"\n")
    assert [problem.code for problem in read(tmp_path, file)[1]] == ["too-large"]


def test_every_mistake_of_a_file_is_said_at_once() -> None:
    _, problems = parse("x.yaml", "a: 1\na: 2\nb: !!int 3\nc: &c d\ne: *c\n? [f]\n: g\n")
    assert sorted(problem.code for problem in problems) == ["repeated-key", "yaml-alias", "yaml-key", "yaml-tag"]


@pytest.mark.parametrize("name", ["legislation.yaml", "sources.yaml", "participation.yaml"])
def test_a_broken_register_is_one_problem_and_no_others(root: Path, name: str) -> None:
    file = Path("assessments/arcadia") / name
    more = "instruments: {}\n" if name.startswith("p") else ""
    (root / file).write_text(f"country: [arcadia]\n{more}")
    assert [(problem.at.path, problem.code) for problem in found(root)] == [(file.as_posix(), "not-text")]


def test_a_folder_that_is_no_workspace_says_so(tmp_path: Path) -> None:
    problems = found(tmp_path)
    assert [(problem.at.path, problem.code) for problem in problems] == [("assessments", "missing-file")]
    assert "--workspace" in (problems[0].hint or "")


@pytest.mark.parametrize("written", ["a:", "a: ~", "a: null"])
def test_a_field_that_is_left_empty_is_absent_and_a_quoted_one_is_not(written: str) -> None:
    document, problems = parse("x.yaml", f'{written}\nb: "null"\nc: ""\nd: {{a: }}\n')
    assert document is not None
    assert (document.data, problems) == ({"b": "null", "c": "", "d": {}}, ())
