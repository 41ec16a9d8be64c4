"""The profile of a country's law for the committees of the treaties: article by article, without any rating.

A provision is cited as the answer to a duty only where it answers it at least in part; what was not examined is one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.as_of.deposits import verified
from compliance.inputs import Inputs
from compliance.language import N_, Words, _, ngettext
from compliance.model.checklist import NONE, UNANSWERED, Response
from compliance.model.instrument import Article, Division, DivisionKind, Instrument
from compliance.model.participation import Deposit
from compliance.scoring.values import CriterionScore
from compliance.view import words
from compliance.view.country import view_of
from compliance.view.names import designations, texts_of
from compliance.view.values.answers import CriterionView, ProvisionView
from compliance.view.values.country import CountryView, InstrumentView
from compliance.view.values.law import ActView, DepositView, SourceView, TreatyView

DIVISIONS: Words[DivisionKind] = Words({"chapter": N_("Chapter"), "section": N_("Section"), "title": N_("Title")})
"""What the treaties call their parts."""


Cited = tuple[tuple[ProvisionView, ...], str]
"""Provisions that say the same, or that were explained at the same place before: `as above`, `see Art. 23`; empty where it is here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """One duty of the treaty and the national law on it."""

    ref: str
    duty: str
    provisions: tuple[ProvisionView, ...]
    """The provisions that answer it, at least in part."""
    remarks: tuple[str, ...]
    """What stands in their place or beside them: that none was found in what was read, that it is open, that nothing is due."""
    sources: tuple[int, ...]
    """Numbers of the documents behind the answer, where no provision names its own."""
    cited: tuple[Cited, ...] = ()
    """The same provisions, those together that say the same, each explained once a treaty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleProfile:
    """One article: its duties as far as examined, and what the country deposited about it."""

    number: str
    title: str
    asked: int
    """How many duties it has, examined or not."""
    duties: tuple[DutyView, ...]
    unread: tuple[str, ...]
    """References of the duties that nobody examined, or examined at some levels of government alone."""
    deposits: tuple[DepositView, ...]
    unverified: tuple[DepositView, ...]
    """Deposits whose text nobody has seen."""

    @property
    def shown(self) -> bool:
        """Whether it has anything to show among the articles."""
        return bool(self.duties or self.deposits or self.unverified)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyProfile:
    """How the law of a country answers one treaty."""

    instrument: InstrumentView
    standing: TreatyView
    wording: str
    """Whose words the duties are."""
    headline: str
    """How much national law is cited, as a sentence without judgement."""
    divisions: tuple[tuple[str, tuple[ArticleProfile, ...]], ...]
    """Articles with duties, or with something deposited about them, by the headings around them: `Chapter II, section 1: Substantive criminal law`."""
    elsewhere: ArticleProfile
    """What was deposited without naming an article."""
    unread: tuple[ArticleProfile, ...]
    left_out: tuple[str, ...]
    """Articles without a duty for national law about which nothing was deposited."""

    def duties(self) -> Iterator[DutyView]:
        """Its duties that were examined, in treaty order."""
        for _heading, articles in self.divisions:
            for article in articles:
                yield from article.duties


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """Everything that the profile shows."""

    country: CountryView
    treaties: tuple[TreatyProfile, ...]
    acts: tuple[ActView, ...]
    documents: tuple[SourceView, ...]
    """The documents in which the acts, the treaty status, deposits and findings were seen."""


def profile_view(inputs: Inputs, country_id: str, cycle: str, plan_id: str) -> ProfileView:
    """The profile of a country's law, from a folder without problems."""
    workspace, country = inputs.workspace, inputs.workspace.countries[country_id]
    view = view_of(inputs, country_id, cycle, plan_id)
    entries = country.participation.value.instruments if country.participation else {}
    treaties = tuple(
        _treaty(view, instrument, entries[instrument.id].deposits if instrument.id in entries else ())
        for instrument in view.instruments
    )
    about = (view.name, view.position, view.texts, view.treaties, view.findings, view.acts, view.sources)
    printed = (*about, *((treaty.divisions, treaty.elsewhere) for treaty in treaties))
    footnotes = designations(workspace, view.cut_off, tuple(texts_of(printed)))
    acts = tuple(act for act in view.acts if act.used)
    numbers = (
        *(act.sources for act in acts),
        *(treaty.sources for treaty in view.treaties),
        *(deposit.sources for deposit in view.deposits),
        *(finding.sources for finding in view.findings),
        *(duty.sources for treaty in treaties for duty in treaty.duties()),
    )
    seen = {number for some in numbers for number in some}
    documents = tuple(source for source in view.sources if source.number in seen)
    return ProfileView(country=replace(view, footnotes=footnotes), treaties=treaties, acts=acts, documents=documents)


