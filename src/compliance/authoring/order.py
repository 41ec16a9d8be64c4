"""Rows of a returned workbook that were sorted in part: ids beside the questions or the answers of others."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from compliance.authoring.merge import Texts
from compliance.problems import Position, Problem

PROSE = 20
"""Characters of a text by which an answer is known among others."""
_TOGETHER = "undo the sorting, or sort all columns together: a row is known by its id"


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
    """Rows in which the texts of another stand, as they left, while that other has lost them."""
    changed = {row.key: row for row in rows if row.texts != sent.get(row.key, {})}
    owners = Counter(_signature(texts) for texts in sent.values())
    homes = {
        _signature(texts): key for key, texts in sent.items() if owners[_signature(texts)] == 1 and _has_prose(texts)
    }
    away = {
        key: home
        for key, row in changed.items()
        if (home := homes.get(_signature(row.texts))) in changed and home != key
    }
    if len(away) < 2 and not _is_permuted(changed, sent):
        return
    for key, row in changed.items():
        home = away.get(key)
        whose = f"the texts with which `{home}` left" if home else "other texts than it left with, as rows around it do"
        what = f"the row of `{key}` holds {whose}: the sheet was sorted in part"
        if home or _is_permuted(changed, sent):
            yield Problem(row.places[""], "changed-key", what, "every text beside its own id", _TOGETHER)


def _is_permuted(changed: Mapping[str, Known], sent: Mapping[str, Texts]) -> bool:
    """Whether some rows hold the texts of each other, all of them."""
    now = Counter(_signature(row.texts) for row in changed.values())
    was = Counter(_signature(sent.get(key, {})) for key in changed)
    return len(changed) > 2 and now == was


def _signature(texts: Texts) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(texts.items()))


def _has_prose(texts: Texts) -> bool:
    return any(len(text) >= PROSE for text in texts.values())
