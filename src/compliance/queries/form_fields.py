"""The columns of a checklist workbook that an evaluator fills in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from compliance.model.checklist import NONE, NOT_APPLICABLE, STATE, UNANSWERED, Effort, LegalBasis, Role
from compliance.model.instrument import Grade, Instrument
from compliance.model.instrument import NotApplicable as Reason
from compliance.model.legislation import Kind, Standing
from compliance.model.sources import Quality
from compliance.workspace import Country, Workspace

YES = "yes"
"""What an evaluator chooses who confirms an answer that was carried over."""
CONFIRMED = "confirmed"
"""The field of that choice; no field of the file."""

Sort = Literal["words", "choice", "act", "documents", "text", "long", "date", "key"]
"""What may stand in a cell: ratings, one of some words, an act, ids of documents, a text, a day, the id of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column that an evaluator fills in."""

    key: str
    """The field of the file, such as `recommendation.effort`."""
    head: str
    sort: Sort = "text"
    """What may stand in it."""
    choices: tuple[str, ...] = ()
    hint: str = ""
    """What whoever is about to type should know."""
    width: float = 16
    """Its width in characters."""


def answer_fields(workspace: Workspace, country: Country, treaty: Instrument) -> Iterator[Field]:
    """Every column that an answer can have."""
    scale = tuple(treaty.scale.values)
    jurisdiction = workspace.jurisdiction(country.id)
    words = (*scale, NOT_APPLICABLE, *_ranges(scale))
    choose = f"{', '.join(scale)} or {NOT_APPLICABLE}. Two words, such as “{words[len(scale) + 1]}”, while it is open."
    yield Field(key="rating", head="Rating", sort="words", choices=words, hint=choose, width=15)
    for level in (STATE, *workspace.parts(country.id)) if workspace.parts(country.id) else ():
        names = {part.id: part.name for part in jurisdiction.parts} if jurisdiction else {}
        name = names.get(level) or (jurisdiction.state if jurisdiction else None) or level
        of_level = f"Where levels differ: the rating of each, and “Rating” stays empty. {NONE}: no provision of its own; {UNANSWERED}: not examined."
        yield Field(
            key=f"ratings_by_part.{level}",
            head=name,
            sort="words",
            choices=(*scale, NOT_APPLICABLE, NONE, UNANSWERED, *_ranges(scale)),
            hint=of_level,
            width=15,
        )
    hint = "Only where a reservation or declaration narrows the criterion: the rating of what still binds."
    yield Field(key="rating_as_bound", head="Rating as bound", sort="words", choices=words, hint=hint, width=15)
    yield Field(
        key="not_applicable",
        head="Reason, if not applicable",
        sort="choice",
        choices=get_args(Reason),
        hint=f"Only beside {NOT_APPLICABLE}.",
        width=17,
    )
    yield Field(
        key="terrorist_financing",
        head="Terrorist financing",
        sort="choice",
        choices=("same", "narrower", "none"),
        hint="Does the answer hold for terrorist financing too? Only where the criterion asks for it.",
        width=13,
    )
    yield Field(
        key="evidence",
        head="Evidence",
        sort="choice",
        choices=get_args(Grade),
        hint="A official publication seen; B consolidated text or document of a treaty body read; C secondary source or older text; D no source seen, a lead.",
        width=10,
    )
    yield from _ANSWER
    hint = f"This answer was carried over from an earlier round. Choose {YES} if it still holds; any change confirms it too."
    yield Field(key=CONFIRMED, head="Still holds?", sort="choice", choices=(YES,), hint=hint, width=11)


def _ranges(scale: Sequence[str]) -> tuple[str, ...]:
    """Neighbouring ratings, for answers that are still open: two, then more."""
    lengths = range(2, len(scale) + 1)
    return tuple(", ".join(scale[n : n + size]) for size in lengths for n in range(len(scale) - size + 1))


_SOURCES = Field(
    key="sources",
    head="Documents",
    sort="documents",
    hint="Short names from the sheet Documents; several with a comma between.",
    width=20,
)
_ANSWER = (
    Field(
        key="gap", head="Gap", sort="long", hint="Below the best rating: what the law lacks, in one sentence.", width=38
    ),
    Field(
        key="analysis",
        head="Analysis",
        sort="long",
        hint="Why the provisions answer the question, in one to three sentences.",
        width=38,
    ),
    Field(
        key="practice",
        head="Practice",
        sort="long",
        hint="Case law, use, training. It informs and is not scored.",
        width=30,
    ),
    Field(key="sources", head="Documents", sort="documents", hint=_SOURCES.hint, width=18),
    Field(
        key="recommendation.text",
        head="Recommendation",
        sort="long",
        hint="What should change, in one sentence. It needs an effort beside it.",
        width=36,
    ),
    Field(key="recommendation.addressee", head="To whom", hint="Who should do it.", width=16),
    Field(key="recommendation.amend", head="Act to amend", sort="act", hint="An act of the sheet Acts.", width=18),
    Field(
        key="recommendation.effort",
        head="Effort",
        sort="choice",
        choices=get_args(Effort),
        hint="What it takes.",
        width=13,
    ),
)


def basis_fields(parts: Sequence[str]) -> tuple[Field, ...]:
    """The columns of a legal basis; of a country with parts, the part among them."""
    part = Field(
        key="part", head="Part", sort="choice", choices=tuple(parts), hint="Empty for the law of the State.", width=13
    )
    fields = (
        Field(
            key="act",
            head="Act",
            sort="act",
            hint="An act of the sheet Acts; add it there first if it is new.",
            width=24,
        ),
        Field(
            key="provision",
            head="Provision",
            hint="Article, paragraph and point as cited: 245/A, 97-a, 116(2)(a). Empty if only the act is known.",
            width=13,
        ),
        Field(
            key="role",
            head="What for",
            sort="choice",
            choices=get_args(Role),
            hint="What the provision does.",
            width=13,
        ),
        *((part,) if parts else ()),
        Field(key="gist", head="Gist", sort="long", hint="What it says, in your own words.", width=38),
        Field(
            key="quote",
            head="Original wording",
            sort="long",
            hint="Only where the wording itself is the point.",
            width=34,
        ),
        Field(key="language", head="Language", hint="Of the wording: sq, bs, sr, mk, tr …", width=10),
        Field(key="translation", head="Translation", sort="long", hint="Of the wording.", width=34),
        _SOURCES,
        Field(
            key="recalled",
            head="Not seen",
            hint="What about it nobody has seen in a document, such as the number of the article.",
            width=22,
        ),
        Field(
            key="in_force",
            head="In force since",
            sort="date",
            hint="2017-07-18, 2017-07 or 2017, as exact as the source.",
            width=12,
        ),
        Field(key="until", head="Until", sort="date", hint="The last day in force, if it has ended.", width=12),
    )
    assert {field.key for field in fields} | {"part"} == set(LegalBasis.__annotations__)  # noqa: S101  # every field has its column
    return fields


def act_fields(parts: Sequence[str]) -> tuple[Field, ...]:
    """The columns of an act."""
    part = Field(
        key="part",
        head="Part",
        sort="choice",
        choices=tuple(parts),
        hint="Whose act it is; empty: the State's.",
        width=13,
    )
    return (
        Field(key="short", head="Short title", hint="By which the act is chosen on other sheets.", width=28),
        Field(key="title", head="Title in English", hint="The full title.", width=44),
        Field(key="kind", head="Kind", sort="choice", choices=get_args(Kind), width=14),
        Field(
            key="status",
            head="Status",
            sort="choice",
            choices=get_args(Standing),
            hint="As far as the documents say.",
            width=13,
        ),
        Field(
            key="in_force",
            head="In force since",
            sort="date",
            hint="2017-07-18, 2017-07 or 2017, as exact as the source.",
            width=13,
        ),
        Field(key="gazette", head="Official gazette", hint="Gazette and number of the first publication.", width=22),
        *((part,) if parts else ()),
        Field(key="url", head="Web address", hint="Where the text can be read.", width=26),
        _SOURCES,
    )


DOCUMENTS = (
    Field(
        key="id", head="Short name", sort="key", hint="Small Latin letters, digits, hyphens: penal-code-2019.", width=26
    ),
    Field(
        key="document",
        head="Document",
        sort="long",
        hint="Author, title and date, as a reader would look it up.",
        width=60,
    ),
    Field(key="quality", head="Kind", sort="choice", choices=get_args(Quality), width=15),
    Field(key="url", head="Web address", hint="Where it was seen.", width=40),
)
