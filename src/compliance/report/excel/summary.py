"""Treaties and their sections: scores, shares and counts by rating, from which the charts of the dashboard are drawn."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.model.checklist import UNANSWERED
from compliance.report.excel import formulas
from compliance.report.excel.articles import columns as article_columns
from compliance.report.excel.articles import droppable
from compliance.report.excel.criteria import ratings
from compliance.report.excel.formats import glyph_of
from compliance.report.excel.formulas import ENDS, LOW, Names
from compliance.report.excel.reference import known
from compliance.report.excel.values import HEADER_ROW, Bars, Cell, Column, Formula, Sheet, addresses, rows_by_key
from compliance.scoring.values import ArticleScore, Item
from compliance.view import words
from compliance.view.palette import of_report, of_scale
from compliance.view.values.country import CountryView, InstrumentView

SHEET = "Summary"
WHOLE = "The whole treaty"
NOT_GRADED = "none"
BEFORE: Mapping[str, Column] = {
    "treaty": Column(header="Treaty", width=10, style="word"),
    "section": Column(header="Section", width=52, style="word"),
    "span": Column(header="Articles", width=13, style="word"),
    "reported": Column(header="Score as reported", width=11, style="fixed-number"),
    "low": Column(header="Score, low end", width=9, style="score"),
    "high": Column(header="Score, high end", width=9, style="score"),
}  # fmt: skip
AFTER: Mapping[str, Column] = {
    "leads_low": Column(header="With leads, low end", width=9, style="fixed-number"),
    "leads_high": Column(header="With leads, high end", width=9, style="fixed-number"),
    "counting": Column(header="Criteria that count", width=10, style="count"),
    "share": Column(header="Share answered", width=11, style="share"),
    **{grade: Column(header=f"Evidence {grade}", width=10, style="fixed-count") for grade in words.EVIDENCE},
    NOT_GRADED: Column(header="Evidence not graded", width=11, style="fixed-count"),
}  # fmt: skip

LEADS = ("leads_low", "leads_high")
"""The columns of what the score would be if answers counted whose evidence is too weak."""


def columns(*views: CountryView) -> Mapping[str, Column]:
    """The columns by key; one for each rating in between, and one for each share of answers that reach a rating."""
    ratings = {
        word: Column(header=f"{glyph_of(paint)} {paint.word}", width=12, style="count")
        for word, paint in of_report(*views).items()
    }
    reached = {
        share(word): Column(header=f"{words.rating(word).capitalize()}{' or better' if place else ''}, of the answers", width=11, style="share")
        for view in views
        for instrument in view.instruments
        for place, word in enumerate(instrument.scale[:-1])
    }  # fmt: skip
    weigh = any(instrument.model.scale.counts_from for view in views for instrument in view.instruments)
    after = {key: column for key, column in AFTER.items() if weigh or key not in LEADS}
    return {**BEFORE, **ratings, **after, **reached}


def share(word: str) -> str:
    """The key of the share of answers with a rating or a better one."""
    return f"share:{word}"


def summary(view: CountryView, names: Mapping[str, Names]) -> Sheet:
    """How the country stands to each treaty, as a whole and by section."""
    keys, articles = columns(view), tuple(article_columns(view))
    rows: list[Mapping[str, Cell]] = []
    strong: list[int] = []
    for instrument in view.instruments:
        strong.append(len(rows))
        for place in (None, *range(len(instrument.sections))):
            at = addresses(keys, HEADER_ROW + 1 + len(rows))
            drops = droppable(view, instrument, place, articles, HEADER_ROW + 1)
            rows.append(row_of(instrument, place, names[instrument.id], at, tuple(drops)))
    return Sheet(
        name=SHEET,
        about="Scores, shares and counts of both treaties and of their sections",
        title=view.headline,
        measure=f"Points of 100, low and high end of the open range; criteria by rating, alternatives once; {view.name}. {view.edition}",
        columns=tuple(keys.values()),
        rows=rows_by_key(keys, rows),
        strong=frozenset(strong),
        frozen=2,
        filtered=False,
        notes=tuple(_notes(view)),
    )


def _notes(view: CountryView) -> Iterator[str]:
    for message in view.messages:
        yield f"{message.head} {message.text}"
    for instrument in view.instruments:
        yield f"{instrument.abbreviation}. {instrument.lead} {instrument.as_bound}"
    grades = "; ".join(f"{grade} {meaning}" for grade, meaning in words.EVIDENCE.items())
    yield f"Evidence of the answers: {grades}. A rating that is not settled counts at its lower end."
    for instrument in view.instruments:
        if instrument.model.scale.counts_from:
            yield (
                f"{instrument.abbreviation}: answers count from grade {instrument.model.scale.counts_from}. "
                f"{figures.count(instrument.leads, 'answer is a lead', 'answers are leads').capitalize()}, which widens "
                f"the range like an unanswered criterion; with leads the score would be {words.score(instrument.with_leads)}."
            )


def row_of(  # what is summed up, and where everything stands
    instrument: InstrumentView,
    place: int | None,
    names: Names,
    at: Mapping[str, str],
    drops: Sequence[tuple[str, str]],
    *own: str,
) -> Mapping[str, Cell]:
    """Scores, counts and grades of a section, counted from 0, or of the whole treaty, by column, given the cells of the row.

    `drops` are the scores of articles that may drop out; `own` tells what else its articles share with the row.
    """
    section = None if place is None else instrument.section_scores[place]
    shown = None if place is None else instrument.sections[place]
    articles = section.articles if section else instrument.article_scores
    span = section.score if section else instrument.range
    leads = shown.with_leads if shown else instrument.with_leads
    cells: dict[str, Cell] = {
        "treaty": instrument.abbreviation,
        "section": shown.title if shown else WHOLE,
        "span": shown.span if shown else words.span([article.article.number for article in articles]),
        "reported": known(words.score(shown.range) if shown else instrument.score),
        "leads_low": leads.low * 100 if leads else "",
        "leads_high": leads.high * 100 if leads else "",
    }
    scope = {key: at[key] for key in (*own, "treaty", *(["section"] if shown else []))}
    for number, end in enumerate(ENDS):
        exact = None if span is None else span.low if end is LOW else span.high
        points = "" if exact is None else exact * 100
        text = formulas.total(scope, end, [cell[number] for cell in drops])
        cells[end.name] = Formula(text, points) if formulas.follows(instrument.model) else points
    return {**cells, **_counts(articles, at, at["section"] if shown else None, names), **_grades(articles)}


def _counts(
    articles: Sequence[ArticleScore], at: Mapping[str, str], section: str | None, names: Names
) -> Mapping[str, Cell]:
    """Criteria by rating, how many count, the share of them that is answered, and the shares that reach each rating but the worst."""
    here, scale = counted(articles, names), tuple(names.scale.values)
    rated = sum(here[word] for word in scale)
    counting = rated + here[UNANSWERED]
    answered = "+".join(at[word] for word in scale)
    part = f'=IF({at["counting"]}=0,"",({answered})/{at["counting"]})'
    cells: dict[str, Cell] = {
        **{word: Formula(formulas.count(word, section, names), count) for word, count in here.items()},
        "counting": Formula(f"={answered}+{at[UNANSWERED]}", counting),
        "share": Formula(part, Fraction(rated, counting) if counting else ""),
    }
    for place, word in enumerate(scale[:-1], 1):
        better = "+".join(at[better] for better in scale[:place])
        reached = Fraction(sum(here[better] for better in scale[:place]), rated) if rated else ""
        cells[share(word)] = Formula(f'=IF(({answered})=0,"",({better})/({answered}))', reached)
    return cells


def counted(articles: Sequence[ArticleScore], names: Names) -> Mapping[str, int]:
    """How many criteria have each rating, alternatives once, with the best; one that is not settled counts at the lower."""
    order = formulas.words(names.scale)

    def word(item: Item) -> str:
        if item.state == "open":
            return item.outcomes[0]
        return min((ratings(criterion, names)[0] for criterion in item.criteria), key=order.index)

    every = [word(item) for article in articles for item in article.items]
    return {each: every.count(each) for each in order}


def _grades(articles: Sequence[ArticleScore]) -> Mapping[str, Cell]:
    """Answers that count, by grade of evidence."""
    answered = [
        criterion
        for article in articles
        for criterion in article.criteria
        if criterion.counts and (criterion.answered or criterion.lead)
    ]
    grades = [criterion.response.evidence or NOT_GRADED for criterion in answered if criterion.response]
    return {grade: grades.count(grade) for grade in (*words.EVIDENCE, NOT_GRADED)}


def places(view: CountryView) -> Mapping[str, int]:
    """The columns by key, counted from 0."""
    return {key: place for place, key in enumerate(columns(view))}


def first_row(view: CountryView, instrument: InstrumentView) -> int:
    """The row of a whole treaty; its sections follow."""
    before = view.instruments[: [each.id for each in view.instruments].index(instrument.id)]
    return HEADER_ROW + 1 + sum(1 + len(each.sections) for each in before)


def distribution(view: CountryView, instrument: InstrumentView, sheet: str) -> Bars:
    """The criteria of a treaty by rating, as a chart of its rows here."""
    at, first = places(view), first_row(view, instrument)
    rows = range(first, first + 1 + len(instrument.sections))
    counts = ", ".join(f"{count} {words.rating(word)}" for word, count in instrument.counts.items())
    return Bars(
        title=instrument.distribution_finding,
        alt=(
            f"Stacked bars of the criteria of {instrument.abbreviation} by rating, {view.name}: the whole treaty and each of its "
            f"{figures.count(len(instrument.sections), 'section')}, from met on the left to unanswered on the right. "
            f"Whole treaty: {counts}. The numbers stand on the sheet {sheet}, in rows {rows.start} to {rows.stop - 1}."
        ),
        labels=at["section"],
        ratings={word: at[word] for word in of_scale(of_report(view), instrument.model.scale.values)},
        rows=rows,
        sheet=sheet,
    )
