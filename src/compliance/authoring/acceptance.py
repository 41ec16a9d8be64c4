"""Answers accepted by a reviewer, each by itself: which may be, why another may not, and what is written."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from compliance import figures
from compliance.authoring.changes import Target, draft, write_logged
from compliance.authoring.edit import ways
from compliance.authoring.steps import as_the_log_says, changed_by, criteria_of, parts_in_all, places
from compliance.checks.acceptances import ACCEPTANCE, accepted_digest, accepted_in, answers_in, wrote
from compliance.model.instrument import Instrument
from compliance.problems import Problem, serious
from compliance.queries.work import is_open, suspect_in
from compliance.source import Data, Step


def criteria_at(instrument: Instrument, wanted: str) -> tuple[str, ...]:
    """The criteria under a name: a criterion, an article, articles as `2-10`, a section; nothing if it is none."""
    named = places(instrument, wanted)
    return tuple(
        criterion.id
        for article in instrument.articles
        for criterion in article.criteria
        if criterion.id in named or article.number in named
    )


def to_accept(target: Target, names: Iterable[str]) -> tuple[str, ...]:
    """The criteria that some names ask to accept, without those that are accepted as they stand.

    What is unanswered is passed over in an article, and stays where it is named by itself, so that it is refused.
    """
    done = accepted_in(target.filed)
    inside = ((id_, id_ == name) for name in names for id_ in criteria_at(target.treaty, name) if id_ not in done)
    return tuple(dict.fromkeys(id_ for id_, alone in inside if alone or target.response(id_).has_rating))


def unacceptable(
    target: Target, criteria: Sequence[str], problems: Iterable[Problem], *, by: str, on: date
) -> Iterator[str]:
    """Why some answers cannot be accepted, in sentences; nothing where all of them can."""
    checklist = target.filed.value
    if checklist.open:
        yield f"It is {checklist.status}: answers are accepted once it is submitted."
    lines = {entry: criteria_of(entry) for entry in changed_by(target, by)}
    unnamed = as_the_log_says(by, (entry for entry, named in lines.items() if named is None))
    yield from (f"{why}, and nobody accepts their own work." for why in (*parts_in_all(target, by), *unnamed))
    logged = frozenset(id_ for named in lines.values() for id_ in named or ())
    wrong, suspect = _with_problems(target, problems), suspect_in(target.workspace, target.filed)
    reasons: dict[tuple[str, str], list[str]] = {}
    for id_ in criteria:
        response = target.response(id_)
        is_writer = wrote(response, by, target.workspace.roll)
        for reason, holds in (
            (("Nothing is answered at", "."), not response.has_rating),
            (("Nobody has confirmed what was carried over:", "."), response.carried_over),
            (("Remarks are open on", "."), any(map(is_open, response.remarks))),
            (("There are problems at", ", which the check names."), id_ in wrong),
            (("Quotations on", " do not stand in the stored text of the act."), id_ in suspect),
            ((f"{by} wrote", " or a part of it, and nobody accepts their own work."), is_writer),
            ((f"Answered later than {figures.day(on)}:", "."), response.answered and response.answered > on),
            # The log remembers writers whom the answer does not name any more.
            (
                (f"{by} wrote", " or a part of it, as the log says, and nobody accepts their own work."),
                id_ in logged and not is_writer,
            ),
        ):
            if holds:
                reasons.setdefault(reason, []).append(id_)
    yield from (f"{before} {figures.some(ids)}{after}" for (before, after), ids in reasons.items())


def _with_problems(target: Target, problems: Iterable[Problem]) -> frozenset[str]:
    """The criteria at whose answer something is wrong."""
    document = target.filed.document
    mine = [problem.at for problem in serious(problems) if problem.at.path == document.path]
    known = ways(document) if mine else {}
    hit: Iterator[tuple[Step, ...]] = (known.get((at.line, at.column), ()) for at in mine)
    return frozenset(str(steps[1]) for steps in hit if steps[:1] == ("responses",) and len(steps) > 1)


def accept(target: Target, criteria: Iterable[str], *, by: str, on: date) -> None:
    """Writes that somebody accepts some answers as they stand."""
    answers = answers_in(target.filed)
    changes: dict[tuple[Step, ...], Data] = {}
    for id_ in criteria:
        values = (by, on.isoformat(), accepted_digest(answers[id_]))
        changes |= {("responses", id_, name): value for name, value in zip(ACCEPTANCE, values, strict=True)}
    write_logged(target, changes, draft(target, "accepted", by=by))
