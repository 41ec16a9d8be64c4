"""What changed since the last brief: scores, ratings, statuses of indicators."""

from __future__ import annotations

from collections.abc import Iterator

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import NOT_APPLICABLE
from compliance.scoring import Assessment
from compliance.view import words
from compliance.view.donor.shared import Member, name
from compliance.view.reasons import STATUS_SIGNS, STATUS_WORDS

MOST = 5
"""Changes that a brief lists; indicators beyond are counted."""


Change = tuple[str, str, str]
"""One thing that is not as it was in the last brief: what, how it was then, how it is now."""


def headline(country: Member) -> str:
    """How much changed since the last brief, or that this is the first."""
    if country.last is None:
        return _("This is the first brief: there is nothing yet to compare with")
    moved = len(list(_statuses(country, country.last)))
    text = ngettext(
        "Since %(day)s the status of %(number)s indicator changed",
        "Since %(day)s the status of %(number)s indicators changed",
        moved,
    )
    days = [assessment.whole.checklist.cut_off for assessment in country.last.now]
    return text % {"day": figures.day(max(days)), "number": figures.in_words(moved)}


def changes(country: Member) -> tuple[Change, ...]:
    """Scores and ratings of each treaty, then the indicators whose status changed; nothing in a first brief."""
    if country.last is None:
        return ()
    of_law = tuple(_law(country, country.last))
    statuses = list(_statuses(country, country.last))
    kept = statuses[: MOST - len(of_law)]
    more = len(statuses) - len(kept)
    rest = [(_("Further indicators"), "", figures.number(more))] if more else []
    return (*of_law, *kept, *rest)


def _law(country: Member, last: Member) -> Iterator[Change]:
    earlier = {assessment.whole.instrument.id: assessment for assessment in last.now}
    for now in country.now:
        then = earlier.get(now.whole.instrument.id)
        if then:
            treaty = now.whole.instrument.abbreviation
            kind = _("alignment") if now.alignment else _("score")
            score = f"{words.score(now.whole.range)}; {_ratings(then, now)}"
            yield f"{treaty}, {kind}", words.score(then.whole.range), score


def _ratings(then: Assessment, now: Assessment) -> str:
    """How many ratings rose, fell, were given for the first time."""
    values, old = now.whole.instrument.scale.values, then.whole.criteria()
    pairs = [(old.get(id_), score) for id_, score in now.whole.criteria().items()]
    both = [(a.worst, b.worst) for a, b in pairs if a and a.has_rating and b.has_rating]
    rated = [(values[a], values[b]) for a, b in both if NOT_APPLICABLE not in {a, b}]
    new = sum(after.has_rating and not (before and before.has_rating) for before, after in pairs)
    text = _("%(up)s ratings higher, %(down)s lower, %(new)s new")
    return text % {"up": sum(a < b for a, b in rated), "down": sum(a > b for a, b in rated), "new": new}


def _statuses(country: Member, last: Member) -> Iterator[Change]:
    earlier = {report.indicator.id: report.status.word for report in last.reports}
    for report in country.reports:
        then, now = earlier.get(report.indicator.id), report.status.word
        if then and then != now:
            before, after = (f"{STATUS_SIGNS[word]} {STATUS_WORDS[word]}" for word in (then, now))
            yield name(report), before, after
