"""How far checklists are: tables for a terminal, records for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compliance import figures
from compliance.problems import Problem, serious
from compliance.queries.formats import Column, picked
from compliance.queries.work import ArticleWork, Progress, Work, called
from compliance.view.names import designations
from compliance.workspace import Workspace

WIDTH = 10
"""Characters of a progress bar."""
WIDEST = 48
"""Characters of a title in the table of articles, so that there is room for the other columns."""
EIGHTHS = " ▏▎▍▌▋▊▉█"
"""What fills the character in which a bar ends, from nothing to the whole."""
ACCEPTED = "accepted"
"""The column of answers that a reviewer accepted; shown where a reviewer began to accept them."""


def bar(part: int, whole: int) -> str:
    """A bar of the share that is done, to an eighth of a character; full only where all is done."""
    eighths = WIDTH * 8 * part // whole if whole else 0
    full, rest = divmod(eighths, 8)
    return f"{'█' * full}{EIGHTHS[rest].strip()}".ljust(WIDTH, "░")


def _done(each: Work | ArticleWork, count: int) -> str:
    return f"{count}/{len(each.progress.criteria)}"


def _bar(each: Work | ArticleWork) -> str:
    return bar(each.progress.answered, len(each.progress.criteria))


def _wanting(progress: Progress, suspect: int = 0, problems: int = 0) -> str:
    """How many answers want something, and what, as far as there is something to count."""
    counts = (
        (len(progress.without_evidence), "no source seen"),
        (len(progress.carried_over), "carried over"),
        (len(progress.remarked), "remarked on"),
        (suspect, "suspect"),
        (problems, "wrong"),
    )
    return ", ".join(f"{count}{figures.NO_BREAK}{what}" for count, what in counts if count) or figures.NOTHING


def _short(title: str) -> str:
    return title if len(title) <= WIDEST else f"{title[: WIDEST - 1].rstrip()}…"


def _assigned(work: ArticleWork) -> str:
    """Who is to answer an article, and by when."""
    by_when = (f"by {work.due}",) if work.due else ()
    return ", ".join((*work.assigned, *by_when)) or figures.NOTHING


COLUMNS: tuple[Column[Work], ...] = (
    Column("country", lambda work: work.name),
    Column("instrument", lambda work: called(work).replace(" ", figures.NO_BREAK)),
    Column("cycle", lambda work: work.checklist.cycle, rank=2),
    Column("status", lambda work: work.checklist.status),
    Column("progress", _bar, rank=1),
    Column("answered", lambda work: _done(work, work.progress.answered), "right"),
    Column(ACCEPTED, lambda work: _done(work, len(work.progress.accepted)), "right"),
    Column("to look at", lambda work: _wanting(work.progress, len(work.suspect), work.problems)),
)
"""The table of checklists."""
ARTICLES: tuple[Column[ArticleWork], ...] = (
    Column("article", lambda article: article.article.number),
    Column("title", lambda article: _short(article.article.title)),
    Column("progress", _bar, rank=1),
    Column("answered", lambda article: _done(article, article.progress.answered), "right"),
    Column(ACCEPTED, lambda article: _done(article, len(article.progress.accepted)), "right"),
    Column("to look at", lambda article: _wanting(article.progress)),
    Column("assigned to", _assigned),
)
"""The table of the articles of one checklist."""


def columns_of(works: Iterable[Work]) -> tuple[Column[Work], ...]:
    """The columns of the table of checklists."""
    begun = any(work.progress.accepted for work in works)
    return tuple(column for column in COLUMNS if begun or column.header != ACCEPTED)


def article_columns(work: Work) -> tuple[Column[ArticleWork], ...]:
    """The columns of the table of articles."""
    return tuple(column for column in ARTICLES if work.progress.accepted or column.header != ACCEPTED)


def elsewhere(works: Iterable[Work], problems: Iterable[Problem]) -> str | None:
    """That something is wrong outside the checklists of the table, such as in one that cannot be read at all."""
    inside = sum(work.problems for work in works)
    count = len(set(serious(problems))) - inside
    text = f"{figures.count(count, 'problem')} elsewhere: `compliance check` says which."
    return text.capitalize() if count else None


def footnotes(workspace: Workspace, works: Sequence[Work]) -> tuple[str, ...]:
    """The obligatory footnotes of the names in the table."""
    names = [work.name for work in works]
    return designations(workspace, works[0].checklist.cut_off, names) if works else ()


def work_record(work: Work) -> Mapping[str, object]:
    """How far a checklist is; while both rate blind, of the other evaluator's counts alone."""
    whose = {
        **picked(work, "country", "name"),
        "instrument": work.instrument.id,
        "cycle": work.checklist.cycle,
        "evaluator": "second" if work.second else "first",
        "status": work.checklist.status,
    }
    if work.hidden:
        counts = {"criteria": len(work.progress.criteria), "answered": work.progress.answered}
        return {**counts, **whose, "problems": work.problems}
    return {
        **_counts(work.progress),
        **whose,
        **picked(work, "suspect", "problems", "sealed"),
        "re_rated_since_seal": work.resealed,
        "next": work.next,
        "articles": [
            {**_counts(each.progress), **picked(each.article, "number", "title"), **picked(each, "assigned", "due")}
            for each in work.articles
        ],
    }


def _counts(progress: Progress) -> Mapping[str, object]:
    """How far some criteria are; criteria by id."""
    return {
        "criteria": len(progress.criteria),
        **picked(progress, "answered", "unanswered", "without_evidence", "carried_over"),
        "open_remarks": progress.remarked,
        "accepted": progress.accepted,
    }
