"""The answers to an article as a reviewer reads them: beside what was accepted, the last cycle, other countries, the law."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from compliance.checks.acceptances import accepted_digest, accepted_in, answers_in
from compliance.checks.quotes import Piece, Suspect, changed, suspects, words_of
from compliance.language import N_, Words, _, day
from compliance.model.checklist import STATE, Contribution, LegalBasis, Remark, Response
from compliance.model.instrument import Criterion
from compliance.model.sources import Source
from compliance.queries.accepted import Accepted, Altered, last_accepted, lines_about
from compliance.queries.work import is_open
from compliance.screens.criterion import reference
from compliance.screens.work.parts import Tab, WorkPage
from compliance.screens.work.review import Bar, UnderReview, bar, called
from compliance.view import words
from compliance.view.values.answers import Chip
from compliance.workspace import Country, Workspace

LABELS: Words[str] = Words(
    {
        "rating": N_("Rating"),
        "ratings_by_part": N_("Rating by level"),
        "rating_as_bound": N_("Rating as bound"),
        "not_applicable": N_("Reason, if not applicable"),
        "terrorist_financing": N_("Terrorist financing"),
        "legal_basis": N_("Legal basis"),
        "analysis": N_("Analysis"),
        "gap": N_("Gap"),
        "practice": N_("Practice"),
        "evidence": N_("Evidence"),
        "sources": N_("Documents"),
        "conflicts": N_("Contradictions of sources"),
        "recommendation": N_("Recommendation"),
        "since": N_("Since"),
        "cause": N_("Cause"),
        "adjudication": N_("Third rating"),
        "carried_over": N_("Carried over"),
        "reviewed_by": N_("Accepted by"),
        "remarks": N_("Remarks"),
        "replies": N_("Replies"),
        "closed": N_("Settled"),
        "act": N_("Act"),
        "provision": N_("Provision"),
        "role": N_("Role"),
        "gist": N_("Gist"),
        "quote": N_("Quotation"),
        "translation": N_("Translation"),
        "language": N_("Language"),
        "text": N_("text"),
        "addressee": N_("To whom"),
        "effort": N_("Effort"),
    }
)
"""What the fields of an answer are called."""
Mark = Literal["accepted", "changed", "waiting", "unanswered"]
"""How an answer stands with reviewers."""
Verdict = Literal["found", "differs", "absent", "unknown"]
"""Whether a quotation stands in the stored text of its act: it does; otherwise; nothing like it; nobody can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field of an answer, beside what stood there in the cycle before where that is shown."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A rating, of the whole or of a level of government."""

    level: str
    """The level; empty for the whole."""
    chip: Chip
    lead: bool = False
    """Whether no source was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation, and whether it stands in the stored text."""

    text: str
    language: str
    translation: str
    verdict: Verdict
    says: str
    """The same in a sentence."""
    pieces: tuple[Piece, ...] = ()
    """The quotation beside the nearest passage; words of the text count as added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A provision on which an answer rests."""

    act: str
    provision: str
    gist: tuple[Piece, ...]
    notes: str
    """Level, dates and what was not seen."""
    sources: tuple[Tab, ...]
    quotation: Quotation | None
    new: bool
    """Whether the cycle before has no such provision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that is another than in the answer that was accepted."""

    label: str
    pieces: tuple[Piece, ...]
    cut: bool
    """Whether the log has cut one of the texts."""
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What changed since a reviewer accepted the answer."""

    heading: str
    differences: tuple[Difference, ...]
    notes: tuple[str, ...]
    """What cannot be told, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """How another country answers the same."""

    name: str
    rated: tuple[Rated, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A reply."""

    by: str
    on: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A remark with its replies."""

    number: int
    by: str
    on: str
    text: str
    replies: tuple[Spoken, ...]
    open: bool
    settled: str
    """By whom and when it was settled; empty while it is open."""
    theirs: str
    """Why whoever reads cannot settle it; empty where they can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer under review."""

    id: str
    ref: str
    core: bool
    duty: str
    question: str
    mark: Mark
    verdict: str
    """How it stands with reviewers, in a sentence."""
    rated: tuple[Rated, ...]
    before: tuple[Rated, ...]
    """The rating of the cycle before; nothing where there is none."""
    before_label: str
    rows: tuple[Row, ...]
    bases: tuple[Basis, ...]
    dropped: tuple[str, ...]
    """Provisions that the cycle before cites and this one does not."""
    evidence: str
    sources: tuple[Tab, ...]
    written: str
    """By whom and when."""
    since: Since | None
    elsewhere: tuple[Elsewhere, ...]
    threads: tuple[Thread, ...]
    open: int
    """How many remarks are open."""
    hindrances: tuple[str, ...]
    """Why it cannot be accepted."""
    digest: str
    """By which it is known whether it changed while it was read."""
    history: str
    """The address of its history."""
    rerate: str
    """The address of the form to re-rate it; empty where that cannot be."""
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What was not done, and why; what was typed stays in its field."""

    criterion: str
    """The criterion that it was about; empty for the whole article."""
    reasons: tuple[str, ...]
    text: str = ""
    number: int = 0
    """The remark that it was about; none for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, and what they may see and do."""

    on: date
    may: frozenset[str]
    """What they may do for the country: `accept`, `remark`, `reply`, `close`, `rerate`."""
    countries: Collection[str]
    """The other countries whose answers they may see."""
    hindrances: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Why an answer cannot be accepted by them, by criterion; under the empty name why none can."""
    theirs: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Why they cannot settle a remark, by criterion and number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage(WorkPage):
    """The answers to an article, under review."""

    bar: Bar
    number: str
    heading: str
    lead: str
    done: str
    refused: Refused | None
    hindrances: tuple[str, ...]
    """Why nothing here can be accepted by whoever reads."""
    answers: tuple[Answer, ...]
    may: frozenset[str]
    action: str
    """Where forms are sent: `<action>accept`."""
    acceptable: tuple[str, ...]
    """The criteria that can be accepted together."""

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return ": ".join((_("Review"), f"{self.heading}, {self.bar.title}"))

    @property
    def next(self) -> str:
        """The address of the next answer to look at."""
        return self.bar.next


def answers_page(
    under: UnderReview, number: str, criterion: str, reader: Reader, *, done: str = "", refused: Refused | None = None
) -> AnswersPage:
    """The page of an article; KeyError where the instrument has none of that number."""
    article = next((each for each in under.instrument.articles if each.number == number and each.criteria), None)
    if article is None:
        raise KeyError(number)
    chosen = criterion if any(criterion == each.id for each in article.criteria) else ""
    beside = _Beside(under, reader)
    answers = tuple(beside.answer(each, each.id == chosen) for each in article.criteria)
    general = reader.hindrances.get("", ())
    return AnswersPage(
        bar=bar(under, on=reader.on, article=number, criterion=chosen or article.criteria[-1].id),
        number=number,
        heading=_("Article %(number)s, %(title)s") % {"number": number, "title": article.called()},
        lead=_lead(beside.cycle),
        done=done,
        refused=refused,
        hindrances=general,
        answers=answers,
        may=reader.may,
        action=under.article(number),
        acceptable=tuple(
            each.id for each in answers if not (general or each.hindrances) and each.mark in ("changed", "waiting")
        ),
    )


def _lead(cycle: str) -> str:
    never = _("Read only: a reviewer accepts, returns or remarks, and never rewrites.")
    if not cycle:
        return never
    return " ".join((_("Compared with the answers of %(cycle)s.") % {"cycle": cycle}, never))


class _Beside:
    """What stands beside the answers of a checklist, looked up once."""

    def __init__(self, under: UnderReview, reader: Reader) -> None:
        self.under, self.reader = under, reader
        self.responses, self.answers = under.filed.value.responses, answers_in(under.filed)
        self.lines = lines_about(under.country, under.file)
        self.accepted, self.changed = accepted_in(under.filed), frozenset(under.changed)
        self.documents, self.levels = under.country.documents(), levels_of(under.workspace, under.country)
        self.suspects = {
            (each.based.answered.criterion.id, each.based.index): each
            for each in suspects(under.workspace)
            if each.path == under.filed.document.path
        }
        self.cycle, self.earlier = _earlier(under)

    def answer(self, criterion: Criterion, current: bool) -> Answer:
        """One answer with all that stands beside it."""
        id_, reader = criterion.id, self.reader
        response, before = self.responses.get(id_, Response()), self.earlier.get(id_)
        query = self.under.at(id_).rpartition("/")[2].partition("#")[0]
        at = self.under.article(self.under.articles[id_])
        return Answer(
            id=id_,
            ref=reference(criterion),
            core=criterion.core,
            duty=criterion.requirement,
            question=criterion.asked(),
            mark=self._mark(id_, response),
            verdict=self._verdict(id_, response),
            rated=rated(response, self.levels),
            before=rated(before, self.levels) if before and before.has_rating else (),
            before_label=_("Rating %(cycle)s") % {"cycle": self.cycle},
            rows=tuple(_rows(response, before)),
            bases=tuple(self._basis(id_, n, basis, before) for n, basis in enumerate(response.legal_basis)),
            dropped=_dropped(self.under.country, response, before),
            evidence=words.evidence(response.evidence) if response.evidence else "",
            sources=cited(self.documents, response.sources),
            written=written(response),
            since=_since(last_accepted(self.under.filed, self.lines, id_)),
            elsewhere=tuple(_elsewhere(self.under, reader.countries, id_)),
            threads=tuple(self._thread(id_, n, remark) for n, remark in enumerate(response.remarks, 1)),
            open=sum(map(is_open, response.remarks)),
            hindrances=reader.hindrances.get(id_, ()),
            digest=accepted_digest(self.answers.get(id_, {})),
            history=f"{at}history/{query}",
            rerate=f"{at}rerate/{query}" if "rerate" in reader.may else "",
            current=current,
        )

    def _mark(self, id_: str, response: Response) -> Mark:
        if id_ in self.accepted:
            return "accepted"
        if not response.has_rating:
            return "unanswered"
        return "changed" if id_ in self.changed else "waiting"

    def _verdict(self, id_: str, response: Response) -> str:
        match self._mark(id_, response):
            case "accepted":
                return _("Accepted: %(who)s") % {"who": _signed(response.reviewed_by or "", response.reviewed)}
            case "changed":
                return _("Changed since it was accepted")
            case "waiting":
                return _("Not accepted yet")
            case "unanswered":
                return _("Not answered")

    def _basis(self, id_: str, n: int, basis: LegalBasis, before: Response | None) -> Basis:
        same = _same(basis, before)
        return Basis(
            act=_act(self.under.country, basis),
            provision=words.cite(basis.provision),
            gist=changed(same.gist, basis.gist) if same else _plain(basis.gist),
            notes=_notes(basis, self.levels),
            sources=cited(self.documents, basis.sources),
            quotation=self._quotation(basis, self.suspects.get((id_, n))),
            new=before is not None and same is None,
        )

    def _quotation(self, basis: LegalBasis, suspect: Suspect | None) -> Quotation | None:
        if basis.quote is None:
            return None
        verdict, says = self._checked(basis, suspect)
        return Quotation(
            text=basis.quote,
            language=basis.language or "",
            translation=basis.translation or "",
            verdict=verdict,
            says=says,
            pieces=suspect.pieces if suspect else (),
        )

    def _checked(self, basis: LegalBasis, suspect: Suspect | None) -> tuple[Verdict, str]:
        """Whether a quotation stands in the stored text, and the same in a sentence."""
        if suspect:
            name = {"file": suspect.stored.path.rpartition("/")[2]}
            if suspect.pieces:
                return "differs", _("The quotation differs from the stored text %(file)s:") % name
            return "absent", _("Nothing like the quotation stands in the stored text %(file)s.") % name
        if not self._is_latest or basis.until:
            return "unknown", _("The stored texts are of today’s law, so nobody compared this quotation.")
        act = self.under.country.acts().get(basis.act)
        stored = words_of(self.under.country, act) if act else None
        if stored is None or stored.text is None:
            return "unknown", _("No text of the act is stored, so nobody compared the quotation.")
        return "found", _("The quotation stands in the stored text.")

    @property
    def _is_latest(self) -> bool:
        """Whether the checklist is of the latest cycle, whose law the stored texts are."""
        return self.under.country.cycles()[-1:] == (self.under.cycle,)

    def _thread(self, id_: str, number: int, remark: Remark) -> Thread:
        return Thread(
            number=number,
            by=remark.by,
            on=day(remark.on),
            text=remark.text,
            replies=tuple(Spoken(by=each.by, on=day(each.on), text=each.text) for each in remark.replies),
            open=is_open(remark),
            settled=_("Settled: %(who)s") % {"who": _signed(remark.closed_by or remark.by, remark.closed)}
            if remark.closed
            else "",
            theirs=self.reader.theirs.get((id_, number), ""),
        )


def _signed(by: str, on: date | None) -> str:
    return ", ".join((by, *((day(on),) if on else ())))


def levels_of(workspace: Workspace, country: Country) -> Mapping[str, str]:
    """The levels of government of a country with parts: their names by id."""
    jurisdiction = workspace.jurisdiction(country.id)
    if jurisdiction is None or not jurisdiction.parts:
        return {}
    return {STATE: jurisdiction.state or _("State"), **{part.id: part.called() for part in jurisdiction.parts}}


def rated(response: Response, levels: Mapping[str, str]) -> tuple[Rated, ...]:
    """How an answer rates, by level of government where levels are rated."""
    lead = response.evidence == "D"
    if response.ratings_by_part:
        return tuple(
            Rated(level=levels.get(part, part), chip=words.ends_chip(answer[0], answer[-1]), lead=lead)
            for part, answer in response.ratings_by_part.items()
            if answer
        )
    if not response.rating:
        return (Rated(level="", chip=Chip(kind="unanswered", word=words.rating("unanswered"))),)
    return (Rated(level="", chip=words.ends_chip(response.rating[0], response.rating[-1]), lead=lead),)


def _earlier(under: UnderReview) -> tuple[str, Mapping[str, Response]]:
    """The cycle before with an answer to the same instrument, and its answers."""
    of_same = under.country.second if under.second else under.country.checklists
    cycles = [cycle for cycle, instrument in sorted(of_same) if instrument == under.instrument.id]
    last = max((cycle for cycle in cycles if cycle < under.cycle), default="")
    return last, of_same[last, under.instrument.id].value.responses if last else {}


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece("same", text),) if text else ()


