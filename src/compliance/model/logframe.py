"""A project's logframe: results, indicators, and what each country sets out to reach."""

from collections.abc import Mapping
from dataclasses import field, replace
from fractions import Fraction
from typing import Literal

from compliance.language import Spoken, called
from compliance.model.dates import Day
from compliance.model.record import record

Level = Literal["impact", "outcome", "intermediate-outcome", "output", "context"]
Measure = Literal["number", "percentage", "money", "score", "ordinal"]
Direction = Literal["higher", "lower", "neutral"]
Profile = Literal["linear", "late", "end"]
Aggregation = Literal["sum", "none"]


@record
class Judgement:
    """The settings by which a figure becomes a status; kept with the logframe so that a report can name them."""

    on_track: Fraction = Fraction(9, 10)
    """From this progress on, an indicator is on track."""
    at_risk: Fraction = Fraction(7, 10)
    """From this progress on, it is at risk; below, off track."""
    stale_after_months: int = 24
    """A figure whose year ended longer ago than this gives no status."""
    smallest_n: int = 20
    """A ratio over fewer than this is shown as a count of a count and gives no status."""
    cautious_n: int = 50
    """A ratio over fewer than this carries an interval and a caution."""
    jump: Fraction = Fraction(10)
    """A figure so many times the year before, or so many times less, is pointed out unless its note or a break explains it."""


@record
class Result:
    """One result of the project."""

    id: str
    """Id, such as `investigations`; never a bare number, for numbers differ between projects."""
    level: Level
    """Where it stands in the chain of results."""
    statement: str
    """The result, in our words."""
    assumptions: tuple[str, ...] = ()
    """What must hold for it to come about, beyond the project's reach."""


@record
class Approval:
    """Who approved a baseline or a target, and when."""

    by: str
    """Who approved it, such as the steering committee."""
    date: Day
    """When."""


@record
class Baseline:
    """Where a country started."""

    date: Day
    """The day for which it stands."""
    value: Fraction
    """The value, in the unit of the indicator."""
    years: tuple[int, ...] = ()
    """The years whose figures it rests on."""
    source: str | None = None
    """Where it comes from; none where it follows from the statistics of its years."""
    comment: str | None = None
    """How it was found."""
    approved: Approval | None = None
    """Who approved it, and when; while nobody has, it is a draft and judges nothing."""


@record
class Milestone:
    """An intermediate target."""

    date: Day
    """The day by which it should be reached."""
    value: Fraction
    """The value, in the unit of the indicator."""


@record
class ArticleTarget:
    """Articles that should reach a rating through a named law; what a target of compliance consists of."""

    instrument: str
    """Id of the instrument."""
    articles: tuple[str, ...]
    """Numbers of the articles."""
    rating: Literal["met", "mostly", "partly"]
    """The rating that they should reach."""
    through: str | None = None
    """The bill or other act that should bring it about."""
    date: Day | None = None
    """By when, if earlier than the target as a whole; such a day is a milestone where the plan gives none of its own."""


@record
class Target:
    """Where a country should arrive."""

    date: Day
    """The day by which it should be reached."""
    value: Fraction | None = None
    """The value, in the unit of the indicator; empty where articles are named, from which it follows."""
    articles: tuple[ArticleTarget, ...] = ()
    """For an indicator of compliance: the articles that should move."""
    comment: str | None = None
    """What it rests on."""
    approved: Approval | None = None
    """Who approved it with its milestones, and when; while nobody has, it is a draft and judges nothing."""


@record
class Action:
    """What is done about an indicator that is not where it should be."""

    cause: str
    """Why it is not."""
    action: str
    """What is done."""
    owner: str
    """Who does it."""
    due: Day | None = None
    """By when."""


@record
class CountryPlan:
    """What one country sets out to reach on one indicator."""

    baseline: Baseline | None = None
    """Where it started; empty where no figure supports one."""
    milestones: tuple[Milestone, ...] = ()
    """Intermediate targets, in order of date."""
    target: Target | None = None
    """Where it should arrive; empty until it is agreed."""
    profile: Profile = "linear"
    """How progress is expected between baseline and target: evenly, late, or all at the end."""
    tolerance: Fraction = Fraction(0)
    """For a target equal to the baseline: how far the value may stray and still count as kept."""
    comment: str | None = None
    """What a reader should know about the country's figures."""
    actions: tuple[Action, ...] = ()
    """What is done where it is off track."""

    @property
    def approved(self) -> bool:
        """Whether baseline and target are both approved, so that a figure may be judged by them."""
        return bool(self.baseline and self.baseline.approved and self.target and self.target.approved)


