"""The pages on what each problem code means."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "problem_pages"


@cache
def pages() -> Mapping[str, str]:
    """Every page by its code, in Markdown."""
    return {page.stem: page.read_text("utf-8").rstrip() for page in FOLDER.glob("*-*.md")}
