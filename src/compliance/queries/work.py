"""How far the work on checklists is, who does it, and what comes next."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, assert_never

from compliance import figures
from compliance.checks.acceptances import accepted_in, wrote
from compliance.checks.needs import lacks_evidence
from compliance.checks.quotes import suspects
from compliance.checks.work import answers_of, is_rerated
from compliance.model.checklist import Checklist, Remark, Response
from compliance.model.instrument import Article, Criterion, Instrument
from compliance.problems import Problem, serious
from compliance.queries.formats import some
from compliance.queries.raters import is_settled
from compliance.view.names import in_order
from compliance.workspace import Country, Filed, Workspace, is_of_second

Doing = Literal[
    "mend",
    "reply",
    "confirm",
    "look-at",
    "answer",
    "wait",
    "settled",
    "compare",
    "submit",
    "return",
    "accept",
    "review",
    "adopt",
    "seal-anew",
    "seal",
    "nothing",
]
"""What can be to do next with a checklist."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to do with a checklist."""

    what: Doing
    criteria: tuple[str, ...] = ()
    """With which criteria, where it is about some."""
    count: int = 0
    """How many criteria, or problems, it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far some criteria of a checklist are."""

    criteria: tuple[str, ...]
    unanswered: tuple[str, ...]
    without_evidence: tuple[str, ...]
    """Those rated though no source was seen."""
    carried_over: tuple[str, ...]
    remarked: tuple[str, ...]
    unreplied: tuple[str, ...]
    """Those with an open remark to which nobody replied."""
    accepted: tuple[str, ...]
    """Those that a reviewer accepted as they stand."""

    @property
    def answered(self) -> int:
        """How many criteria have a rating."""
        return len(self.criteria) - len(self.unanswered)

    @property
    def unaccepted(self) -> tuple[str, ...]:
        """Those with a rating that no reviewer accepted as they stand."""
        done = {*self.accepted, *self.unanswered}
        return tuple(id_ for id_ in self.criteria if id_ not in done)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWork:
    """How far one article is, and who is to answer it."""

    article: Article
    progress: Progress
    assigned: tuple[str, ...]
    """Who is to answer it, or some of its criteria."""
    due: date | None = None
    """The first day by which it, or one of its criteria, is to be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How far one checklist is."""

    country: str
    name: str
    instrument: Instrument
    checklist: Checklist
    progress: Progress
    articles: tuple[ArticleWork, ...]
    suspect: tuple[str, ...]
    problems: int
    sealed: bool
    """Whether its cycle is sealed, and nothing was re-rated since."""
    resealed: tuple[str, ...]
    """Criteria re-rated since the seal."""
    second: bool = False
    """Whether it is the second evaluator's."""
    blind: bool = False
    """Whether two evaluators answer and one still has to submit."""
    settled: bool = False
    """Whether it is the second evaluator's, and no difference is left to settle."""
    hidden: bool = False
    """Whether it is the other evaluator's, of whom nothing but counts is told."""

    @property
    def task(self) -> Task:
        """What to do next."""
        return next(_tasks(self))

    @property
    def next(self) -> str:
        """What to do next, in a sentence."""
        return _in_words(self, self.task)


def works(
    workspace: Workspace,
    countries: Sequence[str],
    problems: Iterable[Problem],
    instruments: Sequence[str] = (),
    *,
    second: bool = False,
) -> tuple[Work, ...]:
    """How far the checklists of some countries, or of all, are in their latest cycle, as one of two evaluators may know it."""
    wrong = serious(problems)
    return tuple(
        replace(work, hidden=workspace.countries[id_].is_hidden(filed.document.path, second=second))
        for id_ in in_order(workspace, countries)
        for key, filed in latest(workspace.countries[id_])
        if key[1] in workspace.instruments and (not instruments or key[1] in instruments)
        for work in (work_on(workspace, workspace.countries[id_], key, filed, wrong),)
    )


