"""Tables about law: countries, instruments, scores, answers and the provisions on which they rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, get_args

from compliance.model.checklist import Effort, LegalBasis, Response, Role
from compliance.model.instrument import Article, Criterion, Grade, Instrument, NotApplicable, Obligation
from compliance.model.jurisdictions import Jurisdiction
from compliance.queries.datasets.fields import (
    PARTIAL,
    POINTS,
    Dataset,
    Field,
    Reference,
    Selection,
    number,
    points,
    spaced,
)
from compliance.scoring import with_leads
from compliance.scoring.values import ArticleScore, AsBound, CriterionScore, Range, State
from compliance.view.assessed import Scored

COUNTRY = Reference(("country",), "countries")
INSTRUMENT = Reference(("instrument",), "instruments")
SCORE = Reference(("country", "instrument", "cycle"), "scores")
CRITERION = Reference(("instrument", "criterion"), "criteria")
ANSWER = Reference(("country", "instrument", "cycle", "criterion"), "answers")


# Countries and instruments


class Unit(NamedTuple):
    """A country with the footnote that its name needs."""

    listed: Jurisdiction
    footnote: str | None


def _countries(selected: Selection) -> Iterator[Unit]:
    """Those asked for; without a choice all that the register lists."""
    register = selected.inputs.workspace.jurisdictions
    notes = {note.id: note.text for note in register.value.footnotes} if register else {}
    for listed in selected.inputs.workspace.listed():
        if listed.id in selected.countries:
            yield Unit(listed, notes.get(listed.footnote or ""))


COUNTRIES: Dataset[Unit] = Dataset(
    name="countries",
    title="Countries and other jurisdictions",
    meaning="One row a country or other jurisdiction that is assessed",
    rows=_countries,
    key=("country",),
    layout=(
        Field("country", "string", "Id of the country", lambda unit: unit.listed.id),
        Field("name", "string", "Its name today, with the mark of its footnote", lambda unit: unit.listed.name(date.max)),
        Field("iso2", "string", "Two-letter code, ISO 3166-1 or user-assigned", lambda unit: unit.listed.iso2),
        Field("iso3", "string", "Three-letter code, ISO 3166-1 or user-assigned", lambda unit: unit.listed.iso3),
        Field("currency", "string", "Currency code, ISO 4217", lambda unit: unit.listed.currency),
        Field("footnote", "string", "What must stand wherever the name is used", lambda unit: unit.footnote),
    ),
)  # fmt: skip


def _instruments(selected: Selection) -> Iterator[Instrument]:
    """Those against which a country that is asked for has a checklist."""
    workspace = selected.inputs.workspace
    used = {id_ for country in selected.countries for _, id_ in workspace.countries[country].checklists}
    return (filed.value for id_, filed in workspace.instruments.items() if id_ in used)


INSTRUMENTS: Dataset[Instrument] = Dataset(
    name="instruments",
    title="Treaties and standards",
    meaning="One row a treaty or standard against which law is assessed",
    rows=_instruments,
    key=("instrument",),
    layout=(
        Field("instrument", "string", "Id of the instrument", lambda row: row.id),
        Field("abbreviation", "string", "Short name for tables", lambda row: row.abbreviation),
        Field("title", "string", "Full title", lambda row: row.title),
        Field("organisation", "string", "Whose instrument it is", lambda row: row.organisation),
        Field("edition", "string", "Edition of the list of criteria", lambda row: row.edition),
        Field("ratings", "string", "Ratings from the best to the worst, each with its value; spaces between", lambda row: spaced(f"{word}={worth}" for word, worth in row.scale.values.items())),
        Field("url", "string", "The instrument at its depositary", lambda row: row.url),
    ),
)  # fmt: skip


class Placed(NamedTuple):
    """A criterion where it stands."""

    instrument: Instrument
    article: Article
    criterion: Criterion


CRITERIA: Dataset[Placed] = Dataset(
    name="criteria",
    title="Criteria",
    meaning="One row a criterion of an instrument",
    rows=lambda selected: (
        Placed(instrument, article, criterion)
        for instrument in _instruments(selected)
        for article in instrument.articles
        for criterion in article.criteria
    ),
    key=("instrument", "criterion"),
    references=(INSTRUMENT,),
    layout=(
        Field("instrument", "string", "Id of the instrument", lambda row: row.instrument.id),
        Field("criterion", "string", "Id of the criterion", lambda row: row.criterion.id),
        Field("article", "string", "Number of its article", lambda row: row.article.number),
        Field("article_title", "string", "Title of its article", lambda row: row.article.title),
        Field("provision", "string", "Where it stands in the treaty", lambda row: row.criterion.provision),
        Field("requirement", "string", "What the treaty asks, in our words", lambda row: row.criterion.requirement),
        Field("obligation", "string", "Whether and when it is due", lambda row: row.criterion.obligation, words=get_args(Obligation)),
        Field("core", "boolean", "Whether it can hold its article down", lambda row: row.criterion.core),
        number("weight", "Weight within the article", lambda row: row.criterion.weight, "relative to the other criteria of the article"),
        Field("themes", "string", "Themes; spaces between", lambda row: spaced(row.criterion.themes)),
    ),
)  # fmt: skip


# Scores


def _of_score(scored: Callable[[Any], Scored]) -> tuple[Field[Any], ...]:
    """The columns that say of which score a row is."""
    return (
        Field("country", "string", "Id of the country", lambda row: scored(row).country),
        Field("instrument", "string", "Id of the instrument", lambda row: scored(row).whole.instrument.id),
        Field("cycle", "string", "Round of assessment", lambda row: scored(row).whole.checklist.cycle),
    )


def _bound(row: Scored) -> Range | None:
    return row.assessment.as_bound.range if row.assessment.as_bound else None


SCORES: Dataset[Scored] = Dataset(
    name="scores",
    title="Scores",
    meaning="One row a country, instrument and cycle",
    rows=lambda selected: iter(selected.scores),
    key=("country", "instrument", "cycle"),
    references=(COUNTRY, INSTRUMENT),
    layout=(
        _of_score(lambda row: row),
        Field("law_as_of", "date", "The day of the law", lambda row: row.assessment.on),
        Field("status", "string", "How far the checklist has come", lambda row: row.whole.checklist.status),
        Field("called", "string", "Compliance of a Party; alignment where the treaty does not bind the country", lambda row: "alignment" if row.assessment.alignment else "compliance", words=("compliance", "alignment")),
        points("low", "Score of the whole instrument if everything open turns out worst", lambda row: row.whole.range, "low"),
        points("high", "Score of the whole instrument if everything open turns out best", lambda row: row.whole.range, "high"),
        Field("answered", "integer", "Items that apply and have an answer; a group of alternatives is one item", lambda row: row.whole.distribution.answered, "items"),
        Field("applicable", "integer", "Items that apply", lambda row: row.whole.distribution.applicable, "items"),
        Field("not_settled", "integer", "Items with several possible ratings, among those answered", lambda row: row.whole.distribution.open, "items"),
        Field("unanswered", "integer", "Items that apply and have no answer", lambda row: row.whole.distribution.unanswered, "items"),
        Field("not_applicable", "integer", "Items that do not apply", lambda row: row.whole.distribution.not_applicable, "items"),
        Field("leads", "integer", "Criteria whose answer rests on evidence too weak to count; they are unanswered", lambda row: row.whole.leads, "criteria"),
        points("with_leads_low", "Low end if leads counted", lambda row: with_leads(row.whole).range, "low"),
        points("with_leads_high", "High end if leads counted", lambda row: with_leads(row.whole).range, "high"),
        Field("bound", "string", "Whether what binds the country after its reservations and declarations could be scored, and why not", lambda row: row.assessment.as_bound_status, words=get_args(AsBound)),
        points("bound_low", "Low end of the score of what binds the country", _bound, "low"),
        points("bound_high", "High end of the score of what binds the country", _bound, "high"),
    ),
)  # fmt: skip


class Counted(NamedTuple):
    """How many items of a score have a rating."""

    scored: Scored
    rating: str
    items: int


RATINGS: Dataset[Counted] = Dataset(
    name="ratings",
    title="Ratings",
    meaning="One row a rating of a score: how many items have it",
    rows=lambda selected: (
        Counted(scored, rating, items)
        for scored in selected.scores
        for rating, items in scored.whole.distribution.counts.items()
    ),
    key=("country", "instrument", "cycle", "rating"),
    references=(SCORE,),
    layout=(
        _of_score(lambda row: row.scored),
        Field("rating", "string", "A rating of the instrument's scale", lambda row: row.rating),
        Field("items", "integer", "Settled items that have it", lambda row: row.items, "items"),
    ),
)  # fmt: skip


class OfArticle(NamedTuple):
    """An article of a score."""

    scored: Scored
    article: ArticleScore


ARTICLES: Dataset[OfArticle] = Dataset(
    name="articles",
    title="Scores of articles",
    meaning="One row an article of a score",
    rows=lambda selected: (
        OfArticle(scored, article) for scored in selected.scores for article in scored.whole.articles
    ),
    key=("country", "instrument", "cycle", "article"),
    references=(SCORE,),
    layout=(
        _of_score(lambda row: row.scored),
        Field("article", "string", "Number of the article", lambda row: row.article.article.number),
        Field("title", "string", "Title of the article", lambda row: row.article.article.title),
        Field("section", "string", "Section of the profile in which it is scored", lambda row: row.article.article.section),
        points("low", "Score of the article if everything open turns out worst; empty where nothing applies", lambda row: row.article.score, "low"),
        points("high", "Score of the article if everything open turns out best", lambda row: row.article.score, "high"),
        Field("rating_worst", "string", "The lowest rating that it may have", lambda row: row.article.rating_worst),
        Field("rating_best", "string", "The highest rating that it may have", lambda row: row.article.rating_best),
        Field("held_back_by", "string", "Criteria or groups that surely hold it down; spaces between", lambda row: spaced(row.article.capped)),
    ),
)  # fmt: skip


# Answers


class Answered(NamedTuple):
    """A criterion of a score with its answer."""

    scored: Scored
    article: str
    score: CriterionScore


def _answers(selected: Selection) -> Iterator[Answered]:
    for scored in selected.scores:
        for article in scored.whole.articles:
            for score in article.criteria:
                yield Answered(scored, article.article.number, score)


def _in_response(name: str) -> Callable[[Answered], object]:
    """A field of the response; none where the checklist says nothing."""
    return lambda row: getattr(row.score.response, name) if row.score.response else None


def _settled(row: Answered) -> str | None:
    return row.score.outcomes[0] if row.score.answered and len(row.score.outcomes) == 1 else None


def _worth(end: str) -> Callable[[Answered], Fraction | None]:
    return lambda row: getattr(row.score.value, end) * 100 if row.score.value else None


def _recommended(name: str) -> Callable[[Answered], object]:
    def cell(row: Answered) -> object:
        response: Response | None = row.score.response
        return getattr(response.recommendation, name) if response and response.recommendation else None

    return cell


ANSWERS: Dataset[Answered] = Dataset(
    name="answers",
    title="Answers",
    meaning="One row a criterion of a score, answered or not",
    rows=_answers,
    key=("country", "instrument", "cycle", "criterion"),
    references=(SCORE, CRITERION),
    layout=(
        _of_score(lambda row: row.scored),
        Field("criterion", "string", "Id of the criterion", lambda row: row.score.criterion.id),
        Field("article", "string", "Number of its article", lambda row: row.article),
        Field("state", "string", "Rated, open between several ratings, not applicable, unanswered, or informative and never scored", lambda row: row.score.state, words=get_args(State)),
        Field("rating", "string", "The rating; empty while there is none or it is not settled", _settled),
        Field("possible", "string", "Every rating that it may turn out to have, the worst first; spaces between", lambda row: spaced(row.score.outcomes)),
        Field("low", "number", "Value of the worst rating that it may have; empty where it does not count", _worth("low"), POINTS),
        Field("high", "number", "Value of the best rating that it may have", _worth("high"), POINTS),
        Field("reason", "string", "Why it does not apply", lambda row: row.score.reason, words=get_args(NotApplicable)),
        Field("evidence", "string", "Grade of the evidence: A the best, D a lead for which no source was seen", _in_response("evidence"), words=get_args(Grade)),
        Field("lead", "boolean", "Whether there is an answer whose evidence is too weak to count", lambda row: bool(row.score.lead)),
        Field("acts", "string", "Acts on which the answer rests; spaces between", lambda row: spaced(dict.fromkeys(basis.act for basis in row.score.response.legal_basis)) if row.score.response else None),
        Field("analysis", "string", "Why the provisions answer the requirement", _in_response("analysis")),
        Field("gap", "string", "What is missing", _in_response("gap")),
        Field("practice", "string", "What is known of practice; not scored", _in_response("practice")),
        Field("recommendation", "string", "What should change", _recommended("text")),
        Field("effort", "string", "What that takes", _recommended("effort"), words=get_args(Effort)),
        Field("since", "string", f"From when the rating holds: {PARTIAL}", _in_response("since")),
        Field("author", "string", "Who answered", _in_response("author")),
        Field("changed", "date", "When the answer was given or last changed", _in_response("answered")),
    ),
)  # fmt: skip


class Cited(NamedTuple):
    """A provision on which an answer rests."""

    answer: Answered
    position: int
    basis: LegalBasis


def _provisions(selected: Selection) -> Iterator[Cited]:
    for answer in _answers(selected):
        if answer.score.response:
            for position, basis in enumerate(answer.score.response.legal_basis, 1):
                yield Cited(answer, position, basis)


PROVISIONS: Dataset[Cited] = Dataset(
    name="provisions",
    title="Provisions",
    meaning="One row a provision on which an answer rests",
    rows=_provisions,
    key=("country", "instrument", "cycle", "criterion", "position"),
    references=(ANSWER,),
    layout=(
        _of_score(lambda row: row.answer.scored),
        Field("criterion", "string", "Id of the criterion", lambda row: row.answer.score.criterion.id),
        Field("position", "integer", "Its place among the provisions of the answer, from 1", lambda row: row.position),
        Field("act", "string", "Id of the act, or of the instrument where the treaty itself applies", lambda row: row.basis.act),
        Field("provision", "string", "Article, paragraph and point, as cited", lambda row: row.basis.provision),
        Field("role", "string", "What the provision is for", lambda row: row.basis.role, words=get_args(Role)),
        Field("part", "string", "The part of the country where it applies; empty for the State's law", lambda row: row.basis.part),
        Field("in_force", "string", f"Since when: {PARTIAL}", lambda row: row.basis.in_force),
        Field("until", "string", f"Last day in force: {PARTIAL}", lambda row: row.basis.until),
        Field("gist", "string", "What it says, in our words", lambda row: row.basis.gist),
        Field("quote", "string", "Its wording, in the original language", lambda row: row.basis.quote),
        Field("language", "string", "Language code of the quotation", lambda row: row.basis.language),
        Field("documents", "string", "Documents in which it was seen; spaces between; empty where nobody saw it", lambda row: spaced(row.basis.sources)),
    ),
)  # fmt: skip

LAW = (COUNTRIES, INSTRUMENTS, CRITERIA, SCORES, RATINGS, ARTICLES, ANSWERS, PROVISIONS)
"""Every table about law, in the order in which they refer to each other."""
