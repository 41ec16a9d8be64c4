"""Every table as a Data Package: of the published form, true to its own schemas, and the same bytes for the same data.

`datapackage-2.0.json` is the published profile. What it leaves to prose is checked here after the standard's pages on
Data Resource and Table Schema: the cells of a field have its type and keep its constraints, and keys are keys.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from documents import DATA

import compliance
from compliance.cli import main
from compliance.outgoing import in_csv

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TRAINING = ROOT / "examples" / "training"
PROFILE = json.loads((HERE / "datapackage-2.0.json").read_text("utf-8"))
READ: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "year": int,
    "number": float,
    "date": date.fromisoformat,
    "boolean": lambda cell: {"True": True, "False": False}[cell],
}
"""How the default of Table Schema reads a cell of each type."""


def run(root: Path, *arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, ["--workspace", str(root), "export", "datapackage", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture(scope="module", params=[TRAINING, DATA, ROOT], ids=["training", "made-up", "repository"])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "out"
    done = run(request.param, "--licence", "CC-BY-4.0", "--output", folder)
    assert done.exit_code == 0, done.output
    return Path(folder)


@pytest.fixture(scope="module")
def training(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the training folder, written once; nobody changes it."""
    folder = tmp_path_factory.mktemp("training") / "out"
    run(TRAINING, "--output", folder)
    return folder


def described(folder: Path) -> Any:
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def test_it_has_the_published_form(package: Path) -> None:
    about = described(package)
    jsonschema.Draft7Validator(PROFILE).validate(about)
    assert about["licenses"] == [{"name": "CC-BY-4.0"}]
    assert {file.name for file in package.iterdir()} == {
        "datapackage.json",
        *(one["path"] for one in about["resources"]),
    }


@pytest.mark.parametrize(
    "spoil",
    [
        lambda about: about.pop("resources"),
        lambda about: about["resources"][0].pop("path"),
        lambda about: about["resources"][0]["schema"]["fields"][0].update(type="text"),
        lambda about: about["licenses"][0].update(name="CC BY 4.0"),
    ],
)
def test_the_form_refuses_what_is_wrong(package: Path, spoil: Callable[[Any], object]) -> None:
    about = described(package)
    spoil(about)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(PROFILE).validate(about)


def faults(about: Any, contents: Mapping[str, bytes]) -> list[str]:
    """Where a package breaks what its description promises."""
    found, tables = [], {one["name"]: rows_of(contents[one["path"]]) for one in about["resources"]}
    for resource in about["resources"]:
        name, schema, content = resource["name"], resource["schema"], contents[resource["path"]]
        if resource["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}" or resource["bytes"] != len(content):
            found.append(f"{name}: hash")
        rows, fields = tables[name], {field["name"]: field for field in schema["fields"]}
        head = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        if head != list(fields):
            found.append(f"{name}: columns")
            continue
        found += [
            f"{name}: {column}" for row in rows for column, cell in row.items() if not _fits(cell, fields[column])
        ]
        for key in (schema.get("primaryKey"), *schema.get("uniqueKeys", ())):
            values = [tuple(row[column] for column in key) for row in rows] if key else []
            if len(set(values)) < len(values):
                found.append(f"{name}: key")
        for foreign in schema.get("foreignKeys", ()):
            there = foreign["reference"]
            known = {tuple(row[column] for column in there["fields"]) for row in tables[there["resource"]]}
            if not {tuple(row[column] for column in foreign["fields"]) for row in rows} <= known:
                found.append(f"{name}: key of {there['resource']}")
    return found


def _fits(cell: str, field: Mapping[str, Any]) -> bool:
    constraints = field.get("constraints", {})
    if cell == "":
        return not constraints.get("required")
    try:
        READ[field["type"]](cell)
    except (ValueError, KeyError):
        return False
    return cell in constraints.get("enum", [cell])


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_its_tables_are_what_it_says(package: Path) -> None:
    assert faults(described(package), contents(package)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("scores.csv", "exempla,ets-185", "exemplum,ets-185", "scores: key of countries"),
        ("scores.csv", ",compliance,", ",obedience,", "scores: called"),
        ("figures.csv", ",2014,", ",MMXIV,", "figures: year"),
        ("series.csv", ",True,", ",perhaps,", "series: sums"),
        ("criteria.csv", "ets-185,185.1.b,", "ets-185,185.1.a,", "criteria: key"),
        ("ratings.csv", "rating,items", "rating,things", "ratings: columns"),
    ],
)  # fmt: skip
def test_a_table_that_breaks_its_schema_is_found(training: Path, file: str, old: str, new: str, fault: str) -> None:
    files = contents(training)
    assert old.encode() in files[file]
    files[file] = files[file].replace(old.encode(), new.encode(), 1)
    assert fault in faults(described(training), files)


