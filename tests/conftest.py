"""What tests of several folders share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the golden file that holds it; `./run golden` writes the file anew instead."""
    update: bool = request.config.getoption("update_snapshots")

    def compare(file: Path, text: str) -> None:
        if update:
            file.write_text(text, "utf-8")
        assert file.is_file(), f"{file.name} is missing: ./run golden writes it"
        assert text == file.read_text("utf-8")

    return compare
