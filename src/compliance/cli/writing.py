"""What commands share that write into a checklist: which one, by whom, on which day, and why not."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from compliance.authoring.alone import NotWrittenError
from compliance.authoring.changes import RefusedError, Target
from compliance.authoring.log import held, latest, now
from compliance.authoring.people import Action, Actor, actor_of, allowed, name_forms, refusal
from compliance.authoring.sentences import flaw, on_one_line
from compliance.checks import check
from compliance.cli.files import unwritten
from compliance.cli.shared import a_day, command, end_with, one_of, refuse, show, stop
from compliance.cli.terminal import counted, echo
from compliance.folder import read_workspace
from compliance.model.checklist import Checklist
from compliance.problems import closest, serious
from compliance.queries.raters import spared
from compliance.workspace import PEOPLE, Country, Filed, Workspace


def one_line(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A name or a text on one line; wrong use if it holds nothing that can be read."""
    if value is None:
        return None
    text = on_one_line(value)
    if why := flaw(text):
        raise click.BadParameter(f"the text {why}.", param_hint=parameter.opts[0])
    return text


def lines(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Names or texts, each on one line."""
    return tuple(filter(None, (one_line(context, parameter, value) for value in values)))


def _not_ahead(context: click.Context, parameter: click.Parameter, value: str | None) -> date:
    """The day that is named, or today; wrong use if it lies ahead."""
    on = a_day(context, parameter, value)
    if on and on > date.today():
        raise click.BadParameter(f"{on} has not come yet.", param_hint="--on")
    return on or date.today()


BY = click.option("--by", metavar="NAME", required=True, callback=one_line, help="Who does it.")
BY_WHERE_NAMED = click.option(
    "--by",
    metavar="NAME",
    callback=one_line,
    help="Who does it; has to be said where people.yaml names who works here.",
)
ON = click.option("--on", metavar="DATE", callback=_not_ahead, help="The day of it.  [default: today]")
CYCLE = click.option("--cycle", metavar="CYCLE", help="The round of assessment.  [default: the latest]")
SECOND = click.option("--second", is_flag=True, help="The checklist of the second evaluator, who rates blind.")
INSTRUMENT = click.option("--instrument", metavar="ID", help="The instrument, where the cycle has several.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What every command is told that changes a checklist, as far as it has these options."""

    root: Path
    country: str
    by: str
    on: date = field(default_factory=date.today)
    cycle: str | None = None
    instrument: str | None = None
    second: bool = False


def change(*arguments: str) -> Callable[[Callable[..., Any]], click.Command]:
    """What makes a command of a function that changes a checklist of a COUNTRY: it is called with `Doing` first."""

    def made(function: Callable[..., Any]) -> click.Command:
        @wraps(function)
        def gathered(root: Path, **options: Any) -> object:
            doing = {each.name: options.pop(each.name) for each in fields(Doing) if each.name in options}
            return function(Doing(root=root, **doing), **options)

        return command("country", *arguments)(gathered)

    return made


@contextmanager
def writing(doing: Doing, action: Action) -> Iterator[tuple[Workspace, str]]:
    """The same as `holding`, with the name of whoever does something there; nobody does what their roles do not allow."""
    with holding(doing.root, doing.country, second=doing.second) as workspace:
        yield workspace, permitted(workspace, doing.by, action, doing.country)


@contextmanager
def holding(root: Path, country: str, *, second: bool = False) -> Iterator[Workspace]:
    """A workspace in which nobody else writes to a country meanwhile; says why where nothing is written."""
    folder = root / "assessments" / country
    folders = {path.name for path in (root / "assessments").glob("*/")} - {"instruments", "crosswalks"}
    one_of(folders, country, "country", "COUNTRY")
    try:
        with held(folder):
            _look_at_the_clock(folder)
            yield _without_problems(root, country, second=second)
    except RefusedError as refused:
        show(refused.problems)
        stop(f"It would leave {counted(len(refused.problems), 'problem')}; nothing was written.")
    except NotWrittenError as error:
        stop(error)
    except BrokenPipeError:
        raise  # it is whoever reads the output that is gone
    except OSError as error:
        unwritten(f"assessments/{country}", error)


def permitted(workspace: Workspace, by: str | None, action: Action, country: str) -> str:
    """The name of somebody who may do something for a country; ends where they may not, wrong use where nobody is meant."""
    if workspace.roll:
        end_with([problem for problem in serious(check(workspace)) if problem.at.path == PEOPLE])
    if workspace.roll and not by:
        raise click.UsageError(f"say with --by who does it: {PEOPLE} names who works here.")
    return answering(workspace, by or "", country, action, "--by")


def answering(workspace: Workspace, name: str, country: str, action: Action, hint: str) -> str:
    """The same of whoever is named by another word than `--by`: whoever is to answer."""
    actor = known_actor(workspace, name, hint)
    refuse(() if allowed(actor, action, country) else (refusal(actor, action, country),))
    return actor.name


def known_actor(workspace: Workspace, name: str, hint: str) -> Actor:
    """Who is meant by a name; wrong use where people.yaml knows nobody of that name."""
    if (actor := actor_of(workspace.roll, name)) is not None:
        return actor
    near = closest(name, name_forms(workspace.roll)) if workspace.roll else None
    raise click.BadParameter(f"{PEOPLE} names nobody `{name}`. {near or ''}".rstrip(), param_hint=hint)


def _look_at_the_clock(folder: Path) -> None:
    """Says where the clock is behind the log: one of the two is wrong, and with it what is dated today."""
    if (last := latest(folder)) and last > now():
        echo(
            f"The clock says {now():%Y-%m-%d %H:%M} UTC, but the log ends at {last.astimezone(UTC):%Y-%m-%d %H:%M}: "
            "one of them is wrong. Lines of the log keep the order in which they were written; give --on the right day.",
            err=True,
        )


def _without_problems(root: Path, country: str, *, second: bool) -> Workspace:
    """The workspace, if nothing is wrong in a country's folder or in what it shares; others may be at work in theirs."""
    workspace, problems = read_workspace(root, logs=False)
    one_of(workspace.countries, country, "country", "COUNTRY")
    others = tuple(f"assessments/{id_}/" for id_ in workspace.countries if id_ != country)
    every = sorted({*serious(problems), *serious(check(workspace))})
    mine = [problem for problem in every if not problem.at.path.startswith(others)]
    wrong, unread = spared(workspace, mine, second=second)
    end_with(wrong, unread=unread)
    return workspace


def target_named(
    workspace: Workspace, of: Country, cycle: str | None, instrument: str | None, *, second: bool
) -> Target:
    """The checklist that is meant; wrong use where there is none, or several."""
    cycle, checklists = _of_cycle(of, cycle, second=second)
    if instrument is None and len(checklists) > 1:
        ids = " or ".join(sorted(checklists))
        raise click.UsageError(f"{of.id} has several checklists in {cycle}: say --instrument {ids}.")
    id_ = next(iter(checklists)) if instrument is None else one_of(checklists, instrument, "checklist", "--instrument")
    return Target(workspace=workspace, country=of, cycle=cycle, instrument=id_, filed=checklists[id_])


def target_of(workspace: Workspace, doing: Doing) -> Target:
    """The checklist that a command names; wrong use where there is none, or several."""
    country = workspace.countries[doing.country]
    return target_named(workspace, country, doing.cycle, doing.instrument, second=doing.second)


def target_with(workspace: Workspace, doing: Doing, criterion: str) -> Target:
    """The checklist to whose instrument a criterion belongs; wrong use where there is none."""
    cycle, checklists = _of_cycle(workspace.countries[doing.country], doing.cycle, second=doing.second)
    treaties = [workspace.instruments[id_].value for id_ in checklists if id_ in workspace.instruments]
    every = {criterion.id: treaty.id for treaty in treaties for criterion in treaty.criteria()}
    one_of(every, criterion, "criterion", "CRITERION")
    return target_of(workspace, replace(doing, cycle=cycle, instrument=every[criterion]))


def _of_cycle(country: Country, cycle: str | None, *, second: bool) -> tuple[str, Mapping[str, Filed[Checklist]]]:
    """The cycle that is named, or the latest, and the checklists of one evaluator in it by instrument; wrong use where there is none."""
    cycles = country.cycles()
    if not cycles:
        raise click.UsageError(f"{country.id} has no checklist; `compliance new` writes one.")
    of = cycles[-1] if cycle is None else one_of(cycles, cycle, "cycle", "--cycle")
    checklists = {id_: filed for (in_, id_), filed in country.rated_by(second=second).items() if in_ == of}
    if second and not checklists:
        what = f"{country.id} has no second evaluator's checklist in {of}; `compliance new --second` writes one."
        raise click.UsageError(what)
    return of, checklists


def whose(target: Target) -> str:
    """The checklist that is meant, in words."""
    second = ", second" if target.second else ""
    return f"{target.country.id}, {target.instrument}{second}, {target.cycle}"
