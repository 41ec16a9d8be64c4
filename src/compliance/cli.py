"""The command line: reads, asks the engine, prints; every command is one call of the library."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compliance.inputs import Inputs
    from compliance.problems import Problem
    from compliance.report.build import Made


def run() -> None:
    """The command as a process of its own: short, so that nothing is tidied up that ends with it anyway."""
    # Plugins of pydantic are not for us; looking for them reads the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A command lives for a second and keeps what it reads: looking for garbage meanwhile took a quarter of its time.
    gc.disable()
    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else int(bool(end.code)))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="compliance")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    show_default="this folder",
    help="The folder that holds assessments/, indicators/ and reports/.",
)
@click.pass_context
def main(context: click.Context, workspace: Path) -> None:
    """Assess how national law complies with treaties, and report a project's indicators."""
    context.obj = workspace.resolve()


def _show(problems: Sequence[Problem], format_: str) -> None:
    from compliance.problems import FORMATS

    for problem in problems:
        click.echo(FORMATS[format_](problem))


def _clean(root: Path) -> Inputs:
    """A folder without problems; prints them and ends with status 1 if there are any."""
    from compliance.inputs import read_inputs
    from compliance.problems import serious

    inputs, found = read_inputs(root)
    if problems := serious(found):
        _show(problems, "text")
        click.echo(f"{_counted(len(problems), 'problem')}; nothing was written.", err=True)
        sys.exit(1)
    return inputs


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _known(inputs: Inputs, countries: tuple[str, ...]) -> tuple[str, ...]:
    """The countries named, all of which must exist."""
    from compliance.problems import closest

    for name in countries:
        if name not in inputs.workspace.countries:
            near = closest(name, inputs.workspace.countries)
            raise click.BadParameter(f"there is no country `{name}`. {near or ''}".rstrip(), param_hint="COUNTRY")
    return countries


@main.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print problems.",
)
@click.option("--explain", metavar="CODE", help="Print the page about a problem code, and nothing else.")
@click.pass_obj
def check(root: Path, format_: str, explain: str | None) -> None:
    """Check every file of the workspace and print every problem, each with its place.

    Exit status: 0 clean, 1 problems in the data, 2 wrong use. Nothing is ever written.
    """
    if explain is not None:
        click.echo(_page(explain))
        return
    from compliance.inputs import read_inputs
    from compliance.problems import serious

    inputs, found = read_inputs(root)
    _show(found, format_)
    mistakes = len(serious(found))
    if format_ == "text":
        counts = f"{_counted(mistakes, 'problem')}, {_counted(len(found) - mistakes, 'finding')}"
        click.echo(f"{_counted(inputs.files, 'file')}: {counts}.", err=True)
    sys.exit(bool(mistakes))


def _page(code: str) -> str:
    """The page of a problem code; wrong use if there is none."""
    from compliance.problems import closest

    pages = {page.stem: page for page in (Path(__file__).parent / "problem_pages").glob("*-*.md")}
    if code not in pages:
        near = closest(code, pages)
        raise click.BadParameter(f"there is no problem code `{code}`. {near or ''}".rstrip(), param_hint="--explain")
    return pages[code].read_text("utf-8").rstrip()


@main.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="A table to read, or exact figures for other programs.",
)
@click.pass_obj
def score(root: Path, countries: tuple[str, ...], format_: str) -> None:
    """Print the scores of countries: all of them, or those named.

    A range stands where unanswered criteria leave one open; what is unanswered is never counted as zero.
    """
    from compliance.view.scores import COLUMNS, FORMATS, footnotes, rows, scored

    inputs = _clean(root)
    found = scored(inputs.workspace, _known(inputs, countries))
    if format_ == "table":
        _table(COLUMNS, rows(found), ("left",) * 2 + ("right",) * (len(COLUMNS) - 2))
        for note in footnotes(inputs.workspace, found):
            click.echo(note)
    else:
        click.echo(FORMATS[format_](found))


@main.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv"]),
    default="table",
    show_default=True,
    help="A table to read, or every value with its sources for other programs.",
)
@click.pass_obj
def indicators(root: Path, countries: tuple[str, ...], format_: str) -> None:
    """Print the project indicators of countries: now, baseline, target, status.

    A missing figure stays missing; the reason says what is needed.
    """
    from compliance.view.scores import footnotes, scored
    from compliance.view.standing import COLUMNS, reports, rows

    inputs = _clean(root)
    found = scored(inputs.workspace, _known(inputs, countries))
    computed = reports(inputs, found)
    if format_ == "csv":
        from compliance.indicators.frames import values

        click.echo(values(computed).to_csv(index=False).rstrip("\n"))
        return
    _table(COLUMNS, rows(inputs.workspace, computed), ("left",) * len(COLUMNS))
    for note in footnotes(inputs.workspace, found):
        click.echo(note)


def _table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], sides: tuple[str, ...]) -> None:
    """A table on the terminal; as wide as it needs where the output goes to a file."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 240, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head, side in zip(heads, sides, strict=True):
        table.add_column(head, justify="right" if side == "right" else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


@main.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/reports"),
    show_default=True,
    help="The folder for the deliverables.",
)
@click.option(
    "--plan", default="country", show_default=True, help="The report plan: a file of reports/, without its ending."
)
@click.option(
    "--jobs",
    "processes",
    type=click.IntRange(min=1),
    default=None,
    help="Processes at once.  [default: as many as processors]",
)
@click.pass_obj
def build(root: Path, countries: tuple[str, ...], output: Path, plan: str, processes: int | None) -> None:
    """Build the report (PDF) and the workbook (Excel) of countries: of all, or of those named.

    Each file appears whole or not at all: after a failure the one of an earlier build still stands.
    """
    from compliance.problems import closest
    from compliance.report.build import build as make_all
    from compliance.report.build import jobs

    inputs = _clean(root)
    if plan not in inputs.workspace.plans:
        near = closest(plan, inputs.workspace.plans)
        raise click.BadParameter(f"there is no plan `{plan}`. {near or ''}".rstrip(), param_hint="--plan")
    todo = jobs(inputs, _known(inputs, countries), plan)
    folder = output if output.is_absolute() else root / output
    failed = _progress(make_all(root, folder, todo, processes or os.cpu_count() or 1), len(todo))
    if failed:
        click.echo(f"{_counted(failed, 'deliverable')} not made; earlier ones still stand in {folder}.", err=True)
        sys.exit(1)
    click.echo(f"{_counted(len(todo), 'deliverable')} in {folder}", err=True)


def _progress(made: Iterable[Made], total: int) -> int:
    """Shows what is done and names each file; the number of failures."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console, failed = Console(stderr=True, highlight=False), 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Building", total=total)
        for one in made:
            progress.advance(task)
            if one.file:
                click.echo(one.file)
            else:
                failed += 1
                console.print(f"{one.job.name}: {one.failure}", markup=False)
    return failed


@main.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for one file a document type; without it, the names are listed.",
)
def schema(output: Path | None) -> None:
    """Write a JSON Schema for each type of document, by which an editor completes and explains fields."""
    from compliance.report.files import write_whole
    from compliance.schema import schemas

    for name, text in schemas().items():
        if output is None:
            click.echo(name)
        else:
            write_whole(output / name, text.encode())
            click.echo(output / name)
