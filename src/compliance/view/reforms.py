"""What is missing in a country's law to one treaty, what would close it, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import Response
from compliance.scoring import Assessment, Path, Range, Reform, losses, path, reforms, unbeaten
from compliance.scoring.values import CriterionScore, Gain, InstrumentScore, Loss
from compliance.view import words
from compliance.view.context import Context
from compliance.view.values.reforms import GapView, LossesView, LossView, PathView, ReformView, StepView


def gap_views(context: Context, assessment: Assessment) -> tuple[GapView, ...]:
    """Open criteria, the largest gain first; between equal gains the smaller effort, then treaty order."""
    whole = assessment.whole
    rows = reforms(whole)
    alone = [row for row in rows if row.kind == "criterion"]
    best = {row.criteria: mark for row, mark in zip(rows, unbeaten(rows), strict=True) if row.kind == "criterion"}
    step = _steps(path(whole, only_known=True))
    criteria, order = whole.criteria(), {id_: place for place, id_ in enumerate(whole.criteria())}
    bundles = dict(_bundles(rows, criteria))
    found = sorted(alone, key=lambda row: (-row.worth, row.effort or 99, order[row.criteria[0]]))
    return tuple(
        _gap(
            context,
            assessment,
            criteria[id_],
            row,
            bundle=bundles.get(id_),
            unbeaten=best[row.criteria],
            step=step.get(id_),
        )
        for row in found
        for id_ in row.criteria
    )


def _steps(path: Path | None) -> Mapping[str, int]:
    """The step of a path that takes up each criterion."""
    steps = path.steps if path else ()
    return {id_: number for number, step in enumerate(steps, 1) for id_ in step.reform.criteria}


def _bundles(rows: Iterable[Reform], criteria: Mapping[str, CriterionScore]) -> Iterator[tuple[str, str]]:
    """By criterion, what changes together with it where a gate holds its article down; the gates themselves last."""
    for row in sorted(rows, key=lambda row: row.kind == "unlock"):
        if row.kind == "criterion":
            continue
        gain = row.next if row.kind == "unlock" else row.full
        text = (
            _("with %(others)s, one rating up: %(gain)s")
            if row.kind == "unlock"
            else _("with %(others)s, all met: %(gain)s")
        )
        for id_ in row.criteria:
            others = figures.listed([_reference(criteria[other]) for other in row.criteria if other != id_])
            yield id_, text % {"others": others, "gain": points(gain)}


def _reference(score: CriterionScore) -> str:
    return words.reference(score.criterion.provision, score.criterion.element)


def reform_views(assessment: Assessment) -> tuple[ReformView, ...]:
    """What recommendations would change, the largest gain first."""
    rows, criteria = reforms(assessment.whole), assessment.whole.criteria()
    known = [(row, mark) for row, mark in zip(rows, unbeaten(rows), strict=True) if row.effort]
    bundled = {id_ for row, _ in known if row.kind != "criterion" for id_ in row.criteria}
    kept = [(row, mark) for row, mark in known if row.worth or not bundled.intersection(row.criteria)]
    return tuple(
        ReformView(
            name=assessment.whole.article(row.article).article.title,
            provision=words.together([criteria[id_].criterion.provision for id_ in row.criteria]),
            ends=(row.full.low * 100, row.full.high * 100),
            effort=row.effort or 0,
            word=effort_words(row, criteria),
            unbeaten=mark,
        )
        for row, mark in sorted(kept, key=lambda it: -it[0].worth)
    )


def effort_words(row: Reform, criteria: Mapping[str, CriterionScore]) -> str:
    """What a change takes, in words: `amendment`, `two amendments`, `amendment and guideline`."""
    recommendations = [
        criterion.response.recommendation for id_ in row.criteria if (criterion := criteria[id_]).response
    ]
    efforts = [words.EFFORT[advice.effort] for advice in recommendations if advice]
    kinds = [(word, efforts.count(word)) for word in dict.fromkeys(efforts)]
    return figures.listed([word if count == 1 else figures.count(count, word) for word, count in kinds])


def points(gain: Gain) -> str:
    """A gain in points of 100."""
    return words.gain((gain.low * 100, gain.high * 100))


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
        gain=points(row.full),
        size=row.worth * 100,
        effort=words.EFFORT[advice.effort] if advice else figures.NOTHING,
        advice=advice.text if advice else None,
        addressee=advice.addressee if advice else None,
        amend=amend.short if amend else None,
        model=_model(context, response),
        id=advice.id if advice else None,
        status=advice.status if advice else "",
        title=assessment.whole.article(row.article).article.title,
        next=points(row.next),
        ends=(row.full.low * 100, row.full.high * 100),
        effort_class=row.effort,
        bundle=bundle,
        unbeaten=unbeaten,
        step=step,
    )


def _model(context: Context, response: Response) -> str | None:
    """A provision of another country that can serve as a model, as it is cited."""
    model = response.recommendation.model if response.recommendation else None
    if model is None:
        return None
    jurisdiction = context.workspace.jurisdiction(model.country)
    name = jurisdiction.name(context.on) if jurisdiction else model.country
    theirs = context.workspace.countries.get(model.country)
    act = theirs.acts().get(model.act) if theirs else None
    return f"{name}, {act.short if act else model.act}, {words.cite(model.provision)}"


def losses_view(assessment: Assessment) -> LossesView | None:
    """Where points are missing even if everything open turns out best; none where nothing applies."""
    whole = assessment.whole
    if whole.range is None:
        return None
    found = losses(whole).at_best
    rows = (*_by_section(whole, found), *_gates(whole, found))
    return LossesView(
        headline=_losses_headline(whole, rows),
        most=_most(whole, rows),
        rows=rows,
        score=whole.range.high * 100,
        settled=whole.range.settled,
        note=_losses_note(whole, whole.range, {row.name for row in rows}),
    )


def _by_section(whole: InstrumentScore, losses: Iterable[Loss]) -> Iterator[LossView]:
    """What the ratings of each section take from the score of the whole."""
    ratings = [loss for loss in losses if loss.item is not None]
    for section in whole.sections:
        numbers = {article.article.number for article in section.articles}
        lost = sum((loss.points for loss in ratings if loss.article in numbers), Fraction(0))
        if lost:
            yield LossView(name=section.section.title, points=lost * 100, gate=False)


def _gates(whole: InstrumentScore, losses: Iterable[Loss]) -> Iterator[LossView]:
    """What is taken beyond the ratings: by gates, or by means that make no amends for what lacks elsewhere."""
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
    takes = (
        _("core criteria take %(points)s more")
        if whole.instrument.scale.caps
        else _("unevenness takes %(points)s more")
    )
    held = f"; {takes % {'points': figures.number(capped, 1)}}" if capped else ""
    text = _("%(treaty)s: most is missing in %(section)s, %(points)s points") % {
        "treaty": number,
        "section": words.inside(most.name),
        "points": figures.number(most.points, 1),
    }
    return f"{text}{held}"


def _most(whole: InstrumentScore, rows: Iterable[LossView]) -> str:
    """Where most is missing, in a short sentence."""
    sections = [row for row in rows if not row.gate]
    if not sections:
        return _("No point is surely missing from %(treaty)s") % {"treaty": whole.instrument.abbreviation}
    most = max(sections, key=lambda row: row.points)
    said = {"treaty": whole.instrument.abbreviation, "section": words.inside(most.name)}
    return _("%(treaty)s lacks most in %(section)s") % said


def _losses_note(whole: InstrumentScore, span: Range, named: set[str]) -> str:
    silent = sum(bool(section.score) and section.section.title not in named for section in whole.sections)
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
    return f"{left % {'points': figures.number(span.width * 100, 1)}}{none}"


def path_view(assessment: Assessment) -> PathView | None:
    """The recommendations in the order in which each brings most for its effort; none where there are none."""
    found = path(assessment.whole, only_known=True)
    if found is None or not found.steps:
        return None
    criteria, titles = (
        assessment.whole.criteria(),
        {article.article.number: article.article.title for article in assessment.whole.articles},
    )
    number, count = assessment.whole.instrument.abbreviation, figures.count(len(found.steps), "step").capitalize()
    gain = Gain(low=found.end.low - found.start.low, high=found.end.high - found.start.high)
    return PathView(
        headline=_("All reforms add %(points)s points to %(treaty)s")
        % {"points": points(gain).replace("+", ""), "treaty": number},
        caption=_("%(steps)s for %(treaty)s, from %(points)s points")
        % {"steps": count, "treaty": number, "points": ends(found.start)},
        steps=tuple(_step(step.reform, step.score, criteria, titles[step.reform.article]) for step in found.steps),
    )


def _step(row: Reform, after: Range, criteria: Mapping[str, CriterionScore], title: str) -> StepView:
    raised = [criteria[id_] for id_ in row.criteria]
    return StepView(
        provision=words.together([criterion.criterion.provision for criterion in raised]),
        criteria=row.criteria,
        together=len(raised) > 1,
        title=title,
        effort=effort_words(row, criteria),
        gain=points(row.full),
        score=ends(after),
    )


def ends(span: Range) -> str:
    """The ends of a score to one decimal place, fine enough to tell the steps of a path apart."""
    low, high = (figures.number(end * 100, 1) for end in (span.low, span.high))
    return low if low == high else f"{low}{figures.DASH}{high}"
