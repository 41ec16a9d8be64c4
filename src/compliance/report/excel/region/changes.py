"""What changed, when, by whom and why: ratings of every country, settled differences, and steps of its checklists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from compliance.model.checklist import Checklist, Entry, Response
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Cell, Column, Sheet
from compliance.view import words

COLUMNS = (
    Column(header="Country", width=24, style="label"),
    Column(header="Treaty", width=9, style="word"),
    Column(header="Criterion", width=14, style="word"),
    Column(header="Recorded on", width=13, style="date"),
    Column(header="What", width=18),
    Column(header="Before", width=18),
    Column(header="After", width=18),
    Column(header="In the law since", width=16),
    Column(header="By", width=28),
    Column(header="Why", width=24),
    Column(header="Note", width=50),
)
Row = tuple[Cell, ...]


def changelog(region: Region) -> Iterator[Sheet]:
    """A row a change, as the checklists record them; nothing where none is on file."""
    rows = tuple(
        (country.name, instrument.abbreviation, *row)
        for country, instrument in region.assessed
        for row in _changes(instrument.assessment.whole.checklist)
    )
    if rows:
        yield Sheet(
            name="Changelog",
            about="Changes of ratings and of checklists: who, when and why",
            tab="reference",
            title=f"{len(rows)} {'change is' if len(rows) == 1 else 'changes are'} on file",
            measure=region.measure("Ratings with a recorded cause, differences that were settled, and steps of the checklists"),
            columns=COLUMNS,
            rows=rows,
            frozen=3,
        )  # fmt: skip


def _changes(checklist: Checklist) -> Iterator[Row]:
    """Steps of a checklist, then the changes of its ratings in its order."""
    before = None
    for step in checklist.steps:
        after = words.STATUS[step.status]
        yield None, step.on, "status of the checklist", before, after, None, step.by, None, step.note
        before = after
    for id_, response in checklist.responses.items():
        for row in _ratings(response, checklist):
            yield id_, *row


def _ratings(response: Response, checklist: Checklist) -> Iterator[Row]:
    """The recorded ratings of a criterion that have a cause, and how a difference of two evaluators was settled."""
    who = response.author or ", ".join(checklist.evaluators) or None
    before: str | None = None
    for entry in response.history:
        yield _entry(entry, before, who)
        before = _said(entry.rating)
    if response.cause:
        since = words.when(response.since) if response.since else None
        recorded: date = response.recorded or checklist.cut_off
        yield recorded, "rating", before, _said(response.rating), since, who, words.CAUSES[response.cause], None
    if response.adjudication:
        settled = response.adjudication
        yield settled.on, "difference settled", None, _said(settled.rating), None, settled.by, None, settled.reason


def _entry(entry: Entry, before: str | None, who: str | None) -> Row:
    since = words.when(entry.since) if entry.since else None
    cause = words.CAUSES[entry.cause] if entry.cause else None
    return entry.recorded, "rating", before, _said(entry.rating), since, who, cause, entry.note


def _said(rating: tuple[str, ...]) -> str | None:
    return "–".join(words.rating(word) for word in rating) or None
