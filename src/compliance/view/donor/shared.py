"""What the two pages for a donor share, whether they speak of a country or of a region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.values import IndicatorReport, IndicatorValue, Word
from compliance.inputs import Inputs
from compliance.language import N_, Spoken, _, capital, ngettext
from compliance.model.plan import Plan
from compliance.scoring import Assessment, Range
from compliance.view import messages, words
from compliance.view.assessed import assessments
from compliance.view.project import Law, indicator_reports
from compliance.view.reasons import FLAG_WORDS, status_reason

GRADED = frozenset("AB")
"""Grades of evidence that rest on the text of the law."""
MOST_ACTIONS = 3
"""Indicators off track with what is done about each."""
NO_ACTION = N_("None recorded")
"""What stands where nothing is done about an indicator that is off track."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A country with its scores and its indicators."""

    id: str
    name: str
    """Its name, with its mark."""
    cycle: str
    now: tuple[Assessment, ...]
    before: tuple[Assessment, ...]
    """Its scores in the round before; none where there was none."""
    reports: tuple[IndicatorReport, ...]
    """Its indicators, in the order of the logframe."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days of its law, the earliest first."""
        return tuple(sorted({assessment.on for assessment in self.now}))


def member(inputs: Inputs, country_id: str, cycle: str, plan: Plan) -> Member | None:
    """A country in its latest cycle up to one; none without a checklist for what the plan reports."""
    workspace, country = inputs.workspace, inputs.workspace.countries[country_id]
    jurisdiction = workspace.jurisdiction(country_id)
    cycles = [earlier for earlier in country.cycles() if earlier <= cycle][-2:]
    rounds = [assessments(workspace, country, earlier, plan.instruments) for earlier in cycles]
    if jurisdiction is None or not rounds or not rounds[-1]:
        return None
    now = rounds[-1]
    laws = [
        Law(on=assessment.on, instrument=assessment.whole.instrument, articles=assessment.whole.articles)
        for assessment in now
    ]
    return Member(
        id=country_id,
        name=jurisdiction.name(max(assessment.on for assessment in now)),
        cycle=cycles[-1],
        now=now,
        before=rounds[-2] if len(rounds) > 1 else (),
        reports=indicator_reports(inputs, country_id, cycles[-1], laws),
    )


def law_days(members: Iterable[Member]) -> str:
    """The day of the law; the first and the last where there are several."""
    days = sorted({day for member in members for day in member.days})
    first, last = figures.day(days[0]), figures.day(days[-1])
    return first if first == last else _("%(low)s to %(high)s") % {"low": first, "high": last}


def edition(plan: Plan, members: Sequence[Member]) -> str:
    """What the foot of every page says."""
    states = sorted(
        {words.STATUS[assessment.whole.checklist.status] for member in members for assessment in member.now}
    )
    return words.edition(plan, law_days(members), figures.listed(states))


