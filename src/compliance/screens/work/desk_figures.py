"""Figures of indicators in forms, and the requests for those that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from compliance import figures
from compliance.indicators.project import Project
from compliance.language import N_, _, ngettext
from compliance.model.requests import Request
from compliance.model.statistics import Observation, Series
from compliance.queries.request import DataRequest
from compliance.screens.work.desk_form import Form
from compliance.screens.work.parts import DeskPage

STATES = {"waiting": N_("waiting"), "overdue": N_("overdue"), "returned": N_("returned")}
GLYPHS = {"waiting": "○", "overdue": "▼", "returned": "✓"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage(DeskPage):
    """The figures of a country."""

    country: str
    series: tuple[tuple[Series, tuple[Observation, ...]], ...]
    """Those of which figures are on file, each with these."""
    known: tuple[Series, ...]
    """Every series of the register."""
    years: tuple[int, int]
    """The first and the last year that can be chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage(DeskPage):
    """The figure of a series and a year, to be added or corrected."""

    series: Series
    indicators: str
    """Those that need it."""
    rows: tuple[Observation, ...]
    """What is on file, what is set aside too."""
    form: Form
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsPage(DeskPage):
    """The requests to the institutions of a country."""

    country: str
    today: date
    requests: tuple[Request, ...]
    """Those on file, the latest first."""
    wanted: DataRequest
    """What is missing in the years that are asked about."""
    ticked: tuple[str, ...] | None
    """Institutions that were ticked; none before anything was sent, where all are."""
    contacts: Mapping[str, str]
    """Whom to ask, by institution, as it was typed."""
    due: str
    language: str

    @property
    def waits(self) -> bool:
        """Whether a request on file still waits for some of what is missing."""
        waiting = {each.id for each in self.requests if not each.is_returned}
        return any(each.request.id in waiting for each in self.wanted.institutions)

    @property
    def commands(self) -> tuple[str, ...]:
        """The same on the command line."""
        return (
            f"compliance indicators request {self.country} --output FILE --due DATE --by NAME",
            "compliance indicators import FILE --by NAME",
        )


def flags(row: Observation) -> tuple[str, ...]:
    """How exact a figure is, what it covers, how it is known, as far as that is not the usual."""
    covers = f"{row.scope}: {row.scope_detail}" if row.scope_detail else row.scope
    scope = () if row.scope == "national" else (covers,)
    return (*row.qualifier, *scope, *(() if row.confidence == "verified" else (row.confidence,)))


def by_series(project: Project, country: str) -> Iterator[tuple[Series, tuple[Observation, ...]]]:
    """The figures of a country by series, in the order of the register."""
    register = project.statistics.register.series
    order = {series.id: place for place, series in enumerate(register)}
    rows = [row for row in project.statistics.by_country.get(country, ()) if row.series in order]
    rows.sort(key=lambda row: (order[row.series], row.year, not row.used))
    for id_, mine in groupby(rows, key=lambda row: row.series):
        yield register[order[id_]], tuple(mine)


def state(request: Request, today: date) -> str:
    """How a request stands: one of `STATES`."""
    late = request.due is not None and request.due < today
    return "returned" if request.is_returned else "overdue" if late else "waiting"


def came(request: Request) -> str:
    """What came back to a request, in words."""
    returned = len({(each.series, each.year) for back in request.returns for each in back.figures})
    without = len({(each.series, each.year) for back in request.returns for each in back.without})
    text = ngettext("%(num)s figure", "%(num)s figures", returned) % {"num": figures.number(returned)}
    none = ngettext("%(num)s without one", "%(num)s without one", without) % {"num": figures.number(without)}
    day = figures.day(request.returns[-1].on)
    return _("%(day)s: %(figures)s") % {"day": day, "figures": f"{text}, {none}" if without else text}
