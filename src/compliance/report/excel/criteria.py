"""The criteria of one treaty: ratings that a reader may change, and what follows from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from compliance.as_of.evidence import LETTERS
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED
from compliance.report.excel import formulas
from compliance.report.excel.formulas import ENDS, LOW, End, Names
from compliance.report.excel.values import (
    HEADER_ROW,
    LONGEST_NAME,
    NOT_IN_NAMES,
    Cell,
    Column,
    Entry,
    Formula,
    Sheet,
    Styled,
    letter,
    rows_by_key,
)
from compliance.scoring.answers import counted
from compliance.scoring.values import ArticleScore, CriterionScore, Item
from compliance.view import words
from compliance.view.values.answers import CriterionView, ProvisionView
from compliance.view.values.country import CountryView, InstrumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One criterion in its row."""

    shown: CriterionView
    score: CriterionScore
    article: ArticleScore
    section: str
    item: Item | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Where everything stands in the sheet."""

    names: Names
    letters: Mapping[str, str]
    rows: Mapping[str, int]
    levels: tuple[str, ...]

    def cell(self, key: str, criterion: str) -> str:
        """The address of a column in the row of a criterion."""
        return f"{self.letters[key]}{self.rows[criterion]}"


def article_label(number: str) -> str:
    """An article as formulas and readers know it; a bare number would match other numbers."""
    return f"Art. {number}"


def sheet_name(instrument: InstrumentView) -> str:
    """The name of the sheet with the criteria of a treaty; its id stands where a spreadsheet does not take how it is called."""
    called = f"Criteria {instrument.abbreviation}"
    fits = len(called) <= LONGEST_NAME and not NOT_IN_NAMES.search(called)
    return called if fits else NOT_IN_NAMES.sub(" ", f"Criteria {instrument.id}")[:LONGEST_NAME]


def may_not_apply(instrument: InstrumentView) -> bool:
    """Whether it is open for some criterion if it applies at all."""
    return any(map(_may_be_optional, instrument.assessment.whole.criteria().values()))


def criteria(view: CountryView, instrument: InstrumentView, names: Names) -> Sheet:
    """The criteria of one treaty, a row each."""
    keys = columns(instrument, names)
    rows = rows_by_key(keys, cells_of(instrument, names, keys, HEADER_ROW + 1))
    return Sheet(
        name=sheet_name(instrument),
        about=f"{instrument.abbreviation}: {len(rows)} criteria with their ratings. Type other ratings here",
        tab="input",
        title=instrument.headline,
        measure=f"Criteria of the {instrument.short}, {instrument.number}, by rating; {view.name}. {view.edition}",
        columns=tuple(keys.values()),
        rows=rows,
        frozen=2,
    )


def cells_of(
    instrument: InstrumentView, names: Names, columns: Mapping[str, Column], first: int
) -> Iterator[Mapping[str, Cell]]:
    """The cells of every criterion by column, in rows that begin with the first one given."""
    places = tuple(_places(instrument))
    table = _Table(
        names=names,
        letters={key: letter(place) for place, key in enumerate(columns)},
        rows={place.score.criterion.id: row for row, place in enumerate(places, first)},
        levels=_levels(instrument),
    )
    return (_row(place, table) for place in places)


def _places(instrument: InstrumentView) -> Iterator[_Place]:
    shown = {criterion.id: criterion for article in instrument.articles for criterion in article.criteria}
    titles = {section.id: section.title for section in instrument.model.sections}
    for article in instrument.article_scores:
        items = {score.criterion.id: item for item in article.items for score in item.criteria}
        for score in article.criteria:
            yield _Place(
                shown=shown[score.criterion.id],
                score=score,
                article=article,
                section=titles.get(article.article.section or "", ""),
                item=items.get(score.criterion.id),
            )


def _levels(instrument: InstrumentView) -> tuple[str, ...]:
    """Levels of government with ratings of their own."""
    shown = (criterion for article in instrument.articles for criterion in article.criteria)
    return tuple(dict.fromkeys(level.name for criterion in shown for level in criterion.levels))


READ = frozenset(("core", "may_not_apply", "article", "section", "weight")) | {
    f"{kind}{end.name}" for kind in ("", "value_", "counts_", "once_") for end in ENDS
}
"""Columns that formulas read, and which therefore carry a name."""


def columns(instrument: InstrumentView, names: Names) -> Mapping[str, Column]:
    """The columns by key."""
    columns = {**_printed(instrument, names), **_beside(instrument), **_computed(names)}
    return {key: replace(column, name=names.column(key)) if key in READ else column for key, column in columns.items()}


def _printed(instrument: InstrumentView, names: Names) -> Mapping[str, Column]:
    """What is asked, the two ratings that may be typed, and what they rest on."""
    words = Entry(choices=formulas.words(names.scale))
    lead = f"A rating with grade {' or '.join(names.weak)} is a lead and does not count."
    asks = Column(header="Or not applicable?", width=11, style="text-input", entry=Entry(choices=("yes", "no")))
    return {
        "id": Column(header="Criterion", width=14, style="word"),
        "provision": Column(header="Provision", width=14, style="label"),
        "duty": Column(header="What the treaty asks", width=40),
        "core": Column(header="Core", width=7, style="word"),
        **{_key(end, names): Column(header=f"Rating, {end.name} end", width=16, style="rating-input", entry=words) for end in ENDS},
        **({"may_not_apply": asks} if may_not_apply(instrument) else {}),
        "law": Column(header="National provisions [sources]", width=50),
        "gap": Column(header="Gap", width=38),
        # Grades may be typed where they decide whether a rating counts.
        "evidence": Column(header="Evidence", width=9, style="word-input", entry=Entry(choices=LETTERS, hint=lead)) if names.weak else Column(header="Evidence", width=9, style="word"),
        "advice": Column(header="Recommendation", width=32),
    }  # fmt: skip


def _beside(instrument: InstrumentView) -> Mapping[str, Column]:
    """What is not printed: remarks, levels of government, and what tells a criterion from others."""
    shown = [criterion for article in instrument.articles for criterion in article.criteria]
    comment = Column(header="Comment of the government", width=40, printed=False)
    return {
        "comment": Column(header="Your comment", width=40, style="text-input", printed=False),
        "notes": Column(header="Reason, notes", width=34, printed=False),
        "analysis": Column(header="Why the provisions answer", width=40, printed=False),
        "practice": Column(header="Practice", width=34, printed=False),
        **({"government": comment} if any(criterion.comment for criterion in shown) else {}),
        **{f"level:{level}": Column(header=level, width=16, style="fixed-text", printed=False) for level in _levels(instrument)},
        "article": Column(header="Article", width=9, style="word", printed=False),
        "section": Column(header="Section", width=26, style="text", printed=False),
        "obligation": Column(header="Kind of duty", width=18, printed=False),
        "scored": Column(header="Scored?", width=9, style="word", printed=False),
        "group": Column(header="Group of alternatives", width=17, style="word", printed=False),
        "weight": Column(header="Weight, value from the list of criteria", width=20, style="fixed-count", entry=Entry(kind="number"), printed=False),
    }  # fmt: skip


def _computed(names: Names) -> Mapping[str, Column]:
    """What formulas compute at either end; where weak evidence does not count, the rating that counts too."""
    ends = [end.name for end in ENDS]
    return {
        **{end: Column(header=f"Rating that counts, {end} end", width=16, style="rating", printed=False) for end in ends if names.weak},
        **{f"value_{end}": Column(header=f"Value, {end} end", width=9, style="value", printed=False) for end in ends},
        **{f"counts_{end}": Column(header=f"Weight that counts, {end} end", width=11, style="weight", printed=False) for end in ends},
        **{f"once_{end}": Column(header=f"Counted once, {end} end", width=11, style="weight", printed=False) for end in ends},
    }  # fmt: skip


def _key(end: End, names: Names) -> str:
    """The column into which a rating is typed."""
    return f"typed_{end.name}" if names.weak else end.name


def _row(place: _Place, table: _Table) -> Mapping[str, Cell]:
    shown, score, item = place.shown, place.score, place.item
    of_level = {level.name: level.chip.word for level in shown.levels}
    cells: dict[str, Cell] = {
        "id": shown.id,
        "provision": shown.ref,
        "duty": shown.duty,
        "core": "core" if (item.core if item else shown.core) else None,
        **_ratings(score, table),
        "may_not_apply": "yes" if score.counts and _optional(score) else None,
        "law": "\n".join(_provision(provision) for provision in shown.provisions) or None,
        "gap": shown.gap,
        "evidence": shown.grade,
        "advice": shown.recommendation,
        "comment": None,
        "notes": "\n".join(shown.notes) or None,
        "analysis": shown.analysis,
        "practice": shown.practice,
        "government": shown.comment,
        **{f"level:{name}": of_level.get(name) for name in table.levels},
        "article": article_label(place.article.article.number),
        "section": place.section,
        "obligation": shown.obligation or "plain duty",
        "scored": "yes" if item else "no",
        "group": score.group,
        "weight": item.weight if item else None,
        **_figures(place, table),
    }
    if score.lead and _may_be_optional(score):  # it is open if a lead applies as long as the lead counts
        low = table.cell("low", shown.id)
        cells["may_not_apply"] = Formula(f'=IF({low}="{UNANSWERED}","","yes")', "")
    if item and len(item.criteria) == 1:  # open, for a group weighs what its heaviest member does
        cells["weight"] = Styled(item.weight, "weight-input")
    if item and _set_apart(item):
        keys = (*(_key(end, table.names) for end in ENDS), "may_not_apply")
        cells |= {key: Styled(cells[key], "rating") for key in keys}  # type: ignore[arg-type]
    return cells


def ratings(score: CriterionScore, names: Names) -> tuple[str, str]:
    """The words in the two rating cells of a criterion."""
    if not score.answered and set(score.outcomes) == set(names.scale.values):
        return UNANSWERED, UNANSWERED
    return score.worst, score.best


def _ratings(score: CriterionScore, table: _Table) -> Mapping[str, Cell]:
    """The cells of the rating that an answer gives, and those of the one that counts, where the two may differ."""
    counting = dict(zip((end.name for end in ENDS), ratings(score, table.names), strict=True))
    if not table.names.weak:
        return counting
    cells: dict[str, Cell] = {}
    grade = table.cell("evidence", score.criterion.id)
    for end, word in zip(ENDS, ratings(counted(score, table.names.scale), table.names), strict=True):
        key = _key(end, table.names)
        text = formulas.counted(table.cell(key, score.criterion.id), grade, table.names)
        cells |= {key: word, end.name: Formula(text, counting[end.name])}
    return cells


def _may_be_optional(score: CriterionScore) -> bool:
    """Whether it is open if a criterion applies, or would be if its lead counted."""
    return score.counts and (_optional(score) or (NOT_APPLICABLE in score.lead and len(score.lead) > 1))


def _optional(score: CriterionScore) -> bool:
    return NOT_APPLICABLE in score.outcomes and len(score.outcomes) > 1


def _set_apart(item: Item) -> bool:
    """Whether formulas cannot follow an item: alternatives of which one may turn out not to apply."""
    return len(item.criteria) > 1 and any(_optional(score) for score in item.criteria)


def _provision(provision: ProvisionView) -> str:
    """A national provision on one line, with the numbers of its sources."""
    cited = ", ".join(filter(None, (provision.act, provision.article)))
    known = "; ".join(filter(None, (provision.level, provision.since, provision.caution)))
    gist = words.sentence(f"{provision.gist.rstrip('.')} ({known})" if known else provision.gist)
    numbers = f" [{', '.join(map(str, provision.sources))}]" if provision.sources else ""
    return f"{cited}: {gist}{numbers}"


def _figures(place: _Place, table: _Table) -> Mapping[str, Cell]:
    """Values, weights that count, and which member of a group counts: formulas with the engine's values."""
    if place.item is None:
        return {}
    cells: dict[str, Cell] = {}
    worth = place.score.value
    for end in ENDS:
        text = formulas.value(table.cell(end.name, place.shown.id), end, table.names)
        cells |= {
            f"value_{end.name}": Formula(text, "" if worth is None else worth.low if end is LOW else worth.high),
            f"once_{end.name}": _once(place.score, place.item, end, table),
            f"counts_{end.name}": _counts(place, place.item, end, table),
        }
    return cells


