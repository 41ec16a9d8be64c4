"""Codes of languages: a report marks foreign words by them, so that they are read aloud and hyphenated as what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compliance.checks.walk import acts, bases, bills
from compliance.problems import Position, Problem
from compliance.workspace import Workspace

FORM = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The form of a code: BCP 47, without asking whether there is such a language."""


def no_languages(workspace: Workspace) -> Iterator[Problem]:
    """Texts in a language whose code is no code."""
    for code, at in (*_of_acts(workspace), *_of_names(workspace)):
        if not FORM.fullmatch(code):
            what, expected = f"`{code}` is no code of a language", "a code such as `sr`, `sr-Latn` or `tr`"
            yield Problem(at, "not-a-language", what, expected, "two or three letters; perhaps a hyphen and a script")


def _of_acts(workspace: Workspace) -> Iterator[tuple[str, Position]]:
    """The languages of acts, their texts and quotes, with their places."""
    for _, act, place in acts(workspace):
        yield from ((one, place.document.key(*place.steps, "original", one)) for one in act.original)
        if act.text and act.text.language:
            yield act.text.language, place.at("text", "language")
        if act.read and act.read.language:
            yield act.read.language, place.at("read", "language")
    for _, bill in bills(workspace):
        yield from ((one, bill.document.key("original", one)) for one in bill.value.original)
    for based in bases(workspace):
        if based.basis.language:
            yield based.basis.language, based.at("language")


def _of_names(workspace: Workspace) -> Iterator[tuple[str, Position]]:
    """The languages in which countries and their parts are named, with their places."""
    for n, jurisdiction in enumerate(workspace.listed()):
        names: Iterable[tuple[tuple[str | int, ...], Iterable[str]]] = (
            *((("names", m, "text"), name.text) for m, name in enumerate(jurisdiction.names)),
            *((("parts", m, "names"), part.names) for m, part in enumerate(jurisdiction.parts)),
        )
        for steps, codes in names:
            for code in codes:
                if workspace.jurisdictions:
                    yield code, workspace.jurisdictions.document.key("jurisdictions", n, *steps, code)


CHECKS = (no_languages,)
"""What is wrong with languages."""
