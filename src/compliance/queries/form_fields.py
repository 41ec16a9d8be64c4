"""The columns of a checklist workbook that an evaluator fills in, in the language that is spoken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from compliance.language import ENGLISH, _
from compliance.model.checklist import NONE, NOT_APPLICABLE, STATE, UNANSWERED, Effort, LegalBasis, Role
from compliance.model.instrument import Grade, Instrument
from compliance.model.instrument import NotApplicable as Reason
from compliance.model.legislation import Kind, LegalStatus
from compliance.model.sources import Quality
from compliance.queries.form_words import KINDS_OF_ACTS, labels
from compliance.workspace import Country, Workspace

YES = "yes"
"""What an evaluator chooses who confirms an answer that was carried over."""
CONFIRMED = "confirmed"
"""The field of that choice; no field of the file."""
FIRST = "first."
"""With what the fields begin of a provision that is typed in the row of its criterion; no fields of the file."""
ALSO = "also"
"""The field of the other criteria that a provision serves; no field of the file: each gets a row of its own."""
REASONS = tuple(reason for reason in get_args(Reason) if reason != "reservation")
"""Why a criterion may be said not to apply; what a reservation excludes is never typed, it follows from the deposit."""
ORIGINAL = "original."
"""With what the fields of titles in an original language begin."""

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
    """The words of the file from which one is chosen."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What cells show of these words, where that is something else."""

    def label(self, text: str) -> str:
        """What a cell shows of one of its words, or of several with commas between."""
        return ", ".join(self.labels.get(word, word) for word in text.split(", ")) if self.labels else text


def _choice(key: str, header: str, width: float, hint: str, choices: Sequence[str]) -> Field:
    """A column with words to choose from, as the language that is spoken calls them."""
    return Field(key, header, width, hint, "choice", tuple(choices), labels(choices))


def answer_fields(workspace: Workspace, country: Country, treaty: Instrument) -> Iterator[Field]:
    """Every column that an answer can have."""
    scale = tuple(treaty.scale.values)
    words, shown = (*scale, NOT_APPLICABLE, *_ranges(scale)), labels((*scale, NOT_APPLICABLE, NONE, UNANSWERED))
    choose = _("%(ratings)s or %(none)s. Two words, such as “%(both)s”, while it is open.") % {
        "ratings": ", ".join(shown.get(word, word) for word in scale),
        "none": shown.get(NOT_APPLICABLE, NOT_APPLICABLE),
        "both": ", ".join(shown.get(word, word) for word in scale[:2]),
    }
    yield Field("rating", _("Rating"), 15, choose, "words", words, shown)
    of_level = _(
        "Where levels differ: the rating of each, and “Rating” stays empty. %(none)s: no provision of its own; %(open)s: not examined."
    )
    of_level %= {"none": shown.get(NONE, NONE), "open": shown.get(UNANSWERED, UNANSWERED)}
    for level, name in _levels(workspace, country):
        choices = (*scale, NOT_APPLICABLE, NONE, UNANSWERED, *_ranges(scale))
        yield Field(f"ratings_by_part.{level}", name, 15, of_level, "words", choices, shown)
    hint = _("Only where a reservation or declaration narrows the criterion: the rating of what still binds.")
    yield Field("rating_as_bound", _("Rating as bound"), 15, hint, "words", words, shown)
    yield from _answer()


def _levels(workspace: Workspace, country: Country) -> Iterator[tuple[str, str]]:
    """The levels of government of a country with parts, by id, with their names."""
    jurisdiction, parts = workspace.jurisdiction(country.id), workspace.parts(country.id)
    names = {part.id: part.called() for part in jurisdiction.parts} if jurisdiction else {}
    for level in (STATE, *parts) if parts else ():
        yield level, names.get(level) or (jurisdiction.state if jurisdiction else None) or level


