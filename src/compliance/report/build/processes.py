"""Workers of this machine: processes that end with the one that asked for them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection

from compliance.report.build.work import Workers

LOADED = "compliance.report.build.work"
"""What the server of processes imports once for all of them."""


@contextmanager
def processes(parcel: bytes, most: int) -> Iterator[Workers]:
    """So many processes at once; they are ended at once where the work is given up."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload([LOADED])
    others = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(most, context, initializer=_settle)
    try:
        yield Workers(executor, parcel)
    finally:
        # All results are here, or nobody wants them. A worker that was started while another died is never told to end;
        # the executor would wait for it for ever.
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        executor.shutdown(cancel_futures=True)


def _settle() -> None:
    """Makes a process a worker: what is loaded stays, and it ends with the process that asked for it."""
    gc.freeze()  # looking through it for garbage took a sixth of each report
    gc.set_threshold(50_000, 20, 50)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked hears it too, and decides
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """Waits for the end of the parent, and ends; a worker of a killed build would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
