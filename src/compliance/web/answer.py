"""Saving an answer: a form is a workbook of one row. What is refused comes back with everything that was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from starlette.responses import JSONResponse, Response

from compliance.authoring.changes import Target
from compliance.authoring.form import (
    FORM,
    TAKES,
    Base,
    Outcome,
    as_json,
    base_in,
    base_without,
    brought_in,
    columns_for,
    decision_of,
    fresh,
    name_of,
    objections,
    on_file,
    response_in,
    write,
)
from compliance.authoring.merge import ROW, Conflict, Values
from compliance.authoring.people import Action
from compliance.authoring.traces import Trace
from compliance.checks.quotes import stands
from compliance.language import _, capital, day
from compliance.model.checklist import Checklist
from compliance.problems import Problem
from compliance.queries.effect import Effect, effect_of
from compliance.queries.work import open_after
from compliance.scoring import Range
from compliance.screens.work.answer import SAVED, UNCHANGED, Disputed, Unsaved, joined
from compliance.view import words
from compliance.web.address import Place, checklist_of
from compliance.web.blind import seen
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, away
from compliance.web.work import article
from compliance.web.writing import target, writing
from compliance.workspace import Workspace


class _Answer(NamedTuple):
    """What an address and its form name: the answer to a criterion."""

    place: Place
    article: str
    criterion: str

    @property
    def action(self) -> Action:
        """What it takes to save it."""
        return "import-second" if self.place.second else "import"

    def target(self, workspace: Workspace) -> Target:
        """Its checklist."""
        return target(workspace, *self.place[:3], second=self.place.second)


def _answer(asked: Asked) -> _Answer:
    """The answer that is sent; RefusedError where there is none, or where it is not for whoever asks."""
    place = checklist_of(asked)
    seen(asked, place.country, second=place.second)
    answer = _Answer(place, asked.part("article"), asked.text("c") or asked.query("c"))
    articles = asked.workspace.instruments[place.instrument].value.articles
    if (answer.article, answer.criterion) not in {(each.number, own.id) for each in articles for own in each.criteria}:
        raise RefusedError(404)
    return answer


def _save(asked: Asked) -> Response:
    """Saves an answer, and leads to the next one; 409 with both texts where somebody else changed the same, 422 with what is wrong."""
    answer, typed = _answer(asked), joined(asked.fields.multi_items())
    try:
        with writing(asked, answer.place.country, answer.action) as workspace:
            done = _saved(answer, workspace, typed, asked.actor.name)
    except RefusedError as error:
        if error.status == 404:
            raise
        done = Unsaved(typed=typed, problems={"": error.reasons}, base=typed.get("base", ""), refused=error.status)
    now = replace(asked, state=asked.server.living.state())
    return article(now, done) if isinstance(done, Unsaved) else _away(now, answer, typed, done)


def _saved(answer: _Answer, workspace: Workspace, typed: Mapping[str, str], by: str) -> Unsaved | str:
    """What became of a form: whether anything changed, or why it was not saved."""
    checklist, broken = fresh(answer.target(workspace))
    if broken:
        return Unsaved(typed=typed, problems=_by_field(broken), base=typed.get("base", ""))
    base = base_in(typed.get("base", ""), checklist, answer.criterion)
    if base is None:
        return _without_base(typed, checklist, answer.criterion)
    outcome = brought_in(checklist, base, typed, by=by, on=date.today())
    if unsaved := _refusal(outcome, base, typed, by):
        return unsaved
    write(outcome, by)
    return SAVED if outcome.changes else UNCHANGED


def _refusal(outcome: Outcome, base: Base, typed: Mapping[str, str], by: str) -> Unsaved | None:
    """Why a form is not saved, if it is not."""
    checklist, answers = outcome.target.filed.value, outcome.sifted
    if outcome.clear and not outcome.changes:
        return None
    if whole := (*_closed(checklist), *objections(outcome, by)):
        return Unsaved(typed=typed, problems={"": whole}, base=as_json(base))
    if outcome.clear:
        return None
    shown = {decision_of(answers, conflict): on_file(conflict) for conflict in outcome.conflicts}
    return Unsaved(
        typed=typed,
        problems=_by_field(answers.problems),
        disputed=tuple(_disputed(outcome)),
        base=as_json(replace(base, shown=shown)),
    )


def _closed(checklist: Checklist) -> Iterator[str]:
    """That answers cannot be changed any more, and what has to come first."""
    if checklist.adopted:
        yield _("The checklist is adopted: an answer that must change is re-rated with its cause.")
    elif not checklist.open:
        yield _("The checklist is with its reviewers: it has to be returned before an answer can change.")


def _without_base(typed: Mapping[str, str], checklist: Target, criterion: str) -> Unsaved:
    """That nobody knows from which texts a form was made: sent again, it is compared with what is on file, field by field."""
    what = _(
        "The form does not say from which texts it was made. Save again: what differs from the file will be shown."
    )
    base = as_json(base_without(checklist, criterion))
    return Unsaved(typed=typed, problems={"": (what,)}, base=base, refused=400)


def _by_field(problems: Sequence[Problem]) -> Mapping[str, tuple[str, ...]]:
    """What is wrong, in sentences, by the name of the field; under the empty name what stands elsewhere."""
    by_field: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        by_field[problem.at.cell] = (*by_field.get(problem.at.cell, ()), _sentence(problem))
    return by_field


def _sentence(problem: Problem) -> str:
    """What is wrong, and what would be right."""
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
            yield _dispute(outcome, conflict, values, label, trace)


def _dispute(outcome: Outcome, conflict: Conflict, values: Values, label: str, trace: Trace | None) -> Disputed:
    return Disputed(
        name=name_of(outcome.sifted, replace(conflict.place, field=values.field)),
        label=label,
        base=values.base,
        theirs=values.ours,
        mine=values.theirs,
        by=trace.by if trace else "",
        when=_when(trace.on) if trace else "",
        decides=decision_of(outcome.sifted, conflict),
        decided=TAKES.get(outcome.decided.get(conflict.place), ""),
    )


def _when(on: datetime | date) -> str:
    """A day, with the minute where the log knows it."""
    if not isinstance(on, datetime):
        return day(on)
    at = on.astimezone(UTC)
    return f"{day(at.date())}, {at:%H:%M} UTC"


def _away(asked: Asked, answer: _Answer, typed: Mapping[str, str], done: str) -> Response:
    """The way to the next open criterion, or back to the one that was saved."""
    number, criterion = answer.article, answer.criterion
    if typed.get("then") == "next":
        checklist = answer.target(asked.workspace).filed.value
        articles = asked.workspace.instruments[answer.place.instrument].value.articles
        number, criterion = open_after(articles, checklist, criterion) or (number, criterion)
    return away("work", *answer.place.segments, number, c=criterion, done=done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What an answer would come to as it is typed."""

    problems: Mapping[str, tuple[str, ...]]
    """What is wrong, in sentences, by the name of the field."""
    quotes: Mapping[str, bool]
    """Whether each quotation stands in the stored text of its act, by the number of its row; not where no text is stored."""
    effect: Effect | None
    """Where the scores would stand; none where the answer cannot be read."""