def _treaty(view: CountryView, shown: InstrumentView, deposits: Sequence[Deposit]) -> TreatyProfile:
    instrument = shown.model
    views = [deposit for deposit in view.deposits if deposit.treaty == shown.abbreviation]
    rows = {
        article.number: list(zip(article.criteria, score.criteria, strict=True))
        for article, score in zip(shown.articles, shown.article_scores, strict=True)
    }
    by_article: dict[str, list[tuple[Deposit, DepositView]]] = {}
    for deposit, view_ in zip(deposits, views, strict=True):
        first, *others = _numbers(deposit, instrument) or ("",)
        row = replace(view_, provisions=words.cite(view_.provisions))
        by_article.setdefault(first, []).append((deposit, row))
        again = replace(row, gist=_("As under Article %s.") % first, evidence="")
        # The article on declarations or reservations, which most deposits name beside their own, asks nothing.
        for number in (number for number in others if number in rows):
            by_article.setdefault(number, []).append((deposit, again))
    profiles: list[ArticleProfile] = []
    explained: dict[object, str] = {}
    for article in instrument.articles:
        scores, deposited = rows.get(article.number, ()), by_article.get(article.number, ())
        profile = _article(article, scores, deposited, shown.scale[-1])
        # A provision that an earlier duty of the treaty explains is cited with the place alone.
        duties = tuple(replace(duty, cited=tuple(_cited(duty, article.number, explained))) for duty in profile.duties)
        profiles.append(replace(profile, duties=duties))
    return TreatyProfile(
        instrument=shown,
        standing=next(treaty for treaty in view.treaties if treaty.name == shown.abbreviation),
        wording=instrument.wording,
        headline=_headline(profiles),
        divisions=tuple(_divisions(instrument, profiles)),
        elsewhere=_article(None, (), by_article.get("", ()), ""),
        unread=tuple(profile for profile in profiles if profile.unread),
        left_out=tuple(f"{each.number} ({each.title})" for each in profiles if not (each.shown or each.unread)),
    )


def _numbers(deposit: Deposit, instrument: Instrument) -> tuple[str, ...]:
    known = {article.number for article in instrument.articles}
    named = [match[1] for text in deposit.provisions if (match := re.match(r"(?:Arts?\.?\s*)?(\d+)", text))]
    touched = [
        article.number
        for article in instrument.articles
        for criterion in article.criteria
        if criterion.id in deposit.criteria
    ]
    return tuple(dict.fromkeys(number for number in named or touched if number in known))


def _cited(duty: DutyView, number: str, explained: dict[object, str]) -> Iterator[Cited]:
    """The provisions of a duty: those that say the same together, then those that were explained before."""
    places = {provision: explained.get(provision.explained, "") for provision in duty.provisions}
    explained |= {provision.explained: number for provision in duty.provisions} | explained
    alike: dict[object, list[ProvisionView]] = {}
    for provision in (provision for provision, place in places.items() if not place):
        alike.setdefault((provision.gist, provision.quote, provision.since, provision.caution), []).append(provision)
    yield from ((tuple(group), "") for group in alike.values())
    if again := tuple(provision for provision, place in places.items() if place):
        numbers = dict.fromkeys(places[provision] for provision in again)
        text = ngettext("see Art. %(numbers)s", "see Arts. %(numbers)s", len(numbers))
        before = _("as above") if set(numbers) == {number} else text % {"numbers": figures.listed(list(numbers))}
        yield again, before


Rows = Sequence[tuple[CriterionView, CriterionScore]]
"""The answers of an article, as they are printed and as they were scored."""


def _article(
    article: Article | None, rows: Rows, deposited: Sequence[tuple[Deposit, DepositView]], worst: str
) -> ArticleProfile:
    """What an article shows; under the worst rating no provision answers a duty."""
    return ArticleProfile(
        number=article.number if article else "",
        title=article.called() if article else "",
        asked=len(rows),
        duties=tuple(_duty(row, score, worst) for row, score in rows if _examined(score)),
        unread=tuple(ref for row, score in rows for ref in _unread(row, score)),
        deposits=tuple(view for deposit, view in deposited if verified(deposit)),
        unverified=tuple(view for deposit, view in deposited if not verified(deposit)),
    )


def _examined(score: CriterionScore) -> bool:
    """Whether a text was read for it; an answer that rests on no source seen is no reading."""
    return score.answered and not score.lead


