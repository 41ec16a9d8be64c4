"""The desk of a manager: the board, what is wrong in the files with the way to mend it, and what all pages of the desk share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from starlette.responses import Response

from compliance import figures
from compliance.authoring.edit import ways as steps_at
from compliance.authoring.imports import MISSING
from compliance.authoring.people import Action, actor_of, allowed, refusal
from compliance.indicators.additions import FILE as FIGURES
from compliance.indicators.requests import FILE as REQUESTS
from compliance.language import N_, _, ngettext
from compliance.model.instrument import Instrument
from compliance.problems import Problem, printable, serious
from compliance.queries.codes import pages
from compliance.queries.deadlines import deadlines
from compliance.queries.formats import as_csv
from compliance.queries.raters import spared
from compliance.screens.work import desk as screen
from compliance.screens.work.desk import BoardPage, BoardRow
from compliance.screens.work.desk_problems import CodePage, ProblemsPage, by_file
from compliance.screens.work.parts import Tab, href
from compliance.source import Data, Document, Step, read
from compliance.tables import read_table
from compliance.view.names import in_order
from compliance.web.checklists import rates_second, works_of
from compliance.web.routes import Asked, RefusedError, Route, attached
from compliance.workspace import SECOND, Workspace

LONGEST_NOTE = 2000
"""Signs of a note; a longer text belongs into a document."""
DONE: Mapping[str, str] = {
    "submitted": N_("Submitted."),
    "returned": N_("Returned."),
    "reviewed": N_("Reviewed."),
    "adopted": N_("Adopted."),
    "assigned": N_("Assigned."),
    "sealed": N_("Sealed."),
    "saved": N_("Saved."),
    "stored": N_("Stored."),
    "unchanged": N_("Nothing changed."),
    "asked": N_("The request is on file."),
    "made": N_("Made."),
    "taken": N_("Taken in."),
    "aside": N_("Put aside."),
}
"""What the page to which somebody is led says of what they did."""
REGISTERS: Mapping[str, tuple[str, str]] = {
    "legislation.yaml": ("acts", "acts"),
    "sources.yaml": ("sources", "documents"),
}
"""The registers that have forms: the list in the file, and what addresses call it."""


def managed(asked: Asked) -> tuple[str, ...]:
    """The countries of which whoever asks is a manager, in the order of the register; RefusedError for whoever manages nothing."""
    mine = [id_ for id_ in asked.workspace.countries if asked.may("assign", id_)]
    if not mine and not asked.may("manage"):
        raise RefusedError(403)
    return in_order(asked.workspace, mine) if mine else ()


def called(workspace: Workspace, country: str) -> str:
    """What a country is called today; its id where the register does not have it."""
    return workspace.name_of(country, date.today())


def done(asked: Asked) -> str:
    """What was just done, as the address says; empty where it says nothing that is known."""
    return _(DONE.get(asked.query("done"), ""))


def above(asked: Asked, country: str, *below: Tab) -> tuple[Tab, ...]:
    """What stands above a page of a country: the desk, the latest cycle, and whatever lies between."""
    cycles = asked.workspace.countries[country].cycles()
    at = href("desk", country, cycles[-1]) if cycles else "/desk/"
    return (Tab(_("Desk"), "/desk/"), Tab(called(asked.workspace, country), at), *below)


def sentence(problem: Problem) -> str:
    """What is wrong, and what helps."""
    return printable(". ".join(filter(None, (problem.what, problem.expected, problem.hint))))


def day_of(text: str) -> date | None:
    """The day that a form sends; none where it sends none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def answering(
    workspace: Workspace, country: str, names: Iterable[str], *, second: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names as people.yaml writes them, and sentences on those who may not answer there."""
    action: Action = "import-second" if second else "import"
    mine, wrong = list[str](), list[str]()
    for name in names:
        actor = actor_of(workspace.roll, name)
        if actor is None or not name.isprintable() or len(name) > LONGEST_NOTE:
            wrong.append(_("Nobody is called “%(name)s” in people.yaml.") % {"name": name[:60]})
        elif not allowed(actor, action, country):
            wrong.append(refusal(actor, action, country))
        else:
            mine.append(actor.name)
    return tuple(dict.fromkeys(mine)), tuple(wrong)


# The board


def _board(asked: Asked) -> BoardPage:
    """Every checklist of the countries that somebody manages."""
    every, here, today = _rows(asked), asked.state.now.project, date.today()
    names = {id_: called(asked.workspace, id_) for id_ in managed(asked)}
    wrong = serious(_visible(asked)[0])
    wanting = screen.problems_found(len(wrong), len({problem.at.path for problem in wrong}))
    return screen.board(
        every,
        show=asked.query("show"),
        sort=asked.query("sort"),
        names=names,
        today=today,
        requests=screen.overdue_requests(here, names, today),
        targets=tuple(screen.unapproved(here, names)),
        waiting=(wanting, *screen.without_source(every)),
        ways=(Tab(_("Builds and downloads"), "/desk/builds/"),),
        may_start=asked.may("manage"),
    )


def _csv(asked: Asked) -> Response:
    text = as_csv(screen.CSV, screen.chosen_rows(_rows(asked), show=asked.query("show"), sort=asked.query("sort")))
    return attached(f"{text}\n", "board.csv", "text/csv; charset=utf-8")


def _rows(asked: Asked) -> tuple[BoardRow, ...]:
    wrong, seen = serious(asked.state.problems), {id_: rates_second(asked, id_) for id_ in managed(asked)}
    every = tuple(work for id_, second in seen.items() for work in works_of(asked, id_, wrong, second=second))
    dues = tuple(day for id_, second in seen.items() for day in deadlines(asked.workspace, (), (id_,), second=second))
    return tuple(screen.row_of(work, dues, date.today()) for work in every)


# What is wrong, and where it can be mended


def _problems(asked: Asked) -> ProblemsPage:
    every, hidden = _visible(asked)
    problems = by_file(every, "problem")
    return ProblemsPage(
        heading=_heading(sum(map(len, problems.values())), len(problems)),
        problems=problems,
        findings=by_file(every, "finding"),
        mend=dict(_mended(asked, every)),
        hidden=hidden,
        crumbs=(Tab(_("Desk"), "/desk/"),),
    )


def _heading(count: int, files: int) -> str:
    """How many problems there are in how many files."""
    if not count:
        return _("No problems")
    text = ngettext("%(num)s problem in %(files)s", "%(num)s problems in %(files)s", count)
    of_files = ngettext("%(num)s file", "%(num)s files", files) % {"num": figures.number(files)}
    return text % {"num": figures.number(count), "files": of_files}


def _code(asked: Asked) -> CodePage:
    code = asked.part("code")
    if code not in pages():
        raise RefusedError(404)
    crumbs = Tab(_("Desk"), "/desk/"), Tab(_("Problems"), "/desk/problems/")
    return CodePage(heading=code, text=pages()[code].partition("\n")[2], crumbs=crumbs)


def _visible(asked: Asked) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """The problems and findings that whoever asks may read, and sentences on those that are the other evaluator's.

    They are those of the countries that they manage; of what all countries share, where they manage all of them.
    """
    mine, shared = managed(asked), asked.may("manage")
    as_first, as_second = list[Problem](), list[Problem]()
    for problem in asked.state.problems:
        folder, *names = problem.at.path.split("/")
        country = names[0] if folder == "assessments" and len(names) > 1 else ""
        if country in mine or (shared and country not in asked.workspace.countries):
            (as_second if country and rates_second(asked, country) else as_first).append(problem)
    first, hidden = spared(asked.workspace, as_first)
    second, more = spared(asked.workspace, as_second, second=True)
    return tuple(sorted((*first, *second))), (*hidden, *more)


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
    lines = {row.line: row.cells for row in table.rows} if table else {}
    for problem in problems:
        cells = lines.get(problem.at.line, {})
        country, series, year = (cells.get(name, "") for name in ("country", "series", "year"))
        if country in asked.workspace.countries and series and year:
            yield problem, href("desk", country, "figures", series, year)


def _address(asked: Asked, document: Document, problem: Problem) -> str:
    """The address of the field that stands at the place of a problem; empty where there is no form for it."""
    steps = steps_at(document).get((problem.at.line, problem.at.column), ())
    steps = (*steps, problem.missing) if problem.missing else steps
    place = PurePosixPath(document.path)
    if document.path == REQUESTS:
        country = _entry(document.data, "requests", steps).get("country")
        return href("desk", country, "requests") if isinstance(country, str) else ""
    if place.name in REGISTERS and len(place.parts) == 3:
        listed, register = REGISTERS[place.name]
        id_ = _entry(document.data, listed, steps).get("id")
        field = str(steps[2]) if len(steps) > 2 else ""  # the list, the entry, the field
        at = "desk", place.parts[1], "registers", register
        return href(*at, id_, anchor=field) if isinstance(id_, str) else ""
    stem = place.stem.removesuffix(SECOND)
    if len(place.parts) == 4 and stem in asked.workspace.instruments:
        return _of_checklist(asked.workspace.instruments[stem].value, steps, problem.code, place)
    return ""


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
    match steps:
        case ("legal_basis", int(row), *rest):
            return f"b.{row}.{next((step for step in rest if isinstance(step, str)), 'act')}"
        case ():
            return f"a.{MISSING.get(code, 'rating')}"
    return f"a.{MISSING.get(code) or '.'.join(step for step in steps if isinstance(step, str))}"


ROUTES = (
    Route("GET", "/desk/", "known", _board),
    Route("GET", "/desk/board.csv", "known", _csv),
    Route("GET", "/desk/problems/", "known", _problems),
    Route("GET", "/desk/problems/{code}/", "known", _code),
)
