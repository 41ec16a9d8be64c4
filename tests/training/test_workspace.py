"""The training workspace shows every kind of answer, deposit and status, and says everywhere that it is fictional."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import openpyxl
import pypdfium2 as pdfium
import pytest

from compliance.indicators.values import JUDGED, Word
from compliance.inputs import Inputs, read_inputs
from compliance.model.checklist import NOT_APPLICABLE, Cause, Checklist, Response
from compliance.model.instrument import Grade, NotApplicable
from compliance.model.participation import DepositKind, Effect
from compliance.model.plan import PlanKind
from compliance.pages.html import country_page
from compliance.problems import serious
from compliance.queries.indicators import reports
from compliance.report.excel import workbook
from compliance.report.pdf import pdf
from compliance.scoring import Assessment
from compliance.view.assessed import assessments
from compliance.view.country import view_of
from compliance.workspace import Country

ROOT = Path(__file__).resolve().parents[2] / "examples" / "training"
STATE, CRITERIA, CYCLES = "exempla", {"ets-185": 150, "ets-198": 153}, ("2016", "2019")
DISCLAIMER = "# Fictional training State; no real law, country or finding."
POINTS = 10
YEARS = set(range(2014, 2020))


@pytest.fixture(scope="session")
def inputs() -> Inputs:
    return read_inputs(ROOT)[0]


@pytest.fixture(scope="session")
def state(inputs: Inputs) -> Country:
    return inputs.workspace.countries[STATE]


@pytest.fixture(scope="session")
def deliverables(inputs: Inputs) -> dict[str, bytes]:
    """The report and the workbook of the State, made once."""
    view = view_of(inputs, STATE, CYCLES[-1], "country")
    return {"pdf": pdf(country_page(view)), "xlsx": workbook(view)}


def scores(inputs: Inputs, cycle: str, on: date | None = None, known: date | None = None) -> dict[str, Assessment]:
    workspace = inputs.workspace
    found = assessments(workspace, workspace.countries[STATE], cycle, tuple(CRITERIA), on=on, known=known)
    return {one.whole.instrument.id: one for one in found}


def answers(country: Country) -> Iterator[Response]:
    """Every answer of the State's own checklists."""
    for filed in country.checklists.values():
        yield from filed.value.responses.values()


def test_no_problem_and_findings_of_two_kinds() -> None:
    found = read_inputs(ROOT)[1]
    assert serious(found) == ()
    codes = [problem.code for problem in found]
    assert set(codes) == {"by-precedence", "unpermitted-deposit"}
    assert codes.count("unpermitted-deposit") == 1


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.yaml")), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_file_says_on_its_second_line_that_it_is_fictional(file: Path) -> None:
    assert file.read_text("utf-8").splitlines()[1] == DISCLAIMER
    assert file.stat().st_size < 250_000


def test_there_is_a_plan_of_every_kind(inputs: Inputs) -> None:
    plans = inputs.workspace.plans.values()
    assert {one.value.kind for one in plans} == set(get_args(PlanKind))
    assert {"country", "country-annex"} <= {one.value.id for one in plans}
    assert {one.value.notice for one in plans} == {DISCLAIMER.removeprefix("# ").removesuffix(".")}


@pytest.mark.parametrize("cycle", CYCLES)
@pytest.mark.parametrize("instrument", CRITERIA)
def test_every_criterion_is_answered(inputs: Inputs, state: Country, cycle: str, instrument: str) -> None:
    criteria = inputs.workspace.instruments[instrument].value.criteria()
    assert len(criteria) == CRITERIA[instrument]
    checklist = state.checklists[cycle, instrument].value
    assert list(checklist.responses) == [one.id for one in criteria]
    assert scores(inputs, cycle)[instrument].whole.distribution.unanswered == 0


@pytest.mark.parametrize("cycle", CYCLES)
@pytest.mark.parametrize("instrument", CRITERIA)
def test_both_scores_have_a_point(inputs: Inputs, cycle: str, instrument: str) -> None:
    span = scores(inputs, cycle)[instrument].whole.range
    assert span is not None
    assert span.point is not None
    assert (span.high - span.low) * 100 <= POINTS


def test_what_was_known_in_the_first_round_is_on_file_in_the_second(inputs: Inputs) -> None:
    first = scores(inputs, "2016")
    again = scores(inputs, "2019", on=date(2016, 12, 31), known=date(2016, 12, 31))
    for instrument in CRITERIA:
        assert again[instrument].whole.range == first[instrument].whole.range


def test_every_status_occurs(inputs: Inputs) -> None:
    computed = reports(inputs, ())
    # No figure of the State is old and no target a draft; the made-up country of the tests has both.
    assert {one.status.word for one in computed} == set(get_args(Word)) - {"old-figure", "draft"}


def test_the_logframe_holds_every_indicator_of_the_project(inputs: Inputs) -> None:
    project = read_inputs(ROOT.parents[1])[0].project
    assert project is not None
    assert inputs.project is not None
    known = {one.id: one.formula for one in inputs.project.logframe.indicators}
    assert {one.id: one.formula for one in project.logframe.indicators}.items() <= known.items()


def test_every_series_has_a_figure_for_every_year(inputs: Inputs) -> None:
    assert inputs.project is not None
    rows = inputs.project.statistics.by_country[STATE]
    years = {
        series.id: {row.year for row in rows if row.series == series.id and row.used}
        for series in inputs.project.statistics.register.series
    }
    assert {id_: YEARS - found for id_, found in years.items() if YEARS - found} == {}


