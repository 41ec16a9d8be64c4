"""What the engine that makes PDF is told, beside the page itself."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date
from functools import cache

import pypdfium2
import pytest
import weasyprint
from weasyprint.html import UA_STYLESHEET

from compliance.pages.html import Page, stylesheet
from compliance.report import pdf as report

HTML = """<!DOCTYPE html><html lang="en"><head><title>Parts</title></head><body>
<p>A text<span class="footnote">with a note</span>, a <q>quotation</q>,<br>a line.</p>
<ol><li>first</li><li>second</li></ol>
<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>cell</td></tr></tbody></table>
</body></html>"""
PAGE = Page(HTML, stylesheet(), {}, {}, date(2026, 1, 1))


def owners(styles: weasyprint.CSS) -> set[str]:
    """Which elements a stylesheet gives pseudo-elements."""
    elements = weasyprint.HTML(string=HTML).wrapper_element.iter_subtree()
    return {one.local_name for one in elements if any(match[2] for match in styles.matcher.match(one))}


def test_only_what_needs_them_has_pseudo_elements() -> None:
    assert {"p", "table", "td"} <= owners(UA_STYLESHEET)
    assert owners(report.browser_styles()) == {"br", "li", "q", "span"}


def test_without_the_others_every_byte_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = report.pdf(PAGE)
    monkeypatch.setattr(report, "browser_styles", lambda: UA_STYLESHEET)
    assert report.pdf(PAGE) == ours


def blocks(number: int) -> Page:
    """So many blocks of four millimetres that may fill one page."""
    body = '<p style="height:4mm;margin:0">A block.</p>' * number
    return replace(PAGE, html=HTML.replace("<ol>", f"{body}<ol>"), most=1)


def filled(document: bytes) -> int:
    """How many pages a document has."""
    return len(pypdfium2.PdfDocument(document))


def is_too_long(number: int) -> bool:
    """Whether so many blocks need a second page as long as nothing is set tighter."""
    return filled(report.pdf(replace(blocks(number), most=None))) > 1


@cache
def fewest_too_many() -> int:
    return bisect_left(range(80), True, key=is_too_long)


@pytest.mark.parametrize("further", [0, 1, 2, 3, 7])
def test_the_fullest_version_that_fits_is_printed(further: int) -> None:
    numbers = range(fewest_too_many() + further - 1, 0, -1)
    number, document = report.fitted(numbers, blocks)
    assert (number, filled(document)) == (fewest_too_many() - 1, 1)


def test_where_no_version_fits_the_fullest_is_set_tighter() -> None:
    number, document = report.fitted((90, fewest_too_many()), blocks)
    assert (number, filled(document)) == (fewest_too_many(), 1)
    assert report.fitted((95, 90), blocks)[0] == 90


def test_a_font_that_is_missing_is_told_of_every_document() -> None:
    lost = stylesheet() + '@font-face { font-family: "Lost"; src: url(font:Lost.ttf) }'
    for _ in range(2):
        with pytest.raises(report.RenderError, match="Font-face 'Lost' cannot be loaded"):
            report.pdf(replace(PAGE, stylesheet=lost))
