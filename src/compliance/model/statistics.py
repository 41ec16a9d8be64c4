"""Observed figures: the series they belong to, each with its scope and its source."""

from fractions import Fraction
from typing import Annotated, Literal

from compliance.model.record import OneOrMany, WebAddress, WrittenAs, record

Kind = Literal["flow", "stock", "growth"]
Scope = Literal["national", "part", "agency", "part-year", "law"]
Qualifier = Literal["approximate", "lower-bound", "derived", "conflicting", "inferred"]
Confidence = Literal["verified", "recalled"]


SPACED_WORDS = WrittenAs(lambda cell: cell.split() if isinstance(cell, str) else cell)
"""Marks a tuple that a cell writes as words with spaces between: `approximate conflicting`."""


@record
class Break:
    """A change in how a country counts a series: no trend and no window of years reaches across it."""

    country: str
    """Id of the country."""
    year: int
    """The first year counted in the new way."""
    note: str
    """What changed: the law, the register, the unit, the census."""


@record
class Series:
    """One statistical series."""

    id: str
    """Id, such as `str_received`."""
    name: str
    """Name for readers."""
    unit: Annotated[tuple[str, ...], OneOrMany()]
    """What is counted; several where countries publish several; `money` for any currency."""
    kind: Kind
    """A flow of the year, a stock at its end, or a printed change in percent."""
    sums: bool
    """Whether its figures may be added up over years."""
    definition: str
    """What is counted, and when."""
    part_of: str | None = None
    """The series of which it is a part."""
    growth_of: str | None = None
    """For a printed change: the series whose change it is, against which it is checked."""
    rate_of: str | None = None
    """For a printed rate per 100,000 inhabitants: the series whose rate it is; the two together tell the population."""
    breaks: tuple[Break, ...] = ()
    """Changes in how countries count it."""
    note: str | None = None
    """What to know before using it."""


@record
class SeriesRegister:
    """The series that statistics may use."""

    series: tuple[Series, ...]
    """The series, by subject."""


@record
class Observation:
    """One figure as a source gives it: a row of `statistics.csv`."""

    country: str
    """Id of the country."""
    year: int
    """Calendar year."""
    series: str
    """Id of the series."""
    value: Fraction
    """The figure, exact."""
    written: str
    """The figure as written in the file."""
    unit: str
    """Its unit; for money the currency code."""
    scope: Scope
    """What it covers: the country in the whole year, or less."""
    scope_detail: str | None = None
    """What it covers exactly, where that is less."""
    qualifier: Annotated[tuple[Qualifier, ...], SPACED_WORDS] = ()
    """How exact it is; several words with spaces between."""
    used: bool
    """Whether indicators use it; if not, the note says why."""
    note: str | None = None
    """What the source adds, and why the figure is set aside."""
    source: str
    """Who published it, and through whom it was seen."""
    url: WebAddress | None = None
    """Where it was seen."""
    confidence: Confidence
    """Seen in a source, or only recalled."""
    line: int
    """Its line in the file."""


@record
class Rate:
    """How much of a currency one euro bought, on average over a year: a row of `exchange-rates.csv`."""

    currency: str
    """Currency code, ISO 4217."""
    year: int
    """Calendar year."""
    per_eur: Fraction
    """Units of the currency for one euro."""
    source: str
    """Where it comes from, or how it was derived."""
    url: WebAddress | None = None
    """Where it was seen."""
    confidence: Confidence
    """Seen in a source, or only recalled."""
    line: int
    """Its line in the file."""
