"""Commands by which a checklist leaves as a workbook and comes back."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import click

from compliance import figures
from compliance.authoring.changes import Target
from compliance.authoring.decisions import as_file, read_decisions
from compliance.authoring.differences import with_changes
from compliance.authoring.imports import Brought, brought, columns_of, is_as_left
from compliance.authoring.leaving import Book, damaged, open_book
from compliance.authoring.log import carry_out, now
from compliance.authoring.merge import Conflict, Place, Take
from compliance.authoring.people import same_person
from compliance.authoring.reading import Filled, read_book
from compliance.authoring.registers import Change
from compliance.authoring.spoken import in_words_of_files
from compliance.authoring.steps import raters_of_both
from compliance.authoring.traces import Trace, traces
from compliance.catalogues import locale
from compliance.checks.work import rated
from compliance.cli.files import output_option, saved
from compliance.cli.folder import clean
from compliance.cli.shared import end_with, one_of, refuse
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import CYCLE, INSTRUMENT, SECOND, holding, one_line, permitted, target_named
from compliance.language import ENGLISH, Language, speaking
from compliance.model.checklist import Checklist
from compliance.model.log import Entry
from compliance.problems import Position, printable
from compliance.queries.form import form_of
from compliance.report.excel.checklist import form_workbook
from compliance.source import digest
from compliance.workspace import Workspace


@click.command()
@click.argument("country")
@CYCLE
@INSTRUMENT
@SECOND
@output_option("The workbook to write, an .xlsx file.")
@click.option(
    "--language",
    type=click.Choice(get_args(Language)),
    default=ENGLISH,
    show_default=True,
    help="The language of the workbook, and of its questions where the instrument has them in it.",
)
@click.pass_obj
def export(
    root: Path,
    *,
    country: str,
    cycle: str | None,
    instrument: str | None,
    second: bool,
    output: Path,
    language: Language,
) -> None:
    """Write a checklist as a workbook to be filled in.

    Nobody needs this program to fill it in. It has a sheet for each section, with question, requirement and hint beside the cells to fill in, one for legal
    bases, acts and documents, and progress on its first page. It remembers the version that it left with, so that
    `compliance checklist import` can tell what was changed there from what was changed here meanwhile. Nothing that another evaluator answered is in it.
    """
    workspace = clean(root, second=second).workspace
    one_of(workspace.countries, country, "country", "COUNTRY")
    target = target_named(workspace, country, cycle, instrument, second=second)
    seen = workspace.seen_by(country, second=second)
    with speaking(locale(language)):
        form = form_of(seen, seen.countries[country], target.cycle, target.instrument)
        workbook = form_workbook(form)
    saved(output, workbook)
    count = sum(len(part.questions) for part in form.parts)
    echo(f"{count} criteria, {counted(len(form.based), 'legal basis').replace('basiss', 'bases')}.", err=True)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--by", metavar="NAME", callback=one_line, help="Who answered.  [default: the name on the first page]")
@click.option("--theirs", "take", flag_value="theirs", help="Where both sides changed the same, the workbook's holds.")
@click.option("--ours", "take", flag_value="ours", help="Where both sides changed the same, the file's holds.")
@click.option(
    "--conflicts",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where both sides changed the same, what this file says; it is written where it does not exist yet.",
)
@SECOND
@click.option("--dry-run", is_flag=True, help="Print what would change, and write nothing.")
@click.pass_obj
def import_(
    root: Path, *, file: Path, by: str | None, take: Take | None, conflicts: Path | None, second: bool, dry_run: bool
) -> None:
    """Bring the answers of a workbook into the checklist.

    What was changed in the workbook goes in, what was changed in the file meanwhile stays. Where both changed the same
    field, or one a rating and the other what is said for it, such as the gap, both values are listed with who changed the
    file and when, and nothing is written until somebody decides. Nothing is written either where a cell cannot be read, or where an answer would leave a problem in the data.
    """
    if take and conflicts:
        raise click.UsageError("--theirs and --ours decide all conflicts; --conflicts decides one by one.")
    book, problems = open_book(file)
    if book is None:
        end_with(problems)
        return
    refuse(_of_another(book, second=second))
    _exists(root, book)
    with holding(root, book.leaving.country, second=second) as workspace:
        filled = _filled(workspace, book)
        author = _author(workspace, book, filled, by)
        refuse(tuple(raters_of_both(_target(workspace, book), author)))
        answers = _brought(workspace, book, filled, author, {})
        if decided := _decisions(answers, take, conflicts):
            answers = _brought(workspace, book, filled, author, decided)
        _refuse_closed(workspace, book, answers)
        end_with(answers.problems)
        if answers.conflicts:
            country = workspace.countries[book.leaving.country]
            _list(answers, traces(workspace, country, book.leaving, answers.conflicts), conflicts)
        _print((*answers.corrections, *answers.changes, *answers.remarks), answers.added)
        _beside(_target(workspace, book).filed.value, answers)
        if not dry_run:
            _write(workspace, book, answers, author)
        what = (
            f"{_changed(answers)} {'would change' if dry_run else 'changed'}, in {counted(len(answers.texts), 'file')}."
        )
        echo(what if answers.texts else "Nothing changed.", err=True)


def _of_another(book: Book, *, second: bool) -> tuple[str, ...]:
    """That a workbook is another evaluator's than is said, in a sentence."""
    if book.leaving.second == second:
        return ()
    whose, how = ("second", "say --second") if book.leaving.second else ("first", "leave --second out")
    return (f"{book.path} is the workbook of the {whose} evaluator ({book.leaving.title}): {how}.",)


