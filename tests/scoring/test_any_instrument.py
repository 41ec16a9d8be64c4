"""What holds for every instrument: any ratings, any of the means, sections in sections to any depth."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tiny import TODAY, article, checklist, criterion, instrument

import compliance.scoring
from compliance.model.checklist import Response
from compliance.model.instrument import Aggregation, Instrument, MeanKind, Scale, Section
from compliance.scoring import InstrumentScore, assess, gaps, losses, path
from compliance.scoring.means import PLACES

SCORING = Path(compliance.scoring.__file__).parent
LAST = Fraction(1, 10 ** (PLACES - 2))
"""Means of means of rounded means stay within a few last places."""

FIVE = Scale(values={"a": Fraction(1), "b": Fraction(3, 4), "c": Fraction(1, 2), "d": Fraction(1, 4), "e": Fraction(0)})
TWO = Scale(values={"yes": Fraction(1), "no": Fraction(0)})
CAPPED = Scale(
    values={"high": Fraction(9, 10), "mid": Fraction(1, 2), "low": Fraction(1, 10)}, caps={"low": "mid", "mid": "mid"}
)

quickly = settings(max_examples=50, deadline=None)
KINDS: tuple[MeanKind, ...] = ("arithmetic", "geometric", "harmonic")
kinds = st.sampled_from(KINDS)
weights = st.sampled_from([Fraction(1), Fraction(1), Fraction(1, 2), Fraction(3)])


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Two to four articles in sections that stand in each other."""
    sections = (
        Section(id="s", title="S", weight=draw(weights)),
        Section(id="s1", title="S1", within="s", weight=draw(weights)),
        Section(id="s2", title="S2", within="s1"),
        Section(id="t", title="T"),
    )
    articles = [
        article(
            str(number),
            [
                criterion(f"{number}.{place}", core=draw(st.booleans()), weight=draw(weights))
                for place in range(draw(st.integers(1, 3)))
            ],
            weight=draw(weights),
            section=draw(st.sampled_from([one.id for one in sections])),
        )
        for number in range(draw(st.integers(2, 4)))
    ]
    return replace(
        instrument(articles),
        kind="standard",
        sections=sections,
        scale=draw(st.sampled_from([FIVE, TWO, CAPPED])),
        aggregation=Aggregation(criteria=draw(kinds), articles=draw(kinds)),
        sections_aggregate=draw(st.booleans()),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Instrument, dict[str, Response]]:
    made = draw(instruments())
    words = (*made.scale.values, "not-applicable")
    answers = st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True).map(tuple)
    return made, {it.id: Response(rating=draw(answers)) for it in made.criteria() if draw(st.integers(0, 3))}


def scored(made: Instrument, responses: Mapping[str, Response]) -> InstrumentScore:
    return assess(made, checklist(responses), None, (), TODAY).whole


def naive_mean(kind: str, pairs: list[tuple[Fraction, float]]) -> float:
    """The mean in floats, straight from the book."""
    total = float(sum(weight for weight, _ in pairs))
    floored = [(float(weight) / total, max(value, 0.01)) for weight, value in pairs]
    match kind:
        case "arithmetic":
            mean = sum(float(weight) / total * value for weight, value in pairs)
        case "geometric":
            mean = 1.0
            for weight, value in floored:
                mean *= value**weight
        case _:
            mean = 1 / sum(weight / value for weight, value in floored)
    values = [value for _, value in pairs]
    return min(max(mean, min(values)), max(values))


def naive(made: Instrument, ratings: Mapping[str, str]) -> float | None:
    """The score of a completed checklist, computed as one would by hand."""
    articles: dict[str, float] = {}
    for one in made.articles:
        rated = [(it, ratings[it.id]) for it in one.criteria if ratings[it.id] != "not-applicable"]
        if rated:
            pairs = [(it.weight, float(made.scale.values[word])) for it, word in rated]
            caps = [
                float(made.scale.values[made.scale.caps[word]])
                for it, word in rated
                if it.core and word in made.scale.caps
            ]
            articles[one.number] = min([naive_mean(made.aggregation.criteria, pairs), *caps])

    def inside(section: str | None) -> float | None:
        pairs = [
            (it.weight, articles[it.number]) for it in made.articles if it.number in articles and it.section == section
        ]
        inner = [(one.weight, inside(one.id)) for one in made.sections if one.within == section]
        pairs += [(weight, value) for weight, value in inner if value is not None]
        return naive_mean(made.aggregation.articles, pairs) if pairs else None

    if made.sections_aggregate:
        return inside(None)
    pairs = [(it.weight, articles[it.number]) for it in made.articles if it.number in articles]
    return naive_mean(made.aggregation.articles, pairs) if pairs else None


@quickly
@given(cases())
def test_the_ends_are_those_of_all_completions(case: tuple[Instrument, dict[str, Response]]) -> None:
    made, responses = case
    keys = [it.id for it in made.criteria()]
    choices = [responses[key].rating if key in responses else tuple(made.scale.values) for key in keys]
    combinations = 1
    for choice in choices:
        combinations *= len(choice)
    assume(combinations <= 600)
    all_ = (naive(made, dict(zip(keys, words, strict=True))) for words in product(*choices))
    found = [it for it in all_ if it is not None]
    score = scored(made, responses)
    if not found:
        assert score.range is None
        return
    assert score.range
    assert abs(float(score.range.low) - min(found)) < 1e-12
    assert abs(float(score.range.high) - max(found)) < 1e-12