def _unread(row: CriterionView, score: CriterionScore) -> Iterator[str]:
    """The reference of a duty that nobody examined, or examined at some levels of government alone."""
    if not _examined(score):
        yield row.ref
    elif levels := [level.name for level in row.levels if level.chip.unanswered]:
        yield f"{row.ref} ({figures.listed(levels)})"


def _duty(row: CriterionView, score: CriterionScore, worst: str) -> DutyView:
    """The law on a duty: what answers it at least in part is cited, and nothing else is."""
    if score.state == "not-applicable":
        due = _("Nothing is due: %(reason)s.") % {"reason": words.REASONS[score.reason]} if score.reason else ""
        return DutyView(ref=row.ref, duty=row.duty, provisions=(), remarks=(due or _("Nothing is due."),), sources=())
    levels = _ratings(row, score)
    cited = tuple(each for each in row.provisions if worst not in levels.get(each.level, (worst,)))
    remarks = tuple(
        _remark(row.provisions, theirs, settled=settled)
        for settled in (True, False)
        if (
            theirs := [
                level for level, ratings in levels.items() if worst in ratings and (set(ratings) == {worst}) is settled
            ]
        )
    )
    return DutyView(
        ref=row.ref,
        duty=row.duty,
        provisions=cited,
        remarks=remarks if cited or remarks else (_("No provision is cited."),),
        sources=() if cited else row.sources,
    )


def _ratings(row: CriterionView, score: CriterionScore) -> Mapping[str | None, tuple[str, ...]]:
    """The ratings that an answer leaves possible, by level of government where they differ; a level without law of its own is left out."""
    if row.levels:
        shown = {level.name: level.chip for level in row.levels if level.chip.kind not in {NONE, UNANSWERED}}
        return {name: chip.ends if chip.kind == "open" else (chip.kind,) for name, chip in shown.items()}
    response = score.response or Response()
    outcomes = tuple(response.rating) if score.state == "informative" else score.outcomes
    return dict.fromkeys([provision.level for provision in row.provisions] or [None], outcomes)


def _remark(provisions: Sequence[ProvisionView], levels: Sequence[str | None], *, settled: bool) -> str:
    """That what was read at some levels holds no provision, or that it is open whether what it holds answers the duty."""
    theirs = [provision for provision in provisions if provision.level in levels]
    silent = [level for level in levels if level and level not in {provision.level for provision in theirs}]
    acts = dict.fromkeys(provision.act for provision in theirs)
    cites = dict.fromkeys(", ".join(filter(None, (provision.act, provision.article))) for provision in theirs)
    where = [*(acts if settled else cites), *(_("the law of %(level)s") % {"level": level} for level in silent)]
    text, unsettled = _("No provision found in %(where)s."), _("Not settled whether this answers the duty: %(where)s.")
    return (text if settled else unsettled) % {"where": figures.listed(where) or _("the texts read")}


def _headline(articles: Sequence[ArticleProfile]) -> str:
    """For how many duties a national provision is cited, from the denominator that counts."""
    duties = [duty for article in articles for duty in article.duties]
    asked = sum(article.asked for article in articles)
    unread, cited = asked - len(duties), sum(bool(duty.provisions) for duty in duties)
    text = ngettext(
        "Of %(duties)s duties, national provisions are cited for %(cited)s; %(unread)s was not examined",
        "Of %(duties)s duties, national provisions are cited for %(cited)s; %(unread)s were not examined",
        unread,
    )
    counts = {"duties": asked, "cited": cited, "unread": unread}
    return text % {name: figures.number(count) for name, count in counts.items()}


def _divisions(
    instrument: Instrument, profiles: Sequence[ArticleProfile]
) -> Iterator[tuple[str, tuple[ArticleProfile, ...]]]:
    """The articles that have anything to show by their division, under the headings of all divisions around them."""
    kept = {profile.number: profile for profile in profiles if profile.shown}
    articles = [article for article in instrument.articles if article.number in kept]
    for id_ in dict.fromkeys(article.division for article in articles):
        theirs = tuple(kept[article.number] for article in articles if article.division == id_)
        yield _heading(instrument, id_), theirs


def _heading(instrument: Instrument, id_: str) -> str:
    """`Chapter II, section 1, title 1: Offences against confidentiality`."""
    by_id = {division.id: division for division in instrument.divisions}
    around: list[Division] = []
    division = by_id.get(id_)
    while division is not None:
        around.insert(0, division)
        division = by_id.get(division.within or "")
    if not around:
        return instrument.called_shortly()
    names = [f"{DIVISIONS[division.kind]} {division.number}" for division in around]
    first, *rest = names
    return f"{', '.join((first, *(words.inside(name) for name in rest)))}: {around[-1].called()}"
