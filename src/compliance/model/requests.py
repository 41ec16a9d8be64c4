"""Requests for figures: which institution was asked for what, by when, and what came back."""

from compliance.language import ENGLISH, Language
from compliance.model.dates import Day
from compliance.model.record import record


@record
class ReturnedFigure:
    """A figure as an institution returned it."""

    series: str
    """Id of the series."""
    year: int
    """Calendar year."""
    value: str
    """The figure, as it was written into `statistics.csv`."""
    unit: str
    """Its unit; for money the currency code."""
    row: str
    """The first twelve hexadecimal digits of the SHA-256 of its row, by which a later change in the table is noticed."""


@record
class NotThere:
    """A figure that an institution does not have."""

    series: str
    """Id of the series."""
    year: int
    """Calendar year."""
    why: str
    """Why, in its words."""


@record
class Return:
    """A filled-in request that was imported."""

    by: str
    """Who imported it."""
    on: Day
    """When."""
    figures: tuple[ReturnedFigure, ...] = ()
    """What it brought that was new, or another figure than before."""
    without: tuple[NotThere, ...] = ()
    """For what it said that there is no figure, and why."""


@record
class Request:
    """One institution, asked for figures."""

    id: str
    """Id, such as `serbia-1`."""
    country: str
    """Id of the country."""
    institution: str
    """The institution, in the words in which the logframe names who is responsible."""
    contact: str | None = None
    """Whom to ask there, with an address."""
    language: Language = ENGLISH
    """The language in which it was asked."""
    by: str
    """Who asked, and follows it up."""
    sent: Day
    """When it was sent, or last sent anew."""
    due: Day | None = None
    """By when an answer is expected."""
    years: tuple[int, ...]
    """The years asked about."""
    series: tuple[str, ...]
    """Ids of the series asked for."""
    returns: tuple[Return, ...] = ()
    """What came back, in order: a part, the rest, corrections."""

    @property
    def is_returned(self) -> bool:
        """Whether anything came back."""
        return bool(self.returns)

    def last(self, series: str, year: int) -> ReturnedFigure | None:
        """The figure as it was returned last."""
        every = (figure for back in reversed(self.returns) for figure in back.figures)
        return next((figure for figure in every if (figure.series, figure.year) == (series, year)), None)

    def why(self, series: str, year: int) -> str | None:
        """Why there is no figure, as the institution said last."""
        every = (reason for back in reversed(self.returns) for reason in back.without)
        return next((reason.why for reason in every if (reason.series, reason.year) == (series, year)), None)


@record
class Requests:
    """The requests for figures of a project."""

    requests: tuple[Request, ...] = ()
    """The requests, in the order in which they were first sent."""
