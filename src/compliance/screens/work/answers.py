"""The answers to an article as a reviewer reads them: beside what was accepted, the last cycle, other countries, the law."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from compliance.checks.acceptances import accepted_digest, accepted_in, answers_in
from compliance.checks.quotes import Piece, Suspect, changed, suspects, words_of
from compliance.language import _
from compliance.model.checklist import LegalBasis, Response
from compliance.model.instrument import Article, Criterion
from compliance.model.legislation import Act
from compliance.model.sources import Source
from compliance.queries.accepted import Accepted, last_accepted, lines_about
from compliance.screens.work.answer_words import LABELS, TEXTS, Levels, levels_of
from compliance.screens.work.parts import WorkPage
from compliance.screens.work.review import Bar, UnderReview

Mark = Literal["accepted", "changed", "waiting", "unanswered"]
"""How an answer stands with reviewers."""
Verdict = Literal["found", "differs", "absent", "unknown"]
"""Whether a quotation stands in the stored text of its act: it does; otherwise; nothing like it; nobody can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A provision on which an answer rests, beside the cycle before and the stored text of its act."""

    of: LegalBasis
    gist: tuple[Piece, ...]
    new: bool
    """Whether the cycle before has no such provision."""
    verdict: Verdict
    """Of its quotation."""
    says: str
    """The verdict in a sentence."""
    pieces: tuple[Piece, ...]
    """The quotation beside the nearest passage; words of the text count as added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer under review."""

    criterion: Criterion
    response: Response
    before: Response | None
    """The answer of the cycle before; none where there is no such cycle, or no answer in it."""
    mark: Mark
    bases: tuple[Basis, ...]
    since: Accepted | None
    """What changed since a reviewer accepted it."""
    elsewhere: tuple[tuple[str, Levels, Response], ...]
    """How other countries answer the same: country and cycle, its levels of government, its answer."""
    digest: str
    """By which it is known whether it changed while it was read."""
    current: bool

    @property
    def texts(self) -> Iterator[tuple[str, tuple[Piece, ...]]]:
        """Its texts with what each is called, beside those of the cycle before."""
        for label, read in TEXTS.items():
            now, was = read(self.response), read(self.before) if self.before else ""
            if now or was:
                yield LABELS[label], changed(was, now) if self.before else _plain(now)

    @property
    def dropped(self) -> tuple[LegalBasis, ...]:
        """The provisions that only the cycle before cites."""
        every = self.before.legal_basis if self.before else ()
        return tuple(each for each in every if _same(each, self.response) is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What was not done to an answer, and why; what was typed stays in its fields."""

    criterion: str
    """The criterion that it was about; empty for the whole article."""
    reasons: tuple[str, ...]
    typed: Mapping[str, str] = field(default_factory=dict)
    """What was typed, by the name of the field."""
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
    article: Article
    cycle: str
    """The cycle before, with which they are compared; empty where there is none."""
    answers: tuple[Answer, ...]
    levels: Levels
    acts: Mapping[str, Act]
    documents: Mapping[str, Source]
    reader: Reader
    done: str
    refused: Refused | None

    @property
    def acceptable(self) -> tuple[Answer, ...]:
        """Those that can be accepted together."""
        against = self.reader.hindrances
        waiting = (each for each in self.answers if each.mark in ("changed", "waiting"))
        return tuple(each for each in waiting if not (against.get("") or against.get(each.criterion.id)))


def answers_page(
    under: UnderReview, number: str, criterion: str, reader: Reader, *, done: str = "", refused: Refused | None = None
) -> AnswersPage:
    """The page of an article; KeyError where the instrument has none of that number."""
    article = next((each for each in under.instrument.articles if each.number == number and each.criteria), None)
    if article is None:
        raise KeyError(number)
    chosen = criterion if any(criterion == each.id for each in article.criteria) else ""
    beside = _Beside(under, reader)
    return AnswersPage(
        bar=Bar(under=under, on=reader.on, article=number, criterion=chosen or article.criteria[-1].id),
        article=article,
        cycle=beside.cycle,
        answers=tuple(beside.answer(each, each.id == chosen) for each in article.criteria),
        levels=levels_of(under.workspace, under.country),
        acts=under.country.acts(),
        documents=under.country.documents(),
        reader=reader,
        done=done,
        refused=refused,
    )


