"""The text of an act, and copies of documents of whatever kind, stored beside the registers that hold their hashes.

A text is taken in whole, its words are taken out of a PDF once; a copy is taken byte by byte and never opened.
"""

import hashlib
import itertools
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from compliance.authoring.alone import NotWrittenError
from compliance.authoring.changes import RefusedError, fields_of, tried
from compliance.authoring.edit import edited, filled
from compliance.authoring.log import carry_out, now
from compliance.files import LARGEST
from compliance.folder import read_log
from compliance.model.log import Entry
from compliance.model.sources import Copy, Source
from compliance.problems import printable
from compliance.report.files import write_whole
from compliance.source import Data, Step, digest
from compliance.workspace import ACTS, COPIES, LARGEST_COPY, Country, Filed, Workspace

LARGEST_PDF = 50_000_000
"""Bytes of a PDF; the longest code with its annexes is a fifth of it."""
_STORED_NEXT = frozenset(("missing-file", "text-changed"))
"""Problems of what is registered before it is stored."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A document as it will be stored."""

    ending: str
    """Its kind: `txt` or `pdf`."""
    content: bytes
    """The document, as it was retrieved; a text with plain line ends."""
    words: str | None
    """The plain text of a PDF; none where the document is one, or where the PDF holds pictures alone."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the document."""
        return hashlib.sha256(self.content).hexdigest()


def taken(file: Path) -> Taken:
    """A document with its words; raises where it is neither text nor a PDF that can be read."""
    raw = bytes_of(file, LARGEST_PDF)
    if raw.startswith(b"%PDF-"):
        return Taken(ending="pdf", content=raw, words=_words(file.name, raw))
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NotWrittenError(f"{file.name} is neither a PDF nor a text in UTF-8; nothing was written") from None
    if not text.strip() or "\0" in text or len(raw) > LARGEST:
        why = f"is larger than {LARGEST // 1_000_000} MB" if len(raw) > LARGEST else "holds no text"
        raise NotWrittenError(f"{file.name} {why}; nothing was written")
    return Taken(ending="txt", content=text.encode(), words=None)


def bytes_of(file: Path, most: int) -> bytes:
    """The bytes of a file from outside; raises where it is none, is only a link to one, or has too many."""
    name = printable(file.name)
    try:
        # A pipe to which nobody writes would keep the program waiting, a device never ends, a link leads anywhere.
        if not stat.S_ISREG(file.lstat().st_mode):
            raise NotWrittenError(f"{name} is {'a link' if file.is_symlink() else 'no file'}; nothing was written")
        unfollowed = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(file, "rb", opener=lambda path, flags: os.open(path, flags | unfollowed)) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise NotWrittenError(f"{name} is no file; nothing was written")
            raw = stream.read(most + 1)
    except OSError as error:
        raise NotWrittenError(f"{name} cannot be read: {(error.strerror or 'unreadable').lower()}") from None
    if len(raw) > most:
        raise NotWrittenError(f"{name} has more than {most // 1_000_000} MB; nothing was written")
    return raw


def _words(name: str, raw: bytes) -> str | None:
    """The text of a PDF, page by page; none where its pages are pictures."""
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError:
        why = "it is cut off, damaged or needs a password"
        raise NotWrittenError(f"{name} cannot be read as a PDF: {why}; nothing was written") from None
    try:
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    finally:
        document.close()
    # PDFium writes a character of its own for a hyphen at the end of a line.
    text = "\n".join(pages).replace("\r\n", "\n").replace("\x02", "-\n").replace("\0", "")
    return text if text.strip() else None


def store(
    workspace: Workspace, country: Country, act: str, document: Taken, *, language: str | None, on: date, by: str
) -> bool:
    """Stores and registers the text of an act; False where it is the one that is registered already.

    The text gets a name that nothing has yet, then the register names it: that is the change. What the register named
    before goes last. Whatever an interruption leaves behind, no act names, and the next to store a text takes it away.
    """
    register = country.legislation
    if register is None:
        raise NotWrittenError(f"{country.id} has no legislation.yaml that can be read")
    place, before = next((n, each.text) for n, each in enumerate(register.value.acts) if each.id == act)
    folder = workspace.root / "assessments" / country.id
    if before and before.sha256 == document.sha256 and before.file in country.stored:
        _sweep(folder / ACTS, country, _superseded(workspace, country))
        return False
    names = _free(folder / ACTS, act, document, _named(country))
    entry = filled(
        {
            "file": names["file"],
            "sha256": document.sha256,
            "words": names.get("words"),
            "words_sha256": digest(document.words) if document.words else None,
            "language": language or (before.language if before else None),
            "retrieved": on.isoformat(),
        }
    )
    text, line = _registered(workspace, country, register, ("acts", place, "text"), entry)
    line = replace(line, by=by, about=act, old=before.sha256[:12] if before else None, new=document.sha256[:12])
    write_whole(folder / ACTS / names["file"], document.content)
    if document.words:
        write_whole(folder / ACTS / names["words"], document.words.encode())
    carry_out(folder, line, text)
    gone = (before.words, before.file) if before else ()
    left = (name for name in _superseded(workspace, country) if name not in names.values())
    _sweep(folder / ACTS, country, (*gone, *left))
    return True


