"""A workbook from outside → its cells as plain texts, in a process of its own with limits of memory and time.

This module is imported alone, without the rest of the package: bytes of an .xlsx file come in on the standard input, JSON
goes out on the standard output. It imports the standard library alone, so that it starts in a fiftieth of a second, and
opens no file. Nothing in a workbook is computed, followed or run; what no spreadsheet program writes is refused, not
guessed: a number with underscores, a cell that stands twice, a text that the table of texts does not have.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import posixpath
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from xml.parsers import expat

if sys.platform != "win32":  # a system without limits
    import resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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
MEMORY = 200_000_000
"""Bytes of memory that the process may take."""
SECONDS = 7
"""Seconds after which it is ended."""

_CHUNK = 65_536
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
_PACKAGE = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_ID = tuple(
    f"{base}/relationships id"
    for base in ("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
)
_NUMBER = re.compile(r"-?([0-9]{1,400}(\.[0-9]{0,400})?|\.[0-9]{1,400})([eE][+-]?[0-9]{1,3})?")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NO_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
"""Numbers of the built-in formats that show a day or a time."""
_CONTENTS = frozenset(("v", "f", "is"))
_KINDS = frozenset(("n", "s", "str", "inlineStr", "b", "e", "d"))
_ROWS, _COLUMNS = 1_048_576, 16_384


class RefusedError(Exception):
    """Why a workbook is not read."""

    def __init__(self, code: str, what: str, cell: str = "") -> None:
        super().__init__(what)
        self.code, self.what, self.cell = code, what, cell


def unpacked(raw: bytes) -> list[tuple[str, list[str], list[tuple[int, int, str, str]]]]:
    """The worksheets of a workbook: name, merged areas, and each cell that holds something as row, column, kind, text.

    Kinds are `text`, `number` (as the file writes it), `truth` (TRUE, FALSE), `date` (ISO), `formula`, `error`, and
    `strange` for what no spreadsheet program writes.
    """
    if len(raw) > LARGEST:
        raise RefusedError("too-large", f"the file has more than {LARGEST // 1_000_000} MB")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        package = _Package(archive)
        path = next(iter(package.related("").of("officeDocument")), "")
        if not path:
            raise RefusedError("not-a-workbook", "it names no workbook among its parts")
        links = package.related(path)
        book = _Book()
        package.parse(path, book)
        texts, styles = _Texts(package), _Styles()
        for part in links.of("sharedStrings"):
            package.parse(part, texts)
        for part in links.of("styles"):
            package.parse(part, styles)
        worksheets = frozenset(links.of("worksheet"))
        sheets = []
        for name, link in book.sheets.items():
            part = links.targets.get(link, ("", ""))[1]
            if part in worksheets:
                sheet = _Sheet(name, package, texts.texts, styles.dates(), dated_1904=book.dated_1904)
                package.parse(part, sheet)
                sheets.append((name, sheet.merged, sheet.cells))
    return sheets


class _Package:
    """An archive whose parts are read piece by piece, whatever it says of their size."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.bytes = self.elements = self.letters = self.counted = 0
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
            raise RefusedError("too-large", f"unpacked it has {size // 1_000_000} MB in {len(parts)} parts")
        names = [part.filename.lower() for part in parts]
        if len(set(names)) < len(names):
            raise RefusedError("not-a-workbook", "a part stands in it twice")
        for part in parts:
            _no_strange_part(part)

    def parse(self, name: str, part: _Part) -> None:
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
            if len(path) > DEEPEST or self.elements > MOST_ELEMENTS:
                raise _too_much(len(path))
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
        folder, name = posixpath.split(path)
        links = _Links(folder)
        self.parse(posixpath.join(folder, "_rels", f"{name}.rels"), links)
        return links


def _no_strange_part(part: zipfile.ZipInfo) -> None:
    name = part.filename
    if "vbaproject" in name.lower():
        raise RefusedError("not-a-workbook", "it holds macros, which nothing here needs or runs")
    if part.flag_bits & 1:
        raise RefusedError("not-a-workbook", "it is locked with a password")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError("not-a-workbook", "it is packed in a way that no spreadsheet program uses")
    if (
        len(name) > 250
        or not name.isprintable()
        or "\\" in name
        or ":" in name
        or ".." in name.split("/")
        or name[:1] == "/"
    ):
        raise RefusedError("not-a-workbook", "the name of a part leads out of the file")


def _too_much(depth: int) -> RefusedError:
    if depth > DEEPEST:
        return RefusedError("not-a-workbook", f"its elements are nested more than {DEEPEST} levels deep")
    return RefusedError("too-large", f"it has more than {MOST_ELEMENTS:,} elements")


def _too_long() -> RefusedError:
    return RefusedError("too-large", f"its cells hold more than {MOST_LETTERS // 1_000_000} million characters")


