"""How countries stand to what counts once: surely with one of the best ratings, surely lacking, not settled, unanswered or not concerned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from compliance import figures
from compliance.model.checklist import NOT_APPLICABLE
from compliance.model.instrument import Article, Scale
from compliance.scoring.values import Assessment, Item
from compliance.view import words
from compliance.view.regional.region import Member
from compliance.view.regional.values import STANDS, Stand


def best_ratings(scale: Scale) -> tuple[str, ...]:
    """The ratings that nothing important lacks under: the two best, or the best of two."""
    ratings = tuple(scale.values)
    return ratings[:2] if len(ratings) > 2 else ratings[:1]


def best_in_words(scale: Scale) -> str:
    """The best ratings as a sentence says that something has one of them: `met or mostly met`."""
    return figures.listed([words.predicate(word) for word in best_ratings(scale)], "or")


def short_of(scale: Scale) -> str:
    """The least of the best ratings as a sentence says it: `mostly met`; what is below it is a gap."""
    return words.predicate(best_ratings(scale)[-1])


def stand(item: Item, scale: Scale) -> Stand:
    """How a country stands to an item; what is open counts as nothing but open."""
    match item.state:
        case "not-applicable" | "unanswered":
            return item.state
        case "informative":
            raise ValueError(f"{item.id} is never scored")
        case "rated" | "open":
            if NOT_APPLICABLE in item.outcomes:
                return "unsettled"
        case _:
            assert_never(item.state)
    best = [word in best_ratings(scale) for word in item.outcomes]
    return "good" if all(best) else "unsettled" if any(best) else "lacking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """One item in all countries that were assessed."""

    article: Article
    items: Mapping[str, Item]
    """How it was answered, by country, in the order of the register."""
    stands: Mapping[str, Stand]
    """How it stands, by country."""

    @property
    def first(self) -> Item:
        """The item in any country, for what is the same in all."""
        return next(iter(self.items.values()))

    @property
    def criteria(self) -> tuple[str, ...]:
        """Ids of its criteria."""
        return tuple(criterion.criterion.id for criterion in self.first.criteria)

    @property
    def provision(self) -> str:
        """Its treaty references with the word Article; which element of a sentence it is, where the sentence is split."""
        criteria = [criterion.criterion for criterion in self.first.criteria]
        element = criteria[0].element if len(criteria) == 1 else None
        cited = words.together([criterion.provision for criterion in criteria])
        return f"{cited} ·{figures.NO_BREAK}{element}" if element else cited

    @property
    def duty(self) -> str:
        """What the treaty asks; of alternatives, each of them."""
        return figures.listed([criterion.criterion.requirement for criterion in self.first.criteria], "or")

    def those(self, how: Stand) -> tuple[str, ...]:
        """Ids of the countries that stand so."""
        return tuple(country for country, stand in self.stands.items() if stand == how)

    def by_stand(self, names: Mapping[str, str]) -> Mapping[Stand, tuple[str, ...]]:
        """Names of the countries by how they stand."""
        return {how: tuple(names[id_] for id_ in self.those(how)) for how in STANDS}


def across(instrument: str, members: Sequence[Member]) -> tuple[Across, ...]:
    """Every item that counts, in treaty order, in the countries that were assessed for the instrument."""
    assessments = assessed(instrument, members)
    return tuple(_across(assessments)) if assessments else ()


def assessed(instrument: str, members: Sequence[Member]) -> Mapping[str, Assessment]:
    """The assessments for one instrument by country, in the order of the register."""
    return {member.id: member.assessments[instrument] for member in members if instrument in member.assessments}


def _across(assessments: Mapping[str, Assessment]) -> Iterator[Across]:
    # One edition of the criteria holds for all countries, so articles and items come in the same order.
    scores = {country: assessment.whole.articles for country, assessment in assessments.items()}
    scale = next(iter(assessments.values())).whole.instrument.scale
    for articles in zip(*scores.values(), strict=True):
        for items in zip(*(article.items for article in articles), strict=True):
            by_country = dict(zip(scores, items, strict=True))
            yield Across(
                article=articles[0].article,
                items=by_country,
                stands={country: stand(item, scale) for country, item in by_country.items()},
            )


@dataclass(frozen=True, slots=True)
class Tally:
    """How countries stand to what counts once and applies: how many have it, fall short, and are open."""

    good: int
    lacking: int
    open: int
    """Not settled or not answered."""

    @property
    def all(self) -> int:
        """All that applies."""
        return self.good + self.lacking + self.open


def tally_of(items: Sequence[Across], country: str | None = None) -> Tally:
    """The tally of one country, or of all."""
    counts = Counter(how for item in items for id_, how in item.stands.items() if country in {None, id_})
    return Tally(counts["good"], counts["lacking"], counts["unsettled"] + counts["unanswered"])
