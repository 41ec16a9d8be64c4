"""Workbooks as people return them: each comes to the right result, or to a message with the cell and what to do."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from killed import files

from .returned import (
    HEADS,
    Fill,
    Page,
    back,
    both,
    bring_in,
    deleted,
    duplicated,
    export,
    formula,
    merged,
    put,
    put_basis,
    put_row,
    section_of,
)

SHEET = "Offences against letters"
CRITERION, QUESTION = 2, 3
"""Columns of a section that are locked."""


def rows_of(sheet: Any) -> list[list[Any]]:
    """The values of the rows of a table, but not of those in which formulas alone stand."""
    rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADS + 1))
    return [row for row in rows if any(value and not str(value).startswith("=") for value in row)]


def laid(sheet: Any, rows: Sequence[Sequence[Any]], columns: slice = slice(None)) -> None:
    """Writes rows into a table, as far as some columns go."""
    for number, row in enumerate(rows, HEADS + 1):
        for place, value in list(enumerate(row, 1))[columns]:
            cell = sheet.cell(number, place)
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) and place != 6 else cell.data_type


def sorted_wholly(book: Any) -> None:
    for name in (SHEET, "Legal basis"):
        laid(book[name], rows_of(book[name])[::-1])


def sorted_without_ids(book: Any) -> None:
    """All columns but those of article and id."""
    laid(book[SHEET], rows_of(book[SHEET])[::-1], slice(2, None))


def sorted_without_answers(book: Any) -> None:
    """The locked columns alone, so that every answer stands in the row of another."""
    laid(book[SHEET], rows_of(book[SHEET])[::-1], slice(0, 6))


def sorted_bases_without_keys(book: Any) -> None:
    """All columns of the legal bases but the hidden ones."""
    page = Page(book, "Legal basis")
    laid(page.sheet, rows_of(page.sheet)[::-1], slice(0, page.heads["Row"] - 1))


def sorted_provisions(book: Any) -> None:
    """Act to gist of the legal bases, away from the criterion."""
    laid(book["Legal basis"], rows_of(book["Legal basis"])[::-1], slice(1, 6))


def over_the_id(value: Any) -> Fill:
    """Something else in the cell of an id."""

    def fill(book: Any) -> None:
        page = section_of(book, "12.2.3")
        page.at("12.2.3", "Criterion").value = value

    return fill


def renamed_header(book: Any) -> None:
    page = section_of(book, "12.2.3")
    page.sheet.cell(HEADS, page.heads["Gap"]).value = "What is lacking"


def moved_column(book: Any) -> None:
    page = Page(book, SHEET)
    for row in page.sheet.iter_rows(min_row=HEADS):
        gap, analysis = (row[page.heads[head] - 1] for head in ("Gap", "Analysis"))
        gap.value, analysis.value = analysis.value, gap.value
        gap.data_type = analysis.data_type = "s"
    section_of(book, "12.2.3").put("12.2.3", {"Gap": "It leaves out parcels."})


def own_column(book: Any) -> None:
    sheet = book[SHEET]
    place = sheet.max_column + 1
    sheet.cell(HEADS, place).value, sheet.cell(9, place).value = "My notes", "ask the ministry"
    section_of(book, "12.2.3").put("12.2.3", {"Rating": "partly"})


def row_of_ones_own(book: Any) -> None:
    sheet = book[SHEET]
    sheet.cell(sheet.max_row + 2, 15).value = "The ministry will answer in May."


ACT_WITHOUT_TITLE = both(
    put_row("Acts", Short_title="Seals Act"),
    put_basis(Criterion="12.1.a", Act="Seals Act", What_for="offence", Gist="seals"),
)


def renamed_sheet(book: Any) -> None:
    book["Legal basis"].title = "Provisions"


def title_gone(book: Any) -> None:
    book[SHEET]["A1"].value = None


def month_of_the_spreadsheet(book: Any) -> None:
    """What a spreadsheet makes of 7/2017: the first of the month, of which it shows the month."""
    cell = Page(book, "Legal basis").at("12.2.3#0", "In force since")
    cell.value, cell.number_format = dt.datetime(2017, 7, 1), "mmm-yy"


WORDS = "not-met | partly | mostly | met | not-applicable"
VARIANTS: tuple[tuple[str, Fill, str], ...] = (
    ("nothing", lambda _: None, """
