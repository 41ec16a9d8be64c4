"""A workbook in any language → one whose sheets, heads and chosen words are those of the files, so that it is read alike.

What each is called stands in the hidden sheet, as the workbook left; a catalogue that changed since does no harm. A sheet
keeps the name that its reader sees wherever a place is named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from compliance.authoring.leaving import Book, Leaving
from compliance.queries.form_fields import Field
from compliance.report.excel.form import ACTS, BASES, CRITERION, DOCUMENTS, REMARKS
from compliance.report.excel.incoming import Cell, Page, one_line
from compliance.report.excel.values import HEADER_ROW

Words = Mapping[str, str]
"""Words of the files by what a reader sees, without regard to case."""


def in_words_of_files(book: Book) -> Book:
    """A workbook as it would stand in English."""
    leaving = book.leaving
    names = {shown: name for name, shown in leaving.pages.items()}
    pages = {names.get(title, title): page for title, page in book.pages.items() if title not in leaving.pages}
    pages |= {name: book.pages[shown] for name, shown in leaving.pages.items() if shown in book.pages}
    kinds = {BASES: "bases", ACTS: "acts", DOCUMENTS: "documents", REMARKS: "remarks"}
    kinds |= dict.fromkeys(leaving.sheets, "answers")
    plain = {name: _plain(page, leaving, kinds[name]) if name in kinds else page for name, page in pages.items()}
    return replace(book, pages=plain)


def _plain(page: Page, leaving: Leaving, kind: str) -> Page:
    """A page with the words of the files in the columns that offer words, and the usual head above criteria."""
    words = dict(_columns(page, leaving, kind))
    criterion = leaving.headers.get("", {}).get("criterion", CRITERION)
    heads = {
        place: replace(cell, text=CRITERION) if one_line(cell) == criterion else cell
        for place, cell in page.cells.get(HEADER_ROW, {}).items()
    }
    rows = {
        row: heads
        if row == HEADER_ROW
        else {place: _worded(cell, words.get(place, {})) if row > HEADER_ROW else cell for place, cell in cells.items()}
        for row, cells in page.cells.items()
    }
    return replace(page, cells=rows)


def _columns(page: Page, leaving: Leaving, kind: str) -> Iterator[tuple[int, Words]]:
    """The words of each column that offers some."""
    fields = {header: key for key, header in leaving.headers.get(kind, {}).items()}
    for place, cell in page.cells.get(HEADER_ROW, {}).items():
        labels = leaving.labels.get(kind, {}).get(fields.get(one_line(cell), ""), {})
        yield place, {shown.casefold(): word for word, shown in labels.items()}


def _worded(cell: Cell, words: Words) -> Cell:
    """A cell with the words of the files for those that it shows; what is none of them stays as it was typed."""
    if cell.kind != "text" or not words:
        return cell
    typed = [" ".join(word.split()) for word in cell.text.split(",")]
    known = all(word.casefold() in words for word in typed)
    return replace(cell, text=", ".join(words[word.casefold()] for word in typed)) if known else cell


def as_left(fields: tuple[Field, ...], leaving: Leaving, kind: str) -> tuple[Field, ...]:
    """Columns with the heads and the words that they had when the workbook left."""
    headers, labels = leaving.headers.get(kind, {}), leaving.labels.get(kind, {})
    return tuple(
        replace(field, header=headers.get(field.key, field.header), labels=labels.get(field.key, {}))
        for field in fields
    )