def _registered(
    workspace: Workspace, country: Country, register: Filed[Any], way: tuple[Step, ...], entry: Data
) -> tuple[str, Entry]:
    """A register with another entry and the line of the log about it; RefusedError with what would be wrong then."""
    document = register.document
    text = edited(document, {way: entry}, fields_of(type(register.value)))
    _, wrong = tried(workspace, country, {document.path: text})
    if wrong := tuple(problem for problem in wrong if problem.code not in _STORED_NEXT):
        raise RefusedError(wrong)
    before, after = digest(document.text), digest(text)
    name = document.path.rpartition("/")[2]
    return text, Entry(when=now(), by="", what="evidence", file=name, before=before, after=after)


def _named(country: Country) -> frozenset[str]:
    texts = (act.text for act in country.acts().values() if act.text)
    return frozenset(name for text in texts for name in (text.file, text.words) if name)


def _superseded(workspace: Workspace, country: Country) -> Iterator[str]:
    """What another text took the place of, by the log, and which is still there; words before the document they are of.

    The log is read only where there is a text that no act names.
    """
    named = _named(country)
    strays = {name: stored for name, stored in country.stored.items() if not {name, f"{name}.txt"} & named}
    log = read_log(workspace.root, country.id) if strays else ()
    old = {line.value.old for line in log if line.value.what == "evidence"}
    for name, stored in strays.items():
        if stored.sha256[:12] in old:
            yield from (f"{name}.txt", name)


def _free(folder: Path, act: str, document: Taken, named: Collection[str]) -> Mapping[str, str]:
    """Names for a document and its words: of no file, or of what a stopped command left of this very document."""
    contents = {"file": document.content, "words": (document.words or "").encode()}
    for stem in _numbered(act):
        names = {"file": f"{stem}.{document.ending}"} | ({"words": f"{stem}.pdf.txt"} if document.words else {})
        if all(name not in named and _is_or_none(folder / name, contents[field]) for field, name in names.items()):
            return names
    raise AssertionError("there is always another number")


def _numbered(stem: str) -> Iterator[str]:
    """A name, then the same with a number, from 2 on."""
    yield stem
    yield from (f"{stem}-{number}" for number in itertools.count(2))


def _is_or_none(file: Path, content: bytes) -> bool:
    """Whether a file holds a content already, or is not there."""
    return not file.exists() or (file.is_file() and file.read_bytes() == content)


def _sweep(folder: Path, country: Country, gone: Iterable[str | None]) -> None:
    """Takes away what the register named before."""
    for name in gone:
        if name and name in country.stored:
            (folder / name).unlink(missing_ok=True)


def store_copy(
    workspace: Workspace, country: Country, source: Source, file: Path, *, on: date, by: str
) -> tuple[Copy, bool]:
    """Stores and registers a copy of a document; whether it is new, and not one that the document has already.

    The copy gets a name that nothing has yet, then the register names it: that is the change. What an interruption leaves
    behind no register names, and the same command takes it over.
    """
    register = country.sources
    if register is None:
        raise NotWrittenError(f"{country.id} has no sources.yaml that can be read")
    content = bytes_of(file, LARGEST_COPY)
    if not content:
        raise NotWrittenError(f"{file.name} holds nothing; nothing was written")
    sha256 = hashlib.sha256(content).hexdigest()
    if known := next((copy for copy in source.copies if copy.sha256 == sha256 and copy.file in country.copies), None):
        return known, False
    folder = workspace.root / "assessments" / country.id
    named = {copy.file for each in country.documents().values() for copy in each.copies}
    free = (name for name in names(source.id, file) if name not in named)
    name = next(name for name in free if _is_or_none(folder / COPIES / name, content))
    copy = Copy(file=name, sha256=sha256, size=len(content), stored=on, by=by)
    place = register.value.sources.index(source)
    entry = {"file": name, "sha256": sha256, "size": str(len(content)), "stored": on.isoformat(), "by": by}
    text, line = _registered(workspace, country, register, ("sources", place, "copies", len(source.copies)), {**entry})
    line = replace(line, by=by, about=source.id, new=sha256[:12])
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
    suffix = file.suffix.removeprefix(".").lower()
    ending = suffix if suffix in ENDINGS else "bin"
    yield from (f"{name}.{ending}" for name in _numbered(stem))
