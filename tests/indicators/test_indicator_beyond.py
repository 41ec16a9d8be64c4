"""What lies beyond the figures: scores cycle by cycle, targets of articles, ratings by others, completeness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from observed import INSTRUMENTS, ON, framed, logframe, reports, row, written

from compliance.folder import read_workspace
from compliance.indicators.case import Score
from compliance.inputs import read_inputs
from compliance.model.dates import PartialDate
from compliance.model.external import ExternalRating
from compliance.scoring import Range
from compliance.scoring.instruments import whole_range
from compliance.view.assessed import assessments
from compliance.view.project import history, laws, raised
from compliance.view.reasons import shown, status_reason

DATA = Path(__file__).resolve().parents[1] / "data"
WORTH = {"met": Fraction(1), "mostly": Fraction(2, 3), "partly": Fraction(1, 3)}


def law(articles: Mapping[str, Fraction], on: date = ON) -> Score:
    """A score that is the mean of its articles."""

    def moved(goals: Mapping[str, str]) -> Score:
        return law({one: max(value, WORTH.get(goals.get(one, ""), value)) for one, value in articles.items()}, on)

    mean = sum(articles.values(), Fraction(0)) / len(articles)
    return Score(on=on, low=mean, high=mean, point=mean, raised=moved)


def planned(*articles: str, baseline: str = "") -> str:
    """A logframe of one indicator of compliance whose target names articles."""
    named = ", ".join(articles)
    return f"""
title: Law
results:
  - {{id: law, level: outcome, statement: Law complies}}
