"""How a country stands to one treaty, in words, and why: whole sentences of its answers, chosen and never invented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.as_of.deposits import narrows, verified
from compliance.language import _, ngettext
from compliance.model.checklist import NONE, STATE, Conflict, LegalBasis, Response
from compliance.model.legislation import Act
from compliance.scoring import Assessment, path, with_leads
from compliance.scoring.values import ArticleScore, CriterionScore, InstrumentScore, Item, Range, SectionScore
from compliance.view import messages, words
from compliance.view.context import Context
from compliance.view.palette import NOT_SETTLED
from compliance.view.readings import version
from compliance.view.reforms import gap_views, losses_view, path_view
from compliance.view.values.answers import (
    ArticleView,
    Chip,
    CriterionView,
    LevelView,
    ProvisionView,
    RemarkView,
    SectionView,
)
from compliance.view.values.country import InstrumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class _Treaty:
    """What every row about a treaty may need."""

    context: Context
    assessment: Assessment
    introduced: Mapping[str, tuple[str, int]]
    """Where the treaty's table first cites each act: the criterion, and the place in its legal basis."""
    first_articles: Mapping[str, str]
    """By sentence of a reason, the article that says it first."""


def instrument_view(context: Context, assessment: Assessment) -> InstrumentView:
    """How the country stands to one treaty, in words."""
    whole, instrument = assessment.whole, assessment.whole.instrument
    treaty = _Treaty(
        context=context, assessment=assessment, introduced=_introduced(whole), first_articles=_first_articles(whole)
    )
    led, way = with_leads(whole), path(whole, only_known=True)
    sections = tuple(
        _section(treaty, section, beside.score) for section, beside in zip(whole.sections, led.sections, strict=True)
    )
    return InstrumentView(
        id=instrument.id,
        number=instrument.number,
        title=instrument.called(),
        short=instrument.called_shortly(),
        abbreviation=instrument.abbreviation,
        opened=words.opened(instrument),
        law_date=figures.day(whole.checklist.cut_off),
        assessment=assessment,
        score=words.score(whole.range),
        is_point=whole.point is not None,
        score_word=_("Alignment") if assessment.alignment else _("Score"),
        open_range=figures.score_range(whole.range.low, whole.range.high) if whole.range else figures.NOTHING,
        coverage=_("%(answered)s of %(applicable)s criteria")
        % {"answered": whole.distribution.answered, "applicable": whole.distribution.applicable},
        as_bound=messages.as_bound(assessment),
        headline=messages.headline(whole.articles, instrument.scale),
        lead=messages.instrument_lead(assessment),
        distribution_finding=messages.distribution_finding(assessment),
        counts=by_rating(messages.items_of(whole.articles)),
        sections=sections,
        gaps=gap_views(context, assessment, way),
        losses=losses_view(assessment),
        path=path_view(assessment, way),
        grades=dict(whole.grades.items()),
        with_leads=led.range,
        unassessed=tuple(
            (article.number, article.called(), article.purpose or "")
            for article in instrument.articles
            if not article.assessed
        ),
    )


def _introduced(whole: InstrumentScore) -> Mapping[str, tuple[str, int]]:
    """By act, the first criterion that cites it, in the order of the sections, and the place in its legal basis."""
    first: dict[str, tuple[str, int]] = {}
    for section in whole.sections:
        for article in section.articles:
            for score in article.criteria:
                for place, basis in enumerate(score.response.legal_basis if score.response else ()):
                    first.setdefault(basis.act, (score.criterion.id, place))
    return first


def _first_articles(whole: InstrumentScore) -> Mapping[str, str]:
    """By sentence of the reasons of answers that count, the first article that says it."""
    first: dict[str, str] = {}
    for article in whole.articles:
        for score in article.criteria:
            for text in sentences(score.response.analysis or "") if score.has_rating and score.response else ():
                first.setdefault(text, article.article.number)
    return first


def by_rating(items: Iterable[Item]) -> Mapping[str, int]:
    """Items by rating; what is not settled counts by itself, as what is unanswered does."""
    return dict(Counter(NOT_SETTLED if item.state == "open" else item.word for item in items))


