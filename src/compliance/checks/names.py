"""Names in the register of countries, and codes of languages: by them a report prints, reads aloud and hyphenates words."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from compliance.checks.walk import acts, bases, bills
from compliance.language import ENGLISH
from compliance.model.record import LANGUAGE_CODE
from compliance.problems import Position, Problem, closest
from compliance.source import Step
from compliance.workspace import Workspace


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


CHECKS = (nameless, no_languages)
