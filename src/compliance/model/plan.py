"""What a deliverable contains: sections, order, language and texts."""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal, get_args

from compliance.language import Language, _, called
from compliance.model.dates import Day
from compliance.model.record import record

PlanKind = Literal["country", "donor", "profile", "regional"]
FreeSection = Literal["foreword", "findings", "text"]
"""Sections that hold nothing but a text of your own."""
CountrySection = Literal[
    "summary",
    "body-findings",
    "external-ratings",
    "priorities",
    "articles",
    "treaty-status",
    "practice",
    "indicators",
    "comments",
    "open-questions",
    "texts",
    "method",
    "criteria",
    "levels",
    "gaps",
    "sequence",
    "register",
    "bridge",
    "timeline",
    "agreement",
    "documents",
    "glossary",
    "figures",
    "manifest",
]
"""Sections of the report of a country, first those of the report, then those of its annex volume."""
ProfileSection = Literal["treaty-status", "body-findings", "provisions", "legal-sources"]
"""Sections of the profile that is filed with the committees of the treaties: law alone, no rating."""
RegionalSection = Literal[
    "messages",
    "how-to-read",
    "map",
    "distribution",
    "standings",
    "heat-map",
    "shared-gaps",
    "model-provisions",
    "cooperation",
    "progress",
    "sensitivity",
    "comparability",
    "cards",
    "method",
]
"""Sections of the comparison of a region."""
SectionKind = Literal[FreeSection, CountrySection, ProfileSection, RegionalSection]
Format = Literal["pdf", "docx"]
"""Forms of a document: PDF, Word."""
Attachment = Literal["scores", "ratings", "body-findings", "figures"]

FREE: tuple[FreeSection, ...] = get_args(FreeSection)
"""Sections that hold nothing but a text of your own."""
OF_A_TREATY: tuple[SectionKind, ...] = ("articles", "criteria", "provisions")
"""The sections that speak of one treaty."""
SECTIONS: Mapping[PlanKind, tuple[str, ...]] = {
    "country": (*FREE, *get_args(CountrySection)),
    "donor": (),
    "profile": (*FREE, *get_args(ProfileSection)),
    "regional": (*FREE, *get_args(RegionalSection)),
}
"""The sections that each kind of deliverable can have; the two pages for a donor are always the same."""


@record
class Planned:
    """One section of a deliverable."""

    section: SectionKind
    """Which section. `foreword`, `findings` and `text` hold nothing but a text of your own."""
    instrument: str | None = None
    """For a section about one treaty: which one."""
    title: str | None = None
    """Heading in the contents and at the head of the page, where it should differ; a `text` needs one."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The heading in other languages, by language."""
    text: str | None = None
    """A text of your own in Markdown, the same for every country; printed under the heading."""
    name: str | None = None
    """What the files with texts for one country are called: `reports/texts/<country>/<cycle>/<name>.md`. Unsaid: the section, with its treaty where it is about one (`foreword`, `articles-ets-185`)."""

    def spoken(self) -> "Planned":
        """The same with its heading in the language that is spoken."""
        return replace(self, title=called(self.title, self.titles)) if self.title else self

    @property
    def file(self) -> str:
        """What the files with texts of its own for one country are called, without their ending."""
        return self.name or "-".join(filter(None, (self.section, self.instrument)))


@record
class ModelAct:
    """Law of one country that the manager of a comparison offers to others as a model: an act, an answer to a criterion, or the part of an act that answers one."""

    country: str
    """Id of the country."""
    act: str | None = None
    """Id of the act in that country's register; unsaid, whatever its answer to the criterion cites."""
    criterion: str | None = None
    """Id of the criterion; unsaid, all that the act answers."""


@record
class Period:
    """The time that a brief reports on."""

    start: Day
    """Its first day."""
    end: Day
    """Its last day."""


@record
class Funding:
    """Who pays for a project, as its contract asks a brief to say it."""

    statement: str
    """What is printed: `Funded by the European Union`."""
    emblem: Literal["european-union"] | None = None
    """The emblem beside it, where the contract asks for one."""
    contract: str | None = None
    """Number of the contract."""


@record
class Plan:
    """The contents of one kind of deliverable."""

    id: str
    """Id: the file's name."""
    kind: PlanKind
    """Which deliverable it plans: the report of a country, two pages for a donor, the profile of a country's law for the committees of the treaties, the comparison of a region."""
    title: str
    """Kind of report, as the cover says it."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title in other languages, by language; a catalogue of the program knows those of the plans that come with it."""
    subtitle: str
    """One sentence under the country's name on the cover."""
    subtitles: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""
    language: Language
    """Language of the deliverable."""
    version: str
    """Edition printed on the cover and in the footer of every page."""
    notice: str
    """What every page of every deliverable says about its standing."""
    notices: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""
    disclaimer: str
    """The disclaimer on the cover and in the workbook."""
    disclaimers: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""
    unit: str = "country"
    """What is assessed, as a sentence calls it: `country`, `office`, `court`."""
    instruments: tuple[str, ...]
    """The instruments reported, in order."""
    countries: tuple[str, ...] = ()
    """Ids of the countries that it is made for, or compares; where none is named, all that have a checklist."""
    formats: tuple[Format, ...] = ("pdf",)
    """The forms in which its documents are made: `pdf`, and `docx` for those who comment in Word."""
    workbook: bool = True
    """Whether a workbook is made beside them, where the kind has one; an annex volume needs no second."""
    sections: tuple[Planned, ...] = ()
    """The sections, in order; the two pages for a donor have none."""
    annexes: tuple[Planned, ...] = ()
    """Sections that follow at the end and are counted by letters: Annex A, Annex B."""
    attachments: tuple[Attachment, ...] = ()
    """Data that travel inside the PDF: every score (JSON), every rating (CSV), the findings of treaty bodies (CSV), the figures behind each chart (CSV)."""
    tiles: tuple[tuple[str, ...], ...] = ()
    """For a region: its countries in the places of a grid, row by row, an empty text where nothing stands; it is no map."""
    models: tuple[ModelAct, ...] = ()
    """For a region: the law that may be shown as a model; where the list is empty, none is."""
    axis: Literal["shared", "free"] = "shared"
    """For a donor: whether the small charts of an indicator share one axis of values, so that countries can be compared, or each has its own, so that a small one shows its course beside a large one."""
    attribution: str | None = None
    """For a donor: what the project claims to have contributed, and that others decided."""
    attributions: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""

    def spoken(self) -> "Plan":
        """The same with its words in the language that is spoken: its own where it has them, else those of the catalogue."""
        return replace(
            self,
            title=called(_(self.title), self.titles),
            subtitle=called(_(self.subtitle), self.subtitles),
            notice=called(_(self.notice), self.notices),
            disclaimer=called(_(self.disclaimer), self.disclaimers),
            attribution=self.attribution and called(self.attribution, self.attributions),
            sections=tuple(planned.spoken() for planned in self.sections),
            annexes=tuple(planned.spoken() for planned in self.annexes),
        )

    funding: Funding | None = None
    """For a donor: who pays, with emblem and contract number."""
    period: Period | None = None
    """For a donor: the time that the brief reports on."""

    def planned(self) -> tuple[Planned, ...]:
        """Its sections and annexes, in order."""
        return (*self.sections, *self.annexes)
