"""A checklist as a workbook that is filled in off line: a sheet a section, live progress, and the version it leaves with."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from compliance import figures
from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED
from compliance.report.excel.values import (
    HEADER_ROW,
    LONGEST_NAME,
    NOT_IN_NAMES,
    Cell,
    Column,
    Entry,
    Formula,
    Link,
    Mark,
    Row,
    Sheet,
    Store,
    Styled,
    Table,
    column,
    columns_of,
    letter,
    rows_of,
)
from compliance.report.excel.write import write
from compliance.source import digest
from compliance.view.form import CONFIRMED, Asked, Field, Form, Listed, Part, base_texts, shown

FORM = "compliance checklist 2"
"""What the first cell of the hidden sheet says of every such workbook; another layout has another number."""
START, GUIDE, BASES, ACTS, DOCUMENTS, LISTS, BASE = (
    "Start", "Guide", "Legal basis", "Acts", "Documents", "Lists", "Base",
)  # fmt: skip
"""Names of the sheets beside those of the sections; the last two are hidden."""
CRITERION = "Criterion"
"""Header of the column of criteria."""
KEY = "Row"
"""Header of the hidden column by which a row is found again."""
NAME_CELL = (HEADER_ROW - 1, 1)
"""Row and column of the cell for the evaluator's name, counted from 0."""
SPARE = {BASES: 150, ACTS: 30, DOCUMENTS: 40}
"""Empty rows to fill in."""
CHUNK = 30_000
"""Characters of a cell of the hidden sheet."""
LONGEST_CHOICE = 250
"""Characters of a list that fits into the cells themselves; a longer one stands on the sheet of lists."""
DONE, ANSWER = "done", "answer"
"""What stands under “To do” of a criterion to which nothing is missing, and of one that waits for an answer."""
TODO = 5
"""Place of that column, counted from 0."""
LACKING = {"gap": "gap", "evidence": "evidence", "not_applicable": "reason", CONFIRMED: "confirm"}
"""What stands there where the cell of a field is missing."""
DEMANDED = {BASES: ("act", "role", "gist"), ACTS: ("title", "kind"), DOCUMENTS: ("document",)}
"""Fields without which a row is not complete."""
ABOUT = {ACTS: "Acts to choose from", DOCUMENTS: "Documents consulted"}
"""What registers hold."""
NOT_LISTED = ("Not one of the list", "Choose from the list, or press Escape.")
"""Title and text of what is said of a word that is not on a list."""
SPACE = Styled(None, "data")
"""A cell outside all tables."""
_KINDS = {"answers": "answer", "bases": "basis", "acts": "act", "documents": "document"}
"""What the hidden sheet calls each kind of row."""


def form_workbook(form: Form) -> bytes:
    """The workbook as the bytes of an .xlsx file; equal forms give equal bytes."""
    title = title_of(form)
    return write(sheets(form), title=title, notice="A checklist to be filled in", footer=title, created=form.cut_off)


def sheets(form: Form) -> tuple[Sheet | Store, ...]:
    """All sheets, in order."""
    lists = _lists(form)
    named = tuple(zip(names_of(form.parts), form.parts, strict=True))
    return (
        _start(form, named),
        _guide(form),
        *(_section(form, lists, name, part) for name, part in named),
        _bases(form, lists),
        _register(form, lists, ACTS, form.acts, form.registered),
        _register(form, lists, DOCUMENTS, form.documents, form.consulted),
        Store(LISTS, tuple(zip_longest(*lists))),
        _base(form),
    )


def title_of(form: Form) -> str:
    """What stands at the top of every sheet; by it a sheet of another workbook is noticed."""
    return f"{form.name}, {form.instrument.abbreviation}, {form.cycle}"


def digest_of(meta: Mapping[str, Any], rows: Sequence[tuple[str, str, str]]) -> str:
    """The digest of the hidden sheet: of everything that it says but the digest itself."""
    about = json.dumps({name: meta[name] for name in sorted(meta) if name != "digest"}, ensure_ascii=False)
    return digest("\n".join((about, *("\t".join(row) for row in rows))))


