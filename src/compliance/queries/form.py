"""What stands in a checklist workbook: questions, answers as cells show them, and the version that the workbook leaves with."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from compliance.model.checklist import NONE, NOT_APPLICABLE, STATE, UNANSWERED, Effort, LegalBasis, Role
from compliance.model.instrument import Criterion, Grade, Instrument
from compliance.model.instrument import NotApplicable as Reason
from compliance.model.legislation import Kind, Standing
from compliance.model.sources import Quality
from compliance.source import Data, Document, digest
from compliance.view.names import designations
from compliance.workspace import Country, Workspace

LONGEST = 32_000
"""Signs that a cell can hold; of a longer text it shows the beginning, which cannot be edited there."""
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
    """Its head."""
    sort: Sort = "text"
    """What may stand in it."""
    choices: tuple[str, ...] = ()
    """The words to choose from."""
    hint: str = ""
    """What whoever is about to type should know."""
    width: float = 16
    """Its width in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One criterion and its answer."""

    criterion: Criterion
    """The criterion."""
    article: str
    """The article, as tables show it."""
    answer: Mapping[str, str]
    """Texts by field; what is empty is left out."""
    carried_over: str
    """The round from which the answer was carried over and waits to be confirmed; empty for any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section of the treaty, which has a sheet of its own."""

    title: str
    """Its title."""
    asked: tuple[Asked, ...]
    """Its criteria in treaty order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row that stands in a file already: a legal basis, an act, a document."""

    key: str
    """By which it is found again: `185.2.1#0`, or its id."""
    texts: Mapping[str, str]
    """Texts by field; what is empty is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A checklist as a workbook."""

    country: str
    """Id of the country."""
    name: str
    """Its name."""
    cycle: str
    """The round of assessment."""
    instrument: Instrument
    """What is assessed."""
    cut_off: date
    """The law as it stands on this day."""
    parts: tuple[Part, ...]
    """The sections, in order."""
    answers: tuple[Field, ...]
    """Columns of an answer."""
    bases: tuple[Field, ...]
    """Columns of a legal basis, after its criterion."""
    acts: tuple[Field, ...]
    """Columns of an act."""
    documents: tuple[Field, ...]
    """Columns of a document."""
    based: tuple[Listed, ...]
    """The legal bases on file, in treaty order."""
    registered: tuple[Listed, ...]
    """The acts on file, and the treaties, which may apply themselves."""
    consulted: tuple[Listed, ...]
    """The documents on file."""
    version: str
    """SHA-256 of the checklist that the workbook shows."""
    footnotes: tuple[str, ...]
    """Obligatory footnotes of the name."""


def form_of(workspace: Workspace, country: Country, cycle: str, instrument: str) -> Form:
    """The workbook of a checklist as it stands."""
    filed, treaty = country.checklists[cycle, instrument], workspace.instruments[instrument].value
    on = filed.value.cut_off
    jurisdiction = workspace.jurisdiction(country.id)
    name = jurisdiction.name(on) if jurisdiction else country.id
    given = responses_of(filed.document)
    needed = _needed(country, treaty, given)
    answers = tuple(
        field for field in answer_fields(workspace, country, treaty) if field.key not in needed or needed[field.key]
    )
    return Form(
        country=country.id,
        name=name,
        cycle=cycle,
        instrument=treaty,
        cut_off=on,
        parts=tuple(_parts(treaty, given, answers)),
        answers=answers,
        bases=basis_fields(workspace.parts(country.id)),
        acts=act_fields(workspace.parts(country.id)),
        documents=DOCUMENTS,
        based=tuple(_based(treaty, given)),
        registered=registered(workspace, country),
        consulted=consulted(country),
        version=digest(filed.document.text),
        footnotes=designations(workspace, on, (name,)),
    )


def responses_of(document: Document) -> Mapping[str, Mapping[str, Data]]:
    """The answers of a checklist as its file writes them, by criterion."""
    responses = document.data.get("responses") if isinstance(document.data, dict) else None
    given = responses.items() if isinstance(responses, dict) else ()
    return {id_: response for id_, response in given if isinstance(response, dict)}


def items_of(response: Mapping[str, Data]) -> list[Mapping[str, Data]]:
    """The legal bases of an answer as its file writes them."""
    bases = response.get("legal_basis")
    return [item for item in bases if isinstance(item, dict)] if isinstance(bases, list) else []


def flat(data: Mapping[str, Data], fields: Sequence[Field]) -> dict[str, str]:
    """The texts of some fields of a response, a legal basis, an act or a document; what is empty is left out."""
    texts = ((field.key, _text(_at(dict(data), field.key))) for field in fields)
    return {key: text for key, text in texts if text}


def _at(data: Data, key: str) -> Data:
    for step in key.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _text(value: Data) -> str:
    match value:
        case str():
            return value
        case list():
            return ", ".join(item for item in value if isinstance(item, str))
        case _:
            return ""


def base_texts(form: Form) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What a workbook leaves with, as cells show it: answers, legal bases, acts and documents by key and field."""
    answers = {asked.criterion.id: asked.answer for part in form.parts for asked in part.asked}
    kinds = {"answers": answers} | {
        name: {row.key: row.texts for row in rows}
        for name, rows in (("bases", form.based), ("acts", form.registered), ("documents", form.consulted))
    }
    return {
        kind: {key: {name: shown(text) for name, text in texts.items()} for key, texts in given.items()}
        for kind, given in kinds.items()
    }


