"""How far two evaluators agree: a row for each treaty and section, and the criteria on which they differ."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.report.excel.reference import known, measure
from compliance.report.excel.values import Cell, Column, Sheet
from compliance.scoring import Agreement
from compliance.view import words
from compliance.view.agreement import LEFT_OUT, name
from compliance.view.values import AgreementView, CountryView, TwiceRatedView

SETS = {
    "unanswered": "Unanswered by one or both",
    "open": "A set of ratings by one or both",
    "not-applicable": "Not applicable for both",
    "one-not-applicable": "Not applicable for one alone",
    "not-scored": "Never scored",
}
"""Headers of the columns of what is not compared."""


def agreement(view: CountryView) -> Iterator[Sheet]:
    """The sheets about two evaluators; none where no treaty was rated twice."""
    if view.agreement:
        yield _agreement(view, view.agreement)
        if any(two.differences for two in view.agreement.treaties):
            yield _differences(view, view.agreement)


def _agreement(view: CountryView, agreed: AgreementView) -> Sheet:
    scale = tuple(dict.fromkeys(word for two in agreed.treaties for word in two.blocks[0].table))
    return Sheet(
        name="Agreement",
        about="How far two evaluators agree who rated without knowing each other’s answers",
        tab="result",
        title=agreed.headline,
        measure=measure(view, "Ratings of two evaluators before any difference was settled; values from the engine"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Criteria of", width=36, style="label"),
            Column(header="Articles", width=9, style="count"),
            Column(header="Criteria rated by both", width=12, style="count"),
            Column(header="Equal", width=9, style="percent"),
            Column(header="At most one step apart", width=12, style="percent"),
            Column(header="Krippendorff’s α", width=14, style="coefficient"),
            Column(header="α, 5 % quantile of draws", width=12, style="coefficient"),
            Column(header="α, 95 % quantile of draws", width=12, style="coefficient"),
            *(Column(header=SETS[reason], width=13, style="count") for reason in LEFT_OUT),
            *(
                Column(
                    header=f"First {words.rating(one)}, second {words.rating(two)}",
                    width=12,
                    style="count",
                    printed=False,
                )
                for one in scale
                for two in scale
            ),
        ),
        rows=tuple(_row(two, block, scale) for two in agreed.treaties for block in two.blocks),
        strong=frozenset(_wholes(agreed)),
        frozen=2,
        notes=(
            agreed.lead,
            *(
                f"{two.abbreviation}, {two.law}. First: {two.evaluators[0]}. Second: {two.evaluators[1]}."
                for two in agreed.treaties
            ),
            *(f"{two.abbreviation}: {note}" for two in agreed.treaties for note in two.notes),
        ),
    )


def _wholes(agreed: AgreementView) -> Iterator[int]:
    """The rows of whole treaties."""
    place = 0
    for two in agreed.treaties:
        yield place
        place += len(two.blocks)


def _row(two: TwiceRatedView, block: Agreement, scale: tuple[str, ...]) -> tuple[Cell, ...]:
    return (
        two.abbreviation,
        name(block),
        block.articles,
        block.compared,
        block.equal,
        block.adjacent,
        block.alpha,
        *((block.interval.low, block.interval.high) if block.interval else (None, None)),
        *(block.left_out[reason] for reason in LEFT_OUT),
        *(block.table.get(one, {}).get(other) for one in scale for other in scale),
    )


def _differences(view: CountryView, agreed: AgreementView) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            difference.instrument,
            difference.provision,
            difference.criterion,
            difference.duty,
            difference.first.word,
            difference.second.word,
            int(difference.steps) if known(difference.steps) else None,
            difference.third.word if difference.third else None,
            difference.settled,
            None if difference.scored else "never scored",
        )
        for two in agreed.treaties
        for difference in two.differences
    )
    return Sheet(
        name="Differences",
        about="Criteria that two evaluators answered differently, and what was settled",
        tab="result",
        title=f"{len(rows)} {'criterion' if len(rows) == 1 else 'criteria'} answered differently by two evaluators",
        measure=measure(view, "Answers of both, and the rating on which they were brought together"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Provision", width=18, style="label"),
            Column(header="Criterion", width=14, style="word"),
            Column(header="What the treaty asks", width=48),
            Column(header="First evaluator", width=16),
            Column(header="Second evaluator", width=16),
            Column(header="Steps apart", width=9, style="count"),
            Column(header="Settled as", width=16),
            Column(header="By whom, when and why", width=44),
            Column(header="Scored", width=13, style="word"),
        ),
        rows=rows,
        frozen=3,
    )
