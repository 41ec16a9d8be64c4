"""What holds for every score: the method, stated as properties."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shares import to_met, weighted_at_least
from tiny import FOUR_STEPS, TODAY, article, checklist, criterion, deposit, instrument

from compliance.model.checklist import Response
from compliance.model.dates import PartialDate
from compliance.model.instrument import Article, Criterion, Ground, Instrument
from compliance.model.participation import Participation
from compliance.scoring import ArticleScore, InstrumentScore, assess, gaps, losses, questions, unlock

WORDS = ("not-met", "partly", "mostly", "met")
VALUE = FOUR_STEPS.values
CAP = {"not-met": Fraction(1, 3), "partly": Fraction(2, 3)}
PARTS = ("north", "south")
Responses = dict[str, Response]

quickly = settings(max_examples=60, deadline=None)

weights = st.sampled_from([Fraction(1), Fraction(1), Fraction(1, 2), Fraction(2)])
sets = st.lists(st.sampled_from((*WORDS, "not-applicable")), min_size=1, max_size=3, unique=True).map(tuple)
of_level = st.one_of(st.sampled_from([("none",), ("unanswered",)]), sets)
by_levels = st.fixed_dictionaries({"state": of_level, "north": of_level, "south": of_level})
settled = st.sampled_from(WORDS).map(lambda word: Response(rating=(word,)))
answers = st.one_of(
    settled,
    sets.map(lambda words: Response(rating=words)),
    by_levels.map(lambda given: Response(ratings_by_part=given)),
)


@st.composite
def treaties(draw: st.DrawFn, most: int = 4, articles: int = 3) -> Instrument:
    made = []
    for number in range(draw(st.integers(1, articles))):
        criteria = [
            criterion(
                f"{number}.{place}",
                obligation=draw(st.sampled_from(["mandatory", "mandatory", "qualified", "optional"])),
                core=draw(st.booleans()),
                weight=draw(weights),
                any_of=draw(st.sampled_from([None, None, f"{number}-group"])),
            )
            for place in range(draw(st.integers(1, most)))
        ]
        section = draw(st.sampled_from(["one", "two"]))
        made.append(article(str(number), criteria, weight=draw(weights), section=section))
    return instrument(made)


@st.composite
def cases(
    draw: st.DrawFn, most: int = 4, articles: int = 3, given: st.SearchStrategy[Response] = answers
) -> tuple[Instrument, Responses]:
    treaty = draw(treaties(most, articles))
    return treaty, {it.id: draw(given) for it in treaty.criteria() if draw(st.integers(0, 4))}


def whole(treaty: Instrument, responses: Responses, parts: tuple[str, ...] = PARTS) -> InstrumentScore:
    return assess(treaty, checklist(responses), None, parts, TODAY).whole


def ends(score: InstrumentScore) -> tuple[Fraction, Fraction] | None:
    return (score.range.low, score.range.high) if score.range else None


def scored(treaty: Instrument) -> list[Criterion]:
    return [it for it in treaty.criteria() if it.obligation != "optional"]


def lower(one: str, other: str) -> bool:
    return VALUE[one] < VALUE[other]


# The method written down naively, to be right rather than fast.


def possible(response: Response | None) -> set[str]:
    """Every rating that an answer may turn out to be, level by level."""
    if response is None:
        return set(WORDS)
    if not response.ratings_by_part:
        return set(response.rating)
    levels = [response.ratings_by_part[level] for level in ("state", *PARTS)]
    choices = [WORDS if given == ("unanswered",) else given for given in levels]
    return {lowest_part(state, parts) for state, *parts in product(*choices)}


def lowest_part(state: str, parts: list[str]) -> str:
    rated = [word for word in (best_law(state, own) for own in parts) if word != "not-applicable"]
    return min(rated, key=WORDS.index) if rated else "not-applicable"


def best_law(state: str, own: str) -> str:
    laws = [word for word in (state, own) if word != "none"]
    rated = [word for word in laws if word != "not-applicable"]
    if rated:
        return max(rated, key=WORDS.index)
    return "not-applicable" if laws else "not-met"


def plain_article(one: Article, ratings: dict[str, str]) -> Fraction | None:
    units: dict[str, list[Criterion]] = {}
    for it in one.criteria:
        if it.obligation != "optional":
            units.setdefault(it.any_of or it.id, []).append(it)
    mean, weight, cap = Fraction(0), Fraction(0), Fraction(1)
    for members in units.values():
        applying = [ratings[it.id] for it in members if ratings[it.id] != "not-applicable"]
        if not applying:
            continue
        best = max(applying, key=WORDS.index)
        mean += max(it.weight for it in members) * VALUE[best]
        weight += max(it.weight for it in members)
        if any(it.core for it in members):
            cap = min(cap, CAP.get(best, Fraction(1)))
    return min(mean / weight, cap) if weight else None


def plain(treaty: Instrument, ratings: dict[str, str]) -> Fraction | None:
    scores = [(one.weight, plain_article(one, ratings)) for one in treaty.articles]
    counted = [(weight, score) for weight, score in scores if score is not None]
    total = sum((weight * score for weight, score in counted), Fraction(0))
    return total / sum(weight for weight, _ in counted) if counted else None


@quickly
@given(cases(most=3, articles=2))
def test_the_ends_are_those_of_all_completions(case: tuple[Instrument, Responses]) -> None:
    treaty, responses = case
    keys = [it.id for it in scored(treaty)]
    choices = [sorted(possible(responses.get(key))) for key in keys]
    combinations = 1
    for choice in choices:
        combinations *= len(choice)
    assume(combinations <= 1500)
    completions = [plain(treaty, dict(zip(keys, words, strict=True))) for words in product(*choices)]
    found = [it for it in completions if it is not None]
    assert ends(whole(treaty, responses)) == ((min(found), max(found)) if found else None)


@quickly
@given(cases())
def test_scores_stay_within_the_scale(case: tuple[Instrument, Responses]) -> None:
    score = whole(*case)
    ranges = [score.range, *(it.score for it in score.articles), *(it.score for it in score.sections)]
    assert all(0 <= it.low <= it.high <= 1 for it in ranges if it)


@quickly
@given(cases(), st.randoms(use_true_random=False))
def test_order_changes_nothing(case: tuple[Instrument, Responses], random: Random) -> None:
    treaty, responses = case
    mixed = list(responses.items())
    random.shuffle(mixed)
    turned = replace(
        treaty, articles=tuple(replace(one, criteria=one.criteria[::-1]) for one in reversed(treaty.articles))
    )
    assert ends(whole(turned, dict(mixed))) == ends(whole(treaty, responses))


@quickly
@given(cases(given=settled), st.data())
def test_a_better_rating_never_lowers_a_score(case: tuple[Instrument, Responses], data: st.DataObject) -> None:
    treaty, responses = case
    assume(responses)
    key = data.draw(st.sampled_from(sorted(responses)))
    better = data.draw(st.sampled_from(WORDS))
    assume(lower(responses[key].rating[0], better))
    before, after = whole(treaty, responses), whole(treaty, {**responses, key: Response(rating=(better,))})
    for old, new in zip(before.articles, after.articles, strict=True):
        assert old.score is None or (new.score is not None and old.score.low <= new.score.low)
        assert old.score is None or (new.score is not None and old.score.high <= new.score.high)
    assert before.range is None or (after.range is not None and before.range.low <= after.range.low)


@quickly
@given(cases(), st.data())
def test_an_answer_never_widens_the_range(case: tuple[Instrument, Responses], data: st.DataObject) -> None:
    treaty, responses = case
    unanswered = [it.id for it in scored(treaty) if it.id not in responses]
    assume(unanswered)
    answer = Response(rating=(data.draw(st.sampled_from(WORDS)),))
    before = whole(treaty, responses).range
    after = whole(treaty, {**responses, data.draw(st.sampled_from(unanswered)): answer}).range
    assert before
    assert after
    assert before.low <= after.low <= after.high <= before.high


@quickly
@given(treaties(), st.data())
def test_answered_in_full_there_is_one_score(treaty: Instrument, data: st.DataObject) -> None:
    score = whole(treaty, {it.id: data.draw(settled) for it in treaty.criteria()})
    assert score.range is None or score.range.settled
    assert all(it.settled for it in score.articles if it.score)
    assert score.answered in {None, 1}


@quickly
@given(cases())
def test_one_figure_is_given_only_for_a_narrow_range(case: tuple[Instrument, Responses]) -> None:
    score = whole(*case)
    assert (score.point is not None) == (score.range is not None and score.range.width <= Fraction(1, 10))


@quickly
@given(cases(), st.sampled_from([Fraction(3), Fraction(1, 7)]))
def test_scaling_all_weights_changes_nothing(case: tuple[Instrument, Responses], factor: Fraction) -> None:
    treaty, responses = case
    scaled = [
        replace(
            one,
            weight=one.weight * factor,
            criteria=tuple(replace(it, weight=it.weight * factor) for it in one.criteria),
        )
        for one in treaty.articles
    ]
    assert ends(whole(replace(treaty, articles=tuple(scaled)), responses)) == ends(whole(treaty, responses))


@quickly
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.sampled_from(WORDS))
def test_weight_two_equals_two_criteria(others: list[str], word: str) -> None:
    rated = {str(place): Response(rating=(it,)) for place, it in enumerate([*others, word, word])}
    twice = [criterion(key) for key in rated]
    heavy = [*twice[:-2], criterion(twice[-2].id, weight=2)]
    assert ends(whole(instrument([article("1", twice)]), rated)) == ends(
        whole(instrument([article("1", heavy)]), rated)
    )


@quickly
@given(cases(), st.data())
def test_a_deposit_leaves_the_whole_treaty_alone(case: tuple[Instrument, Responses], data: st.DataObject) -> None:
    treaty, responses = case
    key = data.draw(st.sampled_from([it.id for it in treaty.criteria()]))
    grounded = replace(
        treaty, grounds=(Ground(id="art-9", kind="reservation", provision="Art. 1", basis="Art. 9", permits="It."),)
    )
    reserved = deposit(criteria=(key,), deposited=PartialDate.parse("2010"), permitted_by="art-9")
    party = Participation(status="party", reservations="known")
    before = assess(grounded, checklist(responses), party, PARTS, TODAY)
    after = assess(grounded, checklist(responses), replace(party, deposits=(reserved,)), PARTS, TODAY)
    assert after.whole == before.whole
    assert before.as_bound == before.whole
    assert after.as_bound
    excluded = {it.criterion: it.deposit for it in after.as_bound.exclusions}
    assert key not in {it.id for it in scored(treaty)} or excluded[key] == "xx-1"


@quickly
@given(cases())
def test_losses_and_score_make_up_the_whole(case: tuple[Instrument, Responses]) -> None:
    score = whole(*case)
    assume(score.range)
    assert score.range
    lost = losses(score)
    assert score.range.low + sum(it.points for it in lost.at_worst) == 1
    assert score.range.high + sum(it.points for it in lost.at_best) == 1


@quickly
@given(cases(given=settled))
def test_without_gates_the_weighted_shares_give_the_score(case: tuple[Instrument, Responses]) -> None:
    treaty, responses = case
    ungated = [replace(one, criteria=tuple(replace(it, core=False) for it in one.criteria)) for one in treaty.articles]
    score = whole(replace(treaty, articles=tuple(ungated)), responses)
    assume(score.range)
    assert score.range
    shares = weighted_at_least(score).values()
    assert score.range.low == sum(it.low for it in shares) / 3
    assert score.range.high == sum(it.high for it in shares) / 3


@quickly
@given(cases(given=settled), st.data())
def test_a_gain_is_the_score_recomputed(case: tuple[Instrument, Responses], data: st.DataObject) -> None:
    treaty, responses = case
    score = whole(treaty, responses)
    found = gaps(score)
    assume(found)
    gap = data.draw(st.sampled_from(found))
    after = whole(treaty, {**responses, gap.criterion.criterion.id: Response(rating=("met",))})
    assert score.range
    assert after.range
    assert score.range.low + gap.full.low == after.range.low
    assert score.range.high + gap.full.high == after.range.high
    assert gap.full.low >= gap.next.low >= 0


@quickly
@given(cases(given=settled), st.data())
def test_an_answer_narrows_by_what_is_promised(case: tuple[Instrument, Responses], data: st.DataObject) -> None:
    treaty, responses = case
    score = whole(treaty, responses)
    open_questions = questions(score)
    assume(open_questions)
    question = data.draw(st.sampled_from(open_questions))
    answer = data.draw(settled)
    after = whole(treaty, {**responses, question.criterion.criterion.id: answer})
    assert score.range
    assert after.range
    assert score.range.width - after.range.width >= question.least >= 0


@quickly
@given(treaties(), st.data())
def test_an_unlocked_article_gains_and_a_met_article_is_met(treaty: Instrument, data: st.DataObject) -> None:
    score = whole(treaty, {it.id: data.draw(settled) for it in treaty.criteria()})
    for it in score.articles:
        bundle, full = unlock(score, it.article.number), to_met(score, it.article.number)
        assert (bundle is not None) == bool(it.capped)
        assert bundle is None or bundle.gain.low > 0
        assert (full is None) == (it.rating_worst in {"met", None})
        assert full is None or full.gain.low == _share(score, it)


def _share(score: InstrumentScore, it: ArticleScore) -> Fraction:
    """What an article loses of the whole score."""
    assert it.score
    total = sum(one.article.weight for one in score.articles if one.score)
    return it.article.weight / total * (1 - it.score.low)


@quickly
@given(cases())
def test_a_part_alone_never_scores_below_the_country(case: tuple[Instrument, Responses]) -> None:
    treaty, responses = case
    assume(all("not-applicable" not in _words(it) for it in responses.values()))
    assessment = assess(treaty, checklist(responses), None, PARTS, TODAY)
    country = assessment.whole.range
    for part in assessment.by_part.values():
        assert (part.range is None) == (country is None)
        assert country is None or (part.range and part.range.low >= country.low)


def _words(response: Response) -> set[str]:
    return {word for answer in (response.rating, *response.ratings_by_part.values()) for word in answer}


def test_met_needs_everything_met_however_close_the_score() -> None:
    rated = {f"1.{place}": Response(rating=("met",)) for place in range(40)} | {"1.40": Response(rating=("mostly",))}
    score = whole(instrument([article("1", [criterion(key) for key in rated])]), rated)
    assert score.article("1").rating_worst == "mostly"


@pytest.mark.parametrize(("ratings", "word"), [(("partly", "not-met"), "not-met"), (("mostly", "partly"), "partly")])
def test_a_tie_goes_down(ratings: tuple[str, str], word: str) -> None:
    rated = {f"1.{place}": Response(rating=(it,)) for place, it in enumerate(ratings)}
    score = whole(instrument([article("1", [criterion(key) for key in rated])]), rated)
    assert score.article("1").rating_worst == word
