"""Charts as small searchable SVG: plain values in, a drawing with its alt text out; nothing else imports matplotlib."""

from compliance.charts.agreement import AlphaRow, alpha_intervals, rating_table
from compliance.charts.glyphs import signs
from compliance.charts.grids import GridCell, GridRow, GridSection, PlacedTile, article_grid, tile_grid
from compliance.charts.heat import ArticleRow, HeatGroup, Tile, heat_map
from compliance.charts.indicators import (
    Actual,
    BulletRow,
    Course,
    DumbbellRow,
    bullets,
    dumbbell,
    indicator_key,
    indicator_panel,
    sparkline,
)
from compliance.charts.legends import range_key
from compliance.charts.panels import Panel, distribution_panels, evidence_panels, panel
from compliance.charts.positions import Position, StandingGroup, TwoCycles, standings, two_cycles
from compliance.charts.ratings import (
    MosaicGroup,
    ProfileRow,
    distribution_bar,
    mosaic,
    mosaic_edge,
    score_strip,
    section_profile,
)
from compliance.charts.reforms import LossRow, ReformRow, lollipop, waterfall
from compliance.charts.robustness import EffectRow, RobustRow, effect_dots, robust_ranges
from compliance.charts.scores import Score
from compliance.charts.sheet import Chart
from compliance.charts.timeline import Moment, TimelineRow, timeline

__all__ = [
    "Actual", "AlphaRow", "ArticleRow", "BulletRow", "Chart", "Course", "DumbbellRow", "EffectRow", "GridCell", "GridRow", "GridSection", "HeatGroup",
    "LossRow", "Moment", "MosaicGroup", "Panel", "PlacedTile", "Position", "ProfileRow", "ReformRow", "RobustRow", "Score", "StandingGroup", "Tile", "TimelineRow", "TwoCycles",
    "alpha_intervals", "article_grid", "bullets", "distribution_bar", "distribution_panels", "dumbbell", "effect_dots", "evidence_panels", "heat_map", "indicator_key", "indicator_panel", "lollipop",
    "mosaic", "mosaic_edge", "panel", "range_key", "rating_table", "robust_ranges", "score_strip", "section_profile", "signs", "sparkline", "standings", "tile_grid", "timeline", "two_cycles", "waterfall",
]  # fmt: skip
