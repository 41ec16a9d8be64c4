"""Explanations as values: ids, ratings and exact numbers; `text` puts them into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from compliance.model.checklist import LegalBasis
from compliance.model.findings import Finding
from compliance.model.instrument import Grade, NotApplicable, Obligation
from compliance.model.legislation import Act
from compliance.scoring.gaps import Gain
from compliance.scoring.values import AsBound, Range, State

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
class DepositNote:
    """A deposit that touches a criterion."""

    id: str
    kind: str
    effect: str
    verified: bool
    """Whether its text was seen; it has no effect otherwise."""
    permitted_by: str | None
    """The provision of the treaty that permits it."""
    gist: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A criterion left out of a score."""

    id: str
    reason: NotApplicable | None
    deposit: DepositNote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """The score in a part of the country, or of a section of an instrument."""

    id: str
    name: str
    score: Range | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Criteria of a gated article that pay when they are raised together."""

    kind: Literal["criterion", "unlock", "to-met"]
    criteria: tuple[str, ...]
    one_rating_up: Gain
    met: Gain


@dataclass(frozen=True, slots=True, kw_only=True)
class OfArticle:
    """What is to be known of an article alone."""

    rated: Rated
    share_at_worst: Fraction
    """Its share of the whole in the mean at the low end."""
    share_at_best: Fraction
    bundles: tuple[Bundle, ...]
    flagged: bool
    """Whether more than a fifth of it does not apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMean:
    """What is to be known of an instrument, a section or an article."""

    answered: int
    applicable: int
    ratings: Mapping[str, int]
    """How many items have which rating."""
    leads: int
    """Answers that do not count, as their evidence is too weak."""
    with_leads: Range | None
    """The score if they counted; none without leads."""
    alignment: bool | None = None
    """Of an instrument: whether its score is called alignment, as nothing binds."""
    sections: tuple[PartScore, ...] = ()
    """Of an instrument: its sections."""
    article: OfArticle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The rating of the law of one level of government."""

    id: str
    name: str
    ratings: tuple[str, ...]


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
class Change:
    """What raising a criterion, or answering it, would bring."""

    criterion: str
    raised: tuple[Bundle, ...]
    """Alone, and together with others."""
    narrows_by: Fraction | None
    """By how much an answer narrows the whole at least; none where it is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A criterion in its own right, or as one of a group of alternatives."""

    id: str
    requirement: str
    rated: Rated
    value: Range | None
    obligation: Obligation
    core: bool
    core_reason: str | None
    reason: NotApplicable | None
    """Why it does not apply."""
    levels: tuple[Level, ...]
    floor: str | None
    """Why its lowest rating is a minimum."""
    deposits: tuple[DepositNote, ...]
    provisions: tuple[LegalBasis, ...]
    """The national provisions on which the answer rests."""
    gap: str | None
    evidence: Grade | None
    counts: bool
    """Whether evidence of this grade counts; if not, the answer is a lead."""
    change: Change


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

    country: str
    """Name of the country."""
    instrument: str
    """Short name of the instrument."""
    law_as_of: date
    kind: Kind
    id: str
    title: str
    score: Range | None
    """Its score, or the value of a criterion; none where nothing applies or nothing is scored."""
    mean: OfMean | None
    """None of a criterion."""
    criterion: OfCriterion | None
    """Of a criterion or a group alone."""
    ends: tuple[End, ...]
    """The score taken apart: one end where it is settled, none for a criterion."""
    as_bound: Range | None
    """The same of what binds the country."""
    as_bound_status: AsBound
    parts: tuple[PartScore, ...]
    """The same in each part of the country."""
    excluded: tuple[Excluded, ...]
    """Criteria left out of the whole."""
    excluded_as_bound: tuple[Excluded, ...]
    """Criteria left out of what binds the country, beyond those."""