def test_every_number_says_its_unit_and_every_column_its_meaning(package: Path) -> None:
    for resource in described(package)["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"]
            assert field["type"] != "number" or field["unit"]


def test_a_file_is_the_frame_of_its_name(training: Path) -> None:
    for name, table in compliance.open(TRAINING).items():
        back = pd.read_csv(
            training / f"{name}.csv", dtype={c: str(t) for c, t in table.dtypes.items() if "date" not in str(t)}
        )
        for column in table.columns:
            ours, theirs = table[column], back[column]
            if str(ours.dtype).startswith("datetime"):
                theirs = pd.to_datetime(theirs)
            if str(ours.dtype) == "string":
                ours = ours.map(in_csv, na_action="ignore")
            assert list(ours.dropna()) == list(theirs.dropna()), f"{name}.{column}"
            assert list(ours.isna()) == list(theirs.isna())


def test_sources_stand_beside_what_they_are_behind(package: Path) -> None:
    resources = {one["name"]: one for one in described(package)["resources"]}
    figures = {row["source"] for row in rows_of((package / "figures.csv").read_bytes())}
    assert {source["title"] for source in resources["figures"].get("sources", ())} == figures
    titles = {row["title"] for row in rows_of((package / "documents.csv").read_bytes())}
    assert {source["title"] for source in resources["documents"].get("sources", ())} == titles


def test_the_same_data_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        assert run(TRAINING, "--licence", "CC0-1.0", "--output", tmp_path / name).exit_code == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    run(TRAINING, "--licence", "CC0-1.0", "--output", tmp_path / "folder")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist()[0] == "datapackage.json"
        assert {name: archive.read(name) for name in archive.namelist()} == contents(tmp_path / "folder")


def test_the_licence_of_the_folder_goes_with_its_data(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    said = run(root, "--output", tmp_path / "without")
    assert "No licence" in said.stderr
    assert "licenses" not in described(tmp_path / "without")
    (root / "LICENSE").write_text("Free for all letters.\n", "utf-8")
    assert "No licence" not in run(root, "--output", tmp_path / "with").stderr
    assert described(tmp_path / "with")["licenses"] == [{"path": "LICENSE"}]
    assert (tmp_path / "with" / "LICENSE").read_text("utf-8") == "Free for all letters.\n"
    jsonschema.Draft7Validator(PROFILE).validate(described(tmp_path / "with"))
    wrong = run(root, "--licence", "CC BY", "--output", tmp_path / "none")
    assert (wrong.exit_code, "no identifier" in wrong.output) == (2, True)


def test_no_cell_is_computed_by_a_spreadsheet(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    file = root / "indicators/statistics.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0], lineterminator="\n")
    table.writeheader()
    table.writerows(row | {"source": "=cmd|' /C calc'!A0"} for row in rows)
    file.write_text(out.getvalue(), "utf-8")
    assert run(root, "--output", tmp_path / "out").exit_code == 0
    sources = {row["source"] for row in rows_of((tmp_path / "out/figures.csv").read_bytes())}
    assert any(source.startswith("'=cmd") for source in sources)
    for content in contents(tmp_path / "out").values():
        assert b"\n=cmd" not in content
        assert b",=cmd" not in content


def test_country_cycle_and_day_are_chosen(tmp_path: Path) -> None:
    run(TRAINING, "exempla", "--cycle", "2016", "--on", "2015-12-31", "--output", tmp_path)
    scores = rows_of((tmp_path / "scores.csv").read_bytes())
    assert {(row["country"], row["cycle"], row["law_as_of"]) for row in scores} == {("exempla", "2016", "2015-12-31")}
    assert [row["country"] for row in rows_of((tmp_path / "countries.csv").read_bytes())] == ["exempla"]
    assert faults(described(tmp_path), contents(tmp_path)) == []
    wrong = run(TRAINING, "--cycle", "2017", "--output", tmp_path)
    assert (wrong.exit_code, "there is no cycle `2017`" in wrong.output) == (2, True)


def test_a_name_with_a_mark_carries_its_footnote(tmp_path: Path) -> None:
    run(ROOT, "kosovo", "--output", tmp_path)
    about = described(tmp_path)
    assert "UNSCR 1244/1999" in about["description"]
    (country,) = rows_of((tmp_path / "countries.csv").read_bytes())
    assert country["name"] == "Kosovo*"
    assert "UNSCR 1244/1999" in country["footnote"]
