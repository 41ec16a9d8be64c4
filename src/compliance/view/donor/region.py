"""The two pages for a donor about the region: country beside country, in the order of the register, never ranked, never averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.indicators.values import JUDGED, IndicatorReport, Word
from compliance.inputs import Inputs
from compliance.language import _, ngettext
from compliance.model.logframe import Indicator
from compliance.model.plan import Plan
from compliance.view.donor import confidence, shared
from compliance.view.donor.shared import Brief, Member, ScoreProgress
from compliance.view.names import designations, in_order
from compliance.view.reasons import STATUS_SIGNS

URGENCY: tuple[Word, ...] = ("off-track", "at-risk", "on-track", "met")
"""The statuses that judge, in the order in which the table takes indicators in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many indicators of a country stand how."""

    name: str
    counts: Mapping[Word, int]
    """Indicators by status; `no-data` stands for all that judge nothing."""
    known: int
    law_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """An indicator, country by country."""

    indicator: Indicator
    cells: tuple[IndicatorReport, ...]
    """How it stands in each country, in the order of the columns."""
    sure: str
    """How far it may be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionBrief(Brief):
    """Everything that the two pages of the region show."""

    names: tuple[str, ...]
    """Names of the countries, in the order of every table."""
    standings: tuple[Standing, ...]
    """Indicators by status, country by country."""
    total: int
    scores_measure: str
    """What they measure, and when."""
    rows: tuple[RegionRow, ...] = ()
    caveats: tuple[str, ...] = ()


def region_briefs(inputs: Inputs, cycle: str, plan_id: str) -> tuple[RegionBrief, ...]:
    """The two pages of the region in a cycle, then the same with ever fewer rows, from a folder without problems; ValueError where no country was assessed."""
    workspace, plan = inputs.workspace, inputs.workspace.plans[plan_id].value
    every = (shared.member(inputs, id_, cycle, plan) for id_ in in_order(workspace, ()))
    members = [member for member in every if member]
    if not members:
        raise ValueError(f"no country has a checklist of {cycle} or earlier for what {plan_id} reports")
    last = max(member.days[-1] for member in members)
    missing = [
        jurisdiction.name(last)
        for jurisdiction in workspace.listed()
        if all(jurisdiction.id != member.id for member in members)
    ]
    titles = {id_: workspace.instruments[id_].value.abbreviation for id_ in plan.instruments}
    briefs = tuple(_briefs(members, plan, cycle, titles, missing))
    footnotes = designations(workspace, last, tuple(_texts(briefs[0])))
    return tuple(replace(brief, footnotes=footnotes) for brief in briefs)


def _briefs(
    members: Sequence[Member], plan: Plan, cycle: str, titles: Mapping[str, str], missing: Sequence[str]
) -> Iterator[RegionBrief]:
    """The fullest first; the least urgent indicator goes before the last action does."""
    every = tuple(report for member in members for report in member.reports)
    off = [
        (member.name, report) for member in members for report in member.reports if report.status.word == "off-track"
    ]
    actions = tuple(shared.action(report, name) for name, report in off[: shared.MOST_ACTIONS])
    view = replace(
        _brief(members, plan, cycle, titles),
        caveats=tuple(confidence.caveats(members, missing)),
        off_track_headline=shared.off_track_headline(every, len(off), len(actions)),
        off_track=actions,
    )
    for rows, rest in _rows(members):
        view = replace(view, rows=rows, rest=rest)
        yield view
    for number in range(len(actions) - 1, 0, -1):
        yield replace(
            view,
            off_track_headline=shared.off_track_headline(every, len(off), number),
            off_track=actions[:number],
        )


