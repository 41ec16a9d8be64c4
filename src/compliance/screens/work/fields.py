"""Fields of the form of an answer: what each is called, what helps, what stands in it and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from compliance import figures
from compliance.language import _
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED
from compliance.queries.form import Form as Checklist
from compliance.queries.form import Listed
from compliance.queries.form_fields import ALSO, CONFIRMED, FIRST, Field
from compliance.queries.form_words import GRADES, HYPHENED

Shape = Literal["ratings", "grades", "choice", "line", "text", "act", "documents", "tick"]
"""What a field looks like: radio buttons, those of evidence, a list, a line, several lines, a line with acts or documents to choose, a box to tick."""
SHAPES: Mapping[str, Shape] = {
    "words": "choice",
    "choice": "choice",
    "act": "act",
    "documents": "documents",
    "text": "line",
    "long": "text",
    "date": "line",
    "key": "line",
}
"""What the fields of each sort look like."""
LEVEL = "ratings_by_part."
"""With what the fields begin of ratings by level of government."""
ROW = ("act", "provision", "role", "part", "gist")
"""The fields of a provision that are always in sight; the others can be folded away."""
Texts = Callable[[str], str]
"""What stands in a field, by its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose."""

    value: str
    text: str
    note: str = ""
    """What it means."""
    press: str = ""
    """The key that chooses it."""
    checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A field of the form."""

    name: str
    label: str
    help: str = ""
    shape: Shape = "line"
    value: str = ""
    options: tuple[Option, ...] = ()
    between: tuple[Option, ...] = ()
    """Several ratings of which one is right, and none yet: the second row of a rating."""
    problems: tuple[str, ...] = ()

    @property
    def described(self) -> str:
        """The ids of what describes it."""
        parts = (("problem", self.problems), ("help", self.help))
        return " ".join(f"{name}.{self.name}" for name, there in parts if there)

    @property
    def shown(self) -> str:
        """What stands in it, for a reader."""
        chosen = (option.text for option in (*self.options, *self.between) if option.checked)
        if not self.value and self.shape != "ratings":
            return ""
        return next(chosen, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A provision on which an answer rests."""

    number: int
    key: str
    """The key of one on file; empty for a new one."""
    title: str
    """By which whoever hears the form knows it."""
    fields: tuple[Input, ...]
    more: tuple[Input, ...]
    """Fields that can be folded away."""
    also: tuple[Option, ...]
    """The other criteria of the article, to tick those that it serves too."""
    also_name: str
    also_more: str
    """Criteria of other articles that it serves."""

    @property
    def open(self) -> bool:
        """Whether something stands in what can be folded away."""
        ticked = any(option.checked for option in self.also) or self.also_more
        return bool(ticked or any(each.value or each.problems for each in self.more))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it yet."""
        return not self.key and not self.open and not any(each.value for each in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields under a heading."""

    title: str
    fields: tuple[Input, ...]
    """Those of several lines above the others."""
    help: str = ""

    @property
    def open(self) -> bool:
        """Whether something stands in it."""
        return any(each.value or each.problems for each in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of an answer, from its first field to its last."""

    top: tuple[Input, ...]
    rows: tuple[Row, ...]
    rest: tuple[Input, ...]
    groups: tuple[Group, ...]
    """What belongs together below: the recommendation, a new act, a new document."""
    adding: tuple[Group, ...]
    acts: tuple[Option, ...]
    documents: tuple[Option, ...]
    confirmed: Input | None
    """Whether an answer that was carried over still holds; none where it was not."""

    def inputs(self) -> Iterator[Input]:
        """Every field, in the order of the page."""
        yield from self.top
        for row in self.rows:
            yield from (*row.fields, *row.more)
        yield from self.rest
        for group in (*self.groups, *self.adding):
            yield from group.fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in a form, and what is wrong with it."""

    texts: Mapping[str, str]
    """Texts by the name of the field."""
    problems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scale: tuple[str, ...]
    """The ratings of the treaty, the best first."""
    reasons: Collection[str]
    """Why the criterion can be not applicable."""
    others: Sequence[tuple[str, str]]
    """The other criteria of the article: ids, and how they are cited."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """The names of the parts of the country."""

    def input(self, name: str, each: Field, *, shape: Shape | None = None, only: Collection[str] = ()) -> Input:
        """A field of the form; with `only`, of its words these alone, and what stands there."""
        value = self.texts.get(name, "")
        words = [word for word in each.choices if not only or word in only or word == value]
        each = replace(each, labels=self.parts) if each.key == "part" else each
        return Input(
            name=name,
            label=each.header,
            help=_helps().get(each.key, each.hint),
            shape=shape or SHAPES[each.sort],
            value=value,
            options=tuple(_options(each, words, value)),
            problems=self.problems.get(name, ()),
        )


def _helps() -> Mapping[str, str]:
    """What helps in a browser, where what helps in a workbook speaks of its sheets, or the label says it."""
    return {
        **dict.fromkeys(
            ("act", "role", "recommendation.amend", "recommendation.addressee", "recommendation.effort"), ""
        ),
        "provision": _("As cited: 245/A, 116(2)(a)."),
        "gist": _("What it says, in your own words."),
        "not_applicable": _("Only beside “not applicable”."),
        "sources": _("Short names of documents, with commas between."),
        "short": _("By which the act is chosen in provisions."),
    }


def _options(each: Field, words: Sequence[str], value: str) -> Iterator[Option]:
    """The words of a list, nothing first; what stands there and is none of them is kept."""
    if each.choices:
        yield Option(value="", text=figures.NOTHING, checked=not value)
        for word in dict.fromkeys((*words, *((value,) if value else ()))):
            yield Option(value=word, text=_called(each, word), checked=word == value)


def _called(each: Field, words: str) -> str:
    """A word of a list as a reader knows it; of several ratings the worst and the best."""
    several = words.split(", ")
    plain = {word: word if word in HYPHENED else word.replace("-", " ") for word in (several[-1], several[0])}
    return figures.DASH.join(dict.fromkeys(each.labels.get(word, text) for word, text in plain.items()))


def _rating(filled: Filled, each: Field) -> Input:
    """The rating: one word each with its key, and in a second row what is still open."""
    made, scale = filled.input("a.rating", each, shape="ratings"), filled.scale
    value = made.value
    single = {**{word: str(n) for n, word in enumerate(scale, 1)}, NOT_APPLICABLE: "0"}
    # What is on file may name the same ratings in another order: as it stands there it has not changed.
    several = {_ordered(word, scale): word for word in each.choices if ", " in word}
    several |= {_ordered(value, scale): value} if value and value not in single else {}
    between = (Option(value=word, text=_called(each, named), checked=word == value) for named, word in several.items())
    return replace(
        made,
        options=tuple(
            Option(value=word, text=_called(each, word), press=press, checked=word == value)
            for word, press in single.items()
        ),
        between=(*between, Option(value="", text=each.labels.get(UNANSWERED, UNANSWERED), checked=not value)),
    )


def _ordered(value: str, scale: Sequence[str]) -> str:
    """Ratings of a scale in its order, the best first, as the form offers them."""
    words = value.split(", ")
    return ", ".join(sorted(words, key=scale.index)) if set(words) <= set(scale) else value


def _evidence(filled: Filled, each: Field) -> Input:
    """The grade of evidence, each with its rule."""
    made = filled.input("a.evidence", each, shape="grades")
    options = (replace(o, note=GRADES.get(o.value, "")) for o in made.options if o.value)  # type: ignore[call-overload]  # a grade
    return replace(made, options=tuple(options))


def form(made: Checklist, filled: Filled, hidden: Collection[str]) -> Form:
    """The form of an answer, in which some fields are not shown, and criteria beside it can be served too."""
    parts = {each.key.removeprefix(LEVEL): each.header for each in made.answers if LEVEL in each.key}
    filled = replace(filled, parts=parts)
    shown = {each.key: each for each in made.answers if not each.key.startswith(FIRST) and each.key not in hidden}
    confirmed = shown.pop(CONFIRMED, None)
    inputs = {key: _answer(filled, each) for key, each in shown.items()}
    top = [key for key in inputs if key in TOP or key.startswith(LEVEL)]
    advice = [key for key in inputs if key.startswith("recommendation.")]
    act = _("Fill this in, and type its short title, or “+”, as the act of a provision. Both are saved together.")
    document = _("Fill this in, and type its short name, or “+”, among the documents. Both are saved together.")
    return Form(
        top=tuple(inputs[key] for key in top),
        rows=tuple(_rows(filled, made.bases)),
        rest=tuple(each for key, each in inputs.items() if key not in {*top, *advice}),
        groups=(_group(_("Recommendation"), (inputs[key] for key in advice)),) if advice else (),
        adding=(
            _group(_("Act not in the list"), (filled.input(f"act.{each.key}", each) for each in made.acts), act),
            _group(
                _("Document not in the list"),
                (filled.input(f"doc.{each.key}", each) for each in made.documents),
                document,
            ),
        ),
        acts=tuple(_registered(made.registered)),
        documents=tuple(Option(value=row.key, text=row.texts.get("document", row.key)) for row in made.consulted),
        confirmed=filled.input("a.confirmed", confirmed, shape="tick") if confirmed else None,
    )


TOP = ("rating", "rating_as_bound", "not_applicable", "terrorist_financing", "evidence")
"""The fields before the provisions, and the ratings of levels of government."""


def _answer(filled: Filled, each: Field) -> Input:
    match each.key:
        case "rating":
            return _rating(filled, each)
        case "evidence":
            return _evidence(filled, each)
        case "not_applicable":
            return filled.input("a.not_applicable", each, only=filled.reasons)
        case _:
            return filled.input(f"a.{each.key}", each)


def _group(title: str, inputs: Iterable[Input], help_: str = "") -> Group:
    return Group(title=title, help=help_, fields=tuple(sorted(inputs, key=lambda each: each.shape != "text")))


def _registered(rows: Iterable[Listed]) -> Iterator[Option]:
    """Acts by their short titles, each with its titles and its gazette."""
    for row in rows:
        texts = [text for key, text in row.texts.items() if key in ("title", "gazette") or key.startswith("original.")]
        yield Option(value=row.texts.get("short", row.key), text=", ".join(dict.fromkeys(texts)))


def _rows(filled: Filled, fields: Sequence[Field]) -> Iterator[Row]:
    """The provisions, and an empty row after the last."""
    numbers = _numbers(filled.texts)
    yield from (_row(filled, fields, number) for number in (*numbers, max(numbers, default=-1) + 1))


def _numbers(texts: Iterable[str]) -> list[int]:
    """The numbers of the provisions of a form, by the names of its fields."""
    return sorted({int(name.split(".")[1]) for name in texts if is_of_row(name)})


def is_of_row(name: str) -> bool:
    """Whether a field is of a provision: `b.0.act`."""
    parts = name.split(".")
    return len(parts) == 3 and parts[0] == "b" and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 5


def _row(filled: Filled, fields: Sequence[Field], number: int) -> Row:
    prefix = f"b.{number}."
    made = {each.key: filled.input(f"{prefix}{each.key}", each) for each in fields if each.key != ALSO}
    served = [part.strip() for part in filled.texts.get(f"{prefix}{ALSO}", "").split(",") if part.strip()]
    near = dict(filled.others)
    name = " ".join(filter(None, (made["act"].value, made["provision"].value)))
    return Row(
        number=number,
        key=filled.texts.get(f"{prefix}key", ""),
        title=name or _("new provision"),
        fields=tuple(made[key] for key in ROW if key in made),
        more=tuple(each for key, each in made.items() if key not in ROW),
        also=tuple(Option(value=id_, text=text, checked=id_ in served) for id_, text in near.items()),
        also_name=f"{prefix}{ALSO}",
        also_more=", ".join(part for part in served if part not in near),
    )


def rearranged(texts: Mapping[str, str], what: str) -> Mapping[str, str]:
    """The fields of a form with a row more, or without one: `add`, `remove-1`."""
    deed, _dash, number = what.partition("-")
    rows = _numbers(texts)
    # Rows are numbered anew: a save takes away every provision on file of which no row is sent.
    if number.isdigit() and int(number) in rows and deed == "remove":
        rows.remove(int(number))
    kept = {name: text for name, text in texts.items() if not is_of_row(name)}
    for place, row in enumerate(rows):
        start = f"b.{row}."
        kept |= {
            f"b.{place}.{name.removeprefix(start)}": text for name, text in texts.items() if name.startswith(start)
        }
    return kept | ({f"b.{len(rows)}.key": "", f"b.{len(rows)}.act": ""} if deed == "add" else {})


def typed_from(answer: Mapping[str, str], bases: Iterable[Listed], called: Callable[[str], str]) -> Mapping[str, str]:
    """What stands in the form of an answer on file; acts by the titles by which they are chosen."""
    texts = {f"a.{key}": called(text) if key == "recommendation.amend" else text for key, text in answer.items()}
    for number, basis in enumerate(bases):
        texts[f"b.{number}.key"] = basis.key
        for key, text in basis.texts.items():
            texts[f"b.{number}.{key}"] = called(text) if key == "act" else text
    return texts
