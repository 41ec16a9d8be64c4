"""The registers of a country: acts and documents in forms, with the texts and copies that are stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.legislation import Act
from compliance.model.sources import Source
from compliance.queries.evidence import Quoted
from compliance.screens.work.desk_form import Form
from compliance.screens.work.parts import DeskPage
from compliance.workspace import Country


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistersPage(DeskPage):
    """Both registers of a country."""

    country: Country

    @property
    def commands(self) -> tuple[str, ...]:
        """The same on the command line."""
        return (
            f"compliance evidence list {self.country.id}",
            f"compliance evidence add {self.country.id} DOCUMENT FILE --by NAME",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage(DeskPage):
    """An act or a document, to be corrected or added."""

    country: str
    register: Literal["acts", "documents"]
    id: str
    """Empty of one that is new."""
    form: Form
    stored: tuple[str, ...]
    """Sentences on what is stored of it."""
    suspects: tuple[str, ...]
    """Quotations that do not stand in its text, each with the difference."""
    stores: bool
    """Whether whoever looks may store its text, or a copy of it."""
    most: int
    """How large a file may be, in megabytes."""
    language: str
    """The language of the text that is on file."""

    @property
    def commands(self) -> tuple[str, ...]:
        """The same on the command line."""
        return (f"compliance evidence add {self.country} {self.id} FILE --by NAME",) if self.id else ()


def has_text(country: Country, act: Act) -> bool:
    """Whether the words of an act are stored."""
    return act.text is not None and (act.text.words or act.text.file) in country.stored


def copies(country: Country, source: Source) -> int:
    """How many copies of a document are stored."""
    return sum(copy.file in country.copies for copy in source.copies)


def about_act(act: Act, quoted: Quoted) -> Iterator[str]:
    """What is stored of an act, and what that means for its quotations, in sentences."""
    if act.text is None:
        yield _("Its text is not stored: quotations cannot be checked against it.")
        return
    yield _("Stored as %(file)s, SHA-256 %(digest)s.") % {"file": act.text.file, "digest": act.text.sha256}
    if act.text.file.endswith(".pdf") and act.text.words is None:
        yield _("The PDF holds pictures and no text: quotations cannot be checked against it.")
        return
    count, wrong = quoted.count, len(quoted.suspects)
    text = ngettext("%(num)s quotation of it", "%(num)s quotations of it", count) % {"num": figures.number(count)}
    suspect = ngettext("%(num)s does not stand in the text", "%(num)s do not stand in the text", wrong)
    yield f"{text}; {suspect % {'num': figures.number(wrong)}}."


def about_document(country: Country, source: Source) -> Iterator[str]:
    """The copies of a document, a sentence each."""
    for copy in source.copies:
        kept = "" if copy.file in country.copies else " " + _("It is gone.")
        text = _("%(file)s, %(size)s kB, stored by %(by)s on %(day)s, SHA-256 %(digest)s.")
        yield (
            text
            % {
                "file": copy.file,
                "size": figures.number(-(-copy.size // 1000)),
                "by": copy.by,
                "day": figures.day(copy.stored),
                "digest": copy.sha256,
            }
            + kept
        )
    if not source.copies:
        yield _("No copy of it is stored.")
