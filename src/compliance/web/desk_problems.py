"""What is wrong in the files: by file and code, each with the way to the field in which it can be mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from starlette.responses import Response

from compliance import figures
from compliance.authoring.edit import ways as steps_at
from compliance.authoring.imports import MISSING
from compliance.indicators.additions import FILE as FIGURES
from compliance.indicators.requests import FILE as REQUESTS
from compliance.language import _, ngettext
from compliance.model.instrument import Instrument
from compliance.problems import Problem
from compliance.queries.codes import pages
from compliance.screens.work.desk_problems import CodePage, ProblemsPage, by_file
from compliance.screens.work.parts import Tab, href
from compliance.source import Data, Document, Step, read
from compliance.tables import read_table
from compliance.web.desk_common import managed, visible
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, show
from compliance.workspace import SECOND

REGISTERS: Mapping[str, tuple[str, str]] = {
    "legislation.yaml": ("acts", "acts"),
    "sources.yaml": ("sources", "documents"),
}
"""The registers that have forms: the list in the file, and what addresses call it."""


def _problems(asked: Asked) -> Response:
    if not managed(asked) and not asked.may("manage"):
        raise RefusedError(403)
    every, hidden = visible(asked)
    problems = by_file(every, "problem")
    page = ProblemsPage(
        heading=_heading(sum(map(len, problems.values())), len(problems)),
        problems=problems,
        findings=by_file(every, "finding"),
        mend=dict(_mended(asked, every)),
        hidden=hidden,
        crumbs=(Tab(_("Desk"), "/desk/"),),
    )
    return show(asked, page)


def _heading(count: int, files: int) -> str:
    """How many problems there are in how many files."""
    if not count:
        return _("No problems")
    text = ngettext("%(num)s problem in %(files)s", "%(num)s problems in %(files)s", count)
    of_files = ngettext("%(num)s file", "%(num)s files", files) % {"num": figures.number(files)}
    return text % {"num": figures.number(count), "files": of_files}


def _code(asked: Asked) -> Response:
    """The page of a problem code."""
    code = asked.part("code")
    if code not in pages():
        raise RefusedError(404)
    text = pages()[code].partition("\n")[2]
    return show(asked, CodePage(heading=code, text=text, crumbs=_crumbs()))


def _crumbs() -> tuple[Tab, ...]:
    return (Tab(_("Desk"), "/desk/"), Tab(_("Problems"), "/desk/problems/"))


def _mended(asked: Asked, every: tuple[Problem, ...]) -> Iterator[tuple[Problem, str]]:
    """The address of the field of each problem that has one; each file is read once."""
    root = asked.server.root
    by_path: dict[str, list[Problem]] = {}
    for problem in every:
        by_path.setdefault(problem.at.path, []).append(problem)
    for path, problems in by_path.items():
        if path == FIGURES:
            yield from _in_figures(asked, problems)
        elif path.startswith("assessments/") or path == REQUESTS:
            document, _wrong = read(root, root / path) if path.endswith(".yaml") else (None, ())
            for problem in problems if document else ():
                if document and (address := _address(asked, document, problem)):
                    yield problem, address


def _in_figures(asked: Asked, problems: list[Problem]) -> Iterator[tuple[Problem, str]]:
    """The forms of figures, by their lines in the table."""
    root = asked.server.root
    table, _wrong = read_table(root, root / FIGURES)
    rows = {row.line: row.cells for row in table.rows} if table else {}
    for problem in problems:
        cells = rows.get(problem.at.line, {})
        country, series, year = (cells.get(name, "") for name in ("country", "series", "year"))
        if country in asked.workspace.countries and series and year:
            yield problem, href("desk", country, "figures", series, year)


def _address(asked: Asked, document: Document, problem: Problem) -> str:
    """The address of the field that stands at the place of a problem; empty where there is no form for it."""
    steps = steps_at(document).get((problem.at.line, problem.at.column), ())
    steps = (*steps, problem.missing) if problem.missing else steps
    place = PurePosixPath(document.path)
    if document.path == REQUESTS:
        return _of_request(document.data, steps)
    if place.name in REGISTERS and len(place.parts) == 3:
        return _of_register(document.data, steps, place.parts[1], place.name)
    stem = place.stem.removesuffix(SECOND)
    if len(place.parts) == 4 and stem in asked.workspace.instruments:
        return _of_checklist(asked.workspace.instruments[stem].value, steps, problem.code, place)
    return ""


def _of_request(data: Data, steps: tuple[Step, ...]) -> str:
    entry = _entry(data, "requests", steps)
    country = entry.get("country")
    return href("desk", country, "requests") if isinstance(country, str) else ""


def _of_register(data: Data, steps: tuple[Step, ...], country: str, name: str) -> str:
    listed, called = REGISTERS[name]
    id_ = _entry(data, listed, steps).get("id")
    field = str(steps[2]) if len(steps) > 2 else ""  # the list, the entry, the field
    return href("desk", country, "registers", called, id_, anchor=field) if isinstance(id_, str) else ""


def _entry(data: Data, listed: str, steps: tuple[Step, ...]) -> Mapping[str, Data]:
    """The entry of a list to which some steps lead; empty where they lead to none."""
    entries = data.get(listed) if isinstance(data, dict) else None
    match steps:
        case (first, int(place), *_rest) if first == listed and isinstance(entries, list) and place < len(entries):
            entry = entries[place]
            return entry if isinstance(entry, dict) else {}
    return {}


def _of_checklist(instrument: Instrument, steps: tuple[Step, ...], code: str, place: PurePosixPath) -> str:
    """The field of an answer; the page of the checklist where the place is in no answer."""
    segments = (*place.parts[1:3], place.stem)
    articles = {each.id: article.number for article in instrument.articles for each in article.criteria}
    match steps:
        case ("responses", str(id_), *rest) if id_ in articles:
            return href("work", *segments, articles[id_], anchor=_field(tuple(rest), code), c=id_)
    return href("desk", *segments)


def _field(steps: tuple[Step, ...], code: str) -> str:
    """The name of a field in the form of an answer."""
    match steps:
        case ("legal_basis", int(row), *rest):
            return f"b.{row}.{next((step for step in rest if isinstance(step, str)), 'act')}"
        case ():
            return f"a.{MISSING.get(code, 'rating')}"
    return f"a.{MISSING.get(code) or '.'.join(step for step in steps if isinstance(step, str))}"


ROUTES = (
    Route(method="GET", path="/desk/problems/", permission="known", handler=_problems),
    Route(method="GET", path="/desk/problems/{code}/", permission="known", handler=_code),
)
