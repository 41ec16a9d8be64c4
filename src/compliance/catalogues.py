"""The catalogues: what each language makes of texts, numbers and days, and how much of the texts is translated.

`python -m compliance.catalogues` prints the last; what is not translated appears in English.
"""

from __future__ import annotations

import gettext
import io
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache, partial
from typing import IO, NamedTuple

import babel
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from compliance.language import CLDR, ENGLISH, LOCALES, Locale, latin
from compliance.source import parse

WORDS = ("title", "subtitle", "notice", "disclaimer")
"""The fields of a plan whose words are translated, where a catalogue has them."""
Collected = tuple[int, str, str, list[str]]
"""A line, the name of a function, a text, comments: what Babel asks for."""


def of_plan(
    stream: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001  # Babel gives all of these, by these names
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, object],  # noqa: ARG001
) -> Iterator[Collected]:
    """The words of a plan, for `pybabel extract`."""
    document, problems = parse("plan", stream.read().decode("utf-8"))
    if document is None or not isinstance(document.data, dict):
        raise ValueError(f"a plan that cannot be read: {problems}")
    for name in WORDS:
        text = document.data.get(name)
        if isinstance(text, str):
            yield document.at(name).line, "_", text, []


@cache
def locale(language: str) -> Locale:
    """A language as deliverables speak it; FileNotFoundError where there is no catalogue."""
    if language == ENGLISH:
        return Locale()
    in_latin = language.endswith("-Latn")
    text = (LOCALES / f"{language.removesuffix('-Latn')}.po").read_text("utf-8")
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(latin(text) if in_latin else text), abort_invalid=True))
    compiled.seek(0)
    reviewed = re.search(r"^# Reviewed by (.+?)\.?$", text, re.MULTILINE)
    cldr = babel.Locale.parse(CLDR[language])
    symbols = cldr.number_symbols["latn"]
    percentage = cldr.percent_formats[None].pattern.replace(" ", "\N{NO-BREAK SPACE}")
    return Locale(
        tag=language,
        texts=gettext.GNUTranslations(compiled),
        reviewer=reviewed[1] if reviewed else None,
        decimal=symbols["decimal"],
        group=symbols["group"],
        percentage=percentage.replace("#,##0", "{}"),
        day=partial(_day, locale=cldr),
        month=partial(format_date, format="LLLL y", locale=cldr),
    )


def _day(when: date, locale: babel.Locale) -> str:
    """A day as the locale data write it; in French the first of a month is an ordinal: `1er mars 2026`."""
    text = format_date(when, format="long", locale=locale)
    return text.replace("1 ", "1er ", 1) if locale.language == "fr" and when.day == 1 else text


class Coverage(NamedTuple):
    """How many of the texts of a catalogue are translated."""

    language: str
    translated: int
    texts: int

    def __str__(self) -> str:
        return f"{self.language:<4} {self.translated:>5,} of {self.texts:,} texts translated"


def coverage() -> tuple[Coverage, ...]:
    """The coverage of each catalogue, by language; a plural counts where all its forms are there."""
    return tuple(_coverage(file.stem, file.read_bytes()) for file in sorted(LOCALES.glob("*.po")))


def _coverage(language: str, catalogue: bytes) -> Coverage:
    messages = [message for message in read_po(io.BytesIO(catalogue), abort_invalid=True) if message.id]
    forms = [(message.string,) if isinstance(message.string, str) else message.string for message in messages]
    return Coverage(language, sum(all(form or ()) for form in forms), len(messages))


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in coverage())
