"""The view of a country, built from the workspace and the scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from compliance import figures
from compliance.inputs import Inputs
from compliance.language import _, ngettext
from compliance.model.checklist import Checklist
from compliance.model.plan import Plan
from compliance.scoring import Assessment
from compliance.source import Document, Prose
from compliance.view import counts, messages, words
from compliance.view.agreement import agreement_view, double_ratings
from compliance.view.assessed import assessments
from compliance.view.comparison import bridges_view
from compliance.view.context import Context
from compliance.view.glossary import glossary
from compliance.view.instrument import instrument_view, remark_views
from compliance.view.law import (
    act_views,
    deposit_views,
    external_notes,
    external_views,
    finding_views,
    levels_views,
    source_views,
    treaty_views,
)
from compliance.view.manifest import depended_on, manifest
from compliance.view.names import designations, texts_of
from compliance.view.priorities import priority_groups
from compliance.view.project import indicator_reports, laws_of, other_figures
from compliance.view.readings import texts_read
from compliance.view.register import register_view
from compliance.view.timeline import timeline_view
from compliance.view.values.country import CountryView
from compliance.view.values.progress import BridgesView
from compliance.workspace import Country, Workspace


def view_of(inputs: Inputs, country_id: str, cycle: str, plan_id: str) -> CountryView:
    """Everything that the deliverables of a country show, from a folder without problems; ValueError where the country is not listed."""
    workspace, instruments = inputs.workspace, inputs.workspace.plans[plan_id].value.instruments
    scores = assessments(workspace, workspace.countries[country_id], cycle, instruments)
    return country_view(inputs, country_id, cycle, plan_id, scores)


def country_view(
    inputs: Inputs, country_id: str, cycle: str, plan_id: str, scores: Sequence[Assessment]
) -> CountryView:
    """The same from scores, which need not be those of the answers on file."""
    workspace, country = inputs.workspace, inputs.workspace.countries[country_id]
    plan = workspace.plans[plan_id].value
    context = _context(workspace, country, plan, cycle, scores)
    indicators = indicator_reports(inputs, country_id, cycle, laws_of(scores))
    jurisdiction, on = context.jurisdiction, context.on
    instruments = tuple(instrument_view(context, assessment) for assessment in scores)
    # The largest gap first; the sort is stable, so equal gaps keep the order of the treaties.
    gaps = tuple(sorted((gap for treaty in instruments for gap in treaty.gaps), key=lambda gap: -gap.size))
    register = register_view(workspace, country, cycle, plan.instruments, on)
    grades = {str(grade): sum(treaty.grades.get(grade, 0) for treaty in instruments) for grade in words.EVIDENCE}
    name = jurisdiction.name(on)
    law_date = _by_treaty(scores, lambda checklist: figures.day(checklist.cut_off))
    status = _by_treaty(scores, lambda checklist: words.STATUS[checklist.status])
    external = country.external.value if country.external else None
    bound = country.participation.value if country.participation else None
    responses = [response for assessment in scores for response in assessment.whole.checklist.responses.values()]
    cited = (basis.act for response in responses for basis in response.legal_basis)
    texts = texts_read(context.acts[act] for act in cited if act in context.acts)
    findings = tuple(finding_views(context, plan.instruments))
    bridges = bridges_view(workspace, country, cycle, plan.instruments)
    beside = tuple(remark_views(instruments))
    files: Sequence[Document | Prose] = (*workspace.files, *workspace.texts.values())
    texts_behind = depended_on(files, country=country.id, plan=plan.id, everyone=False)
    view = CountryView(
        id=country.id,
        name=name,
        footnotes=(),
        plan=plan,
        cycle=cycle,
        cut_off=on,
        law_date=law_date,
        status=status,
        basis=_by_treaty(scores, lambda checklist: words.BASIS[checklist.basis]),
        document=f"{name}: {plan.title}, {cycle}",
        edition=words.edition(plan, law_date, status, texts),
        headline=messages.report_headline(jurisdiction.inside(on), instruments),
        lead=messages.report_lead(instruments, texts),
        texts_read=texts,
        messages=messages.summary_messages(instruments, findings, grades, _since(bridges)),
        instruments=instruments,
        gaps=gaps,
        priorities=priority_groups(context, scores),
        grades=grades,
        grades_finding=messages.grades_finding(grades),
        treaties=tuple(treaty_views(context, plan)),
        position=bound.note if bound else None,
        deposits=tuple(deposit_views(context)),
        findings=findings,
        external=tuple(external_views(context)),
        external_notes=tuple(external_notes(context)),
        external_not_seen=figures.listed(external.not_seen) if external and external.not_seen else None,
        parts=tuple(part.called() for part in jurisdiction.parts),
        levels=tuple(row for assessment in scores for row in levels_views(jurisdiction, assessment)),
        indicators=indicators,
        indicator_headline=messages.indicator_headline(indicators),
        indicator_counts=f"{counts.indicators_in_words(indicators)} {counts.answers_in_words(scores)}",
        other_figures=other_figures(inputs, indicators),
        acts=act_views(context, scores),
        sources=tuple(source_views(context)),
        agreement=agreement_view(double_ratings(workspace, country, cycle, plan.instruments)),
        texts={key[2]: text.text for key, text in workspace.texts.items() if key[:2] == (country.id, cycle)},
        register=register,
        timeline=timeline_view(context, plan.instruments, register),
        bridges=bridges,
        practice=tuple(replace(remark, comment="") for remark in beside if remark.practice),
        comments=tuple(replace(remark, practice="", sources=()) for remark in beside if remark.comment),
        manifest=manifest((*texts_behind, *inputs.figures), [instrument.model for instrument in instruments]),
    )
    printed = tuple(texts_of(view))
    footnotes = designations(workspace, view.cut_off, printed)
    return replace(view, footnotes=footnotes, glossary=glossary(printed, instruments))


def _since(bridges: BridgesView | None) -> str:
    """What changed since the cycle before."""
    if bridges is None:
        return _("This is the first; no earlier cycle is on file.")
    changes = len({(treaty.instrument, change[1]) for treaty in bridges.treaties for change in treaty.changes})
    text = ngettext(
        "%(number)s criterion changed since %(cycle)s: %(ways)s.",
        "%(number)s criteria changed since %(cycle)s: %(ways)s.",
        changes,
    )
    return text % {"number": figures.number(changes), "cycle": bridges.cycles[0], "ways": bridges.headline}


def _context(workspace: Workspace, country: Country, plan: Plan, cycle: str, scores: Sequence[Assessment]) -> Context:
    """What the parts of the view share; the first checklist sets the day of the law."""
    jurisdiction = workspace.jurisdiction(country.id)
    if jurisdiction is None or not scores:
        raise ValueError(f"{country.id} is not listed or has no checklist")
    days = {assessment.whole.instrument.id: assessment.whole.checklist.cut_off for assessment in scores}
    return Context(
        workspace=workspace,
        country=country,
        jurisdiction=jurisdiction,
        on=next(iter(days.values())),
        acts=country.acts(),
        numbers={id_: number for number, id_ in enumerate(country.documents(), 1)},
        cycle=cycle,
        days=days,
        models=plan.models,
    )


def _by_treaty(scores: Iterable[Assessment], say: Callable[[Checklist], str]) -> str:
    """A text about every checklist; with the treaty where the checklists differ."""
    texts = {assessment.whole.instrument.abbreviation: say(assessment.whole.checklist) for assessment in scores}
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    return figures.listed([f"{text} ({name})" for name, text in texts.items()])
