"""Dates as sources give them: a day, a month or only a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from compliance.model.record import WrittenAs

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day (`2017-07-18`), the month (`2017-07`) or the year (`2017`); never more exact than its source."""

    first: date
    """The earliest day that it can mean."""
    last: date
    """The latest day that it can mean."""
    text: str
    """As written."""

    @classmethod
    def parse(cls, value: object) -> "PartialDate":
        """The date that `value` writes; ValueError if it writes none."""
        form = _FORM.fullmatch(value) if isinstance(value, str) else None
        if form is None:
            raise ValueError("a date such as 2017-07-18, 2017-07 or 2017")
        year, month, day = (int(part) if part else None for part in form.groups())
        try:
            first = date(year or 0, month or 1, day or 1)
            end = month or 12
            last = date(first.year, end, day or calendar.monthrange(first.year, end)[1])
        except ValueError:
            raise ValueError("a day that exists, such as 2017-07-18") from None
        return cls(first, last, form.string)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> dict[str, Any]:
        """The protocol by which `load` learns how a file writes it."""
        return {"type": "function-plain", "function": {"type": "no-info", "function": cls.parse}}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        """The form, for editors, to which a year alone is a number."""
        return {"type": ["string", "integer"], "pattern": f"^{_FORM.pattern}$"}

    def __str__(self) -> str:
        return self.text

    def surely_after(self, day: date) -> bool:
        """Whether even its earliest day lies after `day`."""
        return self.first > day

    def surely_by(self, day: date) -> bool:
        """Whether even its latest day lies on or before `day`."""
        return self.last <= day


def _iso(value: object) -> object:
    """A day that is written in full, so that no number passes for one."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("a day such as 2017-07-18")
    return value


Day = Annotated[date, WrittenAs(_iso)]
"""A day, written `2017-07-18`."""
