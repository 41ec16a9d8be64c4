"""What stands beside an answer while it is written: what it lacks, remarks, deposits, other treaties and countries, earlier cycles, the law."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from compliance import figures
from compliance.checks.needs import Need
from compliance.checks.quotes import difference, plain, stands_in, words_of
from compliance.language import _, day
from compliance.model.checklist import Contribution, Entry, LegalBasis, Response
from compliance.model.crosswalk import Relation
from compliance.model.instrument import Instrument
from compliance.model.log import Entry as Line
from compliance.queries.crosswalk import ASKS, INVERSE
from compliance.queries.effect import Effect as Moved
from compliance.queries.log import Wanted, entries
from compliance.scoring import Assessment
from compliance.scoring.values import CriterionScore
from compliance.screens.parts import Score, score
from compliance.screens.work.parts import Tab
from compliance.view import words
from compliance.workspace import Country, Workspace, is_of_second

AROUND = 160
"""Characters of a stored text before and after a quotation."""
LINES = 12
"""So many lines of the log stand beside an answer, the latest first."""


LACKS: Mapping[Need, str] = {
    "answer": "a.rating",
    "reason": "a.not_applicable",
    "evidence": "a.evidence",
    "documents": "a.sources",
    "gap": "a.gap",
    "legal basis": "basis",
    "confirm": "a.confirmed",
}
"""The field where it belongs, by what is lacking."""


def lacks(needs: Iterable[Need]) -> Iterator[tuple[str, str]]:
    """What an answer still lacks: a sentence, and the field where it belongs."""
    sentences: Mapping[Need, str] = {
        "answer": _("Rating: it is open."),
        "reason": _("Reason: say why it is not applicable."),
        "evidence": _("Evidence: give its grade."),
        "documents": _("Documents: name what was seen, or the grade is D."),
        "gap": _("Gap: say what is missing; the rating is below the best."),
        "legal basis": _("Legal basis: name a provision, or the rating is too good."),
        "confirm": _("Carried over: say whether it still holds."),
    }
    yield from ((sentences[need], LACKS[need]) for need in needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Where the scores stand that an answer moves."""

    whole: Score
    """The score of the treaty."""
    before: Score
    """The same as it stands on file."""
    article: Score
    article_before: Score
    why: str
    """What a lead or an open answer does to it; empty where nothing is to be said."""


def effect(assessment: Assessment, number: str, criterion: CriterionScore, after: Moved | None) -> Effect:
    """The scores of the treaty and of the article: as they stand, and as an answer would move them that is not saved yet."""
    whole = assessment.whole
    before, article = score(whole.range), score(whole.article(number).score)
    return Effect(
        whole=score(after.after) if after else before,
        before=before,
        article=score(after.article_after) if after else article,
        article_before=article,
        why="" if after else _why(criterion),
    )


def _why(criterion: CriterionScore) -> str:
    if criterion.lead:
        return _("Its evidence is a lead and does not count: the criterion widens the range like an unanswered one.")
    if criterion.state == "unanswered":
        return _("It is unanswered and widens the range.")
    return _("It is never scored; it informs.") if criterion.state == "informative" else ""


Scores = Callable[[Country, str, str], Mapping[str, CriterionScore]]
"""The scores of the criteria of a country in a cycle for an instrument, by criterion."""
Href = Callable[..., str]
"""The address of an article in the checklist of an instrument: by instrument and number, with the criterion as `c`."""


def twins(
    workspace: Workspace, country: Country, cycle: str, criterion: str, *, scores: Scores, href: Href
) -> Iterator[tuple[Tab, CriterionScore]]:
    """The criteria of other treaties that a crosswalk ties to this one, each with why and its answer in the same cycle."""
    for other, relation, reason in _ties(workspace, criterion):
        there = _where(workspace, other)
        if there and (cycle, there[0].id) in country.checklists:
            instrument, number = there
            each = scores(country, cycle, instrument.id)[other]
            reference = words.reference(each.criterion.provision, each.criterion.element)
            why = f"{ASKS[relation]}: {words.sentence(reason)}"
            yield Tab(f"{instrument.abbreviation}, {reference}", href(instrument.id, number, c=other), why), each


def _ties(workspace: Workspace, criterion: str) -> Iterator[tuple[str, Relation, str]]:
    """The other criterion, how it stands to this one, and why."""
    for filed in workspace.crosswalks.values():
        for tie in filed.value.ties:
            if tie.second == criterion:
                yield tie.first, tie.relation, tie.reason
            if tie.first == criterion:
                yield tie.second, INVERSE[tie.relation], tie.reason


def _where(workspace: Workspace, criterion: str) -> tuple[Instrument, str] | None:
    """The instrument and the article of a criterion."""
    for filed in workspace.instruments.values():
        for article in filed.value.articles:
            if any(each.id == criterion for each in article.criteria):
                return filed.value, article.number
    return None


