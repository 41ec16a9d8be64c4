"""What the two pages for a donor share, whether they speak of a country or of a region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.statistics import OtherSeries
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.language import Spoken, _, ngettext
from compliance.model.legislation import Act
from compliance.model.logframe import Indicator
from compliance.model.plan import Plan
from compliance.scoring import Assessment, Range
from compliance.view import messages, words
from compliance.view.assessed import assessments
from compliance.view.project import indicator_reports, laws_of, other_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A country with its scores and its indicators in a cycle."""

    id: str
    name: str
    """Its name, with its mark."""
    cycle: str
    now: tuple[Assessment, ...]
    reports: tuple[IndicatorReport, ...]
    """Its indicators, in the order of the logframe."""
    last: Member | None = None
    """The same in the round of which the last brief spoke; none where this is the first."""
    others: tuple[OtherSeries, ...] = ()
    """Figures that stand behind no indicator."""
    acts: Mapping[str, Act]
    """Its law, by id."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days of its law, the earliest first."""
        return tuple(sorted({assessment.on for assessment in self.now}))


def member(inputs: Inputs, country_id: str, cycle: str, plan: Plan) -> Member | None:
    """A country in its latest cycle up to one; none without a checklist for what the plan reports."""
    country, jurisdiction = inputs.workspace.countries[country_id], inputs.workspace.jurisdiction(country_id)
    made = None
    for earlier in [known for known in country.cycles() if known <= cycle][-2:]:
        scores = assessments(inputs.workspace, country, earlier, plan.instruments)
        if jurisdiction is None or not scores:
            made = None
            continue
        reports = indicator_reports(inputs, country_id, earlier, laws_of(scores))
        made = Member(
            id=country_id,
            name=jurisdiction.name(max(assessment.on for assessment in scores)),
            cycle=earlier,
            now=scores,
            reports=reports,
            last=made,
            others=other_figures(inputs, reports),
            acts=country.acts(),
        )
    return made


def law_days(members: Iterable[Member]) -> str:
    """The day of the law; the first and the last where there are several."""
    days = sorted({day for member in members for day in member.days})
    first, last = figures.day(days[0]), figures.day(days[-1])
    return first if first == last else _("%(low)s to %(high)s") % {"low": first, "high": last}


def edition(plan: Plan, members: Sequence[Member]) -> str:
    """What the footer of every page says."""
    states = sorted(
        {words.STATUS[assessment.whole.checklist.status] for member in members for assessment in member.now}
    )
    return words.edition(plan, law_days(members), figures.listed(states))


def period(plan: Plan) -> str:
    """The time that a brief reports on; nothing where the plan does not say."""
    if plan.period is None:
        return ""
    days = {"first": figures.day(plan.period.start), "last": figures.day(plan.period.end)}
    return _("Reporting period: %(first)s to %(last)s.") % days


def funding(plan: Plan) -> str:
    """Who pays, with the number of the contract; nothing where the plan does not say."""
    if plan.funding is None:
        return ""
    contract = plan.funding.contract and _("Contract %(number)s.") % {"number": plan.funding.contract}
    return " ".join(filter(None, (f"{plan.funding.statement}.", contract)))


def outsider(members: Iterable[Member]) -> Iterator[str]:
    """Who is not a Party to which treaties, in a sentence each."""
    for country in members:
        if treaties := [each.whole.instrument.abbreviation for each in country.now if each.alignment]:
            text = _("%(country)s is not a Party to %(treaties)s: its alignment with them is assessed.")
            yield text % {"country": country.name, "treaties": figures.listed(treaties, _("or"))}


def official(assessment: Assessment) -> tuple[int, int]:
    """How many answers rest on the text of the law, and of how many."""
    grades = assessment.whole.grades
    return messages.official(grades), sum(grades.values()) + assessment.whole.ungraded


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreProgress:
    """A score in the round before, now and as agreed, each from 0 to 1."""

    name: str
    baseline: Fraction | None = None
    now: Range | None = None
    target: Fraction | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What the two pages of a country and of the region both show."""

    plan: Plan
    document: str
    edition: str
    footnotes: tuple[str, ...] = ()
    dated: date
    """The last day of the law, which what travels inside the document bears."""
    headline: str
    lead: str
    outsiders: tuple[str, ...]
    period: str
    """The time that it reports on; empty where the plan does not say, as who pays."""
    funding: str
    attribution: str
    """What the project claims of all this."""
    rows_headline: str
    rest: str = ""
    """The other indicators with figures, and how many have none."""
    changes_headline: str
    questions: tuple[tuple[str, str], ...]
    age: tuple[str, ...]


def name(report: IndicatorReport) -> str:
    """What an indicator is called in narrow tables."""
    return report.indicator.short or report.indicator.name


def cases(report: IndicatorReport) -> str | None:
    """How many cases a rate rests on, as print shows it; none for a share of money, or where the cases are printed anyway."""
    value = report.status.now
    if value is None or value.denominator is None or not value.rows or "to_eur(" in report.indicator.formula:
        return None
    if {"small-n", "not-applicable", "not-computable"} & set(value.flags):
        return None
    return f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{figures.number(value.denominator)}"


def scored(indicator: Indicator, member: Member) -> list[Assessment]:
    """The assessments of a country whose scores an indicator takes."""
    return [each for each in member.now if f"score({each.whole.instrument.id})" in indicator.formula]


def holders_of(report: IndicatorReport) -> tuple[str, ...]:
    """Who has the figures of an indicator."""
    listed = report.indicator.responsible or _("holder not named")
    return tuple(Spoken(each) if isinstance(listed, Spoken) else each for each in listed.split("; "))


def headline(reports: Sequence[IndicatorReport], known: int, total: int) -> str:
    """How the judged indicators stand, or that nothing can be judged yet."""
    if not total:
        return _("No indicator is on file")
    judged = Counter(report.status.word for report in reports if report.status.judged)
    if judged:
        good, of = judged["met"] + judged["on-track"], judged.total()
        text = ngettext(
            "%(number)s of %(all)s judged indicators is met or on track",
            "%(number)s of %(all)s judged indicators are met or on track",
            good,
        )
        return text % {"number": good, "all": of}
    if any(report.plan.target for report in reports):
        text = ngettext(
            "%(number)s of %(all)s indicators has figures, none an approved target",
            "%(number)s of %(all)s indicators have figures, none an approved target",
            known,
        )
    else:
        text = ngettext(
            "%(number)s of %(all)s indicators has figures, none a target",
            "%(number)s of %(all)s indicators have figures, none a target",
            known,
        )
    return text % {"number": known, "all": total}
