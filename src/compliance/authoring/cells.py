"""A cell of a returned workbook → the text of a file: forgiving where the meaning is plain, explained where it is not.

Capitals, blanks at the ends, `18.07.2017` and `1 met` have one meaning. What could have two (`mostly/partly`, 07/08/2017,
`15.10` that a spreadsheet stored as a number) or belongs to another scale (`largely`) is never guessed.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from compliance.model.dates import PartialDate
from compliance.numerals import stored_number
from compliance.problems import Position, Problem, printable
from compliance.queries.form_fields import Field
from compliance.report.excel.incoming import Cell, stray_character
from compliance.source import LONGEST_FIELD


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """What is to be said of a cell: how it was understood differently from what was typed there, such as “`Met` as `met`”."""

    at: Position
    what: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says."""

    text: str = ""
    problem: Problem | None = None
    note: str = ""
    """How it was understood differently from what was typed; empty where it was not."""


def by_cell(at: Position) -> tuple[str, int, str, int, int, str]:
    """What places of a workbook are sorted by: sheet, row and column."""
    sheet, _, cell = at.cell.rpartition("!")
    column, row = re.sub("[^A-Z].*", "", cell), re.search("[0-9]+", cell)
    return at.path, at.line, sheet, int(row[0]) if sheet and row else 0, len(column), column


def read_cell(cell: Cell, field: Field, at: Position) -> Reading:
    """The text of a cell as a file writes it, or why it is none."""
    if cell.kind in ("formula", "error"):
        formula = "a formula stands where an answer belongs"
        what = formula if cell.kind == "formula" else f"the cell holds {printable(cell.text)[:60]}"
        return Reading(problem=Problem(at, "formula-answer", what, expected(field), "type the answer itself"))
    if cell.kind == "empty":
        return Reading()
    if (text := _exact(cell, field)) is not None:
        return _visible(text, field, at)
    what = f"the spreadsheet holds {_NAMES[cell.kind]}, {printable(cell.text)[:60]}, where `{field.header}` belongs"
    return Reading(problem=Problem(at, "not-text", what, expected(field), _typed_again(cell, field)))


def _exact(cell: Cell, field: Field) -> str | None:
    """What was surely typed: a text, a day where one belongs, the whole number of an article or a year."""
    if cell.kind == "text" or (cell.kind == "date" and field.sort == "date" and " " not in cell.text):
        return cell.text
    text = (stored_number(cell.text) if cell.kind == "number" else None) or ""
    year = field.sort == "date" and re.fullmatch("[12][0-9]{3}", text)
    article = field.key == "provision" and re.fullmatch("[1-9][0-9]*", text)
    return text if year or article else None


_NAMES = {"truth": "a truth value", "number": "a number", "date": "a date", "strange": "what no program writes"}


def _typed_again(cell: Cell, field: Field) -> str:
    """What helps where a spreadsheet made something else of what was typed."""
    if cell.kind in ("number", "date") and (field.key == "provision" or field.sort == "key"):
        made = "a date of" if cell.kind == "date" else "a number of"
        lost = ", perhaps without a nought at its end" if cell.kind == "number" else ""
        if field.sort == "key":
            return f"the spreadsheet made {made} the id{lost}: choose it from the list"
        return f"the spreadsheet made {made} the article{lost}: type it again as it is cited, with ' before it"
    if field.sort in ("words", "choice"):
        return "choose from the list of the cell"
    return "type it again in a cell with the format “text”"


def _visible(raw: str, field: Field, at: Position) -> Reading:
    """A text without what no reader sees, as its column takes it."""
    shown, stray = without_unseen(raw)
    text = tidied(shown)
    if flaw := _flaw(text, at):
        return Reading(problem=flaw)
    reading = _worded(text, field, at)
    if stray and not reading.problem and not reading.note:
        count = f"{len(stray):,} characters" if len(stray) > 1 else "a character"
        codes = ", ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in stray))
        return Reading(reading.text, note=f"without {count} that no reader can see ({codes})")
    return reading


_UNSEEN = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]|[\u200c\u200d]"
)
"""Characters that turn the direction of writing around, and those that take no room."""
_JOINERS = "\u200c\u200d"
"""Characters that take no room either, but decide how letters of some scripts, and pictographs, join."""


def without_unseen(text: str) -> tuple[str, str]:
    """A text without characters that turn the direction of writing around or take no room, and those characters."""
    if not _UNSEEN.search(text):
        return text, ""
    stray = [match for match in _UNSEEN.finditer(text) if match[0] not in _JOINERS or not _joins(text, match.start())]
    places = {match.start() for match in stray}
    kept = "".join(char for place, char in enumerate(text) if place not in places)
    return kept, "".join(match[0] for match in stray)


