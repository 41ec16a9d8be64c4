"""The reading site: what it is called, whom and what it shows, and what stands on every page."""

from collections.abc import Mapping
from dataclasses import field, replace

from compliance.language import Language, _, called
from compliance.model.plan import Funding
from compliance.model.record import WebAddress, record


@record
class Views:
    """The report plans from which the site takes its views."""

    country: str
    """Id of a plan of kind `country`: the pages of one beneficiary."""
    region: str
    """Id of a plan of kind `regional`: the page of all of them."""


@record
class Emblem:
    """The emblem of whoever answers for the site, at the end of every page."""

    file: str
    """Its file in `reports/site`: SVG without anything that runs or is loaded, or PNG; at most 100 kB."""
    text: str
    """What it shows, for whoever does not see it."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""


@record
class Site:
    """The reading site that `compliance site` writes: `reports/site.yaml`."""

    title: str
    """What the site is called, at the head of every page."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title in other languages, by language."""
    lead: str
    """What it shows, in a sentence or two, under the finding of its first page."""
    leads: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""
    notice: str
    """What every page says about its standing."""
    notices: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""
    disclaimer: str
    """The disclaimer at the end of every page."""
    disclaimers: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""
    intro: str | None = None
    """A text of your own in Markdown, at the head of the first page."""
    intros: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""
    about: str | None = None
    """A text of your own in Markdown, at the head of the page on method."""
    abouts: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages, by language."""
    plans: Views
    """The report plans from which its views come."""
    instruments: tuple[str, ...]
    """The instruments shown, in order."""
    countries: tuple[str, ...] = ()
    """Ids of the countries shown; where none is named, all of the register that have a checklist."""
    cycle: str | None = None
    """The round of assessment shown; unsaid, the latest."""
    drafts: bool = False
    """Whether cycles are shown that are neither adopted nor sealed; every page then says that it is a draft."""
    comments: bool = False
    """Whether comments of the authorities are shown, unchanged."""
    contact: str | None = None
    """Whom a reader can write to, as it is printed; an e-mail address becomes a link."""
    emblem: Emblem | None = None
    """The emblem of whoever answers for the site."""
    deliverables: str | None = None
    """The folder, from the top of the workspace, into which `compliance build` writes: what of it says what the site says, is offered for download."""
    funding: Funding | None = None
    """Who pays, with emblem and contract number: at the end of every page."""
    base: WebAddress | None = None
    """The address at which the site will stand; the feed and the map of the site need it."""
    languages: tuple[Language, ...] = ("en",)
    """The languages of the site; the first stands at its root, each other below its tag: `/sr/`."""

    def spoken(self) -> "Site":
        """The same with its words in the language that is spoken."""
        return replace(
            self,
            title=called(_(self.title), self.titles),
            lead=called(_(self.lead), self.leads),
            notice=called(_(self.notice), self.notices),
            disclaimer=called(_(self.disclaimer), self.disclaimers),
            intro=called(self.intro, self.intros) if self.intro else None,
            about=called(self.about, self.abouts) if self.about else None,
            emblem=replace(self.emblem, text=called(self.emblem.text, self.emblem.texts)) if self.emblem else None,
        )
