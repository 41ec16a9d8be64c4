"""What changed, when, by whom and why: ratings of every country, settled differences, and steps of its checklists."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from compliance.as_of.checklists import settled
from compliance.model.checklist import UNANSWERED, Checklist, Entry, Response
from compliance.report.excel.region.layout import Region, by_country
from compliance.report.excel.values import Sheet, Table, column, columns_of, rows_of
from compliance.view import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of a rating or of a checklist, as it is recorded."""

    treaty: str = ""
    criterion: str | None = None
    on: date
    what: str
    before: str | None = None
    after: str | None = None
    since: str | None = None
    by: str | None = None
    cause: str | None = None
    note: str | None = None


CHANGES: Table[Change] = (
    column("Treaty", lambda change: change.treaty, 9, "word"),
    column("Criterion", lambda change: change.criterion, 14, "word"),
    column("Recorded on", lambda change: change.on, 13, "date"),
    column("What", lambda change: change.what, 18),
    column("Before", lambda change: change.before, 18),
    column("After", lambda change: change.after, 18),
    column("In the law since", lambda change: change.since, 16),
    column("By", lambda change: change.by, 28),
    column("Why", lambda change: change.cause, 24),
    column("Note", lambda change: change.note, 50),
)


def changelog(region: Region) -> Iterator[Sheet]:
    """A row a change, as the checklists record them; nothing where none is on file."""
    table = by_country(CHANGES)
    changes = (
        (country, replace(change, treaty=instrument.abbreviation))
        for country, instrument in region.assessed
        for change in _changes(instrument.checklist)
    )
    rows = rows_of(table, changes)
    if rows:
        yield Sheet(
            name="Changelog",
            about="Changes of ratings and of checklists: who, when and why",
            tab="reference",
            title=f"{len(rows)} {'change is' if len(rows) == 1 else 'changes are'} on file",
            measure=region.measure("Ratings with a recorded cause, differences that were settled, and steps of the checklists"),
            columns=columns_of(table),
            rows=rows,
            frozen=3,
        )  # fmt: skip


def _changes(checklist: Checklist) -> Iterator[Change]:
    """Steps of a checklist, then the changes of its ratings in its order."""
    before = None
    for step in checklist.steps:
        after = words.STATUS[step.status]
        yield Change(on=step.on, what="status of the checklist", before=before, after=after, by=step.by, note=step.note)
        before = after
    for id_, response in checklist.responses.items():
        for change in _ratings(response, checklist):
            yield replace(change, criterion=id_)


def _ratings(response: Response, checklist: Checklist) -> Iterator[Change]:
    """The recorded ratings of a criterion that have a cause, and how a difference of two evaluators was settled."""
    who = response.author or ", ".join(checklist.evaluators) or None
    before: str | None = None
    for entry in response.history:
        yield replace(_rating(entry, entry.recorded, before, who), note=entry.note)
        before = _in_words(entry.rating)
    third = response.adjudication
    rerated = third is not None and third.earlier and response.cause and response.recorded == third.on
    if third and rerated:
        yield _rating(settled(response), third.on, before, third.by)
    elif response.cause:
        yield _rating(response, response.recorded or checklist.cut_off, before, who)
    for decision in (*third.earlier, *(() if rerated else (third,))) if third else ():
        after = _in_words(decision.rating)
        yield Change(on=decision.on, what="difference settled", after=after, by=decision.by, note=decision.reason)


def _rating(rated: Entry | Response, on: date, before: str | None, who: str | None) -> Change:
    withdrawn = isinstance(rated, Response) and not rated.has_rating
    return Change(
        on=on,
        what="rating",
        before=before,
        after=words.rating(UNANSWERED) if withdrawn else _in_words(rated.rating),
        since=words.when(rated.since) if rated.since else None,
        by=who,
        cause=words.CAUSES[rated.cause] if rated.cause else None,
    )


def _in_words(rating: tuple[str, ...]) -> str | None:
    return "–".join(words.rating(word) for word in rating) or None
