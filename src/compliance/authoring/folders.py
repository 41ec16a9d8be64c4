"""Folders that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from compliance.report.files import left_behind, write_whole


def make_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Makes a folder with some files, given by path; an empty one that stands there already is replaced."""
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    for left in left_behind(folder.parent, folder.name):
        shutil.rmtree(left, ignore_errors=True)
    try:
        for path, text in files.items():
            write_whole(beside / path, text.encode())
        if folder.is_dir():
            folder.rmdir()  # succeeds only where nothing is in it
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
