"""The command that writes checklists to be filled in."""

from datetime import date, datetime
from pathlib import Path

import click

from compliance.authoring.alone import NotWrittenError
from compliance.authoring.edit import fields_in
from compliance.authoring.log import held
from compliance.authoring.opening import Opening, checklists, in_the_way, is_cycle, make, with_missing, wrong_with
from compliance.authoring.people import Action
from compliance.cli.files import unwritten
from compliance.cli.shared import command, end_with, one_of
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import BY_WHERE_NAMED, answering, lines, permitted
from compliance.folder import read_workspace
from compliance.model.checklist import Checklist
from compliance.source import Document, parse
from compliance.workspace import Workspace

DAY = click.DateTime(["%Y-%m-%d"])


@command("country")
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
@click.option(
    "--second",
    is_flag=True,
    help="For a second evaluator, who rates blind: beside the first checklist, whose day and basis are the default.",
)
@click.option("--cut-off", type=DAY, metavar="DATE", help="The law as it stands on this day.  [default: today]")
@click.option(
    "--basis",
    type=click.Choice(["desk-review", "self-assessment", "peer-review", "on-site"]),
    help="What the answers will rest on.  [default: desk-review]",
)
@click.option(
    "--evaluator", "evaluators", metavar="NAME", multiple=True, callback=lines, help="Who answers. May be given again."
)
@BY_WHERE_NAMED
def new(
    root: Path,
    *,
    country: str,
    cycle: str,
    instruments: tuple[str, ...],
    before: str | None,
    second: bool,
    cut_off: datetime | None,
    basis: str | None,
    evaluators: tuple[str, ...],
    by: str | None,
) -> None:
    """Write checklists with every criterion in treaty order.

    Each criterion is explained above its answer. Nothing is answered; with --from the answers of an earlier round are carried over and marked `carried_over` until
    somebody confirms them. Files that the country's folder lacks are made too. A checklist that exists is never touched. With --second nothing is taken from the first
    evaluator's answers: with --from too, those of the second one are carried over.
    """
    workspace, problems = read_workspace(root, logs=False)
    end_with(problems)
    one_of({jurisdiction.id for jurisdiction in workspace.listed()}, country, "country", "COUNTRY")
    permitted(workspace, by, "new", country)
    if not is_cycle(cycle):
        what = f"`{cycle}` is no name of a folder; a round is named by its year."
        raise click.BadParameter(what, param_hint="--cycle")
    action: Action = "import-second" if second else "import"
    names = tuple(answering(workspace, name, country, action, "--evaluator") for name in evaluators)
    openings, earlier = dict[str, Opening](), dict[str, Document]()
    for id_ in instruments:
        one_of(workspace.instruments, id_, "instrument", "--instrument")
        first = _first(workspace, country, cycle, id_) if second else None
        openings[id_] = Opening(
            country=country,
            cycle=cycle,
            cut_off=cut_off.date() if cut_off else first.cut_off if first else date.today(),
            basis=basis or (first.basis if first else "desk-review"),
            evaluators=names,
        )
        if before:
            earlier[id_] = _earlier(workspace, country, before, id_, second=second)
    wanted = checklists(workspace, openings, earlier, second=second)
    folder = root / "assessments" / country
    try:
        folder.mkdir(exist_ok=True)
        with held(folder):
            if there := in_the_way(root, wanted):
                raise click.UsageError(f"{there} exists already; nothing was written.")
            files = with_missing(root, country, wanted)
            end_with(wrong_with(workspace, country, files))
            make(root, files)
    except NotWrittenError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        unwritten(f"assessments/{country}", error)
    for path, text in wanted.items():
        echo(root / path)
        echo(_summary(parse(path, text)[0]), err=True)


def _first(workspace: Workspace, country: str, cycle: str, instrument: str) -> Checklist:
    """The checklist beside which a second one is to lie; wrong use where there is none."""
    known = workspace.countries[country].checklists if country in workspace.countries else {}
    if (cycle, instrument) not in known:
        what = f"a second evaluator rates what a first one rates, and there is no assessments/{country}/{cycle}/{instrument}.yaml."
        raise click.BadParameter(what, param_hint="--second")
    return known[cycle, instrument].value


def _earlier(workspace: Workspace, country: str, cycle: str, instrument: str, *, second: bool) -> Document:
    """The checklist whose answers are carried over, of the same evaluator; wrong use where there is none."""
    known = workspace.countries[country].rated_by(second=second) if country in workspace.countries else {}
    one_of({of for of, id_ in known if id_ == instrument}, cycle, f"round of `{instrument}`", "--from")
    return known[cycle, instrument].document


def _summary(document: Document | None) -> str:
    """How many criteria a new checklist has, and how many answers were carried over."""
    answers = fields_in(fields_in(document.data if document else None).get("responses"))
    carried = sum(map(bool, answers.values()))
    more = f", {counted(carried, 'answer')} carried over" if carried else ""
    return f"{len(answers)} criteria{more}."
