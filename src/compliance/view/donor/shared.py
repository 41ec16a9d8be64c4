"""What the two pages for a donor share, whether they speak of a country or of a region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.statistics import OtherSeries
from compliance.indicators.values import IndicatorReport, IndicatorValue
from compliance.inputs import Inputs
from compliance.language import Spoken, _, ngettext
from compliance.model.legislation import Act
from compliance.model.plan import Plan
from compliance.scoring import Assessment, Range
from compliance.view import words
from compliance.view.assessed import assessments
from compliance.view.project import indicator_reports, laws_of, other_figures
from compliance.view.reasons import FLAG_WORDS

GRADED = frozenset("AB")
"""Grades of evidence that rest on the text of the law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The scores and the indicators of a country in one cycle."""

    scores: tuple[Assessment, ...]
    reports: tuple[IndicatorReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A country with its scores and its indicators."""

    id: str
    name: str
    """Its name, with its mark."""
    cycle: str
    now: tuple[Assessment, ...]
    reports: tuple[IndicatorReport, ...]
    """Its indicators, in the order of the logframe."""
    last: Round | None = None
    """The round before, of which the last brief spoke; none where this is the first."""
    others: tuple[OtherSeries, ...] = ()
    """Figures that stand behind no indicator."""
    acts: Mapping[str, Act]
    """Its law, by id."""

    @property
    def before(self) -> tuple[Assessment, ...]:
        """Its scores in the round before; none where there was none."""
        return self.last.scores if self.last else ()

    @property
    def days(self) -> tuple[date, ...]:
        """The days of its law, the earliest first."""
        return tuple(sorted({assessment.on for assessment in self.now}))


def member(inputs: Inputs, country_id: str, cycle: str, plan: Plan) -> Member | None:
    """A country in its latest cycle up to one; none without a checklist for what the plan reports."""
    workspace, country = inputs.workspace, inputs.workspace.countries[country_id]
    jurisdiction = workspace.jurisdiction(country_id)
    cycles = [earlier for earlier in country.cycles() if earlier <= cycle][-2:]
    scores = [assessments(workspace, country, earlier, plan.instruments) for earlier in cycles]
    if jurisdiction is None or not scores or not scores[-1]:
        return None
    rounds = [
        Round(scores=of, reports=indicator_reports(inputs, country_id, earlier, laws_of(of)))
        for earlier, of in zip(cycles, scores, strict=True)
        if of
    ]
    now = rounds[-1]
    return Member(
        id=country_id,
        name=jurisdiction.name(max(assessment.on for assessment in now.scores)),
        cycle=cycles[-1],
        now=now.scores,
        reports=now.reports,
        last=rounds[-2] if len(rounds) > 1 else None,
        others=other_figures(inputs, now.reports),
        acts=country.acts(),
    )


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
    if plan.funding.contract is None:
        return f"{plan.funding.statement}."
    contract = _("Contract %(number)s.") % {"number": plan.funding.contract}
    return f"{plan.funding.statement}. {contract}"


def outsider(members: Iterable[Member]) -> Iterator[str]:
    """Who is not a Party to which treaties, in a sentence each."""
    for country in members:
        treaties = [assessment.whole.instrument.abbreviation for assessment in country.now if assessment.alignment]
        if treaties:
            text = _("%(country)s is not a Party to %(treaties)s: its alignment with them is assessed.")
            yield text % {"country": country.name, "treaties": figures.listed(treaties, _("or"))}


def official(assessment: Assessment) -> tuple[int, int]:
    """How many answers rest on the text of the law, and of how many."""
    total = sum(assessment.whole.grades.values()) + assessment.whole.ungraded
    return sum(number for grade, number in assessment.whole.grades.items() if grade in GRADED), total


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
    """The time that it reports on; empty where the plan does not say."""
    funding: str
    """Who pays, and under which contract; empty where the plan does not say."""
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


def flags(value: IndicatorValue | None) -> list[str]:
    """What to know about a value."""
    return [FLAG_WORDS[flag] for flag in value.flags] if value else []


def holders_of(report: IndicatorReport) -> tuple[str, ...]:
    """Who has the figures of an indicator."""
    listed = report.indicator.responsible or _("holder not named")
    return tuple(Spoken(each) if isinstance(listed, Spoken) else each for each in listed.split("; "))


def none_on_file() -> str:
    """That the project has no indicators."""
    return _("No indicator is on file")


def headline(reports: Sequence[IndicatorReport], known: int, total: int) -> str:
    """How the judged indicators stand, or that nothing can be judged yet."""
    if not total:
        return none_on_file()
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
        return text % {"number": known, "all": total}
    text = ngettext(
        "%(number)s of %(all)s indicators has figures, none a target",
        "%(number)s of %(all)s indicators have figures, none a target",
        known,
    )
    return text % {"number": known, "all": total}
