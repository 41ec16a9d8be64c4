"""What stands in a checklist workbook: questions, answers as cells show them, and the version that the workbook leaves with."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.checks.needs import Need, needs
from compliance.language import _, capital, spoken
from compliance.model.checklist import Checklist, Response
from compliance.model.instrument import Article, Criterion, Instrument
from compliance.queries.form_background import Background, backgrounds, discussed
from compliance.queries.form_fields import (
    CONFIRMED,
    FIRST,
    Field,
    act_fields,
    answer_fields,
    basis_fields,
    document_fields,
    languages_of,
    remark_fields,
)
from compliance.source import Data, Document, digest
from compliance.view.names import designations
from compliance.workspace import Country, Filed, Workspace, is_of_second

LONGEST = 32_000
"""Characters that a cell can hold; of a longer text it shows the beginning, which cannot be edited there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One criterion and its answer."""

    criterion: Criterion
    article: str
    """The article, as tables show it."""
    number: str
    """Its number."""
    answer: Mapping[str, str]
    """Texts by field; what is empty is left out."""
    first: Mapping[str, str]
    """The first of its legal bases, by the fields of a provision in its row; nothing where it has none yet."""
    background: Background
    narrowed: bool
    """Whether it can have a rating as bound: a deposit narrows it, or nothing is known of deposits."""
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
    fixed: bool = False
    """Whether nothing is typed in it: a treaty in the list of acts, a remark that is settled."""


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
    remarks: tuple[Field, ...]
    """Columns of a remark that are typed."""
    based: tuple[Listed, ...]
    """The legal bases on file, in treaty order."""
    registered: tuple[Listed, ...]
    """The acts on file, and the treaties, which may apply themselves."""
    consulted: tuple[Listed, ...]
    remarked: tuple[Listed, ...]
    """The remarks on file, in treaty order."""
    language: str
    """The language of the workbook: `en`, `sr-Latn`."""
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
    languages = languages_of(workspace, country)
    return Form(
        country=country.id,
        name=name,
        cycle=cycle,
        instrument=treaty,
        cut_off=on,
        parts=tuple(_parts(treaty, _questions(workspace, country, filed, treaty, answers))),
        answers=answers,
        bases=basis_fields(workspace.parts(country.id)),
        acts=act_fields(workspace.parts(country.id), languages),
        documents=document_fields(),
        remarks=remark_fields(),
        based=tuple(_based(treaty, responses)),
        registered=registered(workspace, country),
        consulted=consulted(country),
        remarked=tuple(_remarked(treaty, filed.value.responses)),
        language=spoken(),
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
    return _listed(response, "legal_basis")


def _listed(data: Mapping[str, Data] | Data, name: str) -> list[Mapping[str, Data]]:
    """The entries of a list of a file, as far as they are groups of fields."""
    entries = data.get(name) if isinstance(data, Mapping) else None
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


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
    """What a workbook leaves with, cut as cells cut it: answers, legal bases, acts, documents and remarks by key and field."""
    answers = {question.criterion.id: question.answer for part in form.parts for question in part.questions}
    kinds = {"answers": answers} | {
        name: {row.key: row.texts for row in rows}
        for name, rows in (("bases", form.based), ("acts", form.registered), ("documents", form.consulted))
    }
    kinds["remarks"] = {row.key: {"text": row.texts["text"]} for row in form.remarked}
    return {
        kind: {key: {name: shown(text) for name, text in texts.items()} for key, texts in rows.items()}
        for kind, rows in kinds.items()
    }


def shown(text: str) -> str:
    """A text as a cell holds it."""
    return text if len(text) <= LONGEST else text[:LONGEST] + " […]"


def _questions(
    workspace: Workspace, country: Country, filed: Filed[Checklist], treaty: Instrument, fields: Sequence[Field]
) -> Callable[[Article, Criterion], Question]:
    """What makes the question of a criterion."""
    checklist, written = filed.value, responses_of(filed.document)
    beside, narrowed = backgrounds(workspace, country, treaty, checklist), _narrowed(country, treaty.id)

    def question(article: Article, criterion: Criterion) -> Question:
        id_ = criterion.id
        data, response = written.get(id_, {}), checklist.responses.get(id_, Response())
        return Question(
            criterion=criterion,
            article=capital(" ".join((_("Art."), article.number, article.called()))),
            number=article.number,
            answer=flat(data, fields),
            first=_first(data),
            background=beside.get(id_, Background()),
            narrowed=narrowed is None or id_ in narrowed,
            carried_over=_text(data.get("carried_over")),
            needs=needs(response, criterion, treaty.scale),
        )

    return question


def _parts(treaty: Instrument, question: Callable[[Article, Criterion], Question]) -> Iterator[Part]:
    """The sections of a treaty with their questions."""
    titles = {section.id: section.called() for section in treaty.sections}
    articles = [article for article in treaty.articles if article.criteria]
    for section, group in itertools.groupby(articles, lambda article: article.section):
        questions = tuple(question(article, criterion) for article in group for criterion in article.criteria)
        yield Part(title=titles.get(section or "", treaty.abbreviation), questions=questions)


def _first(response: Mapping[str, Data]) -> Mapping[str, str]:
    """The first legal basis of an answer by the fields that the row of its criterion has for it."""
    texts = (flat(item, basis_fields(())) for item in items_of(response)[:1])
    return {f"{FIRST}{key}": text for fields in texts for key, text in fields.items()}


def _remarked(treaty: Instrument, responses: Mapping[str, Response]) -> Iterator[Listed]:
    for criterion in treaty.criteria():
        for n, remark in enumerate(responses.get(criterion.id, Response()).remarks):
            yield Listed(key=f"{criterion.id}#{n}", texts=discussed(remark), fixed=remark.closed is not None)


def _needed(country: Country, treaty: Instrument, responses: Mapping[str, Mapping[str, Data]]) -> Mapping[str, bool]:
    """Whether a column that not every checklist has is called for."""
    narrows = any("rating_as_bound" in response for response in responses.values()) or bool(
        _narrowed(country, treaty.id)
    )
    return {
        "rating_as_bound": narrows,
        "terrorist_financing": any(criterion.terrorist_financing for criterion in treaty.criteria()),
        CONFIRMED: any("carried_over" in response for response in responses.values()),
    }


def _narrowed(country: Country, treaty: str) -> frozenset[str] | None:
    """The criteria that some deposit narrows; none where nothing is on file of what the country deposited."""
    if country.participation is None:
        return None
    participation = country.participation.value.instruments.get(treaty)
    narrowing = (deposit for deposit in participation.deposits if deposit.effect == "narrows") if participation else ()
    return frozenset(id_ for deposit in narrowing for id_ in deposit.criteria)


def _based(treaty: Instrument, responses: Mapping[str, Mapping[str, Data]]) -> Iterator[Listed]:
    fields = basis_fields(("part",))
    for criterion in treaty.criteria():
        for n, item in enumerate(items_of(responses.get(criterion.id, {}))):
            yield Listed(key=f"{criterion.id}#{n}", texts=flat(item, fields))


def registered(workspace: Workspace, country: Country) -> tuple[Listed, ...]:
    """The acts on file by id, and the treaties, which may apply themselves."""
    fields = act_fields(("part",), languages_of(workspace, country))
    listed = _listed(country.legislation.document.data, "acts") if country.legislation else []
    treaties = (filed.value for filed in workspace.instruments.values() if filed.value.kind == "treaty")
    return (
        *(Listed(key=str(act["id"]), texts=flat(act, fields)) for act in listed),
        *(
            Listed(
                key=instrument.id,
                texts={
                    "short": instrument.abbreviation,
                    "title": _("%(treaty)s (the treaty itself applies)") % {"treaty": instrument.called()},
                },
                fixed=True,
            )
            for instrument in treaties
        ),
    )


def consulted(country: Country) -> tuple[Listed, ...]:
    """The documents on file by id."""
    listed = _listed(country.sources.document.data, "sources") if country.sources else []
    return tuple(Listed(key=str(source["id"]), texts=flat(source, document_fields())) for source in listed)
