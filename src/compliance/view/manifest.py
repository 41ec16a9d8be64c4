"""What a deliverable was made from."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from itertools import chain

from compliance import __version__
from compliance.language import _
from compliance.model.instrument import Instrument
from compliance.source import Document, Prose
from compliance.view.values.country import Manifest
from compliance.workspace import ACTS, LOG, SIGNERS, TEXTS, is_of_a_seal

READERS = ("pydantic_core", "PyYAML")
"""Libraries that read the files of every deliverable."""
MAKERS: Mapping[str, tuple[str, ...]] = {
    "pdf": ("Jinja2", "markdown-it-py", "matplotlib", "numpy", "WeasyPrint"),
    "xlsx": ("XlsxWriter",),
}
"""Libraries that compute, draw and print a deliverable, by the ending of its file; those that they need stand in the lock."""
SHOWN = tuple(dict.fromkeys((*READERS, *chain.from_iterable(MAKERS.values()))))
"""Every library that a manifest names."""


def concerns(path: str, *, country: str, plan: str, everyone: bool) -> bool:
    """Whether a deliverable depends on a file of the workspace; no country where it speaks of all of them.

    Of other countries it depends on their registers of acts, which it cites as models, and where it compares scores
    (`everyone`) on what these follow from.
    """
    match path.split("/"):
        case ["assessments", _, name, *_] if name == ACTS or LOG.fullmatch(name):
            return False  # they tell how the answers came about, and no deliverable prints them
        case ["assessments", _, _, name] | ["assessments", name] if is_of_a_seal(name) or name == SIGNERS:
            return False  # a seal is put on what was built, which does not change by it
        case ["reports", name, *rest] if name != TEXTS:
            return not rest and name == f"{plan}.yaml"  # the others are plans too, or pictures of the reading site
        case ["reports", "texts", whose, *_]:
            return not country or whose == country
        case ["assessments", folder, *rest] if rest and folder != "instruments":
            return not country or folder == country or rest == ["legislation.yaml"] or (everyone and _scores(rest))
    return True


def _scores(path: Sequence[str]) -> bool:
    """Whether the scores of a country follow from a file of its folder, beside its register: a checklist, what binds it."""
    match path:
        case ["participation.yaml"]:
            return True
        case [folder, _]:
            return folder != "bills"
    return False


def depended_on(
    files: Iterable[Document | Prose], *, country: str, plan: str, everyone: bool
) -> Iterator[tuple[str, str]]:
    """The paths and texts of the files that a deliverable depends on."""
    concerned = (file for file in files if concerns(file.path, country=country, plan=plan, everyone=everyone))
    return ((file.path, file.text) for file in concerned)


def manifest(texts: Iterable[tuple[str, str]], instruments: Iterable[Instrument]) -> Manifest:
    """Files with their hashes, programs and criteria with their versions, and one digest over the inputs."""
    inputs = tuple(sorted((path, hashlib.sha256(text.encode()).hexdigest()) for path, text in texts))
    whole = hashlib.sha256("".join(f"{digest}  {path}\n" for path, digest in inputs).encode())
    python = ("Python", platform.python_version())
    editions = ((_("criteria of %(treaty)s") % {"treaty": each.abbreviation}, each.edition) for each in instruments)
    return Manifest(
        inputs=inputs,
        versions=(("compliance", __version__), *editions, python, *_versions(READERS)),
        makers={ending: _versions(names) for ending, names in MAKERS.items()},
        digest=whole.hexdigest(),
    )


def _versions(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, version_of(name)) for name in names)


@cache  # what describes a library is read and taken apart each time, which took a tenth of a site
def version_of(library: str) -> str:
    """The version of a library that is loaded."""
    return metadata.version(library)
