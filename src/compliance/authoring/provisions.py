"""Provisions that were typed once for several criteria, or in the row of a criterion → a legal basis of each criterion.

A new provision that names no document takes over those of its act, written out, so that the file says what was seen; not
where something about it was not seen, or the grade of the answer is D.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from compliance.authoring.leaving import Leaving
from compliance.authoring.rows import Columns, Filled, Row, as_read, of_answer, without
from compliance.model.instrument import Instrument
from compliance.problems import Problem, closest, printable
from compliance.queries.form_fields import ALSO, FIRST

_T = TypeVar("_T")
SEVERAL = re.compile(r"[,;\s]+")
"""What stands between the criteria of a list."""


def expanded(filled: Filled, columns: Columns, treaty: Instrument) -> tuple[Filled, tuple[Problem, ...]]:
    """A workbook in which every criterion has the legal bases that serve it as rows of their own, and what is wrong with them."""
    problems: list[Problem] = []
    rows = (*filled.bases, *_firsts(filled, columns, problems))
    bases = [replace(row, texts=without(row.texts, ALSO)) for row in rows]
    for row in rows:
        for criterion in _served(row, treaty, problems):
            copy = replace(row, key="", texts={**without(row.texts, ALSO), "criterion": criterion})
            same = (other for other in bases if other.criterion == criterion)
            if not any(without(other.texts, "criterion") == without(copy.texts, "criterion") for other in same):
                bases.append(replace(copy, places={**row.places, "criterion": row.places[ALSO]}))
    answers = {id_: replace(row, texts=of_answer(row.texts)) for id_, row in filled.answers.items()}
    return replace(filled, answers=answers, bases=tuple(bases)), tuple(problems)


def _firsts(filled: Filled, columns: Columns, problems: list[Problem]) -> Iterator[Row]:
    """The provisions that were typed in the rows of their criteria."""
    for id_, row in filled.answers.items():
        typed = _of_first(row.texts)
        if f"{id_}#0" in filled.leaving.bases:
            problems += _changed(filled.leaving, columns, row, typed)
        elif typed:
            yield _first(id_, row, columns)


def _first(criterion: str, row: Row, columns: Columns) -> Row:
    """The provision that was typed in the row of a criterion, as a row of its own."""
    at = row.places[f"{FIRST}act"]
    places = {field.key: row.places.get(f"{FIRST}{field.key}", at) for field in columns.bases}
    places = {"": at, "criterion": row.places[""], **places}
    texts = {"criterion": criterion, **_of_first(row.texts)}
    return Row(key="", texts=texts, places=places, wrong=_of_first(row.wrong))


def _of_first(cells: Mapping[str, _T]) -> dict[str, _T]:
    return {key.removeprefix(FIRST): cell for key, cell in cells.items() if key.startswith(FIRST)}


def shared(filled: Filled, columns: Columns) -> Filled:
    """A workbook in which a provision that was typed in the row of one criterion and serves others too is a row of its own."""
    bases = [
        _first(id_, row, columns)
        for id_, row in filled.answers.items()
        if f"{FIRST}{ALSO}" in row.texts and f"{id_}#0" not in filled.leaving.bases
    ]
    moved = {row.texts["criterion"] for row in bases}
    answers = {
        id_: replace(row, texts=of_answer(row.texts), places=of_answer(row.places), wrong=of_answer(row.wrong))
        if id_ in moved
        else row
        for id_, row in filled.answers.items()
    }
    return replace(filled, answers=answers, bases=(*filled.bases, *bases))


def _changed(leaving: Leaving, columns: Columns, row: Row, typed: Mapping[str, str]) -> Iterator[Problem]:
    """Closed cells that show the first provision on file and say something else now; an emptied one says nothing."""
    shown = as_read(leaving.bases[f"{row.key}#0"], columns.bases)
    for field in columns.answers:
        key = field.key.removeprefix(FIRST)
        if field.key.startswith(FIRST) and typed.get(key, shown.get(key, "")) != shown.get(key, ""):
            what = f"`{field.header}` of the first provision of {row.key} was changed here"
            hint = "change it in its row of the sheet of legal bases, and put this cell back"
            yield Problem(row.places[field.key], "changed-key", what, shown.get(key) or "empty", hint)


def serving(row: Row, treaty: Instrument) -> tuple[str, ...]:
    """The criteria beside its own that a provision is said to serve, as far as they are known."""
    return tuple(_served(row, treaty, []))


def narrowed(row: Row, treaty: Instrument, criteria: Container[str]) -> Row | None:
    """The row of a legal basis for some of the criteria that it serves; none where it serves none of them.

    Where its own criterion is not among them, it is a new row of the first that is.
    """
    own, others = row.criterion, serving(row, treaty)
    kept = [criterion for criterion in others if criterion in criteria]
    if own in criteria:
        return row if len(kept) == len(others) else replace(row, texts=_texts(row, own, kept))
    return replace(row, key="", texts=_texts(row, kept[0], kept[1:])) if kept else None


def _texts(row: Row, criterion: str, others: Sequence[str]) -> Mapping[str, str]:
    """The texts of a legal basis of one criterion that serves some others."""
    also = {ALSO: ", ".join(others)} if others else {}
    return {**without(row.texts, ALSO), "criterion": criterion, **also}


def _served(row: Row, treaty: Instrument, problems: list[Problem]) -> Iterator[str]:
    """The criteria that a provision is said to serve; of an article, all of them."""
    names = [name for name in SEVERAL.split(row.texts.get(ALSO, "")) if name]
    if names and not row.texts.get("act"):
        what = "the row names criteria that a provision serves, and no act"
        problems.append(Problem(row.places["act"], "missing-field", what, None, "choose the act from the list"))
        return
    known = _meant(treaty)
    for name in names:
        if name not in known:
            what = f"there is no criterion or article `{printable(name)[:60]}`"
            expected = "numbers of criteria or articles, with commas between"
            problems.append(Problem(row.places[ALSO], "unknown-criterion", what, expected, closest(name, known)))
    yield from dict.fromkeys(criterion for name in names for criterion in known.get(name, ()))


def _meant(treaty: Instrument) -> Mapping[str, list[str]]:
    """The criteria that are meant by each number, of a criterion or of an article."""
    articles = {
        article.number: [each.id for each in article.criteria] for article in treaty.articles if article.criteria
    }
    return articles | {criterion.id: [criterion.id] for criterion in treaty.criteria()}


def without_served(row: Row, treaty: Instrument, criteria: Container[str]) -> Row:
    """The row of a legal basis that names some of the criteria no more that it serves; what nobody knows stays."""
    meant, names = _meant(treaty), SEVERAL.split(row.texts.get(ALSO, ""))
    kept = [id_ for name in names if name for id_ in meant.get(name, [name]) if id_ not in criteria]
    return replace(row, texts={**without(row.texts, ALSO), **({ALSO: ", ".join(kept)} if kept else {})})


def documented(filled: Filled, sources_of: Callable[[str], Sequence[str]]) -> Filled:
    """A workbook in which a new provision without documents has those of its act; `sources_of` says which an act has."""

    def with_sources(row: Row) -> Row:
        answer = filled.answers.get(row.criterion)
        is_lead = answer is not None and answer.texts.get("evidence") == "D"
        if row.key or is_lead or {"sources", "recalled"} & row.texts.keys():
            return row
        inherited = ", ".join(sources_of(row.texts.get("act", "")))
        return replace(row, texts={**row.texts, "sources": inherited}) if inherited else row

    return replace(filled, bases=tuple(map(with_sources, filled.bases)))