def latest(country: Country) -> Iterator[tuple[tuple[str, str], Filed[Checklist]]]:
    """The checklists of the latest cycle, by instrument, each before that of a second evaluator."""
    for key, filed in sorted(country.checklists.items(), key=lambda item: item[0]):
        if key[0] == country.cycles()[-1]:
            yield key, filed
            if other := country.second.get(key):
                yield key, other


def work_on(
    workspace: Workspace, country: Country, key: tuple[str, str], filed: Filed[Checklist], problems: Iterable[Problem]
) -> Work:
    """How far one checklist is."""
    instrument, jurisdiction = workspace.instruments[key[1]].value, workspace.jurisdiction(country.id)
    second = is_of_second(filed.document.path)
    rerated, accepted = () if second else _rerated(country, key, filed), accepted_in(filed)
    return Work(
        country=country.id,
        name=jurisdiction.name(filed.value.cut_off) if jurisdiction else country.id,
        instrument=instrument,
        checklist=filed.value,
        progress=_progress(instrument.criteria(), filed.value, accepted),
        articles=tuple(_article(article, filed.value, accepted) for article in instrument.articles if article.criteria),
        suspect=suspect_in(workspace, filed),
        problems=sum(problem.at.path == filed.document.path for problem in problems),
        sealed=country.sealed(key[0]) is not None and not rerated and not second,
        resealed=rerated,
        second=second,
        blind=country.is_blind(key),
        settled=second and is_settled(workspace, country, key),
    )


def suspect_in(workspace: Workspace, filed: Filed[Checklist]) -> tuple[str, ...]:
    """The criteria of a checklist whose quotations do not stand in the stored text of their act."""
    answers = (suspect.based.answered for suspect in suspects(workspace))
    return tuple(dict.fromkeys(answer.criterion.id for answer in answers if answer.document is filed.document))


def _rerated(country: Country, key: tuple[str, str], filed: Filed[Checklist]) -> tuple[str, ...]:
    """The answers that changed since the seal, each with its cause."""
    seal = country.sealed(key[0])
    sealed = seal.value.checklists.get(key[1]) if seal else None
    if seal is None or sealed is None:
        return ()
    now, responses = answers_of(filed.document.data), filed.value.responses
    before = {id_: answer.sha256 for id_, answer in sealed.answers.items()}
    return tuple(
        id_
        for id_, response in responses.items()
        if now.get(id_) != before.get(id_) and is_rerated(seal.value, id_, response)
    )


def _article(article: Article, checklist: Checklist, accepted: Collection[str]) -> ArticleWork:
    names = checklist.assigned.get(article.number, ())
    inside = (name for criterion in article.criteria for name in checklist.assigned.get(criterion.id, ()))
    places = (article.number, *(criterion.id for criterion in article.criteria))
    return ArticleWork(
        article=article,
        progress=_progress(article.criteria, checklist, accepted),
        assigned=tuple(dict.fromkeys((*names, *inside))),
        due=min((checklist.due[place] for place in places if place in checklist.due), default=None),
    )


def _progress(criteria: Sequence[Criterion], checklist: Checklist, accepted: Collection[str]) -> Progress:
    responses = {criterion.id: checklist.responses.get(criterion.id, Response()) for criterion in criteria}

    def those(test: Callable[[Response], bool]) -> tuple[str, ...]:
        return tuple(id_ for id_, response in responses.items() if test(response))

    return Progress(
        criteria=tuple(responses),
        unanswered=those(lambda response: not response.has_rating),
        without_evidence=those(lambda response: response.has_rating and lacks_evidence(response)),
        carried_over=those(lambda response: bool(response.carried_over)),
        remarked=those(lambda response: any(map(is_open, response.remarks))),
        unreplied=those(lambda response: any(_waits(remark, response) for remark in response.remarks)),
        accepted=tuple(id_ for id_ in responses if id_ in accepted),
    )


