"""How far two evaluators who rated blind agree: shares, the table of their ratings, Krippendorff's α; method, formula 3."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, groupby
from math import ceil
from random import Random
from typing import Literal, get_args

from compliance.as_of.checklists import adjudicated
from compliance.model.checklist import NOT_APPLICABLE, Adjudication, Checklist
from compliance.model.instrument import Article, Criterion, Instrument, Scale, Section
from compliance.scoring.answers import ladder, score_criterion
from compliance.scoring.groups import within

LeftOut = Literal["not-scored", "unanswered", "open", "one-not-applicable", "not-applicable"]
"""Why a pair of answers is not compared: by the criterion; unanswered or a set by either; not applicable by one or both."""
Table = tuple[tuple[int, ...], ...]
"""Counts of pairs of ratings: a row for each rating by the first evaluator, a column for each by the second."""

FEWEST = 5
"""So many articles with ratings by both a section needs for figures of its own, and any set of criteria for an interval."""
DRAWS = 2_000
ENDS = Fraction(5, 100), Fraction(95, 100)
"""The quantiles of the draws that are the ends of the interval."""
SEED = "agreement 1"
"""Changes only with the method, so that the same ratings always have the same interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One criterion as two evaluators answered it."""

    criterion: Criterion
    article: str
    section: str | None
    """Id of the section of the profile of its article."""
    first: tuple[str, ...]
    """What the first evaluator's answer leaves possible, the worst first; nothing where there is no answer."""
    second: tuple[str, ...]
    left_out: LeftOut | None
    steps: int | None
    """How many steps of the scale lie between two ratings; none where one of them is no single rating."""
    third: tuple[str, ...]
    """What the agreed rating leaves possible; nothing where there is none."""
    adjudication: Adjudication | None

    @property
    def differs(self) -> bool:
        """Whether both answered, and otherwise than the other."""
        return bool(self.first and self.second) and self.first != self.second


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where α lies when articles are drawn again and again."""

    low: Fraction
    high: Fraction
    undefined: int
    """Draws left out because all their ratings were equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two evaluators agree on some criteria."""

    section: Section | None
    """The section of the profile; none for the whole treaty."""
    articles: int
    """Articles with a criterion that both rated."""
    table: Mapping[str, Mapping[str, int]]
    """Criteria by rating of the first and then of the second evaluator, the best rating first."""
    alpha: Fraction | None
    """Krippendorff's α for ordinal ratings; not defined where all ratings are equal."""
    interval: Interval | None
    """Its interval; none where there are fewer than five articles."""
    left_out: Mapping[LeftOut, int]

    @property
    def compared(self) -> int:
        """Criteria that both rated."""
        return sum(self.by_steps)

    @property
    def by_steps(self) -> tuple[int, ...]:
        """Criteria by the number of steps between the two ratings: equal ones first."""
        counts = [0] * len(self.table)
        for row, of_second in enumerate(self.table.values()):
            for column, count in enumerate(of_second.values()):
                counts[abs(row - column)] += count
        return tuple(counts)

    @property
    def equal(self) -> Fraction | None:
        """The share of equal ratings."""
        return Fraction(self.by_steps[0], self.compared) if self.compared else None

    @property
    def adjacent(self) -> Fraction | None:
        """The share of ratings at most one step apart."""
        return Fraction(sum(self.by_steps[:2]), self.compared) if self.compared else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleRating:
    """One country's responses to one instrument by two evaluators."""

    instrument: Instrument
    first: Checklist
    """The checklist that is scored."""
    second: Checklist
    pairs: tuple[Pair, ...]
    whole: Agreement
    sections: tuple[Agreement, ...]
    """Agreement on the sections with five articles or more that both rated."""

    @property
    def differences(self) -> tuple[Pair, ...]:
        """The criteria that both answered differently, in treaty order."""
        return tuple(pair for pair in self.pairs if pair.differs)


def double_rating(
    instrument: Instrument, first: Checklist, second: Checklist, parts: Sequence[str] = ()
) -> DoubleRating:
    """How far two checklists of one country, instrument and cycle agree, before their differences are settled."""
    pairs = paired(instrument, first, second, parts)
    sections = []
    for section in instrument.sections:
        inside = within(instrument, section.id)
        sections.append(_agreement([pair for pair in pairs if pair.section in inside], instrument, section))
    return DoubleRating(
        instrument=instrument,
        first=first,
        second=second,
        pairs=pairs,
        whole=_agreement(pairs, instrument),
        sections=tuple(section for section in sections if section.articles >= FEWEST),
    )


def paired(instrument: Instrument, first: Checklist, second: Checklist, parts: Sequence[str] = ()) -> tuple[Pair, ...]:
    """Every criterion as both rated it, in treaty order."""
    if (first.country, first.instrument, first.cycle) != (second.country, second.instrument, second.cycle):
        raise ValueError(f"{first.country} {first.instrument} {first.cycle} was not rated twice by these checklists")
    settled = adjudicated(first)
    return tuple(
        _pair(article, criterion, (first, second, settled), instrument.scale, parts)
        for article in instrument.articles
        for criterion in article.criteria
    )