def _rows(response: Response, before: Response | None) -> Iterator[Row]:
    """The texts of an answer, beside those of the cycle before."""
    for label, read in _TEXTS.items():
        now, was = read(response), read(before) if before else ""
        if now or was:
            yield Row(label=LABELS[label], pieces=changed(was, now) if before else _plain(now))


def _cause(response: Response) -> str:
    since = (_("since %(day)s") % {"day": words.when(response.since)},) if response.since else ()
    return words.sentence(", ".join((words.CAUSES[response.cause], *since))) if response.cause else ""


def _recommended(response: Response) -> str:
    advice = response.recommendation
    if advice is None or advice.addressee is None:
        return words.sentence(advice.text) if advice else ""
    return _("%(text)s To: %(whom)s.") % {"text": words.sentence(advice.text), "whom": advice.addressee}


_TEXTS = {
    "gap": lambda response: response.gap or "",
    "analysis": lambda response: response.analysis or "",
    "practice": lambda response: response.practice or "",
    "not_applicable": lambda response: words.REASONS[response.not_applicable] if response.not_applicable else "",
    "terrorist_financing": lambda response: (
        words.TERRORIST_FINANCING[response.terrorist_financing] if response.terrorist_financing else ""
    ),
    "recommendation": _recommended,
    "cause": _cause,
}


