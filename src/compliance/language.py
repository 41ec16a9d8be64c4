"""The language in which a deliverable speaks: every text that a reader sees passes through `_`.

English is the language of the program's own texts and needs no catalogue. The others have one in `locales/`, read by
`compliance.catalogues`; what a catalogue lacks comes in English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from typing import Literal, TypeVar

K = TypeVar("K")

Language = Literal["en", "bs", "cnr", "fr", "mk", "sq", "sr", "sr-Latn", "tr"]
"""The languages of deliverables, as tags of BCP 47; `sr` is Serbian in Cyrillic letters, `cnr` Montenegrin."""
Translated = Literal["bs", "cnr", "fr", "mk", "sq", "sr", "tr"]
"""The languages that translators write; Serbian in Latin letters is written from the Cyrillic."""
ENGLISH: Language = "en"
"""The language of the program's own texts."""
SERBIAN: Language = "sr"
SERBIAN_LATIN: Language = "sr-Latn"
CLDR: Mapping[str, str] = {
    "en": "en_GB", "bs": "bs_Latn", "cnr": "sr_Latn_ME", "fr": "fr_FR", "mk": "mk", "sq": "sq", "sr": "sr_Cyrl",
    "sr-Latn": "sr_Latn", "tr": "tr",
}  # fmt: skip
"""Whose numbers and dates each language writes, as the Unicode locale data call it."""
NAMES: Mapping[str, str] = {
    "en": "English", "bs": "bosanski", "cnr": "crnogorski", "fr": "français", "mk": "македонски", "sq": "shqip",
    "sr": "српски", "sr-Latn": "srpski", "tr": "Türkçe",
}  # fmt: skip
"""What each language calls itself."""
NEXT: Mapping[str, tuple[str, ...]] = {"cnr": ("sr-Latn",), "bs": ("sr-Latn",)}
"""In which language a name is looked for, where the data have none in the one that is spoken, before English."""
LOCALES = Path(__file__).parent / "locales"
"""Where the catalogues are: `<language>.po`; Serbian in Latin letters is written from the Cyrillic one."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


# Functions of the module, not lambdas: a language travels to the processes that build.
def _english_day(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def _english_month(when: date) -> str:
    return f"{MONTHS[when.month - 1]} {when.year}"


@dataclass(frozen=True, slots=True)
class Locale:
    """A language as deliverables speak it: its texts, and how it writes numbers and days. By default English."""

    tag: str = ENGLISH
    texts: NullTranslations = field(default_factory=NullTranslations)
    reviewer: str | None = None
    """Who has reviewed the translation, and when; none while nobody has."""
    decimal: str = "."
    group: str = ","
    """The mark between thousands."""
    percentage: str = "{}\N{NO-BREAK SPACE}%"
    day: Callable[[date], str] = _english_day
    """A day in running text: `30 September 2026`, `30. septembar 2026.`"""
    month: Callable[[date], str] = _english_month


_spoken: ContextVar[Locale] = ContextVar("_spoken", default=Locale())  # noqa: B039  # it never changes


class Spoken(str):
    """A text of the data in the language that is spoken; others are English, and marked so where another is spoken."""

    __slots__ = ()


class _Wider(NullTranslations):
    """The texts of a language, and beside them some of the data's own."""

    def __init__(self, texts: NullTranslations, own: Mapping[str, str]) -> None:
        super().__init__()
        self._texts, self._own = texts, own

    def gettext(self, message: str) -> str:
        text = self._texts.gettext(message)
        return self._own.get(message, text) if text == message else text

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._texts.ngettext(msgid1, msgid2, n)


