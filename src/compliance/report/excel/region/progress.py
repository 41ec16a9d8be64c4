"""The indicators of all countries: a row an indicator and country, whose status follows what is typed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from compliance import figures
from compliance.report.excel.indicators import NOTE, SHEET, cells_of, columns
from compliance.report.excel.opsys import table as opsys_table
from compliance.report.excel.region.layout import COUNTRY, Region, by_country
from compliance.report.excel.series import FIGURES, figures_of
from compliance.report.excel.values import HEADER_ROW, Column, Row, Sheet, columns_of, rows_of
from compliance.view.reasons import STATUS_WORDS


def indicators(region: Region) -> Iterator[Sheet]:
    """Indicators, the figures behind them and the donor’s form; nothing where no country has any."""
    if region.reports:
        yield _statuses(region)
        yield from _series(region)
        yield _opsys(region)


def _statuses(region: Region) -> Sheet:
    keys: Mapping[str, Column] = {
        "country": COUNTRY,
        **{key: column for key, column in columns(region.reports).items() if key != "trend"},
    }
    rows: list[Row] = []
    for country in region.countries:
        of_country = cells_of(country.indicators, keys, HEADER_ROW + 1 + len(rows))
        rows += [tuple({**cells, "country": country.name}.get(key) for key in keys) for cells in of_country]
    words = [STATUS_WORDS[report.status.word] for report in region.reports]
    counts = figures.listed([f"{words.count(word)} {word.lower()}" for word in dict.fromkeys(words)])
    return Sheet(
        name=SHEET,
        about="Project indicators of all countries with their statuses, which follow the figures and plans that you type",
        tab="input",
        title=f"{figures.count(len(region.reports), 'indicator').capitalize()} of {figures.count(len(region.countries), 'country', 'countries')}, by status {counts}",
        measure=region.measure("Latest value against baseline, milestones and target"),
        columns=tuple(keys.values()),
        rows=tuple(rows),
        frozen=3,
        notes=(NOTE,),
    )  # fmt: skip


def _series(region: Region) -> Iterator[Sheet]:
    table = by_country(FIGURES)
    rows = rows_of(
        table, ((country, figure) for country in region.countries for figure in figures_of(country.indicators))
    )
    if rows:
        yield Sheet(
            name="Series",
            about="The figures behind the indicators of all countries, each with its source",
            tab="reference",
            title=f"{figures.count(len(rows), 'figure').capitalize()} behind the indicators",
            measure=region.measure("Observed figures as their source gives them; one that serves several indicators stands under each"),
            columns=columns_of(table),
            rows=rows,
            frozen=4,
        )  # fmt: skip


def _opsys(region: Region) -> Sheet:
    table = by_country(opsys_table(region.reports), replace(COUNTRY, style="word"))
    return Sheet(
        name="OPSYS",
        about="The logframe of all countries in the order of the European Commission’s form, to copy into it",
        tab="reference",
        title="The logframe in the order of OPSYS, country by country",
        measure=region.measure("Values as reported; nothing here follows what is typed elsewhere"),
        columns=columns_of(table),
        rows=rows_of(table, ((country, report) for country in region.countries for report in country.indicators)),
        frozen=4,
        wide=3,
    )
