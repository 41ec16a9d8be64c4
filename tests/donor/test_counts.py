"""Counts are one truth: brief, report, workbook and command line say the same number of indicators, answers and unsettled ratings."""

from __future__ import annotations

import html
import io
import re
import shutil
import warnings
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from documents import DATA, flat
from openpyxl import load_workbook

from compliance.cli import main
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs, read_inputs
from compliance.pages.donor import donor_page
from compliance.pages.html import country_page
from compliance.report.excel import workbook
from compliance.view.country import view_of
from compliance.view.donor import donor_views
from compliance.view.reasons import STATUS_SIGNS, STATUS_WORDS

HERE = Path(__file__).parent
TRAINING = HERE.parents[1] / "examples" / "training"
SENTENCES = re.compile(
    r"(\d+) indicators?, (\d+) with figures: ([^.]*)\. "
    r"(\d+) of (\d+) criteria that count are answered, (\d+) of them with an unsettled rating\."
)


@pytest.fixture(scope="module", params=["exempla", "arcadia"])
def said(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Inputs, Mapping[str, str]]:
    """What the training State and a made-up country say of themselves, by deliverable."""
    country, source = request.param, TRAINING if request.param == "exempla" else DATA
    root = source
    if country == "arcadia":
        root = Path(shutil.copytree(source, tmp_path_factory.mktemp("counts") / "workspace"))
        shutil.copy(HERE / "donor.yaml", root / "reports")
    inputs, _problems = read_inputs(root)
    cycle = inputs.workspace.countries[country].cycles()[-1]
    view = view_of(inputs, country, cycle, "country")
    with warnings.catch_warnings(action="ignore"):  # the reader knows no small lines in cells
        sheet = load_workbook(io.BytesIO(workbook(view)), read_only=True)["Indicators"]
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    done = CliRunner().invoke(main, ["--workspace", str(root), "indicators", country])
    return inputs, {
        "brief": donor_page(donor_views(inputs, country, cycle, "donor")[0]).html,
        "report": country_page(view).html,
        "workbook": " ".join(cells),
        "command line": done.output,
    }


def sentence(text: str) -> tuple[str, ...]:
    """The numbers that a deliverable says, in order; it says them alike wherever it says them."""
    found = {match.groups() for match in SENTENCES.finditer(flat(html.unescape(text)))}
    assert len(found) == 1, found
    return found.pop()


def test_every_deliverable_says_the_same_numbers(said: tuple[Inputs, Mapping[str, str]]) -> None:
    assert len({sentence(text) for text in said[1].values()}) == 1


def test_the_numbers_are_those_of_the_data(said: tuple[Inputs, Mapping[str, str]]) -> None:
    inputs, texts = said
    country = "exempla" if "exempla" in inputs.workspace.countries else "arcadia"
    view = view_of(inputs, country, inputs.workspace.countries[country].cycles()[-1], "country")
    items = [item for one in view.instruments for article in one.assessment.whole.articles for item in article.items]
    total, known, statuses, answered, counting, unsettled = sentence(texts["brief"])
    assert (int(total), int(known)) == (len(view.indicators), sum(bool(one.values) for one in view.indicators))
    assert statuses == ", ".join(listed(view.indicators))
    assert int(answered) == sum(len(one.outcomes) > 0 and one.state in {"rated", "open"} for one in items)
    assert int(counting) == sum(one.state in {"rated", "open", "unanswered"} for one in items)
    assert int(unsettled) == sum(one.state == "open" for one in items)


def listed(reports: tuple[IndicatorReport, ...]) -> list[str]:
    """Indicators by status, as they are said."""
    counted = Counter(one.status.word for one in reports)
    return [
        f"{STATUS_SIGNS[word]} {counted[word]} {STATUS_WORDS[word].lower()}" for word in STATUS_WORDS if counted[word]
    ]


def test_every_figure_on_file_is_said_on_the_command_line_and_in_the_report(
    said: tuple[Inputs, Mapping[str, str]],
) -> None:
    inputs, texts = said
    if "arcadia" in inputs.workspace.countries:
        assert "one figure behind no indicator: lofts 31 lofts (2024)." in flat(texts["command line"])
        assert "2024: 31 lofts." in flat(html.unescape(texts["report"]))
