"""The workbook of a checklist in the browser: taken away, brought back, looked at, and only then written.

What was brought waits in memory for half an hour, for whoever brought it alone; what is written is read from it once more,
against the files as they are then.
"""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from starlette.datastructures import UploadFile
from starlette.responses import Response

from compliance.authoring import arrival
from compliance.authoring.imports import carried_out, is_as_left
from compliance.authoring.leaving import Book, damaged, open_book
from compliance.authoring.merge import Conflict, Place, Take
from compliance.authoring.remarks import Spoken
from compliance.authoring.rows import Filled
from compliance.authoring.sound import Sifted
from compliance.authoring.steps import raters_of_both
from compliance.authoring.traces import traces
from compliance.catalogues import locale
from compliance.language import NAMES, Language, _, speaking
from compliance.problems import Problem
from compliance.queries.form import form_of
from compliance.report.excel.checklist import form_workbook
from compliance.screens.work.workbook import ChangeRow, Clash, WorkbookPage
from compliance.source import digest
from compliance.web import checklists
from compliance.web.checklists import checklist_of, seen
from compliance.web.routes import XLSX, Asked, RefusedError, Route, attached, away, show
from compliance.web.writing import writing
from compliance.workspace import Workspace

WAITS = 1800.0
"""Seconds for which a workbook waits that was brought."""
MOST = 20
"""So many workbooks wait at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A workbook that waits to be written."""

    place: checklists.Place
    by: str
    name: str
    content: bytes
    since: float


def _page(asked: Asked) -> WorkbookPage:
    """The page from which a workbook is taken away, and to which it comes back."""
    place = checklist_of(asked)
    workspace = seen(asked, place.country, second=place.second)
    filed = workspace.countries[place.country].checklists[place.cycle, place.instrument]
    name = workspace.name_of(place.country, filed.value.cut_off)
    instrument = workspace.instruments[place.instrument].value.abbreviation
    return WorkbookPage(
        name=f"{name}, {instrument}, {place.cycle}",
        address=place.href("workbook"),
        languages=tuple(NAMES.items()),
        may=asked.may(place.answers, place.country),
    )


def taken(asked: Asked) -> Response:
    """The checklist as a workbook to be filled in, in the language that is asked for."""
    place = checklist_of(asked)
    workspace = seen(asked, place.country, second=place.second)
    language = asked.query("language")
    with speaking(locale(language if language in get_args(Language) else asked.language)):
        form = form_of(workspace, workspace.countries[place.country], place.cycle, place.instrument)
        content = form_workbook(form)
    name = "-".join(place.segments).replace(".second", "-second")
    return attached(content, f"{name}.xlsx", XLSX)


def brought(asked: Asked) -> Response:
    """What a workbook would change that was brought; nothing is written."""
    place = _mine(asked)
    upload = asked.fields.get("file")
    if not isinstance(upload, UploadFile) or not upload.size:
        return show(asked, replace(_page(asked), reasons=(_("Choose a workbook first."),), brought=True), 422)
    waiting = Waiting(
        place=place,
        by=asked.actor.name,
        name=_plain(upload.filename or "workbook.xlsx"),
        content=upload.file.read(),
        since=time.monotonic(),
    )
    return _looked_at(asked, waiting, {})


def written(asked: Asked) -> Response:
    """Writes a workbook that waits, as its conflicts were decided; shows it again where anything is not as it was."""
    place, waiting = _mine(asked), _waiting(asked).get(asked.text("token"))
    if waiting is None or (waiting.place, waiting.by) != (place, asked.actor.name):
        reasons = (_("The workbook does not wait here any more; bring it again."),)
        return show(asked, replace(_page(asked), reasons=reasons, brought=True), 409)
    return _looked_at(asked, waiting, asked.fields, write=True)


def _mine(asked: Asked) -> checklists.Place:
    """The checklist of the address; RefusedError where whoever asks does not answer it."""
    place = checklist_of(asked)
    if not asked.may(place.answers, place.country):
        raise RefusedError(403)
    return place


def _looked_at(asked: Asked, waiting: Waiting, fields: Mapping[str, object], *, write: bool = False) -> Response:
    """Reads a workbook against the files as they are, and writes it where that is wanted and nothing stands against it."""
    place, by = waiting.place, asked.actor.name
    with writing(asked, place.country, place.answers) as workspace:
        book, problems = _opened(waiting)
        page = replace(_page(asked), file=waiting.name, brought=True)
        why = _reasons(workspace, book, problems, place)
        if book is None or why:
            return show(asked, replace(page, reasons=why), 422)
        filled = arrival.filled_of(workspace, book)
        if why := tuple(_not_theirs(workspace, book, filled, by)):
            return show(asked, replace(page, reasons=why), 422)
        answers = arrival.brought_in(workspace, book, filled, by, {})
        if decided := _decided(answers, fields):
            answers = arrival.brought_in(workspace, book, filled, by, decided)
        if arrival.is_closed_to(workspace, book, answers, by):
            status = arrival.target_of(workspace, book.leaving).filed.value.status
            why = (_("The checklist is %(status)s; it takes no answers.") % {"status": status},)
            return show(asked, replace(page, reasons=why), 409)
        news = arrival.news_of(workspace, book, answers, by)
        wrong = (*answers.problems, *news.problems)
        if write and not wrong and not answers.conflicts:
            carried_out(workspace, book.leaving, news.texts, news.documents, by)
            _waiting(asked).pop(asked.text("token"), None)
            return away("work", *place.segments, done="brought")
        shown = replace(
            page,
            changes=tuple(_changes(answers, news.spoken)),
            added=answers.sound.added,
            clashes=tuple(_clashes(workspace, book, answers)),
            problems=tuple((problem.at.cell or "", problem.what, problem.hint or "") for problem in wrong),
            notes=tuple((note.at.cell or "", str(note.what)) for note in answers.filled.notes),
            token="" if wrong else _kept(asked, waiting),
        )
        return show(asked, shown, 422 if wrong else 409 if write else 200)


