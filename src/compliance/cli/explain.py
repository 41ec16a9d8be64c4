"""Commands that explain a score: where it comes from, what is missing, what would close it."""

import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import click

from compliance.cli.folder import clean, known
from compliance.cli.shared import command, format_option, one_of
from compliance.cli.tables import laid_out
from compliance.cli.terminal import echo, flow, width
from compliance.figures import day
from compliance.queries.explain import explain as explained
from compliance.queries.explain import targets
from compliance.queries.explain.record import explanation_record
from compliance.queries.explain.text import exact_words, facts, part_rating, part_title, span_words, why
from compliance.queries.explain.values import End, Explanation, Gate
from compliance.queries.formats import as_json
from compliance.view.names import designations
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