def _brief(members: Sequence[Member], plan: Plan, cycle: str, titles: Mapping[str, str]) -> RegionBrief:
    """The first page, and of the second what every version has."""
    every = tuple(report for member in members for report in member.reports)
    scores = tuple((title, tuple(_scores(members, id_))) for id_, title in titles.items())
    return RegionBrief(
        plan=plan,
        document=", ".join((plan.title, _("the region"), cycle)),
        edition=shared.edition(plan, members),
        dated=max(member.days[-1] for member in members),
        names=tuple(member.name for member in members),
        headline=shared.headline(every, _known(members), len(members[0].reports)),
        lead=_lead(members, titles, plan.unit),
        standings=tuple(_standing(member) for member in members),
        total=len(members[0].reports),
        scores=scores,
        scores_headline=shared.scores_headline([row for _, rows_ in scores for row in rows_]),
        scores_measure=_(
            "Score of the whole treaty from 0 to 100, law as of %(day)s; a bar where too much is unanswered for one "
            "figure; in the order of the register, not of the scores"
        )
        % {"day": shared.law_days(members)},
        dates=(
            shared.then(score for member in members for score in member.before),
            shared.law_days(members),
            shared.due(every),
        ),
        rows_headline=_rows_headline(members),
        holders=_holders(members),
        attribution=plan.attribution or "",
        sure=(*confidence.law_sure(members), *shared.figures_sure(every)),
    )


def _texts(view: RegionBrief) -> Iterator[str]:
    """The texts in which the name of a country can stand."""
    yield from (*view.names, view.lead, view.attribution, view.plan.disclaimer, view.rest, view.holders, *view.caveats)
    for row in view.rows:
        yield from (row.indicator.name, row.sure)
    for action in view.off_track:
        yield from (action.name, action.cause, action.action, action.owner)


# --- the first page -------------------------------------------------------------------------------


def _standing(member: Member) -> Standing:
    words_ = Counter(report.status.word for report in member.reports)
    judged: dict[Word, int] = {word: words_[word] for word in JUDGED}
    return Standing(
        name=member.name,
        counts={**judged, "no-data": len(member.reports) - sum(judged.values())},
        known=sum(bool(report.values) for report in member.reports),
        law_date=shared.law_days((member,)),
    )


def _known(members: Sequence[Member]) -> int:
    return len({report.indicator.id for member in members for report in member.reports if report.values})


def _lead(members: Sequence[Member], titles: Mapping[str, str], unit: str) -> str:
    """In how many countries the law has a single score, and how much is known of indicators."""
    settled = {
        title: sum(_is_point(member, id_) for member in members)
        for id_, title in titles.items()
        if _assessed(members, id_)
    }
    part = _("%(number)s of %(all)s for %(treaty)s")
    parts = [
        part
        % {
            "number": figures.in_words(number),
            "all": figures.in_words(_assessed(members, id_)),
            "treaty": title,
        }
        for (title, number), id_ in zip(settled.items(), titles, strict=False)
    ]
    law = (
        _("A single score of law exists in %(parts)s.") % {"parts": figures.listed(parts)}
        if any(settled.values())
        else _("Too much is unanswered for a single score of law in any %(unit)s.") % {"unit": _(unit)}
    )
    if not members[0].reports:
        return law
    known = sorted(sum(bool(report.values) for report in member.reports) for member in members)
    values = {"all": len(members[0].reports), "least": known[0], "most": known[-1], "unit": _(unit)}
    text = (
        _("Of %(all)s indicators, %(most)s have figures in a %(unit)s.")
        if known[0] == known[-1]
        else _("Of %(all)s indicators, between %(least)s and %(most)s have figures in a %(unit)s.")
    )
    return f"{law} {text % values}"


def _assessed(members: Sequence[Member], instrument: str) -> int:
    return sum(any(assessment.whole.instrument.id == instrument for assessment in member.now) for member in members)


def _is_point(member: Member, instrument: str) -> bool:
    span = next(
        (assessment.whole.range for assessment in member.now if assessment.whole.instrument.id == instrument), None
    )
    return bool(span and span.point is not None)