def _not_theirs(workspace: Workspace, book: Book, filled: Filled, by: str) -> Iterator[str]:
    """Why somebody does not bring the answers of a workbook, in sentences."""
    if arrival.of_somebody_else(workspace, filled, by):
        text = _("The workbook says that %(name)s answered; answers go in under the name of whoever gave them.")
        yield text % {"name": filled.by}
    yield from raters_of_both(arrival.target_of(workspace, book.leaving), by)


def _opened(waiting: Waiting) -> tuple[Book | None, tuple[Problem, ...]]:
    """The workbook, read in a process of its own from a file that nobody else can read and that goes at once."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, waiting.name)
        file.write_bytes(waiting.content)
        return open_book(file)


def _reasons(
    workspace: Workspace, book: Book | None, problems: tuple[Problem, ...], place: checklists.Place
) -> tuple[str, ...]:
    if book is None:
        return tuple(f"{problem.what}. {problem.hint or ''}".strip() for problem in problems)
    leaving = book.leaving
    mine = checklists.Place(leaving.country, leaving.cycle, leaving.instrument, leaving.second)
    if mine != place or not arrival.is_of(workspace.root, leaving):
        return (_("It is the workbook of another checklist: %(title)s.") % {"title": leaving.title},)
    if not leaving.rescued and not is_as_left(workspace, workspace.countries[place.country], book):
        problem = damaged(book.path)
        return (f"{problem.what}. {problem.hint or ''}".strip(),)
    return ()


def _changes(answers: Sifted, spoken: tuple[Spoken, ...]) -> Iterator[ChangeRow]:
    sound = answers.sound
    for change in (*sound.changes, *sound.corrections, *sound.remarks):
        place = change.place
        where = f"{place.row.partition('#')[2]} " if place.row else ""
        yield place.criterion, f"{where}{place.field}", change.old, change.new
    for each in spoken:
        yield each.criterion, _("remark of %(name)s") % {"name": each.by}, "", each.text


def _clashes(workspace: Workspace, book: Book, answers: Sifted) -> Iterator[Clash]:
    """Every field that both sides changed."""
    if not answers.conflicts:
        return
    by = traces(workspace, workspace.countries[book.leaving.country], book.leaving, answers.conflicts)
    for conflict in answers.conflicts:
        fields = tuple((values.field, values.base, values.theirs, values.ours) for values in conflict.fields)
        name = str(by[conflict.place]) if conflict.place in by else ""
        yield Clash(name=_name(conflict), seen=_shown(conflict), about=conflict.place.criterion, fields=fields, by=name)


def _name(conflict: Conflict) -> str:
    place = conflict.place
    return f"take.{place.criterion}.{place.row}.{place.field}"


def _decided(answers: Sifted, fields: Mapping[str, object]) -> Mapping[Place, Take]:
    """What was decided of conflicts, of those that were shown as they are now."""
    takes: dict[str, Take] = {"theirs": "theirs", "ours": "ours"}
    decided: dict[Place, Take] = {}
    for conflict in answers.conflicts:
        take = takes.get(str(fields.get(_name(conflict), "")))
        if take and fields.get(f"seen.{_name(conflict)}") == _shown(conflict):
            decided[conflict.place] = take
    return decided


def _shown(conflict: Conflict) -> str:
    """A digest of what stands on file of a conflict: whoever decides has seen that, and nothing newer."""
    return digest("\0".join(values.ours for values in conflict.fields))


def _waiting(asked: Asked) -> dict[str, Waiting]:
    """The workbooks that wait, without those that waited for too long."""
    kept: dict[str, Waiting] = asked.server.keep.setdefault(__name__, {})
    for token, each in tuple(kept.items()):
        if time.monotonic() - each.since > WAITS:
            kept.pop(token, None)
    return kept


def _kept(asked: Asked, waiting: Waiting) -> str:
    """Lets a workbook wait; the oldest goes where there are too many."""
    kept = _waiting(asked)
    while len(kept) >= MOST:
        kept.pop(next(iter(kept)), None)
    token = secrets.token_urlsafe(16)
    kept[token] = waiting
    return token


def _plain(name: str) -> str:
    """The name of a file without any folder, such as every disk takes it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign.isalnum() or sign in " ._-()").strip(" .")[-100:]
    return plain if plain.endswith(".xlsx") else f"{plain or 'workbook'}.xlsx"


_AT = "/work/{country}/{cycle}/{instrument}/workbook/"
ROUTES = (
    Route("GET", _AT, "read", _page),
    Route("GET", f"{_AT}file.xlsx", "read", taken),
    Route("POST", _AT, "read", brought),
    Route("POST", f"{_AT}write/", "read", written),
)
