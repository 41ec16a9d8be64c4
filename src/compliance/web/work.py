"""What evaluators see: their work, their checklists, and the articles in which they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from compliance.authoring import steps
from compliance.authoring.changes import Target
from compliance.authoring.form import as_json, base_of
from compliance.authoring.people import Action, allowed
from compliance.checks.needs import impossible
from compliance.language import _, day
from compliance.model.checklist import Checklist
from compliance.model.checklist import Response as Answer
from compliance.model.instrument import Article, Criterion, Instrument
from compliance.model.people import EVERYWHERE, same_person
from compliance.queries.effect import Effect
from compliance.queries.form import Form, Question, form_of
from compliance.queries.form_fields import CONFIRMED, REASONS
from compliance.queries.work import Work, open_after
from compliance.scoring.values import CriterionScore
from compliance.screens.address import file
from compliance.screens.work import beside as besides
from compliance.screens.work.answer import SAVED, UNCHANGED, Unsaved, joined
from compliance.screens.work.article import ArticlePage
from compliance.screens.work.beside import Beside
from compliance.screens.work.checklist import FILTERS, ChecklistPage, Section, named, narrowed, sections
from compliance.screens.work.fields import Filled, rearranged, typed_from
from compliance.screens.work.fields import Form as Fields
from compliance.screens.work.fields import form as fields_of
from compliance.screens.work.mine import MinePage, heading, mine
from compliance.screens.work.parts import Tab, below
from compliance.source import digest
from compliance.view import words
from compliance.view.names import in_order
from compliance.web.address import Place, checklist_of, exists, parsed
from compliance.web.blind import hides, seen
from compliance.web.desk_common import stray
from compliance.web.kept import assessed, work_of
from compliance.web.kept import scores as scores_of
from compliance.web.logs import logged
from compliance.web.presence import signed
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, away, show
from compliance.web.writing import target, writing
from compliance.workspace import Country, Filed, Workspace

LONGEST = 10_000
"""Characters of a note or a remark."""


@dataclass(slots=True, eq=False)
class Kept:
    """What follows from one reading of the folder, kept until it changes."""

    workspace: Workspace
    seen: dict[tuple[str, bool], Workspace] = field(default_factory=dict)
    forms: dict[tuple[Place, str], Form] = field(default_factory=dict)
    """By checklist and language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A checklist as whoever asks may see it."""

    place: Place
    workspace: Workspace
    country: Country
    logged: Country
    """The same with its log, of which lines of the checklist alone are for whoever asks."""
    filed: Filed[Checklist]
    instrument: Instrument
    work: Work

    @property
    def base(self) -> str:
        """The address of the checklist."""
        return self.place.href()

    @property
    def key(self) -> tuple[str, str]:
        """By which its country knows it."""
        return self.place.cycle, self.place.instrument


def _kept(asked: Asked) -> Kept:
    kept = asked.server.keep.get(__name__)
    if not isinstance(kept, Kept) or kept.workspace is not asked.workspace:
        kept = asked.server.keep[__name__] = Kept(asked.workspace)
    return kept


def view_of(asked: Asked, place: Place) -> View:
    """A checklist as whoever asks may see it; RefusedError where they may not."""
    fresh = seen(asked, place.country, second=place.second)
    workspace = _kept(asked).seen.setdefault((place.country, place.second), fresh)
    country = workspace.countries[place.country]
    key = place.cycle, place.instrument
    filed = country.checklists[key]
    return View(
        place=place,
        workspace=workspace,
        country=country,
        logged=(logged(asked, asked.workspace, place.country) if place.second else fresh).countries[place.country],
        filed=filed,
        instrument=workspace.instruments[place.instrument].value,
        work=work_of(asked, place.country, key, filed, second=place.second),
    )


def _is_mine(asked: Asked, names: Sequence[str]) -> bool:
    """Whether whoever asks is among some names."""
    return any(same_person(name, asked.actor.name, asked.workspace.roll) for name in names)


def _today() -> date:
    return date.today()


# My work


def _mine(asked: Asked) -> Response:
    """My work: every checklist of the latest cycle in which whoever asks can answer."""
    views = [view_of(asked, place) for place in _places(asked)]
    shown = [
        (view, mine(view.work, view.logged, view.base, lambda names: _is_mine(asked, names), _today()))
        for view in views
    ]
    checklists = tuple(each for _view, each in shown if each.assigned)
    empty = tuple(
        Tab(named(view.work), view.base, _managers(asked, view.place.country))
        for view, each in shown
        if not each.assigned
    )
    managers = _managers(asked, *asked.workspace.countries)
    return show(asked, MinePage(heading=heading(checklists), checklists=checklists, empty=empty, managers=managers))


def _places(asked: Asked) -> Iterator[Place]:
    """The checklists of the latest cycle of each country that whoever asks answers, in the order of the register."""
    for id_ in in_order(asked.workspace, ()):
        country = asked.workspace.countries[id_]
        for second, action in ((False, "import"), (True, "import-second")):
            for cycle, instrument in sorted(country.rated_by(second=second)):
                place = Place(id_, cycle, instrument, second)
                latest = cycle == country.cycles()[-1] and exists(asked.workspace, place)
                open_ = latest and not hides(asked, id_, second=second)
                if open_ and asked.may(action, id_) and not (second and asked.actor.free):  # type: ignore[arg-type]  # an action
                    yield place


def _managers(asked: Asked, *countries: str) -> str:
    """Who gives out articles and roles for some countries, as far as that is on file."""
    people = asked.workspace.roll.people if asked.workspace.roll else ()
    return ", ".join(
        each.name for each in people if any("manager" in each.roles.get(id_, ()) for id_ in (*countries, EVERYWHERE))
    )


# A checklist


def _checklist(asked: Asked) -> Response:
    return _overview(asked, view_of(asked, checklist_of(asked)))


def _overview(asked: Asked, view: View, note: str = "", why: tuple[str, ...] = ()) -> Response:
    """How far a checklist is, and what stands in the way of its submission."""
    can = allowed(asked.actor, _submits(view.place), view.place.country) and view.filed.value.open
    page = ChecklistPage(
        work=view.work,
        place=view.base,
        sections=sections(view.work, view.base, lambda names: _is_mine(asked, names), _today()),
        hindrances=_hindrances(asked, _target(asked, view), note) if can else None,
        note=note,
        refused=why,
        done=_("Submitted. A reviewer reads it now, and can return it.") if asked.query("done") == "submitted" else "",
    )
    return show(asked, page, 422 if why else 200)


def _target(asked: Asked, view: View) -> Target:
    """The checklist, as what writes into it knows it: the other evaluator's stands beside it."""
    return Target(
        workspace=asked.workspace,
        country=view.logged,
        cycle=view.place.cycle,
        instrument=view.place.instrument,
        filed=view.filed,
    )