def _act(country: Country, basis: LegalBasis) -> str:
    act = country.acts().get(basis.act)
    return act.short if act else basis.act


def _same(basis: LegalBasis, before: Response | None) -> LegalBasis | None:
    """The same provision in the answer of the cycle before."""
    place = (basis.act, basis.provision, basis.part)
    every = before.legal_basis if before else ()
    return next((each for each in every if (each.act, each.provision, each.part) == place), None)


def _dropped(country: Country, response: Response, before: Response | None) -> tuple[str, ...]:
    """The provisions that only the cycle before cites."""
    gone = (each for each in (before.legal_basis if before else ()) if _same(each, response) is None)
    return tuple(", ".join(filter(None, (_act(country, each), words.cite(each.provision)))) for each in gone)


def _notes(basis: LegalBasis, levels: Mapping[str, str]) -> str:
    notes = (
        levels.get(basis.part or "", basis.part or ""),
        _("in force since %(day)s") % {"day": words.when(basis.in_force)} if basis.in_force else "",
        _("until %(day)s") % {"day": words.when(basis.until)} if basis.until else "",
        _("not seen: %(what)s") % {"what": basis.recalled} if basis.recalled else "",
    )
    return "; ".join(filter(None, notes))


def cited(documents: Mapping[str, Source], ids: Iterable[str]) -> tuple[Tab, ...]:
    """Documents with the way to each; those without an address have none."""
    return tuple(
        Tab(document.document, str(document.url or "")) if (document := documents.get(id_)) else Tab(id_, "")
        for id_ in ids
    )


