"""Reading a folder: nothing looks for garbage meanwhile, and whoever had it looked for has it looked for again."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from compliance.folder import read_workspace
from compliance.inputs import read_inputs

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=(True, False))
def collecting(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether garbage is looked for before the reading; as it was, afterwards."""
    before, wanted = gc.isenabled(), bool(request.param)
    (gc.enable if wanted else gc.disable)()
    yield wanted
    (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("read", [read_workspace, read_inputs])
def test_nothing_looks_for_garbage_while_a_folder_is_read(read: Callable[[Path], object], *, collecting: bool) -> None:
    looked: list[bool] = []

    def note(phase: str, _: Mapping[str, int]) -> None:
        looked.append(any(frame.name == "parse" for frame in traceback.extract_stack(limit=40)))

    gc.callbacks.append(note)
    threshold = gc.get_threshold()
    gc.set_threshold(1)  # at every new value, if at all
    try:
        read(ROOT / "tests" / "data")
    finally:
        gc.set_threshold(*threshold)
        gc.callbacks.remove(note)
    assert not any(looked)
    assert gc.isenabled() == collecting


def test_a_reading_that_fails_leaves_the_search_for_garbage_as_it_was(*, collecting: bool) -> None:
    with pytest.raises(TypeError):
        read_workspace(None)  # type: ignore[arg-type]
    assert gc.isenabled() == collecting
