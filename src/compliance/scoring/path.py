"""What closing gaps takes, which changes nothing beats, and a path of them to a target; method, section 10."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Literal

from compliance.model.checklist import Effort
from compliance.model.instrument import Instrument
from compliance.scoring.answers import raised
from compliance.scoring.articles import scored_anew
from compliance.scoring.gaps import Gain, Whole, below_best, best, binding, lacking, raising, whole
from compliance.scoring.values import ArticleScore, CriterionScore, InstrumentScore, Range

EFFORT: Mapping[Effort, int] = {"guideline": 1, "by-law": 2, "amendment": 4, "new-act": 8, "constitution": 16}
"""What a change takes, as a class for sorting; no measure of work or money."""

Kind = Literal["criterion", "unlock", "to-met"]
"""One criterion; the core criteria whose gates hold an article down; everything answered in such an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """Criteria of one article that change together, and what that brings."""

    kind: Kind
    article: str
    criteria: tuple[str, ...]
    next: Gain
    """What one rating up adds to the score of the instrument."""
    full: Gain
    effort: int | None
    """What it takes: the efforts of the recommendations, added up; none where a criterion has none, or one that was dropped."""

    @property
    def worth(self) -> Fraction:
        """What the best rating adds, in the middle of its range."""
        return (self.full.low + self.full.high) / 2

    @property
    def per_effort(self) -> Fraction | None:
        """What the best rating adds for each unit of effort; for sorting alone."""
        return self.worth / self.effort if self.effort else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a path."""

    reform: Reform
    """What changes; its gains are those after the steps before."""
    score: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Changes in order, each the one that brings most for its effort after those before."""

    start: Range
    target: Fraction | None
    """The score to be reached; without one the path goes on while a step brings anything."""
    steps: tuple[Step, ...]

    @property
    def end(self) -> Range:
        """The score after the last step."""
        return self.steps[-1].score if self.steps else self.start

    @property
    def reached(self) -> bool:
        """Whether the target is surely reached: whatever the open answers turn out to be."""
        return self.target is not None and self.end.low >= self.target


def effort(score: CriterionScore) -> int | None:
    """What closing a criterion's gap takes, by its recommendation; none without one, or where it was dropped."""
    advice = score.response.recommendation if score.response else None
    return EFFORT[advice.effort] if advice and advice.status != "dropped" else None


def reforms(score: InstrumentScore) -> tuple[Reform, ...]:
    """Every criterion to be raised and every bundle of a gated article, most for its effort first.

    Those without a known effort stand after the others, the largest gain first; equals stay in treaty order.
    """
    now = whole(score.articles, score.instrument)
    rows = chain.from_iterable(_candidates(now, article) for article in score.articles) if now else ()
    return tuple(sorted(rows, key=_rank))


def unbeaten(rows: Sequence[Reform]) -> tuple[bool, ...]:
    """Whether each row is one that no other beats: more for the same or less effort, or as much for less."""
    known = [(reform.worth, reform.effort) for reform in rows if reform.effort is not None]
    return tuple(
        reform.effort is not None
        and reform.worth > 0
        and not any(
            worth >= reform.worth and cost <= reform.effort and (worth, cost) != (reform.worth, reform.effort)
            for worth, cost in known
        )
        for reform in rows
    )


def path(score: InstrumentScore, target: Fraction | None = None, *, only_known: bool = False) -> Path | None:
    """Step by step the change that brings most for its effort, until the target is surely reached; none without a score.

    Changes of unknown effort come when no other brings anything, or not at all where `only_known` is set.
    """
    # Raising a criterion by one rating takes the same recommendation as raising it to the best: a step goes all the way.
    now = whole(score.articles, score.instrument)
    if now is None:
        return None
    articles = {article.article.number: article for article in score.articles}
    candidates = {number: _candidates(now, article) for number, article in articles.items()}
    start, steps = now.range, list[Step]()
    while target is None or now.range.low < target:
        every = chain.from_iterable(candidates.values())
        useful = [reform for reform in every if reform.worth and (reform.effort or not only_known)]
        if not useful:
            break
        step = min(useful, key=_rank)
        articles[step.article] = _carried_out(articles[step.article], step, now.instrument)
        after = whole(tuple(articles.values()), now.instrument)
        if after is None:
            raise ValueError("an instrument that has a score keeps it when a criterion is raised")
        now = after
        # Where the gains of articles add up, only those within the changed article are new.
        for number in (step.article,) if now.adds_up else articles:
            candidates[number] = _candidates(now, articles[number])
        steps.append(Step(reform=step, score=now.range))
    return Path(start=start, target=target, steps=tuple(steps))


def _carried_out(article: ArticleScore, step: Reform, instrument: Instrument) -> ArticleScore:
    """The article once the criteria of a step have the best rating."""
    better = {each.criterion.id: each for each in raising(article, step.criteria, best, instrument.scale)}
    return scored_anew([article], lambda each: better.get(each.criterion.id), instrument)[0]


def _candidates(now: Whole, article: ArticleScore) -> tuple[Reform, ...]:
    """What may change in an article: each criterion alone, and where a gate holds it down, the two bundles."""
    single = [criterion.criterion.id for criterion in article.criteria if below_best(criterion, now.scale)]
    gates = binding(article, now.scale)
    every = lacking(article, now.scale) if gates else ()
    return (
        *(_reform(now, article, "criterion", (id_,)) for id_ in single),
        *([_reform(now, article, "unlock", gates)] if len(gates) > 1 else ()),
        *([_reform(now, article, "to-met", every)] if len(every) > 1 and every != gates else ()),
    )


def _reform(now: Whole, article: ArticleScore, kind: Kind, ids: tuple[str, ...]) -> Reform:
    efforts = [effort(criterion) for criterion in article.criteria if criterion.criterion.id in ids]
    known = [cost for cost in efforts if cost is not None]
    return Reform(
        kind=kind,
        article=article.article.number,
        criteria=ids,
        next=now.gain(article, ids, raised),
        full=now.gain(article, ids, best),
        effort=sum(known) if len(known) == len(efforts) else None,
    )


def _rank(row: Reform) -> tuple[bool, Fraction]:
    return row.effort is None, -(row.worth if row.per_effort is None else row.per_effort)
