"""The language in which a deliverable speaks: every text that a reader sees passes through `_`."""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

ENGLISH = "en"
"""The language of the program's own texts; it needs no catalogue."""
DOMAIN = "compliance"
"""The name of the catalogues."""
LOCALES = Path(__file__).parent / "locales"
"""Where the catalogues are."""

_spoken: ContextVar[str] = ContextVar("_spoken", default=ENGLISH)


def N_(text: str) -> str:  # noqa: N802  # the name by which tools find texts
    """The text as it is; marks one that is translated where it is used."""
    return text


def _(text: str) -> str:
    """The text in the language that is spoken."""
    return catalogue(_spoken.get()).gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a text that a number asks for, in the language that is spoken."""
    return catalogue(_spoken.get()).ngettext(one, many, number)


def spoken() -> str:
    """The language that is spoken, as a tag of BCP 47: `en`, `sr-Latn`."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside, texts come in this language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def catalogue(language: str) -> catalogues.NullTranslations:
    """The texts of a language; FileNotFoundError where there is no catalogue."""
    if language == ENGLISH:
        return catalogues.NullTranslations()
    return catalogues.translation(DOMAIN, LOCALES, [language.replace("-", "_")])
