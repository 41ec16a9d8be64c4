"""Pages as small pictures: their hashes are kept; the pictures of a run that passed stay in `build/` to compare with.

Pictures of every page would weigh more than the program and change with every stylesheet, so none is kept in git: whoever
wants to see what changed runs the tests once before and once after the change.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops

DOTS_PER_INCH = 50


def pictures(document: bytes) -> tuple[Image.Image, ...]:
    """Every page in grey."""
    opened = pdfium.PdfDocument(document)
    try:
        return tuple(page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil() for page in opened)
    finally:
        opened.close()


def digest(picture: Image.Image) -> str:
    return hashlib.sha256(picture.tobytes()).hexdigest()[:16]


def keep(folder: Path, shown: tuple[Image.Image, ...]) -> None:
    """Keeps pictures under their hashes, for a later run to compare with."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in shown:
        file = folder / f"{digest(one)}.png"
        if not file.exists():
            one.save(file)


def show_difference(folder: Path, name: str, old: str | None, new: Image.Image) -> str:
    """Writes the new picture, and the old one and the difference where an earlier run kept it; says where."""
    folder.mkdir(parents=True, exist_ok=True)
    new.save(folder / f"{name}-new.png")
    kept = folder / f"{old}.png"
    if old is None or not kept.is_file():
        return f"{folder / name}-new.png (the old picture was not kept here)"
    with Image.open(kept) as before:
        before.save(folder / f"{name}-old.png")
        if before.size == new.size:
            ImageChops.invert(ImageChops.difference(before, new)).save(folder / f"{name}-difference.png")
    return f"{folder / name}-{{old,new,difference}}.png"
