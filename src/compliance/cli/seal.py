"""Commands that seal a finished assessment, and verify what was sealed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.root import clean, known, main, one_of, show
from compliance.cli.terminal import echo
from compliance.cli.writing import BY, ON, day, refuse, said, writing

if TYPE_CHECKING:
    from compliance.problems import Problem

DELIVERABLES = click.option(
    "--deliverables",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="The folder that `compliance build` wrote: the files of this country and cycle in it.",
)


@main.command()
@click.argument("country")
@click.argument("cycle")
@DELIVERABLES
@click.option("--why", metavar="TEXT", callback=said, help="What makes a new seal necessary where one is on it.")
@BY
@ON
@click.pass_obj
def seal(
    root: Path, *, country: str, cycle: str, deliverables: Path | None, why: str | None, by: str, on: date | None
) -> None:
    """Seal an adopted cycle: every input, version and figure goes into one file, the figures exactly.

    From then on the check reports every change of its checklists but a re-rating with its cause, after which the cycle
    is sealed anew. A new seal names the one before; none is ever changed.
    """
    from compliance.authoring.seal import delivered, objections, put_on, sealed

    with writing(root, country):
        inputs = clean(root)
        (id_,) = known(inputs, (country,))
        one = inputs.workspace.countries[id_]
        one_of(one.cycles(), cycle, "cycle", "CYCLE")
        refuse(tuple(objections(inputs, one, cycle, why=why)))
        files = delivered(deliverables, country, cycle) if deliverables else {}
        new = sealed(inputs, one, cycle, by=by, on=day(on), why=why, deliverables=files)
        file = put_on(root / "assessments" / country, new)
    echo(f"assessments/{country}/{file}: {len(new.figures)} figures from {len(new.inputs)} files.")


@main.command()
@click.argument("country", required=False)
@click.argument("cycle", required=False)
@DELIVERABLES
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A text to read, or the same for other programs.",
)
@click.pass_obj
def verify(root: Path, *, country: str | None, cycle: str | None, deliverables: Path | None, format_: str) -> None:
    """Recompute every figure of what was sealed, and name the first that differs and every file that changed.

    Without COUNTRY everything that is sealed is verified. Exit status: 0 all of it holds, 1 something does not. A file
    or a version that changed without changing a figure is named and changes no exit status.
    """
    from compliance.authoring.seal import delivered
    from compliance.inputs import read_inputs
    from compliance.view.sealed import as_json, as_text, verified

    inputs, problems = read_inputs(root)
    countries = inputs.workspace.countries
    wanted = (one_of(countries, country, "country", "COUNTRY"),) if country else tuple(countries)
    found = tuple(
        verified(
            inputs,
            countries[id_],
            latest,
            _broken(problems, id_, of),
            delivered(deliverables, id_, of) if deliverables else None,
        )
        for id_ in wanted
        for of in dict.fromkeys(of for of, _ in countries[id_].seals)
        if (cycle is None or of == cycle) and (latest := countries[id_].sealed(of))
    )
    if not found:
        _nothing(problems, country)
    if format_ == "json":
        echo(as_json(found))
    else:
        echo("\n".join(map(as_text, found)))
    sys.exit(not all(one.holds for one in found))


def _broken(problems: tuple[Problem, ...], country: str, cycle: str) -> tuple[str, ...]:
    """What the check says of the seals of a cycle and of what was sealed."""
    folder = f"assessments/{country}/{cycle}/"
    wrong = ("sealed-changed", "broken-seal")
    return tuple(f"{one.at}: {one.what}" for one in problems if one.code in wrong and one.at.path.startswith(folder))


def _nothing(problems: tuple[Problem, ...], country: str | None) -> None:
    """Ends where nothing is sealed; shows seals that cannot be read."""
    broken = [one for one in problems if one.at.path.endswith(".json")]
    show(broken, "text")
    where = country or "the folder"
    echo(f"Nothing is sealed in {where}{' that can be read' if broken else ''}.", err=True)
    sys.exit(bool(broken))
