"""A treaty as a list of assessable criteria."""

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Literal, assert_never

from compliance.language import called
from compliance.model.dates import Day
from compliance.model.record import WebAddress, record

Obligation = Literal["mandatory", "triggered", "qualified", "optional", "validity"]
Check = Literal["verified", "partly", "indirect", "knowledge"]
Evidence = Literal["law", "practice", "treaty-action"]
DivisionKind = Literal["chapter", "section", "title"]
Grade = Literal["A", "B", "C", "D"]
"""How good the evidence behind an answer is, the best first."""
MeanKind = Literal["arithmetic", "geometric", "harmonic"]
NotApplicable = Literal[
    "reservation", "condition-not-met", "other-treaty-applies", "not-a-party", "no-competence", "structural"
]


@record
class Link:
    """A pointer to another provision on the same subject; no statement of equivalence."""

    instrument: str
    """Id of the instrument: `ets-185`, `ets-198`, `ets-189`, `cets-224`, `ets-141`, `fatf` and so on."""
    provisions: tuple[str, ...]
    """Articles or Recommendations."""
    note: str | None = None
    """Why it is linked."""


@record
class Permitted:
    """A narrowing that the treaty allows for a criterion."""

    kind: Literal["declaration", "reservation", "manner", "built-in"]
    """By declaration, by reservation, by a statement of manner, or built into the provision without a deposit."""
    provision: str
    """The provision that allows it."""
    basis: str | None = None
    """The final provision that enables it."""
    detail: str
    """What may be narrowed, in our words."""
    ground: str | None = None
    """Id of the ground among the instrument's `grounds`."""


@record
class Ground:
    """A ground on which a Party may deposit something; the list of an instrument is closed."""

    id: str
    """Id, such as `art-4-2`."""
    kind: Literal["declaration", "reservation", "manner", "notification", "territorial"]
    """What may be deposited."""
    provision: str
    """The provision that it concerns."""
    basis: str
    """The provision that permits it."""
    permits: str
    """What it permits, in our words."""
    limits: str | None = None
    """How far it may go."""
    criteria: tuple[str, ...] = ()
    """The criteria that it may touch; any, where none is named."""
    check: Check = "knowledge"
    """How far the wording was checked."""

    def reaches(self, criterion: str) -> bool:
        """Whether a deposit on this ground may touch a criterion."""
        return not self.criteria or criterion in self.criteria


@record
class Criterion:
    """One assessable element of a provision."""

    id: str
    """Id as the treaty numbers it, such as `185.6.1.a.i`."""
    provision: str
    """Treaty reference, such as `Art. 6(1)(a)(i)`."""
    element: str | None = None
    """Which element of one sentence it is, where a provision is split: `1`, `2`."""
    requirement: str
    """What the treaty asks, in our words."""
    question: str
    """What the evaluator answers."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """The question in other languages, by language; a file of a language beside the instrument adds its own."""
    obligation: Obligation
    """Mandatory, triggered, qualified, optional, or validity: method, section 2."""
    condition: str | None = None
    """For triggered: when it is due. For qualified: the qualifier of the treaty."""
    limits: tuple[str, ...] = ()
    """For validity: the criteria whose narrowing it limits."""
    core: bool = False
    """Whether the article's purpose fails without it."""
    core_reason: str | None = None
    """Why it is core, in one line."""
    weight: Fraction = Fraction(1)
    """Weight within the article."""
    weight_reason: str | None = None
    """Why the weight is not 1."""
    themes: tuple[str, ...] = ()
    """Themes, such as `e-evidence`."""
    mental_element: str | None = None
    """The mental element that the provision asks for."""
    assessed_from: tuple[Evidence, ...]
    """Which kind of source can answer the question: law, practice, treaty action."""
    party_role: Literal["requested", "requesting", "both"] | None = None
    """Which side of a request it tests."""
    direct_applicability: Literal["typical", "possible", "unsuitable"]
    """Whether the treaty itself may be the legal basis."""
    covers: tuple[str, ...] = ()
    """Other provisions that the same answer covers."""
    any_of: str | None = None
    """Group of alternatives: the group counts once, with its best member."""
    limit_counts_at: tuple[str, ...] = ()
    """Criteria at which a limit that reaches this one too is counted: the same gap, or the same provision, lowers them and not this one."""
    terrorist_financing: bool = False
    """Whether it carries a second answer for terrorist financing (ETS 198, Art. 2(1))."""
    permitted: tuple[Permitted, ...] = ()
    """Narrowings that the treaty allows."""
    links: tuple[Link, ...] = ()
    """Related provisions."""
    hint: str | None = None
    """Where to look for evidence."""
    note: str | None = None
    """What to know when answering."""
    text_check: Check
    """How far the wording of the provision was checked."""

    def asked(self) -> str:
        """The question in the language that is spoken."""
        return called(self.question, self.questions)

    @property
    def scored(self) -> bool:
        """Whether the treaty demands what it says; what it leaves open, and limits of narrowings, inform alone."""
        match self.obligation:
            case "mandatory" | "triggered" | "qualified":
                return True
            case "optional" | "validity":
                return False
            case _:
                assert_never(self.obligation)

    @property
    def conditional(self) -> bool:
        """Whether words of the treaty say when, or how far, it is due."""
        match self.obligation:
            case "triggered" | "qualified":
                return True
            case "mandatory" | "optional" | "validity":
                return False
            case _:
                assert_never(self.obligation)


