"""A view as one HTML document; everything that it shows stands in the view or in the charts drawn from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from importlib import resources

from jinja2 import Environment
from markupsafe import Markup, escape

from compliance import figures, language
from compliance.charts import Chart, glyphs
from compliance.pages.data import attachments, data_file
from compliance.pages.drawings import axis_unit, drawn, finding
from compliance.pages.environment import templates
from compliance.pages.sections import article_place, criterion_place, numbered, places
from compliance.view import reasons, words
from compliance.view.palette import HOUSE, Palette, of_report, of_scale
from compliance.view.register import STATUSES
from compliance.view.values.country import CountryView

_CITATION = re.compile(r"\b\d+(?:[/-][a-z]\b|/\w+|(?:\(\w{1,4}\)){2,})")
_RANGE = re.compile(r"\d+–\d+")
Shown = tuple[int, str, str]
"""A figure as the list of figures names it: its number, its id, which its data bear too, and its title."""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML document and the pictures that it names."""

    html: str
    stylesheet: str
    pictures: Mapping[str, bytes]
    """SVG by address: `chart:…` and `sign:…`."""
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    """Files that travel inside the document, by name."""
    dated: date = date(2000, 1, 1)
    """The day that the attachments bear: that of the law, so that equal data give equal bytes."""
    most: int | None = None
    """How many pages it may fill; where it needs more, it is set tighter."""


def country_page(view: CountryView) -> Page:
    """The report of a country."""
    made, palette = dict(drawn(view)), {**HOUSE, **of_report(view)}
    charts, sections = {id_: drawing.chart for id_, drawing in made.items()}, numbered(view)
    attached = attachments(view, made)
    template = environment().get_template("country.html")

    def written(figures_shown: Sequence[Shown]) -> tuple[str, Sequence[Shown]]:
        noted: list[Shown] = []

        def note_figure(id_: str, title: str) -> int:
            """Notes a figure while the report is written; its number."""
            noted.append((len(noted) + 1, id_, title))
            return len(noted)

        html = template.render(
            view=view,
            charts=charts,
            sections=sections,
            palette=of_report(view),
            house=HOUSE,
            wording=wording(view),
            places=places(sections),
            figures_shown=figures_shown,
            attached=attached,
            note_figure=note_figure,
        )
        return html, noted

    # Twice, as a list of figures may stand before the figures that it lists.
    html, shown = written(())
    if any(section.kind == "figures" for section in sections):
        html, _again = written(shown)
    return Page(html, stylesheet() + own_ratings(palette), pictures(charts, palette), attached, view.cut_off)


def pictures(charts: Mapping[str, Chart], palette: Palette) -> Mapping[str, bytes]:
    """The pictures of a document by their addresses: charts, and the glyphs of ratings."""
    drawings = {f"chart:{name}": chart.svg for name, chart in charts.items()}
    return drawings | {f"sign:{name}": svg for name, svg in glyphs(palette).items()}


def wording(view: CountryView) -> Mapping[str, object]:
    """How the sentences of a report call what it assesses, `treaty` or `standard`, and its best rating; whether gates hold back."""
    instruments = [instrument.model for instrument in view.instruments]
    treaty = any(instrument.kind == "treaty" for instrument in instruments)
    return {
        "thing": language._("treaty") if treaty else language._("standard"),
        "best": words.rating(next(iter(instruments[0].scale.values))),
        "gates": any(instrument.scale.caps for instrument in instruments),
    }


def own_ratings(palette: Palette) -> str:
    """The rules of ratings that look otherwise than those of the house; nothing where there are none."""
    own = {word: paint for word, paint in palette.items() if HOUSE.get(word) != paint}
    return "".join(
        f".r.{word} {{ background-color: {paint.fill}; border-color: {paint.edge}; color: {paint.on_fill};"
        f" background-image: url(sign:chip-{word}.svg) }}\n.key .{word} {{ background-image: url(sign:glyph-{word}.svg) }}\n"
        for word, paint in own.items()
    )


@cache
def stylesheet(name: str = "report") -> str:
    """The stylesheet of reports; `tighter` is added to it where a document must not grow."""
    return resources.files("compliance").joinpath(f"pages/{name}.css").read_text("utf-8")


@cache
def environment() -> Environment:
    """Templates that escape every text and refuse to print what does not exist."""
    environment = templates("pages/templates")
    environment.filters |= {
        "first_sentence": words.first_sentence,
        "unbroken": _unbroken,
        "unbroken_ranges": partial(_unbroken, pattern=_RANGE),
        "data": _data,
    }
    environment.globals |= {
        "figures": figures,
        "evidence_words": words.EVIDENCE,
        "advice_words": STATUSES,
        "status_words": reasons.STATUS_WORDS,
        "flag_words": reasons.FLAG_WORDS,
        "shown": reasons.shown,
        "indicator_words": reasons.words,
        "status_reason": reasons.status_reason,
        "finding": finding,
        "axis_unit": axis_unit,
        "status_signs": reasons.STATUS_SIGNS,
        "of_scale": of_scale,
        "own_means": words.own_means,
        "translation_note": words.translation_note,
        "translated": language._,  # of a word of the plan, in which a per cent sign is no place for a value
        "language_names": language.NAMES,
        "article_place": article_place,
        "criterion_place": criterion_place,
        "data_file": data_file,
    }
    return environment


def _unbroken(text: str, pattern: re.Pattern[str] = _CITATION) -> Markup:
    """A text whose citations, such as `208/a`, `97-a` and `2(1)(c)`, stay on one line."""
    return Markup(pattern.sub(r'<span class="one">\g<0></span>', str(escape(text))))  # noqa: S704 (escaped)


def _data(text: str) -> str | Markup:
    """A text of the data, which are English, said to be so where the document speaks another language."""
    if language.spoken() == language.ENGLISH or not text or isinstance(text, language.Spoken):
        return text
    return Markup(f'<span lang="en">{escape(text)}</span>')  # noqa: S704 (escaped)