def _ranges(scale: Sequence[str]) -> tuple[str, ...]:
    """Neighbouring ratings, for answers that are still open: two, then more."""
    lengths = range(2, len(scale) + 1)
    return tuple(", ".join(scale[n : n + size]) for size in lengths for n in range(len(scale) - size + 1))


def _names() -> str:
    return _("Short names from the sheet Documents; several with a comma between.")


def _inherited() -> str:
    return _(
        "Short names from the sheet Documents; several with a comma between. In a new row that leaves it empty, those of the act, unless “Not seen” is filled in or the grade is D."
    )


def _answer() -> tuple[Field, ...]:
    """The columns of an answer after its ratings, those of its first provision among them."""
    act = Field("recommendation.amend", _("Act to amend"), 18, _("An act of the sheet Acts."), "act")
    return (
        _choice("not_applicable", _("Reason, if not applicable"), 17, _("Only beside “not applicable”. What each means: sheet Guide."), REASONS),
        _choice("terrorist_financing", _("Terrorist financing"), 13, _("Does the answer hold for terrorist financing too? Only where the criterion asks for it."), ("same", "narrower", "none")),
        Field("evidence", _("Evidence"), 10, _("A official publication seen; B consolidated text or document of a treaty body read; C secondary source or older text; D no source seen, a lead."), "choice", get_args(Grade)),
        Field("gap", _("Gap"), 38, _("Below the best rating: what the law lacks, in one sentence."), "long"),
        *_first(),
        Field("analysis", _("Analysis"), 38, _("Why the provisions answer the question, in one to three sentences."), "long"),
        Field("practice", _("Practice"), 30, _("Case law, use, training. It informs and is not scored."), "long"),
        Field("sources", _("Documents"), 18, _names(), "documents"),
        Field("recommendation.text", _("Recommendation"), 36, _("What should change, in one sentence. It needs an effort beside it."), "long"),
        Field("recommendation.addressee", _("To whom"), 16, _("Who should do it.")),
        act,
        _choice("recommendation.effort", _("Effort"), 13, _("What it takes."), get_args(Effort)),
        _choice(CONFIRMED, _("Still holds?"), 11, _("This answer was carried over from an earlier round. Choose “yes” if it still holds; any change confirms it too."), (YES,)),
    )  # fmt: skip


def _first() -> tuple[Field, ...]:
    """The columns of the first provision, in the row of its criterion; its documents are those of the act."""
    more = _(
        "The first provision, if you like: all others go on the sheet Legal basis. Its documents are those of the act."
    )
    provision, role = _provision(FIRST), _role(FIRST)
    return (
        Field(f"{FIRST}act", _("Act"), 20, more, "act"),
        provision,
        role,
        Field(f"{FIRST}gist", _("Gist"), 34, _("What it says, in your own words."), "long"),
        _also(FIRST),
    )


def _provision(group: str = "") -> Field:
    hint = _("Article, paragraph and point as cited: 245/A, 97-a, 116(2)(a). Empty if only the act is known.")
    return Field(f"{group}provision", _("Provision"), 13, hint)


def _role(group: str = "") -> Field:
    return _choice(f"{group}role", _("What for"), 13, _("What the provision does."), get_args(Role))


def _also(group: str = "") -> Field:
    hint = _("Other criteria that this provision answers too: their numbers, or those of whole articles, with commas between. Each gets a row of its own.")  # fmt: skip
    return Field(f"{group}{ALSO}", _("Also serves"), 18, hint)


def _day() -> str:
    return _("2017-07-18, 2017-07 or 2017, as exact as the source.")


def _part(country_parts: Sequence[str], hint: str) -> tuple[Field, ...]:
    return (Field("part", _("Part"), 13, hint, "choice", tuple(country_parts)),) if country_parts else ()