@quickly
@given(cases())
def test_losses_and_score_make_up_the_best(case: tuple[Instrument, dict[str, Response]]) -> None:
    score = scored(*case)
    assume(score.range)
    assert score.range
    lost, best = losses(score), next(iter(case[0].scale.values.values()))
    assert score.range.low + sum(it.points for it in lost.at_worst) == best
    assert score.range.high + sum(it.points for it in lost.at_best) == best
    assert sum(score.shares_at_worst.values()) == sum(score.shares_at_best.values()) == 1


@quickly
@given(cases(), st.data())
def test_a_better_rating_lowers_no_score(case: tuple[Instrument, dict[str, Response]], data: st.DataObject) -> None:
    made, responses = case
    words = tuple(made.scale.values)
    rated = [key for key, it in responses.items() if it.rating[0] in words[1:] and len(it.rating) == 1]
    assume(rated)
    key = data.draw(st.sampled_from(rated))
    better = data.draw(st.sampled_from(words[: words.index(responses[key].rating[0])]))
    before, after = scored(made, responses), scored(made, {**responses, key: Response(rating=(better,))})
    assert before.range
    assert after.range
    assert before.range.low <= after.range.low
    assert before.range.high <= after.range.high


@quickly
@given(cases())
def test_a_gain_is_the_score_recomputed(case: tuple[Instrument, dict[str, Response]]) -> None:
    made, responses = case
    best = next(iter(made.scale.values))
    score = scored(made, responses)
    for gap in gaps(score)[:3]:
        if "not-applicable" in gap.criterion.outcomes:
            continue
        after = scored(made, {**responses, gap.criterion.criterion.id: Response(rating=(best,))}).range
        assert score.range
        assert after
        assert (score.range.low + gap.full.low, score.range.high + gap.full.high) == (after.low, after.high)


@quickly
@given(instruments(), st.data())
def test_a_path_ends_where_everything_is_best(made: Instrument, data: st.DataObject) -> None:
    words = st.sampled_from(tuple(made.scale.values))
    found = path(scored(made, {it.id: Response(rating=(data.draw(words),)) for it in made.criteria()}))
    assert found
    reached = [found.start, *(step.score for step in found.steps)]
    assert [it.low for it in reached] == sorted(it.low for it in reached)
    assert found.end.low <= next(iter(made.scale.values.values()))


def test_alternatives_weigh_as_much_as_the_heaviest_of_them() -> None:
    group = [criterion("1.1", any_of="g", weight="2"), criterion("1.2", any_of="g")]
    made = instrument([article("1", [*group, criterion("1.3")])])
    answers = {"1.1": Response(rating=("met",)), "1.3": Response(rating=("not-met",))}
    (scored_article,) = scored(made, answers).articles
    assert scored_article.mean
    assert (scored_article.mean.low, scored_article.mean.high) == (Fraction(2, 3), Fraction(2, 3))


def test_sections_in_sections_weigh_as_they_stand() -> None:
    """Two articles in an inner section weigh together as much as the one beside it."""
    made = replace(
        instrument(
            [
                article(number, [criterion(f"{number}.1")], section=section)
                for number, section in (("1", "in"), ("2", "in"), ("3", "out"))
            ]
        ),
        sections=(
            Section(id="all", title="All"),
            Section(id="in", title="In", within="all"),
            Section(id="out", title="Out", within="all"),
        ),
    )
    responses = {
        "1.1": Response(rating=("met",)),
        "2.1": Response(rating=("met",)),
        "3.1": Response(rating=("not-met",)),
    }
    flat, deep = scored(made, responses), scored(replace(made, sections_aggregate=True), responses)
    assert (flat.point, deep.point) == (Fraction(2, 3), Fraction(1, 2))
    assert deep.shares_at_worst == {"1": Fraction(1, 4), "2": Fraction(1, 4), "3": Fraction(1, 2)}
    assert [len(it.within) for it in deep.sections] == [3, 2, 1]
    assert [[one.article.number for one in it.articles] for it in deep.sections] == [[], ["1", "2"], ["3"]]


def test_nobody_is_bound_by_a_standard() -> None:
    made = replace(instrument([article("1", [criterion("1.1")])]), kind="standard")
    found = assess(made, checklist({}), None, (), TODAY)
    assert (found.as_bound, found.as_bound_status, found.alignment) == (None, "no-treaty", False)


@pytest.mark.parametrize("file", sorted(SCORING.glob("*.py")), ids=lambda file: file.stem)
def test_scoring_knows_no_treaty_and_no_rating(file: Path) -> None:
    """What scoring says in code, comments and docstrings left out: no number of a treaty, no word of a scale."""
    said = list(_texts(ast.parse(file.read_text("utf-8"))))
    assert not [text for text in said if "185" in text or "198" in text]
    assert not set(said) & {"met", "mostly", "partly", "not-met"}


def _texts(tree: ast.Module) -> Iterator[str]:
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield str(node.value)
