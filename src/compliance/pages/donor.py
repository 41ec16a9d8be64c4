"""The two pages for a donor as HTML: of one country, and of the region."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from compliance.charts import Chart
from compliance.pages.briefs import brief_drawings, region_drawings
from compliance.pages.data import records, table
from compliance.pages.drawings import Drawing
from compliance.pages.html import Page, environment, stylesheet
from compliance.view.donor import DonorView, RegionBrief, cases

PAGES = 2
"""Pages of a brief, whatever its language."""
FIGURES = "figures.csv"
"""The file inside the document that holds the numbers of every chart."""


def donor_page(view: DonorView) -> Page:
    """The two pages of a country."""
    drawn = brief_drawings(view)
    html = environment().get_template("donor.html").render(brief=view, charts=_charts(drawn))
    return _page(html, drawn, view.dated)


def region_donor_page(view: RegionBrief) -> Page:
    """The two pages of the region."""
    drawn = region_drawings(view)
    html = environment().get_template("donor-region.html").render(brief=view, charts=_charts(drawn), cases=cases)
    return _page(html, drawn, view.dated)


def _charts(drawn: Mapping[str, Drawing]) -> Mapping[str, Chart]:
    return {id_: drawing.chart for id_, drawing in drawn.items()}


def _page(html: str, drawn: Mapping[str, Drawing], dated: date) -> Page:
    """A document with its charts, and the numbers of every chart beside it in one file."""
    pictures = {f"chart:{id_}": drawing.chart.svg for id_, drawing in drawn.items()}
    rows = [{"chart": id_, **record} for id_, drawing in drawn.items() for record in records(drawing.rows)]
    return Page(html, stylesheet(), pictures, {FIGURES: table(rows)}, dated, PAGES)
