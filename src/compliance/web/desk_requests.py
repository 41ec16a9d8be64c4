"""Requests for figures on the desk: who was asked for what, what came back, who is asked next and by when."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from starlette.responses import Response

from compliance.authoring.figures import keep_requests, with_due, with_sent
from compliance.catalogues import locale
from compliance.indicators.project import Project
from compliance.indicators.requests import read_requests
from compliance.inputs import Inputs
from compliance.language import CLDR, _, speaking
from compliance.model.requests import Request
from compliance.queries.request import Asking, DataRequest, data_request
from compliance.report.excel.request import request_workbook
from compliance.screens.work.desk_figures import RequestsPage
from compliance.web.desk import above, called, day_of, done
from compliance.web.desk_figures import FIRST_YEAR, clean, planned
from compliance.web.routes import XLSX, Asked, RefusedError, Route, attached, away, show
from compliance.web.writing import writing_figures

WINDOW = 3
"""So many years are asked about where nobody says otherwise: the last that have ended."""
LONGEST_CONTACT = 200


def _page(asked: Asked, errors: tuple[str, ...] = (), *, typed: bool = False) -> RequestsPage:
    """The requests of a country, and what can be asked for; with `typed`, as the form that asks was filled in."""
    country, here = planned(asked)
    years, wrong = _years(asked.text("first") or asked.query("first"), asked.text("last") or asked.query("last"))
    wanted = _wanted(asked, country, here, years)
    mine = [each for each in here.requests.requests if each.country == country]
    return RequestsPage(
        heading=_("%(name)s, data requests") % {"name": called(asked.workspace, country)},
        country=country,
        today=date.today(),
        requests=tuple(reversed(mine)),
        wanted=wanted,
        ticked=asked.texts("institution") if typed else None,
        contacts=_contacts(asked),
        due=asked.text("due") if typed else "",
        language=(asked.text("language") if typed else "") or wanted.language,
        crumbs=above(asked, country),
        errors=(*wrong, *errors),
        done=done(asked),
    )


def _years(first: str, last: str) -> tuple[range, tuple[str, ...]]:
    """The years that are asked about, and a sentence where what was typed are none."""
    end = date.today().year - 1
    usual = range(end - WINDOW + 1, end + 1)
    if not first and not last:
        return usual, ()
    named = [int(text) for text in (first, last) if re.fullmatch("[0-9]{4}", text)]
    if len(named) != len((first, last)) or not FIRST_YEAR <= named[0] <= named[1] <= end:
        return usual, (_("Ask about years that have ended, the first before the last."),)
    return range(named[0], named[1] + 1), ()


def _wanted(asked: Asked, country: str, here: Project, years: range, asking: Asking | None = None) -> DataRequest:
    by = asking or Asking(by=asked.actor.name, contacts={})
    return data_request(asked.server.living.state().now, here, country, years, on=date.today(), asking=by)


def _contacts(asked: Asked) -> dict[str, str]:
    """Whom to ask, by institution, as typed."""
    names = {name.removeprefix("name."): str(value) for name, value in asked.fields.items() if name.startswith("name.")}
    typed = {institution: asked.line(f"contact.{n}") for n, institution in names.items()}
    return {institution: contact for institution, contact in typed.items() if contact}


def _ask(asked: Asked) -> Response:
    """Keeps a request to each institution that is ticked; one to which nothing came back is sent anew."""
    country = asked.part("country")
    ticked, due, language = asked.texts("institution"), asked.text("due"), asked.text("language")
    years, wrong = _years(asked.text("first"), asked.text("last"))
    with writing_figures(asked, country, "request-figures") as inputs:
        here = clean(asked, inputs)
        day, contacts = day_of(due), _contacts(asked)
        errors = (*wrong, *_against(due, day, language, ticked, contacts))
        asking = Asking(by=asked.actor.name, due=day, language=language, contacts=contacts)  # type: ignore[arg-type]  # one of the choices, or refused
        if not errors:
            wanted = _wanted(asked, country, here, years, asking)
            chosen = [each.request for each in wanted.institutions if each.request.institution in ticked]
            changed = _keep(inputs, chosen)
    if errors:
        return show(asked, _page(asked, errors, typed=True), 422)
    window = {"first": str(years.start), "last": str(years.stop - 1)}
    return away("desk", country, "requests", done="asked" if changed else "unchanged", **window)


def _against(due: str, day: date | None, language: str, ticked: tuple[str, ...], contacts: dict[str, str]) -> list[str]:
    wrong = []
    if due and (day is None or day < date.today()):
        wrong.append(_("An answer is due on a day that has not passed."))
    if language not in CLDR:
        wrong.append(_("Choose a language of the list."))
    if not ticked:
        wrong.append(_("Tick at least one institution."))
    if any(len(contact) > LONGEST_CONTACT or not contact.isprintable() for contact in contacts.values()):
        wrong.append(_("A contact is a name and an address on one line."))
    return wrong


def _keep(inputs: Inputs, sent: list[Request]) -> bool:
    """Writes requests into the file; whether anything changed."""
    root = inputs.workspace.root
    document, requests, _wrong = read_requests(root)
    text = with_sent(document, requests, sent)
    if not sent or (document and text == document.text):
        return False
    keep_requests(root, document, text)
    return True


def _due(asked: Asked) -> Response:
    """Sets by when the last request to an institution is due, and whom it goes to."""
    country, institution = asked.part("country"), asked.part("institution")
    due, contact = asked.text("due"), asked.line("contact")
    day = day_of(due)
    with writing_figures(asked, country, "request-figures") as inputs:
        clean(asked, inputs)
        document, requests, _wrong = read_requests(inputs.workspace.root)
        mine = [each for each in requests.requests if (each.country, each.institution) == (country, institution)]
        if document is None or not mine:
            raise RefusedError(404)
        errors = _against(due, day, mine[-1].language, (institution,), {institution: contact} if contact else {})
        if due and day == mine[-1].due:
            errors = [each for each in errors if each != _("An answer is due on a day that has not passed.")]
        text = document.text if errors else with_due(document, requests, mine[-1].id, due=day, contact=contact or None)
        if text != document.text:
            keep_requests(inputs.workspace.root, document, text)
    if errors:
        return show(asked, _page(asked, tuple(errors)), 422)
    return away("desk", country, "requests", done="saved" if text != document.text else "unchanged")


def _workbook(asked: Asked) -> Response:
    """The workbook of the requests on file that wait, for the years of the address."""
    country, here = planned(asked)
    years, _wrong = _years(asked.query("first"), asked.query("last"))
    wanted = _wanted(asked, country, here, years)
    waiting = {each.id: each for each in here.requests.requests if each.country == country and not each.is_returned}
    mine = tuple(
        replace(each, request=waiting[each.request.id]) for each in wanted.institutions if each.request.id in waiting
    )
    if not mine:
        raise RefusedError(404, _("No request on file waits for what is missing in these years."))
    language = mine[0].request.language
    with speaking(locale(language)):
        content = request_workbook(replace(wanted, institutions=mine, language=language))
    return attached(content, f"request-{re.sub(r'[^a-z0-9-]', '', country)}.xlsx", XLSX)


_AT = "/desk/{country}/requests/"
ROUTES = (
    Route("GET", _AT, "request-figures", _page),
    Route("POST", f"{_AT}ask/", "request-figures", _ask),
    Route("GET", f"{_AT}request.xlsx", "request-figures", _workbook),
    Route("POST", f"{_AT}{{institution}}/due/", "request-figures", _due),
)
