"""The two pages for a donor: how the indicators of a country stand, how sure that is, and who acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.values import FLAG_WORDS, JUDGED, STATUS_WORDS, IndicatorReport, Word
from compliance.inputs import Inputs
from compliance.scoring import Assessment
from compliance.view import messages, words
from compliance.view.assessed import assessments
from compliance.view.country import designations, view_of
from compliance.view.values import CountryView, InstrumentView

MOST_NAMES = 3
"""Indicators named under a count; the others are counted."""
MOST_ROWS = 11
"""Indicators in the table of the second page: what fits on it together with all the rest."""
MOST_SCORES = 6
"""Scores on the first page."""
MOST_ACTIONS = 3
"""Indicators off track with what is done about each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """How many indicators have a status, and which."""

    word: Word
    """The status; `no-data` stands for all that judge nothing."""
    title: str
    """What it is called."""
    number: int
    """How many have it."""
    names: str
    """Which they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreThen:
    """A score then, now and as it should be; each may be missing."""

    name: str
    """What is scored."""
    before: Fraction | None
    """In the round before, 0 to 1."""
    now: tuple[Fraction, Fraction, Fraction | None] | None
    """Low end, high end and point, 0 to 1."""
    target: Fraction | None
    """As agreed, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """An indicator as the table of the second page shows it."""

    report: IndicatorReport
    """The indicator."""
    sure: str
    """Why it may be believed, or how far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """An indicator that is off track, and what is done."""

    name: str
    """Its name."""
    cause: str
    """Why it is off track."""
    action: str
    """What is done."""
    owner: str
    """Who does it, and by when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorView:
    """Everything that the two pages show."""

    country: CountryView
    """The country, its treaties and its indicators."""
    headline: str
    """The finding of the first page."""
    lead: str
    """The sentence under it."""
    counts: tuple[StatusCount, ...]
    """Indicators by status."""
    scores: tuple[tuple[str, tuple[ScoreThen, ...]], ...]
    """Scores by treaty."""
    scores_headline: str
    """The finding about them."""
    dates: tuple[str | None, str, str | None]
    """When was before, when is now, by when the target is due."""
    headliners: tuple[IndicatorReport, ...]
    """The project's headline indicators."""
    attribution: str
    """What the project claims of all this."""
    sure: tuple[str, ...]
    """How sure all this is."""
    rows_headline: str
    """The finding of the second page."""
    rows: tuple[IndicatorRow, ...]
    """Indicators with figures."""
    rest: str
    """What is counted and not shown."""
    holders: str
    """Who has the missing figures."""
    off_track_headline: str
    """The finding about what is off track."""
    off_track: tuple[ActionRow, ...]
    """What is done about it."""


def donor_view(inputs: Inputs, country_id: str, cycle: str, plan_id: str) -> DonorView:
    """The two pages of a country in a cycle, from a folder without problems."""
    country = view_of(inputs, country_id, cycle, plan_id)
    cycles = inputs.workspace.countries[country_id].cycles()
    earlier = [one for one in cycles if one < cycle][-1:]
    before = [
        score
        for one in earlier
        for score in assessments(
            inputs.workspace, inputs.workspace.countries[country_id], one, country.plan.instruments
        )
    ]
    shown = brief(country, before)
    names = designations(inputs.workspace, country.cut_off, tuple(_texts(shown)))
    return replace(shown, country=replace(country, footnotes=names))


def brief(country: CountryView, before: Sequence[Assessment]) -> DonorView:
    """The two pages from what a report of the country shows and its scores in the round before."""
    reports = country.indicators
    off = [one for one in reports if one.status.word == "off-track"]
    actions = tuple(_action(one) for one in off[:MOST_ACTIONS])
    rows = _rows(country, MOST_ROWS - (len(actions) + 1 if actions else 0))
    scores = tuple((one.abbreviation, _scores(one, reports, before, country)) for one in country.instruments)
    due = [one.status.target_date for one in reports if _shows_a_target(one) and one.status.target_date]
    return DonorView(
        country=country,
        headline=_headline(reports),
        lead=_lead(country),
        counts=tuple(_counts(reports)),
        scores=scores,
        scores_headline=_scores_headline(country, scores),
        dates=(_then(before), country.law_date, f"target, {max(due).year}" if due else None),
        headliners=tuple(one for one in reports if one.indicator.headline),
        attribution=country.plan.attribution or "",
        sure=(f"{country.grades_finding}.", *_figures_sure(reports)),
        rows_headline=_rows_headline(reports),
        rows=rows,
        rest=_rest(reports, rows),
        holders=_holders(reports),
        off_track_headline=_off_track_headline(reports, off),
        off_track=actions,
    )


