"""Commands on work that several share: how far it is, who does what, steps to adoption, remarks, re-ratings, the log."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.root import main, one_of, show, table
from compliance.cli.terminal import echo, format_option
from compliance.cli.writing import BY, CYCLE, INSTRUMENT, ON, all_said, day, refuse, said, target, target_of, writing

if TYPE_CHECKING:
    from compliance.model.dates import PartialDate


@main.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option("--instrument", metavar="ID", help="One instrument.  [default: all]")
@click.option("--articles", is_flag=True, help="Every article of each checklist, with who is to answer it.")
@format_option("status", "A table to read, or the same for other programs.")
@click.pass_obj
def status(root: Path, *, countries: tuple[str, ...], instrument: str | None, articles: bool, format_: str) -> None:
    """Print how far the work is on the checklists of countries, and what to do next.

    Counted are answers, ratings for which no source was seen, answers carried over from an earlier cycle, open remarks,
    quotations that do not stand in the stored text, and problems of the file.
    """
    from compliance.checks import check
    from compliance.folder import read_workspace
    from compliance.queries.formats import as_json, as_table
    from compliance.queries.work import ARTICLES, COLUMNS, elsewhere, footnotes, work_record, works

    workspace, problems = read_workspace(root)
    for name in countries:
        one_of(workspace.countries, name, "country", "COUNTRY")
    only = (one_of(workspace.instruments, instrument, "instrument", "--instrument"),) if instrument else ()
    every = (*problems, *check(workspace))
    found = works(workspace, countries, every, only)
    if format_ == "json":
        echo(as_json([work_record(work) for work in found]))
        return
    if not articles:
        table(*as_table(COLUMNS, found))
        for work in found:
            echo(f"{work.name}, {work.instrument.abbreviation}: {work.next}")
    for work in found if articles else ():
        echo(
            f"{work.name}, {work.instrument.abbreviation}, {work.checklist.cycle}: {work.checklist.status}. {work.next}"
        )
        table(*as_table(ARTICLES, work.articles))
    if not countries and not only and (said_elsewhere := elsewhere(found, every)):
        echo(said_elsewhere)
    for note in footnotes(workspace, found):
        echo(note)


@main.command()
@click.argument("country")
@click.argument("new", metavar="STATUS", type=click.Choice(["submitted", "returned", "reviewed", "adopted"]))
@INSTRUMENT
@CYCLE
@BY
@ON
@click.option("--note", metavar="TEXT", callback=said, help="Why, such as what a returned checklist lacks.")
@click.pass_obj
def step(
    root: Path,
    *,
    country: str,
    new: str,
    instrument: str | None,
    cycle: str | None,
    by: str,
    on: date | None,
    note: str | None,
) -> None:
    """Take a checklist a step further: to submitted, returned, reviewed or adopted.

    What stands in the way is said, and nothing is written: problems in the file, answers carried over and not confirmed,
    open remarks, a reviewer who answered. Criteria without an answer need a note that says why. What is adopted changes
    by a re-rating alone.
    """
    from compliance.authoring.steps import hindrances, take

    with writing(root, country) as workspace:
        one = target(workspace, country, cycle, instrument)
        known_status = one.filed.value.status
        refuse(hindrances(one, new, (), by=by, on=day(on), note=note))  # type: ignore[arg-type]  # one of the choices
        take(one, new, by=by, on=day(on), note=note)  # type: ignore[arg-type]
    echo(f"{country}, {one.instrument}, {one.cycle}: {known_status} → {new}.")


@main.command()
@click.argument("country")
@click.argument("where")
@click.argument("names", metavar="[NAME]...", nargs=-1, callback=all_said)
@INSTRUMENT
@CYCLE
@click.pass_obj
def assign(
    root: Path, *, country: str, where: str, names: tuple[str, ...], instrument: str | None, cycle: str | None
) -> None:
    """Say who is to answer articles or criteria; without a name nobody is.

    WHERE is an article, articles such as `2-10`, a section such as `procedural-law`, or a criterion.
    """
    from compliance.authoring.steps import assign as assigned
    from compliance.authoring.steps import places

    with writing(root, country) as workspace:
        one = target(workspace, country, cycle, instrument)
        wanted = places(workspace.instruments[one.instrument].value, where)
        if not wanted:
            what = f"{one.instrument} has no article, articles, section or criterion `{where}`."
            raise click.BadParameter(what, param_hint="WHERE")
        refuse(_adopted(one.filed.value.status))
        assigned(one, wanted, names)
    echo(f"{country}, {one.instrument}, {one.cycle}, {where}: {', '.join(names) or 'nobody'}")


def _adopted(status_: str) -> tuple[str, ...]:
    return ("It is adopted: an answer that must change is re-rated with its cause.",) if status_ == "adopted" else ()


@main.command()
@click.argument("country")
@click.argument("criterion")
@click.argument("text", required=False, callback=said)
@click.option("--reply", type=click.IntRange(1), metavar="NUMBER", help="TEXT is a reply to this remark.")
@click.option("--close", "closed", type=click.IntRange(1), metavar="NUMBER", help="Settle this remark.")
@CYCLE
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
    by: str,
    on: date | None,
) -> None:
    """Remark on an answer, reply to a remark, or settle one.

    Remarks of a criterion have numbers, from 1. TEXT with --close is the last reply before it is settled.
    """
    from compliance.authoring import steps

    if (reply and closed) or (text is None and not closed):
        raise click.UsageError("give a TEXT, with --reply to answer a remark, or --close to settle one.")
    with writing(root, country) as workspace:
        target = target_of(workspace, country, cycle, criterion)
        refuse(_adopted(target.filed.value.status))
        if (number := reply or closed) and number not in steps.open_remarks(target, criterion):
            raise click.UsageError(f"{criterion} has no open remark {number}.")
        if number:
            refuse(tuple(steps.too_early(target, criterion, number, day(on))))
        done = steps.remarked(target, criterion, text, reply=reply, closed=closed, by=by, on=day(on))
    echo(f"{criterion}, remark {done}: {'closed' if closed else 'replied' if reply else 'open'}.")


@main.command()
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
@click.option("--note", metavar="TEXT", required=True, callback=said, help="What happened, in words.")
@click.option(
    "--since", metavar="DATE", callback=said, help="From this day, month or year of the law.  [default: as before]"
)
@click.option("--gap", metavar="TEXT", callback=said, help="What is missing now.  [default: as before, below the best]")
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
    """Change a rating with its cause: the rating before stays in the history, and the log tells of it.

    A sealed checklist changes in no other way; afterwards it is sealed anew.
    """
    from compliance.authoring.ratings import Rerating, objections
    from compliance.authoring.ratings import rerate as rerated
    from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED

    with writing(root, country) as workspace:
        target = target_of(workspace, country, cycle, criterion)
        scale = workspace.instruments[target.instrument].value.scale.values
        one_of((*scale, NOT_APPLICABLE, UNANSWERED), rating, "rating", "RATING")
        new = Rerating(
            criterion=criterion,
            rating=rating,
            part=part,
            cause=cause,  # type: ignore[arg-type]  # one of the choices
            why=note,
            by=by,
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
    from compliance.model.dates import PartialDate

    if text is None:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise click.BadParameter(f"`{text}` is no date; write {error}.", param_hint="--since") from None


@main.command()
@click.argument("country")
@click.argument("criterion")
@click.argument("rating")
@click.option("--reason", metavar="TEXT", required=True, callback=said, help="Why, in a sentence.")
@CYCLE
@BY
@ON
@click.pass_obj
def adjudicate(
    root: Path, *, country: str, criterion: str, rating: str, reason: str, cycle: str | None, by: str, on: date | None
) -> None:
    """Settle a criterion on which two evaluators differ; the third rating alone is scored.

    `compliance agreement` lists where they differ.
    """
    from compliance.authoring.ratings import adjudicate as settled
    from compliance.model.checklist import NOT_APPLICABLE

    with writing(root, country) as workspace:
        target = target_of(workspace, country, cycle, criterion)
        scale = workspace.instruments[target.instrument].value.scale.values
        one_of((*scale, NOT_APPLICABLE), rating, "rating", "RATING")
        refuse(_adopted(target.filed.value.status))
        settled(target, criterion, rating, reason=reason, by=by, on=day(on))
    echo(f"{criterion}: {rating}.")


@main.command()
@click.argument("country")
@click.option("--about", metavar="ID", help="Lines about this criterion or act alone.")
@format_option("log", "A table to read, or the same for other programs.")
@click.pass_obj
def log(root: Path, country: str, about: str | None, format_: str) -> None:
    """Print who changed what in a country's files, when and why: imports, steps, re-ratings, stored texts, seals."""
    from compliance.folder import read_workspace
    from compliance.problems import serious
    from compliance.queries.formats import as_json, as_table
    from compliance.queries.log import COLUMNS, entries
    from compliance.workspace import LOG

    workspace, problems = read_workspace(root)
    one_of(workspace.countries, country, "country", "COUNTRY")
    broken = [problem for problem in serious(problems) if problem.at.path == f"assessments/{country}/{LOG}"]
    show(broken, "text")
    found = entries(workspace.countries[country], about)
    if format_ == "json":
        echo(as_json(found))
    elif found:
        table(*as_table(COLUMNS, found))
    else:
        echo("Nothing is on file.", err=True)
    sys.exit(bool(broken))
