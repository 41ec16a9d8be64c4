"""What reaches a terminal or a spreadsheet: text, and never a command."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from documents import DATA

import compliance.cli
from compliance.cli import main
from compliance.cli.shared import show
from compliance.cli.tables import table
from compliance.outgoing import escaped, in_csv
from compliance.problems import FORMATS, Position, Problem

MODULES = Path(compliance.cli.__file__).parent
EVIL = "a\x1b[2J\x9b1mb\u202ec\u2066d\x07\x00e\udc80f\U000e0041g\rh\u2028i"
"""Text that clears a screen, colours, turns around, rings, and is no text."""


def harmless(text: str) -> bool:
    return not re.search(r"[^\n\t\x20-\x7e\u00a0-\u0600\u2019\u2500\ufffd]", text) and "\x1b" not in text


def test_every_line_gets_onto_the_terminal_by_one_way() -> None:
    for file in sorted(MODULES.glob("*.py")):
        ways = re.findall(r"click\.s?echo|(?<![\w.])print\(|sys\.std(?:out|err)\.write", file.read_text("utf-8"))
        assert ways == (["click.echo"] if file.stem == "terminal" else []), file.name


@pytest.mark.parametrize("format_", FORMATS)
def test_problems_are_harmless_in_every_format(format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    at = Position(EVIL, 1, 2, excerpt=EVIL)
    show([Problem(at, "not-text", EVIL, EVIL, EVIL)], format_)
    said = capsys.readouterr().out
    assert harmless(said), said
    if format_ == "json":
        assert json.loads(said)["what"] == EVIL


def test_tables_are_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    table(("name",), ((EVIL,),), ("left",))
    assert harmless(capsys.readouterr().out)


def test_what_is_said_of_wrong_use_is_harmless() -> None:
    typed = EVIL.replace("\0", "")  # no system hands such a character over
    for arguments in (
        [typed],
        ["checklist", "import", typed],
        ["--workspace", typed, "check"],
        ["check", "--format", typed],
    ):
        said = CliRunner().invoke(main, arguments)
        assert said.exit_code == 2
        assert harmless(said.output), said.output


def test_names_of_files_are_harmless(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    (root / "assessments/arcadia/x\x1b[31m\u202e.yaml").write_text("a: [", "utf-8")
    said = CliRunner().invoke(main, ["--workspace", str(root), "check"])
    assert said.exit_code == 1
    assert harmless(said.output), said.output
    assert "unknown-file" in said.output


def test_words_and_spaces_of_the_field_stay() -> None:
    kept = "Čl. 12\u00a0st. 3 – „zakon“, ж, 中, 😀\n\tb"
    assert escaped(kept) == kept
    assert escaped("\U000e0041") == "\\udb40\\udc41"


@pytest.mark.parametrize("text", ["=1+1", "+381", "-2+3", "@SUM(A1)", "\tx", "\rx", "- women 12"])
def test_text_of_a_table_is_not_computed(text: str) -> None:
    assert in_csv(text) == f"'{text}"


@pytest.mark.parametrize("number", ["-5", "-0.5", "12", "-1/3", -5, None, 2.5])
def test_numbers_of_a_table_stay_numbers(number: object) -> None:
    assert in_csv(number) == number


@pytest.mark.parametrize(
    "arguments", [("indicators", "table", "--format", "csv"), ("export", "indicators", "--output", "out.csv")]
)
def test_exported_tables_hold_no_formulas(arguments: tuple[str, ...], tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    for name in ("statistics.csv", "logframe.yaml"):
        file = root / "indicators" / name
        text = file.read_text("utf-8").replace("name: ", "name: '=HYPERLINK(1) '  # ", 1)
        file.write_text(re.sub(r",([A-Z][a-z]+ [a-z]+),(https|,)", r",=cmd \1,\2", text), "utf-8")
    done = CliRunner().invoke(
        main, ["--workspace", str(root), *(one.replace("out.csv", str(tmp_path / "out.csv")) for one in arguments)]
    )
    assert done.exit_code == 0, done.output
    text = (tmp_path / "out.csv").read_text("utf-8") if "--output" in arguments else done.stdout
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=HYPERLINK(1)" in " ".join(cells)
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell and not re.fullmatch(r"-?[0-9./]+", cell)]
