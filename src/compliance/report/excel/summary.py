"""Treaties and their sections: scores, shares and counts by rating, from which the charts of the dashboard are drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from compliance.report.excel.values import HEADER_ROW, Bars, Cell, Column, Formula, Row, Sheet, letter
from compliance.scoring.values import ArticleScore, Item, Range, SectionScore
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
        share(word): Column(header=_reached(word, scale), width=11, style="share")
        for view in views
        for instrument in view.instruments
        for scale in (instrument.scale,)
        for word in scale[:-1]
    }
    weigh = any(instrument.model.scale.counts_from for view in views for instrument in view.instruments)
    after = {key: column for key, column in AFTER.items() if weigh or key not in LEADS}
    return {**BEFORE, **ratings, **after, **reached}


def share(word: str) -> str:
    """The key of the share of answers with a rating or a better one."""
    return f"share:{word}"


def _reached(word: str, scale: Sequence[str]) -> str:
    text = words.rating(word).capitalize()
    return f"{text}, of the answers" if word == scale[0] else f"{text} or better, of the answers"


def summary(view: CountryView, names: Mapping[str, Names]) -> Sheet:
    """How the country stands to each treaty, as a whole and by section."""
    rows: list[Row] = []
    strong: set[int] = set()
    for instrument in view.instruments:
        first = len(rows)
        strong.add(first)
        rows += _rows(view, instrument, HEADER_ROW + 1 + first, names[instrument.id])
    return Sheet(
        name=SHEET,
        about="Scores, shares and counts of both treaties and of their sections",
        title=view.headline,
        measure=f"Points of 100, low and high end of the open range; criteria by rating, alternatives once; {view.name}. {view.edition}",
        columns=tuple(columns(view).values()),
        rows=tuple(rows),
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


def _rows(view: CountryView, instrument: InstrumentView, first: int, names: Names) -> list[Row]:
    """The whole treaty, then its sections."""
    table = Table(view=view, keys=tuple(columns(view)), articles=tuple(article_columns(view)), first=HEADER_ROW + 1)
    rows = [whole_row(table, instrument, first, names)]
    rows += [
        section_row(table, instrument, row, names, place) for place, row in enumerate(_sections(instrument, first))
    ]
    return [tuple(cells.get(key) for key in columns(view)) for cells in rows]


def _sections(instrument: InstrumentView, first: int) -> range:
    """The rows of the sections, under that of the whole treaty."""
    return range(first + 1, first + 1 + len(instrument.sections))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Where a summary finds what it sums up."""

    view: CountryView
    keys: Sequence[str]
    """Keys of the columns here, in order."""
    articles: Sequence[str]
    """Keys of the columns of the sheet of articles, in order."""
    first: int
    """The row there in which the country begins."""
    scope: Sequence[str] = ()
    """What else than treaty and section tells its articles from others."""


def whole_row(table: Table, instrument: InstrumentView, row: int, names: Names) -> Mapping[str, Cell]:
    """The cells of a whole treaty by column."""
    span = words.span([article.article.number for article in instrument.article_scores])
    cells = {**_row(table, instrument, row, names, None), **_ends(instrument.with_leads)}
    return {**cells, "section": WHOLE, "span": span, "reported": known(instrument.score)}


def section_row(table: Table, instrument: InstrumentView, row: int, names: Names, place: int) -> Mapping[str, Cell]:
    """The cells of one section of a treaty by column."""
    shown, section = instrument.sections[place], instrument.section_scores[place]
    cells = {**_row(table, instrument, row, names, section), **_ends(shown.with_leads)}
    return {**cells, "section": shown.title, "span": shown.span, "reported": known(words.score(shown.range))}


def _row(
    table: Table, instrument: InstrumentView, row: int, names: Names, section: SectionScore | None
) -> Mapping[str, Cell]:
    """Scores, counts and grades of a section, or of the whole treaty."""
    span = section.score if section else instrument.range
    articles = section.articles if section else instrument.article_scores
    at = {key: f"${letter(place)}{row}" for place, key in enumerate(table.keys)}
    scope = {key: at[key] for key in (*table.scope, "treaty", *(["section"] if section else []))}
    drops = tuple(
        droppable(table.view, instrument, section.section.id if section else None, table.articles, table.first)
    )
    cells: dict[str, Cell] = {"treaty": instrument.abbreviation}
    for number, end in enumerate(ENDS):
        exact = None if span is None else span.low if end is LOW else span.high
        points = "" if exact is None else exact * 100
        text = formulas.total(scope, end, [cell[number] for cell in drops])
        cells[end.name] = Formula(text, points) if formulas.follows(instrument.model) else points
    cells.update(_counts(articles, at, at["section"] if section else None, names))
    cells.update(_grades(articles))
    return cells


def _ends(span: Range | None) -> Mapping[str, Cell]:
    """What the score would be if leads counted."""
    return dict(zip(LEADS, (span.low * 100, span.high * 100) if span else ("", ""), strict=True))


def _counts(
    articles: Sequence[ArticleScore], at: Mapping[str, str], section: str | None, names: Names
) -> Mapping[str, Cell]:
    """Criteria by rating, how many count, and the share of them that is answered."""
    here = counted(articles, names)
    rated = sum(here[word] for word in names.scale.values)
    counting = rated + here[UNANSWERED]
    answered = "+".join(at[word] for word in names.scale.values)
    part = f'=IF({at["counting"]}=0,"",({answered})/{at["counting"]})'
    return {
        **{word: Formula(formulas.count(word, section, names), count) for word, count in here.items()},
        "counting": Formula(f"={answered}+{at[UNANSWERED]}", counting),
        "share": Formula(part, Fraction(rated, counting) if counting else ""),
        **_shares(here, at, tuple(names.scale.values)),
    }


def counted(articles: Sequence[ArticleScore], names: Names) -> Mapping[str, int]:
    """How many criteria have each rating, alternatives once; one that is not settled counts at the lower."""
    every = [_word(item, names) for article in articles for item in article.items]
    return {word: every.count(word) for word in formulas.words(names.scale)}


def _shares(here: Mapping[str, int], at: Mapping[str, str], scale: Sequence[str]) -> Mapping[str, Cell]:
    """Shares of the answers that reach each rating but the worst."""
    answers, every = sum(here[word] for word in scale), "+".join(at[word] for word in scale)
    cells: dict[str, Cell] = {}
    for place, word in enumerate(scale[:-1], 1):
        better = "+".join(at[better] for better in scale[:place])
        reached = Fraction(sum(here[better] for better in scale[:place]), answers) if answers else ""
        cells[share(word)] = Formula(f'=IF(({every})=0,"",({better})/({every}))', reached)
    return cells


def _word(item: Item, names: Names) -> str:
    """The word under which an item counts: its lower rating, the best of alternatives."""
    order = formulas.words(names.scale)
    if item.state == "open":
        return item.outcomes[0]
    return min((ratings(criterion, names)[0] for criterion in item.criteria), key=order.index)


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
