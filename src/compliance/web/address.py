"""Addresses of checklists: country, cycle and instrument; that of a second evaluator ends with `.second`."""

from __future__ import annotations

from typing import NamedTuple

from compliance.web.routes import Asked
from compliance.web.show import RefusedError, href
from compliance.workspace import SECOND, Workspace


class Place(NamedTuple):
    """A checklist, as addresses name it."""

    country: str
    cycle: str
    instrument: str
    second: bool = False

    @property
    def segments(self) -> tuple[str, str, str]:
        """The parts of an address that name it: `serbia`, `2026`, `ets-185.second`."""
        return (self.country, self.cycle, f"{self.instrument}{SECOND if self.second else ''}")

    def href(self, *more: str, top: str = "work", anchor: str = "", **query: str) -> str:
        """The address of a page about it, below `/work/` or another part of the workplace."""
        return href(top, *self.segments, *more, anchor=anchor, **query)


def checklist_of(asked: Asked) -> Place:
    """The checklist that an address names; RefusedError where the workspace has none."""
    place = named(asked)
    return place if exists(asked.workspace, place) else _none()


def named(asked: Asked) -> Place:
    """What an address names, whether it is there or not."""
    return parsed(asked.part("country"), asked.part("cycle"), asked.part("instrument"))


def parsed(country: str, cycle: str, instrument: str) -> Place:
    """The checklist that three parts of an address name."""
    plain = instrument.removesuffix(SECOND)
    return Place(country, cycle, plain, plain != instrument)


def exists(workspace: Workspace, place: Place) -> bool:
    """Whether a workspace has a checklist."""
    country = workspace.countries.get(place.country)
    there = country is not None and (place.cycle, place.instrument) in country.rated_by(second=place.second)
    return there and place.instrument in workspace.instruments


def _none() -> Place:
    raise RefusedError(404)
