"""What several countries lack, and what each brings to co-operation under a treaty."""

from collections.abc import Iterator

from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Sheet, Shown, Table, column, columns_of, rows_of
from compliance.view.regional.region import (
    STANDS,
    Across,
    SideView,
    Stand,
    TreatyComparison,
)

Gap = tuple[TreatyComparison, Across]
HEADERS: dict[Stand, str] = {
    "good": "Have it, fully or mostly",
    "lacking": "Surely lack it",
    "unsettled": "Not settled",
    "unanswered": "Not answered",
    "not-applicable": "Not concerned",
}


def shared_gaps(region: Region) -> Iterator[Sheet]:
    """A row a criterion that two or more countries surely lack; nothing where there is none."""
    rows = rows_of(GAPS, ((treaty, gap) for treaty in region.view.treaties for gap in treaty.gaps))
    if rows:
        yield Sheet(
            name="Shared gaps",
            about="Criteria that two or more countries surely lack, and how the others stand",
            title=region.view.treaties[0].gaps_headline,
            measure=region.measure("Criteria that two or more countries surely lack; values from the engine, they do not follow what is typed"),
            columns=columns_of(GAPS),
            rows=rows,
            frozen=2,
            notes=tuple(treaty.gaps_lead for treaty in region.view.treaties),
        )  # fmt: skip


def _standing(stand: Stand) -> Shown[Gap]:
    return column(HEADERS[stand], lambda row: ", ".join(row[1].by_stand[stand]) or None, 26)


GAPS: Table[Gap] = (
    column("Treaty", lambda row: row[0].instrument.abbreviation, 9, "word"),
    column("Provision", lambda row: row[1].provision, 18, "label"),
    column("Criterion", lambda row: ", ".join(row[1].criteria), 16),
    column("Core", lambda row: "core" if row[1].core else None, 7, "word"),
    column("Article", lambda row: row[1].title, 30),
    column("What the treaty asks", lambda row: row[1].duty, 44),
    column("Countries that lack it", lambda row: len(row[1].by_stand["lacking"]), 10, "count", bars="amount"),
    *map(_standing, STANDS),
    column("In words", lambda row: row[1].finding, 44, printed=False),
)


Side = tuple[str, SideView]


def _count(stand: Stand) -> Shown[Side]:
    return column(HEADERS[stand], lambda row: row[1].by_stand[stand], 12, "count")


SIDES: Table[Side] = (
    column("Treaty", lambda row: row[0], 9, "word"),
    column("Country", lambda row: row[1].name, 26, "label"),
    column("Party", lambda row: "yes" if row[1].party else "no", 8, "word"),
    *map(_count, HEADERS),
    column("Core criteria that it surely lacks", lambda row: ", ".join(row[1].core_lacking) or None, 44),
)


def cooperation(region: Region) -> Iterator[Sheet]:
    """What each brings; nothing where no instrument asks anything of those who send or receive requests."""
    views = [(treaty.instrument.abbreviation, view) for treaty in region.view.treaties if (view := treaty.cooperation)]
    if views:
        yield Sheet(
            name="Cooperation",
            about="What each country brings to co-operation: criteria that ask something of a Party that sends or receives a request",
            title="; ".join(view.headline for _, view in views),
            measure=region.measure("Criteria by how the country stands to them; values from the engine, they do not follow what is typed"),
            columns=columns_of(SIDES),
            rows=rows_of(SIDES, ((treaty, side) for treaty, view in views for side in view.sides)),
            frozen=2,
        )  # fmt: skip
