"""The registers of a country: acts and documents in forms, with the texts and copies that are stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.legislation import Act
from compliance.model.sources import Source
from compliance.queries.evidence import Quoted, suspicious
from compliance.screens.work.desk_form import Form
from compliance.screens.work.parts import Tab, WorkPage, href
from compliance.workspace import Country


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An act or a document in the list."""

    id: str
    href: str
    name: str
    about: str
    facts: tuple[str, ...]
    """What stands in its other cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistersPage(WorkPage):
    """Both registers of a country."""

    heading: str
    acts: tuple[Entry, ...]
    documents: tuple[Entry, ...]
    new_act: str
    new_document: str
    crumbs: tuple[Tab, ...]
    done: str
    commands: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A form that takes a file."""

    action: str
    label: str
    hint: str
    language: str | None
    """The language that is on file, where one is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage(WorkPage):
    """An act or a document, to be corrected or added."""

    heading: str
    id: str
    form: Form
    stored: tuple[str, ...]
    """Sentences on what is stored of it."""
    suspects: tuple[str, ...]
    """Quotations that do not stand in its text, each with the difference."""
    upload: Upload | None
    crumbs: tuple[Tab, ...]
    errors: tuple[str, ...]
    done: str
    commands: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


def registers_page(country: Country, name: str, crumbs: tuple[Tab, ...], done: str) -> RegistersPage:
    """Both registers of a country."""
    return RegistersPage(
        heading=_("%(name)s, acts and documents") % {"name": name},
        acts=tuple(_act(country, act) for act in country.acts().values()),
        documents=tuple(_document(country, source) for source in country.documents().values()),
        new_act=href("desk", country.id, "registers", "new-act"),
        new_document=href("desk", country.id, "registers", "new-document"),
        crumbs=crumbs,
        done=done,
        commands=(
            f"compliance evidence list {country.id}",
            f"compliance evidence add {country.id} DOCUMENT FILE --by NAME",
        ),
    )


def _act(country: Country, act: Act) -> Entry:
    words = act.text.words or act.text.file if act.text else ""
    stored = _("stored") if act.text and words in country.stored else _("not stored")
    return Entry(
        id=act.id,
        href=href("desk", country.id, "registers", "acts", act.id),
        name=act.short,
        about=act.title,
        facts=(act.status, str(act.in_force or figures.NOTHING), act.gazette or figures.NOTHING, stored),
    )


def _document(country: Country, source: Source) -> Entry:
    count = sum(copy.file in country.copies for copy in source.copies)
    copies = ngettext("%(num)s copy", "%(num)s copies", count) % {"num": figures.number(count)}
    return Entry(
        id=source.id,
        href=href("desk", country.id, "registers", "documents", source.id),
        name=source.id,
        about=source.document,
        facts=(source.quality or figures.NOTHING, copies if count else figures.NOTHING),
    )


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


def differences(quoted: Quoted) -> tuple[str, ...]:
    """The quotations that do not stand in the text, each with the difference."""
    return tuple(suspicious(quoted.suspects))


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