@record
class Indicator:
    """One indicator."""

    id: str
    """Id, such as `I08`."""
    result: str
    """Id of the result that it shows."""
    level: Level
    """Where it stands in the chain of results; a context indicator gets no status."""
    headline: bool = False
    """Whether it is one of the project's headline indicators."""
    name: str
    """Name, as the donor's logframe prints it."""
    short: str | None = None
    """A name for narrow tables."""
    alignment_name: str | None = None
    """Its name where the country is no Party to what it scores, and is aligned with it rather than compliant."""
    alignment_short: str | None = None
    """The same for narrow tables."""
    definition: str
    """What is counted."""
    formula: str
    """How it is computed, in the language of `docs/indicators.md`."""
    mixed_units: str | None = None
    """Why a share may relate what is counted differently, such as cases to reports; without a reason it may not."""
    measure: Measure
    """What kind of figure it is; decides how it is printed and exported."""
    unit: str
    """Unit, as printed: `persons`, `percent`, `EUR`, `score 0–100`."""
    direction: Direction
    """Whether higher or lower is better; a neutral one gets no status."""
    aggregation: Aggregation = "none"
    """Whether values of several countries may be added up."""
    disaggregation: tuple[str, ...] = ()
    """The splits that are asked for."""
    series: tuple[str, ...] = ()
    """The series that it needs; exactly those that its formula names."""
    caveats: str | None = None
    """What to know before reading it."""
    target_rule: str | None = None
    """How a baseline and a target are set for it."""
    source_of_verification: str | None = None
    """Where the figures come from."""
    responsible: str | None = None
    """Who supplies them, each body in the same words everywhere; several with a semicolon between."""
    frequency: str | None = None
    """How often."""
    assumptions: tuple[str, ...] = ()
    """What must hold for the figure to mean what it says."""
    predefined_code: str | None = None
    """Code in a donor's results framework, where it is a predefined indicator."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The name in other languages, by language."""
    shorts: Mapping[str, str] = field(default_factory=dict)
    """The name for narrow tables in other languages, by language; the full one stands where there is none."""
    alignment_names: Mapping[str, str] = field(default_factory=dict)
    """The name of alignment in other languages, by language."""
    alignment_shorts: Mapping[str, str] = field(default_factory=dict)
    """The same for narrow tables."""
    countries: Mapping[str, CountryPlan] = field(default_factory=dict)
    """Baseline, milestones and target by country; a country without an entry has none of them yet."""

    def spoken(self, bodies: Mapping[str, Mapping[str, str]]) -> "Indicator":
        """The same with its name, and the bodies that supply its figures, in the language that is spoken."""
        name, short = _named(self.name, self.short, self.names, self.shorts)
        alignment = _named(self.alignment_name, self.alignment_short, self.alignment_names, self.alignment_shorts)
        return replace(
            self,
            name=name or self.name,
            short=short,
            alignment_name=alignment[0],
            alignment_short=alignment[1],
            responsible=self.responsible and listed_bodies(self.responsible, bodies),
        )


def _named(
    name: str | None, short: str | None, names: Mapping[str, str], shorts: Mapping[str, str]
) -> tuple[str | None, str | None]:
    """A name and its short form in the language that is spoken; no short form where only the full one has a translation."""
    name, short = name and called(name, names), short and called(short, shorts)
    return name, None if isinstance(name, Spoken) and not isinstance(short, Spoken) else short


def listed_bodies(text: str, bodies: Mapping[str, Mapping[str, str]]) -> str:
    """Bodies with a semicolon between, each in the language that is spoken; English where one of them has no name in it."""
    named = [called(body, bodies.get(body, {})) for body in text.split("; ")]
    listed = "; ".join(named)
    return Spoken(listed) if all(isinstance(body, Spoken) for body in named) else listed


@record
class Logframe:
    """The results and indicators of a project."""

    title: str
    """Title."""
    judgement: Judgement = Judgement()
    """The settings by which figures become statuses."""
    results: tuple[Result, ...]
    """Results, in the order in which reports show them."""
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What units are called in other languages: for each unit the text by language."""
    bodies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the bodies that supply figures are called in other languages: for each the name by language."""
    indicators: tuple[Indicator, ...]
    """Indicators, in the order in which reports show them."""

    def spoken(self) -> "Logframe":
        """The same with the names of its indicators in the language that is spoken."""
        return replace(self, indicators=tuple(indicator.spoken(self.bodies) for indicator in self.indicators))