def official(assessment: Assessment) -> tuple[int, int]:
    """How many answers rest on the text of the law, and of how many."""
    total = sum(assessment.whole.grades.values()) + assessment.whole.ungraded
    return sum(number for grade, number in assessment.whole.grades.items() if grade in GRADED), total


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """How many indicators have a status, and which."""

    word: Word
    """The status; `no-data` stands for all that judge nothing."""
    title: str
    number: int
    names: str
    """Which they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreProgress:
    """A score in the round before, now and as agreed, each from 0 to 1."""

    name: str
    baseline: Fraction | None = None
    now: Range | None = None
    target: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """An indicator that is off track, and what is done."""

    name: str
    """Its name; for a region, whose it is."""
    cause: str
    action: str
    owner: str
    """Who does it, and by when."""
    recorded: bool
    """Whether somebody wrote down cause and action."""


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
    scores: tuple[tuple[str, tuple[ScoreProgress, ...]], ...]
    scores_headline: str
    dates: tuple[str | None, str, str | None]
    """When was before, when is now, by when the target is due."""
    attribution: str
    """What the project claims of all this."""
    sure: tuple[str, ...]
    rows_headline: str
    rest: str = ""
    """The other indicators with figures, and how many have none."""
    holders: str = ""
    """Who has the missing figures, in one sentence; empty where there is room for more."""
    off_track_headline: str = ""
    off_track: tuple[ActionRow, ...] = ()


def name(report: IndicatorReport) -> str:
    """What an indicator is called in narrow tables."""
    return report.indicator.short or report.indicator.name


def scores_shown(reports: Iterable[IndicatorReport]) -> Iterator[IndicatorReport]:
    """The indicators that are the score of one treaty."""
    return (report for report in reports if report.indicator.formula.startswith("score("))


def target_of(instrument: str, reports: Sequence[IndicatorReport]) -> Fraction | None:
    """The target that was agreed for the score of a treaty, 0 to 1."""
    shows = (report.status.target for report in reports if report.indicator.formula == f"score({instrument})")
    agreed = next((value for value in shows if value is not None), None)
    return agreed / 100 if agreed is not None else None


def whole_then(
    title: str, now: Assessment, before: Sequence[Assessment], reports: Sequence[IndicatorReport]
) -> ScoreProgress:
    """The score of a whole treaty in the round before, now and as agreed."""
    instrument = now.whole.instrument.id
    then = next((old.whole.range for old in before if old.whole.instrument.id == instrument), None)
    return ScoreProgress(
        name=title,
        baseline=then.point if then else None,
        now=now.whole.range,
        target=target_of(instrument, reports),
    )


def then(before: Iterable[Assessment]) -> str | None:
    """When the round before was."""
    days: list[date] = [assessment.whole.checklist.cut_off for assessment in before]
    return figures.day(max(days)) if days else None


def due(reports: Iterable[IndicatorReport]) -> str | None:
    """By when the targets of scores are due; none where none has a figure."""
    days = [
        report.status.target_date
        for report in scores_shown(reports)
        if report.status.target is not None and report.status.target_date
    ]
    return _("target, %(year)s") % {"year": max(days).year} if days else None


def figures_sure(reports: Iterable[IndicatorReport]) -> Iterator[str]:
    """How many figures the indicators rest on, and how many of them need care."""
    reports = tuple(reports)
    rows = {row.line: row for report in reports for row in report.rows}
    aside = {row.line for report in reports for row in report.set_aside}
    careful = sum(bool(row.qualifier) for row in rows.values())
    sources = len({row.source for row in rows.values()})
    if rows:
        values = {
            "figures": figures.count(len(rows), "figure"),
            "sources": figures.count(sources, "source"),
            "number": figures.in_words(careful),
        }
        text = ngettext(
            "Indicators rest on %(figures)s of %(sources)s, %(number)s of them approximate or derived.",
            "Indicators rest on %(figures)s of %(sources)s, %(number)s of them approximate or derived.",
            careful,
        )
        yield (text if careful else _("Indicators rest on %(figures)s of %(sources)s.")) % values
    if aside:
        text = ngettext(
            "%(figures)s on file is set aside: a part is not the whole.",
            "%(figures)s on file are set aside: a part is not the whole.",
            len(aside),
        )
        yield text % {"figures": figures.count(len(aside), "figure").capitalize()}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """What one body is to be asked for."""

    holder: str
    names: tuple[str, ...]
    """The indicators that wait for them."""


def asked(reports: Iterable[IndicatorReport]) -> tuple[AskedRow, ...]:
    """Who has the figures of indicators without any, those first for whom most of them wait."""
    waiting: dict[str, list[str]] = {}
    for report in reports:
        if not report.values and not report.indicator.headline:
            for who in holders_of(report):
                waiting.setdefault(who, []).append(name(report))
    rows = [AskedRow(holder=who, names=tuple(names)) for who, names in waiting.items()]
    return tuple(sorted(rows, key=lambda row: -len(row.names)))


def holders(rows: Iterable[AskedRow]) -> str:
    """Who is to be asked, each with how many indicators wait."""
    rows = tuple(rows)
    text = "; ".join(f"{row.holder} ({len(row.names)})" for row in rows)
    return Spoken(text) if all(isinstance(row.holder, Spoken) for row in rows) else text


def holders_of(report: IndicatorReport) -> tuple[str, ...]:
    """Who has the figures of an indicator."""
    listed = report.indicator.responsible or _("holder not named")
    return tuple(Spoken(each) if isinstance(listed, Spoken) else each for each in listed.split("; "))


def action(report: IndicatorReport, whose: str = "") -> ActionRow:
    """The first action on an indicator; where none is recorded, that is what has to be said."""
    called = f"{whose}: {name(report)}" if whose else name(report)
    if not report.plan.actions:
        return ActionRow(
            name=called, cause=status_reason(report), action=_(NO_ACTION), owner=figures.NOTHING, recorded=False
        )
    first = report.plan.actions[0]
    by = f", {figures.day(first.due)}" if first.due else ""
    return ActionRow(
        name=called,
        cause=words.sentence(first.cause),
        action=words.sentence(first.action),
        owner=f"{first.owner}{by}",
        recorded=True,
    )


def off_track_headline(reports: Sequence[IndicatorReport], off: int, shown: int) -> str:
    """How much is off track, and whether all of it is shown."""
    if not any(report.status.judged for report in reports):
        return _("Nothing can be off track before targets are agreed")
    if not off:
        return _("No judged indicator is off track")
    values = {"indicators": figures.count(off, "indicator").capitalize(), "number": figures.in_words(shown)}
    if off == shown:
        whole = ngettext(
            "%(indicators)s off track: why, and who acts", "%(indicators)s off track: why, and who acts", off
        )
        return whole % values
    part = ngettext(
        "%(indicators)s off track; the first %(number)s: why, and who acts",
        "%(indicators)s off track; the first %(number)s: why, and who acts",
        off,
    )
    return part % values


def scores_headline(rows: Sequence[ScoreProgress]) -> str:
    """What scores say: how many rose, or how many are open."""
    changes = [
        row.now.point - row.baseline
        for row in rows
        if row.baseline is not None and row.now and row.now.point is not None
    ]
    if changes:
        return _rose(sum(change > 0 for change in changes), len(changes))
    open_ = sum(bool(row.now and row.now.point is None) for row in rows)
    if open_ == sum(bool(row.now) for row in rows):
        return _("What is unanswered leaves every score open")
    if open_:
        text = ngettext(
            "What is unanswered leaves %(number)s of %(all)s scores open",
            "What is unanswered leaves %(number)s of %(all)s scores open",
            open_,
        )
        return text % {"number": open_, "all": len(rows)}
    return _("The scores are settled; a second round will show change")


def _rose(gained: int, moved: int) -> str:
    """How many of the scores that can be compared rose."""
    if gained == moved == 2:
        return _("Both scores rose since the round before")
    if gained == moved > 1:
        text = ngettext(
            "All %(number)s scores rose since the round before",
            "All %(number)s scores rose since the round before",
            gained,
        )
        return text % {"number": figures.in_words(gained)}
    text = ngettext(
        "%(number)s of %(all)s scores rose since the round before",
        "%(number)s of %(all)s scores rose since the round before",
        gained,
    )
    return text % {"number": figures.in_words(gained).capitalize(), "all": figures.in_words(moved)}


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
            "%(share)s of the judged indicators is met or on track",
            "%(share)s of the judged indicators are met or on track",
            good,
        )
        return text % {"share": capital(messages.in_words(good, of))}
    text = ngettext(
        "%(number)s of %(all)s indicators has figures, none a target",
        "%(number)s of %(all)s indicators have figures, none a target",
        known,
    )
    return text % {"number": known, "all": total}
