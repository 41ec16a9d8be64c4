"""What all working pages have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """A working page; each kind has a template of its own."""

    @property
    def title(self) -> str:
        """What the browser calls it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to another part of the workplace."""

    text: str
    href: str


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
    footnotes: tuple[str, ...] = ()
    """The obligatory footnotes of names on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage(WorkPage):
    """Why something was not done."""

    heading: str
    reasons: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


def href(*segments: str, anchor: str = "", **query: str) -> str:
    """The address of a page of the server, whatever signs its parts have."""
    place = "".join(f"/{quote(segment, safe='')}" for segment in segments)
    return f"{place}/{f'?{urlencode(query)}' if query else ''}{f'#{quote(anchor)}' if anchor else ''}"