class Words(Mapping[K, str]):
    """Words by key, each in the language that is spoken when it is asked for."""

    __slots__ = ("_english",)

    def __init__(self, english: Mapping[K, str]) -> None:
        self._english = english

    def __getitem__(self, key: K) -> str:
        return _(self._english[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self._english)

    def __len__(self) -> int:
        return len(self._english)


def N_(text: str) -> str:  # noqa: N802  # the name by which tools find texts
    """The text as it is; marks one that is translated where it is used."""
    return text


def NN_(singular: str, many: str) -> tuple[str, str]:  # noqa: N802  # as above
    """A noun as it is, for one and for many; marks it, where a function counts what it is given."""
    return singular, many


def _(text: str) -> str:
    """The text in the language that is spoken."""
    return _spoken.get().texts.gettext(text) if text else ""  # the empty text is a catalogue's own head


def ngettext(singular: str, many: str, number: int) -> str:
    """The form of a text that a number asks for, in the language that is spoken."""
    return _spoken.get().texts.ngettext(singular, many, number)


def spoken() -> str:
    """The language that is spoken: `en`, `sr-Latn`."""
    return _spoken.get().tag


def reviewer() -> str | None:
    """Who has reviewed the texts of the language that is spoken, and when."""
    return _spoken.get().reviewer


def wider(locale: Locale, own: Mapping[str, Mapping[str, str]]) -> Locale:
    """A language that knows words of the data too, such as their units: each by its translations; the catalogue goes before."""
    with speaking(locale):
        words = {word: called(word, names) for word, names in own.items()}
    return replace(locale, texts=_Wider(locale.texts, words))


@contextmanager
def speaking(locale: Locale) -> Iterator[None]:
    """Inside, texts, numbers and dates come in this language."""
    before = _spoken.set(locale)
    try:
        yield
    finally:
        _spoken.reset(before)


def named(names: Mapping[str, str]) -> str:
    """A name of the data in the language that is spoken, or in the nearest that they have; English last."""
    return called(names[ENGLISH], names)


def called(english: str, names: Mapping[str, str]) -> str:
    """A text of the data by its translations, in the language that is spoken or the nearest; English where there is none."""
    language = spoken()
    if language == ENGLISH:
        return english
    name = next(filter(None, (_written(names, tag) for tag in (language, *NEXT.get(language, ())))), None)
    return Spoken(name) if name else english


def _written(names: Mapping[str, str], tag: str) -> str | None:
    """A name in a language, if there is one; Serbian in Latin letters follows from the Cyrillic."""
    name = names.get(tag)
    return latin(names[SERBIAN]) if name is None and tag == SERBIAN_LATIN and SERBIAN in names else name


def latin(text: str) -> str:
    """Serbian in Latin letters; from Cyrillic ones nothing about that has to be guessed."""
    letters = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
    letters |= {"љ": "lj", "њ": "nj", "џ": "dž"}
    # Љ at the head of a word is Lj, in a word of capitals LJ.
    double = re.sub(r"[ЉЊЏ](?=[А-ЯЂЈ-Џ])", lambda match: letters[match[0].lower()].upper(), text)
    return double.translate(
        {ord(cyrillic): latin for cyrillic, latin in letters.items()}
        | {ord(cyrillic.upper()): latin.capitalize() for cyrillic, latin in letters.items()}
    )


def capital(text: str) -> str:
    """A text with a large first letter; that of a Turkish i keeps its dot."""
    first = "İ" if text[:1] == "i" and spoken() == "tr" else text[:1].upper()
    return first + text[1:]


def numeral(text: str) -> str:
    """An English numeral, `1,234.5`, with the marks of the language that is spoken."""
    locale = _spoken.get()
    return text if locale.decimal == "." else text.translate({ord("."): locale.decimal, ord(","): locale.group})


def percentage(numeral: str) -> str:
    """A numeral as a percentage: `8.7 %`, in Turkish `%8,7`."""
    return _spoken.get().percentage.format(numeral)


def day(when: date) -> str:
    """A day in running text, in the language that is spoken."""
    return _spoken.get().day(when)


def month(when: date) -> str:
    """The month of a day in running text, in the language that is spoken."""
    return _spoken.get().month(when)