def _submits(place: Place) -> Action:
    return "submit-second" if place.second else "submit"


def _hindrances(asked: Asked, at: Target, note: str) -> tuple[str, ...]:
    return steps.hindrances(at, "submitted", (), by=asked.actor.name, on=_today(), note=note or None)


def _submit(asked: Asked) -> Response:
    """Submits a checklist, or says what stands in the way."""
    view = view_of(asked, checklist_of(asked))
    place, note = view.place, " ".join(asked.text("note").split())[:LONGEST]
    with writing(asked, place.country, _submits(place)) as workspace:
        at = target(workspace, place.country, place.cycle, place.instrument, second=place.second)
        why = (*stray(note), *asked.server.living.state().texts, *_hindrances(asked, at, note))
        if not why:
            steps.take(at, "submitted", by=asked.actor.name, on=_today(), note=note or None)
    return _overview(asked, view, note, why) if why else away("work", *place.segments, done="submitted")


# An article


def _article(asked: Asked) -> Response:
    return article(asked)


def article(
    asked: Asked, unsaved: Unsaved | None = None, *, notice: str = "", effect: Effect | None = None
) -> Response:
    """An article with one criterion open; where an answer was not saved, with what was typed and why not.

    `notice` says what was done or is not done yet, `effect` where the scores would stand.
    """
    view = view_of(asked, checklist_of(asked))
    at = _article_of(view.instrument, asked.part("article"))
    criterion = _criterion_of(asked, view, at)
    made = _form(asked, view)
    question = next(each for part in made.parts for each in part.questions if each.criterion.id == criterion.id)
    following = open_after(view.instrument.articles, view.filed.value, criterion.id)
    country, response = view.place.country, view.filed.value.responses.get(criterion.id, Answer())
    page = ArticlePage(
        work=view.work,
        place=view.base,
        article=at,
        question=question,
        response=response,
        scores=scores_of(asked, view.workspace, view.country, view.key),
        sections=_sections(asked, view, at.number),
        show=_narrowed_to(asked),
        word=asked.query("word"),
        form=_fields(view, made, question, at, unsaved),
        at=_sign_of(asked, view, at.number, criterion.id),
        draft="/".join((*view.place.segments, criterion.id)),
        base=unsaved.base if unsaved else as_json(base_of(_target(asked, view), criterion.id)),
        read_only=_read_only(asked, view),
        may_remark=not view.filed.value.adopted and allowed(asked.actor, "remark", country),
        may_reply=not view.filed.value.adopted and allowed(asked.actor, "reply", country),
        unsaved=unsaved,
        notice=notice or _done(asked, view),
        done=asked.query("done") if not unsaved else "",
        saved=_saved(view),
        present=signed(asked, view.place, at.number),
        next=below(view.base, following[0], c=following[1]) if following else "",
        beside=_beside(asked, view, at, question, response, effect),
        public=_public(asked, view.place, at.number, criterion.id),
    )
    return show(asked, page, unsaved.status if unsaved else 200)