def _defined(*_: object) -> None:
    raise RefusedError("not-a-workbook", "it holds definitions that no spreadsheet program writes")


class _Part:
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


class _Links(_Part):
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
        return [path for one, path in self.targets.values() if one == kind]


class _Book(_Part):
    """The workbook itself: its sheets by name, each with the id of its part."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, str] = {}
        self.dated_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            self.dated_1904 = attributes.get("date1904") in ("1", "true")
        if self.path[1:] == ["sheets", "sheet"]:
            title = attributes.get("name", "")
            if not title or title.lower() in {name.lower() for name in self.sheets}:
                raise RefusedError("not-a-workbook", "a sheet has no name, or two have the same")
            self.sheets[title] = next((attributes[key] for key in _ID if key in attributes), "")


class _Styles(_Part):
    """The formats of cells, as far as they tell a day from a number."""

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[str, str] = {}
        self.formats: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self.own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        if self.path[1:] == ["cellXfs", "xf"]:
            self.formats.append(attributes.get("numFmtId", "0"))

    def dates(self) -> frozenset[str]:
        """Numbers of the styles that show a day or a time."""
        return frozenset(str(n) for n, one in enumerate(self.formats) if self._is_date(one))

    def _is_date(self, number: str) -> bool:
        first = _NO_DATE.sub("", self.own.get(number, "").partition(";")[0])
        return number in _DATES or re.search("[dmhysDMHYS]", first) is not None


class _Lettered(_Part):
    """A part with texts, each of one piece or of several with formats of their own; what only tells how to speak it is left out."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if name == "t" and "rPh" not in self.path:
            self.reads = True

    def end(self, name: str) -> None:
        if name == "t":
            self.reads = False


class _Texts(_Lettered):
    """The table of texts, to which cells refer by number."""

    def __init__(self, package: _Package) -> None:
        super().__init__()
        self.package = package
        self.texts: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si" and len(self.path) == 2:
            self.package.count()
            self.texts.append(_plain(self.text()))