def _texts(view: DonorView) -> Iterator[str]:
    """The texts in which the name of a country can stand."""
    yield from (view.country.name, view.lead, view.attribution, view.country.plan.disclaimer, view.holders)
    for report in view.country.indicators:
        yield from (report.indicator.name, report.status.reason)
    for row in view.off_track:
        yield from (row.cause, row.action, row.owner)


def _name(one: IndicatorReport) -> str:
    return one.indicator.short or one.indicator.name


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _headline(reports: Sequence[IndicatorReport]) -> str:
    """How the indicators stand, or that nothing can be judged yet."""
    judged = Counter(one.status.word for one in reports if one.status.word in JUDGED)
    if judged:
        good, total = judged["met"] + judged["on-track"], judged.total()
        verb = "is" if good == 1 else "are"
        return f"{messages.in_words(good, total).capitalize()} of the judged indicators {verb} met or on track"
    known = sum(bool(one.values) for one in reports)
    return f"{known} of {len(reports)} indicators {_has(known)} figures, none a target"


def _lead(country: CountryView) -> str:
    """The scores, and how many indicators wait for figures."""
    scores = figures.listed([f"{one.score} of 100 for {one.abbreviation}" for one in country.instruments])
    wanting = sum(not one.values for one in country.indicators)
    wait = (
        "No indicator waits for figures"
        if not wanting
        else f"{figures.count(wanting, 'indicator').capitalize()} {_has(wanting)} no usable figure"
    )
    open_ = (
        ", a range where too much is unanswered for one figure"
        if any(not one.is_point for one in country.instruments)
        else ""
    )
    return f"The law scores {scores}{open_}. {wait}."


def _counts(reports: Sequence[IndicatorReport]) -> Iterator[StatusCount]:
    """The four statuses that judge, then all the others together."""
    for word in ("met", "on-track", "at-risk", "off-track"):
        names = [_name(one) for one in reports if one.status.word == word]
        more = len(names) - MOST_NAMES
        shown = "; ".join(names[:MOST_NAMES]) + (f" and {figures.in_words(more)} more" if more > 0 else "")
        yield StatusCount(word=word, title=STATUS_WORDS[word], number=len(names), names=shown or "None")
    grey = Counter(one.status.word for one in reports if one.status.word not in JUDGED)
    kinds = [f"{grey[word]} {STATUS_WORDS[word].lower()}" for word in STATUS_WORDS if grey[word]]
    yield StatusCount(word="no-data", title="Nothing to judge", number=grey.total(), names="; ".join(kinds) or "None")


def _shows_a_target(one: IndicatorReport) -> bool:
    """Whether it is the score of a treaty with a target that has a figure."""
    return one.indicator.formula.startswith("score(") and one.status.target is not None


def _scores(
    one: InstrumentView, reports: Sequence[IndicatorReport], before: Sequence[Assessment], country: CountryView
) -> tuple[ScoreThen, ...]:
    """The whole treaty, then its sections with most criteria, in the order of the treaty."""
    then = next((old.whole for old in before if old.whole.instrument.id == one.id), None)
    shows = [report for report in reports if report.indicator.formula == f"score({one.id})"]
    target = next((report.status.target for report in shows if report.status.target is not None), None)
    whole = one.assessment.whole.range
    rows = [
        ScoreThen(
            name="The whole treaty",
            before=then.range.point if then and then.range else None,
            now=(whole.low, whole.high, whole.point) if whole else None,
            target=target / 100 if target is not None else None,
        )
    ]
    room = MOST_SCORES // max(len(country.instruments), 1) - 1
    large = sorted(one.sections, key=lambda section: -sum(section.counts.values()))[:room]
    old = {section.section.id: section.score for section in then.sections} if then else {}
    for section in (section for section in one.sections if section in large):
        span, past = section.range, old.get(section.id)
        rows.append(
            ScoreThen(
                name=section.title,
                before=past.point if past else None,
                now=(span.low, span.high, span.point) if span else None,
                target=None,
            )
        )
    return tuple(rows)


def _then(before: Sequence[Assessment]) -> str | None:
    days: list[date] = [one.whole.checklist.cut_off for one in before]
    return figures.day(max(days)) if days else None


def _scores_headline(country: CountryView, scores: Sequence[tuple[str, tuple[ScoreThen, ...]]]) -> str:
    moved = [row for _, rows in scores for row in rows if row.before is not None and row.now and row.now[2] is not None]
    if moved:
        gained = sum(
            row.now is not None and row.now[2] is not None and row.before is not None and row.now[2] > row.before
            for row in moved
        )
        return f"{figures.in_words(gained).capitalize()} of {figures.count(len(moved), 'score')} rose since the round before"
    points = sum(one.is_point for one in country.instruments)
    return (
        "What is unanswered leaves the scores open"
        if points < len(country.instruments)
        else "The scores are settled; a second round will show change"
    )


