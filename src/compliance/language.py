"""The language in which a deliverable speaks: every text that a reader sees passes through `_`.

English is the language of the program's own texts and needs no catalogue. The others have one in `locales/`; what a
catalogue lacks comes in English.
"""

from __future__ import annotations

import gettext as catalogues
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

K = TypeVar("K")

Language = Literal["en", "bs", "cnr", "mk", "sq", "sr", "sr-Latn", "tr"]
"""The languages of deliverables, as tags of BCP 47; `sr` is Serbian in Cyrillic letters, `cnr` Montenegrin."""
ENGLISH: Language = "en"
"""The language of the program's own texts."""
CLDR: Mapping[str, str] = {
    "en": "en_GB",
    "bs": "bs_Latn",
    "cnr": "sr_Latn_ME",
    "mk": "mk",
    "sq": "sq",
    "sr": "sr_Cyrl",
    "sr-Latn": "sr_Latn",
    "tr": "tr",
}
"""Whose numbers and dates each language writes, as the Unicode locale data call it."""
NAMES: Mapping[str, str] = {
    "en": "English",
    "bs": "bosanski",
    "cnr": "crnogorski",
    "mk": "македонски",
    "sq": "shqip",
    "sr": "српски",
    "sr-Latn": "srpski",
    "tr": "Türkçe",
}
"""What each language calls itself."""
NEXT: Mapping[str, tuple[str, ...]] = {"cnr": ("sr-Latn",), "bs": ("sr-Latn",)}
"""In which language a name is looked for, where the data have none in the one that is spoken, before English."""
LOCALES = Path(__file__).parent / "locales"
"""Where the catalogues are: `<language>.po`; Serbian in Latin letters is written from the Cyrillic one."""

_spoken: ContextVar[str] = ContextVar("_spoken", default=ENGLISH)


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


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of a language."""

    texts: catalogues.NullTranslations
    reviewer: str | None
    """Who has reviewed the translation, and when; none while nobody has."""


def N_(text: str) -> str:  # noqa: N802  # the name by which tools find texts
    """The text as it is; marks one that is translated where it is used."""
    return text


def NN_(singular: str, many: str) -> tuple[str, str]:  # noqa: N802  # as above
    """A noun as it is, for one and for many; marks it, where a function counts what it is given."""
    return singular, many


def _(text: str) -> str:
    """The text in the language that is spoken."""
    return catalogue(_spoken.get()).texts.gettext(text) if text else ""  # the empty text is a catalogue's own head


def ngettext(singular: str, many: str, number: int) -> str:
    """The form of a text that a number asks for, in the language that is spoken."""
    return catalogue(_spoken.get()).texts.ngettext(singular, many, number)


def spoken() -> str:
    """The language that is spoken: `en`, `sr-Latn`."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside, texts, numbers and dates come in this language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def named(names: Mapping[str, str]) -> str:
    """A name of the data in the language that is spoken, or in the nearest that they have; English last."""
    language = _spoken.get()
    return next((names[tag] for tag in (language, *NEXT.get(language, ())) if tag in names), None) or names[ENGLISH]


@cache
def catalogue(language: str) -> Catalogue:
    """The texts of a language; FileNotFoundError where there is no catalogue."""
    if language == ENGLISH:
        return Catalogue(catalogues.NullTranslations(), None)
    from babel.messages.mofile import write_mo  # noqa: PLC0415  # English reports do without
    from babel.messages.pofile import read_po  # noqa: PLC0415

    latin = language.endswith("-Latn")
    text = (LOCALES / f"{language.removesuffix('-Latn')}.po").read_text("utf-8")
    read = read_po(io.StringIO(_latin(text) if latin else text), abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    match = re.search(r"^# Reviewed by (.+?)\.?$", text, re.MULTILINE)
    return Catalogue(catalogues.GNUTranslations(compiled), match[1] if match else None)


def _latin(text: str) -> str:
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
    first = "İ" if text[:1] == "i" and _spoken.get() == "tr" else text[:1].upper()
    return first + text[1:]


def numeral(text: str) -> str:
    """An English numeral, `1,234.5`, with the marks of the language that is spoken."""
    decimal, group, _percent = _marks(_spoken.get())
    return text if decimal == "." else text.translate({ord("."): decimal, ord(","): group})


def percentage(numeral: str) -> str:
    """A numeral as a percentage: `8.7 %`, in Turkish `%8,7`."""
    return _marks(_spoken.get())[2].format(numeral)


@cache
def _marks(language: str) -> tuple[str, str, str]:
    """The decimal mark, the mark between thousands and the form of a percentage."""
    if language == ENGLISH:
        return ".", ",", "{}\N{NO-BREAK SPACE}%"
    from babel import Locale  # noqa: PLC0415  # English reports do without

    locale = Locale.parse(CLDR[language])
    symbols = locale.number_symbols["latn"]
    pattern = locale.percent_formats[None].pattern.replace(" ", "\N{NO-BREAK SPACE}")
    return symbols["decimal"], symbols["group"], pattern.replace("#,##0", "{}")


def day(when: date, *, month_only: bool = False) -> str:
    """A day, or its month alone, in running text of a language other than English, as `30. septembar 2026.` is."""
    from babel.dates import format_date  # noqa: PLC0415  # English reports do without

    return format_date(when, "LLLL y" if month_only else "long", CLDR[_spoken.get()])