indicators:
  - id: L
    result: law
    level: outcome
    name: Compliance
    definition: Mean of two scores.
    formula: "mean(score(ets-185), score(ets-198))"
    measure: score
    unit: score 0–100
    direction: higher
    countries:
      serbia:
{baseline}        target: {{date: 2027-06-30, articles: [{named}], approved: {{by: Committee, date: 2024-01-01}}}}
"""


BUDAPEST = {"16": Fraction(0), "17": Fraction(1, 3), "29": Fraction(1)}
WARSAW = {"3": Fraction(1, 2), "4": Fraction(1, 2)}


def test_a_target_of_articles_has_the_figure_that_follows_from_them() -> None:
    frame, problems = framed(
        planned('{instrument: ets-185, articles: ["16", "29"], rating: met, through: e-evidence bill}')
    )
    assert problems == ()
    found = reports("serbia", {"ets-185": [law(BUDAPEST)], "ets-198": [law(WARSAW)]}, frame=frame)["L"]
    # Articles 16 and 29 are met, 17 stays at a third; the other treaty stays at a half.
    assert found.status.target == 100 * (Fraction(7, 9) + Fraction(1, 2)) / 2
    assert found.status.word == "no-target"
    assert status_reason(found) == "There is a target but no baseline."


def test_such_a_target_is_counted_from_the_day_of_the_baseline_and_does_not_move() -> None:
    frame, _ = framed(
        planned(
            '{instrument: ets-185, articles: ["16"], rating: met, date: 2025-06-30}',
            '{instrument: ets-198, articles: ["3"], rating: mostly}',
            baseline="        baseline: {date: 2023-12-31, value: 47, approved: {by: Committee, date: 2024-01-01}}\n",
        )
    )
    before = [law(BUDAPEST, date(2023, 6, 30)), law({**BUDAPEST, "16": Fraction(1), "17": Fraction(1)})]
    found = reports("serbia", {"ets-185": before, "ets-198": [law(WARSAW, date(2023, 6, 30))]}, frame=frame)["L"]
    first = 100 * (Fraction(7, 9) + Fraction(1, 2)) / 2
    last = 100 * (Fraction(7, 9) + Fraction(7, 12)) / 2
    assert found.status.target == last
    assert [(one.date, one.value) for one in found.plan.milestones] == [(date(2025, 6, 30), first)]
    assert [(one.year, one.as_of) for one in found.values] == [(2023, date(2023, 6, 30)), (2026, ON)]
    assert found.status.now is not None
    assert (found.status.now.value, found.status.word) == (Fraction(75), "met")


def test_while_too_much_is_unanswered_the_articles_stand_without_a_figure() -> None:
    frame, _ = framed(planned('{instrument: ets-185, articles: ["16"], rating: met}'))
    wide = replace(law(WARSAW), point=None, low=Fraction(1, 5), high=Fraction(4, 5))
    found = reports("serbia", {"ets-185": [law(BUDAPEST)], "ets-198": [wide]}, frame=frame)["L"]
    assert found.status.target is None
    assert found.status.word == "range-only"


@pytest.mark.parametrize(
    ("article", "code"),
    [
        ('{instrument: ets-185, articles: ["99"], rating: met}', "unknown-article"),
        ('{instrument: ets-187, articles: ["16"], rating: met}', "unknown-instrument"),
    ],
)
def test_an_article_that_is_not_assessed_is_no_target(article: str, code: str) -> None:
    _, problems = framed(planned(article))
    assert [one.code for one in problems] == [code]
    assert "16" in INSTRUMENTS["ets-185"]


def test_the_engine_raises_articles_as_it_scores_them() -> None:
    workspace, problems = read_workspace(DATA)
    country = workspace.countries["arcadia"]
    cycle, instruments = country.cycles()[-1], tuple(workspace.instruments)
    assert problems == ()
    scores = assessments(workspace, country, cycle, instruments)
    for one, law in zip(scores, laws(workspace, country, cycle, instruments), strict=True):
        assert (law.on, law.articles) == (one.on, one.whole.articles)
        assert whole_range(law.instrument, law.articles) == one.whole.range
        assert raised(law, {}) == law
        everything = raised(law, {article.article.number: "met" for article in law.articles})
        assert whole_range(law.instrument, everything.articles) == Range(low=Fraction(1), high=Fraction(1))
        for article in law.articles:
            higher = whole_range(law.instrument, raised(law, {article.article.number: "met"}).articles)
            assert higher is not None
            assert one.whole.range is not None
            assert article.score is not None
            share = one.whole.shares_at_worst[article.article.number]
            assert higher.low - one.whole.range.low == share * (1 - article.score.low)


def test_the_made_up_country_has_one_score_a_cycle() -> None:
    inputs, _ = read_inputs(DATA)
    workspace, country = inputs.workspace, inputs.workspace.countries["arcadia"]
    given = [law for cycle in country.cycles() for law in laws(workspace, country, cycle, workspace.instruments)]
    for scores in history(reversed(given)).values():
        assert [one.on for one in scores] == sorted(one.on for one in scores)


def rated(
    item: str, rating: str, day: str | None = "2023-07", sources: tuple[str, ...] = ("report",)
) -> ExternalRating:
    return ExternalRating(
        body="MONEYVAL",
        item=item,
        scale="effectiveness" if item.startswith("IO") else "technical-compliance",
        rating=rating,
        report="Fifth round report",
        date=PartialDate.parse(day) if day else None,
        sources=sources,
    )


def test_the_worst_rating_stays_in_the_words_of_its_body() -> None:
    given = [rated("IO.6", "substantial"), rated("IO.7", "moderate"), rated("IO.8", "high")]
    found = reports("serbia", ratings=given)["I33"]
    (value,) = found.values
    assert (value.word, value.value, value.year, value.flags) == ("moderate", Fraction(2), 2023, ())
    assert [one.item for one in value.ratings] == ["IO.6", "IO.7", "IO.8"]
    assert found.status.word == "context"


def test_while_ratings_are_not_known_the_worst_can_only_be_lower() -> None:
    (value,) = reports("serbia", ratings=[rated("R.3", "LC"), rated("R.4", "C")])["I32"].values
    assert shown(value, "ordinal") == "LC or lower, 2 of 12 known"
    assert (value.value, value.flags) == (None, ("partial",))
    assert (value.low, value.high) == (Fraction(1), Fraction(3))
    (value,) = reports("serbia", ratings=[rated("R.3", "NC"), rated("R.4", "C")])["I32"].values
    assert (value.word, value.value) == ("NC", Fraction(1)), "nothing is lower"


def test_a_later_report_makes_a_new_step_and_a_recalled_rating_none() -> None:
    given = [rated("IO.6", "low"), rated("IO.6", "high", "2025-01-31"), rated("IO.7", "low", sources=())]
    given += [rated("IO.8", "low", None), rated("R.3", "NA")]
    found = reports("serbia", ratings=given)
    assert [(one.year, shown(one, "ordinal")) for one in found["I33"].values] == [
        (2023, "low"),
        (2025, "high or lower, 1 of 3 known"),
    ]
    assert found["I33"].missing == ("IO.7", "IO.8")
    assert found["I32"].values == (), "not applicable is no rating"


def test_completeness_counts_recorded_figures_and_zeros_but_no_derived_ones(tmp_path: Path) -> None:
    data, _ = written(
        tmp_path,
        row("fin_investigations", 2024, 5),
        row("persons_trained", 2024, 0, "persons"),
        row("str_received", 2024, 9, "reports", qualifier="derived"),
        row("ml_convictions", 2024, 3, "verdicts"),
        row("fin_investigations", 2025, 5),
    )
    last, before = reversed(reports("serbia", data=data)["I34"].values)
    needed = before.denominator
    assert needed is not None
    assert (before.year, before.numerator, before.value) == (2024, Fraction(2), 200 / needed)
    assert (last.year, last.numerator) == (2025, Fraction(1))


def test_every_indicator_of_the_project_says_what_it_is_from_whom_and_how_its_target_is_set() -> None:
    frame = logframe()[1]
    assert [one.id for one in frame.indicators if one.headline] == ["H1", "H2"]
    assert {one.id for one in frame.indicators} == {"H1", "H2", *(f"I{n:02}" for n in range(1, 35))}
    for one in frame.indicators:
        assert all((one.caveats, one.target_rule, one.source_of_verification, one.responsible, one.frequency)), one.id
        assert one.disaggregation[:1] == ("country",)
        assert one.assumptions or one.level == "context" or one.direction == "neutral", one.id