def _section(treaty: _Treaty, score: SectionScore, led: Range | None) -> SectionView:
    return SectionView(
        id=score.section.id,
        title=score.section.called(),
        span=words.span([article.article.number for article in score.within]),
        headline=messages.headline(score.within, treaty.assessment.whole.instrument.scale),
        counts=by_rating(messages.items_of(score.within)),
        range=score.score,
        with_leads=led,
        acts=tuple(_cited(treaty, score)),
        articles=tuple(_article(treaty, article) for article in score.articles),
    )


def _article(treaty: _Treaty, score: ArticleScore) -> ArticleView:
    rows = tuple(_repetitions_marked(_criterion(treaty, criterion) for criterion in score.criteria))
    held = messages.held_back(score)
    return ArticleView(
        number=score.article.number,
        title=score.article.called(),
        chip=words.article_chip(score),
        reasons=(
            *reasoning(rows, score.article.number, treaty.first_articles),
            *((held,) if held else ()),
            *_asked(treaty, score),
        ),
        criteria=rows,
    )


def _asked(treaty: _Treaty, score: ArticleScore) -> Iterator[str]:
    filed = treaty.context.country.findings
    ids = {criterion.criterion.id for criterion in score.criteria}
    for finding in filed.value.findings if filed else ():
        articles = {re.match(r"\d*", article)[0] for article in finding.articles}  # type: ignore[index]  # matches always
        ours = finding.instrument == treaty.assessment.whole.instrument.id and score.article.number in articles
        if finding.sources and (ours or ids.intersection(finding.criteria)):
            yield _("Taken up by %(body)s: %(document)s.") % {"body": finding.body, "document": words.dated(finding)}


def _cited(treaty: _Treaty, section: SectionScore) -> Iterator[tuple[str, str]]:
    """The acts that the treaty’s table first cites in a section, with what is known of their texts."""
    ids = {score.criterion.id for article in section.articles for score in article.criteria}
    for act, (criterion, _place) in treaty.introduced.items():
        if criterion in ids and act in treaty.context.acts and (known := version(treaty.context.acts[act])):
            yield treaty.context.acts[act].short, known


def _repetitions_marked(criteria: Iterable[CriterionView]) -> Iterator[CriterionView]:
    """The criteria of an article; a provision that an earlier row explains is marked as repeated."""
    explained: set[object] = set()
    for criterion in criteria:
        yield replace(
            criterion,
            provisions=tuple(replace(each, repeated=each.explained in explained) for each in criterion.provisions),
        )
        explained.update(each.explained for each in criterion.provisions)


def _criterion(treaty: _Treaty, score: CriterionScore) -> CriterionView:
    criterion, response, context = score.criterion, score.response or Response(), treaty.context
    return CriterionView(
        id=criterion.id,
        ref=words.reference(criterion.provision, criterion.element),
        core=criterion.core,
        duty=criterion.requirement,
        question=criterion.asked(),
        obligation=words.OBLIGATION[criterion.obligation],
        provisions=tuple(
            _provision(context, basis, introduced=treaty.introduced[basis.act] == (criterion.id, place))
            for place, basis in enumerate(response.legal_basis)
        ),
        chip=words.chip(score),
        lead=bool(score.lead),
        levels=_levels(context, response),
        analysis=response.analysis,
        gap=response.gap,
        practice=response.practice,
        evidence=words.evidence(response.evidence) if response.evidence else None,
        grade=response.evidence,
        notes=tuple(_notes(treaty, score, response)),
        recommendation=response.recommendation.text if response.recommendation else None,
        comment=response.government_comment,
        sources=context.sources(*response.sources),
        best=score.state == "rated" and score.worst == next(iter(treaty.assessment.whole.instrument.scale.values)),
    )


def _levels(context: Context, response: Response) -> tuple[LevelView, ...]:
    ids = (STATE, *(part.id for part in context.jurisdiction.parts))
    return tuple(
        LevelView(
            name=context.level(None if id_ == STATE else id_) or id_, chip=_answer_chip(response.ratings_by_part[id_])
        )
        for id_ in ids
        if id_ in response.ratings_by_part
    )


