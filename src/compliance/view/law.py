"""Treaty status and deposits, official ratings and findings of bodies, levels of government, and the register of acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from compliance import figures
from compliance.as_of import deposits
from compliance.language import N_, _, capital, ngettext
from compliance.model.checklist import LegalBasis
from compliance.model.findings import FollowUp
from compliance.model.instrument import Instrument
from compliance.model.jurisdictions import Jurisdiction
from compliance.model.legislation import Act
from compliance.model.participation import Deposit, Participation, Step
from compliance.model.plan import Plan
from compliance.scoring import Assessment
from compliance.view import reasons, words
from compliance.view.context import Context
from compliance.view.readings import reading, reading_in_short
from compliance.view.values.law import (
    ActView,
    BodyFindingView,
    DepositView,
    ExternalView,
    LevelsView,
    QuoteView,
    SourceView,
    TreatyView,
)

TREATIES = {
    "ets-189": ("ETS 189", N_("Additional Protocol concerning racist and xenophobic acts")),
    "cets-224": ("CETS 224", N_("Second Additional Protocol on electronic evidence")),
    "ets-141": ("ETS 141", N_("Convention on Laundering, Search, Seizure and Confiscation, 1990")),
}
"""Related treaties that are not assessed: short name and title."""


def treaty_views(context: Context, plan: Plan) -> Iterator[TreatyView]:
    """Treaty status: the instruments of the plan first, then related treaties."""
    filed = context.country.participation
    entries: Mapping[str, Participation] = filed.value.instruments if filed else {}
    assessed = [id_ for id_ in plan.instruments if id_ in context.workspace.instruments]
    for id_ in (*assessed, *(id_ for id_ in entries if id_ not in assessed)):
        participation = entries.get(id_)
        instrument = context.workspace.instruments.get(id_)
        name, title = TREATIES.get(id_, (id_.upper().replace("-", " "), ""))
        steps = (participation.signed, participation.bound, participation.in_force) if participation else (None,) * 3
        yield TreatyView(
            name=instrument.value.abbreviation if instrument else name,
            title=instrument.value.called() if instrument else _(title),
            status=words.PARTY[participation.status] if participation else capital(_("unknown")),
            signed=_step(steps[0]),
            bound=_step(steps[1]),
            in_force=_step(steps[2]),
            reservations=_reservations(participation, instrument.value, context.day(id_))
            if instrument
            else figures.NOTHING,
            note=participation.note if participation else None,
            sources=context.sources(
                *(participation.sources if participation else ()),
                *(id_ for step in steps if step for id_ in step.sources),
            ),
        )


def _step(step: Step | None) -> str:
    """A date towards a treaty, with what to know about it."""
    if step is None:
        return figures.NOTHING
    means = f" ({words.MEANS[step.means]})" if step.means and step.means not in ("signature", "ratification") else ""
    day = f"{words.when(step.date)}{means}"
    return day if step.sources else _("%(day)s, recalled") % {"day": day}


def _reservations(participation: Participation | None, instrument: Instrument, on: date) -> str:
    """How many deposits narrow what binds on a day: those in effect, as far as the treaty permits them."""
    if participation is None:
        return _("not all known")
    if participation.status != "party":
        return _("none possible")
    permitted = deposits.permitted(deposits.in_effect(participation.deposits, on), instrument)
    narrowing = [deposit for deposit in permitted if deposits.narrows(deposit)]
    if participation.reservations == "unknown":
        return _("not all known")
    if unseen := sum(not deposits.verified(deposit) for deposit in narrowing):
        return ngettext("%(number)s not verified", "%(number)s not verified", unseen) % {"number": unseen}
    text = ngettext("%(number)s narrowing on file", "%(number)s narrowings on file", len(narrowing))
    return text % {"number": figures.in_words(len(narrowing))} if narrowing else _("none that narrows")


def deposit_views(context: Context) -> Iterator[DepositView]:
    """What a country deposited, treaty by treaty."""
    filed = context.country.participation
    for id_, participation in filed.value.instruments.items() if filed else ():
        instrument = context.workspace.instruments.get(id_)
        for deposit in participation.deposits:
            finding = deposits.unpermitted(deposit, instrument.value) if instrument else None
            stands = deposit in deposits.in_effect((deposit,), context.day(id_))
            made = _("%(deposited)s, withdrawn %(withdrawn)s") if deposit.withdrawn else "%(deposited)s"
            yield DepositView(
                treaty=instrument.value.abbreviation if instrument else TREATIES.get(id_, (id_, ""))[0],
                kind=words.DEPOSIT[deposit.kind],
                provisions=", ".join(deposit.provisions),
                gist=words.sentence(deposit.gist),
                dates=made % {"deposited": words.when(deposit.deposited), "withdrawn": words.when(deposit.withdrawn)},
                effect=_effect(deposit, stands=stands and not finding),
                finding=reasons.unpermitted(finding) if finding else None,
                evidence=_seen(deposit),
                sources=context.sources(*deposit.sources),
            )


def _effect(deposit: Deposit, *, stands: bool) -> str:
    """The effect of a deposit on the score; one that was not verified has none, and leaves open what binds."""
    if stands and deposits.narrows(deposit) and not deposits.verified(deposit):
        return _("not counted, as it is not verified")
    return words.EFFECT[deposit.effect if stands else "none"]


def _seen(deposit: Deposit) -> str:
    """How far the text of a deposit was seen."""
    if not deposits.verified(deposit):
        noted = words.sentence(deposit.note or "")
        return " ".join(filter(None, (_("Not verified: its text was not seen."), noted)))
    if deposit.document is None:
        return _("Text seen.")
    return _("Text seen in a document of %(day)s.") % {"day": words.when(deposit.document)}


def external_views(context: Context) -> Iterator[ExternalView]:
    """Official ratings by others."""
    for external in context.country.external.value.ratings if context.country.external else ():
        dated = f", {words.when(external.date)}" if external.date and external.date.text not in external.report else ""
        yield ExternalView(
            item=external.item,
            title=external.title or "",
            rating=external.rating,
            previous=external.previous or figures.NOTHING,
            report=f"{external.body}, {external.report}{dated}",
            note=external.note,
            sources=context.sources(*external.sources),
        )


def external_notes(context: Context) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Dated facts about official assessments: date, fact, numbers of the documents."""
    for note in context.country.external.value.notes if context.country.external else ():
        yield words.when(note.date), note.text, context.sources(*note.sources)


