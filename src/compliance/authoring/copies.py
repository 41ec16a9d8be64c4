"""A copy of a document of whatever kind, stored beside the register of sources: taken byte by byte, never opened."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from compliance.authoring.changes import RefusedError, fields_of
from compliance.authoring.edit import edited
from compliance.authoring.evidence import bytes_of
from compliance.authoring.log import NotWrittenError, carry_out, now
from compliance.authoring.trial import tried
from compliance.model.log import Entry
from compliance.model.sources import Copy, Source, Sources
from compliance.report.files import write_whole
from compliance.source import digest
from compliance.workspace import COPIES, LARGEST_COPY, Country, Workspace

REGISTER = "sources.yaml"
"""The file that registers a copy."""
ENDINGS = frozenset(
    (
        *("pdf", "txt", "md", "csv", "xml", "json", "docx", "doc", "odt", "rtf", "xlsx", "xls", "ods", "pptx", "ppt", "odp"),
        *("eml", "msg", "png", "jpg", "jpeg", "tif", "tiff", "gif", "webp", "bmp", "zip", "p7m", "p7s", "asice", "mp3", "mp4"),
    )
)  # fmt: skip
"""Kinds of documents that keep their ending; any other ends with `bin`, so that nothing starts by a double click."""
_UNSAFE = re.compile("[^a-z0-9]+")
_RESERVED = re.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])")
"""Names that mean a device on some systems, whatever follows the point."""
LONGEST_NAME = 80
"""Characters of a name, without its number and ending."""
_STORED_NEXT = frozenset(("missing-file",))
"""Problems of a copy that is registered before it is stored."""


def store_copy(
    workspace: Workspace, country: Country, source: Source, file: Path, *, on: date, by: str
) -> tuple[Copy, bool]:
    """Stores and registers a copy of a document; whether it is new, and not one that the document has already.

    The copy gets a name that nothing has yet, then the register names it: that is the change. What an interruption leaves
    behind no register names, and the same command takes it over.
    """
    register = country.sources
    if register is None:
        raise NotWrittenError(f"{country.id} has no {REGISTER} that can be read")
    content = bytes_of(file, LARGEST_COPY)
    if not content:
        raise NotWrittenError(f"{file.name} holds nothing; nothing was written")
    sha256 = hashlib.sha256(content).hexdigest()
    if known := next((copy for copy in source.copies if copy.sha256 == sha256 and copy.file in country.copies), None):
        return known, False
    folder = workspace.root / "assessments" / country.id
    name = next(name for name in names(source.id, file) if _is_free(folder / COPIES, name, country, content))
    copy = Copy(file=name, sha256=sha256, size=len(content), stored=on, by=by)
    place = register.value.sources.index(source)
    entry = {"file": name, "sha256": sha256, "size": str(len(content)), "stored": on.isoformat(), "by": by}
    text = edited(register.document, {("sources", place, "copies", len(source.copies)): {**entry}}, fields_of(Sources))
    _documents, wrong = tried(workspace, country, {register.document.path: text})
    if wrong := tuple(problem for problem in wrong if problem.code not in _STORED_NEXT):
        raise RefusedError(wrong)
    line = Entry(
        when=now(),
        by=by,
        what="evidence",
        file=REGISTER,
        about=source.id,
        new=sha256[:12],
        before=digest(register.document.text),
        after=digest(text),
    )
    write_whole(folder / COPIES / name, content)
    try:
        carry_out(folder, line, text)
    except (OSError, NotWrittenError):
        (folder / COPIES / name).unlink(missing_ok=True)  # nothing names it
        raise
    return copy, True


def names(source: str, file: Path) -> Iterator[str]:
    """Names for a copy, made of the id of its document and of nothing that comes from outside but a known ending."""
    stem = _UNSAFE.sub("-", source.lower()).strip("-")[:LONGEST_NAME] or "document"
    stem = f"document-{stem}" if _RESERVED.fullmatch(stem) else stem
    ending = file.suffix.removeprefix(".").lower()
    ending = ending if ending in ENDINGS else "bin"
    yield f"{stem}.{ending}"
    number = 2
    while True:
        yield f"{stem}-{number}.{ending}"
        number += 1


def _is_free(folder: Path, name: str, country: Country, content: bytes) -> bool:
    """Whether no register names a file, and it is not there, or is what a stopped command left of this very copy."""
    named = {copy.file for each in country.documents().values() for copy in each.copies}
    there = folder / name
    return name not in named and (not there.exists() or (there.is_file() and there.read_bytes() == content))
