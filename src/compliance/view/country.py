"""The view of a country, built from the workspace and the scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date

from compliance import figures
from compliance.asked import deposits
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.model.instrument import Instrument
from compliance.model.jurisdictions import Jurisdiction
from compliance.model.legislation import Act
from compliance.model.participation import Deposit, Effect, Participation, Step
from compliance.model.plan import Plan
from compliance.robustness.values import Robustness
from compliance.scoring import Assessment
from compliance.view import messages, words
from compliance.view.agreement import agreement_view, double_ratings
from compliance.view.assessed import assessments
from compliance.view.context import Context
from compliance.view.instrument import instrument_view
from compliance.view.manifest import concerns, manifest
from compliance.view.project import Law, indicator_reports
from compliance.view.robustness import robust_view
from compliance.view.values import (
    ActView,
    CountryView,
    DepositView,
    ExternalView,
    GapView,
    InstrumentView,
    LevelsView,
    RobustView,
    SourceView,
    TreatyView,
)
from compliance.workspace import Country, Workspace

TREATIES = {
    "ets-189": ("ETS 189", "Additional Protocol concerning racist and xenophobic acts"),
    "cets-224": ("CETS 224", "Second Additional Protocol on electronic evidence"),
    "ets-141": ("ETS 141", "Convention on Laundering, Search, Seizure and Confiscation, 1990"),
}
"""Related treaties that are not assessed: short name and title."""


def view_of(
    inputs: Inputs, country_id: str, cycle: str, plan_id: str, robust: Sequence[Robustness] = ()
) -> CountryView:
    """Everything that the deliverables of a country show, from a folder without problems, and how robust it is."""
    workspace, country = inputs.workspace, inputs.workspace.countries[country_id]
    plan = workspace.plans[plan_id].value
    scores = assessments(workspace, country, cycle, plan.instruments)
    reports = indicator_reports(inputs, country_id, cycle, _laws(scores))
    return country_view(
        workspace,
        country,
        plan,
        cycle=cycle,
        scores=scores,
        indicators=reports,
        figures_files=inputs.figures,
        robust=robust,
    )


def _laws(scores: Iterable[Assessment]) -> tuple[Law, ...]:
    """What indicators ask of the scores of a country."""
    return tuple(Law(on=one.on, instrument=one.whole.instrument, articles=one.whole.articles) for one in scores)


def country_view(
    workspace: Workspace,
    country: Country,
    plan: Plan,
    *,
    cycle: str,
    scores: Sequence[Assessment],
    indicators: Sequence[IndicatorReport],
    figures_files: Iterable[tuple[str, str]] = (),
    robust: Sequence[Robustness] = (),
) -> CountryView:
    """Everything that the deliverables of a country show; ValueError where the country is not listed."""
    jurisdiction = workspace.jurisdiction(country.id)
    if jurisdiction is None or not scores:
        raise ValueError(f"{country.id} is not listed or has no checklist")
    checklist = scores[0].whole.checklist
    documents = country.documents()
    numbers = {id_: number for number, id_ in enumerate(documents, 1)}
    context = Context(workspace, country, jurisdiction, checklist.cut_off, country.acts(), numbers)
    instruments = tuple(instrument_view(context, one) for one in scores)
    gaps = _merged(instruments)
    grades = {grade: sum(one.grades.get(grade, 0) for one in instruments) for grade in words.EVIDENCE}
    name = jurisdiction.name(checklist.cut_off)
    law_date = figures.day(checklist.cut_off)
    external = country.external.value if country.external else None
    bound = country.participation.value if country.participation else None
    view = CountryView(
        id=country.id,
        name=name,
        footnotes=(),
        plan=plan,
        cycle=cycle,
        cut_off=checklist.cut_off,
        law_date=law_date,
        status=words.STATUS[checklist.status],
        basis=words.BASIS[checklist.basis],
        document=f"{name}: {plan.title}, {cycle}",
        edition=f"Version {plan.version}, law as of {law_date}, {words.STATUS[checklist.status]}. {plan.notice}",
        headline=messages.report_headline(jurisdiction.inside(checklist.cut_off), instruments),
        lead=messages.report_lead(instruments),
        messages=messages.summary_messages(instruments, gaps, grades),
        instruments=instruments,
        gaps=gaps,
        grades=grades,
        grades_finding=messages.grades_finding(grades),
        treaties=tuple(_treaties(context, plan)),
        position=bound.note if bound else None,
        deposits=tuple(_deposits(context)),
        external=tuple(_external(context)),
        external_notes=tuple(
            (words.when(note.date), note.text, context.sources(*note.sources)) for note in external.notes
        )
        if external
        else (),
        external_not_seen=figures.listed(external.not_seen) if external and external.not_seen else None,
        parts=tuple(part.name for part in jurisdiction.parts),
        levels=tuple(row for one in scores for row in _levels(jurisdiction, one)),
        indicators=tuple(indicators),
        indicator_headline=messages.indicator_headline(indicators),
        acts=_acts(context, scores),
        sources=tuple(
            SourceView(
                number=numbers[one.id],
                document=one.document,
                quality=(one.quality or "not judged").replace("-", " "),
                url=one.url,
                note=one.note,
            )
            for one in documents.values()
        ),
        agreement=agreement_view(double_ratings(workspace, country, cycle, plan.instruments)),
        robust=_robust(workspace, country.id, robust, checklist.cut_off),
        manifest=manifest(
            (*_inputs(workspace, country, plan, everyone=bool(robust)), *figures_files), _editions(instruments)
        ),
    )
    return replace(view, footnotes=designations(workspace, view.cut_off, tuple(_texts(view))))


def _merged(instruments: Sequence[InstrumentView]) -> tuple[GapView, ...]:
    """Gaps of all treaties, the largest gain first."""
    return tuple(sorted((gap for one in instruments for gap in one.gaps), key=lambda gap: -gap.size))


def _editions(instruments: Sequence[InstrumentView]) -> Iterator[tuple[str, str]]:
    for one in instruments:
        yield f"criteria of {one.abbreviation}", one.assessment.whole.instrument.edition


def _inputs(workspace: Workspace, country: Country, plan: Plan, *, everyone: bool) -> Iterator[tuple[str, str]]:
    """The texts that the deliverables of a country depend on; of other countries their scores, where they are compared."""
    for document in workspace.files:
        if concerns(document.path, country=country.id, plan=plan.id, everyone=everyone):
            yield document.path, document.text


def _robust(workspace: Workspace, country: str, found: Iterable[Robustness], on: date) -> tuple[RobustView, ...]:
    """How robust the scores of a country are, treaty by treaty."""
    names = {one.id: one.name(on) for one in workspace.listed()}
    views = (
        robust_view(one, country, names, workspace.instruments[one.instrument].value.abbreviation) for one in found
    )
    return tuple(view for view in views if view)


def designations(workspace: Workspace, on: date, texts: Sequence[str]) -> tuple[str, ...]:
    """The obligatory footnotes of the designations that occur in some texts."""
    if workspace.jurisdictions is None:
        return ()
    notes = {note.id: note.text for note in workspace.jurisdictions.value.footnotes}
    return tuple(
        notes[one.footnote]
        for one in workspace.listed()
        if one.footnote in notes and any(one.name(on) in text for text in texts)
    )


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
        case Assessment() | Plan():
            return
        case _ if is_dataclass(value):
            for one in fields(value):
                yield from _texts(getattr(value, one.name))


def _treaties(context: Context, plan: Plan) -> Iterator[TreatyView]:
    """Treaty status: the instruments of the plan first, then related treaties."""
    filed = context.country.participation
    entries: Mapping[str, Participation] = filed.value.instruments if filed else {}
    assessed = [id_ for id_ in plan.instruments if id_ in context.workspace.instruments]
    for id_ in (*assessed, *(id_ for id_ in entries if id_ not in assessed)):
        one = entries.get(id_, Participation(status="non-party"))
        instrument = context.workspace.instruments.get(id_)
        name, title = TREATIES.get(id_, (id_.upper().replace("-", " "), ""))
        yield TreatyView(
            name=instrument.value.abbreviation if instrument else name,
            title=instrument.value.title if instrument else title,
            status={"party": "Party", "signatory": "Signatory", "non-party": "Not a Party"}[one.status],
            signed=_step(one.signed),
            bound=_step(one.bound),
            in_force=_step(one.in_force),
            reservations=_reservations(one, instrument.value, context.on) if instrument else figures.NOTHING,
            note=one.note,
            sources=context.sources(
                *one.sources, *(id_ for step in (one.signed, one.bound, one.in_force) if step for id_ in step.sources)
            ),
        )


def _step(step: Step | None) -> str:
    """A date towards a treaty, with what to know about it."""
    if step is None:
        return figures.NOTHING
    means = f" ({step.means})" if step.means and step.means not in ("signature", "ratification") else ""
    return f"{words.when(step.date)}{means}{'' if step.sources else ', recalled'}"


def _reservations(one: Participation, instrument: Instrument, on: date) -> str:
    """How many deposits narrow what binds on a day: those that stand, as far as the treaty permits them."""
    if one.status != "party":
        return "none possible"
    standing = deposits.permitted(deposits.standing(one.deposits, on), instrument)
    narrowing = [it for it in standing if it.kind in deposits.BINDING_KINDS and it.effect in deposits.NARROWING]
    if one.reservations == "unknown":
        return "not all known"
    return f"{figures.count(len(narrowing), 'narrowing')} on file" if narrowing else "none that narrows"


def _deposits(context: Context) -> Iterator[DepositView]:
    filed = context.country.participation
    for id_, one in filed.value.instruments.items() if filed else ():
        instrument = context.workspace.instruments.get(id_)
        for deposit in one.deposits:
            finding = deposits.unpermitted(deposit, instrument.value) if instrument else None
            stands = deposit in deposits.standing((deposit,), context.on)
            yield DepositView(
                treaty=instrument.value.abbreviation if instrument else TREATIES.get(id_, (id_, ""))[0],
                kind=deposit.kind,
                provisions=", ".join(deposit.provisions),
                gist=words.sentence(deposit.gist),
                dates=_deposited(deposit),
                effect=_EFFECTS["none" if finding or not stands else deposit.effect],
                finding=finding,
                sources=context.sources(*deposit.sources),
            )


_EFFECTS: Mapping[Effect, str] = {
    "excludes": "excludes criteria",
    "narrows": "narrows criteria",
    "manner": "states the manner",
    "none": "none on the score",
}
"""What a deposit does, as the table says it."""


def _deposited(deposit: Deposit) -> str:
    gone = f", withdrawn {words.when(deposit.withdrawn)}" if deposit.withdrawn else ""
    return f"{words.when(deposit.deposited)}{gone}"


def _external(context: Context) -> Iterator[ExternalView]:
    for one in context.country.external.value.ratings if context.country.external else ():
        dated = f", {words.when(one.date)}" if one.date and one.date.text not in one.report else ""
        yield ExternalView(
            item=one.item,
            title=one.title or "",
            rating=one.rating,
            previous=one.previous or figures.NOTHING,
            report=f"{one.body}, {one.report}{dated}",
            note=one.note,
            sources=context.sources(*one.sources),
        )


def _levels(jurisdiction: Jurisdiction, assessment: Assessment) -> Iterator[LevelsView]:
    """Articles whose answers differ by level of government, with the parts that set the country's rating."""
    for article in assessment.whole.articles:
        by_level = any(one.response and one.response.ratings_by_part for one in article.criteria)
        if not by_level:
            continue
        number = article.article.number
        theirs = {part.id: assessment.by_part[part.id].article(number) for part in jurisdiction.parts}
        lows = {part.name: theirs[part.id].score for part in jurisdiction.parts}
        least = min(span.low for span in lows.values() if span)
        setting = [name for name, span in lows.items() if span and span.low == least]
        every = len(setting) == len(jurisdiction.parts)
        yield LevelsView(
            instrument=assessment.whole.instrument.abbreviation,
            number=number,
            title=article.article.title,
            chips=(*(words.article_chip(one) for one in theirs.values()), words.article_chip(article)),
            lowest="" if every else figures.listed(setting),
        )


def _acts(context: Context, scores: Sequence[Assessment]) -> tuple[ActView, ...]:
    """The register of acts, with how many criteria rest on each."""
    uses = [
        {basis.act for basis in response.legal_basis}
        for one in scores
        for response in one.whole.checklist.responses.values()
    ]
    return tuple(_act(context, act, sum(act.id in used for used in uses)) for act in context.acts.values())


def _act(context: Context, act: Act, used: int) -> ActView:
    listed = f"; amendments on file: {', '.join(act.amendments)}" if act.amendments else ""
    until = f" until {words.when(act.until)}" if act.until else ""
    return ActView(
        id=act.id,
        short=act.short,
        title=act.title,
        originals=tuple(act.original.items()),
        level=context.level(act.part) or "",
        gazette=f"{act.gazette or 'gazette not given in the sources seen'}{listed}",
        in_force=f"{words.when(act.in_force)}{until}" if act.in_force else f"not given in the sources seen{until}",
        status=act.status.replace("-", " "),
        url=act.url,
        note=" ".join(
            words.sentence(text) for text in (act.note, f"Not seen: {act.recalled}" if act.recalled else None) if text
        )
        or None,
        used=used,
        sources=context.sources(*act.sources),
    )
