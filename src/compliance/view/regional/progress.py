"""Countries in two cycles: both scores, and why they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from compliance import figures
from compliance.language import _, ngettext
from compliance.view import words
from compliance.view.comparison import Comparison, State, compared
from compliance.view.regional.phrases import counted
from compliance.view.regional.region import Member
from compliance.view.regional.values import ProgressView
from compliance.workspace import Workspace


def progress(workspace: Workspace, members: Sequence[Member], cycle: str, instrument: str) -> Iterator[ProgressView]:
    """The countries that have an earlier cycle for an instrument, each beside its last one before."""
    for member in members:
        country = workspace.countries[member.id]
        earlier = [before for before, id_ in sorted(country.checklists) if id_ == instrument and before < cycle]
        if instrument not in member.assessments or not earlier:
            continue
        comparisons = compared(workspace, country, State(cycle=earlier[-1]), State(cycle=cycle))
        comparison = next(comparison for comparison in comparisons if comparison.instrument.id == instrument)
        before, after = comparison.whole.before.range, comparison.whole.after.range
        if before and after:
            yield ProgressView(
                name=member.name,
                before=before,
                after=after,
                then=_when(earlier[-1], comparison.whole.before.checklist.cut_off),
                now=_when(cycle, comparison.whole.after.checklist.cut_off),
                scores=(words.score(before), words.score(after)),
                why=_why(comparison),
            )


def _when(cycle: str, day: date) -> str:
    return _("%(cycle)s, law as of %(day)s") % {"cycle": cycle, "day": figures.day(day)}


def _why(comparison: Comparison) -> str:
    counts = Counter(change.cause for change in comparison.whole.changes)
    if not counts:
        return _("no criterion changed")
    return "; ".join(
        f"{words.CAUSES[cause]}: {figures.count(n, 'criterion', 'criteria')}" for cause, n in counts.items()
    )


def headline(progresses: Sequence[ProgressView], abbreviation: str, unit: str) -> str:
    """How many scores surely rose; a range that overlaps the one before says nothing."""
    if not progresses:
        return _("%(treaty)s: no earlier cycle to compare with") % {"treaty": abbreviation}
    up = sum(progress.after.low > progress.before.high for progress in progresses)
    down = sum(progress.after.high < progress.before.low for progress in progresses)
    if len(progresses) == 1:
        text = (
            _("%(treaty)s: the score of %(country)s rose")
            if up
            else _("%(treaty)s: the score of %(country)s fell")
            if down
            else _("%(treaty)s: the score of %(country)s cannot be said to have moved")
        )
        return text % {"treaty": abbreviation, "country": progresses[0].name}
    number = up if up or not down else down
    text = (
        ngettext(
            "%(treaty)s: %(number)s of %(countries)s rose for sure",
            "%(treaty)s: %(number)s of %(countries)s rose for sure",
            number,
        )
        if up or not down
        else ngettext(
            "%(treaty)s: %(number)s of %(countries)s fell for sure",
            "%(treaty)s: %(number)s of %(countries)s fell for sure",
            number,
        )
    )
    return text % {
        "treaty": abbreviation,
        "number": figures.in_words(number),
        "countries": counted(len(progresses), unit),
    }