def finding_views(context: Context, instruments: Sequence[str]) -> Iterator[BodyFindingView]:
    """What bodies found, the latest first, treaty by treaty; what was seen in no document is no fact and is left out."""
    filed = context.country.findings
    seen = [finding for finding in (filed.value.findings if filed else ()) if finding.sources]
    order = {id_: place for place, id_ in enumerate(instruments)}
    latest_first = sorted(seen, key=lambda finding: finding.date.last, reverse=True)
    for finding in sorted(latest_first, key=lambda finding: order.get(finding.instrument or "", len(order))):
        instrument = context.workspace.instruments.get(finding.instrument or "")
        name = instrument.value.abbreviation if instrument else TREATIES.get(finding.instrument or "", ("", ""))[0]
        later = finding.follow_up
        yield BodyFindingView(
            id=finding.id,
            instrument=name,
            articles=", ".join(words.cite(article) for article in finding.articles),
            criteria=finding.criteria,
            body=finding.body,
            document=words.dated(finding),
            asked=words.sentence(finding.asked),
            state=words.FOLLOW_UP[later.state if later else "unknown"],
            follow_up=_later(later) if later else None,
            note=words.sentence(finding.note) if finding.note else None,
            sources=context.sources(*finding.sources, *(later.sources if later else ())),
        )


def _later(later: FollowUp) -> str | None:
    """The follow-up to a finding, with its date; what was seen in no document is marked."""
    if not later.text:
        return None
    text, recalled = words.sentence(later.text), _("recalled")
    text = text if later.sources else f"{text} ({recalled})"
    return f"{words.when(later.date)}: {text}" if later.date else text


def source_views(context: Context) -> Iterator[SourceView]:
    """The documents consulted, by number."""
    for source in context.country.documents().values():
        yield SourceView(
            number=context.numbers[source.id],
            document=source.document,
            quality=words.QUALITY[source.quality] if source.quality else _("not judged"),
            url=source.url,
            note=source.note,
        )


def levels_views(jurisdiction: Jurisdiction, assessment: Assessment) -> Iterator[LevelsView]:
    """Articles whose answers differ by level of government, with the parts that set the country's rating."""
    for article in assessment.whole.articles:
        if not any(criterion.response and criterion.response.ratings_by_part for criterion in article.criteria):
            continue
        number = article.article.number
        theirs = {part.id: assessment.by_part[part.id].article(number) for part in jurisdiction.parts}
        lows = {part.called(): theirs[part.id].score for part in jurisdiction.parts}
        least = min(span.low for span in lows.values() if span)
        setting = [name for name, span in lows.items() if span and span.low == least]
        yield LevelsView(
            instrument=assessment.whole.instrument.abbreviation,
            number=number,
            title=article.article.called(),
            chips=(*(words.article_chip(article) for article in theirs.values()), words.article_chip(article)),
            lowest="" if len(setting) == len(jurisdiction.parts) else figures.listed(setting),
        )


def act_views(context: Context, scores: Sequence[Assessment]) -> tuple[ActView, ...]:
    """The register of acts, with how many criteria rest on each and what of their wording is on file."""
    responses = [response for assessment in scores for response in assessment.whole.checklist.responses.values()]
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
    amended = _("amendments on file: %(numbers)s") % {"numbers": ", ".join(act.amendments)} if act.amendments else None
    known = any(each.read for each in context.acts.values())
    unseen = _("Not seen: %(what)s") % {"what": act.recalled} if act.recalled else None
    return ActView(
        id=act.id,
        short=act.short,
        title=act.title,
        originals=tuple(act.original.items()),
        level=context.level(act.part) or "",
        gazette="; ".join(filter(None, (act.gazette or _("gazette not given in the sources seen"), amended))),
        in_force=_in_force(act),
        since=_in_force(act) if act.in_force else figures.NOTHING,
        read=reading(act) if known else "",
        version=reading_in_short(act) if known else "",
        status=words.ACT_STATUS[act.status],
        url=act.url,
        note=" ".join(words.sentence(text) for text in (act.note, unseen) if text) or None,
        used=used,
        quotes=_quotes(quoted),
        sources=context.sources(*act.sources),
    )


def _in_force(act: Act) -> str:
    """Since when an act is law, and until when."""
    since = words.when(act.in_force) if act.in_force else _("not given in the sources seen")
    return _("%(since)s until %(until)s") % {"since": since, "until": words.when(act.until)} if act.until else since
