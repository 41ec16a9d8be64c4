"""The view of a country: every text that a page or a sheet shows, and the exact numbers that charts draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance.indicators.values import IndicatorReport
from compliance.model.plan import Plan
from compliance.scoring.agreement import Agreement
from compliance.scoring.values import Assessment, Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A rating as it is shown: a sign and a word, or two where it is not settled."""

    kind: str
    """The rating; `open` where it is not settled, `unanswered`, or `informative` where it is never scored."""
    word: str
    """What it says: `mostly`, `partly–mostly`, `not examined`."""
    ends: tuple[str, str] = ("", "")
    """The lowest and highest rating where it is not settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """A national provision as the tables print it."""

    act: str
    """Short title of the act."""
    article: str
    """`Art. 302(2)`, `Arts. 34, 35`, or the name of a chapter; empty where only the act is known."""
    gist: str
    """What it says."""
    level: str | None
    """Level of government whose law it is, in a country with parts."""
    since: str | None
    """`in force since 2017`, where a source says so."""
    caution: str | None
    """What about it was not seen."""
    act_note: str | None
    """Full title, gazette and dates, at the first mention of the act."""
    quote: str | None
    """Original wording."""
    language: str | None
    """Language of the wording."""
    translation: str | None
    """Its translation."""
    sources: tuple[int, ...]
    """Numbers of the documents in which it was seen."""
    repeated: bool = False
    """Whether an earlier row of the same article already explains it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """How the law of one level of government answers a criterion."""

    name: str
    """Full name of the level."""
    chip: Chip
    """Its rating."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """One row of an article's table."""

    id: str
    """Id of the criterion."""
    ref: str
    """Treaty reference without the word Article: `16(1) · 1`."""
    core: bool
    """Whether it is core."""
    duty: str
    """What the treaty asks."""
    question: str
    """What the evaluator answers."""
    obligation: str
    """What kind of duty it is, for a reader: empty for a plain duty."""
    provisions: tuple[ProvisionView, ...]
    """National provisions."""
    chip: Chip
    """The rating."""
    levels: tuple[LevelView, ...]
    """The rating in each level of government, where they differ."""
    analysis: str | None
    """Why the provisions answer the requirement."""
    gap: str | None
    """What is missing."""
    practice: str | None
    """What is known of practice."""
    evidence: str | None
    """Grade of evidence, with its meaning."""
    grade: str | None
    """The letter alone."""
    notes: tuple[str, ...]
    """Reservations, terrorist financing, reasons for not applying, conflicts of sources."""
    recommendation: str | None
    """What should change."""
    comment: str | None
    """The government's comment, unchanged."""
    sources: tuple[int, ...]
    """Numbers of further documents behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article."""

    number: str
    """Its number."""
    title: str
    """Its title."""
    chip: Chip
    """Its rating."""
    score: str
    """Its score in words."""
    held_back: str | None
    """Why a core criterion holds it back, where one does."""
    flagged: bool
    """Whether more than a fifth of it does not apply."""
    examined: bool
    """Whether anything about it was examined."""
    criteria: tuple[CriterionView, ...]
    """Its criteria, in treaty order."""

    @property
    def shown(self) -> tuple[CriterionView, ...]:
        """The criteria with something to show."""
        return tuple(one for one in self.criteria if one.chip.kind != "unanswered" or one.provisions)

    @property
    def open(self) -> tuple[CriterionView, ...]:
        """The criteria that nobody has examined."""
        return tuple(one for one in self.criteria if one.chip.kind == "unanswered")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One section of the profile."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    span: str
    """Its articles: `Arts. 2–13`."""
    headline: str
    """The finding about it, as a sentence."""
    counts: Mapping[str, int]
    """Criteria by rating, for the chart."""
    range: Range | None
    """Its score, for the chart."""
    shares: tuple[str, ...]
    """Answered, of how many, partly or better, mostly or better, met, not applicable: the row of the table."""
    articles: tuple[ArticleView, ...]
    """Its articles."""

    @property
    def examined(self) -> bool:
        """Whether anything about it was examined."""
        return any(article.examined for article in self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """An open criterion and what closing it would bring."""

    instrument: str
    """Short name of the instrument."""
    provision: str
    """Treaty reference with the word Article."""
    criterion: str
    """Id of the criterion."""
    missing: str
    """What is missing."""
    chip: Chip
    """Its rating."""
    gain: str
    """What the best rating would add, in points of the instrument's score."""
    size: Fraction
    """The same, exact, for sorting."""
    effort: str
    """What it takes."""
    advice: str | None
    """What should change."""
    addressee: str | None
    """Who should change it."""
    amend: str | None
    """Short title of the act to amend."""
    model: str | None
    """A provision that can serve as a model."""
    id: str | None
    """Id of the recommendation."""
    status: str
    """How far the recommendation has come."""
    title: str
    """Title of the article."""
    next: str
    """What the next better rating would add, in points."""
    ends: tuple[Fraction, Fraction]
    """What the best rating would add at the low and at the high end of the score, in points, exact."""
    effort_class: int | None
    """What it takes, as a number for sorting; none without a recommendation that stands."""
    bundle: str | None
    """What else must change for the article to rise, where a gate holds it down, and what that brings."""
    unbeaten: bool
    """Whether no other change for the treaty gives more for the same or less effort, or as much for less."""
    step: int | None
    """At which step the path of all recommendations takes it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReformView:
    """What would change by recommendations: one criterion, or several that pay only together."""

    name: str
    """Title of the article."""
    provision: str
    """Treaty references."""
    ends: tuple[Fraction, Fraction]
    """What it would add at the low and at the high end of the score, in points, exact."""
    effort: int
    """What it takes, as a number for sorting; of several, the sum."""
    word: str
    """The same in words."""
    unbeaten: bool
    """Whether no other reform for the treaty gives more for the same or less effort, or as much for less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossView:
    """Points missing from a score in one place."""

    name: str
    """Where: a section, or an article that a gate holds down."""
    points: Fraction
    """How many points of 100, exact."""
    gate: bool
    """Whether a core criterion takes them beyond what the ratings take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossesView:
    """Where the points of a treaty are missing even if everything open turns out best."""

    headline: str
    """The finding, as the title of a figure."""
    most: str
    """The finding, as the headline of a page."""
    rows: tuple[LossView, ...]
    """Losses by section, then by gate, in treaty order; those of nothing are left out."""
    score: Fraction
    """What is left of 100 at best, exact."""
    settled: bool
    """Whether nothing is open, so that this is the score."""
    note: str
    """What is open beyond, and which sections have no row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of a path."""

    provision: str
    """Treaty references of what it changes."""
    criteria: tuple[str, ...]
    """Ids of the criteria."""
    together: bool
    """Whether several criteria change together because a gate holds their article down."""
    title: str
    """Title of the article."""
    effort: str
    """What it takes."""
    gain: str
    """What it adds after the steps before, in points."""
    score: str
    """The score after it, to one decimal place: `63.2`, or `44.1–67.0`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """The recommendations for a treaty in the order in which each brings most for its effort."""

    headline: str
    """The finding."""
    caption: str
    """How many steps, for which treaty, from which score."""
    steps: tuple[StepView, ...]
    """The steps, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentView:
    """How a country stands to one treaty."""

    id: str
    """Its id."""
    number: str
    """Its number in the treaty series."""
    title: str
    """Its full title."""
    short: str
    """Its short title."""
    abbreviation: str
    """Its name in tables."""
    opened: str
    """Place and day of opening for signature."""
    assessment: Assessment
    """The exact scores, for charts and formulas."""
    score: str
    """The score in words: `63`, or `44–67`."""
    is_point: bool
    """Whether the score is a single figure."""
    score_word: str
    """What the score is called: compliance, or alignment of a country that is not bound."""
    open_range: str
    """The open range."""
    coverage: str
    """How much is answered: `73 of 134 criteria that count`."""
    as_bound: str
    """The score of what binds the country, or why there is none."""
    headline: str
    """The finding about the whole."""
    lead: str
    """The sentence under it."""
    distribution_finding: str
    """Title of the bar of ratings."""
    counts: Mapping[str, int]
    """Criteria by rating, for the bar."""
    open_note: str | None
    """What to know about the counts: ratings that are not settled."""
    heat_headline: str
    """Title of the heat map."""
    sections: tuple[SectionView, ...]
    """Sections of the profile."""
    best: str
    """Its best rating."""
    share_heads: tuple[str, ...]
    """What the shares of answers are shares of: ratings, or better ones."""
    total_shares: tuple[str, ...]
    """The last row of the table of shares."""
    gaps: tuple[GapView, ...]
    """Open criteria, the largest gain first."""
    reforms: tuple[ReformView, ...]
    """What recommendations would change, alone or together, the largest gain first; what brings nothing alone is left out where it is part of a bundle."""
    losses: LossesView | None
    """Where the missing points are; none where nothing applies."""
    path: PathView | None
    """The recommendations in order; none where there are none."""
    grades: Mapping[str, int]
    """Answers by grade of evidence."""
    unassessed: tuple[tuple[str, str, str], ...]
    """Articles that are not assessed: number, title, why."""

    @property
    def articles(self) -> tuple[ArticleView, ...]:
        """Its articles, in treaty order."""
        return tuple(article for section in self.sections for article in section.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositView:
    """One deposit."""

    treaty: str
    """Short name of the treaty."""
    kind: str
    """What it is."""
    provisions: str
    """Provisions that it names."""
    gist: str
    """What it says."""
    dates: str
    """When it was deposited, and withdrawn."""
    effect: str
    """Its effect on the score."""
    finding: str | None
    """Why the treaty does not permit it, if it does not."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyView:
    """How a country stands to one treaty, assessed or related."""

    name: str
    """Short name."""
    title: str
    """Title, where it is known."""
    status: str
    """Party, signatory or neither."""
    signed: str
    """Date of signature."""
    bound: str
    """Date of ratification or accession."""
    in_force: str
    """Date of entry into force."""
    reservations: str
    """Whether its deposits are known."""
    note: str | None
    """What to know about it."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalView:
    """One official rating."""

    item: str
    """What was rated."""
    title: str
    """Its title."""
    rating: str
    """As its body prints it."""
    previous: str
    """The one before."""
    report: str
    """Body, report and date."""
    note: str | None
    """What to know about it."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """One act of the register."""

    id: str
    """Its id."""
    short: str
    """Short title."""
    title: str
    """Full title."""
    originals: tuple[tuple[str, str], ...]
    """Titles in the original: language, text."""
    level: str
    """Level of government."""
    gazette: str
    """Gazette and amendments."""
    in_force: str
    """Since when, until when."""
    status: str
    """Whether it is in force."""
    url: str | None
    """Where the text can be read."""
    note: str | None
    """What to know about it."""
    used: int
    """How many criteria rest on it."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One document consulted."""

    number: int
    """Its number in the report."""
    document: str
    """Author, title and date."""
    quality: str
    """What kind of document it is."""
    url: str | None
    """Where it was seen."""
    note: str | None
    """What to know about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsView:
    """An article by level of government."""

    instrument: str
    """Short name of the instrument."""
    number: str
    """Number of the article."""
    title: str
    """Its title."""
    chips: tuple[Chip, ...]
    """Its rating in each part, under the part's and the State's law, then in the country."""
    lowest: str
    """The parts that set the country's rating."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One of the three messages of the summary."""

    head: str
    """The point."""
    text: str
    """Its numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a deliverable was made from."""

    inputs: tuple[tuple[str, str], ...]
    """Files and their SHA-256."""
    versions: tuple[tuple[str, str], ...]
    """Programs and their versions."""
    digest: str
    """SHA-256 over the inputs: equal digests, equal data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """A criterion that two evaluators answered differently."""

    instrument: str
    """Short name of the instrument."""
    provision: str
    """Treaty reference without the word Article."""
    criterion: str
    """Id of the criterion."""
    duty: str
    """What the treaty asks."""
    first: Chip
    """Answer of the first evaluator."""
    second: Chip
    """Answer of the second evaluator."""
    steps: str
    """Steps of the scale between them; a dash where one is no single rating."""
    third: Chip | None
    """The rating on which they were brought together."""
    settled: str | None
    """By whom, when and why; none while the difference stands."""
    scored: bool
    """Whether the criterion is scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwiceRatedView:
    """How far two evaluators agree on one treaty."""

    id: str
    """Id of the instrument."""
    abbreviation: str
    """Its short name."""
    evaluators: tuple[str, str]
    """Who rated first, who rated second."""
    law: str
    """The day of the law that they looked at."""
    headline: str
    """The finding."""
    blocks: tuple[Agreement, ...]
    """Exact figures of the whole and of the sections, for charts and sheets."""
    heads: tuple[str, ...]
    """Heads of the columns of the rows."""
    rows: tuple[tuple[str, ...], ...]
    """The same figures in words, the whole first."""
    notes: tuple[str, ...]
    """What is left out, and why."""
    differences: tuple[DifferenceView, ...]
    """Criteria answered differently, in treaty order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """How far two evaluators who rated blind agree."""

    headline: str
    """The finding."""
    lead: str
    """How they rated, and what became of their differences."""
    treaties: tuple[TwiceRatedView, ...]
    """The treaties that were rated twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """How far the score of one country moves under other choices of the method."""

    name: str
    """Name of the country."""
    own: bool
    """Whether it is the country reported."""
    declared: str
    """The score as the method declares it."""
    base: Range
    """The same, for the chart."""
    robust: str
    """The robustness range."""
    range: Range
    """The same, for the chart."""
    medians: str
    """Medians of the low and of the high ends."""
    beside: str
    """How it stands beside the country reported: `ahead`, `not distinguishable`; empty for that country itself."""
    share: Fraction | None
    """The share of draws in which the country reported lies wholly above it; none for that country itself."""
    drivers: str
    """What moves its score most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectView:
    """How much one factor moves a score, as shares of the variance between 0 and 1."""

    name: str
    """The factor."""
    first: Fraction
    """What it explains alone."""
    first_ends: tuple[Fraction, Fraction]
    """Its sampling interval."""
    total: Fraction
    """What it takes part in."""
    total_ends: tuple[Fraction, Fraction]
    """Its sampling interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustView:
    """How robust the score for one treaty is."""

    instrument: str
    """Id of the instrument."""
    abbreviation: str
    """Its short name."""
    headline: str
    """The finding."""
    lead: str
    """The sentence under it."""
    standings: tuple[StandingView, ...]
    """All countries with a score."""
    effects: tuple[EffectView, ...]
    """What moves the score of the country reported, the largest first; empty where nothing does."""
    effects_headline: str
    """The finding about them."""
    groups: str
    """Which countries can be set apart."""
    order: str
    """What moves the order of the countries."""
    basis: str
    """What it rests on."""
    samples: str
    """Rows of the design behind the effects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryView:
    """Everything that the deliverables of a country show."""

    id: str
    """Id of the country."""
    name: str
    """Its name, with its mark."""
    footnotes: tuple[str, ...]
    """Obligatory footnotes of the names that occur."""
    plan: Plan
    """What the report contains."""
    cycle: str
    """The round of assessment."""
    cut_off: date
    """The day of the law."""
    law_date: str
    """The same, in words."""
    status: str
    """Draft, submitted and so on."""
    basis: str
    """What the answers rest on."""
    document: str
    """Title in the running head."""
    edition: str
    """Edition, law date and standing, in the foot of every page."""
    headline: str
    """The finding of the report."""
    lead: str
    """The sentence under it."""
    messages: tuple[Message, ...]
    """Three messages, made from the numbers."""
    instruments: tuple[InstrumentView, ...]
    """The treaties reported."""
    gaps: tuple[GapView, ...]
    """Open criteria of all treaties, the largest gain first."""
    grades: Mapping[str, int]
    """Answers of all treaties by grade of evidence."""
    grades_finding: str
    """Title of the row of grades."""
    treaties: tuple[TreatyView, ...]
    """Treaty status."""
    position: str | None
    """The country's position towards the treaties, where it explains the rest."""
    deposits: tuple[DepositView, ...]
    """Reservations, declarations and notifications."""
    external: tuple[ExternalView, ...]
    """Official ratings."""
    external_notes: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Date, fact and sources about official assessments."""
    external_not_seen: str | None
    """Items whose rating was not seen."""
    parts: tuple[str, ...]
    """Names of the parts of the country."""
    levels: tuple[LevelsView, ...]
    """Articles by level of government."""
    indicators: tuple[IndicatorReport, ...]
    """Project indicators."""
    indicator_headline: str
    """The finding about them."""
    acts: tuple[ActView, ...]
    """Legal sources."""
    sources: tuple[SourceView, ...]
    """Documents consulted."""
    manifest: Manifest
    """What it was made from."""
    agreement: AgreementView | None = None
    """How far two evaluators agree; none where no treaty was rated twice."""
    robust: tuple[RobustView, ...] = ()
    """How robust the scores are, by treaty; empty where the plan does not ask for it."""