def names_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """The names of the sheets of some sections: their titles, as far as a spreadsheet takes them."""
    names: list[str] = []
    for part in parts:
        plain = NOT_IN_NAMES.sub(" ", part.title)[:LONGEST_NAME].strip() or "Section"
        taken = {name.lower() for name in (START, GUIDE, BASES, ACTS, DOCUMENTS, LISTS, BASE, *names)}
        numbered = (plain, *(f"{plain[:27]} {n}" for n in range(2, 99)))
        names.append(next(name for name in numbered if name.lower() not in taken))
    return tuple(names)


def _blank(form: Form, name: str, measure: str) -> Sheet:
    """A sheet on which nothing stands yet but its title and the footnotes of the name."""
    return Sheet(
        name=name,
        tab="input",
        title=title_of(form),
        measure=measure,
        note=" ".join(form.footnotes),
        columns=(),
        rows=(),
        paper="A3",
        allowed=("sort",),
    )


def _lists(form: Form) -> tuple[tuple[str, ...], ...]:
    """Words to choose from that do not fit into the cells: the ids of the criteria first."""
    ids = tuple(asked.criterion.id for part in form.parts for asked in part.asked)
    fields = (*form.answers, *form.bases, *form.acts, *form.documents)
    long = dict.fromkeys(field.choices for field in fields if _is_long(field))
    return (ids, *long)


def _is_long(field: Field) -> bool:
    """Whether a field offers words of its own that a cell cannot list itself."""
    words = field.choices if field.sort not in ("act", "documents") else ()
    return len(",".join(words)) >= LONGEST_CHOICE or any("," in word for word in words)


def _column(form: Form, lists: tuple[tuple[str, ...], ...], field: Field) -> Column:
    """A column to fill in."""
    choices = _choices(form, lists, field)
    # Several documents are typed with commas between them; the list then only helps.
    entry = Entry(
        choices=choices, hint=field.hint, error=NOT_LISTED if choices else None, strict=field.sort != "documents"
    )
    style = "typed-rating" if field.sort == "words" else "typed-text"
    return Column(header=field.head, width=field.width, style=style, entry=entry)


def _choices(form: Form, lists: tuple[tuple[str, ...], ...], field: Field) -> tuple[str, ...] | str:
    """The words of a list, or where they stand."""
    match field.sort:
        case "act":
            return _first_column(ACTS, len(form.registered) + SPARE[ACTS])
        case "documents":
            return _first_column(DOCUMENTS, len(form.consulted) + SPARE[DOCUMENTS])
        case _ if _is_long(field):
            column = letter(lists.index(field.choices))
            return f"={LISTS}!${column}$1:${column}${len(field.choices)}"
        case _:
            return field.choices


def _first_column(sheet: str, rows: int) -> str:
    return f"={sheet}!$A${HEADER_ROW + 1}:$A${HEADER_ROW + rows}"


