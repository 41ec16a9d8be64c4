"""What binds a country, what its law consists of and what others say about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from compliance import figures
from compliance.asked import deposits
from compliance.model.checklist import LegalBasis
from compliance.model.instrument import Instrument
from compliance.model.jurisdictions import Jurisdiction
from compliance.model.legislation import Act
from compliance.model.participation import Deposit, Effect, Participation, Step
from compliance.model.plan import Plan
from compliance.scoring import Assessment
from compliance.view import words
from compliance.view.context import Context
from compliance.view.values import ActView, DepositView, ExternalView, LevelsView, QuoteView, TreatyView

TREATIES = {
    "ets-189": ("ETS 189", "Additional Protocol concerning racist and xenophobic acts"),
    "cets-224": ("CETS 224", "Second Additional Protocol on electronic evidence"),
    "ets-141": ("ETS 141", "Convention on Laundering, Search, Seizure and Confiscation, 1990"),
}
"""Related treaties that are not assessed: short name and title."""


def treaty_views(context: Context, plan: Plan) -> Iterator[TreatyView]:
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
            reservations=_reservations(one, instrument.value, context.day(id_)) if instrument else figures.NOTHING,
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


def deposit_views(context: Context) -> Iterator[DepositView]:
    """What a country deposited, treaty by treaty."""
    filed = context.country.participation
    for id_, one in filed.value.instruments.items() if filed else ():
        instrument = context.workspace.instruments.get(id_)
        for deposit in one.deposits:
            finding = deposits.unpermitted(deposit, instrument.value) if instrument else None
            stands = deposit in deposits.standing((deposit,), context.day(id_))
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


def external_views(context: Context) -> Iterator[ExternalView]:
    """Official ratings by others."""
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


def levels_views(jurisdiction: Jurisdiction, assessment: Assessment) -> Iterator[LevelsView]:
    """Articles whose answers differ by level of government, with the parts that set the country's rating."""
    for article in assessment.whole.articles:
        by_level = any(one.response and one.response.ratings_by_part for one in article.criteria)
        if not by_level:
            continue
        number = article.article.number
        theirs = {part.id: assessment.by_part[part.id].article(number) for part in jurisdiction.parts}
        lows = {part.called(): theirs[part.id].score for part in jurisdiction.parts}
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


def act_views(context: Context, scores: Sequence[Assessment]) -> tuple[ActView, ...]:
    """The register of acts, with how many criteria rest on each and what of their wording is on file."""
    responses = [response for one in scores for response in one.whole.checklist.responses.values()]
    uses = [{basis.act for basis in response.legal_basis} for response in responses]
    bases = [basis for response in responses for basis in response.legal_basis if basis.quote]
    return tuple(
        _act(context, act, sum(act.id in used for used in uses), [basis for basis in bases if basis.act == act.id])
        for act in context.acts.values()
    )


def _quotes(bases: Iterable[LegalBasis]) -> tuple[QuoteView, ...]:
    """What is quoted of an act, each wording once."""
    quoted = (
        QuoteView(
            provision=words.cite(basis.provision),
            quote=basis.quote,
            language=basis.language,
            translation=basis.translation,
        )
        for basis in bases
        if basis.quote
    )
    return tuple(dict.fromkeys(quoted))


def _act(context: Context, act: Act, used: int, quoted: Iterable[LegalBasis]) -> ActView:
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
        quotes=_quotes(quoted),
        sources=context.sources(*act.sources),
    )
