"""What would close a country's gaps, for a terminal and for other programs: gains, efforts, a path, open questions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance import figures
from compliance.outgoing import in_csv
from compliance.queries.explain import plain
from compliance.scoring import Assessment, Path, Question, Reform, path, questions, reforms, unbeaten
from compliance.scoring.values import CriterionScore, Gain
from compliance.view import words
from compliance.view.assessed import assessments
from compliance.view.reforms import effort_words, ends, points
from compliance.workspace import Workspace

COLUMNS = ("", "criteria", "provision", "rating", "one up", "met", "effort", "per effort")
"""Heads of the table of gaps."""
STEPS = ("step", "criteria", "effort", "gain", "score after")
"""Heads of the table of a path."""
ASKED = ("criterion", "provision", "narrows by")
"""Heads of the table of open questions."""
MARK = "●"
"""Stands before a row that no other beats."""
FIRST = 10
"""So many open questions are printed; the exact formats have all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapList:
    """What would close the gaps of one country towards one treaty."""

    country: str
    """Id of the country."""
    assessment: Assessment
    """Its scores."""
    rows: tuple[Reform, ...]
    """Changes, most for their effort first."""
    unbeaten: tuple[bool, ...]
    """Whether no other row beats each of them."""
    path: Path | None
    """The way to a target, where one is asked for."""
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
        rows=rows,
        unbeaten=unbeaten(rows),
        path=None if target is None else path(assessment.whole, target),
        questions=tuple(sorted(questions(assessment.whole), key=lambda question: -question.least)),
    )


def rows(gap_list: GapList) -> tuple[tuple[str, ...], ...]:
    """One row a change, in the order of `COLUMNS`."""
    criteria = gap_list.assessment.whole.criteria()
    return tuple(
        (
            MARK if mark else "",
            _together(row),
            criteria[row.criteria[0]].criterion.provision if row.kind == "criterion" else f"Art. {row.article}",
            words.chip(criteria[row.criteria[0]]).word if row.kind == "criterion" else _kind(row),
            points(row.next),
            points(row.full),
            _effort(row, criteria),
            figures.NOTHING if row.per_effort is None else figures.number(row.per_effort * 100, 2),
        )
        for row, mark in zip(gap_list.rows, gap_list.unbeaten, strict=True)
    )


def _together(row: Reform) -> str:
    return " + ".join(row.criteria)


def _kind(row: Reform) -> str:
    return "unlock bundle" if row.kind == "unlock" else "bundle to met"


def _effort(row: Reform, criteria: Mapping[str, CriterionScore]) -> str:
    """What a change takes in words; a dash where a criterion has no recommendation that stands."""
    return effort_words(row, criteria) if row.effort else figures.NOTHING


def steps(gap_list: GapList) -> tuple[tuple[str, ...], ...]:
    """One row a step of the path, in the order of `STEPS`."""
    criteria = gap_list.assessment.whole.criteria()
    return tuple(
        (
            str(number),
            _together(step.reform),
            _effort(step.reform, criteria),
            points(step.reform.full),
            ends(step.score),
        )
        for number, step in enumerate(gap_list.path.steps if gap_list.path else (), 1)
    )


def outcome(path: Path) -> str:
    """Where a path ends, and why it may not reach its target."""
    target = figures.number((path.target or 0) * 100, 1)
    count = figures.count(len(path.steps), "step")
    if path.reached:
        return f"{target} is surely reached after {count}."
    after = f"After {count}" if path.steps else "As it stands"
    end = f"{after} the score is {ends(path.end)}"
    if path.target is not None and path.end.high >= path.target:
        return f"{end}: {target} is not surely reached, as unanswered criteria decide the rest."
    return f"{end}: {target} is not reached."


def asked(gap_list: GapList) -> tuple[tuple[str, ...], ...]:
    """The first open questions, in the order of `ASKED`."""
    return tuple(
        (
            question.criterion.criterion.id,
            question.criterion.criterion.provision,
            f"{figures.number(question.least * 100, 2)} points",
        )
        for question in gap_list.questions[:FIRST]
    )


def as_json(gap_lists: Sequence[GapList]) -> str:
    """Gaps, path and open questions; exact fractions as text, missing as null."""
    return json.dumps([_json(gap_list) for gap_list in gap_lists], ensure_ascii=False, indent=1)


def _json(gap_list: GapList) -> Mapping[str, object]:
    whole, way = gap_list.assessment.whole, gap_list.path
    return {
        "country": gap_list.country,
        "instrument": whole.instrument.id,
        "cycle": whole.checklist.cycle,
        "law_as_of": gap_list.assessment.on.isoformat(),
        "score": plain(whole.range),
        "gaps": [_row(row, mark=mark) for row, mark in zip(gap_list.rows, gap_list.unbeaten, strict=True)],
        "path": way
        and {
            "target": plain(way.target),
            "reached": way.reached,
            "steps": [
                {"criteria": list(step.reform.criteria), "effort": step.reform.effort, "gain": plain(step.reform.full), "score": plain(step.score)}
                for step in way.steps
            ],
        },
        "questions": [{"criterion": question.criterion.criterion.id, "narrows_by": str(question.least)} for question in gap_list.questions],
    }  # fmt: skip


def _row(row: Reform, *, mark: bool) -> Mapping[str, object]:
    return {
        "kind": row.kind,
        "article": row.article,
        "criteria": list(row.criteria),
        "one_rating_up": plain(row.next),
        "met": plain(row.full),
        "effort": row.effort,
        "per_effort": plain(row.per_effort),
        "unbeaten": mark,
    }


def as_csv(gap_lists: Sequence[GapList]) -> str:
    """One row a change: ids, gains at both ends as points of 100 to six places, effort."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("country", "instrument", "kind", "article", "criteria", "one_up_low", "one_up_high", "met_low", "met_high", "effort", "per_effort", "unbeaten"))  # fmt: skip
    for gap_list in gap_lists:
        for row, mark in zip(gap_list.rows, gap_list.unbeaten, strict=True):
            table.writerow(
                in_csv(cell)
                for cell in (
                    gap_list.country,
                    gap_list.assessment.whole.instrument.id,
                    row.kind,
                    row.article,
                    " ".join(row.criteria),
                    *(_places(end) for gain in (row.next, row.full) for end in _both(gain)),
                    row.effort or "",
                    "" if row.per_effort is None else _places(row.per_effort),
                    "yes" if mark else "no",
                )
            )
    return text.getvalue().rstrip("\n")


def _both(gain: Gain) -> Iterator[Fraction]:
    yield from (gain.low, gain.high)


def _places(value: Fraction) -> str:
    return str(figures.rounded(value * 100, 6))


FORMATS = {"json": as_json, "csv": as_csv}
"""Formats for other programs, by name."""
