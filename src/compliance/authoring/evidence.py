"""The text of an act, stored beside the register: taken in whole, its words taken out of a PDF once, its hash registered."""

import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium

from compliance.authoring.changes import RefusedError, fields_of
from compliance.authoring.edit import edited
from compliance.authoring.log import NotWrittenError, carry_out, now
from compliance.authoring.trial import tried
from compliance.files import LARGEST
from compliance.folder import read_log
from compliance.model.legislation import Legislation
from compliance.model.log import Entry
from compliance.problems import printable
from compliance.report.files import write_whole
from compliance.source import Data, digest
from compliance.workspace import ACTS, Country, Workspace

LARGEST_PDF = 50_000_000
"""Bytes of a PDF; the longest code with its annexes is a fifth of it."""
_STORED_NEXT = frozenset(("missing-file", "text-changed"))
"""Problems of a text that is registered before it is stored."""
REGISTER = "legislation.yaml"
"""The file that registers a text."""


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
        with open(file, "rb", opener=_unfollowed) as stream:  # the way in that follows no link
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise NotWrittenError(f"{name} is no file; nothing was written")
            raw = stream.read(most + 1)
    except OSError as error:
        raise NotWrittenError(f"{name} cannot be read: {(error.strerror or 'unreadable').lower()}") from None
    if len(raw) > most:
        raise NotWrittenError(f"{name} has more than {most // 1_000_000} MB; nothing was written")
    return raw


def _unfollowed(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


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
        raise NotWrittenError(f"{country.id} has no {REGISTER} that can be read")
    place, before = next((n, one) for n, one in enumerate(register.value.acts) if one.id == act)
    folder = workspace.root / "assessments" / country.id
    if before.text and before.text.sha256 == document.sha256 and before.text.file in country.stored:
        _sweep(folder / ACTS, country, _superseded(workspace, country))
        return False
    names = _free(folder / ACTS, act, document, _named(country))
    fields: dict[str, str | None] = {
        "file": names["file"],
        "sha256": document.sha256,
        "words": names.get("words"),
        "words_sha256": digest(document.words) if document.words else None,
        "language": language or (before.text.language if before.text else None),
        "retrieved": on.isoformat(),
    }
    entry: Data = {name: value for name, value in fields.items() if value}
    text = edited(register.document, {("acts", place, "text"): entry}, fields_of(Legislation))
    _documents, wrong = tried(workspace, country, {register.document.path: text})
    if wrong := tuple(problem for problem in wrong if problem.code not in _STORED_NEXT):
        raise RefusedError(wrong)
    line = Entry(
        when=now(),
        by=by,
        what="evidence",
        file=REGISTER,
        about=act,
        old=before.text.sha256[:12] if before.text else None,
        new=document.sha256[:12],
        before=digest(register.document.text),
        after=digest(text),
    )
    write_whole(folder / ACTS / names["file"], document.content)
    if document.words:
        write_whole(folder / ACTS / names["words"], document.words.encode())
    carry_out(folder, line, text)
    gone = (before.text.words, before.text.file) if before.text else ()
    left = (name for name in _superseded(workspace, country) if name not in names.values())
    _sweep(folder / ACTS, country, (*gone, *left))
    return True


def _named(country: Country) -> frozenset[str]:
    """The files that acts name as their texts."""
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
    number = 1
    while True:
        stem = act if number == 1 else f"{act}-{number}"
        names = {"file": f"{stem}.{document.ending}"} | ({"words": f"{stem}.pdf.txt"} if document.words else {})
        if all(name not in named and _is_or_none(folder / name, contents[field]) for field, name in names.items()):
            return names
        number += 1


def _is_or_none(file: Path, content: bytes) -> bool:
    """Whether a file holds a content already, or is not there."""
    return not file.exists() or (file.is_file() and file.read_bytes() == content)


def _sweep(folder: Path, country: Country, gone: Iterable[str | None]) -> None:
    """Takes away what the register named before."""
    for name in gone:
        if name and name in country.stored:
            (folder / name).unlink(missing_ok=True)
