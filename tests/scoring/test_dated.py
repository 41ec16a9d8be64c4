"""Two clocks, bills, third ratings and the bridge, stated as properties and cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_properties import WORDS, answers, ends, treaties
from tiny import TODAY, article, checklist, criterion, deposit, instrument

from compliance.as_of.checklists import entry_as_of
from compliance.model.bill import Bill
from compliance.model.checklist import Adjudication, Cause, Checklist, Entry, LegalBasis, Response
from compliance.model.dates import PartialDate
from compliance.model.instrument import Ground, Instrument
from compliance.model.legislation import Act
from compliance.model.participation import Participation
from compliance.scoring import CAUSES, InstrumentScore, adjudicated, as_of, assess, bridge, checklist_as_of, with_bill

quickly = settings(max_examples=60, deadline=None)

days = st.integers(0, 4000).map(lambda days: TODAY - timedelta(days))
sinces = st.none() | st.one_of(
    days.map(date.isoformat), days.map(lambda it: it.isoformat()[:7]), days.map(lambda it: str(it.year))
).map(PartialDate.parse)
causes = st.sampled_from(get_args(Cause))
ratings = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True).map(tuple)


def began(it: Entry | Response) -> date:
    return it.since.first if it.since else date.min


@st.composite
def dated(draw: st.DrawFn) -> Response:
    """An answer with a history of up to three entries, as the checks want it."""
    recorded = sorted(draw(st.sets(days.filter(lambda day: day < TODAY), max_size=3)))
    history = tuple(
        Entry(since=draw(sinces), rating=draw(ratings), recorded=day, cause=draw(causes)) for day in recorded
    )
    latest = max(history, key=began).since if history else draw(sinces)
    return replace(draw(answers), since=latest, cause=draw(st.none() | causes), history=history)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Instrument, Checklist]:
    treaty = draw(treaties(most=3, articles=2))
    return treaty, checklist({it.id: draw(dated()) for it in treaty.criteria() if draw(st.integers(0, 4))})


def score(treaty: Instrument, answered: Checklist, on: date = TODAY) -> InstrumentScore:
    return assess(treaty, answered, None, ("north", "south"), on).whole


def is_answered(response: Response) -> bool:
    return bool(response.rating or response.ratings_by_part)


@quickly
@given(cases())
def test_on_the_cut_off_date_with_everything_known_it_is_the_checklist(case: tuple[Instrument, Checklist]) -> None:
    assert as_of(case[1], TODAY, date.max) == case[1]


@quickly
@given(cases(), days, days, days)
def test_whoever_knows_more_has_no_fewer_answers(
    case: tuple[Instrument, Checklist], on: date, one: date, other: date
) -> None:
    earlier, later = (as_of(case[1], on, known).responses for known in sorted((one, other)))
    assert all(is_answered(later[key]) for key, it in earlier.items() if is_answered(it))


@quickly
@given(cases(), days, days)
def test_what_holds_was_recorded_by_then_and_nothing_later_in_law_was(
    case: tuple[Instrument, Checklist], on: date, known: date
) -> None:
    for it in case[1].responses.values():
        entries: tuple[Entry | Response, ...] = (*it.history, it)
        rivals = [one for one in entries if (one.recorded or TODAY) <= known and began(one) <= on]
        standing = entry_as_of(it, on, known, TODAY)
        assert (standing is None) == (not rivals)
        if standing is not None:
            assert (began(standing), standing.recorded or TODAY) == max(
                (began(one), one.recorded or TODAY) for one in rivals
            )


@quickly
@given(cases(), days, days)
def test_a_withdrawn_rating_never_comes_back(case: tuple[Instrument, Checklist], on: date, known: date) -> None:
    for it in case[1].responses.values():
        withdrawn = replace(it, rating=(), ratings_by_part={}, since=None, recorded=TODAY, cause="text-read")
        standing = entry_as_of(withdrawn, on, known, TODAY)
        latest = max(map(began, it.history), default=date.min)
        if it.history and known >= TODAY and on >= latest:
            assert standing is withdrawn
        else:
            assert standing == entry_as_of(Response(history=it.history), on, min(known, TODAY - timedelta(1)), TODAY)


@quickly
@given(cases(), days, days)
def test_asked_twice_it_says_the_same(case: tuple[Instrument, Checklist], on: date, known: date) -> None:
    once = as_of(case[1], on, known)
    assert as_of(once, on, known) == once


@quickly
@given(cases(), days, days, days, st.data())
def test_the_steps_of_a_bridge_add_up(
    case: tuple[Instrument, Checklist], on: date, one: date, other: date, data: st.DataObject
) -> None:
    treaty, answered = case
    drafted = {it.id: data.draw(answers) for it in treaty.criteria() if data.draw(st.booleans())}
    states = [
        checklist_as_of(answered, on=on, known=one),
        checklist_as_of(answered, on=on, known=other),
        checklist_as_of(answered, on=TODAY),
    ]
    scores = [score(treaty, it, day) for it, day in zip(states, (on, on, TODAY), strict=True)]
    scores.append(score(treaty, with_bill(states[-1], bill(drafted))))
    assume(scores[0].range and scores[-1].range)
    found = bridge(scores, bill=True)
    low, high = ends(scores[0]) or (Fraction(0), Fraction(0))
    assert (low + sum(it.low for it in found.steps), high + sum(it.high for it in found.steps)) == ends(scores[-1])
    assert [it.cause for it in found.steps] == sorted({it.cause for it in found.steps}, key=CAUSES.index)
    assert sum(it.criteria for it in found.steps) == len(found.changes)


@quickly
@given(cases(), cases())
def test_a_bridge_between_two_methods_adds_up(
    one: tuple[Instrument, Checklist], other: tuple[Instrument, Checklist]
) -> None:
    before, after = score(*one), score(*other)
    assume(before.range and after.range)
    found = bridge([before, after])
    low, high = ends(before) or (Fraction(0), Fraction(0))
    assert (low + sum(it.low for it in found.steps), high + sum(it.high for it in found.steps)) == ends(after)


@quickly
@given(cases(), days, days)
def test_there_and_back_is_nothing(case: tuple[Instrument, Checklist], on: date, known: date) -> None:
    treaty, answered = case
    first, last = score(treaty, checklist_as_of(answered, on=on, known=known), on), score(treaty, answered)
    assume(first.range and last.range)
    there, back = bridge([first, last]), bridge([last, first])
    assert {(it.criterion, it.cause) for it in there.changes} == {(it.criterion, it.cause) for it in back.changes}
    assert sum(it.low for it in (*there.steps, *back.steps)) == 0


@quickly
@given(cases(), days)
def test_a_bill_leaves_the_law_in_force_alone(case: tuple[Instrument, Checklist], on: date) -> None:
    treaty, answered = case
    drafted = {it.id: Response(rating=("met",)) for it in treaty.criteria()}
    before = score(treaty, checklist_as_of(answered, on=on), on)
    assert all(it.state in {"rated", "informative"} for it in score(treaty, checklist_as_of(answered, on=on, bill=bill(drafted)), on).criteria().values())  # fmt: skip
    assert score(treaty, checklist_as_of(answered, on=on), on) == before
    assert checklist_as_of(answered, on=on, bill=bill({})) == checklist_as_of(answered, on=on)


def bill(drafted: dict[str, Response]) -> Bill:
    return Bill(id="b", country="nowhere", title="A bill", status="prepared", responses={"tiny": drafted})


ONE = instrument([article("1", [criterion("1.1"), criterion("1.2")])])
BASIS = LegalBasis(act="code", role="offence", gist="The offence", in_force=PartialDate.parse("2020-03-01"))


def outcome(answered: Checklist, on: date = TODAY) -> tuple[str, ...]:
    return score(ONE, answered, on).criteria()["1.1"].outcomes


def test_a_bill_counts_as_in_force_on_any_day() -> None:
    laid_over = with_bill(checklist({}), bill({"1.1": Response(rating=("met",), legal_basis=(BASIS,))}))
    assert outcome(laid_over, date(1990, 1, 1)) == ("met",)


def test_a_bill_of_another_country_is_no_bill_here() -> None:
    with pytest.raises(ValueError, match="elsewhere"):
        with_bill(checklist({}), replace(bill({}), country="elsewhere"))


def test_the_third_rating_alone_is_scored() -> None:
    third = Adjudication(rating=("partly",), reason="Why.", by="a lawyer", on=TODAY)
    answered = checklist({"1.1": Response(rating=("met",), adjudication=third)})
    assert outcome(adjudicated(answered)) == ("partly",)
    parts = replace(third, rating=(), ratings_by_part={"state": ("none",), "north": ("met",), "south": ("mostly",)})
    answered = checklist({"1.1": Response(rating=("met",), adjudication=parts)})
    assert outcome(adjudicated(answered)) == ("mostly",)


def test_an_entry_stands_without_the_provisions_of_today() -> None:
    entry = Entry(rating=("partly",), recorded=TODAY, cause="evidence-found", note="The code of 1980.")
    since = PartialDate.parse("2020-03-01")
    answered = checklist({"1.1": Response(rating=("met",), legal_basis=(BASIS,), since=since, history=(entry,))})
    before = checklist_as_of(answered, on=date(2019, 1, 1))
    assert outcome(before, date(2019, 1, 1)) == ("partly",)
    assert (before.responses["1.1"].legal_basis, before.responses["1.1"].analysis) == ((), "The code of 1980.")
    assert outcome(checklist_as_of(answered, on=date(2020, 3, 1)), date(2020, 3, 1)) == ("met",)


@pytest.mark.parametrize(
    ("field", "day", "stands"),
    [
        *((field, day, day == "2012-01-01") for field in ("adopted", "published", "in_force") for day in ("2011-12-31", "2012-01-01")),
        *(("until", day, day == "2012-12-31") for day in ("2012-12-31", "2013-01-01")),
    ],
)  # fmt: skip
def test_a_provision_is_law_from_the_first_to_the_last_day_of_its_act(field: str, day: str, *, stands: bool) -> None:
    act = Act(id="code", kind="code", title="Code", short="Code", **{field: PartialDate.parse("2012")})  # type: ignore[arg-type]
    answered = checklist({"1.1": Response(rating=("met",), legal_basis=(replace(BASIS, in_force=None),))})
    on = date.fromisoformat(day)
    assert (outcome(checklist_as_of(answered, on=on, acts={"code": act}), on) == ("met",)) is stands


def change(before: Response | None, after: Response | None, on: date = TODAY) -> list[str]:
    """The causes of the changes from one answer to another, as two cycles give them."""
    first = checklist({"1.1": before} if before else {})
    last = replace(checklist({"1.1": after} if after else {}), cycle="2027", cut_off=TODAY + timedelta(365))
    return [it.cause for it in bridge([score(ONE, first, on), score(ONE, last)]).changes]


MET, PARTLY = Response(rating=("met",)), Response(rating=("partly",))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (None, MET, ["evidence-found"]),
        (None, replace(MET, cause="law-changed"), ["law-changed"]),
        (PARTLY, replace(MET, cause="evidence-found"), ["evidence-found"]),
        (PARTLY, MET, ["error-corrected"]),
        (PARTLY, replace(MET, since=PartialDate.parse("2025")), ["law-changed"]),
        (replace(PARTLY, cause="error-corrected"), None, ["error-corrected"]),
        (MET, MET, []),
    ],
)
def test_each_change_has_a_cause(before: Response | None, after: Response | None, found: list[str]) -> None:
    assert change(before, after) == found


def test_law_that_began_in_between_is_a_change_of_law() -> None:
    based = replace(MET, legal_basis=(BASIS,))
    (found,) = bridge(
        [score(ONE, checklist({"1.1": based}), date(2019, 1, 1)), score(ONE, checklist({"1.1": based}))]
    ).changes
    assert (found.cause, str(found.since)) == ("law-changed", "2020-03-01")


def test_a_withdrawn_reservation_moves_what_binds_alone() -> None:
    ground = Ground(id="art-42", kind="reservation", provision="Art. 1", basis="Art. 42", permits="It.")
    treaty = replace(ONE, grounds=(ground,))
    reserved = deposit(criteria=("1.1",), withdrawn=PartialDate.parse("2020-01-01"))
    party = Participation(status="party", reservations="known", deposits=(reserved,))
    answered = checklist({"1.1": Response(rating=("not-met",)), "1.2": MET})
    states = [assess(treaty, answered, party, (), day) for day in (date(2019, 1, 1), TODAY)]
    assert bridge([it.whole for it in states]).changes == ()
    bound = [it.as_bound for it in states if it.as_bound]
    assert [(it.cause, it.low) for it in bridge(bound).steps] == [("reservation-changed", Fraction(-1, 2))]


def test_another_edition_is_a_change_of_method() -> None:
    heavier = instrument([article("1", [criterion("1.1", weight=3), criterion("1.2")])])
    answered = checklist({"1.1": MET, "1.2": PARTLY})
    found = bridge([score(ONE, answered), score(heavier, answered)])
    assert [(it.cause, it.criteria, it.low) for it in found.steps] == [("method-changed", 0, Fraction(1, 6))]


def test_a_step_where_nothing_applies_is_made_up_for_by_the_next() -> None:
    gone = Response(rating=("not-applicable",), not_applicable="structural")
    one = checklist({"1.1": MET, "1.2": gone})
    other = checklist({"1.1": replace(gone, cause="law-changed"), "1.2": replace(PARTLY, cause="error-corrected")})
    found = bridge([score(ONE, one), score(ONE, other)])
    assert [(it.cause, it.low) for it in found.steps] == [("law-changed", 0), ("error-corrected", Fraction(-2, 3))]


def test_every_cause_has_its_step() -> None:
    assert set(get_args(Cause)) == set(CAUSES) - {"bill"}
