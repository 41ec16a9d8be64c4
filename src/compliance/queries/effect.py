"""What an answer would make of a score, before anybody saves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from compliance.model.checklist import Checklist, Response
from compliance.model.instrument import Article
from compliance.scoring import ArticleScore, Range, checklist_as_of
from compliance.scoring.instruments import score_articles, whole_range
from compliance.workspace import Country, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Scores now, and with another answer; none where nothing applies."""

    before: Range | None
    after: Range | None
    article_before: Range | None
    article_after: Range | None


def effect_of(
    workspace: Workspace, country: Country, checklist: Checklist, criterion: str, response: Response
) -> Effect:
    """What another answer to a criterion would make of the scores of its article and of its treaty; no deposit is looked at."""
    treaty = workspace.instruments[checklist.instrument].value
    article = next(each for each in treaty.articles if any(own.id == criterion for own in each.criteria))

    def articles(of: Checklist, *only: Article) -> Mapping[str, ArticleScore]:
        asked = replace(treaty, articles=only) if only else treaty
        as_of = checklist_as_of(of, on=of.cut_off, known=None, bill=None, acts=country.acts())
        return {
            each.article.number: each for each in score_articles(asked, as_of, workspace.parts(country.id), of.cut_off)
        }

    # No article depends on the answers of another, so that of the criterion alone is scored again.
    before = articles(checklist)
    after = {**before, **articles(replace(checklist, responses={**checklist.responses, criterion: response}), article)}
    return Effect(
        before=whole_range(treaty, tuple(before.values())),
        after=whole_range(treaty, tuple(after.values())),
        article_before=before[article.number].score,
        article_after=after[article.number].score,
    )
