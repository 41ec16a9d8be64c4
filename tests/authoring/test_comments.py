"""Comments on cells of a returned workbook become remarks on the answers of their rows, each once."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.comments import Comment

from .returned import (
    CHECKLIST,
    Page,
    answer,
    back,
    both,
    bring_in,
    compliance,
    export,
    log_of,
    opened,
    put,
    rewrite,
    section_of,
)

SHEET = "Offences against letters"
TODAY = date.today().isoformat()


def remarks(root: Path, criterion: str) -> list[dict[str, Any]]:
    """The remarks on an answer in the file."""
    return list(answer(root, criterion).get("remarks", []))


def note(cell: Any, text: str, by: str = "Mira Kos") -> None:
    cell.comment = Comment(text, by)


def noted(book: Any) -> None:
    """Notes on an answer, on a legal basis, on an answer that nobody gave, and on what is none."""
    note(section_of(book, "12.2.3").at("12.2.3", "Gap"), "Mira Kos:\nDoes it cover parcels?\nSee Article 143.")
    note(Page(book, "Legal basis").at("12.1.b#0", "Provision"), "Is it 112(5)?")
    note(section_of(book, "12.5.2").at("12.5.2", "Rating"), "Whom did we ask?", "")
    note(book["Acts"]["B5"], "An older text.")
    book.create_sheet("My notes")["A1"] = "whatever"
    note(book["My notes"]["A1"], "For me.")


def test_comments_become_remarks(root: Path) -> None:
    done = bring_in(root, back(export(root), noted))
    assert (done.exit_code, done.stderr) == (0, "3 remarks added, in 1 file.\n"), done.output
    assert done.stdout.splitlines() == [
        "12.2.3  remark of Mira Kos: Does it cover parcels? See Article 143.",
        "12.5.2  remark of Ana Anić: Whom did we ask?",
        "12.1.b  remark of Mira Kos: criminal-code 112(4), 113: Is it 112(5)?",
        "left  Acts!B5: a comment on no answer; Mira Kos: An older text.",
        "left  My notes!A1: a comment on no answer; Mira Kos: For me.",
    ]
    text = "Does it cover parcels?\nSee Article 143."
    assert remarks(root, "12.2.3") == [{"by": "Mira Kos", "on": TODAY, "text": text}]
    assert remarks(root, "12.5.2") == [{"by": "Ana Anić", "on": TODAY, "text": "Whom did we ask?"}]
    assert compliance(root, "check").exit_code == 0


def test_a_remark_is_no_change_of_the_answer(root: Path) -> None:
    bring_in(root, back(export(root), noted))
    assert list(answer(root)) == ["rating", "legal_basis", "gap", "evidence", "remarks"]


def test_the_same_workbook_again_adds_nothing(root: Path) -> None:
    file = back(export(root), noted)
    bring_in(root, file)
    before = (root / CHECKLIST).read_bytes()
    done = compliance(root, "checklist", "import", file, "--by", "Somebody Else")
    assert (done.exit_code, done.stderr) == (0, "Nothing changed.\n")
    assert (root / CHECKLIST).read_bytes() == before


def test_a_remark_that_was_answered_and_settled_meanwhile_is_not_asked_again(root: Path) -> None:
    file = back(export(root), noted)
    bring_in(root, file)
    compliance(root, "remark", "arcadia", "12.2.3", "Yes.", "--reply", "1", "--by", "Ana Anić")
    compliance(root, "remark", "arcadia", "12.2.3", "--close", "1", "--by", "Mira Kos")
    assert bring_in(root, file).stderr == "Nothing changed.\n"


def test_another_word_is_another_remark(root: Path) -> None:
    file = back(export(root), noted)
    bring_in(root, file)

    def more(book: Any) -> None:
        note(section_of(book, "12.2.3").at("12.2.3", "Rating"), "And letters abroad?")

    bring_in(root, back(file, more))
    assert [remark["text"] for remark in remarks(root, "12.2.3")][1:] == ["And letters abroad?"]


def test_remarks_come_beside_answers_and_are_logged(root: Path) -> None:
    done = bring_in(root, back(export(root), both(noted, put("12.2.3", Rating="partly"))))
    assert done.stderr == "1 answer changed and 3 remarks added, in 1 file.\n"
    fields = {change["field"] for change in json.loads(log_of(root).read_text("utf-8").splitlines()[-1])["changes"]}
    assert {"rating", "remarks.1"} <= fields


def test_remarks_follow_rows_that_were_sorted(root: Path) -> None:
    file = back(export(root), noted)

    def turned(book: Any) -> None:
        sheet = book[SHEET]
        held = [[(cell.value, cell.data_type, cell.comment) for cell in row] for row in sheet.iter_rows(min_row=5)]
        rows = [row for row in held if any(value for value, *_ in row)]
        for number, row in enumerate(rows[::-1], 5):
            for place, (value, kind, comment) in enumerate(row, 1):
                cell = sheet.cell(number, place)
                cell.value, cell.data_type, cell.comment = value, kind, comment and Comment(comment.text, "Mira Kos")

    bring_in(root, back(file, turned))
    assert [remark["text"][:4] for remark in remarks(root, "12.2.3")] == ["Does"]


def test_marks_of_direction_and_controls_are_left_out_of_a_remark(root: Path) -> None:
    def fill(book: Any) -> None:
        note(section_of(book, "12.2.3").at("12.2.3", "Gap"), "Why\u202e this\u200b?\x9f")

    bring_in(root, back(export(root), fill))
    assert [remark["text"] for remark in remarks(root, "12.2.3")] == ["Why this?"]


def test_a_rehearsal_adds_no_remark(root: Path) -> None:
    done = bring_in(root, back(export(root), noted), "--dry-run")
    assert done.stderr == "3 remarks would be added, in 1 file.\n"
    assert remarks(root, "12.2.3") == []


def test_what_is_refused_brings_no_remark(root: Path) -> None:
    assert bring_in(root, back(export(root), both(noted, put("12.2.3", Rating="largely")))).exit_code == 1
    assert remarks(root, "12.2.3") == []


def test_what_is_written_below_a_comment_of_the_program_is_a_remark(root: Path) -> None:
    rest = root.parent / "rest.xlsx"
    bring_in(root, back(export(root), put("12.2.3", Rating="largely")), "--partial", rest)

    def below(book: Any) -> None:
        cell = section_of(book, "12.2.3").at("12.2.3", "Rating")
        cell.value = "partly"
        note(cell, f"{cell.comment.text}I meant partly.", cell.comment.author)

    bring_in(root, back(rest, below))
    assert [(remark["by"], remark["text"]) for remark in remarks(root, "12.2.3")] == [("Ana Anić", "I meant partly.")]


PEOPLE = '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="Mira Kos" id="{A}" userId="x" providerId="None"/><person displayName="Rosa Kuhn" id="{B}" userId="y" providerId="None"/></personList>'
OFFICE = "http://schemas.microsoft.com/office/2017/10/relationships"
STAND_IN = "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it will get removed if the file is opened in a newer version of Excel. Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    Does it cover parcels?"


def threaded(file: Path, *, known: bool = True) -> bytes:
    """A workbook with a thread on a cell, as Excel keeps it; a program that knows no threads leaves its stand-in alone."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = f"sheet{opened(file).sheetnames.index(SHEET) + 1}.xml"
    relations = parts.get(f"xl/worksheets/_rels/{name}.rels", b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>').decode()  # fmt: skip
    added = '<Relationship Id="rC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments9.xml"/>'
    notes = f'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>tc={{1}}</author></authors><commentList><comment ref="N9" authorId="0"><text><t>{escape(STAND_IN)}</t></text></comment></commentList></comments>'
    new = {"xl/comments9.xml": notes.encode()}
    if known:
        added += f'<Relationship Id="rT" Type="{OFFICE}/threadedComment" Target="../threadedComments/t1.xml"/>'
        lines = (("1", "", "{A}", "Does it cover parcels?"), ("2", ' parentId="{1}"', "{B}", "Yes & no."))
        threads = "".join(f'<threadedComment ref="N9" dT="2026-11-02T10:00:00.00" personId="{who}" id="{{{n}}}"{parent}><text>{escape(text)}</text></threadedComment>' for n, parent, who, text in lines)  # fmt: skip
        new["xl/threadedComments/t1.xml"] = f'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">{threads}</ThreadedComments>'.encode()  # fmt: skip
        new["xl/persons/person.xml"] = PEOPLE.encode()
        book = parts["xl/_rels/workbook.xml.rels"].decode()
        person = f'<Relationship Id="rP" Type="{OFFICE}/person" Target="persons/person.xml"/>'
        new["xl/_rels/workbook.xml.rels"] = book.replace("</Relationships>", f"{person}</Relationships>").encode()
    new[f"xl/worksheets/_rels/{name}.rels"] = relations.replace("</Relationships>", f"{added}</Relationships>").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in (parts | new).items():
            archive.writestr(part, content)
    return out.getvalue()


def test_a_thread_is_a_remark_with_its_replies(root: Path) -> None:
    file = root.parent / "back.xlsx"
    file.write_bytes(threaded(export(root)))
    done = bring_in(root, file)
    assert done.stdout.splitlines() == [
        "12.2.3  remark of Mira Kos: Does it cover parcels?",
        "12.2.3  reply of Rosa Kuhn: Yes & no.",
    ]
    reply = {"by": "Rosa Kuhn", "on": TODAY, "text": "Yes & no."}
    remark = {"by": "Mira Kos", "on": TODAY, "text": "Does it cover parcels?", "replies": [reply]}
    assert remarks(root, "12.2.3") == [remark]
    assert bring_in(root, file).stderr == "Nothing changed.\n"


def test_a_reply_that_came_later_joins_the_thread(root: Path) -> None:
    rewrite(
        root,
        "    gap: A letter without a stamp may have value.\n    evidence: C\n",
        "    gap: A letter without a stamp may have value.\n    evidence: C\n    remarks:\n"
        f"      - by: Mira Kos\n        on: {TODAY}\n        text: Does it cover parcels?\n",
    )
    file = root.parent / "back.xlsx"
    file.write_bytes(threaded(export(root)))
    assert bring_in(root, file).stdout == "12.2.3  reply of Rosa Kuhn: Yes & no.\n"
    assert [reply["by"] for reply in remarks(root, "12.2.3")[0]["replies"]] == ["Rosa Kuhn"]


def test_the_stand_in_of_a_thread_says_what_the_thread_said(root: Path) -> None:
    file = root.parent / "back.xlsx"
    file.write_bytes(threaded(export(root), known=False))
    assert bring_in(root, file).stdout == "12.2.3  remark of Ana Anić: Does it cover parcels?\n"
