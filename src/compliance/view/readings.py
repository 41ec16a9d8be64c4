"""What was read of an act, in words, and where it is older than the act."""

from __future__ import annotations

from collections.abc import Iterable

from compliance import figures
from compliance.as_of.evidence import is_older
from compliance.language import N_, Words, _
from compliance.model.legislation import Act, Extent, Reading, Wording
from compliance.view import words

EXTENT: Words[Extent] = Words({
    "whole": N_("read in full"), "parts": N_("read in parts"), "excerpts": N_("read in excerpts"),
})  # fmt: skip
"""How much of an act was read."""
TEXT: Words[Wording] = Words({
    "official": N_("official publication"), "copy": N_("copy"), "translation": N_("translation"),
})  # fmt: skip
"""What kind of text was read."""


def reading(act: Act) -> str:
    """What was read of an act: how much, as consolidated until when, in which text; that nothing was is said too."""
    if act.read is None:
        return _("text not read")
    parts = f" ({act.read.parts})" if act.read.parts else ""
    how_far = f"{EXTENT[act.read.extent]}{parts}"
    return "; ".join(filter(None, (how_far, _consolidated(act, act.read), TEXT[act.read.text], older(act))))


def reading_in_short(act: Act) -> str:
    """The same without the parts."""
    if act.read is None:
        return _("text not read")
    dated = _text(act.read) if act.read.consolidated_to or act.read.as_of else None
    return "; ".join(filter(None, (EXTENT[act.read.extent], dated, TEXT[act.read.text])))


def older(act: Act) -> str | None:
    """That the text is older than the last amendment on file; nothing where it is not."""
    if not is_older(act):
        return None
    return _("older than the last amendment on file, %(number)s") % {"number": act.amendments[-1]}


def _consolidated(act: Act, read: Reading) -> str | None:
    """To which amendment, and to which day, the text was consolidated."""
    day = words.when(read.as_of) if read.as_of else None
    if read.consolidated_to:
        text = _("consolidated to %(number)s") % {"number": read.consolidated_to}
        return f"{text} ({day})" if day else text
    if act.amendments:
        return _("as first published")
    return _("text of %(day)s") % {"day": day} if day else None


def version(act: Act) -> str:
    """Since when an act is in force and which text of it was read, in short; empty where the register says neither."""
    since = _("in force since %(day)s") % {"day": words.when(act.in_force)} if act.in_force else None
    return "; ".join(filter(None, (since, _text(act.read) if act.read else None)))


def _text(read: Reading) -> str:
    """The amendment to which a text was consolidated, or its date."""
    day = words.when(read.as_of) if read.as_of else None
    if read.consolidated_to:
        return _("text to %(number)s") % {"number": read.consolidated_to}
    return _("text of %(day)s") % {"day": day} if day else _("text without a date")


def texts_read(acts: Iterable[Act]) -> str:
    """How recent the texts are that answers rest on, an act as often as it is cited: `half of 2021–2026, the oldest of 2008`; empty where no date is on file."""
    years = sorted(act.read.as_of.first.year for act in acts if act.read and act.read.as_of)
    if not years:
        return ""
    recent, latest, oldest = years[len(years) // 2], years[-1], years[0]
    span = str(latest) if recent == latest else f"{recent}{figures.DASH}{latest}"
    if oldest == recent:
        return _("texts of %(years)s") % {"years": span}
    return _("texts of %(years)s, oldest %(oldest)s") % {"years": span, "oldest": oldest}
