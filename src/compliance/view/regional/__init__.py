"""The view of a region, built from the workspace, the scores of all its countries and how robust they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from compliance import figures
from compliance.inputs import Inputs
from compliance.language import _
from compliance.model.checklist import Checklist
from compliance.model.plan import Plan
from compliance.robustness.values import Robustness
from compliance.scoring.values import Assessment, SectionScore
from compliance.view import words
from compliance.view.assessed import Scored, assessments
from compliance.view.context import Context
from compliance.view.instrument import by_rating
from compliance.view.manifest import depended_on, manifest
from compliance.view.messages import as_bound, distribution_finding, items_of
from compliance.view.names import designations, texts_of
from compliance.view.regional import gaps, limits, messages
from compliance.view.regional.cards import card, tiles
from compliance.view.regional.positions import across, assessed, best_in_words, tally_of
from compliance.view.regional.ranges import progress, progress_headline, ranges_view
from compliance.view.regional.region import (
    Across,
    BarView,
    CellView,
    MatrixRow,
    MatrixSection,
    Member,
    RegionalView,
    TreatyComparison,
)
from compliance.workspace import Workspace

__all__ = ["RegionalView", "head", "region_scores", "regional_view"]


def region_scores(workspace: Workspace, cycle: str, plan: Plan) -> tuple[Scored, ...]:
    """The assessments that a plan compares in a cycle, in the order of the register: what robustness is computed of."""
    return tuple(
        Scored(member.id, member.name, assessment)
        for member in _members(workspace, cycle, plan)
        for assessment in member.assessments.values()
    )


def regional_view(inputs: Inputs, cycle: str, plan_id: str, robust: Sequence[Robustness] = ()) -> RegionalView:
    """Everything that the deliverables of a region show, from a folder without problems; ValueError where no country was assessed."""
    workspace, plan = inputs.workspace, inputs.workspace.plans[plan_id].value
    members = tuple(_members(workspace, cycle, plan))
    if not members:
        raise ValueError(f"no country has a checklist of {cycle} for what {plan_id} compares")
    items = {id_: tuple(across(workspace.instruments[id_].value, members)) for id_ in plan.instruments}
    items = {id_: of_treaty for id_, of_treaty in items.items() if of_treaty}
    varied = {robustness.instrument: robustness for robustness in robust}
    treaties = tuple(
        _treaty(workspace, plan, cycle, members=members, items=of_treaty, robust=varied.get(id_), id_=id_)
        for id_, of_treaty in items.items()
    )
    view = _view(workspace, plan, cycle, members=members, items=items, treaties=treaties)
    return replace(view, footnotes=designations(workspace, view.cut_off, tuple(texts_of(view))))


def head(checklists: Collection[Checklist]) -> tuple[str, str]:
    """The days of the law of some checklists, and their states."""
    days = [checklist.cut_off for checklist in checklists]
    return (
        figures.DASH.join(dict.fromkeys(figures.day(day) for day in (min(days), max(days)))),
        _different(words.STATUS[checklist.status] for checklist in checklists),
    )


def _different(texts: Iterable[str]) -> str:
    return figures.listed(list(dict.fromkeys(texts)))


def _members(workspace: Workspace, cycle: str, plan: Plan) -> Iterator[Member]:
    """The countries of the register with a checklist in the cycle."""
    for jurisdiction in workspace.listed():
        country = workspace.countries.get(jurisdiction.id)
        scores = assessments(workspace, country, cycle, plan.instruments) if country else ()
        if scores:
            checklists = [assessment.whole.checklist for assessment in scores]
            yield Member(
                id=jurisdiction.id,
                name=jurisdiction.name(max(assessment.on for assessment in scores)),
                law_date=_different(figures.day(assessment.on) for assessment in scores),
                status=_different(words.STATUS[checklist.status] for checklist in checklists),
                basis=_different(words.BASIS[checklist.basis] for checklist in checklists),
                assessments={assessment.whole.instrument.id: assessment for assessment in scores},
            )


def _context(workspace: Workspace, member: Member) -> Context:
    country, jurisdiction = workspace.countries[member.id], workspace.jurisdiction(member.id)
    if jurisdiction is None:
        raise ValueError(f"{member.id} is not listed")
    on = max(assessment.on for assessment in member.assessments.values())
    return Context(
        workspace=workspace, country=country, jurisdiction=jurisdiction, on=on, acts=country.acts(), numbers={}
    )


def _treaty(
    workspace: Workspace,
    plan: Plan,
    cycle: str,
    *,
    id_: str,
    members: Sequence[Member],
    items: Sequence[Across],
    robust: Robustness | None,
) -> TreatyComparison:
    instrument, scores = workspace.instruments[id_].value, assessed(id_, members)
    contexts = {member.id: _context(workspace, member) for member in members}
    shared = gaps.shared_gaps(items, instrument)
    have = gaps.models(items, contexts, instrument, plan.models)
    moved = tuple(progress(workspace, members, cycle, id_))
    return TreatyComparison(
        instrument=instrument,
        opened=words.opened(instrument),
        best=best_in_words(instrument.scale),
        headline=messages.treaty_headline(items, instrument),
        bars=tuple(_bar(member, scores[member.id], items) for member in members if member.id in scores),
        matrix_headline=messages.matrix_headline(scores, instrument.abbreviation),
        matrix=tuple(_matrix(scores)),
        ranges=ranges_view(instrument, members, robust, plan.unit),
        gaps_headline=gaps.headline(shared, instrument, len(scores), plan.unit),
        gaps_lead=gaps.lead(shared, items, instrument, plan.unit),
        gaps=shared,
        models_headline=gaps.models_headline(have, items, instrument),
        models=have,
        cooperation=gaps.cooperation(items, members, instrument),
        progress=moved,
        progress_headline=progress_headline(moved, instrument.abbreviation, plan.unit),
        limits=limits.limits(members, id_),
    )


def _bar(member: Member, assessment: Assessment, items: Sequence[Across]) -> BarView:
    whole = assessment.whole
    return BarView(
        country=member.id,
        name=member.name,
        assessment=assessment,
        counts=by_rating(items_of(whole.articles)),
        standing=tally_of(items, member.id),
        coverage=_("%(answered)s of %(applicable)s answered")
        % {"answered": whole.distribution.answered, "applicable": whole.distribution.applicable},
        score=words.score(whole.range),
        finding=distribution_finding(assessment),
        bound=as_bound(assessment),
    )


def _matrix(assessments: Mapping[str, Assessment]) -> Iterator[MatrixSection]:
    """Articles by country, section by section; sections without articles of their own are left out."""
    for sections in zip(*(assessment.whole.sections for assessment in assessments.values()), strict=True):
        if rows := tuple(_rows(dict(zip(assessments, sections, strict=True)))):
            yield MatrixSection(title=sections[0].section.called(), rows=rows)


def _rows(sections: Mapping[str, SectionScore]) -> Iterator[MatrixRow]:
    for articles in zip(*(section.articles for section in sections.values()), strict=True):
        cells = tuple(
            CellView(
                country=country,
                chip=words.article_chip(article),
                score=words.score(article.score),
                held_back=bool(article.capped),
            )
            for country, article in zip(sections, articles, strict=True)
        )
        yield MatrixRow(number=articles[0].article.number, title=articles[0].article.called(), cells=cells)


def _view(
    workspace: Workspace,
    plan: Plan,
    cycle: str,
    *,
    members: tuple[Member, ...],
    items: Mapping[str, Sequence[Across]],
    treaties: tuple[TreatyComparison, ...],
) -> RegionalView:
    checklists = [each.whole.checklist for member in members for each in member.assessments.values()]
    cut_off = max(each.on for member in members for each in member.assessments.values())
    present = {member.id for member in members}
    missing = tuple(listed.name(cut_off) for listed in workspace.listed() if listed.id not in present)
    law_date, status = head(checklists)
    names = {comparison.id: comparison.instrument.abbreviation for comparison in treaties}
    compares_cycles = any(comparison.progress for comparison in treaties)
    return RegionalView(
        plan=plan,
        cycle=cycle,
        footnotes=(),
        document=f"{plan.title}, {cycle}",
        edition=words.edition(plan, law_date, status),
        cut_off=cut_off,
        law_date=law_date,
        status=status,
        basis=_different(words.BASIS[checklist.basis] for checklist in checklists),
        members=members,
        missing=missing,
        treaties=treaties,
        headline=messages.region_headline(members, treaties, items, plan.unit),
        lead=messages.region_lead(members, plan.unit),
        messages=messages.region_messages(members, treaties, items, plan.unit),
        reach=messages.reach(members),
        spread=messages.spread(members, treaties, items),
        order_headline=messages.order_headline(treaties),
        outside=tuple(messages.outside(members)),
        limits_headline=limits.headline(members),
        limits=tuple(limits.sentences(members, missing, names, plan.unit, progress=compares_cycles)),
        tiles=tiles(plan.tiles, members, treaties),
        cards=tuple(card(member, treaties, items) for member in members),
        texts={key[2]: prose.text for key, prose in workspace.texts.items() if key[:2] == (plan.id, cycle)},
        manifest=manifest(
            depended_on(workspace.files, country="", plan=plan.id, everyone=True),
            [comparison.instrument for comparison in treaties],
        ),
    )
