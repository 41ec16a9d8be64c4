"""One article in one beneficiary: duty, provision, rating, gap and evidence, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import Entry as Earlier
from compliance.model.checklist import Response
from compliance.queries.formats import Column, picked
from compliance.scoring.values import ArticleScore, CriterionScore
from compliance.screens.heat import article_row
from compliance.screens.parts import Entry, Link, Page, Table
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.view import words
from compliance.view.values.answers import ArticleView, Chip, CriterionView
from compliance.view.values.country import CountryView, InstrumentView

COLUMNS: tuple[Column[CriterionView], ...] = (
    Column("criterion", lambda row: row.id),
    Column("reference", lambda row: row.ref),
    Column("core", lambda row: row.core),
    Column("duty", lambda row: row.duty),
    Column(
        "provisions", lambda row: "; ".join(" ".join(filter(None, (each.act, each.article))) for each in row.provisions)
    ),
    Column("rating", lambda row: row.chip.word),
    Column("gap", lambda row: row.gap),
    Column("evidence", lambda row: row.grade),
    Column("recommendation", lambda row: row.recommendation),
)
"""The criteria of an article, a row each."""


def article_pages(published: Publication, view: CountryView, treaty: InstrumentView) -> Iterator[Page]:
    """The articles of one treaty in one beneficiary, in treaty order."""
    by_number = {article.number: article for article in treaty.articles}
    order = [score.article.number for score in treaty.article_scores if score.article.number in by_number]
    around = [None, *(_link(view, treaty, by_number[number]) for number in order), None]
    for place, number in enumerate(order):
        yield _page(published, view, treaty, by_number[number], {"before": around[place], "after": around[place + 2]})


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
    around: Mapping[str, Link | None],
) -> Page:
    scored, about = (
        treaty.assessment.whole.article(article.number),
        _("Article %(number)s") % {"number": article.number},
    )
    rows = (
        article.criteria if published.site.comments else tuple(replace(row, comment=None) for row in article.criteria)
    )
    ids, heading = {score.criterion.id for score in scored.criteria}, _heading(article, scored)
    own = article_row(view.id, treaty, article)
    return Page(
        kind="article",
        address=own["to"],
        title=f"{view.name}, {treaty.abbreviation}, {about}: {article.title}",
        description=f"{heading}.",
        crumbs=(
            crumb(published),
            Link(text=view.name, to=(view.id,)),
            Link(text=treaty.abbreviation, to=(view.id, treaty.id)),
        ),
        kicker=f"{view.name} · {treaty.short}, {treaty.number} · {about}",
        heading=heading,
        shown={
            "name": view.name,
            "instrument": treaty.id,
            "abbreviation": treaty.abbreviation,
            "number": article.number,
            "article": article.title,
            "law_date": treaty.law_date,
            "chip": article.chip,
            "score": own["score"],
            "score_word": treaty.score_word,
            "reasons": article.reasons,
            # What the treaty asks stands on the page of the criterion.
            "rows": tuple(replace(row, duty="", question="", obligation="") for row in rows),
            "findings": tuple(finding for finding in view.findings if ids.intersection(finding.criteria)),
            "history": tuple(_history(treaty, scored)),
        },
        more={
            "purpose": scored.article.purpose,
            "depositary": treaty.model.url,
            "rows": rows,
            "beside": tuple(_beside(published, view, treaty, article.number)),
            "sources": _cited(view, rows),
            **around,
        },
        table=Table(COLUMNS, rows),
        entry=Entry(_("Article"), f"{view.name}, {treaty.abbreviation}, {about}", article.title),
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


def _beside(
    published: Publication, view: CountryView, treaty: InstrumentView, number: str
) -> Iterator[Mapping[str, Any]]:
    """The same article in the other beneficiaries."""
    for id_, other in published.beneficiaries.items():
        if id_ != view.id and (same := published.treaty(id_, treaty.id)):
            for article in same.articles:
                if article.number == number:
                    yield {"name": other.name, **article_row(id_, same, article)}


def _history(treaty: InstrumentView, scored: ArticleScore) -> Iterator[Mapping[str, str]]:
    """Every rating that an answer of the article had, and has, where it had another."""
    for score in scored.criteria:
        response = score.response
        if response and response.history:
            yield from (_rated(treaty, score, entry) for entry in response.history)
            yield _rated(treaty, score, response)


def _rated(treaty: InstrumentView, score: CriterionScore, entry: Earlier | Response) -> Mapping[str, str]:
    """A rating of a day, and why it differs from that before."""
    return {
        "criterion": score.criterion.id,
        "ref": words.reference(score.criterion.provision, score.criterion.element),
        "day": figures.day(entry.recorded or treaty.checklist.cut_off),
        "rating": figures.DASH.join(words.rating(word) for word in entry.rating),
        "evidence": words.evidence(entry.evidence) if entry.evidence else "",
        "cause": words.CAUSES[entry.cause] if entry.cause else "",
    }


def _cited(view: CountryView, rows: tuple[CriterionView, ...]) -> tuple[Mapping[str, Any], ...]:
    """The documents that some answers and their provisions cite."""
    numbers = {number for row in rows for number in row.sources}
    numbers |= {number for row in rows for basis in row.provisions for number in basis.sources}
    return tuple(picked(source, "number", "document", "url") for source in view.sources if source.number in numbers)