def written(response: Response) -> str:
    """Who wrote an answer and when, in a sentence."""
    parts: Sequence[Contribution] = response.written
    if not parts and response.author:
        return _("%(who)s wrote it.") % {"who": _signed(response.author, response.answered)}
    parts_named = [f"{_signed(each.by, each.on)} ({', '.join(_label(name) for name in each.fields)})" for each in parts]
    return f"{'; '.join(parts_named)}." if parts_named else _("Nobody is named.")


def label_of(path: str) -> str:
    """What a field is called that the log names: `Legal basis, 2, Gist`."""
    return ", ".join(step if step.isdigit() else _label(step) for step in path.split("."))


def _label(name: str) -> str:
    return LABELS[name] if name in LABELS else name.replace("_", " ")


def _since(accepted: Accepted | None) -> Since | None:
    """What changed since an acceptance, and what of it nobody can tell."""
    if accepted is None:
        return None
    text = _("Changed since %(who)s accepted it") % {"who": _signed(accepted.by, accepted.on)}
    return Since(
        heading=text,
        differences=tuple(_difference(each) for each in accepted.altered),
        notes=tuple(_untold(accepted)),
    )


def _difference(each: Altered) -> Difference:
    return Difference(
        label=label_of(each.field),
        pieces=changed(each.before, each.now),
        cut=not each.whole,
        who=_signed(each.by, each.when.date()),
    )


