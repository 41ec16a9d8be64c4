"""What criteria of two instruments have in common: ties, proposals for a country, official ratings beside ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.as_of.evidence import counts
from compliance.checks.work import rated
from compliance.language import N_, Words
from compliance.model.checklist import LegalBasis, Response
from compliance.model.crosswalk import Crosswalk, Relation, Tie
from compliance.model.dates import PartialDate
from compliance.model.external import ExternalRating
from compliance.model.instrument import Instrument
from compliance.queries.formats import Column
from compliance.scoring import Assessment
from compliance.view import words
from compliance.view.assessed import assessments
from compliance.workspace import Country, Workspace

INVERSE: Mapping[Relation, Relation] = {
    "equal": "equal",
    "wider": "narrower",
    "narrower": "wider",
    "overlaps": "overlaps",
}
"""How the second stands to the first."""
ASKS: Words[Relation] = Words(
    {
        "equal": N_("asks the same"),
        "wider": N_("asks for all of it and more"),
        "narrower": N_("asks for a part of it"),
        "overlaps": N_("shares its subject"),
    }
)
"""What a relation means, of the answered criterion to the open one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an answer to one criterion says of another that is open."""

    criterion: str
    question: str
    answered: str
    """The criterion that has the answer."""
    relation: Relation
    """How the answered one stands to the open one."""
    reason: str
    rating: str
    proposed: str | None
    """The rating that would follow; none where the provisions alone are worth a look."""
    legal_basis: tuple[LegalBasis, ...]
    """The provisions on which the answer rests."""


def proposals(workspace: Workspace, country: Country) -> tuple[Proposal, ...]:
    """What the answers of a country in its latest cycle say of its open criteria, in the order of these."""
    proposals = [proposal for way in _ways(workspace) for proposal in _proposed(workspace, country, way)]
    order = [criterion.id for filed in workspace.instruments.values() for criterion in filed.value.criteria()]
    return tuple(sorted(proposals, key=lambda proposal: (order.index(proposal.criterion), proposal.proposed is None)))


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
                criterion=tie.second,
                question=criteria[tie.second].question,
                answered=tie.first,
                relation=tie.relation,
                reason=tie.reason,
                proposed=_follows(tie, answer, best),
                rating=rated(answer),
                legal_basis=answer.legal_basis,
            )


def _is_given(answer: Response, instrument: Instrument) -> bool:
    """Whether an answer is there and counts; a lead proposes nothing and leaves its criterion open."""
    return answer.has_rating and counts(answer, instrument)


def _follows(tie: Tie, answer: Response, best: str) -> str | None:
    """The rating that follows: the same where the same is asked, the best where more is asked and met."""
    rating = rated(answer)
    if answer.not_applicable is not None:  # a reason concerns one treaty
        return None
    if tie.relation == "equal" or (tie.relation == "wider" and rating == best):
        return rating
    return None


def summary(proposals: Sequence[Proposal]) -> str:
    """How much is proposed, in a sentence."""
    rated_ones = sum(proposal.proposed is not None for proposal in proposals)
    rest = len({proposal.criterion for proposal in proposals if proposal.proposed is None})
    if not proposals:
        return "no open criterion shares anything with an answered one of the other treaty."
    proposed = figures.count(rated_ones, "rating") + " proposed"
    more = f"{figures.count(rest, 'open criterion', 'open criteria')} with provisions worth a look"
    return f"{', '.join((proposed, more) if rest else (proposed,))}; nothing is copied."


def as_text(proposals: Sequence[Proposal]) -> str:
    """Proposals to read: the open question, where the answer would come from, why, and the provisions."""
    return "\n\n".join("\n".join(_lines(proposal)) for proposal in proposals)


def _lines(proposal: Proposal) -> Iterator[str]:
    what = f"{proposal.proposed} proposed" if proposal.proposed else "look at the provisions"
    yield f"{proposal.criterion}  {proposal.question}"
    yield f"  {what}: {proposal.answered} is rated {proposal.rating} and {ASKS[proposal.relation]}. {proposal.reason}"
    for basis in proposal.legal_basis:
        yield f"  · {basis.act} {basis.provision or figures.NOTHING}: {basis.gist}"


def columns(crosswalk: Crosswalk) -> tuple[Column[Tie], ...]:
    """The table of the ties of a crosswalk."""
    return (
        Column("first", lambda tie: _end(crosswalk.first, tie.first)),
        Column("stands to", lambda tie: tie.relation),
        Column("second", lambda tie: _end(crosswalk.second, tie.second)),
        Column("why", lambda tie: tie.reason),
    )


def _end(instrument: str, name: str) -> str:
    """One end of a tie; the number of an article alone says nothing."""
    return f"{instrument} Art. {name}" if name.isdecimal() else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An article of ours, and an official rating of what shares its subject; neither is converted into the other."""

    instrument: str
    """Short name of our instrument."""
    article: str
    title: str
    our_rating: tuple[str | None, str | None]
    """The worst and the best rating that the article may have."""
    item: str
    """What the other body rated, such as `R.4`."""
    official_rating: str | None
    """Its latest rating; none where no source seen gives it."""
    body: str | None
    date: PartialDate | None