def _author(workspace: Workspace, book: Book, filled: Filled, by: str | None) -> str:
    """Who answered, as `--by` or the first page says; ends where the two contradict each other, or where they may not."""
    if not by and not filled.by:
        raise click.UsageError("The workbook does not say who answered: fill in the first page, or say --by NAME.")
    if by and filled.by and not same_person(by, filled.by, workspace.roll):
        what = f"The workbook says that {filled.by} answered, and --by says {by}."
        refuse(
            (f"{what} Answers go in under the name of whoever gave them: leave --by out, or correct the first page.",)
        )
    return permitted(
        workspace, by or filled.by, "import-second" if book.leaving.second else "import", book.leaving.country
    )


def _exists(root: Path, book: Book) -> None:
    """Ends with status 1 where the workspace has no such checklist."""
    leaving, path = book.leaving, book.leaving.path
    plain = all(part not in ("", ".", "..") and "/" not in part and "\\" not in part for part in path.split("/"))
    if not plain or path.count("/") != 3 or not (root / path).is_file():
        refuse((f"{book.path}: it is of {leaving.title}, and there is no {path} here.",))


def _filled(workspace: Workspace, book: Book) -> Filled:
    """What stands in the cells; ends with status 1 where it cannot be read, or the checklist is closed."""
    leaving, target = book.leaving, _target(workspace, book)
    if not is_as_left(workspace, target.country, book):
        end_with((damaged(book.path),))
    instrument = workspace.instruments[leaving.instrument].value
    filled, problems = read_book(in_words_of_files(book), columns_of(workspace, target.country, instrument, leaving))
    end_with(problems)
    if filled is None:
        raise ValueError("a workbook without problems was not read")
    return filled


def _refuse_closed(workspace: Workspace, book: Book, answers: Brought) -> None:
    """Ends with status 1 where the checklist is closed to what the workbook brings; remarks are taken until it is adopted."""
    checklist = _target(workspace, book).filed.value
    others = answers.changes or answers.corrections or answers.added or answers.conflicts
    if not checklist.open and (others or (checklist.adopted and answers.remarks)):
        way = "re-rate it with its cause, by `compliance rerate`" if checklist.adopted else "it must be returned first"
        refuse((f"The checklist is {checklist.status}: {way}.",))


