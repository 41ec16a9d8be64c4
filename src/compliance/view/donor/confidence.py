"""How sure the two pages for a donor about the region are: what scores and figures rest on, and what to know before reading across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.language import _, ngettext, percentage
from compliance.model.logframe import Indicator
from compliance.view import words
from compliance.view.donor import shared
from compliance.view.donor.shared import Member
from compliance.view.reasons import status_reason


def sure(indicator: Indicator, cells: Sequence[IndicatorReport], members: Sequence[Member]) -> str:
    """Coverage of a score; of figures in how many countries, how old, how many need care, and who has the missing ones."""
    if "score(" in indicator.formula:
        return _score_sure(indicator, members)
    there = [report for report in cells if report.values]
    if not there:
        return words.first_sentence(status_reason(cells[0])).removesuffix(".")
    texts = [_there(len(there), len(cells))]
    careful = sum(bool(report.status.now and report.status.now.flags) for report in there)
    if careful:
        texts.append(
            ngettext("%(number)s with care", "%(number)s with care", careful) % {"number": figures.in_words(careful)}
        )
    if len(there) < len(cells) and not indicator.headline:
        texts.append(_("rest: %(holders)s") % {"holders": ", ".join(shared.holders_of(there[0]))})
    return "; ".join(texts)


def _there(number: int, of: int) -> str:
    """Of how many countries there are figures."""
    if number == of == 2:
        return _("figures of both")
    text = (
        ngettext("figures of all %(number)s", "figures of all %(number)s", number)
        if number == of
        else ngettext("figures of %(number)s", "figures of %(number)s", number)
    )
    return text % {"number": figures.in_words(number)}


def _score_sure(indicator: Indicator, members: Sequence[Member]) -> str:
    assessments = [
        assessment
        for member in members
        for assessment in member.now
        if f"score({assessment.whole.instrument.id})" in indicator.formula
    ]
    answered = [share for assessment in assessments if (share := assessment.whole.answered) is not None]
    return _("%(share)s answered") % {"share": _between(answered)} if answered else ""


def caveats(members: Sequence[Member], missing: Sequence[str]) -> Iterator[str]:
    """What to know before reading across."""
    yield _(
        "Columns follow the register, not a rank; nothing is averaged across them, and what one counts another may "
        "count otherwise."
    )
    bare = [member.name for member in members if not any(report.rows for report in member.reports)]
    if bare:
        yield _("No statistics are on file for %(countries)s.") % {"countries": figures.listed(bare)}
    if missing:
        yield _("%(countries)s: not assessed.") % {"countries": figures.listed(missing)}


def _between(shares: Sequence[Fraction]) -> str:
    """The least and the greatest of some shares: `38–61 %`."""
    low, high = figures.number(100 * min(shares)), figures.number(100 * max(shares))
    return percentage(high if low == high else f"{low}–{high}")
