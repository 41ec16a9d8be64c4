"""The brief for donors: two pages, whatever the country, that say how things stand and claim no more."""

from __future__ import annotations

import csv
import io
import re
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from documents import DATA, flat

from compliance.cli import main
from compliance.indicators.values import JUDGED
from compliance.inputs import Inputs, read_inputs
from compliance.model.logframe import Action
from compliance.pages.donor import brief_drawings, donor_page, region_donor_page, region_drawings
from compliance.pages.html import Page
from compliance.report.pdf import fitted, pdf
from compliance.view.donor import DonorView, Member, RegionBrief, briefs, donor_views, member, region_briefs

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
TRAINING = REPOSITORY / "examples" / "training"
COUNTRIES = sorted(file.parent.name for file in (REPOSITORY / "assessments").glob("*/sources.yaml"))


@cache
def on_file(root: Path = REPOSITORY) -> Inputs:
    return read_inputs(root)[0]


@cache
def on_paper(country: str) -> DonorView:
    """What is printed of a country on file."""
    return donor_view(on_file(), country, on_file().workspace.countries[country].cycles()[-1], "donor")


def donor_view(inputs: Inputs, country: str, cycle: str, plan: str) -> DonorView:
    """What is printed of a country."""
    return fitted(donor_views(inputs, country, cycle, plan), donor_page)[0]


def region_brief(inputs: Inputs, cycle: str, plan: str) -> RegionBrief:
    """What is printed of the region."""
    return fitted(region_briefs(inputs, cycle, plan), region_donor_page)[0]


@cache
def training() -> DonorView:
    return donor_view(on_file(TRAINING), "exempla", "2019", "donor")


@cache
def region() -> RegionBrief:
    return region_brief(on_file(), "2026", "donor")


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """The made-up workspace, with a brief planned."""
    root = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("donor") / "workspace"))
    shutil.copy(HERE / "donor.yaml", root / "reports")
    inputs, problems = read_inputs(root)
    assert [one for one in problems if one.severity == "problem"] == []
    return inputs


@pytest.fixture(scope="module")
def arcadia(letters: Inputs) -> DonorView:
    return donor_view(letters, "arcadia", "2026", "donor")


PRINTED: dict[str, bytes] = {}
"""Documents by the pages that they were made of."""


def printed(page: Page) -> bytes:
    """The document of a page, made once."""
    return PRINTED.get(page.html) or PRINTED.setdefault(page.html, pdf(page))


def pages(page: Page) -> list[str]:
    document = pypdfium2.PdfDocument(printed(page))
    texts = []
    for one in document:
        text = one.get_textpage()
        texts.append(flat(text.get_text_bounded()))
        text.close()
        one.close()
    document.close()
    return texts


def designated(made: list[str], footnotes: tuple[str, ...]) -> None:
    """The footnote of a designation stands on every page, and only where the name occurs."""
    assert bool(footnotes) == ("Kosovo*" in " ".join(made))
    assert [note for note in footnotes for text in made if flat(note) not in text] == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_two_pages(country: str) -> None:
    view = on_paper(country)
    made = pages(donor_page(view))
    assert len(made) == 2
    assert [text for text in made if flat(f"{view.edition}.") not in text] == []
    designated(made, view.footnotes)


def test_the_training_state_has_two_pages_with_every_status() -> None:
    first, second = pages(donor_page(training()))
    assert {one.word for one in training().counts if one.number} == {*JUDGED, "no-data"}
    for row in training().off_track:
        assert flat(row.action) in second
        assert row.action != "None recorded"
    for one in training().measured:
        assert flat(one.indicator.short or one.indicator.name) in first


def test_every_indicator_is_counted_once_and_named_on_the_second_page() -> None:
    view = training()
    assert sum(one.number for one in view.counts) == len(view.reports)
    second = pages(donor_page(view))[1]
    unnamed = [
        one.indicator.id for one in view.reports if flat(one.indicator.short or one.indicator.name) not in second
    ]
    assert unnamed == []


def test_a_brief_counts_by_status_and_says_who_acts(arcadia: DonorView) -> None:
    view = arcadia
    first, second = pages(donor_page(view))
    words = [one.status.word for one in view.reports]
    assert {one.word: one.number for one in view.counts if one.word != "no-data"} == {
        word: words.count(word) for word in ("met", "on-track", "at-risk", "off-track")
    }
    assert "contributed to" in first
    assert flat(view.headline) in first
    assert flat(view.off_track_headline) in second
    for row in view.off_track:
        assert flat(row.action) in second


def test_an_off_track_indicator_without_an_action_says_so(arcadia: DonorView) -> None:
    view = arcadia
    without = [one for one in view.reports if one.status.word == "off-track" and not one.plan.actions]
    assert [row.action for row in view.off_track].count("None recorded") == len(without[:3])


def crowd(country: Member, many: int) -> Member:
    """A country with so many indicators off track, each with long words."""
    action = Action(
        cause="Prosecutors open them only above an amount that nobody has looked at since the reform of the posts",
        action="An instruction of the Prosecutor General, drafted with the League of Posts and under review since spring",
        owner="Office of the Prosecutor General of the Posts",
        due=date(2027, 3, 31),
    )
    known = next(one for one in country.reports if one.status.word == "off-track")
    short = "Letters opened on the way between two coasts of the country"
    reports = tuple(
        replace(
            known,
            indicator=replace(known.indicator, id=f"M{n}", short=short),
            plan=replace(known.plan, actions=(action,)),
        )
        for n in range(many)
    )
    return replace(country, reports=reports)


