"""One article in one beneficiary: duty, provision, rating, gap and evidence, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import Entry, Response
from compliance.queries.formats import Column
from compliance.scoring.values import ArticleScore, CriterionScore
from compliance.screens.address import Address
from compliance.screens.parts import Link, Numbered, Page, Score, Table, Tile, score, tile, without_ways
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.view import words
from compliance.view.values.answers import ArticleView, Chip, CriterionView
from compliance.view.values.country import CountryView, InstrumentView
from compliance.view.values.law import BodyFindingView


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A rating that an answer had, or has."""

    criterion: str
    ref: str
    day: str
    rating: str
    evidence: str
    cause: str
    """Why it differs from the one before; empty for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The same article in another beneficiary."""

    name: str
    to: Address
    chip: Chip
    score: Score
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(Page):
    """One article in one beneficiary."""

    name: str
    instrument: str
    abbreviation: str
    number: str
    article: str
    """Its title."""
    purpose: str | None
    law_date: str
    depositary: str | None
    chip: Chip
    score: Score
    score_word: str
    reasons: tuple[str, ...]
    rows: tuple[CriterionView, ...]
    findings: tuple[BodyFindingView, ...]
    beside: tuple[Beside, ...]
    history: tuple[Earlier, ...]
    sources: tuple[Numbered, ...]
    """The documents that it cites."""
    before: Link | None
    """The article before it."""
    after: Link | None
    """The article after it."""

    def table(self) -> Table:
        """Its criteria, a row each."""
        return Table(COLUMNS, self.rows)

    def data(self) -> ArticlePage:
        """The same without its neighbours, and without what the pages of the treaty and of the sources hold."""
        return replace(
            without_ways(self),
            before=None,
            after=None,
            purpose=None,
            depositary=None,
            rows=tuple(replace(row, duty="", question="", obligation="") for row in self.rows),
            beside=(),
            sources=(),
        )


def provisions(row: CriterionView) -> str:
    """The provisions of an answer in a line."""
    return "; ".join(" ".join(filter(None, (basis.act, basis.article))) for basis in row.provisions)


COLUMNS: tuple[Column[CriterionView], ...] = (
    Column("criterion", lambda row: row.id),
    Column("reference", lambda row: row.ref),
    Column("core", lambda row: row.core),
    Column("duty", lambda row: row.duty),
    Column("provisions", provisions),
    Column("rating", lambda row: row.chip.word),
    Column("gap", lambda row: row.gap),
    Column("evidence", lambda row: row.grade),
    Column("recommendation", lambda row: row.recommendation),
)


def article_pages(published: Publication, view: CountryView, treaty: InstrumentView) -> Iterator[ArticlePage]:
    """The articles of one treaty in one beneficiary, in treaty order."""
    order = [score.article.number for score in treaty.article_scores]
    by_number = {article.number: article for article in treaty.articles}
    articles = [by_number[number] for number in order if number in by_number]
    for place, article in enumerate(articles):
        around = (
            _link(view, treaty, articles[place - 1]) if place else None,
            _link(view, treaty, articles[place + 1]) if place + 1 < len(articles) else None,
        )
        yield _page(published, view, treaty, article, around)


def _link(view: CountryView, treaty: InstrumentView, article: ArticleView) -> Link:
    return Link(
        text=_("Article %(number)s, %(title)s") % {"number": article.number, "title": article.title},
        to=(view.id, treaty.id, article.number),
    )


def _page(
    published: Publication,
    view: CountryView,
    treaty: InstrumentView,
    article: ArticleView,
    around: tuple[Link | None, Link | None],
) -> ArticlePage:
    scored, about = (
        treaty.assessment.whole.article(article.number),
        _("Article %(number)s") % {"number": article.number},
    )
    rows = tuple(_shown(published, row) for row in article.criteria)
    return ArticlePage(
        address=(view.id, treaty.id, article.number),
        title=f"{view.name}, {treaty.abbreviation}, {about}: {article.title}",
        description=f"{_heading(article, scored)}.",
        crumbs=(
            crumb(published),
            Link(text=view.name, to=(view.id,)),
            Link(text=treaty.abbreviation, to=(view.id, treaty.id)),
        ),
        kicker=f"{view.name} · {treaty.short}, {treaty.number} · {about}",
        heading=_heading(article, scored),
        name=view.name,
        instrument=treaty.id,
        abbreviation=treaty.abbreviation,
        number=article.number,
        article=article.title,
        purpose=scored.article.purpose,
        law_date=treaty.law_date,
        depositary=treaty.model.url,
        chip=article.chip,
        score=score(scored.score),
        score_word=treaty.score_word,
        reasons=article.reasons,
        rows=rows,
        findings=tuple(_findings(view, scored)),
        beside=tuple(_beside(published, view, treaty, article.number)),
        history=tuple(_history(treaty, scored)),
        sources=_cited(view, rows),
        before=around[0],
        after=around[1],
    )


