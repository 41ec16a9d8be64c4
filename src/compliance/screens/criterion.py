"""One criterion in all beneficiaries, in the order of the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compliance import figures
from compliance.language import _
from compliance.model.checklist import UNANSWERED
from compliance.model.instrument import Article, Criterion, Instrument
from compliance.queries.formats import Column, picked
from compliance.screens.address import Address
from compliance.screens.parts import LEAD, Entry, Link, Page, Table, word_of
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.view import words
from compliance.view.palette import NOT_SETTLED
from compliance.view.values.answers import CriterionView
from compliance.view.values.country import CountryView

Answer = Mapping[str, Any]
"""How one beneficiary answers a criterion; the answer in full stands with its article."""
_COLUMNS: tuple[Column[Answer], ...] = (
    Column("beneficiary", lambda answer: answer["country"]),
    Column("name", lambda answer: answer["name"]),
    Column("rating", lambda answer: answer["chip"].word),
    Column("provisions", lambda answer: "; ".join(basis["cited"] for basis in answer["provisions"])),
    Column("gap", lambda answer: answer["gap"]),
    Column("evidence", lambda answer: answer["grade"]),
)
"""The answers, a row a beneficiary."""


def criterion_pages(published: Publication, instrument: Instrument) -> Iterator[Page]:
    """Every criterion of an instrument, in treaty order."""
    listed = [(article, criterion) for article in instrument.articles for criterion in article.criteria]
    rows = {
        (id_, row.id): row
        for id_ in published.beneficiaries
        if (treaty := published.treaty(id_, instrument.id))
        for article in treaty.articles
        for row in article.criteria
    }
    links = [Link(text=reference(criterion), to=(instrument.id, criterion.id)) for _article, criterion in listed]
    around = [None, *links, None]
    for place, (article, criterion) in enumerate(listed):
        answers = tuple(
            _answered(view, rows[id_, criterion.id], (id_, instrument.id, article.number))
            for id_, view in published.beneficiaries.items()
            if (id_, criterion.id) in rows
        )
        ways = {"before": around[place], "after": around[place + 2]}
        yield _page(crumb(published), instrument, article, criterion, answers=answers, ways=ways)


def _answered(view: CountryView, row: CriterionView, to: Address) -> Answer:
    return {
        "country": view.id,
        "name": view.name,
        "to": to,
        **picked(row, "chip", "lead", "levels"),
        "provisions": tuple(
            {"cited": ", ".join(filter(None, (basis.act, basis.article))), "gist": basis.gist}
            for basis in row.provisions
        ),
        "gap": row.gap,
        # Why the rating stands is said where nothing is missing.
        "analysis": None if row.gap else row.analysis,
        **picked(row, "grade", "notes"),
    }


def reference(criterion: Criterion) -> str:
    """A criterion as it is cited: `Art. 16(1) · 1`."""
    return f"{criterion.provision} · {criterion.element}" if criterion.element else criterion.provision


def _page(
    first: Link,
    instrument: Instrument,
    article: Article,
    criterion: Criterion,
    *,
    answers: Sequence[Answer],
    ways: Mapping[str, Link | None],
) -> Page:
    ref, counts = reference(criterion), _counted(answers, instrument)
    duty, named = criterion.requirement, article.called()
    return Page(
        kind="criterion",
        address=(instrument.id, criterion.id),
        title=f"{instrument.abbreviation}, {ref}: {named}",
        description=duty,
        crumbs=(first, Link(text=instrument.abbreviation, to=(instrument.id,))),
        kicker=f"{instrument.called_shortly()}, {instrument.number} · {ref} · {named}",
        heading=_heading(answers, ref, counts),
        shown={
            "id": criterion.id,
            "instrument": instrument.id,
            "abbreviation": instrument.abbreviation,
            "treaty": instrument.called(),
            "article": article.number,
            "article_title": named,
            "ref": ref,
            **picked(criterion, "core", "core_reason"),
            "duty": duty,
            "question": criterion.asked(),
            "obligation": words.OBLIGATION[criterion.obligation],
            "counts": tuple((word, number) for (_kind_of, word), number in counts.items()),
            # What provisions say stands on the page of each article.
            "answers": tuple(
                {**each, "provisions": [{"cited": basis["cited"]} for basis in each["provisions"]]} for each in answers
            ),
        },
        more={"answers": answers, **ways},
        table=Table(_COLUMNS, tuple(answers)),
        entry=Entry(_("Criterion"), f"{instrument.abbreviation} {ref}", f"{named}. {duty}"),
    )


def _counted(answers: Sequence[Answer], instrument: Instrument) -> Mapping[tuple[str, str], int]:
    """How many beneficiaries have which rating, in the order of every legend."""
    counts = Counter(_kind(answer) for answer in answers)
    order = [*instrument.scale.values, NOT_SETTLED, LEAD, UNANSWERED]
    return dict(sorted(counts.items(), key=lambda pair: order.index(pair[0][0]) if pair[0][0] in order else len(order)))


def _kind(answer: Answer) -> tuple[str, str]:
    chip = answer["chip"]
    kind = LEAD if answer["lead"] else NOT_SETTLED if chip.kind == "open" else chip.kind
    return kind, chip.word if chip.kind == "informative" else word_of(kind)


def _heading(answers: Sequence[Answer], ref: str, counts: Mapping[tuple[str, str], int]) -> str:
    """How many beneficiaries have which rating."""
    ratings = figures.listed([f"{figures.number(number)} {word}" for (_kind_of, word), number in counts.items()])
    values = {"ref": ref, "all": figures.count(len(answers), "beneficiary", "beneficiaries"), "ratings": ratings}
    return _("%(ref)s in %(all)s: %(ratings)s") % values
