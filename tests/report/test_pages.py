"""What stands on every page, and what a page must not be."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from documents import DATA, each_country, each_on_file, flat, report, view

from compliance.pages.html import numbered

BUILD = """
import hashlib, sys
from pathlib import Path
from compliance.inputs import read_inputs
from compliance.pages.html import country_page
from compliance.report.pdf import pdf
from compliance.view.country import view_of
inputs, _ = read_inputs(Path(sys.argv[1]))
print(hashlib.sha256(pdf(country_page(view_of(inputs, "arcadia", "2026", "country")))).hexdigest())
"""


def test_two_processes_make_the_same_bytes() -> None:
    def made(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", BUILD, str(DATA)], capture_output=True, text=True, check=True, env=environment
        ).stdout

    assert made("1") == made("2")


@each_country
def test_every_page_says_how_it_stands(country: str) -> None:
    one = report(country)
    # What a reader needs wherever a page ends up: no official finding, the day of the law, the version.
    missing = [n for n, text in enumerate(one.pages, 1) if flat(f"{one.view.edition}.") not in flat(text)]
    assert one.view.edition.endswith("no official finding")
    assert missing == []


@each_country
def test_a_designation_has_its_footnote_on_every_page(country: str) -> None:
    one = report(country)
    names = [name for name in ("Kosovo*", "Borduria*") if name in one.text]
    assert len(one.view.footnotes) == len(names)
    for note in one.view.footnotes:
        assert [n for n, text in enumerate(one.pages, 1) if flat(note) not in flat(text)] == []


@each_on_file
def test_the_designation_is_never_without_its_mark(country: str) -> None:
    # Titles of acts, documents and the footnote itself quote the name as their authors wrote it.
    one = view(country)
    ours = (one.name, one.headline, one.document, one.lead, *(it.headline for it in one.instruments))
    assert [text for text in ours if re.search(r"Kosovo(?!\*)", text)] == []


@each_country
def test_no_page_is_empty(country: str) -> None:
    one = report(country)
    frame = flat(f"{one.view.document} {one.view.edition} {' '.join(one.view.footnotes)}")
    bare = [n for n, text in enumerate(one.pages, 1) if len(flat(text)) < len(frame) + 80]
    assert bare == []


@each_country
def test_summary_and_key_take_one_page_each(country: str) -> None:
    one = report(country)
    for title in ("1 Summary", "2 How to read this report"):
        head = re.compile(rf"^{re.escape(one.view.document)} {re.escape(title)}$", re.MULTILINE)
        assert sum(bool(head.search(text)) for text in one.pages) == 1, title


@each_country
def test_sections_stand_in_the_order_of_the_plan(country: str) -> None:
    one = report(country)
    sections, contents = numbered(one.view), flat(one.pages[2])
    assert [section.title for section in sections if f"{section.number} {section.title} . ." not in contents] == []
    planned = iter((it.section, it.instrument) for it in one.view.plan.sections)
    # Sections that have nothing to say are left out; the others keep their order.
    assert all((it.kind, it.one.id if it.one else None) in planned for it in sections)


@each_country
def test_no_heading_stands_alone_at_the_foot_of_a_page(country: str) -> None:
    one = report(country)
    leads = {f"{treaty.short}, {part.span}" for treaty in one.view.instruments for part in treaty.sections}
    alone = [
        n
        for n, text in enumerate(one.pages, 1)
        for lead in leads
        if flat(f"{lead} {one.view.document}").replace("\u00a0", " ") in flat(text)
    ]
    assert alone == []


@each_country
def test_no_page_shows_how_it_was_made(country: str) -> None:
    wrong = re.compile(r"\bnan\b|Fraction\(|\bundefined\b|\{\{|</?[a-z]+>|\bNone\b(?! found| is on file| of )")
    found = [(n, it[0]) for n, text in enumerate(report(country).pages, 1) for it in wrong.finditer(text)]
    assert found == []


@each_country
def test_no_sentence_ends_in_nothing(country: str) -> None:
    assert re.findall(r"[^.]{20} ?(?:Source: \.|, \.|\(\))", report(country).text) == []
