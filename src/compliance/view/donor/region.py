"""The two pages for a donor about the region: country beside country, in the order of the register, never ranked, never averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compliance import figures
from compliance.indicators.values import IndicatorReport, Word
from compliance.inputs import Inputs
from compliance.language import _, capital, ngettext, percentage
from compliance.model.plan import Plan
from compliance.scoring import Range
from compliance.view import counts, words
from compliance.view.donor import changes, shared
from compliance.view.donor.age import age
from compliance.view.donor.changes import Change
from compliance.view.donor.parts import PartBar, part_bars, parts_headline
from compliance.view.donor.questions import questions
from compliance.view.donor.shared import Brief, Member, ScoreProgress
from compliance.view.names import designations, in_order
from compliance.view.reasons import STATUS_SIGNS, shown, status_reason

URGENCY: tuple[Word, ...] = ("off-track", "at-risk", "on-track", "met")
"""The statuses that judge, in the order in which the table takes indicators in."""


RegionRow = tuple[tuple[IndicatorReport, ...], str]
"""An indicator in each country, in the order of the columns, and how far it may be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionBrief(Brief):
    """Everything that the two pages of the region show."""

    names: tuple[str, ...]
    """Names of the countries, in the order of every table."""
    statuses: tuple[Word, ...]
    standings: tuple[tuple[str, Mapping[Word, int], int], ...]
    """Each country with its indicators by status, only statuses that occur, and how many have figures."""
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
    view = _brief(members, plan, cycle, titles, missing)
    briefs = [replace(view, rows=rows, rest=rest) for rows, rest in _rows(members)]
    footnotes = designations(workspace, last, tuple(_texts(briefs[0])))
    return tuple(replace(brief, footnotes=footnotes) for brief in briefs)


def _brief(
    members: Sequence[Member], plan: Plan, cycle: str, titles: Mapping[str, str], missing: Sequence[str]
) -> RegionBrief:
    """The first page, and of the second what every version has."""
    every = tuple(report for member in members for report in member.reports)
    scores = tuple(_scores(members))
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
        standings=tuple((member.name, counts.by_status(member.reports), _with_figures(member)) for member in members),
        total=len(members[0].reports),
        scores=scores,
        scores_headline=_scores_headline(scores),
        dates=_dates(members),
        parts=tuple(
            (member.name, (assessment.whole.instrument.abbreviation, bar))
            for member in members
            for assessment in member.now
            for bar in part_bars(assessment)
        ),
        parts_headline=parts_headline(assessments),
        attribution=plan.attribution or "",
        rows_headline=_rows_headline(members),
        changes_headline=_changes_headline(members),
        # Of each country the scores of its treaties alone.
        changes=tuple(
            (member.name, change) for member in members for change in changes.changes(member)[: len(member.now)]
        ),
        questions=questions(members),
        age=(*age(members), *caveats(members, missing)),
    )


def _texts(view: RegionBrief) -> Iterator[str]:
    """The texts in which the name of a country can stand."""
    yield from (*view.names, view.lead, *view.outsiders, view.attribution, view.plan.disclaimer, view.rest, *view.age)
    for cells, how_sure in view.rows:
        yield from (cells[0].indicator.name, how_sure)
    for whom, question in view.questions:
        yield from (whom, question)


# --- the first page -------------------------------------------------------------------------------


def _with_figures(member: Member) -> int:
    return sum(bool(report.values) for report in member.reports)


def _known(members: Sequence[Member]) -> int:
    return len({report.indicator.id for member in members for report in member.reports if report.values})


def _lead(members: Sequence[Member], titles: Mapping[str, str], unit: str) -> str:
    """In how many countries the law has a single score, and how much is known of indicators."""
    law = _single_scores(members, titles, unit)
    if not members[0].reports:
        return law
    known = sorted(map(_with_figures, members))
    values = {"all": len(members[0].reports), "least": known[0], "most": known[-1], "unit": _(unit)}
    same = _("Of %(all)s indicators, %(most)s have figures in a %(unit)s.")
    differ = _("Of %(all)s indicators, between %(least)s and %(most)s have figures in a %(unit)s.")
    return f"{law} {(same if known[0] == known[-1] else differ) % values}"


def _single_scores(members: Sequence[Member], titles: Mapping[str, str], unit: str) -> str:
    """Of how many countries a single score can be printed, treaty by treaty."""
    parts, single = [], 0
    for id_, title in titles.items():
        wholes = [each.whole for member in members for each in member.now if each.whole.instrument.id == id_]
        spans = [whole.range for whole in wholes if whole.range]
        points = sum(span.point is not None for span in spans)
        if spans:
            values = {"number": figures.in_words(points), "all": figures.in_words(len(spans)), "treaty": title}
            parts.append(_("%(number)s of %(all)s for %(treaty)s") % values)
        single += points
    if single:
        return _("A single score of law exists in %(parts)s.") % {"parts": figures.listed(parts)}
    return _("Too much is unanswered for a single score of law in any %(unit)s.") % {"unit": _(unit)}


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
    return capital("; ".join(parts)) if parts else _("No indicator is on file")


