"""Where the missing points are, and what closing a gap or answering a question would bring; method, formula 4 and section 10."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compliance.model.checklist import NOT_APPLICABLE
from compliance.model.instrument import Instrument, Scale
from compliance.scoring.answers import ladder, ordered, raised
from compliance.scoring.articles import article_term
from compliance.scoring.groups import Terms, article_terms, group_range, is_flat, whole_group
from compliance.scoring.means import Sum, added_up
from compliance.scoring.values import ArticleScore, Completion, CriterionScore, InstrumentScore, Item, Range, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Points missing from a score, and where."""

    article: str | None
    """Number of the article; none for what a mean that punishes unevenness takes between articles."""
    item: str | None
    """The criterion or group of alternatives; none for what gates, and such a mean, take beyond the ratings."""
    points: Fraction
    """How much is missing, as a share of the whole score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """Where the missing points are, at either end; each adds up exactly to the best score less that end."""

    at_worst: tuple[Loss, ...]
    """Everything missing if everything open turns out worst, in treaty order."""
    at_best: tuple[Loss, ...]
    """What is missing even if everything open turns out best, in treaty order."""


Gain = Range
"""What a change adds to a score at either end, recomputed with gates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An answered criterion below the best rating, and what closing it would bring."""

    article: str
    criterion: CriterionScore
    next: Gain
    """What the next better rating adds to the score of the instrument."""
    full: Gain
    """What the best rating adds to the score of the instrument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Criteria of one article that pay when they are raised together."""

    article: str
    criteria: tuple[str, ...]
    gain: Gain


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A criterion without an answer, and how much an answer would narrow the score."""

    article: str
    criterion: CriterionScore
    least: Fraction
    """By how much the score of the instrument narrows at least, whatever the answer."""


Raise = Callable[[str, Scale], str]
"""From a rating to a better one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The articles of an instrument, ready for a change in one of them to be quickly computed anew."""

    instrument: Instrument
    range: Range
    terms: Terms
    """Each article that applies or may, by number."""
    total: Sum | None
    """All articles, added up; none where the whole is no plain sum of them."""

    @property
    def scale(self) -> Scale:
        """The ratings and their values."""
        return self.instrument.scale

    @property
    def adds_up(self) -> bool:
        """Whether a change in one article leaves what changes in the others bring."""
        return self.total is not None and not self.total.free

    def anew(self, article: ArticleScore, changed: Mapping[str, CriterionScore]) -> Range:
        """The score with some criteria of an article changed, its gates applied again."""
        number, term = article.article.number, article_term(article, changed, self.instrument)
        if self.total is not None:
            then = self.total.exchanging(self.terms.get(number), term)
        else:
            others = {key: term for key, term in self.terms.items() if key != number}
            then = group_range(whole_group(self.instrument, others | {number: term} if term else others))
        if then is None:
            raise ValueError("where a criterion counts, its instrument has a score")
        return then

    def gain(self, article: ArticleScore, ids: Collection[str], better: Raise) -> Gain:
        """What raising some criteria of an article adds."""
        changed = raising(article, ids, better, self.scale)
        then = self.anew(article, {criterion.criterion.id: criterion for criterion in changed})
        return Gain(low=then.low - self.range.low, high=then.high - self.range.high)


def whole(articles: Sequence[ArticleScore], instrument: Instrument) -> Whole | None:
    """The articles of an instrument, ready for changes; none where nothing applies."""
    terms = article_terms(articles)
    # Every gap is tried with every better rating: where articles are plainly averaged, one is exchanged in their sum.
    total = added_up(tuple(terms.values())) if is_flat(instrument) else None
    span = total.exchanging(None, None) if total else group_range(whole_group(instrument, terms))
    return Whole(instrument=instrument, range=span, total=total, terms=terms) if span else None


def gaps(score: InstrumentScore) -> tuple[Gap, ...]:
    """What each answered criterion below the best rating would bring, in treaty order."""
    now = whole(score.articles, score.instrument)
    return tuple(
        Gap(
            article=article.article.number,
            criterion=criterion,
            next=now.gain(article, (criterion.criterion.id,), raised),
            full=now.gain(article, (criterion.criterion.id,), best),
        )
        for article in score.articles
        for criterion in article.criteria
        if now and below_best(criterion, score.instrument.scale)
    )