Elsewhere = tuple[str, CriterionScore]
"""The answer of another country, or of an earlier cycle: what that is called, and how it rates."""


def others(
    workspace: Workspace, countries: Sequence[Country], place: tuple[str, str], criterion: str, scores: Scores
) -> Iterator[Elsewhere]:
    """What other countries answered to the same criterion in the same cycle, in the order of the register."""
    for country in countries:
        filed, jurisdiction = country.checklists.get(place), workspace.jurisdiction(country.id)
        if filed and jurisdiction:
            yield jurisdiction.name(filed.value.cut_off), scores(country, *place)[criterion]


def earlier(country: Country, place: tuple[str, str], criterion: str, scores: Scores) -> Iterator[Elsewhere]:
    """What the country answered in earlier cycles, the latest first."""
    for before in reversed(country.cycles()):
        if before < place[0] and (before, place[1]) in country.checklists:
            yield before, scores(country, before, place[1])[criterion]


def gist(response: Response | None) -> str:
    """What the law of a country lacks, or what it says."""
    if response is None:
        return ""
    return response.gap or next((basis.gist for basis in response.legal_basis), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A provision beside the stored text of its act."""

    provision: str
    state: str
    """Whether the quotation stands there."""
    good: bool
    before: str = ""
    quote: str = ""
    after: str = ""
    difference: str = ""
    """The words of the quotation beside the nearest passage."""
    language: str = ""


def passages(country: Country, response: Response) -> Iterator[Passage]:
    """The provisions of an answer whose act has a stored text, each with what became of its quotation."""
    for basis in response.legal_basis:
        act = country.acts().get(basis.act)
        stored = words_of(country, act) if act else None
        if act and stored and stored.text:
            yield _passage(" ".join(filter(None, (act.short, basis.provision))), basis, plain(stored.text))


def _passage(provision: str, basis: LegalBasis, text: str) -> Passage:
    if not basis.quote:
        return Passage(
            provision=provision, state=_("The text of the act is stored; nothing is quoted from it."), good=True
        )
    language = basis.language or ""
    if not stands_in(basis.quote, text):
        near = difference(basis.quote, text) or ""
        state = _("The quotation does not stand in the stored text.")
        return Passage(provision=provision, state=state, good=False, difference=near, language=language)
    quote, state = plain(basis.quote), _("The quotation stands in the stored text.")
    place = text.find(quote)
    # A quotation with parts left out stands in the text, but not in one piece: there is no place to show.
    if place < 0:
        return Passage(provision=provision, state=state, good=True)
    start, end = max(0, place - AROUND), place + len(quote)
    parts = {"before": text[start:place], "quote": quote, "after": text[end : end + AROUND]}
    return Passage(provision=provision, state=state, good=True, language=language, **parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside an answer."""

    effect: Effect
    lacks: tuple[tuple[str, str], ...]
    settles: tuple[bool, ...]
    """Whether whoever looks may settle each of its remarks."""
    twins: tuple[tuple[Tab, CriterionScore], ...]
    """Criteria of other treaties, with why, and their answers."""
    proposals: tuple[str, ...]
    others: tuple[Elsewhere, ...]
    hidden: str
    """Why the answers of others are not shown; empty where they are."""
    earlier: tuple[Elsewhere, ...]
    passages: tuple[Passage, ...]
    history: tuple[str, ...]


def history(
    country: Country, response: Response, place: tuple[str, str], criterion: str, *, second: bool
) -> tuple[str, ...]:
    """What became of an answer, the latest first: lines of the log, or who wrote it; then earlier ratings."""
    logged = entries(country, Wanted(about=criterion), second=second)
    lines = [line for line in logged if (line.cycle, line.instrument) == place and is_of_second(line.file) is second]
    done = [_line(line) for line in reversed(lines[-LINES:])] or [_written(each) for each in reversed(response.written)]
    return (*done, *(_before(entry) for entry in reversed(response.history)))


def _line(line: Line) -> str:
    fields = dict.fromkeys(change.field.partition(".")[0].replace("_", " ") for change in line.changed)
    return f"{moment(line.when)}, {line.by}: {', '.join(filter(None, fields)) or line.what}"


def _written(contribution: Contribution) -> str:
    fields = ", ".join(name.replace("_", " ") for name in contribution.fields)
    return f"{day(contribution.on)}, {contribution.by}: {fields}"


def _before(entry: Entry) -> str:
    rating = figures.DASH.join(words.rating(word) for word in entry.rating)
    return _("%(rating)s, recorded on %(day)s") % {"rating": rating, "day": day(entry.recorded)}


def moment(when: datetime) -> str:
    """A moment as it is shown: the minute, and the day where it was another."""
    local = when.astimezone()
    clock = f"{local:%H:%M}"
    return clock if local.date() == datetime.now(UTC).astimezone().date() else f"{day(local.date())}, {clock}"
