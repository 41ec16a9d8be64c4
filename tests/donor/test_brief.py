"""The brief for donors: two pages, whatever the country, that say how things stand and claim no more."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from documents import DATA, EVERYTHING, flat, here

from compliance import figures
from compliance.cli import main, making
from compliance.inputs import Inputs, read_inputs
from compliance.model.logframe import Action
from compliance.pages.donor import brief_drawings, donor_page, region_donor_page, region_drawings
from compliance.pages.html import Page
from compliance.report.build import work
from compliance.report.pdf import fitted, pdf
from compliance.view.donor import DonorView, Member, RegionBrief, briefs, donor_views, member, region_briefs
from compliance.view.palette import NOT_SETTLED
from compliance.view.reasons import STATUS_SIGNS, STATUS_WORDS, words

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
TRAINING = REPOSITORY / "examples" / "training"
COUNTRIES = sorted(file.parent.name for file in (REPOSITORY / "assessments").glob("*/sources.yaml"))


SEEN = ("bosnia-and-herzegovina", "kosovo", "serbia")
"""The countries whose briefs the usual run lays out: those of which other tests speak."""


@cache
def on_file(root: Path = REPOSITORY) -> Inputs:
    return read_inputs(root)[0]


MADE: dict[tuple[int, str, str, str], tuple[Any, bytes]] = {}
"""What is printed of a country, or of the region, with its document; made once of the same inputs."""


def on_paper(country: str) -> DonorView:
    """What is printed of a country on file."""
    return donor_view(on_file(), country, on_file().workspace.countries[country].cycles()[-1], "donor")


def donor_view(inputs: Inputs, country: str, cycle: str, plan: str) -> DonorView:
    """What is printed of a country."""
    key = id(inputs), country, cycle, plan
    if key not in MADE:
        MADE[key] = fitted(donor_views(inputs, country, cycle, plan), donor_page)
    view: DonorView = MADE[key][0]
    return view


def region_brief(inputs: Inputs, cycle: str, plan: str) -> RegionBrief:
    """What is printed of the region."""
    key = id(inputs), "", cycle, plan
    if key not in MADE:
        MADE[key] = fitted(region_briefs(inputs, cycle, plan), region_donor_page)
    view: RegionBrief = MADE[key][0]
    return view


def training() -> DonorView:
    return donor_view(on_file(TRAINING), "exempla", "2019", "donor")


def serbia() -> DonorView:
    return donor_view(on_file(), "serbia", "2026", "donor")


def region() -> RegionBrief:
    return region_brief(on_file(), "2026", "donor")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up workspace, with a brief planned."""
    root = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("donor") / "workspace"))
    shutil.copy(HERE / "donor.yaml", root / "reports")
    return root


@pytest.fixture(scope="module")
def letters(planned: Path) -> Inputs:
    inputs, problems = read_inputs(planned)
    assert [one for one in problems if one.severity == "problem"] == []
    return inputs


@pytest.fixture(scope="module")
def arcadia(letters: Inputs) -> DonorView:
    return donor_view(letters, "arcadia", "2026", "donor")


def page_of(view: DonorView | RegionBrief) -> Page:
    return donor_page(view) if isinstance(view, DonorView) else region_donor_page(view)


def printed(view: DonorView | RegionBrief) -> bytes:
    """The document of a view."""
    return next((document for known, document in MADE.values() if known is view), None) or pdf(page_of(view))


def pages(view: DonorView | RegionBrief) -> list[str]:
    document = pypdfium2.PdfDocument(printed(view))
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


@pytest.mark.parametrize("country", COUNTRIES if EVERYTHING else SEEN)
def test_every_country_has_two_pages(country: str) -> None:
    view = on_paper(country)
    made = pages(view)
    assert len(made) == 2
    assert [text for text in made if flat(f"{view.edition}.") not in text] == []
    designated(made, view.footnotes)


def test_the_training_state_has_both_headline_indicators_with_what_was_expected() -> None:
    view = training()
    first, second = pages(view)
    assert [one.report.indicator.id for one in view.headliners] == ["H1", "H2"]
    drawn = dict(brief_drawings(view))
    for one in view.headliners:
        status, alt = one.report.status, drawn[f"headline-{one.report.indicator.id}"].chart.alt
        for word, value in (("baseline", status.baseline), ("expected", status.expected), ("target", status.target)):
            assert re.search(rf"{word} \d{{4}} {re.escape(words(value, 'score'))}", alt), (one.title, word)
        assert flat(one.title) in first
    assert [one.indicator.id for one in view.measured] == ["I05", "I06", "I08", "I11", "I19", "I22"]
    for whom, question in view.questions:
        assert flat(f"{whom}: {question}") in second


def test_the_tick_of_a_bullet_is_the_value_that_set_the_status() -> None:
    attached = donor_page(training()).attachments["figures.csv"].decode()
    rows = {row["indicator"]: row for row in csv.DictReader(io.StringIO(attached)) if row["chart"] == "bullets"}
    for one in training().measured:
        assert one.status.expected is not None
        assert float(rows[one.indicator.id]["expected"]) == pytest.approx(float(one.status.expected), rel=1e-6)


