"""A build makes what is out of date and nothing else: which deliverables follow from which files, and what the record holds."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from documents import DATA, ROOT

import compliance
from compliance.inputs import read_inputs
from compliance.report.build.deliver import sources
from compliance.report.build.job import Asked, Job
from compliance.report.build.kinds import make
from compliance.report.build.reading import read_by
from compliance.report.build.record import (
    PROGRAMS,
    Copy,
    Record,
    Seen,
    hashed,
    read_record,
    reasons,
    seen,
    write_record,
)
from compliance.report.build.work import packed, unpacked
from compliance.view.manifest import SHOWN

ARCADIA = {"arcadia-2026.pdf", "arcadia-2026.docx", "arcadia-2026.xlsx", "arcadia-2026-brief.pdf"}
BORDURIA = {name.replace("arcadia", "borduria") for name in ARCADIA}
REGION = {"region-2026-brief.pdf", "region-2026-both.pdf", "region-2026-both.xlsx"}
"""What speaks of both follows from every file of both."""
ALONE = {"region-2026-alone.pdf", "region-2026-alone.docx", "region-2026-alone.xlsx"}
"""What compares Borduria with nobody, as its plan names no other country."""
OF_BRIEF = {"arcadia-2026-brief.pdf", "borduria-2026-brief.pdf", "region-2026-brief.pdf"}
FOLLOWS = {
    "assessments/arcadia/sources.yaml": ARCADIA,
    "assessments/arcadia/external-ratings.yaml": ARCADIA,
    "assessments/arcadia/2026/lt-12.yaml": ARCADIA,
    "assessments/arcadia/participation.yaml": ARCADIA,
    "assessments/arcadia/legislation.yaml": ARCADIA | BORDURIA,
    "reports/texts/arcadia/2026/findings.md": ARCADIA,
    "assessments/jurisdictions.yaml": ARCADIA | BORDURIA,
    "assessments/instruments/lt-31.yaml": ARCADIA | BORDURIA,
    "indicators/statistics.csv": ARCADIA | BORDURIA,
}
COMMON = ("assessments/jurisdictions.yaml", "assessments/instruments/lt-31.yaml", "indicators/statistics.csv")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The made-up workspace with Word, a brief for donors, and two comparisons, of both countries and of one alone."""
    root = Path(shutil.copytree(DATA, tmp_path / "data"))
    plan = (root / "reports/country.yaml").read_text("utf-8")
    head = plan[: plan.index("sections:")]
    (root / "reports/country.yaml").write_text(plan.replace("sections:", "formats: [pdf, docx]\nsections:", 1), "utf-8")
    brief = head.replace("id: country", "id: brief").replace("kind: country", "kind: donor")
    (root / "reports/brief.yaml").write_text(brief, "utf-8")
    regional = head.replace("kind: country", "kind: regional")
    both = regional.replace("id: country", "id: both") + "sections: [{section: messages}, {section: sensitivity}]\n"
    (root / "reports/both.yaml").write_text(both, "utf-8")
    alone = regional.replace("id: country", "id: alone") + "countries: [borduria]\nformats: [docx, pdf]\nsections: [{section: messages}]\n"  # fmt: skip
    (root / "reports/alone.yaml").write_text(alone, "utf-8")
    return root


def made_from(root: Path) -> dict[str, str]:
    """Every deliverable by name, with the digest of what it is made from."""
    return {job.name: source for job, source in sources(read_inputs(root)[0], seen(root)).items()}


def append(file: Path, text: str = "\n") -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


@pytest.mark.parametrize("file", FOLLOWS)
def test_a_file_makes_out_of_date_what_follows_from_it(root: Path, file: str) -> None:
    before = made_from(root)
    assert set(before) == ARCADIA | BORDURIA | REGION | ALONE
    append(root / file)
    after = made_from(root)
    expected = FOLLOWS[file] | REGION | (ALONE if file in COMMON else set())
    assert {name for name in before if before[name] != after[name]} == expected


def test_a_plan_makes_out_of_date_its_own_deliverables(root: Path) -> None:
    before = made_from(root)
    append(root / "reports/brief.yaml")
    after = made_from(root)
    assert {name for name in before if before[name] != after[name]} == OF_BRIEF