def _figures_sure(reports: Sequence[IndicatorReport]) -> Iterator[str]:
    """How many figures the indicators rest on, and how many of them need care."""
    rows = {row.line: row for one in reports for row in one.rows}
    aside = {row.line for one in reports for row in one.set_aside}
    careful = sum(bool(row.qualifier) for row in rows.values())
    sources = len({row.source for row in rows.values()})
    if rows:
        care = f", {figures.in_words(careful)} of them approximate or derived" if careful else ""
        yield f"Indicators rest on {figures.count(len(rows), 'figure')} of {figures.count(sources, 'source')}{care}."
    if aside:
        yield f"{figures.count(len(aside), 'figure').capitalize()} on file {'is' if len(aside) == 1 else 'are'} set aside: a part is not the whole."


def _rows(country: CountryView, room: int) -> tuple[IndicatorRow, ...]:
    """The indicators with figures in the order of the logframe; those of context give way where there is no room."""
    known = [one for one in country.indicators if one.values]
    first = sorted(known, key=lambda one: (one.status.word == "context", one.status.word not in JUDGED))[:room]
    return tuple(IndicatorRow(report=one, sure=_sure(one, country)) for one in known if one in first)


def _sure(one: IndicatorReport, country: CountryView) -> str:
    """Coverage and grades of a score; years, flags and what is set aside of figures; what is missing and who has it."""
    treaties: Mapping[str, InstrumentView] = {f"score({it.id})": it for it in country.instruments}
    if treaty := treaties.get(one.indicator.formula):
        official = treaty.grades.get("A", 0) + treaty.grades.get("B", 0)
        graded = sum(treaty.grades.values())
        return f"{treaty.coverage} answered, {official} of {graded} answers on the text of the law"
    now = one.status.now
    told = [_years(one)] if one.rows else []
    told += [FLAG_WORDS[flag] for flag in now.flags] if now else []
    if one.set_aside:
        told.append(f"{figures.in_words(len(one.set_aside))} set aside")
    if one.asked_for:
        told.append(f"missing: {', '.join(one.asked_for[:2])}")
    return "; ".join(told)


def _years(one: IndicatorReport) -> str:
    years = [value.year for value in one.values]
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    gaps = years[-1] - years[0] + 1 - len(years)
    return f"figures of {span}" + (f", {figures.in_words(gaps)} of these years missing" if gaps else "")


def _rows_headline(reports: Sequence[IndicatorReport]) -> str:
    known = sum(bool(one.values) for one in reports)
    return f"{known} of {len(reports)} indicators {_has(known)} figures to look at"


def _rest(reports: Sequence[IndicatorReport], rows: Sequence[IndicatorRow]) -> str:
    known, more = sum(bool(one.values) for one in reports), []
    if known > len(rows):
        more.append(f"{figures.in_words(known - len(rows))} more with figures stand in the workbook")
    if wanting := len(reports) - known:
        more.append(f"{figures.in_words(wanting)} {_has(wanting)} no figure")
    text = "; ".join(more)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _holders(reports: Sequence[IndicatorReport]) -> str:
    """Who has the figures of how many indicators without any."""
    wanting = [one for one in reports if not one.values and not one.indicator.headline]
    counted = Counter(one.indicator.responsible or "holder not named" for one in wanting)
    return "; ".join(f"{who} ({number})" for who, number in counted.most_common())


def _off_track_headline(reports: Sequence[IndicatorReport], off: Sequence[IndicatorReport]) -> str:
    if not any(one.status.word in JUDGED for one in reports):
        return "Nothing can be off track before targets are agreed"
    if not off:
        return "No judged indicator is off track"
    shown = f"; the first {figures.in_words(MOST_ACTIONS)}" if len(off) > MOST_ACTIONS else ""
    return f"{figures.count(len(off), 'indicator').capitalize()} off track{shown}: why, and who acts"


def _action(one: IndicatorReport) -> ActionRow:
    """The first action on an indicator; where none is recorded, that is what has to be said."""
    if not one.plan.actions:
        return ActionRow(name=_name(one), cause=one.status.reason, action="None recorded", owner=figures.NOTHING)
    first = one.plan.actions[0]
    due = f", {figures.day(first.due)}" if first.due else ""
    return ActionRow(
        name=_name(one),
        cause=words.sentence(first.cause),
        action=words.sentence(first.action),
        owner=f"{first.owner}{due}",
    )
