"""What is shown of a page where somebody shares its address: its finding, and a picture of it."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.screens.beneficiary import BeneficiaryPage
from compliance.screens.indicators import IndicatorPage
from compliance.screens.parts import Bar, Page
from compliance.screens.region import RegionPage, Standing
from compliance.screens.treaty import TreatyPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the picture."""

    name: str
    bars: tuple[Bar, ...] = ()
    text: str = ""
    """A value in words, or what a bar says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The picture of a page."""

    kicker: str
    heading: str
    heads: tuple[str, ...]
    """What the bars are about, where a line has several."""
    lines: tuple[Line, ...]
    rated: bool
    """Whether bars are shown, which need a legend."""


def card(page: Page) -> Card | None:
    """The picture of a page; none where it is not one of those that people share."""
    heads: tuple[str, ...] = ()
    match page:
        case RegionPage():
            heads = tuple(treaty.abbreviation for treaty in page.treaties)
            lines = tuple(
                Line(name=row.name, bars=tuple(standing.bar for standing in row.standings)) for row in page.rows
            )
        case BeneficiaryPage():
            lines = tuple(_standing(standing) for standing in page.standings)
        case TreatyPage():
            lines = tuple(Line(name=each.name, bars=(each.standing.bar,), text=each.score.text) for each in page.stands)
        case IndicatorPage():
            figures = (course.figure for course in page.courses)
            lines = tuple(
                Line(name=each.name, text=", ".join(filter(None, (each.text, each.years)))) for each in figures
            )
        case _:
            return None
    rated = any(line.bars for line in lines)
    return Card(kicker=page.kicker, heading=page.heading, heads=heads, lines=lines, rated=rated)


def _standing(standing: Standing) -> Line:
    return Line(name=standing.abbreviation, bars=(standing.bar,), text=f"{standing.good} {standing.good_words}")
