"""Commands by which a checklist leaves as a workbook and comes back."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

import click

from compliance import figures
from compliance.authoring.arrival import (
    News,
    action_of,
    brought_in,
    filled_of,
    is_closed_to,
    is_of,
    news_of,
    of_somebody_else,
    pending_workbook,
    target_of,
)
from compliance.authoring.imports import carried_out, is_as_left
from compliance.authoring.leaving import Book, damaged, open_book
from compliance.authoring.merge import Conflict, Place, Take
from compliance.authoring.rescue import rescued
from compliance.authoring.rows import Filled
from compliance.authoring.sound import Sifted
from compliance.authoring.steps import raters_of_both
from compliance.authoring.traces import Trace, as_file, read_decisions, traces
from compliance.catalogues import locale
from compliance.checks.work import rated
from compliance.cli.files import output_option, saved
from compliance.cli.folder import clean
from compliance.cli.shared import FILE, READ, command, end_with, one_of, refuse, show, stop
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import CYCLE, INSTRUMENT, SECOND, holding, one_line, permitted, target_named
from compliance.folder import read_workspace
from compliance.language import ENGLISH, Language, speaking
from compliance.model.checklist import Response
from compliance.problems import Position, printable
from compliance.queries.form import form_of
from compliance.report.excel.checklist import form_workbook
from compliance.workspace import Workspace


@command("country")
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
    target = target_named(workspace, workspace.countries[country], cycle, instrument, second=second)
    seen = workspace.seen_by(country, second=second)
    with speaking(locale(language)):
        form = form_of(seen, seen.countries[country], target.cycle, target.instrument)
        workbook = form_workbook(form)
    saved(output, workbook)
    count = sum(len(part.questions) for part in form.parts)
    echo(f"{count} criteria, {counted(len(form.based), 'legal basis').replace('basiss', 'bases')}.", err=True)


@command(name="import")
@click.argument("file", type=READ)
@click.option("--by", metavar="NAME", callback=one_line, help="Who answered.  [default: the name on the first page]")
@click.option("--theirs", "take", flag_value="theirs", help="Where both sides changed the same, the workbook's holds.")
@click.option("--ours", "take", flag_value="ours", help="Where both sides changed the same, the file's holds.")
@click.option(
    "--conflicts",
    type=FILE,
    metavar="FILE",
    help="Where both sides changed the same, what this file says; it is written where it does not exist yet.",
)
@click.option(
    "--partial",
    type=FILE,
    metavar="OUT",
    help="Write the answers that are sound, and the rest into this workbook, each fault marked.",
)
@click.option("--rescue", is_flag=True, help="Read a workbook whose hidden sheet is gone; look with --dry-run first.")
@SECOND
@click.option("--dry-run", is_flag=True, help="Print what would change, and write nothing.")
def import_(
    root: Path,
    *,
    file: Path,
    by: str | None,
    take: Take | None,
    conflicts: Path | None,
    partial: Path | None,
    rescue: bool,
    second: bool,
    dry_run: bool,
) -> None:
    """Bring the answers of a workbook into the checklist.

    What was changed in the workbook goes in, what was changed in the file meanwhile stays. Where both changed the same
    field, or one a rating and the other what is said for it, such as the gap, both values are listed with who changed the
    file and when, and nothing is written until somebody decides. Nothing is written either where a cell cannot be read, or
    where an answer would leave a problem in the data; all of these are named at once. With --partial the answers without
    any are written, and the others leave again as a workbook in which the cells to be mended are marked. Comments on cells
    become remarks on the answers of their rows.
    """
    if take and conflicts:
        raise click.UsageError("--theirs and --ours decide all conflicts; --conflicts decides one by one.")
    if partial and partial.resolve() == file.resolve():
        raise click.UsageError("--partial writes another workbook; name one that is not the returned one.")
    book = _opened(root, file, rescue=rescue)
    if book.leaving.second != second:
        whose, how = ("first", "leave --second out") if second else ("second", "say --second")
        refuse((f"{book.path} is the workbook of the {whose} evaluator ({book.leaving.title}): {how}.",))
    if not is_of(root, book.leaving):
        refuse((f"{book.path}: it is of {book.leaving.title}, and there is no {book.leaving.path} here.",))
    with holding(root, book.leaving.country, second=second) as workspace:
        book = _as_left(workspace, book, file, rescue=rescue)
        filled = filled_of(workspace, book)
        author = _author(workspace, book, filled, by)
        answers = brought_in(workspace, book, filled, author, {})
        if decided := _decisions(answers, take, conflicts):
            answers = brought_in(workspace, book, filled, author, decided)
        if is_closed_to(workspace, book, answers, author):
            checklist = target_of(workspace, book.leaving).filed.value
            again = "re-rate it with its cause, by `compliance rerate`"
            refuse(
                (
                    f"The checklist is {checklist.status}: {again if checklist.adopted else 'it must be returned first'}.",
                )
            )
        by_whom = traces(workspace, workspace.countries[book.leaving.country], book.leaving, answers.conflicts)
        if not partial or not answers.apart:
            _refuse(book, answers, by_whom, conflicts)
        if not author:
            raise click.UsageError("The workbook does not say who answered: fill in the first page, or say --by NAME.")
        news = news_of(workspace, book, answers, author)
        end_with(news.problems)
        if not dry_run:
            # Before a line is printed: who reads the lines may stop reading them.
            carried_out(workspace, book.leaving, news.texts, news.documents, author)
        _show(book, answers, news, by_whom)
        checklist = target_of(workspace, book.leaving).filed.value
        for criterion in dict.fromkeys(change.place.criterion for change in answers.sound.changes):
            if third := checklist.responses.get(criterion, Response()).adjudication:
                echo(f"{criterion}  stays rated {rated(third)}: {third.by} settled it, and that alone is scored.")
        echo(_summary(answers, news, dry_run=dry_run), err=True)
    if partial and (answers.problems or answers.conflicts):
        _leave_rest(root, answers, author, None if dry_run else partial)


def _opened(root: Path, file: Path, *, rescue: bool) -> Book:
    """The workbook; ends with status 1 where it is none."""
    book, problems = open_book(file)
    if book is None and rescue:
        book, problems = rescued(file, clean(root).workspace)
    if book is None:
        end_with(problems)
        raise ValueError("a workbook without problems was not opened")
    return book


def _as_left(workspace: Workspace, book: Book, file: Path, *, rescue: bool) -> Book:
    """The workbook, whose hidden sheet can be true; ends with status 1 where it cannot and nobody wants it rescued."""
    if book.leaving.rescued:
        return book
    if is_as_left(workspace, workspace.countries[book.leaving.country], book):
        if rescue:
            raise click.UsageError("The hidden sheet is there; import the workbook without --rescue.")
        return book
    saved_book, problems = rescued(file, workspace) if rescue else (None, (damaged(book.path),))
    end_with(problems)
    return saved_book or book


def _author(workspace: Workspace, book: Book, filled: Filled, by: str | None) -> str:
    """Who answered, as `--by` or the first page says, or nobody; ends where the two contradict each other, or where they may not."""
    if not by and not filled.by:
        return ""
    if why := of_somebody_else(workspace, filled, by):
        helps = "Answers go in under the name of whoever gave them: leave --by out, or correct the first page."
        refuse((f"{why} {helps}",))
    author = permitted(workspace, by or filled.by, action_of(book.leaving), book.leaving.country)
    refuse(tuple(raters_of_both(target_of(workspace, book.leaving), author)))
    return author


def _decisions(answers: Sifted, take: Take | None, file: Path | None) -> Mapping[Place, Take]:
    """What is decided of the conflicts, of all alike or in a file; ends with status 1 where it cannot be understood."""
    if take or not answers.conflicts or not file or not file.exists():
        return {conflict.place: take for conflict in answers.conflicts if take}
    decided, problems = read_decisions(file.absolute(), answers.conflicts)
    end_with(problems)
    return decided


def _summary(answers: Sifted, news: News, *, dry_run: bool) -> str:
    if not news.texts:
        return "Nothing changed."
    sound, remarks = answers.sound, len(answers.sound.remarks) + len(news.spoken)
    changed = len({change.place.criterion for change in sound.changes})
    entries = len(sound.added) + len({change.place.criterion for change in sound.corrections})
    change, add = ("would change", "would be added") if dry_run else ("changed", "added")
    done = [f"{counted(changed, 'answer')} {change}"] if changed or not (remarks or entries) else []
    done += [f"{counted(entries, 'entry').replace('entrys', 'entries')} {change}"] if entries and not changed else []
    done += [f"{counted(remarks, 'remark')} {add}"] if remarks else []
    return f"{' and '.join(done)}, in {counted(len(news.texts), 'file')}."


def _refuse(book: Book, answers: Sifted, by: Mapping[Place, Trace], file: Path | None) -> None:
    """Prints every problem and conflict, and ends with status 1 where there are any; how conflicts are decided goes into a file."""
    show(answers.problems)
    _list(book, answers, by)
    if answers.problems:
        also = f", {counted(len(answers.conflicts), 'conflict')}" if answers.conflicts else ""
        stop(f"{counted(len(answers.problems), 'problem')}{also}; nothing was written.")
    if answers.conflicts:
        echo(f"{counted(len(answers.conflicts), 'conflict')}; nothing was written.", err=True)
        if file is None:
            stop("Say --theirs or --ours for all of them, or --conflicts FILE to decide one by one.")
        if file.exists():
            stop(f"Not all of them are decided in {file}.")
        saved(file, as_file(answers.conflicts, answers.cells, by).encode(), "--conflicts")
        stop("Decide each in this file, then import again with it.")


def _list(book: Book, answers: Sifted, by: Mapping[Place, Trace]) -> None:
    """Prints every conflict; of a rescued workbook nobody knows the values with which it left."""
    for conflict in answers.conflicts:
        _print_conflict(conflict, answers.cells, by.get(conflict.place), is_known=not book.leaving.rescued)


def _print_conflict(
    conflict: Conflict, cells: Mapping[Place, Position], by: Trace | None, *, is_known: bool = True
) -> None:
    """Each of its fields with its cell and its values, who wrote the file's, and what holds for all."""
    place = conflict.place
    for values in conflict.fields:
        at = cells.get(replace(place, field=values.field))
        echo(f"{f'{at.path}:{at.cell}: ' if at else ''}{place.criterion} {values.field}")
        was = (("was", values.base),) if is_known else ()
        for name, text in (*was, ("theirs", values.theirs), ("ours", values.ours)):
            echo(f"        {name + ':':8}{_line(text) or '(empty)'}")
    if by:
        echo(f"        {'by:':8}{_line(str(by))}")
    if len(conflict.fields) > 1:
        names = figures.listed([values.field for values in conflict.fields])
        echo(f"        {names} belong together: those of one side hold.")