@record
class Article:
    """One article of the treaty."""

    number: str
    """Number, as text."""
    title: str
    """Exact title."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title in other languages, by language; a file of a language beside the instrument adds its own."""
    division: str
    """Id of the division of the treaty in which it stands."""
    section: str | None = None
    """Id of the section of the profile; none for an article that is not assessed."""
    nature: str
    """What kind of article it is, such as `criminalisation`."""
    assessed: bool = True
    """Whether it has criteria; final provisions have none."""
    purpose: str | None = None
    """What it is for, in our words; for an article not assessed, what it says and why it is not."""
    explanatory_report: str | None = None
    """Paragraphs of the explanatory report."""
    guidance_notes: tuple[str, ...] = ()
    """Guidance notes on it."""
    text_check: Check
    """How far the article's wording was checked."""
    weight: Fraction = Fraction(1)
    """Weight within the instrument."""
    weight_reason: str | None = None
    """Why the weight is not 1."""
    note: str | None = None
    """What to know about the article."""
    criteria: tuple[Criterion, ...] = ()
    """Its criteria, in treaty order."""

    def called(self) -> str:
        """Its title in the language that is spoken."""
        return called(self.title, self.titles)


@record
class Division:
    """A chapter, section or title of the treaty."""

    id: str
    """Id, such as `II.1.2`."""
    kind: DivisionKind
    """What the treaty calls it."""
    number: str
    """Its number in the treaty."""
    title: str
    """Exact title."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title in other languages, by language; a file of a language beside the instrument adds its own."""
    within: str | None = None
    """Id of the division around it."""

    def called(self) -> str:
        """Its title in the language that is spoken."""
        return called(self.title, self.titles)


@record
class Section:
    """A section of the profile: articles that are scored together and shown together."""

    id: str
    """Id, such as `substantive-law`."""
    title: str
    """Title for readers."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title in other languages, by language; a file of a language beside the instrument adds its own."""
    within: str | None = None
    """Id of the section around it; sections may stand in each other to any depth."""
    weight: Fraction = Fraction(1)
    """Weight among its neighbours, where sections are a level of aggregation."""
    weight_reason: str | None = None
    """Why the weight is not 1."""

    def called(self) -> str:
        """Its title in the language that is spoken."""
        return called(self.title, self.titles)


@record
class Scale:
    """Ratings and what they are worth."""

    values: Mapping[str, Fraction]
    """Ratings from the best to the worst with their values; the values are a declared convention."""
    caps: Mapping[str, str] = field(default_factory=dict)
    """For each rating of a core criterion, the rating whose value the article cannot exceed: method, formula 1; empty where nothing holds an article back."""
    counts_from: Grade | None = None
    """The weakest grade of evidence that counts; an answer below is shown and marked, and widens the range like an unanswered criterion. Empty where every answer counts, as one without a grade always does."""

    def position(self, rating: str) -> Fraction:
        """Where a rating stands between the worst, 0, and the best, 1, whatever it is worth."""
        words = tuple(self.values)
        return 1 - Fraction(words.index(rating), len(words) - 1)


@record
class Aggregation:
    """By which means values become one, level by level: method, section 5."""

    criteria: MeanKind = "arithmetic"
    """The mean of an article's criteria, before gates."""
    articles: MeanKind = "arithmetic"
    """The mean of articles, and of sections where they are a level of their own."""
    floor: Fraction = Fraction(1, 100)
    """What a lower value counts as in a geometric or harmonic mean, in which a single zero would leave nothing of the rest."""


@record
class Instrument:
    """A treaty, or another standard, its structure and its criteria."""

    id: str
    """Id, such as `ets-185`."""
    kind: Literal["treaty", "standard"] = "treaty"
    """A treaty binds its Parties, less what they reserve; to a standard nobody is a Party, and it has one score."""
    number: str
    """Number in the treaty series, as printed: `ETS No. 185`; of a standard, whatever identifies it."""
    title: str
    """Full title."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The full title in other languages, by language; a file of a language beside the instrument adds its own."""
    short: str
    """Short title."""
    shorts: Mapping[str, str] = field(default_factory=dict)
    """The short title in other languages, by language; a file of a language beside the instrument adds its own."""
    abbreviation: str
    """Short name for tables, such as `ETS 185`."""
    organisation: str
    """Whose treaty it is."""
    opened: Day | None = None
    """Opened for signature; of a standard, adopted."""
    place: str | None = None
    """Where."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where, in other languages, by language; a file of a language beside the instrument adds its own."""
    in_force: Day | None = None
    """Entered into force."""
    edition: str
    """Edition of this list of criteria; changes with every change of a criterion."""
    wording: str
    """Whose words the requirements are."""
    url: WebAddress | None = None
    """The treaty at its depositary."""
    scale: Scale
    """Ratings and values."""
    aggregation: Aggregation = Aggregation()
    """How values become scores."""
    sections_aggregate: bool = False
    """Whether sections are a level of aggregation: the whole is then the mean of its sections, not of all its articles."""
    divisions: tuple[Division, ...]
    """Chapters, sections and titles, in order."""
    sections: tuple[Section, ...]
    """Sections of the profile, in order."""
    articles: tuple[Article, ...]
    """All articles, in order."""
    grounds: tuple[Ground, ...] = ()
    """What a Party may deposit: a closed list."""
    notes: tuple[str, ...] = ()
    """What an evaluator should know about the whole."""

    def called(self) -> str:
        """Its full title in the language that is spoken."""
        return called(self.title, self.titles)

    def opened_at(self) -> str:
        """Where it was opened for signature, in the language that is spoken; empty where that is not said."""
        return called(self.place, self.places) if self.place else ""

    def called_shortly(self) -> str:
        """Its short title in the language that is spoken."""
        return called(self.short, self.shorts)

    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in treaty order."""
        return tuple(criterion for article in self.articles for criterion in article.criteria)
