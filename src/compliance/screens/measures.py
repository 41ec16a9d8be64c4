"""Figures of indicators as pages show them: the latest value of a beneficiary, how sure it is, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance import figures
from compliance.indicators.values import IndicatorReport, IndicatorValue, Word
from compliance.language import _
from compliance.model.logframe import Indicator
from compliance.queries.formats import picked
from compliance.screens.address import Address
from compliance.screens.parts import Score
from compliance.screens.publication import Publication
from compliance.view.reasons import FLAG_WORDS, STATUS_SIGNS, STATUS_WORDS, shown, status_reason

INDICATORS: Address = ("indicators",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The latest value of an indicator in one beneficiary."""

    country: str
    name: str
    to: Address
    text: str
    """The value as print shows it; a dash where there is none."""
    years: str
    """Of which years it is; empty where there is none."""
    score: Score | None
    """For a score: between its ends."""
    flags: tuple[str, ...]
    """What to know about it, in words."""
    status: Word
    sign: str
    status_word: str
    reason: str
    """Why it has its status, in a sentence or a few."""

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.text != figures.NOTHING


def reports_by_indicator(published: Publication) -> Mapping[str, Mapping[str, IndicatorReport]]:
    """The indicators in the order of the logframe, each with its report of every beneficiary."""
    reports: dict[str, dict[str, IndicatorReport]] = {}
    for country, view in published.beneficiaries.items():
        for report in view.indicators:
            reports.setdefault(report.indicator.id, {})[country] = report
    return reports


def indicator_head(indicator: Indicator) -> dict[str, Any]:
    """An indicator as lists name it, with the way to its page."""
    return {
        **picked(indicator, "id", "name"),
        "to": (*INDICATORS, indicator.id),
        "unit": _(indicator.unit),
    }


def figure(published: Publication, report: IndicatorReport) -> Figure:
    """The latest value of an indicator in one beneficiary."""
    now, status = report.status.now, report.status
    return Figure(
        country=report.country,
        name=published.beneficiaries[report.country].name,
        to=(report.country,),
        text=shown(now, report.indicator.measure),
        years=years(now),
        score=_score(now, shown(now, report.indicator.measure)) if report.indicator.measure == "score" else None,
        flags=tuple(FLAG_WORDS[flag] for flag in now.flags) if now else (),
        status=status.word,
        sign=STATUS_SIGNS[status.word],
        status_word=STATUS_WORDS[status.word],
        reason=status_reason(report),
    )


def _score(value: IndicatorValue | None, text: str) -> Score | None:
    """A value that is a score, between its ends."""
    if value is None or value.low is None or value.high is None:
        return None
    return Score(text=text, low=value.low / 100, high=value.high / 100, point=value.value is not None)


def years(value: IndicatorValue | None) -> str:
    """The years whose figures a value uses: `2020`, `2018–2020`."""
    if value is None:
        return ""
    used = value.years or (value.year,)
    return str(used[0]) if used[0] == used[-1] else f"{used[0]}{figures.DASH}{used[-1]}"
