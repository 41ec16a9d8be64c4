"""The interface for analysts: its document says what it prints, its tables are documented, and nothing in them changes."""

from __future__ import annotations

import contextlib
import inspect
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from documents import DATA

import compliance
from compliance.analysis import TABLES, OpenError, Tables, documented
from compliance.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "python.md"
TRAINING = ROOT / "examples" / "training"
EXAMPLE = re.compile(r"```python\n(.*?)```\n(\n```text\n(.*?)```\n)?", re.DOTALL)


@pytest.fixture(scope="module")
def training() -> Tables:
    return compliance.open(TRAINING)


def test_the_document_prints_what_it_says(golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}

    def shown(match: re.Match[str]) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(match[1], names)  # the document is ours
        return f"```python\n{match[1]}```\n" + (f"\n```text\n{printed.getvalue()}```\n" if match[2] else "")

    blocks = "\n\n".join(f"### {name}\n\n{documented(table)}" for name, table in TABLES.items())
    text = re.sub(
        r"<!-- tables -->.*<!-- end -->",
        lambda _: f"<!-- tables -->\n{blocks}\n<!-- end -->",
        DOCUMENT.read_text("utf-8"),
        flags=re.DOTALL,
    )
    golden(DOCUMENT, EXAMPLE.sub(shown, text))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_as_documented(training: Tables, name: str) -> None:
    table, fields = training[name], training.fields(name)
    assert list(table.columns) == list(fields["column"])
    assert [str(dtype) for dtype in table.dtypes] == list(fields["dtype"])
    assert (fields["meaning"] != "").all()
    numbers = fields["dtype"].isin(["float64"])
    assert (fields.loc[numbers, "unit"] != "").all(), "a number says its unit"
    for column, words in zip(fields["column"], fields["words"], strict=True):
        assert not words or set(table[column].dropna()) <= set(words.split())


@pytest.mark.parametrize("name", TABLES)
def test_the_key_of_a_table_is_one(training: Tables, name: str) -> None:
    key = list(TABLES[name].key)
    assert not training[name].duplicated(key).any()
    assert TABLES[name].partial or not training[name][key].isna().any(axis=None)


def test_a_number_is_its_fraction_rounded(training: Tables) -> None:
    values = training.indicators.dropna(subset="value")
    assert len(values) > 100
    for rounded, exact in zip(values["value"], values["value_exact"], strict=True):
        assert abs(Fraction(exact) - Fraction(rounded)) <= Fraction(1, 2_000_000) + Fraction(1, 10**9)
    assert values["value_exact"].str.contains("/").any()


def test_scores_are_those_that_the_command_prints(training: Tables) -> None:
    done = CliRunner().invoke(main, ["--workspace", str(TRAINING), "score", "--format", "csv"])
    command = pd.read_csv(io.StringIO(done.stdout), dtype={"cycle": str})
    shared = [column for column in training.scores.columns if column in command.columns]
    assert {"low", "high", "answered", "unanswered", "leads", "with_leads_high"} <= set(shared)
    for column in shared:
        ours, theirs = training.scores[column], command[column]
        if column == "law_as_of":
            assert list(ours.dt.date.astype(str)) == list(theirs)
        else:
            assert list(ours) == list(theirs), column


def test_what_is_missing_is_no_zero(training: Tables) -> None:
    bound = training.scores.set_index(["country", "instrument"]).loc["specimen"]
    assert set(bound["bound"]) == {"not-a-party", "reservations-unknown"}
    assert bound["bound_low"].isna().all()
    without = compliance.open(DATA).indicators.query("year.isna()")
    assert len(without) > 0
    assert without["value"].isna().all()


def test_nothing_changes(training: Tables) -> None:
    with pytest.raises(AttributeError, match="cannot be set"):
        training.scores = pd.DataFrame()
    with pytest.raises(AttributeError, match="cannot be set"):
        training.anything = 1
    mine = training.scores
    mine["low"] = np.nan
    mine.loc[len(mine)] = mine.loc[0]
    assert training.scores["low"].notna().all()
    assert len(training.scores) == len(mine) - 1


def test_help_says_what_the_columns_mean() -> None:
    said = inspect.getdoc(inspect.getattr_static(Tables, "figures")) or ""
    assert "| `value` | float64 | column unit | The figure |" in said
    assert inspect.signature(compliance.open).parameters.keys() == {"folder", "country", "cycle", "as_of"}


def test_countries_cycle_and_day_are_chosen() -> None:
    chosen = compliance.open(TRAINING, country=["exempla"], cycle="2016", as_of="2015-12-31")
    assert set(chosen.scores["cycle"]) == {"2016"}
    assert set(chosen.scores["law_as_of"].astype(str)) == {"2015-12-31"}
    assert chosen.figures["year"].max() == 2015
    assert set(chosen.answers["country"]) == set(chosen.figures["country"]) == {"exempla"}
    assert (chosen["progress"]["as_of"] <= "2015-12-31").all()
    whole = compliance.open(TRAINING, as_of="2016-12-30")
    assert whole.figures["year"].max() == 2015, "the year has not ended"
    assert len(whole.deposits) == len(compliance.open(TRAINING).deposits)


def test_what_was_deposited_later_is_not_there() -> None:
    then = compliance.open(TRAINING, as_of="2009-06-15").deposits
    assert set(then["deposited"].str[:7]) == {"2009-03", "2009-06"}, "a month that has begun may be meant"
    assert len(then) == 12


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ({"country": "exemplo"}, "unknown-country", "did you mean `exempla`?"),
        ({"cycle": "2031"}, "missing-file", "expected: 2016 | 2019"),
        ({"as_of": "30 June 2017"}, "not-a-date", "a day such as 2017-07-18"),
        ({"as_of": "2031-01-01"}, "year-out-of-range", "on file from 2001-11-23 to 2019-12-31"),
        ({"as_of": "1999-01-01"}, "year-out-of-range", "on file from 2001-11-23 to 2019-12-31"),
    ],
)
def test_a_question_in_vain_is_explained(asked: dict[str, str], code: str, said: str) -> None:
    with pytest.raises(OpenError) as caught:
        compliance.open(TRAINING, **asked)
    assert {problem.code for problem in caught.value.problems} == {code}
    assert said in str(caught.value)


def test_a_broken_folder_is_not_opened(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    file = root / "indicators/statistics.csv"
    file.write_text(file.read_text("utf-8").replace(",280,", ",28o,", 1), "utf-8")
    with pytest.raises(OpenError) as caught:
        compliance.open(root)
    assert re.search(r"^indicators/statistics\.csv:\d+:\d+: not-a-number: ", str(caught.value), re.MULTILINE)
    with pytest.raises(OpenError, match="missing-file"):
        compliance.open(tmp_path / "nowhere")


def test_commands_do_without_pandas() -> None:
    for command in (["check"], ["score", "--format", "csv"], ["indicators", "--format", "csv"]):
        script = (
            "import sys\nfrom click.testing import CliRunner\nfrom compliance.cli import main\n"
            f"print(int(CliRunner().invoke(main, ['--workspace', {str(DATA)!r}, *{command!r}]).exit_code), 'pandas' in sys.modules)"
        )
        assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "0 False"
