"""A request for figures that an institution fills in with a link, and what came back, before somebody takes it in."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.language import _
from compliance.screens.work.desk_form import FormField
from compliance.screens.work.parts import Tab, WorkPage


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock:
    """One figure that is asked for."""

    series: str
    name: str
    definition: str
    year: int
    split: str
    """By what it should be split in the note, beside the total; empty where nothing is asked for."""
    first: tuple[FormField, ...]
    """The fields that every figure needs."""
    more: tuple[FormField, ...]

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

    @property
    def heading(self) -> str:
        """The heading."""
        return _("Figures asked of %(institution)s, %(country)s") % {
            "institution": self.institution,
            "country": self.country,
        }

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage(WorkPage):
    """That a request was sent back."""

    institution: str

    @property
    def heading(self) -> str:
        """The heading."""
        return _("Sent")

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPage(WorkPage):
    """A request on the desk: its link, and what came back."""

    heading: str
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
    errors: tuple[str, ...]
    conflicts: tuple[tuple[str, str, str], ...]
    """Figures that stand on file otherwise: which, theirs, ours."""
    crumbs: tuple[Tab, ...]
    done: str

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading
