"""The reports of two made-up countries, page by page: text and looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from documents import ROOT, each_made_up, report
from pictures import digest, keep, pictures, show_difference

GOLDEN = Path(__file__).parent / "golden"
MANIFEST = "SHA-256, first 32 digits"
"""What stands over the digests."""
SEEN = ROOT / "build" / "golden"


@each_made_up
def test_the_text_of_every_page_is_unchanged(country: str, golden: Callable[[Path, str], None]) -> None:
    pages = report(country).pages
    heads = (f"==== page {number}\n" for number in range(1, len(pages) + 1))
    golden(GOLDEN / f"{country}.txt", "".join(head + _steady(text) for head, text in zip(heads, pages, strict=True)))


def _steady(text: str) -> str:
    """A page without what changes with every release or with any byte of the data: digests and versions."""
    lines = [line.rstrip() for line in text.splitlines()]
    hidden = (line for line in lines if not _is_manifest(line))
    return "".join(f"{line}\n" for line in hidden)


def _is_manifest(line: str) -> bool:
    last = line.rpartition(" ")[2].rstrip(".")
    is_digest = len(last) >= 12 and set(last) <= set("0123456789abcdef")
    return is_digest or line.startswith(("Made with ", "Equal digests")) or "WeasyPrint" in line


@each_made_up
def test_every_page_looks_the_same(country: str, golden: Callable[[Path, str], None]) -> None:
    # A page with digests of the data differs with every word of them.
    pages = zip(pictures(report(country).pdf), report(country).pages, strict=True)
    shown, file = tuple(one for one, text in pages if MANIFEST not in text), GOLDEN / f"{country}-pages.txt"
    now = [digest(one) for one in shown]
    before = file.read_text("utf-8").split() if file.is_file() else []
    try:
        golden(file, "".join(f"{one}\n" for one in now))
    except AssertionError as error:
        changed = [n for n, one in enumerate(now) if n >= len(before) or one != before[n]]
        said = [show_difference(SEEN, f"{country}-{n + 1}", _at(before, n), shown[n]) for n in changed]
        raise AssertionError("\n".join(["pages look different:", *said, str(error)])) from None
    keep(SEEN, shown)


def _at(items: list[str], place: int) -> str | None:
    return items[place] if place < len(items) else None
