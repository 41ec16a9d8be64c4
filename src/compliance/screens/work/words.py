"""What stands on several working pages in the same words: how far somebody is, a rating as a tile, how texts differ, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import quote, urlencode

from compliance import figures
from compliance.language import _
from compliance.queries.work import Progress
from compliance.scoring.values import CriterionScore
from compliance.view import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A rating as a tile or a chip shows it."""

    kind: str
    """The class of its colour: a rating, `set` between several, `lead`, `open`, `info`."""
    word: str


def rated(score: CriterionScore) -> Rated:
    """The rating of a criterion; an answer without a source is a lead."""
    chip = words.chip(score)
    if score.lead:
        return Rated(kind="lead", word=_("%(rating)s, no source") % {"rating": _span(score.lead)})
    kinds = {"open": "set", "unanswered": "open", "informative": "info"}
    return Rated(kind=kinds.get(chip.kind, chip.kind), word=chip.word)


def _span(ratings: tuple[str, ...]) -> str:
    return figures.DASH.join(dict.fromkeys((words.rating(ratings[0]), words.rating(ratings[-1]))))


def answered(progress: Progress) -> str:
    """How far some criteria are: 66 of 150 answered, 33 with a source."""
    counts = {
        "answered": figures.number(progress.answered),
        "all": figures.number(len(progress.criteria)),
        "seen": figures.number(progress.answered - len(progress.without_evidence)),
    }
    return _("%(answered)s of %(all)s answered, %(seen)s with a source") % counts


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text beside another: the same, removed or added."""

    kind: str
    """`same`, `del` or `ins`."""
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """A text beside what it was, word by word."""
    return tuple(_pieces(old.split(), new.split()))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", " ".join(new[start:end]))
            continue
        if last > first:
            yield Piece("del", " ".join(old[first:last]))
        if end > start:
            yield Piece("ins", " ".join(new[start:end]))


def below(base: str, *segments: str, anchor: str = "", **query: str) -> str:
    """An address below another one: an article of a checklist, with its criterion."""
    place = "".join(f"{quote(segment, safe='')}/" for segment in segments)
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"{base}{place}{f'?{asked}' if asked else ''}{f'#{quote(anchor)}' if anchor else ''}"
