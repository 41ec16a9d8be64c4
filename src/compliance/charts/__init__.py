"""Charts as small searchable SVG: plain values in, a drawing with its alt text out; nothing else imports matplotlib."""

from compliance.charts.agreement import AlphaRow, alpha_intervals, rating_table
from compliance.charts.evidence import coverage_bar, evidence_bar
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
from compliance.charts.keys import mark_key, range_key, rating_key
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
from compliance.charts.signs import signs

__all__ = [
    "Actual", "AlphaRow", "ArticleRow", "BulletRow", "Chart", "Course", "DumbbellRow", "EffectRow", "HeatGroup", "LossRow", "MosaicGroup", "ProfileRow", "ReformRow", "RobustRow", "Score", "Tile",
    "alpha_intervals", "bullets", "coverage_bar", "distribution_bar", "dumbbell", "effect_dots", "evidence_bar", "heat_map", "indicator_key", "indicator_panel", "lollipop", "mark_key", "mosaic", "mosaic_edge",
    "range_key", "rating_key", "rating_table", "robust_ranges", "score_strip", "section_profile", "signs", "sparkline", "waterfall",
]  # fmt: skip
