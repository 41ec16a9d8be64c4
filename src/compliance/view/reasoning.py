"""Why an article stands as it does: whole sentences of its answers, chosen and never invented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from compliance import figures
from compliance.language import ngettext
from compliance.view import words
from compliance.view.values.answers import CriterionView

LEAST, MOST = 2, 4
"""So many sentences of answers stand over an article: the fewest where every criterion is met, one more for each row of its table."""
_END = re.compile(r"(?<=[\w)”][\w)”][.!?])\s+(?=[^\W\d_a-z]|“)")
"""Between two sentences; the point of an abbreviation such as `Art.` stands before a number."""


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a reason."""
    return tuple(words.sentence(part) for part in _END.split(text) if part)


def reasoning(rows: Sequence[CriterionView], article: str, first_articles: Mapping[str, str]) -> Iterator[str]:
    """The reasons that answers give, in treaty order; the weightiest where there are more than fit, none that begins as another does.

    `first_articles` says by sentence the article that says it first; a later one only refers to it.
    """
    scored = [row for row in rows if row.analysis and not (row.apart or row.chip.unanswered)]
    own = {
        row.id: tuple(text for text in sentences(row.analysis or "") if first_articles.get(text) == article)
        for row in scored
    }
    chosen = _chosen(scored, own, min(LEAST + sum(row.remarked for row in scored), MOST))
    for row in scored:
        if row.id in chosen:
            text = " ".join(own[row.id])
            yield text if len(rows) == 1 else f"{text[:-1]} ({row.ref}){text[-1]}"
    again = (text for row in scored if not own[row.id] for text in sentences(row.analysis or ""))
    if elsewhere := list(dict.fromkeys(first_articles[text] for text in again if text in first_articles)):
        text = ngettext(
            "What is said under Article %(articles)s holds here too.",
            "What is said under Articles %(articles)s holds here too.",
            len(elsewhere),
        )
        yield text % {"articles": figures.listed(elsewhere)}


def _chosen(rows: Sequence[CriterionView], own: Mapping[str, tuple[str, ...]], most: int) -> set[str]:
    """The answers whose reasons fit: what is below the best rating first, then what is core; each with an opening of its own."""
    begun: set[tuple[str, ...]] = set()
    chosen: set[str] = set()
    left = most
    for row in sorted((row for row in rows if own[row.id]), key=lambda row: (row.best, not row.core)):
        texts = own[row.id]
        opening = tuple(texts[0].casefold().split()[:2])
        if opening not in begun and (len(texts) <= left or not chosen):
            begun.add(opening)
            chosen.add(row.id)
            left -= len(texts)
    return chosen