def looked_at(asked: Asked) -> Looked:
    """What the answer of a form would come to; nothing is written."""
    answer, typed = _answer(asked), joined(asked.fields.multi_items())
    if not asked.may(answer.action, answer.place.country):
        raise RefusedError(403)
    checklist = answer.target(asked.workspace)
    base = base_in(typed.get("base", ""), checklist, answer.criterion) or base_without(checklist, answer.criterion)
    outcome = brought_in(checklist, base, typed, by=asked.actor.name, on=date.today())
    return Looked(
        problems=_by_field(outcome.sifted.problems), quotes=dict(_quotes(outcome)), effect=_effect_of(outcome, base)
    )


def _effect(asked: Asked) -> Response:
    """What is seen while somebody types: scores, what is wrong, whether quotations stand in the stored texts; nothing is written."""
    looked = looked_at(asked)
    seen_now = {"problems": looked.problems, "quotes": looked.quotes, "score": _scores(looked.effect)}
    return JSONResponse(seen_now, headers={"Cache-Control": "no-store"})


def _effect_of(outcome: Outcome, base: Base) -> Effect | None:
    """Where the scores would stand; none where the answer cannot be read."""
    at, response = outcome.target, response_in(outcome, base)
    return effect_of(at.workspace, at.country, at.filed.value, base.criterion, response) if response else None


def _scores(effect: Effect | None) -> Mapping[str, Any]:
    """The scores of the treaty and of the article, before and after; nothing where the answer cannot be read."""
    if effect is None:
        return {}
    return {
        "convention": {"before": _span(effect.before), "after": _span(effect.after)},
        "article": {"before": _span(effect.article_before), "after": _span(effect.article_after)},
    }


def _span(span: Range | None) -> Mapping[str, Any] | None:
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
    Route(method="POST", path=_AT, permission="read", handler=_save),
    Route(method="POST", path=f"{_AT}effect", permission="read", handler=_effect),
)
