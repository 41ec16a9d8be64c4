"""What several countries lack, and how the others stand to it."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Cell, Column, Sheet
from compliance.view.regional.values import STANDS, Stand

HEADERS: dict[Stand, str] = {
    "good": "Have it, fully or mostly",
    "lacking": "Surely lack it",
    "unsettled": "Not settled",
    "unanswered": "Not answered",
    "not-applicable": "Not concerned",
}


def shared_gaps(region: Region) -> Iterator[Sheet]:
    """A row a criterion that two or more countries surely lack; nothing where there is none."""
    rows: list[tuple[Cell, ...]] = [
        (
            treaty.instrument.abbreviation,
            gap.provision,
            ", ".join(gap.criteria),
            "core" if gap.core else None,
            gap.title,
            gap.duty,
            len(gap.by_stand["lacking"]),
            *(", ".join(gap.by_stand[stand]) or None for stand in STANDS),
            gap.finding,
        )
        for treaty in region.view.treaties
        for gap in treaty.gaps
    ]
    if rows:
        yield Sheet(
            name="Shared gaps",
            about="Criteria that two or more countries surely lack, and how the others stand",
            tab="result",
            title=region.view.treaties[0].gaps_headline,
            measure=region.measure("Criteria that two or more countries surely lack; values from the engine, they do not follow what is typed"),
            columns=(
                Column(header="Treaty", width=9, style="word"),
                Column(header="Provision", width=18, style="label"),
                Column(header="Criterion", width=16),
                Column(header="Core", width=7, style="word"),
                Column(header="Article", width=30),
                Column(header="What the treaty asks", width=44),
                Column(header="Countries that lack it", width=10, style="count", bars="amount"),
                *(Column(header=HEADERS[stand], width=26) for stand in STANDS),
                Column(header="In words", width=44, printed=False),
            ),
            rows=tuple(rows),
            frozen=2,
            notes=tuple(treaty.gaps_lead for treaty in region.view.treaties),
        )  # fmt: skip
