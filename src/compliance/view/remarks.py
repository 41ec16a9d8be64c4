"""What stands beside the ratings and never counts in them: practice, and what the government said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compliance.view.values.answers import CommentView, CriterionView, PracticeView
from compliance.view.values.country import InstrumentView


def _criteria(instruments: Iterable[InstrumentView]) -> Iterator[tuple[InstrumentView, CriterionView]]:
    for instrument in instruments:
        for article in instrument.articles:
            for row in article.criteria:
                yield instrument, row


def practice_views(instruments: Iterable[InstrumentView]) -> tuple[PracticeView, ...]:
    """What is known of practice, in treaty order."""
    return tuple(
        PracticeView(
            instrument=instrument.id,
            abbreviation=instrument.abbreviation,
            criterion=row.id,
            provision=row.ref,
            duty=row.duty,
            chip=row.chip,
            practice=row.practice,
            sources=row.sources,
        )
        for instrument, row in _criteria(instruments)
        if row.practice
    )


def comment_views(instruments: Iterable[InstrumentView]) -> tuple[CommentView, ...]:
    """What the government said about ratings, in treaty order."""
    return tuple(
        CommentView(
            instrument=instrument.id,
            abbreviation=instrument.abbreviation,
            criterion=row.id,
            provision=row.ref,
            chip=row.chip,
            comment=row.comment,
        )
        for instrument, row in _criteria(instruments)
        if row.comment
    )
