"""Copies of documents that a country keeps: that each is there, and is still the one that was registered."""

from collections.abc import Iterator

from compliance.files import digest_of_file
from compliance.model.sources import Copy
from compliance.problems import Problem
from compliance.source import Document
from compliance.workspace import COPIES, Country, Workspace


def registered(country: Country) -> Iterator[tuple[Document, tuple[str | int, ...], Copy]]:
    """Every copy that a register names, with its place."""
    if country.sources is None:
        return
    for place, source in enumerate(country.sources.value.sources):
        for number, copy in enumerate(source.copies):
            yield country.sources.document, ("sources", place, "copies", number), copy


def stored_copies(workspace: Workspace) -> Iterator[Problem]:
    """Copies that are missing, or have another size than was registered."""
    for country in workspace.countries.values():
        for document, way, copy in registered(country):
            stored = country.copies.get(copy.file)
            if stored is None:
                what, hint = f"{COPIES}/{copy.file} is missing", "put it back, or take it out of the register"
                yield Problem(document.at(*way, "file"), "missing-file", what, hint=hint)
            elif stored.size != copy.size:
                yield _changed(document, way, copy)


def altered_copies(workspace: Workspace) -> Iterator[Problem]:
    """Copies of the registered size that hold something else: each is read whole, which takes its time."""
    for country in workspace.countries.values():
        for document, way, copy in registered(country):
            stored = country.copies.get(copy.file)
            if stored and stored.size == copy.size and digest_of_copy(workspace, country, copy) != copy.sha256:
                yield _changed(document, way, copy)


def digest_of_copy(workspace: Workspace, country: Country, copy: Copy) -> str | None:
    """The SHA-256 of a stored copy; none where it cannot be read."""
    try:
        return digest_of_file(workspace.root / country.copies[copy.file].path)
    except OSError:
        return None


def _changed(document: Document, way: tuple[str | int, ...], copy: Copy) -> Problem:
    what, expected = (
        f"{COPIES}/{copy.file} is not the copy that was registered",
        f"a file with the SHA-256 {copy.sha256}",
    )
    hint = "put back the one that was stored; a newer document is another source"
    return Problem(document.at(*way, "sha256"), "text-changed", what, expected, hint)


CHECKS = (stored_copies,)
