"""The worksheets of a workbook as cells with plain texts; what no spreadsheet program writes is refused, not guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from .archive import MOST_AREAS, Lettered, Package, Part, RefusedError, number_of, plain
from .comments import Comment, People, comments_of

_ID = tuple(
    f"{base}/relationships id"
    for base in ("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
)
_NUMBER = re.compile(r"-?([0-9]{1,400}(\.[0-9]{0,400})?|\.[0-9]{1,400})([eE][+-]?[0-9]{1,3})?")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")
_NO_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
"""Numbers of the built-in formats that show a day or a time."""
_MONTH = "17"
"""Of these, the one that shows month and year alone."""
_CONTENTS = frozenset(("v", "f", "is"))
_KINDS = frozenset(("n", "s", "str", "inlineStr", "b", "e", "d"))
_ROWS, _COLUMNS = 1_048_576, 16_384


Worksheet = tuple[str, list[str], list[tuple[int, int, str, str]], list[Comment]]
"""Name, merged areas, each cell that holds something as row, column, kind and text, and comments."""


def worksheets(package: Package) -> list[Worksheet]:
    """The worksheets of a workbook.

    Kinds are `text`, `number` (as the file writes it), `truth` (TRUE, FALSE), `date` (ISO), `formula`, `error`, and
    `strange` for what no spreadsheet program writes.
    """
    path = next(iter(package.related("").of("officeDocument")), "")
    if not path:
        raise RefusedError("not-a-workbook", "it names no workbook among its parts")
    links = package.related(path)
    book = _Book()
    package.parse(path, book)
    texts, styles, people = _Texts(package), _Styles(), People()
    for part in links.of("sharedStrings"):
        package.parse(part, texts)
    for part in links.of("styles"):
        package.parse(part, styles)
    for part in links.of("person"):
        package.parse(part, people)
    sheets = []
    for name, link in book.sheets.items():
        part = links.targets.get(link, ("", ""))[1]
        if part in links.of("worksheet"):
            sheet = _Sheet(name, package, texts.texts, styles.dates(), dated_1904=book.dated_1904)
            package.parse(part, sheet)
            sheets.append((name, sheet.merged, sheet.cells, comments_of(package, part, people.names)))
    return sheets


class _Book(Part):
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


class _Styles(Part):
    """The formats of cells, as far as they tell a day from a number."""

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[str, str] = {}
        self.formats: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt" and self.path[1] == "numFmts":  # conditional formats have theirs, with the same numbers
            self.own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        if self.path[1:] == ["cellXfs", "xf"]:
            self.formats.append(attributes.get("numFmtId", "0"))

    def dates(self) -> dict[str, int]:
        """Numbers of the styles that show a day or a time, each with how much it shows of 2017-07-18: the year, the month, all."""
        return {str(n): shown for n, number in enumerate(self.formats) if (shown := self._shows(number))}

    def _shows(self, number: str) -> int:
        first = _NO_DATE.sub("", self.own.get(number, "").partition(";")[0]).lower()
        if number == _MONTH or ("y" in first and "m" in first and not re.search("[dhs]", first)):
            return len("2017-07")
        if re.fullmatch("[^dmhs]*y[^dmhs]*", first):
            return len("2017")
        return len("2017-07-18") if number in _DATES or re.search("[dmhys]", first) else 0


class _Texts(Lettered):
    """The table of texts, to which cells refer by number."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self.package = package
        self.texts: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si" and len(self.path) == 2:
            self.package.count()
            self.texts.append(plain(self.text()))


class _Sheet(Lettered):
    """A worksheet: its cells and merged areas."""

    def __init__(  # where it belongs, and what its cells refer to
        self, name: str, package: Package, texts: list[str], dates: Mapping[str, int], *, dated_1904: bool
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
                self.inline = plain(self.text())
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
        return self.columns.setdefault(letters, number_of(letters))

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
                if not re.fullmatch("[0-9]{1,7}", value) or int(value) >= len(self.texts):
                    raise self.wrong("the cell refers to a text that is not there")
                return ("text", text) if (text := self.texts[int(value)]) else ("", "")
            case "str":
                return "text", plain(value)
            case "e":
                return "error", value
            case "b":
                return ("truth", {"0": "FALSE", "1": "TRUE"}[value]) if value in ("0", "1") else ("strange", value)
            case "d":  # a day that is written out
                try:
                    return "date", _moment(datetime.fromisoformat(value).replace(tzinfo=None))
                except ValueError:
                    return "strange", value
        return self._numeric(value.strip(" \t\r\n"))

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
        text, shown = _moment(moment), self.dates[self.style]
        # A month that was typed is the first of it for a spreadsheet, which goes on showing the month.
        return "date", text[:shown] if text[shown:] in ("-01", "-01-01") else text

    def _merge(self, area: str) -> None:
        if not _AREA.fullmatch(area):
            raise RefusedError("not-a-workbook", f"cells are merged over `{area[:40]}`, which is no area", self.name)
        if len(self.merged) >= MOST_AREAS:
            raise RefusedError("too-large", f"more than {MOST_AREAS:,} areas of a sheet are merged", self.name)
        self.merged.append(area.replace("$", ""))


def _moment(moment: datetime) -> str:
    """A day, with the time where there is one."""
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(sep=" ")


def _letters(number: int) -> str:
    """The letters of a column."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