def _heading(article: ArticleView, scored: ArticleScore) -> str:
    """The denominator that counts, then what is rated: the finding of the page."""
    items = [item for item in scored.items if item.counts]
    if not items:
        return _("%(title)s: nothing in this article is scored") % {"title": article.title}
    known = sum(item.has_rating for item in items)
    if not known:
        text = ngettext(
            "%(title)s: the only criterion is not examined yet",
            "%(title)s: none of %(all)s criteria is examined yet",
            len(items),
        )
        return text % {"title": article.title, "all": figures.in_words(len(items))}
    text = ngettext(
        "%(title)s is %(rating)s: the only criterion is documented",
        "%(title)s is %(rating)s: %(known)s of %(all)s criteria are documented",
        len(items),
    )
    values = {"known": figures.in_words(known), "all": figures.in_words(len(items))}
    return text % {"title": article.title, "rating": _predicate(article.chip), **values}


def _predicate(chip: Chip) -> str:
    """A rating as the end of a sentence."""
    if chip.kind == "open":
        low, high = (words.predicate(end) for end in chip.ends)
        return _("between %(low)s and %(high)s") % {"low": low, "high": high}
    return words.predicate(chip.kind)


def _shown(published: Publication, row: CriterionView) -> CriterionView:
    """A row as the site shows it: comments of the authorities where it says so."""
    return row if published.site.comments else replace(row, comment=None)


def _findings(view: CountryView, scored: ArticleScore) -> Iterator[BodyFindingView]:
    """What treaty bodies said of its criteria."""
    ids = {score.criterion.id for score in scored.criteria}
    yield from (finding for finding in view.findings if ids.intersection(finding.criteria))


def _beside(published: Publication, view: CountryView, treaty: InstrumentView, number: str) -> Iterator[Beside]:
    for id_, other in published.beneficiaries.items():
        same = published.treaty(id_, treaty.id)
        if id_ == view.id or same is None:
            continue
        for article in same.articles:
            if article.number == number:
                yield Beside(
                    name=other.name,
                    to=(id_, treaty.id, number),
                    chip=article.chip,
                    score=score(same.assessment.whole.article(number).score),
                    tiles=tuple(tile(row) for row in article.criteria),
                )


def _history(treaty: InstrumentView, scored: ArticleScore) -> Iterator[Earlier]:
    for criterion in scored.criteria:
        response = criterion.response
        if response and response.history:
            yield from (_earlier(criterion, entry) for entry in response.history)
            yield _now(treaty, criterion, response)


def _earlier(score: CriterionScore, entry: Entry) -> Earlier:
    return Earlier(
        criterion=score.criterion.id,
        ref=words.reference(score.criterion.provision, score.criterion.element),
        day=figures.day(entry.recorded),
        rating=figures.DASH.join(words.rating(word) for word in entry.rating),
        evidence=words.evidence(entry.evidence) if entry.evidence else "",
        cause=words.CAUSES[entry.cause] if entry.cause else "",
    )


def _now(treaty: InstrumentView, score: CriterionScore, response: Response) -> Earlier:
    return Earlier(
        criterion=score.criterion.id,
        ref=words.reference(score.criterion.provision, score.criterion.element),
        day=figures.day(response.recorded or treaty.checklist.cut_off),
        rating=figures.DASH.join(words.rating(word) for word in response.rating),
        evidence=words.evidence(response.evidence) if response.evidence else "",
        cause=words.CAUSES[response.cause] if response.cause else "",
    )


def _cited(view: CountryView, rows: tuple[CriterionView, ...]) -> tuple[Numbered, ...]:
    numbers = {number for row in rows for number in row.sources}
    numbers |= {number for row in rows for basis in row.provisions for number in basis.sources}
    return tuple(
        Numbered(number=source.number, document=source.document, url=source.url)
        for source in view.sources
        if source.number in numbers
    )
