"""Rows of a returned workbook: what stands in each, what they name, and which were sorted in part."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from compliance.authoring.cells import Note, as_typed
from compliance.authoring.leaving import Leaving
from compliance.authoring.merge import Texts
from compliance.problems import Position, Problem, printable
from compliance.queries.form import flat, shown
from compliance.queries.form_fields import FIRST, Field
from compliance.report.excel.incoming import Cell
from compliance.source import Data

_T = TypeVar("_T")
PROSE = 20
"""Characters of a text by which an answer is known among others."""
_TOGETHER = "undo the sorting, or sort all columns together: a row is known by its id"
_ON_PURPOSE = "texts that were exchanged on purpose go in one after the other, in two imports"
Questions = Mapping[str, frozenset[str]]
"""What a criterion asks, in every language in which a workbook may ask it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands in one row."""

    key: str
    """The key of the row: a criterion, a legal basis, an act, a document; empty for a new one."""
    texts: Texts
    """Texts by field, as files write them; of a cell that cannot be read, what stood there when the workbook left."""
    places: Mapping[str, Position] = field(compare=False)
    wrong: Mapping[str, Cell] = field(default_factory=dict, compare=False)

    @property
    def holds(self) -> bool:
        """Whether anything stands in it."""
        return bool(self.key or self.texts or self.wrong)

    @property
    def owner(self) -> str:
        """The criterion with which its key begins."""
        return self.key.partition("#")[0]

    @property
    def criterion(self) -> str:
        """The criterion that the row of a legal basis answers; empty where it does not say so."""
        return self.owner or ("" if "criterion" in self.wrong else self.texts.get("criterion", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A workbook that was returned."""

    leaving: Leaving
    by: str = ""
    """The name on its first page; empty where none was given."""
    answers: Mapping[str, Row] = field(default_factory=dict)
    bases: tuple[Row, ...] = ()
    """Rows of legal bases, each with `criterion` among its texts."""
    acts: tuple[Row, ...] = ()
    """New acts."""
    documents: tuple[Row, ...] = ()
    """New documents."""
    corrected: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Rows of acts and documents on file, by the sheet on which they stand."""
    remarks: tuple[Row, ...] = ()
    """Remarks on file with what was replied, and new ones, each with `criterion` among its texts."""
    problems: tuple[Problem, ...] = ()
    """All that is wrong with sheets, headers, rows and cells."""
    owners: Mapping[Problem, tuple[str, ...]] = field(default_factory=dict)
    """The criteria whose answers a problem spoils, where it does not stand in a cell of theirs."""
    broken: frozenset[str] = frozenset()
    """Sheets that could not be read row by row; where there are any, no answer can be trusted by itself."""
    notes: tuple[Note, ...] = ()
    """What was understood differently from what was typed."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a country and a treaty call for."""

    answers: tuple[Field, ...]
    bases: tuple[Field, ...]
    acts: tuple[Field, ...]
    documents: tuple[Field, ...]
    remarks: tuple[Field, ...] = ()


def as_read(texts: Texts, fields: Sequence[Field]) -> Texts:
    """Texts that left with a workbook as its reader gives them back, so that only what somebody typed differs."""
    lists = {field.key for field in fields if field.sort in ("documents", "words")}
    typed = ((key, as_typed(text)) for key, text in texts.items())
    kept = {key: re.sub(r"\s*,\s*", ", ", text) if key in lists else text for key, text in typed}
    return {key: text for key, text in kept.items() if text}


def as_shown(data: Mapping[str, Data], fields: Sequence[Field]) -> Texts:
    """An answer, a legal basis, an act or a document of a file as cells show it: of a long text the beginning."""
    return {key: shown(text) for key, text in flat(data, fields).items()}


def without(texts: Texts, *keys: str) -> Texts:
    """Texts without those of some fields."""
    return {key: text for key, text in texts.items() if key not in keys}


def of_answer(cells: Mapping[str, _T]) -> dict[str, _T]:
    """The cells of an answer without those of its first provision, which its row shows and no file has there."""
    return {key: cell for key, cell in cells.items() if not key.startswith(FIRST)}


# Names


