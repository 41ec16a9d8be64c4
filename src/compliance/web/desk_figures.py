"""Figures of indicators on the desk: those of a country with their flags, one added or corrected as an import does it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

from starlette.responses import Response

from compliance.authoring.figures import Brought, brought, write
from compliance.indicators.additions import FILE, Addition, Take, read_figures, row_digest, row_of
from compliance.indicators.project import FOLDER, Project
from compliance.indicators.statistics import plain_number
from compliance.inputs import Inputs
from compliance.language import N_, _
from compliance.model.statistics import Confidence, Series
from compliance.numerals import typed_number
from compliance.problems import Position, Problem, serious
from compliance.queries.request import units_of
from compliance.report.excel.answers import unfit
from compliance.report.excel.request import ANSWERS, QUALIFIERS, SCOPES
from compliance.screens.work.desk_figures import FigurePage, FiguresPage, by_series
from compliance.screens.work.desk_form import Dispute, Form, FormField
from compliance.screens.work.parts import Tab, href
from compliance.web.desk import above, called, done, sentence
from compliance.web.routes import Asked, RefusedError, Route, away, show
from compliance.web.writing import writing_figures
from compliance.workspace import Workspace

FIRST_YEAR = 1950
"""The first year of which a figure can be chosen."""
HINTS: Mapping[str, str] = {
    "value": N_("The figure alone, in digits. A figure that is missing is no zero: leave it out."),
    "scope": N_("Whether it covers the country in the whole year. Whatever covers less is kept, set aside."),
    "scope_detail": N_("What it covers exactly, where that is less than the country in the whole year."),
    "qualifier": N_("Nothing where the source gives it exactly."),
    "source": N_("Who published it, and through whom it was seen."),
    "url": N_("Where it was seen."),
    "note": N_("What the source adds: a part of it, a change in how it counts."),
    "confidence": N_("Seen in the source, or only recalled."),
}
FORM = "form"
NO_PROBLEMS: Mapping[str, tuple[str, ...]] = {}
TAKES: Mapping[str, Take] = {"mine": "theirs", "theirs": "ours"}
"""What is decided of two figures: a merge speaks from the side of the file."""


def planned(asked: Asked) -> tuple[str, Project]:
    """The country of the address, and the project; RefusedError where there is none."""
    country, here = asked.part("country"), asked.state.now.project
    if country not in asked.workspace.countries or here is None:
        raise RefusedError(404, _("The folder has no indicators.") if here is None else "")
    return country, here


def _figures(asked: Asked) -> Response:
    """The figures of a country, or the way to the form of the one that was chosen."""
    country, here = planned(asked)
    series, year, errors = asked.query("series"), asked.query("year"), tuple[str, ...]()
    if series or year:
        if _series(here, series) and _is_year(year):
            return away("desk", country, "figures", series, year)
        errors = (_("Choose a series of the register, and a year that has begun."),)
    name = called(asked.workspace, country)
    page = FiguresPage(
        heading=_("%(name)s, figures of indicators") % {"name": name},
        country=country,
        series=tuple(by_series(here, country)),
        known=here.statistics.register.series,
        years=(FIRST_YEAR, date.today().year),
        crumbs=above(asked, country),
        errors=errors,
        done=done(asked),
    )
    return show(asked, page, 422 if errors else 200)


def _series(here: Project, id_: str) -> Series | None:
    return next((each for each in here.statistics.register.series if each.id == id_), None)


def _is_year(text: str) -> bool:
    return bool(re.fullmatch("[0-9]{4}", text)) and FIRST_YEAR <= int(text) <= date.today().year


def _named(asked: Asked) -> tuple[str, Project, Series, int]:
    """Which figure the address names; RefusedError where there can be none."""
    country, here = planned(asked)
    series, year = _series(here, asked.part("series")), asked.part("year")
    if series is None or not _is_year(year):
        raise RefusedError(404)
    return country, here, series, int(year)


def _page(asked: Asked, form: Form | None = None) -> FigurePage:
    country, here, series, year = _named(asked)
    rows = [row for row in here.statistics.by_country.get(country, ()) if (row.series, row.year) == (series.id, year)]
    wanting = (each.id for each in here.logframe.indicators if series.id in each.series)
    return FigurePage(
        heading=f"{called(asked.workspace, country)}, {series.name}, {year}",
        series=series,
        indicators=", ".join(wanting),
        rows=tuple(rows),
        form=form or _form(asked, _on_file(asked)),
        findings=tuple(
            sentence(problem)
            for problem in asked.state.problems
            if problem.at.path == FILE and problem.at.line in {row.line for row in rows}
        ),
        crumbs=above(asked, country, Tab(_("Figures"), href("desk", country, "figures"))),
        done=done(asked),
    )


def _on_file(asked: Asked) -> Mapping[str, str]:
    """The row in use, by column; empty where there is none."""
    key = tuple(asked.part(name) for name in ("country", "year", "series"))
    rows = (row.cells for row in read_figures(asked.server.root).rows)
    mine = [cells for cells in rows if tuple(cells.get(name) for name in ("country", "year", "series")) == key]
    return next((cells for cells in mine if cells.get("used") == "yes"), {})


def _form(
    asked: Asked,
    values: Mapping[str, str],
    problems: Mapping[str, tuple[str, ...]] = NO_PROBLEMS,
    result: Brought | None = None,
) -> Form:
    """The form of a figure; what it corrects is known by the row that it showed."""
    conflicts = result.figures.conflicts if result else ()
    theirs = next((Dispute(base=None, theirs=each.ours, by="", decides="take.value") for each in conflicts), None)
    country, _here, series, _year = _named(asked)
    sent = asked.request.method == "POST"
    on_file = asked.text("corrects") if sent else row_digest(values) if values else ""
    kinds = {"unit": "choice", "scope": "choice", "qualifier": "choice", "source": "long", "note": "long"}
    offered = choices(asked.workspace, country, series)
    fields = [
        FormField(
            name=f"f.{name}",
            label=_(label),
            value=values.get(name, "national" if name == "scope" else ""),
            hint=_(HINTS.get(name, "")),
            kind=kinds.get(name, "text"),
            choices=offered.get(name, ()),
            problems=problems.get(name, ()),
            dispute=theirs if name == "value" else None,
            required=name in ("value", "unit", "source"),
        )
        for name, label in {**ANSWERS, "confidence": N_("How it is known")}.items()
    ]
    requests = _requests(asked, country, series)
    if requests:
        hint = _("Where an institution sent it: the request then knows that it came back.")
        chosen = asked.text("f.request")
        fields.append(
            FormField(name="f.request", label=_("Answers the request"), value=chosen, hint=hint, choices=requests)
        )
    known = {field.name.removeprefix("f.") for field in fields}
    return Form(
        action=asked.request.url.path,
        fields=tuple(fields),
        hidden=(("corrects", on_file),),
        button=_("Correct it") if on_file else _("Add it"),
        errors=tuple(text for name, texts in problems.items() if name not in known for text in texts),
    )


def choices(workspace: Workspace, country: str, series: Series) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What can be chosen of a figure, by column: the word of the file, and what is shown."""
    jurisdiction = workspace.jurisdiction(country)
    return {
        "unit": tuple((unit, unit) for unit in units_of(series, jurisdiction.currency if jurisdiction else None)),
        "scope": tuple((word, _(text)) for word, text in SCOPES.items()),
        "qualifier": tuple((word, _(text)) for word, text in QUALIFIERS.items()),
        "confidence": tuple((word, word) for word in get_args(Confidence)),
    }


