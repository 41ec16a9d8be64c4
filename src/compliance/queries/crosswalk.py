"""What criteria of two instruments have in common: ties, proposals for a country, official ratings beside ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.as_of.weighing import counts
from compliance.checks.work import rated
from compliance.model.checklist import LegalBasis, Response
from compliance.model.crosswalk import Crosswalk, Relation, Tie
from compliance.model.external import ExternalRating
from compliance.model.instrument import Criterion, Instrument
from compliance.queries.work import is_answered
from compliance.scoring import Assessment
from compliance.scoring.values import ArticleScore
from compliance.view import words
from compliance.view.assessed import assessments
from compliance.workspace import Country, Workspace

COLUMNS = ("first", "stands to", "second", "why")
"""Heads of the table of ties."""
OFFICIAL = ("article", "title", "our rating", "official item", "official rating", "by", "date")
"""Heads of the table of official ratings."""
INVERSE: Mapping[Relation, Relation] = {
    "equal": "equal",
    "wider": "narrower",
    "narrower": "wider",
    "overlaps": "overlaps",
}
"""How the second stands to the first."""
ASKS: Mapping[Relation, str] = {
    "equal": "asks the same",
    "wider": "asks for all of it and more",
    "narrower": "asks for a part of it",
    "overlaps": "shares its subject",
}
"""What a relation means, of the answered criterion to the open one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an answer given once says of a criterion that is open."""

    criterion: Criterion
    """The open criterion."""
    answered: str
    """The criterion that has the answer."""
    relation: Relation
    """How the answered one stands to the open one."""
    reason: str
    """Why."""
    rating: str | None
    """The rating that would follow; none where the provisions alone are worth a look."""
    given: str
    """The rating that was given."""
    legal_basis: tuple[LegalBasis, ...]
    """The provisions on which the answer rests."""


def proposals(workspace: Workspace, country: Country) -> tuple[Proposal, ...]:
    """What the answers of a country in its latest cycle say of its open criteria, in the order of these."""
    proposals = [proposal for way in _ways(workspace) for proposal in _proposed(workspace, country, way)]
    order = [criterion.id for filed in workspace.instruments.values() for criterion in filed.value.criteria()]
    return tuple(sorted(proposals, key=lambda proposal: (order.index(proposal.criterion.id), proposal.rating is None)))


def _ways(workspace: Workspace) -> Iterator[Crosswalk]:
    """Every crosswalk, and the same read from its other end."""
    for filed in workspace.crosswalks.values():
        crosswalk = filed.value
        yield crosswalk
        turned = (
            replace(tie, first=tie.second, second=tie.first, relation=INVERSE[tie.relation]) for tie in crosswalk.ties
        )
        yield replace(crosswalk, first=crosswalk.second, second=crosswalk.first, ties=tuple(turned))


def _proposed(workspace: Workspace, country: Country, way: Crosswalk) -> Iterator[Proposal]:
    """What answers to the first instrument say of open criteria of the second."""
    cycle = country.cycles()[-1] if country.checklists else ""
    first, second = (country.checklists.get((cycle, id_)) for id_ in (way.first, way.second))
    if first is None or second is None or way.second not in workspace.instruments:
        return
    ours, theirs = (workspace.instruments[id_].value for id_ in (way.first, way.second))
    criteria = {criterion.id: criterion for criterion in theirs.criteria()}
    best = next(iter(ours.scale.values))
    for tie in way.ties:
        answer = first.value.responses.get(tie.first)
        there = second.value.responses.get(tie.second, Response())
        if answer and _is_given(answer, ours) and tie.second in criteria and not _is_given(there, theirs):
            yield Proposal(
                criterion=criteria[tie.second],
                answered=tie.first,
                relation=tie.relation,
                reason=tie.reason,
                rating=_follows(tie, answer, best),
                given=rated(answer),
                legal_basis=answer.legal_basis,
            )


def _is_given(answer: Response, instrument: Instrument) -> bool:
    """Whether an answer is there and counts; a lead proposes nothing and leaves its criterion open."""
    return is_answered(answer) and counts(answer, instrument)


def _follows(tie: Tie, answer: Response, best: str) -> str | None:
    """The rating that follows: the same where the same is asked, the best where more is asked and met."""
    given = rated(answer)
    if answer.not_applicable is not None:  # a reason concerns one treaty
        return None
    if tie.relation == "equal" or (tie.relation == "wider" and given == best):
        return given
    return None


def summary(proposals: Sequence[Proposal]) -> str:
    """How much is proposed, in a sentence."""
    rated_ones = sum(proposal.rating is not None for proposal in proposals)
    rest = len({proposal.criterion.id for proposal in proposals if proposal.rating is None})
    if not proposals:
        return "no open criterion shares anything with an answered one of the other treaty."
    proposed = figures.count(rated_ones, "rating") + " proposed"
    more = f"{figures.count(rest, 'open criterion', 'open criteria')} with provisions worth a look"
    return f"{', '.join((proposed, more) if rest else (proposed,))}; nothing is copied."


def as_text(proposals: Sequence[Proposal]) -> str:
    """Proposals to read: the open question, where the answer would come from, why, and the provisions."""
    return "\n\n".join("\n".join(_lines(proposal)) for proposal in proposals)


def _lines(proposal: Proposal) -> Iterator[str]:
    what = f"{proposal.rating} proposed" if proposal.rating else "look at the provisions"
    yield f"{proposal.criterion.id}  {proposal.criterion.question}"
    yield f"  {what}: {proposal.answered} is rated {proposal.given} and {ASKS[proposal.relation]}. {proposal.reason}"
    for basis in proposal.legal_basis:
        yield f"  · {basis.act} {basis.provision or figures.NOTHING}: {basis.gist}"


def rows(crosswalks: Iterable[Crosswalk]) -> tuple[tuple[str, ...], ...]:
    """One row a tie, in the order of `COLUMNS`."""
    return tuple(
        (_end(crosswalk.first, tie.first), tie.relation, _end(crosswalk.second, tie.second), tie.reason)
        for crosswalk in crosswalks
        for tie in crosswalk.ties
    )


def _end(instrument: str, name: str) -> str:
    """One end of a tie; the number of an article alone says nothing."""
    return f"{instrument} Art. {name}" if name.isdecimal() else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An article of ours, and an official rating of what shares its subject; neither is converted into the other."""

    instrument: str
    """Short name of our instrument."""
    article: ArticleScore
    """How the article stands."""
    item: str
    """What the other body rated, such as `R.4`."""
    official: ExternalRating | None
    """Its latest rating; none where no source seen gives it."""