Nothing changed.
"""),
    ("capitals", put("12.2.3", Rating="PARTLY"), """
read  Offences against letters!G9: `PARTLY` as `partly`
12.2.3  rating: mostly → partly
1 answer changed, in 1 file.
"""),
    ("first letter", put("12.2.3", Rating="Partly", Evidence="b"), """
read  Offences against letters!G9: `Partly` as `partly`
read  Offences against letters!N9: `b` as `B`
12.2.3  rating: mostly → partly
12.2.3  evidence: C → B
1 answer changed, in 1 file.
"""),
    ("blanks around", put("12.2.3", Rating=" partly\u00a0 ", Practice="\u2003None. \n"), """
12.2.3  rating: mostly → partly
12.2.3  practice: (empty) → None.
1 answer changed, in 1 file.
"""),
    ("blank for hyphen", put("12.3.2", Rating="Not met"), """
read  Offences against letters!G13: `Not met` as `not-met`
12.3.2  rating: partly, mostly → not-met
1 answer changed, in 1 file.
"""),
    ("number before", put("12.2.3", Rating="2 partly"), """
read  Offences against letters!G9: `2 partly` as `partly`
12.2.3  rating: mostly → partly
1 answer changed, in 1 file.
"""),
    ("number equals", put("12.2.3", Rating="2 = partly"), """
read  Offences against letters!G9: `2 = partly` as `partly`
12.2.3  rating: mostly → partly
1 answer changed, in 1 file.
"""),
    ("two ratings with a comma", put("12.2.3", Rating="Partly,mostly"), """
read  Offences against letters!G9: `Partly,mostly` as `partly, mostly`
12.2.3  rating: mostly → partly, mostly
1 answer changed, in 1 file.
"""),
    ("two ratings with a stroke", put("12.2.3", Rating="partly / mostly"), """
back.xlsx:Offences against letters!G9: unknown-rating: `Rating` is `partly / mostly`, which is two ratings
        expected: met | mostly | partly | not-met | not-applicable
        hint: is it open between the two? then write `mostly, partly`, with a comma; else choose one of them
1 problem; nothing was written.
"""),
    ("two ratings with a hyphen", put("12.2.3", Rating="mostly-partly"), """
back.xlsx:Offences against letters!G9: unknown-rating: `Rating` is `mostly-partly`, which is two ratings
        expected: met | mostly | partly | not-met | not-applicable
        hint: is it open between the two? then write `mostly, partly`, with a comma; else choose one of them
1 problem; nothing was written.
"""),
    ("largely", put("12.2.3", Rating="largely"), """
back.xlsx:Offences against letters!G9: unknown-rating: `Rating` is `largely`
        expected: met | mostly | partly | not-met | not-applicable
        hint: choose from the list of the cell
1 problem; nothing was written.
"""),
    ("rating of another scale", put("12.2.3", Rating="LC"), """
back.xlsx:Offences against letters!G9: unknown-rating: `Rating` is `LC`
        expected: met | mostly | partly | not-met | not-applicable
        hint: choose from the list of the cell
1 problem; nothing was written.
"""),
    ("partially", put("12.2.3", Rating="partially"), """
back.xlsx:Offences against letters!G9: unknown-rating: `Rating` is `partially`
        expected: met | mostly | partly | not-met | not-applicable
        hint: choose from the list of the cell
1 problem; nothing was written.
"""),
    ("two faults of one provision", put_basis("12.2.3#0", What_for="crime", Act="Criminal Cod"), """
back.xlsx:Legal basis!B9: unknown-act: there is no act `Criminal Cod`
        expected: coast-post-act | criminal-code | hills-post-act | letters-bill | procedure-code
        hint: did you mean `criminal-code`?
back.xlsx:Legal basis!D9: unknown-word: `What for` is `crime`
        expected: offence | penalty | definition | power | safeguard | co-operation | institution | general-part | case-law | treaty | other
        hint: choose from the list of the cell
2 problems; nothing was written.
"""),
    ("unmet", put("12.2.3", Rating="unmet"), """
back.xlsx:Offences against letters!G9: unknown-rating: `Rating` is `unmet`
        expected: met | mostly | partly | not-met | not-applicable
        hint: choose from the list of the cell
1 problem; nothing was written.
"""),
    ("slip of a finger", put("12.2.3", Rating="partyl"), """