def questions(score: InstrumentScore) -> tuple[Question, ...]:
    """How much an answer to each unanswered criterion would narrow the score, in treaty order."""
    now = whole(score.articles, score.instrument)
    return tuple(
        Question(article=article.article.number, criterion=criterion, least=_narrowing(now, article, criterion))
        for article in score.articles
        for criterion in article.criteria
        if now and criterion.state == "unanswered"
    )


def unlock(score: InstrumentScore, number: str) -> Bundle | None:
    """All criteria whose gates hold an article down even at best, raised by one rating; none where no gate does."""
    article, now = score.article(number), whole(score.articles, score.instrument)
    ids = binding(article, score.instrument.scale)
    return Bundle(article=number, criteria=ids, gain=now.gain(article, ids, raised)) if ids and now else None


def binding(article: ArticleScore, scale: Scale) -> tuple[str, ...]:
    """The criteria whose gates hold an article down even if everything open turns out best."""
    capped = article.best.capped_by if article.best else ()
    return tuple(_leading(item, scale).criterion.id for item in article.items if item.id in capped)


def lacking(article: ArticleScore, scale: Scale) -> tuple[str, ...]:
    """The answered criteria of an article that are below the best rating; of alternatives, the nearest to it."""
    leading = [_leading(item, scale) for item in article.items if item.outcomes != (ladder(scale)[-1],)]
    return tuple(criterion.criterion.id for criterion in leading if below_best(criterion, scale))


def below_best(score: CriterionScore, scale: Scale) -> bool:
    """Whether a criterion is answered, and may be below the best rating."""
    return score.has_rating and score.worst != ladder(scale)[-1]


def best(_: str, scale: Scale) -> str:
    """The best rating, whatever the one before."""
    return ladder(scale)[-1]


def raising(article: ArticleScore, ids: Collection[str], better: Raise, scale: Scale) -> tuple[CriterionScore, ...]:
    """Some criteria of an article, each with better ratings."""
    return tuple(
        _rated(score, {word if word == NOT_APPLICABLE else better(word, scale) for word in score.outcomes}, scale)
        for score in article.criteria
        if score.criterion.id in ids
    )


def _leading(item: Item, scale: Scale) -> CriterionScore:
    """The criterion; of a group, the member that is nearest to the best."""
    rungs = (NOT_APPLICABLE, *ladder(scale))
    return max(item.criteria, key=lambda criterion: (rungs.index(criterion.worst), rungs.index(criterion.best)))


def _narrowing(now: Whole, article: ArticleScore, criterion: CriterionScore) -> Fraction:
    answers = (_rated(criterion, {word}, now.scale) for word in now.scale.values)
    return now.range.width - max(now.anew(article, {answer.criterion.id: answer}).width for answer in answers)


def _rated(score: CriterionScore, words: set[str], scale: Scale) -> CriterionScore:
    """The criterion with other possible ratings."""
    outcomes = ordered(words, scale)
    values = [scale.values[word] for word in outcomes if word != NOT_APPLICABLE]
    state: State = "open" if len(outcomes) > 1 else "rated"
    return replace(score, outcomes=outcomes, state=state, value=Range(low=values[0], high=values[-1]))


def losses(score: InstrumentScore) -> Losses:
    """Where the missing points are, at either end."""
    low, high = (score.range.low, score.range.high) if score.range else (None, None)
    return Losses(
        at_worst=tuple(_losses(score, score.shares_at_worst, lambda article: article.worst, low)),
        at_best=tuple(_losses(score, score.shares_at_best, lambda article: article.best, high)),
    )


def _losses(
    score: InstrumentScore,
    shares: Mapping[str, Fraction],
    completed: Callable[[ArticleScore], Completion | None],
    end: Fraction | None,
) -> Iterator[Loss]:
    values = score.instrument.scale.values
    top = max(values.values())
    even = Fraction(0)
    for number, share in shares.items():
        article = score.article(number)
        completion = completed(article)
        if completion is None:
            continue
        even += share * completion.score
        rated = [item for item in article.items if item.id in completion.ratings]
        within = sum((item.weight for item in rated), Fraction(0))
        mean = Fraction(0)
        for item in rated:
            value = values[completion.ratings[item.id]]
            mean += item.weight / within * value
            if value != top:
                yield Loss(article=number, item=item.id, points=share * item.weight / within * (top - value))
        if mean != completion.score:
            yield Loss(article=number, item=None, points=share * (mean - completion.score))
    if end is not None and even != end:
        yield Loss(article=None, item=None, points=even - end)
