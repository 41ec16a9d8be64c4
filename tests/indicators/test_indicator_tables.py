"""Bad cells and bad logframes: each fault is found, with its place, its code and what would be right."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from observed import COUNTRIES, INSTRUMENTS, ON, ROOT, framed, logframe, rates, row, statistics, table, written

from compliance.indicators.additions import not_a_number
from compliance.indicators.project import read_project
from compliance.indicators.reports import report
from compliance.indicators.sanity import doubts
from compliance.indicators.statistics import CHECKS, read_rates, unconverted
from compliance.problems import Position, Problem

NO_ZERO = "leave the cell empty and say why in the note: a figure that is missing is no zero"
BAD: list[tuple[str, int, str, str | None]] = [
    (row("fin_investigation", 2023, 5), 3, "unknown-series", "did you mean `fin_investigations`?"),
    (row("fin_investigations", 2023, 5, country="serbai"), 1, "unknown-country", "did you mean `serbia`?"),
    (row("fin_investigations", 2023, 5, "reports"), 5, "wrong-unit", None),
    (row("fin_investigations", 2023, 5, "EUR"), 5, "wrong-unit", None),
    (row("str_value", 2023, 5, "euros"), 5, "wrong-unit", None),
    (row("fin_investigations", 2023, -5), 4, "negative-figure", None),
    (row("fin_investigations", 2023, 5, scope="part", scope_detail="Vojvodina"), 9, "part-for-whole", None),
    (row("fin_investigations", 2023, 5, scope="agency", used="no", note="One agency"), 7, "scope-not-said", None),
    (row("fin_investigations", 2023, 5, used="no"), 10, "unexplained-figure", None),
    (row("fin_investigations", 2023, 5, confidence="recalled"), 9, "recalled-figure", None),
    (
        row("fin_investigations", 2023, "about 5"),
        4,
        "not-a-number",
        "the figure alone: its unit and words such as `over` have columns of their own",
    ),
    (row("fin_investigations", 2023, "1.234,5"), 4, "not-a-number", "write 1234.5"),
    (row("fin_investigations", 2023, "n/a"), 4, "not-a-number", "delete the row: a figure that is missing is no zero"),
    (row("str_value", 2023, "12,5", "EUR"), 4, "not-a-number", "write 12.5"),
    (row("str_value", 2023, "1 234 567", "EUR"), 4, "not-a-number", "write 1234567"),
    (row("str_value", 2023, "1,234.5", "EUR"), 4, "not-a-number", "write 1234.5"),
    (row("str_value", 2023, "1.234.567", "EUR"), 4, "not-a-number", "write 1234567"),
    (
        row("fin_investigations", 2023, "1,234"),
        4,
        "not-a-number",
        "write 1234, or 1.234 where the comma stands for decimals",
    ),
    (
        row("fin_investigations", 2023, "1.234"),
        4,
        "part-of-a-count",
        "write `1234` where the point stands for thousands",
    ),
    (row("fiu_freeze_to_seizure_share", 2023, 971, "percent"), 4, "impossible-share", None),
    (row("fin_investigations", 1989, 5), 2, "year-out-of-range", None),
    (row("fin_investigations", 2027, 5), 2, "year-out-of-range", None),
    (row("fin_investigations", "2021/22", 5), 2, "not-a-number", None),
    (row("fin_inquiries", 2022, 1), 3, "repeated-row", "delete it"),
    (row("fin_investigations", 2023, ""), 4, "missing-field", None),
    (row("fin_investigations", 2023, 5, scope="natonal"), 6, "unknown-word", "did you mean `national`?"),
    (row("fin_investigations", 2023, 5, used="perhaps"), 9, "not-true-or-false", None),
    (row("fin_investigations", 2023, 5, source=""), 11, "missing-field", None),
]


@pytest.mark.parametrize(("line", "column", "code", "hint"), BAD, ids=[f"{one[2]}-{n}" for n, one in enumerate(BAD)])
def test_a_bad_cell_is_named_by_line_and_column(
    tmp_path: Path, line: str, column: int, code: str, hint: str | None
) -> None:
    _, problems = written(tmp_path, row("fin_inquiries", 2022, 1), line)
    assert [(one.code, one.at.line) for one in problems] == [(code, 3)]
    assert problems[0].at.column in {column, 0}
    assert problems[0].at.column == column or code == "missing-field"
    if hint:
        assert problems[0].hint == hint


def test_all_faults_are_found_in_one_reading(tmp_path: Path) -> None:
    rows = [(line.replace("2023", str(2000 + n)), code) for n, (line, _, code, _) in enumerate(BAD) if "2023" in line]
    _, problems = written(tmp_path, *(line for line, _ in rows))
    assert [one.code for one in problems] == [code for _, code in rows]


def test_two_figures_in_use_are_rivals_and_one_set_aside_is_not(tmp_path: Path) -> None:
    twice = [row("fin_investigations", 2023, 5), row("fin_investigations", 2023, 6)]
    assert codes(written(tmp_path, *twice)[1]) == ["rival-figures"]
    aside = row("fin_investigations", 2023, 6, used="no", note="Another source says so")
    assert written(tmp_path, twice[0], aside)[1] == ()


def test_a_part_greater_than_its_whole_is_a_finding(tmp_path: Path) -> None:
    data, problems = written(tmp_path, row("str_received", 2017, 232, "reports"), row("str_ml", 2017, 292, "reports"))
    assert [(one.code, one.severity, one.at.line) for one in problems] == [("part-exceeds-whole", "finding", 3)]
    assert len(data.observations) == 2


def test_a_growth_may_be_negative_and_a_zero_is_a_figure(tmp_path: Path) -> None:
    lines = row("ml_proceedings_growth", 2023, -6, "percent"), row("confiscation_orders", 2021, 0, "decisions")
    assert written(tmp_path, *lines)[1] == ()


def test_an_empty_table_has_no_figures_and_no_problems(tmp_path: Path) -> None:
    data, problems = written(tmp_path)
    assert (data.observations, problems) == ((), ())


def test_cells_stay_exact(tmp_path: Path) -> None:
    data, _ = written(tmp_path, row("str_value", 2023, "0.1", "EUR"), row("str_value", 2024, 2**60 + 1, "EUR"))
    assert [one.value * 10 for one in data.observations] == [1, 10 * (2**60 + 1)]


def test_money_in_use_needs_a_rate(tmp_path: Path) -> None:
    data, _ = written(tmp_path, row("str_value", 2031, 5, "BAM"), row("str_value", 2032, 5, "EUR"))
    found = list(unconverted(table("statistics.csv", tmp_path), data, rates()))
    assert [(one.code, one.at.line, one.at.column) for one in found] == [("no-exchange-rate", 2, 5)]
    data, _ = written(tmp_path, row("str_value", 2023, 5, "BMA", used="no", note="Another source"))
    (one,) = unconverted(table("statistics.csv", tmp_path), data, rates())
    assert (one.code, one.hint) == ("unknown-currency", "did you mean `BAM`?")
    assert list(unconverted(table("statistics.csv"), statistics(), rates())) == []


def test_bad_rates(tmp_path: Path) -> None:
    lines = [
        "currency,year,per_eur,source,url,confidence",
        "BAM,2020,1.95583,Bank,,verified",
        "BAM,2020,2,Bank,,verified",
    ]
    lines += ["TRY,2020,0,Bank,,verified", "GBP,2020,0.85,Bank,,verified"]
    (tmp_path / "rates.csv").write_text("\n".join(lines) + "\n", "utf-8")
    found, problems = read_rates(table("rates.csv", tmp_path))
    assert [(one.code, one.at.line) for one in problems] == [("rival-figures", 3), ("impossible-rate", 4)]
    assert found == {("BAM", 2020): Fraction("1.95583"), ("GBP", 2020): Fraction("0.85")}


@pytest.mark.parametrize(("text", "hint"), [("n/a", NO_ZERO), ("12,5", "write 12.5")])
def test_of_what_came_back_in_words_a_request_asks_the_reason(text: str, hint: str) -> None:
    assert not_a_number(Position("answers.xlsx"), text, english=True).hint == hint


DOUBTED: list[tuple[list[str], str | None]] = [
    ([row("str_received", 2022, 150, "reports"), row("str_received", 2023, 1500, "reports")], "sudden-jump"),
    ([row("str_received", 2022, 1500, "reports"), row("str_received", 2023, 150, "reports")], "sudden-jump"),
    ([row("str_received", 2022, 151, "reports"), row("str_received", 2023, 1500, "reports")], None),
    ([row("str_received", 2021, 150, "reports"), row("str_received", 2023, 1500, "reports")], None),
    ([row("str_received", 2022, 5, "reports"), row("str_received", 2023, 90, "reports")], None),
    (
        [row("str_received", 2022, 150, "reports"), row("str_received", 2023, 1500, "reports", note="A new portal")],
        None,
    ),
    ([row("str_value", 2022, 298190, "EUR"), row("str_value", 2023, 298190000, "EUR")], "magnitude-slip"),
    ([row("str_received", 2022, 150, "reports"), row("str_received", 2023, 45000, "reports")], "magnitude-slip"),
    ([row("str_received", 2022, 150, "reports"), row("str_received", 2023, 44999, "reports")], "sudden-jump"),
    (
        [
            row("ml_proceedings_registered", 2022, 225),
            row("ml_proceedings_registered", 2023, 312),
            row("ml_proceedings_growth", 2023, "22.35", "percent"),
        ],
        "growth-against-levels",
    ),
    (
        [
            row("ml_proceedings_registered", 2022, 255),
            row("ml_proceedings_registered", 2023, 312),
            row("ml_proceedings_growth", 2023, "22.35", "percent"),
        ],
        None,
    ),
    (
        [row("population", 2022, 2760000, "inhabitants"), row("population", 2023, 2200000, "inhabitants")],
        "population-rebased",
    ),
    ([row("population", 2022, 2760000, "inhabitants"), row("population", 2023, 2700000, "inhabitants")], None),
    (
        [
            row("all_proceedings_registered", 2023, 24095),
            row("all_proceedings_registered", 2024, 24100),
            row("all_proceedings_per_100k", 2023, 872, "per 100,000 inhabitants"),
            row("all_proceedings_per_100k", 2024, 1097, "per 100,000 inhabitants"),
        ],
        "population-rebased",
    ),
    (
        [row("cyber_persons_indicted", 2023, 11, "persons"), row("cyber_persons_convicted", 2023, 18, "persons")],
        "share-above-100",
    ),
    ([row("cyber_reports_received", 2023, 160, "reports")], "no-population"),
]


@pytest.mark.parametrize(("lines", "code"), DOUBTED, ids=[f"{one[1]}-{n}" for n, one in enumerate(DOUBTED)])
def test_what_is_hard_to_believe_is_pointed_out_unless_the_note_explains_it(
    tmp_path: Path, lines: list[str], code: str | None
) -> None:
    data, problems = written(tmp_path, *lines)
    assert problems == ()
    found = list(doubts(table("statistics.csv", tmp_path), data, logframe()[1]))
    assert codes(tuple(found)) == ([code] if code else [])
    assert all((one.severity == "finding") == (one.code != "no-population") for one in found)


def test_a_break_explains_a_jump(tmp_path: Path) -> None:
    lines = [
        row("all_proceedings_per_100k", year, figure, "per 100,000 inhabitants", country="albania")
        for year, figure in ((2023, 100), (2024, 1097))
    ]
    data, _ = written(tmp_path, *lines)
    assert list(doubts(table("statistics.csv", tmp_path), data, logframe()[1])) == []


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [one.code for one in problems]


LOGFRAME = """
title: A project
results:
  - {id: money, level: outcome, statement: The money is followed}
