"""Numbers as files write them, and as people type them; the one place that decides what a number is.

Not left to `Fraction`, `int` or pydantic, as each of them takes more than people mean by a number (`1e999999999`, `1_0`,
`٣`), and what they take differs from one Python to the next: `1 / 3` is one from 3.12 on.

In a file: digits with an optional sign and decimal point, or a fraction. In a form: `12`, `1234`, `-5`; thousands apart by
spaces of any width, `1 234`, or by the mark of the language, and decimals behind its other mark: `1,234.5` where English is
written, `1.234,5` elsewhere. No exponents, no underscores, no digits of other scripts: what looks like a number to a
program only is refused, not guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

MOST = 40
"""Digits in a row; the largest real figure has fourteen."""
NUMBER = rf"[+-]?(?:[0-9]{{0,{MOST}}}\.)?[0-9]{{1,{MOST}}}|[+-]?[0-9]{{1,{MOST}}}/0*[1-9][0-9]{{0,{MOST - 1}}}"
"""Digits with an optional sign and decimal point, or two whole numbers with `/` and nothing else between them."""
_NUMBER = re.compile(NUMBER)
_WHOLE = re.compile(rf"[+-]?[0-9]{{1,{MOST}}}")
LONGEST_TYPED = 15
"""Digits of a typed number; a spreadsheet keeps no more."""
_MARKS = {"en": (",", ".")}
_OTHER = (".", ",")
"""The marks of thousands and decimals: of English, and of every other language of the program."""
_SPACES = " \u00a0\u2009\u202f"


def exact(text: str) -> Fraction:
    """The number that a text writes, such as `2`, `-0.5` or `1/3`; ValueError where it writes none."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"no number: {text!r}")
    return Fraction(text)


def whole(text: str) -> int:
    """The whole number that a text writes, such as `2026`; ValueError where it writes none."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"no whole number: {text!r}")
    return int(text)


def typed_number(text: str, language: str) -> str | None:
    """The number that a text writes in a language, such as `-1234.5`; none where it writes none."""
    thousands, decimals = _MARKS.get(language, _OTHER)
    between = "|".join(re.escape(mark) for mark in (thousands, *_SPACES))
    form = rf"([-\u2212]?)([0-9]+|[0-9]{{1,3}}(?:({between})[0-9]{{3}}(?:\3[0-9]{{3}})*))(?:{re.escape(decimals)}([0-9]+))?"
    match = re.fullmatch(form, text)
    if not match:
        return None
    integer = re.sub("[^0-9]", "", match[2]).lstrip("0") or "0"
    if len(integer) + len(match[4] or "") > LONGEST_TYPED:
        return None
    return f"{'-' if match[1] else ''}{integer}{f'.{match[4]}' if match[4] else ''}"


def stored_number(text: str) -> str | None:
    """The number that a spreadsheet program stores, such as `1.5E+3`, without exponent; none where it kept less of it than was typed."""
    value = float(text)
    if value and not 1e-15 <= abs(value) < 10**LONGEST_TYPED:
        return None
    digits = format(value, f".{LONGEST_TYPED}g")
    number = float(digits)
    # A decimal writes the number without its exponent.
    return str(int(number)) if number.is_integer() else format(Decimal(digits), "f")
