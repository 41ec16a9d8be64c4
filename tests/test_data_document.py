"""The document about the data says what the data say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from compliance.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "data.md"


def test_the_table_of_coverage_is_that_of_the_data(golden: Callable[[Path, str], None]) -> None:
    said = CliRunner().invoke(
        main, ["--workspace", str(ROOT), "coverage", "--format", "markdown"], catch_exceptions=False
    )
    block = f"<!-- coverage -->\n{said.stdout}<!-- end -->"
    golden(
        DOCUMENT,
        re.sub(r"<!-- coverage -->\n.*?<!-- end -->", lambda _: block, DOCUMENT.read_text("utf-8"), flags=re.DOTALL),
    )