def _joins(text: str, place: int) -> bool:
    """Whether a joiner stands between two characters of which the first is a pictograph or of a script that joins letters."""
    around = text[place - 1 : place], text[place + 1 : place + 2]
    if not all(around) or any(char.isspace() for char in around):
        return False
    category, name = unicodedata.category(around[0]), unicodedata.name(around[0], "")
    return category in ("So", "Sk") or around[0] == "\ufe0f" or not name.startswith(_UNJOINED)


_UNJOINED = ("LATIN", "CYRILLIC", "GREEK", "DIGIT", "FULL STOP", "COMMA", "SPACE", "LEFT", "RIGHT", "HYPHEN", "COLON", "SEMI", "ZERO")  # fmt: skip
"""What the names of characters begin with that join nothing."""


def tidied(text: str) -> str:
    """A text without spaces at the ends of its lines, with the line ends of this machine."""
    text = re.sub("\r\n|[\r\u2028\u2029\x85\x0b\x0c]", "\n", text)
    return "\n".join(line.rstrip(BLANKS) for line in text.strip(BLANKS).split("\n"))


BLANKS = " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""White space of every script; controls, which Python counts among it, are none."""


def as_typed(text: str) -> str:
    """A text as this module reads it from a cell of any text."""
    return tidied(without_unseen(text)[0])


def _flaw(text: str, at: Position) -> Problem | None:
    """Why no file can hold a text; none where it can."""
    if stray := stray_character(text, at):
        return stray
    if len(text) > LONGEST_FIELD:
        what, hint = f"the text has {len(text):,} characters", "say it in fewer words; put documents beside the data"
        return Problem(at, "too-long", what, f"at most {LONGEST_FIELD:,}", hint)
    return None


def _worded(text: str, field: Field, at: Position) -> Reading:
    """A text where the column takes any, or one of its words."""
    if not text:
        return Reading()
    match field.sort:
        case "words":
            return _words([word.strip() for word in text.strip(", ").split(",")], text, field, at)
        case "choice":
            return _words([text], text, field, at)
        case "documents":
            return Reading(", ".join(filter(None, (item.strip() for item in re.split("[,;\n]", text)))))
        case "date":
            return _dated(text, field, at)
    return Reading(text)


# Words


def _words(words: Sequence[str], text: str, field: Field, at: Position) -> Reading:
    """Words of a column, several with commas between."""
    known = [_known(word.translate(_ALIKE) if _is_cyrillic(word, field) else word, field) for word in words]
    for word, plain in zip(words, known, strict=True):
        if plain is None:
            return Reading(problem=_unknown(word, field, at))
    plain = ", ".join(filter(None, known))
    shown = field.label(plain)
    is_same = " ".join(re.sub(r"\s*,\s*", ", ", text).split()) in (plain, shown)
    typed = f"{'the Cyrillic letter ' if _is_cyrillic(text, field) else ''}`{printable(text)[:60]}`"
    return Reading(plain, note="" if is_same else f"{typed} as `{shown}`")


_ALIKE = str.maketrans("АВСавс", "ABCabc")
"""Cyrillic letters that look like grades of evidence, and these."""


def _is_cyrillic(word: str, field: Field) -> bool:
    """Whether a single Cyrillic letter was typed where all words are single Latin letters."""
    letters = singles(field)
    is_of_letters = bool(letters) and all(re.fullmatch("[A-Z]", letter) for letter in letters)
    return is_of_letters and len(word) == 1 and unicodedata.name(word, "").startswith("CYRILLIC")


def singles(field: Field) -> tuple[str, ...]:
    """The words of a column, each by itself."""
    return tuple(word for word in field.choices if "," not in word)


def _offered(field: Field) -> tuple[str, ...]:
    return tuple(map(field.label, singles(field)))


