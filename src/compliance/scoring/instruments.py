"""The scores of a country against an instrument: sections, the whole, what binds it, each part; method, formula 2."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from compliance.as_of.deposits import in_effect, narrows, permitted, verified
from compliance.as_of.evidence import LETTERS
from compliance.model.checklist import Checklist
from compliance.model.instrument import Instrument, Scale
from compliance.model.participation import Deposit, Participation
from compliance.scoring.answers import counted, score_criterion
from compliance.scoring.articles import score_article, scored_anew
from compliance.scoring.groups import Terms, article_terms, group_end, group_range, section_group, whole_group, within
from compliance.scoring.means import highest, lowest
from compliance.scoring.values import (
    ArticleScore,
    AsBound,
    Assessment,
    CriterionScore,
    Distribution,
    Exclusion,
    InstrumentScore,
    Range,
    SectionScore,
)

METHOD = "2"
"""Version of the method as far as it computes scores: it changes when the same answers give another score."""
NO_DEPOSITS: Mapping[str, Deposit] = {}


def assess(
    instrument: Instrument, checklist: Checklist, participation: Participation | None, parts: tuple[str, ...], on: date
) -> Assessment:
    """The two scores of a country on a day, and the whole treaty in each of its parts."""
    deposits = in_effect(participation.deposits if participation else (), on)
    allowed = permitted(deposits, instrument)
    status = as_bound_status(instrument, participation, on)
    whole = gather(instrument, checklist, score_articles(instrument, checklist, parts, on))
    return Assessment(
        on=on,
        whole=whole,
        as_bound=_otherwise(whole, parts, on, effects(allowed, instrument)) if status == "scored" else None,
        as_bound_status=status,
        deposits=allowed,
        by_part={part: _otherwise(whole, (part,), on) for part in parts},
    )


def _otherwise(
    whole: InstrumentScore, parts: Sequence[str], on: date, deposits: Mapping[str, Deposit] = NO_DEPOSITS
) -> InstrumentScore:
    """The score in other parts, or under deposits; a criterion that neither touches is the same as in the whole."""

    def anew(score: CriterionScore) -> CriterionScore | None:
        criterion, response, deposit = score.criterion, score.response, deposits.get(score.criterion.id)
        if deposit is None and not (response and response.ratings_by_part):
            return None
        return score_criterion(criterion, response, whole.instrument.scale, parts=parts, on=on, deposit=deposit)

    return gather(whole.instrument, whole.checklist, scored_anew(whole.articles, anew, whole.instrument))


def score_articles(
    instrument: Instrument, checklist: Checklist, parts: Sequence[str], on: date
) -> tuple[ArticleScore, ...]:
    """The scores of the articles on a day in some parts, in treaty order; no deposit touches them."""
    scale = instrument.scale
    return tuple(
        score_article(
            article,
            [
                score_criterion(criterion, checklist.responses.get(criterion.id), scale, parts=parts, on=on)
                for criterion in article.criteria
            ],
            instrument,
        )
        for article in instrument.articles
        if article.criteria
    )


def with_leads(score: InstrumentScore) -> InstrumentScore:
    """The score as if answers counted whose evidence is too weak for it: what leads would make of it, never printed alone."""
    if not score.leads:
        return score
    treaty = score.instrument
    articles = scored_anew(score.articles, lambda each: counted(each, treaty.scale) if each.lead else None, treaty)
    return gather(treaty, score.checklist, articles)


def whole_range(instrument: Instrument, articles: Sequence[ArticleScore]) -> Range | None:
    """The score of an instrument alone, from those of its articles; none where nothing applies."""
    return group_range(whole_group(instrument, article_terms(articles)))


def gather(instrument: Instrument, checklist: Checklist, articles: tuple[ArticleScore, ...]) -> InstrumentScore:
    """The score of an instrument, from those of its articles."""
    terms = article_terms(articles)
    whole = whole_group(instrument, terms)
    low, high = group_end(whole, lowest), group_end(whole, highest)
    criteria = [criterion for article in articles for criterion in article.criteria if criterion.counts]
    leads = [criterion for criterion in criteria if criterion.lead]
    answered = [criterion for criterion in criteria if criterion.state != "unanswered"]
    grades = [criterion.response.evidence for criterion in (*answered, *leads) if criterion.response]
    return InstrumentScore(
        instrument=instrument,
        checklist=checklist,
        range=Range(low=low.value, high=high.value) if low and high else None,
        sections=tuple(_sections(instrument, articles, terms)),
        articles=articles,
        shares_at_worst=low.shares if low else {},
        shares_at_best=high.shares if high else {},
        distribution=_distribution(articles, instrument.scale),
        grades={grade: grades.count(grade) for grade in LETTERS},
        ungraded=grades.count(None),
        leads=len(leads),
        exclusions=tuple(
            Exclusion(criterion=criterion.criterion.id, reason=criterion.reason, deposit=criterion.deposit)
            for article in articles
            for criterion in article.criteria
            if criterion.state == "not-applicable"
        ),
    )


def _sections(instrument: Instrument, articles: Sequence[ArticleScore], terms: Terms) -> Iterator[SectionScore]:
    for section in instrument.sections:
        inside = within(instrument, section.id)
        yield SectionScore(
            section=section,
            score=group_range(section_group(instrument, terms, section.id)),
            articles=tuple(score for score in articles if score.article.section == section.id),
            within=tuple(score for score in articles if score.article.section in inside),
        )


def _distribution(articles: Sequence[ArticleScore], scale: Scale) -> Distribution:
    items = [item for article in articles for item in article.items]
    settled = [item.outcomes[0] for item in items if item.state == "rated"]
    states = [item.state for item in items]
    return Distribution(
        counts={word: settled.count(word) for word in scale.values},
        open=states.count("open"),
        unanswered=states.count("unanswered"),
        not_applicable=states.count("not-applicable"),
    )


def as_bound_status(instrument: Instrument, participation: Participation | None, on: date) -> AsBound:
    """Whether what binds the country on a day can be scored, and why not."""
    if instrument.kind == "standard":
        return "no-treaty"
    if participation is None:
        return "reservations-unknown"
    not_yet = participation.in_force is not None and participation.in_force.date.surely_after(on)
    if participation.status != "party" or not_yet:
        return "not-a-party"
    if participation.reservations == "unknown":
        return "reservations-unknown"
    deposits = permitted(in_effect(participation.deposits, on), instrument)
    seen = all(verified(deposit) or not narrows(deposit) for deposit in deposits)
    return "scored" if seen else "deposits-not-verified"


def effects(deposits: Iterable[Deposit], instrument: Instrument) -> Mapping[str, Deposit]:
    """By criterion, the reservation or declaration that excludes it or else narrows it; beyond its ground it does neither."""
    grounds = {ground.id: ground for ground in instrument.grounds}
    binding = [deposit for deposit in deposits if narrows(deposit) and verified(deposit)]
    # Of two deposits on one criterion the later entry stays: what excludes it leaves nothing to narrow.
    weakest_first = sorted(binding, key=lambda deposit: deposit.effect == "excludes")
    return {
        criterion: deposit
        for deposit in weakest_first
        for criterion in deposit.criteria
        if grounds[deposit.permitted_by or ""].reaches(criterion)
    }