indicators:
  - id: A
    result: money
    level: outcome
    name: Financial investigations
    definition: Financial investigations opened in the year.
    formula: "yearly_mean(fin_investigations, years=3)"
    measure: number
    unit: cases
    direction: higher
    series: [fin_investigations]
    countries:
      serbia:
        baseline: {date: 2023-12-31, value: 10}
        milestones: [{date: 2024-12-31, value: 12}]
        target: {date: 2025-12-31, value: 15}
"""


def test_a_right_logframe_has_no_problems() -> None:
    assert framed(LOGFRAME)[1] == ()


TWIN = (
    "  - {id: A, result: money, level: outcome, name: B, definition: B, formula: fin_inquiries, measure: number, "
    "unit: cases, direction: higher, series: [fin_inquiries]}\n"
)
WRONG = [
    ("result: money", "result: monney", "unknown-result", (7, 13)),
    ("yearly_mean(fin_investigations", "yearly_mean(fin_investigation", "unknown-series", (11, 27)),
    ("yearly_mean(fin_investigations, years=3)", "attainment(A)", "circular-formula", (11, 14)),
    ("series: [fin_investigations]", "series: [fin_inquiries]", "wrong-series-list", (15, 13)),
    ("      serbia:", "      serbai:", "unknown-country", (17, 7)),
    ("2024-12-31", "2026-12-31", "dates-out-of-order", (18, 9)),
    ("value: 15", "value: 9", "target-against-direction", (20, 17)),
    ("2025-12-31, value: 15}", "2025-12-31}", "empty-target", (20, 17)),
    ("direction: higher", "direction: neutral", "stray-target", (20, 17)),
    ("  - id: A", f"{TWIN}  - id: A", "repeated-id", (7, 9)),
    ("  - id: A", f"{TWIN.replace('id: A,', 'id: Z, names: {sr: Б},')}  - id: A", "missing-translation", (10, 11)),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "code", "place"), WRONG, ids=[one[2] for one in WRONG])
def test_a_fault_of_the_logframe_has_its_place(right: str, wrong: str, code: str, place: tuple[int, int]) -> None:
    assert right in LOGFRAME
    _, problems = framed(LOGFRAME.replace(right, wrong, 1))
    assert (code, place) in [(one.code, (one.at.line, one.at.column)) for one in problems]


def test_every_check_says_what_it_looks_for() -> None:
    assert all((check.__doc__ or "").endswith(".") for check in CHECKS)


# The folder as a whole


def test_the_project_on_file_has_no_problems() -> None:
    project, problems = read_project(ROOT, instruments=INSTRUMENTS, countries=COUNTRIES)
    assert project is not None
    assert problems == ()
    reports = report(project.logframe, project.statistics, project.rates, "kosovo", scores={}, on=ON)
    assert [one.indicator.id for one in reports][:2] == ["H1", "H2"]


def test_a_workspace_without_indicators_has_no_project(tmp_path: Path) -> None:
    assert read_project(tmp_path, instruments={}, countries=()) == (None, ())


def test_missing_files_are_all_named(tmp_path: Path) -> None:
    (tmp_path / "indicators").mkdir()
    project, problems = read_project(tmp_path, instruments={}, countries=())
    assert project is None
    assert [Path(one.at.path).name for one in problems] == [
        "exchange-rates.csv",
        "logframe.yaml",
        "series.yaml",
        "statistics.csv",
    ]


def test_a_country_that_nobody_lists_is_named_in_every_file() -> None:
    _, problems = read_project(ROOT, instruments=INSTRUMENTS, countries=COUNTRIES[:3])
    assert {Path(one.at.path).name for one in problems if one.code == "unknown-country"} == {
        "series.yaml",
        "statistics.csv",
    }
