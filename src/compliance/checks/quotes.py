"""What is stored of acts and documents: whether quotations stand there, where the nearest words differ, whether all is as it was registered."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from compliance.checks.walk import Based, acts, bases
from compliance.files import digest_of_file
from compliance.model.legislation import Act
from compliance.model.sources import Copy
from compliance.problems import Problem
from compliance.source import Document
from compliance.workspace import COPIES, Country, Stored, Workspace

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that both texts have, or one of them alone."""

    kind: Kind
    text: str


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """The words of two texts in one line; what was removed stands before what was added in its place."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, first, last, start, end in steps:
        if last > first:
            yield Piece("same" if kind == "equal" else "removed", " ".join(before[first:last]))
        if end > start and kind != "equal":
            yield Piece("added", " ".join(after[start:end]))


def changed(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts word by word; white space makes no difference."""
    return tuple(_compared(before.split(), after.split()))


_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        # A soft hyphen is no character, and of a hyphen at the end of a line nobody can tell whether it belongs to the word.
        **dict.fromkeys("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u200b\u200c\u200d\u2060\ufeff"),
    }
)
_BROKEN_WORD = re.compile("[-\u00ad\u2010\u2011][ \t]*\n\\s*")
_OMITTED = re.compile(r"\s*[\[(]?\.{3}[\])]?\s*")
_MARKS: Mapping[Kind, str] = {"same": "%s", "removed": "[-%s-]", "added": "{+%s+}"}
NEAR = 1 / 3
"""The share of a quotation's words that must stand together in the text for a passage to be called near."""


def plain(text: str) -> str:
    """A text by which quotations are compared: spaces, hyphens, quotation marks and ligatures make no difference."""
    joined = _BROKEN_WORD.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(joined.translate(_SAME).split())


def stands_in(quote: str, text: str) -> bool:
    """Whether a quotation stands in a plain text; what it leaves out with `[…]` may be anything."""
    place = 0
    for piece in filter(None, _OMITTED.split(plain(quote))):
        start = text.find(piece, place)
        if start < 0:
            return False
        place = start + len(piece)
    return True


def difference(quote: str, text: str) -> str | None:
    """The words of a quotation beside the nearest passage of a plain text: [-quoted-] and {+in the text+}; None if nothing is near."""
    return marked(beside(quote, text)) or None


def beside(quote: str, text: str) -> tuple[Piece, ...]:
    """The words of a quotation beside the nearest passage of a plain text, whose own count as added; nothing if none is near.

    What stands around the quotation is left out.
    """
    quoted, words = plain(quote).split(" "), text.split(" ")
    match = SequenceMatcher(None, quoted, words, autojunk=False).find_longest_match()
    if match.size < max(2, NEAR * len(quoted)):
        return ()
    start = max(0, match.b - match.a - 3)
    pieces = list(_compared(quoted, words[start : match.b - match.a + len(quoted) + 3]))
    if pieces[0].kind == "added":
        del pieces[0]
    if pieces[-1].kind == "added" and pieces[-2].kind == "same":
        del pieces[-1]
    return tuple(pieces)


def marked(pieces: Iterable[Piece]) -> str:
    """Words of two texts in one line, those of one alone in brackets: [-quoted-] and {+in the text+}."""
    line = " ".join(_MARKS[piece.kind] % piece.text for piece in pieces)
    return line.replace("-] {+", "-]{+")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A quotation that does not stand in the stored text of its act."""

    based: Based
    stored: Stored
    pieces: tuple[Piece, ...]
    """The quotation beside the nearest passage; nothing where nothing is near."""

    @property
    def difference(self) -> str | None:
        """How it differs from the nearest passage, in a line; none where nothing is near."""
        return marked(self.pieces) or None

    @property
    def path(self) -> str:
        """The file in which the quotation stands."""
        return self.based.answered.document.path


@lru_cache(maxsize=1)
def suspects(workspace: Workspace) -> tuple[Suspect, ...]:
    """Every quotation that does not stand in the stored text of its act."""
    return tuple(suspect for based in bases(workspace) if (suspect := _suspect(based)))


@lru_cache(maxsize=32)  # a text is looked at for each of its quotations, and again with each change that is tried
def _plain_of(stored: Stored) -> str:
    return plain(stored.text or "")


def stands(country: Country, act: str, quote: str) -> bool | None:
    """Whether a quotation stands in the stored text of an act; None where no text of it is stored."""
    filed = country.acts().get(act)
    stored = words_of(country, filed) if filed else None
    return None if stored is None or stored.text is None else stands_in(quote, _plain_of(stored))


def _suspect(based: Based) -> Suspect | None:
    """What is wrong with the quotation of a legal basis, if anything is."""
    quote, country = based.basis.quote, based.answered.country
    act = country.acts().get(based.basis.act) if quote and country.stored and is_of_today(based) else None
    stored = words_of(country, act) if act else None
    if not quote or stored is None or stored.text is None or quote in stored.text:
        return None
    text = _plain_of(stored)
    return None if stands_in(quote, text) else Suspect(based, stored, beside(quote, text))


def is_of_today(based: Based) -> bool:
    """Whether a legal basis speaks of the law that is stored: in the latest cycle, in force without an end, and no bill."""
    country, document = based.answered.country, based.answered.document
    filed = (*country.checklists.items(), *country.second.items())
    last = country.cycles()[-1:]
    latest = (checklist.document for (cycle, _), checklist in filed if cycle in last)
    return based.basis.until is None and any(document is other for other in latest)


def words_of(country: Country, act: Act) -> Stored | None:
    """The stored plain text of an act, if there is one."""
    return country.stored.get(act.text.words or act.text.file) if act.text else None


def quotes_not_found(workspace: Workspace) -> Iterator[Problem]:
    """Quotations that do not stand in the stored text of their act: misquoted, or the text changed since."""
    for suspect in suspects(workspace):
        at = suspect.based.at("quote")
        what = f"the quotation does not stand in {suspect.stored.path.rpartition('/')[2]}"
        near, hint = suspect.difference, "quote anew, and look whether the answer still holds"
        expected = f"[-quoted-] {{+in the text+}}: {near}" if near else "nothing like it stands there"
        yield Problem(at, "quote-not-found", what, expected, hint, severity="finding")


def stored_texts(workspace: Workspace) -> Iterator[Problem]:
    """Stored texts that are missing, or that changed since they were registered."""
    for country, act, place in acts(workspace):
        if act.text is None:
            continue
        for field, name, sha256 in (
            ("file", act.text.file, act.text.sha256),
            ("words", act.text.words, act.text.words_sha256),
        ):
            stored = country.stored.get(name) if name else None
            if name and stored is None:
                hint = "store it again with `compliance evidence add`, or take `text` out of the register"
                yield Problem(place.at("text", field), "missing-file", f"texts/{name} is missing", hint=hint)
            elif stored is not None and stored.sha256 != sha256:
                at = place.at("text", "sha256" if field == "file" else "words_sha256")
                what = f"texts/{name} is not the text that was registered"
                expected = f"a file with the SHA-256 {sha256 or 'registered here'}"
                hint = "`compliance evidence add` stores a new text and shows what no longer agrees with it"
                yield Problem(at, "text-changed", what, expected, hint)


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
    what = f"{COPIES}/{copy.file} is not the copy that was registered"
    expected = f"a file with the SHA-256 {copy.sha256}"
    hint = "put back the one that was stored; a newer document is another source"
    return Problem(document.at(*way, "sha256"), "text-changed", what, expected, hint)


CHECKS = (quotes_not_found, stored_texts, stored_copies)