def _save(asked: Asked) -> Response:
    country, _here, series, year = _named(asked)
    typed = {name: asked.line(f"f.{name}") for name in (*ANSWERS, "confidence")}
    addition = _addition(asked, country, series, year, typed)
    problems = dict(unfit_in(addition))
    result: Brought | None = None
    changed = False
    with writing_figures(asked, country, "import-figures") as inputs:
        here = clean(asked, inputs)
        if not problems:
            by, take = asked.actor.name, TAKES.get(asked.text("take.value"))
            result = brought(inputs.workspace, here, (addition,), by=by, on=date.today(), take=take)
            changed = result.is_sound and write(inputs.workspace.root, result)
    if result is None or not result.is_sound:
        problems |= by_field(serious(result.problems)) if result else {}
        form = _form(asked, typed, problems, result)
        return show(asked, _page(asked, form), 422 if problems else 409)
    return away("desk", country, "figures", series.id, str(year), done="saved" if changed else "unchanged")


def clean(asked: Asked, inputs: Inputs) -> Project:
    """The project; RefusedError where anything is wrong in its folder, on which a figure would be tried."""
    wrong = serious(asked.server.living.state().problems)
    if inputs.project is None or any(problem.at.path.startswith(f"{FOLDER}/") for problem in wrong):
        raise RefusedError(409, _("There are problems in the folder of indicators: mend them first."))
    return inputs.project


def _addition(asked: Asked, country: str, series: Series, year: int, typed: Mapping[str, str]) -> Addition:
    cells = {name: text for name, text in typed.items() if text}
    if value := cells.get("value"):
        cells["value"] = typed_number(value, asked.language) or plain_number(value) or value
    places = {name: Position(FORM, cell=name) for name in (*ANSWERS, "confidence", "series", "year")}
    chosen = asked.text("f.request")
    return Addition(
        request=chosen if chosen in dict(_requests(asked, country, series)) else "",
        cells=row_of(country, {"series": series.id, "year": str(year), **cells}),
        places=places,
        corrects=asked.text("corrects"),
    )


def _requests(asked: Asked, country: str, series: Series) -> tuple[tuple[str, str], ...]:
    """The requests on file that a figure of a series can answer, and what each is called."""
    here = asked.state.now.project
    return tuple(
        (each.id, f"{each.id}, {each.institution}")
        for each in (here.requests.requests if here else ())
        if each.country == country and series.id in each.series
    )


def unfit_in(addition: Addition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What cannot stand in a table, by field."""
    for name, text in addition.cells.items():
        if name in addition.places and name != "value" and (problem := unfit(text, addition.places[name])):
            yield name, (sentence(problem),)


def by_field(problems: tuple[Problem, ...]) -> dict[str, tuple[str, ...]]:
    """Problems in sentences, by the field in which each stands."""
    fields: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        fields[problem.at.cell] = (*fields.get(problem.at.cell, ()), sentence(problem))
    return fields


_AT = "/desk/{country}/figures/"
ROUTES = (
    Route("GET", _AT, "import-figures", _figures),
    Route("GET", f"{_AT}{{series}}/{{year}}/", "import-figures", _page),
    Route("POST", f"{_AT}{{series}}/{{year}}/", "import-figures", _save),
)