def _form(asked: Asked, view: View) -> Form:
    """The checklist as a form has it."""
    forms, key = _kept(asked).forms, (view.place, asked.language)
    if key not in forms:
        forms[key] = form_of(view.workspace, view.country, *view.key)
    return forms[key]


def _article_of(instrument: Instrument, number: str) -> Article:
    wanted = next((each for each in instrument.articles if each.number == number and each.criteria), None)
    if wanted is None:
        raise RefusedError(
            404, _("%(treaty)s has no such article with criteria.") % {"treaty": instrument.abbreviation}
        )
    return wanted


def _criterion_of(asked: Asked, view: View, at: Article) -> Criterion:
    """The criterion that is asked for; else the first of the article that is open, or simply the first."""
    wanted, responses = asked.query("c") or asked.text("c"), view.filed.value.responses
    if not wanted:
        waiting = (each for each in at.criteria if not responses.get(each.id, Answer()).has_rating)
        return next(waiting, at.criteria[0])
    if (named := next((each for each in at.criteria if each.id == wanted), None)) is None:
        of = ", ".join(each.id for each in at.criteria)
        raise RefusedError(
            404, _("Article %(number)s has these criteria: %(criteria)s.") % {"number": at.number, "criteria": of}
        )
    return named


def _fields(view: View, made: Form, question: Question, at: Article, unsaved: Unsaved | None) -> Fields:
    """The form of an answer: with what stands on file, or with what was typed."""
    shorts = _shorts(made)
    bases = [row for row in made.based if row.key.rpartition("#")[0] == question.criterion.id]
    texts = unsaved.typed if unsaved else typed_from(question.answer, bases, lambda id_: shorts.get(id_, id_))
    criterion, participation = question.criterion, view.country.participation
    party = participation.value.instruments.get(view.place.instrument) if participation else None
    hidden = {
        *(() if question.narrowed else ("rating_as_bound",)),
        *(() if criterion.terrorist_financing else ("terrorist_financing",)),
        *(() if question.carried_over else (CONFIRMED,)),
    }
    filled = Filled(
        texts=texts,
        problems=unsaved.problems if unsaved else {},
        scale=tuple(view.instrument.scale.values),
        reasons=[reason for reason in REASONS if impossible(reason, criterion.obligation, party) is None],
        others=[
            (each.id, words.reference(each.provision, each.element)) for each in at.criteria if each is not criterion
        ],
    )
    return fields_of(made, filled, hidden)


def _shorts(made: Form) -> Mapping[str, str]:
    """The short titles by which acts are chosen, by id; an act whose title another one has is chosen by its id."""
    titles = [row.texts.get("short", row.key) for row in made.registered]
    return {
        row.key: title if titles.count(title) == 1 else row.key
        for row, title in zip(made.registered, titles, strict=True)
    }


def _narrowed_to(asked: Asked) -> str:
    """What the list of articles is narrowed to in the address; empty where it shows all."""
    return asked.query("show") if asked.query("show") in FILTERS and asked.query("show") != "all" else ""


def _sections(asked: Asked, view: View, number: str) -> tuple[Section, ...]:
    """The list of articles as it is narrowed in the address."""
    query = {"show": _narrowed_to(asked), "word": asked.query("word")}
    listed = sections(view.work, view.base, lambda names: _is_mine(asked, names), _today(), number, **query)
    return narrowed(listed, **query)


def _done(asked: Asked, view: View) -> str:
    """What the address says was just done, in a sentence."""
    if asked.query("done") == UNCHANGED:
        return _("Nothing had changed; the answer stands as it was.")
    if asked.query("done") != SAVED:
        return ""
    span = words.score(assessed(asked, view.workspace, view.country, view.key).whole.range)
    values = {"saved": _saved(view) or _("Saved"), "treaty": view.instrument.abbreviation, "score": span}
    return _("%(saved)s, written and read back. %(treaty)s is now %(score)s.") % values


