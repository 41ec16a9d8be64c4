"""What the engine that makes PDF is told, beside the page itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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


def test_a_font_that_is_missing_is_told_of_every_document() -> None:
    lost = stylesheet() + '@font-face { font-family: "Lost"; src: url(font:Lost.ttf) }'
    for _ in range(2):
        with pytest.raises(report.RenderError, match="Font-face 'Lost' cannot be loaded"):
            report.pdf(replace(PAGE, stylesheet=lost))
