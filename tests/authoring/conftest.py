"""What tests of returned workbooks share."""

from pathlib import Path

import pytest

from compliance.report.excel import incoming

from .returned import a_workspace, unpacked


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_workspace(tmp_path)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads workbooks without a process of its own for each, which is for `tests/fuzz`."""
    monkeypatch.setattr(incoming, "_unpacked", unpacked)
