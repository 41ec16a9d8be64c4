"""The register of countries: names that every report can print, designations whose note exists."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.language import ENGLISH
from compliance.problems import Problem, closest
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


CHECKS = (nameless, lost_footnotes)
"""What no schema can say about the register of countries."""
