"""An article at work: the form of one answer with all that stands beside it, and who else has the article open.

Who is where is known from the pages that somebody has open, kept in memory alone, and forgotten soon. Nobody is locked out by
it; whoever rates blind sees and is seen by those alone who may read the same checklist.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from threading import Lock
from urllib.parse import urlencode

from starlette.responses import Response

from compliance.authoring import steps
from compliance.authoring.form import as_json, base_of
from compliance.authoring.people import allowed
from compliance.checks.needs import impossible
from compliance.language import _, day
from compliance.model.checklist import Response as Answer
from compliance.model.instrument import Article
from compliance.queries.effect import Effect
from compliance.queries.form import Form, Question, form_of
from compliance.queries.form_fields import CONFIRMED, REASONS
from compliance.queries.work import open_after
from compliance.scoring.values import CriterionScore
from compliance.screens.address import file
from compliance.screens.work import beside as besides
from compliance.screens.work.answer import SAVED, UNCHANGED, Unsaved, joined
from compliance.screens.work.article import ArticlePage
from compliance.screens.work.beside import Beside
from compliance.screens.work.checklist import FILTERS, Section, narrowed, sections
from compliance.screens.work.fields import Filled, rearranged, typed_from
from compliance.screens.work.fields import Form as Fields
from compliance.screens.work.fields import form as fields_of
from compliance.screens.work.parts import below
from compliance.source import digest
from compliance.view import words
from compliance.view.names import in_order
from compliance.web.checklists import Place, checklist_of, exists, hides, parsed, scored
from compliance.web.routes import Asked, RefusedError, Route, in_json, show
from compliance.web.work import View, article_of, criterion_of, is_mine, view_of
from compliance.workspace import Country

GONE = 90.0
"""After so many seconds without a sign somebody is no longer there."""
MOST = 1000
"""So many people are kept at once: more than any project has."""


def article(
    asked: Asked, unsaved: Unsaved | None = None, *, notice: str = "", effect: Effect | None = None
) -> Response:
    """An article with one criterion open; where an answer was not saved, with what was typed and why not.

    `notice` says what was done or is not done yet, `effect` where the scores would stand.
    """
    view = view_of(asked, checklist_of(asked))
    at, place, checklist = article_of(view.instrument, asked.part("article")), view.place, view.at.filed.value
    criterion, base = criterion_of(asked, view, at), place.href()
    forms = asked.kept(f"{__name__}.forms", asked.workspace)
    if (place, asked.language) not in forms:
        forms[place, asked.language] = form_of(view.workspace, view.country, *place.key)
    made: Form = forms[place, asked.language]
    question = next(each for part in made.parts for each in part.questions if each.criterion.id == criterion.id)
    number, id_ = at.number, criterion.id
    following = open_after(view.instrument.articles, checklist, id_)
    page = ArticlePage(
        work=view.work,
        place=base,
        article=at,
        question=question,
        response=checklist.responses.get(id_, Answer()),
        scores=scored(asked, view.workspace, view.country, place.key)[1],
        sections=_sections(asked, view, number),
        show=_narrowed_to(asked),
        word=asked.query("word"),
        form=_fields(view, made, question, at, unsaved),
        at=_sign_of(view, number, id_),
        draft="/".join((*place.segments, id_)),
        base=unsaved.base if unsaved else as_json(base_of(view.at, id_)),
        read_only=_read_only(asked, view),
        may_remark=not checklist.adopted and allowed(asked.actor, "remark", place.country),
        may_reply=not checklist.adopted and allowed(asked.actor, "reply", place.country),
        unsaved=unsaved,
        notice=notice or _done(asked, view),
        done=asked.query("done") if not unsaved else "",
        saved=_saved(view),
        present=signed(asked, place, number),
        next=below(base, following[0], c=following[1]) if following else "",
        beside=_beside(asked, view, number, question, effect),
        public=_public(asked, place, number, id_),
    )
    return show(asked, page, unsaved.status if unsaved else 200)


def _fields(view: View, made: Form, question: Question, at: Article, unsaved: Unsaved | None) -> Fields:
    """The form of an answer: with what stands on file, or with what was typed."""
    shorts = _shorts(made)
    criterion, participation = question.criterion, view.country.participation
    bases = [row for row in made.based if row.key.rpartition("#")[0] == criterion.id]
    texts = unsaved.typed if unsaved else typed_from(question.answer, bases, lambda id_: shorts.get(id_, id_))
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
    titles = {row.key: row.texts.get("short", row.key) for row in made.registered}
    several = list(titles.values())
    return {id_: title if several.count(title) == 1 else id_ for id_, title in titles.items()}


def _narrowed_to(asked: Asked) -> str:
    """What the list of articles is narrowed to in the address; empty where it shows all."""
    return asked.query("show") if asked.query("show") in FILTERS and asked.query("show") != "all" else ""


def _sections(asked: Asked, view: View, number: str) -> tuple[Section, ...]:
    """The list of articles as it is narrowed in the address."""
    show, word, base = _narrowed_to(asked), asked.query("word"), view.place.href()
    listed = sections(view.work, base, partial(is_mine, asked), date.today(), number, show=show, word=word)
    return narrowed(listed, show=show, word=word)


def _done(asked: Asked, view: View) -> str:
    """What the address says was just done, in a sentence."""
    if asked.query("done") == UNCHANGED:
        return _("Nothing had changed; the answer stands as it was.")
    if asked.query("done") != SAVED:
        return ""
    span = words.score(scored(asked, view.workspace, view.country, view.place.key)[0].whole.range)
    values = {"saved": _saved(view) or _("Saved"), "treaty": view.instrument.abbreviation, "score": span}
    return _("%(saved)s, written and read back. %(treaty)s is now %(score)s.") % values


def _read_only(asked: Asked, view: View) -> str:
    """Why whoever asks can write nothing here, in a sentence; empty where they can."""
    checklist = view.at.filed.value
    if not allowed(asked.actor, view.place.answers, view.place.country):
        return _("You are no evaluator of this checklist.")
    if checklist.adopted:
        return _("The checklist is adopted: an answer that must change is re-rated with its cause.")
    if not checklist.open:
        step = checklist.steps[-1] if checklist.steps else None
        values = {"status": checklist.status, "day": day(step.on) if step else "", "name": step.by if step else ""}
        text = _("The checklist was %(status)s on %(day)s by %(name)s.") if step else _("The checklist is %(status)s.")
        return " ".join((text % values, _("A reviewer can return it.")))
    return " ".join(steps.raters_of_both(view.at, asked.actor.name))


def _saved(view: View) -> str:
    """When something was last saved in a checklist, and by whom."""
    file_ = view.at.filed.document.path.removeprefix(f"assessments/{view.place.country}/")
    lines = (filed.value for filed in reversed(view.at.country.log))
    last = next((line for line in lines if line.file == file_ and line.what == "imported"), None)
    return _("Saved %(when)s by %(name)s") % {"when": besides.moment(last.when), "name": last.by} if last else ""


def _public(asked: Asked, place: Place, number: str, criterion: str) -> str:
    shelves, segments = asked.state.shelves, (place.country, place.instrument, number)
    if shelves is None or place.second or not shelves.shows(*segments):
        return ""
    return f"/{'/'.join(file(segments, '').split('/'))}#{criterion}"


def _beside(asked: Asked, view: View, number: str, question: Question, effect: Effect | None) -> Beside:
    id_, country, place, by = question.criterion.id, view.country, view.place, asked.actor.name
    response = view.at.filed.value.responses.get(id_, Answer())

    def scores(of: Country, cycle: str, instrument: str) -> Mapping[str, CriterionScore]:
        return scored(asked, view.workspace, of, (cycle, instrument))[1]

    def twin(instrument: str, article: str, **query: str) -> str:
        return place._replace(instrument=instrument).href(article, **query)

    blind = place.second and asked.workspace.countries[place.country].is_blind(place.key)
    hidden = _("Hidden while both rate blind: you see it once both have submitted.") if blind else ""
    readable = () if hidden else tuple(_readable(asked, view))
    at, settles = view.at, allowed(asked.actor, "close", place.country)
    assessment, own = scored(asked, view.workspace, country, place.key)
    theirs = [settles and not tuple(steps.not_theirs(at, id_, n + 1, by)) for n in range(len(response.remarks))]
    return Beside(
        effect=besides.effect(assessment, number, own[id_], effect),
        lacks=tuple(besides.lacks(question.needs)),
        settles=tuple(theirs),
        twins=tuple(besides.twins(view.workspace, country, place.cycle, id_, scores=scores, href=twin)),
        proposals=tuple(filter(None, question.background.proposals.split("\n"))),
        others=tuple(besides.others(view.workspace, readable, place.key, id_, scores)),
        hidden=hidden,
        earlier=tuple(besides.earlier(country, place.key, id_, scores)),
        passages=tuple(besides.passages(country, response)),
        history=besides.history(view.at.country, response, place.key, id_, second=place.second),
    )


def _readable(asked: Asked, view: View) -> Iterator[Country]:
    """The other countries whose answers whoever asks may read: by their roles, or because they are adopted."""
    for id_ in in_order(view.workspace, ()):
        country = asked.workspace.countries[id_]
        filed = country.checklists.get(view.place.key)
        if id_ == view.place.country or filed is None or hides(asked, id_):
            continue
        if asked.may("read", id_) or filed.value.adopted:
            yield country


# What a page asks for that writes nothing


@dataclass(slots=True)
class Presence:
    """Who is where."""

    lock: Lock = field(default_factory=Lock)
    there: dict[tuple[Place, str], tuple[str, float]] = field(default_factory=dict)
    """The article and the moment of the last sign, by checklist and name."""

    def sign(self, place: Place, name: str, article: str, now: float) -> None:
        """Keeps that somebody is on an article."""
        with self.lock:
            self.there = {key: (at, when) for key, (at, when) in self.there.items() if now - when < GONE}
            if len(self.there) < MOST or (place, name) in self.there:
                self.there[place, name] = (article, now)

    def others(self, place: Place, name: str, now: float) -> Iterator[tuple[str, str]]:
        """Who else is on an article of a checklist, with its number."""
        with self.lock:
            there = sorted(self.there.items())
        for (at, who), (article, when) in there:
            if at == place and who != name and now - when < GONE:
                yield who, article


def signed(asked: Asked, place: Place, article: str) -> tuple[str, ...]:
    """Keeps that whoever asks is on an article, and who else is there, in sentences."""
    presence: Presence = asked.server.keep.setdefault(__name__, Presence())
    now, mine = time.monotonic(), asked.actor.name
    presence.sign(place, mine, article, now)
    text = _("%(name)s is on Article %(number)s")
    return tuple(text % {"name": name, "number": number} for name, number in presence.others(place, mine, now))


def _sign_of(view: View, article: str, criterion: str) -> str:
    """What an open page says every now and then, as a query: where it is, and which answer it shows."""
    where = dict(zip(("country", "cycle", "instrument"), view.place.segments, strict=True))
    return urlencode({**where, "article": article, "c": criterion, "version": _version(view, criterion)})


def _version(view: View, criterion: str) -> str:
    """By which an open page knows that somebody changed its answer."""
    base = base_of(view.at, criterion)
    bases = sorted((key, sorted(texts.items())) for key, texts in base.bases.items())
    return digest(f"{sorted(base.answer.items())} {bases}")


def _sign(asked: Asked) -> Response:
    """A sign of a page that is still open: who else is there, and whether somebody changed its answer."""
    place = parsed(asked.text("country"), asked.text("cycle"), asked.text("instrument"))
    if not exists(asked.workspace, place):
        raise RefusedError(404)
    if not asked.may("read", place.country):  # the address names no country, so nothing was asked for it yet
        raise RefusedError(403)
    view = view_of(asked, place)
    at = article_of(view.instrument, asked.text("article"))
    changed = asked.text("version") != _version(view, criterion_of(asked, view, at).id)
    text = " ".join(filter(None, (_("This answer was changed meanwhile."), _saved(view))))
    return in_json({"here": signed(asked, place, at.number), "changed": text if changed else ""})


def _rows(asked: Asked) -> Response:
    """The form as it was typed, with a provision more or without one; nothing is written."""
    typed = joined(asked.fields.multi_items())
    unsaved = Unsaved(typed=rearranged(typed, asked.text("row")), base=typed.get("base", ""), refused=200)
    return article(asked, unsaved, notice=_("Not saved yet."))


_AT = "/work/{country}/{cycle}/{instrument}/{article}/"
ROUTES = (
    Route("POST", "/work/presence", "known", _sign),
    Route("GET", _AT, "read", article),
    Route("POST", f"{_AT}rows/", "read", _rows),
)
