"""Tables on a terminal: no line is longer than it is wide, no figure is cut, and what is left out is said."""

import fcntl
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from documents import EVERYTHING
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from compliance import cli
from compliance.cli import main, tables
from compliance.cli.tables import laid_out
from compliance.queries.formats import FORMATS

ROOT = Path(__file__).resolve().parents[2]
TRAINING, LIBRARY = ROOT / "examples" / "training", ROOT / "examples" / "library"
LATE = Path("late")
"""The training workspace, in which somebody has not answered by the day."""
MODULES = Path(cli.__file__).parent
WIDTHS = (80, 60)
CODES = re.compile("\x1b|\x9b")
ON_FILE = (
    (ROOT, "compare bosnia-and-herzegovina --from 2026 --to 2026 --from-leads"),
    (ROOT, "coverage"),
    (ROOT, "crosswalk albania"),
    (ROOT, "gaps kosovo --instrument ets-185"),
    (ROOT, "indicators kosovo"),
    (ROOT, "robustness --draws 100 --instrument ets-198"),
    (ROOT, "score"),
    (ROOT, "status"),
    (ROOT, "status bosnia-and-herzegovina --articles"),
)
PRINTED = (
    *(ON_FILE if EVERYTHING else ON_FILE[::3]),
    (TRAINING, "agreement exempla"),
    (TRAINING, "compare exempla --from 2016-12-31 --to 2019-12-31"),
    (TRAINING, "coverage"),
    (TRAINING, "crosswalk"),
    (TRAINING, "crosswalk exempla"),
    (TRAINING, "gaps exempla --reach 0.95"),
    (TRAINING, "gaps specimen"),
    (LIBRARY, "index reading"),
    (LIBRARY, "index reading-z"),
    (TRAINING, "indicators"),
    (TRAINING, "instruments"),
    (TRAINING, "instruments ets-198 --criteria"),
    (TRAINING, "robustness --draws 100"),
    (TRAINING, "score"),
    (TRAINING, "status"),
    (TRAINING, "status exempla --articles"),
    (LATE, "status --overdue --on 2021-09-20"),
)
"""Every command that prints tables, on the training workspace and, all of them by `./run fuzz`, on the countries on file."""
OF_A_LOG = "log"
"""The command whose table needs a workspace in which something happened."""