def _dates(members: Sequence[Member]) -> tuple[str | None, str, str | None]:
    """When the approved baselines of headline indicators were, when is now, by when their targets are due."""
    reports = (report for member in members for report in member.reports)
    approved = [report.status for report in reports if report.indicator.headline and report.plan.approved]
    baseline = max((status.baseline_date for status in approved if status.baseline_date), default=None)
    due = max((status.target_date for status in approved if status.target_date), default=None)
    target = _("target, %(day)s") % {"day": figures.day(due)} if due else None
    return figures.day(baseline) if baseline else None, shared.law_days(members), target


def _changes_headline(members: Sequence[Member]) -> str:
    """For how many countries there is an earlier brief to compare with."""
    earlier = sum(member.last is not None for member in members)
    if not earlier:
        return changes.headline(members[0])
    text = _("%(number)s of %(all)s can be compared with the last brief")
    return text % {"number": figures.in_words(earlier).capitalize(), "all": figures.in_words(len(members))}


# --- the second page ------------------------------------------------------------------------------


def _rows_headline(members: Sequence[Member]) -> str:
    everywhere = [cells for cells in _across(members) if all(report.values for report in cells)]
    known, total = _known(members), len(members[0].reports)
    if not total:
        return _("No indicator is on file")
    if len(everywhere) == total:
        text = ngettext(
            "All %(number)s indicators have figures everywhere",
            "All %(number)s indicators have figures everywhere",
            total,
        )
    else:
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
    across = [(cells, sure(cells, members)) for cells in _across(members) if not cells[0].indicator.headline]
    known = [row for row in across if any(report.values for report in row[0])]
    urgent = sorted(known, key=_urgency)
    for number in range(len(known), -1, -1):
        others = [row for row in known if row not in urgent[:number]]
        kept = tuple(row for row in known if row in urgent[:number])
        yield kept, _rest(others, len(across) - len(known), len(members))


def _urgency(row: RegionRow) -> tuple[int, int]:
    """What is off track or at risk anywhere, then what most countries have figures for; headline indicators have the first page."""
    judged = [URGENCY.index(report.status.word) for report in row[0] if report.status.word in URGENCY]
    return min(judged, default=len(URGENCY)), -sum(bool(report.values) for report in row[0])


def _rest(others: Sequence[RegionRow], wanting: int, of: int) -> str:
    """The indicators that the table has no room for, each with how many countries have figures, and how many have none."""
    named = []
    for cells, _sure in others:
        signs = Counter(STATUS_SIGNS[report.status.word] for report in cells if report.values)
        listed = ", ".join(f"{sign} {number}" for sign, number in signs.items())
        named.append(f"{shared.name(cells[0])} ({listed})")
    texts = [_("Also with figures: %(indicators)s.") % {"indicators": "; ".join(named)}] if named else []
    if wanting:
        none = ngettext(
            "%(number)s has no figure in any of %(all)s.", "%(number)s have no figure in any of %(all)s.", wanting
        )
        texts.append(none % {"number": figures.in_words(wanting).capitalize(), "all": figures.in_words(of)})
    return " ".join(texts)


# --- how sure it is -------------------------------------------------------------------------------


def sure(cells: Sequence[IndicatorReport], members: Sequence[Member]) -> str:
    """Coverage of a score; of figures in how many countries, how old, how many need care, and who has the missing ones."""
    indicator = cells[0].indicator
    if "score(" in indicator.formula:
        wholes = [each.whole for member in members for each in shared.scored(indicator, member)]
        answered = sorted(100 * whole.answered for whole in wholes if whole.answered is not None)
        # From the least to the greatest share: `38–61 %`.
        ends = dict.fromkeys(figures.number(share) for share in (*answered[:1], *answered[-1:]))
        return _("%(share)s answered") % {"share": percentage("–".join(ends))} if answered else ""
    there = [report for report in cells if report.values]
    if not there:
        return words.first_sentence(status_reason(cells[0])).removesuffix(".")
    texts = [_there(len(there), len(cells))]
    if careful := sum(bool(report.status.now and report.status.now.flags) for report in there):
        text = ngettext("%(number)s with care", "%(number)s with care", careful)
        texts.append(text % {"number": figures.in_words(careful)})
    if len(there) < len(cells) and not indicator.headline:
        texts.append(_("rest: %(holders)s") % {"holders": ", ".join(shared.holders_of(there[0]))})
    return "; ".join(texts)


def _there(number: int, of: int) -> str:
    """Of how many countries there are figures."""
    if number == of == 2:
        return _("figures of both")
    text = (
        ngettext("figures of all %(number)s", "figures of all %(number)s", number)
        if number == of
        else ngettext("figures of %(number)s", "figures of %(number)s", number)
    )
    return text % {"number": figures.in_words(number)}


def caveats(members: Sequence[Member], missing: Sequence[str]) -> Iterator[str]:
    """What to know before reading across."""
    yield _(
        "Columns follow the register, not a rank; nothing is averaged across them, and what one counts another may "
        "count otherwise."
    )
    if bare := [member.name for member in members if not any(report.rows for report in member.reports)]:
        yield _("No statistics are on file for %(countries)s.") % {"countries": figures.listed(bare)}
    if missing:
        yield _("%(countries)s: not assessed.") % {"countries": figures.listed(missing)}
