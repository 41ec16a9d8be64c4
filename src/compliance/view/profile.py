"""The profile of a country's law for the committees of the treaties: article by article, without any rating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.inputs import Inputs
from compliance.language import N_, Words, _
from compliance.model.instrument import Article, Division, DivisionKind, Instrument
from compliance.model.participation import Deposit
from compliance.view import words
from compliance.view.assessed import assessments
from compliance.view.country import country_view, texts_of
from compliance.view.names import designations
from compliance.view.values.answers import ArticleView, ProvisionView
from compliance.view.values.country import CountryView, InstrumentView
from compliance.view.values.law import DepositView, TreatyView

DIVISIONS: Words[DivisionKind] = Words({"chapter": N_("Chapter"), "section": N_("Section"), "title": N_("Title")})
"""What the treaties call their parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """One duty of the treaty and the national law on it."""

    ref: str
    """Treaty reference without the word Article."""
    duty: str
    """What the treaty asks, in our words."""
    provisions: tuple[ProvisionView, ...]
    nothing: str
    """The text in place of provisions where none is cited."""
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleProfile:
    """One article: its duties, and what the country deposited about it."""

    number: str
    title: str
    duties: tuple[DutyView, ...]
    """Its duties, in treaty order; empty for an article that asks nothing of national law."""
    deposits: tuple[DepositView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionProfile:
    """A chapter, section or title with its articles."""

    heading: str
    """Its heading with those around it: `Chapter II, section 1: Substantive criminal law`."""
    articles: tuple[ArticleProfile, ...]
    """Its articles with duties, or with something deposited about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyProfile:
    """How the law of a country answers one treaty."""

    instrument: InstrumentView
    standing: TreatyView
    """Signature, ratification, entry into force."""
    wording: str
    """Whose words the duties are."""
    headline: str
    """How much national law is cited, as a sentence without judgement."""
    divisions: tuple[DivisionProfile, ...]
    elsewhere: tuple[DepositView, ...]
    """What was deposited without naming an article."""
    left_out: tuple[str, ...]
    """Articles without a duty for national law about which nothing was deposited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """Everything that the profile shows."""

    country: CountryView
    treaties: tuple[TreatyProfile, ...]


def profile_view(inputs: Inputs, country_id: str, cycle: str, plan_id: str) -> ProfileView:
    """The profile of a country's law, from a folder without problems."""
    workspace, country = inputs.workspace, inputs.workspace.countries[country_id]
    plan = workspace.plans[plan_id].value
    scores = assessments(workspace, country, cycle, plan.instruments)
    view = country_view(workspace, country, plan, cycle=cycle, scores=scores, indicators=())
    entries = country.participation.value.instruments if country.participation else {}
    treaties = tuple(
        _treaty(view, instrument, entries[instrument.id].deposits if instrument.id in entries else ())
        for instrument in view.instruments
    )
    about = (view.name, view.position, view.texts, view.treaties, view.acts, view.sources)
    printed = (*about, *((treaty.divisions, treaty.elsewhere) for treaty in treaties))
    footnotes = designations(workspace, view.cut_off, tuple(texts_of(printed)))
    return ProfileView(country=replace(view, footnotes=footnotes), treaties=treaties)


def _treaty(view: CountryView, shown: InstrumentView, deposits: Sequence[Deposit]) -> TreatyProfile:
    instrument = shown.model
    views = [deposit for deposit in view.deposits if deposit.treaty == shown.abbreviation]
    by_article: dict[str, list[DepositView]] = {}
    for deposit, row in zip(deposits, views, strict=True):
        cited = replace(row, provisions=words.cite(row.provisions))
        for number in _numbers(deposit, instrument) or ("",):
            by_article.setdefault(number, []).append(cited)
    articles = {article.number: article for article in shown.articles}
    profiles = [
        (article, _article(article, articles.get(article.number), by_article.get(article.number, ())))
        for article in instrument.articles
    ]
    kept = [(article, profile) for article, profile in profiles if profile.duties or profile.deposits]
    return TreatyProfile(
        instrument=shown,
        standing=next(treaty for treaty in view.treaties if treaty.name == shown.abbreviation),
        wording=instrument.wording,
        headline=_headline([profile for _article, profile in kept]),
        divisions=tuple(_divisions(instrument, kept)),
        elsewhere=tuple(by_article.get("", ())),
        left_out=tuple(
            f"{profile.number} ({profile.title})"
            for _article, profile in profiles
            if not (profile.duties or profile.deposits)
        ),
    )


def _numbers(deposit: Deposit, instrument: Instrument) -> tuple[str, ...]:
    """The articles that a deposit names, else those of its criteria."""
    known = {article.number for article in instrument.articles}
    named = [match[1] for text in deposit.provisions if (match := re.match(r"(?:Arts?\.?\s*)?(\d+)", text))]
    touched = [
        article.number
        for article in instrument.articles
        for criterion in article.criteria
        if criterion.id in deposit.criteria
    ]
    return tuple(dict.fromkeys(number for number in named or touched if number in known))


def _article(article: Article, shown: ArticleView | None, deposits: Iterable[DepositView]) -> ArticleProfile:
    return ArticleProfile(
        number=article.number,
        title=article.title,
        duties=tuple(
            DutyView(
                ref=row.ref,
                duty=row.duty,
                provisions=row.provisions,
                nothing=_("Not examined.") if row.chip.unanswered else _("No provision is cited."),
                sources=row.sources,
            )
            for row in (shown.criteria if shown else ())
        ),
        deposits=tuple(deposits),
    )


def _headline(articles: Sequence[ArticleProfile]) -> str:
    """How many duties have a national provision beside them."""
    duties = [duty for article in articles for duty in article.duties]
    cited = sum(bool(duty.provisions) for duty in duties)
    text = _("National provisions are cited for %(cited)s of %(duties)s duties")
    return text % {"cited": figures.number(cited), "duties": figures.number(len(duties))}


def _divisions(instrument: Instrument, articles: Sequence[tuple[Article, ArticleProfile]]) -> Iterator[DivisionProfile]:
    """The articles by their division, under the headings of all divisions around them."""
    for id_ in dict.fromkeys(article.division for article, _profile in articles):
        theirs = tuple(profile for article, profile in articles if article.division == id_)
        yield DivisionProfile(heading=_heading(instrument, id_), articles=theirs)


def _heading(instrument: Instrument, id_: str) -> str:
    """`Chapter II, section 1, title 1: Offences against confidentiality`."""
    by_id = {division.id: division for division in instrument.divisions}
    around: list[Division] = []
    division = by_id.get(id_)
    while division is not None:
        around.insert(0, division)
        division = by_id.get(division.within or "")
    if not around:
        return instrument.short
    names = [f"{DIVISIONS[division.kind]} {division.number}" for division in around]
    first, *rest = names
    return f"{', '.join((first, *(words.inside(name) for name in rest)))}: {around[-1].title}"
