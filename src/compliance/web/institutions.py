"""Requests for figures that an institution fills in in the browser: by a link, without an account, and once.

The key of the link opens one request and nothing else; it can be looked at and kept as a draft until it is sent, and then it is
spent. What was sent waits beside the folder until somebody who may take figures in does so, under their own name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from starlette.responses import Response

from compliance import language
from compliance.authoring.figures import Brought, brought, write
from compliance.catalogues import locale
from compliance.indicators.additions import Addition, NoFigure, Take, row_of
from compliance.indicators.project import Project
from compliance.indicators.statistics import plain_number
from compliance.inputs import Inputs
from compliance.language import N_, _, speaking
from compliance.model.requests import Request
from compliance.numerals import typed_number
from compliance.problems import Position, serious
from compliance.queries.request import AskedFigure, Asking, data_request
from compliance.report.excel.request import ANSWERS
from compliance.screens.work.desk_form import FormField
from compliance.screens.work.institution import FigureBlock, InstitutionPage, ReplyPage, SentPage
from compliance.screens.work.parts import href
from compliance.web.desk import above, called, done
from compliance.web.desk_figures import FORM, HINTS, by_field, choices, clean, planned, unfit_in
from compliance.web.routes import Asked, RefusedError, Route, away, link_of, minute, show
from compliance.web.store import DAY, Store
from compliance.web.writing import writing_figures

KIND = "request"
GOOD = 60 * DAY
"""Seconds for which a link is good."""
FIRST = ("value", "unit", "note")
"""The columns that are always shown; the others are folded."""
SPENT = N_("The link is used, withdrawn or too old. Ask whoever sent it for another one.")
LONGEST = 500
"""Signs of a name, or of a source for all."""
TAKES: Mapping[str, Take] = {"theirs": "theirs", "ours": "ours"}


class _Opened(NamedTuple):
    """A request that a key opens, with what it still asks for."""

    request: Request
    figures: tuple[AskedFigure, ...]
    inputs: Inputs
    project: Project
    name: str
    institution: str


def _store(asked: Asked) -> Store:
    if asked.server.store is None:
        raise RefusedError(404)
    return asked.server.store


def _opened(asked: Asked) -> _Opened:
    """The request of the link; RefusedError where the key is spent, withdrawn or too old."""
    about = _store(asked).offered(KIND, asked.part("key"))
    opened = _of(asked.state.now, about) if about else None
    if opened is None:
        raise RefusedError(404, _(SPENT))
    return opened


def _of(inputs: Inputs, id_: str) -> _Opened | None:
    """A request on file with what it still asks for."""
    here = inputs.project
    request = next((each for each in here.requests.requests if each.id == id_), None) if here else None
    if here is None or request is None:
        return None
    years = range(min(request.years), max(request.years) + 1)
    asking = Asking(by=request.by, language=request.language, contacts={})
    wanted = data_request(inputs, here, request.country, years, on=date.today(), asking=asking)
    mine = [each for each in wanted.institutions if each.request.institution == request.institution]
    figures = tuple(figure for each in mine for figure in each.figures if figure.series.id in request.series)
    institution = mine[0].name if mine else request.institution
    return _Opened(request, figures, inputs, here, wanted.name, institution)


def fill_in(asked: Asked) -> Response:
    """The request, with what was kept as a draft."""
    opened = _opened(asked)
    kept = _store(asked).reply(opened.request.id)
    typed = _typed_in(kept.data) if kept else {}
    with speaking(locale(opened.request.language)):
        return show(asked, _page(asked, opened, typed, {}, minute(kept.at) if kept else ""))


def _typed_in(data: str) -> dict[str, str]:
    return {str(name): str(text) for name, text in json.loads(data).items()}


def _page(
    asked: Asked, opened: _Opened, typed: Mapping[str, str], problems: Mapping[str, tuple[str, ...]], kept: str = ""
) -> InstitutionPage:
    request = opened.request
    return InstitutionPage(
        institution=opened.institution,
        country=opened.name,
        project=opened.project.logframe.title,
        due=language.day(request.due) if request.due else "",
        action=href("request", asked.part("key")),
        by=typed.get("by", ""),
        source=typed.get("source", ""),
        blocks=tuple(_block(opened, figure, typed, problems) for figure in opened.figures),
        errors=problems.get("", ()),
        kept=kept,
    )


def _block(
    opened: _Opened, figure: AskedFigure, typed: Mapping[str, str], problems: Mapping[str, tuple[str, ...]]
) -> FigureBlock:
    names = {name: _field(figure.series.id, figure.year, name) for name in ANSWERS}
    offered = choices(opened.inputs.workspace, opened.request.country, figure.series)
    usual = {"scope": "national", "unit": figure.units[0] if len(figure.units) == 1 else ""}
    fields = {
        name: FormField(
            name=names[name],
            label=_(label),
            value=typed.get(names[name], usual.get(name, "")),
            hint=_(HINTS.get(name, "")),
            kind="choice" if name in offered else "long" if name == "note" else "text",
            choices=offered.get(name, ()),
            problems=problems.get(names[name], ()),
        )
        for name, label in ANSWERS.items()
    }
    return FigureBlock(
        of=figure,
        first=tuple(fields[name] for name in FIRST),
        more=tuple(field for name, field in fields.items() if name not in FIRST),
    )


def sent(asked: Asked) -> Response:
    """Keeps what was typed as a draft, or sends it, which spends the link."""
    opened, store, key = _opened(asked), _store(asked), asked.part("key")
    figures = (_field(figure.series.id, figure.year, name) for figure in opened.figures for name in ANSWERS)
    typed = {name: asked.text(name) for name in ("by", "source", *figures) if asked.text(name)}
    data = json.dumps(typed, ensure_ascii=False)
    with speaking(locale(opened.request.language)):
        problems = {} if asked.text("keep") else _problems(opened, typed)
        if asked.text("keep") or problems:
            store.keep_reply(opened.request.id, typed.get("by", ""), data)
            return show(asked, _page(asked, opened, typed, problems), 422) if problems else away(KIND, key)
        # Spent in the same transaction: of two who send at once, one is heard.
        if not store.keep_reply(opened.request.id, typed["by"], data, spends=key):
            raise RefusedError(404, _(SPENT))
        return show(asked, SentPage(institution=opened.institution))


def _field(series: str, year: int | str, name: str) -> str:
    """The name of a field in the form; of what is asked for, that of the figure."""
    return f"v.{series}.{year}.{name if name in ANSWERS else 'value'}"


def _problems(opened: _Opened, typed: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What is wrong with what was typed, by the name of the field; under the empty name what belongs to none."""
    problems: dict[str, tuple[str, ...]] = {}
    if not typed.get("by", "").strip():
        problems[""] = (_("Say who filled it in: name and post."),)
    if any(len(typed.get(name, "")) > LONGEST for name in ("by", "source")):
        problems[""] = (_("Name and source have at most %(count)s signs.") % {"count": LONGEST},)
    if not any(name.endswith((".value", ".note")) for name in typed):
        nothing = _("Nothing is filled in yet: a figure, or in its note why there is none.")
        problems[""] = (*problems.get("", ()), nothing)
    for addition in _additions(opened, typed):
        problems |= {addition.places[name].cell or "": texts for name, texts in unfit_in(addition)}
    if not problems:
        result = _brought(opened, typed, by=opened.request.by, take="theirs")
        problems |= by_field(serious(result.problems))
    return problems