def _show(book: Book, answers: Sifted, news: News, by: Mapping[Place, Trace]) -> None:
    """Prints what is wrong, what was understood differently from what was typed, and what changes, a line a field."""
    sound = answers.sound
    show(answers.problems)
    _list(book, answers, by)
    for note in answers.filled.notes:
        echo(f"read  {note.at.cell}: {note.what}")
    for line in sound.added:
        echo(f"new  {line}")
    for change in (*sound.corrections, *sound.changes, *sound.remarks):
        row = f"legal basis {change.place.row.partition('#')[2] or 'new'}  " if change.place.row else ""
        values = f"{_line(change.old) or '(empty)'} → {_line(change.new) or '(empty)'}"
        echo(f"{change.place.criterion}  {row}{change.place.field}: {values}")
    for each in news.spoken:
        echo(f"{each.criterion}  {'remark' if each.reply is None else 'reply'} of {each.by}: {_line(each.text)}")
    for stray in news.stray:
        echo(f"left  {stray.at.cell}: a comment on no answer; {_line(stray.what)}")


def _leave_rest(root: Path, answers: Sifted, by: str, file: Path | None) -> None:
    """Writes the workbook of what waits, unless none is wanted, and ends with status 1: something is to be mended."""
    leaving, waiting = answers.filled.leaving, len(answers.held or answers.rows)
    if file is not None:
        workspace, _ = read_workspace(root)
        with speaking(locale(leaving.language)):
            seen = workspace.seen_by(leaving.country, second=leaving.second)
            form = form_of(seen, seen.countries[leaving.country], leaving.cycle, leaving.instrument)
            rest = pending_workbook(form, answers, by)
        saved(file, rest, "--partial")
    rows = counted(waiting, "answer" if answers.held else "row")
    cells = counted(len(answers.problems) + len(answers.conflicts), "cell")
    where = f" in {file}" if file else ""
    stop(f"{rows} {'waits' if waiting == 1 else 'wait'}: {cells} to be mended{where}, then import again.")


def _line(text: str) -> str:
    """The beginning of a text on one line, in characters that can be printed."""
    short = " ".join(text.split())
    return printable(short if len(short) <= 100 else f"{short[:99]}…")
