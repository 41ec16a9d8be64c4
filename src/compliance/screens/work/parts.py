"""What several working pages have in common: the frame, ways to other pages, steps that can be taken, ratings as tiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from compliance import figures
from compliance.language import N_, Words, _
from compliance.model.checklist import Status
from compliance.queries.work import Progress
from compliance.scoring.values import CriterionScore
from compliance.view import words


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """A working page; each kind has a template of its own, which says what the page is called."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to another page."""

    text: str
    href: str
    more: str = ""
    """What stands beside it."""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage(WorkPage):
    """A page of the desk."""

    heading: str
    crumbs: tuple[Tab, ...]
    done: str = ""
    """What was just done, in a sentence."""
    errors: tuple[str, ...] = ()
    """Why nothing was written, in sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a working page."""

    site: str
    """What the workplace is called."""
    notice: str
    name: str
    """Who is signed in; empty where nobody is."""
    tabs: Sequence[Tab]
    language: str
    path: str
    """The address of the page, by which its tab is known."""
    notices: tuple[str, ...] = ()
    """What managers should know of the server."""
    leaves: bool = False
    """Whether they can sign out."""
    problems: tuple[str, ...] = ()
    """What is wrong in the folder."""
    footnotes: Callable[[str], Sequence[str]] = lambda _text: ()
    """The obligatory footnotes of the names in a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage(WorkPage):
    """Why something was not done."""

    heading: str
    reasons: tuple[str, ...] = ()


STATUS: Words[Status | Literal["sealed"]] = Words(
    {
        "draft": N_("draft"),
        "submitted": N_("submitted"),
        "returned": N_("returned"),
        "reviewed": N_("reviewed"),
        "adopted": N_("adopted"),
        "sealed": N_("sealed"),
    }
)
"""How far a checklist has come, in a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step of a checklist that can follow."""

    status: Status
    place: str
    """To which address its form is sent."""
    hard: tuple[str, ...]
    """What stands in the way, in sentences."""
    soft: tuple[str, ...]
    """What stands in the way as long as no note says why, in sentences."""
    refusal: str = ""
    """Why whoever asks may not take it; empty where they may."""
    note: str = ""
    """What was typed, where it was refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A rating as a tile or a chip shows it."""

    kind: str
    """The class of its colour: a rating, `set` between several, `lead`, `open`, `info`."""
    word: str


def rated(score: CriterionScore) -> Rated:
    """The rating of a criterion; an answer without a source is a lead."""
    if score.lead:
        ends = dict.fromkeys((words.rating(score.lead[0]), words.rating(score.lead[-1])))
        return Rated(kind="lead", word=_("%(rating)s, no source") % {"rating": figures.DASH.join(ends)})
    chip = words.chip(score)
    kinds = {"open": "set", "unanswered": "open", "informative": "info"}
    return Rated(kind=kinds.get(chip.kind, chip.kind), word=chip.word)


def answered(progress: Progress) -> str:
    """How far some criteria are: 66 of 150 answered, 33 with a source."""
    counts = {
        "answered": figures.number(progress.answered),
        "all": figures.number(len(progress.criteria)),
        "seen": figures.number(progress.answered - len(progress.without_evidence)),
    }
    return _("%(answered)s of %(all)s answered, %(seen)s with a source") % counts


def href(*segments: str, anchor: str = "", **query: str) -> str:
    """The address of a page of the server, whatever signs its parts have."""
    place = "".join(f"/{quote(segment, safe='')}" for segment in segments)
    return f"{place}/{f'?{urlencode(query)}' if query else ''}{f'#{quote(anchor)}' if anchor else ''}"


def below(base: str, *segments: str, anchor: str = "", **query: str) -> str:
    """An address below another one: an article of a checklist, with its criterion; what is empty is not asked for."""
    place = "".join(f"{quote(segment, safe='')}/" for segment in segments)
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"{base}{place}{f'?{asked}' if asked else ''}{f'#{quote(anchor)}' if anchor else ''}"