back.xlsx:Offences against letters!G9: unknown-rating: `Rating` is `partyl`
        expected: met | mostly | partly | not-met | not-applicable
        hint: did you mean `partly`?
1 problem; nothing was written.
"""),
    ("number for a rating", put("12.2.3", Rating=2), """
back.xlsx:Offences against letters!G9: not-text: the spreadsheet holds a number, 2, where `Rating` belongs
        expected: met | mostly | partly | not-met | not-applicable
        hint: choose from the list of the cell
1 problem; nothing was written.
"""),
    ("day of the continent", put_basis("12.2.3#0", In_force_since="18.7.2017."), """
read  Legal basis!M9: `18.7.2017.` as `2017-07-18`
12.2.3  legal basis 0  in_force: (empty) → 2017-07-18
1 answer changed, in 1 file.
"""),
    ("day with noughts", put_basis("12.2.3#0", In_force_since="18.07.2017"), """
read  Legal basis!M9: `18.07.2017` as `2017-07-18`
12.2.3  legal basis 0  in_force: (empty) → 2017-07-18
1 answer changed, in 1 file.
"""),
    ("true date", put_basis("12.2.3#0", In_force_since=dt.datetime(2017, 7, 18)), """
12.2.3  legal basis 0  in_force: (empty) → 2017-07-18
1 answer changed, in 1 file.
"""),
    ("month of the spreadsheet", month_of_the_spreadsheet, """
12.2.3  legal basis 0  in_force: (empty) → 2017-07
1 answer changed, in 1 file.
"""),
    ("first day of a month", put_basis("12.2.3#0", In_force_since=dt.datetime(2017, 7, 1)), """
12.2.3  legal basis 0  in_force: (empty) → 2017-07-01
1 answer changed, in 1 file.
"""),
    ("month", put_basis("12.2.3#0", In_force_since="7/2017"), """
read  Legal basis!M9: `7/2017` as `2017-07`
12.2.3  legal basis 0  in_force: (empty) → 2017-07
1 answer changed, in 1 file.
"""),
    ("stroke, one meaning", put_basis("12.2.3#0", In_force_since="18/07/2017"), """
read  Legal basis!M9: `18/07/2017` as `2017-07-18`
12.2.3  legal basis 0  in_force: (empty) → 2017-07-18
1 answer changed, in 1 file.
"""),
    ("stroke, two meanings", put_basis("12.2.3#0", In_force_since="07/08/2017"), """
back.xlsx:Legal basis!M9: not-a-date: `In force since` is `07/08/2017`, which can be two days
        expected: a day that exists, such as 2017-07-18, 2017-07 or 2017
        hint: write `2017-08-07` or `2017-07-08`, whichever the document says
1 problem; nothing was written.
"""),
    ("no such day", put_basis("12.2.3#0", In_force_since="31.04.2017"), """
back.xlsx:Legal basis!M9: not-a-date: `In force since` is `31.04.2017`, which is no date
        expected: a day that exists, such as 2017-07-18, 2017-07 or 2017
        hint: year first, then month and day; leave out what the document does not say
1 problem; nothing was written.
"""),
    ("two figures of a year", put_basis("12.2.3#0", In_force_since="18.7.17"), """
back.xlsx:Legal basis!M9: not-a-date: `In force since` is `18.7.17`, which is no date
        expected: a day that exists, such as 2017-07-18, 2017-07 or 2017
        hint: year first, then month and day; leave out what the document does not say
1 problem; nothing was written.
"""),
    ("act in other capitals", put_basis(Criterion="12.2.3", Act="criminal  CODE", What_for="offence", Gist="seals"), """
read  Legal basis!B16: `criminal  CODE` as `criminal-code`
12.2.3  legal basis new  act: (empty) → criminal-code
12.2.3  legal basis new  role: (empty) → offence
12.2.3  legal basis new  gist: (empty) → seals
12.2.3  legal basis new  sources: (empty) → code
1 answer changed, in 1 file.
"""),
    ("act that nobody knows", put_basis("12.2.3#0", Act="Criminal Cod"), """
back.xlsx:Legal basis!B9: unknown-act: there is no act `Criminal Cod`
        expected: coast-post-act | criminal-code | hills-post-act | letters-bill | procedure-code
        hint: did you mean `criminal-code`?
