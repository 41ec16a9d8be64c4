"""A checklist as a workbook that is filled in off line: a sheet a section, live progress, and the version it leaves with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from compliance import figures
from compliance.checks.needs import needs_law
from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED
from compliance.queries.form import Asked, Form, Listed, Part, base_texts, shown
from compliance.queries.form_fields import CONFIRMED, Field
from compliance.report.excel.formats import (
    ACCENT,
    FONT,
    PAINTS,
    SLATE,
    STRONG,
    STYLES,
    TABS,
    Look,
    Paint,
    rating_look,
)
from compliance.report.excel.values import HEAD, LONGEST_NAME, NOT_IN_NAMES, letter
from compliance.source import digest

FORM = "compliance checklist 2"
"""What the first cell of the hidden sheet says of every such workbook; another layout has another number."""
START, GUIDE, BASES, ACTS, DOCUMENTS, LISTS, BASE = (
    "Start", "Guide", "Legal basis", "Acts", "Documents", "Lists", "Base",
)  # fmt: skip
"""Names of the sheets beside those of the sections; the last two are hidden."""
ARTICLE, CRITERION, QUESTION, REQUIREMENT, HINT, LACKING, CARRIED = (
    "Article", "Criterion", "Question", "What the treaty asks", "Where to look", "To do", "Carried over from",
)  # fmt: skip
"""Heads of the locked columns of a section."""
KEY = "Row"
"""Head of the hidden column by which a row is found again."""
NAME_CELL = (HEAD - 1, 1)
"""Row and column of the cell for the evaluator's name, counted from 0."""
SPARE = {BASES: 150, ACTS: 30, DOCUMENTS: 40}
"""Empty rows to fill in."""
CHUNK = 30_000
"""Signs of a cell of the hidden sheet."""
DONE, ANSWER = "done", "answer"
"""What stands under “To do” of a criterion to which nothing is missing, and of one that waits for an answer."""

AMBER = "#FFF1CC"
_TEXT_CELL: Look = {"num_format": "@"}  # a number typed here stays the text that was typed
_LOOKS: Mapping[str, Look] = {
    **{name: STYLES[name] for name in ("title", "measure", "note", "head", "head-indented", "text", "label", "guide")},
    **{name: STYLES[name] for name in ("count", "share", "fixed-text")},
    "input": {**STYLES["text-input"], **_TEXT_CELL},
    "rating": {**STYLES["rating-input"], **_TEXT_CELL},
    "asked": {**STYLES["text"], "bold": True},
    "todo": {**STYLES["text"], "font_color": SLATE},
    "open": {**STYLES["text"], "locked": False},
    "name": {**STYLES["text-input"], **_TEXT_CELL, "font_size": 12},
    "strong": {**STYLES["label"], **STRONG},
    "strong-count": {**STYLES["count"], **STRONG},
    "strong-share": {**STYLES["share"], **STRONG},
}  # fmt: skip
_GUARD = {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True}