def _plain(text: str) -> str:
    """A text without the escapes of characters that XML cannot hold."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _Sheet(_Lettered):
    """A worksheet: its cells and merged areas."""

    def __init__(  # where it belongs, and what its cells refer to
        self, name: str, package: _Package, texts: list[str], dates: frozenset[str], *, dated_1904: bool
    ) -> None:
        super().__init__()
        self.name, self.package, self.texts, self.dates = name, package, texts, dates
        self.epoch = datetime(1904, 1, 1) if dated_1904 else datetime(1899, 12, 30)
        self.merged: list[str] = []
        self.cells: list[tuple[int, int, str, str]] = []
        self.row = self.column = 0
        self.columns: dict[str, int] = {}
        self.number = self.kind = self.style = ""
        self.value: str | None = None
        self.inline: str | None = None
        self.formula: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        path = self.path
        depth = len(path)
        if depth == 4 and name == "c" and path[2] == "row" and path[1] == "sheetData":
            self._open(attributes)
        elif depth == 5 and name in _CONTENTS and path[3] == "c":
            if {"v": self.value, "f": self.formula, "is": self.inline}[name] is not None:
                raise self.wrong("a cell holds two values")
            self.reads = name != "is"
        elif depth == 3 and name == "row" and path[1] == "sheetData":
            self._next_row(attributes.get("r"))
        elif name == "t" and depth > 5 and path[4] == "is":
            super().start(name, attributes)
        elif depth == 3 and name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        depth = len(self.path)
        if name == "t":
            self.reads = False
        elif depth == 5 and self.path[3] == "c":
            if name == "v":
                self.value = self.text()
            elif name == "f":
                self.formula = self.text()
            elif name == "is":
                self.inline = _plain(self.text())
        elif depth == 4 and name == "c" and self.path[2] == "row" and self.path[1] == "sheetData":
            self._close()

    def wrong(self, what: str) -> RefusedError:
        """That the cell which is open is not as a spreadsheet program writes it."""
        return RefusedError("not-a-workbook", what, f"{self.name}!{_letters(self.column)}{self.row}")

    def _next_row(self, number: str | None) -> None:
        row = self.row + 1
        if number is not None:
            if not re.fullmatch("[1-9][0-9]{0,6}", number):
                raise self.wrong("a row has a number that is none")
            row = int(number)
        if row <= self.row or row > _ROWS:
            raise self.wrong(f"row {row} follows row {self.row}")
        self.row, self.column, self.number = row, 0, str(row)

    def _open(self, attributes: Mapping[str, str]) -> None:
        column = self.column + 1
        if (place := attributes.get("r")) is not None:
            letters = place.rstrip("0123456789")
            column = self.columns.get(letters) or self._known(letters, place)
            if place[len(letters) :] != self.number:
                raise self.wrong(f"the cell `{place[:20]}` stands in row {self.row}")
        if column <= self.column or column > _COLUMNS:
            raise self.wrong("its cells are not in order, or one stands twice")
        self.column = column
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value = self.inline = self.formula = None

    def _known(self, letters: str, place: str) -> int:
        """The number of a column, which is kept."""
        if not re.fullmatch("[A-Z]{1,3}", letters):
            raise self.wrong(f"the cell `{place[:20]}` has no place")
        return self.columns.setdefault(letters, _number(letters))

    def _close(self) -> None:
        if self.value is None and self.formula is None and self.inline is None and self.kind in _KINDS:
            self.package.count()  # an empty cell that has a format, as most have
            return
        kind, text = self._content()
        self.package.count(len(text))
        if kind:
            self.cells.append((self.row, self.column, kind, text))

    def _content(self) -> tuple[str, str]:  # noqa: PLR0911  # one line a kind
        """Kind and text of the cell; no kind where it is empty."""
        if self.formula is not None:
            return "formula", f"={self.formula[:200]}"
        if self.kind not in _KINDS:
            raise self.wrong(f"the cell is of the kind `{self.kind[:20]}`, which there is not")
        if self.kind == "inlineStr":
            return ("text", self.inline) if self.inline else ("", "")
        value = self.value
        if value is None or (value == "" and self.kind != "s"):
            return "", ""
        match self.kind:
            case "s":
                return ("text", text) if (text := self._shared(value)) else ("", "")
            case "str":
                return "text", _plain(value)
            case "e":
                return "error", value
            case "b":
                return ("truth", {"0": "FALSE", "1": "TRUE"}[value]) if value in ("0", "1") else ("strange", value)
            case "d":
                return _iso(value)
        return self._numeric(value.strip(" \t\r\n"))

    def _shared(self, value: str) -> str:
        if not re.fullmatch("[0-9]{1,7}", value) or int(value) >= len(self.texts):
            raise self.wrong("the cell refers to a text that is not there")
        return self.texts[int(value)]

    def _numeric(self, value: str) -> tuple[str, str]:
        if not value:
            return "", ""
        if not _NUMBER.fullmatch(value) or not math.isfinite(float(value)):
            return "strange", value
        if self.style not in self.dates:
            return "number", value
        days = float(value)
        if not 0 <= days < 2_958_466:
            return "strange", value
        # The calendar of spreadsheets has a 29 February 1900, which never was.
        early = self.epoch.year == 1899 and days < 60
        moment = self.epoch + timedelta(days=int(days) + early, seconds=round((days % 1) * 86_400))
        return "date", _moment(moment)

    def _merge(self, area: str) -> None:
        if not _AREA.fullmatch(area):
            raise RefusedError("not-a-workbook", f"cells are merged over `{area[:40]}`, which is no area", self.name)
        if len(self.merged) >= MOST_AREAS:
            raise RefusedError("too-large", f"more than {MOST_AREAS:,} areas of a sheet are merged", self.name)
        self.merged.append(area.replace("$", ""))


def _moment(moment: datetime) -> str:
    """A day, with the time where there is one."""
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(sep=" ")


def _iso(value: str) -> tuple[str, str]:
    """A day that is written out."""
    try:
        return "date", _moment(datetime.fromisoformat(value).replace(tzinfo=None))
    except ValueError:
        return "strange", value


def _number(letters: str) -> int:
    """The number of a column."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    """The letters of a column."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def answer(raw: bytes) -> dict[str, Any]:
    """What the process says of a workbook: its pages, or what is wrong with it."""
    try:
        return {"pages": unpacked(raw)}
    except RefusedError as error:
        return {"code": error.code, "what": error.what, "cell": error.cell}
    except MemoryError:
        return {
            "code": "too-large",
            "what": f"to read it takes more than {MEMORY // 1_000_000} MB of memory",
            "cell": "",
        }
    except zipfile.BadZipFile as error:
        return {"code": "not-a-workbook", "what": str(error)[:200], "cell": ""}
    except Exception as error:  # whatever a broken archive makes the library raise, the file is what is wrong
        return {"code": "not-a-workbook", "what": f"{type(error).__name__}: {error}"[:200], "cell": ""}


def _limit() -> None:
    """Sets the limits of this process, where the system knows any; it may write no file either."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            for kind, most in (
                (resource.RLIMIT_AS, MEMORY),
                (resource.RLIMIT_CPU, SECONDS),
                (resource.RLIMIT_FSIZE, 0),
                (resource.RLIMIT_CORE, 0),
            ):
                resource.setrlimit(kind, (most, most))


def main() -> None:
    """The process: a workbook comes in, its answer goes out."""
    _limit()
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read(LARGEST + 1))))
