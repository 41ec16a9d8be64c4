"""What is exported has the form that others ask for, and holds the values that reports print."""

from __future__ import annotations

import csv
import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from documents import DATA
from lxml import etree

from compliance.cli import main

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
FORM = etree.XMLSchema(etree.parse(HERE / "activity.xsd"))


def compliance(root: Path, *arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, ["--workspace", str(root), *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def published(root: Path, file: Path, *countries: str) -> Any:
    """The root of the exported file, which has the form of IATI."""
    done = compliance(root, "export", "iati", *countries, "--output", file)
    assert done.exit_code == 0, done.output
    tree = etree.parse(file)
    FORM.assertValid(tree)
    return tree.getroot()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The made-up workspace, with what the project says of itself."""
    copy = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    shutil.copy(HERE / "activity.yaml", copy / "indicators")
    return copy


def values(activity: Any, indicator: str, kind: str) -> list[tuple[str, str, str]]:
    """Year, country and value of the baselines, targets or actual values of an indicator."""
    found = activity.xpath(f"//indicator[reference/@code='{indicator}']//{kind}")
    return [
        (
            one.get("year") or one.xpath("string(../period-start/@iso-date)")[:4],
            one.xpath("string(dimension/@value)"),
            one.get("value"),
        )
        for one in found
    ]


def test_a_project_is_published_with_who_publishes_it(root: Path, tmp_path: Path) -> None:
    activity = published(root, tmp_path / "results.xml")[0]
    assert activity.findtext("iati-identifier") == "XX-TEST-1-letters"
    assert activity.xpath("participating-org/@role") == ["1", "4"]
    assert activity.xpath("activity-date/@type") == ["1", "2", "3"]
    assert "* This name is used without prejudice" in activity.findtext("description/narrative")


def test_without_it_the_results_stand_alone(tmp_path: Path) -> None:
    activity = published(DATA, tmp_path / "results.xml")[0]
    assert activity.find("iati-identifier") is None
    assert len(activity.findall("result")) == 2


def test_values_are_those_of_the_report(root: Path, tmp_path: Path) -> None:
    activity = published(root, tmp_path / "results.xml", "arcadia")[0]
    code = next(iter(activity.xpath("//indicator[reference/@code='L1']//dimension/@value")))
    assert values(activity, "L1", "baseline") == [("2022", code, "300")]
    assert values(activity, "L1", "target") == [("2026", code, "200")]
    assert values(activity, "L1", "actual") == [
        (year, code, value) for year, value in (("2022", "300"), ("2023", "280"), ("2024", "240"), ("2025", "200"))
    ]
    (falling,) = activity.xpath("//indicator[reference/@code='L1']")
    assert (falling.get("ascending"), falling.get("measure")) == ("0", "1")
    assert "Approximate." in " ".join(falling.itertext())


def test_a_range_is_no_value(root: Path, tmp_path: Path) -> None:
    activity = published(root, tmp_path / "results.xml", "arcadia")[0]
    assert values(activity, "H2", "actual") == []


@pytest.mark.parametrize("change", ["n/a", "1,5", ""])
def test_the_form_refuses_what_is_no_number(root: Path, tmp_path: Path, change: str) -> None:
    activities = published(root, tmp_path / "results.xml")
    activities.xpath("//actual")[0].set("value", change)
    assert not FORM.validate(activities)


def test_the_projects_own_results_have_the_form(tmp_path: Path) -> None:
    activity = published(REPOSITORY, tmp_path / "results.xml")[0]
    assert set(activity.xpath("//dimension/@value")) <= {"AL", "BA", "XK", "ME", "MK", "RS", "TR"}
    starts = activity.xpath("//period/period-start/@iso-date")
    assert starts == [f"{day[:4]}-01-01" for day in starts]


def test_a_mistake_in_what_is_published_is_named_with_its_line(root: Path, tmp_path: Path) -> None:
    file = root / "indicators/activity.yaml"
    file.write_text(file.read_text("utf-8").replace("implementation", "running", 1), "utf-8")
    done = compliance(root, "export", "iati", "--output", tmp_path / "results.xml")
    assert done.exit_code == 1
    assert "indicators/activity.yaml:5:9: unknown-word: `status` is `running`" in done.output
    assert not (tmp_path / "results.xml").exists()


def test_values_are_exported_with_what_their_columns_mean(tmp_path: Path) -> None:
    table, records = tmp_path / "values.csv", tmp_path / "values.json"
    assert compliance(DATA, "export", "indicators", "--output", table).exit_code == 0
    assert compliance(DATA, "export", "indicators", "--format", "json", "--output", records).exit_code == 0
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    same = json.loads(records.read_text("utf-8"))
    assert [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in same] == rows
    assert any(Fraction(row["value"]) == 280 for row in rows if row["indicator"] == "L1" and row["value"])
    about = json.loads((tmp_path / "values.metadata.json").read_text("utf-8"))
    assert list(about["columns"]) == list(rows[0])
    assert {row["indicator"] for row in rows} == set(about["indicators"])
    assert {flag for row in rows for flag in row["flags"].split()} <= set(about["flags"])
    assert about["footnotes"]


def test_a_place_that_cannot_be_written_to_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = compliance(DATA, "export", "iati", "--output", tmp_path / "file" / "results.xml")
    assert done.exit_code == 2
    assert "cannot write" in done.output
