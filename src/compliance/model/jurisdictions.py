"""The units that are assessed: countries and other jurisdictions, or offices, courts, banks; their names and parts."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from compliance import language
from compliance.model.dates import PartialDate
from compliance.model.record import record


@record
class Footnote:
    """A note that must stand wherever a designation is used."""

    id: str
    """Id, such as `kosovo-designation`."""
    mark: str
    """The mark after the name, such as `*`."""
    text: str
    """The note, with its mark."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The note in other languages, by language code: only where a wording is agreed; it is never translated here."""

    def called(self) -> str:
        """The note in the language that is spoken; in English where no wording is agreed in that."""
        return language.called(self.text, self.texts)


@record
class Name:
    """A name and when it held."""

    since: PartialDate | None = None
    """First day of use; empty for the earliest name on file."""
    text: Mapping[str, str]
    """The name by language code: `en`, `sr`, `sq` and so on, with its mark where it has a footnote."""
    in_sentence: str | None = None
    """The English name inside a sentence where it differs, such as with an article."""


@record
class Part:
    """A territory inside a country that has law of its own beside the State's."""

    id: str
    """Id, such as `federation`."""
    name: str
    """Full name; never shortened in print."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The name in other languages, by language code."""

    def called(self) -> str:
        """Its name in the language that is spoken; in English where that has none."""
        return language.named({language.ENGLISH: self.name, **self.names})


@record
class Jurisdiction:
    """One unit: a country or other jurisdiction, or whatever else a workspace assesses."""

    id: str
    """Folder name under `assessments/`; its id everywhere."""
    iso2: str | None = None
    """Two-letter code of a country: ISO 3166-1, or `XK`, which is user-assigned."""
    iso3: str | None = None
    """Three-letter code of a country: ISO 3166-1, or `XKX`, which is user-assigned."""
    names: tuple[Name, ...]
    """Names by date, the earliest first."""
    footnote: str | None = None
    """Id of the footnote that every mention needs."""
    currency: str | None = None
    """Currency code, ISO 4217."""
    state: str | None = None
    """What the common level is called where the country has parts."""
    parts: tuple[Part, ...] = ()
    """Territories with law of their own; together they are the whole territory."""
    sources: tuple[str, ...] = ()
    """Where names and dates come from."""

    def held(self, on: date) -> Name:
        """The name that it had on a day."""
        held = [name for name in self.names if name.since is None or name.since.first <= on]
        return held[-1] if held else self.names[0]

    def name(self, on: date) -> str:
        """Its name on a day in the language that is spoken; in English where that has none."""
        return language.named(self.held(on).text)

    def inside(self, on: date) -> str:
        """Its name inside a sentence on a day; in English with its article where it takes one."""
        english = language.spoken() == language.ENGLISH
        return (english and self.held(on).in_sentence) or self.name(on)


@record
class Jurisdictions:
    """All jurisdictions in the order in which deliverables show them."""

    footnotes: tuple[Footnote, ...] = ()
    """Obligatory footnotes."""
    jurisdictions: tuple[Jurisdiction, ...]
    """The jurisdictions, in order."""
