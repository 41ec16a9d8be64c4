"""The parts of a workbook: unpacked piece by piece within limits, handed over as XML, element by element, and their texts."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.parsers import expat

LARGEST = 5_000_000
"""Bytes of a file; a full checklist is a fifth of it."""
LARGEST_UNPACKED = 50_000_000
"""Bytes of its contents, unpacked; a small file can hold terabytes of one letter."""
MOST_PARTS = 500
"""Files inside the file; a checklist has thirty."""
MOST_CELLS = 500_000
"""Cells, the empty ones among them; a checklist has ten thousand."""
MOST_ELEMENTS = 3_000_000
"""Elements of all parts that are read."""
MOST_AREAS = 10_000
"""Merged areas of a sheet."""
MOST_LETTERS = 10_000_000
"""Characters of all cells together."""
DEEPEST = 50
"""Levels of elements inside each other; spreadsheet programs write ten."""

_CHUNK = 65_536
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
_PACKAGE = ("http://schemas.openxmlformats.org/package/2006/relationships",)


class RefusedError(Exception):
    """Why a workbook is not read."""

    def __init__(self, code: str, what: str, cell: str = "") -> None:
        super().__init__(what)
        self.code, self.what, self.cell = code, what, cell


class Package:
    """An archive whose parts are read piece by piece, whatever it says of their size."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.bytes = self.elements = self.letters = self.counted = 0
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
            raise RefusedError("too-large", f"unpacked it has {size // 1_000_000} MB in {len(parts)} parts")
        self.names = frozenset(part.filename for part in parts)
        names = [part.filename.lower() for part in parts]
        if len(set(names)) < len(names):
            raise RefusedError("not-a-workbook", "a part stands in it twice")
        for part in parts:
            _no_strange_part(part)

    def parse(self, name: str, part: Part) -> None:
        """Hands the XML of a part over, element by element."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        path, known = part.path, {f"{space} ": len(space) + 1 for space in part.spaces}
        names: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            self.elements += 1
            if (name := names.get(tag)) is None:
                name = names[tag] = next((tag[most:] for space, most in known.items() if tag.startswith(space)), "")
            path.append(name)
            if len(path) > DEEPEST:
                raise RefusedError("not-a-workbook", f"its elements are nested more than {DEEPEST} levels deep")
            if self.elements > MOST_ELEMENTS:
                raise RefusedError("too-large", f"it has more than {MOST_ELEMENTS:,} elements")
            part.start(name, attributes)

        def end(_: str) -> None:
            part.end(path[-1])
            path.pop()

        def letters(text: str) -> None:
            if part.reads:
                self.letters += len(text)
                if self.letters > MOST_LETTERS:
                    raise _too_long()
                part.pieces.append(text)

        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, letters
        # What a part defines for itself can grow without end when it is read; no spreadsheet program writes such.
        parser.StartDoctypeDeclHandler = _defined
        try:
            for piece in self.pieces(name):
                parser.Parse(piece)
            parser.Parse(b"", True)  # the end
        except expat.ExpatError as error:
            raise RefusedError("not-a-workbook", f"`{name[:80]}` is broken: {error}") from None

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, unpacked piece by piece."""
        try:
            stream = self.archive.open(name)
        except KeyError:
            raise RefusedError("not-a-workbook", f"the part `{name[:80]}` is missing") from None
        with stream:
            while piece := stream.read(_CHUNK):
                self.bytes += len(piece)
                if self.bytes > LARGEST_UNPACKED:
                    raise RefusedError("too-large", f"unpacked it has more than {LARGEST_UNPACKED // 1_000_000} MB")
                yield piece

    def count(self, letters: int = 0) -> None:
        """Counts a cell, or a text to which cells refer; refuses too much."""
        self.letters += letters
        self.counted += 1
        if self.counted > MOST_CELLS:
            raise RefusedError("too-large", f"it has more than {MOST_CELLS:,} cells")
        if self.letters > MOST_LETTERS:
            raise _too_long()

    def related(self, path: str) -> _Links:
        """What a part refers to; of an empty path the whole package."""
        links = _Links(posixpath.dirname(path))
        self.parse(_links_of(path), links)
        return links

    def has_links(self, path: str) -> bool:
        """Whether a part refers to others."""
        return _links_of(path) in self.names


def _links_of(path: str) -> str:
    """The part that says what another refers to."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _no_strange_part(part: zipfile.ZipInfo) -> None:
    name = part.filename
    if "vbaproject" in name.lower():
        raise RefusedError("not-a-workbook", "it holds macros, which nothing here needs or runs")
    if part.flag_bits & 1:
        raise RefusedError("not-a-workbook", "it is locked with a password")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError("not-a-workbook", "it is packed in a way that no spreadsheet program uses")
    leads_out = "\\" in name or ":" in name or ".." in name.split("/") or name.startswith("/")
    if leads_out or len(name) > 250 or not name.isprintable():
        raise RefusedError("not-a-workbook", "the name of a part leads out of the file")


def _too_long() -> RefusedError:
    return RefusedError("too-large", f"its cells hold more than {MOST_LETTERS // 1_000_000} million characters")


def _defined(*_: object) -> None:
    raise RefusedError("not-a-workbook", "it holds definitions that no spreadsheet program writes")


class Part:
    """A part being read: the way to the element that is open, and the pieces of its text."""

    spaces: tuple[str, ...] = _SHEETS

    def __init__(self) -> None:
        self.path: list[str] = []
        self.pieces: list[str] = []
        self.reads = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens; an empty name is one of another vocabulary."""

    def end(self, name: str) -> None:
        """An element closes."""

    def text(self) -> str:
        """The text since reading began; reading ends."""
        text, self.reads = "".join(self.pieces), False
        self.pieces.clear()
        return text


class _Links(Part):
    """What a part refers to, by id: kind and path."""

    spaces = _PACKAGE

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        id_, target = attributes.get("Id", ""), attributes.get("Target", "")
        if id_ in self.targets:
            raise RefusedError("not-a-workbook", "one of its references stands twice")
        path = target[1:] if target.startswith("/") else posixpath.join(self.folder, target)
        self.targets[id_] = attributes.get("Type", "").rpartition("/")[2], posixpath.normpath(path)

    def of(self, kind: str) -> list[str]:
        """The paths of one kind."""
        return [path for each, path in self.targets.values() if each == kind]


class Lettered(Part):
    """A part with texts; what only tells how to speak one is left out."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        """A text begins, unless it tells how to speak another."""
        if name == "t" and "rPh" not in self.path:
            self.reads = True

    def end(self, name: str) -> None:
        """A text ends."""
        if name == "t":
            self.reads = False


def plain(text: str) -> str:
    """A text without the escapes of characters that XML cannot hold."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def number_of(letters: str) -> int:
    """The number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
