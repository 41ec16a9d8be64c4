"""The reports of two made-up countries, page by page: text and looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from documents import each_made_up, report
from pictures import compare, pictures, steady

GOLDEN = Path(__file__).parent / "golden"
MANIFEST = "SHA-256, first 32 digits"
"""What stands over the digests."""


@each_made_up
def test_the_text_of_every_page_is_unchanged(country: str, golden: Callable[[Path, str], None]) -> None:
    pages = report(country).pages
    heads = (f"==== page {number}\n" for number in range(1, len(pages) + 1))
    golden(GOLDEN / f"{country}.txt", "".join(head + steady(text) for head, text in zip(heads, pages, strict=True)))


@each_made_up
def test_every_page_looks_the_same(country: str, golden: Callable[[Path, str], None]) -> None:
    # A page with digests of the data differs with every word of them.
    pages = zip(pictures(report(country).pdf), report(country).pages, strict=True)
    shown = {number: one for number, (one, text) in enumerate(pages, 1) if MANIFEST not in text}
    compare(golden, GOLDEN / f"{country}-pages.txt", country, shown)
