"""The command that says how far two evaluators agree."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from compliance.cli.folder import clean, known
from compliance.cli.shared import chosen, command, format_option, stop
from compliance.cli.tables import table
from compliance.cli.terminal import echo, flow, flows
from compliance.figures import listed
from compliance.queries.agreement import agreement_record
from compliance.queries.formats import as_json
from compliance.queries.raters import waiting
from compliance.scoring import DoubleRating
from compliance.view import words
from compliance.view.agreement import agreement_view, double_ratings
from compliance.view.names import designations
from compliance.view.values.agreement import TwiceRatedView
from compliance.workspace import Country, Workspace

RANKS = (0, 2, 1, 0, 0, 0, 1)
"""Which columns of the table of agreement are left out first, where a terminal has no room: articles."""


@command("country")
@click.option("--cycle", metavar="CYCLE", help="The round of assessment.  [default: the latest]")
@click.option(
    "--instrument", metavar="ID", help="One instrument, such as ets-185.  [default: all that were rated twice]"
)
@format_option("agreement", "Tables to read, or exact figures for other programs.")
def agreement(root: Path, *, country: str, cycle: str | None, instrument: str | None, format_: str) -> None:
    """Print how far two evaluators of a country agree.

    Both rated blind; where they differ is listed, once both have submitted. Compared are the ratings from before any difference was settled. The second evaluator's answers stand beside
    the first one's, in <instrument>.second.yaml.
    """
    inputs = clean(root)
    (id_,) = known(inputs, (country,))
    ratings = _rated_twice(inputs.workspace, inputs.workspace.countries[id_], cycle, instrument)
    cut_off = ratings[0].first.cut_off
    name = inputs.workspace.name_of(id_, cut_off)
    footnotes = designations(inputs.workspace, cut_off, (name,))
    of, cycle = inputs.workspace.countries[id_], ratings[0].first.cycle
    compared = {double_rating.instrument.id for double_rating in ratings}
    others = [key for key in sorted(of.second) if key[0] == cycle and key[1] not in compared]
    for sentence in _waiting(of, () if instrument else others):
        echo(sentence, err=True)
    if format_ == "json":
        echo(as_json([agreement_record(id_, name, double_rating, footnotes) for double_rating in ratings]))
        return
    seen = agreement_view(ratings)
    for two in seen.treaties if seen else ():
        _print(name, two)
    flows(footnotes)


def _rated_twice(
    workspace: Workspace, country: Country, cycle: str | None, instrument: str | None
) -> tuple[DoubleRating, ...]:
    """What was rated twice of what is asked for; wrong use where that is nothing."""
    cycles = country.cycles()
    if cycle and cycle not in cycles:
        raise click.BadParameter(f"{country.id} has no cycle `{cycle}`, only {listed(cycles)}.", param_hint="--cycle")
    instruments = chosen(workspace.instruments, instrument)
    wanted = cycle or (cycles[-1] if cycles else None)
    if wanted and (ratings := double_ratings(workspace, country, wanted, instruments)):
        return ratings
    if sentences := tuple(_waiting(country, [(wanted or "", id_) for id_ in instruments])):
        for sentence in sentences:
            echo(sentence)
        stop("Both rate blind: nothing is compared until both have submitted.")
    where = f"assessments/{country.id}/{wanted or '<cycle>'}/{instrument or '<instrument>'}.second.yaml"
    others = listed([f"{of} of cycle {in_}" for in_, of in sorted(country.second)])
    raise click.UsageError(
        f"{country.id} has no second evaluator's checklist{f' of {instrument}' if instrument else ''}"
        f"{f' in cycle {wanted}' if wanted else ''}: it would be {where}." + (f" On file: {others}." if others else "")
    )


def _waiting(country: Country, keys: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Who has not submitted yet, of what two evaluators answer; nothing of any answer."""
    for key in keys:
        for sentence in waiting(country, key) if country.is_blind(key) else ():
            yield f"{country.id}, {key[1]}, {key[0]}: {sentence}"


def _print(name: str, two: TwiceRatedView) -> None:
    """One treaty: what was rated by whom, agreement, ratings of both, differences."""
    flow(f"{name}, {two.abbreviation}, {two.law}")
    first, second = (names.removesuffix(".") for names in two.evaluators)
    flow(f"First: {first}. Second: {second}.\n")
    flow(f"{two.headline}.")
    table(two.heads, two.rows, ("left",) + ("right",) * (len(two.heads) - 1), RANKS)
    flows(two.notes)
    ratings = two.blocks[0].table
    echo("\nRatings of the first evaluator, by those of the second:")
    table(
        ("", *(words.rating(word) for word in ratings)),
        tuple((words.rating(word), *map(str, row.values())) for word, row in ratings.items()),
        ("left",) + ("right",) * len(ratings),
    )
    if two.differences:
        echo("Where they differ:")
        table(
            ("criterion", "first", "second", "steps", "settled", ""),
            tuple(
                (
                    difference.criterion,
                    difference.first.word,
                    difference.second.word,
                    difference.steps,
                    difference.third.word if difference.third else "not settled",
                    "" if difference.scored else "not scored",
                )
                for difference in two.differences
            ),
            ("left", "left", "left", "right", "left", "left"),
        )
