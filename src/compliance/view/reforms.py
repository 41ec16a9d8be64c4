"""The gaps of a country's law under one treaty, the reforms that would close them, and their sequence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import Response
from compliance.scoring import Assessment, Path, Range, Reform, losses, reforms, unbeaten
from compliance.scoring.gaps import Gain, Loss
from compliance.scoring.values import CriterionScore, InstrumentScore
from compliance.view import words
from compliance.view.context import Context
from compliance.view.values.reforms import GapView, LossesView, LossView, PathView, StepView


def gap_views(context: Context, assessment: Assessment, way: Path | None) -> tuple[GapView, ...]:
    """Open criteria, the largest gain first, each with its step on the way; between equal gains the smaller effort, then treaty order."""
    whole = assessment.whole
    rows, criteria = reforms(whole), whole.criteria()
    alone = [(row, mark) for row, mark in zip(rows, unbeaten(rows), strict=True) if row.kind == "criterion"]
    bundles, order = dict(_bundles(rows, whole)), list(criteria)
    steps = {id_: n for n, step in enumerate(way.steps if way else (), 1) for id_ in step.reform.criteria}
    alone.sort(key=lambda pair: (-pair[0].worth, pair[0].effort or 99, order.index(pair[0].criteria[0])))
    return tuple(
        _gap(context, assessment, criteria[id_], row, bundle=bundles.get(id_), unbeaten=mark, step=steps.get(id_))
        for row, mark in alone
        for id_ in row.criteria
    )


def _bundles(rows: Iterable[Reform], whole: InstrumentScore) -> Iterator[tuple[str, str]]:
    """By criterion, what changes together with it where a gate holds its article down; the gates themselves last."""
    criteria = whole.criteria()
    for row in sorted(rows, key=lambda row: row.kind == "unlock"):
        match row.kind:
            case "criterion":
                continue
            case "unlock":
                gain, text = row.next, _("with %(others)s, one rating up: %(gain)s")
            case "to-met":
                gain, text = row.full, _("with %(others)s, all met: %(gain)s")
            case _:
                assert_never(row.kind)
        for id_ in row.criteria:
            others = [criteria[other].criterion for other in row.criteria if other != id_]
            named = figures.listed([words.reference(other.provision, other.element) for other in others])
            yield id_, text % {"others": named, "gain": points(gain, places_of(whole))}


def effort_words(row: Reform, criteria: Mapping[str, CriterionScore]) -> str:
    """What a change takes, in words: `amendment`, `two amendments`, `amendment and guideline`."""
    responses = (criteria[id_].response for id_ in row.criteria)
    advised = (response.recommendation for response in responses if response)
    efforts = [words.EFFORT[advice.effort] for advice in advised if advice]
    kinds = [(word, efforts.count(word)) for word in dict.fromkeys(efforts)]
    return figures.listed([word if count == 1 else figures.count(count, word) for word, count in kinds])


def points(gain: Gain, places: int = 1) -> str:
    """A gain in points of 100."""
    return words.gain((gain.low * 100, gain.high * 100), places)


def places_of(whole: InstrumentScore) -> int:
    """Decimal places of points: none while the score is no single figure."""
    return 0 if whole.point is None else 1


def _gap(
    context: Context,
    assessment: Assessment,
    score: CriterionScore,
    row: Reform,
    *,
    bundle: str | None,
    unbeaten: bool,
    step: int | None,
) -> GapView:
    response = score.response or Response()
    advice = response.recommendation
    amend = context.acts.get(advice.amend) if advice and advice.amend else None
    return GapView(
        instrument=assessment.whole.instrument.abbreviation,
        provision=score.criterion.provision,
        criterion=score.criterion.id,
        missing=response.gap or score.criterion.requirement,
        chip=words.chip(score),
        gain=points(row.full, places_of(assessment.whole)),
        size=row.worth * 100,
        effort=words.EFFORT[advice.effort] if advice else figures.NOTHING,
        advice=advice.text if advice else None,
        addressee=advice.addressee if advice else None,
        amend=amend.short if amend else None,
        model=cited_model(context, response),
        id=advice.id if advice else None,
        status=advice.status if advice else "",
        title=assessment.whole.article(row.article).article.called(),
        next=points(row.next, places_of(assessment.whole)),
        ends=(row.full.low * 100, row.full.high * 100),
        effort_class=row.effort,
        bundle=bundle,
        unbeaten=unbeaten,
        step=step,
    )


def cited_model(context: Context, response: Response) -> str | None:
    """A provision of another country that can serve as a model, as it is cited; none that the plan does not allow."""
    model = response.recommendation.model if response.recommendation else None
    allowed = (offered.act for offered in context.models if model and offered.country == model.country)
    if model is None or not {None, model.act}.intersection(allowed):
        return None
    name = context.workspace.name_of(model.country, context.on)
    theirs = context.workspace.countries.get(model.country)
    act = theirs.acts().get(model.act) if theirs else None
    return f"{name}, {act.short if act else model.act}, {words.cite(model.provision)}"


def losses_view(assessment: Assessment) -> LossesView | None:
    """Where points are missing even if everything open turns out best; none where nothing applies."""
    whole = assessment.whole
    if whole.range is None:
        return None
    lost = losses(whole).at_best
    rows = (*_by_section(whole, lost), *_gates(whole, lost))
    most = max((row for row in rows if not row.gate), key=lambda row: row.points, default=None)
    text = _("%(treaty)s lacks most in %(section)s") if most else _("No point is surely missing from %(treaty)s")
    return LossesView(
        headline=_losses_headline(whole, rows),
        most=text % {"treaty": whole.instrument.abbreviation, "section": words.inside(most.name) if most else ""},
        rows=rows,
        score=whole.range.high * 100,
        settled=whole.range.settled,
        note=_losses_note(whole, whole.range, {row.name for row in rows}),
    )


def _by_section(whole: InstrumentScore, losses: Iterable[Loss]) -> Iterator[LossView]:
    ratings = [loss for loss in losses if loss.item is not None]
    for section in whole.sections:
        numbers = {article.article.number for article in section.articles}
        lost = sum((loss.points for loss in ratings if loss.article in numbers), Fraction(0))
        if lost:
            yield LossView(name=section.section.called(), points=lost * 100, gate=False)


def _gates(whole: InstrumentScore, losses: Iterable[Loss]) -> Iterator[LossView]:
    """What is taken beyond the ratings: by gates, or by means that punish unevenness."""
    taken = _("Core criterion of %(article)s") if whole.instrument.scale.caps else _("Unevenness in %(article)s")
    for loss in losses:
        if loss.item is None:
            article = words.cite(loss.article)
            name = taken % {"article": article} if loss.article else _("Unevenness of articles")
            yield LossView(name=name, points=loss.points * 100, gate=True)


def _losses_headline(whole: InstrumentScore, rows: Iterable[LossView]) -> str:
    """Which section costs most, and what core criteria take."""
    sections = [row for row in rows if not row.gate]
    capped = sum((row.points for row in rows if row.gate), Fraction(0))
    number = whole.instrument.abbreviation
    if not sections:
        return _("%(treaty)s: no point is surely missing") % {"treaty": number}
    most = max(sections, key=lambda row: row.points)
    core, uneven = _("core criteria take %(points)s more"), _("unevenness takes %(points)s more")
    places, takes = places_of(whole), core if whole.instrument.scale.caps else uneven
    held = f"; {takes % {'points': figures.number(capped, places)}}" if capped else ""
    text = _("%(treaty)s: most is missing in %(section)s, %(points)s points") % {
        "treaty": number,
        "section": words.inside(most.name),
        "points": figures.number(most.points, places),
    }
    return f"{text}{held}"


def _losses_note(whole: InstrumentScore, span: Range, named: set[str]) -> str:
    silent = sum(bool(section.score) and section.section.called() not in named for section in whole.sections)
    no_bar = ngettext(
        "%(sections)s has no bar: nothing is surely missing there.",
        "%(sections)s have no bar: nothing is surely missing there.",
        silent,
    )
    none = f" {no_bar % {'sections': figures.count(silent, 'section').capitalize()}}" if silent else ""
    if span.settled:
        return _("Every criterion that counts is answered.") + none
    left = _(
        "Drawn is what stays missing even if every open answer turns out best; open answers decide over %(points)s "
        "points more."
    )
    return f"{left % {'points': figures.number(span.width * 100, places_of(whole))}}{none}"


def printed_gains(way: Path, places: int = 1) -> tuple[Gain, ...]:
    """What each step of a path adds, as the difference of the scores that are printed before and after it."""
    spans = (way.start, *(step.score for step in way.steps))
    return tuple(_printed_gain(before, after, places) for before, after in pairwise(spans))


def _printed_gain(before: Range, after: Range, places: int) -> Gain:
    low, high = (
        Fraction(figures.rounded(later * 100, places) - figures.rounded(earlier * 100, places)) / 100
        for earlier, later in ((before.low, after.low), (before.high, after.high))
    )
    return Gain(low=low, high=high)


def path_view(assessment: Assessment, way: Path | None) -> PathView | None:
    """The recommendations in the order in which each brings most for its effort; none where there are none."""
    whole = assessment.whole
    if way is None or not way.steps:
        return None
    treaty, count = whole.instrument.abbreviation, figures.count(len(way.steps), "step").capitalize()
    places = places_of(whole)
    gain = _printed_gain(way.start, way.end, places)
    return PathView(
        headline=_("All reforms add %(points)s points to %(treaty)s")
        % {"points": points(gain, places).replace("+", ""), "treaty": treaty},
        caption=_("%(steps)s for %(treaty)s, from %(points)s points")
        % {"steps": count, "treaty": treaty, "points": ends(way.start, places)},
        steps=tuple(
            _step(whole, step.reform, step.score, printed)
            for step, printed in zip(way.steps, printed_gains(way, places), strict=True)
        ),
    )


def _step(whole: InstrumentScore, row: Reform, after: Range, printed: Gain) -> StepView:
    criteria = whole.criteria()
    return StepView(
        provision=words.together([criteria[id_].criterion.provision for id_ in row.criteria]),
        criteria=row.criteria,
        together=len(row.criteria) > 1,
        title=whole.article(row.article).article.called(),
        effort=effort_words(row, criteria),
        gain=points(printed, places_of(whole)),
        score=ends(after, places_of(whole)),
    )


def ends(span: Range, places: int = 1) -> str:
    """The ends of a score to one decimal place, fine enough to distinguish the steps of a path."""
    low, high = (figures.number(end * 100, places) for end in (span.low, span.high))
    return low if low == high else f"{low}{figures.DASH}{high}"
