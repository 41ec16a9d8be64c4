"""Deliverables that a site offers beside its pages: what they are called, how large they are, and by what they are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.language import ENGLISH, NAMES, _
from compliance.model.plan import Plan

WORKBOOK = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A deliverable that says nothing but what the site may say."""

    name: str
    """Its file."""
    country: str
    """Of whom it speaks; empty for all together."""
    plan: Plan
    ending: str
    size: int
    """In bytes."""
    day: date
    """When it was made."""
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What a site offers of a build, and what it does not."""

    offered: tuple[Offer, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    """Files that stay away, each with why."""


def downloads(offers: Iterable[Offer], country: str) -> tuple[Mapping[str, str], ...]:
    """What is offered of a country, as its page says it; of all together where it is empty."""
    return tuple(_download(offer) for offer in offers if offer.country == country)


def _download(offer: Offer) -> Mapping[str, str]:
    tag = ENGLISH if offer.ending == WORKBOOK else offer.plan.language
    return {
        "name": offer.name,
        "title": offer.plan.spoken().title,
        "kind": {"pdf": _("PDF"), "docx": _("Word"), WORKBOOK: _("Excel")}[offer.ending],
        "language": NAMES[tag],
        "size": _size(offer.size),
        "day": figures.day(offer.day),
        "sha256": offer.sha256,
    }


def _size(number: int) -> str:
    """A size as a reader takes it in: whole kilobytes, megabytes with one decimal place."""
    if number >= 1_000_000:
        return _("%(number)s MB") % {"number": figures.number(Fraction(number, 1_000_000), 1)}
    return _("%(number)s kB") % {"number": figures.number(-(-number // 1000))}
