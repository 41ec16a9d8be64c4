"""Charts as reports draw them, at the sizes of both treaties and at the extremes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any, TypeVar

from compliance import charts, figures
from compliance.charts import Actual, BulletRow, Chart, Trend
from compliance.charts.style import INFORMATIVE, RATINGS
from compliance.indicators.values import Word
from compliance.scoring.agreement import Agreement, Interval
from compliance.scoring.values import Range
from compliance.view.donor import ScoreProgress
from compliance.view.donor.parts import PartBar
from compliance.view.regional.region import CellView, MatrixRow, MatrixSection, PositionView, ProgressView, TileView
from compliance.view.values.answers import Chip, SectionView
from compliance.view.values.reforms import LossView

FINDING = "Two thirds of the criteria are unanswered."
PLACE: dict[str, Any] = {"finding": FINDING, "table": "workbook, sheet Ratings"}
TITLES = (
    "Misuse of devices",
    "Procedures pertaining to mutual assistance requests in the absence of agreements",
    "Damages",
)

T = TypeVar("T")


def view(kind: type[T], **shown: object) -> T:
    """A record of a view with what a chart shows of it; the rest is left out."""
    return kind(**{field.name: None for field in fields(kind)} | shown)  # type: ignore[arg-type]


OPEN = Range(low=Fraction(0), high=Fraction(1))
NARROW = Range(low=Fraction(58, 100), high=Fraction(67, 100))
EXACT = Range(low=Fraction(1), high=Fraction(1))
SCORES = (OPEN, NARROW, EXACT)


def counts(*numbers: int) -> dict[str, int]:
    """Numbers by rating, in the order of ratings."""
    return dict(zip(RATINGS, numbers, strict=True))


BUDAPEST, WARSAW = (1, 12, 8, 1, 13), (1, 1, 9, 3, 1, 5, 2, 5, 3, 2, 13, 2, 1)


def mosaics(*sizes: int) -> list[charts.MosaicGroup]:
    """Sections with so many articles each; the ninth article has 17 criteria, and every kind of rating occurs."""
    kinds, numbers = (*RATINGS, INFORMATIVE), iter(range(1, sum(sizes) + 1))
    columns = [[_heights(next(numbers)) for _ in range(size)] for size in sizes]
    return [
        (
            (f"Section {place} of the Convention", f"Section {place}"),
            tuple(tuple(kinds[k % len(kinds)] for k in range(height)) for height in heights),
        )
        for place, heights in enumerate(columns, 1)
    ]


def _heights(number: int) -> int:
    """The criteria of an article."""
    return 17 if number == 9 else 10 if number == 28 else 1 + number % 6


def profile(number: int) -> list[SectionView]:
    """Rows of a profile, with names short and long."""
    return [
        view(
            SectionView,
            title=("Jurisdiction", "International co-operation, investigative assistance")[k % 2],
            span="Arts. 29–35",
            counts=counts(k, 3, 0, 1, 12, 30 + k),
            range=SCORES[k % 3] if k else None,
        )
        for k in range(number)
    ]


def years(**values: int) -> tuple[Actual, ...]:
    """Values by year, written `y2020=14`."""
    return tuple(Actual(year=int(year[1:]), value=value) for year, value in values.items())


FULL = Trend(
    actuals=(
        *years(y2018=11, y2019=14, y2022=17),
        Actual(year=2023, value=18, hollow=True),
        *years(y2024=21, y2025=20),
    ),
    baseline=Actual(year=2019, value=14),
    milestones=years(y2026=22),
    target=Actual(year=2027, value=24),
)
TRENDS = {
    "full": FULL,
    "empty": Trend(),
    "actuals alone": Trend(actuals=years(y2015=1319, y2019=1640)),
    "target alone": Trend(target=Actual(year=2027, value=10)),
    "plan alone": Trend(baseline=Actual(year=2024, value=5), target=Actual(year=2027, value=8)),
    "one year": Trend(actuals=years(y2021=3)),
    "all zero": Trend(actuals=years(y2020=0, y2021=0)),
    "falls to zero": Trend(actuals=years(y2019=40, y2020=0)),
    "open range": Trend(spans=(charts.Span(year=2026, low=36, high=93),)),
    "expected": Trend(
        actuals=years(y2024=5, y2025=6),
        baseline=Actual(year=2023, value=4),
        expected=Actual(year=2025, value=7),
        target=Actual(year=2027, value=10),
    ),
    "draft": Trend(actuals=years(y2025=6), target=Actual(year=2027, value=10), draft=True),
    "baseline is the target": Trend(
        actuals=years(y2020=3), baseline=Actual(year=2019, value=3), target=Actual(year=2027, value=3)
    ),
}

BULLETS = (
    BulletRow(
        name="Persons indicted for cybercrime", unit="persons a year", actual=138, expected=150, target=180, baseline=96
    ),
    BulletRow(name="Proceeds confiscated by final decision", unit="EUR million", actual=0),
    BulletRow(name="Suspicious reports with a cyber tag", unit="% of reports", label=figures.percent),
)
PARTS = (
    PartBar(name="Criminalisation", counts={"met": 20, "partly": 2, "open": 6, "unanswered": 4}, good=20, applicable=32, words="20 of 32 met or mostly met"),
    PartBar(name="Procedural powers", counts={"mostly": 1, "not-met": 1, "not-applicable": 2}, good=1, applicable=2, words="1 of 2 met or mostly met"),
)  # fmt: skip
COMPONENTS = (
    charts.ComponentRow(name="Proceedings sent to court", weight=15, trend=charts.Trend(), latest=None),
    charts.ComponentRow(
        name="Persons indicted for money laundering and for handling what others have stolen",
        weight=15,
        trend=charts.Trend(actuals=(charts.Actual(year=2021, value=9), charts.Actual(year=2022, value=2, hollow=True))),
        latest="2 persons in 2022",
    ),
)
STATUSES: tuple[Word, ...] = ("off-track", "at-risk", "met")
DUMBBELLS = (
    ScoreProgress(name="Substantive law", baseline=Fraction(61, 100), now=NARROW, target=Fraction(4, 5)),
    ScoreProgress(name="Co-operation", baseline=Fraction(58, 100), now=OPEN),
    ScoreProgress(name="Financial investigations and prosecutions"),
)


def losses(sections: int, gates: int) -> tuple[LossView, ...]:
    """Losses of so many sections, every second small, and of so many core criteria."""
    names = ("Procedural law", "Notification and protection of third parties' rights in all proceedings")
    return (
        *(
            LossView(name=names[k % 2], points=Fraction(43, 10) if k % 2 else Fraction(1, 9), gate=False)
            for k in range(sections)
        ),
        *(LossView(name=f"Core criterion of Art. {k}", points=Fraction(1, 7), gate=True) for k in range(gates)),
    )


DOUBLE = {
    first: {second: 1_234 if first == second else 7 * (first == "met") for second in RATINGS[:4]}
    for first in RATINGS[:4]
}
ALPHAS = (
    (
        "Whole treaty",
        view(Agreement, alpha=Fraction(71, 100), interval=view(Interval, low=Fraction(-1, 3), high=Fraction(9, 10))),
    ),
    ("International co-operation, investigative assistance", view(Agreement, alpha=Fraction(1))),
    ("Jurisdiction", view(Agreement)),
)


COUNTRIES = ("Albania", "Bosnia and Herzegovina", "Kosovo*", "Montenegro", "North Macedonia", "Serbia", "Türkiye")


def panels(number: int, found: Mapping[str, int]) -> list[charts.Panel]:
    return [charts.Panel(name=COUNTRIES[k], note="79 of 131 answered", counts=found) for k in range(number)]


def positions(size: int, *, varied: int) -> list[PositionView]:
    """So many countries, the first of them with a robustness range; the second is not bound."""
    return [
        view(
            PositionView,
            name=COUNTRIES[k],
            base=SCORES[k % 3],
            robust=Range(low=Fraction(1, 9), high=Fraction(1)) if k < varied else None,
            alignment=k == 1,
        )
        for k in range(size)
    ]


def cell(kind: str, ends: tuple[str, str] = ("", ""), *, held_back: bool = False) -> CellView:
    return view(CellView, chip=Chip(kind=kind, word="", ends=ends), held_back=held_back)


def grid_sections(countries: int, *sizes: int) -> list[MatrixSection]:
    """Sections with so many articles each, with every kind of cell."""
    kinds = (
        cell("met"),
        cell("open", ("not-met", "mostly"), held_back=True),
        cell("unanswered"),
        cell("not-applicable"),
        cell("partly", held_back=True),
    )
    return [
        MatrixSection(
            title=f"Section {n}, with a title that is longer than its place on the sheet allows it to be",
            rows=tuple(
                MatrixRow(
                    number=str(k + 1),
                    title=TITLES[k % 3],
                    cells=tuple(kinds[(k + place) % len(kinds)] for place in range(countries)),
                )
                for k in range(size)
            ),
        )
        for n, size in enumerate(sizes, 1)
    ]


def placed(number: int) -> list[TileView]:
    bars = (("ETS 185", counts(40, 22, 15, 6, 20, 28)), ("ETS 198", counts(0, 0, 0, 0, 0, 131)))
    return [
        TileView(row=k // 4, column=k % 4, name=COUNTRIES[k], bars=bars, scores=("45–87", "0–100"))
        for k in range(number)
    ]


def drawn() -> dict[str, Chart]:
    """Every kind of chart."""
    grids = charts.article_grid(grid_sections(7, *WARSAW), COUNTRIES, **PLACE)
    whole = {
        **{f"article grid, part {k}": part for k, part in enumerate(grids)},
        "mosaic of the Budapest Convention": charts.mosaic(mosaics(*BUDAPEST), **PLACE),
        "mosaic of the Warsaw Convention": charts.mosaic(mosaics(*WARSAW), **PLACE),
        "mosaic of one article": charts.mosaic(mosaics(1), **PLACE),
        "profile of 5": charts.section_profile(profile(5), **PLACE),
        "profile of 13": charts.section_profile(profile(13), **PLACE),
        "range key": charts.range_legend(),
        "table of two evaluators": charts.rating_table(DOUBLE, **PLACE),
        "alpha": charts.alpha_intervals(ALPHAS, **PLACE),
        "evidence": charts.evidence_panels(panels(7, {"A": 1, "B": 2, "C": 1, "D": 150}), **PLACE)[0],
        "panels of one": charts.distribution_panels(panels(1, counts(40, 22, 15, 6, 20, 200)), **PLACE)[0],
        "panels of seven": charts.distribution_panels(panels(7, counts(1, 1, 1, 1, 1, 298)), **PLACE)[0],
        "bar with what is not settled": charts.distribution_bar(
            {**counts(31, 22, 15, 6, 1, 19), "not-settled": 26}, **PLACE
        ),
        "ranges": charts.ranges(positions(7, varied=3), **PLACE)[0],
        "ranges of one": charts.ranges(positions(1, varied=0), **PLACE)[0],
        "two cycles": charts.two_cycles(
            [view(ProgressView, name=COUNTRIES[k], before=SCORES[k % 3], after=SCORES[(k + 1) % 3]) for k in range(7)],
            dates=("2019, law as of 1 June 2019", "2026, law as of 24 November 2026"),
            **PLACE,
        ),
        "article grid of one": charts.article_grid(grid_sections(1, 1), COUNTRIES[:1], **PLACE)[0],
        "tiles of one": charts.tile_grid(placed(1), **PLACE)[0],
        "tiles of seven": charts.tile_grid(placed(7), **PLACE)[0],
        "bullets": charts.bullets(BULLETS, **PLACE),
        "section bars": charts.section_bars([("ETS 185", PARTS), ("ETS 198", PARTS[:1])], **PLACE),
        "grid of parts": charts.part_grid(
            [(country, ("ETS 185", part)) for country in COUNTRIES[:3] for part in PARTS], **PLACE
        ),
        "components": charts.component_rows(COMPONENTS, **PLACE),
        "bullets with statuses": charts.bullets(
            [
                *(replace(row, status=word) for row, word in zip(BULLETS, STATUSES, strict=True)),
                BulletRow(
                    name="Days to judgment",
                    unit="days",
                    actual=351,
                    expected=353,
                    target=338,
                    baseline=398,
                    status="on-track",
                ),
            ],
            **PLACE,
        ),
        "dumbbell": charts.dumbbell(
            [("", DUMBBELLS)], dates=("January 2024", "November 2026", "December 2027"), **PLACE
        ),
        "waterfall": charts.waterfall(losses(8, 3), Fraction(77), settled=False, **PLACE),
        "waterfall of nothing": charts.waterfall((), Fraction(100), **PLACE),
        "waterfall of everything": charts.waterfall(
            (LossView(name="Lights", points=Fraction(100), gate=False),), Fraction(0), **PLACE
        ),
        "dumbbell without plan": charts.dumbbell([("Serbia", DUMBBELLS)], dates=(None, "November 2026", None), **PLACE),
    }
    for numbers in (
        (40, 22, 15, 6, 20, 200),
        (0, 0, 0, 0, 0, 303),
        (1, 1, 1, 1, 1, 298),
        (298, 1, 1, 1, 1, 1),
        (1, 0, 0, 0, 0, 0),
    ):
        whole[f"distribution {numbers}"] = charts.distribution_bar(counts(*numbers), **PLACE)
    for name, course in TRENDS.items():
        whole[f"panel, {name}"] = charts.indicator_panel(course, (2018, 2026), **PLACE)
        whole[f"sparkline, {name}"] = charts.sparkline(course, (2018, 2026), **PLACE)
    money = Trend(actuals=years(y2019=40), baseline=Actual(year=2019, value=40), target=Actual(year=2027, value=48))
    whole["panel with long words"] = charts.indicator_panel(
        money, (2018, 2027), label=lambda value: figures.money(value * 10**6, "EUR"), axis=figures.number, **PLACE
    )
    return whole
