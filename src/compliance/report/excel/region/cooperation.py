"""What several countries lack, what each brings to co-operation under a treaty, and how far two can work together."""

from collections.abc import Iterator

from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Sheet, Shown, Table, column, columns_of, rows_of
from compliance.view.regional.values import (
    STANDS,
    CooperationView,
    ReadyView,
    SharedGapView,
    SideView,
    Stand,
    TreatyComparison,
)

Gap = tuple[TreatyComparison, SharedGapView]
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
FROM_ENGINE = "values from the engine, they do not follow what is typed"


def cooperation(region: Region) -> Iterator[Sheet]:
    """What each brings, then pair by pair; nothing where no instrument asks anything of those who send or receive requests."""
    if any(treaty.cooperation for treaty in region.view.treaties):
        yield _sides(region)
        yield _ready(region)


def _count(stand: Stand) -> Shown[Side]:
    return column(HEADERS[stand], lambda row: row[1].by_stand[stand], 12, "count")


SIDES: Table[Side] = (
    column("Treaty", lambda row: row[0], 9, "word"),
    column("Country", lambda row: row[1].name, 26, "label"),
    column("Party", lambda row: "yes" if row[1].party else "no", 8, "word"),
    *map(_count, HEADERS),
    column("Core criteria that it surely lacks", lambda row: ", ".join(row[1].core_lacking) or None, 44),
)


def _cooperations(region: Region) -> Iterator[tuple[str, CooperationView]]:
    """What is said of co-operation under each treaty."""
    for treaty in region.view.treaties:
        if treaty.cooperation:
            yield treaty.instrument.abbreviation, treaty.cooperation


def _sides(region: Region) -> Sheet:
    sides = ((treaty, side) for treaty, cooperation in _cooperations(region) for side in cooperation.sides)
    return Sheet(
        name="Cooperation",
        about="What each country brings to co-operation: criteria that ask something of a Party that sends or receives a request",
        title=_headline(region),
        measure=region.measure(f"Criteria by how the country stands to them; {FROM_ENGINE}"),
        columns=columns_of(SIDES),
        rows=rows_of(SIDES, sides),
        frozen=2,
    )


def _ready(region: Region) -> Sheet:
    names = region.view.names()
    table: Table[tuple[str, ReadyView]] = (
        column("Treaty", lambda row: row[0], 9, "word"),
        column("Country", lambda row: names[row[1].first], 26, "label"),
        column("with", lambda row: names[row[1].other], 26, "label"),
        column("In law", lambda row: row[1].word, 16),
        column("Both surely have", lambda row: row[1].both, 11, "count"),
        column("At least one surely lacks", lambda row: row[1].lacking, 11, "count"),
        column("Open", lambda row: row[1].open, 9, "count"),
    )
    pairs = ((treaty, pair) for treaty, cooperation in _cooperations(region) for pair in cooperation.pairs.values())
    return Sheet(
        name="Readiness",
        about="How far two countries can work together under a treaty, pair by pair",
        title=_headline(region),
        measure=region.measure(f"Criteria of co-operation, pair by pair; {FROM_ENGINE}"),
        columns=columns_of(table),
        rows=rows_of(table, pairs),
        frozen=2,
        notes=tuple(
            f"{treaty}: {cooperation.compared} {cooperation.rule}" for treaty, cooperation in _cooperations(region)
        ),
    )


def _headline(region: Region) -> str:
    return "; ".join(cooperation.headline for _, cooperation in _cooperations(region))
