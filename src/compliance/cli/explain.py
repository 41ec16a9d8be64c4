"""Commands that explain a score: where it comes from, what is missing, what would close it."""

import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import click

from compliance import numerals
from compliance.cli.folder import clean, known, name_of
from compliance.cli.shared import chosen, command, format_option, one_of
from compliance.cli.tables import laid_out, table
from compliance.cli.terminal import echo, flow, flows, width
from compliance.figures import day
from compliance.queries import gaps as query
from compliance.queries.explain import explain as explained
from compliance.queries.explain import targets
from compliance.queries.explain.record import explanation_record
from compliance.queries.explain.text import exact_words, facts, part_rating, part_title, span_words, why
from compliance.queries.explain.values import End, Explanation, Gate
from compliance.queries.formats import as_csv, as_json, as_table
from compliance.queries.gaps import FIRST, MARK, QUESTIONS, GapList, columns, outcome, step_columns, steps
from compliance.view.names import designations
from compliance.view.reforms import ends
from compliance.view.words import rating

WIDEST = 100
"""Characters of a line at most; a longer one is hard to follow."""
INDENT = 2
"""Characters before the lines of a part."""


@command("country", "target")
@format_option("explain", "A text to read, or exact figures for other programs.")
def explain(root: Path, country: str, target: str, format_: str) -> None:
    """Explain a number: where it comes from, and what is missing.

    Shown are its ratings, values and weights, what holds it back, what is left out, what is missing. TARGET is an instrument (`ets-185`, `185`), a section (`ets-185/procedural-law`), an article (`185.6`), a criterion
    or a group of alternatives (`185.6.1.a.i`). Fractions are exact: score and losses make 1.
    """
    inputs = clean(root)
    (id_,) = known(inputs, (country,))
    every = targets(inputs.workspace)
    meant = every[one_of(every, target, "treaty, section, article or criterion", "TARGET")]
    explanations = explained(inputs.workspace, id_, meant)
    if not explanations:
        raise click.BadParameter(f"`{id_}` has no checklist for `{target}`.", param_hint="TARGET")
    if format_ == "json":
        echo(as_json([explanation_record(explanation) for explanation in explanations]))
        return
    notes = designations(
        inputs.workspace, explanations[0].law_as_of, tuple(explanation.country for explanation in explanations)
    )
    flow("\n\n".join((*(_text(explanation) for explanation in explanations), *notes)))


def _text(explanation: Explanation) -> str:
    head = f"{explanation.country}, {explanation.instrument}, law as of {day(explanation.law_as_of)}"
    lines = [head, f"{explanation.kind.capitalize()} {explanation.id}: {explanation.title}", ""]
    lines += _facts(tuple(facts(explanation)))
    lines += _listed("In each part", ((explanation.name(part), span_words(score)) for part, score in explanation.parts))
    for end in explanation.ends:
        lines += ["", *_end(end)]
    left_out = ("the whole", explanation.excluded), ("what binds, beyond that", explanation.excluded_as_bound)
    for of, exclusions in left_out:
        lines += _listed(f"Left out of {of}", ((each.criterion, why(explanation, each)) for each in exclusions))
    return "\n".join(lines)


def _facts(facts: Sequence[tuple[str, str]]) -> list[str]:
    """Labels and texts in two columns."""
    wide = min(max((len(label) for label, _ in facts), default=0), 34) + 2
    return [line for label, text in facts for line in _wrapped(f"{f'{label}  ':<{wide}}", text)]


def _wrapped(head: str, text: str) -> list[str]:
    """A text after its head; further lines stand under the text."""
    return textwrap.wrap(
        text, min(width(), WIDEST), initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
    ) or [head.rstrip()]


def _listed(title: str, pairs: Iterator[tuple[str, str]]) -> list[str]:
    """A titled list; nothing where there is nothing to list."""
    lines = _facts(tuple(pairs))
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def _end(end: End) -> list[str]:
    """One end of a score: its parts, the sum, the gates, the losses."""
    return [
        {"settled": "The score", "at worst": "At worst", "at best": "At best"}[end.name],
        *(f"  {line}".rstrip() for line in _parts(end)),
        *_wrapped("  Mean  ", f"{_sum(end)}{exact_words(end.mean)}"),
        *(line for gate in end.gates for line in _wrapped("  Gate  ", _gate(gate, end))),
        *_wrapped("  Score ", _scored(end)),
        *_wrapped("  Lost  ", _lost(end)),
    ]


def _parts(end: End) -> list[str]:
    """The parts of a mean as a small table."""
    gated = any(part.held_back for part in end.parts)
    headers = ("", "", "rating", "value", "share", "missing", *(("by gates",) if gated else ()))
    rows = [
        (
            part.id,
            part_title(part),
            part_rating(part),
            *(str(value) for value in (part.value, part.share, part.missing)),
            *((str(part.held_back),) if gated else ()),
        )
        for part in end.parts
    ]
    sides = ("left", "left", "left", *("right",) * (len(headers) - 3))
    return list(laid_out(headers, rows, sides, (), min(width(), WIDEST) - INDENT))