def _untold(accepted: Accepted) -> Iterator[str]:
    if any(not each.whole for each in accepted.altered):
        yield _(
            "The log keeps no more than 60 characters of a text: where one ends with “…”, the rest is not on record."
        )
    if accepted.by_hand and not accepted.altered:
        yield _("The file was changed by hand, and what stood there is not on record. Read the answer as a new one.")
    elif accepted.by_hand:
        yield _("The file was also changed by hand meanwhile; what changed then is not on record.")
    if accepted.unnamed:
        yield _("A line of the log tells of changes without naming the fields.")
    if not (accepted.altered or accepted.by_hand or accepted.unnamed):
        yield _("The log names no field that changed.")


def _elsewhere(under: UnderReview, countries: Collection[str], id_: str) -> Iterator[Elsewhere]:
    """How other countries answer the same, each in its latest cycle."""
    for name in countries:
        country = under.workspace.countries[name]
        cycle = max((cycle for cycle, of in country.checklists if of == under.instrument.id), default="")
        filed = country.checklists.get((cycle, under.instrument.id))
        response = filed.value.responses.get(id_) if filed else None
        if filed and response and response.has_rating:
            yield Elsewhere(
                name=f"{called(under.workspace, name, filed.value.cut_off)}, {cycle}",
                rated=rated(response, levels_of(under.workspace, country)),
                text=response.gap or response.analysis or "",
            )
