"""Quotations and the stored texts of acts: whether the words stand there, and where the nearest ones differ."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from compliance.checks.walk import Based, acts, bases
from compliance.model.legislation import Act
from compliance.problems import Problem
from compliance.workspace import Country, Stored, Workspace

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
    quoted, words = plain(quote).split(" "), text.split(" ")
    match = SequenceMatcher(None, quoted, words, autojunk=False).find_longest_match()
    if match.size < max(2, NEAR * len(quoted)):
        return None
    start = max(0, match.b - match.a - 3)
    passage = words[start : match.b - match.a + len(quoted) + 3]
    return _marked(quoted, passage)


def _marked(quoted: list[str], passage: list[str]) -> str:
    """Both in one line, what only one of them has in brackets; what stands around the quotation is left out."""
    steps = SequenceMatcher(None, quoted, passage, autojunk=False).get_opcodes()
    while steps and steps[0][0] == "insert":
        steps = steps[1:]
    while steps and steps[-1][0] == "insert":
        steps = steps[:-1]
    pieces = []
    for kind, first, last, start, end in steps:
        if kind == "equal":
            pieces.append(" ".join(quoted[first:last]))
            continue
        pieces.append((f"[-{' '.join(quoted[first:last])}-]" if last > first else "") + (f"{{+{' '.join(passage[start:end])}+}}" if end > start else ""))  # fmt: skip
    return " ".join(pieces)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A quotation that does not stand in the stored text of its act."""

    based: Based
    stored: Stored
    difference: str | None
    """How it differs from the nearest passage; none where nothing is near."""

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
    return None if stands_in(quote, text) else Suspect(based, stored, difference(quote, text))


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
        what = f"the quotation does not stand in {suspect.stored.path.rpartition('/')[2]}"
        expected = suspect.difference or "nothing like it stands there"
        yield Problem(
            suspect.based.at("quote"),
            "quote-not-found",
            what,
            f"[-quoted-] {{+in the text+}}: {expected}" if suspect.difference else expected,
            "quote anew, and look whether the answer still holds",
            severity="finding",
        )


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
                yield Problem(
                    place.at("text", "sha256" if field == "file" else "words_sha256"),
                    "text-changed",
                    f"texts/{name} is not the text that was registered",
                    f"a file with the SHA-256 {sha256 or 'registered here'}",
                    "`compliance evidence add` stores a new text and shows what no longer agrees with it",
                )


CHECKS = (quotes_not_found, stored_texts)
