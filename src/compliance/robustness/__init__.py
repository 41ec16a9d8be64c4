"""How robust scores are: every choice of the method is varied at once, over all countries; method, section 9.

The names here are what comes out and what is set. `compliance.robustness.run.robustness(assessments)` computes it; it
stands apart because it needs numpy, and whoever only shows results does not.
"""

from compliance.robustness.settings import SETTINGS, Settings
from compliance.robustness.values import FACTORS, CountryRobustness, Effect, Factor, Pair, Places, Robustness, Word

__all__ = [
    "FACTORS",
    "SETTINGS",
    "CountryRobustness",
    "Effect",
    "Factor",
    "Pair",
    "Places",
    "Robustness",
    "Settings",
    "Word",
]
