"""What tests of several folders share."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from compliance import source
from compliance.cli import terminal

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
"""A slow or a busy machine finds nothing that a quick one does not."""

WIDE = 240
"""Tests find a sentence whole, on one line; those of the width and of the pages for readers say `COLUMNS`."""

ROOT = Path(__file__).resolve().parents[1]
Mount = Callable[..., None]
ANY_PYTHON = frozenset((
    "accessible", "blind_everywhere", "brief", "broken_folders", "build_faults", "build_on_a_cluster", "builds",
    "data_files", "documents", "empty_checklists", "git", "golden", "hostile", "hostile_requests", "hostile_texts",
    "hostile_uploads", "incoming", "interleavings", "interrupted", "killed", "killed_import", "killed_saves",
    "killed_writes", "matrix", "pages", "pdf", "publishing", "race", "real_faults", "regional_pages", "same_bytes",
    "site", "system_faults", "todo", "tutorial", "two_at_once", "workbooks",
))  # fmt: skip
"""Files of tests that come out the same on every Python, and cost most."""
FAST = frozenset((
    "address", "agreement", "any_instrument", "bad_input", "binding", "catalogues", "charts", "closed_sets", "commands", "compare",
    "crosswalk", "edges", "edit", "examples", "explain", "files", "filling_in", "forms", "gallery", "guard",
    "indicator_status", "indicator_tables", "indices", "leads", "live", "library", "merge", "needs", "path",
    "places", "plans_of_ones_own", "regional_view", "repository", "score", "sobol",
    "steps",
))  # fmt: skip
"""Quick files of tests, which together touch every package."""
IN_A_BROWSER = "tests/browser/"
"""Where tests share one Chromium; no Python changes what it shows."""
OF_OTHERS = {"computed", "mount"}
"""Fixtures that ask LibreOffice or the system; every Python gets the same from them."""


def subject(path: Path) -> str:
    return path.stem.removeprefix("test_")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Does not even load what is not asked for."""
    asked = config.option.markexpr
    others = collection_path.name.startswith("test_") and subject(collection_path) not in FAST
    unseen = collection_path == ROOT / IN_A_BROWSER and asked in ("fast", "not any_python")
    return True if unseen or (others and asked == "fast") else None


def pytest_sessionstart() -> None:
    """Thousands of commands read the same files; a text that did not change is parsed once."""
    setattr(source, "parse", lru_cache(maxsize=1000)(source.parse))  # noqa: B010


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is loaded for the tests stays loaded: to look through it for garbage took a quarter of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(autouse=True, scope="module")
def settled() -> Iterator[None]:
    """Whatever a file of tests leaves loaded is looked through for garbage once, and not by every file after it."""
    gc.set_threshold(50_000, 20, 50)
    yield
    gc.collect()
    gc.freeze()


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


class _Together(LoadScopeScheduling):  # type: ignore[misc]
    """Gives all tests that share something costly to one process, which then makes it once: a file, a report, a browser."""

    def _split_scope(self, nodeid: str) -> str:
        file, named = nodeid.partition("::")[0], nodeid.rpartition("[")[2].removesuffix("]")
        if file.startswith(IN_A_BROWSER):
            return IN_A_BROWSER
        if not _shows_reports(file):
            return file
        return named if (ROOT / "assessments" / named / "sources.yaml").is_file() else "made-up reports"


@cache
def _shows_reports(file: str) -> bool:
    """Whether a file of tests looks at the reports that `documents.py` makes of the made-up countries."""
    named = re.search(r"^from documents import (\([^)]*\)|.*)$", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    return bool(named and re.search(r"\breport\b", named[1]))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    if config.getvalue("dist") != "load":
        return None
    config.option.loadscopereorder = False
    return _Together(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Several processes begin with the costly files, so that none is left alone with them."""
    for one in items:
        if (
            subject(one.path) in ANY_PYTHON
            or one.nodeid.startswith(IN_A_BROWSER)
            or OF_OTHERS & set(getattr(one, "fixturenames", ()))
        ):
            one.add_marker("any_python")
        if subject(one.path) in FAST:
            one.add_marker("fast")
    if hasattr(config, "workerinput"):
        costly = {one.path for one in items if one.get_closest_marker("any_python")}
        items.sort(key=lambda one: one.path not in costly)


def pytest_runtest_setup() -> None:
    """No test sees the width that another one left."""
    terminal.USUAL = WIDE
    os.environ.pop("COLUMNS", None)