def beside(workspace: Workspace, country: Country) -> tuple[Beside, ...]:
    """Our article ratings of the latest cycle and the official ratings that share their subject."""
    if not country.checklists:
        return ()
    externals = country.external.value.ratings if country.external else ()
    latest = {external.item: external for external in sorted(externals, key=lambda external: str(external.date or ""))}
    found = assessments(workspace, country, country.cycles()[-1], tuple(workspace.instruments))
    return tuple(neighbour for assessment in found for neighbour in _articles(workspace, assessment, latest))


def _articles(workspace: Workspace, assessment: Assessment, latest: Mapping[str, ExternalRating]) -> Iterator[Beside]:
    """The articles of one assessment that a standard without criteria here has something to do with."""
    instrument = assessment.whole.instrument
    articles = {article.article.number: article for article in assessment.whole.articles}
    for filed in workspace.crosswalks.values():
        if filed.value.first == instrument.id and filed.value.second not in workspace.instruments:
            for tie in filed.value.ties:
                if tie.first in articles:
                    yield Beside(
                        instrument=instrument.abbreviation,
                        article=articles[tie.first],
                        item=tie.second,
                        official=latest.get(tie.second),
                    )


def official_rows(neighbours: Iterable[Beside]) -> tuple[tuple[str, ...], ...]:
    """One row an article and official item of which a rating was seen, in the order of `OFFICIAL`."""
    return tuple(
        (
            f"{neighbour.instrument} Art. {neighbour.article.article.number}",
            neighbour.article.article.title,
            _ours(neighbour.article),
            neighbour.item,
            neighbour.official.rating,
            neighbour.official.body,
            str(neighbour.official.date or figures.NOTHING),
        )
        for neighbour in neighbours
        if neighbour.official
    )


def _ours(article: ArticleScore) -> str:
    """Our rating of an article in words; both ends where it is not settled."""
    ends = (article.rating_worst, article.rating_best)
    texts = [words.rating(word) for word in dict.fromkeys(ends) if word]
    return " to ".join(texts) or figures.NOTHING


def not_seen(neighbours: Sequence[Beside]) -> tuple[str, ...]:
    """The official items of which no rating was seen, in their order."""
    return tuple(
        sorted(
            {neighbour.item for neighbour in neighbours if neighbour.official is None},
            key=lambda item: (len(item), item),
        )
    )


def as_json(crosswalks: Iterable[Crosswalk]) -> str:
    """All ties, for other programs."""
    return json.dumps(
        [
            {
                "id": crosswalk.id,
                "first": crosswalk.first,
                "second": crosswalk.second,
                "drawn_from": crosswalk.drawn_from,
                "ties": [
                    {"first": tie.first, "relation": tie.relation, "second": tie.second, "reason": tie.reason}
                    for tie in crosswalk.ties
                ],
            }
            for crosswalk in crosswalks
        ],
        ensure_ascii=False,
        indent=1,
    )


def country_as_json(country: str, proposals: Iterable[Proposal], official: Iterable[Beside]) -> str:
    """Proposals and official ratings of a country, for other programs."""
    return json.dumps(
        {
            "country": country,
            "proposals": [
                {
                    "criterion": proposal.criterion.id,
                    "answered": proposal.answered,
                    "relation": proposal.relation,
                    "reason": proposal.reason,
                    "given": proposal.given,
                    "proposed": proposal.rating,
                    "legal_basis": [{"act": basis.act, "provision": basis.provision} for basis in proposal.legal_basis],
                }
                for proposal in proposals
            ],
            "official": [
                {
                    "instrument": neighbour.instrument,
                    "article": neighbour.article.article.number,
                    "our_rating": [neighbour.article.rating_worst, neighbour.article.rating_best],
                    "item": neighbour.item,
                    "official_rating": neighbour.official.rating if neighbour.official else None,
                    "body": neighbour.official.body if neighbour.official else None,
                    "date": str(neighbour.official.date) if neighbour.official and neighbour.official.date else None,
                }
                for neighbour in official
            ],
        },
        ensure_ascii=False,
        indent=1,
    )
