"""All articles: their means, gates, scores and ratings as formulas over the criteria."""

from collections.abc import Iterable, Iterator, Mapping

from compliance.model.checklist import UNANSWERED
from compliance.report.excel import formulas
from compliance.report.excel.criteria import article_label, may_not_apply
from compliance.report.excel.formats import HELD_BACK
from compliance.report.excel.formulas import ENDS, LOW, Names
from compliance.report.excel.values import HEADER_ROW, Cell, Column, Formula, Sheet, addresses, letter, rows_by_key
from compliance.scoring.values import ArticleScore, Completion
from compliance.view.values.country import CountryView, InstrumentView

SHEET = "Articles"
FLAGGED = "over a fifth does not apply"
COLUMNS: Mapping[str, Column] = {
    "treaty": Column(header="Treaty", width=9, style="word", name="articles_treaty"),
    "section": Column(header="Section", width=30, name="articles_section"),
    "article": Column(header="Article", width=9, style="word"),
    "title": Column(header="Title", width=40, style="label"),
    "reported": Column(header="Rating as reported", width=18),
    "rating_low": Column(header="Rating, low end", width=15, style="rating"),
    "rating_high": Column(header="Rating, high end", width=15, style="rating"),
    "mean_low": Column(header="Mean, low end", width=10, style="score-detail"),
    "mean_high": Column(header="Mean, high end", width=10, style="score-detail"),
    "score_low": Column(header="Score, low end", width=10, style="score-detail", name="articles_score_low"),
    "score_high": Column(header="Score, high end", width=10, style="score-detail", name="articles_score_high"),
    "held_back": Column(header="By a core criterion", width=14, style="held-back"),
    "flagged": Column(header="Flag", width=16),
    "weight": Column(header="Weight, value from the list of criteria", width=20, style="fixed-count", name="articles_weight", printed=False),
}  # fmt: skip
DROPS = Column(header="May drop out", width=9, style="word", name="articles_may_drop_out", printed=False)
NOTE = Column(header="Why it has no score", width=60, printed=False)


def columns(*views: CountryView) -> Mapping[str, Column]:
    """The columns by key; one more where some article may turn out not to apply at all."""
    every = (instrument for view in views for instrument in view.instruments)
    drops = {"may_drop_out": DROPS} if any(map(may_not_apply, every)) else {}
    return {**COLUMNS, **drops, "note": NOTE}


def articles(view: CountryView, names: Mapping[str, Names]) -> Sheet:
    """All articles of all treaties, in treaty order."""
    keys = columns(view)
    rows = rows_by_key(keys, cells_of(view, names, keys, HEADER_ROW + 1))
    scored = sum(len(instrument.article_scores) for instrument in view.instruments)
    treaties = " and ".join(instrument.abbreviation for instrument in view.instruments)
    return Sheet(
        name=SHEET,
        about=f"{len(rows)} articles with mean, score and rating; they follow the ratings that you type",
        title=f"{scored} of {len(rows)} articles have criteria; each score follows their ratings",
        measure=f"Articles of {treaties}, points of 100, low and high end of the open range; {view.name}. {view.edition}",
        columns=tuple(keys.values()),
        rows=rows,
        frozen=4,
    )


def row_numbers(view: CountryView, first: int) -> Mapping[tuple[str, str], int]:
    """The row of each article, by id of the treaty and number of the article; the first one is given."""
    every = (
        (instrument.id, article.number) for instrument in view.instruments for article in instrument.model.articles
    )
    return {key: row for row, key in enumerate(every, first)}


def cells_of(
    view: CountryView, names: Mapping[str, Names], keys: Mapping[str, Column], first: int
) -> Iterator[Mapping[str, Cell]]:
    """The cells of every article by column, in rows that begin with the first one given."""
    row = first - 1
    for instrument in view.instruments:
        whole = instrument.assessment.whole
        scores = {score.article.number: score for score in whole.articles}
        shown = {article.number: article for article in instrument.articles}
        titles = {section.id: section.title for section in whole.instrument.sections}
        for article in whole.instrument.articles:
            row += 1
            cells: dict[str, Cell] = {
                "treaty": instrument.abbreviation,
                "section": titles.get(article.section or ""),
                "article": article_label(article.number),
                "title": article.title,
            }
            if article.number in scores:
                cells["reported"] = shown[article.number].chip.word
                cells |= _scored(instrument, scores[article.number], addresses(keys, row), names[instrument.id])
            else:
                cells |= {"reported": "not assessed", "note": article.purpose}
            yield cells


def _scored(instrument: InstrumentView, score: ArticleScore, cell: Mapping[str, str], names: Names) -> dict[str, Cell]:
    """The formulas of an article with the engine's values, given the addresses of its cells."""
    here, arithmetic = cell["article"], instrument.model.aggregation.criteria == "arithmetic"
    cells: dict[str, Cell] = {"weight": score.article.weight}
    for end in ENDS:
        done = score.worst if end is LOW else score.best
        mean, total = cell[f"mean_{end.name}"], cell[f"score_{end.name}"]
        points = done.mean * 100 if done else ""
        cells |= {
            # Formulas compute an arithmetic mean; of any other the engine’s value stays.
            f"mean_{end.name}": Formula(formulas.article_mean(here, end, names), points) if arithmetic else points,
            f"score_{end.name}": Formula(
                formulas.article_score(here, mean, end, names), done.score * 100 if done else ""
            ),
            f"rating_{end.name}": Formula(formulas.article_rating(here, total, end, names), rating_of(score, done)),
        }
    means, scores = ([cell[f"{kind}_{end.name}"] for end in ENDS] for kind in ("mean", "score"))
    # Held back is what gates hold below the mean at both ends.
    ends = score.mean and score.score and (score.score.low < score.mean.low, score.score.high < score.mean.high)
    cells["held_back"] = Formula(formulas.held_back(means, scores, HELD_BACK), HELD_BACK if ends and all(ends) else "")
    cells["flagged"] = Formula(formulas.flagged(here, FLAGGED, names), FLAGGED if score.flagged else "")
    if "may_drop_out" in cell and may_not_apply(instrument):
        drops = "yes" if score.may_drop_out else ""
        cells["may_drop_out"] = Formula(formulas.may_drop_out(here, cell["mean_low"], names), drops)
    if score.worst is None:
        cells["note"] = "No criterion of it counts."
    return cells


def rating_of(score: ArticleScore, done: Completion | None) -> str:
    """The rating of an article at one end; unanswered where nobody has examined anything of it."""
    if done is None:
        return ""
    return UNANSWERED if not any(item.has_rating for item in score.items) else done.rating


def droppable(
    view: CountryView, instrument: InstrumentView, place: int | None, keys: Iterable[str], first: int
) -> Iterator[tuple[str, str]]:
    """Cells of the scores, low and high, of the articles that may drop out of a treaty or of a section, counted from 0."""
    section = None if place is None else instrument.section_scores[place].section.id
    rows, order = row_numbers(view, first), tuple(keys)
    for score in instrument.article_scores:
        if score.may_drop_out and section in (None, score.article.section):
            row = rows[instrument.id, score.article.number]
            low, high = (letter(order.index(f"score_{end.name}")) for end in ENDS)
            yield f"{SHEET}!${low}${row}", f"{SHEET}!${high}${row}"
