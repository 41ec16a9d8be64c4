"""What two blind evaluators found, as the chance that a rating is in truth another one."""

from __future__ import annotations

from collections.abc import Mapping

Kernel = Mapping[str, Mapping[str, float]]
"""For a rating, how likely each rating is the true one."""


def kernel(table: Mapping[str, Mapping[str, int]], least: int) -> Kernel | None:
    """How often a rating met another one, either evaluator first; none where too few criteria were rated twice."""
    if sum(sum(row.values()) for row in table.values()) < least:
        return None
    return {word: _shares(word, {other: table[word][other] + table[other][word] for other in table}) for word in table}


def _shares(word: str, met: Mapping[str, int]) -> Mapping[str, float]:
    """The share of each rating beside a rating; one that nobody gave stays itself."""
    given = sum(met.values())
    return {other: count / given for other, count in met.items()} if given else {word: 1.0}
