"""What `activity.yaml` says of a project, against the code lists and rules of IATI 2.03."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal

from compliance.model.activity import Activity, Organisation, Recipient, Sector
from compliance.problems import Problem, unknown
from compliance.source import Document

CodeList = Literal["OrganisationType", "OrganisationRegistrationAgency", "Sector", "Country", "Region"]
FORBIDDEN = re.compile(r"[/&|?]|^\s|\s$")
"""What no identifier may hold: the four characters that the standard names, and spaces around it."""
FEW = 20
"""So many codes are named in a message; a longer list is named alone."""
EXAMPLE = "XE-EXAMPLE"
"""The prefix that the register keeps free for made-up organisations."""


@dataclass(frozen=True, slots=True)
class Codes:
    """A code list."""

    current: frozenset[str]
    withdrawn: frozenset[str]


@cache
def code_list(name: CodeList) -> Codes:
    """A code list of IATI; `iati.json` says from where, and in which version."""
    listed = json.loads((Path(__file__).parent / "iati.json").read_text("utf-8"))[name]
    return Codes(frozenset(listed["codes"].split()), frozenset(listed["withdrawn"].split()))


@dataclass(frozen=True, slots=True)
class _Case:
    """A project as it is published, with what its checks need beside it."""

    document: Document
    activity: Activity
    countries: Mapping[str, str | None]
    today: date


def activity_problems(
    document: Document, activity: Activity, countries: Mapping[str, str | None], today: date
) -> Iterator[Problem]:
    """Every code that stands in no list, and every rule that is broken; `countries` has the two-letter codes."""
    case = _Case(document, activity, countries, today)
    checks = (_identifiers, _organisations, _recipients, _shares, _dates)
    return chain.from_iterable(check(case) for check in checks)


def _unknown(case: _Case, path: Sequence[str | int], name: CodeList, code: str) -> Iterator[Problem]:
    """A code that a list does not have, or has no more."""
    codes = code_list(name)
    if code not in codes.current:
        gone = " any more" if code in codes.withdrawn else ""
        what = f"the code list {name} of IATI has no code `{code}`{gone}"
        few = len(codes.current) <= FEW
        expected = " | ".join(sorted(codes.current, key=int)) if few else f"a code of the list {name}"
        yield Problem(case.document.at(*path), "unknown-code", what, expected)


def _identifiers(case: _Case) -> Iterator[Problem]:
    activity, at = case.activity, case.document.at
    if FORBIDDEN.search(activity.identifier):
        yield _misformed(case, ("identifier",), activity.identifier)
    ref = activity.reporter.ref
    if ref is None:
        yield Problem(at("reporter"), "missing-field", "`ref` is missing: who publishes needs an identifier")
    elif not activity.identifier.startswith(f"{ref}-"):
        what = f"the identifier `{activity.identifier}` does not begin with that of the reporting organisation"
        yield Problem(at("identifier"), "wrong-identifier", what, f"{ref}-…")
    if activity.reporter.type is None:
        yield Problem(at("reporter"), "missing-field", "`type` is missing: who publishes needs a type")


def _misformed(case: _Case, path: Sequence[str | int], identifier: str) -> Problem:
    what = f"the identifier `{identifier}` holds `/`, `&`, `|` or `?`, or spaces around it"
    return Problem(case.document.at(*path), "wrong-identifier", what, "letters, digits, `-`, `_`")


def _organisations(case: _Case) -> Iterator[Problem]:
    yield from _organisation(case, ("reporter",), case.activity.reporter)
    for place, participant in enumerate(case.activity.participants):
        yield from _organisation(case, ("participants", place, "organisation"), participant.organisation)
    if not case.activity.participants:
        at = case.document.at("participants")
        yield Problem(at, "missing-field", "`participants` is empty", "at least one, funders among them")


def _organisation(case: _Case, path: Sequence[str | int], organisation: Organisation) -> Iterator[Problem]:
    """Its type and the prefix of its identifier."""
    if organisation.type is not None:
        yield from _unknown(case, (*path, "type"), "OrganisationType", organisation.type)
    if organisation.ref is None:
        return
    if FORBIDDEN.search(organisation.ref):
        yield _misformed(case, (*path, "ref"), organisation.ref)
    codes = code_list("OrganisationRegistrationAgency")
    if not any(organisation.ref.startswith(f"{prefix}-") for prefix in codes.current):
        what = f"`{organisation.ref}` does not begin with a prefix of the code list OrganisationRegistrationAgency"
        expected = "the prefix of the register in which the organisation stands, such as `XM-DAC-`"
        hint = f"org-id.guide finds it; a made-up organisation has `{EXAMPLE}-`"
        yield Problem(case.document.at(*path, "ref"), "unknown-code", what, expected, hint)


def _recipients(case: _Case) -> Iterator[Problem]:
    """Sectors, countries and regions that stand in no list, and recipients that are neither a country nor a region."""
    for place, sector in enumerate(case.activity.sectors):
        yield from _unknown(case, ("sectors", place, "code"), "Sector", sector.code)
    for place, recipient in enumerate(case.activity.recipients):
        path = ("recipients", place)
        if (recipient.country is None) == (recipient.region is None):
            what = "a recipient is a country or a region"
            yield Problem(case.document.at(*path), "missing-field", what, "`country` or `region`")
        if recipient.country is not None:
            yield from _country(case, (*path, "country"), recipient.country)
        if recipient.region is not None:
            yield from _unknown(case, (*path, "region"), "Region", recipient.region)


def _country(case: _Case, path: Sequence[str | int], country: str) -> Iterator[Problem]:
    if country not in case.countries:
        yield unknown(case.document.at(*path), "unknown-country", country, case.countries)
    elif (code := case.countries[country] or "") not in code_list("Country").current:
        what = f"the code list Country of IATI has no code `{code}`, the two-letter code of {country}"
        hint = "name a region, such as `998` for developing countries, unspecified"
        yield Problem(case.document.at(*path), "unknown-code", what, "a code of ISO 3166-1, or XK", hint)


def _shares(case: _Case) -> Iterator[Problem]:
    """Sectors, and recipients, stand once each; they have no shares where there is one alone, and shares of 100 together otherwise."""
    sectors, recipients = case.activity.sectors, case.activity.recipients
    groups: tuple[tuple[str, Sequence[Sector | Recipient], Sequence[str | None]], ...] = (
        ("sectors", sectors, [sector.code for sector in sectors]),
        ("recipients", recipients, [recipient.country or recipient.region for recipient in recipients]),
    )
    for field, entries, names in groups:
        for place, name in enumerate(names):
            if name in names[:place]:
                at, what = case.document.at(field, place), f"`{name}` stands twice in `{field}`"
                yield Problem(at, "repeated-id", what, hint="keep one, with the sum of the shares")
        percentages = [entry.percentage for entry in entries]
        if not entries:
            yield Problem(case.document.at(field), "missing-field", f"`{field}` is empty", "at least one")
        elif percentages != [None] and not _whole(percentages):
            total = sum((share for share in percentages if share is not None), Fraction(0))
            missing = f", and {percentages.count(None)} without a percentage" if None in percentages else ""
            what = f"the percentages of `{field}` make {float(total):g} together{missing}"
            yield Problem(case.document.at(field), "shares-not-100", what, "100 together, each above 0")


def _whole(shares: Collection[Fraction | None]) -> bool:
    return sum(share or 0 for share in shares) == 100 and all(share is not None and share > 0 for share in shares)


def _dates(case: _Case) -> Iterator[Problem]:
    dates, at = case.activity.dates, case.document.at
    if not (dates.planned_start or dates.actual_start):
        what = "the day is missing on which the project began or was to begin"
        yield Problem(at("dates"), "missing-field", what, "`planned_start` or `actual_start`")
    for begin, end in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
        first, last = getattr(dates, begin), getattr(dates, end)
        if first and last and last < first:
            what = f"`{end}` ({last}) lies before `{begin}` ({first})"
            yield Problem(at("dates", end), "dates-out-of-order", what)
    for name in ("actual_start", "actual_end"):
        day = getattr(dates, name)
        if day and day > case.today:
            what, hint = f"`{name}` ({day}) has not come yet", f"until then it is `{name.replace('actual', 'planned')}`"
            yield Problem(at("dates", name), "dates-out-of-order", what, hint=hint)
