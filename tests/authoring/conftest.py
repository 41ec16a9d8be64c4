"""A workspace with an open checklist, for every test of authoring."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import a_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The made-up workspace with a checklist that is still open."""
    return a_workspace(tmp_path)
