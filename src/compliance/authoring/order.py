"""Rows of a returned workbook that were sorted in part: ids beside the questions or the answers of others."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from compliance.authoring.merge import Texts
from compliance.problems import Position, Problem

PROSE = 20
"""Characters of a text by which an answer is known among others."""
_TOGETHER = "undo the sorting, or sort all columns together: a row is known by its id"
_ON_PURPOSE = "texts that were exchanged on purpose go in one after the other, in two imports"


class Known(Protocol):
    """A row with a key, texts and places."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def texts(self) -> Texts: ...  # noqa: D102
    @property
    def places(self) -> Mapping[str, Position]: ...  # noqa: D102


def displaced(
    rows: Sequence[tuple[Known, str]], sent: Mapping[str, Texts], questions: Mapping[str, frozenset[str]]
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


def moved(rows: Sequence[Known], sent: Mapping[str, Texts]) -> Iterator[Problem]:
    """Rows in which texts of others stand, as they left, while their own stand in others still."""
    changed = {row.key: row for row in rows if row.texts != sent.get(row.key, {})}
    hosts = {key: home for key, row in changed.items() if (home := _home(row, changed, _homes(sent)))}
    if len(hosts.keys() & set(hosts.values())) > 1:
        for key, home in hosts.items():
            yield _displaced(changed[key], f"texts with which {_named(home)} left")
    elif _is_permuted(changed, sent):
        for row in changed.values():
            yield _displaced(row, "the texts of another row, as rows around it do")


def _displaced(row: Known, texts: str) -> Problem:
    what = f"the row of {_named(row.key)} holds {texts}: the sheet was sorted in part"
    at = row.places.get("criterion", row.places[""])  # the key itself may be hidden
    return Problem(at, "changed-key", what, "every text beside its own id", f"{_TOGETHER}; {_ON_PURPOSE}")


def _named(key: str) -> str:
    """A row as a reader knows it."""
    criterion, basis, _ = key.partition("#")
    return f"a legal basis of `{criterion}`" if basis else f"`{criterion}`"


_Homes = Mapping[tuple[str, str], str]
"""The row with which a text left that no other row had, by field and text."""


def _homes(sent: Mapping[str, Texts]) -> _Homes:
    """Texts by which a row is known among others."""
    texts = [(place, key) for key, row in sent.items() for place in row.items() if len(place[1]) >= PROSE]
    counts = Counter(place for place, _ in texts)
    return {place: key for place, key in texts if counts[place] == 1}


def _home(row: Known, changed: Mapping[str, Known], homes: _Homes) -> str:
    """The row of which a text stands here, and there no more."""
    for field, text in row.texts.items():
        home = homes.get((field, text), row.key)
        if home != row.key and home in changed and changed[home].texts.get(field) != text:
            return home
    return ""


def _is_permuted(changed: Mapping[str, Known], sent: Mapping[str, Texts]) -> bool:
    """Whether some rows hold the texts of each other, all of them."""
    now = Counter(tuple(sorted(row.texts.items())) for row in changed.values())
    was = Counter(tuple(sorted(sent.get(key, {}).items())) for key in changed)
    return len(changed) > 2 and now == was
