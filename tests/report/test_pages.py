"""What stands on every page, and what a page must not be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256

import pypdfium2 as pdfium
import pytest
from documents import (
    DATA,
    EVERYTHING,
    ON_FILE,
    PRINTED,
    ROOT,
    each_country,
    each_printed,
    each_report,
    flat,
    page,
    page_texts,
    report,
    view,
)

from compliance.pages.sections import numbered
from compliance.report.pdf import pdf
from compliance.view.values.country import CountryView

BUILD = """
import hashlib, sys
from pathlib import Path
from compliance.inputs import read_inputs
from compliance.pages.html import country_page
from compliance.report.pdf import pdf
from compliance.view.values.country import CountryView
from compliance.view.country import view_of
inputs, _ = read_inputs(Path(sys.argv[1]))
print(hashlib.sha256(pdf(country_page(view_of(inputs, "borduria", "2026", "country")))).hexdigest())
"""


def test_another_process_makes_the_same_bytes() -> None:
    command = [sys.executable, "-c", BUILD, str(DATA)]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash("") % 1000 + 1)}
    other = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert other.stdout.strip() == sha256(report("borduria").pdf).hexdigest()


@each_report
def test_every_page_says_how_it_stands(country: str) -> None:
    one = report(country)
    # What a reader needs wherever a page ends up: no official finding, how old the texts are, the version.
    missing = [n for n, text in enumerate(one.pages, 1) if flat(f"{one.view.edition}.") not in flat(text)]
    assert one.view.edition.endswith("no official finding")
    assert missing == []


@each_report
def test_a_designation_has_its_footnote_on_the_pages_that_name_it(country: str) -> None:
    one = report(country)
    assert len(one.view.footnotes) <= 1
    for note in one.view.footnotes:
        mark = note.split()[0]
        for n, text in enumerate(one.pages, 1):
            printed = flat(text).replace(flat(note), "")
            assert (flat(note) in flat(text)) == bool(re.search(rf"\w{re.escape(mark)}", printed)), n


@each_country
def test_the_designation_is_never_without_its_mark(country: str) -> None:
    # Titles of acts, documents and the footnote itself quote the name as their authors wrote it.
    one = view(country)
    ours = (one.name, one.headline, one.document, one.lead, *(it.headline for it in one.instruments))
    assert [text for text in ours if re.search(r"Kosovo(?!\*)", text)] == []


@each_report
def test_no_page_is_empty(country: str) -> None:
    one = report(country)
    frame = flat(f"{one.view.document} {one.view.edition} {' '.join(one.view.footnotes)}")
    bare = [n for n, text in enumerate(one.pages, 1) if len(flat(text)) < len(frame) + 80]
    assert bare == []


def pages_of(pages: tuple[str, ...], document: str, title: str) -> int:
    """On how many pages the running head names a section."""
    head = re.compile(rf"^{re.escape(document)} {re.escape(title)}$", re.MULTILINE)
    return sum(bool(head.search(text)) for text in pages)


MOST = 40
"""Pages of a report whose criteria are nearly all answered."""
THIRD = 25
"""Pages of one with a third of them."""


def most(one: CountryView) -> float:
    """How many pages a report may have, by the share of its criteria that are answered."""
    answered, applicable = (
        sum(getattr(it.distribution, name) for it in one.instruments) for name in ("answered", "applicable")
    )
    return THIRD + (MOST - THIRD) * float(min(max(answered / applicable - 1 / 3, 0) / (9 / 10 - 1 / 3), 1))


@each_report
def test_the_summary_takes_one_page(country: str) -> None:
    one = report(country)
    assert pages_of(one.pages, one.view.document, "1 Summary") == 1


@each_printed
def test_a_report_is_no_longer_than_what_is_answered(country: str) -> None:
    one = report(country)
    # Four levels of government cite four laws for each duty.
    room = 1.2 if one.view.parts else 1.05
    assert len(one.pages) <= most(one.view) * room


OTHERS = sorted({it.parent.name for it in (ROOT / "assessments").glob("*/sources.yaml")} - set(PRINTED))


def summary(country: str) -> tuple[str, str]:
    """The report as far as its summary, and what follows."""
    whole = page(country).html
    _cover, _contents, end = [it.end() for it in re.finditer("</section>", whole)][:3]
    return whole[:end], whole[end:]


def opening(country: str) -> tuple[str, ...]:
    """The report as far as its summary; of what follows stand only the places to which links lead."""
    first, rest = summary(country)
    later = "".join(f'<a id="{place}">·</a>' for place in re.findall(r'\bid="([^"]+)"', rest))
    rest = f'<section><p class="kicker">The rest</p>{later}</section></body></html>'
    return page_texts(pdf(replace(page(country), html=f"{first}{rest}", attachments={})))


def test_the_summary_of_every_other_country_takes_one_page() -> None:
    # The usual run lays out the two that have most to print.
    for country in sorted(OTHERS, key=lambda country: letters_of(summary(country)[0]))[0 if EVERYTHING else -2 :]:
        shown, pages = view(country), opening(country)
        assert shown.name in pages[0]
        assert pages_of(pages, shown.document, "1 Summary") == 1, country


def letters_of(html: str) -> int:
    """How much a document has to print."""
    return len(flat(re.sub(r"<[^>]+>", " ", html)))


@pytest.mark.parametrize("country", sorted({*OTHERS} - {*ON_FILE}))
def test_every_other_report_has_no_more_to_print_than_fits(country: str) -> None:
    # Laying out all takes minutes; letters a page hardly differ between reports.
    dense = letters_of(page("kosovo").html) / len(report("kosovo").pages)
    assert letters_of(page(country).html) / dense <= most(view(country)) * 1.2


THIRD_OF_A_PAGE = 1 / 3


@each_printed
def test_no_page_is_nearly_empty_but_the_last_of_a_section(country: str) -> None:
    one = report(country)
    heads = [re.search(rf"^{re.escape(one.view.document)} (.+)$", text, re.MULTILINE) for text in one.pages]
    with pdfium.PdfDocument(one.pdf) as document:
        for n, head in enumerate(heads[:-1]):
            following = heads[n + 1]
            if head and following and head[1] == following[1]:
                shown = document[n].render(scale=0.25, grayscale=True).to_numpy()
                inside = shown[int(0.06 * shown.shape[0]) : int(0.92 * shown.shape[0])]
                rows = (inside < 200).any(axis=(1, 2)) if inside.ndim == 3 else (inside < 200).any(axis=1)
                assert rows.nonzero()[0].max() >= THIRD_OF_A_PAGE * len(inside), n + 1


@each_printed
def test_what_to_know_about_the_answers_is_said(country: str) -> None:
    one = report(country)
    notes = [it.assessment.whole.checklist.note for it in one.view.instruments]
    assert [note for note in notes if note and flat(note) not in one.text] == []
    assert any(notes)


@each_printed
def test_sources_differ_in_one_sentence(country: str) -> None:
    text = report(country).text
    assert re.findall(r"Sources differ on [A-Z][a-z]+", text) == []
    assert country == "serbia" or "Sources differ on " in text


@each_report
def test_sections_stand_in_the_order_of_the_plan(country: str) -> None:
    one = report(country)
    sections, contents = numbered(one.view), flat(" ".join(one.pages[1:3]))
    assert [section.title for section in sections if f"{section.number} {section.title} . ." not in contents] == []
    planned = iter((it.section, it.instrument) for it in (*one.view.plan.sections, *one.view.plan.annexes))
    # Sections that have nothing to say are left out; the others keep their order.
    assert all((it.kind, it.instrument.id if it.instrument else None) in planned for it in sections)


@each_report
def test_no_heading_stands_alone_at_the_foot_of_a_page(country: str) -> None:
    one = report(country)
    leads = {f"{part.title}, {part.span}" for treaty in one.view.instruments for part in treaty.sections}
    leads |= {
        f"Article {it.number}, {it.title} {it.chip.word}" for treaty in one.view.instruments for it in treaty.articles
    }
    leads |= {it.result.statement for it in one.view.indicators if it.result}
    alone = [
        n
        for n, text in enumerate(one.pages, 1)
        for lead in leads
        if flat(f"{lead} {one.view.document}").replace("\u00a0", " ") in flat(text)
    ]
    assert alone == []


@each_report
def test_no_page_shows_how_it_was_made(country: str) -> None:
    wrong = re.compile(r"\bnan\b|Fraction\(|\bundefined\b|\{\{|</?[a-z]+>|\bNone\b(?! found| is on file| of )")
    found = [(n, it[0]) for n, text in enumerate(report(country).pages, 1) for it in wrong.finditer(text)]
    assert found == []
    assert re.findall(r"[^.]{20} ?(?:Source: \.|, \.|\(\))", report(country).text) == [], "a sentence ends in nothing"
    assert re.findall(r"\b1(?:85|98)\.\d+\.[\w.]+", report(country).text) == [], "criteria are named as by the treaty"
