"""A criterion as its evaluator is asked it: the duty, the question, hints, what binds, and when each rating is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.language import _, spoken
from compliance.model.instrument import Criterion, Instrument
from compliance.queries.form_background import Background
from compliance.queries.form_words import KINDS, OBLIGATIONS, RATINGS, labels
from compliance.view import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What a criterion asks."""

    id: str
    reference: str
    core: bool
    kind: str
    """What kind of duty it is."""
    kind_means: str
    sources: str
    """From which kinds of source it is answered."""
    duty: str
    question: str
    language: str
    """The language of the question."""
    hints: tuple[str, ...]
    deposits: tuple[str, ...]
    assigned: str
    ratings: tuple[tuple[str, str], ...]
    """When each rating is right."""


def asks(criterion: Criterion, instrument: Instrument, background: Background) -> Asks:
    """What a criterion asks, in the language that is spoken where the instrument has it."""
    asked = criterion.asked()
    return Asks(
        id=criterion.id,
        reference=words.reference(criterion.provision, criterion.element),
        core=criterion.core,
        kind=KINDS[criterion.obligation],
        kind_means=OBLIGATIONS[criterion.obligation],
        sources=_sources(criterion),
        duty=criterion.requirement,
        question=asked,
        language="en" if asked == criterion.question else spoken(),
        hints=tuple(_hints(criterion)),
        deposits=tuple(filter(None, background.deposits.split("\n"))),
        assigned=background.assigned.replace("\n", ", "),
        ratings=tuple(_ratings(instrument)),
    )


def _sources(criterion: Criterion) -> str:
    names = {"law": _("law"), "practice": _("practice"), "treaty-action": _("treaty action")}
    return _("answered from %(sources)s") % {"sources": ", ".join(names[each] for each in criterion.assessed_from)}


def _hints(criterion: Criterion) -> Iterator[str]:
    yield from filter(None, (criterion.hint,))
    if criterion.condition:
        yield _("Condition: %(text)s") % {"text": criterion.condition}
    if criterion.core_reason:
        yield _("Core: %(reason)s") % {"reason": criterion.core_reason}
    if criterion.note:
        yield criterion.note
    yield from (permitted.detail for permitted in criterion.permitted)
    if criterion.limit_counts_at:
        yield _("A limit that reaches this too is counted at %(criteria)s.") % {
            "criteria": ", ".join(criterion.limit_counts_at)
        }


def _ratings(instrument: Instrument) -> Iterator[tuple[str, str]]:
    shown = labels(tuple(instrument.scale.values))
    for word in instrument.scale.values:
        yield shown.get(word, words.rating(word)), RATINGS.get(word, _("A rating of the instrument’s own scale."))
