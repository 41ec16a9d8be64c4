"""Charts of a workbook, native ones: bound to cells, so that they follow what is typed."""

from collections.abc import Mapping
from typing import Any

from compliance.model.checklist import UNANSWERED
from compliance.report.excel.formats import ACCENT, FONT, INK, MID, PAPER, RULE, SLATE, STYLES, Format, glyph_of
from compliance.report.excel.values import HEADER_ROW, MANY, Bars, Bullets, Chart, Formula, Line, Sheet, Spans, Trend
from compliance.view.palette import Palette

WIDTH, GAP, BAR, FRAME, TALLEST, FLAT = 640, 20, 30, 70, 420, 240
"""Sizes in pixels: width of a chart, what is between two, height of a bar, of what is around bars, of the tallest chart, of one without bars."""
SMALL: Format = {"name": FONT["font_name"], "size": 9, "color": INK}
LABEL: Format = {"name": FONT["font_name"], "size": 8, "color": INK}
HAIRLINE: Format = {"visible": True, "line": {"color": RULE, "width": 0.5}}
ALONG: Format = {"num_font": SMALL, "line": {"color": SLATE, "width": 0.5}, "label_position": "low"}
"""An axis of names under columns and lines, values below zero included."""
KEY: Format = {"position": "bottom", "font": SMALL}
LINES: Mapping[str, Format] = {
    "actual": {
        "line": {"color": ACCENT, "width": 2},
        "marker": {"type": "circle", "size": 6, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
    },
    "planned": {"line": {"color": SLATE, "width": 1.25, "dash_type": "dash"}, "marker": {"type": "none"}},
    "end": {
        "line": {"color": MID, "width": 1},
        "marker": {"type": "long_dash", "size": 7, "fill": {"color": MID}, "border": {"color": MID}},
    },
}
"""How the lines of a chart over years number_format; never by colour alone."""
SPARK: Format = {
    "series_color": ACCENT, "weight": 1.25, "markers": True, "markers_color": ACCENT, "empty_cells": "gaps",
}  # fmt: skip
"""Format of a small line in a cell."""


def drawn(book: Any, sheet: Sheet, chart: Chart, palette: Palette) -> Any:
    """The chart as an object of XlsxWriter."""
    name = chart.sheet or sheet.name
    match chart:
        case Bars():
            made = _bars(book, name, chart, palette)
        case Spans():
            made = _spans(book, name, chart)
        case Bullets():
            made = _bullets(book, name, chart)
        case Trend():
            made = _trend(book, name, chart)
    title: Format = {"name_font": {"name": FONT["font_name"], "size": 10, "bold": True, "color": INK}, "overlay": False}
    if isinstance(chart.title, Formula):
        title |= {"name": chart.title.text, "data": [chart.title.value]}
    else:  # `!A1` in a title would be taken for the address of a cell
        title["name"] = chart.title.replace("!", "! ")
    made.set_title({**title, "layout": {"x": 0.01, "y": 0.02}})
    made.show_hidden_data()
    made.set_chartarea({"border": {"none": True}, "fill": {"color": PAPER}})
    made.set_size({"width": 2 * WIDTH + GAP if is_wide(chart) else WIDTH, "height": height(chart)})
    return made


def height(chart: Chart) -> int:
    """How tall a chart is."""
    return min(FRAME + BAR * len(chart.rows), TALLEST) if isinstance(chart, Bars | Spans) else FLAT


def is_wide(chart: Chart) -> bool:
    """Whether a chart takes the width of two."""
    return isinstance(chart, Bullets) and len(chart.rows) >= MANY


def _column(sheet: str, rows: range, column: int) -> list[Any]:
    return [sheet, rows.start - 1, column, rows.stop - 2, column]


def _bars(book: Any, sheet: str, bars: Bars, palette: Palette) -> Any:
    """The counts by rating as stacked bars of equal length, with glyph and count in each segment."""
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for rating, place in bars.ratings.items():
        paint = palette[rating]
        hatched = {"pattern": "light_upward_diagonal", "fg_color": RULE, "bg_color": paint.fill}
        chart.add_series(
            {
                "name": [sheet, HEADER_ROW - 1, place],
                "categories": _column(sheet, bars.rows, bars.labels),
                "values": _column(sheet, bars.rows, place),
                "gap": 40,
                "border": {"color": paint.edge, "width": 0.75},
                "data_labels": {
                    "value": True,
                    "num_format": f'"{glyph_of(paint)} "0;;',
                    "font": {**LABEL, "color": paint.on_fill},
                },
                **({"pattern": hatched} if rating == UNANSWERED else {"fill": {"color": paint.fill}}),
            }
        )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    _names(chart)
    return chart


def _names(chart: Any) -> None:
    """Names at the left, the first on top; no key, for the marks are named."""
    chart.set_y_axis(
        {"reverse": True, "num_font": SMALL, "line": {"color": SLATE, "width": 0.5}, "major_tick_mark": "none"}
    )
    chart.set_legend({"none": True})


def _spans(book: Any, sheet: str, spans: Spans) -> Any:
    """Open ranges as hollow bars that begin where the low end is."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    names = {"categories": _column(sheet, spans.rows, spans.labels), "gap": 90}
    unseen = {"fill": {"none": True}, "border": {"none": True}}
    chart.add_series({**names, "values": _column(sheet, spans.rows, spans.low), **unseen})
    chart.add_series(
        {
            **names,
            "name": [sheet, HEADER_ROW - 1, spans.width],
            "values": _column(sheet, spans.rows, spans.width),
            "pattern": {"pattern": "light_upward_diagonal", "fg_color": RULE, "bg_color": PAPER},
            "border": {"color": SLATE, "width": 1},
        }
    )
    axis = {"num_font": LABEL, "line": {"none": True}, "major_tick_mark": "none", "min": 0, "max": 100}
    # Values run along the bottom although names run from the top.
    chart.set_x_axis({**axis, "major_unit": 20, "major_gridlines": HAIRLINE, "label_position": "high"})
    _names(chart)
    return chart


def _bullets(book: Any, sheet: str, bullets: Bullets) -> Any:
    """Columns of what has been gone, a long dash where it should be by now, and one at the target."""
    chart = book.add_chart({"type": "column"})
    inside = {"value": True, "num_format": "0 %", "position": "inside_base", "font": {**LABEL, "color": PAPER}}
    names = _column(sheet, bullets.rows, bullets.labels)
    chart.add_series(
        {
            "name": [sheet, HEADER_ROW - 1, bullets.gone],
            "categories": names,
            "values": _column(sheet, bullets.rows, bullets.gone),
            "gap": 120,
            "fill": {"color": ACCENT},
            **({} if is_wide(bullets) else {"data_labels": inside}),
        }
    )
    marks = book.add_chart({"type": "line"})
    for place, (marker, size) in zip(bullets.marks, (("diamond", 8), ("long_dash", 14)), strict=True):
        marks.add_series(
            {
                "name": [sheet, HEADER_ROW - 1, place],
                "categories": names,
                "values": _column(sheet, bullets.rows, place),
                "line": {"none": True},
                "marker": {
                    "type": marker,
                    "size": size,
                    "fill": {"color": INK},
                    "border": {"color": PAPER, "width": 0.75},
                },
            }
        )
    chart.combine(marks)
    _framed(chart, "0 %")
    return chart


def _framed(chart: Any, number_format: str, unit: str = "") -> None:
    """Names along the bottom, a key under them, and an axis of values with hairlines and what it counts."""
    chart.set_x_axis(ALONG)
    chart.set_legend(KEY)
    chart.set_y_axis(
        {
            **({"name": unit, "name_font": LABEL} if unit else {}),
            "num_font": LABEL,
            "num_format": number_format,
            "line": {"none": True},
            "major_tick_mark": "none",
            "major_gridlines": HAIRLINE,
        }
    )


def _trend(book: Any, sheet: str, trend: Trend) -> Any:
    """Lines over years with gaps for missing ones, the last figure printed beside its point."""
    chart = book.add_chart({"type": "line"})
    first, last = trend.years.start, trend.years.stop - 1
    number_format = STYLES[trend.style]["num_format"]
    for line in trend.lines:
        chart.add_series(
            {
                "name": [sheet, line.row - 1, trend.labels],
                "categories": [sheet, HEADER_ROW - 1, first, HEADER_ROW - 1, last],
                "values": [sheet, line.row - 1, first, line.row - 1, last],
                **LINES[line.role],
                **_points(line, len(trend.years), number_format),
            }
        )
    chart.show_blanks_as("gap")
    _framed(chart, number_format, trend.unit)
    return chart


def _points(line: Line, years: int, number_format: str) -> Format:
    """Points drawn hollow where cases are few, and the figure of the last point alone."""
    made: Format = {}
    if line.hollow:
        hollow = {"fill": {"color": PAPER}, "border": {"color": ACCENT}}
        made["points"] = [hollow if place in line.hollow else None for place in range(years)]
    if line.last is not None:
        others = [None if place == line.last else {"delete": True} for place in range(years)]
        shown = {"value": True, "num_format": number_format, "position": "above", "font": LABEL}
        made["data_labels"] = {**shown, "custom": others}
    return made
