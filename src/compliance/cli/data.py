"""Commands on the data: check them, explain a problem, write the schemas."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from compliance.cli.root import counted, main, one_of, saved, show, writable
from compliance.cli.terminal import echo


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
        echo(_page(explain))
        return
    from compliance.inputs import read_inputs
    from compliance.problems import serious

    inputs, problems = read_inputs(root)
    show(problems, format_)
    mistakes = len(serious(problems))
    if format_ == "text":
        counts = f"{counted(mistakes, 'problem')}, {counted(len(problems) - mistakes, 'finding')}"
        echo(f"{counted(inputs.files, 'file')}: {counts}.", err=True)
    sys.exit(bool(mistakes))


def _page(code: str) -> str:
    """The page of a problem code; wrong use if there is none."""
    pages = {page.stem: page for page in (Path(__file__).parent.parent / "problem_pages").glob("*-*.md")}
    return pages[one_of(pages, code, "problem code", "--explain")].read_text("utf-8").rstrip()


@main.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for one file a document type; without it, the names are listed.",
)
def schema(output: Path | None) -> None:
    """Write a JSON Schema for each type of document, by which an editor completes and explains fields."""
    from compliance.schema import schemas

    if output is None:
        echo("\n".join(schemas()))
        return
    folder = writable(output)
    for name, text in schemas().items():
        saved(folder / name, text.encode())