def _read_only(asked: Asked, view: View) -> str:
    """Why whoever asks can write nothing here, in a sentence; empty where they can."""
    checklist, country = view.filed.value, view.place.country
    action: Action = "import-second" if view.place.second else "import"
    if not allowed(asked.actor, action, country):
        return _("You are no evaluator of this checklist.")
    if checklist.adopted:
        return _("The checklist is adopted: an answer that must change is re-rated with its cause.")
    if not checklist.open:
        step = checklist.steps[-1] if checklist.steps else None
        values = {"status": checklist.status, "day": day(step.on) if step else "", "name": step.by if step else ""}
        text = _("The checklist was %(status)s on %(day)s by %(name)s.") if step else _("The checklist is %(status)s.")
        return " ".join((text % values, _("A reviewer can return it.")))
    if why := tuple(steps.raters_of_both(_target(asked, view), asked.actor.name)):
        return " ".join(why)
    return ""


def _saved(view: View) -> str:
    """When something was last saved in a checklist, and by whom."""
    file_ = view.filed.document.path.removeprefix(f"assessments/{view.place.country}/")
    lines = (filed.value for filed in reversed(view.logged.log))
    last = next((line for line in lines if line.file == file_ and line.what == "imported"), None)
    return _("Saved %(when)s by %(name)s") % {"when": besides.moment(last.when), "name": last.by} if last else ""


def _public(asked: Asked, place: Place, number: str, criterion: str) -> str:
    """Where the article is read; nothing where it is not public."""
    shelves, segments = asked.state.shelves, (place.country, place.instrument, number)
    if shelves is None or place.second or not shelves.shows(*segments):
        return ""
    return f"/{'/'.join(file(segments, '').split('/'))}#{criterion}"


def _beside(  # noqa: PLR0917  # what all its cards need
    asked: Asked, view: View, at: Article, question: Question, response: Answer, effect: Effect | None
) -> Beside:
    """What stands beside an answer."""
    id_, country = question.criterion.id, view.country

    def scores(of: Country, cycle: str, instrument: str) -> Mapping[str, CriterionScore]:
        return scores_of(asked, view.workspace, of, (cycle, instrument))

    hidden = _hides_others(asked, view)
    readable = () if hidden else tuple(_readable(asked, view))
    own = scores(country, *view.key)[id_]
    return Beside(
        effect=besides.effect(assessed(asked, view.workspace, country, view.key), at.number, own, effect),
        lacks=tuple(besides.lacks(question.needs)),
        settles=tuple(_settles(asked, view, id_, number) for number in range(1, len(response.remarks) + 1)),
        twins=tuple(
            besides.twins(
                view.workspace, country, view.place.cycle, id_, scores=scores, href=_of_instrument(view.place)
            )
        ),
        proposals=tuple(filter(None, question.background.proposals.split("\n"))),
        others=tuple(besides.others(view.workspace, readable, view.key, id_, scores)),
        hidden=hidden,
        earlier=tuple(besides.earlier(country, view.key, id_, scores)),
        passages=tuple(besides.passages(country, response)),
        history=besides.history(view.logged, response, view.key, id_, second=view.place.second),
    )


def _of_instrument(place: Place) -> besides.Href:
    """Addresses in the checklist of another instrument, of the same country, cycle and evaluator."""

    def href(instrument: str, number: str, **query: str) -> str:
        return place._replace(instrument=instrument).href(number, **query)

    return href


def _hides_others(asked: Asked, view: View) -> str:
    """Why the answers of other countries are not shown; empty where they are."""
    if view.place.second and asked.workspace.countries[view.place.country].is_blind(view.key):
        return _("Hidden while both rate blind: you see it once both have submitted.")
    return ""


def _readable(asked: Asked, view: View) -> Iterator[Country]:
    """The other countries whose answers whoever asks may read: by their roles, or because they are adopted."""
    for id_ in in_order(view.workspace, ()):
        country = asked.workspace.countries[id_]
        filed = country.checklists.get(view.key)
        others = id_ != view.place.country and filed is not None and not hides(asked, id_)
        if others and filed and (asked.may("read", id_) or filed.value.adopted):
            yield country


def _settles(asked: Asked, view: View, criterion: str, number: int) -> bool:
    """Whether whoever asks may settle a remark, as long as it is open."""
    return allowed(asked.actor, "close", view.place.country) and not tuple(
        steps.not_theirs(_target(asked, view), criterion, number, asked.actor.name)
    )


# What a page asks for that writes nothing


def _sign_of(asked: Asked, view: View, article: str, criterion: str) -> str:
    """What an open page says every now and then, as a query: where it is, and which answer it shows."""
    parts = {
        **dict(zip(("country", "cycle", "instrument"), view.place.segments, strict=True)),
        "article": article,
        "c": criterion,
    }
    return urlencode({**parts, "version": _version(asked, view, criterion)})


