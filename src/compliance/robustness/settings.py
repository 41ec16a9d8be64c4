"""What is varied, and how far: declared choices, as those of the method are."""

from dataclasses import dataclass

from compliance.model.instrument import Grade

METHOD = "1"
"""Version of this part of the method; it changes when draws mean something else, and with it every draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How far each factor goes."""

    shape: float = 16
    """Weights are multiplied by Gamma(shape, 1)/shape: mean 1, deviation a quarter."""
    values: tuple[tuple[float, float], ...] = ((0.2, 0.45), (0.55, 0.85))
    """Between which bounds each inner rating's value lies, the lower rating first; for scales of as many inner ratings."""
    means: tuple[int, ...] = (3, 1, 1, 1)
    """How often each mean over articles comes: arithmetic, geometric, harmonic, half mean and half minimum."""
    floor: float = 0.01
    """What an article counts at least in the geometric and the harmonic mean, which one zero would else bring to 0."""
    errors: tuple[tuple[Grade | None, float], ...] = (("A", 0.05), ("B", 0.1), ("C", 0.2), ("D", 0.4), (None, 0.4))
    """The chance that a rating is in truth a neighbouring one, half to each side, by grade of evidence."""
    pairs: int = 50
    """From so many criteria rated twice on, what two evaluators found takes the place of the chances by grade."""
    tails: tuple[float, float] = (0.05, 0.95)
    """The quantiles of the robustness range."""
    ahead: float = 0.95
    """The share of draws from which a country is ahead."""
    probably: float = 0.8
    """The share of draws from which a country is probably ahead."""
    moves: float = 0.005
    """The standard deviation of the middle of a range from which it is asked what moves it: half a point."""
    shifts: float = 0.05
    """The share of runs in which the order has to differ from the declared one before it is asked what moves it."""
    block: int = 500
    """Draws of one block; blocks have streams of their own, so any process can take any block."""
    samples: int = 1024
    """Rows of the design for the effects."""
    resamples: int = 500
    """How often the design is drawn again from itself for the sampling intervals."""


SETTINGS = Settings()
"""The settings of the method."""
