"""The columns of a checklist workbook that an evaluator fills in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from compliance.model.checklist import NONE, NOT_APPLICABLE, STATE, UNANSWERED, Effort, LegalBasis, Role
from compliance.model.instrument import Grade, Instrument
from compliance.model.instrument import NotApplicable as Reason
from compliance.model.legislation import Kind, LegalStatus
from compliance.model.sources import Quality
from compliance.workspace import Country, Workspace

YES = "yes"
"""What an evaluator chooses who confirms an answer that was carried over."""
CONFIRMED = "confirmed"
"""The field of that choice; no field of the file."""

Sort = Literal["words", "choice", "act", "documents", "text", "long", "date", "key"]
"""What may stand in a cell: ratings, one of some words, an act, ids of documents, a text, a day, the id of a row."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column that an evaluator fills in."""

    key: str
    """The field of the file, such as `recommendation.effort`."""
    header: str
    width: float = 16
    """In characters."""
    hint: str = ""
    """What whoever is about to type should know."""
    sort: Sort = "text"
    choices: tuple[str, ...] = ()


def answer_fields(workspace: Workspace, country: Country, treaty: Instrument) -> Iterator[Field]:
    """Every column that an answer can have."""
    scale = tuple(treaty.scale.values)
    words = (*scale, NOT_APPLICABLE, *_ranges(scale))
    choose = f"{', '.join(scale)} or {NOT_APPLICABLE}. Two words, such as “{words[len(scale) + 1]}”, while it is open."
    yield Field("rating", "Rating", 15, choose, "words", words)
    for level, name in _levels(workspace, country):
        of_level = f"Where levels differ: the rating of each, and “Rating” stays empty. {NONE}: no provision of its own; {UNANSWERED}: not examined."
        choices = (*scale, NOT_APPLICABLE, NONE, UNANSWERED, *_ranges(scale))
        yield Field(f"ratings_by_part.{level}", name, 15, of_level, "words", choices)
    hint = "Only where a reservation or declaration narrows the criterion: the rating of what still binds."
    yield Field("rating_as_bound", "Rating as bound", 15, hint, "words", words)
    yield from _ANSWER


def _levels(workspace: Workspace, country: Country) -> Iterator[tuple[str, str]]:
    """The levels of government of a country with parts, by id, with their names."""
    jurisdiction, parts = workspace.jurisdiction(country.id), workspace.parts(country.id)
    names = {part.id: part.name for part in jurisdiction.parts} if jurisdiction else {}
    for level in (STATE, *parts) if parts else ():
        yield level, names.get(level) or (jurisdiction.state if jurisdiction else None) or level


def _ranges(scale: Sequence[str]) -> tuple[str, ...]:
    """Neighbouring ratings, for answers that are still open: two, then more."""
    lengths = range(2, len(scale) + 1)
    return tuple(", ".join(scale[n : n + size]) for size in lengths for n in range(len(scale) - size + 1))


_DAY = "2017-07-18, 2017-07 or 2017, as exact as the source."
_NAMES = "Short names from the sheet Documents; several with a comma between."
_SOURCES = Field("sources", "Documents", 20, _NAMES, "documents")
_ANSWER = (
    Field("not_applicable", "Reason, if not applicable", 17, f"Only beside {NOT_APPLICABLE}.", "choice", get_args(Reason)),
    Field("terrorist_financing", "Terrorist financing", 13, "Does the answer hold for terrorist financing too? Only where the criterion asks for it.", "choice", ("same", "narrower", "none")),
    Field("evidence", "Evidence", 10, "A official publication seen; B consolidated text or document of a treaty body read; C secondary source or older text; D no source seen, a lead.", "choice", get_args(Grade)),
    Field("gap", "Gap", 38, "Below the best rating: what the law lacks, in one sentence.", "long"),
    Field("analysis", "Analysis", 38, "Why the provisions answer the question, in one to three sentences.", "long"),
    Field("practice", "Practice", 30, "Case law, use, training. It informs and is not scored.", "long"),
    Field("sources", "Documents", 18, _NAMES, "documents"),
    Field("recommendation.text", "Recommendation", 36, "What should change, in one sentence. It needs an effort beside it.", "long"),
    Field("recommendation.addressee", "To whom", 16, "Who should do it."),
    Field("recommendation.amend", "Act to amend", 18, "An act of the sheet Acts.", "act"),
    Field("recommendation.effort", "Effort", 13, "What it takes.", "choice", get_args(Effort)),
    Field(CONFIRMED, "Still holds?", 11, f"This answer was carried over from an earlier round. Choose {YES} if it still holds; any change confirms it too.", "choice", (YES,)),
)  # fmt: skip


def basis_fields(parts: Sequence[str]) -> tuple[Field, ...]:
    """The columns of a legal basis; of a country with parts, the part among them."""
    part = Field("part", "Part", 13, "Empty for the law of the State.", "choice", tuple(parts))
    fields = (
        Field("act", "Act", 24, "An act of the sheet Acts; add it there first if it is new.", "act"),
        Field("provision", "Provision", 13, "Article, paragraph and point as cited: 245/A, 97-a, 116(2)(a). Empty if only the act is known."),
        Field("role", "What for", 13, "What the provision does.", "choice", get_args(Role)),
        *((part,) if parts else ()),
        Field("gist", "Gist", 38, "What it says, in your own words.", "long"),
        Field("quote", "Original wording", 34, "Only where the wording itself is the point.", "long"),
        Field("language", "Language", 10, "Of the wording: sq, bs, sr, mk, tr …"),
        Field("translation", "Translation", 34, "Of the wording.", "long"),
        _SOURCES,
        Field("recalled", "Not seen", 22, "What about it nobody has seen in a document, such as the number of the article."),
        Field("in_force", "In force since", 12, _DAY, "date"),
        Field("until", "Until", 12, "The last day in force, if it has ended.", "date"),
    )  # fmt: skip
    assert {field.key for field in fields} | {"part"} == set(LegalBasis.__annotations__)  # noqa: S101  # every field has its column
    return fields


def act_fields(parts: Sequence[str]) -> tuple[Field, ...]:
    """The columns of an act."""
    part = Field("part", "Part", 13, "Whose act it is; empty: the State's.", "choice", tuple(parts))
    return (
        Field("short", "Short title", 28, "By which the act is chosen on other sheets."),
        Field("title", "Title in English", 44, "The full title."),
        Field("kind", "Kind", 14, "", "choice", get_args(Kind)),
        Field("status", "Status", 13, "As far as the documents say.", "choice", get_args(LegalStatus)),
        Field("in_force", "In force since", 13, _DAY, "date"),
        Field("gazette", "Official gazette", 22, "Gazette and number of the first publication."),
        *((part,) if parts else ()),
        Field("url", "Web address", 26, "Where the text can be read."),
        _SOURCES,
    )


DOCUMENTS = (
    Field("id", "Short name", 26, "Small Latin letters, digits, hyphens: penal-code-2019.", "key"),
    Field("document", "Document", 60, "Author, title and date, as a reader would look it up.", "long"),
    Field("quality", "Kind", 15, "", "choice", get_args(Quality)),
    Field("url", "Web address", 40, "Where it was seen."),
)
