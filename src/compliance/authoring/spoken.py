"""A workbook in any language → its sheets by the names that they have in English, and the columns as they left.

What each is called stands in the hidden sheet, as the workbook left; a catalogue that changed since does no harm. A sheet
keeps the name that its reader sees wherever a place is named, and so does a column.
"""

from dataclasses import replace

from compliance.authoring.leaving import Book, Leaving
from compliance.queries.form_fields import Field


def in_english(book: Book) -> Book:
    """A workbook whose sheets stand under their names in English."""
    shown = book.leaving.pages
    names = {title: name for name, title in shown.items()}
    pages = {names.get(title, title): page for title, page in book.pages.items() if title not in shown}
    return replace(
        book, pages=pages | {name: book.pages[title] for name, title in shown.items() if title in book.pages}
    )


def as_left(fields: tuple[Field, ...], leaving: Leaving, kind: str) -> tuple[Field, ...]:
    """Columns with the heads and the words that they had when the workbook left."""
    headers, labels = leaving.headers.get(kind, {}), leaving.labels.get(kind, {})
    return tuple(
        replace(field, header=headers.get(field.key, field.header), labels=labels.get(field.key, {}))
        for field in fields
    )