def _target(workspace: Workspace, book: Book) -> Target:
    """The checklist that a workbook left from."""
    leaving = book.leaving
    return target_named(workspace, leaving.country, leaving.cycle, leaving.instrument, second=leaving.second)


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
    """How many answers change, and how many remarks come: `1 answer`, `2 answers and 1 remark`."""
    count = len({change.place.criterion for change in answers.changes})
    remarks = (counted(len(answers.remarks), "remark"),) if answers.remarks else ()
    counts = (counted(count, "answer"),) if count or not remarks else ()
    return " and ".join((*counts, *remarks))


def _entries(answers: Brought) -> int:
    """How many acts and documents are new, or corrected."""
    return len(answers.added) + len({change.place.criterion for change in answers.corrections})


def _list(answers: Brought, by: Mapping[Place, Trace], file: Path | None) -> None:
    """Prints every conflict with its cells, all values and who wrote the file's, writes them into a file where one is named, and ends."""
    for conflict in answers.conflicts:
        _print_conflict(conflict, answers.cells, by.get(conflict.place))
    echo(f"{counted(len(answers.conflicts), 'conflict')}; nothing was written.", err=True)
    if file is None:
        echo("Say --theirs or --ours for all of them, or --conflicts FILE to decide one by one.", err=True)
    elif not file.exists():
        saved(file, as_file(answers.conflicts, answers.cells, by).encode(), "--conflicts")
        echo("Decide each in this file, then import again with it.", err=True)
    else:
        echo(f"Not all of them are decided in {file}.", err=True)
    sys.exit(1)


def _print_conflict(conflict: Conflict, cells: Mapping[Place, Position], by: Trace | None) -> None:
    """A conflict: each of its fields with its cell and three values; then who wrote the file's, and what holds for all."""
    place = conflict.place
    for values in conflict.fields:
        at = cells.get(replace(place, field=values.field))
        echo(f"{at.path}:{at.cell}: {place.criterion} {values.field}" if at else f"{place.criterion} {values.field}")
        for name, text in (("was", values.base), ("theirs", values.theirs), ("ours", values.ours)):
            echo(f"        {name + ':':8}{_line(text) or '(empty)'}")
    if by:
        echo(f"        {'by:':8}{_line(str(by))}")
    if len(conflict.fields) > 1:
        echo(f"        {figures.listed([v.field for v in conflict.fields])} belong together: those of one side hold.")


def _print(changes: Sequence[Change], added: Sequence[str]) -> None:
    """What changes, a line a field."""
    for line in added:
        echo(f"new  {line}")
    for change in changes:
        where = f"{change.place.criterion}  " + (
            f"legal basis {change.place.row.partition('#')[2] or 'new'}  " if change.place.row else ""
        )
        echo(f"{where}{change.place.field}: {_line(change.old) or '(empty)'} → {_line(change.new) or '(empty)'}")


def _beside(checklist: Checklist, answers: Brought) -> None:
    """Says of which answers texts change beside a third rating, which stays the one that is scored."""
    for criterion in dict.fromkeys(change.place.criterion for change in answers.changes):
        response = checklist.responses.get(criterion)
        if response and (third := response.adjudication):
            echo(f"{criterion}  stays rated {rated(third)}: {third.by} settled it, and that alone is scored.")


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
    read = {document.path: document for document in workspace.files}
    for path, text in answers.texts.items():
        entry = Entry(
            when=now(),
            by=by,
            what="imported",
            file=path.removeprefix(f"assessments/{leaving.country}/"),
            cycle=leaving.cycle,
            instrument=leaving.instrument,
            before=digest(read[path].text),
            after=digest(text),
        )
        carry_out(folder, with_changes(entry, read[path].data, answers.documents[path].data), text)