def _text(form: Form, field: Field, text: str) -> str | None:
    """What a cell shows of a field: an act by its short title."""
    if field.sort == "act":
        text = next((row.texts.get("short", row.key) for row in form.registered if row.key == text), text)
    return shown(text) if text else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A criterion in its row, counted from 1."""

    row: int
    asked: Asked


@dataclass(frozen=True, slots=True)
class _Answers:
    """What decides whether an answer is complete: the form, the columns of its fields, and the criteria with a legal basis."""

    form: Form
    letters: Mapping[str, str]
    based: frozenset[str]

    @property
    def scale(self) -> tuple[str, ...]:
        """The ratings, the best first."""
        return tuple(self.form.instrument.scale.values)

    def todo(self, asked: Asked) -> str:
        """What is missing in an answer, in the words of its formula."""
        ratings = [text for key, text in asked.answer.items() if _is_rating(key)]
        if not ratings:
            return ANSWER
        rated = [text for text in ratings if text not in (NOT_APPLICABLE, NONE, UNANSWERED)]
        missing = (
            ("reason", NOT_APPLICABLE in ratings and "not_applicable" not in asked.answer),
            ("evidence", bool(rated) and "evidence" not in asked.answer),
            ("gap", any(text != self.scale[0] for text in rated) and "gap" not in asked.answer),
            ("legal basis", _needs_law(asked) and any(text != self.scale[-1] for text in rated) and asked.criterion.id not in self.based),
            ("confirm", bool(asked.carried_over)),
        )  # fmt: skip
        return ", ".join(word for word, is_missing in missing if is_missing) or DONE

    def formula(self, place: _Place) -> str:
        """The same, following the cells."""
        cell = {key: f"{letter}{place.row}" for key, letter in self.letters.items()}
        ratings = [cell[key] for key in cell if _is_rating(key)]
        aside = (NOT_APPLICABLE, NONE, UNANSWERED)
        none = ",".join(f'{rating}="{NOT_APPLICABLE}"' for rating in ratings)
        tests = [
            ("reason", f'AND(OR({none}),{cell["not_applicable"]}="")'),
            ("evidence", f'AND({_some(ratings, aside)},{cell["evidence"]}="")'),
            ("gap", f'AND({_some(ratings, (*aside, self.scale[0]))},{cell["gap"]}="")'),
        ]
        if _needs_law(place.asked):
            last = HEADER_ROW + len(self.form.based) + SPARE[BASES]
            count = f"COUNTIF('{BASES}'!$A${HEADER_ROW + 1}:$A${last},$B{place.row})"
            tests.append(("legal basis", f"AND({_some(ratings, (*aside, self.scale[-1]))},{count}=0)"))
        if place.asked.carried_over:
            tests.append(("confirm", f'{cell[CONFIRMED]}=""'))
        words = "&".join(f'IF({test},", {word}","")' for word, test in tests)
        return f'=IF({"&".join(ratings)}="","{ANSWER}",IF({words}="","{DONE}",MID({words},3,60)))'


def _answers(form: Form, letters: Mapping[str, str]) -> _Answers:
    return _Answers(form, letters, frozenset(map(_criterion_of, form.based)))


def _is_rating(key: str) -> bool:
    """Whether a field holds a rating, of the whole or of a level of government."""
    return key.partition(".")[0] in ("rating", "ratings_by_part")


def _needs_law(asked: Asked) -> bool:
    """Whether an answer needs a provision of national law."""
    return "law" in asked.criterion.assessed_from


def _some(ratings: Sequence[str], but: Sequence[str]) -> str:
    """Whether some rating is none of these words."""
    tests = (",".join(f'{cell}<>"{word}"' for word in ("", *but)) for cell in ratings)
    return f"OR({','.join(f'AND({test})' for test in tests)})"


def _criterion_of(basis: Listed) -> str:
    """The criterion that a legal basis answers, by which its key begins."""
    return basis.key.partition("#")[0]


def _section(form: Form, lists: tuple[tuple[str, ...], ...], name: str, part: Part) -> Sheet:
    """The sheet of a section: what is asked, what is still to do, and the cells to fill in."""
    table = _section_table(form, lists)
    count = figures.count(len(part.asked), "criterion", "criteria")
    return replace(
        _blank(form, name, f"{part.title}: {count}; fill in the cells with a green edge"),
        columns=columns_of(table),
        rows=rows_of(table, (_Place(row, asked) for row, asked in enumerate(part.asked, HEADER_ROW + 1))),
        frozen=3,
        marks=tuple(_section_marks(form, len(part.asked))),
    )


def _first_field(form: Form) -> int:
    """The first column to fill in, counted from 0: one more is locked where answers are carried over."""
    return TODO + 2 if _carries_over(form) else TODO + 1


def _carries_over(form: Form) -> bool:
    return any(field.key == CONFIRMED for field in form.answers)


def _section_table(form: Form, lists: tuple[tuple[str, ...], ...]) -> Table[_Place]:
    """The columns of a section, locked ones first."""
    places = enumerate(form.answers, _first_field(form))
    answers = _answers(form, {field.key: letter(place) for place, field in places})
    carried: Table[_Place] = (
        column("Carried over from", lambda place: place.asked.carried_over or None, 11, "fixed-text"),
    )
    locked: Table[_Place] = (
        column("Article", lambda place: place.asked.article, 17),
        column(CRITERION, lambda place: Styled(place.asked.criterion.id, "label"), 12),
        column("Question", lambda place: place.asked.criterion.question, 44, "question"),
        column("What the treaty asks", lambda place: _requirement(place.asked), 44),
        column("Where to look", lambda place: place.asked.criterion.hint, 32),
        column("To do", lambda place: Formula(answers.formula(place), answers.todo(place.asked)), 15, "todo"),
        *(carried if _carries_over(form) else ()),
    )
    return (*locked, *(_answer_column(form, lists, field) for field in form.answers))


def _requirement(asked: Asked) -> str:
    """What the treaty asks, with its condition, its place and how it binds."""
    criterion = asked.criterion
    condition = f"\nCondition: {criterion.condition}" if criterion.condition else ""
    core = f" · core: {criterion.core_reason or 'yes'}" if criterion.core else ""
    return f"{criterion.requirement}{condition}\n{criterion.provision} · {criterion.obligation}{core}"


def _answer_column(
    form: Form, lists: tuple[tuple[str, ...], ...], field: Field
) -> tuple[Column, Callable[[_Place], Cell]]:
    """A column to fill in, with the answers on file."""
    return _column(form, lists, field), lambda place: _text(form, field, place.asked.answer.get(field.key, ""))


def _section_marks(form: Form, count: int) -> Iterator[Mark]:
    """The cells for which “To do” says that something is missing, and itself."""
    todo, last = f"${letter(TODO)}{HEADER_ROW + 1}", HEADER_ROW + count - 1
    places = {field.key: place for place, field in enumerate(form.answers, _first_field(form))}

    def mark(place: int, formula: str) -> Mark:
        return Mark((HEADER_ROW, place, last, place), formula)

    for key, word in LACKING.items():
        if key in places:
            yield mark(places[key], f'=ISNUMBER(SEARCH("{word}",{todo}))')
    yield from (mark(place, f'={todo}="{ANSWER}"') for key, place in places.items() if _is_rating(key))
    yield mark(TODO, f'=AND({todo}<>"{DONE}",{todo}<>"")')


def _bases(form: Form, lists: tuple[tuple[str, ...], ...]) -> Sheet:
    """The legal bases: rows that can be changed, added to and taken away."""
    ids = f"={LISTS}!$A$1:$A${len(lists[0])}"
    entry = Entry(
        choices=ids,
        hint="The criterion that the provision answers.",
        error=("No such criterion", "Choose from the list."),
    )
    criterion = Column(header=CRITERION, width=13, style="typed-text", header_style="header", entry=entry)
    table: Table[Listed | None] = (
        (criterion, lambda row: _criterion_of(row) if row else None),
        *(_row_column(form, lists, field) for field in form.bases),
    )
    sheet = _rows(form, BASES, "Provisions of national law on which answers rest", table, form.based)
    keys = ("criterion", *(field.key for field in form.bases))
    marks = _row_marks(BASES, keys, HEADER_ROW, len(sheet.rows))
    return replace(sheet, tab="input", allowed=("sort", "insert_rows"), marks=tuple(marks))


def _register(
    form: Form, lists: tuple[tuple[str, ...], ...], name: str, fields: Sequence[Field], filed: Sequence[Listed]
) -> Sheet:
    """Acts or documents: those on file are locked, new ones can be added below."""
    table = tuple(_filed_column(form, lists, field, "text" if place else "label") for place, field in enumerate(fields))
    measure = f"{ABOUT[name]}; new ones go into the empty rows below"
    sheet = _rows(form, name, measure, table, filed)
    marks = _row_marks(name, [field.key for field in fields], HEADER_ROW + len(filed), len(sheet.rows))
    return replace(sheet, tab="reference", marks=tuple(marks))


def _row_column(
    form: Form, lists: tuple[tuple[str, ...], ...], field: Field
) -> tuple[Column, Callable[[Listed | None], Cell]]:
    """A column of rows that are open."""
    return _column(form, lists, field), lambda row: _text(form, field, row.texts.get(field.key, "") if row else "")


def _filed_column(
    form: Form, lists: tuple[tuple[str, ...], ...], field: Field, style: str
) -> tuple[Column, Callable[[Listed | None], Cell]]:
    """A column of rows that are locked where they are on file."""
    column = _column(form, lists, field)
    header = None if style == "text" else "header"
    locked: Callable[[Listed | None], Cell] = lambda row: (  # noqa: E731
        Styled(shown(row.texts.get(field.key, "")), style) if row else None
    )
    return replace(column, header_style=header), locked


def _rows(form: Form, name: str, measure: str, table: Table[Listed | None], filed: Sequence[Listed]) -> Sheet:
    """A sheet of rows with empty ones below, and the hidden key that moves with its row."""
    key = Column(header=KEY, width=12, style="unlocked", hidden=True)
    keyed: Table[Listed | None] = (*table, (key, lambda row: row.key if row else None))
    rows = rows_of(keyed, (*filed, *[None] * SPARE[name]))
    return replace(_blank(form, name, measure), columns=columns_of(keyed), rows=rows)


def _row_marks(name: str, keys: Sequence[str], first: int, count: int) -> Iterator[Mark]:
    """Cells without which a row is not complete, from a row counted from 0 on."""
    last = HEADER_ROW + count - 1
    for place, key in enumerate(keys):
        if key in DEMANDED[name]:
            formula = f'=AND($A{first + 1}<>"",{letter(place)}{first + 1}="")'
            yield Mark((first, place, last, place), formula)


@dataclass(frozen=True, slots=True)
class _Progress:
    """How far a section or an article has come."""

    label: Cell
    todo: tuple[str, ...]
    """What is to do for each criterion."""
    answered: str
    """Formula for how many are answered."""
    done: str
    """Formula for how many lack nothing."""

    def cells(self, row: int) -> Row:
        """Its row of the first sheet, counted from 1."""
        answered, done = sum(word != ANSWER for word in self.todo), self.todo.count(DONE)
        share = Formula(f"=D{row}/B{row}", Fraction(done, len(self.todo)))
        return self.label, len(self.todo), Formula(self.answered, answered), Formula(self.done, done), share


def _start(form: Form, named: Sequence[tuple[str, Part]]) -> Sheet:
    """The first sheet: who answers, and how far each article has come."""
    top, place = NAME_CELL
    lead = "Each section has a sheet. Provisions go on the sheet Legal basis. How to: sheet Guide."
    headers = ("Criteria", "Answered", "Nothing missing", "Progress")
    above: tuple[Row, ...] = (
        (Styled(lead, "measure"), *[SPACE] * len(headers)),
        (SPACE, *[SPACE] * len(headers)),
        (Styled("Article", "header"), *(Styled(header, "header-indented") for header in headers)),
    )
    first = HEADER_ROW + len(above) + 1
    progress, sections = _progress(form, named, first)
    law = f"{form.instrument.title} ({form.instrument.number}); law as of {figures.day(form.cut_off)}"
    name = Entry(title="Your name", hint="It is written beside every answer that you change.")
    return replace(
        _blank(form, START, law),
        tab="result",
        columns=(
            Column(header="Your name, as the author of what you change", width=62, header_style="label"),
            *(Column(header="", width=14, style="count", header_style="typed-name") for _ in headers[:-1]),
            Column(header="", width=22, style="share", header_style="typed-name", bars="share"),
        ),
        rows=(*above, *(line.cells(row) for row, line in enumerate(progress, first))),
        strong=frozenset(row - HEADER_ROW - 1 for row in sections),
        frozen=0,
        filtered=False,
        entries={NAME_CELL: name},
        merged={(top, place, top, place + len(headers) - 1): "typed-name"},
        heights={top: 24},
    )


def _progress(
    form: Form, named: Sequence[tuple[str, Part]], first: int
) -> tuple[tuple[_Progress, ...], tuple[int, ...]]:
    """The whole, then each section with its articles, and the rows of the whole and of sections, counted from 1."""
    answers = _answers(form, {})
    lines: list[_Progress] = []
    sections: list[int] = []
    for name, part in named:
        sections.append(first + 1 + len(lines))
        lines += _section_progress(answers, name, part, sections[-1])
    todo = tuple(answers.todo(asked) for part in form.parts for asked in part.asked)
    answered, done = ("=" + "+".join(f"{column}{row}" for row in sections) for column in "CD")
    whole = _Progress(Styled("The whole checklist", "strong-label"), todo, answered, done)
    return (whole, *lines), (first, *sections)


def _section_progress(answers: _Answers, name: str, part: Part, row: int) -> Iterator[_Progress]:
    """A section, in a row counted from 1, and its articles."""
    last = HEADER_ROW + len(part.asked)
    articles, column = (f"'{name}'!${place}${HEADER_ROW + 1}:${place}${last}" for place in ("A", letter(TODO)))
    by_article: dict[str, list[str]] = defaultdict(list)
    for asked in part.asked:
        by_article[asked.article].append(answers.todo(asked))
    yield _Progress(
        Link(f"internal:'{name}'!A1", part.title, "strong-label"),
        tuple(map(answers.todo, part.asked)),
        f'=COUNTIF({column},"<>{ANSWER}")',
        f'=COUNTIF({column},"{DONE}")',
    )
    for place, (article, todo) in enumerate(by_article.items(), row + 1):
        answered, done = (f'=COUNTIFS({articles},$A{place},{column},"{word}")' for word in (f"<>{ANSWER}", DONE))
        yield _Progress(article, tuple(todo), answered, done)


def _guide(form: Form) -> Sheet:
    """How to fill in the workbook, and what the words mean."""
    return replace(
        _blank(form, GUIDE, "How to fill this in"),
        tab="reference",
        columns=(Column(header="Subject", width=26, style="label"), Column(header="What to know", width=110)),
        rows=tuple(_subjects(form)),
        frozen=0,
        filtered=False,
    )


def _base(form: Form) -> Store:
    """What the workbook leaves with."""
    rows = [
        (_KINDS[kind], key, json.dumps(texts, ensure_ascii=False))
        for kind, filed in base_texts(form).items()
        for key, texts in filed.items()
    ]
    meta: dict[str, Any] = {
        "country": form.country,
        "cycle": form.cycle,
        "instrument": form.instrument.id,
        "edition": form.instrument.edition,
        "version": form.version,
        "title": title_of(form),
        "sheets": names_of(form.parts),
        "fields": [field.key for field in form.answers],
    }
    meta["digest"] = digest_of(meta, rows)
    chunked = ((kind, key, *_chunks(text)) for kind, key, text in rows)
    return Store(BASE, ((FORM,), (json.dumps(meta, ensure_ascii=False),), *chunked))


def _chunks(text: str) -> Iterator[str]:
    return (text[start : start + CHUNK] for start in range(0, len(text), CHUNK))


def _subjects(form: Form) -> Iterator[tuple[str, str]]:
    """Subject and what to know of it."""
    scale = tuple(form.instrument.scale.values)
    yield (
        "The order of work",
        "Law first, then the rating: enter the provision on the sheet Legal basis, then rate, then say what is missing (gap) and how good the evidence is. “To do” says what an answer still lacks; cells in amber wait for it.",
    )
    yield "Ratings", f"From the best to the worst: {', '.join(scale)}. {NOT_APPLICABLE} needs a reason beside it."
    yield (
        "An open answer",
        "While evaluators disagree or a document is awaited, give both ratings: the list holds neighbouring ones. The score then has a range.",
    )
    yield (
        "What you do not know",
        "Leave it empty. An unanswered criterion widens the range of the score and is never zero; an invented answer falsifies it.",
    )
    yield "Gap", f"Below {scale[0]} a sentence says what the law lacks, so that a reader can act on it."
    yield (
        "Evidence",
        "A: official gazette or official publication seen. B: consolidated text or document of a treaty body read, a copy too. C: secondary source, or a text older than an amendment of that provision. D: no source seen, a lead that does not count. A to C name a document.",
    )
    yield (
        "Legal basis",
        "A row a provision; a criterion may have several. Choose the criterion and the act, give the article as cited, what it is for and its gist in your own words. To take a row away, empty its cells.",
    )
    yield (
        "New acts and documents",
        "Add them in the empty rows of the sheets Acts and Documents; then they can be chosen. Rows that stand there already are changed by whoever keeps the register.",
    )
    if any(field.key.startswith("ratings_by_part") for field in form.answers):
        yield (
            "Levels of government",
            "Where law differs, rate each level and leave “Rating” empty: it follows from the levels. Where it does not, use “Rating” alone.",
        )
    yield (
        "Dates",
        "As exact as the document gives them: 2017-07-18, 2017-07 or 2017.",
    )
    yield (
        "Protection",
        "Cells with a green edge are open. Everything else is locked without a password, a guard against slips. You may sort, filter, hide, widen columns and add sheets of your own. Do not delete rows, merge cells or write formulas.",
    )
    yield (
        "Sending it back",
        "Save as .xlsx and send the file. What others changed meanwhile stays; where both changed the same cell, somebody decides before anything is written.",
    )
    yield ("This treaty", form.instrument.wording)
    for note in form.instrument.notes:
        yield ("", note)