def shown(text: str) -> str:
    """A text as a cell holds it."""
    return text if len(text) <= LONGEST else text[:LONGEST] + " […]"


def _parts(treaty: Instrument, given: Mapping[str, Mapping[str, Data]], fields: Sequence[Field]) -> Iterator[Part]:
    titles = {section.id: section.title for section in treaty.sections}
    articles = [article for article in treaty.articles if article.criteria]
    for section, group in itertools.groupby(articles, lambda article: article.section):
        asked = tuple(
            Asked(
                criterion=criterion,
                article=f"Art. {article.number} {article.title}",
                answer=flat(given.get(criterion.id, {}), fields),
                carried_over=_text(given.get(criterion.id, {}).get("carried_over")),
            )
            for article in group
            for criterion in article.criteria
        )
        yield Part(title=titles.get(section or "", treaty.abbreviation), asked=asked)


def _needed(country: Country, treaty: Instrument, given: Mapping[str, Mapping[str, Data]]) -> Mapping[str, bool]:
    """Whether a column that not every checklist has is called for."""
    narrows = any("rating_as_bound" in response for response in given.values()) or _narrows(country, treaty.id)
    return {
        "rating_as_bound": narrows,
        "terrorist_financing": any(criterion.terrorist_financing for criterion in treaty.criteria()),
        CONFIRMED: any("carried_over" in response for response in given.values()),
    }


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


def _narrows(country: Country, treaty: str) -> bool:
    participation = country.participation.value.instruments.get(treaty) if country.participation else None
    return participation is not None and any(deposit.effect == "narrows" for deposit in participation.deposits)


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


def _based(treaty: Instrument, given: Mapping[str, Mapping[str, Data]]) -> Iterator[Listed]:
    fields = basis_fields(("part",))
    for criterion in treaty.criteria():
        for n, item in enumerate(items_of(given.get(criterion.id, {}))):
            yield Listed(key=f"{criterion.id}#{n}", texts=flat(item, fields))


def registered(workspace: Workspace, country: Country) -> tuple[Listed, ...]:
    """The acts on file by id, and the treaties, which may apply themselves."""
    fields = act_fields(("part",))
    document = country.legislation.document if country.legislation else None
    acts = document.data.get("acts") if document and isinstance(document.data, dict) else None
    listed = [act for act in acts if isinstance(act, dict)] if isinstance(acts, list) else []
    treaties = (filed.value for filed in workspace.instruments.values() if filed.value.kind == "treaty")
    return (
        *(Listed(key=str(act["id"]), texts=flat(act, fields)) for act in listed),
        *(
            Listed(
                key=instrument.id,
                texts={"short": instrument.abbreviation, "title": f"{instrument.title} (the treaty itself applies)"},
            )
            for instrument in treaties
        ),
    )


def consulted(country: Country) -> tuple[Listed, ...]:
    """The documents on file by id."""
    document = country.sources.document if country.sources else None
    sources = document.data.get("sources") if document and isinstance(document.data, dict) else None
    listed = [one for one in sources if isinstance(one, dict)] if isinstance(sources, list) else []
    return tuple(Listed(key=str(one["id"]), texts=flat(one, DOCUMENTS)) for one in listed)
