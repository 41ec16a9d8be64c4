"""The two pages for a donor about one country: how its indicators stand, how sure that is, and who acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.indicators.values import JUDGED, IndicatorReport, Word
from compliance.inputs import Inputs
from compliance.language import _, ngettext
from compliance.model.plan import Plan
from compliance.scoring import Assessment
from compliance.view import messages, words
from compliance.view.donor import shared
from compliance.view.donor.shared import AskedRow, Brief, Member, ScoreProgress, StatusCount
from compliance.view.names import designations
from compliance.view.reasons import STATUS_SIGNS, STATUS_WORDS, shown, status_reason

MOST_NAMES = 70
"""Characters of names under a count; the indicators beyond are counted."""
MOST_SCORES = 6
"""Scores on the first page; fewer where bullets share it."""
MOST_BULLETS = 4
"""Indicators against their next milestone on the first page."""
MOST_LISTED = 2200
"""Characters of the indicators that are only listed; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """An indicator as the table of the second page shows it."""

    report: IndicatorReport
    sure: str
    """Why it may be believed, or how far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorView(Brief):
    """Everything that the two pages show."""

    name: str
    law_date: str
    reports: tuple[IndicatorReport, ...]
    """Every indicator, in the order of the logframe."""
    counts: tuple[StatusCount, ...]
    headliners: tuple[IndicatorReport, ...]
    measured: tuple[IndicatorReport, ...]
    """Indicators drawn against their next milestone; none where nothing is judged."""
    measured_headline: str
    rows: tuple[IndicatorRow, ...] = ()
    asked: tuple[AskedRow, ...] = ()
    """Who is to be asked for what, where there is room for it."""


def donor_views(inputs: Inputs, country_id: str, cycle: str, plan_id: str) -> tuple[DonorView, ...]:
    """The two pages of a country in a cycle, then the same with ever fewer rows, from a folder without problems; ValueError where it has no checklist."""
    plan = inputs.workspace.plans[plan_id].value
    member = shared.member(inputs, country_id, cycle, plan)
    if member is None:
        raise ValueError(f"{country_id} is not listed or has no checklist")
    first, *shorter = briefs(member, plan)
    footnotes = designations(inputs.workspace, member.days[-1], tuple(_texts(first)))
    return tuple(replace(view, footnotes=footnotes) for view in (first, *shorter))


def briefs(country: Member, plan: Plan) -> tuple[DonorView, ...]:
    """The two pages from the scores and the indicators of a country, the fullest first; without the footnotes of designations.

    What goes first is who is to be asked for what, then the least urgent indicator, then the last action.
    """
    reports = country.reports
    known = [report for report in reports if report.values]
    urgent = sorted(known, key=_urgency)
    off = [report for report in reports if report.status.word == "off-track"]
    actions = tuple(shared.action(report) for report in off[: shared.MOST_ACTIONS])
    asked = shared.asked(reports)
    rows = {id(report): IndicatorRow(report=report, sure=_sure(report, country)) for report in known}
    view = _brief(country, plan)

    def version(number: int, acts: int, *, named: bool) -> DonorView:
        kept = {id(report) for report in urgent[:number]}
        return replace(
            view,
            rows=tuple(rows[id(report)] for report in known if id(report) in kept),
            rest=_rest([report for report in known if id(report) not in kept], len(reports) - len(known)),
            holders="" if named else shared.holders(asked),
            asked=asked if named else (),
            off_track_headline=shared.off_track_headline(reports, len(off), acts),
            off_track=actions[:acts],
        )

    named = (version(len(known), len(actions), named=True),) if asked else ()
    fewer_rows = (
        version(number, len(actions), named=False) for number in range(len(known), min(len(known), 1) - 1, -1)
    )
    fewer_acts = (version(min(len(known), 1), acts, named=False) for acts in range(len(actions) - 1, 0, -1))
    return (*named, *fewer_rows, *fewer_acts)


def _brief(country: Member, plan: Plan) -> DonorView:
    """The first page, and of the second what every version has."""
    reports, measured = country.reports, _measured(country.reports)
    # Other languages are longer, and say that they are translations.
    room = MOST_SCORES - (2 if measured else 0) - (2 if words.translation_note() else 0)
    scores = tuple(
        (assessment.whole.instrument.abbreviation, _scores(assessment, country, room)) for assessment in country.now
    )
    return DonorView(
        plan=plan,
        name=country.name,
        document=f"{country.name}: {plan.title}, {country.cycle}",
        edition=shared.edition(plan, (country,)),
        dated=country.days[-1],
        law_date=shared.law_days((country,)),
        reports=reports,
        headline=shared.headline(reports, sum(bool(report.values) for report in reports), len(reports)),
        lead=_lead(country),
        counts=tuple(_counts(reports)),
        scores=scores,
        scores_headline=shared.scores_headline([row for _, rows_ in scores for row in rows_]),
        dates=(shared.then(country.before), shared.law_days((country,)), shared.due(reports)),
        headliners=tuple(report for report in reports if report.indicator.headline),
        measured=measured,
        measured_headline=_measured_headline(measured),
        attribution=plan.attribution or "",
        sure=(f"{messages.grades_finding(_grades(country))}.", *shared.figures_sure(reports)),
        rows_headline=_rows_headline(reports),
    )


def _texts(view: DonorView) -> Iterator[str]:
    """The texts in which the name of a country can stand."""
    yield from (view.name, view.lead, view.attribution, view.plan.disclaimer, view.holders, view.rest)
    for asked in view.asked:
        yield from (asked.holder, *asked.names)
    for report in view.reports:
        yield from (report.indicator.name, status_reason(report))
    for row in view.off_track:
        yield from (row.cause, row.action, row.owner)


def _grades(country: Member) -> Counter[str]:
    """Answers by grade of evidence, on all treaties."""
    counted: Counter[str] = Counter()
    for assessment in country.now:
        counted.update(assessment.whole.grades)
    return counted


def _lead(country: Member) -> str:
    """The scores, and how many indicators wait for figures."""
    one_score = _("%(score)s of 100 for %(treaty)s")
    scores = figures.listed(
        [
            one_score
            % {"score": words.score(assessment.whole.range), "treaty": assessment.whole.instrument.abbreviation}
            for assessment in country.now
        ]
    )
    text = (
        _("The law scores %(scores)s, a range where too much is unanswered for one figure.")
        if any(assessment.whole.point is None for assessment in country.now)
        else _("The law scores %(scores)s.")
    )
    wanting = (_wanting(sum(not report.values for report in country.reports)),) if country.reports else ()
    return " ".join((text % {"scores": scores}, *wanting))


def _wanting(number: int) -> str:
    if not number:
        return _("No indicator waits for figures.")
    text = ngettext("%(indicators)s has no usable figure.", "%(indicators)s have no usable figure.", number)
    return text % {"indicators": figures.count(number, "indicator").capitalize()}


def _counts(reports: Sequence[IndicatorReport]) -> Iterator[StatusCount]:
    """The four statuses that judge, then all the others together."""
    for word in JUDGED:
        names = [shared.name(report) for report in reports if report.status.word == word]
        yield StatusCount(
            word=word, title=STATUS_WORDS[word], number=len(names), names=_some(names, MOST_NAMES) or _("None")
        )
    grey = Counter(report.status.word for report in reports if not report.status.judged)
    kinds = [f"{grey[word]} {STATUS_WORDS[word].lower()}" for word in STATUS_WORDS if grey[word]]
    yield StatusCount(
        word="no-data", title=_("Nothing to judge"), number=grey.total(), names="; ".join(kinds) or _("None")
    )


def _some(texts: Sequence[str], signs: int) -> str:
    """As many texts as have room, the first always, and how many more there are."""
    kept, used = 0, 0
    for text in texts:
        used += len(text) + 2
        if kept and used > signs:
            break
        kept += 1
    more, shown_ = len(texts) - kept, "; ".join(texts[:kept])
    text = ngettext("%(names)s and %(number)s more", "%(names)s and %(number)s more", more)
    return text % {"names": shown_, "number": figures.in_words(more)} if more else shown_


def _scores(assessment: Assessment, country: Member, most: int) -> tuple[ScoreProgress, ...]:
    """The whole treaty, then its sections with most criteria, in the order of the treaty."""
    rows = [shared.whole_then(_("The whole treaty"), assessment, country.before, country.reports)]
    past = next(
        (old.whole for old in country.before if old.whole.instrument.id == assessment.whole.instrument.id), None
    )
    old = {section.section.id: section.score for section in past.sections} if past else {}
    sections = [section for section in assessment.whole.sections if section.articles]
    room = most // max(len(country.now), 1) - 1
    large = sorted(sections, key=lambda section: -sum(len(article.criteria) for article in section.articles))[:room]
    for section in (section for section in sections if section in large):
        earlier = old.get(section.section.id)
        rows.append(
            ScoreProgress(
                name=section.section.title,
                baseline=earlier.point if earlier else None,
                now=section.score,
            )
        )
    return tuple(rows)


def _measured(reports: Sequence[IndicatorReport]) -> tuple[IndicatorReport, ...]:
    """The headline indicators that have a plan and a figure, then the components of which the first is made."""
    by_id = {report.indicator.id: report for report in reports}
    first = [report for report in reports if report.indicator.headline]
    parts = [by_id[part.indicator.id] for report in first for part in report.components if part.indicator.id in by_id]
    known = [report for report in (*first, *parts) if report.status.judged and report.status.target is not None]
    return tuple(known[:MOST_BULLETS])


def _measured_headline(measured: Sequence[IndicatorReport]) -> str:
    """How many of the headline indicators and their components reach the next milestone."""
    reached = sum(_reaches(report) for report in measured)
    text = ngettext(
        "%(number)s of %(all)s reaches its next milestone or target",
        "%(number)s of %(all)s reach their next milestone or target",
        reached,
    )
    return text % {"number": figures.in_words(reached).capitalize(), "all": figures.in_words(len(measured))}


def _reaches(report: IndicatorReport) -> bool:
    """Whether an indicator stands at its next milestone, or at its target, before the day."""
    goal = report.status.milestone if report.status.milestone is not None else report.status.target
    value = report.status.now.value if report.status.now else None
    if value is None or goal is None:
        return False
    return value <= goal if report.indicator.direction == "lower" else value >= goal


def _urgency(report: IndicatorReport) -> tuple[bool, int]:
    """What the table shows first: headline indicators, what is off track and at risk; context gives way."""
    return not report.indicator.headline, _URGENCY[report.status.word]


_URGENCY: Mapping[Word, int] = {
    "off-track": 0, "at-risk": 1, "on-track": 2, "met": 3,
    "range-only": 4, "no-target": 5, "not-judged": 6, "no-data": 7, "context": 8,
}  # fmt: skip


def _sure(report: IndicatorReport, country: Member) -> str:
    """Coverage and grades of a score; years, cases, flags and what is set aside of figures; what is missing and who has it."""
    treaties = [
        assessment
        for assessment in country.now
        if f"score({assessment.whole.instrument.id})" in report.indicator.formula
    ]
    if treaties:
        return "; ".join(_answered(assessment, alone=len(treaties) == 1) for assessment in treaties)
    now = report.status.now
    texts = [_years(report)] if report.rows else []
    if now and now.ratings:
        texts += dict.fromkeys(f"{rating.body}, {rating.date.text}" for rating in now.ratings if rating.date)
    texts += [text for text in (shared.cases(report),) if text]
    texts += shared.flags(now)
    if report.set_aside:
        aside = ngettext("%(number)s set aside", "%(number)s set aside", len(report.set_aside))
        texts.append(aside % {"number": figures.in_words(len(report.set_aside))})
    if report.asked_for:
        missing = {"figures": ", ".join(report.asked_for[:2]), "holders": ", ".join(shared.holders_of(report))}
        texts.append(_("missing: %(figures)s (%(holders)s)") % missing)
    return "; ".join(texts)


def _answered(assessment: Assessment, *, alone: bool) -> str:
    """How much of a treaty is answered, and how much of that rests on the text of the law; in short beside others."""
    counted, (on_text, graded) = assessment.whole.distribution, shared.official(assessment)
    values = {
        "treaty": assessment.whole.instrument.abbreviation,
        "answered": counted.answered,
        "all": counted.applicable,
    }
    if not alone:
        return _("%(treaty)s: %(answered)s of %(all)s answered") % values
    text = _(
        "%(answered)s of %(all)s criteria that count answered, %(number)s of %(graded)s answers on the text of the law"
    )
    return text % {**values, "number": on_text, "graded": graded}


def _years(report: IndicatorReport) -> str:
    years = [value.year for value in report.values]
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    gaps = years[-1] - years[0] + 1 - len(years)
    if not gaps:
        return _("figures of %(years)s") % {"years": span}
    text = ngettext(
        "figures of %(years)s, %(number)s of these years missing",
        "figures of %(years)s, %(number)s of these years missing",
        gaps,
    )
    return text % {"years": span, "number": figures.in_words(gaps)}


def _rows_headline(reports: Sequence[IndicatorReport]) -> str:
    known = sum(bool(report.values) for report in reports)
    if not reports:
        return shared.none_on_file()
    if known == len(reports):
        return ngettext(
            "All %(number)s indicators have figures to look at",
            "All %(number)s indicators have figures to look at",
            known,
        ) % {"number": known}
    text = ngettext(
        "%(number)s of %(all)s indicators has figures to look at",
        "%(number)s of %(all)s indicators have figures to look at",
        known,
    )
    return text % {"number": known, "all": len(reports)}


def _rest(others: Sequence[IndicatorReport], wanting: int) -> str:
    """The indicators that the table has no room for, each with its status and latest figure, and how many have no figure."""
    others_ = [
        f"{STATUS_SIGNS[report.status.word]} {shared.name(report)} {shown(report.status.now, report.indicator.measure)}, {report.status.now.year}"
        for report in others
        if report.status.now
    ]
    texts = [f"{_some(others_, MOST_LISTED)}."] if others_ else []
    if wanting:
        none = ngettext("%(number)s has no figure.", "%(number)s have no figure.", wanting)
        texts.append(none % {"number": figures.in_words(wanting).capitalize()})
    return " ".join(texts)
