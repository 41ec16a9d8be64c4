"""Commands that ask the institutions of a country for figures, and take in what comes back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path

import click

from compliance import figures
from compliance.authoring.alone import NotWrittenError
from compliance.authoring.figures import brought, figures_held, keep_requests, too_early, with_sent, write
from compliance.catalogues import locale
from compliance.cli.files import output_option, saved, unwritten
from compliance.cli.folder import clean, known, planned
from compliance.cli.shared import READ, YEAR, a_day, command, end_with, one_of, refuse, show, stop
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import BY, ON, lines, permitted
from compliance.indicators.additions import TEXTS, Conflict, Merged, NoFigure, Take
from compliance.indicators.project import FOLDER
from compliance.indicators.requests import FILE as REQUESTS
from compliance.indicators.requests import read_requests
from compliance.language import CLDR, speaking
from compliance.model.requests import Requests
from compliance.problems import Position, Problem, closest, serious
from compliance.queries.request import Asking, data_request
from compliance.report.excel.answers import Answers, additions, read_answers, without
from compliance.report.excel.request import request_workbook


@command("country")
@output_option("The workbook to write, an .xlsx file.")
@click.option(
    "--from", "first", type=YEAR, metavar="YEAR", help="The first year asked about.  [default: two before the last]"
)
@click.option(
    "--to", "last", type=YEAR, metavar="YEAR", help="The last year asked about.  [default: the last that has ended]"
)
@click.option("--due", metavar="DATE", callback=a_day, help="By when an answer is expected.")
@click.option(
    "--contact",
    "contacts",
    multiple=True,
    metavar="WHO=WHOM",
    callback=lines,
    help="Whom to ask at an institution, once for each.  [default: as before]",
)
@click.option(
    "--language", type=click.Choice(tuple(CLDR)), help="The language of the workbook.  [default: as before, or English]"
)
@BY
@ON
def request(
    root: Path,
    *,
    country: str,
    output: Path,
    first: int | None,
    last: int | None,
    due: date | None,
    contacts: tuple[str, ...],
    language: str | None,
    by: str,
    on: date,
) -> None:
    """Write a workbook that asks a country for missing figures.

    It has a sheet for each institution, and on it a row for each series and year that an indicator needs and no usable
    figure gives: what counts, in which unit. Each request is kept in indicators/requests.yaml with its deadline and
    contact; one to which nothing came back is sent anew. What comes back filled in is read by `compliance indicators import`.
    """
    if due and due < on:
        raise click.BadParameter(f"{due} lies before the day of the request.", param_hint="--due")
    with _alone(root):
        inputs = clean(root)
        (id_,), project = known(inputs, (country,)), planned(inputs)
        name = permitted(inputs.workspace, by, "request-figures", id_)
        end = last or on.year - 1
        years = range(end - 2 if first is None else first, end + 1)
        if not years or end >= on.year:
            raise click.BadParameter(f"{years.start} to {end} are no years that have ended.", param_hint="--from, --to")
        asking = Asking(by=name, due=due, language=language, contacts=dict(map(_contact, contacts)))  # type: ignore[arg-type]  # one of the choices
        wanted = data_request(inputs, project, id_, years, on=on, asking=asking)
        for institution in asking.contacts:
            one_of([each.request.institution for each in wanted.institutions], institution, "institution", "--contact")
        document, requests, _ = read_requests(root)
        text = with_sent(document, requests, (each.request for each in wanted.institutions))
        with speaking(locale(wanted.language)):
            saved(output, request_workbook(wanted))
        if wanted.institutions:
            keep_requests(root, document, text)
    for each in wanted.institutions:
        until = f", by {each.request.due}" if each.request.due else ""
        echo(f"{each.request.id}: {each.request.institution}, {counted(len(each.figures), 'figure')}{until}")
    echo(f"{counted(wanted.figures, 'figure')} asked for.", err=True)


def _contact(text: str) -> tuple[str, str]:
    """An institution and whom to ask there."""
    name, between, person = (part.strip() for part in text.partition("="))
    if not (name and between and person):
        what = f"`{text}` is no contact; write one such as `Police=press office`."
        raise click.BadParameter(what, param_hint="--contact")
    return name, person


@command(name="import")
@click.argument("file", type=READ)
@click.option("--theirs", "take", flag_value="theirs", help="Where another figure is on file, the workbook's holds.")
@click.option("--ours", "take", flag_value="ours", help="Where another figure is on file, it stays.")
@BY
@ON
def import_(root: Path, *, file: Path, take: Take | None, by: str, on: date) -> None:
    """Take in the figures of a data request that was filled in.

    They go to indicators/statistics.csv, and indicators/requests.yaml keeps who took them in, and when. Every problem is
    printed with its cell, and nothing is written unless there is none. What was returned before says nothing; another
    figure than before takes its place, and the earlier row stays, set aside. Where somebody else wrote another figure
    meanwhile, both are listed and nothing is written until it is decided. A figure that covers less than the country in a
    whole year is added as set aside.
    """
    answers, problems = read_answers(file)
    with nullcontext() if serious(problems) else _alone(root):  # what cannot be read is never written
        inputs = clean(root)
        project = planned(inputs)
        document, requests, _ = read_requests(root)
        if answers and not serious(problems):
            problems = (*problems, *_not_on_file(answers, requests))
        if answers is None or document is None or serious(problems):
            end_with(problems)
            return
        name = permitted(inputs.workspace, by, "import-figures", answers.country)
        last = too_early(requests, answers.requests)
        if last and on < last:
            what = "The request, or what came back last, is of"
            refuse((f"{what} {figures.day(last)}, later than {figures.day(on)}.",))
        outcome = brought(inputs.workspace, project, additions(answers), without(answers), by=name, on=on, take=take)
        result = outcome.figures
        show(every := sorted((*problems, *outcome.problems)))
        if mistakes := serious(every):
            stop(f"{counted(len(mistakes), 'problem')}; nothing was written.")
        if result.conflicts:
            _list(result.conflicts)
        write(root, outcome)
    _print(result, outcome.reasons)
    for institution in answers.absent:
        echo(f"{institution}: its sheet is not in the workbook.", err=True)
    echo(_summary(result, answers), err=True)


def _not_on_file(answers: Answers, requests: Requests) -> Iterator[Problem]:
    """Requests that the workbook answers and of which nothing is on file."""
    known_ids = {request.id: request for request in requests.requests}
    for id_ in answers.requests:
        request = known_ids.get(id_)
        if request is None or request.country != answers.country:
            what, expected = f"the request `{id_}` is not on file", f"a request of {REQUESTS}"
            hint = closest(id_, known_ids) or "import it where it was sent from, or send it anew"
            yield Problem(Position(answers.path), "not-a-request", what, expected, hint)


def _list(conflicts: Sequence[Conflict]) -> None:
    """Prints every conflict with its cell and both figures, and ends."""
    for conflict in conflicts:
        at = conflict.theirs.places["value"]
        echo(f"{at.path}:{at.cell}: {' '.join(conflict.theirs.key)}")
        echo(f"        theirs: {conflict.theirs.figure}")
        echo(f"        ours:   {conflict.ours}")
    decide = "Say --theirs or --ours for figures on file; of two sheets that differ, empty the cell of one."
    stop(f"{counted(len(conflicts), 'conflict')}; nothing was written.", decide)


def _print(result: Merged, reasons: Sequence[NoFigure]) -> None:
    """What changes, a line a figure."""
    replaced = {correction.new.key: correction for correction in result.replaced}
    for addition in result.added:
        before = replaced.get(addition.key)
        was = f"{before.old.get('value')} {before.old.get('unit')} → " if before else ""
        aside = "" if addition.cells["used"] == "yes" else ", set aside"
        echo(f"{' '.join(addition.key)}: {was}{addition.figure}{aside}")
    for correction in result.reworded:
        for name in TEXTS:
            old, new = correction.old.get(name, ""), correction.new.cells.get(name, "")
            if old != new:
                echo(f"{' '.join(correction.new.key)}: {name}: {old or '(empty)'} → {new or '(empty)'}")
    for reason in reasons:
        echo(f"{reason.series} {reason.year}: no figure: {reason.why}")


def _summary(result: Merged, answers: Answers) -> str:
    replaced = len(result.replaced)
    counts = (
        (len(result.added) - replaced, "added"),
        (replaced, "replaced"),
        (len(result.reworded), "reworded"),
        (result.same, "as before"),
    )
    done = [f"{counted(number, 'figure')} {what}" for number, what in counts if number or what == "added"]
    return f"{', '.join(done)}; {answers.requested} asked for."


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Inside, nobody else writes in the folder of the project; says why where nothing is written."""
    try:
        with figures_held(root):
            yield
    except NotWrittenError as error:
        stop(error)
    except OSError as error:
        unwritten(FOLDER, error)