@pytest.mark.parametrize("many", [1, 8, 30, 120])
def test_much_that_is_off_track_still_fits(letters: Inputs, many: int) -> None:
    plan = letters.workspace.plans["donor"].value
    country = member(letters, "arcadia", "2026", plan)
    assert country is not None
    crowded, document = fitted(briefs(crowd(country, many), plan), donor_page)
    assert len(pypdfium2.PdfDocument(document)) == 2
    assert crowded.counts[3].number == many
    assert 1 <= len(crowded.rows) <= many


def test_nothing_is_judged_without_a_target() -> None:
    view = on_paper("serbia")
    if all(one.number == 0 for one in view.counts if one.word != "no-data"):
        assert view.headline.endswith("none a target")
        assert (view.off_track, view.measured) == ((), ())
    assert re.search(r"\d+ of \d+|of the judged", view.headline)


@pytest.mark.parametrize("country", ["serbia", "albania"])
def test_who_has_the_missing_figures_is_said_body_by_body(country: str) -> None:
    view = on_paper(country)
    wanting = [one for one in view.reports if not one.values and not one.indicator.headline]
    police = [one.indicator for one in wanting if "Police" in (one.indicator.responsible or "").split("; ")]
    assert len(police) > 1
    second = pages(donor_page(view))[1]
    if view.asked:  # where there is room, the indicators are named
        names = "; ".join(one.short or one.name for one in police)
        assert flat(f"Police: {names}.") in second
    else:
        assert flat(f"Police ({len(police)})") in second


# --- the region -----------------------------------------------------------------------------------


def test_the_region_has_two_pages_with_every_country_in_the_order_of_the_register() -> None:
    view = region()
    made = pages(region_donor_page(view))
    assert len(made) == 2
    assert len(view.names) == len(COUNTRIES)
    listed = [one.name(date(2026, 9, 30)) for one in on_file().workspace.listed()]
    assert list(view.names) == [name for name in listed if name in view.names]
    for text in made:
        assert [name for name in view.names if flat(name) not in text] == []
    designated(made, view.footnotes)


def test_the_region_counts_every_indicator_of_every_country() -> None:
    for one in region().standings:
        assert sum(one.counts.values()) == region().total


def test_the_region_averages_nothing_and_says_so() -> None:
    view = region()
    second = pages(region_donor_page(view))[1]
    assert "nothing is averaged across them" in second
    for row in view.rows:
        assert len(row.cells) == len(view.names)


def test_the_region_of_the_training_workspace_says_whose_indicator_is_off_track() -> None:
    view = region_brief(on_file(TRAINING), "2019", "donor")
    made = pages(region_donor_page(view))
    assert len(made) == 2
    assert all(row.name.startswith("Republic of Exempla (fictional): ") for row in view.off_track)
    assert "Specimen" in " ".join(view.caveats)


def heights(view: RegionBrief, indicator: str) -> list[str]:
    """The courses of an indicator as they are drawn, without their words."""
    made = region_drawings(view)
    return [one.chart.svg.decode() for id_, one in made.items() if id_.startswith(f"course-{indicator}-")]


def test_courses_share_one_axis_unless_the_plan_frees_them() -> None:
    view = region()
    free = replace(view, plan=replace(view.plan, axis="free"))
    assert heights(view, "I15") != heights(free, "I15")
    assert heights(view, "I15")
    assert "an axis of its own" in pages(region_donor_page(free))[1]


@pytest.mark.parametrize("page", ["country", "region"])
def test_every_chart_has_an_alternative_text_and_its_numbers_in_the_file(page: str) -> None:
    made = donor_page(training()) if page == "country" else region_donor_page(region())
    drawn = brief_drawings(training()) if page == "country" else region_drawings(region())
    with pikepdf.open(io.BytesIO(printed(made))) as document:
        (name,) = document.attachments
        rows = list(csv.DictReader(io.StringIO(document.attachments[name].get_file().read_bytes().decode())))
    assert name == "figures.csv"
    assert {row["chart"] for row in rows} == set(drawn)
    for id_, one in drawn.items():
        assert f'alt="{one.chart.alt[:40]}'.replace("&", "&amp;") in made.html, id_
        assert one.chart.alt.endswith("Table: figures.csv, attached to this file.")


def test_the_file_of_numbers_holds_what_is_drawn() -> None:
    attached = donor_page(training()).attachments["figures.csv"].decode()
    rows = [row for row in csv.DictReader(io.StringIO(attached)) if row["chart"] == "course-I11"]
    assert [(row["what"], row["year"], row["value"]) for row in rows if row["what"] == "observed"] == [
        ("observed", "2014", "14"),
        ("observed", "2015", "12"),
        ("observed", "2016", "16"),
        ("observed", "2017", "15"),
        ("observed", "2018", "13"),
        ("observed", "2019", "11"),
    ]


def test_the_command_builds_it_beside_the_report(letters: Inputs, tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    shutil.copy(HERE / "donor.yaml", root / "reports")
    done = CliRunner().invoke(main, ["--workspace", str(root), "build", "--plan", "donor", "--jobs", "1", "borduria"])
    assert done.exit_code == 0, done.output
    made = [file.name for file in (root / "build/reports").iterdir() if file.suffix == ".pdf"]
    assert made == ["borduria-2026-donor.pdf"]


def test_the_command_builds_the_region_beside_the_countries(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    shutil.copy(HERE / "donor.yaml", root / "reports")
    done = CliRunner().invoke(main, ["--workspace", str(root), "build", "--plan", "donor", "--jobs", "1"])
    assert done.exit_code == 0, done.output
    made = sorted(file.name for file in (root / "build/reports").iterdir() if file.suffix == ".pdf")
    assert made == ["arcadia-2026-donor.pdf", "borduria-2026-donor.pdf", "region-2026-donor.pdf"]
