"""What figures a country still owes the project's indicators, as its ministries are asked for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from compliance import figures
from compliance.indicators.project import Project
from compliance.inputs import Inputs
from compliance.model.logframe import Indicator
from compliance.model.statistics import Observation, Series
from compliance.view.names import designations


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigure:
    """One figure that is missing."""

    series: Series
    year: int
    units: tuple[str, ...]
    """In which units it may be given; of money the currency of the country and euro."""
    split: str
    """By what it should be split in the note, beside the total; empty where nothing is asked for."""
    holder: str
    """Who has it, as the logframe says; empty where it does not."""
    indicators: str
    on_file: str
    """What is on file and cannot be used, and why; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequest:
    """Every figure that a country is asked for."""

    country: str
    name: str
    project: str
    years: range
    on: date
    figures: tuple[AskedFigure, ...]
    """The figures, in the order of the logframe, year by year."""
    footnotes: tuple[str, ...]


def data_request(inputs: Inputs, project: Project, country: str, years: range, on: date) -> DataRequest:
    """The figures of some years that indicators need and that no usable row gives; `on` is the day of the request."""
    jurisdiction = inputs.workspace.jurisdiction(country)
    name = jurisdiction.name(on) if jurisdiction else country
    currency = jurisdiction.currency if jurisdiction else None
    return DataRequest(
        country=country,
        name=name,
        project=project.logframe.title,
        years=years,
        on=on,
        figures=tuple(_asked(project, country, years, currency)),
        footnotes=designations(inputs.workspace, on, (name,)),
    )


def _asked(project: Project, country: str, years: range, currency: str | None) -> Iterator[AskedFigure]:
    register = {series.id: series for series in project.statistics.register.series}
    rows = project.statistics.by_country.get(country, ())
    there = {(row.series, row.year) for row in rows if row.used}
    needed = dict.fromkeys(
        id_ for indicator in project.logframe.indicators for id_ in indicator.series if id_ in register
    )
    for id_ in needed:
        series = register[id_]
        wanting = [indicator for indicator in project.logframe.indicators if id_ in indicator.series]
        if series.kind == "growth":
            continue  # follows from the level, which is asked for
        for year in years:
            if (id_, year) not in there:
                aside = [row for row in rows if (row.series, row.year) == (id_, year)]
                yield _figure(series, year, currency, wanting, aside)


def _figure(
    series: Series, year: int, currency: str | None, wanting: Sequence[Indicator], aside: Sequence[Observation]
) -> AskedFigure:
    plain = tuple(unit for unit in series.unit if unit != "money")
    money = tuple(dict.fromkeys(filter(None, (currency, "EUR")))) if "money" in series.unit else ()
    # A headline indicator is computed from the others, so whoever computes it holds no figures.
    holders = dict.fromkeys(
        indicator.responsible for indicator in wanting if indicator.responsible and not indicator.headline
    )
    splits = dict.fromkeys(split for indicator in wanting for split in indicator.disaggregation if split != "country")
    return AskedFigure(
        series=series,
        year=year,
        units=plain + money,
        split=figures.listed(tuple(splits)),
        holder="; ".join(holders),
        indicators=", ".join(indicator.id for indicator in wanting),
        on_file="; ".join(_aside(row) for row in aside),
    )


def _aside(row: Observation) -> str:
    covers = f" ({row.scope_detail or row.scope})" if row.scope != "national" else ""
    return f"{row.written} {row.unit}{covers}, set aside: {row.note or 'not used'}"
