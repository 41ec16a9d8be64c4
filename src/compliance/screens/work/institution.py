"""A request for figures that an institution fills in with a link, and what came back, before somebody takes it in."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.queries.request import AskedFigure
from compliance.screens.work.desk_form import FormField
from compliance.screens.work.parts import DeskPage, WorkPage


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock:
    """One figure that is asked for, with its fields."""

    of: AskedFigure
    first: tuple[FormField, ...]
    """The fields that every figure needs."""
    more: tuple[FormField, ...]

    @property
    def name(self) -> str:
        """The series and the year."""
        return f"{self.of.series.name}, {self.of.year}"

    @property
    def id(self) -> str:
        """By which the page leads to it."""
        return f"b-{self.of.series.id}-{self.of.year}"

    @property
    def wrong(self) -> bool:
        """Whether something is wrong with it."""
        return any(field.problems for field in (*self.first, *self.more))


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionPage(WorkPage):
    """The request as the institution fills it in."""

    institution: str
    country: str
    project: str
    due: str
    action: str
    by: str
    source: str
    """Where all figures come from, unless a row says otherwise."""
    blocks: tuple[FigureBlock, ...]
    errors: tuple[str, ...] = ()
    kept: str = ""
    """When a draft was kept; empty where none was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage(WorkPage):
    """That a request was sent back."""

    institution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPage(DeskPage):
    """A request on the desk: its link, and what came back."""

    place: str
    links: bool
    """Whether this server can give links: people outside reach it."""
    link: str
    """A link that was just made; it is shown once."""
    until: str
    """Until when a link is good that was made before; empty where none is."""
    by: str
    """Who filled it in; empty where nothing came back."""
    at: str
    draft: bool
    """Whether it is filled in so far and not sent."""
    figures: tuple[tuple[str, str, str, str], ...]
    """What came back: series, year, figure, what is said of it."""
    conflicts: tuple[tuple[str, str, str], ...]
    """Figures that stand on file otherwise: which, theirs, ours."""
