"""Explanations as values: ids, ratings and exact numbers; `text` puts them into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from compliance.model.findings import Finding
from compliance.model.legislation import Act
from compliance.model.participation import Deposit
from compliance.scoring import Assessment, Reform
from compliance.scoring.values import CriterionScore, Exclusion, InstrumentScore, Range, SectionScore, State

Kind = Literal["instrument", "section", "article", "criterion"]
"""What can be explained; a group of alternatives is explained as a criterion."""
EndName = Literal["settled", "at worst", "at best"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be explained."""

    instrument: str
    kind: Kind
    key: str
    """Id of the section, criterion or group, or number of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """How a criterion or an article stands."""

    state: State
    ratings: tuple[str, ...]
    """Every rating that it may have, the worst first; of an article the worst and the best."""
    lead: tuple[str, ...] = ()
    """The ratings of an answer whose evidence is too weak to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a mean."""

    id: str
    """Number of the article, or id of the criterion or group."""
    title: str
    """Title of the article, or reference of the criterion."""
    members: tuple[str, ...]
    """The criteria of a group of alternatives, of which the best counts."""
    core: bool
    state: State
    rating: str
    value: Fraction
    share: Fraction
    """Its weight, divided by all weights of the mean."""
    missing: Fraction
    """What its ratings take from the score."""
    held_back: Fraction
    """What its core criteria take beyond that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A core criterion that sets a cap."""

    id: str
    rating: str
    cap: Fraction
    """What the article cannot exceed."""
    cap_rating: str
    """The rating of that worth."""
    binds: bool
    """Whether it holds the article below its mean."""
    reason: str | None
    """Why the criterion is core."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A score at one end of its range, taken apart."""

    name: EndName
    parts: tuple[Part, ...]
    mean: Fraction
    """The sum of shares times values."""
    gates: tuple[Gate, ...]
    """Core criteria that set a cap; of an article alone."""
    score: Fraction
    by_ratings: Fraction
    """What ratings below the best take from 1."""
    by_gates: Fraction
    """What core criteria take beyond that."""
    by_unevenness: Fraction
    """What a mean that punishes unevenness takes beyond that; none in an arithmetic mean."""
    adds_up: bool
    """Whether score and losses make exactly 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfArticle:
    """What is to be known of an article alone."""

    rated: Rated
    share_at_worst: Fraction
    """Its share of the whole in the mean at the low end."""
    share_at_best: Fraction
    bundles: tuple[Reform, ...]
    """Criteria of a gated article that pay when they are raised together."""
    flagged: bool
    """Whether more than a fifth of it does not apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMean:
    """What is to be known of an instrument, a section or an article."""

    score: InstrumentScore
    """It, as if it were an instrument of its own."""
    alignment: bool | None = None
    """Of an instrument: whether its score is called alignment, as nothing binds."""
    sections: tuple[SectionScore, ...] = ()
    """Of an instrument: its sections."""
    article: OfArticle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much a criterion counts."""

    group: str | None
    """The group of alternatives in which it counts once."""
    weight: Fraction
    of: Fraction
    """All weights of the article."""
    article: str
    share: Fraction
    """Its share of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What a criterion takes from the whole at one end."""

    end: EndName
    points: Fraction
    by_gate: Fraction
    """What its gate takes beyond that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A criterion in its own right, or as one of a group of alternatives."""

    score: CriterionScore
    rated: Rated
    deposits: tuple[Deposit, ...]
    """Those that touch it."""
    counts: bool
    """Whether evidence of its grade counts; if not, the answer is a lead."""
    raised: tuple[Reform, ...]
    """What raising it would bring, alone and together with others."""
    narrows_by: Fraction | None
    """By how much an answer narrows the whole at least; none where it is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCriterion:
    """What is to be known of a criterion, or of a group of alternatives."""

    members: tuple[Member, ...]
    """The criterion, or the members of the group."""
    group: bool
    weight: Weight | None
    """None where it does not count."""
    missing: tuple[Missing, ...]
    acts: tuple[Act, ...]
    """The acts on which the answers rest, as the register has them."""
    repealed: tuple[str, ...]
    """Those that were no longer law."""
    findings: tuple[Finding, ...]
    """What treaty bodies found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a number is what it is."""

    assessment: Assessment
    kind: Kind
    id: str
    title: str
    score: Range | None
    """Its score, or the value of a criterion; none where nothing applies or nothing is scored."""
    mean: OfMean | None = None
    """None of a criterion."""
    criterion: OfCriterion | None = None
    """Of a criterion or a group alone."""
    ends: tuple[End, ...] = ()
    """The score taken apart: one end where it is settled, none for a criterion."""
    as_bound: Range | None = None
    """The same of what binds the country."""
    parts: tuple[tuple[str, Range | None], ...] = ()
    """The same in each part of the country, by id."""
    excluded: tuple[Exclusion, ...]
    """Criteria left out of the whole."""
    excluded_as_bound: tuple[Exclusion, ...]
    """Criteria left out of what binds the country, beyond those."""
    country: str = ""
    """Name of the country."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of the State and of the parts of the country, by id."""

    @property
    def law_as_of(self) -> date:
        """The day of the law."""
        return self.assessment.on

    @property
    def instrument(self) -> str:
        """Short name of the instrument."""
        return self.assessment.whole.instrument.abbreviation

    def name(self, level: str) -> str:
        """What a part of the country, or the State, is called."""
        return self.names.get(level, level)

    def levels(self, member: Member) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The ratings of the law of each level of government, by id."""
        response = member.score.response
        return tuple(response.ratings_by_part.items()) if response else ()

    def permitted_by(self, deposit: Deposit) -> str | None:
        """The provision of the treaty that permits a deposit."""
        grounds = self.assessment.whole.instrument.grounds
        return next((ground.basis for ground in grounds if ground.id == deposit.permitted_by), None)

    def deposit(self, exclusion: Exclusion) -> Deposit | None:
        """The deposit that leaves a criterion out of what binds."""
        return next((deposit for deposit in self.assessment.deposits if deposit.id == exclusion.deposit), None)
