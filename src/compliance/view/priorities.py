"""What to change first, by the act to amend: legal, not arithmetic, and only where the law was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from compliance import figures
from compliance.language import _
from compliance.model.checklist import Recommendation, Response
from compliance.model.instrument import Instrument, Scale
from compliance.scoring import Assessment
from compliance.scoring.values import CriterionScore
from compliance.view import words
from compliance.view.context import Context
from compliance.view.reforms import cited_model
from compliance.view.values.progress import is_waiting
from compliance.view.values.reforms import PriorityGroup, PriorityView

READ = frozenset("ABC")
"""Grades of evidence of law that was read, or seen in a secondary source."""
SUBSTANTIVE = frozenset(("offence", "penalty", "power"))
"""What a provision is for where more than a formality depends on it."""
NATURES = frozenset(
    ("criminalisation", "investigative-power", "procedural-power", "provisional-measure", "confiscation", "liability")
)
"""Kinds of articles that ask for offences and powers."""


class _Gap(NamedTuple):
    """A criterion below the best rating, with its recommendation."""

    instrument: Instrument
    title: str
    nature: str
    score: CriterionScore
    response: Response
    advice: Recommendation

    @property
    def reference(self) -> str:
        """The treaty with its reference: `ETS 185 16(1) · 1`."""
        criterion = self.score.criterion
        return f"{self.instrument.abbreviation} {words.reference(criterion.provision, criterion.element)}"


def priority_groups(context: Context, scores: Iterable[Assessment]) -> tuple[PriorityGroup, ...]:
    """Recommendations whose law was read, by the act to amend; the act with the first priority first."""
    by_id: dict[str, list[_Gap]] = {}
    for gap in _gaps(scores):
        by_id.setdefault(gap.advice.id, []).append(gap)
    asked = _asked(context)
    groups: dict[str, list[PriorityView]] = {}
    for gaps in by_id.values():
        groups.setdefault(_act(context, gaps[0].advice), []).append(_priority(context, gaps, asked))
    ordered = ((act, sorted(rows, key=lambda row: row.rank)) for act, rows in groups.items())
    return tuple(
        PriorityGroup(act=act, rows=tuple(rows))
        for act, rows in sorted(ordered, key=lambda group: (group[1][0].rank, -len(group[1])))
    )


def _gaps(scores: Iterable[Assessment]) -> Iterator[_Gap]:
    """Every gap with a recommendation that is still to be carried out and rests on law that was read."""
    for assessment in scores:
        for article in assessment.whole.articles:
            for score in article.criteria:
                response = score.response
                advice = response.recommendation if response else None
                read = response and score.answered and not score.lead and response.evidence in READ
                if response and advice and is_waiting(advice.status) and read:
                    instrument = assessment.whole.instrument
                    yield _Gap(instrument, article.article.called(), article.article.nature, score, response, advice)


def _asked(context: Context) -> Mapping[str, tuple[str, ...]]:
    filed = context.country.findings
    asked: dict[str, tuple[str, ...]] = {}
    for finding in filed.value.findings if filed else ():
        for criterion in finding.criteria if finding.sources else ():
            asked[criterion] = tuple(dict.fromkeys((*asked.get(criterion, ()), finding.body)))
    return asked


def _act(context: Context, advice: Recommendation) -> str:
    """The act to amend; what else is to be made where the recommendation names none."""
    act = context.acts.get(advice.amend or "")
    if act is None:
        return _("No act named: %(effort)s") % {"effort": words.EFFORT[advice.effort]}
    level = context.level(act.part) if act.part else None
    return f"{act.short} ({level})" if level and level not in act.short else act.short


def _priority(context: Context, gaps: list[_Gap], asked: Mapping[str, tuple[str, ...]]) -> PriorityView:
    advice, bodies = gaps[0].advice, [body for gap in gaps for body in asked.get(gap.score.criterion.id, ())]
    lowest = min(gaps, key=lambda gap: _place(gap.score.worst, gap.instrument.scale))
    addressee = advice.addressee or _("addressee to be named")
    due = _("by %(day)s") % {"day": figures.day(advice.due)} if advice.due else _("date to be agreed")
    return PriorityView(
        id=advice.id,
        serves=tuple((gap.reference, gap.instrument.id, gap.score.criterion.id) for gap in gaps),
        title=gaps[0].title,
        core=any(gap.score.criterion.core for gap in gaps),
        substantive=any(
            gap.nature in NATURES or any(basis.role in SUBSTANTIVE for basis in gap.response.legal_basis)
            for gap in gaps
        ),
        asked=figures.listed(list(dict.fromkeys(bodies))) if bodies else "",
        text=words.sentence(advice.text),
        who=f"{addressee}; {due}",
        chip=words.chip(lowest.score),
        severity=_place(lowest.score.worst, lowest.instrument.scale),
        grade=max(gap.response.evidence or "" for gap in gaps),
        status=advice.status,
        model=cited_model(context, gaps[0].response),
    )


def _place(word: str, scale: Scale) -> int:
    ratings = tuple(scale.values)
    return len(ratings) - ratings.index(word) if word in ratings else len(ratings) + 1
