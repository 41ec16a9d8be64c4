"""When a deposit stands, and when a country is bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tiny import FOUR_STEPS, TODAY, article, checklist, criterion, deposit, instrument

from compliance.as_of.deposits import unpermitted as why_not
from compliance.model.checklist import Response
from compliance.model.dates import PartialDate
from compliance.model.instrument import Ground
from compliance.model.participation import Deposit, Participation, Step
from compliance.scoring import Assessment, assess
from compliance.scoring.answers import score_criterion
from compliance.view.reasons import unpermitted

GROUND = Ground(id="art-42", kind="reservation", provision="Art. 2", basis="Art. 42", permits="Not to apply it.")
TREATY = instrument([article("2", [criterion("2.1"), criterion("2.2")])], [GROUND])
ANSWERS = checklist({"2.1": Response(rating=("not-met",)), "2.2": Response(rating=("met",))})


def on(day: str, *deposits: Deposit, **given: Any) -> Assessment:
    party = {"status": "party", "reservations": "known", "deposits": deposits}
    return assess(TREATY, ANSWERS, Participation(**{**party, **given}), (), date.fromisoformat(day))


def excluded(assessment: Assessment) -> bool:
    assert assessment.as_bound
    return bool(assessment.as_bound.exclusions)


@pytest.mark.parametrize(
    ("day", "stands"), [("2009-05-04", False), ("2009-05-05", True), ("2015-02-28", True), ("2015-03-01", False)]
)
def test_a_deposit_stands_from_its_day_until_it_is_withdrawn(day: str, *, stands: bool) -> None:
    dated = deposit(deposited=PartialDate.parse("2009-05-05"), withdrawn=PartialDate.parse("2015-03-01"))
    assert excluded(on(day, dated)) is stands


@pytest.mark.parametrize(("day", "stands"), [("2008-12-31", False), ("2009-01-01", True), ("2015-12-30", True)])
def test_where_a_date_leaves_it_open_the_deposit_stands(day: str, *, stands: bool) -> None:
    dated = deposit(deposited=PartialDate.parse("2009"), withdrawn=PartialDate.parse("2015"))
    assert excluded(on(day, dated)) is stands


@pytest.mark.parametrize("ground", [None, "art-99"])
def test_without_a_ground_of_the_treaty_it_is_a_finding(ground: str | None) -> None:
    groundless = deposit(permitted_by=ground)
    assert why_not(groundless, TREATY)
    assert not excluded(on("2020-01-01", groundless))


@pytest.mark.parametrize("kind", ["notification", "territorial", "interpretative"])
def test_what_claims_no_effect_needs_no_ground(kind: str) -> None:
    assert not why_not(deposit(kind=kind, effect="none", permitted_by=None), TREATY)
    assert why_not(deposit(kind=kind, effect="narrows", permitted_by=None), TREATY)


def test_beyond_its_ground_it_is_a_finding_and_binds_no_less() -> None:
    narrow = instrument(TREATY.articles, [replace(GROUND, criteria=("2.1",))])
    reserved = deposit(criteria=("2.1", "2.2"), effect="narrows")
    party = Participation(status="party", reservations="known", deposits=(reserved,))
    assert assess(narrow, ANSWERS, party, (), date(2020, 1, 1)).as_bound_status == "scored"
    why = why_not(reserved, narrow)
    assert why
    assert unpermitted(why) == "reaches beyond Art. 2 to 2.2, where it has no effect on the score"


@pytest.mark.parametrize(
    "given", [{"effect": "manner"}, {"effect": "none"}, {"kind": "notification"}, {"kind": "territorial"}]
)
def test_only_a_reservation_or_declaration_narrows(given: dict[str, str]) -> None:
    assert not excluded(on("2020-01-01", deposit(**given)))


def test_of_two_deposits_the_one_that_excludes_decides() -> None:
    both = [deposit(), deposit(id="xx-2", kind="declaration", effect="narrows")]
    for deposits in (both, both[::-1]):
        bound = on("2020-01-01", *deposits).as_bound
        assert bound
        assert [it.deposit for it in bound.exclusions] == ["xx-1"]


def test_a_treaty_not_yet_in_force_binds_nobody() -> None:
    step = Step(date=PartialDate.parse("2021-06-01"))
    assert on("2021-05-31", in_force=step).alignment
    assert on("2021-06-01", in_force=step).as_bound_status == "scored"


def test_nothing_known_about_participation_is_not_taken_for_no_treaty() -> None:
    assessment = assess(TREATY, ANSWERS, None, (), date(2020, 1, 1))
    assert assessment.as_bound is None
    assert assessment.as_bound_status == "reservations-unknown"


@pytest.mark.parametrize(("effect", "parts"), [("narrows", ()), ("excludes", ()), ("manner", ("north",))])
def test_levels_are_not_rated_by_themselves_where_a_deposit_narrows_the_duty(
    effect: str, parts: tuple[str, ...]
) -> None:
    given = Response(ratings_by_part={"state": ("met",), "north": ("partly",)}, rating_as_bound=("met",), evidence="A")
    score = score_criterion(
        criterion("2.1"), given, FOUR_STEPS, parts=("north",), on=TODAY, deposit=deposit(effect=effect)
    )
    assert tuple(score.by_part) == parts