def _scores(members: Sequence[Member], instrument: str) -> Iterator[ScoreProgress]:
    """One score a country, in the order of the register; a country that was not assessed for the treaty keeps its row."""
    for member in members:
        now = next((assessment for assessment in member.now if assessment.whole.instrument.id == instrument), None)
        yield (
            shared.whole_then(member.name, now, member.before, member.reports)
            if now
            else ScoreProgress(name=member.name)
        )


# --- the second page ------------------------------------------------------------------------------


def _rows_headline(members: Sequence[Member]) -> str:
    everywhere = [cells for cells in _across(members) if all(report.values for report in cells)]
    known, total = _known(members), len(members[0].reports)
    if not total:
        return shared.none_on_file()
    if len(everywhere) == total:
        text = ngettext(
            "All %(number)s indicators have figures everywhere",
            "All %(number)s indicators have figures everywhere",
            total,
        )
        return text % {"number": total}
    text = ngettext(
        "%(number)s of %(all)s indicators has figures, %(everywhere)s everywhere",
        "%(number)s of %(all)s indicators have figures, %(everywhere)s everywhere",
        known,
    )
    return text % {"number": known, "all": total, "everywhere": len(everywhere)}


def _across(members: Sequence[Member]) -> Iterator[tuple[IndicatorReport, ...]]:
    """Each indicator of the logframe in every country."""
    yield from zip(*(member.reports for member in members), strict=True)


def _rows(members: Sequence[Member]) -> Iterator[tuple[tuple[RegionRow, ...], str]]:
    """Ever fewer indicators, in the order of the logframe, each time with a text that names the others."""
    across = [_row(cells, members) for cells in _across(members)]
    known = [row for row in across if row.indicator.headline or any(report.values for report in row.cells)]
    wanting = sum(not any(report.values for report in row.cells) for row in across)
    urgent = sorted(known, key=_urgency)
    for number in range(len(known), -1, -1):
        kept = [row for row in known if row in urgent[:number]]
        yield tuple(kept), _rest([row for row in known if row not in urgent[:number]], wanting, len(members))


def _urgency(row: RegionRow) -> tuple[bool, int, int]:
    """Headline indicators, then what is off track or at risk anywhere, then what most countries have figures for."""
    judged = [URGENCY.index(report.status.word) for report in row.cells if report.status.word in URGENCY]
    return (
        not row.indicator.headline,
        min(judged, default=len(URGENCY)),
        -sum(bool(report.values) for report in row.cells),
    )


def _row(cells: tuple[IndicatorReport, ...], members: Sequence[Member]) -> RegionRow:
    indicator = cells[0].indicator
    return RegionRow(indicator=indicator, cells=cells, sure=confidence.sure(indicator, cells, members))


def _rest(others: Sequence[RegionRow], wanting: int, of: int) -> str:
    """The indicators that the table has no room for, each with how many countries have figures, and how many have none."""
    named = [f"{row.indicator.short or row.indicator.name} ({_statuses(row)})" for row in others]
    texts = [_("Also with figures: %(indicators)s.") % {"indicators": "; ".join(named)}] if named else []
    if wanting:
        none = ngettext(
            "%(number)s has no figure in any of %(all)s.", "%(number)s have no figure in any of %(all)s.", wanting
        )
        texts.append(none % {"number": figures.in_words(wanting).capitalize(), "all": figures.in_words(of)})
    return " ".join(texts)


def _statuses(row: RegionRow) -> str:
    """How many countries stand how: `▲ 3, ○ 4`."""
    signs = Counter(STATUS_SIGNS[report.status.word] for report in row.cells if report.values)
    return ", ".join(f"{sign} {number}" for sign, number in signs.items())


def _holders(members: Sequence[Member]) -> str:
    """Who has the figures that no country has, with how many indicators wait for them."""
    nowhere = [cells[0] for cells in _across(members) if not any(report.values for report in cells)]
    return shared.holders(shared.asked(nowhere))
