"""How countries stand to what counts once: surely with one of the best ratings, surely lacking, not settled, unanswered or not concerned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from compliance import figures
from compliance.model.checklist import NOT_APPLICABLE
from compliance.model.instrument import Article, Instrument, Scale
from compliance.scoring.values import Assessment, Item
from compliance.view import words
from compliance.view.messages import Standing
from compliance.view.regional.region import Across, Member, Stand


def best_ratings(scale: Scale) -> tuple[str, ...]:
    """The ratings that nothing important lacks under: the two best, or the best of two."""
    ratings = tuple(scale.values)
    return ratings[:2] if len(ratings) > 2 else ratings[:1]


def best_in_words(scale: Scale) -> str:
    """The best ratings as a sentence says that something has one of them: `met or mostly met`."""
    return figures.listed([words.predicate(word) for word in best_ratings(scale)], "or")


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


def assessed(instrument: str, members: Sequence[Member]) -> Mapping[str, Assessment]:
    """The assessments for one instrument by country, in the order of the register."""
    return {member.id: member.assessments[instrument] for member in members if instrument in member.assessments}


def across(instrument: Instrument, members: Sequence[Member]) -> Iterator[Across]:
    """Every item that counts, in treaty order, in the countries that were assessed for the instrument."""
    names = {member.id: member.name for member in members if instrument.id in member.assessments}
    assessments = assessed(instrument.id, members).values()
    # One edition of the criteria holds for all countries, so articles and items come in the same order.
    for articles in zip(*(assessment.whole.articles for assessment in assessments), strict=True):
        for items in zip(*(article.items for article in articles), strict=True):
            yield _across(articles[0].article, dict(zip(names, items, strict=True)), names, instrument.scale)


def _across(article: Article, items: Mapping[str, Item], names: Mapping[str, str], scale: Scale) -> Across:
    first = next(iter(items.values()))  # what the item asks is the same in all countries
    criteria = [score.criterion for score in first.criteria]
    cited = words.together([criterion.provision for criterion in criteria])
    element = criteria[0].element if len(criteria) == 1 else None
    return Across(
        criteria=tuple(criterion.id for criterion in criteria),
        provision=f"{cited} ·{figures.NO_BREAK}{element}" if element else cited,
        title=article.called(),
        core=first.core,
        duty=figures.listed([criterion.requirement for criterion in criteria], "or"),
        names=names,
        items=items,
        stands={country: stand(item, scale) for country, item in items.items()},
    )


def tally_of(items: Sequence[Across], country: str | None = None) -> Standing:
    """How one country stands to what counts once and applies to it, or all of them together."""
    counts = Counter(how for item in items for id_, how in item.stands.items() if country in {None, id_})
    return Standing(counts["good"], counts["lacking"], counts["unsettled"] + counts["unanswered"])
