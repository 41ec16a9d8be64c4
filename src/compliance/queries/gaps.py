"""What would close a country's gaps: gains, efforts, a path to a score, open questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import NamedTuple

from compliance import figures
from compliance.queries.formats import Column, picked
from compliance.scoring import Assessment, Path, Question, Reform, path, questions, reforms, unbeaten
from compliance.scoring.gaps import Gain
from compliance.scoring.path import Step
from compliance.scoring.values import CriterionScore
from compliance.view import words
from compliance.view.assessed import assessments
from compliance.view.reforms import effort_words, ends, points, printed_gains
from compliance.workspace import Workspace

MARK = "●"
"""Stands before a row that no other beats."""
FIRST = 10
"""So many open questions are printed; the exact formats have all of them."""


class Row(NamedTuple):
    """A change, and whether no other beats it."""

    reform: Reform
    unbeaten: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GapList:
    """What would close the gaps of one country towards one treaty."""

    country: str
    """Id of the country."""
    assessment: Assessment
    rows: tuple[Row, ...]
    """Changes, most for their effort first."""
    path: Path | None
    """The way to a target, where there is one."""
    questions: tuple[Question, ...]
    """Open questions, the one that narrows most first."""


def gap_lists(
    workspace: Workspace, country: str, instruments: Sequence[str], target: Fraction | None
) -> tuple[GapList, ...]:
    """The gaps of a country in its latest cycle, by treaty; a path where there is a target."""
    theirs = workspace.countries[country]
    return tuple(
        _gap_list(country, assessment, target)
        for cycle in theirs.cycles()[-1:]
        for assessment in assessments(workspace, theirs, cycle, tuple(instruments))
    )


def _gap_list(country: str, assessment: Assessment, target: Fraction | None) -> GapList:
    rows = reforms(assessment.whole)
    return GapList(
        country=country,
        assessment=assessment,
        rows=tuple(map(Row, rows, unbeaten(rows))),
        path=None if target is None else path(assessment.whole, target),
        questions=tuple(sorted(questions(assessment.whole), key=lambda question: -question.least)),
    )


# Tables


def columns(assessment: Assessment) -> tuple[Column[Row], ...]:
    """The table of gaps."""
    criteria = assessment.whole.criteria()
    return (
        Column("", lambda row: MARK if row.unbeaten else ""),
        Column("criteria", lambda row: _together(row.reform)),
        Column("provision", lambda row: _provision(row.reform, criteria), rank=2),
        Column("rating", lambda row: _rating(row.reform, criteria), rank=1),
        Column("one up", lambda row: points(row.reform.next), "right"),
        Column("met", lambda row: points(row.reform.full), "right"),
        Column("effort", lambda row: _effort(row.reform, criteria)),
        Column("per effort", lambda row: _per_effort(row.reform), "right", 3),
    )


def _together(reform: Reform) -> str:
    return " + ".join(reform.criteria)


def _provision(reform: Reform, criteria: Mapping[str, CriterionScore]) -> str:
    return criteria[reform.criteria[0]].criterion.provision if reform.kind == "criterion" else f"Art. {reform.article}"


def _rating(reform: Reform, criteria: Mapping[str, CriterionScore]) -> str:
    if reform.kind == "criterion":
        return words.chip(criteria[reform.criteria[0]]).word
    return "unlock bundle" if reform.kind == "unlock" else "bundle to met"


def _effort(reform: Reform, criteria: Mapping[str, CriterionScore]) -> str:
    """What a change takes in words; a dash where a criterion has no recommendation that stands."""
    return effort_words(reform, criteria) if reform.effort else figures.NOTHING


def _per_effort(reform: Reform) -> str:
    return figures.NOTHING if reform.per_effort is None else figures.number(reform.per_effort * 100, 2)


_Numbered = tuple[int, Step, Gain]


def steps(path: Path) -> tuple[_Numbered, ...]:
    """The numbered steps of a path, with what each adds to the score printed before it."""
    return tuple(zip(count(1), path.steps, printed_gains(path), strict=False))


def step_columns(assessment: Assessment) -> tuple[Column[_Numbered], ...]:
    """The table of a path: its numbered steps."""
    criteria = assessment.whole.criteria()
    return (
        Column("step", lambda step: step[0], "right"),
        Column("criteria", lambda step: _together(step[1].reform)),
        Column("effort", lambda step: _effort(step[1].reform, criteria)),
        Column("gain", lambda step: points(step[2]), "right"),
        Column("score after", lambda step: ends(step[1].score), "right"),
    )


def outcome(path: Path) -> str:
    """Where a path ends, and why it may not reach its target."""
    target = figures.number((path.target or 0) * 100, 1)
    number = figures.count(len(path.steps), "step")
    if path.reached:
        return f"{target} is surely reached after {number}."
    after = f"After {number}" if path.steps else "As it stands"
    end = f"{after} the score is {ends(path.end)}"
    if path.target is not None and path.end.high >= path.target:
        return f"{end}: {target} is not surely reached, as unanswered criteria decide the rest."
    return f"{end}: {target} is not reached."


QUESTIONS: tuple[Column[Question], ...] = (
    Column("criterion", lambda question: question.criterion.criterion.id),
    Column("provision", lambda question: question.criterion.criterion.provision, rank=1),
    Column("narrows by", lambda question: f"{figures.number(question.least * 100, 2)} points", "right"),
)
"""The table of open questions."""


def _places(value: Fraction) -> str:
    return str(figures.rounded(value * 100, 6))


EXACT: tuple[Column[tuple[GapList, Row]], ...] = (
    Column("country", lambda gap: gap[0].country),
    Column("instrument", lambda gap: gap[0].assessment.whole.instrument.id),
    Column("kind", lambda gap: gap[1].reform.kind),
    Column("article", lambda gap: gap[1].reform.article),
    Column("criteria", lambda gap: " ".join(gap[1].reform.criteria)),
    Column("one_up_low", lambda gap: _places(gap[1].reform.next.low)),
    Column("one_up_high", lambda gap: _places(gap[1].reform.next.high)),
    Column("met_low", lambda gap: _places(gap[1].reform.full.low)),
    Column("met_high", lambda gap: _places(gap[1].reform.full.high)),
    Column("effort", lambda gap: gap[1].reform.effort or ""),
    Column("per_effort", lambda gap: "" if gap[1].reform.per_effort is None else _places(gap[1].reform.per_effort)),
    Column("unbeaten", lambda gap: "yes" if gap[1].unbeaten else "no"),
)
"""The gaps for other programs: ids, gains at both ends as points of 100 to six places, effort."""


# Records


def gaps(gap_list: GapList) -> Mapping[str, object]:
    """Gaps, path and open questions of a country towards a treaty."""
    whole = gap_list.assessment.whole
    return {
        "country": gap_list.country,
        "instrument": whole.instrument.id,
        "cycle": whole.checklist.cycle,
        "law_as_of": gap_list.assessment.on,
        "score": whole.range,
        "gaps": [
            {
                **picked(reform, "kind", "article", "criteria"),
                "one_rating_up": reform.next,
                "met": reform.full,
                **picked(reform, "effort", "per_effort"),
                "unbeaten": unbeaten,
            }
            for reform, unbeaten in gap_list.rows
        ],
        "path": _path(gap_list.path) if gap_list.path else None,
        "questions": [
            {"criterion": question.criterion.criterion.id, "narrows_by": question.least}
            for question in gap_list.questions
        ],
    }


def _path(path: Path) -> Mapping[str, object]:
    steps = [
        {**picked(step.reform, "criteria", "effort"), "gain": step.reform.full, "score": step.score}
        for step in path.steps
    ]
    return {"target": path.target, "reached": path.reached, "steps": steps}
