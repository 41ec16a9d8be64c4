"""What is due by which day: assignments of checklists and requests for figures, and what of it is late."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from compliance import figures
from compliance.model.checklist import Checklist, Response
from compliance.model.instrument import Article, Criterion, Instrument
from compliance.model.people import People, same_person
from compliance.model.requests import Request
from compliance.queries.formats import Column, some
from compliance.queries.work import latest
from compliance.view.names import in_order
from compliance.workspace import Workspace, is_of_second


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which something is to be done."""

    key: tuple[str, ...]
    """What it is known by, whatever else changes: country, cycle, instrument, `second` where the checklist is the second
    evaluator's, and place; or `request` and its id."""
    country: str
    name: str
    """The country, for readers."""
    subject: str
    """What is to be done: `ETS 185, Article 2, Illegal access`, `Figures from Police`."""
    people: tuple[str, ...]
    """Who is to do it, or to see to it; nobody where nobody was named."""
    due: date
    waiting: tuple[str, ...]
    """Criteria that wait for an answer, or series that were asked for; none once it is done."""
    of: int
    """How many there are in all."""
    changed: date
    """When what it rests on was last changed, as far as that says so itself."""

    @property
    def is_done(self) -> bool:
        """Whether nothing waits any more."""
        return not self.waiting

    def is_late(self, on: date) -> bool:
        """Whether something waits after the day by which it was due; that day itself is still in time."""
        return not self.is_done and self.due < on


def deadlines(
    workspace: Workspace,
    requests: Iterable[Request],
    countries: Sequence[str] = (),
    instruments: Sequence[str] = (),
    *,
    second: bool = False,
) -> tuple[Deadline, ...]:
    """Every deadline of some countries, or of all, in their latest cycle, the earliest first.

    Where two evaluators rate blind, only those of the one who asks: what waits says what the other has answered.
    """
    asked = () if instruments else requests_due(workspace, requests, countries)
    every = (*_assignments(workspace, countries, instruments, second=second), *asked)
    return tuple(sorted(every, key=lambda deadline: deadline.due))


def of_person(every: Iterable[Deadline], person: str, people: People | None = None) -> tuple[Deadline, ...]:
    """The deadlines of somebody, under whatever form of their name they were given them."""
    return tuple(deadline for deadline in every if any(same_person(name, person, people) for name in deadline.people))