def open_after(articles: Iterable[Article], checklist: Checklist, criterion: str) -> tuple[str, str] | None:
    """The next criterion to answer or to confirm, with its article: in the same article, else in those after it, then from the start.

    None where every answer but that one stands.
    """
    places = [(article.number, each.id) for article in articles for each in article.criteria]
    here = next(place for place, (_, id_) in enumerate(places) if id_ == criterion)
    after = (*places[here + 1 :], *places[:here])
    order = sorted(after, key=lambda place: place[0] != places[here][0])  # a stable order: those of the article first
    responses = ((number, id_, checklist.responses.get(id_, Response())) for number, id_ in order)
    return next(((number, id_) for number, id_, each in responses if not each.has_rating or each.carried_over), None)


def _waits(remark: Remark, response: Response) -> bool:
    """Whether a remark waits for a reply; nobody replies to themselves: not to a note on an answer of their own."""
    return is_open(remark) and not remark.replies and not wrote(response, remark.by, None)


def is_open(remark: Remark) -> bool:
    """Whether a remark waits to be settled."""
    return remark.closed is None


def _tasks(work: Work) -> Iterator[Task]:
    """What to do, the most urgent first; the last is always something."""
    done, status = work.progress, work.checklist.status
    if work.problems:
        yield Task("mend", count=work.problems)
    # What its evaluator can still put right comes before submitting it: after that only a reviewer can return it.
    if work.checklist.open:
        yield from _of("reply", done.unreplied)
        yield from _of("confirm", done.carried_over)
        yield from _of("look-at", work.suspect)
        yield from _of("answer", done.unanswered)
    elif work.second:
        yield Task("wait" if work.blind else "settled" if work.settled else "compare")
    match status:
        case "draft" | "returned":
            yield Task("submit")
        case "submitted":
            yield from _of("return", done.remarked)
            yield from _of("accept", done.unaccepted if done.accepted else ())
            yield Task("review")
        case "reviewed":
            yield Task("adopt")
        case "adopted":
            pass
        case _:
            assert_never(status)
    yield from _of("seal-anew", work.resealed)
    yield Task("nothing" if work.sealed else "seal")


def _of(what: Doing, ids: tuple[str, ...]) -> Iterator[Task]:
    """Something to do with some criteria, where there are any."""
    if ids:
        yield Task(what, ids, len(ids))


_SIMPLE: Mapping[Doing, str] = {
    "wait": "Wait for the first evaluator.",
    "settled": "Nothing: no difference is left to settle.",
    "compare": "Compare the two: `compliance agreement`.",
    "submit": "Submit it.",
    "return": "Return it: remarks are open.",
    "review": "Review it.",
    "adopt": "Adopt it.",
    "seal": "Seal it.",
    "nothing": "Nothing: it is sealed.",
}
_COUNTED: Mapping[Doing, tuple[str, str, str]] = {
    "reply": ("Reply to", "remark", "remarks"),
    "confirm": ("Confirm", "answer carried over", "answers carried over"),
    "look-at": ("Look at", "suspect quotation", "suspect quotations"),
    "answer": ("Answer", "criterion", "criteria"),
    "accept": ("Accept", "answer", "answers"),
}


def _in_words(work: Work, task: Task) -> str:
    """What to do, in a sentence; of the other evaluator's no criterion is named."""
    if task.what in _SIMPLE:
        return _SIMPLE[task.what]
    if task.what == "mend":
        return f"Mend {figures.count(task.count, 'problem')}: `compliance check` says which."
    if task.what == "seal-anew":
        return f"Seal it anew: {some(task.criteria)} re-rated."
    verb, *noun = _COUNTED[task.what]
    which = "" if work.hidden else f": {some(task.criteria)}"
    again = task.what == "answer" and work.checklist.status == "returned"
    return f"{verb} {figures.count(task.count, *noun)}{which}{', or submit it again with --note' if again else ''}."


def called(work: Work) -> str:
    """The treaty, and whose checklist it is where two answer."""
    return f"{work.instrument.abbreviation}, second" if work.second else work.instrument.abbreviation
