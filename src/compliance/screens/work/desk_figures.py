"""Figures of indicators in forms, and the requests for those that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from compliance import figures
from compliance.indicators.project import Project
from compliance.language import N_, NAMES, _, ngettext
from compliance.model.requests import Request
from compliance.model.statistics import Observation
from compliance.queries.request import DataRequest
from compliance.screens.work.desk_form import Form
from compliance.screens.work.parts import Tab, WorkPage, href

State = Literal["waiting", "overdue", "returned"]
STATES = {"waiting": N_("waiting"), "overdue": N_("overdue"), "returned": N_("returned")}
GLYPHS = {"waiting": "○", "overdue": "▼", "returned": "✓"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure on file."""

    year: int
    figure: str
    flags: tuple[str, ...]
    """How exact it is, what it covers, how it is known."""
    used: bool
    source: str
    url: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class SeriesRows:
    """The figures of a series."""

    id: str
    name: str
    unit: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage(WorkPage):
    """The figures of a country."""

    heading: str
    place: str
    series: tuple[SeriesRows, ...]
    known: tuple[tuple[str, str], ...]
    """Every series: id and name."""
    years: tuple[int, int]
    """The first and the last year that can be chosen."""
    crumbs: tuple[Tab, ...]
    errors: tuple[str, ...]
    done: str
    requests: str

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage(WorkPage):
    """The figure of a series and a year, to be added or corrected."""

    heading: str
    series: str
    definition: str
    indicators: str
    rows: tuple[FigureRow, ...]
    form: Form
    findings: tuple[str, ...]
    crumbs: tuple[Tab, ...]
    done: str

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request that is on file."""

    id: str
    institution: str
    state: State
    contact: str
    sent: str
    due: str
    """The day as a form has it."""
    due_words: str
    years: str
    series: tuple[str, ...]
    came: str
    """What came back, in words."""
    place: str
    ways: tuple[Tab, ...]

    @property
    def word(self) -> str:
        """The state with its glyph."""
        return " ".join((GLYPHS[self.state], _(STATES[self.state])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An institution, and how much is missing that it may have."""

    institution: str
    name: str
    figures: int
    contact: str
    again: str
    """The id of the request that is sent anew; empty where it is a new one."""
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsPage(WorkPage):
    """The requests to the institutions of a country."""

    heading: str
    place: str
    requests: tuple[RequestRow, ...]
    owed: tuple[Owed, ...]
    missing: int
    first: int
    last: int
    due: str
    language: str
    languages: tuple[tuple[str, str], ...]
    workbook: str
    """The address of the workbook that asks for what is on file; empty where nothing waits."""
    crumbs: tuple[Tab, ...]
    errors: tuple[str, ...]
    done: str
    commands: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


def figure_row(country: str, row: Observation) -> FigureRow:
    """A figure on file with what is said of it."""
    covers = f"{row.scope}: {row.scope_detail}" if row.scope_detail else row.scope
    flags = (*row.qualifier, *(() if row.scope == "national" else (covers,)))
    return FigureRow(
        year=row.year,
        figure=f"{row.written} {row.unit}",
        flags=(*flags, *(() if row.confidence == "verified" else (row.confidence,))),
        used=row.used,
        source=row.source,
        url=row.url or "",
        note=row.note or "",
        href=href("desk", country, "figures", row.series, str(row.year)),
    )


def by_series(project: Project, country: str) -> Iterator[SeriesRows]:
    """The figures of a country by series, in the order of the register."""
    order = {series.id: place for place, series in enumerate(project.statistics.register.series)}
    rows = [row for row in project.statistics.by_country.get(country, ()) if row.series in order]
    rows.sort(key=lambda row: (order[row.series], row.year, not row.used))
    register = project.statistics.register.series
    for id_, mine in groupby(rows, key=lambda row: row.series):
        series = register[order[id_]]
        yield SeriesRows(id_, series.name, ", ".join(series.unit), tuple(figure_row(country, row) for row in mine))


def request_row(request: Request, today: date, ways: tuple[Tab, ...]) -> RequestRow:
    """A request on file with what became of it."""
    late = request.due is not None and request.due < today
    state: State = "returned" if request.is_returned else "overdue" if late else "waiting"
    return RequestRow(
        id=request.id,
        institution=request.institution,
        state=state,
        contact=request.contact or "",
        sent=figures.day(request.sent),
        due=request.due.isoformat() if request.due else "",
        due_words=figures.day(request.due) if request.due else "",
        years=f"{min(request.years)}–{max(request.years)}" if request.years else "",
        series=request.series,
        came=_came(request),
        place=href("desk", request.country, "requests", request.institution),
        ways=ways,
    )


def _came(request: Request) -> str:
    """What came back to a request."""
    if not request.is_returned:
        return ""
    returned = len({(each.series, each.year) for back in request.returns for each in back.figures})
    without = len({(each.series, each.year) for back in request.returns for each in back.without})
    text = ngettext("%(num)s figure", "%(num)s figures", returned) % {"num": figures.number(returned)}
    none = ngettext("%(num)s without one", "%(num)s without one", without) % {"num": figures.number(without)}
    day = figures.day(request.returns[-1].on)
    return _("%(day)s: %(figures)s") % {"day": day, "figures": f"{text}, {none}" if without else text}


def owed(wanted: DataRequest, ticked: Iterable[str] | None, contacts: dict[str, str]) -> tuple[Owed, ...]:
    """Who may have the figures that are missing, the one of most figures first; everybody is ticked at first."""
    chosen = None if ticked is None else {*ticked}
    return tuple(
        Owed(
            institution=each.request.institution,
            name=each.name,
            figures=len(each.figures),
            contact=contacts.get(each.request.institution, each.request.contact or ""),
            again=each.request.id,
            ticked=chosen is None or each.request.institution in chosen,
        )
        for each in wanted.institutions
    )


def language_choices(tags: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The languages in which a request can be written."""
    return tuple((tag, NAMES[tag]) for tag in tags if tag in NAMES)
