"""What holds for every list of reforms and every path."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st
from test_properties import Responses, answers, cases, quickly, settled, whole

from compliance.model.checklist import Effort, Recommendation, Response
from compliance.model.instrument import Instrument
from compliance.scoring import InstrumentScore, gaps, path, reforms, unbeaten
from compliance.scoring.path import EFFORT
from compliance.scoring.values import Range

MET = ("met",)


@st.composite
def advised(draw: st.DrawFn, given_: st.SearchStrategy[Response] = settled) -> tuple[Instrument, Responses]:
    """A case in which most answers carry a recommendation."""
    treaty, responses = draw(cases(given=given_))
    efforts: list[Effort | None] = [None, *EFFORT]
    return treaty, {key: _advised(it, key, draw(st.sampled_from(efforts))) for key, it in responses.items()}


def _advised(response: Response, key: str, effort: Effort | None) -> Response:
    advice = Recommendation(id=f"xx-{key}", text="Do it.", effort=effort) if effort else None
    return Response(rating=response.rating, ratings_by_part=response.ratings_by_part, recommendation=advice)


def known(score: InstrumentScore) -> Range:
    assume(score.range)
    assert score.range
    return score.range


@quickly
@given(advised(), st.sampled_from([None, Fraction(1, 2), Fraction(9, 10)]))
def test_a_path_ends_where_the_score_computed_anew_ends(
    case: tuple[Instrument, Responses], target: Fraction | None
) -> None:
    treaty, responses = case
    score = whole(treaty, responses)
    known(score)
    way = path(score, target)
    assert way
    raised = {id_ for step in way.steps for id_ in step.reform.criteria}
    after = whole(treaty, {key: Response(rating=MET) if key in raised else it for key, it in responses.items()})
    assert after.range == way.end
    assert way.reached == (target is not None and after.range is not None and after.range.low >= target)


@quickly
@given(advised(answers))
def test_a_path_only_rises_by_what_each_step_brings(case: tuple[Instrument, Responses]) -> None:
    score = whole(*case)
    known(score)
    way = path(score)
    assert way
    now = way.start
    for step in way.steps:
        assert (now.low + step.reform.full.low, now.high + step.reform.full.high) == (step.score.low, step.score.high)
        assert step.reform.full.low >= 0
        assert step.reform.full.high >= 0
        assert step.reform.worth > 0
        now = step.score


@quickly
@given(advised(answers))
def test_a_path_of_known_efforts_never_takes_an_unknown_one(case: tuple[Instrument, Responses]) -> None:
    score = whole(*case)
    known(score)
    way = path(score, only_known=True)
    assert way
    assert all(step.reform.effort for step in way.steps)


@quickly
@given(advised(answers))
def test_nothing_beats_the_marked_rows_and_something_beats_the_others(case: tuple[Instrument, Responses]) -> None:
    rows = reforms(whole(*case))
    for row, mark in zip(rows, unbeaten(rows), strict=True):
        if row.effort is None or not row.worth:
            assert not mark
            continue
        beaten = [
            it
            for it in rows
            if it.effort is not None
            and (
                (it.worth > row.worth and it.effort <= row.effort) or (it.worth >= row.worth and it.effort < row.effort)
            )
        ]
        assert mark == (not beaten)


@quickly
@given(advised(answers))
def test_the_list_has_every_gap_once_and_most_for_the_effort_first(case: tuple[Instrument, Responses]) -> None:
    score = whole(*case)
    rows = reforms(score)
    alone = {it.criteria[0]: it for it in rows if it.kind == "criterion"}
    assert {key: (it.next, it.full) for key, it in alone.items()} == {
        it.criterion.criterion.id: (it.next, it.full) for it in gaps(score)
    }
    rated = [it.per_effort for it in rows if it.per_effort is not None]
    assert rated == sorted(rated, reverse=True)
    assert [it.effort is None for it in rows] == sorted(it.effort is None for it in rows)


@quickly
@given(advised())
def test_a_bundle_brings_at_least_what_its_members_bring(case: tuple[Instrument, Responses]) -> None:
    rows = reforms(whole(*case))
    alone = {it.criteria[0]: it for it in rows if it.kind == "criterion"}
    for row in rows:
        members = [alone[id_] for id_ in row.criteria]
        assert row.full.low >= max(it.full.low for it in members)
        efforts = [it.effort for it in members]
        assert row.effort == (None if None in efforts else sum(it for it in efforts if it))


def test_the_classes_of_effort_are_those_of_the_method() -> None:
    method = (Path(__file__).parents[2] / "docs" / "method.md").read_text("utf-8")
    classes = ", ".join(f"{effort.replace('-act', ' act')} {units}" for effort, units in EFFORT.items())
    assert f"**Effort** follows from the recommendation: {classes}." in method
