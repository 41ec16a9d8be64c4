"""What is exported has the form that others ask for, and holds the values that reports print.

The schemas beside this file are those of IATI 2.03 as published. `rules.json` is the standard ruleset of 2.03, as far as
it speaks of what is exported here, with two rules of later editions: an activity has a recipient (3.7.1), and the shares of
its sectors make 100 (2.1). What the standard asks for in words alone is checked here too.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
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
TRAINING = REPOSITORY / "examples" / "training"
FORM = etree.XMLSchema(etree.parse(HERE / "iati-activities-schema.xsd"))
RULES = json.loads((HERE / "rules.json").read_text("utf-8"))
LISTS = json.loads((REPOSITORY / "src/compliance/indicators/iati.json").read_text("utf-8"))
CODED = {
    "reporting-org/@type": "OrganisationType",
    "participating-org/@type": "OrganisationType",
    "recipient-country/@code": "Country",
    "recipient-region/@code": "Region",
    "sector/@code": "Sector",
}


def compliance(root: Path, *arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, ["--workspace", str(root), *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def published(root: Path, file: Path, *arguments: str) -> Any:
    """The root of the exported file, which has the form of IATI and keeps its rules."""
    done = compliance(root, "export", "iati", *arguments, "--output", file)
    assert done.exit_code == 0, done.output
    tree = etree.parse(file)
    if "--results-only" not in arguments:
        FORM.assertValid(tree)
        assert list(broken(tree.getroot())) == []
    return tree.getroot()


def broken(root: Any) -> Iterator[str]:
    """Every rule of the standard that an activity breaks."""
    for context, rules in RULES.items():
        for element in root.xpath(context):
            for rule, cases in rules.items():
                yield from (f"{rule} {case}" for case in cases["cases"] if not KEPT[rule](element, case))
    for path, name in CODED.items():
        yield from (f"{name} {code}" for code in root.xpath(f"//{path}") if code not in LISTS[name]["codes"].split())
    prefixes = tuple(f"{code}-" for code in LISTS["OrganisationRegistrationAgency"]["codes"].split())
    refs = root.xpath("//reporting-org/@ref | //participating-org/@ref | //iati-identifier/text()")
    yield from (f"prefix {ref}" for ref in refs if not ref.startswith(prefixes))
    if not root.xpath("string(//iati-identifier)").startswith(f"{root.xpath('string(//reporting-org/@ref)')}-"):
        yield "identifier"
    yield from (
        f"number {cell}" for cell in root.xpath("//indicator[@measure<5]//@value[../@value]") if not number(cell)
    )


def number(cell: Any) -> bool:
    """Whether a value is one, where it is that of a measure; a dimension has a value that is none."""
    try:
        return cell.getparent().tag == "dimension" or Decimal(cell).is_finite()
    except InvalidOperation:
        return False


def found(element: Any, paths: list[str]) -> list[Any]:
    return [hit for path in paths for hit in element.xpath(path)]


def in_order(element: Any, case: dict[str, str]) -> bool:
    days = [
        date.today().isoformat() if path == "NOW" else element.xpath(f"string({path})")
        for path in (case["less"], case["more"])
    ]
    return not all(days) or days[0] <= days[1]


def sums_up(element: Any, case: Any) -> bool:
    shares = found(element, case["paths"])
    return not shares or sum(map(Decimal, shares)) == case["sum"]


KEPT: dict[str, Callable[[Any, Any], bool]] = {
    "atleast_one": lambda element, case: bool(found(element, case["paths"])),
    "no_more_than_one": lambda element, case: len(found(element, case["paths"])) <= 1,
    "date_order": in_order,
    "sum": sums_up,
    "strict_sum": sums_up,
    "regex_matches": lambda element, case: all(
        re.fullmatch(case["regex"], str(getattr(hit, "text", hit))) for hit in found(element, case["paths"])
    ),
}
"""The rules of a ruleset, by the names that its specification gives them."""


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
    assert activity.findtext("iati-identifier") == "XE-EXAMPLE-1-letters"
    assert activity.xpath("participating-org/@role") == ["1", "4"]
    assert activity.xpath("activity-date/@type") == ["1", "2", "3"]
    assert "* This name is used without prejudice" in activity.findtext("description/narrative")


def test_without_it_nothing_is_published_but_results_alone(root: Path, tmp_path: Path) -> None:
    done = compliance(DATA, "export", "iati", "--output", tmp_path / "results.xml")
    assert (done.exit_code, (tmp_path / "results.xml").exists()) == (1, False)
    assert "indicators/activity.yaml: missing-file: " in done.output
    assert "--results-only" in done.output
    for folder in (DATA, root):
        activity = published(folder, tmp_path / "results.xml", "--results-only")[0]
        assert activity.find("iati-identifier") is None
        assert activity.find("reporting-org") is None
        assert len(activity.findall("result")) == 2


def test_whom_it_is_for_and_what_it_is_about_is_published(root: Path, tmp_path: Path) -> None:
    activity = published(root, tmp_path / "results.xml")[0]
    assert activity.xpath("recipient-region/@code") == ["89", "998"]
    assert activity.xpath("recipient-region/@percentage") == ["75", "25"]
    assert activity.xpath("sector/@percentage") == ["62.5", "37.5"]
    assert set(activity.xpath("//reference/@indicator-uri")) == {"https://posts.example/indicators"}
    assert len(activity.xpath("//reference/@indicator-uri")) == len(activity.xpath("//indicator"))


def test_countries_are_published_by_their_codes(tmp_path: Path) -> None:
    root = Path(shutil.copytree(REPOSITORY / "assessments", tmp_path / "workspace/assessments")).parent
    shutil.copytree(REPOSITORY / "indicators", root / "indicators")
    text = (HERE / "activity.yaml").read_text("utf-8")
    recipients = "recipients:\n  - {region: '89', percentage: 50}\n  - {country: serbia, percentage: 30}\n  - {country: kosovo, percentage: 20}\nsectors:"
    (root / "indicators/activity.yaml").write_text(
        re.sub(r"recipients:.*sectors:", recipients, text, flags=re.DOTALL), "utf-8"
    )
    activity = published(root, tmp_path / "results.xml", "serbia", "kosovo")[0]
    assert activity.xpath("recipient-country/@code") == ["RS", "XK"]
    assert activity.xpath("recipient-region/@percentage") == ["50"]


def test_the_training_project_is_a_whole_file(tmp_path: Path) -> None:
    activity = published(TRAINING, tmp_path / "results.xml")[0]
    assert activity.xpath("activity-date/@type") == ["1", "2", "3", "4"]
    assert len(activity.xpath("//actual")) > 100


@pytest.mark.parametrize("workspace", [TRAINING, DATA])
def test_composites_are_no_results(workspace: Path, tmp_path: Path) -> None:
    done = compliance(workspace, "export", "iati", "--results-only", "--output", tmp_path / "results.xml")
    codes = set(etree.parse(tmp_path / "results.xml").xpath("//reference/@code"))
    logframe = (workspace / "indicators/logframe.yaml").read_text("utf-8")
    formulas = dict(re.findall(r"- id: (\w+)\n(?:    .*\n)*?    formula: (.*)", logframe))
    left_out = {id_ for id_, formula in formulas.items() if "completeness(" in formula or "attainment(" in formula}
    assert left_out
    assert codes == set(formulas) - left_out
    assert f"no results: {', '.join(sorted(left_out))}." in done.stderr


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
def test_the_rules_refuse_what_is_no_number(root: Path, tmp_path: Path, change: str) -> None:
    activities = published(root, tmp_path / "results.xml")
    activities.xpath("//actual")[0].set("value", change)
    assert list(broken(activities)) == [f"number {change}"]


FAULTS = [
    ("//sector", "percentage", "60", "strict_sum"),
    ("//sector", "code", "15140", "Sector"),
    ("//recipient-region", "percentage", "70", "sum"),
    ("//activity-date[@type='3']", "iso-date", "2021-01-01", "date_order"),
    ("//activity-date[@type='2']", "iso-date", "2199-01-01", "date_order"),
    ("//reporting-org", "ref", "LP-1", "prefix"),
    ("//participating-org", "type", "61", "OrganisationType"),
    ("//period/period-end", "iso-date", "1999-12-31", "date_order"),
]


@pytest.mark.parametrize(("place", "attribute", "text", "rule"), FAULTS)
def test_the_rules_find_faults(root: Path, tmp_path: Path, place: str, attribute: str, text: str, rule: str) -> None:
    activities = published(root, tmp_path / "results.xml")
    activities.xpath(place)[0].set(attribute, text)
    assert any(fault.startswith(rule) for fault in broken(activities))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('type: "40"', 'type: "41"', "2:60: unknown-code: the code list OrganisationType of IATI has no code `41`"),
        ('type: "60"', 'type: "61"', "8:44: unknown-code: the code list OrganisationType of IATI has no code `61`"),
        ("ref: XE-EXAMPLE-1", "ref: XX-TEST-1", "unknown-code: `XX-TEST-1` does not begin with a prefix"),
        ("ref: XE-EXAMPLE-1", "ref: US-DOS-1", "unknown-code: `US-DOS-1` does not begin with a prefix"),
        ("XE-EXAMPLE-1-letters", "XE-EXAMPLE-2-letters", "1:13: wrong-identifier: the identifier"),
        ("XE-EXAMPLE-1-letters", "XE-EXAMPLE-1-a/b", "1:13: wrong-identifier: the identifier"),
        (", ref: XE-EXAMPLE-1, type", ", type", "missing-field: `ref` is missing"),
        ('ref: XE-EXAMPLE-1, type: "40"}\ndesc', "ref: XE-EXAMPLE-1}\ndesc", "missing-field: `type` is missing"),
        ('"15130"', '"15131x"', "unknown-code: the code list Sector of IATI has no code `15131x`"),
        ('"15130"', '"15140"', "unknown-code: the code list Sector of IATI has no code `15140` any more"),
        ('"15130"', '"22010"', "repeated-id: `22010` stands twice"),
        ("37.5", "30", "shares-not-100: the percentages of `sectors` make 92.5 together"),
        (", percentage: 37.5", "", "shares-not-100: the percentages of `sectors` make 62.5 together, and 1 without"),
        ("percentage: 75}", "percentage: 125}", "shares-not-100: the percentages of `recipients` make 150 together"),
        ('region: "89"', "country: arcadia", "unknown-code: the code list Country of IATI has no code"),
        ('region: "89"', "country: nowhere", "unknown-country: there is no country `nowhere`"),
        ('region: "89"', 'region: "90"', "unknown-code: the code list Region of IATI has no code `90`"),
        ('region: "89", ', "", "missing-field: a recipient is a country or a region"),
        ("planned_end: 2027-12-31", "planned_end: 2021-12-31", "dates-out-of-order: `planned_end` (2021-12-31)"),
        ("actual_start: 2022-03-01", "actual_start: 2199-03-01", "dates-out-of-order: `actual_start` (2199-03-01)"),
        ("planned_start: 2022-01-01, actual_start: 2022-03-01, ", "", "missing-field: the day is missing"),
    ],
)
def test_a_code_or_rule_that_would_be_broken_is_named_with_its_place(
    root: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    file = root / "indicators/activity.yaml"
    text = file.read_text("utf-8").removeprefix("# yaml-language-server: $schema=../../schemas/activity.json\n")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    done = compliance(root, "export", "iati", "--output", tmp_path / "results.xml")
    assert (done.exit_code, (tmp_path / "results.xml").exists()) == (1, False)
    assert said in done.output
    assert "indicators/activity.yaml:" in done.output


def test_the_projects_own_results_have_the_form(tmp_path: Path) -> None:
    activity = published(REPOSITORY, tmp_path / "results.xml", "--results-only")[0]
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
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    same = json.loads(records.read_text("utf-8"))
    assert [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in same] == rows
    about = json.loads((tmp_path / "values.metadata.json").read_text("utf-8"))
    assert list(about["columns"]) == list(rows[0])
    assert {row["indicator"] for row in rows} == set(about["indicators"])
    assert {flag for row in rows for flag in row["flags"].split()} <= set(about["flags"])
    assert about["footnotes"]


def test_decimals_stand_beside_exact_fractions(tmp_path: Path) -> None:
    assert compliance(TRAINING, "export", "indicators", "--output", tmp_path / "values.csv").exit_code == 0
    rows = list(csv.DictReader((tmp_path / "values.csv").read_text("utf-8-sig").splitlines()))
    for name in ("value", "low", "high", "numerator", "denominator"):
        cells = [(row[name], row[f"{name}_exact"]) for row in rows if row[name]]
        assert cells
        assert all(abs(Fraction(decimal) - Fraction(exact)) <= Fraction(1, 2_000_000) for decimal, exact in cells)
    assert any("/" in row["value_exact"] and re.fullmatch(r"\d+\.\d{6}", row["value"]) for row in rows)
    printed = compliance(TRAINING, "indicators", "--format", "csv").stdout
    assert printed == (tmp_path / "values.csv").read_text("utf-8-sig")


def test_a_place_that_cannot_be_written_to_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = compliance(DATA, "export", "iati", "--results-only", "--output", tmp_path / "file" / "results.xml")
    assert done.exit_code == 2
    assert "cannot write" in done.output
