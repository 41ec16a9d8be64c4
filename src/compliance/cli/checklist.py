"""Commands by which a checklist leaves as a workbook and comes back."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from compliance.authoring.decisions import as_file, read_decisions
from compliance.authoring.imports import Brought, Change, brought, columns_of, is_as_left
from compliance.authoring.leaving import Book, damaged, open_book
from compliance.authoring.log import carry_out, now
from compliance.authoring.merge import Place, Take
from compliance.authoring.people import same_person
from compliance.authoring.reading import Filled, read_book
from compliance.cli.files import output_option, saved
from compliance.cli.folder import clean
from compliance.cli.shared import end_with, one_of, refuse
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import CYCLE, INSTRUMENT, holding, one_line, permitted, target_named
from compliance.model.log import Entry
from compliance.problems import printable
from compliance.queries.form import form_of
from compliance.report.excel.checklist import form_workbook
from compliance.source import digest
from compliance.workspace import Workspace


@click.command()
@click.argument("country")
@CYCLE
@INSTRUMENT
@output_option("The workbook to write, an .xlsx file.")
@click.pass_obj
def export(root: Path, *, country: str, cycle: str | None, instrument: str | None, output: Path) -> None:
    """Write a checklist as a workbook to be filled in.

    Nobody needs this program to fill it in. It has a sheet for each section, with question, requirement and hint beside the cells to fill in, one for legal
    bases, acts and documents, and progress on its first page. It remembers the version that it left with, so that
    `compliance checklist import` can tell what was changed there from what was changed here meanwhile.
    """
    workspace = clean(root).workspace
    one_of(workspace.countries, country, "country", "COUNTRY")
    target = target_named(workspace, country, cycle, instrument)
    form = form_of(workspace, target.country, target.cycle, target.instrument)
    saved(output, form_workbook(form))
    count = sum(len(part.questions) for part in form.parts)
    echo(f"{count} criteria, {counted(len(form.based), 'legal basis').replace('basiss', 'bases')}.", err=True)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--by", metavar="NAME", callback=one_line, help="Who answered.  [default: the name on the first page]")
@click.option(
    "--theirs", "take", flag_value="theirs", help="Where both sides changed a cell, the workbook's value holds."
)
@click.option("--ours", "take", flag_value="ours", help="Where both sides changed a cell, the file's value holds.")
@click.option(
    "--conflicts",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where both sides changed a cell, what this file says; it is written where it does not exist yet.",
)
@click.option("--dry-run", is_flag=True, help="Print what would change, and write nothing.")
@click.pass_obj
def import_(
    root: Path, *, file: Path, by: str | None, take: Take | None, conflicts: Path | None, dry_run: bool
) -> None:
    """Bring the answers of a workbook into the checklist.

    What was changed in the workbook goes in, what was changed in the file meanwhile stays. Where both changed the same
    cell, each to something else, the cells are listed with both values and nothing is written until somebody decides.
    Nothing is written either where a cell cannot be read, or where an answer would leave a problem in the data.
    """
    if take and conflicts:
        raise click.UsageError("--theirs and --ours decide all conflicts; --conflicts decides one by one.")
    book, problems = open_book(file)
    if book is None:
        end_with(problems)
        return
    _exists(root, book)
    with holding(root, book.leaving.country) as workspace:
        filled = _filled(workspace, book)
        author = _author(workspace, book, filled, by)
        answers = _brought(workspace, book, filled, author, {})
        if decided := _decisions(answers, take, conflicts):
            answers = _brought(workspace, book, filled, author, decided)
        end_with(answers.problems)
        if answers.conflicts:
            _list(answers, conflicts)
        _print(answers.changes, answers.added)
        if not dry_run:
            _write(workspace, book, answers, author)
        what = (
            f"{_changed(answers)} {'would change' if dry_run else 'changed'}, in {counted(len(answers.texts), 'file')}."
        )
        echo(what if answers.texts else "Nothing changed.", err=True)


def _author(workspace: Workspace, book: Book, filled: Filled, by: str | None) -> str:
    """Who answered, as `--by` or the first page says; ends where the two contradict each other, or where they may not."""
    if not by and not filled.by:
        raise click.UsageError("The workbook does not say who answered: fill in the first page, or say --by NAME.")
    if by and filled.by and not same_person(by, filled.by, workspace.roll):
        what = f"The workbook says that {filled.by} answered, and --by says {by}."
        refuse(
            (f"{what} Answers go in under the name of whoever gave them: leave --by out, or correct the first page.",)
        )
    return permitted(workspace, by or filled.by, "import", book.leaving.country)


def _exists(root: Path, book: Book) -> None:
    """Ends with status 1 where the workspace has no such checklist."""
    leaving = book.leaving
    path = f"assessments/{leaving.country}/{leaving.cycle}/{leaving.instrument}.yaml"
    plain = all(part not in ("", ".", "..") and "/" not in part and "\\" not in part for part in path.split("/"))
    if not plain or path.count("/") != 3 or not (root / path).is_file():
        refuse((f"{book.path}: it is of {leaving.title}, and there is no {path} here.",))


def _filled(workspace: Workspace, book: Book) -> Filled:
    """What stands in the cells; ends with status 1 where it cannot be read, or the checklist is closed."""
    leaving = book.leaving
    target = target_named(workspace, leaving.country, leaving.cycle, leaving.instrument)
    checklist = target.filed.value
    if not checklist.open:
        way = "re-rate it with its cause, by `compliance rerate`" if checklist.adopted else "it must be returned first"
        refuse((f"The checklist is {checklist.status}: {way}.",))
    if not is_as_left(workspace, target.country, book):
        end_with((damaged(book.path),))
    instrument = workspace.instruments[leaving.instrument].value
    filled, problems = read_book(book, columns_of(workspace, target.country, instrument, leaving))
    end_with(problems)
    if filled is None:
        raise ValueError("a workbook without problems was not read")
    return filled


def _brought(workspace: Workspace, book: Book, filled: Filled, by: str, decided: Mapping[Place, Take]) -> Brought:
    country = workspace.countries[book.leaving.country]
    instrument = workspace.instruments[book.leaving.instrument].value
    columns = columns_of(workspace, country, instrument, book.leaving)
    return brought(workspace, columns, filled, by=by, on=date.today(), decided=decided)


def _decisions(answers: Brought, take: Take | None, file: Path | None) -> Mapping[Place, Take]:
    """What is decided of the conflicts, of all alike or in a file; ends with status 1 where it cannot be understood."""
    if take or not answers.conflicts or not file or not file.exists():
        return {conflict.place: take for conflict in answers.conflicts if take}
    decided, problems = read_decisions(file.absolute(), answers.conflicts)
    end_with(problems)
    return decided


def _changed(answers: Brought) -> str:
    return counted(len({change.place.criterion for change in answers.changes}), "answer")


def _list(answers: Brought, file: Path | None) -> None:
    """Prints every conflict with its cell and both values, writes them into a file where one is named, and ends."""
    for conflict in answers.conflicts:
        at = answers.cells.get(conflict.place)
        echo(
            f"{at.path}:{at.cell}: {conflict.place.criterion} {conflict.place.field}"
            if at
            else conflict.place.criterion
        )
        for name, text in (("was", conflict.base), ("theirs", conflict.theirs), ("ours", conflict.ours)):
            echo(f"        {name + ':':8}{_line(text) or '(empty)'}")
    echo(f"{counted(len(answers.conflicts), 'conflict')}; nothing was written.", err=True)
    if file is None:
        echo("Say --theirs or --ours for all of them, or --conflicts FILE to decide one by one.", err=True)
    elif not file.exists():
        saved(file, as_file(answers.conflicts, answers.cells).encode(), "--conflicts")
        echo("Decide each in this file, then import again with it.", err=True)
    else:
        echo(f"Not all of them are decided in {file}.", err=True)
    sys.exit(1)


def _print(changes: Sequence[Change], added: Sequence[str]) -> None:
    """What changes, a line a field."""
    for line in added:
        echo(f"new  {line}")
    for change in changes:
        where = f"{change.place.criterion}  " + (
            f"legal basis {change.place.row.partition('#')[2] or 'new'}  " if change.place.row else ""
        )
        echo(f"{where}{change.place.field}: {_line(change.old) or '(empty)'} → {_line(change.new) or '(empty)'}")


def _line(text: str) -> str:
    """The beginning of a text on one line, in characters that can be printed."""
    short = " ".join(text.split())
    return printable(short if len(short) <= 100 else f"{short[:99]}…")


def _write(workspace: Workspace, book: Book, answers: Brought, by: str) -> None:
    """Writes every file that changes, each with its line in the log; the checklist is the last, so that it names nothing unknown.

    A file that somebody saved since it was read is not overwritten.
    """
    leaving = book.leaving
    folder = workspace.root / "assessments" / leaving.country
    read = {document.path: document.text for document in workspace.files}
    for path, text in answers.texts.items():
        file = path.removeprefix(f"assessments/{leaving.country}/")
        before = read.get(path)
        of_checklist = "/" in file
        entry = Entry(
            when=now(),
            by=by,
            what="imported",
            file=file,
            cycle=leaving.cycle,
            instrument=leaving.instrument,
            new=_changed(answers)
            if of_checklist
            else counted(len(answers.added), "entry").replace("entrys", "entries"),
            before=None if before is None else digest(before),
            after=digest(text),
        )
        carry_out(folder, entry, text)
