"""Names, titles and questions in the languages of the reports: that they are complete, name what is there, and say in which language they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import PurePosixPath

from compliance.checks.links import differs, unknown
from compliance.checks.walk import acts, bases, bills
from compliance.language import ENGLISH
from compliance.model.instrument import Instrument
from compliance.model.record import LANGUAGE_CODE
from compliance.model.translation import Translation
from compliance.problems import Position, Problem, closest
from compliance.source import Step
from compliance.workspace import IN_A_LANGUAGE, Filed, Workspace

NAMED = 8
"""So many of the texts that a file lacks are named one by one."""


def wrong_place(workspace: Workspace) -> Iterator[Problem]:
    """Files that say another instrument or language than their name, or speak of an instrument which is not there."""
    for filed in _own(workspace):
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
    for filed in _own(workspace):
        if instrument := workspace.instruments.get(filed.value.instrument):
            yield filed, instrument.value


def _own(workspace: Workspace) -> Iterator[Filed[Translation]]:
    """The folder's own files; `checks.walk.own_instruments` says why."""
    return (filed for filed in workspace.translations if not filed.document.is_shipped)


def _strange(named: Iterable[str], known: Collection[str]) -> Iterator[str]:
    return (name for name in named if name not in known)


def nameless(workspace: Workspace) -> Iterator[Problem]:
    """Entries without a name in English, which stands wherever a report's language has none, or with a footnote that is lost."""
    if workspace.jurisdictions is None:
        return
    hint = f"add `{ENGLISH}:` with the name; it stands where a report's language has none"
    known = [note.id for note in workspace.jurisdictions.value.footnotes]
    for n, entry in enumerate(workspace.listed()):
        at = partial(workspace.jurisdictions.document.at, "jurisdictions", n)
        places = [("names", m, "text") for m, name in enumerate(entry.names) if ENGLISH not in name.text]
        for steps in places if entry.names else [("names",)]:
            what, expected = f"`{entry.id}` has no English name", f"text: {{{ENGLISH}: …}}"
            yield Problem(at(*steps), "missing-field", what, expected, hint)
        if entry.footnote is not None and entry.footnote not in known:
            what, expected = f"there is no footnote `{entry.footnote}`", " | ".join(known) or "none is defined"
            yield Problem(at("footnote"), "dangling-link", what, expected, closest(entry.footnote, known))


Coded = tuple[str, Callable[[], Position]]
"""The code of a language, and its place, which takes long to find."""


def no_languages(workspace: Workspace) -> Iterator[Problem]:
    """Texts in a language whose code is no code."""
    for code, at in (*_of_acts(workspace), *_of_names(workspace), *_of_plans(workspace)):
        if not LANGUAGE_CODE.fullmatch(code):
            what, expected = f"`{code}` is no code of a language", "a code such as `sr`, `sr-Latn` or `tr`"
            yield Problem(at(), "not-a-language", what, expected, "two or three letters; perhaps a hyphen and a script")


def _of_acts(workspace: Workspace) -> Iterator[Coded]:
    """The languages of acts, their texts and quotes, with their places."""
    for _, act, place in acts(workspace):
        yield from ((code, partial(place.document.key, *place.steps, "original", code)) for code in act.original)
        if act.text and act.text.language:
            yield act.text.language, partial(place.at, "text", "language")
        if act.read and act.read.language:
            yield act.read.language, partial(place.at, "read", "language")
    for _, bill in bills(workspace):
        yield from ((code, partial(bill.document.key, "original", code)) for code in bill.value.original)
    for based in bases(workspace):
        if based.basis.language:
            yield based.basis.language, partial(based.at, "language")


def _of_names(workspace: Workspace) -> Iterator[Coded]:
    """The languages in which countries, their parts and their footnotes are given, with their places."""
    if workspace.jurisdictions is None:
        return
    key = workspace.jurisdictions.document.key
    texts: list[tuple[tuple[Step, ...], Iterable[str]]] = [
        (("footnotes", n, "texts"), note.texts) for n, note in enumerate(workspace.jurisdictions.value.footnotes)
    ]
    for n, entry in enumerate(workspace.listed()):
        texts += ((("jurisdictions", n, "names", m, "text"), name.text) for m, name in enumerate(entry.names))
        texts += ((("jurisdictions", n, "parts", m, "names"), part.names) for m, part in enumerate(entry.parts))
    for steps, codes in texts:
        yield from ((code, partial(key, *steps, code)) for code in codes)


def _of_plans(workspace: Workspace) -> Iterator[Coded]:
    """The languages in which a plan has its words, with their places."""
    for filed in workspace.plans.values():
        plan, key = filed.value, filed.document.key
        for field in ("titles", "subtitles", "notices", "disclaimers", "attributions"):
            yield from ((code, partial(key, field, code)) for code in getattr(plan, field))
        for field in ("sections", "annexes"):
            for n, planned in enumerate(getattr(plan, field)):
                yield from ((code, partial(key, field, n, "titles", code)) for code in planned.titles)


CHECKS = (wrong_place, unknown_parts, missing, older, nameless, no_languages)