def _version(asked: Asked, view: View, criterion: str) -> str:
    """By which an open page knows that somebody changed its answer."""
    base = base_of(_target(asked, view), criterion)
    return digest(
        f"{sorted(base.answer.items())} {sorted((key, sorted(texts.items())) for key, texts in base.bases.items())}"
    )


def _sign(asked: Asked) -> Response:
    """A sign of a page that is still open: who else is there, and whether somebody changed its answer."""
    place = parsed(asked.text("country"), asked.text("cycle"), asked.text("instrument"))
    if not exists(asked.workspace, place):
        raise RefusedError(404)
    if not asked.may("read", place.country):
        raise RefusedError(403)
    view = view_of(asked, place)
    at = _article_of(view.instrument, asked.text("article"))
    changed = asked.text("version") != _version(asked, view, _criterion_of(asked, view, at).id)
    answer = {"here": signed(asked, place, at.number), "changed": _changed(view) if changed else ""}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def _changed(view: View) -> str:
    """That an answer changed while it was open, and who saved last."""
    return " ".join(filter(None, (_("This answer was changed meanwhile."), _saved(view))))


def _rows(asked: Asked) -> Response:
    """The form as it was typed, with a provision more or without one; nothing is written."""
    typed = joined(asked.fields.multi_items())
    unsaved = Unsaved(typed=rearranged(typed, asked.text("row")), base=typed.get("base", ""), refused=200)
    return article(asked, unsaved, notice=_("Not saved yet."))


# Remarks


def _remark(asked: Asked) -> Response:
    """Writes a remark, a reply to one, or that one is settled."""
    view = view_of(asked, checklist_of(asked))
    at = _article_of(view.instrument, asked.part("article"))
    place, criterion = view.place, _criterion_of(asked, view, at).id
    text, settles = asked.text("text").strip(), bool(asked.text("settle"))
    number = int(asked.text("number")) if re.fullmatch("[0-9]{1,6}", asked.text("number")) else 0
    action: Action = "close" if settles else "reply" if number else "remark"
    with writing(asked, place.country, action) as workspace:
        to = target(workspace, place.country, place.cycle, place.instrument, second=place.second)
        if why := tuple(_in_the_way(to, criterion, number, text, settles=settles, by=asked.actor.name)):
            raise RefusedError(422, *why)
        if not _is_there(to, criterion, number, text, asked.actor.name):
            closed = number if settles else None
            reply = number if number and not settles else None
            steps.remarked(to, criterion, text or None, reply=reply, closed=closed, by=asked.actor.name, on=_today())
    return away("work", *place.segments, at.number, anchor="remarks", c=criterion)


def _in_the_way(to: Target, criterion: str, number: int, text: str, *, settles: bool, by: str) -> Iterator[str]:
    """Why a remark, a reply or a settlement cannot be written, in sentences."""
    if to.filed.value.adopted:
        yield _("The checklist is adopted: an answer that must change is re-rated with its cause.")
    if not text and not settles:
        yield _("Nothing was typed.")
    if len(text) > LONGEST:
        yield _("That is too long for a remark.")
    if (number or settles) and number not in steps.open_remarks(to, criterion):
        yield _("That remark is not open.")
    elif number:
        yield from steps.too_early(to, criterion, number, _today())
        yield from steps.not_theirs(to, criterion, number, by) if settles else ()


def _is_there(to: Target, criterion: str, number: int, text: str, by: str) -> bool:
    """Whether the same person said the same there today: a form that is sent twice says it once."""
    remarks = to.filed.value.responses.get(criterion, Answer()).remarks
    there = remarks[number - 1].replies if number else remarks
    return bool(text) and any((each.by, each.on, each.text) == (by, _today(), text) for each in there)


ROUTES = (
    Route(method="GET", path="/work/", permission="known", handler=_mine),
    Route(method="POST", path="/work/presence", permission="known", handler=_sign),
    Route(method="GET", path="/work/{country}/{cycle}/{instrument}/", permission="read", handler=_checklist),
    Route(method="POST", path="/work/{country}/{cycle}/{instrument}/submit", permission="read", handler=_submit),
    Route(method="GET", path="/work/{country}/{cycle}/{instrument}/{article}/", permission="read", handler=_article),
    Route(method="POST", path="/work/{country}/{cycle}/{instrument}/{article}/rows/", permission="read", handler=_rows),
    Route(
        method="POST",
        path="/work/{country}/{cycle}/{instrument}/{article}/remark/",
        permission="reply",
        handler=_remark,
    ),
)
