"""The document about the data says what the data say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from compliance.cli import main
from compliance.inputs import read_inputs

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "data.md"


def test_the_table_of_coverage_is_that_of_the_data(golden: Callable[[Path, str], None]) -> None:
    said = CliRunner().invoke(
        main, ["--workspace", str(ROOT), "coverage", "--format", "markdown"], catch_exceptions=False
    )
    block = f"<!-- coverage -->\n{said.stdout}<!-- end -->"
    golden(
        DOCUMENT,
        re.sub(r"<!-- coverage -->\n.*?<!-- end -->", lambda _: block, DOCUMENT.read_text("utf-8"), flags=re.DOTALL),
    )


ROW = re.compile(r"^\| ([^|`]+) \| ((?:`[\w.]+`(?:, )?)+) \| ([a-z, -]+) \| [^|]+ \|$", re.MULTILINE)
"""Country, criteria and rating of what a lawyer is to confirm."""


def test_the_ratings_to_be_confirmed_are_those_of_the_checklists() -> None:
    workspace = read_inputs(ROOT)[0].workspace
    ratings = {
        (unit.name(filed.value.cut_off), id_): ", ".join(response.rating)
        for unit in workspace.listed()
        for filed in workspace.countries[unit.id].checklists.values()
        for id_, response in filed.value.responses.items()
    }
    told = DOCUMENT.read_text("utf-8").partition("## To be confirmed by a lawyer")[2].partition("\n## ")[0]
    said = {(row[1], id_): row[3] for row in ROW.finditer(told) for id_ in re.findall(r"`([\w.]+)`", row[2])}
    assert len(ROW.findall(told)) == told.count("\n| ") - 2
    assert {key: ratings.get(key) for key in said} == said
    assert {country for country, _ in said} == {country for country, _ in ratings}
