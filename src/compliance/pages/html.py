"""A view as one HTML document; everything that it shows stands in the view or in the charts drawn from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from compliance import figures, language
from compliance.charts import Chart, signs
from compliance.indicators import values as indicator_values
from compliance.model.plan import Planned, SectionKind
from compliance.pages.briefs import brief_drawings
from compliance.pages.drawings import axis_unit, drawings, finding
from compliance.view import messages, words
from compliance.view.donor import DonorView
from compliance.view.paints import HOUSE, Paints, of_report, of_scale
from compliance.view.values import CountryView, InstrumentView

TITLES: dict[SectionKind, str] = {
    "summary": "Summary",
    "how-to-read": "How to read this report",
    "profile": "Profile by section",
    "heat-map": "All articles",
    "levels": "Levels of government",
    "articles": "Article by article",
    "treaty-status": "Treaty status, reservations and declarations",
    "external-ratings": "Official ratings by others",
    "indicators": "Project indicators",
    "recommendations": "What to amend first",
    "losses": "Where the points are missing",
    "path": "One reform after the other",
    "legal-sources": "Legal sources",
    "unanswered": "What was not examined",
    "agreement": "Two evaluators",
    "uncertainty": "How robust the scores are",
    "method": "Method and manifest",
}
"""What each section is called in the contents and over its headline."""


_CITATION = re.compile(r"\b\d+(?:/\w+|(?:\(\w{1,4}\)){2,})")

OF_A_TREATY: tuple[SectionKind, ...] = ("profile", "heat-map", "articles")
"""The sections that speak of one treaty."""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML document and the pictures that it names."""

    html: str
    """The document."""
    stylesheet: str
    """Its stylesheet."""
    pictures: Mapping[str, bytes]
    """SVG by address: `chart:…` and `sign:…`."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One section of the report in its place."""

    number: int
    """Its number in the report."""
    kind: SectionKind
    """Which section."""
    title: str
    """What it is called."""
    text: str | None
    """A text of the plan's own."""
    one: InstrumentView | None
    """The treaty that it is about."""

    @property
    def anchor(self) -> str:
        """Where links lead."""
        return f"section-{self.number}"


def country_page(view: CountryView) -> Page:
    """The report of a country."""
    charts, paints = drawings(view), {**HOUSE, **of_report(view)}
    html = (
        _environment()
        .get_template("country.html")
        .render(view=view, charts=charts, sections=numbered(view), paints=of_report(view), house=HOUSE, said=said(view))
    )
    pictures = {f"chart:{name}": chart.svg for name, chart in charts.items()}
    pictures |= {f"sign:{name}": svg for name, svg in signs(paints).items()}
    return Page(html, stylesheet() + own_ratings(paints), pictures)


def donor_page(view: DonorView) -> Page:
    """The two pages for a donor."""
    charts = brief_drawings(view)
    html = _environment().get_template("donor.html").render(view=view.country, brief=view, charts=charts)
    return Page(html, stylesheet(), {f"chart:{name}": chart.svg for name, chart in charts.items()})


def numbered(view: CountryView) -> tuple[Numbered, ...]:
    """The planned sections that have something to say, numbered."""
    treaties = {one.id: one for one in view.instruments}
    kept = [one for one in view.plan.sections if _has_content(view, one)]
    return tuple(
        Numbered(
            number,
            one.section,
            one.title or _title(one, treaties),
            one.text,
            treaties.get(one.instrument or ""),
        )
        for number, one in enumerate(kept, 1)
    )


def _has_content(view: CountryView, planned: Planned) -> bool:
    """Whether a section has anything to say about this country."""
    needed: dict[SectionKind, object] = {
        "levels": view.levels,
        "indicators": view.indicators,
        "losses": any(one.losses for one in view.instruments),
        "path": any(one.path for one in view.instruments),
        "agreement": view.agreement,
        "uncertainty": view.robust,
        **dict.fromkeys(OF_A_TREATY, any(one.id == planned.instrument for one in view.instruments)),
    }
    return bool(needed.get(planned.section, True))


def _title(planned: Planned, treaties: Mapping[str, InstrumentView]) -> str:
    title = TITLES[planned.section]
    treaty = treaties.get(planned.instrument or "")
    return f"{treaty.abbreviation}: {title[0].lower()}{title[1:]}" if treaty else title


@dataclass(frozen=True, slots=True)
class Said:
    """How the sentences of a report call what it assesses."""

    thing: str
    """`treaty`, or `standard` where there is no treaty among them."""
    best: str
    """The best rating."""
    gates: bool
    """Whether core criteria hold articles back."""


def said(view: CountryView) -> Said:
    """How the sentences of a report call what it assesses."""
    instruments = [one.assessment.whole.instrument for one in view.instruments]
    treaty = any(one.kind == "treaty" for one in instruments)
    best = words.rating(next(iter(instruments[0].scale.values)))
    return Said("treaty" if treaty else "standard", best, any(one.scale.caps for one in instruments))


def own_ratings(paints: Paints) -> str:
    """The rules of ratings that look otherwise than those of the house; nothing where there are none."""
    own = {word: paint for word, paint in paints.items() if HOUSE.get(word) != paint}
    return "".join(
        f".r.{word} {{ background-color: {paint.fill}; border-color: {paint.edge}; color: {paint.on_fill};"
        f" background-image: url(sign:chip-{word}.svg) }}\n.key .{word} {{ background-image: url(sign:glyph-{word}.svg) }}\n"
        for word, paint in own.items()
    )


@cache
def stylesheet() -> str:
    """The stylesheet of reports."""
    return resources.files("compliance").joinpath("pages/report.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    """Templates that escape every text and refuse to print what does not exist."""
    environment = Environment(
        loader=PackageLoader("compliance", "pages/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # Asked anew for each text: one process makes reports in several languages.
    environment.install_gettext_callables(language._, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {
        "sentence": words.sentence,
        "share": _share,
        "first_sentence": words.first_sentence,
        "unbroken": _unbroken,
    }
    environment.globals |= {
        "figures": figures,
        "evidence_words": words.EVIDENCE,
        "rating_word": words.rating,
        "status_words": indicator_values.STATUS_WORDS,
        "flag_words": indicator_values.FLAG_WORDS,
        "shown": indicator_values.shown,
        "indicator_words": indicator_values.words,
        "finding": finding,
        "reforms_finding": messages.reforms_finding,
        "axis_unit": axis_unit,
        "status_signs": indicator_values.STATUS_SIGNS,
        "chart_width": _chart_width,
        "of_scale": of_scale,
        "own_means": words.own_means,
    }
    return environment


def _unbroken(text: str) -> Markup:
    """A text whose citations, such as `208/a` and `2(1)(c)`, stay on one line."""
    return Markup(_CITATION.sub(r'<span class="one">\g<0></span>', str(escape(text))))  # noqa: S704 (escaped)


def _share(part: int, whole: int) -> str:
    return figures.share(part, whole)


def _chart_width(chart: Chart) -> Any:
    return chart.width_mm
