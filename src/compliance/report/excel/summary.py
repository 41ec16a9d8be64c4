"""Treaties and their sections: scores, shares and counts by rating, with a chart for each treaty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from compliance import figures
from compliance.report.excel import formulas
from compliance.report.excel.articles import droppable, points
from compliance.report.excel.criteria import ratings
from compliance.report.excel.formulas import ENDS, LOW, Names
from compliance.report.excel.looks import PAINTS
from compliance.report.excel.values import HEAD, Bars, Cell, Column, Formula, Sheet, letter
from compliance.scoring.values import ArticleScore, Item, Range
from compliance.view import words
from compliance.view.values import CountryView, InstrumentView

SHEET = "Summary"
WHOLE = "The whole treaty"
RATINGS = tuple(PAINTS)
NOT_GRADED = "none"
COLUMNS: Mapping[str, Column] = {
    "treaty": Column(head="Treaty", width=10, style="word"),
    "section": Column(head="Section", width=34),
    "span": Column(head="Articles", width=13, style="word"),
    "reported": Column(head="Score as reported, of 100", width=11, style="fixed-number"),
    "low": Column(head="Score, low end", width=8, style="score"),
    "high": Column(head="Score, high end", width=8, style="score"),
    **{
        word: Column(head=f"{paint.sign} {words.RATING_WORDS.get(word, word) if word != 'unanswered' else word}", width=10, style="count")
        for word, paint in PAINTS.items()
    },
    "counting": Column(head="Criteria that count", width=9, style="count"),
    "share": Column(head="Share answered", width=9, style="share"),
    **{grade: Column(head=f"Evidence {grade}", width=9, style="fixed-count") for grade in words.EVIDENCE},
    NOT_GRADED: Column(head="Evidence not graded", width=9, style="fixed-count"),
}  # fmt: skip


def summary(view: CountryView, names: Mapping[str, Names]) -> Sheet:
    """How the country stands to each treaty, as a whole and by section."""
    rows: list[tuple[Cell, ...]] = []
    strong: set[int] = set()
    charts = []
    for one in view.instruments:
        first = len(rows)
        strong.add(first)
        rows += _rows(view, one, HEAD + 1 + first, names[one.id])
        charts.append(_chart(view, one, range(HEAD + 1 + first, HEAD + 1 + len(rows))))
    return Sheet(
        name=SHEET,
        about="Scores, shares and counts of both treaties and of their sections, with charts",
        tab="result",
        title=view.headline,
        measure=f"Points of 100, low and high end of the open range; criteria by rating, alternatives once; {view.name}. {view.edition}",
        columns=tuple(COLUMNS.values()),
        rows=tuple(rows),
        strong=frozenset(strong),
        frozen=2,
        filtered=False,
        charts=tuple(charts),
        notes=tuple(_notes(view)),
    )


def _notes(view: CountryView) -> Iterator[str]:
    for message in view.messages:
        yield f"{message.head} {message.text}"
    for one in view.instruments:
        yield f"{one.abbreviation}. {one.lead} {one.as_bound}"
    grades = "; ".join(f"{grade} {meaning}" for grade, meaning in words.EVIDENCE.items())
    yield f"Evidence of the answers that count: {grades}. A rating that is not settled counts at its lower end."


def _rows(view: CountryView, one: InstrumentView, first: int, names: Names) -> list[tuple[Cell, ...]]:
    whole = one.assessment.whole
    numbers = [article.article.number for article in whole.articles]
    cells = _row(view, one, first, names, None, whole.range, whole.articles)
    rows = [{**cells, "section": WHOLE, "span": words.span(numbers), "reported": one.score}]
    for row, (shown, section) in enumerate(zip(one.sections, whole.sections, strict=True), first + 1):
        cells = _row(view, one, row, names, shown.id, section.score, section.articles)
        rows.append({**cells, "section": shown.title, "span": shown.span, "reported": words.score(section.score)})
    return [tuple(cells[key] for key in COLUMNS) for cells in rows]


def _row(
    view: CountryView,
    one: InstrumentView,
    row: int,
    names: Names,
    section: str | None,
    span: Range | None,
    articles: tuple[ArticleScore, ...],
) -> Mapping[str, Cell]:
    at = {key: f"${letter(place)}{row}" for place, key in enumerate(COLUMNS)}
    scope = {"treaty": at["treaty"], **({"section": at["section"]} if section else {})}
    drops = tuple(droppable(view, one, section))
    items = [item for article in articles for item in article.items]
    cells: dict[str, Cell] = {"treaty": one.abbreviation}
    for number, end in enumerate(ENDS):
        exact = None if span is None else span.low if end is LOW else span.high
        cells[end.name] = Formula(formulas.total(scope, end, [cell[number] for cell in drops]), points(exact))
    counted = [_word(item, names) for item in items]
    for word in RATINGS:
        text = formulas.count(word, at["section"] if section else None, names)
        cells[word] = Formula(text, counted.count(word))
    rated = sum(word in names.scale.values for word in counted)
    counting = rated + counted.count("unanswered")
    rated_cells = "+".join(at[word] for word in names.scale.values)
    cells["counting"] = Formula(f"={rated_cells}+{at['unanswered']}", counting)
    share = f'=IF({at["counting"]}=0,"",({rated_cells})/{at["counting"]})'
    cells["share"] = Formula(share, Fraction(rated, counting) if counting else "")
    return cells | _grades(articles)


def _word(item: Item, names: Names) -> str:
    """The word under which an item counts: its lower rating, the best of alternatives."""
    order = formulas.words(names.scale)
    if item.state == "open":
        return item.outcomes[0]
    return min((ratings(one, names)[0] for one in item.criteria), key=order.index)


def _grades(articles: tuple[ArticleScore, ...]) -> Mapping[str, Cell]:
    """Answers that count, by grade of evidence."""
    answered = [one for article in articles for one in article.criteria if one.state in ("rated", "open")]
    grades = [one.response.evidence or NOT_GRADED for one in answered if one.response]
    return {grade: grades.count(grade) for grade in (*words.EVIDENCE, NOT_GRADED)}


def _chart(view: CountryView, one: InstrumentView, rows: range) -> Bars:
    places = {key: place for place, key in enumerate(COLUMNS)}
    counts = ", ".join(f"{count} {words.rating(word)}" for word, count in one.counts.items())
    return Bars(
        title=one.distribution_finding,
        alt=(
            f"Stacked bars of the criteria of {one.abbreviation} by rating, {view.name}: the whole treaty and each of its "
            f"{figures.count(len(one.sections), 'section')}, from met on the left to unanswered on the right. "
            f"Whole treaty: {counts}. The numbers stand in the table above, in rows {rows.start} to {rows.stop - 1}."
        ),
        labels=places["section"],
        ratings={word: places[word] for word in RATINGS},
        rows=rows,
    )
