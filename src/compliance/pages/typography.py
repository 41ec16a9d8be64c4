"""How a language sets its punctuation, for the whole of a page: in French, high marks stand off by a space that does not break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.language import spoken

_TOKENS = re.compile(r"(<[^>]*>|&#?\w+;)")
"""What a text is broken by: tags, and characters written by name."""
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_LANGUAGE = re.compile(r'\slang="([^"]*)"')
_HIGH = re.compile(r"(?<=[^\s:;?!«(])[ ]?(?=[:;?!](?:\s|$))")
"""The place before a mark that is higher than a comma and ends a part of a sentence, with a space that may stand there."""
_MARK = re.compile(r'(data-mark=")([^"]*)(")')
"""A heading as the head of the page repeats it."""
_VOID = frozenset(("br", "col", "hr", "img", "link", "meta"))
_SILENT = frozenset(("script", "style"))


def typeset(html: str) -> str:
    """A page with the spaces that its language sets before marks; what is said to be in another language stays as it is."""
    return "".join(_french(html)) if spoken() == "fr" else html


def _french(html: str) -> Iterator[str]:
    """The parts of a French page; of open elements each is kept with whether what stands in it is French."""
    around: list[bool] = []
    for token in _TOKENS.split(html):
        if tag := _TAG.fullmatch(token):
            _enter(around, token, closes=bool(tag[1]), name=tag[2])
            yield _MARK.sub(lambda mark: f"{mark[1]}{_spaced(mark[2])}{mark[3]}", token)
        else:
            yield _spaced(token) if all(around[-1:]) and not token.startswith("&") else token


def _enter(around: list[bool], tag: str, *, closes: bool, name: str) -> None:
    if closes:
        around.pop()
    elif name not in _VOID and not tag.endswith("/>"):
        language = _LANGUAGE.search(tag)
        inside = language[1] == "fr" if language else all(around[-1:])
        around.append(inside and name not in _SILENT)


def _spaced(text: str) -> str:
    return _HIGH.sub("\N{NO-BREAK SPACE}", text)
