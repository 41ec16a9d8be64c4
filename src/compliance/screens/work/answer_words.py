"""What an answer says, in words: its ratings, its texts, its provisions, who wrote it, what the log tells of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from compliance.language import N_, Words, _, day
from compliance.model.checklist import STATE, Cause, LegalBasis, Response
from compliance.model.legislation import Act
from compliance.queries.accepted import Accepted
from compliance.view import words
from compliance.view.values.answers import Chip
from compliance.workspace import Country, Workspace

LABELS: Words[str] = Words(
    {
        "rating": N_("Rating"),
        "ratings_by_part": N_("Rating by level"),
        "rating_as_bound": N_("Rating as bound"),
        "not_applicable": N_("Reason, if not applicable"),
        "terrorist_financing": N_("Terrorist financing"),
        "legal_basis": N_("Legal basis"),
        "analysis": N_("Analysis"),
        "gap": N_("Gap"),
        "practice": N_("Practice"),
        "evidence": N_("Evidence"),
        "sources": N_("Documents"),
        "conflicts": N_("Contradictions of sources"),
        "recommendation": N_("Recommendation"),
        "since": N_("Since"),
        "cause": N_("Cause"),
        "adjudication": N_("Third rating"),
        "carried_over": N_("Carried over"),
        "reviewed_by": N_("Accepted by"),
        "remarks": N_("Remarks"),
        "replies": N_("Replies"),
        "closed": N_("Settled"),
        "act": N_("Act"),
        "provision": N_("Provision"),
        "role": N_("Role"),
        "gist": N_("Gist"),
        "quote": N_("Quotation"),
        "translation": N_("Translation"),
        "language": N_("Language"),
        "text": N_("text"),
        "addressee": N_("To whom"),
        "effort": N_("Effort"),
    }
)
"""What the fields of an answer are called."""
Levels = Mapping[str, str]
"""The names of levels of government, by id; nothing where a country has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A rating, of the whole or of a level of government."""

    level: str
    """The level; empty for the whole."""
    chip: Chip
    lead: bool = False
    """Whether no source was seen."""


def signed(by: str | None, on: date | None) -> str:
    """Who did something, and on which day where that is known."""
    return ", ".join((by or "", *((day(on),) if on else ())))


def levels_of(workspace: Workspace, country: Country) -> Levels:
    """The levels of government of a country with parts."""
    jurisdiction = workspace.jurisdiction(country.id)
    if jurisdiction is None or not jurisdiction.parts:
        return {}
    return {STATE: jurisdiction.state or _("State"), **{part.id: part.called() for part in jurisdiction.parts}}


def rated(response: Response, levels: Levels) -> tuple[Rated, ...]:
    """How an answer rates, by level of government where levels are rated."""
    lead = response.evidence == "D"
    if response.ratings_by_part:
        return tuple(
            Rated(level=levels.get(part, part), chip=words.ends_chip(answer[0], answer[-1]), lead=lead)
            for part, answer in response.ratings_by_part.items()
            if answer
        )
    if not response.rating:
        return (Rated(level="", chip=Chip(kind="unanswered", word=words.rating("unanswered"))),)
    return (Rated(level="", chip=words.ends_chip(response.rating[0], response.rating[-1]), lead=lead),)


def _cause(response: Response) -> str:
    since = (_("since %(day)s") % {"day": words.when(response.since)},) if response.since else ()
    return words.sentence(", ".join((words.CAUSES[response.cause], *since))) if response.cause else ""


def _recommended(response: Response) -> str:
    advice = response.recommendation
    if advice is None or advice.addressee is None:
        return words.sentence(advice.text) if advice else ""
    return _("%(text)s To: %(whom)s.") % {"text": words.sentence(advice.text), "whom": advice.addressee}


TEXTS: Mapping[str, Callable[[Response], str]] = {
    "gap": lambda response: response.gap or "",
    "analysis": lambda response: response.analysis or "",
    "practice": lambda response: response.practice or "",
    "not_applicable": lambda response: words.REASONS[response.not_applicable] if response.not_applicable else "",
    "terrorist_financing": lambda response: (
        words.TERRORIST_FINANCING[response.terrorist_financing] if response.terrorist_financing else ""
    ),
    "recommendation": _recommended,
    "cause": _cause,
}
"""How the texts of an answer are read, by field; in the order of the page."""


def act_of(basis: LegalBasis, acts: Mapping[str, Act]) -> str:
    """The short title of the act of a provision; its id where the register does not have it."""
    return acts[basis.act].short if basis.act in acts else basis.act


def notes_on(basis: LegalBasis, levels: Levels) -> str:
    """The level of a provision, its dates and what of it was not seen."""
    parts = (
        levels.get(basis.part or "", basis.part or ""),
        _("in force since %(day)s") % {"day": words.when(basis.in_force)} if basis.in_force else "",
        _("until %(day)s") % {"day": words.when(basis.until)} if basis.until else "",
        _("not seen: %(what)s") % {"what": basis.recalled} if basis.recalled else "",
    )
    return "; ".join(filter(None, parts))


def written(response: Response) -> str:
    """Who wrote an answer and when, in a sentence."""
    if not response.written and response.author:
        return _("%(who)s wrote it.") % {"who": signed(response.author, response.answered)}
    parts = [f"{signed(each.by, each.on)} ({', '.join(map(_label, each.fields))})" for each in response.written]
    return f"{'; '.join(parts)}." if parts else _("Nobody is named.")


def label_of(path: str) -> str:
    """What a field is called that the log names: `Legal basis, 2, Gist`."""
    return ", ".join(step if step.isdigit() else _label(step) for step in path.split("."))


def _label(name: str) -> str:
    return LABELS[name] if name in LABELS else name.replace("_", " ")


def untold(accepted: Accepted) -> Iterator[str]:
    """What of the changes since an acceptance nobody can tell, in sentences."""
    if any(not each.whole for each in accepted.altered):
        yield _(
            "The log keeps no more than 60 characters of a text: where one ends with “…”, the rest is not on record."
        )
    if accepted.by_hand and not accepted.altered:
        yield _("The file was changed by hand, and what stood there is not on record. Read the answer as a new one.")
    elif accepted.by_hand:
        yield _("The file was also changed by hand meanwhile; what changed then is not on record.")
    if accepted.unnamed:
        yield _("A line of the log tells of changes without naming the fields.")
    if not (accepted.altered or accepted.by_hand or accepted.unnamed):
        yield _("The log names no field that changed.")


def in_words(response: Response, levels: Levels) -> str:
    """A rating in a line, with the levels of government where these are rated."""
    every = rated(response, levels)
    return ", ".join(f"{each.level}: {each.chip.word}" if each.level else each.chip.word for each in every)


def because(cause: Cause | None, note: str | None) -> str:
    """Why something changed: its cause, and what was said of it."""
    return ": ".join(filter(None, (words.CAUSES[cause] if cause else "", note)))
