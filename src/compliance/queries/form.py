"""What stands in a checklist workbook: questions, answers as cells show them, and the version that the workbook leaves with."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.checks.needs import Need, needs
from compliance.model.checklist import Response
from compliance.model.instrument import Criterion, Instrument
from compliance.queries.form_fields import CONFIRMED, DOCUMENTS, Field, act_fields, answer_fields, basis_fields
from compliance.source import Data, Document, digest
from compliance.view.names import designations
from compliance.workspace import Country, Workspace, is_of_second

LONGEST = 32_000
"""Characters that a cell can hold; of a longer text it shows the beginning, which cannot be edited there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One criterion and its answer."""

    criterion: Criterion
    article: str
    """The article, as tables show it."""
    answer: Mapping[str, str]
    """Texts by field; what is empty is left out."""
    carried_over: str
    """The round from which the answer was carried over and waits to be confirmed; empty for any other."""
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section of the treaty, which has a sheet of its own."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row that stands in a file already: a legal basis, an act, a document."""

    key: str
    """By which it is found again: `185.2.1#0`, or its id."""
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A checklist as a workbook."""

    country: str
    name: str
    cycle: str
    instrument: Instrument
    cut_off: date
    parts: tuple[Part, ...]
    answers: tuple[Field, ...]
    bases: tuple[Field, ...]
    """Columns of a legal basis, after its criterion."""
    acts: tuple[Field, ...]
    documents: tuple[Field, ...]
    based: tuple[Listed, ...]
    """The legal bases on file, in treaty order."""
    registered: tuple[Listed, ...]
    """The acts on file, and the treaties, which may apply themselves."""
    consulted: tuple[Listed, ...]
    version: str
    """SHA-256 of the checklist that the workbook shows."""
    footnotes: tuple[str, ...]
    second: bool = False
    """Whether it is the second evaluator's, who rates blind."""


def form_of(workspace: Workspace, country: Country, cycle: str, instrument: str) -> Form:
    """The workbook of a checklist as it stands, in a workspace that holds no other evaluator's answers: `Workspace.seen_by`."""
    filed, treaty = country.checklists[cycle, instrument], workspace.instruments[instrument].value
    on = filed.value.cut_off
    jurisdiction = workspace.jurisdiction(country.id)
    name = jurisdiction.name(on) if jurisdiction else country.id
    responses = responses_of(filed.document)
    needed = _needed(country, treaty, responses)
    answers = tuple(
        field for field in answer_fields(workspace, country, treaty) if field.key not in needed or needed[field.key]
    )
    return Form(
        country=country.id,
        name=name,
        cycle=cycle,
        instrument=treaty,
        cut_off=on,
        parts=tuple(_parts(treaty, responses, answers, filed.value.responses)),
        answers=answers,
        bases=basis_fields(workspace.parts(country.id)),
        acts=act_fields(workspace.parts(country.id)),
        documents=DOCUMENTS,
        based=tuple(_based(treaty, responses)),
        registered=registered(workspace, country),
        consulted=consulted(country),
        version=digest(filed.document.text),
        footnotes=designations(workspace, on, (name,)),
        second=is_of_second(filed.document.path),
    )


def responses_of(document: Document) -> Mapping[str, Mapping[str, Data]]:
    """The answers of a checklist as its file writes them, by criterion."""
    responses = document.data.get("responses") if isinstance(document.data, dict) else None
    filed = responses.items() if isinstance(responses, dict) else ()
    return {id_: response for id_, response in filed if isinstance(response, dict)}


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
    answers = {question.criterion.id: question.answer for part in form.parts for question in part.questions}
    kinds = {"answers": answers} | {
        name: {row.key: row.texts for row in rows}
        for name, rows in (("bases", form.based), ("acts", form.registered), ("documents", form.consulted))
    }
    return {
        kind: {key: {name: shown(text) for name, text in texts.items()} for key, texts in rows.items()}
        for kind, rows in kinds.items()
    }


def shown(text: str) -> str:
    """A text as a cell holds it."""
    return text if len(text) <= LONGEST else text[:LONGEST] + " […]"


def _parts(
    treaty: Instrument,
    data: Mapping[str, Mapping[str, Data]],
    fields: Sequence[Field],
    responses: Mapping[str, Response],
) -> Iterator[Part]:
    titles = {section.id: section.title for section in treaty.sections}
    articles = [article for article in treaty.articles if article.criteria]
    for section, group in itertools.groupby(articles, lambda article: article.section):
        questions = tuple(
            Question(
                criterion=criterion,
                article=f"Art. {article.number} {article.title}",
                answer=flat(data.get(criterion.id, {}), fields),
                carried_over=_text(data.get(criterion.id, {}).get("carried_over")),
                needs=needs(responses.get(criterion.id, Response()), criterion, treaty.scale),
            )
            for article in group
            for criterion in article.criteria
        )
        yield Part(title=titles.get(section or "", treaty.abbreviation), questions=questions)


def _needed(country: Country, treaty: Instrument, responses: Mapping[str, Mapping[str, Data]]) -> Mapping[str, bool]:
    """Whether a column that not every checklist has is called for."""
    narrows = any("rating_as_bound" in response for response in responses.values()) or _narrows(country, treaty.id)
    return {
        "rating_as_bound": narrows,
        "terrorist_financing": any(criterion.terrorist_financing for criterion in treaty.criteria()),
        CONFIRMED: any("carried_over" in response for response in responses.values()),
    }


def _narrows(country: Country, treaty: str) -> bool:
    participation = country.participation.value.instruments.get(treaty) if country.participation else None
    return participation is not None and any(deposit.effect == "narrows" for deposit in participation.deposits)


def _based(treaty: Instrument, responses: Mapping[str, Mapping[str, Data]]) -> Iterator[Listed]:
    fields = basis_fields(("part",))
    for criterion in treaty.criteria():
        for n, item in enumerate(items_of(responses.get(criterion.id, {}))):
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
    listed = [source for source in sources if isinstance(source, dict)] if isinstance(sources, list) else []
    return tuple(Listed(key=str(source["id"]), texts=flat(source, DOCUMENTS)) for source in listed)