class _Beside:
    """What stands beside the answers of a checklist, looked up once."""

    def __init__(self, under: UnderReview, reader: Reader) -> None:
        self.under, self.reader = under, reader
        self.answers, self.lines = answers_in(under.filed), lines_about(under.country, under.file)
        self.accepted, self.changed = accepted_in(under.filed), frozenset(under.changed)
        self.suspects = {
            (each.based.answered.criterion.id, each.based.index): each
            for each in suspects(under.workspace)
            if each.path == under.filed.document.path
        }
        self.cycle, self.earlier = _earlier(under)

    def answer(self, criterion: Criterion, current: bool) -> Answer:
        """One answer with all that stands beside it."""
        id_ = criterion.id
        response, before = self.under.response(id_), self.earlier.get(id_)
        return Answer(
            criterion=criterion,
            response=response,
            before=before,
            mark=self._mark(id_, response),
            bases=tuple(
                self._basis(basis, before, self.suspects.get((id_, n))) for n, basis in enumerate(response.legal_basis)
            ),
            since=last_accepted(self.under.filed, self.lines, id_),
            elsewhere=tuple(_elsewhere(self.under, self.reader.countries, id_)),
            digest=accepted_digest(self.answers.get(id_, {})),
            current=current,
        )

    def _mark(self, id_: str, response: Response) -> Mark:
        if id_ in self.accepted:
            return "accepted"
        if not response.has_rating:
            return "unanswered"
        return "changed" if id_ in self.changed else "waiting"

    def _basis(self, basis: LegalBasis, before: Response | None, suspect: Suspect | None) -> Basis:
        same = _same(basis, before)
        verdict, says = self._checked(basis, suspect)
        return Basis(
            of=basis,
            gist=changed(same.gist, basis.gist) if same else _plain(basis.gist),
            new=before is not None and same is None,
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
        # Stored texts are those of the latest cycle: an older wording is no mistake because they have another one.
        if self.under.country.cycles()[-1:] != (self.under.cycle,) or basis.until:
            return "unknown", _("The stored texts are of today’s law, so nobody compared this quotation.")
        act = self.under.country.acts().get(basis.act)
        stored = words_of(self.under.country, act) if act else None
        if stored is None or stored.text is None:
            return "unknown", _("No text of the act is stored, so nobody compared the quotation.")
        return "found", _("The quotation stands in the stored text.")


def _earlier(under: UnderReview) -> tuple[str, Mapping[str, Response]]:
    """The cycle before with an answer to the same instrument, and its answers."""
    of_same = under.country.second if under.second else under.country.checklists
    cycles = [cycle for cycle, instrument in sorted(of_same) if instrument == under.instrument.id]
    last = max((cycle for cycle in cycles if cycle < under.cycle), default="")
    return last, of_same[last, under.instrument.id].value.responses if last else {}


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece("same", text),) if text else ()


def _same(basis: LegalBasis, before: Response | None) -> LegalBasis | None:
    """The same provision in the answer of the cycle before."""
    place = (basis.act, basis.provision, basis.part)
    every = before.legal_basis if before else ()
    return next((each for each in every if (each.act, each.provision, each.part) == place), None)


def _elsewhere(under: UnderReview, countries: Collection[str], id_: str) -> Iterator[tuple[str, Levels, Response]]:
    """How other countries answer the same, each in its latest cycle."""
    for name in countries:
        country = under.workspace.countries[name]
        cycle = max((cycle for cycle, of in country.checklists if of == under.instrument.id), default="")
        filed = country.checklists.get((cycle, under.instrument.id))
        response = filed.value.responses.get(id_) if filed else None
        if filed and response and response.has_rating:
            title = f"{under.workspace.name_of(name, filed.value.cut_off)}, {cycle}"
            yield title, levels_of(under.workspace, country), response