def _sum(end: End) -> str:
    """The mean written out, up to its equals sign: values over their number where all weigh the same, else shares times values."""
    shares = {part.share for part in end.parts}
    if len(shares) == 1:
        terms = " + ".join(str(part.value) for part in end.parts)
        return f"({terms}) / {len(end.parts)} = " if len(end.parts) > 1 else ""
    return f"{' + '.join(f'{part.share} × {part.value}' for part in end.parts)} = "


def _gate(gate: Gate, end: End) -> str:
    """What a core criterion does to the score."""
    cap = f"core criterion {gate.id} is {rating(gate.rating)}: no more than {rating(gate.cap_rating)}, {gate.cap}"
    if gate.binds:
        return f"{cap}; it binds, as the mean is {end.mean}.{f' {gate.reason}' if gate.reason else ''}"
    because = f", as the mean is {end.mean}." if gate.cap >= end.mean else ": another gate is lower."
    return f"{cap}; it does not bind{because}"


def _scored(end: End) -> str:
    """The score, and what lies between it and the mean."""
    if end.score == end.mean:
        return f"{exact_words(end.score)}, the mean"
    if any(gate.binds for gate in end.gates):
        return f"min({end.mean}, {end.score}) = {exact_words(end.score)}"
    taken = end.by_unevenness + end.by_gates
    return f"{exact_words(end.score)}: the mean is not arithmetic, and unevenness takes {taken}"


def _lost(end: End) -> str:
    """The identity of losses, checked as it is printed."""
    lost = [("ratings", end.by_ratings), ("gates", end.by_gates), ("unevenness", end.by_unevenness)]
    shown = [(name, value) for name, value in lost if value or name != "unevenness"]
    terms = " + ".join(f"{value} ({name})" for name, value in shown)
    total = sum((value for _, value in lost), Fraction(0))
    mark = "adds up" if end.adds_up else "DOES NOT ADD UP"
    return f"1 − {end.score} = {1 - end.score}; {terms} = {total}: {mark}"


def _target(_: click.Context, __: click.Parameter, text: str | None) -> Fraction | None:
    """A score from 0 to 1, exactly as it is written; wrong use if it is none."""
    if text is None:
        return None
    try:
        value = numerals.exact(text)
    except ValueError:
        raise click.BadParameter(f"`{text}` is no number from 0 to 1, such as 0.75.") from None
    if not 0 <= value <= 1:
        raise click.BadParameter(f"a score lies between 0 and 1; 75 of 100 points are 0.75, not `{text}`.")
    return value


@command("country")
@click.option("--instrument", metavar="ID", help="One instrument.  [default: all]")
@click.option("--reach", metavar="SCORE", callback=_target, help="Also a path to this score, from 0 to 1.")
@format_option("gaps", "Tables to read, or exact figures for other programs.")
def gaps(root: Path, country: str, instrument: str | None, reach: Fraction | None, format_: str) -> None:
    """List what would close the gaps of a country.

    Shown are gains, efforts, bundles, a path to a score, and open questions. The list is sorted by gain for each unit of effort (guideline 1, by-law 2, amendment 4, new act 8, constitution 16);
    gaps without a recommendation follow. Both figures are shown and never become one score.
    """
    inputs = clean(root)
    (id_,) = known(inputs, (country,))
    gap_lists = query.gap_lists(inputs.workspace, id_, chosen(inputs.workspace.instruments, instrument), reach)
    if not gap_lists:
        raise click.UsageError(f"{id_} has no checklist{f' of {instrument}' if instrument else ''}.")
    if format_ == "json":
        echo(as_json([query.gaps(gap_list) for gap_list in gap_lists]))
        return
    if format_ == "csv":
        echo(as_csv(query.EXACT, ((gap_list, row) for gap_list in gap_lists for row in gap_list.rows)))
        return
    for gap_list in gap_lists:
        _print(name_of(inputs, id_, gap_list.assessment.on), gap_list)
    on = gap_lists[0].assessment.on
    flows(designations(inputs.workspace, on, (name_of(inputs, id_, on),)))


def _print(name: str, gap_list: GapList) -> None:
    whole = gap_list.assessment.whole
    score = f", score {ends(whole.range)} of 100" if whole.range else ""
    flow(f"{name}, {whole.instrument.abbreviation}{score}")
    table(*as_table(columns(gap_list.assessment), gap_list.rows))
    flow(f"Points of 100. {MARK} no other row gives more for the same or less effort, or as much for less.")
    if gap_list.path:
        flow(f"\nA path, each step the one that brings most for its effort. {outcome(gap_list.path)}")
        if gap_list.path.steps:
            table(*as_table(step_columns(gap_list.assessment), steps(gap_list.path)))
    if gap_list.questions:
        flow(f"\nOpen questions whose answer narrows the range most; {len(gap_list.questions)} in all")
        table(*as_table(QUESTIONS, gap_list.questions[:FIRST]))
    flow()
