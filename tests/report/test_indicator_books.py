"""Indicators in the workbook: their statuses follow what is typed, as the engine judges it; figures and the donor’s form stand beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from books import assert_equal, errors, formulas, heads, opened, planted, recalculated, rows
from documents import DATA, ROOT, inputs
from openpyxl import Workbook

from compliance.indicators.status import judge
from compliance.indicators.values import JUDGED, IndicatorReport, IndicatorValue
from compliance.model.logframe import Approval, Baseline, CountryPlan, Milestone, Target
from compliance.report.excel import workbook
from compliance.view.country import view_of
from compliance.view.reasons import STATUS_WORDS
from compliance.view.values.country import CountryView

TRAINING = ROOT / "examples" / "training"
SHEETS = ("Indicators", "Indicator values", "Series", "OPSYS")


@cache
def arcadia() -> CountryView:
    """A made-up country in which every status occurs."""
    return view_of(inputs(DATA), "arcadia", "2026", "country")


@cache
def exempla() -> CountryView:
    """The training State, with figures and plans for nearly all indicators."""
    return view_of(inputs(TRAINING), "exempla", "2019", "country")


@cache
def book(name: str) -> bytes:
    return workbook({"arcadia": arcadia, "exempla": exempla}[name]())


@cache
def values(name: str, *, values: bool = True) -> Workbook:
    """The workbook as the engine writes it, with the values of its formulas or the formulas; only to be read."""
    return opened(book(name), values=values)


def by_indicator(found: Workbook, sheet: str, key: str = "Indicator") -> Mapping[str, Mapping[str, object]]:
    """Rows of a sheet by indicator."""
    return {str(row[key]): row for row in rows(found, sheet) if row[key]}


def test_every_status_stands_in_the_workbook_as_the_engine_says_it() -> None:
    found = by_indicator(values("arcadia"), "Indicators")
    for one in arcadia().indicators:
        assert found[one.indicator.id]["Status"] == STATUS_WORDS[one.status.word]
        assert found[one.indicator.id]["Status as reported"] == STATUS_WORDS[one.status.word]
    assert {row["Status"] for row in found.values()} >= set(STATUS_WORDS.values())


def test_statuses_and_what_leads_to_them_are_formulas() -> None:
    found = by_indicator(values("exempla", values=False), "Indicators")
    for one in exempla().indicators:
        if one.status.now is None or one.status.now.word is None:
            row = found[one.indicator.id]
            for head in (
                "Expected by the date of the value",
                "Gone of the way expected",
                "Achieved of the target",
                "Status",
            ):
                assert str(row[head]).startswith("=IF("), (one.indicator.id, head)


# What is typed: a column of the sheet and its cell, and the same as the engine takes it


def _typed(one: IndicatorReport, plan: CountryPlan, value: Fraction, day: date) -> IndicatorReport:
    """The report as the engine gives it for another figure and another plan."""
    now = IndicatorValue(year=day.year, as_of=day, value=value, unit=one.indicator.unit, years=(day.year,))
    return replace(one, plan=plan, status=judge(one.indicator, plan, now, one.judgement))


APPROVED = Approval(by="Steering committee", date=date(2017, 3, 1))
LATE = CountryPlan(
    baseline=Baseline(date=date(2016, 12, 31), value=Fraction(10), approved=APPROVED),
    target=Target(date=date(2020, 12, 31), value=Fraction(50), approved=APPROVED),
    profile="late",
)
STONES = replace(
    LATE,
    profile="linear",
    milestones=(
        Milestone(date=date(2017, 12, 31), value=Fraction(5)),
        Milestone(date=date(2018, 12, 31), value=Fraction(40)),
    ),
)
KEPT = replace(
    LATE, target=Target(date=date(2020, 12, 31), value=Fraction(10), approved=APPROVED), tolerance=Fraction(3, 2)
)
WHAT_IFS: Mapping[str, tuple[CountryPlan, Fraction, date]] = {
    "late": (LATE, Fraction(27), date(2019, 12, 31)),
    "end": (replace(LATE, profile="end"), Fraction(10), date(2019, 12, 31)),
    "after-the-target": (replace(LATE, profile="end"), Fraction(30), date(2021, 6, 30)),
    "at-the-band": (replace(LATE, profile="linear"), Fraction(37), date(2019, 12, 31)),
    "before-a-dip": (STONES, Fraction(10), date(2017, 6, 30)),
    "between-milestones": (STONES, Fraction(25), date(2018, 6, 30)),
    "after-milestones": (STONES, Fraction(41), date(2019, 12, 31)),
    "reached": (STONES, Fraction(51), date(2019, 12, 31)),
    "behind-the-baseline": (STONES, Fraction(9), date(2019, 12, 31)),
    "kept": (KEPT, Fraction(23, 2), date(2019, 12, 31)),
    "not-kept": (KEPT, Fraction(12), date(2019, 12, 31)),
    "no-target": (replace(LATE, target=None), Fraction(12), date(2019, 12, 31)),
    "no-baseline": (replace(LATE, baseline=None), Fraction(12), date(2019, 12, 31)),
}  # fmt: skip
"""Plans and figures that a reader types for an indicator: together they take every way to a status."""
FALLING = "L1"
"""An indicator for which less is better."""


@cache
def _reports(name: str) -> tuple[IndicatorReport, IndicatorReport]:
    """Two indicators of the training State and of the made-up country: one for which more is better, one for which less is."""
    more = next(one for one in exempla().indicators if one.indicator.id == "I05")
    less = next(one for one in arcadia().indicators if one.indicator.id == FALLING)
    plan, value, day = WHAT_IFS[name]
    upside_down = replace(less, judgement=more.judgement, on=more.on)
    return _typed(more, plan, value, day), _typed(upside_down, _mirrored(plan), 100 - value, day)


def _all_reports(names: Iterable[str]) -> tuple[IndicatorReport, ...]:
    """The two indicators of every plan named, a row of the sheet each."""
    reports = (report for name in names for report in _reports(name))
    return tuple(replace(one, indicator=replace(one.indicator, id=f"X{n}")) for n, one in enumerate(reports))


def _mirrored(plan: CountryPlan) -> CountryPlan:
    """A plan that falls by as much as the other rises."""
    return replace(
        plan,
        baseline=replace(plan.baseline, value=100 - plan.baseline.value) if plan.baseline else None,
        milestones=tuple(replace(one, value=100 - one.value) for one in plan.milestones),
        target=replace(plan.target, value=100 - (plan.target.value or Fraction(0))) if plan.target else None,
    )


def _with_reports(names: Iterable[str]) -> bytes:
    """The workbook of the training State with those indicators before its own, as the engine writes it."""
    return workbook(replace(exempla(), indicators=(*_all_reports(names), *exempla().indicators)))


def _type(found: Workbook, reports: Iterable[IndicatorReport]) -> None:
    """Types value, day and plan into the rows, as a reader would."""
    columns, sheet = heads(found, "Indicators"), found["Indicators"]
    for row, one in enumerate(reports, 5):
        plan, now = one.plan, one.status.now
        assert now is not None
        assert now.value is not None
        given: dict[str, object] = {
            "Value": float(now.value),
            "Value, date": now.as_of,
            "Baseline": float(plan.baseline.value) if plan.baseline else None,
            "Baseline, date": plan.baseline.date if plan.baseline else None,
            "Target": float(plan.target.value or 0) if plan.target else None,
            "Target, date": plan.target.date if plan.target else None,
            "Way expected": plan.profile,
            "Tolerance, where the target is to keep the baseline": float(plan.tolerance) or None,
        }
        for place in (1, 2):
            stone = plan.milestones[place - 1] if place <= len(plan.milestones) else None
            given |= {f"Milestone {place}": float(stone.value) if stone else None}
            given |= {f"Milestone {place}, date": stone.date if stone else None}
        for head, value in given.items():
            cell = sheet.cell(row, columns[head])
            assert not cell.protection.locked, head
            cell.value = value  # type: ignore[assignment]


BLANK = "at-the-band"
"""What stands in the rows into which everything is typed."""


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Workbook]:
    """Every workbook of this module, computed anew by LibreOffice in one run."""
    books: dict[str, Workbook | bytes] = {name: planted(book(name)) for name in ("arcadia", "exempla")}
    changed = opened(_with_reports([BLANK] * len(WHAT_IFS)), values=False)
    _type(changed, _all_reports(WHAT_IFS))
    books["typed"] = _rated(changed)
    return recalculated(books, tmp_path_factory.mktemp("books"))


def _rated(found: Workbook) -> Workbook:
    """Types that nothing of Articles 2 and 3 is met."""
    sheet, columns = found["Criteria ETS 185"], heads(found, "Criteria ETS 185")
    for row in sheet.iter_rows(min_row=5):
        if str(row[0].value).startswith(("185.2.", "185.3.")):
            for end in ("low", "high"):
                row[columns[f"Rating, {end} end"] - 1].value = "not-met"
    return found


def test_the_headline_score_and_its_status_follow_a_rating_that_is_typed(computed: Mapping[str, Workbook]) -> None:
    before, after = (by_indicator(found, "Indicators") for found in (values("exempla"), computed["typed"]))
    whole = [row for row in rows(computed["typed"], "Summary") if row["Section"] == "The whole treaty"]
    ends = [sum(float(str(row[f"Score, {end} end"])) for row in whole) / len(whole) for end in ("low", "high")]
    assert (after["H2"]["Low end"], after["H2"]["High end"]) == pytest.approx(tuple(ends), abs=1e-9)
    value = float(str(after["H2"]["Value"]))
    assert value == pytest.approx(sum(ends) / 2, abs=1e-9)
    assert value < float(str(before["H2"]["Value"])) - 1
    assert after["I31"]["Value"] == pytest.approx(before["I31"]["Value"], abs=1e-9)
    (one,) = [one for one in exempla().indicators if one.indicator.id == "H2"]
    assert one.status.now is not None
    judged = _typed(one, one.plan, Fraction(value), one.status.now.as_of)
    assert after["H2"]["Status"] == STATUS_WORDS[judged.status.word]
    assert after["H2"]["Status as reported"] == STATUS_WORDS[one.status.word]


def test_a_draft_that_is_typed_judges_nothing(computed: Mapping[str, Workbook]) -> None:
    assert by_indicator(computed["arcadia"], "Indicators")["L8"]["Status"] == "Draft target"
    assert by_indicator(computed["arcadia"], "Indicators")["L8"]["Baseline and target approved?"] == "no"


@pytest.mark.parametrize("name", ["arcadia", "exempla"])
def test_libreoffice_computes_the_same(computed: Mapping[str, Workbook], name: str) -> None:
    assert len([place for place in formulas(book(name)) if place[0] in SHEETS]) > 100
    assert_equal(computed[name], book(name))
    assert errors(computed[name]) == []


def test_a_figure_that_is_typed_moves_the_status_as_the_engine_does(computed: Mapping[str, Workbook]) -> None:
    engine = opened(_with_reports(WHAT_IFS), values=True)["Indicators"]
    found, columns = computed["typed"]["Indicators"], heads(computed["typed"], "Indicators")
    for row, one in enumerate(_all_reports(WHAT_IFS), 5):
        what_if = [*WHAT_IFS][(row - 5) // 2]
        assert found.cell(row, columns["Status"]).value == STATUS_WORDS[one.status.word], what_if
        for head in ("Expected by the date of the value", "Gone of the way expected", "Achieved of the target"):
            got, due = (sheet.cell(row, columns[head]).value for sheet in (found, engine))
            assert got == (pytest.approx(due, abs=1e-9) if isinstance(due, int | float) else due), (what_if, head)


def test_what_is_typed_takes_every_way_to_a_status() -> None:
    found = {one.status.word for name in WHAT_IFS for one in _reports(name)}
    assert found == {*JUDGED, "no-target"}


def test_every_figure_behind_an_indicator_has_its_source() -> None:
    found = values("exempla")["Series"]
    columns = heads(values("exempla"), "Series")
    listed = [
        tuple(row[columns[head] - 1].value for head in ("Indicator", "Series", "Year", "Used", "Source"))
        for row in found.iter_rows(min_row=5)
        if row[1].value
    ]
    due = [
        (one.indicator.id, row.series, row.year, used, row.source)
        for one in exempla().indicators
        for used, observed in (("yes", one.rows), ("no", one.set_aside))
        for row in observed
    ]
    due += [("none", row.series, row.year, "no", row.source) for one in exempla().other_figures for row in one.rows]
    assert listed == due


def test_every_figure_on_file_stands_in_the_workbook() -> None:
    for name, view in (("arcadia", arcadia()), ("exempla", exempla())):
        found = rows(values(name), "Series")
        workspace = inputs(DATA if name == "arcadia" else TRAINING)
        assert workspace.project is not None
        on_file = {(row.series, row.year, row.source) for row in workspace.project.statistics.by_country[view.id]}
        assert {(row["Series"], row["Year"], row["Source"]) for row in found if row["Series"]} == on_file
    assert [one.id for one in arcadia().other_figures] == ["lofts"]


def test_the_form_of_the_donor_has_its_columns_in_order() -> None:
    found = values("exempla")
    order = [
        "Result level", "Result", "Indicator", "Unit", "Baseline, value", "Baseline, year",
        "Intermediate target 1, value",
    ]  # fmt: skip
    order += [
        "Target, value",
        "Target, year",
        "Current value",
        "Current value, year",
        "Source of verification",
        "Assumptions",
        "Comment",
    ]
    assert [head for head in heads(found, "OPSYS") if head in order] == order
    listed = by_indicator(found, "OPSYS", "Indicator code")
    for one in exempla().indicators:
        row = listed[one.indicator.id]
        assert row["Result"] == (one.result.statement if one.result else None)
        assert row["Baseline, year"] == (one.plan.baseline.date.year if one.plan.baseline else None)
        assert row["Current value, year"] == (one.status.now.year if one.status.now else None)
    assert not [cell for row in values("exempla", values=False)["OPSYS"] for cell in row if cell.data_type == "f"]


def test_a_missing_year_is_a_gap_and_the_last_point_follows_the_value() -> None:
    written, found = values("exempla", values=False), values("exempla")
    lines = {(row[0].value, row[2].value): row for row in found["Indicator values"].iter_rows(min_row=5)}
    texts = {(row[0].value, row[2].value): row for row in written["Indicator values"].iter_rows(min_row=5)}
    columns = heads(found, "Indicator values")
    for one in exempla().indicators:
        if (one.indicator.id, "value") in lines:
            known = {it.year for it in one.values if it.value is not None}
            for year in (int(head) for head in columns if head.isdigit()):
                cell = lines[one.indicator.id, "value"][columns[str(year)] - 1]
                assert (cell.value is not None) == (year in known)
            last = texts[one.indicator.id, "value"][columns[str(max(known))] - 1]
            assert str(last.value).startswith("=Indicators!")


def test_text_of_the_logframe_stays_text() -> None:
    one = exempla().indicators[2]
    names = ("=1+1", "+A1", "-1", "@SUM(A1)", "Wrong!A1", '"quoted" & ‘signed’', "\u202eabc\u200b", "<b>&amp;</b>")
    reports = tuple(
        replace(one, indicator=replace(one.indicator, id=f"X{n}", name=name, short=name, definition=name, caveats=name))
        for n, name in enumerate(names)
    )
    found = opened(workbook(replace(exempla(), indicators=reports)), values=True)
    for n, name in enumerate(names):
        assert by_indicator(found, "Indicators")[f"X{n}"]["Name"] == name
        assert by_indicator(found, "OPSYS", "Indicator code")[f"X{n}"]["Definition"] == name
    assert {
        found[sheet].cell(row, 2).data_type for sheet in ("Indicators", "OPSYS") for row in range(5, 5 + len(names))
    } == {"s"}
