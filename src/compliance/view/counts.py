"""How many indicators and answers there are: counted here alone, so that every deliverable says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from compliance import figures
from compliance.indicators.values import IndicatorReport, Word
from compliance.language import _, ngettext
from compliance.scoring.values import Assessment
from compliance.view.reasons import STATUS_SIGNS, STATUS_WORDS


def by_status(reports: Iterable[IndicatorReport]) -> Mapping[Word, int]:
    """Indicators by status, those that judge first; only statuses that occur."""
    counted = Counter(report.status.word for report in reports)
    return {word: counted[word] for word in get_args(Word) if counted[word]}


def indicators_in_words(reports: Sequence[IndicatorReport]) -> str:
    """How many indicators there are, how many of them have figures, and how they stand."""
    known = sum(bool(report.values) for report in reports)
    text = ngettext(
        "%(all)s indicator, %(known)s with figures: %(statuses)s.",
        "%(all)s indicators, %(known)s with figures: %(statuses)s.",
        len(reports),
    )
    statuses = [
        f"{STATUS_SIGNS[word]}\N{NO-BREAK SPACE}{number} {STATUS_WORDS[word].lower()}"
        for word, number in by_status(reports).items()
    ]
    return text % {"all": len(reports), "known": known, "statuses": ", ".join(statuses)}


def answers_in_words(assessments: Iterable[Assessment]) -> str:
    """How many criteria are answered of those that count, and how many ratings are not settled."""
    wholes = [assessment.whole.distribution for assessment in assessments]
    values = {
        "answered": sum(whole.answered for whole in wholes),
        "all": sum(whole.applicable for whole in wholes),
        "open": sum(whole.open for whole in wholes),
    }
    return _("%(answered)s of %(all)s criteria that count are answered, %(open)s of them with an unsettled rating.") % {
        key: figures.number(number) for key, number in values.items()
    }
