"""Whatever stands in the data is shown as text: nothing of it runs, is fetched, or names a file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from documents import DATA, flat, opened, page_texts

from compliance.inputs import Inputs, read_inputs
from compliance.pages.html import Page, country_page
from compliance.problems import serious
from compliance.report import pdf as pdf_module
from compliance.report.build.kinds import jobs
from compliance.report.pdf import RenderError, pdf
from compliance.view.country import view_of

SCRIPT = "<script>alert(1)</script>"
TEMPLATE = "{{ 7*7 }} {% raw %} <img src=file:///etc/passwd> <link rel=stylesheet href=http://evil.example/a.css>"
STYLE = "</style><style>@import url(http://evil.example/b.css);</style> url(file:///etc/passwd)"
MARKDOWN = (
    f"{SCRIPT} <style>* {{color: red}}</style> [one](javascript:alert(1)) ![two](http://evil.example/two.png) "
    "[three](file:///etc/passwd) <iframe src=http://evil.example> [four](https://good.example/) &#x202e;turned&#8203;"
)
ADDRESSES = ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,hello", "www.library.example/letters")


def hostile(tmp_path: Path) -> Inputs:
    """The made-up workspace with texts that are no texts."""
    root = Path(shutil.copytree(DATA, tmp_path / "hostile"))
    _put(root / "assessments/arcadia/legislation.yaml", "title: Criminal Code of Arcadia", f"title: {quoted(SCRIPT)}")
    _put(root / "assessments/arcadia/2026/lt-12.yaml", "a letter is any message under seal\n", f"{quoted(TEMPLATE)}\n")
    _put(root / "reports/country.yaml", "title: Law that protects letters", f"title: {quoted('../../' + SCRIPT)}")
    _put(root / "reports/country.yaml", "text: Every status occurs **once**.", f"text: {quoted(MARKDOWN)}")
    (root / "reports/texts/arcadia/2026/findings.md").write_text(f"# {SCRIPT}\n\n{MARKDOWN}\n", "utf-8")
    _put(root / "assessments/jurisdictions.yaml", "name: Arcadian Coast", f"name: {quoted(STYLE)}")
    inputs, found = read_inputs(root)
    assert serious(found) == ()
    return inputs


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_leads_elsewhere_is_a_problem_before_anything_is_built(address: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA, tmp_path / "hostile"))
    sources = root / "assessments/arcadia/sources.yaml"
    more = f"  - {{id: elsewhere, document: A document, url: {quoted(address)}}}\n"
    sources.write_text(sources.read_text("utf-8") + more, "utf-8")
    assert [problem.code for problem in serious(read_inputs(root)[1])] == ["not-an-address"]


def _put(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), "utf-8")


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that a report asks for while it is made."""
    seen: list[str] = []
    fetch = pdf_module._Fetcher.fetch

    def note(self: pdf_module._Fetcher, url: str, headers: object = None) -> object:
        seen.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(pdf_module._Fetcher, "fetch", note)
    return seen


def test_text_stays_text_and_nothing_is_fetched(tmp_path: Path, asked: list[str]) -> None:
    page = country_page(view_of(hostile(tmp_path), "arcadia", "2026", "country"))
    assert "<script" not in page.html
    made = pdf(page)
    text = flat(" ".join(page_texts(made)))
    for literal in (SCRIPT, "{{ 7*7 }}", "<img src=file:///etc/passwd>"):
        assert literal.replace(" ", "") in text.replace(" ", "")
    assert asked
    assert [url for url in asked if not url.startswith(("chart:", "sign:", "font:"))] == []
    with opened(made) as document:
        assert "/JavaScript" not in document.Root.get("/Names", {})
        assert "/OpenAction" not in document.Root
        assert [uri for uri in _addresses(document) if not uri.startswith(("https://", "http://"))] == []
        assert "https://good.example/" in _addresses(document)
    assert "<iframe src=http://evil.example>" in text
    assert "turned" in text
    assert "\u202e" not in text


def _addresses(document: pikepdf.Pdf) -> list[str]:
    """Where the links of a report lead outside."""
    notes = [note for page in document.pages for note in page.get("/Annots", [])]
    return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]


def test_names_of_files_are_made_of_ids(tmp_path: Path) -> None:
    inputs = hostile(tmp_path)
    assert {job.name for job in jobs(inputs.workspace)} == {
        f"{country}-2026.{ending}" for country in ("arcadia", "borduria") for ending in ("pdf", "xlsx")
    }


def small(body: str, style: str = "") -> Page:
    """A page of a few words."""
    html = f'<!DOCTYPE html><html lang="en"><head><title>Small</title></head><body><h1>Small</h1>{body}</body></html>'
    return Page(html, style, {})


@pytest.mark.parametrize(
    ("fault", "page"),
    [
        ("a missing picture", small('<img src="chart:none" alt="none">')),
        ("a picture outside", small('<img src="https://example.org/a.png" alt="none">')),
        ("a file", small('<img src="file:///etc/hostname" alt="none">')),
        ("a picture in the text", small('<img src="data:image/png;base64,AAAA" alt="none">')),
        ("a missing font", small("<p>x</p>", "@font-face { font-family: F; src: url(font:None.ttf) } p { font-family: F }")),
        ("an unknown property", small("<p>x</p>", "p { colour: red }")),
        ("a link to nowhere", small('<p><a href="#none">x</a></p>')),
    ],
    ids=lambda it: it.replace(" ", "-") if isinstance(it, str) else "",
)  # fmt: skip
def test_what_would_be_missing_is_an_error(fault: str, page: Page) -> None:
    with pytest.raises(RenderError):
        pdf(page)


def test_a_font_leads_nowhere_but_into_the_package() -> None:
    page = small("<p>x</p>", "@font-face { font-family: F; src: url(font:../report.css) } p { font-family: F }")
    with pytest.raises(RenderError, match="cannot be loaded"):
        pdf(page)


def test_a_page_without_faults_is_made_and_warnings_of_others_are_heard_again() -> None:
    assert pdf(replace(small("<p>x</p>"), stylesheet="p { color: red }")).startswith(b"%PDF-")
