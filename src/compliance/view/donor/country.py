"""The two pages for a donor about one country: headline indicators, parts of the treaties, trends, changes, questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.indicators.values import IndicatorReport, Word
from compliance.inputs import Inputs
from compliance.language import _, ngettext
from compliance.model.plan import Plan
from compliance.scoring import Assessment
from compliance.view import counts, words
from compliance.view.donor import changes, shared
from compliance.view.donor.age import age
from compliance.view.donor.changes import Change
from compliance.view.donor.parts import PartBar, bars_by_treaty, parts_headline
from compliance.view.donor.questions import questions
from compliance.view.donor.shared import Brief, Member
from compliance.view.names import designations
from compliance.view.reasons import FLAG_WORDS, STATUS_SIGNS, shown, status_reason

MOST_LISTED = 800
"""Characters of the indicators that are only listed; the others are counted."""
URGENCY: tuple[Word, ...] = (
    "off-track", "at-risk", "on-track", "met", "draft", "range-only", "no-target", "not-judged", "old-figure", "no-data", "context",
)  # fmt: skip
"""The statuses in the order in which the table takes indicators in; context gives way first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headliner:
    """A headline indicator: its trend, or as much of its components as there is."""

    report: IndicatorReport
    title: str
    why: str
    components: tuple[IndicatorReport, ...]
    """The indicators of which it is made, by weight; none where it is none of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorView(Brief):
    """Everything that the two pages show."""

    name: str
    law_date: str
    reports: tuple[IndicatorReport, ...]
    headliners: tuple[Headliner, ...]
    measured: tuple[IndicatorReport, ...]
    """The components of headline indicators that are judged, drawn against what was expected; none where nothing is."""
    measured_headline: str
    parts: tuple[tuple[str, tuple[PartBar, ...]], ...]
    """The parts of each treaty, under its name and score."""
    parts_headline: str
    changes: tuple[Change, ...]
    rows: tuple[tuple[IndicatorReport, str], ...] = ()
    """Each indicator of the table, with why it may be believed, or how far."""


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
    """The two pages from the scores and the indicators of a country, without footnotes.

    The least urgent indicators of the second page are left out first, then components of the first.
    """
    known = [report for report in country.reports if report.values and not report.indicator.headline]
    unknown = sum(not report.values and not report.indicator.headline for report in country.reports)
    # Off track and at risk come first; context gives way. Headline indicators have the first page.
    urgent = sorted(known, key=lambda report: URGENCY.index(report.status.word))
    rows = {id(report): (report, _sure(report, country)) for report in known}
    view = _brief(country, plan)

    def version(number: int) -> DonorView:
        kept = {id(report) for report in urgent[:number]}
        return replace(
            view,
            rows=tuple(rows[id(report)] for report in known if id(report) in kept),
            rest=_rest([report for report in known if id(report) not in kept], unknown),
        )

    versions = [version(number) for number in range(len(known), min(len(known), 1) - 1, -1)]
    shorter = (view.measured[:number] for number in range(len(view.measured) - 1, -1, -1))
    versions += [replace(versions[-1], measured=kept, measured_headline=_measured_headline(kept)) for kept in shorter]
    return tuple(versions)


def _brief(country: Member, plan: Plan) -> DonorView:
    """The first page, and of the second what every version has."""
    reports = country.reports
    headliners = tuple(_headliner(report, reports) for report in reports if report.indicator.headline)
    measured = tuple(part for each in headliners for part in each.components if part.status.judged)
    return DonorView(
        plan=plan,
        name=country.name,
        document=f"{country.name}: {plan.title}, {country.cycle}",
        edition=shared.edition(plan, (country,)),
        dated=country.days[-1],
        law_date=shared.law_days((country,)),
        reports=reports,
        headline=shared.headline(reports, sum(bool(report.values) for report in reports), len(reports)),
        lead=" ".join((*([counts.indicators_in_words(reports)] if reports else []), counts.answers_in_words(country.now))),
        period=shared.period(plan),
        outsiders=tuple(shared.outsider((country,))),
        funding=shared.funding(plan),
        headliners=headliners,
        measured=measured,
        measured_headline=_measured_headline(measured),
        parts=tuple(bars_by_treaty(country.now)),
        parts_headline=parts_headline(country.now),
        attribution=plan.attribution or "",
        rows_headline=_rows_headline(reports),
        changes_headline=changes.headline(country),
        changes=changes.changes(country),
        questions=questions((country,)),
        age=tuple(age((country,))),
    )  # fmt: skip


def _headliner(report: IndicatorReport, reports: Sequence[IndicatorReport]) -> Headliner:
    """A headline indicator with the reports of its components."""
    by_id = {other.indicator.id: other for other in reports}
    parts = sorted(report.components, key=lambda part: -part.weight)
    if report.components and not report.values:
        title = _("%(indicator)s: not published") % {"indicator": shared.name(report)}
    else:
        values = {"indicator": shared.name(report), "value": shown(report.status.now, report.indicator.measure)}
        title = _("%(indicator)s: %(value)s") % values
    return Headliner(
        report=report,
        title=title,
        why=words.first_sentence(status_reason(report)),
        components=tuple(by_id[part.indicator.id] for part in parts),
    )


def _texts(view: DonorView) -> Iterator[str]:
    """The texts in which the name of a country can stand."""
    yield from (view.name, view.lead, *view.outsiders, view.attribution, view.plan.disclaimer, view.rest, *view.age)
    for whom, question in view.questions:
        yield from (whom, question)
    for report in view.reports:
        yield from (report.indicator.name, status_reason(report))


def _measured_headline(measured: Sequence[IndicatorReport]) -> str:
    good = sum(report.status.met_or_on_track for report in measured)
    text = ngettext(
        "%(number)s of %(all)s components is met or on track",
        "%(number)s of %(all)s components are met or on track",
        good,
    )
    return text % {"number": figures.in_words(good).capitalize(), "all": figures.in_words(len(measured))}


def _sure(report: IndicatorReport, country: Member) -> str:
    """Coverage and grades of a score; years, cases, flags and what is set aside of figures; what is missing and who has it."""
    if treaties := shared.scored(report.indicator, country):
        return "; ".join(_answered(assessment, alone=len(treaties) == 1) for assessment in treaties)
    now = report.status.now
    texts = [_years(report)] if report.rows else []
    if now and now.ratings:
        texts += dict.fromkeys(f"{rating.body}, {rating.date.text}" for rating in now.ratings if rating.date)
    texts += filter(None, (shared.cases(report),))
    texts += [FLAG_WORDS[flag] for flag in now.flags] if now else []
    if report.set_aside:
        aside = ngettext("%(number)s set aside", "%(number)s set aside", len(report.set_aside))
        texts.append(aside % {"number": figures.in_words(len(report.set_aside))})
    if report.asked_for:
        text = ngettext(
            "%(number)s missing: %(figures)s (%(holders)s)",
            "%(number)s missing: %(figures)s (%(holders)s)",
            len(report.asked_for),
        )
        values = {"figures": ", ".join(report.asked_for), "holders": ", ".join(shared.holders_of(report))}
        texts.append(text % {"number": len(report.asked_for), **values})
    return "; ".join(texts)


def _answered(assessment: Assessment, *, alone: bool) -> str:
    """How much of a treaty is answered, and how much of that rests on the text of the law; in short beside others."""
    counted, (on_text, graded) = assessment.whole.distribution, shared.official(assessment)
    whole = _(
        "%(answered)s of %(all)s criteria that count answered, %(number)s of %(graded)s answers on the text of the law"
    )
    text = whole if alone else _("%(treaty)s: %(answered)s of %(all)s answered")
    values = {"answered": counted.answered, "all": counted.applicable, "number": on_text, "graded": graded}
    return text % {"treaty": assessment.whole.instrument.abbreviation, **values}


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
        return _("No indicator is on file")
    if known == len(reports):
        text = ngettext(
            "All %(number)s indicators have figures to look at",
            "All %(number)s indicators have figures to look at",
            known,
        )
    else:
        text = ngettext(
            "%(number)s of %(all)s indicators has figures to look at",
            "%(number)s of %(all)s indicators have figures to look at",
            known,
        )
    return text % {"number": known, "all": len(reports)}


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
