"""The parts of a treaty that every brief for donors shows: criminalisation, powers, confiscation, co-operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.language import N_, _
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED
from compliance.model.instrument import Scale
from compliance.scoring import Assessment
from compliance.scoring.values import Item
from compliance.view import messages, words
from compliance.view.instrument import by_rating
from compliance.view.palette import NOT_SETTLED

REST = N_("Other provisions")
PARTS = (
    N_("Criminalisation"), N_("Procedural powers"), N_("Confiscation"), N_("Co-operation"), N_("Prevention"), REST,
)  # fmt: skip
"""The parts, in the order in which they stand."""
LESSER = (PARTS[4], REST)
"""The parts that give way where there is no room for all."""
THEMES: Mapping[str, str] = {
    "substantive": PARTS[0], "criminalisation": PARTS[0], "corporate": PARTS[0], "sanctions": PARTS[0],
    "procedural": PARTS[1], "investigative": PARTS[1],
    "confiscation": PARTS[2], "provisional": PARTS[2],
    "co-operation": PARTS[3], "fiu-co-operation": PARTS[3],
    "financial-intelligence": PARTS[4], "prevention": PARTS[4],
    "jurisdiction": REST, "remedies": REST,
}  # fmt: skip
"""To which part a criterion belongs: the first of its themes named here decides; themes that cross all parts are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBar:
    """The criteria of one part of a treaty."""

    name: str
    counts: Mapping[str, int]
    """Criteria by rating; `open` where several ratings are possible."""
    good: int
    """Surely with one of the two best ratings, settled or not between them."""
    applicable: int
    """Criteria that count, answered or not."""
    words: str
    """What stands at the end of its row: `24 of 40 met or mostly met`."""


def part_bars(assessment: Assessment) -> tuple[PartBar, ...]:
    """The parts of a treaty by the themes of its criteria; its sections where its criteria have no theme."""
    scale = assessment.whole.instrument.scale
    items = messages.items_of(assessment.whole.articles)
    if not any(_part(item) != REST for item in items):
        sections = (score for score in assessment.whole.sections if score.articles)
        return tuple(_bar(score.section.called(), messages.items_of(score.within), scale) for score in sections)
    named = ((part, [item for item in items if _part(item) == part]) for part in PARTS)
    return tuple(_bar(_(part), inside, scale) for part, inside in named if inside)


def _part(item: Item) -> str:
    return next((THEMES[theme] for theme in item.criteria[0].criterion.themes if theme in THEMES), REST)


def _bar(name: str, items: Sequence[Item], scale: Scale) -> PartBar:
    standing = messages.standing(items, scale)
    text = _("%(good)s of %(all)s %(best)s")
    counts = by_rating(items)
    return PartBar(
        name=name,
        # In the order of the scale; what is open and what is unanswered by themselves.
        counts={
            word: counts[word] for word in (*scale.values, NOT_SETTLED, UNANSWERED, NOT_APPLICABLE) if word in counts
        },
        good=standing.good,
        applicable=standing.all,
        words=text % {"good": standing.good, "all": standing.all, "best": words.best_two(scale)},
    )


def parts_headline(assessments: Sequence[Assessment]) -> str:
    """How many criteria of all treaties are met or mostly met, fall short, and are open, in the words of the report."""
    articles = (article for assessment in assessments for article in assessment.whole.articles)
    return messages.headline(articles, assessments[0].whole.instrument.scale)


def bars_by_treaty(assessments: Iterable[Assessment]) -> Iterator[tuple[str, tuple[PartBar, ...]]]:
    """The parts of each treaty under its name and its score."""
    for assessment in assessments:
        kind = _("alignment") if assessment.alignment else _("score")
        name = assessment.whole.instrument.abbreviation
        yield f"{name}, {kind} {words.score(assessment.whole.range)}", part_bars(assessment)
