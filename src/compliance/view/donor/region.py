"""The two pages for a donor about the region: country beside country, in the order of the register, never ranked, never averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.values import IndicatorReport, Word
from compliance.inputs import Inputs
from compliance.language import _, capital, ngettext
from compliance.model.logframe import Indicator
from compliance.model.plan import Plan
from compliance.scoring import Range
from compliance.view import counts
from compliance.view.donor import changes, confidence, shared
from compliance.view.donor.age import age
from compliance.view.donor.changes import Change
from compliance.view.donor.parts import PartBar, part_bars, parts_headline
from compliance.view.donor.questions import questions
from compliance.view.donor.shared import Brief, Member, ScoreProgress
from compliance.view.names import designations, in_order
from compliance.view.reasons import STATUS_SIGNS, shown

URGENCY: tuple[Word, ...] = ("off-track", "at-risk", "on-track", "met")
"""The statuses that judge, in the order in which the table takes indicators in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many indicators of a country stand how."""

    name: str
    counts: Mapping[Word, int]
    """Indicators by status; only statuses that occur."""
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """An indicator, country by country."""

    indicator: Indicator
    cells: tuple[IndicatorReport, ...]
    """How it stands in each country, in the order of the columns."""
    sure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionBrief(Brief):
    """Everything that the two pages of the region show."""

    names: tuple[str, ...]
    """Names of the countries, in the order of every table."""
    statuses: tuple[Word, ...]
    standings: tuple[Standing, ...]
    total: int
    scores: tuple[tuple[str, tuple[ScoreProgress, ...]], ...]
    scores_headline: str
    dates: tuple[str | None, str, str | None]
    """When the baseline was, when is now, by when the target is due."""
    parts: tuple[tuple[str, tuple[str, PartBar]], ...]
    """The parts of each treaty with its name, country by country."""
    parts_headline: str
    changes: tuple[tuple[str, Change], ...]
    rows: tuple[RegionRow, ...] = ()


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
    """The fullest first; the least urgent indicator goes first."""
    view = _brief(members, plan, cycle, titles, missing)
    for rows, rest in _rows(members):
        yield replace(view, rows=rows, rest=rest)


def _brief(
    members: Sequence[Member], plan: Plan, cycle: str, titles: Mapping[str, str], missing: Sequence[str]
) -> RegionBrief:
    """The first page, and of the second what every version has."""
    every = tuple(report for member in members for report in member.reports)
    scores, changed = tuple(_scores(members)), tuple(_changes(members))
    parts = tuple(_parts(members))
    assessments = [assessment for member in members for assessment in member.now]
    return RegionBrief(
        plan=plan,
        document=", ".join((plan.title, _("the region"), cycle)),
        edition=shared.edition(plan, members),
        dated=max(member.days[-1] for member in members),
        names=tuple(member.name for member in members),
        headline=shared.headline(every, _known(members), len(members[0].reports)),
        lead=f"{_lead(members, titles, plan.unit)} {counts.answers_in_words(assessments)}",
        period=shared.period(plan),
        outsiders=tuple(shared.outsider(members)),
        funding=shared.funding(plan),
        statuses=tuple(counts.by_status(every)),
        standings=tuple(_standing(member) for member in members),
        total=len(members[0].reports),
        scores=scores,
        scores_headline=_scores_headline(scores),
        dates=(_baseline(members), shared.law_days(members), _due(members)),
        parts=parts,
        parts_headline=parts_headline(assessments),
        attribution=plan.attribution or "",
        rows_headline=_rows_headline(members),
        changes_headline=_changes_headline(members),
        changes=changed,
        questions=questions(members, plan.unit),
        age=(*age(members), *confidence.caveats(members, missing)),
    )


def _texts(view: RegionBrief) -> Iterator[str]:
    """The texts in which the name of a country can stand."""
    yield from (*view.names, view.lead, *view.outsiders, view.attribution, view.plan.disclaimer, view.rest, *view.age)
    for row in view.rows:
        yield from (row.indicator.name, row.sure)
    for whom, question in view.questions:
        yield from (whom, question)


# --- the first page -------------------------------------------------------------------------------


def _standing(member: Member) -> Standing:
    return Standing(
        name=member.name,
        counts=counts.by_status(member.reports),
        known=sum(bool(report.values) for report in member.reports),
    )


def _known(members: Sequence[Member]) -> int:
    return len({report.indicator.id for member in members for report in member.reports if report.values})


def _lead(members: Sequence[Member], titles: Mapping[str, str], unit: str) -> str:
    """In how many countries the law has a single score, and how much is known of indicators."""
    law = _single_scores(members, titles, unit)
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


def _single_scores(members: Sequence[Member], titles: Mapping[str, str], unit: str) -> str:
    """Of how many countries a single score can be printed, treaty by treaty."""
    scores = {
        title: [span for member in members if (span := _whole(member, id_))]
        for id_, title in titles.items()
        if any(_whole(member, id_) for member in members)
    }
    part = _("%(number)s of %(all)s for %(treaty)s")
    parts = [
        part
        % {
            "number": figures.in_words(sum(span.point is not None for span in spans)),
            "all": figures.in_words(len(spans)),
            "treaty": title,
        }
        for title, spans in scores.items()
    ]
    if any(span.point is not None for spans in scores.values() for span in spans):
        return _("A single score of law exists in %(parts)s.") % {"parts": figures.listed(parts)}
    return _("Too much is unanswered for a single score of law in any %(unit)s.") % {"unit": _(unit)}


def _whole(member: Member, instrument: str) -> Range | None:
    """The score of a whole treaty; none where it was not assessed."""
    ranges = (assessment.whole.range for assessment in member.now if assessment.whole.instrument.id == instrument)
    return next(ranges, None)


def _scores(members: Sequence[Member]) -> Iterator[tuple[str, tuple[ScoreProgress, ...]]]:
    """Each headline indicator, country by country in the order of the register."""
    for cells in _across(members):
        if cells[0].indicator.headline:
            pairs = zip(members, cells, strict=True)
            yield shared.name(cells[0]), tuple(_headline(member.name, report) for member, report in pairs)


def _headline(name: str, report: IndicatorReport) -> ScoreProgress:
    """A headline indicator of a country; the figures of its components where it cannot be published."""
    now, approved = report.status.now, report.plan.approved
    if now is None:
        return ScoreProgress(name=name, note=_components(report))
    low, high = now.low if now.value is None else now.value, now.high if now.value is None else now.value
    return ScoreProgress(
        name=name,
        baseline=_share(report.status.baseline if approved else None),
        now=Range(low=low / 100, high=high / 100) if low is not None and high is not None else None,
        target=_share(report.status.target if approved else None),
    )


def _share(value: Fraction | None) -> Fraction | None:
    return None if value is None else value / 100


def _components(report: IndicatorReport) -> str:
    """The figures of the components of an index that cannot be published, and how many of them there are."""
    known = [part for part in report.components if part.value]
    head = _("not published, %(number)s of %(all)s components with a figure for %(year)s") % {
        "number": len(known),
        "all": len(report.components),
        "year": report.components[0].year if report.components else report.on.year,
    }
    listed = [f"{part.indicator.id} {shown(part.value, part.indicator.measure)}" for part in known]
    return f"{head}: {', '.join(listed)}" if listed else _("not published, no component has a figure")


def _scores_headline(scores: Sequence[tuple[str, Sequence[ScoreProgress]]]) -> str:
    """For how many countries each headline indicator has a single figure."""
    text = _("%(number)s of %(all)s with a single figure for “%(indicator)s”")
    parts = [
        text
        % {
            "number": figures.in_words(sum(bool(row.now and row.now.point is not None) for row in rows)),
            "all": figures.in_words(len(rows)),
            "indicator": name,
        }
        for name, rows in scores
    ]
    return capital("; ".join(parts)) if parts else shared.none_on_file()


def _baseline(members: Sequence[Member]) -> str | None:
    """When the approved baselines of headline indicators were; none where there is none."""
    return _day([report.status.baseline_date for report in _headlines(members)])


def _due(members: Sequence[Member]) -> str | None:
    """By when the approved targets of headline indicators are due; none where there is none."""
    day = _day([report.status.target_date for report in _headlines(members)])
    return _("target, %(day)s") % {"day": day} if day else None


def _day(days: Iterable[date | None]) -> str | None:
    known = [day for day in days if day]
    return figures.day(max(known)) if known else None


def _headlines(members: Sequence[Member]) -> Iterator[IndicatorReport]:
    return (
        report for member in members for report in member.reports if report.indicator.headline and report.plan.approved
    )


def _parts(members: Sequence[Member]) -> Iterator[tuple[str, tuple[str, PartBar]]]:
    for member in members:
        for assessment in member.now:
            for bar in part_bars(assessment):
                yield member.name, (assessment.whole.instrument.abbreviation, bar)


def _changes(members: Sequence[Member]) -> Iterator[tuple[str, Change]]:
    """What changed in each country since the last brief: the scores of its treaties."""
    for member in members:
        for change in changes.changes(member)[: len(member.now)]:
            yield member.name, change


def _changes_headline(members: Sequence[Member]) -> str:
    """For how many countries there is an earlier brief to compare with."""
    earlier = sum(member.last is not None for member in members)
    if not earlier:
        return changes.first_brief()
    text = _("%(number)s of %(all)s can be compared with the last brief")
    return text % {"number": figures.in_words(earlier).capitalize(), "all": figures.in_words(len(members))}


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
    yield from zip(*(member.reports for member in members), strict=True)


def _rows(members: Sequence[Member]) -> Iterator[tuple[tuple[RegionRow, ...], str]]:
    """Ever fewer indicators, in the order of the logframe, each time with a text that names the others."""
    across = [_row(cells, members) for cells in _across(members) if not cells[0].indicator.headline]
    known = [row for row in across if any(report.values for report in row.cells)]
    wanting = len(across) - len(known)
    urgent = sorted(known, key=_urgency)
    for number in range(len(known), -1, -1):
        kept = [row for row in known if row in urgent[:number]]
        yield tuple(kept), _rest([row for row in known if row not in urgent[:number]], wanting, len(members))


def _urgency(row: RegionRow) -> tuple[int, int]:
    """What is off track or at risk anywhere, then what most countries have figures for; headline indicators have the first page."""
    judged = [URGENCY.index(report.status.word) for report in row.cells if report.status.word in URGENCY]
    return min(judged, default=len(URGENCY)), -sum(bool(report.values) for report in row.cells)


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