def test_a_rating_of_serbia_makes_out_of_date_no_file_of_another_country(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    for folder in ("assessments", "indicators", "reports"):
        shutil.copytree(ROOT / folder, root / folder)
    before = made_from(root)
    file = root / "assessments/serbia/2026/ets-185.yaml"
    text = file.read_text("utf-8")
    assert "rating: met\n" in text
    file.write_text(text.replace("rating: met\n", "rating: mostly\n", 1), "utf-8")
    after = made_from(root)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {name for name in before if name.startswith(("serbia-", "region-"))}
    assert len({name.partition("-2026")[0] for name in before}) == 8


def test_a_deliverable_of_a_country_finds_no_answer_of_another(root: Path) -> None:
    inputs = read_inputs(root)[0]
    job = Job(plan="country", country="arcadia", cycle="2026", ending="pdf")
    countries = read_by(inputs, job).workspace.countries
    assert countries["arcadia"] is inputs.workspace.countries["arcadia"]
    assert countries["borduria"].checklists == {}
    assert countries["borduria"].legislation is not None
    region = Job(plan="alone", country="", cycle="2026", ending="pdf")
    assert set(read_by(inputs, region).workspace.countries) == {"borduria"}
    assert set(read_by(inputs, replace(region, plan="both")).workspace.countries) == {"arcadia", "borduria"}


def test_a_comparison_names_the_countries_of_its_plan_alone(root: Path) -> None:
    inputs = read_inputs(root)[0]
    job = Job(plan="alone", country="", cycle="2026", ending="docx")
    with zipfile.ZipFile(io.BytesIO(make(inputs, job, ()))) as files:
        text = files.read("word/document.xml").decode()
    assert "Borduria" in text
    assert "Arcadia" not in text.replace("Port Arcadia", "")  # where a treaty was opened


@pytest.mark.parametrize(("country", "other"), [("arcadia", "borduria"), ("borduria", "arcadia")])
def test_what_is_not_out_of_date_would_come_out_the_same(root: Path, country: str, other: str) -> None:
    job = Job(plan="country", country=country, cycle="2026", ending="xlsx")
    before, digest = make(read_inputs(root)[0], job, ()), made_from(root)[job.name]
    for file in sorted((root / "assessments" / other).rglob("*.yaml")):
        if file.name != "legislation.yaml":
            text = file.read_text("utf-8")
            file.write_text(text.replace("rating: met", "rating: mostly").replace("the ", "The "), "utf-8")
    assert made_from(root)[job.name] == digest
    assert make(read_inputs(root)[0], job, ()) == before


def test_a_model_of_another_country_makes_out_of_date_what_cites_it(root: Path) -> None:
    job = Job(plan="country", country="arcadia", cycle="2026", ending="xlsx")
    before, digest = make(read_inputs(root)[0], job, ()), made_from(root)[job.name]
    file = root / "assessments/borduria/legislation.yaml"
    file.write_text(file.read_text("utf-8").replace("short: Penal Code", "short: The Penal Code"), "utf-8")
    assert make(read_inputs(root)[0], job, ()) != before
    assert made_from(root)[job.name] != digest


def test_inputs_travel_without_the_folder(root: Path) -> None:
    inputs = read_inputs(root)[0]
    job = Job(plan="country", country="borduria", cycle="2026", ending="xlsx")
    here, parcel = make(inputs, job, ()), packed(inputs)
    shutil.rmtree(root)
    assert make(unpacked(parcel), job, ()) == here


def test_another_program_makes_all_out_of_date(tmp_path: Path) -> None:
    package = Path(shutil.copytree(Path(compliance.__file__).parent, tmp_path / "compliance"))

    def digest() -> str:
        told = "from compliance.report.build.record import program; print(program())"
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.check_output([sys.executable, "-c", told], env=environment, text=True)

    first = digest()
    append(package / "cli/check.py")
    assert digest() == first, "no deliverable follows from the command line"
    append(package / "pages/report.css")
    assert digest() != first


def test_finding_all_up_to_date_loads_nothing_heavy() -> None:
    told = "import sys, compliance.cli.build; print(*sys.modules)"
    loaded = set(subprocess.check_output([sys.executable, "-c", told], text=True).split())
    assert "compliance.report.build.record" in loaded
    assert not loaded & {"yaml", "pydantic", "pandas", "matplotlib", "weasyprint", "rich", "distributed"}


def test_the_programs_that_a_report_names_are_among_those_that_count() -> None:
    assert {name.lower() for name in SHOWN} <= {name.lower() for name in PROGRAMS}


JOB = Job(plan="country", country="arcadia", cycle="2026", ending="pdf")
RECORD = Record(seen="s", jobs=((JOB, "a"),), made={JOB.name: Copy("a", hashed(b"whole"))})


@pytest.mark.parametrize(
    ("there", "source", "stands"),
    [(b"whole", "a", True), (b"edited", "a", False), (None, "a", False), (b"whole", "b", False)],
    ids=["as it was made", "edited", "deleted", "made from something else"],
)
def test_only_what_stands_as_it_was_made_is_up_to_date(
    tmp_path: Path, there: bytes | None, source: str, stands: bool
) -> None:
    write_record(tmp_path, RECORD)
    if there is not None:
        (tmp_path / JOB.name).write_bytes(there)
    assert (not read_record(tmp_path).outdated(tmp_path, {JOB: source})) == stands


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format": 1}',
        b'{"format": 1, "seen": "s", "jobs": [], "made": {}, "states": {}}',
        b'{"format": 2, "seen": "s", "jobs": [{"job": {"plan": "x"}, "source": "a"}], "made": {}, "states": {}}',
        b'{"format": 2, "seen": "s", "jobs": [], "made": [1], "states": {}}',
        b'{"format": 2, "seen": "s", "jobs": [], "made": {}, "states": {"x": 1}}',
    ],
)
def test_a_record_that_cannot_be_understood_is_none(tmp_path: Path, text: bytes) -> None:
    write_record(tmp_path, RECORD)
    assert read_record(tmp_path) == replace(RECORD)
    (tmp_path / ".build.json").write_bytes(text)
    assert read_record(tmp_path) == Record()


