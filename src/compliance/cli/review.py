"""Commands that change a checklist: who answers what, steps to adoption, remarks, ratings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from compliance import figures
from compliance.authoring import steps
from compliance.authoring.acceptance import accept as accepted
from compliance.authoring.acceptance import criteria_at, to_accept, unacceptable
from compliance.authoring.changes import Target
from compliance.authoring.people import Action
from compliance.authoring.ratings import Rerating, Settling, disputes, objections
from compliance.authoring.ratings import adjudicate as settled
from compliance.authoring.ratings import rerate as rerated
from compliance.authoring.steps import assign as assigned
from compliance.authoring.steps import hindrances, places, take
from compliance.checks.acceptances import accepted_in
from compliance.cli.shared import a_day, one_of, refuse
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import (
    BY,
    CYCLE,
    INSTRUMENT,
    ON,
    SECOND,
    answering,
    day,
    lines,
    one_line,
    target_named,
    target_with,
    whose,
    writing,
)
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED
from compliance.model.dates import PartialDate
from compliance.workspace import Workspace

STEPS: Mapping[str, Action] = {"submitted": "submit", "returned": "return", "reviewed": "review", "adopted": "adopt"}
"""What a step takes to be allowed, by the status to which it leads."""


@click.command()
@click.argument("country")
@click.argument("new", metavar="STATUS", type=click.Choice(["submitted", "returned", "reviewed", "adopted"]))
@INSTRUMENT
@CYCLE
@SECOND
@BY
@ON
@click.option("--note", metavar="TEXT", callback=one_line, help="Why, such as what a returned checklist lacks.")
@click.pass_obj
def step(
    root: Path,
    *,
    country: str,
    new: str,
    instrument: str | None,
    cycle: str | None,
    second: bool,
    by: str,
    on: date | None,
    note: str | None,
) -> None:
    """Take a checklist a step further.

    A step leads to submitted, returned, reviewed or adopted. What stands in the way is printed, and nothing is written: problems in the file, answers carried over and not confirmed,
    open remarks, a reviewer who wrote a part of it or submitted it, answers that a reviewer left out who began to accept
    them one by one. Criteria without an answer need a note that says why. What is adopted changes by a re-rating alone.
    The checklist of a second evaluator is submitted, and returned if need be; once both are submitted they can be compared.
    """
    action: Action = "submit-second" if second and new == "submitted" else STEPS[new]
    with writing(root, country, action, by, second=second) as (workspace, name):
        target = target_named(workspace, country, cycle, instrument, second=second)
        known_status = target.filed.value.status
        refuse(hindrances(target, new, (), by=name, on=day(on), note=note))  # type: ignore[arg-type]  # one of the choices
        take(target, new, by=name, on=day(on), note=note)  # type: ignore[arg-type]
    echo(f"{whose(target)}: {known_status} → {new}.")


@click.command()
@click.argument("country")
@click.argument("where")
@click.argument("names", metavar="[NAME]...", nargs=-1, callback=lines)
@click.option("--due", metavar="DATE", callback=a_day, help="By when.  [default: as before]")
@INSTRUMENT
@CYCLE
@SECOND
@BY
@click.pass_obj
def assign(  # the parts of one assignment
    root: Path,
    *,
    country: str,
    where: str,
    names: tuple[str, ...],
    due: date | None,
    instrument: str | None,
    cycle: str | None,
    second: bool,
    by: str,
) -> None:
    """Say who is to answer articles or criteria, and by when.

    Without a NAME nobody is, and by no day. WHERE is an article, articles such as `2-10`, a section such as
    `procedural-law`, or a criterion: `compliance instruments` lists them. A criterion without a day of its own is due
    with its article.
    """
    if due and not names:
        raise click.UsageError("--due says by when somebody is to answer: name who.")
    with writing(root, country, "assign", by, second=second) as (workspace, name):
        target = target_named(workspace, country, cycle, instrument, second=second)
        action: Action = "import-second" if second else "import"
        names = tuple(answering(workspace, each, country, action, "NAME") for each in names)
        wanted = places(workspace.instruments[target.instrument].value, where)
        if not wanted:
            raise _nowhere(target, where)
        refuse(tuple(steps.already_adopted(target)))
        assigned(target, wanted, names, by=name, due=due)
    until = f", by {figures.day(due)}" if due else ""
    echo(f"{whose(target)}, {where}: {', '.join(names) or 'nobody'}{until}")


@click.command()
@click.argument("country")
@click.argument("where", metavar="WHERE...", nargs=-1, required=True)
@INSTRUMENT
@CYCLE
@BY
@ON
@click.pass_obj
def accept(
    root: Path,
    *,
    country: str,
    where: tuple[str, ...],
    instrument: str | None,
    cycle: str | None,
    by: str,
    on: date | None,
) -> None:
    """Accept answers as they stand.

    WHERE is a criterion, an article, articles such as `2-10`, or a section, of which every answer is accepted. Nobody
    accepts what they wrote a part of, and nothing that has open remarks, problems or suspect quotations. An answer that
    changes afterwards is accepted no longer.
    """
    with writing(root, country, "accept", by) as (workspace, name):
        target = _accepting(workspace, country, cycle, instrument, where)
        wanted = to_accept(target, where)
        refuse(tuple(unacceptable(target, wanted, (), by=name, on=day(on))))
        if wanted:
            accepted(target, wanted, by=name, on=day(on))
        done = len({*accepted_in(target.filed), *wanted})
    of = len(tuple(workspace.instruments[target.instrument].value.criteria()))
    echo(
        f"{country}, {target.instrument}, {target.cycle}: {counted(len(wanted), 'answer')} accepted, in all {done} of {of}."
    )


def _accepting(
    workspace: Workspace, country: str, cycle: str | None, instrument: str | None, where: Sequence[str]
) -> Target:
    """The checklist in which something is accepted: the one that is named, or that of the first criterion named."""
    criteria = (criterion.id for filed in workspace.instruments.values() for criterion in filed.value.criteria())
    if instrument is None and where[0] in criteria:
        target = target_with(workspace, country, cycle, where[0])
    else:
        target = target_named(workspace, country, cycle, instrument)
    for place in where:
        if not criteria_at(workspace.instruments[target.instrument].value, place):
            raise _nowhere(target, place)
    return target


def _nowhere(target: Target, where: str) -> click.BadParameter:
    what = f"{target.instrument} has no article, articles, section or criterion `{where}`."
    return click.BadParameter(what, param_hint="WHERE")


def _known(rating: str, target: Target, *others: str) -> None:
    """Wrong use where the scale of the instrument has no such rating, and it is none of the others."""
    scale = target.workspace.instruments[target.instrument].value.scale.values
    one_of((*scale, NOT_APPLICABLE, *others), rating, "rating", "RATING")


@click.command()
@click.argument("country")
@click.argument("criterion")
@click.argument("text", required=False, callback=one_line)
@click.option("--reply", type=click.IntRange(1), metavar="NUMBER", help="TEXT is a reply to this remark.")
@click.option("--close", "closed", type=click.IntRange(1), metavar="NUMBER", help="Settle this remark.")
@CYCLE
@SECOND
@BY
@ON
@click.pass_obj
def remark(
    root: Path,
    *,
    country: str,
    criterion: str,
    text: str | None,
    reply: int | None,
    closed: int | None,
    cycle: str | None,
    second: bool,
    by: str,
    on: date | None,
) -> None:
    """Remark on an answer, reply to a remark, or settle one.

    Remarks of a criterion have numbers, from 1. TEXT with --close is the last reply before it is settled, which only
    who asked does, or a manager where people.yaml names one.
    """
    if (reply and closed) or (text is None and not closed):
        raise click.UsageError("give a TEXT, with --reply to answer a remark, or --close to settle one.")
    with writing(root, country, "close" if closed else "reply" if reply else "remark", by, second=second) as (
        workspace,
        name,
    ):
        target = target_with(workspace, country, cycle, criterion, second=second)
        refuse(tuple(steps.already_adopted(target)))
        if (number := reply or closed) and number not in steps.open_remarks(target, criterion):
            raise click.UsageError(f"{criterion} has no open remark {number}.")
        if number:
            refuse(tuple(steps.too_early(target, criterion, number, day(on))))
        if closed:
            refuse(tuple(steps.not_theirs(target, criterion, closed, name)))
        done = steps.remarked(target, criterion, text, reply=reply, closed=closed, by=name, on=day(on))
    echo(f"{criterion}, remark {done}: {'closed' if closed else 'replied' if reply else 'open'}.")


@click.command()
@click.argument("country")
@click.argument("criterion")
@click.argument("rating")
@click.option(
    "--cause",
    type=click.Choice(
        ["law-changed", "evidence-found", "text-read", "error-corrected", "reservation-changed", "method-changed"]
    ),
    required=True,
    help="Why the rating changes.",
)
@click.option("--note", metavar="TEXT", required=True, callback=one_line, help="What happened, in words.")
@click.option(
    "--since", metavar="DATE", callback=one_line, help="From this day, month or year of the law.  [default: as before]"
)
@click.option(
    "--gap", metavar="TEXT", callback=one_line, help="What is missing now.  [default: as before, below the best]"
)
@click.option(
    "--reason",
    type=click.Choice(["condition-not-met", "other-treaty-applies", "not-a-party", "no-competence", "structural"]),
    help="Why the criterion is not applicable.",
)
@click.option("--part", metavar="ID", help="The level of government, where levels are rated.")
@CYCLE
@BY
@ON
@click.pass_obj
def rerate(
    root: Path,
    *,
    country: str,
    criterion: str,
    rating: str,
    cause: str,
    note: str,
    since: str | None,
    gap: str | None,
    reason: str | None,
    part: str | None,
    cycle: str | None,
    by: str,
    on: date | None,
) -> None:
    """Change a rating with its cause.

    The rating before stays in the history, and the log tells of it. A sealed checklist changes in no other way; afterwards it is sealed anew. Of an answer on which
    two evaluators differed the third rating changes; their own stay as they are, and so does their agreement.
    """
    with writing(root, country, "rerate", by) as (workspace, name):
        target = target_with(workspace, country, cycle, criterion)
        _known(rating, target, UNANSWERED)
        new = Rerating(
            criterion=criterion,
            rating=rating,
            part=part,
            cause=cause,  # type: ignore[arg-type]  # one of the choices
            why=note,
            by=name,
            on=day(on),
            since=_since(since),
            gap=gap,
            reason=reason,  # type: ignore[arg-type]  # one of the choices
        )
        refuse(tuple(objections(target, new)))
        old, now = rerated(target, new)
    echo(f"{criterion}: {old} → {now}.")


def _since(text: str | None) -> PartialDate | None:
    """A date as exact as its source; wrong use if it is none."""
    if text is None:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise click.BadParameter(f"`{text}` is no date; write {error}.", param_hint="--since") from None


@click.command()
@click.argument("country")
@click.argument("criterion")
@click.argument("rating")
@click.option("--reason", metavar="TEXT", required=True, callback=one_line, help="Why, in a sentence.")
@click.option(
    "--gap", metavar="TEXT", callback=one_line, help="What is missing, below the best rating.  [default: as before]"
)
@click.option(
    "--replace",
    "replaces",
    metavar="TEXT",
    callback=one_line,
    help="Why this takes the place of a third rating that stands, which is kept on record.",
)
@CYCLE
@BY
@ON
@click.pass_obj
def adjudicate(
    root: Path,
    *,
    country: str,
    criterion: str,
    rating: str,
    reason: str,
    gap: str | None,
    replaces: str | None,
    cycle: str | None,
    by: str,
    on: date | None,
) -> None:
    """Settle a criterion on which two evaluators differ.

    The third rating alone is scored. It is given once both have submitted, by somebody who answered neither checklist. `compliance agreement` lists where they differ.
    """
    with writing(root, country, "adjudicate", by) as (workspace, name):
        target = target_with(workspace, country, cycle, criterion)
        _known(rating, target)
        refuse(tuple(steps.already_adopted(target)))
        new = Settling(
            criterion=criterion, rating=rating, reason=reason, by=name, on=day(on), gap=gap, replaces=replaces
        )
        refuse(tuple(disputes(target, new)))
        settled(target, new)
    echo(f"{criterion}: {rating}.")
