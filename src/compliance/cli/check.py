"""The command that checks the data."""

import sys
from pathlib import Path

import click

from compliance.checks.quotes import altered_copies
from compliance.cli.shared import command, format_option, one_of, show
from compliance.cli.terminal import counted, echo
from compliance.inputs import read_inputs
from compliance.problems import serious
from compliance.queries.codes import pages


@command()
@format_option("check", "How to print problems.")
@click.option("--explain", metavar="CODE", help="Print the page about a problem code, and nothing else.")
def check(root: Path, format_: str, explain: str | None) -> None:
    """Check every file of the workspace and print every problem.

    Each problem is printed with its place. Exit status: 0 clean, 1 problems in the data, 2 wrong use. Nothing is ever written.
    """
    if explain is not None:
        echo(pages()[one_of(pages(), explain, "problem code", "--explain")])
        return
    inputs, problems = read_inputs(root)
    problems = tuple(sorted({*problems, *altered_copies(inputs.workspace)}))
    show(problems, format_)
    mistakes = len(serious(problems))
    if format_ == "text":
        counts = f"{counted(mistakes, 'problem')}, {counted(len(problems) - mistakes, 'finding')}"
        echo(f"{counted(inputs.files, 'file')}: {counts}.", err=True)
    sys.exit(bool(mistakes))
