"""The page of one beneficiary: what treaty bodies found, what to change first, how its law stands, what is on file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance import figures
from compliance.language import _
from compliance.queries.formats import Column, picked
from compliance.screens.changes import since_last_cycle
from compliance.screens.downloads import downloads
from compliance.screens.measures import figure, indicator_head
from compliance.screens.parts import Entry, Line, Page, Table, bar, score
from compliance.screens.publication import Publication
from compliance.screens.region import crumb, standing
from compliance.view.messages import items_of
from compliance.view.values.country import CountryView, InstrumentView

_COLUMNS: tuple[Column[tuple[Mapping[str, Any], Mapping[str, Any]]], ...] = (
    Column("recommendation", lambda pair: pair[1]["id"]),
    Column("act", lambda pair: pair[0]["act"]),
    Column("serves", lambda pair: "; ".join(served["text"] for served in pair[1]["serves"])),
    Column("core", lambda pair: pair[1]["core"]),
    Column("asked_by", lambda pair: pair[1]["asked"]),
    Column("text", lambda pair: pair[1]["text"]),
    Column("rating", lambda pair: pair[1]["chip"].word),
    Column("evidence", lambda pair: pair[1]["grade"]),
    Column("who", lambda pair: pair[1]["who"]),
)
"""The priorities, a row a recommendation."""


def beneficiary_page(published: Publication, view: CountryView) -> Page:
    """The page of one beneficiary."""
    standings, priorities = tuple(standing(view.id, treaty) for treaty in view.instruments), _priorities(view)
    return Page(
        kind="beneficiary",
        address=(view.id,),
        title=f"{view.name}: {published.site.title}",
        description=f"{view.headline}.",
        crumbs=(crumb(published),),
        kicker=" · ".join((view.name, _("cycle %(cycle)s") % {"cycle": published.cycle}, view.status)),
        heading=view.headline,
        shown={
            **picked(view, "id", "name", "lead", "edition", "messages"),
            "standings": standings,
            **picked(view, "findings", "external", "external_not_seen"),
            "priorities": priorities,
            "profiles": [_profile(view.id, treaty) for treaty in view.instruments],
            **picked(view, "treaties", "position", "deposits", "indicator_headline"),
            "measures": [
                {**indicator_head(report.indicator), "figure": figure(published, report)}
                for report in view.indicators
                if report.values
            ],
            "since": since_last_cycle((view,)),
            "downloads": downloads(published.offers, view.id),
            "sources": (view.id, "sources"),
        },
        table=Table(_COLUMNS, tuple((group, row) for group in priorities for row in group["priorities"])),
        lines=tuple(Line(each.abbreviation, (each.bar,), f"{each.good} {each.good_words}") for each in standings),
        entry=Entry(_("Beneficiary"), view.name, view.headline),
    )


def _priorities(view: CountryView) -> list[Mapping[str, Any]]:
    """The recommendations that rest on law that was read, by the act to amend."""
    articles = {
        criterion.id: (view.id, treaty.id, article.number)
        for treaty in view.instruments
        for article in treaty.articles
        for criterion in article.criteria
    }
    return [
        {
            "act": group.act,
            "priorities": [
                {
                    "id": row.id,
                    "serves": [
                        {"text": text, "to": articles[criterion], "anchor": criterion}
                        for text, _instrument, criterion in row.serves
                    ],
                    **picked(row, "title", "core", "asked", "text", "chip", "grade", "who"),
                }
                for row in group.rows
            ],
        }
        for group in view.priorities
    ]


def _profile(country: str, treaty: InstrumentView) -> Mapping[str, Any]:
    """A treaty by section; sections of which nothing counts are left out."""
    rows = []
    for section, scored in zip(treaty.sections, treaty.section_scores, strict=True):
        own = bar(section.title, items_of(scored.within), treaty.scale)
        values = {"part": figures.number(own.documented), "all": figures.number(own.total)}
        row = {
            **picked(section, "title", "span"),
            "anchor": scored.section.id,
            "bar": own,
            "documented": _("%(part)s of %(all)s") % values,
            "score": score(scored.score),
        }
        rows += [row] if own.total else []
    return {
        **picked(treaty, "abbreviation", "short"),
        "to": (country, treaty.id),
        "headline": treaty.headline,
        "rows": rows,
    }
