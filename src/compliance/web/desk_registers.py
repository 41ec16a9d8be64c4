"""The registers of a country on the desk: acts and documents listed, added and corrected; texts and copies stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import cast

from starlette.datastructures import UploadFile
from starlette.responses import Response

from compliance.authoring.apart import apart
from compliance.authoring.entries import Entered, Kind, entered, fields_for, texts_on_file, write
from compliance.authoring.evidence import store, store_copy, taken
from compliance.authoring.leaving import are_texts, json_in
from compliance.authoring.merge import Place, Take, Texts
from compliance.authoring.traces import of_file
from compliance.language import _
from compliance.queries.evidence import Quoted, quoted, suspicious
from compliance.screens.work.desk_form import Dispute, Form, fields_of
from compliance.screens.work.desk_registers import EntryPage, RegistersPage, about_act, about_document
from compliance.screens.work.parts import Tab, WorkPage, href
from compliance.source import digest
from compliance.web.checklists import rates_second
from compliance.web.desk import above, called, done, sentence
from compliance.web.guard import MOST
from compliance.web.routes import Asked, RefusedError, Route, away, show
from compliance.web.writing import writing
from compliance.workspace import Country, Workspace

FILES: Mapping[Kind, str] = {"acts": "legislation.yaml", "documents": "sources.yaml"}
REQUIRED: Mapping[Kind, tuple[str, ...]] = {"acts": ("short", "title", "kind"), "documents": ("id", "document")}
MEGABYTE = 1024 * 1024
NO_ENTRY = Quoted(count=0, suspects=())


def _country(asked: Asked, workspace: Workspace | None = None) -> Country:
    country = (workspace or asked.workspace).countries.get(asked.part("country"))
    if country is None:
        raise RefusedError(404)
    return country


def _registers(asked: Asked) -> WorkPage:
    country = _country(asked)
    return RegistersPage(
        heading=_("%(name)s, acts and documents") % {"name": called(asked.workspace, country.id)},
        country=country,
        crumbs=above(asked, country.id),
        done=done(asked),
    )


# Entries


def _kind(asked: Asked) -> tuple[Kind, str]:
    """Which register and which entry the address names; RefusedError where there is none."""
    kind, id_ = asked.part("register"), asked.part("id")
    if kind not in FILES or texts_on_file(_country(asked), cast("Kind", kind), id_, ()) is None:
        raise RefusedError(404)
    return cast("Kind", kind), id_


def _page(asked: Asked, kind: Kind, id_: str, form: Form | None = None) -> EntryPage:
    """The page of an entry; of one that is new where there is no id."""
    country = _country(asked)
    words = {"acts": _("A new act"), "documents": _("A new document")}
    act, source = country.acts().get(id_), country.documents().get(id_)
    of_act = quoted(asked.workspace, country.id, id_, second=rates_second(asked, country.id)) if act else NO_ENTRY
    is_act = kind == "acts"
    stored = about_act(act, of_act) if is_act and act else about_document(country, source) if source else ()
    return EntryPage(
        heading=(act.short if is_act and act else source.id if source and not is_act else "") or words[kind],
        country=country.id,
        register=kind,
        id=id_,
        form=form or _form(asked, kind, id_),
        stored=tuple(stored) if id_ else (),
        suspects=tuple(suspicious(of_act.suspects)) if is_act else (),
        stores=bool(id_) and asked.may("add-evidence", country.id),
        most=MOST // MEGABYTE,
        language=(act.text.language if act and act.text else None) or "",
        crumbs=above(asked, country.id, Tab(_("Acts and documents"), href("desk", country.id, "registers"))),
        errors=(),
        done=done(asked),
    )


def _form(asked: Asked, kind: Kind, id_: str, typed: Texts | None = None, outcome: Entered | None = None) -> Form:
    """The form of an entry: with what stands on file, or with what was typed and what came of it."""
    country = _country(asked)
    fields = fields_for(asked.workspace, country, kind)
    on_file = texts_on_file(country, kind, id_, fields) or {}
    filed = country.legislation if kind == "acts" else country.sources
    base = on_file if outcome is None else _base(asked) if id_ else {}
    version = (asked.text("version") if outcome else "") or (digest(filed.document.text) if filed else "")
    problems = {name: tuple(map(sentence, those)) for name, those in (outcome.problems if outcome else {}).items()}
    disputes = _disputes(asked, country, kind, version, outcome) if outcome else {}
    known = {field.key for field in fields}
    place = href("desk", country.id, "registers", kind, id_) if id_ else f"{href('desk', country.id, 'registers')}new-{kind[:-1]}/"  # fmt: skip
    return Form(
        action=place,
        fields=fields_of(
            fields,
            on_file if typed is None else typed,
            problems=problems,
            disputes=disputes,
            required=REQUIRED[kind],
            fixed=("id",) if id_ else (),
            suggestions={"sources": tuple(country.documents())},
            hints={
                "short": _("By which the act is chosen elsewhere."),
                "sources": _("Short names of documents, with commas between."),
            },
        ),
        hidden=(("base", json.dumps(dict(base), ensure_ascii=False)), ("version", version)),
        button=_("Save") if id_ else _("Add"),
        errors=tuple(sentence for name, those in problems.items() if name not in known for sentence in those),
    )


def _disputes(asked: Asked, country: Country, kind: Kind, version: str, outcome: Entered) -> Mapping[str, Dispute]:
    """What somebody else changed meanwhile, by field, with who it was."""
    folder = asked.server.root / "assessments" / country.id
    by = of_file(folder, FILES[kind], version, outcome.conflicts)
    return {
        values.field: Dispute(
            base=values.base,
            theirs=values.ours,
            by=str(by.get(conflict.place, "")),
            decides=f"take.{conflict.place.field}",
        )
        for conflict in outcome.conflicts
        for values in conflict.fields
    }


def _saved(asked: Asked, kind: Kind, id_: str = "") -> Response:
    """Saves an entry as a workbook of one row; what is wrong or disputed comes back with everything that was typed."""
    country_id, base = asked.part("country"), _base(asked) if id_ else {}
    with writing(asked, country_id, "register") as workspace:
        country = _country(asked, workspace)
        fields = fields_for(workspace, country, kind)
        typed = {field.key: asked.line(f"f.{field.key}") for field in fields}
        if id_ and "id" in typed:
            typed["id"] = id_
        outcome = entered(workspace, country, kind, id_, base=base, typed=typed, decided=_decided(asked, id_))
        wrong = bool(outcome.problems or outcome.conflicts)
        changed = not wrong and write(workspace, country, outcome, by=asked.actor.name)
    if wrong:
        page = _page(asked, kind, id_, _form(asked, kind, id_, typed, outcome))
        return show(asked, page, 422 if outcome.problems else 409)
    return away("desk", country_id, "registers", kind, outcome.id, done="saved" if changed else "unchanged")


def _base(asked: Asked) -> Texts:
    """The entry as the form showed it; it decides nothing but which changes are whose."""
    data = json_in(asked.text("base"))
    if not are_texts(data):
        raise RefusedError(422, _("The form is incomplete: load the page anew."))
    return cast("Texts", data)


def _decided(asked: Asked, id_: str) -> Mapping[Place, Take]:
    """What was decided of disputed fields: `mine`, what was typed, or `theirs`, what stands on file."""
    takes: Mapping[str, Take] = {"mine": "theirs", "theirs": "ours"}  # a merge speaks from the side of the file
    return {
        Place(id_, "", name.removeprefix("take.")): takes[value]
        for name, value in asked.fields.items()
        if name.startswith("take.") and isinstance(value, str) and value in takes
    }


# Files


def _store(asked: Asked) -> Response:
    kind, id_ = _kind(asked)
    country_id, today = asked.part("country"), date.today()
    with _uploaded(asked) as file, writing(asked, country_id, "add-evidence") as workspace:
        country = _country(asked, workspace)
        if kind == "acts":
            language = asked.text("language").strip() or None
            text = apart(taken, file) if file.read_bytes()[:5] == b"%PDF-" else taken(file)
            new = store(workspace, country, id_, text, language=language, on=today, by=asked.actor.name)
        else:
            _copy, new = store_copy(workspace, country, country.documents()[id_], file, on=today, by=asked.actor.name)
    return away("desk", country_id, "registers", kind, id_, done="stored" if new else "unchanged")


@contextmanager
def _uploaded(asked: Asked) -> Iterator[Path]:
    """The file that was sent, in a folder that nobody else can read and that is gone afterwards."""
    sent = asked.fields.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise RefusedError(422, _("Choose a file first."))
    # What a browser calls it decides an ending and is said in messages; no path is made of it.
    name = PurePosixPath(PureWindowsPath(sent.filename).name).name
    ending = "".join(sign for sign in PurePosixPath(name).suffix if sign.isalnum())[:8]
    with TemporaryDirectory(prefix="compliance-") as folder:
        file = Path(folder, f"upload.{ending or 'bin'}")
        file.touch(0o600, exist_ok=False)
        with file.open("wb") as stream:
            copyfileobj(sent.file, stream)
        yield file


_AT = "/desk/{country}/registers/"
_ENTRY = f"{_AT}{{register}}/{{id}}/"
ROUTES = (
    Route("GET", _AT, "register", _registers),
    Route("GET", f"{_AT}new-act/", "register", lambda asked: _page(asked, "acts", "")),
    Route("POST", f"{_AT}new-act/", "register", lambda asked: _saved(asked, "acts")),
    Route("GET", f"{_AT}new-document/", "register", lambda asked: _page(asked, "documents", "")),
    Route("POST", f"{_AT}new-document/", "register", lambda asked: _saved(asked, "documents")),
    Route("GET", _ENTRY, "register", lambda asked: _page(asked, *_kind(asked))),
    Route("POST", _ENTRY, "register", lambda asked: _saved(asked, *_kind(asked))),
    Route("POST", f"{_ENTRY}file/", "add-evidence", _store),
)
