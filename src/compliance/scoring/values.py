"""Scores as immutable values, exact until they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, assert_never

from compliance.model.checklist import NOT_APPLICABLE, Checklist, Response
from compliance.model.instrument import Article, Criterion, Grade, Instrument, NotApplicable, Section
from compliance.model.participation import Deposit

State = Literal["rated", "open", "not-applicable", "unanswered", "informative"]
"""The state of a criterion; `open` has several possible ratings, `informative` is never scored."""
AsBound = Literal["scored", "not-a-party", "reservations-unknown", "deposits-not-verified", "no-treaty"]
"""Whether what binds the country could be scored, and why not."""

NARROW = Fraction(1, 10)
"""The widest range for which a single figure may be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Where a score lies: what is not answered leaves it between two exact ends."""

    low: Fraction
    """The score if everything open turns out worst."""
    high: Fraction
    """The score if everything open turns out best."""

    @property
    def width(self) -> Fraction:
        """How far the ends lie apart."""
        return self.high - self.low

    @property
    def settled(self) -> bool:
        """Whether both ends agree."""
        return self.low == self.high

    @property
    def point(self) -> Fraction | None:
        """The middle, where the range is narrow enough to print one figure."""
        return (self.low + self.high) / 2 if self.width <= NARROW else None


class _HasState:
    """What the state of a criterion or an item means; a new state is decided here, not where it is looked at."""

    __slots__ = ()
    state: State
    outcomes: tuple[str, ...]

    @property
    def scored(self) -> bool:
        """Whether it is ever scored."""
        match self.state:
            case "rated" | "open" | "not-applicable" | "unanswered":
                return True
            case "informative":
                return False
            case _:
                assert_never(self.state)

    @property
    def counts(self) -> bool:
        """Whether it applies and enters the score, answered or not."""
        match self.state:
            case "rated" | "open" | "unanswered":
                return True
            case "not-applicable" | "informative":
                return False
            case _:
                assert_never(self.state)

    @property
    def has_rating(self) -> bool:
        """Whether an answer that counts gives it a rating, or several of which one is right."""
        match self.state:
            case "rated" | "open":
                return True
            case "not-applicable" | "unanswered" | "informative":
                return False
            case _:
                assert_never(self.state)

    @property
    def word(self) -> str:
        """The rating under which it is counted, of several the lowest; its state where it has none."""
        return self.outcomes[0] if self.has_rating else self.state


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore(_HasState):
    """A criterion once levels of government, sets and dates are resolved."""

    criterion: Criterion
    response: Response | None
    """What the checklist says about it; none where it says nothing."""
    state: State
    answered: bool
    """Whether there is an answer; also known for criteria that are never scored."""
    outcomes: tuple[str, ...]
    """Every rating that it may turn out to have, the worst first, `not-applicable` last; one where it is settled."""
    value: Range | None
    """The values of its worst and best rating; none where it does not apply or is never scored."""
    by_part: Mapping[str, tuple[str, str]]
    """Worst and best rating in each part, under the part's law and the State's; empty where levels do not differ."""
    reason: NotApplicable | None = None
    deposit: str | None = None
    """Id of the deposit that excludes or narrows it; only in the score of what binds the country."""
    lead: tuple[str, ...] = ()
    """Every rating that an answer leaves possible whose evidence is too weak to count, the worst first; it is unanswered."""

    @property
    def worst(self) -> str:
        """The lowest rating that it may have; `not-applicable` where nothing else is possible."""
        return self.outcomes[0]

    @property
    def best(self) -> str:
        """The highest rating that it may have; `not-applicable` where nothing else is possible."""
        ratings = [word for word in self.outcomes if word != NOT_APPLICABLE]
        return ratings[-1] if ratings else NOT_APPLICABLE

    @property
    def group(self) -> str | None:
        """The group of alternatives to which it belongs."""
        return self.criterion.any_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(_HasState):
    """What counts once in an article: a criterion, or a group of alternatives with its best member."""

    id: str
    """Id of the criterion or of the group."""
    criteria: tuple[CriterionScore, ...]
    weight: Fraction
    """Its weight; of a group, the largest among its members."""
    core: bool
    """Whether it gates the article; a group does if a member does."""
    state: State
    """Never `informative`."""
    outcomes: tuple[str, ...]
    """Every rating that it may turn out to have, the worst first, `not-applicable` last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """An article once everything open is replaced by one end."""

    ratings: Mapping[str, str]
    """The rating of every item that applies, by item."""
    mean: Fraction
    """The weighted mean of the ratings, before gates."""
    score: Fraction
    rating: str
    capped_by: tuple[str, ...]
    """Items whose gate holds the score below the mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScore:
    """The score of an article."""

    article: Article
    criteria: tuple[CriterionScore, ...]
    """All its criteria, in treaty order, scored or not."""
    items: tuple[Item, ...]
    """What counts once, in treaty order; those that do not apply included."""
    worst: Completion | None
    """The article if everything open turns out worst; none where nothing applies."""
    best: Completion | None
    """The article if everything open turns out best; none where nothing applies."""
    may_drop_out: bool
    """Whether it is open that anything applies at all."""
    flagged: bool
    """Whether more than a fifth of it, by weight, does not apply."""

    @property
    def score(self) -> Range | None:
        """The score after gates; none where nothing applies and the article drops out."""
        return Range(low=self.worst.score, high=self.best.score) if self.worst and self.best else None

    @property
    def mean(self) -> Range | None:
        """The weighted mean before gates."""
        return Range(low=self.worst.mean, high=self.best.mean) if self.worst and self.best else None

    @property
    def rating_worst(self) -> str | None:
        """The lowest rating that it may have."""
        return self.worst.rating if self.worst else None

    @property
    def rating_best(self) -> str | None:
        """The highest rating that it may have."""
        return self.best.rating if self.best else None

    @property
    def settled(self) -> bool:
        """Whether its rating is the same whatever the open answers turn out to be."""
        return self.rating_worst is not None and self.rating_worst == self.rating_best and not self.may_drop_out

    @property
    def capped(self) -> tuple[str, ...]:
        """Items whose gate surely holds the score down: at both ends."""
        if not (self.worst and self.best):
            return ()
        return tuple(item for item in self.best.capped_by if item in self.worst.capped_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """The score of a section of the profile."""

    section: Section
    score: Range | None
    """The mean of its articles; none where none applies."""
    articles: tuple[ArticleScore, ...]
    within: tuple[ArticleScore, ...]
    """Its own articles and those of the sections in it, to any depth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How many items have which rating; printed before any score."""

    counts: Mapping[str, int]
    """Settled ratings by word, the best first."""
    open: int
    unanswered: int
    not_applicable: int

    @property
    def answered(self) -> int:
        """Items that apply and have an answer."""
        return sum(self.counts.values()) + self.open

    @property
    def applicable(self) -> int:
        """Items that apply, answered or not."""
        return self.answered + self.unanswered

    @property
    def total(self) -> int:
        """All items."""
        return self.applicable + self.not_applicable


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A criterion left out of the score, and why."""

    criterion: str
    reason: NotApplicable | None
    """The coded reason; none where the checklist gives none."""
    deposit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentScore:
    """The score of a country against an instrument."""

    instrument: Instrument
    checklist: Checklist
    range: Range | None
    """The score, between its ends; none where nothing applies."""
    sections: tuple[SectionScore, ...]
    articles: tuple[ArticleScore, ...]
    """The articles that have criteria, in treaty order."""
    shares_at_worst: Mapping[str, Fraction]
    """The articles in the mean at the low end, and what share of the whole each is; one that may drop out can be in one mean alone."""
    shares_at_best: Mapping[str, Fraction]
    """The articles in the mean at the high end, and what share of the whole each is."""
    distribution: Distribution
    grades: Mapping[Grade, int]
    """Criteria that count and have an answer, by its evidence grade, A to D; leads are among them."""
    ungraded: int
    """Answered criteria that count and carry no evidence grade."""
    leads: int
    """Criteria that count and have an answer whose evidence is too weak, so that they are unanswered."""
    exclusions: tuple[Exclusion, ...]

    @property
    def point(self) -> Fraction | None:
        """The single figure, where the range is narrow enough to print one."""
        return self.range.point if self.range else None

    @property
    def answered(self) -> Fraction | None:
        """The share answered of what applies."""
        applicable = self.distribution.applicable
        return Fraction(self.distribution.answered, applicable) if applicable else None

    def article(self, number: str) -> ArticleScore:
        """The article of that number."""
        return next(score for score in self.articles if score.article.number == number)

    def criteria(self) -> Mapping[str, CriterionScore]:
        """All criteria by id, in treaty order."""
        return {score.criterion.id: score for article in self.articles for score in article.criteria}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The two scores of a country: the whole treaty, and what binds it."""

    on: date
    whole: InstrumentScore
    """Every criterion judged against the whole treaty."""
    as_bound: InstrumentScore | None
    """What binds the country after its reservations and declarations; none where that cannot be said."""
    as_bound_status: AsBound
    """Whether it could be scored, and why not."""
    deposits: tuple[Deposit, ...]
    """The deposits in effect on that day that the treaty permits."""
    by_part: Mapping[str, InstrumentScore]
    """The whole treaty in each part of the country, as if that part alone counted; empty where it has none."""

    @property
    def alignment(self) -> bool:
        """Whether the country is not bound, so that its whole score is called alignment."""
        return self.as_bound_status == "not-a-party"
