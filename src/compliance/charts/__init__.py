"""Charts as small searchable SVG: the records of views in, a drawing with its alt text out; nothing else imports matplotlib."""

from compliance.charts.agreement import alpha_intervals, rating_table
from compliance.charts.bars import distribution_bar
from compliance.charts.glyphs import glyphs
from compliance.charts.grids import article_grid, tile_grid
from compliance.charts.indicators import Actual, ComponentRow, Span, Trend, component_rows, indicator_panel, sparkline
from compliance.charts.panels import Panel, distribution_panels, evidence_panels, panel, part_grid, section_bars
from compliance.charts.positions import ranges, two_cycles
from compliance.charts.ratings import MosaicGroup, mosaic, mosaic_edge, range_legend, section_profile
from compliance.charts.reforms import waterfall
from compliance.charts.sheet import Chart
from compliance.charts.targets import BulletRow, bullets, dumbbell
from compliance.charts.timeline import timeline

__all__ = [
    "Actual", "BulletRow", "Chart", "ComponentRow", "MosaicGroup", "Panel", "Span", "Trend",
    "alpha_intervals", "article_grid", "bullets", "component_rows", "distribution_bar", "distribution_panels", "dumbbell", "evidence_panels", "glyphs", "indicator_panel",
    "mosaic", "mosaic_edge", "panel", "part_grid", "range_legend", "ranges", "rating_table", "section_bars", "section_profile", "sparkline", "tile_grid", "timeline", "two_cycles", "waterfall",
]  # fmt: skip
