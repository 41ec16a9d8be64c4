"""A composite index: numeric variables of many units, normalised, weighted and averaged level by level."""

from fractions import Fraction
from typing import Literal

from compliance.model.instrument import MeanKind
from compliance.model.record import record

Normalisation = Literal["min-max", "z-score"]


@record
class Dimension:
    """Variables that are averaged together; dimensions may stand in each other to any depth."""

    id: str
    """Id, such as `access`."""
    title: str
    """Title for readers."""
    within: str | None = None
    """Id of the dimension around it."""
    weight: Fraction = Fraction(1)
    """Weight among its neighbours."""
    weight_reason: str | None = None
    """Why the weight is not 1."""


@record
class Variable:
    """One numeric variable: a series of figures, and how it counts."""

    series: str
    """Id of the series, which says what is counted and in which unit."""
    dimension: str | None = None
    """Id of the dimension in which it stands; none beside the dimensions."""
    direction: Literal["higher", "lower"]
    """Whether a higher or a lower figure is better."""
    weight: Fraction = Fraction(1)
    """Weight among its neighbours."""
    weight_reason: str | None = None
    """Why the weight is not 1."""
    worst: Fraction | None = None
    """For min-max: the figure that is worth 0, and so is every worse one; without one, the worst on file."""
    best: Fraction | None = None
    """For min-max: the figure that is worth 1, and so is every better one; without one, the best on file."""


@record
class Index:
    """What a composite index is made of, and how."""

    id: str
    """Id: the file's name."""
    title: str
    """Title for readers."""
    note: str | None = None
    """What it measures, and what it does not."""
    years: tuple[int, ...]
    """The years that are scored. What is taken from the figures on file is taken from all of these together, so that years can be compared."""
    normalisation: Normalisation
    """Min-max: from 0, the worst, to 1, the best. Z-score: standard deviations from the mean of all units and years."""
    aggregation: MeanKind = "arithmetic"
    """By which mean variables and dimensions become one; of z-scores only the arithmetic mean has a meaning."""
    floor: Fraction = Fraction(1, 100)
    """What a lower value counts as in a geometric or harmonic mean."""
    dimensions: tuple[Dimension, ...] = ()
    """The dimensions, in order."""
    variables: tuple[Variable, ...]
    """The variables, in order."""