class Known:
    """What cells name: criteria, acts and documents, whatever their capitals and blanks."""

    def __init__(self, leaving: Leaving, acts: Sequence[Row], documents: Sequence[Row]) -> None:
        new = {short: short for row in acts if not row.key and (short := row.texts.get("short"))}
        self.acts = new | {id_: id_ for id_ in leaving.acts}
        self.acts |= {texts["short"]: id_ for id_, texts in leaving.acts.items() if "short" in texts}
        ids = (*leaving.documents, *(row.texts["id"] for row in documents if "id" in row.texts))
        self._act, self._document = _meaning(self.acts), _meaning({id_: id_ for id_ in ids})
        self._criterion = _meaning({id_: id_ for id_ in leaving.answers})

    def named(self, row: Row, fields: Sequence[Field], notes: list[Note]) -> Row:
        """A row in which acts are named by their ids; what nobody knows stays as it is and is found by the check."""
        sorts = {field.key: field.sort for field in fields}
        texts = {key: self._named(text, sorts.get(key, "text")) for key, text in row.texts.items()}
        for key, text in texts.items():
            if text != row.texts[key] and row.texts[key] not in self.acts:
                notes.append(Note(row.places[key], f"`{printable(row.texts[key])[:60]}` as `{text}`"))
        return replace(row, texts=texts)

    def _named(self, text: str, sort: str) -> str:
        match sort:
            case "act":
                return self._act(text)
            case "documents":
                return ", ".join(self._document(name.strip()) for name in text.split(","))
            case "key":
                return self._criterion(text)
        return text


def _meaning(names: Mapping[str, str]) -> Callable[[str], str]:
    """What a text means by some names, also without capitals and blanks as far as that means one thing; else the text itself."""

    def bare(text: str) -> str:
        return "".join(text.split()).casefold()

    meanings: dict[str, set[str]] = {}
    for name, meant in names.items():
        meanings.setdefault(bare(name), set()).add(meant)
    single = {name: next(iter(meant)) for name, meant in meanings.items() if len(meant) == 1}
    return lambda text: names.get(text) or single.get(bare(text), text)


# Order


def displaced(
    rows: Sequence[tuple[Row, str]], sent: Mapping[str, Texts], questions: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Rows whose ids stand beside the questions of others; each comes with the criterion whose question it holds."""
    crossed = [
        (row, own)
        for row, own in rows
        if own and row.key in sent and own != row.key and questions.get(own) != questions.get(row.key)
    ]
    ids = Counter(row.key for row, _ in rows)
    # An id that was typed over stands twice, and its row has lost its own: that is said of the row itself.
    for row, own in crossed:
        if ids[row.key] == 1:
            what = f"`{row.key}` stands beside the question of `{own}`: the sheet was sorted in part"
            yield Problem(row.places[""], "changed-key", what, own, _TOGETHER)


def moved(rows: Sequence[Row], sent: Mapping[str, Texts]) -> Iterator[Problem]:
    """Rows in which texts of others stand, as they left, while their own stand in others still."""
    changed = {row.key: row for row in rows if row.texts != sent.get(row.key, {})}
    # Texts by which a row is known among others: with which no other row left.
    texts = [(place, key) for key, row in sent.items() for place in row.items() if len(place[1]) >= PROSE]
    counts = Counter(place for place, _ in texts)
    homes = {place: key for place, key in texts if counts[place] == 1}
    hosts = {key: home for key, row in changed.items() if (home := _home(row, changed, homes))}
    if len(hosts.keys() & set(hosts.values())) > 1:
        for key, home in hosts.items():
            yield _displaced(changed[key], f"texts with which {_named(home)} left")
    elif _is_permuted(changed, sent):
        for row in changed.values():
            yield _displaced(row, "the texts of another row, as rows around it do")


def _displaced(row: Row, texts: str) -> Problem:
    what = f"the row of {_named(row.key)} holds {texts}: the sheet was sorted in part"
    at = row.places.get("criterion", row.places[""])  # the key itself may be hidden
    return Problem(at, "changed-key", what, "every text beside its own id", f"{_TOGETHER}; {_ON_PURPOSE}")


def _named(key: str) -> str:
    """A row as a reader knows it."""
    criterion, basis, _ = key.partition("#")
    return f"a legal basis of `{criterion}`" if basis else f"`{criterion}`"


_Homes = Mapping[tuple[str, str], str]
"""The row with which a text left that no other row had, by field and text."""


def _home(row: Row, changed: Mapping[str, Row], homes: _Homes) -> str:
    """The row of which a text stands here, and there no more."""
    for place in row.texts.items():
        home = homes.get(place, row.key)
        if home != row.key and home in changed and place not in changed[home].texts.items():
            return home
    return ""


def _is_permuted(changed: Mapping[str, Row], sent: Mapping[str, Texts]) -> bool:
    """Whether some rows hold the texts of each other, all of them."""
    now = Counter(tuple(sorted(row.texts.items())) for row in changed.values())
    was = Counter(tuple(sorted(sent.get(key, {}).items())) for key in changed)
    return len(changed) > 2 and now == was