def joined(every: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Deadlines of which those of one article, shared between several people, are one."""
    by_key: dict[tuple[str, ...], Deadline] = {}
    for deadline in every:
        before = by_key.get(deadline.key)
        by_key[deadline.key] = (
            deadline
            if before is None
            else replace(
                before,
                people=tuple(dict.fromkeys((*before.people, *deadline.people))),
                waiting=(*before.waiting, *deadline.waiting),
                of=before.of + deadline.of,
            )
        )
    return tuple(by_key.values())


def _assignments(
    workspace: Workspace, countries: Sequence[str], instruments: Sequence[str], *, second: bool
) -> Iterator[Deadline]:
    for country in in_order(workspace, countries):
        theirs = workspace.countries[country]
        for (_cycle, id_), filed in latest(theirs):
            shown = id_ in workspace.instruments and not theirs.is_hidden(filed.document.path, second=second)
            if shown and (not instruments or id_ in instruments):
                of_second = is_of_second(filed.document.path)
                instrument = workspace.instruments[id_].value
                yield from assignments(workspace, country, instrument, filed.value, second=of_second)


def assignments(
    workspace: Workspace, country: str, instrument: Instrument, checklist: Checklist, *, second: bool = False
) -> Iterator[Deadline]:
    """The deadlines of a checklist: of each article or criterion that has a day, those of each who share it.

    A criterion without a day of its own is due with its article. While nobody may change the answers, none is waited for.
    """
    jurisdiction = workspace.jurisdiction(country)
    name = jurisdiction.name(checklist.cut_off) if jurisdiction else country
    answered = (response.answered for response in checklist.responses.values() if response.answered)
    changed = max((checklist.cut_off, *(step.on for step in checklist.steps), *answered))
    for article in instrument.articles:
        for place, criteria in _places(article, checklist):
            subject = f"Article {place}, {article.title}" if place == article.number else place
            for people, share in _shares(article, criteria, checklist).items():
                waiting = (criterion.id for criterion in share if _waits(checklist, criterion))
                yield Deadline(
                    key=(country, checklist.cycle, instrument.id, *(("second",) if second else ()), place),
                    country=country,
                    name=name,
                    subject=f"{instrument.abbreviation}, {'second, ' if second else ''}{subject}",
                    people=people,
                    due=checklist.due[place],
                    waiting=tuple(waiting) if checklist.open else (),
                    of=len(share),
                    changed=changed,
                )


def _places(article: Article, checklist: Checklist) -> Iterator[tuple[str, tuple[Criterion, ...]]]:
    """What has a day: the article, without the criteria that have one of their own, and each of these."""
    own = tuple(each for each in article.criteria if each.id in checklist.due)
    if article.number in checklist.due:
        yield article.number, tuple(each for each in article.criteria if each not in own)
    yield from ((each.id, (each,)) for each in own)


def _shares(
    article: Article, criteria: Iterable[Criterion], checklist: Checklist
) -> Mapping[tuple[str, ...], Sequence[Criterion]]:
    """Some criteria by who is to answer them: those named for each, else those named for its article."""
    shares: dict[tuple[str, ...], list[Criterion]] = {}
    for criterion in criteria:
        people = checklist.assigned.get(criterion.id) or checklist.assigned.get(article.number, ())
        shares.setdefault(people, []).append(criterion)
    return shares


def open_by_person(instrument: Instrument, checklist: Checklist) -> Mapping[str, int]:
    """How many criteria of a checklist wait for each who is to answer some; those whom nobody is waiting for too."""
    counts = dict.fromkeys((name for names in checklist.assigned.values() for name in names), 0)
    for article in instrument.articles:
        for people, share in _shares(article, article.criteria, checklist).items():
            waiting = sum(_waits(checklist, criterion) for criterion in share)
            counts |= {name: counts[name] + waiting for name in people}
    return counts


def _waits(checklist: Checklist, criterion: Criterion) -> bool:
    """Whether a criterion is to be answered, or an answer to be confirmed that was carried over."""
    response = checklist.responses.get(criterion.id, Response())
    return not response.has_rating or bool(response.carried_over)


def requests_due(workspace: Workspace, requests: Iterable[Request], countries: Sequence[str]) -> Iterator[Deadline]:
    """The requests for figures that have a day, in the order in which they were sent."""
    for request in requests:
        if request.due and (not countries or request.country in countries):
            jurisdiction = workspace.jurisdiction(request.country)
            yield Deadline(
                key=("request", request.id),
                country=request.country,
                name=jurisdiction.name(request.sent) if jurisdiction else request.country,
                subject=f"Figures from {request.institution}, request {request.id}",
                people=(request.by,),
                due=request.due,
                waiting=() if request.is_returned else request.series,
                of=len(request.series),
                changed=max((request.sent, *(back.on for back in request.returns))),
            )


def late(every: Iterable[Deadline], on: date) -> tuple[Deadline, ...]:
    """What is late on a day, the longest overdue first."""
    return tuple(deadline for deadline in every if deadline.is_late(on))


def next_deadline(every: Iterable[Deadline], on: date) -> str | None:
    """What is due next, and how much is late already, in a sentence; none where nothing is due."""
    waiting = [deadline for deadline in every if not deadline.is_done]
    ahead = [deadline for deadline in waiting if not deadline.is_late(on)]
    behind = len(waiting) - len(ahead)
    overdue = f"{figures.count(behind, 'deadline').capitalize()} passed." if behind else ""
    first = ahead[0] if ahead else None
    what = f"{figures.day(first.due)}, {first.name}, {first.subject} ({named(first)})" if first else ""
    coming = f"Next deadline: {what}." if first else ""
    return " ".join(filter(None, (overdue, coming))) or None


def named(deadline: Deadline) -> str:
    """Who is to do something, in words."""
    return ", ".join(deadline.people) or "nobody"


def overdue_columns(on: date) -> tuple[Column[Deadline], ...]:
    """The table of what is late on a day."""
    return (
        Column("due", lambda deadline: deadline.due.isoformat()),
        Column("days", lambda deadline: (on - deadline.due).days, "right"),
        Column("country", lambda deadline: deadline.name),
        Column("what", lambda deadline: deadline.subject),
        Column("waiting", lambda deadline: some(deadline.waiting)),
        Column("who", named),
    )


def overdue_record(deadline: Deadline, on: date) -> Mapping[str, object]:
    """Something that is late on a day, for other programs."""
    return {
        "country": deadline.country,
        "name": deadline.name,
        "kind": "request" if deadline.key[0] == "request" else "assignment",
        "about": deadline.key[-1],
        "what": deadline.subject,
        "people": deadline.people,
        "due": deadline.due,
        "days": (on - deadline.due).days,
        "waiting": deadline.waiting,
    }