def _bare(word: str) -> str:
    """A word without capitals, blanks, hyphens and marks, by which it is known; of Turkish, both letters i are one."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", word).casefold()).replace("ı", "i")


_NUMBERED = re.compile(r"\W*[0-9]{1,2}(?:\s*[-–—=:.)\]]+\s*|\s+)(?=[^\W\d])")
"""The number of a word on a list, before the word."""


def _known(word: str, field: Field) -> str | None:
    """The word of the column that is plainly meant: one that its cells show, or one of the files."""
    single, line = singles(field), " ".join(word.split())
    shown = dict(zip(_offered(field), single, strict=True))
    if exact := shown.get(line) or (line if line in single else None):
        return exact
    plain = _NUMBERED.sub("", line, count=1)
    meant = {name for text, name in (*shown.items(), *zip(single, single, strict=True)) if _is_same(plain, text)}
    return next(iter(meant)) if len(meant) == 1 else None


def _is_same(typed: str, text: str) -> bool:
    """Whether a typed word is one of the column but for capitals and blanks; marks between letters say something."""
    marks, known = (re.sub(r"[\w\s\-‐‑–.'’]+", "", unicodedata.normalize("NFC", word)) for word in (typed, text))
    return _bare(typed) == _bare(text) and marks in ("", known)


def _unknown(word: str, field: Field, at: Position) -> Problem:
    """That a word is none of the column, or two of them."""
    code = "unknown-rating" if field.sort == "words" else "unknown-word"
    what, shown = f"`{field.header}` is `{printable(word)[:60]}`", _offered(field)
    if field.sort == "words" and (pair := _pair(word, field)):
        hint = f"is it open between the two? then write `{pair[0]}, {pair[1]}`, with a comma; else choose one of them"
        return Problem(at, code, f"{what}, which is two ratings", " | ".join(shown), hint)
    letter = ", which is a Cyrillic letter" if _is_cyrillic(word, field) else ""
    # A word that a slip of the finger made is named; one of another scale is not, for that would be a guess.
    near = difflib.get_close_matches(word.casefold(), shown, n=1, cutoff=0.8)
    slip = near and abs(len(near[0]) - len(word)) <= 1 and "?" not in word
    hint = f"did you mean `{near[0]}`?" if slip else "choose from the list of the cell"
    return Problem(at, code, f"{what}{letter}", " | ".join(shown), hint)


def _pair(word: str, field: Field) -> tuple[str, str] | None:
    """Two ratings that are written as one word, in the order of the scale, as cells show them."""
    letters = re.sub("[0-9]+", "", _bare(word))
    for names in (_offered(field), singles(field)):
        for first, second in permutations(range(len(names)), 2):
            if letters in {
                f"{_bare(names[first])}{between}{_bare(names[second])}" for between in ("", "or", "and", "to")
            }:
                low, high = sorted((first, second))
                return _offered(field)[low], _offered(field)[high]
    return None


def _near(word: str, shown: Sequence[str]) -> str | None:
    """The word that a slip of the finger made; of a word of another scale none, for that would be a guess."""
    near = difflib.get_close_matches(word.casefold(), shown, n=1, cutoff=0.8)
    slip = near and abs(len(near[0]) - len(word)) <= 1 and "?" not in word
    return f"did you mean `{near[0]}`?" if slip else None


# Days

_MONTHS = {
    name: str(number)
    for number, month in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
    for name in (month, month[:3])
}
"""The number of a month by its English name, or the first three letters of it."""
_YEAR = "(?P<y>[12][0-9]{3})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}\.?",
        rf"{_YEAR}[-./](?P<m>[0-9]{{1,2}})(?:[-./](?P<d>[0-9]{{1,2}}))?",
        rf"(?P<d>[0-9]{{1,2}})\.(?P<m>[0-9]{{1,2}})\.{_YEAR}\.?",
        rf"(?P<m>[0-9]{{1,2}})[-./]{_YEAR}\.?",
        rf"(?:(?P<d>[0-9]{{1,2}})\.? ?)?(?P<n>[a-z]{{3,9}}),? ?{_YEAR}",
        rf"(?P<n>[a-z]{{3,9}}) ?(?P<d>[0-9]{{1,2}}),? ?{_YEAR}",
    )
)
"""Ways to write a day, a month or a year that have one meaning."""
_EITHER = re.compile(rf"(?P<a>[0-9]{{1,2}})[-/](?P<b>[0-9]{{1,2}})[-/]{_YEAR}")
"""A way that has two meanings, unless one of them is no day."""


def _dated(text: str, field: Field, at: Position) -> Reading:
    """A day, a month or a year, as exact as it was typed."""
    if _is_day(text):
        return Reading(text)
    days = tuple(day for day in dict.fromkeys(_days(text)) if _is_day(day))
    if len(days) == 1:
        return Reading(days[0], note=f"`{printable(text)}` as `{days[0]}`")
    what, hint = "is no date", "year first, then month and day; leave out what the document does not say"
    if days:
        what, hint = "can be two days", f"write `{days[0]}` or `{days[1]}`, whichever the document says"
    what = f"`{field.header}` is `{printable(text)[:60]}`, which {what}"
    return Reading(problem=Problem(at, "not-a-date", what, expected(field), hint))


def _is_day(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True


def _days(text: str) -> Iterator[str]:
    """What a text can mean as a day, whether or not that exists."""
    plain = re.sub(r"\s*([-./])\s*", r"\1", " ".join(text.split())).casefold()
    if either := _EITHER.fullmatch(plain):
        yield from (_iso(either["y"], month, day) for day, month in permutations((either["a"], either["b"])))
        return
    for form in _FORMS:
        if match := form.fullmatch(plain):
            parts = match.groupdict()
            month = parts.get("m") or _MONTHS.get(parts.get("n") or "")
            if month or form is _FORMS[0]:
                yield _iso(parts["y"], month, parts.get("d"))


def _iso(year: str, month: str | None, day: str | None) -> str:
    return "-".join((year, *(f"{int(part):02}" for part in (month, day) if part)))


def expected(field: Field) -> str:
    """What a column takes."""
    match field.sort:
        case "date":
            return "a day that exists, such as 2017-07-18, 2017-07 or 2017"
        case "words" | "choice":
            return " | ".join(_offered(field))
        case _:
            return "a text"