def _once(score: CriterionScore, item: Item, end: End, table: _Table) -> Cell:
    if len(item.criteria) == 1:
        return 1
    here = int(_best_member(item, end, table.names) is score)
    if _set_apart(item):
        return Styled(here, "fixed-count")
    member = next(place for place, criterion in enumerate(item.criteria) if criterion is score)
    key = "low" if end is LOW else "value_high"
    cells = [table.cell(key, criterion.criterion.id) for criterion in item.criteria]
    text = formulas.once_low(cells, member, table.names) if end is LOW else formulas.once_high(cells, member)
    return Formula(text, here)


def _best_member(item: Item, end: End, names: Names) -> CriterionScore:
    """The member whose rating is the group's at one end; of several, the first with an answer."""
    if _set_apart(item):
        wanted = [word for word in item.outcomes if word != NOT_APPLICABLE][0 if end is LOW else -1]
        return next(each for each in item.criteria if wanted == (each.worst if end is LOW else each.best))
    if end is LOW:
        order = formulas.words(names.scale)
        return min(item.criteria, key=lambda criterion: order.index(ratings(criterion, names)[0]))
    return max(item.criteria, key=lambda criterion: Fraction(-1) if criterion.value is None else criterion.value.high)


def _counts(place: _Place, item: Item, end: End, table: _Table) -> Cell:
    score, completion = place.score, place.article.worst if end is LOW else place.article.best
    taken = completion is not None and item.id in completion.ratings
    best = len(item.criteria) == 1 or _best_member(item, end, table.names) is score
    value = item.weight if taken and best else Fraction(0)
    if _set_apart(item):
        return Styled(value, "fixed-count")
    cell = {key: table.cell(key, score.criterion.id) for key in table.letters}
    if _may_be_optional(score):
        return Formula(formulas.counts_if_it_applies(cell, end, table.names), value)
    return Formula(formulas.counts(cell[end.name], cell["weight"], cell[f"once_{end.name}"]), value)