1 problem; nothing was written.
"""),
    ("criterion in capitals", put_basis(Criterion="12.1.A", Act="Criminal Code", What_for="definition", Gist="seals"), """
read  Legal basis!A16: `12.1.A` as `12.1.a`
12.1.a  legal basis new  act: (empty) → criminal-code
12.1.a  legal basis new  role: (empty) → definition
12.1.a  legal basis new  gist: (empty) → seals
12.1.a  legal basis new  sources: (empty) → code
1 answer changed, in 1 file.
"""),
    ("criterion that is none", put_basis(Criterion="12.9.9", Act="Criminal Code", What_for="definition", Gist="seals"), """
back.xlsx:Legal basis!A16: unknown-criterion: there is no criterion `12.9.9`
        expected: a criterion of this checklist
        hint: choose it from the list
1 problem; nothing was written.
"""),
    ("criterion that became a number", put_basis(Criterion=12.1, Act="Criminal Code", What_for="definition", Gist="seals"), """
back.xlsx:Legal basis!A16: not-text: the spreadsheet holds a number, 12.1, where `Criterion` belongs
        expected: a text
        hint: the spreadsheet made a number of the id, perhaps without a nought at its end: choose it from the list
1 problem; nothing was written.
"""),
    ("article that became a date", put_basis("12.2.3#0", Provision=dt.datetime(2026, 4, 3)), """
back.xlsx:Legal basis!C9: not-text: the spreadsheet holds a date, 2026-04-03, where `Provision` belongs
        expected: a text
        hint: the spreadsheet made a date of the article: type it again as it is cited, with ' before it
1 problem; nothing was written.
"""),
    ("article that lost its nought", put_basis("12.2.3#0", Provision=15.1), """
back.xlsx:Legal basis!C9: not-text: the spreadsheet holds a number, 15.1, where `Provision` belongs
        expected: a text
        hint: the spreadsheet made a number of the article, perhaps without a nought at its end: type it again as it is cited, with ' before it
1 problem; nothing was written.
"""),
    ("id that became a date", over_the_id(dt.datetime(2003, 2, 12)), """
back.xlsx:Offences against letters!B9: changed-key: the spreadsheet made a date of the id `12.2.3`: 2003-02-12
        expected: 12.2.3
        hint: type `12.2.3` again, with ' before it, or undo the change
1 problem; nothing was written.
"""),
    ("id that became a number", over_the_id(12.2), """
back.xlsx:Offences against letters!B9: changed-key: the spreadsheet made a number of the id `12.2.3`: 12.2
        expected: 12.2.3
        hint: type `12.2.3` again, with ' before it, or undo the change
1 problem; nothing was written.
"""),
    ("id typed over", over_the_id("12.9.9"), """
back.xlsx:Offences against letters!B9: changed-key: the row of `12.2.3` now says `12.9.9`
        expected: 12.2.3
        hint: type `12.2.3` again, with ' before it, or undo the change
1 problem; nothing was written.
"""),
    ("id gone", over_the_id(None), """
back.xlsx:Offences against letters!B9: changed-key: the row of `12.2.3` has lost its id
        expected: 12.2.3
        hint: type `12.2.3` again, with ' before it, or undo the change
1 problem; nothing was written.
"""),
    ("id of a neighbour", over_the_id("12.2.2"), """
back.xlsx:Offences against letters!B9: changed-key: the row of `12.2.3` now says `12.2.2`
        expected: 12.2.3
        hint: type `12.2.3` again, with ' before it, or undo the change
1 problem; nothing was written.
"""),
    ("sorted wholly", sorted_wholly, """
Nothing changed.
"""),
    ("sorted without the ids", sorted_without_ids, """
back.xlsx:Offences against letters!B5: changed-key: `12.1.a` stands beside the question of `12.3.3`: the sheet was sorted in part
        expected: 12.3.3
        hint: undo the sorting, or sort all columns together: a row is known by its id
back.xlsx:Offences against letters!B6: changed-key: `12.1.b` stands beside the question of `12.3.2`: the sheet was sorted in part
…
10 problems; nothing was written.
"""),
    ("sorted without the answers", sorted_without_answers, """
