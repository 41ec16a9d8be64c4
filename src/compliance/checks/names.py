"""Names in the register of countries, and codes of languages: by them a report prints, reads aloud and hyphenates words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from compliance.checks.walk import acts, bases, bills
from compliance.language import ENGLISH
from compliance.model.record import LANGUAGE_CODE
from compliance.problems import Position, Problem, closest
from compliance.workspace import Workspace


def nameless(workspace: Workspace) -> Iterator[Problem]:
    """Entries without a name in English, which stands wherever there is none in the language of a report."""
    if workspace.jurisdictions is None:
        return
    hint = f"add `{ENGLISH}:` with the name; it stands where a report's language has none"
    for n, jurisdiction in enumerate(workspace.listed()):
        places = [("names", m, "text") for m, name in enumerate(jurisdiction.names) if ENGLISH not in name.text]
        for steps in places if jurisdiction.names else [("names",)]:
            at = workspace.jurisdictions.document.at("jurisdictions", n, *steps)
            what, expected = f"`{jurisdiction.id}` has no English name", f"text: {{{ENGLISH}: …}}"
            yield Problem(at, "missing-field", what, expected, hint)


def lost_footnotes(workspace: Workspace) -> Iterator[Problem]:
    """Entries that ask for a footnote which does not exist: their name would be printed without it."""
    if workspace.jurisdictions is None:
        return
    known = [note.id for note in workspace.jurisdictions.value.footnotes]
    for n, jurisdiction in enumerate(workspace.listed()):
        if jurisdiction.footnote is not None and jurisdiction.footnote not in known:
            at = workspace.jurisdictions.document.at("jurisdictions", n, "footnote")
            what, expected = f"there is no footnote `{jurisdiction.footnote}`", " | ".join(known) or "none is defined"
            yield Problem(at, "dangling-link", what, expected, closest(jurisdiction.footnote, known))


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
    if workspace.jurisdictions:
        for n, note in enumerate(workspace.jurisdictions.value.footnotes):
            yield from (
                (code, partial(workspace.jurisdictions.document.key, "footnotes", n, "texts", code))
                for code in note.texts
            )
    for n, jurisdiction in enumerate(workspace.listed()):
        names: Iterable[tuple[tuple[str | int, ...], Iterable[str]]] = (
            *((("names", m, "text"), name.text) for m, name in enumerate(jurisdiction.names)),
            *((("parts", m, "names"), part.names) for m, part in enumerate(jurisdiction.parts)),
        )
        for steps, codes in names:
            for code in codes:
                if workspace.jurisdictions:
                    yield code, partial(workspace.jurisdictions.document.key, "jurisdictions", n, *steps, code)


def _of_plans(workspace: Workspace) -> Iterator[Coded]:
    """The languages in which a plan has its words, with their places."""
    for filed in workspace.plans.values():
        plan, document = filed.value, filed.document
        words: tuple[tuple[tuple[str | int, ...], Mapping[str, str]], ...] = (
            (("titles",), plan.titles),
            (("subtitles",), plan.subtitles),
            (("notices",), plan.notices),
            (("disclaimers",), plan.disclaimers),
            (("attributions",), plan.attributions),
            *((("sections", n, "titles"), planned.titles) for n, planned in enumerate(plan.sections)),
            *((("annexes", n, "titles"), planned.titles) for n, planned in enumerate(plan.annexes)),
        )
        for steps, codes in words:
            yield from ((code, partial(document.key, *steps, code)) for code in codes)


CHECKS = (nameless, lost_footnotes, no_languages)