def basis_fields(parts: Sequence[str]) -> tuple[Field, ...]:
    """The columns of a legal basis; of a country with parts, the part among them."""
    fields = (
        Field("act", _("Act"), 24, _("An act of the sheet Acts; add it there first if it is new."), "act"),
        _provision(),
        _role(),
        *_part(parts, _("Empty for the law of the State.")),
        Field("gist", _("Gist"), 38, _("What it says, in your own words."), "long"),
        _also(),
        Field("quote", _("Original wording"), 34, _("Only where the wording itself is the point."), "long"),
        Field("language", _("Language"), 10, _("Of the wording: sq, bs, sr, mk, tr …")),
        Field("translation", _("Translation"), 34, _("Of the wording."), "long"),
        Field("sources", _("Documents"), 20, _inherited(), "documents"),
        Field("recalled", _("Not seen"), 22, _("What about it nobody has seen in a document, such as the number of the article.")),
        Field("in_force", _("In force since"), 12, _day(), "date"),
        Field("until", _("Until"), 12, _("The last day in force, if it has ended."), "date"),
    )  # fmt: skip
    assert {field.key for field in fields} | {"part"} == {*LegalBasis.__annotations__, ALSO}  # noqa: S101  # every field has its column
    return fields


def act_fields(parts: Sequence[str], languages: Sequence[str] = ()) -> tuple[Field, ...]:
    """The columns of an act; titles in the original have one for each language."""
    original = _("The title in the language of the act, as the gazette prints it.")
    title = _("Original title (%(language)s)")
    return (
        Field("short", _("Short title"), 28, _("By which the act is chosen on other sheets.")),
        Field("title", _("Title in English"), 44, _("The full title."), "long"),
        *(Field(f"{ORIGINAL}{tag}", title % {"language": tag}, 40, original, "long") for tag in languages),
        Field("kind", _("Kind"), 14, "", "choice", get_args(Kind), labels(get_args(Kind), KINDS_OF_ACTS)),
        _choice("status", _("Status"), 13, _("As far as the documents say."), get_args(LegalStatus)),
        Field("in_force", _("In force since"), 13, _day(), "date"),
        Field("until", _("Until"), 12, _("The last day in force, if it has ended."), "date"),
        Field("gazette", _("Official gazette"), 22, _("Gazette and number of the first publication.")),
        *_part(parts, _("Whose act it is; empty: the State's.")),
        Field("url", _("Web address"), 26, _("Where the text can be read.")),
        Field("sources", _("Documents"), 20, _names(), "documents"),
    )


def languages_of(workspace: Workspace, country: Country) -> tuple[str, ...]:
    """The languages of original titles: those that the register of acts has, the most frequent first, else those of the country's names."""
    acts = country.legislation.value.acts if country.legislation else ()
    tags = [tag for act in acts for tag in act.original]
    jurisdiction = workspace.jurisdiction(country.id)
    named = (tag for name in jurisdiction.names for tag in name.text) if jurisdiction else ()
    tags = tags or [tag for tag in named if tag != ENGLISH]
    return tuple(sorted(set(tags), key=lambda tag: (-tags.count(tag), tag)))


def document_fields() -> tuple[Field, ...]:
    """The columns of a document."""
    key = _("Small Latin letters, digits, hyphens: penal-code-2019.")
    about = _("Author, title and date, as a reader would look it up.")
    return (
        Field("id", _("Short name"), 26, key, "key"),
        Field("document", _("Document"), 60, about, "long"),
        _choice("quality", _("Kind"), 15, "", get_args(Quality)),
        Field("url", _("Web address"), 40, _("Where it was seen.")),
    )


def remark_fields() -> tuple[Field, ...]:
    """The columns of a remark that are typed; which criterion it is about is one of them in a new row."""
    remark = _("In an empty row: what you ask or object to. Choose its criterion in the first column.")
    reply = _("Your reply to the remark of this row.")
    return (
        Field("text", _("Remark"), 50, remark, "long"),
        Field("reply", _("Your reply"), 44, reply, "long"),
    )


def headers_of(fields: Iterable[Field]) -> Mapping[str, str]:
    """What stands above the columns of some fields, by field."""
    return {field.key: field.header for field in fields}