back.xlsx:Offences against letters!B6: changed-key: the row of `12.3.2` holds texts with which `12.1.b` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Offences against letters!B7: changed-key: the row of `12.3.1.b` holds texts with which `12.2.1` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Offences against letters!B9: changed-key: the row of `12.2.4` holds texts with which `12.2.3` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Offences against letters!B11: changed-key: the row of `12.2.2` holds texts with which `12.3.1.a` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Offences against letters!B12: changed-key: the row of `12.2.1` holds texts with which `12.3.1.b` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Offences against letters!B13: changed-key: the row of `12.1.b` holds texts with which `12.3.2` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Offences against letters!B14: changed-key: the row of `12.1.a` holds texts with which `12.3.3` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
7 problems; nothing was written.
"""),
    ("legal bases sorted without their keys", sorted_bases_without_keys, """
back.xlsx:Legal basis!A5: changed-key: the row of `12.1.a` now says `12.4.2`
        expected: 12.1.a
        hint: to move a provision, empty this row and take an empty one; when sorting, sort all columns
back.xlsx:Legal basis!A6: changed-key: the row of `12.1.b` now says `12.4.2`
…
10 problems; nothing was written.
"""),
    ("provisions sorted alone", sorted_provisions, """
back.xlsx:Legal basis!A6: changed-key: the row of a legal basis of `12.1.b` holds texts with which a legal basis of `12.4.2` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Legal basis!A8: changed-key: the row of a legal basis of `12.2.2` holds texts with which a legal basis of `12.4.1.1` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Legal basis!A9: changed-key: the row of a legal basis of `12.2.3` holds texts with which a legal basis of `12.3.2` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Legal basis!A11: changed-key: the row of a legal basis of `12.3.2` holds texts with which a legal basis of `12.2.3` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Legal basis!A12: changed-key: the row of a legal basis of `12.4.1.1` holds texts with which a legal basis of `12.2.2` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Legal basis!A13: changed-key: the row of a legal basis of `12.4.1.2` holds texts with which a legal basis of `12.2.1` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Legal basis!A14: changed-key: the row of a legal basis of `12.4.2` holds texts with which a legal basis of `12.1.b` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
back.xlsx:Legal basis!A15: changed-key: the row of a legal basis of `12.4.2` holds texts with which a legal basis of `12.1.a` left: the sheet was sorted in part
        expected: every text beside its own id
        hint: undo the sorting, or sort all columns together: a row is known by its id; texts that were exchanged on purpose go in one after the other, in two imports
8 problems; nothing was written.
"""),
    ("header renamed", renamed_header, """
back.xlsx:Offences against letters!4:4: missing-column: there is no column `Gap`
        expected: Gap
        hint: write it again above its column, in row 4; the headers were locked on purpose
1 problem; nothing was written.
"""),
    ("column moved", moved_column, """
12.2.3  gap: A letter without a stamp may have value. → It leaves out parcels.
1 answer changed, in 1 file.
"""),
    ("column of one's own", own_column, """
12.2.3  rating: mostly → partly
1 answer changed, in 1 file.
"""),
    ("row of one's own", row_of_ones_own, """
back.xlsx:Offences against letters!B16: changed-key: the row has no id
        expected: a row as it was exported
        hint: every row keeps the id with which it left; notes of your own go on a sheet of your own
1 problem; nothing was written.
"""),
    ("row deleted", deleted, """
back.xlsx:Offences against letters | Powers | Co-operation of posts: missing-row: the row of `12.2.3` is gone
        expected: every row as exported
        hint: a row without an answer stays empty; put it back, or take an earlier copy of the workbook
1 problem; nothing was written.
"""),
    ("row twice", duplicated, """
back.xlsx:Offences against letters!B15: repeated-row: the row `12.2.3` stands here a second time; the first is Offences against letters!B9
        expected: one row of each
        hint: delete one; for another provision take an empty row of the sheet Legal basis
1 problem; nothing was written.
"""),
    ("cells merged", merged, """
back.xlsx:Offences against letters!I8:I9: merged-cells: cells are merged, and what stood in all but the first is gone
        expected: one answer a cell
        hint: take them apart and fill them in
1 problem; nothing was written.
"""),
    ("sheet renamed", renamed_sheet, """
back.xlsx: missing-sheet: there is no sheet `Legal basis`
        expected: Legal basis
        hint: give the sheet its name back
1 problem; nothing was written.
"""),
    ("title gone", title_gone, """
back.xlsx:Offences against letters!A1: changed-key: the sheet has lost its title
        expected: Arcadia, LT 12, 2026
        hint: write it again into this cell
