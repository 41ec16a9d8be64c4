"""How far two evaluators agree: a row for each treaty and section, and the criteria on which they differ."""

from collections.abc import Iterator, Mapping

from compliance.report.excel.reference import measure
from compliance.report.excel.values import Sheet, Shown, Table, column, columns_of, rows_of
from compliance.scoring import Agreement
from compliance.scoring.agreement import LeftOut
from compliance.view import words
from compliance.view.agreement import LEFT_OUT, name
from compliance.view.values.agreement import AgreementView, DifferenceView
from compliance.view.values.country import CountryView

SETS: Mapping[LeftOut, str] = {
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
        if any(treaty.differences for treaty in view.agreement.treaties):
            yield _differences(view, view.agreement)


def _agreement(view: CountryView, agreed: AgreementView) -> Sheet:
    scale = tuple(dict.fromkeys(word for treaty in agreed.treaties for word in treaty.blocks[0].table))
    # The measures of agreement, what is not compared, and how often each pair of ratings occurs.
    table: Table[tuple[str, Agreement]] = (
        column("Treaty", lambda row: row[0], 9, "word"),
        column("Criteria of", lambda row: name(row[1]), 36, "label"),
        column("Articles", lambda row: row[1].articles, 9, "count"),
        column("Criteria rated by both", lambda row: row[1].compared, 12, "count"),
        column("Equal", lambda row: row[1].equal, 9, "percent"),
        column("At most one step apart", lambda row: row[1].adjacent, 12, "percent"),
        column("Krippendorff’s α", lambda row: row[1].alpha, 14, "coefficient"),
        column("α, 5 % quantile of draws", lambda row: getattr(row[1].interval, "low", None), 12, "coefficient"),
        column("α, 95 % quantile of draws", lambda row: getattr(row[1].interval, "high", None), 12, "coefficient"),
        *(_left_out(reason) for reason in LEFT_OUT),
        *(_pair(first, second) for first in scale for second in scale),
    )
    blocks = [(treaty.abbreviation, block) for treaty in agreed.treaties for block in treaty.blocks]
    firsts = [treaty.blocks[0] for treaty in agreed.treaties]  # of each treaty the whole
    return Sheet(
        name="Agreement",
        about="How far two evaluators agree who rated without knowing each other’s answers",
        title=agreed.headline,
        measure=measure(view, "Ratings of two evaluators before any difference was settled; values from the engine"),
        columns=columns_of(table),
        rows=rows_of(table, blocks),
        strong=frozenset(place for place, (_, block) in enumerate(blocks) if any(block is each for each in firsts)),
        frozen=2,
        notes=(
            agreed.lead,
            *(f"{each.abbreviation}, {each.law}. First: {each.evaluators[0]}. Second: {each.evaluators[1]}." for each in agreed.treaties),
            *(f"{treaty.abbreviation}: {note}" for treaty in agreed.treaties for note in treaty.notes),
        ),
    )  # fmt: skip


def _left_out(reason: LeftOut) -> Shown[tuple[str, Agreement]]:
    return column(SETS[reason], lambda row: row[1].left_out[reason], 13, "count")


def _pair(first: str, second: str) -> Shown[tuple[str, Agreement]]:
    header = f"First {words.rating(first)}, second {words.rating(second)}"
    return column(header, lambda row: row[1].table.get(first, {}).get(second), 12, "count", printed=False)


DIFFERENCES: Table[DifferenceView] = (
    column("Treaty", lambda difference: difference.instrument, 9, "word"),
    column("Provision", lambda difference: difference.provision, 18, "label"),
    column("Criterion", lambda difference: difference.criterion, 14, "word"),
    column("What the treaty asks", lambda difference: difference.duty, 48),
    column("First evaluator", lambda difference: difference.first.word, 16),
    column("Second evaluator", lambda difference: difference.second.word, 16),
    column("Steps apart", lambda difference: difference.distance, 9, "count"),
    column("Settled as", lambda difference: difference.third.word if difference.third else None, 16),
    column("By whom, when and why", lambda difference: difference.settled, 44),
    column("Scored", lambda difference: None if difference.scored else "never scored", 13, "word"),
)


def _differences(view: CountryView, agreed: AgreementView) -> Sheet:
    differences = [difference for treaty in agreed.treaties for difference in treaty.differences]
    return Sheet(
        name="Differences",
        about="Criteria that two evaluators answered differently, and what was settled",
        title=f"{len(differences)} {'criterion' if len(differences) == 1 else 'criteria'} answered differently by two evaluators",
        measure=measure(view, "Answers of both, and the rating on which they were brought together"),
        columns=columns_of(DIFFERENCES),
        rows=rows_of(DIFFERENCES, differences),
        frozen=3,
    )
