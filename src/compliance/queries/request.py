"""What figures a country still owes the project's indicators, and which institution is asked for each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from compliance import figures
from compliance.indicators.project import Project
from compliance.inputs import Inputs
from compliance.language import ENGLISH, Language, called
from compliance.model.logframe import Indicator
from compliance.model.requests import Request
from compliance.model.statistics import Observation, Series
from compliance.view.names import designations

UNNAMED = "Authorities"
"""Who is asked where the logframe names nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigure:
    """One figure that is missing."""

    series: Series
    year: int
    units: tuple[str, ...]
    """In which units it may be given; of money the currency of the country and euro."""
    split: str
    """By what it should be split in the note, beside the total; empty where nothing is asked for."""
    institutions: tuple[str, ...]
    """Who may have it, as the logframe says; each is asked."""
    indicators: str
    on_file: str
    """What is on file and cannot be used, and why; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInstitution:
    """What one institution is asked for."""

    request: Request
    figures: tuple[AskedFigure, ...]
    """The figures, in the order of the logframe, year by year."""
    names: Mapping[str, str]
    """What the institution is called in other languages."""

    @property
    def name(self) -> str:
        """The institution in the language that is spoken."""
        return called(self.request.institution, self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequest:
    """Every figure that a country is asked for, by institution."""

    country: str
    name: str
    project: str
    years: range
    on: date
    language: Language
    institutions: tuple[AskedInstitution, ...]
    footnotes: tuple[str, ...]

    @property
    def figures(self) -> int:
        """How many figures are missing; one of which two institutions are asked counts once."""
        asked = (figure for institution in self.institutions for figure in institution.figures)
        return len({(figure.series.id, figure.year) for figure in asked})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks, by when, whom, and in which language; what is not said is as in the request before."""

    by: str
    due: date | None = None
    language: Language | None = None
    contacts: Mapping[str, str]
    """Whom to ask, by institution."""


def data_request(
    inputs: Inputs, project: Project, country: str, years: range, *, on: date, asking: Asking
) -> DataRequest:
    """The figures of some years that indicators need and that no usable row gives; `on` is the day of the request."""
    jurisdiction = inputs.workspace.jurisdiction(country)
    name = jurisdiction.name(on) if jurisdiction else country
    missing = tuple(missing_figures(inputs, project, country, years))
    # Whoever does not say in which language asks as they did last, in English at first.
    before = [request.language for request in project.requests.requests if request.country == country]
    language = asking.language or (before[-1] if before else ENGLISH)
    return DataRequest(
        country=country,
        name=name,
        project=project.logframe.title,
        years=years,
        on=on,
        language=language,
        institutions=tuple(_institutions(project, country, missing, on, replace(asking, language=language))),
        footnotes=designations(inputs.workspace, on, (name,)),
    )


def _institutions(
    project: Project, country: str, missing: Sequence[AskedFigure], on: date, asking: Asking
) -> Iterator[AskedInstitution]:
    """What each institution is asked for; the one of most figures first."""
    asked = Counter(name for figure in missing for name in figure.institutions)
    number = sum(request.country == country for request in project.requests.requests)
    for name, _ in asked.most_common():
        share = tuple(figure for figure in missing if name in figure.institutions)
        earlier = [
            request
            for request in project.requests.requests
            if (request.country, request.institution) == (country, name)
        ]
        request = _request(earlier, asking, country=country, name=name, share=share, on=on)
        if not request.id:
            number += 1
            request = replace(request, id=_free(project.requests.requests, country, number))
        yield AskedInstitution(request=request, figures=share, names=project.logframe.bodies.get(name, {}))


def _request(  # what is asked of whom, and what was asked before
    earlier: Sequence[Request], asking: Asking, *, country: str, name: str, share: Sequence[AskedFigure], on: date
) -> Request:
    """A request to an institution: the one to which nothing came back, sent anew, or another, without an id as yet."""
    last = earlier[-1] if earlier else None
    again = last if last and not last.is_returned else None
    kept = again.due if again and again.due and again.due >= on else None
    return Request(
        id=again.id if again else "",
        country=country,
        institution=name,
        contact=asking.contacts.get(name) or (last.contact if last else None),
        language=asking.language or ENGLISH,
        by=asking.by,
        sent=on,
        due=asking.due or kept,
        years=tuple(dict.fromkeys(sorted(figure.year for figure in share))),
        series=tuple(dict.fromkeys(figure.series.id for figure in share)),
    )


def _free(requests: Iterable[Request], country: str, number: int) -> str:
    """An id that no request has."""
    taken = {request.id for request in requests}
    while f"{country}-{number}" in taken:
        number += 1
    return f"{country}-{number}"


def missing_figures(inputs: Inputs, project: Project, country: str, years: range) -> Iterator[AskedFigure]:
    """The figures of some years that indicators need and that no usable row gives."""
    jurisdiction = inputs.workspace.jurisdiction(country)
    currency = jurisdiction.currency if jurisdiction else None
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


def units_of(series: Series, currency: str | None) -> tuple[str, ...]:
    """In which units a series may be given; of money the currency of the country and euro."""
    plain = tuple(unit for unit in series.unit if unit != "money")
    money = tuple(dict.fromkeys(filter(None, (currency, "EUR")))) if "money" in series.unit else ()
    return plain + money


def _figure(
    series: Series, year: int, currency: str | None, wanting: Sequence[Indicator], aside: Sequence[Observation]
) -> AskedFigure:
    splits = dict.fromkeys(split for indicator in wanting for split in indicator.disaggregation if split != "country")
    return AskedFigure(
        series=series,
        year=year,
        units=units_of(series, currency),
        split=figures.listed(tuple(splits)),
        institutions=holders(wanting),
        indicators=", ".join(indicator.id for indicator in wanting),
        on_file="; ".join(_aside(row) for row in aside),
    )


def holders(wanting: Iterable[Indicator]) -> tuple[str, ...]:
    """Who may have a series, by the indicators that need it: whoever all of them name, or else whoever one of them names.

    A headline indicator is computed from the others, so whoever computes it holds no figures.
    """
    named = [each.responsible.split("; ") for each in wanting if each.responsible and not each.headline]
    every = tuple(dict.fromkeys(name for names in named for name in names))
    common = tuple(name for name in every if all(name in names for names in named))
    return common or every or (UNNAMED,)


def _aside(row: Observation) -> str:
    covers = f" ({row.scope_detail or row.scope})" if row.scope != "national" else ""
    return f"{row.written} {row.unit}{covers}, set aside: {row.note or 'not used'}"
