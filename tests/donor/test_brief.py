"""The brief for donors: two pages, whatever the country, that say how things stand and claim no more."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from documents import DATA, flat

from compliance.cli import main
from compliance.inputs import Inputs, read_inputs
from compliance.model.logframe import Action
from compliance.pages.html import donor_page
from compliance.report.pdf import pdf
from compliance.view.country import view_of
from compliance.view.donor import DonorView, brief, donor_view

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
COUNTRIES = sorted(file.parent.name for file in (REPOSITORY / "assessments").glob("*/sources.yaml"))


@cache
def on_file() -> Inputs:
    return read_inputs(REPOSITORY)[0]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """The made-up workspace, with a brief planned."""
    root = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("donor") / "workspace"))
    shutil.copy(HERE / "donor.yaml", root / "reports")
    inputs, problems = read_inputs(root)
    assert [one for one in problems if one.severity == "problem"] == []
    return inputs


def pages(view: DonorView) -> list[str]:
    document = pypdfium2.PdfDocument(pdf(donor_page(view)))
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(flat(text.get_text_bounded()))
        text.close()
        page.close()
    document.close()
    return texts


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_two_pages(country: str) -> None:
    inputs = on_file()
    view = donor_view(inputs, country, inputs.workspace.countries[country].cycles()[-1], "donor")
    made = pages(view)
    assert len(made) == 2
    for text in made:
        assert flat(f"{view.country.edition}.") in text
    designated = "Kosovo*" in " ".join(made)
    assert bool(view.country.footnotes) == designated
    assert [note for note in view.country.footnotes for text in made if flat(note) not in text] == []


def test_a_brief_counts_by_status_and_says_who_acts(letters: Inputs) -> None:
    view = donor_view(letters, "arcadia", "2026", "donor")
    first, second = pages(view)
    words = [one.status.word for one in view.country.indicators]
    assert {one.word: one.number for one in view.counts if one.word != "no-data"} == {
        word: words.count(word) for word in ("met", "on-track", "at-risk", "off-track")
    }
    assert sum(one.number for one in view.counts) == len(words)
    assert "contributed to" in first
    assert flat(view.headline) in first
    assert flat(view.off_track_headline) in second
    for row in view.off_track:
        assert flat(row.action) in second


def test_an_off_track_indicator_without_an_action_says_so(letters: Inputs) -> None:
    view = donor_view(letters, "arcadia", "2026", "donor")
    without = [one for one in view.country.indicators if one.status.word == "off-track" and not one.plan.actions]
    assert [row.action for row in view.off_track].count("None recorded") == len(without[:3])


def test_much_that_is_off_track_still_fits(letters: Inputs) -> None:
    view = view_of(letters, "arcadia", "2026", "donor")
    action = Action(
        cause="Prosecutors open them only above an amount that nobody has looked at since the reform of the posts",
        action="An instruction of the Prosecutor General, drafted with the League of Posts and under review since spring",
        owner="Office of the Prosecutor General of the Posts",
        due=date(2027, 3, 31),
    )
    known = next(one for one in view.indicators if one.status.word == "off-track")
    many = tuple(
        replace(
            known,
            indicator=replace(
                known.indicator, id=f"M{n}", short="Letters opened on the way between two coasts of the country"
            ),
            plan=replace(known.plan, actions=(action,)),
        )
        for n in range(30)
    )
    crowded = brief(replace(view, indicators=many), ())
    assert len(pages(crowded)) == 2
    assert crowded.rest.startswith("23 more with figures")


def test_nothing_is_judged_without_a_target() -> None:
    inputs = on_file()
    view = donor_view(inputs, "serbia", "2026", "donor")
    if all(one.number == 0 for one in view.counts if one.word != "no-data"):
        assert view.headline.endswith("none a target")
        assert view.off_track == ()
    assert re.search(r"\d+ of \d+|of the judged", view.headline)


def test_the_command_builds_it_beside_the_report(letters: Inputs, tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "workspace"))
    shutil.copy(HERE / "donor.yaml", root / "reports")
    done = CliRunner().invoke(main, ["--workspace", str(root), "build", "--plan", "donor", "--jobs", "1", "borduria"])
    assert done.exit_code == 0, done.output
    assert [file.name for file in (root / "build/reports").iterdir()] == ["borduria-2026-donor.pdf"]
