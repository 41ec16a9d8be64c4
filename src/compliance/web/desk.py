"""The desk of a manager: the board, and every table of its addresses."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from compliance.problems import serious
from compliance.queries.deadlines import Deadline, deadlines
from compliance.queries.formats import as_csv
from compliance.screens.work.desk import (
    CSV,
    BoardRow,
    board,
    chosen_rows,
    overdue_requests,
    problems_found,
    row_of,
    unapproved,
    without_source,
)
from compliance.screens.work.parts import Tab
from compliance.web import (
    desk_checklist,
    desk_figures,
    desk_problems,
    desk_registers,
    desk_requests,
    desk_seal,
    desk_start,
)
from compliance.web.desk_common import called, managed, project, rates_second, visible, ways
from compliance.web.kept import works_of
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, show


def _board(asked: Asked) -> Response:
    """Every checklist of the countries that somebody manages."""
    every = _rows(asked)
    names = {id_: called(asked.workspace, id_) for id_ in managed(asked)}
    page = board(
        every,
        show=asked.query("show"),
        sort=asked.query("sort"),
        names=names,
        today=date.today(),
        requests=overdue_requests(project(asked), names, date.today()),
        targets=tuple(unapproved(project(asked), names)),
        waiting=_waiting(asked, every),
        ways=ways(),
        may_start=asked.may("manage"),
    )
    return show(asked, page)


def _waiting(asked: Asked, every: tuple[BoardRow, ...]) -> tuple[Tab, ...]:
    wrong = serious(visible(asked)[0])
    wanting = problems_found(len(wrong), len({problem.at.path for problem in wrong}))
    return (wanting, *without_source(every))


def _csv(asked: Asked) -> Response:
    """The board as a table for a spreadsheet."""
    text = as_csv(CSV, chosen_rows(_rows(asked), show=asked.query("show"), sort=asked.query("sort")))
    headers = {"Content-Disposition": 'attachment; filename="board.csv"', "Cache-Control": "no-store"}
    return Response(f"{text}\n", media_type="text/csv; charset=utf-8", headers=headers)


def _rows(asked: Asked) -> tuple[BoardRow, ...]:
    """The rows of the board; RefusedError for whoever manages nothing."""
    mine = managed(asked)
    if not mine and not asked.may("manage"):
        raise RefusedError(403)
    wrong, due = serious(asked.state.problems), _deadlines(asked, mine)
    works = (work for id_ in mine for work in works_of(asked, id_, wrong, second=rates_second(asked, id_)))
    return tuple(row_of(work, due, date.today()) for work in works)


def _deadlines(asked: Asked, countries: tuple[str, ...]) -> tuple[Deadline, ...]:
    return tuple(
        deadline
        for id_ in countries
        for deadline in deadlines(asked.workspace, (), (id_,), second=rates_second(asked, id_))
    )


ROUTES = (
    Route(method="GET", path="/desk/", permission="known", handler=_board),
    Route(method="GET", path="/desk/board.csv", permission="known", handler=_csv),
    *desk_problems.ROUTES,
    *desk_start.ROUTES,
    *desk_registers.ROUTES,
    *desk_figures.ROUTES,
    *desk_requests.ROUTES,
    *desk_seal.ROUTES,
    *desk_checklist.ROUTES,
)
