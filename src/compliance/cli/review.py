"""Commands that change a checklist: who answers what, steps to adoption, remarks, ratings."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

import click

from compliance import figures
from compliance.authoring import ratings, steps
from compliance.authoring.changes import Target
from compliance.authoring.people import Action
from compliance.checks.acceptances import accepted_in
from compliance.cli.shared import a_day, one_of, refuse
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import (
    BY,
    CYCLE,
    INSTRUMENT,
    ON,
    SECOND,
    Doing,
    answering,
    change,
    lines,
    one_line,
    target_of,
    target_with,
    whose,
    writing,
)
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED, Cause, Status
from compliance.model.dates import PartialDate
from compliance.model.instrument import NotApplicable
from compliance.workspace import Workspace

STEPS: Mapping[Status, Action] = {"submitted": "submit", "returned": "return", "reviewed": "review", "adopted": "adopt"}
"""What a step takes to be allowed, by the status to which it leads."""
# A reservation is no reason of an evaluator's: it stands in participation.yaml, and the engine reads it there.
OTHER_REASONS = tuple(reason for reason in get_args(NotApplicable) if reason != "reservation")


@change()
@click.argument("new", metavar="STATUS", type=click.Choice(tuple(STEPS)))
@INSTRUMENT
@CYCLE
@SECOND
@BY
@ON
@click.option("--note", metavar="TEXT", callback=one_line, help="Why, such as what a returned checklist lacks.")
def step(doing: Doing, *, new: Status, note: str | None) -> None:
    """Take a checklist a step further.

    A step leads to submitted, returned, reviewed or adopted. What stands in the way is printed, and nothing is written: problems in the file, answers carried over and not confirmed,
    open remarks, a reviewer who wrote a part of it or submitted it, answers that a reviewer left out who began to accept
    them one by one. Criteria without an answer need a note that says why. What is adopted changes by a re-rating alone.
    The checklist of a second evaluator is submitted, and returned if need be; once both are submitted they can be compared.
    """
    action: Action = "submit-second" if doing.second and new == "submitted" else STEPS[new]
    with writing(doing, action) as (workspace, name):
        target = target_of(workspace, doing)
        known_status = target.filed.value.status
        refuse(steps.hindrances(target, new, (), by=name, on=doing.on, note=note))
        steps.take(target, new, by=name, on=doing.on, note=note)
    echo(f"{whose(target)}: {known_status} → {new}.")


@change("where")
@click.argument("names", metavar="[NAME]...", nargs=-1, callback=lines)
@click.option("--due", metavar="DATE", callback=a_day, help="By when.  [default: as before]")
@INSTRUMENT
@CYCLE
@SECOND
@BY
def assign(doing: Doing, *, where: str, names: tuple[str, ...], due: date | None) -> None:
    """Say who is to answer articles or criteria, and by when.

    Without a NAME nobody is, and by no day. WHERE is an article, articles such as `2-10`, a section such as
    `procedural-law`, or a criterion: `compliance instruments` lists them. A criterion without a day of its own is due
    with its article.
    """
    if due and not names:
        raise click.UsageError("--due says by when somebody is to answer: name who.")
    with writing(doing, "assign") as (workspace, name):
        target = target_of(workspace, doing)
        action: Action = "import-second" if doing.second else "import"
        names = tuple(answering(workspace, each, doing.country, action, "NAME") for each in names)
        wanted = steps.places(target.treaty, where)
        if not wanted:
            raise _nowhere(target, where)
        refuse(tuple(steps.already_adopted(target)))
        steps.assign(target, wanted, names, by=name, due=due)
    until = f", by {figures.day(due)}" if due else ""
    echo(f"{whose(target)}, {where}: {', '.join(names) or 'nobody'}{until}")


@change()
@click.argument("where", metavar="WHERE...", nargs=-1, required=True)
@INSTRUMENT
@CYCLE
@BY
@ON
def accept(doing: Doing, *, where: tuple[str, ...]) -> None:
    """Accept answers as they stand.

    WHERE is a criterion, an article, articles such as `2-10`, or a section, of which every answer is accepted. Nobody
    accepts what they wrote a part of, and nothing that has open remarks, problems or suspect quotations. An answer that
    changes afterwards is accepted no longer.
    """
    with writing(doing, "accept") as (workspace, name):
        target = _accepting(workspace, doing, where)
        wanted = steps.to_accept(target, where)
        refuse(tuple(steps.unacceptable(target, wanted, (), by=name, on=doing.on)))
        if wanted:
            steps.accept(target, wanted, by=name, on=doing.on)
        done = len({*accepted_in(target.filed), *wanted})
    of = len(tuple(target.treaty.criteria()))
    echo(f"{whose(target)}: {counted(len(wanted), 'answer')} accepted, in all {done} of {of}.")


def _accepting(workspace: Workspace, doing: Doing, where: Sequence[str]) -> Target:
    """The checklist in which something is accepted: the one that is named, or that of the first criterion named."""
    criteria = (criterion.id for filed in workspace.instruments.values() for criterion in filed.value.criteria())
    is_criterion = doing.instrument is None and where[0] in criteria
    target = target_with(workspace, doing, where[0]) if is_criterion else target_of(workspace, doing)
    for place in where:
        if not steps.criteria_at(target.treaty, place):
            raise _nowhere(target, place)
    return target


def _nowhere(target: Target, where: str) -> click.BadParameter:
    what = f"{target.instrument} has no article, articles, section or criterion `{where}`."
    return click.BadParameter(what, param_hint="WHERE")


def _known(rating: str, target: Target, *others: str) -> None:
    """Wrong use where the scale of the instrument has no such rating, and it is none of the others."""
    scale = target.treaty.scale.values
    one_of((*scale, NOT_APPLICABLE, *others), rating, "rating", "RATING")


@change("criterion")
@click.argument("text", required=False, callback=one_line)
@click.option("--reply", type=click.IntRange(1), metavar="NUMBER", help="TEXT is a reply to this remark.")
@click.option("--close", "closed", type=click.IntRange(1), metavar="NUMBER", help="Settle this remark.")
@CYCLE
@SECOND
@BY
@ON
def remark(doing: Doing, *, criterion: str, text: str | None, reply: int | None, closed: int | None) -> None:
    """Remark on an answer, reply to a remark, or settle one.

    Remarks of a criterion have numbers, from 1. TEXT with --close is the last reply before it is settled, which only
    who asked does, or a manager where people.yaml names one.
    """
    if (reply and closed) or (text is None and not closed):
        raise click.UsageError("give a TEXT, with --reply to answer a remark, or --close to settle one.")
    action: Action = "close" if closed else "reply" if reply else "remark"
    with writing(doing, action) as (workspace, name):
        target = target_with(workspace, doing, criterion)
        refuse(tuple(steps.already_adopted(target)))
        if (number := reply or closed) and number not in steps.open_remarks(target, criterion):
            raise click.UsageError(f"{criterion} has no open remark {number}.")
        if number:
            refuse(tuple(steps.too_early(target, criterion, number, doing.on)))
        if closed:
            refuse(tuple(steps.not_theirs(target, criterion, closed, name)))
        done = steps.remarked(target, criterion, text, reply=reply, closed=closed, by=name, on=doing.on)
    echo(f"{criterion}, remark {done}: {'closed' if closed else 'replied' if reply else 'open'}.")


def _since(context: click.Context, parameter: click.Parameter, value: str | None) -> PartialDate | None:
    """A date as exact as its source; wrong use if it is none."""
    text = one_line(context, parameter, value)
    try:
        return PartialDate.parse(text) if text is not None else None
    except ValueError as error:
        raise click.BadParameter(f"`{text}` is no date; write {error}.", param_hint="--since") from None


@change("criterion", "rating")
@click.option("--cause", type=click.Choice(get_args(Cause)), required=True, help="Why the rating changes.")
@click.option("--note", metavar="TEXT", required=True, callback=one_line, help="What happened, in words.")
@click.option(
    "--since", metavar="DATE", callback=_since, help="From this day, month or year of the law.  [default: as before]"
)
@click.option(
    "--gap", metavar="TEXT", callback=one_line, help="What is missing now.  [default: as before, below the best]"
)
@click.option("--reason", type=click.Choice(OTHER_REASONS), help="Why the criterion is not applicable.")
@click.option("--part", metavar="ID", help="The level of government, where levels are rated.")
@CYCLE
@BY
@ON
def rerate(doing: Doing, *, criterion: str, rating: str, note: str, **more: Any) -> None:
    """Change a rating with its cause.

    The rating before stays in the history, and the log tells of it. A sealed checklist changes in no other way; afterwards it is sealed anew. Of an answer on which
    two evaluators differed the third rating changes; their own stay as they are, and so does their agreement.
    """
    with writing(doing, "rerate") as (workspace, name):
        target = target_with(workspace, doing, criterion)
        _known(rating, target, UNANSWERED)
        # What is more, the options are called as the fields of the record: cause, part, since, gap and reason.
        new = ratings.Rerating(criterion=criterion, rating=rating, why=note, by=name, on=doing.on, **more)
        refuse(tuple(ratings.objections(target, new)))
        old, now = ratings.rerate(target, new)
    echo(f"{criterion}: {old} → {now}.")


@change("criterion", "rating")
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
def adjudicate(
    doing: Doing, *, criterion: str, rating: str, reason: str, gap: str | None, replaces: str | None
) -> None:
    """Settle a criterion on which two evaluators differ.

    The third rating alone is scored. It is given once both have submitted, by somebody who answered neither checklist. `compliance agreement` lists where they differ.
    """
    with writing(doing, "adjudicate") as (workspace, name):
        target = target_with(workspace, doing, criterion)
        _known(rating, target)
        refuse(tuple(steps.already_adopted(target)))
        new = ratings.Settling(
            criterion=criterion, rating=rating, reason=reason, by=name, on=doing.on, gap=gap, replaces=replaces
        )
        refuse(tuple(ratings.disputes(target, new)))
        ratings.adjudicate(target, new)
    echo(f"{criterion}: {rating}.")