def beside(workspace: Workspace, country: Country) -> tuple[Beside, ...]:
    """Our article ratings of the latest cycle and the official ratings that share their subject."""
    if not country.checklists:
        return ()
    externals = country.external.value.ratings if country.external else ()
    latest = {external.item: external for external in sorted(externals, key=lambda external: str(external.date or ""))}
    scores = assessments(workspace, country, country.cycles()[-1], tuple(workspace.instruments))
    return tuple(neighbour for assessment in scores for neighbour in _articles(workspace, assessment, latest))


def _articles(workspace: Workspace, assessment: Assessment, latest: Mapping[str, ExternalRating]) -> Iterator[Beside]:
    """The articles of one assessment that a standard without criteria here has something to do with."""
    instrument = assessment.whole.instrument
    articles = {article.article.number: article for article in assessment.whole.articles}
    for filed in workspace.crosswalks.values():
        if filed.value.first == instrument.id and filed.value.second not in workspace.instruments:
            for tie in filed.value.ties:
                if tie.first in articles:
                    article, official = articles[tie.first], latest.get(tie.second)
                    yield Beside(
                        instrument=instrument.abbreviation,
                        article=tie.first,
                        title=article.article.title,
                        our_rating=(article.rating_worst, article.rating_best),
                        item=tie.second,
                        official_rating=official.rating if official else None,
                        body=official.body if official else None,
                        date=official.date if official else None,
                    )


OFFICIAL: tuple[Column[Beside], ...] = (
    Column("article", lambda neighbour: f"{neighbour.instrument} Art.{figures.NO_BREAK}{neighbour.article}"),
    Column("title", lambda neighbour: neighbour.title, rank=2),
    Column("our rating", lambda neighbour: _ours(neighbour.our_rating)),
    Column("official item", lambda neighbour: neighbour.item),
    Column("official rating", lambda neighbour: neighbour.official_rating),
    Column("by", lambda neighbour: neighbour.body, rank=1),
    Column("date", lambda neighbour: neighbour.date or figures.NOTHING, rank=1),
)
"""The table of official ratings."""


def _ours(ends: Iterable[str | None]) -> str:
    """Our rating of an article in words; both ends where it is not settled."""
    texts = [words.rating(word) for word in dict.fromkeys(ends) if word]
    return " to ".join(texts) or figures.NOTHING


def not_seen(neighbours: Sequence[Beside]) -> tuple[str, ...]:
    """The official items of which no rating was seen, in their order."""
    return tuple(
        sorted(
            {neighbour.item for neighbour in neighbours if neighbour.official_rating is None},
            key=lambda item: (len(item), item),
        )
    )
