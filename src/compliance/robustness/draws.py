"""Random draws of every factor, each from a stream of its own: what is drawn depends on no process and no other factor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.random import Generator, Philox

from compliance.robustness.answers import Answered, Floats, Places, Shape
from compliance.robustness.settings import METHOD, Settings
from compliance.robustness.values import Factor

AS_DECLARED = 1
"""The kind of gate that the instrument declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Values of every factor; the last axis counts the draws."""

    criteria: Floats
    articles: Floats
    values: Floats
    """Value of each rating, the worst first."""
    gate: Places
    mean: Places
    errors: Mapping[str, Floats]
    """By country, for each item where the true rating lies, from 0 to 1."""
    reservations: Places

    def __len__(self) -> int:
        """How many draws they are."""
        return len(self.gate)


FIELDS: Mapping[Factor, str] = {
    "criterion-weights": "criteria",
    "article-weights": "articles",
    "values": "values",
    "gate": "gate",
    "mean": "mean",
    "rating-error": "errors",
    "reservations": "reservations",
}
"""The field of `Draws` that holds a factor."""


def seed_of(instrument: str, edition: str, seed: int) -> str:
    """What all streams start from; the wording of an instrument is not in it, so a spelling correction moves nothing."""
    return f"{METHOD}/{instrument}/{edition}/{seed}"


def stream(seed: str, *keys: object) -> Generator:
    """The random numbers that belong to some keys, such as a factor and a block."""
    key = "/".join((seed, *map(str, keys)))
    return Generator(Philox(key=int.from_bytes(sha256(key.encode()).digest()[:16])))


def draw(shape: Shape, countries: Sequence[Answered], settings: Settings, *, seed: str, block: str, size: int) -> Draws:
    """The draws of one block."""

    def of(factor: Factor, *keys: str) -> Generator:
        return stream(seed, factor, *keys, block)

    means = np.repeat(np.arange(len(settings.means)), settings.means)
    return Draws(
        criteria=_varied(of("criterion-weights"), shape.weights, settings.shape, size),
        articles=_varied(of("article-weights"), shape.article_weights, settings.shape, size),
        values=_values(of("values"), shape.values, settings.values, size),
        gate=of("gate").integers(len(shape.caps), size=size),
        mean=means[of("mean").integers(len(means), size=size)],
        errors={
            answer.country: of("rating-error", answer.country).random((len(shape.weights), size))
            for answer in countries
        },
        reservations=of("reservations").integers(3, size=size),
    )


def declared(shape: Shape, countries: Sequence[Answered]) -> Draws:
    """One draw in which nothing is varied; an error of rating is ruled out where its chance is below one half a side."""
    middle = np.full((len(shape.weights), 1), 0.5)
    nothing = np.zeros(1, dtype=np.intp)
    return Draws(
        criteria=shape.weights[:, None],
        articles=shape.article_weights[:, None],
        values=shape.values[:, None],
        gate=nothing + AS_DECLARED,
        mean=nothing,
        errors={answer.country: middle for answer in countries},
        reservations=nothing,
    )


def _varied(random: Generator, weights: Floats, shape: float, size: int) -> Floats:
    """Weights times a factor of mean 1; means divide by their sum, so they need not add up to anything."""
    varied = random.standard_gamma(shape, (len(weights), size))
    varied *= weights[:, None] / shape
    return varied


def _values(random: Generator, values: Floats, bounds: Sequence[tuple[float, float]], size: int) -> Floats:
    """Values of the ratings: inner ones vary between their bounds; those of a scale of other length stay."""
    drawn = np.repeat(values[:, None], size, axis=1)
    if len(values) == len(bounds) + 2:
        low, high = np.array(bounds).T[:, :, None]
        drawn[1:-1] = random.uniform(low, high, (len(bounds), size))
    return drawn
