"""The view of a region, built from the workspace, the scores of all its countries and how robust they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from compliance import figures
from compliance.inputs import Inputs
from compliance.language import _
from compliance.model.instrument import Instrument
from compliance.model.plan import Plan
from compliance.robustness.values import Robustness
from compliance.scoring.values import ArticleScore, Assessment, SectionScore
from compliance.view import words
from compliance.view.assessed import assessments
from compliance.view.context import Context
from compliance.view.instrument import by_rating, share_heads, shares_of
from compliance.view.manifest import concerns, manifest
from compliance.view.names import designations
from compliance.view.regional import cooperation, gaps, limits, models, progress
from compliance.view.regional import messages as said
from compliance.view.regional.cards import card, tiles
from compliance.view.regional.positions import Across, across, assessed, good
from compliance.view.regional.ranking import order_view
from compliance.view.regional.values import (
    BarView,
    CellView,
    MatrixRow,
    MatrixSection,
    Member,
    RegionalView,
    TreatyComparison,
)
from compliance.view.scores import Scored
from compliance.workspace import Workspace

__all__ = ["RegionalView", "region_scores", "regional_view"]


def region_scores(workspace: Workspace, cycle: str, plan: Plan) -> tuple[Scored, ...]:
    """The assessments that a plan compares in a cycle, in the order of the register: what robustness is computed of."""
    return tuple(
        (one.id, one.name, assessment)
        for one in _members(workspace, cycle, plan)
        for assessment in one.assessments.values()
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
        contexts={one.id: _context(workspace, one) for one in members},
        items={id_: found for id_ in plan.instruments if (found := across(id_, members))},
    )
    view = _view(region, {one.instrument: one for one in robust})
    return replace(view, footnotes=designations(workspace, view.cut_off, tuple(_texts(view))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Region:
    """What every part of the view is made from."""

    workspace: Workspace
    """All documents."""
    plan: Plan
    """What is compared."""
    cycle: str
    """The round of assessment."""
    members: tuple[Member, ...]
    """The countries that were assessed."""
    contexts: Mapping[str, Context]
    """What sentences about each may need."""
    items: Mapping[str, Sequence[Across]]
    """What counts once, by instrument, in all countries that were assessed for it."""


def _members(workspace: Workspace, cycle: str, plan: Plan) -> tuple[Member, ...]:
    """The countries of the register with a checklist in the cycle."""
    found = (
        (one, assessments(workspace, workspace.countries[one.id], cycle, plan.instruments))
        for one in workspace.listed()
        if one.id in workspace.countries
    )
    return tuple(_member(one.id, one.name(max(it.on for it in scores)), scores) for one, scores in found if scores)


def _member(id_: str, name: str, scores: Sequence[Assessment]) -> Member:
    checklists = [one.whole.checklist for one in scores]
    return Member(
        id=id_,
        name=name,
        law_date=figures.listed(list(dict.fromkeys(figures.day(one.on) for one in scores))),
        status=figures.listed(list(dict.fromkeys(words.STATUS[one.status] for one in checklists))),
        basis=figures.listed(list(dict.fromkeys(words.BASIS[one.basis] for one in checklists))),
        assessments={one.whole.instrument.id: one for one in scores},
    )


def _context(workspace: Workspace, member: Member) -> Context:
    country, jurisdiction = workspace.countries[member.id], workspace.jurisdiction(member.id)
    if jurisdiction is None:
        raise ValueError(f"{member.id} is not listed")
    on = max(one.on for one in member.assessments.values())
    return Context(workspace, country, jurisdiction, on, country.acts(), {})


def _treaty(region: _Region, id_: str, robust: Robustness | None) -> TreatyComparison:
    instrument, items, members = region.workspace.instruments[id_].value, region.items[id_], region.members
    found, unit, names = assessed(id_, members), region.plan.unit, {one.id: one.name for one in members}
    shared, have = gaps.shared_gaps(items, names, instrument), models.models(items, region.contexts, instrument)
    moved = progress.progress(region.workspace, members, region.cycle, id_)
    return TreatyComparison(
        instrument=instrument,
        opened=_opened(instrument),
        best=good(instrument.scale),
        headline=said.treaty_headline(found, instrument.abbreviation),
        bars=tuple(_bar(country, names[country], one) for country, one in found.items()),
        share_heads=share_heads(instrument.scale),
        open_note=said.open_note(found),
        matrix_headline=said.matrix_headline(found, instrument.abbreviation),
        matrix=tuple(_matrix(found)),
        order=order_view(instrument, members, robust, unit),
        gaps_headline=gaps.headline(shared, instrument, len(found), unit),
        gaps_lead=gaps.lead(shared, items, instrument, unit),
        gaps=shared,
        models_headline=models.headline(have, items, instrument, unit),
        models_note=models.note(have, items, unit),
        models=have,
        cooperation=cooperation.cooperation(items, members, instrument, unit),
        progress=moved,
        progress_headline=progress.headline(moved, instrument.abbreviation, unit),
        limits=limits.limits(members, id_),
    )


def _opened(instrument: Instrument) -> str:
    day = figures.day(instrument.opened) if instrument.opened else None
    return ", ".join(filter(None, (instrument.place, day)))


def _bar(country: str, name: str, assessment: Assessment) -> BarView:
    whole = assessment.whole
    items = [item for article in whole.articles for item in article.items]
    return BarView(
        country=country,
        name=name,
        counts=by_rating(items),
        coverage=_("%(answered)s of %(applicable)s answered")
        % {"answered": whole.distribution.answered, "applicable": whole.distribution.applicable},
        score=words.score(whole.range),
        shares=shares_of(items, whole.instrument.scale),
    )


def _matrix(found: Mapping[str, Assessment]) -> Iterator[MatrixSection]:
    """Articles by country, section by section; sections without articles of their own are left out."""
    for sections in zip(*(one.whole.sections for one in found.values()), strict=True):
        if rows := tuple(_rows(dict(zip(found, sections, strict=True)))):
            yield MatrixSection(title=sections[0].section.title, rows=rows)


def _rows(sections: Mapping[str, SectionScore]) -> Iterator[MatrixRow]:
    for articles in zip(*(one.articles for one in sections.values()), strict=True):
        article = articles[0].article
        cells = tuple(_cell(country, one) for country, one in zip(sections, articles, strict=True))
        yield MatrixRow(number=article.number, title=article.title, cells=cells)


def _cell(country: str, one: ArticleScore) -> CellView:
    return CellView(
        country=country,
        chip=words.article_chip(one),
        ends=(one.worst.rating, one.best.rating) if one.worst and one.best else None,
        score=words.score(one.score),
        held_back=bool(one.capped),
    )


def _view(region: _Region, robust: Mapping[str, Robustness]) -> RegionalView:
    plan, members = region.plan, region.members
    treaties = tuple(_treaty(region, id_, robust.get(id_)) for id_ in region.items)
    all_ = [one for member in members for one in member.assessments.values()]
    cut_off, present = max(one.on for one in all_), {one.id for one in members}
    missing = tuple(one.name(cut_off) for one in region.workspace.listed() if one.id not in present)
    law_date = figures.DASH.join(dict.fromkeys(figures.day(day) for day in (min(one.on for one in all_), cut_off)))
    status = figures.listed(list(dict.fromkeys(words.STATUS[one.whole.checklist.status] for one in all_)))
    names = {one.id: one.instrument.abbreviation for one in treaties}
    return RegionalView(
        plan=plan,
        cycle=region.cycle,
        footnotes=(),
        document=f"{plan.title}, {region.cycle}",
        edition=words.edition(plan, law_date, status),
        cut_off=cut_off,
        law_date=law_date,
        status=status,
        basis=figures.listed(list(dict.fromkeys(words.BASIS[one.whole.checklist.basis] for one in all_))),
        members=members,
        missing=missing,
        treaties=treaties,
        headline=said.region_headline(members, plan.unit),
        lead=said.region_lead(members, plan.unit),
        messages=said.region_messages(members, treaties, region.items, plan.unit),
        reach=said.reach(members),
        spread=said.spread(members),
        order_headline=said.order_headline(treaties),
        outside=tuple(said.outside(members)),
        limits_headline=limits.headline(members),
        limits=limits.sentences(members, missing, names, plan.unit, progress=any(one.progress for one in treaties)),
        tiles=tiles(plan.tiles, members, treaties),
        cards=tuple(card(one, region.contexts[one.id], treaties) for one in members),
        texts={
            name: found.text
            for (whose, one, name), found in region.workspace.texts.items()
            if (whose, one) == (plan.id, region.cycle)
        },
        manifest=manifest(
            _inputs(region.workspace, plan),
            [
                (_("criteria of %(treaty)s") % {"treaty": one.instrument.abbreviation}, one.instrument.edition)
                for one in treaties
            ],
        ),
    )


def _inputs(workspace: Workspace, plan: Plan) -> Iterator[tuple[str, str]]:
    """The texts that the comparison depends on: all but other plans."""
    for document in workspace.files:
        if concerns(document.path, country="", plan=plan.id, everyone=True):
            yield document.path, document.text


def _texts(value: object) -> Iterator[str]:
    """Every text inside a value of the view."""
    match value:
        case str():
            yield value
        case tuple() | list():
            for item in value:
                yield from _texts(item)
        case dict():
            for item in value.values():
                yield from _texts(item)
        case Assessment() | Plan() | Instrument():
            return
        case _ if is_dataclass(value):
            for one in fields(value):
                yield from _texts(getattr(value, one.name))
