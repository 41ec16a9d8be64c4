"""The view of a region, built from the workspace, the scores of all its countries and how robust they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.inputs import Inputs
from compliance.language import _
from compliance.model.checklist import Checklist
from compliance.model.instrument import Instrument
from compliance.model.plan import Plan
from compliance.robustness.values import Robustness
from compliance.scoring.values import ArticleScore, Assessment, SectionScore
from compliance.view import words
from compliance.view.assessed import Scored, assessments
from compliance.view.context import Context
from compliance.view.instrument import by_rating
from compliance.view.manifest import concerns, manifest
from compliance.view.names import designations, texts_of
from compliance.view.regional import cooperation, gaps, limits, messages, models, progress
from compliance.view.regional.cards import card, tiles
from compliance.view.regional.positions import Across, across, assessed, best_in_words, tally_of
from compliance.view.regional.ranges import ranges_view
from compliance.view.regional.region import Member, RegionalView
from compliance.view.regional.values import BarView, CellView, MatrixRow, MatrixSection, TreatyComparison
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
    workspace = inputs.workspace
    plan = workspace.plans[plan_id].value
    members = _members(workspace, cycle, plan)
    if not members:
        raise ValueError(f"no country has a checklist of {cycle} for what {plan_id} compares")
    region = _Region(
        workspace=workspace,
        plan=plan,
        cycle=cycle,
        members=members,
        contexts={member.id: _context(workspace, member) for member in members},
        items={id_: items for id_ in plan.instruments if (items := across(id_, members))},
    )
    view = _view(region, {robustness.instrument: robustness for robustness in robust})
    return replace(view, footnotes=designations(workspace, view.cut_off, tuple(texts_of(view))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Region:
    """What every part of the view is made from."""

    workspace: Workspace
    plan: Plan
    cycle: str
    members: tuple[Member, ...]
    contexts: Mapping[str, Context]
    items: Mapping[str, Sequence[Across]]
    """What counts once, by instrument, in all countries that were assessed for it."""


def head(checklists: Collection[Checklist]) -> tuple[str, str]:
    """The days of the law of some checklists, and their states."""
    days = [checklist.cut_off for checklist in checklists]
    return (
        figures.DASH.join(dict.fromkeys(figures.day(day) for day in (min(days), max(days)))),
        figures.listed(list(dict.fromkeys(words.STATUS[checklist.status] for checklist in checklists))),
    )


def _members(workspace: Workspace, cycle: str, plan: Plan) -> tuple[Member, ...]:
    """The countries of the register with a checklist in the cycle."""
    assessed_ = (
        (jurisdiction, assessments(workspace, workspace.countries[jurisdiction.id], cycle, plan.instruments))
        for jurisdiction in workspace.listed()
        if jurisdiction.id in workspace.countries
    )
    return tuple(
        _member(jurisdiction.id, jurisdiction.name(max(assessment.on for assessment in scores)), scores)
        for jurisdiction, scores in assessed_
        if scores
    )


def _member(id_: str, name: str, scores: Sequence[Assessment]) -> Member:
    checklists = [assessment.whole.checklist for assessment in scores]
    return Member(
        id=id_,
        name=name,
        law_date=figures.listed(list(dict.fromkeys(figures.day(assessment.on) for assessment in scores))),
        status=figures.listed(list(dict.fromkeys(words.STATUS[checklist.status] for checklist in checklists))),
        basis=figures.listed(list(dict.fromkeys(words.BASIS[checklist.basis] for checklist in checklists))),
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


def _treaty(region: _Region, id_: str, robust: Robustness | None) -> TreatyComparison:
    instrument, items, members = region.workspace.instruments[id_].value, region.items[id_], region.members
    assessments, unit, names = assessed(id_, members), region.plan.unit, {member.id: member.name for member in members}
    shared = gaps.shared_gaps(items, names, instrument)
    have = models.models(items, region.contexts, instrument, region.plan.models)
    moved = tuple(progress.progress(region.workspace, members, region.cycle, id_))
    return TreatyComparison(
        instrument=instrument,
        opened=_opened(instrument),
        best=best_in_words(instrument.scale),
        headline=messages.treaty_headline(items, instrument),
        bars=tuple(_bar(country, names[country], assessment, items) for country, assessment in assessments.items()),
        matrix_headline=messages.matrix_headline(assessments, instrument.abbreviation),
        matrix=tuple(_matrix(assessments)),
        ranges=ranges_view(instrument, members, robust, unit),
        gaps_headline=gaps.headline(shared, instrument, len(assessments), unit),
        gaps_lead=gaps.lead(shared, items, instrument, unit),
        gaps=shared,
        models_headline=models.headline(have, items, instrument),
        models=have,
        cooperation=cooperation.cooperation(items, members, instrument),
        progress=moved,
        progress_headline=progress.headline(moved, instrument.abbreviation, unit),
        limits=limits.limits(members, id_),
    )


def _opened(instrument: Instrument) -> str:
    day = figures.day(instrument.opened) if instrument.opened else None
    return ", ".join(filter(None, (instrument.opened_at(), day)))


def _bar(country: str, name: str, assessment: Assessment, across_: Sequence[Across]) -> BarView:
    whole, tally = assessment.whole, tally_of(across_, country)
    items = [item for article in whole.articles for item in article.items]
    return BarView(
        country=country,
        name=name,
        counts=by_rating(items),
        coverage=_("%(answered)s of %(applicable)s answered")
        % {"answered": whole.distribution.answered, "applicable": whole.distribution.applicable},
        score=words.score(whole.range),
        alignment=assessment.alignment,
        good=tally.good,
        lacking=tally.lacking,
        open=tally.open,
    )


def _matrix(assessments: Mapping[str, Assessment]) -> Iterator[MatrixSection]:
    """Articles by country, section by section; sections without articles of their own are left out."""
    for sections in zip(*(assessment.whole.sections for assessment in assessments.values()), strict=True):
        if rows := tuple(_rows(dict(zip(assessments, sections, strict=True)))):
            yield MatrixSection(title=sections[0].section.called(), rows=rows)


def _rows(sections: Mapping[str, SectionScore]) -> Iterator[MatrixRow]:
    for articles in zip(*(section.articles for section in sections.values()), strict=True):
        article = articles[0].article
        cells = tuple(_cell(country, article) for country, article in zip(sections, articles, strict=True))
        yield MatrixRow(number=article.number, title=article.called(), cells=cells)


def _cell(country: str, article: ArticleScore) -> CellView:
    return CellView(
        country=country,
        chip=words.article_chip(article),
        ends=(article.worst.rating, article.best.rating) if article.worst and article.best else None,
        score=words.score(article.score),
        held_back=bool(article.capped),
    )


def _view(region: _Region, robust: Mapping[str, Robustness]) -> RegionalView:
    plan, members = region.plan, region.members
    treaties = tuple(_treaty(region, id_, robust.get(id_)) for id_ in region.items)
    all_ = [assessment for member in members for assessment in member.assessments.values()]
    cut_off, present = max(assessment.on for assessment in all_), {member.id for member in members}
    missing = tuple(
        jurisdiction.name(cut_off) for jurisdiction in region.workspace.listed() if jurisdiction.id not in present
    )
    law_date, status = head([assessment.whole.checklist for assessment in all_])
    names = {comparison.id: comparison.instrument.abbreviation for comparison in treaties}
    return RegionalView(
        plan=plan,
        cycle=region.cycle,
        footnotes=(),
        document=f"{plan.title}, {region.cycle}",
        edition=words.edition(plan, law_date, status),
        cut_off=cut_off,
        law_date=law_date,
        status=status,
        basis=figures.listed(list(dict.fromkeys(words.BASIS[assessment.whole.checklist.basis] for assessment in all_))),
        members=members,
        missing=missing,
        treaties=treaties,
        headline=messages.region_headline(members, treaties, region.items, plan.unit),
        lead=messages.region_lead(members, plan.unit),
        messages=messages.region_messages(members, treaties, region.items, plan.unit),
        reach=messages.reach(members),
        spread=messages.spread(members, treaties, region.items),
        order_headline=messages.order_headline(treaties),
        outside=tuple(messages.outside(members)),
        limits_headline=limits.headline(members),
        limits=tuple(
            limits.sentences(
                members, missing, names, plan.unit, progress=any(comparison.progress for comparison in treaties)
            )
        ),
        tiles=tiles(plan.tiles, members, treaties),
        cards=tuple(card(member, treaties, region.items) for member in members),
        texts={
            name: prose.text
            for (whose, cycle, name), prose in region.workspace.texts.items()
            if (whose, cycle) == (plan.id, region.cycle)
        },
        manifest=manifest(
            _inputs(region.workspace, plan),
            [
                (
                    _("criteria of %(treaty)s") % {"treaty": comparison.instrument.abbreviation},
                    comparison.instrument.edition,
                )
                for comparison in treaties
            ],
        ),
    )


def _inputs(workspace: Workspace, plan: Plan) -> Iterator[tuple[str, str]]:
    """The texts that the comparison depends on: all but other plans."""
    for document in workspace.files:
        if concerns(document.path, country="", plan=plan.id, everyone=True):
            yield document.path, document.text
