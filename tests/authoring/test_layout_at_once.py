"""The layout of the house, written by whoever writes at the same time."""

import sys
from threading import Thread

from compliance.authoring.layout import entry


def test_texts_are_laid_out_by_several_threads_at_once() -> None:
    """A server saves in several countries at a time."""
    lines: dict[int, set[str]] = {number: set() for number in range(4)}

    def write(number: int) -> None:
        for _ in range(50):
            lines[number].add("\n".join(entry("gap", "gap", f"Text {number}.", 4)))

    pause = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [Thread(target=write, args=(number,)) for number in lines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(pause)
    assert lines == {number: {f"    gap: Text {number}."} for number in lines}