def test_the_training_brief_says_what_changed_since_the_last() -> None:
    view = training()
    second = pages(view)[1]
    assert flat(view.changes_headline) in second
    assert [what for what, _, _ in view.changes[:2]] == ["ETS 185, score", "CETS No. 198, score"]
    assert all(flat(what) in second for what, _, _ in view.changes)


def test_the_training_brief_names_who_pays_and_the_time_it_reports_on() -> None:
    page = donor_page(training())
    first = pages(training())[0]
    assert flat("Funded by the European Union (fictional). Contract TRAINING-2017-001 (fictional).") in first
    assert flat("Reporting period: 1 January 2019 to 31 December 2019.") in first
    assert page.pictures["chart:emblem"].count(b"<polygon") == 12
    without = replace(training(), plan=replace(training().plan, funding=None), funding="", period="")
    assert "chart:emblem" not in donor_page(without).pictures


def test_every_indicator_with_figures_is_named_on_the_second_page() -> None:
    view = training()
    second = pages(view)[1]
    others = [one for one in view.reports if not one.indicator.headline]
    unnamed = [one for one in others if flat(one.indicator.short or one.indicator.name) not in second]
    assert not unnamed or flat(f"and {figures.in_words(len(unnamed))} more.") in second
    assert len(unnamed) < len(others) / 2


@pytest.mark.parametrize("country", ["serbia", "kosovo", "bosnia-and-herzegovina"])
def test_an_index_that_cannot_be_published_shows_its_components(country: str) -> None:
    view = donor_view(on_file(), country, "2026", "donor")
    chart = dict(brief_drawings(view))["headline-H1"].chart
    for one in view.headliners[0].components:
        name, now = one.indicator.short or one.indicator.name, one.status.now
        assert re.search(rf"{re.escape(name)}: {f'[^:]*{now.year}' if now else 'no figure'}\.", chart.alt), name


@pytest.mark.parametrize("country", ["serbia", "kosovo"])
def test_every_brief_has_a_bar_for_each_part_and_tells_open_from_failing(country: str) -> None:
    view = donor_view(on_file(), country, "2026", "donor")
    parts = {name.partition(",")[0]: {bar.name: bar for bar in bars} for name, bars in view.parts}
    assert set(parts["ETS 185"]) >= {"Criminalisation", "Procedural powers", "Co-operation"}
    assert set(parts["CETS No. 198"]) >= {"Criminalisation", "Procedural powers", "Confiscation", "Co-operation"}
    current = member(on_file(), country, "2026", view.plan)
    assert current is not None
    for assessment, (_name, bars) in zip(current.now, view.parts, strict=True):
        spread = assessment.whole.distribution
        for word, number in ((NOT_SETTLED, spread.open), ("unanswered", spread.unanswered), *spread.counts.items()):
            assert sum(bar.counts.get(word, 0) for bar in bars) == number, word


def test_kosovo_is_aligned_and_not_a_party() -> None:
    view = donor_view(on_file(), "kosovo", "2026", "donor")
    first, second = pages(view)
    assert flat("Kosovo* is not a Party to ETS 185 or CETS No. 198") in first
    assert "compliance" not in (first + second).lower()
    assert flat("Alignment with ETS 185 and CETS No. 198") in first


def test_only_statuses_that_occur_are_counted(letters: Inputs) -> None:
    view = donor_view(letters, "arcadia", "2026", "donor")
    first = pages(view)[0]
    counted = Counter(one.status.word for one in view.reports)
    for word, title in STATUS_WORDS.items():
        told = re.search(rf"{STATUS_SIGNS[word]} (\d+) {title.lower()}[,.]", first)
        assert (int(told[1]) if told else 0) == counted[word], word


def test_a_draft_is_grey_and_judges_nothing(letters: Inputs) -> None:
    view = donor_view(letters, "arcadia", "2026", "donor")
    (row,) = [report for report, _ in view.rows if report.indicator.id == "L8"]
    assert (row.status.word, row.status.expected, row.status.judged) == ("draft", None, False)
    assert "draft target 2027 60" in dict(brief_drawings(view))["trend-L8"].chart.alt
    assert flat("Draft target") in pages(view)[1]


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


@pytest.mark.parametrize("many", [1, 20])
def test_much_that_is_off_track_still_fits(letters: Inputs, many: int) -> None:
    plan = letters.workspace.plans["donor"].value
    country = member(letters, "arcadia", "2026", plan)
    assert country is not None
    crowded, document = fitted(briefs(crowd(country, many), plan), donor_page)
    assert len(pypdfium2.PdfDocument(document)) == 2
    assert 1 <= len(crowded.rows) <= min(many, 12), "20 are more than two pages hold"
    assert crowded.questions[0][0] == "Office of the Prosecutor General of the Posts"


