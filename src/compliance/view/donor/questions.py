"""The three questions that a brief puts, and to whom: what is off track, what a headline indicator waits for, what is not settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import UNANSWERED
from compliance.scoring import Assessment
from compliance.view import words
from compliance.view.donor.parts import PartBar, part_bars
from compliance.view.donor.shared import Member, holders_of, name
from compliance.view.palette import NOT_SETTLED

MOST = 3
"""Questions of a brief."""
NAMED = 3
"""Figures that a question names; the others are counted."""
Question = tuple[str, str]
"""Whom to ask, and what."""


def questions(members: Sequence[Member]) -> tuple[Question, ...]:
    """Three questions, each to another body where that can be: what matters most first."""
    every = chain(_headline(members), _off_track(members), _unsettled(members), _targets(members), _others(members))
    asked: dict[str, str] = {}
    for whom, text in every:
        asked.setdefault(whom, text)
    return tuple(islice(asked.items(), MOST))


def _headline(members: Sequence[Member]) -> Iterator[Question]:
    """What keeps a headline indicator from being published, asked of who has most of it."""
    waiting: dict[str, dict[str, Fraction]] = {}
    reports = (report for member in members for report in member.reports)
    blocked = [each for each in reports if each.indicator.headline and each.components and not each.values]
    for report in blocked:
        for part in report.components:
            if part.value is None:
                for holder in (part.indicator.responsible or _("holder not named")).split("; "):
                    weights = waiting.setdefault(holder, {})
                    named = part.indicator.short or part.indicator.name
                    weights[named] = weights.get(named, Fraction(0)) + part.weight
    for holder, weights in sorted(waiting.items(), key=lambda pair: -sum(pair[1].values()))[:1]:
        text = _("Please supply the figures for %(figures)s. “%(indicator)s” cannot be published without them.")
        yield holder, text % {"figures": _some(list(weights)), "indicator": name(blocked[0])}


def _off_track(members: Sequence[Member]) -> Iterator[Question]:
    """What becomes of each indicator that is off track: of who owns the action, else of who has the figures."""
    for member in members:
        for report in member.reports:
            if report.status.word != "off-track":
                continue
            called = f"{member.name}: {name(report)}" if len(members) > 1 else name(report)
            if not report.plan.actions:
                text = _("Why is “%(indicator)s” off track, and what is done about it? No action is recorded.")
                yield holders_of(report)[0], text % {"indicator": called}
                continue
            action = report.plan.actions[0]
            by = _(", by %(day)s") % {"day": figures.day(action.due)} if action.due else ""
            text = _("“%(indicator)s” is off track: %(cause)s Is this done%(by)s: %(action)s")
            values = {"indicator": called, "cause": words.sentence(action.cause), "by": by}
            yield action.owner, text % {**values, "action": words.sentence(action.action)}


def _unsettled(members: Sequence[Member]) -> Iterator[Question]:
    """The part of a treaty of which most is open or not examined, asked of who assesses it."""
    parts = [
        (member, assessment, bar) for member in members for assessment in member.now for bar in part_bars(assessment)
    ]
    if not any(_waiting(bar) for _, _, bar in parts):
        return
    member, assessment, most = max(parts, key=lambda part: _waiting(part[2]))
    treaty = assessment.whole.instrument
    same = [bar for _, each, bar in parts if (each.whole.instrument.id, bar.name) == (treaty.id, most.name)]
    values = {
        "part": most.name,
        "treaty": treaty.abbreviation,
        "number": sum(map(_waiting, same)),
        "all": sum(bar.applicable for bar in same),
    }
    text = (
        _("Which law answers the open criteria of %(treaty)s on “%(part)s”? %(number)s of %(all)s are open or not examined.")
        if len(members) == 1
        else _("Which law answers the open criteria of %(treaty)s on “%(part)s”? In all, %(number)s of %(all)s are open or not examined.")
    )  # fmt: skip
    yield _assessor(member, assessment), text % values


def _waiting(bar: PartBar) -> int:
    """Criteria of a part that are open or not examined."""
    return bar.counts.get(NOT_SETTLED, 0) + bar.counts.get(UNANSWERED, 0)


def _assessor(member: Member, assessment: Assessment) -> str:
    """Who is responsible for the score of a treaty, as the logframe says."""
    formula = f"score({assessment.whole.instrument.id})"
    responsible = (
        holders_of(report)[-1]
        for report in member.reports
        if formula in report.indicator.formula and report.indicator.responsible
    )
    return next(responsible, _("Those who assess"))


def _targets(members: Sequence[Member]) -> Iterator[Question]:
    """When baselines and targets are approved, where figures wait for them."""
    waiting = [
        report
        for member in members
        for report in member.reports
        if report.values and not report.plan.approved and report.status.word in {"no-target", "draft", "range-only"}
    ]
    if waiting:
        text = ngettext(
            "When will baselines and targets be approved? %(number)s indicator with figures has none that counts, so that it cannot be judged.",
            "When will baselines and targets be approved? %(number)s indicators with figures have none that count, so that they cannot be judged.",
            len(waiting),
        )
        yield holders_of(waiting[0])[0], text % {"number": len(waiting)}


def _others(members: Sequence[Member]) -> Iterator[Question]:
    """The figures for which most indicators wait, body by body."""
    waiting: dict[str, dict[str, None]] = {}
    for member in members:
        for report in member.reports:
            if not report.values and not report.indicator.headline:
                for holder in holders_of(report):
                    waiting.setdefault(holder, {})[name(report)] = None
    for holder, named in sorted(waiting.items(), key=lambda pair: -len(pair[1])):
        yield holder, _("Please supply the figures for %(figures)s.") % {"figures": _some(list(named))}


def _some(named: Sequence[str]) -> str:
    """The first names, and how many there are more."""
    kept = [f"“{each}”" for each in named[:NAMED]]
    more = len(named) - len(kept)
    if more:
        kept.append(ngettext("%(number)s more indicator", "%(number)s more indicators", more) % {"number": figures.in_words(more)})  # fmt: skip
    return figures.listed(kept)
