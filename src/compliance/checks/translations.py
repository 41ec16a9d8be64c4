"""Titles and questions of instruments in other languages: that they are complete and name what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from compliance.checks.links import differs, unknown
from compliance.model.instrument import Instrument
from compliance.model.translation import Translation
from compliance.problems import Problem, closest
from compliance.workspace import IN_A_LANGUAGE, Filed, Workspace

NAMED = 8
"""So many of the texts that a file lacks are named one by one."""


def wrong_place(workspace: Workspace) -> Iterator[Problem]:
    """Files that say another instrument or language than their name, or speak of an instrument which is not there."""
    for filed in workspace.translations:
        instrument, document = filed.value.instrument, filed.document
        if name := IN_A_LANGUAGE.fullmatch(PurePosixPath(document.path).name):
            yield from differs(document, "instrument", instrument, name[1])
            yield from differs(document, "language", filed.value.language, name[2])
        if instrument not in workspace.instruments:
            yield unknown(document.at("instrument"), "unknown-instrument", instrument, workspace.instruments)


def unknown_parts(workspace: Workspace) -> Iterator[Problem]:
    """Titles and questions of articles, criteria, sections and divisions that the instrument does not have."""
    for filed, instrument in _of_instruments(workspace):
        value, document = filed.value, filed.document
        for number in _strange(value.articles, articles := [article.number for article in instrument.articles]):
            at, what = document.key("articles", number), f"{instrument.abbreviation} has no Article {number}"
            yield Problem(at, "unknown-article", what, f"{articles[0]} to {articles[-1]}")
        for id_ in _strange(value.questions, known := [criterion.id for criterion in instrument.criteria()]):
            at, what = document.key("questions", id_), f"there is no criterion `{id_}`"
            yield Problem(at, "unknown-criterion", what, "an id of the instrument", closest(id_, known))
        sections = [section.id for section in instrument.sections]
        divisions = [division.id for division in instrument.divisions]
        for group, titles, ids in (("section", value.sections, sections), ("division", value.divisions, divisions)):
            for id_ in _strange(titles, ids):
                at, what = document.key(f"{group}s", id_), f"there is no {group} `{id_}`"
                yield Problem(at, "dangling-link", what, " | ".join(ids), closest(id_, ids))


def missing(workspace: Workspace) -> Iterator[Problem]:
    """Articles without a title; questions, or titles of sections and divisions, that are missing where others are there."""
    for filed, instrument in _of_instruments(workspace):
        due = {
            "articles": [article.number for article in instrument.articles],
            "sections": [section.id for section in instrument.sections],
            "divisions": [division.id for division in instrument.divisions],
            "questions": [criterion.id for criterion in instrument.criteria() if criterion.scored],
        }
        for group, names in due.items():
            texts, kind = getattr(filed.value, group), group if group == "questions" else f"titles of {group}"
            lacking = [name for name in names if name not in texts] if texts or group == "articles" else []
            if lacking:
                named = f"{', '.join(lacking[:NAMED])}{' …' if len(lacking) > NAMED else ''}"
                what = f"{len(lacking)} of {len(names)} {kind} {'is' if len(lacking) == 1 else 'are'} missing: {named}"
                hint = "a document of this language would change to English in the middle of a page"
                yield Problem(filed.document.key(group), "missing-translation", what, f"all {kind}", hint)


def older(workspace: Workspace) -> Iterator[Problem]:
    """Questions that were translated from another edition of the instrument."""
    for filed, instrument in _of_instruments(workspace):
        edition = filed.value.edition
        if filed.value.questions and edition != instrument.edition:
            what = f"the questions are those of edition {edition}, and the instrument is of {instrument.edition}"
            hint = "compare the questions with the instrument, then write its edition here"
            at = filed.document.at("edition")
            yield Problem(at, "older-translation", what, instrument.edition, hint, severity="finding")


def _of_instruments(workspace: Workspace) -> Iterator[tuple[Filed[Translation], Instrument]]:
    """Every file with the instrument of which it speaks."""
    for filed in workspace.translations:
        if instrument := workspace.instruments.get(filed.value.instrument):
            yield filed, instrument.value


def _strange(named: Iterable[str], known: Collection[str]) -> Iterator[str]:
    return (name for name in named if name not in known)


CHECKS = (wrong_place, unknown_parts, missing, older)
