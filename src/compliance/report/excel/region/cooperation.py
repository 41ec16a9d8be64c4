"""What each country brings to co-operation under a treaty."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.report.excel.region.layout import Region
from compliance.report.excel.region.shared import HEADERS
from compliance.report.excel.values import Sheet, Shown, Table, column, columns_of, rows_of
from compliance.view.regional.values import SideView, Stand

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
            tab="result",
            title="; ".join(view.headline for _, view in views),
            measure=region.measure("Criteria by how the country stands to them; values from the engine, they do not follow what is typed"),
            columns=columns_of(SIDES),
            rows=rows_of(SIDES, ((treaty, side) for treaty, view in views for side in view.sides)),
            frozen=2,
        )  # fmt: skip