def alpha(table: Table) -> Fraction | None:
    """Krippendorff's α of ordinal ratings by two evaluators; none where all ratings are equal."""
    places = range(len(table))
    totals = [sum(table[c]) + sum(row[c] for row in table) for c in places]
    observed = expected = 0
    for c, k in combinations(places, 2):
        # Twice the distance, so that it is a whole number; the ratio of the sums is the same.
        squared = (2 * sum(totals[c : k + 1]) - totals[c] - totals[k]) ** 2
        observed += (table[c][k] + table[k][c]) * squared
        expected += totals[c] * totals[k] * squared
    return 1 - Fraction((sum(totals) - 1) * observed, expected) if expected else None


def interval(tables: Iterable[Table], seed: str) -> Interval | None:
    """The interval of α when articles, each with its table, are drawn again; none for fewer than five of them."""
    articles = sorted(tables)  # so that the order of articles changes nothing
    if len(articles) < FEWEST:
        return None
    stream = Random(f"{SEED} {seed}")  # noqa: S311 - draws have to be the same each time, not secret
    drawn = [alpha(added([articles[int(stream.random() * len(articles))] for _ in articles])) for _ in range(DRAWS)]
    defined = sorted(value for value in drawn if value is not None)
    if not defined:
        return None
    low, high = (defined[ceil(end * len(defined)) - 1] for end in ENDS)
    return Interval(low=low, high=high, undefined=DRAWS - len(defined))


def added(tables: Iterable[Table]) -> Table:
    """The sum of tables."""
    return tuple(tuple(map(sum, zip(*rows, strict=True))) for rows in zip(*tables, strict=True))


def _pair(
    article: Article,
    criterion: Criterion,
    checklists: tuple[Checklist, Checklist, Checklist],
    scale: Scale,
    parts: Sequence[str],
) -> Pair:
    """A criterion as both rated it: with the rating of the country, where levels of government have their own."""
    responses = [checklist.responses.get(criterion.id) for checklist in checklists]
    scores = [
        # What was answered is compared, whether or not the provisions behind it were in force that day.
        score_criterion(
            criterion, response and replace(response, legal_basis=()), scale, parts=parts, on=checklist.cut_off
        )
        for checklist, response in zip(checklists, responses, strict=True)
    ]
    first, second, third = (score.outcomes if score.answered else () for score in scores)
    adjudication = responses[0].adjudication if responses[0] else None
    return Pair(
        criterion=criterion,
        article=article.number,
        section=article.section,
        first=first,
        second=second,
        left_out=_left_out(first, second) if scores[0].scored else "not-scored",
        steps=_steps(first, second, scale),
        third=third if adjudication else (),
        adjudication=adjudication,
    )


def _left_out(first: Sequence[str], second: Sequence[str]) -> LeftOut | None:
    """Why two answers to a criterion that is scored are not compared."""
    if not (first and second):
        return "unanswered"
    if len(first) > 1 or len(second) > 1:
        return "open"
    match (*first, *second).count(NOT_APPLICABLE):
        case 0:
            return None
        case 1:
            return "one-not-applicable"
        case _:
            return "not-applicable"


def _steps(first: Sequence[str], second: Sequence[str], scale: Scale) -> int | None:
    """How many steps lie between two answers that are ratings."""
    rungs = ladder(scale)
    if len(first) != 1 or len(second) != 1 or not {*first, *second} <= set(rungs):
        return None
    return abs(rungs.index(first[0]) - rungs.index(second[0]))


def _agreement(pairs: Sequence[Pair], instrument: Instrument, section: Section | None = None) -> Agreement:
    """How far the two agree on some criteria, in treaty order."""
    words = tuple(instrument.scale.values)
    compared = [pair for pair in pairs if pair.left_out is None]
    tables = [_table(of_article, words) for _, of_article in groupby(compared, key=lambda pair: pair.article)]
    table = added([_table((), words), *tables])
    reasons = [pair.left_out for pair in pairs]
    seed = f"{instrument.id} {section.id if section else 'whole'}"
    value = alpha(table)
    return Agreement(
        section=section,
        articles=len(tables),
        table={word: dict(zip(words, row, strict=True)) for word, row in zip(words, table, strict=True)},
        alpha=value,
        interval=interval(tables, seed) if value is not None else None,
        left_out={reason: reasons.count(reason) for reason in get_args(LeftOut)},
    )


def _table(pairs: Iterable[Pair], words: Sequence[str]) -> Table:
    """Pairs of ratings, counted."""
    both = [(pair.first[0], pair.second[0]) for pair in pairs]
    return tuple(tuple(both.count((row, column)) for column in words) for row in words)