def test_nothing_is_judged_without_a_target_and_the_first_question_is_what_a_headline_waits_for() -> None:
    view = serbia()
    assert not any(one.status.judged for one in view.reports)
    assert view.headline.endswith("none a target")
    assert (view.measured, view.changes) == ((), ())
    assert flat("This is the first brief") in pages(view)[1]
    assert [whom for whom, _text in view.questions] == ["Prosecution service", "National evaluators", "Project team"]
    assert "“Financial investigations and prosecutions” cannot be published without them" in view.questions[0][1]


# --- the region -----------------------------------------------------------------------------------


def test_the_region_has_two_pages_with_every_country_in_the_order_of_the_register() -> None:
    view = region()
    made = pages(view)
    assert len(made) == 2
    assert len(view.names) == len(COUNTRIES)
    listed = [one.name(date(2026, 9, 30)) for one in on_file().workspace.listed()]
    assert list(view.names) == [name for name in listed if name in view.names]
    for text in made:
        assert [name for name in view.names if flat(name) not in text] == []
    designated(made, view.footnotes)


def test_the_region_counts_every_indicator_of_every_country_by_statuses_that_occur() -> None:
    for _, counts, _ in region().standings:
        assert sum(counts.values()) == region().total
        assert set(counts) <= set(region().statuses)
    assert all(any(counts.get(word) for _, counts, _ in region().standings) for word in region().statuses)


def test_the_region_has_a_bar_for_each_part_of_each_country() -> None:
    view = region()
    chart = dict(region_drawings(view))["parts"].chart
    for name in view.names:
        for part in (
            "ETS 185, Criminalisation",
            "ETS 185, Procedural powers",
            "CETS No. 198, Confiscation",
            "CETS No. 198, Co-operation",
        ):
            assert f"{name}, {part}: " in chart.alt


def test_the_region_averages_nothing_and_says_so() -> None:
    view = region()
    second = pages(view)[1]
    assert "nothing is averaged across them" in second
    for cells, _ in view.rows:
        assert len(cells) == len(view.names)


def test_the_region_of_the_training_workspace_says_whose_indicator_is_off_track() -> None:
    view = region_brief(on_file(TRAINING), "2019", "donor")
    made = pages(view)
    assert len(made) == 2
    assert (
        "“Republic of Exempla (fictional): Laundering cases with a cyber predicate” is off track"
        in view.questions[1][1]
    )
    assert "Specimen" in " ".join(view.age)


def heights(view: RegionBrief, indicator: str) -> list[str]:
    """The courses of an indicator as they are drawn, without their words."""
    made = dict(region_drawings(view))
    return [one.chart.svg.decode() for id_, one in made.items() if id_.startswith(f"trend-{indicator}-")]


def test_courses_share_one_axis_unless_the_plan_frees_them() -> None:
    view = region_briefs(on_file(), "2026", "donor")[0]
    free = replace(view, plan=replace(view.plan, axis="free"))
    shared = heights(view, "I15")
    assert shared != heights(free, "I15")
    assert shared
    assert "an axis of its own" in flat(region_donor_page(free).html)


@pytest.mark.parametrize("page", ["country", "region"])
def test_every_chart_has_an_alternative_text_and_its_numbers_in_the_file(page: str) -> None:
    view = training() if page == "country" else region()
    made, drawn = page_of(view), dict(brief_drawings(view) if isinstance(view, DonorView) else region_drawings(view))
    with pikepdf.open(io.BytesIO(printed(view))) as document:
        (name,) = document.attachments
        rows = list(csv.DictReader(io.StringIO(document.attachments[name].get_file().read_bytes().decode())))
    assert name == "figures.csv"
    assert {row["chart"] for row in rows} == set(drawn)
    for id_, one in drawn.items():
        assert f'alt="{one.chart.alt[:40]}'.replace("&", "&amp;") in made.html, id_
        assert one.chart.alt.endswith("Table: figures.csv, attached to this file.")


def test_the_file_of_numbers_holds_what_is_drawn() -> None:
    attached = donor_page(training()).attachments["figures.csv"].decode()
    rows = [row for row in csv.DictReader(io.StringIO(attached)) if row["chart"] == "trend-I11"]
    assert [(row["what"], row["year"], row["value"]) for row in rows if row["what"] == "observed"] == [
        ("observed", "2014", "14"),
        ("observed", "2015", "12"),
        ("observed", "2016", "16"),
        ("observed", "2017", "15"),
        ("observed", "2018", "13"),
        ("observed", "2019", "11"),
    ]


def test_the_command_builds_it_beside_the_report_and_the_region_beside_the_countries(
    planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "processes", here)
    monkeypatch.setattr(work, "make", lambda *_: b"a brief")
    words = ["--workspace", str(planned), "build", "--output", str(tmp_path), "--plan", "donor"]
    made = ["borduria-2026-donor.pdf"]
    for countries in (["borduria"], []):
        done = CliRunner().invoke(main, [*words, *countries])
        assert done.exit_code == 0, done.output
        assert sorted(file.name for file in tmp_path.iterdir() if file.suffix == ".pdf") == made
        made = ["arcadia-2026-donor.pdf", *made, "region-2026-donor.pdf"]
