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
    from collections.abc import Sequence

    from compliance.problems import Problem
    from compliance.workspace import Workspace


def run() -> None:
    """The command, ended as soon as all is said: taking apart what it has read took a seventh of its time."""
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
    # Plugins of pydantic are not for us; looking for them reads the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A command lives for a second and keeps what it reads: looking for garbage meanwhile took a quarter of its time.
    gc.disable()
    context.obj = workspace.resolve()


def _show(problems: Sequence[Problem], format_: str) -> None:
    from compliance.problems import FORMATS

    for problem in problems:
        click.echo(FORMATS[format_](problem))


def _clean(root: Path) -> Workspace:
    """A workspace without problems; prints them and ends with status 1 if there are any."""
    from compliance.checks import check as check_all
    from compliance.problems import serious
    from compliance.workspace import read_workspace

    workspace, problems = read_workspace(root)
    problems = serious(problems or check_all(workspace))
    if problems:
        _show(problems, "text")
        click.echo(f"\n{len(problems)} problems; nothing was written.", err=True)
        sys.exit(1)
    return workspace


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
    from compliance.checks import check as check_all
    from compliance.problems import serious
    from compliance.workspace import read_workspace

    if explain is not None:
        click.echo(_page(explain))
        return
    workspace, problems = read_workspace(root)
    found = sorted((*problems, *check_all(workspace)))
    _show(found, format_)
    if format_ == "text":
        mistakes = len(serious(found))
        files = len(workspace.files)
        click.echo(
            f"{files} files: {mistakes or 'no'} problem{'' if mistakes == 1 else 's'}, {len(found) - mistakes or 'no'} finding{'' if len(found) - mistakes == 1 else 's'}.",
            err=True,
        )
    sys.exit(bool(serious(found)))


def _page(code: str) -> str:
    """The page of a problem code; wrong use if there is none."""
    from importlib import resources

    from compliance.problems import closest

    pages = {
        path.name.removesuffix(".md"): path
        for path in resources.files("compliance").joinpath("problem_pages").iterdir()
    }
    if code not in pages:
        raise click.BadParameter(
            f"there is no problem code `{code}`. {closest(code, pages) or ''}".rstrip(), param_hint="--explain"
        )
    return pages[code].read_text("utf-8").rstrip()


@main.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for one file a document type; without it, the names are listed.",
)
def schema(output: Path | None) -> None:
    """Write a JSON Schema for each type of document, by which an editor completes and explains fields."""
    from compliance.schema import schemas

    for name, text in schemas().items():
        if output is None:
            click.echo(name)
        else:
            output.mkdir(parents=True, exist_ok=True)
            (output / name).write_text(text, "utf-8")
            click.echo(output / name)
