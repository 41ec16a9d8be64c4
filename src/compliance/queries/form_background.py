"""What stands beside a question for whoever answers it: who is to answer, deposits, remarks, earlier ratings, the other treaty."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance import figures
from compliance.as_of.deposits import in_effect, narrows
from compliance.language import _, day
from compliance.model.checklist import Checklist, Entry, Remark, Reply, Response
from compliance.model.instrument import Article, Instrument
from compliance.model.participation import Deposit
from compliance.queries.crosswalk import ASKS, Proposal, proposals
from compliance.queries.form_words import labels
from compliance.view import words
from compliance.workspace import Country, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What stands beside a question; nobody types it there."""

    assigned: str = ""
    """Who is to answer it, and by when."""
    deposits: str = ""
    """What reservations and declarations exclude or narrow."""
    proposals: str = ""
    """What answers to another treaty say of it while it is open; never copied by itself."""
    remarks: str = ""
    """The remarks that are open, with their replies."""
    history: str = ""
    """Earlier ratings with cause and day."""


def backgrounds(
    workspace: Workspace, country: Country, treaty: Instrument, checklist: Checklist
) -> Mapping[str, Background]:
    """What stands beside each question of a checklist, by criterion."""
    deposits = _deposits(country, treaty.id, checklist.cut_off)
    latest = country.cycles()[-1:] == (checklist.cycle,)
    proposed: dict[str, list[str]] = defaultdict(list)
    for proposal in proposals(workspace, country) if latest else ():
        proposed[proposal.criterion].append(_proposal(proposal))
    shown = labels((*treaty.scale.values, "not-applicable", "unanswered"))
    return {
        criterion.id: Background(
            assigned=_assigned(checklist, article, criterion.id),
            deposits="\n".join(_deposit(deposit) for deposit in deposits if criterion.id in deposit.criteria),
            proposals="\n".join(proposed[criterion.id]),
            remarks="\n".join(_open_remarks(checklist.responses.get(criterion.id, Response()))),
            history="\n".join(_history(checklist.responses.get(criterion.id, Response()), shown)),
        )
        for article in treaty.articles
        for criterion in article.criteria
    }


def _assigned(checklist: Checklist, article: Article, criterion: str) -> str:
    """Who is to answer a criterion, or its article, and by when."""
    places = (criterion, article.number)
    names = next((checklist.assigned[place] for place in places if place in checklist.assigned), ())
    due = next((checklist.due[place] for place in places if place in checklist.due), None)
    by_when = (_("by %(day)s") % {"day": day(due)},) if due else ()
    return "\n".join((*filter(None, (", ".join(names),)), *by_when))


def _deposits(country: Country, treaty: str, on: date) -> tuple[Deposit, ...]:
    """What a country has deposited to a treaty that excludes or narrows criteria on a day."""
    participation = country.participation.value.instruments.get(treaty) if country.participation else None
    return tuple(filter(narrows, in_effect(participation.deposits if participation else (), on)))


def _deposit(deposit: Deposit) -> str:
    since = (_("Since %(day)s.") % {"day": words.when(deposit.deposited)},) if deposit.deposited else ()
    unseen = (_("Its text was not seen, so it has no effect."),) if deposit.evidence == "not-verified" else ()
    what = words.NARROWED[deposit.kind, deposit.effect]
    return " ".join((what, words.sentence(deposit.gist), *since, *unseen))


def _proposal(proposal: Proposal) -> str:
    """What the answer to another criterion says of an open one, and the provisions on which it rests."""
    shown = labels((proposal.rating, *filter(None, (proposal.proposed,))))
    values = {
        "criterion": proposal.answered,
        "rating": shown.get(proposal.rating, proposal.rating),
        "asks": ASKS[proposal.relation],
    }
    text = (
        _("Proposed: %(rating)s. %(criterion)s is rated so and %(asks)s.")
        if proposal.proposed
        else _("Look at the provisions: %(criterion)s is rated %(rating)s and %(asks)s.")
    )
    provisions = (f"· {basis.act} {basis.provision or figures.NOTHING}: {basis.gist}" for basis in proposal.legal_basis)
    return "\n".join((f"{text % values} {proposal.reason}", *provisions))


def _open_remarks(response: Response) -> Iterator[str]:
    for number, remark in enumerate(response.remarks, 1):
        if remark.closed is None:
            yield "\n".join((f"{number} {_signed(remark)}", *(f"→ {_signed(reply)}" for reply in remark.replies)))


def _signed(thing: Remark | Reply) -> str:
    """Who wrote a remark or a reply, on which day, and its text."""
    return f"{thing.by}, {day(thing.on)}: {thing.text}"


def discussed(remark: Remark) -> Mapping[str, str]:
    """A remark as its row of the sheet shows it; only `text` is looked at when it comes back."""
    settled = _("settled on %(day)s") % {"day": day(remark.closed)} if remark.closed else _("open")
    texts = {
        "text": remark.text,
        "by": remark.by,
        "on": day(remark.on),
        "replies": "\n".join(_signed(reply) for reply in remark.replies),
        "state": " ".join(filter(None, (settled, remark.closed_by and f"({remark.closed_by})"))),
    }
    return {key: text for key, text in texts.items() if text}


def _history(response: Response, shown: Mapping[str, str]) -> Iterator[str]:
    """The earlier ratings of an answer, the latest first, and why the one of today came."""
    if response.history and response.recorded and response.cause:
        yield _("now: %(cause)s, recorded on %(day)s") % {
            "cause": words.CAUSES[response.cause],
            "day": day(response.recorded),
        }
    for entry in reversed(response.history):
        yield _entry(entry, [shown.get(word, word) for word in entry.rating])


def _entry(entry: Entry, rating: Sequence[str]) -> str:
    since = (_("since %(day)s") % {"day": words.when(entry.since)},) if entry.since else ()
    cause = (words.CAUSES[entry.cause],) if entry.cause else ()
    recorded = _("recorded on %(day)s") % {"day": day(entry.recorded)}
    return ". ".join(filter(None, (", ".join((" / ".join(rating), *since, *cause, recorded)), entry.note)))
