"""One criterion in all beneficiaries, in the order of the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from compliance import figures
from compliance.language import _
from compliance.model.checklist import UNANSWERED
from compliance.model.instrument import Article, Criterion, Instrument
from compliance.queries.formats import Column
from compliance.screens.address import Address
from compliance.screens.parts import LEAD, Link, Page, Table, without_ways, word_of
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.view import words
from compliance.view.palette import NOT_SETTLED
from compliance.view.values.answers import Chip, CriterionView, LevelView
from compliance.view.values.country import CountryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A provision that an answer cites, and what it says; its quotation and sources stand with the article."""

    cited: str
    gist: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How one beneficiary answers the criterion; the answer in full stands with its article."""

    country: str
    name: str
    to: Address
    chip: Chip
    lead: bool
    levels: tuple[LevelView, ...]
    provisions: tuple[Provision, ...]
    gap: str | None
    analysis: str | None
    """Why the rating stands; said where nothing is missing."""
    grade: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPage(Page):
    """One criterion in all beneficiaries."""

    id: str
    instrument: str
    abbreviation: str
    treaty: str
    article: str
    article_title: str
    ref: str
    core: bool
    core_reason: str | None
    duty: str
    question: str
    obligation: str
    counts: tuple[tuple[str, int], ...]
    """How many beneficiaries have which rating."""
    answers: tuple[Answered, ...]
    before: Link | None
    """The criterion before it."""
    after: Link | None
    """The criterion after it."""

    def table(self) -> Table:
        """Its answers, a row a beneficiary."""
        return Table(_COLUMNS, self.answers)

    def data(self) -> CriterionPage:
        """The same without its neighbours, and without what provisions say, which the page of each article holds."""
        answers = tuple(
            replace(each, provisions=tuple(replace(basis, gist="") for basis in each.provisions))
            for each in self.answers
        )
        return replace(without_ways(self), before=None, after=None, answers=answers)


_COLUMNS: tuple[Column[Answered], ...] = (
    Column("beneficiary", lambda answer: answer.country),
    Column("name", lambda answer: answer.name),
    Column("rating", lambda answer: answer.chip.word),
    Column("provisions", lambda answer: "; ".join(basis.cited for basis in answer.provisions)),
    Column("gap", lambda answer: answer.gap),
    Column("evidence", lambda answer: answer.grade),
)


def criterion_pages(published: Publication, instrument: Instrument) -> Iterator[CriterionPage]:
    """Every criterion of an instrument, in treaty order."""
    listed = [(article, criterion) for article in instrument.articles for criterion in article.criteria]
    rows = {
        (id_, row.id): row
        for id_ in published.beneficiaries
        if (treaty := published.treaty(id_, instrument.id))
        for article in treaty.articles
        for row in article.criteria
    }
    for place, (article, criterion) in enumerate(listed):
        around = (
            _link(instrument, listed[place - 1][1]) if place else None,
            _link(instrument, listed[place + 1][1]) if place + 1 < len(listed) else None,
        )
        answers = tuple(
            _answered(view, rows[id_, criterion.id], (id_, instrument.id, article.number))
            for id_, view in published.beneficiaries.items()
            if (id_, criterion.id) in rows
        )
        yield _page(_Asked(instrument, article, criterion), crumb(published), answers, around)


def _answered(view: CountryView, row: CriterionView, to: Address) -> Answered:
    return Answered(
        country=view.id,
        name=view.name,
        to=to,
        chip=row.chip,
        lead=row.lead,
        levels=row.levels,
        provisions=tuple(
            Provision(cited=", ".join(filter(None, (basis.act, basis.article))), gist=basis.gist)
            for basis in row.provisions
        ),
        gap=row.gap,
        analysis=None if row.gap else row.analysis,
        grade=row.grade,
        notes=row.notes,
    )


def reference(criterion: Criterion) -> str:
    """A criterion as it is cited: `Art. 16(1) · 1`."""
    return f"{criterion.provision} · {criterion.element}" if criterion.element else criterion.provision


def _link(instrument: Instrument, criterion: Criterion) -> Link:
    return Link(text=reference(criterion), to=(instrument.id, criterion.id))


class _Asked(NamedTuple):
    """A criterion with what it stands in."""

    instrument: Instrument
    article: Article
    criterion: Criterion


def _page(
    asked: _Asked,
    first: Link,
    answers: tuple[Answered, ...],
    around: tuple[Link | None, Link | None],
) -> CriterionPage:
    instrument, article, criterion = asked
    ref = reference(criterion)
    counts = _counted(answers, instrument)
    return CriterionPage(
        address=(instrument.id, criterion.id),
        title=f"{instrument.abbreviation}, {ref}: {article.called()}",
        description=criterion.requirement,
        crumbs=(first, Link(text=instrument.abbreviation, to=(instrument.id,))),
        kicker=f"{instrument.called_shortly()}, {instrument.number} · {ref} · {article.called()}",
        heading=_heading(answers, ref, counts),
        id=criterion.id,
        instrument=instrument.id,
        abbreviation=instrument.abbreviation,
        treaty=instrument.called(),
        article=article.number,
        article_title=article.called(),
        ref=ref,
        core=criterion.core,
        core_reason=criterion.core_reason,
        duty=criterion.requirement,
        question=criterion.asked(),
        obligation=words.OBLIGATION[criterion.obligation],
        counts=tuple((word, number) for (_kind_of, word), number in counts.items()),
        answers=answers,
        before=around[0],
        after=around[1],
    )


def _counted(answers: tuple[Answered, ...], instrument: Instrument) -> Mapping[tuple[str, str], int]:
    """How many beneficiaries have which rating, in the order of every legend."""
    counts = Counter(_kind(answer) for answer in answers)
    order = [*instrument.scale.values, NOT_SETTLED, LEAD, UNANSWERED]
    return dict(sorted(counts.items(), key=lambda pair: order.index(pair[0][0]) if pair[0][0] in order else len(order)))


def _kind(answer: Answered) -> tuple[str, str]:
    kind = LEAD if answer.lead else NOT_SETTLED if answer.chip.kind == "open" else answer.chip.kind
    return kind, answer.chip.word if answer.chip.kind == "informative" else word_of(kind)


def _heading(answers: tuple[Answered, ...], ref: str, counts: Mapping[tuple[str, str], int]) -> str:
    """How many beneficiaries have which rating."""
    ratings = figures.listed([f"{figures.number(number)} {word}" for (_kind_of, word), number in counts.items()])
    values = {"ref": ref, "all": figures.count(len(answers), "beneficiary", "beneficiaries"), "ratings": ratings}
    return _("%(ref)s in %(all)s: %(ratings)s") % values