def _additions(opened: _Opened, typed: Mapping[str, str]) -> tuple[Addition, ...]:
    """The rows that figures amount to; one with a note alone is none."""
    return tuple(
        Addition(
            request=opened.request.id,
            cells=row_of(opened.request.country, cells),
            places={
                name: Position(FORM, cell=_field(cells["series"], cells["year"], name))
                for name in (*ANSWERS, "series", "year")
            },
        )
        for cells in _rows(opened, typed)
        if "value" in cells
    )


def _rows(opened: _Opened, typed: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What was typed of each figure, by column; the source for all where a row has none."""
    for figure in opened.figures:
        id_, year = figure.series.id, figure.year
        cells = {name: " ".join(typed.get(_field(id_, year, name), "").split()) for name in ANSWERS}
        if value := cells["value"]:
            cells["value"] = typed_number(value, opened.request.language) or plain_number(value) or value
            cells["source"] = cells["source"] or " ".join(typed.get("source", "").split())
        kept = {name: text for name, text in cells.items() if text}
        if "value" in kept or "note" in kept:
            yield {**kept, "series": id_, "year": str(year)}


def _brought(opened: _Opened, typed: Mapping[str, str], *, by: str, take: Take | None) -> Brought:
    """What comes of it; nothing is written."""
    without = tuple(
        NoFigure(opened.request.id, cells["series"], cells["year"], cells["note"])
        for cells in _rows(opened, typed)
        if "value" not in cells
    )
    rows, workspace = _additions(opened, typed), opened.inputs.workspace
    return brought(workspace, opened.project, rows, without, by=by, on=date.today(), take=take)


# On the desk.


def _mine(asked: Asked, inputs: Inputs | None = None) -> _Opened:
    """The last request to an institution; RefusedError where there is none."""
    country, here = planned(asked)
    to = country, asked.part("institution")
    mine = [each for each in here.requests.requests if (each.country, each.institution) == to]
    opened = _of(inputs or asked.state.now, mine[-1].id) if mine else None
    if opened is None:
        raise RefusedError(404)
    return opened


def request(asked: Asked) -> ReplyPage:
    """A request: its link, and what came back."""
    return _desk_page(asked, _mine(asked))


def _desk_page(
    asked: Asked, opened: _Opened, *, link: str = "", errors: tuple[str, ...] = (), result: Brought | None = None
) -> ReplyPage:
    store, id_ = asked.server.store, opened.request.id
    reply = store.reply(id_) if store else None
    until = store.open_offers(KIND).get(id_) if store else None
    typed = _typed_in(reply.data) if reply else {}
    conflicts = result.figures.conflicts if result else ()
    return ReplyPage(
        heading=_("%(name)s, %(institution)s")
        % {"name": called(asked.workspace, opened.request.country), "institution": opened.request.institution},
        place=href("desk", opened.request.country, "requests", opened.request.institution),
        links=store is not None,
        link=link,
        until=language.day(datetime.fromtimestamp(until, UTC).date()) if until else "",
        by=reply.by if reply else "",
        at=minute(reply.at) if reply else "",
        draft=reply is not None and not reply.sent,
        figures=tuple(_shown(cells) for cells in _rows(opened, typed)) if reply and reply.sent else (),
        errors=errors,
        conflicts=tuple((" ".join(each.theirs.key), each.theirs.figure, str(each.ours)) for each in conflicts),
        crumbs=above(asked, opened.request.country),
        done=done(asked),
    )


def _shown(cells: Mapping[str, str]) -> tuple[str, str, str, str]:
    figure = f"{cells['value']} {cells.get('unit', '')}".strip() if "value" in cells else _("no figure")
    words = "; ".join(text for name, text in cells.items() if name not in ("series", "year", "value", "unit"))
    return cells["series"], cells["year"], figure, words


def linked(asked: Asked) -> ReplyPage:
    """Makes a link, which is shown once; an earlier one is good no more."""
    opened = _mine(asked)
    key = _store(asked).offer(KIND, opened.request.id, GOOD)
    return _desk_page(asked, opened, link=link_of(asked, KIND, key))


def withdrawn(asked: Asked) -> Response:
    """Makes the link good no more."""
    _store(asked).withdraw(KIND, _mine(asked).request.id)
    return away("desk", asked.part("country"), "requests", asked.part("institution"))


def taken(asked: Asked) -> Response:
    """Takes in what came back, under the name of whoever does it; another figure on file is decided first."""
    country, store = asked.part("country"), _store(asked)
    with writing_figures(asked, country, "import-figures") as inputs:
        clean(asked, inputs)
        opened = _mine(asked, inputs)
        reply = store.reply(opened.request.id)
        if reply is None or not reply.sent:
            raise RefusedError(409, _("Nothing came back that could be taken in."))
        typed = _typed_in(reply.data)
        result = _brought(opened, typed, by=asked.actor.name, take=TAKES.get(asked.text("take")))
        if result.is_sound:
            write(inputs.workspace.root, result)
            store.forget_reply(opened.request.id)
            return away("desk", country, "requests", asked.part("institution"), done="taken")
    errors = tuple(f"{problem.what}." for problem in serious(result.problems))
    return show(asked, _desk_page(asked, opened, errors=errors, result=result), 422 if errors else 409)


def aside(asked: Asked) -> Response:
    """Puts what came back aside: nothing of it is taken in."""
    _store(asked).forget_reply(_mine(asked).request.id)
    return away("desk", asked.part("country"), "requests", asked.part("institution"), done="aside")


_AT = "/desk/{country}/requests/{institution}/"
ROUTES = (
    Route("GET", "/request/{key}/", "open", fill_in),
    Route("POST", "/request/{key}/", "open", sent),
    Route("GET", _AT, "request-figures", request),
    Route("POST", f"{_AT}link/", "request-figures", linked),
    Route("POST", f"{_AT}withdraw/", "request-figures", withdrawn),
    Route("POST", f"{_AT}take/", "import-figures", taken),
    Route("POST", f"{_AT}aside/", "import-figures", aside),
)
