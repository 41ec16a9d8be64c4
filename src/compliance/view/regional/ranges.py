"""Where countries lie before one treaty, and before: ranges side by side, which of them lie apart, and what moves them; nobody is ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from compliance import figures
from compliance.language import NN_, _, ngettext
from compliance.model.instrument import Instrument
from compliance.robustness.values import CountryRobustness, Robustness
from compliance.scoring import Range
from compliance.view import words
from compliance.view.comparison import Comparison, State, compared
from compliance.view.regional.phrases import counted, many, of_all
from compliance.view.regional.region import Member, PositionView, ProgressView, RangesView
from compliance.view.robustness import FACTORS, basis, share
from compliance.workspace import Workspace


def ranges_view(instrument: Instrument, members: Sequence[Member], robust: Robustness | None, unit: str) -> RangesView:
    """Where the countries lie before one treaty; without robustness nothing is said about ranges that lie apart."""
    here = [member for member in members if instrument.id in member.assessments]
    rows = tuple(_positions(here, instrument.id, robust))
    varied = robust is not None and any(row.robust for row in rows)
    finding = _finding(rows, unit) if varied else _side_by_side(rows, unit)
    return RangesView(
        headline=f"{instrument.abbreviation}: {finding}",
        finding=finding,
        lead=_lead(rows, unit),
        rows=rows,
        effects_headline=_effects_headline(instrument, rows),
        basis=basis(robust) if robust and varied else "",
    )


def _positions(members: Sequence[Member], instrument: str, robust: Robustness | None) -> Iterator[PositionView]:
    names = {member.id: member.name for member in members}
    standings = {member.id: _current(member, instrument, robust) for member in members}
    for member in members:
        assessment, current = member.assessments[instrument], standings[member.id]
        if span := assessment.whole.range:
            yield PositionView(
                country=member.id,
                name=member.name,
                base=span,
                robust=Range(low=Fraction(current.low), high=Fraction(current.high)) if current else None,
                effects=current.effects if current else (),
                moved_by=_moved_by(current) if current else figures.NOTHING,
                above=tuple(
                    names[other]
                    for other, standing in standings.items()
                    if robust and current and standing and other != member.id
                    if robust.pairs[member.id, other].word == "ahead"
                ),
                alignment=assessment.alignment,
            )


def _current(member: Member, instrument: str, robust: Robustness | None) -> CountryRobustness | None:
    """How far the score of a country moves; a range of another cycle, or of answers that have changed, says nothing of it."""
    standing = robust.standing(member.id) if robust else None
    return standing if standing and standing.base == member.assessments[instrument].whole.range else None


def _moved_by(standing: CountryRobustness) -> str:
    named = [effect for effect in standing.effects if effect.factor in standing.drivers]
    texts = (f"{FACTORS[effect.factor]} {figures.percent(share(effect.total))}" for effect in named)
    return ", ".join(texts) or figures.NOTHING


def _finding(rows: Sequence[PositionView], unit: str) -> str:
    """Whether any two ranges lie apart, as part of a sentence that names the treaty."""
    known = sum(row.robust is not None for row in rows)
    pairs, apart = known * (known - 1) // 2, sum(len(row.above) for row in rows)
    if known == 1:
        return _("one %(unit)s stands alone, compared with nobody") % {"unit": _(unit)}
    if not apart:
        text = ngettext(
            "of %(pairs)s pair of ranges, none lies apart, so nothing is said about an order",
            "of %(pairs)s pairs of ranges, none lies apart, so nothing is said about an order",
            pairs,
        )
    else:
        text = ngettext(
            "of %(pairs)s pairs of ranges, %(apart)s lies apart",
            "of %(pairs)s pairs of ranges, %(apart)s lie apart",
            apart,
        )
    return text % {"pairs": figures.in_words(pairs), "apart": figures.in_words(apart)}


def _side_by_side(rows: Sequence[PositionView], unit: str) -> str:
    """The scores alone, where nothing was varied: nothing is then said about an order."""
    text = ngettext(
        "%(countries)s in the order of the register",
        "%(countries)s side by side, in the order of the register",
        len(rows),
    )
    return text % {"countries": counted(len(rows), unit)}


def _lead(rows: Sequence[PositionView], unit: str) -> str:
    """How many ranges are too wide for a figure, and that the order of the rows says nothing."""
    wide = sum(row.base.point is None for row in rows)
    text = ngettext(
        "Of %(all)s ranges, %(wide)s is too wide for a single figure.",
        "Of %(all)s ranges, %(wide)s are too wide for a single figure.",
        wide,
    ) % {"all": figures.in_words(len(rows)), "wide": figures.in_words(wide)}
    order = _("The %(units)s stand in the order of the register; where ranges overlap, nothing is said about an order.")
    return f"{text} {order % {'units': many(unit)}}"


def _effects_headline(instrument: Instrument, rows: Sequence[PositionView]) -> str:
    """Which choice of the method moves the most scores."""
    known = [row for row in rows if row.robust]
    first = [row.effects[0].factor for row in known if row.effects]
    if not first:
        text = _("%(treaty)s: no choice of the method moves a score by half a point")
        return text % {"treaty": instrument.abbreviation}
    most = max(dict.fromkeys(first), key=first.count)
    text = ngettext(
        "%(treaty)s: %(some)s range is moved most by the %(factor)s",
        "%(treaty)s: %(some)s ranges are moved most by the %(factor)s",
        len(known),
    )
    values = {"some": of_all(first.count(most), len(known)), "factor": FACTORS[most]}
    return text % {"treaty": instrument.abbreviation, **values}


def progress(workspace: Workspace, members: Sequence[Member], cycle: str, instrument: str) -> Iterator[ProgressView]:
    """The countries that have an earlier cycle for an instrument, each beside its last one before."""
    dated = _("%(cycle)s, law as of %(day)s")
    for member in members:
        country = workspace.countries[member.id]
        earlier = [before for before, id_ in sorted(country.checklists) if id_ == instrument and before < cycle]
        if instrument not in member.assessments or not earlier:
            continue
        comparisons = compared(workspace, country, State(cycle=earlier[-1]), State(cycle=cycle))
        comparison = next(comparison for comparison in comparisons if comparison.instrument.id == instrument)
        before, after = comparison.whole.before.range, comparison.whole.after.range
        if before and after:
            yield ProgressView(
                name=member.name,
                before=before,
                after=after,
                then=dated % {"cycle": earlier[-1], "day": figures.day(comparison.whole.before.checklist.cut_off)},
                now=dated % {"cycle": cycle, "day": figures.day(comparison.whole.after.checklist.cut_off)},
                scores=(words.score(before), words.score(after)),
                why=_why(comparison),
            )


def _why(comparison: Comparison) -> str:
    counts = Counter(words.CAUSES[change.cause] for change in comparison.whole.changes)
    texts = (f"{cause}: {figures.count(number, 'criterion', 'criteria')}" for cause, number in counts.items())
    return "; ".join(texts) or _("no criterion changed")


_ROSE = NN_(
    "%(treaty)s: %(number)s of %(countries)s rose for sure", "%(treaty)s: %(number)s of %(countries)s rose for sure"
)
_FELL = NN_(
    "%(treaty)s: %(number)s of %(countries)s fell for sure", "%(treaty)s: %(number)s of %(countries)s fell for sure"
)


def progress_headline(progresses: Sequence[ProgressView], abbreviation: str, unit: str) -> str:
    """How many scores surely rose; a range that overlaps the one before says nothing."""
    if not progresses:
        return _("%(treaty)s: no earlier cycle to compare with") % {"treaty": abbreviation}
    up = sum(progress.after.low > progress.before.high for progress in progresses)
    down = sum(progress.after.high < progress.before.low for progress in progresses)
    if len(progresses) == 1:
        text = _("%(treaty)s: the score of %(country)s cannot be said to have moved")
        if up or down:
            rose, fell = _("%(treaty)s: the score of %(country)s rose"), _("%(treaty)s: the score of %(country)s fell")
            text = rose if up else fell
        return text % {"treaty": abbreviation, "country": progresses[0].name}
    forms = _FELL if down and not up else _ROSE
    number = up or down
    values = {"number": figures.in_words(number), "countries": counted(len(progresses), unit)}
    return ngettext(*forms, number) % {"treaty": abbreviation, **values}