1 problem; nothing was written.
"""),
    ("formula", formula, """
back.xlsx:Offences against letters!O9: formula-answer: a formula stands where an answer belongs
        expected: a text
        hint: type the answer itself
1 problem; nothing was written.
"""),
    ("tabs and wide spaces", put("12.2.3", Practice="one\ttwo\u3000three\u2003four"), """
12.2.3  practice: (empty) → one two three four
1 answer changed, in 1 file.
"""),
    ("marks of direction", put("12.2.3", Practice="\u200fone\u202c two\u200b"), """
read  Offences against letters!V9: without 3 characters that no reader can see (U+200F, U+202C, U+200B)
12.2.3  practice: (empty) → one two
1 answer changed, in 1 file.
"""),
    ("joiner that joins nothing", put("12.2.3", Practice="one ☂\u200d"), """
read  Offences against letters!V9: without a character that no reader can see (U+200D)
12.2.3  practice: (empty) → one ☂
1 answer changed, in 1 file.
"""),
    ("too long", put("12.2.3", Practice="x" * 30_001), """
back.xlsx:Offences against letters!V9: too-long: the text has 30,001 characters
        expected: at most 30,000
        hint: say it in fewer words; put documents beside the data
1 problem; nothing was written.
"""),
    ("gap missing", put("12.2.2", Rating="mostly"), """
back.xlsx:Offences against letters!O8: missing-gap: the rating is `mostly`, but no `gap` says what is missing
        expected: gap: what the law lacks, in one sentence
        hint: a reader must be able to act on every deduction
1 problem; nothing was written.
"""),
    ("act without a title", ACT_WITHOUT_TITLE, """
back.xlsx:Acts!B14: missing-field: `Title in English` is missing
        hint: fill in the cell, or empty the row
1 problem; nothing was written.
"""),
    ("faults of every kind", both(put("12.2.3", Rating="largely"), put("12.2.2", Rating="mostly"), put("12.3.2", Evidence="E"), put_basis("12.2.3#0", Act="Criminal Cod"), put_basis("12.2.1#0", In_force_since="07/08/2017"), ACT_WITHOUT_TITLE), """
back.xlsx:Acts!B14: missing-field: `Title in English` is missing
        hint: fill in the cell, or empty the row
back.xlsx:Legal basis!M7: not-a-date: `In force since` is `07/08/2017`, which can be two days
        expected: a day that exists, such as 2017-07-18, 2017-07 or 2017
        hint: write `2017-08-07` or `2017-07-08`, whichever the document says
back.xlsx:Legal basis!B9: unknown-act: there is no act `Criminal Cod`
        expected: coast-post-act | criminal-code | hills-post-act | letters-bill | procedure-code
        hint: did you mean `criminal-code`?
back.xlsx:Offences against letters!O8: missing-gap: the rating is `mostly`, but no `gap` says what is missing
        expected: gap: what the law lacks, in one sentence
        hint: a reader must be able to act on every deduction
back.xlsx:Offences against letters!G9: unknown-rating: `Rating` is `largely`
        expected: met | mostly | partly | not-met | not-applicable
        hint: choose from the list of the cell
back.xlsx:Offences against letters!N13: unknown-word: `Evidence` is `E`
        expected: A | B | C | D
        hint: choose from the list of the cell
6 problems; nothing was written.
"""),
)  # fmt: skip


@pytest.mark.parametrize(("fill", "printed"), [each[1:] for each in VARIANTS], ids=[each[0] for each in VARIANTS])
def test_what_comes_of_a_returned_workbook(root: Path, fill: Fill, printed: str) -> None:
    before = files(root)
    file = back(export(root), fill)
    done = bring_in(root, file)
    first, cut, last = printed.strip("\n").partition("…\n")
    output = done.stdout + done.stderr
    if cut:
        assert output.startswith(first), output
        assert output.endswith(f"{last}\n"), output
    else:
        assert output == f"{first}\n"
    if done.exit_code:
        assert (done.exit_code, done.stderr.endswith("nothing was written.\n")) == (1, True)
        assert files(root) == before
    else:
        assert bring_in(root, file).stderr == "Nothing changed.\n"


def test_enough_of_them_are_tried() -> None:
    assert len({name for name, *_ in VARIANTS}) >= 33