def _answer_chip(answer: Sequence[str]) -> Chip:
    if len(answer) > 1:
        return Chip(kind="open", word="–".join(words.rating(word) for word in answer), ends=(answer[0], answer[-1]))
    kind = answer[0]
    return Chip(kind=kind, word=_("no provision") if kind == NONE else words.rating(kind))


def _provision(context: Context, basis: LegalBasis, *, introduced: bool) -> ProvisionView:
    act = context.acts.get(basis.act)
    since = _("in force since %(day)s") % {"day": words.when(basis.in_force)} if basis.in_force else None
    until = _("until %(day)s") % {"day": words.when(basis.until)} if basis.until else None
    unseen = _("not seen: %(what)s") % {"what": basis.recalled.rstrip(".")} if basis.recalled else None
    return ProvisionView(
        act=act.short if act else context.workspace.instruments[basis.act].value.called_shortly(),
        article=words.cite(basis.provision),
        gist=basis.gist,
        level=context.level(basis.part),
        since=", ".join(filter(None, (since, until))) or None,
        caution=unseen if basis.sources else _("recalled, not seen in a source"),
        mark="" if not basis.recalled and basis.sources else _("in part recalled") if basis.sources else _("recalled"),
        act_note=act_note(act) if introduced and act else None,
        quote=basis.quote,
        language=basis.language,
        translation=basis.translation,
        sources=context.sources(*basis.sources),
    )


def act_note(act: Act) -> str:
    """The footnote of an act: full title, original title, gazette and dates."""
    original = next(iter(act.original.values()), None)
    last = _("last amendment on file %(number)s") % {"number": act.amendments[-1]} if act.amendments else None
    since = (
        _("in force since %(day)s") % {"day": words.when(act.in_force)}
        if act.in_force
        else _("date of entry into force not given in the sources seen")
    )
    until = _("until %(day)s") % {"day": words.when(act.until)} if act.until else None
    title = f"{act.title} ({original})" if original else act.title
    return "; ".join(filter(None, (", ".join(filter(None, (title, act.gazette))), last, since, until))) + "."


def _notes(treaty: _Treaty, score: CriterionScore, response: Response) -> Iterator[str]:
    """Notes on a criterion: lead, reason for not applying, deposits, terrorist financing, conflicts of sources."""
    if score.lead:
        text = _("A lead, not counted, as no source was seen: %(rating)s.")
        yield text % {"rating": figures.listed([words.rating(word) for word in score.lead], "or")}
    if score.reason:
        yield _("Not applicable: %(reason)s.") % {"reason": words.REASONS[score.reason]}
    for deposit in treaty.assessment.deposits:
        if score.criterion.id in deposit.criteria and narrows(deposit) and verified(deposit):
            yield f"{words.NARROWED[deposit.kind, deposit.effect]} {words.sentence(deposit.gist)}"
    if response.terrorist_financing not in (None, "same"):
        yield words.TERRORIST_FINANCING[response.terrorist_financing]
    for conflict in response.conflicts:
        yield _conflict(treaty.context, conflict)


def _conflict(context: Context, conflict: Conflict) -> str:
    statements = "; ".join(
        f"{text.rstrip('.')} [{context.numbers[id_]}]" if id_ in context.numbers else text.rstrip(".")
        for id_, text in conflict.values.items()
    )
    used = " ".join(("", _("Used here:"), words.sentence(conflict.used))) if conflict.used else ""
    differ = _("Sources differ on %(what)s: %(said)s.")
    return f"{differ % {'what': words.inside(conflict.what.rstrip('.')), 'said': statements}}{used}"


def remark_views(instruments: Iterable[InstrumentView]) -> Iterator[RemarkView]:
    """Criteria of whose practice something is known, or on which the authorities comment, in treaty order."""
    for instrument in instruments:
        for row in (row for article in instrument.articles for row in article.criteria):
            if row.practice or row.comment:
                yield RemarkView(
                    instrument=instrument.id,
                    abbreviation=instrument.abbreviation,
                    criterion=row.id,
                    provision=row.ref,
                    chip=row.chip,
                    practice=row.practice or "",
                    comment=row.comment or "",
                    sources=row.sources,
                )


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