class Drawn(NamedTuple):
    """A table as a command hands it over."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    sides: Sequence[str]
    ranks: Sequence[int] = ()


def printed(root: Path, command: str, wide: int) -> str:
    done = CliRunner(env={"COLUMNS": str(wide)}).invoke(main, ["--workspace", str(root), *command.split()])
    assert done.exit_code == 0, done.output
    return done.stdout


def too_long(text: str, wide: int) -> list[str]:
    return [line for line in text.splitlines() if cell_len(line) > wide]


@pytest.fixture
def late(tmp_path: Path) -> Path:
    """The training workspace with a new round, of which one article was due on a day."""
    root = shutil.copytree(TRAINING, tmp_path / "late")
    new = "new specimen --cycle 2021 --instrument ets-185 --cut-off 2021-06-30 --basis desk-review --evaluator Ana"
    for command in (new, "assign specimen 2 Ana --instrument ets-185 --due 2021-08-15 --by Lea"):
        done = CliRunner().invoke(main, ["--workspace", str(root), *command.split()])
        assert done.exit_code == 0, done.output
    return root


def left_out(text: str) -> set[str]:
    """The columns of which a table says that it has no room for them."""
    said = re.search(r"Left out, for want of room: (.+?)\. `--format", " ".join(text.split()))
    return set(said[1].split(", ")) if said else set()


def cut(table: Drawn, text: str) -> Iterator[str]:
    """The figures of a table that do not stand whole, in their order, in what is printed of it."""
    hidden = left_out(text)
    for place, header in enumerate(table.headers):
        if table.sides[place] != "right" or header in hidden:
            continue
        lines = iter(text.splitlines())
        for row in table.rows:
            whole = rf"(?<![\w.,–−+]){re.escape(row[place])}(?![\w,–%])" if row[place] else ""
            if not any(re.search(whole, line) for line in lines):
                yield row[place]


def test_every_command_that_prints_a_table_is_looked_at() -> None:
    called = {
        name
        for name in FORMATS
        for text in [
            next(
                f.read_text("utf-8") for f in MODULES.glob("*.py") if f'format_option("{name}"' in f.read_text("utf-8")
            )
        ]
        if "import table" in text
    }
    assert called - {OF_A_LOG} == {command.split()[0] for _, command in PRINTED} | {"indicators explain"}


@pytest.mark.parametrize("command", sorted({command.split()[0] for _, command in PRINTED} | {OF_A_LOG}))
def test_every_table_can_be_had_as_json(command: str) -> None:
    assert "json" in FORMATS[command]


@pytest.mark.parametrize(("root", "command"), PRINTED, ids=[f"{root.name} {command}" for root, command in PRINTED])
def test_no_line_is_longer_than_the_terminal_and_no_figure_is_cut(
    root: Path, command: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    root = request.getfixturevalue("late") if root == LATE else root
    given_: list[Drawn] = []
    drawn = tables.laid_out

    def noted(headers: Sequence[str], rows: Sequence[Sequence[str]], *more: Sequence[int]) -> Iterator[str]:
        given_.append(Drawn(headers, rows, *more[:2]))  # type: ignore[arg-type]
        return drawn(headers, rows, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(tables, "laid_out", noted)
    text = printed(root, command, min(WIDTHS))
    assert too_long(text, min(WIDTHS)) == []
    assert given_
    for table in given_:
        for wide in (*WIDTHS, 120):
            lines = "\n".join(drawn(*table[:3], table.ranks, wide))
            assert too_long(lines, wide) == []
            assert list(cut(table, lines)) == []
            assert not left_out(lines) & {"score", "answered", "index", "equal", "gain", "score after"}


def test_scores_stand_in_a_table_at_both_widths() -> None:
    for wide in WIDTHS:
        header = printed(TRAINING, "score", wide).splitlines()[1].split()
        assert [word for word in header if word in ("country", "instrument", "score", "answered")] == [
            "country",
            "instrument",
            "score",
            "answered",
        ]


def test_a_wide_terminal_shows_everything_and_says_nothing_of_room() -> None:
    wide = printed(TRAINING, "score", 240)
    assert "unanswered" in wide
    assert left_out(wide) == set()
    assert left_out(printed(TRAINING, "score", 80)) == {
        "met", "mostly", "partly", "not met", "not settled", "n/a", "unanswered",
    }  # fmt: skip


WORD = st.text("ab é–ñ.", min_size=1, max_size=24).filter(str.strip)
FIGURE = st.from_regex(r"[−+]?[0-9]{1,4}(\.[0-9])?(–[0-9]{1,3}| of [0-9]{1,3})?", fullmatch=True)


@st.composite
def any_table(draw: st.DrawFn) -> Drawn:
    sides = draw(st.lists(st.sampled_from(("left", "right")), min_size=1, max_size=8))
    headers = [f"h{place} {draw(WORD)}".strip() for place in range(len(sides))]
    row = st.tuples(*(FIGURE if side == "right" else WORD for side in sides))
    return Drawn(headers, draw(st.lists(row, min_size=1, max_size=4)), sides, [draw(st.integers(0, 3)) for _ in sides])


def test_a_figure_stays_on_one_line_where_records_are_stacked() -> None:
    headers = ["h0 a", "h1 aaaaaaaaaaaaaaaaaaaaaaa", "h2 a", "h3 a", "h4 a"]
    rows = [("a", "0", "0", "0", "0000"), ("a", "0000.0 of 0", "0", "0", "0")]
    sides = ("left", "right", "left", "left", "right")
    text = "\n".join(laid_out(headers, rows, sides, (0, 0, 0, 0, 0), 40))
    assert "0000.0 of 0" in text


@settings(max_examples=300)
@given(any_table(), st.integers(40, 130))
def test_any_table_fits_any_terminal(table: Drawn, wide: int) -> None:
    text = "\n".join(laid_out(*table, wide))
    assert too_long(text, wide) == []
    said = " ".join(text.split())
    shown = [place for place in range(len(table.headers)) if f"h{place}" in said.partition("Left out")[0]]
    assert all(place in shown for place, rank in enumerate(table.ranks) if rank == 0), "what matters is never left out"
    assert all(f"h{place}" in said for place in range(len(table.headers))), "what is left out is named"
    ranks = [table.ranks[place] for place in shown]
    hidden = [rank for place, rank in enumerate(table.ranks) if place not in shown]
    assert max(ranks, default=0) < min(hidden, default=9), "what matters less goes first"
    for place in shown:
        if table.sides[place] == "right":
            assert all(re.search(rf"(?<!\S){re.escape(row[place])}(?!\S)", text) for row in table.rows)


def on_a_terminal(wide: int, **more: str) -> str:
    """What `score` prints on a terminal of so many characters, in a copy of this process."""
    child, primary = pty.fork()
    if not child:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, wide, 0, 0))
        os.environ.update(more)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        sys.argv = ["compliance", "--workspace", str(TRAINING), "score"]
        try:
            cli.run()
        finally:
            sys.stdout.flush()
            os._exit(0)
    read = b""
    with suppress(OSError):  # the terminal is gone when nobody writes to it any more
        while part := os.read(primary, 65_536):
            read += part
    os.waitpid(child, 0)
    os.close(primary)
    return read.decode()


@pytest.mark.parametrize("more", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": "xterm-256color"}], ids=str)
def test_a_table_has_no_colour_codes_and_is_as_wide_as_the_terminal(more: dict[str, str]) -> None:
    text = on_a_terminal(66, **{"TERM": "xterm", **more})
    assert not CODES.search(text)
    assert max(cell_len(line) for line in text.splitlines()) == 66
    assert "0–100" in text


def in_a_pipe(**more: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | more
    code = "from compliance.cli import run; run()"
    asked = [sys.executable, "-c", code, "--workspace", str(TRAINING), "score"]
    return subprocess.run(asked, env=environment, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def test_in_a_pipe_a_table_has_80_characters_or_as_many_as_columns_says() -> None:
    assert max(map(cell_len, in_a_pipe().splitlines())) == 80
    assert max(map(cell_len, in_a_pipe(COLUMNS="100").splitlines())) in range(81, 101)
    assert not CODES.search(in_a_pipe(FORCE_COLOR="1"))


def test_what_a_table_shows_is_what_json_says() -> None:
    (_, exempla, *_) = json.loads(printed(TRAINING, "coverage --format json", 80))
    assert (exempla["answered"], exempla["applicable"], exempla["evidence"]["A"]) == (129, 129, 14)
    indicators = json.loads(printed(TRAINING, "indicators exempla --format json", 80))
    assert [one["indicator"] for one in indicators][:3] == ["H1", "H2", "I01"]
    (budapest,) = json.loads(printed(TRAINING, "instruments ets-185 --format json", 80))
    assert sum(len(article["criteria"]) for article in budapest["articles"]) == 150
    assert [section["id"] for section in budapest["sections"]][:2] == ["definitions", "substantive-law"]
