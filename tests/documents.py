"""Reports of the made-up workspace and of the countries on file: their views, their PDFs, what a reader finds in them."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from compliance.inputs import Inputs, read_inputs
from compliance.pages.html import Page, country_page
from compliance.pages.sections import numbered
from compliance.problems import serious
from compliance.report.build import kinds
from compliance.report.build.kinds import Robust
from compliance.report.build.work import Workers
from compliance.report.docx import docx
from compliance.report.pdf import pdf
from compliance.view.country import view_of
from compliance.view.values.country import CountryView

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
EVERYTHING = os.environ.get("COMPLIANCE_FUZZ") == "all"
"""Whether tests make everything of which the usual run makes a sample, the same each time."""
MADE_UP = ("arcadia", "borduria")
ON_FILE = ("bosnia-and-herzegovina", "kosovo")
PRINTED = ON_FILE if EVERYTHING else ON_FILE[1:]
"""Those on file whose reports are laid out: a long one takes as long as all that are made up."""
CYCLE, PLAN = "2026", "country"
LETTERS = "İıĞğŞşëçЂЋЏЉЊѓќđžč"


def each(*countries: str) -> pytest.MarkDecorator:
    """Runs a test for each country; all tests of one country run in one process, where its report is made once."""
    return pytest.mark.parametrize("country", countries)


each_made_up, each_country = each(*MADE_UP), each(*MADE_UP, *ON_FILE)
each_printed, each_report = each(*PRINTED), each(*MADE_UP, *PRINTED)


@dataclass(frozen=True)
class Report:
    """A report as a reader has it."""

    view: CountryView
    pdf: bytes
    pages: tuple[str, ...]
    """The text of every page, lines kept."""

    @property
    def text(self) -> str:
        """The text of all pages on one line."""
        return flat(" ".join(self.pages))


@cache
def inputs(root: Path) -> Inputs:
    found, problems = read_inputs(root)
    assert serious(problems) == ()
    return found


@contextmanager
def here(parcel: bytes, **_: int) -> Iterator[Workers]:
    """A worker in this process, which has loaded what it needs; processes of their own are for `test_build_faults.py`."""
    with ThreadPoolExecutor(1) as pool:
        yield Workers(pool, parcel)


def pages_and_files(inputs: Inputs, *countries: str) -> dict[str, Page | bytes]:
    """Every deliverable of some countries, or of all, and of the region by name; pages instead of the PDFs made of them."""
    robust: dict[str, Robust] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "pdf", lambda page: page)
        patch.setattr(kinds, "fitted", lambda versions, page_of: (versions[0], page_of(versions[0])))
        made = dict[str, Page | bytes]()
        for job in kinds.jobs(inputs.workspace):
            if not job.country or not countries or job.country in countries:
                if job.plan not in robust:
                    robust[job.plan] = kinds.robustness_of(inputs, job.plan)
                same = made.get(job.name.removesuffix("docx") + "pdf")
                made[job.name] = docx(same) if isinstance(same, Page) else kinds.make(inputs, job, robust[job.plan])
    return made


def root_of(country: str) -> Path:
    return DATA if country in MADE_UP else ROOT


@cache
def view(country: str) -> CountryView:
    return view_of(inputs(root_of(country)), country, CYCLE, PLAN)


@cache
def page(country: str) -> Page:
    return country_page(view(country))


@cache
def report(country: str) -> Report:
    made = pdf(page(country))
    return Report(view(country), made, page_texts(made))


def page_texts(document: bytes) -> tuple[str, ...]:
    """The text of every page, as a reader who searches or copies it gets it."""
    opened = pdfium.PdfDocument(document)
    try:
        read = (opened[n].get_textpage().get_text_bounded() for n in range(len(opened)))
        # PDFium writes a sign of its own for a hyphen at the end of a line.
        return tuple(text.replace("\r\n", "\n").replace("\x02", "-") for text in read)
    finally:
        opened.close()


def flat(text: str) -> str:
    """A text on one line with plain spaces."""
    return re.sub(r"\s+", " ", text).strip()


def article(text: str, number: str, title: str) -> str:
    """What a report says under the heading of an article, up to the next article's; in the text of the pages of its treaty."""
    begin = re.search(rf"Article {number}, {re.escape(title)} (?=[a-z])", text)
    assert begin, f"there is no heading of Article {number}, {title}"
    end = re.search(r"Article \d+, [A-Z0-9][^.;]{3,120}? (?=met|mostly|partly|not|unanswered)", text[begin.end() :])
    return text[begin.start() : begin.end() + end.start()] if end else text[begin.start() :]


def opened(document: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(document))


def section(one: Report, title: str) -> str:
    """The text of a section: from its heading to that of the next, without running heads."""
    heads = [flat(each.head) for each in numbered(one.view)]
    text = flat(" ".join(one.pages[2:]))
    for head in heads:
        text = text.replace(f"{flat(one.view.document)} {head}", " ")
    own = next((head for head in heads if re.match(rf"(?:\d+|Annex [A-Z]+:) {re.escape(title)}", head)), None)
    assert own, f"there is no section {title}"
    begin = text.index(own)
    ends = [text.index(head, begin) for head in heads[heads.index(own) + 1 :][:1]]
    return text[begin : ends[0] if ends else None]
