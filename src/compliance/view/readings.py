"""What was read of an act, in words, and where it is older than the act."""

from __future__ import annotations

from compliance.as_of.evidence import is_older
from compliance.language import N_, Words, _
from compliance.model.legislation import Act, Extent, Reading, Wording
from compliance.view import words

EXTENT: Words[Extent] = Words(
    {
        "whole": N_("read in full"),
        "parts": N_("read in parts"),
        "excerpts": N_("read in excerpts"),
    }
)
"""How much of an act was read."""
TEXT: Words[Wording] = Words(
    {
        "official": N_("official publication"),
        "copy": N_("copy"),
        "translation": N_("translation"),
    }
)
"""What kind of text was read."""


def reading(act: Act) -> str:
    """What was read of an act: how much, as consolidated until when, in which text; that nothing was is said too."""
    if act.read is None:
        return _("text not read")
    return "; ".join(filter(None, (_extent(act.read), _consolidated(act, act.read), TEXT[act.read.text], older(act))))


def older(act: Act) -> str | None:
    """That the text is older than the last amendment on file; nothing where it is not."""
    if not is_older(act):
        return None
    return _("older than the last amendment on file, %(number)s") % {"number": act.amendments[-1]}


def _extent(read: Reading) -> str:
    extent = EXTENT[read.extent]
    return f"{extent} ({read.parts})" if read.parts else extent


def _consolidated(act: Act, read: Reading) -> str | None:
    """To which amendment, and to which day, the text was consolidated."""
    day = words.when(read.as_of) if read.as_of else None
    if read.consolidated_to:
        text = _("consolidated to %(number)s") % {"number": read.consolidated_to}
        return f"{text} ({day})" if day else text
    if act.amendments:
        return _("as first published")
    return _("text of %(day)s") % {"day": day} if day else None