def form_workbook(form: Form, paints: Mapping[str, Paint] = PAINTS) -> bytes:
    """The workbook as the bytes of an .xlsx file; equal forms give equal bytes."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "default_format_properties": dict(FONT)}
    )
    created = datetime.combine(form.cut_off, time())
    book.set_properties({"title": title_of(form), "comments": "A checklist to be filled in", "created": created})
    _Book(book, form, paints).write()
    book.close()
    return out.getvalue()


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
        taken = {START, GUIDE, BASES, ACTS, DOCUMENTS, LISTS, BASE, *names}
        numbered = (plain, *(f"{plain[:27]} {n}" for n in range(2, 99)))
        names.append(next(name for name in numbered if name.lower() not in {one.lower() for one in taken}))
    return tuple(names)


_KINDS = {"answers": "answer", "bases": "basis", "acts": "act", "documents": "document"}
"""What the hidden sheet calls each kind of row."""


class _Book:
    """One workbook being written: formats are made once, sheets know each other's names."""

    def __init__(self, book: Any, form: Form, paints: Mapping[str, Paint]) -> None:
        self.book, self.form, self.paints = book, form, paints
        self.formats = {name: book.add_format({**FONT, **look}) for name, look in _LOOKS.items()}
        self.missing = book.add_format({"bg_color": AMBER})
        self.names = names_of(form.parts)
        self.shorts = {row.key: row.texts.get("short", row.key) for row in form.registered}
        self.lists: list[tuple[str, ...]] = []

    def write(self) -> None:
        """Every sheet, in order."""
        pages = {name: self.book.add_worksheet(name) for name in (START, GUIDE, *self.names, BASES, ACTS, DOCUMENTS)}
        pages |= {name: self.book.add_worksheet(name) for name in (LISTS, BASE)}
        criteria = [asked for part in self.form.parts for asked in part.asked]
        self.lists += [tuple(one.criterion.id for one in criteria), tuple(one.article for one in criteria)]
        for name, part in zip(self.names, self.form.parts, strict=True):
            self.section(pages[name], part)
        self.rows(pages[BASES], "Provisions of national law on which answers rest", self.bases_columns(), self.bases())
        about = "Acts to choose from; new ones go into the empty rows below"
        self.rows(pages[ACTS], about, self.form.acts, self.form.registered)
        about = "Documents consulted; new ones go into the empty rows below"
        self.rows(
            pages[DOCUMENTS],
            about,
            self.form.documents,
            self.form.consulted,
        )
        self.start(pages[START])
        self.guide(pages[GUIDE])
        self.hidden(pages[LISTS], pages[BASE])
        pages[START].activate()

    def head(self, page: Any, about: str, heads: Sequence[tuple[str, float, bool]], *, frozen: int, tab: str) -> None:
        """Title, footnotes and heads of a sheet, and how it is printed."""
        title = title_of(self.form)
        page.hide_gridlines(2)
        page.set_tab_color(TABS[tab])
        page.freeze_panes(HEAD, frozen)
        page.set_landscape()
        page.set_paper(8)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        page.repeat_rows(HEAD - 1)
        page.set_footer(f"&L&8{title.replace('&', '&&')[:200]}&R&8&P / &N")
        page.write_string(0, 0, title, self.formats["title"])
        page.write_string(1, 0, about, self.formats["measure"])
        if self.form.footnotes:
            page.write_string(2, 0, " ".join(self.form.footnotes), self.formats["note"])
        for place, (head, width, indented) in enumerate(heads):
            page.set_column(place, place, width)
            page.write_string(HEAD - 1, place, head, self.formats["head-indented" if indented else "head"])

    def section(self, page: Any, part: Part) -> None:
        """The sheet of a section: what is asked, what is still to do, and the cells to fill in."""
        fields, last = self.form.answers, HEAD + len(part.asked) - 1
        carried = any(field.key == CONFIRMED for field in fields)
        fixed = (
            (ARTICLE, 17, True), (CRITERION, 12, True), (QUESTION, 44, True), (REQUIREMENT, 44, True), (HINT, 32, True),
            (LACKING, 15, True), *(((CARRIED, 11, True),) if carried else ()),
        )  # fmt: skip
        about = f"{part.title}: {figures.count(len(part.asked), 'criterion', 'criteria')}; fill in the cells with a green edge"
        heads = (*fixed, *((field.head, field.width, True) for field in fields))
        self.head(page, about, heads, frozen=3, tab="input")
        places = {field.key: len(fixed) + n for n, field in enumerate(fields)}
        for n, asked in enumerate(part.asked):
            row = HEAD + n
            self.asked(page, row, asked, places)
            if carried:
                page.write_string(row, len(fixed) - 1, asked.carried_over, self.formats["fixed-text"])
            for field in fields:
                self.cell(page, row, places[field.key], field, asked.answer.get(field.key, ""))
        for field in fields:
            self.dress(page, field, places[field.key], last)
        todo = f"$F{HEAD + 1}"
        for key, word in (
            ("gap", "gap"),
            ("evidence", "evidence"),
            ("not_applicable", "reason"),
            (CONFIRMED, "confirm"),
        ):
            if key in places:
                self.amber(page, places[key], last, f'=ISNUMBER(SEARCH("{word}",{todo}))')
        for key, place in places.items():
            if key.partition(".")[0] in ("rating", "ratings_by_part"):
                self.amber(page, place, last, f'={todo}="{ANSWER}"')
        self.amber(page, 5, last, f'=AND({todo}<>"{DONE}",{todo}<>"")')
        page.autofilter(HEAD - 1, 0, last, len(heads) - 1)
        page.protect("", _GUARD)

    def asked(self, page: Any, row: int, asked: Asked, places: Mapping[str, int]) -> None:
        """The locked cells of a criterion."""
        criterion, formats = asked.criterion, self.formats
        condition = f"\nCondition: {criterion.condition}" if criterion.condition else ""
        core = f" · core: {criterion.core_reason or 'yes'}" if criterion.core else ""
        requirement = f"{criterion.requirement}{condition}\n{criterion.provision} · {criterion.obligation}{core}"
        page.write_string(row, 0, asked.article, formats["text"])
        page.write_string(row, 1, criterion.id, formats["label"])
        page.write_string(row, 2, criterion.question, formats["asked"])
        page.write_string(row, 3, requirement, formats["text"])
        page.write_string(row, 4, criterion.hint or "", formats["text"])
        page.write_formula(row, 5, self.todo_formula(row, asked, places), formats["todo"], _todo(asked))

    def todo_formula(self, row: int, asked: Asked, places: Mapping[str, int]) -> str:
        """What is missing in an answer, following the cells as `checks.needs` follows the file."""
        scale = tuple(self.form.instrument.scale.values)

        def at(key: str) -> str:
            return f"{letter(places[key])}{row + 1}"

        ratings = [at(key) for key in places if key.partition(".")[0] in ("rating", "ratings_by_part")]

        def some(*but: str) -> str:
            tests = (
                f'AND({cell}<>"",{",".join(f"""{cell}<>"{word}" """.strip() for word in but)})' for cell in ratings
            )
            return f"OR({','.join(tests)})"

        aside = (NOT_APPLICABLE, NONE, UNANSWERED)
        tests = [
            ("reason", f'AND(OR({",".join(f"""{cell}="{NOT_APPLICABLE}" """.strip() for cell in ratings)}),{at("not_applicable")}="")'),
            ("evidence", f'AND({some(*aside)},{at("evidence")}="")'),
            ("gap", f'AND({some(*aside, scale[0])},{at("gap")}="")'),
        ]  # fmt: skip
        if needs_law(asked.criterion):
            last = HEAD + len(self.form.based) + SPARE[BASES]
            count = f"COUNTIF('{BASES}'!$A${HEAD + 1}:$A${last},$B{row + 1})"
            tests.append(("legal basis", f"AND({some(*aside, scale[-1])},{count}=0)"))
        if asked.carried_over:
            tests.append(("confirm", f'{at(CONFIRMED)}=""'))
        words = "&".join(f'IF({test},", {word}","")' for word, test in tests)
        return f'=IF({"&".join(ratings)}="","{ANSWER}",IF({words}="","{DONE}",MID({words},3,60)))'

    def cell(self, page: Any, row: int, place: int, field: Field, text: str) -> None:
        """A cell to fill in."""
        style = self.formats["rating" if field.sort == "words" else "input"]
        if field.sort == "act":
            text = self.shorts.get(text, text)
        if text:
            page.write_string(row, place, shown(text), style)
        else:
            page.write_blank(row, place, None, style)

    def dress(self, page: Any, field: Field, place: int, last: int) -> None:
        """What a column lets one choose, what it tells whoever is about to type, and the colours of ratings."""
        area = HEAD, place, last, place
        options: dict[str, Any] = {"validate": "any"}
        if source := self.source(field):
            options = {"validate": "list", "source": source, "error_title": "Not one of the list"}
            options["error_message"] = "Choose from the list, or press Escape."
            # Several documents are typed with commas between them; the list then only helps.
            options["show_error"] = field.sort != "documents"
        if field.hint:
            options |= {"input_title": field.head[:32], "input_message": field.hint[:255]}
        if len(options) > 1:
            page.data_validation(*area, options)
        if field.sort == "words":
            for word, paint in self.paints.items():
                look = self.book.add_format(rating_look(word, paint))
                page.conditional_format(*area, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look})

    def source(self, field: Field) -> list[str] | str | None:
        """The words of a list: in the cell itself, or where they stand."""
        match field.sort:
            case "act":
                return f"={ACTS}!$A${HEAD + 1}:$A${HEAD + len(self.form.registered) + SPARE[ACTS]}"
            case "documents":
                return f"={DOCUMENTS}!$A${HEAD + 1}:$A${HEAD + len(self.form.consulted) + SPARE[DOCUMENTS]}"
            case _ if not field.choices:
                return None
        if len(",".join(field.choices)) < 250 and not any("," in word for word in field.choices):
            return list(field.choices)
        if field.choices not in self.lists:
            self.lists.append(field.choices)
        column = letter(self.lists.index(field.choices))
        return f"={LISTS}!${column}$1:${column}${len(field.choices)}"

    def amber(self, page: Any, place: int, last: int, formula: str) -> None:
        """Marks cells that wait for something."""
        options = {"type": "formula", "criteria": formula, "format": self.missing}
        page.conditional_format(HEAD, place, last, place, options)

    def bases_columns(self) -> tuple[Field, ...]:
        """The columns of the legal bases, their criterion the first."""
        criterion = Field(key="criterion", head=CRITERION, hint="The criterion that the provision answers.", width=13)
        return (criterion, *self.form.bases)

    def bases(self) -> tuple[Listed, ...]:
        """The legal bases, each with its criterion."""
        return tuple(
            Listed(key=row.key, texts={**row.texts, "criterion": row.key.partition("#")[0]}) for row in self.form.based
        )

    def rows(self, page: Any, about: str, fields: Sequence[Field], rows: Sequence[Listed]) -> None:
        """A sheet of rows that can be added to; acts and documents on file are locked, legal bases are open."""
        name = page.get_name()
        is_open, last = name == BASES, HEAD + len(rows) + SPARE[name] - 1
        heads = [(field.head, field.width, n > 0) for n, field in enumerate(fields)]
        self.head(page, about, [*heads, (KEY, 12, True)], frozen=1, tab="input" if is_open else "reference")
        for n in range(len(rows) + SPARE[name]):
            row = rows[n] if n < len(rows) else None
            for place, field in enumerate(fields):
                text = row.texts.get(field.key, "") if row else ""
                if row and not is_open:
                    page.write_string(HEAD + n, place, shown(text), self.formats["text" if place else "label"])
                else:
                    self.cell(page, HEAD + n, place, field, text)
            page.write_string(HEAD + n, len(fields), row.key if row else "", self.formats["open"])
        page.set_column(len(fields), len(fields), 12, None, {"hidden": True})
        first = HEAD if is_open else HEAD + len(rows)
        for place, field in enumerate(fields):
            self.dress(page, field, place, last)
        if is_open:
            ids = f"={LISTS}!$A$1:$A${len(self.lists[0])}"
            page.data_validation(
                HEAD, 0, last, 0,
                {"validate": "list", "source": ids, "error_title": "No such criterion", "error_message": "Choose from the list.",
                 "input_title": CRITERION, "input_message": fields[0].hint},
            )  # fmt: skip
        demanded = {BASES: ("act", "role", "gist"), ACTS: ("title", "kind"), DOCUMENTS: ("document",)}[name]
        for place, field in enumerate(fields):
            if field.key in demanded:
                options = {
                    "type": "formula",
                    "criteria": f'=AND($A{first + 1}<>"",{letter(place)}{first + 1}="")',
                    "format": self.missing,
                }
                page.conditional_format(first, place, last, place, options)
        page.autofilter(HEAD - 1, 0, last, len(fields))  # with the hidden key, so that it moves with its row
        page.protect("", {**_GUARD, "insert_rows": is_open})

    def start(self, page: Any) -> None:
        """The first page: who answers, and how far each article has come."""
        about = (
            f"{self.form.instrument.title} ({self.form.instrument.number}); law as of {figures.day(self.form.cut_off)}"
        )
        widths = (("", 62, False), ("", 14, True), ("", 14, True), ("", 14, True), ("", 22, True))
        self.head(page, about, widths, frozen=0, tab="result")
        row, column = NAME_CELL
        page.write_string(row, 0, "Your name, as the author of what you change", self.formats["label"])
        page.merge_range(row, column, row, column + 3, "", self.formats["name"])
        page.set_row(row, 24)
        page.data_validation(
            row, column, row, column,
            {"validate": "any", "input_title": "Your name", "input_message": "It is written beside every answer that you change."},
        )  # fmt: skip
        page.write_string(
            row + 1,
            0,
            "Each section has a sheet. Provisions go on the sheet Legal basis. How to: sheet Guide.",
            self.formats["measure"],
        )
        top = row + 3
        for place, head in enumerate(("Article", "Criteria", "Answered", "Nothing missing", "Progress")):
            page.write_string(top, place, head, self.formats["head" if not place else "head-indented"])
        end = top + 1 + len(self.names) + sum(len(_articles(part)) for part in self.form.parts)
        self.progress(page, top + 1)
        page.conditional_format(
            top + 1, 4, end, 4,
            {"type": "data_bar", "bar_solid": True, "bar_color": ACCENT, "bar_border_color": ACCENT, "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1.35},
        )  # fmt: skip
        page.protect("", _GUARD)

    def progress(self, page: Any, row: int) -> None:
        """A row for the whole, for each section and for each article; all figures follow the cells."""
        whole, sections = row, []
        row += 1
        for name, part in zip(self.names, self.form.parts, strict=True):
            last = HEAD + len(part.asked)
            articles, todo = f"'{name}'!$A${HEAD + 1}:$A${last}", f"'{name}'!$F${HEAD + 1}:$F${last}"
            every = [_todo(asked) for asked in part.asked]
            page.write_url(row, 0, f"internal:'{name}'!A1", self.formats["strong"], part.title)
            self.counted(page, row, every, (f'=COUNTIF({todo},"<>{ANSWER}")', f'=COUNTIF({todo},"{DONE}")'), "strong-")
            sections.append(row + 1)
            row += 1
            for article, asked in _articles(part).items():
                page.write_string(row, 0, article, self.formats["text"])
                formulas = tuple(f'=COUNTIFS({articles},$A{row + 1},{todo},"{word}")' for word in (f"<>{ANSWER}", DONE))
                self.counted(page, row, [_todo(one) for one in asked], formulas, "")
                row += 1
        page.write_string(whole, 0, "The whole checklist", self.formats["strong"])
        every = [_todo(asked) for part in self.form.parts for asked in part.asked]
        sums = tuple("=" + "+".join(f"{column}{one}" for one in sections) for column in "CD")
        self.counted(page, whole, every, sums, "strong-")

    def counted(self, page: Any, row: int, todo: Sequence[str], formulas: Sequence[str], style: str) -> None:
        """The figures of one row: criteria, answered, nothing missing, and their share."""
        answered, done = sum(one != ANSWER for one in todo), todo.count(DONE)
        page.write_number(row, 1, len(todo), self.formats[f"{style}count"])
        for place, (formula, value) in enumerate(zip(formulas, (answered, done), strict=True), 2):
            page.write_formula(row, place, formula, self.formats[f"{style}count"], value)
        page.write_formula(row, 4, f"=D{row + 1}/B{row + 1}", self.formats[f"{style}share"], done / len(todo))

    def guide(self, page: Any) -> None:
        """How to fill in the workbook, and what the words mean."""
        self.head(
            page,
            "How to fill this in",
            (("Subject", 26, False), ("What to know", 110, True)),
            frozen=0,
            tab="reference",
        )
        for n, (subject, text) in enumerate(_guide(self.form)):
            page.write_string(HEAD + n, 0, subject, self.formats["guide"])
            page.write_string(HEAD + n, 1, text, self.formats["text"])
        page.protect("", _GUARD)

    def hidden(self, lists: Any, base: Any) -> None:
        """Words to choose from, and what the workbook leaves with."""
        for place, words in enumerate(self.lists):
            lists.write_column(0, place, words)
        lists.hide()
        lists.protect("")
        rows = [
            (_KINDS[kind], key, json.dumps(texts, ensure_ascii=False))
            for kind, given in base_texts(self.form).items()
            for key, texts in given.items()
        ]
        meta: dict[str, Any] = {
            "country": self.form.country,
            "cycle": self.form.cycle,
            "instrument": self.form.instrument.id,
            "edition": self.form.instrument.edition,
            "version": self.form.version,
            "title": title_of(self.form),
            "sheets": self.names,
            "fields": [field.key for field in self.form.answers],
        }
        meta["digest"] = digest_of(meta, rows)
        base.write_string(0, 0, FORM)
        base.write_string(1, 0, json.dumps(meta, ensure_ascii=False))
        for n, (kind, key, text) in enumerate(rows, 2):
            chunks = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
            for place, piece in enumerate((kind, key, *chunks)):
                base.write_string(n, place, piece)
        base.very_hidden()
        base.protect("")


def _todo(asked: Asked) -> str:
    """What is missing in an answer, in the words of its formula."""
    return ", ".join(asked.needs) or DONE


def _articles(part: Part) -> Mapping[str, list[Asked]]:
    """The criteria of a section by article."""
    found: dict[str, list[Asked]] = {}
    for asked in part.asked:
        found.setdefault(asked.article, []).append(asked)
    return found


def _guide(form: Form) -> Iterator[tuple[str, str]]:
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
