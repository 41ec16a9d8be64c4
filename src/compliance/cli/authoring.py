"""Commands that make what evaluators fill in: a workspace, a checklist."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.root import counted, main, one_of, show
from compliance.cli.terminal import echo
from compliance.cli.writing import unwritten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.source import Data, Document
    from compliance.workspace import Workspace

DAY = click.DateTime(["%Y-%m-%d"])


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--country",
    "countries",
    metavar="NAME",
    multiple=True,
    help="A country to begin with, by its English name; by its id where this workspace knows it. May be given again.",
)
@click.pass_obj
def init(root: Path, folder: Path, countries: tuple[str, ...]) -> None:
    """Make a workspace in FOLDER, in which `compliance check` finds nothing wrong.

    It holds the register of jurisdictions, the files of each country named, a report plan and the schemas that an
    editor needs. What the workspace you stand in knows about a country, such as its parts and obligatory footnotes, is
    taken over. FOLDER must not hold anything yet.
    """
    from compliance.authoring.skeleton import make_folder, workspace_files
    from compliance.schema import schemas

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.BadParameter(f"{folder} holds something already; name a new folder.", param_hint="FOLDER")
    register = _register(root)
    entries = [_entry(name, register) for name in dict.fromkeys(countries)]
    wanted = {entry.get("footnote") for entry in entries}
    notes = [note for note in _listed(register, "footnotes") if note["id"] in wanted]
    files = {**workspace_files(entries, notes), **{f"schemas/{name}": text for name, text in schemas().items()}}
    try:
        make_folder(folder, files)
    except OSError as error:
        why = (error.strerror or "it cannot be written").lower()
        raise click.BadParameter(f"cannot make {folder}: {why}", param_hint="FOLDER") from None
    echo(folder)
    first = entries[0]["id"] if entries else "COUNTRY"
    todo = "" if entries else "List a country in assessments/jurisdictions.yaml. "
    echo(
        f"{todo}Next, in the new folder: compliance new {first} --cycle {date.today().year + 1} --instrument ets-185",
        err=True,
    )


def _register(root: Path) -> Mapping[str, Data]:
    """The register of the workspace one stands in; empty where there is none that can be read."""
    from compliance.source import read

    file = root / "assessments" / "jurisdictions.yaml"
    document, problems = read(root, file) if file.exists() else (None, ())
    return document.data if document is not None and not problems and isinstance(document.data, dict) else {}


def _listed(register: Mapping[str, Data], name: str) -> list[dict[str, Data]]:
    items = register.get(name)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _entry(name: str, register: Mapping[str, Data]) -> dict[str, Data]:
    """The entry of a country: the one of the register, or a new one with its name alone."""
    from compliance.authoring.skeleton import identifier

    id_ = identifier(name)
    for entry in _listed(register, "jurisdictions"):
        if entry.get("id") == id_:
            return {field: value for field, value in entry.items() if field != "sources"}
    if not id_:
        raise click.BadParameter(f"`{name}` makes no name of a folder; use Latin letters.", param_hint="--country")
    if not re.search(r"[\w)]$", name):
        what = f"`{name}` ends with a mark, and no footnote for it is known here. Name the country without it and add"
        raise click.BadParameter(f"{what} name, mark and footnote to the register.", param_hint="--country")
    return {"id": id_, "names": [{"text": {"en": name}}]}


@main.command()
@click.argument("country")
@click.option("--cycle", required=True, help="The round of assessment, which names the folder: 2027.")
@click.option(
    "--instrument",
    "instruments",
    metavar="ID",
    required=True,
    multiple=True,
    help="The treaty or standard: ets-185. May be given again.",
)
@click.option("--from", "before", metavar="CYCLE", help="Carry the answers of this round over, each marked with it.")
@click.option("--cut-off", type=DAY, metavar="DATE", help="The law as it stands on this day.  [default: today]")
@click.option(
    "--basis",
    type=click.Choice(["desk-review", "self-assessment", "peer-review", "on-site"]),
    default="desk-review",
    show_default=True,
    help="What the answers will rest on.",
)
@click.option("--evaluator", "evaluators", metavar="NAME", multiple=True, help="Who answers. May be given again.")
@click.pass_obj
def new(
    root: Path,
    *,
    country: str,
    cycle: str,
    instruments: tuple[str, ...],
    before: str | None,
    cut_off: datetime | None,
    basis: str,
    evaluators: tuple[str, ...],
) -> None:
    """Write checklists with every criterion in treaty order, each explained above its answer.

    Nothing is answered; with --from the answers of an earlier round are carried over and marked `carried_over` until
    somebody confirms them. Files that the country's folder lacks are made too. A checklist that exists is never touched.
    """
    from compliance.authoring.log import NotWrittenError, held
    from compliance.authoring.skeleton import Opening, checklist_text, country_files
    from compliance.folder import read_workspace
    from compliance.report.files import write_whole
    from compliance.source import parse

    workspace, problems = read_workspace(root)
    if problems:
        show(problems, "text")
        echo(f"{counted(len(problems), 'problem')}; nothing was written.", err=True)
        sys.exit(1)
    one_of({jurisdiction.id for jurisdiction in workspace.listed()}, country, "country", "COUNTRY")
    if not re.fullmatch(r"\w[\w.-]*", cycle) or cycle in ("bills", "texts"):
        raise click.BadParameter(
            f"`{cycle}` is no name of a folder; a round is named by its year.", param_hint="--cycle"
        )
    opening = Opening(
        country=country,
        cycle=cycle,
        cut_off=cut_off.date() if cut_off else date.today(),
        basis=basis,
        evaluators=evaluators,
    )
    checklists = {}
    for id_ in instruments:
        one_of(workspace.instruments, id_, "instrument", "--instrument")
        earlier = _earlier(workspace, country, before, id_) if before else None
        path = f"assessments/{country}/{cycle}/{id_}.yaml"
        checklists[path] = checklist_text(opening, workspace.instruments[id_].value, earlier)
    folder = root / "assessments" / country
    try:
        folder.mkdir(exist_ok=True)
        with held(folder):
            if there := _in_the_way(root, checklists):
                raise click.UsageError(f"{there} exists already; nothing was written.")
            missing = {path: text for path, text in country_files(country).items() if not (root / path).exists()}
            _refuse(workspace, country, missing | checklists)
            for path, text in (missing | checklists).items():
                write_whole(root / path, text.encode())
    except NotWrittenError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        unwritten(f"assessments/{country}", error)
    for path, text in checklists.items():
        echo(root / path)
        data = parse(path, text)[0]
        echo(_said(data), err=True)


def _in_the_way(root: Path, checklists: Mapping[str, str]) -> str | None:
    """A checklist that is there already; what an earlier run of the same command wrote of several is not in the way."""
    there = [path for path in checklists if (root / path).exists() or (root / path).is_symlink()]
    if len(there) == len(checklists):
        return there[0]
    return next((path for path in there if not _holds(root / path, checklists[path])), None)


def _holds(file: Path, text: str) -> bool:
    return file.is_file() and not file.is_symlink() and file.read_bytes() == text.encode()


def _earlier(workspace: Workspace, country: str, cycle: str, instrument: str) -> Document:
    """The checklist whose answers are carried over; wrong use where there is none."""
    known = workspace.countries[country].checklists if country in workspace.countries else {}
    one_of({of for of, id_ in known if id_ == instrument}, cycle, f"round of `{instrument}`", "--from")
    return known[cycle, instrument].document


def _refuse(workspace: Workspace, country: str, texts: Mapping[str, str]) -> None:
    """Ends with status 1 where some new files would bring problems."""
    from compliance.authoring.trial import tried
    from compliance.workspace import Country

    empty = Country(
        id=country, sources=None, legislation=None, participation=None, external=None, findings=None, checklists={}, second={}, bills={}, log=(), seals={}, stored={},
    )  # fmt: skip
    _, problems = tried(workspace, workspace.countries.get(country, empty), texts)
    if problems:
        show(problems, "text")
        echo(f"{counted(len(problems), 'problem')}; nothing was written.", err=True)
        sys.exit(1)


def _said(document: Document | None) -> str:
    """How many criteria a new checklist has, and how many answers were carried over."""
    data = document.data if document is not None else None
    responses = data.get("responses") if isinstance(data, dict) else None
    given = list(responses.values()) if isinstance(responses, dict) else []
    carried = sum(bool(one) for one in given)
    more = f", {counted(carried, 'answer')} carried over" if carried else ""
    return f"{len(given)} criteria{more}."