NOW = Seen({"assessments/arcadia/a.yaml": "1", "assessments/b.yaml": "2", "reports/c.yaml": "3"}, "program")


@pytest.mark.parametrize(
    ("before", "there", "why"),
    [
        (NOW, b"whole", ()),
        (NOW, b"edited", ("edited by hand",)),
        (NOW, None, ("deleted",)),
        (replace(NOW, program="older"), b"whole", ("the program changed",)),
        (replace(NOW, files={**NOW.files, "assessments/arcadia/a.yaml": "0"}), b"whole", ("assessments/arcadia/a.yaml changed",)),
        (replace(NOW, files={**NOW.files, "assessments/d.yaml": "0"}), b"whole", ("assessments/d.yaml is gone",)),
        (replace(NOW, files={"assessments/arcadia/a.yaml": "1", "reports/c.yaml": "3"}), b"whole", ("assessments/b.yaml is new",)),
        (replace(NOW, files={**NOW.files, "reports/c.yaml": "0"}), b"whole", ()),
    ],
    ids=["nothing", "edited", "deleted", "program", "changed", "gone", "new", "of no concern"],
)  # fmt: skip
def test_why_something_is_out_of_date_is_known(
    tmp_path: Path, before: Seen, there: bytes | None, why: tuple[str, ...]
) -> None:
    write_record(tmp_path, Record().with_made(JOB, Copy("a", hashed(b"whole"), before.digest(0)), before))
    if there is not None:
        (tmp_path / JOB.name).write_bytes(there)
    found = reasons(read_record(tmp_path), tmp_path, JOB, NOW, lambda path: path.startswith("assessments/"))
    assert found == why


def test_states_are_kept_as_long_as_something_made_from_them_counts() -> None:
    other = replace(JOB, country="borduria")
    states = [Seen({"a": str(number)}, "program") for number in range(3)]
    record = Record()
    for job, state in ((JOB, states[0]), (other, states[1]), (JOB, states[2])):
        record = record.with_made(job, Copy("s", "c", state.digest(0)), state)
    assert list(record.states.values()) == states[1:]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Asked(), ["arcadia-2026.pdf", "arcadia-2026.xlsx", "region-2026.pdf", "region-2026-donor.pdf"]),
        (Asked(only=["xlsx"]), ["arcadia-2026.xlsx"]),
        (Asked(only=["*-donor.pdf", "xlsx"]), ["arcadia-2026.xlsx", "region-2026-donor.pdf"]),
        (Asked(plans=["donor"]), ["region-2026-donor.pdf"]),
        (Asked(countries=["arcadia"]), ["arcadia-2026.pdf", "arcadia-2026.xlsx"]),
        (Asked(countries=["arcadia"], only=["region*"]), []),
    ],
)
def test_what_is_asked_for_is_chosen_by_country_plan_and_name(asked: Asked, names: list[str]) -> None:
    everything = [
        JOB,
        replace(JOB, ending="xlsx"),
        replace(JOB, plan="regional", country=""),
        replace(JOB, plan="donor", country=""),
    ]
    assert [job.name for job in asked.of(everything)] == names
