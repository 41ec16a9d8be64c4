"""What tests of several folders share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
"""A slow or a busy machine finds nothing that a quick one does not."""

Mount = Callable[..., None]


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Mounts something at a folder; a system that does not let us, skips the test."""
    mounted: list[Path] = []

    def put(place: Path, *options: str) -> None:
        done = subprocess.run(["mount", *options, str(place)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no right to mount: {done.stderr.strip()}")
        mounted.append(place)

    if sys.platform != "linux" or os.getuid() != 0:
        pytest.skip("only root on Linux mounts; what a limit of the system does is tested without it")
    yield put
    for place in reversed(mounted):
        subprocess.run(["umount", str(place)], check=False, capture_output=True)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the golden file that holds it; `./run golden` writes the file anew instead."""
    update: bool = request.config.getoption("update_snapshots")

    def compare(file: Path, text: str) -> None:
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        assert file.is_file(), f"{file.name} is missing: ./run golden writes it"
        assert text == file.read_text("utf-8")

    return compare


class _ByCountry(LoadScopeScheduling):  # type: ignore[misc]
    """Gives all tests of a country to one process, which then makes the country's report once."""

    def _split_scope(self, nodeid: str) -> str:
        named = nodeid.rpartition("[")[2].removesuffix("]")
        return named if (Path(__file__).parents[1] / "assessments" / named / "sources.yaml").is_file() else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return _ByCountry(config, log) if config.getvalue("dist") == "load" else None
