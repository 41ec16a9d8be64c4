"""Pages as small pictures: their hashes are kept; the pictures of a run that passed stay in `build/` to compare with.

Pictures of every page would weigh more than the program and change with every stylesheet, so none is kept in git: whoever
wants to see what changed runs the tests once before and once after the change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from itertools import zip_longest
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops

DOTS_PER_INCH = 50
SEEN = Path(__file__).resolve().parents[1] / "build" / "golden"


def pictures(document: bytes) -> tuple[Image.Image, ...]:
    """Every page in grey."""
    opened = pdfium.PdfDocument(document)
    try:
        return tuple(page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil() for page in opened)
    finally:
        opened.close()


def digest(picture: Image.Image) -> str:
    return hashlib.sha256(picture.tobytes()).hexdigest()[:16]


def keep(shown: tuple[Image.Image, ...]) -> None:
    """Keeps pictures under their hashes, for a later run to compare with."""
    SEEN.mkdir(parents=True, exist_ok=True)
    for one in shown:
        file = SEEN / f"{digest(one)}.png"
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


def compare(golden: Callable[[Path, str], None], file: Path, name: str, shown: Mapping[int, Image.Image]) -> None:
    """Compares pages, by number, with the golden file of their hashes; shows what changed where it did."""
    now = {number: digest(one) for number, one in shown.items()}
    before = file.read_text("utf-8").split() if file.is_file() else []
    try:
        golden(file, "".join(f"{one}\n" for one in now.values()))
    except AssertionError as error:
        pairs = zip_longest(shown, before[: len(shown)])
        said = [show_difference(SEEN, f"{name}-{n}", old, shown[n]) for n, old in pairs if old != now[n]]
        raise AssertionError("\n".join(["pages look different:", *said, str(error)])) from None
    keep(tuple(shown.values()))


def steady(text: str) -> str:
    """A page without what changes with every release or with any byte of the data: digests and versions."""
    lines = [line.rstrip() for line in text.splitlines()]
    return "".join(f"{line}\n" for line in lines if not _is_manifest(line))


def _is_manifest(line: str) -> bool:
    words = [word.rstrip(".") for word in line.split()]
    is_digest = any(len(word) >= 12 and set(word) <= set("0123456789abcdef") for word in words)
    return (
        is_digest
        or line.startswith(("Made with ", "Equal digests"))
        or any(word in line for word in ("WeasyPrint", "PyYAML", "sheet Manifest"))
    )
