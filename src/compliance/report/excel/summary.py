"""Treaties and their sections: scores, shares and counts by rating, from which the charts of the dashboard are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.model.checklist import UNANSWERED
from compliance.report.excel import formulas
from compliance.report.excel.articles import droppable
from compliance.report.excel.criteria import ratings
from compliance.report.excel.formulas import ENDS, LOW, Names
from compliance.report.excel.looks import dressed
from compliance.report.excel.reference import known
from compliance.report.excel.values import HEAD, Bars, Cell, Column, Formula, Sheet, letter
from compliance.scoring.values import ArticleScore, Item, SectionScore
from compliance.view import words
from compliance.view.paints import of_report, of_scale
from compliance.view.values import CountryView, InstrumentView

SHEET = "Summary"
WHOLE = "The whole treaty"
NOT_GRADED = "none"
BEFORE: Mapping[str, Column] = {
    "treaty": Column(head="Treaty", width=10, style="word"),
    "section": Column(head="Section", width=52, style="word"),
    "span": Column(head="Articles", width=13, style="word"),
    "reported": Column(head="Score as reported", width=11, style="fixed-number"),
    "low": Column(head="Score, low end", width=9, style="score"),
    "high": Column(head="Score, high end", width=9, style="score"),
}  # fmt: skip
AFTER: Mapping[str, Column] = {
    "counting": Column(head="Criteria that count", width=10, style="count"),
    "share": Column(head="Share answered", width=11, style="share"),
    **{grade: Column(head=f"Evidence {grade}", width=10, style="fixed-count") for grade in words.EVIDENCE},
    NOT_GRADED: Column(head="Evidence not graded", width=11, style="fixed-count"),
}  # fmt: skip


def columns(view: CountryView) -> Mapping[str, Column]:
    """The columns by key; one for each rating in between."""
    ratings = {
        word: Column(head=f"{paint.sign} {words.rating(word)}", width=12, style="count")
        for word, paint in dressed(of_report(view)).items()
    }
    return {**BEFORE, **ratings, **AFTER}


def summary(view: CountryView, names: Mapping[str, Names]) -> Sheet:
    """How the country stands to each treaty, as a whole and by section."""
    rows: list[tuple[Cell, ...]] = []
    strong: set[int] = set()
    for one in view.instruments:
        first = len(rows)
        strong.add(first)
        rows += _rows(view, one, HEAD + 1 + first, names[one.id])
    return Sheet(
        name=SHEET,
        about="Scores, shares and counts of both treaties and of their sections",
        tab="result",
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
    for one in view.instruments:
        yield f"{one.abbreviation}. {one.lead} {one.as_bound}"
    grades = "; ".join(f"{grade} {meaning}" for grade, meaning in words.EVIDENCE.items())
    yield f"Evidence of the answers that count: {grades}. A rating that is not settled counts at its lower end."


def _rows(view: CountryView, one: InstrumentView, first: int, names: Names) -> list[tuple[Cell, ...]]:
    """The whole treaty, then its sections."""
    whole = one.assessment.whole
    cells = _row(view, one, first, names, None)
    span = words.span([article.article.number for article in whole.articles])
    rows = [{**cells, "section": WHOLE, "span": span, "reported": known(one.score)}]
    for row, (shown, section) in enumerate(zip(one.sections, whole.sections, strict=True), first + 1):
        cells = _row(view, one, row, names, section)
        rows.append(
            {**cells, "section": shown.title, "span": shown.span, "reported": known(words.score(section.score))}
        )
    return [tuple(cells.get(key) for key in columns(view)) for cells in rows]


def _row(
    view: CountryView, one: InstrumentView, row: int, names: Names, section: SectionScore | None
) -> Mapping[str, Cell]:
    """Scores, counts and grades of a section, or of the whole treaty."""
    span = section.score if section else one.assessment.whole.range
    articles = section.articles if section else one.assessment.whole.articles
    at = {key: f"${letter(place)}{row}" for place, key in enumerate(columns(view))}
    scope = {"treaty": at["treaty"], **({"section": at["section"]} if section else {})}
    drops = tuple(droppable(view, one, section.section.id if section else None))
    cells: dict[str, Cell] = {"treaty": one.abbreviation}
    for number, end in enumerate(ENDS):
        exact = None if span is None else span.low if end is LOW else span.high
        points = "" if exact is None else exact * 100
        text = formulas.total(scope, end, [cell[number] for cell in drops])
        cells[end.name] = Formula(text, points) if formulas.follows(one.assessment.whole.instrument) else points
    cells.update(_counts(articles, at, at["section"] if section else None, names))
    cells.update(_grades(articles))
    return cells


def _counts(
    articles: Sequence[ArticleScore], at: Mapping[str, str], section: str | None, names: Names
) -> Mapping[str, Cell]:
    """Criteria by rating, how many count, and the share of them that is answered."""
    counted = [_word(item, names) for article in articles for item in article.items]
    rated = sum(word in names.scale.values for word in counted)
    counting = rated + counted.count(UNANSWERED)
    answered = "+".join(at[word] for word in names.scale.values)
    share = f'=IF({at["counting"]}=0,"",({answered})/{at["counting"]})'
    return {
        **{
            word: Formula(formulas.count(word, section, names), counted.count(word))
            for word in formulas.words(names.scale)
        },
        "counting": Formula(f"={answered}+{at[UNANSWERED]}", counting),
        "share": Formula(share, Fraction(rated, counting) if counting else ""),
    }


def _word(item: Item, names: Names) -> str:
    """The word under which an item counts: its lower rating, the best of alternatives."""
    order = formulas.words(names.scale)
    if item.state == "open":
        return item.outcomes[0]
    return min((ratings(one, names)[0] for one in item.criteria), key=order.index)


def _grades(articles: Sequence[ArticleScore]) -> Mapping[str, Cell]:
    """Answers that count, by grade of evidence."""
    answered = [one for article in articles for one in article.criteria if one.state in ("rated", "open")]
    grades = [one.response.evidence or NOT_GRADED for one in answered if one.response]
    return {grade: grades.count(grade) for grade in (*words.EVIDENCE, NOT_GRADED)}


def places(view: CountryView) -> Mapping[str, int]:
    """The columns by key, counted from 0."""
    return {key: place for place, key in enumerate(columns(view))}


def first_row(view: CountryView, one: InstrumentView) -> int:
    """The row of a whole treaty; its sections follow."""
    before = view.instruments[: [it.id for it in view.instruments].index(one.id)]
    return HEAD + 1 + sum(1 + len(it.sections) for it in before)


def distribution(view: CountryView, one: InstrumentView, sheet: str) -> Bars:
    """The criteria of a treaty by rating, as a chart of its rows here."""
    at, first = places(view), first_row(view, one)
    rows = range(first, first + 1 + len(one.sections))
    counts = ", ".join(f"{count} {words.rating(word)}" for word, count in one.counts.items())
    return Bars(
        title=one.distribution_finding,
        alt=(
            f"Stacked bars of the criteria of {one.abbreviation} by rating, {view.name}: the whole treaty and each of its "
            f"{figures.count(len(one.sections), 'section')}, from met on the left to unanswered on the right. "
            f"Whole treaty: {counts}. The numbers stand on the sheet {sheet}, in rows {rows.start} to {rows.stop - 1}."
        ),
        labels=at["section"],
        ratings={word: at[word] for word in of_scale(of_report(view), one.assessment.whole.instrument.scale.values)},
        rows=rows,
        sheet=sheet,
    )