def test_every_indicator_is_judged_by_an_approved_plan(inputs: Inputs) -> None:
    computed = {one.indicator.id: one for one in reports(inputs, (STATE,))}
    grey = {id_: one.status.word for id_, one in computed.items() if one.status.word not in JUDGED}
    assert {id_ for id_, word in grey.items() if word != "context"} == {"I12", "T01"}
    assert all(one.values for one in computed.values())
    for id_, one in computed.items():
        assert one.plan.approved == (one.status.word != "context" and id_ != "I12"), id_
    counted = Counter(one.status.word for one in computed.values())
    assert all(counted[word] >= 3 for word in JUDGED), counted


def test_what_is_off_track_has_an_action(inputs: Inputs) -> None:
    off = [one for one in reports(inputs, (STATE,)) if one.status.word == "off-track"]
    assert [one.indicator.id for one in off if not one.plan.actions] == []


def test_every_kind_of_answer_occurs(inputs: Inputs, state: Country) -> None:
    given = list(answers(state))
    everywhere = [
        one
        for country in inputs.workspace.countries.values()
        for filed in country.checklists.values()
        for one in filed.value.responses.values()
    ]
    allowed = set(get_args(NotApplicable)) - {"reservation"}  # deposits say so, in participation.yaml
    assert {one.not_applicable for one in everywhere if one.not_applicable} == allowed
    assert {one.cause for one in given if one.cause} >= {"law-changed", "evidence-found", "error-corrected"}
    assert {one.cause for one in given if one.cause} <= set(get_args(Cause))
    assert {one.evidence for one in given if one.evidence} <= set(get_args(Grade))
    assert {one.terrorist_financing for one in given if one.terrorist_financing} == {"same", "narrower", "none"}
    statuses = {one.recommendation.status for one in given if one.recommendation}
    assert statuses == {"open", "drafted", "adopted", "dropped"}
    for name in ("ratings_by_part", "rating_as_bound", "conflicts", "history", "government_comment", "adjudication"):
        assert any(getattr(one, name) for one in given), name
    assert any(len(one.rating) > 1 for one in given)
    assert any(basis.quote and basis.translation for one in given for basis in one.legal_basis)


def test_recommendations_go_their_way_from_round_to_round(state: Country) -> None:
    def statuses(cycle: str) -> dict[str, str]:
        return {
            one.recommendation.id: one.recommendation.status
            for instrument in CRITERIA
            for one in state.checklists[cycle, instrument].value.responses.values()
            if one.recommendation
        }

    before, after = (statuses(cycle) for cycle in CYCLES)
    assert set(before) == set(after)
    assert set(before.values()) == {"open"}
    assert Counter(after.values())["adopted"] > 0


def test_every_kind_of_deposit_occurs(state: Country) -> None:
    assert state.participation is not None
    deposits = [one for treaty in state.participation.value.instruments.values() for one in treaty.deposits]
    assert {one.effect for one in deposits} == set(get_args(Effect))
    assert {one.kind for one in deposits} == set(get_args(DepositKind))
    first, last = (state.checklists[cycle, "ets-185"].value.cut_off for cycle in CYCLES)
    assert any(one.withdrawn and first < one.withdrawn.first <= last for one in deposits)


def _comparable(first: Checklist, second: Checklist) -> list[tuple[Response, Response]]:
    return [(one, second.responses[id_]) for id_, one in first.responses.items()]


@pytest.mark.parametrize("cycle", CYCLES)
@pytest.mark.parametrize("instrument", CRITERIA)
def test_the_evaluators_agree_on_most(state: Country, instrument: str, cycle: str) -> None:
    first, second = (files[cycle, instrument].value for files in (state.checklists, state.second))
    assert set(first.evaluators).isdisjoint(second.evaluators)
    pairs = _comparable(first, second)
    equal = sum((a.rating, a.ratings_by_part) == (b.rating, b.ratings_by_part) for a, b in pairs)
    assert 0.75 <= equal / len(pairs) <= 0.9
    assert any((NOT_APPLICABLE in a.rating) != (NOT_APPLICABLE in b.rating) for a, b in pairs)
    settled = [a for a, _ in pairs if a.adjudication]
    assert 3 <= len(settled) < len(pairs) - equal


def test_the_bill_would_raise_about_ten_answers(inputs: Inputs, state: Country) -> None:
    (filed,) = state.bills.values()
    assert 10 <= sum(map(len, filed.value.responses.values())) <= 15
    workspace = inputs.workspace
    with_bill = assessments(workspace, state, "2019", tuple(CRITERIA), bill=filed.value)
    today = scores(inputs, "2019")
    for one in with_bill:
        before, after = today[one.whole.instrument.id].whole.range, one.whole.range
        assert before is not None
        assert after is not None
        assert after.low > before.low


def test_the_report_says_on_every_page_that_it_is_fictional(deliverables: dict[str, bytes]) -> None:
    document = pdfium.PdfDocument(deliverables["pdf"])
    pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) > 20
    assert all("Fictional training State" in page for page in pages)
    assert "Republic of Exempla (fictional)" in pages[0]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # what openpyxl cannot read it leaves out
def test_the_workbook_holds_the_answers(deliverables: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(deliverables["xlsx"]), read_only=True)
    text = {
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    }
    assert {"185.2.1", "198.9.1.b"} <= text
    assert any("Fictional training State" in cell for cell in text)
