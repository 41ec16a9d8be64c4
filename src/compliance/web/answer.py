"""Saving an answer: a form is a workbook of one row. What is refused comes back with everything that was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from starlette.responses import Response

from compliance.authoring import form as answers
from compliance.authoring.changes import Target
from compliance.authoring.form import FORM, Base, Outcome, columns_for
from compliance.authoring.merge import ROW
from compliance.checks.quotes import stands
from compliance.language import _, capital, day
from compliance.problems import Problem
from compliance.queries.effect import Effect, effect_of
from compliance.queries.work import open_after
from compliance.scoring import Range
from compliance.screens.work.answer import SAVED, UNCHANGED, Disputed, Unsaved, joined
from compliance.view import words
from compliance.web.article import article
from compliance.web.checklists import Place, checklist_of, seen
from compliance.web.routes import Asked, RefusedError, Route, away, in_json
from compliance.web.writing import target, writing


def _answer(asked: Asked) -> tuple[Place, str, str]:
    """The checklist, the article and the criterion whose answer is sent; RefusedError where it is not for whoever asks."""
    place, number, id_ = checklist_of(asked), asked.part("article"), asked.text("c") or asked.query("c")
    seen(asked, place.country, second=place.second)
    articles = asked.workspace.instruments[place.instrument].value.articles
    if (number, id_) not in {(each.number, own.id) for each in articles for own in each.criteria}:
        raise RefusedError(404)
    return place, number, id_


def _save(asked: Asked) -> Response:
    """Saves an answer, and leads to the next one; 409 with both texts where somebody else changed the same, 422 with what is wrong."""
    (place, number, id_), typed = _answer(asked), joined(asked.fields.multi_items())
    try:
        with writing(asked, place.country, place.answers) as workspace:
            done = _saved(target(workspace, place), id_, typed, asked.actor.name)
    except RefusedError as error:
        if error.status == 404:
            raise
        done = Unsaved(typed=typed, problems={"": error.reasons}, base=typed.get("base", ""), refused=error.status)
    if isinstance(done, Unsaved):
        return article(asked.now, done)
    if typed.get("then") == "next":
        checklist = target(asked.now.workspace, place).filed.value
        articles = asked.workspace.instruments[place.instrument].value.articles
        number, id_ = open_after(articles, checklist, id_) or (number, id_)
    return away("work", *place.segments, number, c=id_, done=done)


def _saved(at: Target, criterion: str, typed: Mapping[str, str], by: str) -> Unsaved | str:
    """What became of a form: whether anything changed, or why it was not saved."""
    checklist, broken = answers.fresh(at)
    if broken:
        return Unsaved(typed=typed, problems=_by_field(broken), base=typed.get("base", ""))
    base = answers.base_in(typed.get("base", ""), checklist, criterion)
    if base is None:  # sent again, it is compared with what is on file, field by field
        what = _(
            "The form does not say from which texts it was made. Save again: what differs from the file will be shown."
        )
        begun = answers.as_json(answers.base_without(checklist, criterion))
        return Unsaved(typed=typed, problems={"": (what,)}, base=begun, refused=400)
    outcome = answers.brought_in(checklist, base, typed, by=by, on=date.today())
    if unsaved := _refusal(outcome, base, typed, by):
        return unsaved
    answers.write(outcome, by)
    return SAVED if outcome.changes else UNCHANGED


def _refusal(outcome: Outcome, base: Base, typed: Mapping[str, str], by: str) -> Unsaved | None:
    checklist, sifted = outcome.target.filed.value, outcome.sifted
    if outcome.clear and not outcome.changes:
        return None
    closed = ""
    if checklist.adopted:
        closed = _("The checklist is adopted: an answer that must change is re-rated with its cause.")
    elif not checklist.open:
        closed = _("The checklist is with its reviewers: it has to be returned before an answer can change.")
    if whole := (*filter(None, (closed,)), *answers.objections(outcome, by)):
        return Unsaved(typed=typed, problems={"": whole}, base=answers.as_json(base))
    if outcome.clear:
        return None
    shown = {answers.decision_of(sifted, conflict): answers.on_file(conflict) for conflict in outcome.conflicts}
    return Unsaved(
        typed=typed,
        problems=_by_field(sifted.problems),
        disputed=tuple(_disputed(outcome)),
        base=answers.as_json(replace(base, shown=shown)),
    )


def _by_field(problems: Sequence[Problem]) -> Mapping[str, tuple[str, ...]]:
    """What is wrong, in sentences, by the name of the field; under the empty name what stands elsewhere."""
    by_field: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        by_field[problem.at.cell] = (*by_field.get(problem.at.cell, ()), _sentence(problem))
    return by_field


def _sentence(problem: Problem) -> str:
    typed = problem.at.path == FORM
    hint = "" if typed and problem.missing else capital(problem.hint or "")
    more = _("Expected: %(what)s") % {"what": problem.expected} if problem.expected else hint
    what = capital(problem.what) if typed else f"{problem.at}: {problem.what}"
    return " ".join(f"{text.rstrip('.')}." for text in (what, more) if text)


def _disputed(outcome: Outcome) -> Iterator[Disputed]:
    """The fields that somebody else changed meanwhile, with all three texts."""
    columns = columns_for(outcome.target)
    labels = {each.key: each for each in (*columns.bases, *columns.answers)}
    for conflict in outcome.conflicts:
        trace = outcome.traces.get(conflict.place)
        for values in conflict.fields:
            label = _("Legal basis") if values.field == ROW else labels[values.field].header
            yield Disputed(
                name=answers.name_of(outcome.sifted, replace(conflict.place, field=values.field)),
                label=label,
                base=values.base,
                theirs=values.ours,  # a merge speaks from the side of the file
                mine=values.theirs,
                by=trace.by if trace else "",
                when=_when(trace.on) if trace else "",
                decides=answers.decision_of(outcome.sifted, conflict),
                decided=answers.TAKES.get(outcome.decided.get(conflict.place), ""),
            )


def _when(on: datetime | date) -> str:
    """A day, with the minute where the log knows it."""
    if not isinstance(on, datetime):
        return day(on)
    at = on.astimezone(UTC)
    return f"{day(at.date())}, {at:%H:%M} UTC"


def _looked_at(asked: Asked) -> tuple[Outcome, Mapping[str, tuple[str, ...]], Effect | None]:
    """What the answer of a form would come to, what is wrong in it, and where scores would stand; nothing is written."""
    (place, _number, id_), typed = _answer(asked), joined(asked.fields.multi_items())
    if not asked.may(place.answers, place.country):
        raise RefusedError(403)
    at = target(asked.workspace, place)
    base = answers.base_in(typed.get("base", ""), at, id_) or answers.base_without(at, id_)
    outcome = answers.brought_in(at, base, typed, by=asked.actor.name, on=date.today())
    response = answers.response_in(outcome, base)  # none where the answer cannot be read
    effect = effect_of(at.workspace, at.country, at.filed.value, base.criterion, response) if response else None
    return outcome, _by_field(outcome.sifted.problems), effect


def _check(asked: Asked) -> Response:
    """The form as it was typed, with what an answer like that would come to; for whoever has no script."""
    typed, (_outcome, problems, effect) = joined(asked.fields.multi_items()), _looked_at(asked)
    unsaved = Unsaved(typed=typed, problems=problems, base=typed.get("base", ""), refused=200)
    return article(asked, unsaved, notice=_("Not saved yet: this is what the answer would come to."), effect=effect)


def _effect(asked: Asked) -> Response:
    """What is seen while somebody types: scores, what is wrong, whether quotations stand in the stored texts."""
    outcome, problems, effect = _looked_at(asked)
    spans = {
        "convention": (effect.before, effect.after),
        "article": (effect.article_before, effect.article_after),
    } if effect else {}  # fmt: skip
    scores = {name: {"before": _span(before), "after": _span(after)} for name, (before, after) in spans.items()}
    return in_json({"problems": problems, "quotes": dict(_quotes(outcome)), "score": scores})


def _span(span: Range | None) -> Mapping[str, object] | None:
    """A range in points of 100, and as pages say it; nothing where nothing applies."""
    return {"low": float(span.low * 100), "high": float(span.high * 100), "text": words.score(span)} if span else None


def _quotes(outcome: Outcome) -> Iterator[tuple[str, bool]]:
    """Whether each quotation stands in the stored text of its act, by the number of its row; not where no text is stored."""
    for row in outcome.sifted.filled.bases:
        at = row.places["quote"].cell.split(".")
        quote, act = row.texts.get("quote"), row.texts.get("act")
        stand = stands(outcome.target.country, act, quote) if quote and act and at[-1] == "quote" else None
        if stand is not None:
            yield at[1], stand


_AT = "/work/{country}/{cycle}/{instrument}/{article}/"
ROUTES = (
    Route("POST", _AT, "read", _save),
    Route("POST", f"{_AT}effect", "read", _effect),
    Route("POST", f"{_AT}check/", "read", _check),
)
