"""An answer whose evidence is too weak counts nowhere: everything stands as if nobody had answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from shares import at_least, weighted_at_least
from tiny import TODAY, article, checklist, criterion, instrument

from compliance.as_of.evidence import counts
from compliance.model.checklist import Entry, Response
from compliance.model.instrument import Grade, Instrument
from compliance.robustness import SETTINGS
from compliance.robustness.answers import answered
from compliance.scoring import Assessment, as_of, assess, double_rating, gaps, losses, questions, reforms, with_leads

PLAIN = instrument(
    [
        article("1", [criterion("1.1", core="true", core_reason="x"), criterion("1.2"), criterion("1.3", any_of="g")]),
        article("2", [criterion("2.1"), criterion("2.2", obligation="optional")]),
    ]
)
FROM_C = replace(PLAIN, scale=replace(PLAIN.scale, counts_from="C"))
LEAD = Response(rating=("not-met",), evidence="D")
SEEN = {"1.2": Response(rating=("mostly",), evidence="B"), "2.1": Response(rating=("partly",), evidence="C")}


def scored(responses: dict[str, Response], treaty: Instrument = FROM_C, parts: tuple[str, ...] = ()) -> Assessment:
    return assess(treaty, checklist(responses), None, parts, TODAY)


@pytest.mark.parametrize(
    ("grade", "floor", "expected"),
    [("D", "C", False), ("C", "C", True), ("C", "B", False), ("A", "A", True), (None, "A", True), ("D", None, True)],
)
def test_a_grade_counts_from_the_declared_one_on(grade: Grade | None, floor: Grade | None, *, expected: bool) -> None:
    treaty = replace(PLAIN, scale=replace(PLAIN.scale, counts_from=floor))
    assert counts(Response(rating=("met",), evidence=grade), treaty) is expected


@pytest.mark.parametrize("lead", ["1.1", "1.3", "2.2"])
@pytest.mark.parametrize(
    "rating", [("not-met",), ("partly", "mostly"), ("not-applicable",), ("met", "not-applicable")], ids=str
)
def test_with_a_lead_everything_stands_as_without_an_answer(lead: str, rating: tuple[str, ...]) -> None:
    given = replace(LEAD, rating=rating, not_applicable="structural" if "not-applicable" in rating else None)
    one, other = scored({**SEEN, lead: given}).whole, scored(SEEN).whole
    for told in (at_least, weighted_at_least, losses):
        assert told(one) == told(other)
    assert (one.range, one.distribution, one.exclusions) == (other.range, other.distribution, other.exclusions)
    assert [it.criterion.criterion.id for it in gaps(one)] == [it.criterion.criterion.id for it in gaps(other)]
    assert [it.least for it in questions(one)] == [it.least for it in questions(other)]
    assert [it.full for it in reforms(one)] == [it.full for it in reforms(other)]
    assert [it.capped for it in one.articles] == [it.capped for it in other.articles]


def test_robustness_draws_nothing_from_a_lead() -> None:
    one, other = (answered("x", scored(it), SETTINGS).treatments for it in ({**SEEN, "1.1": LEAD}, SEEN))
    assert all(np.array_equal(a.below, b.below) for a, b in zip(one, other, strict=True))


def test_levels_of_government_are_one_answer_with_one_grade() -> None:
    levels: Any = {"state": ("none",), "north": ("met",), "south": ("partly",)}
    given = {"1.1": Response(ratings_by_part=levels, evidence="D")}
    score = scored(given, parts=("north", "south")).whole.criteria()["1.1"]
    assert (score.state, score.by_part, score.lead) == ("unanswered", {}, ("partly",))


def test_evaluators_are_not_compared_by_a_lead() -> None:
    first, second = checklist({**SEEN, "1.1": LEAD}), checklist({**SEEN, "1.1": replace(LEAD, evidence="B")})
    found = double_rating(FROM_C, first, second)
    assert (found.whole.compared, found.whole.left_out["unanswered"]) == (2, 2)
    assert double_rating(PLAIN, first, second).whole.compared == 3


def test_with_leads_is_the_score_of_a_scale_that_counts_all() -> None:
    given = {
        **SEEN,
        "1.1": LEAD,
        "1.3": replace(LEAD, rating=("mostly", "not-applicable"), not_applicable="structural"),
    }
    led, plain = with_leads(scored(given).whole), scored(given, PLAIN).whole
    assert (led.range, led.distribution, led.leads) == (plain.range, plain.distribution, 0)
    assert [it.score for it in led.sections] == [it.score for it in plain.sections]


@pytest.mark.parametrize(("grade", "leads"), [("D", 1), ("B", 0), (None, 0)])
def test_an_earlier_rating_counts_by_its_own_evidence(grade: Grade | None, leads: int) -> None:
    earlier = Entry(rating=("partly",), recorded=date(2026, 11, 24), evidence=grade)
    now = Response(rating=("met",), evidence="A", recorded=date(2026, 11, 29), cause="text-read", history=(earlier,))
    then = as_of(checklist({"1.1": now}), TODAY, date(2026, 11, 25))
    assert assess(FROM_C, then, None, (), TODAY).whole.leads == leads
