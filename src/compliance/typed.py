"""Numbers as people type them into a form → the same in digits with a point; one rule, and nothing else is a number.

`12`, `1234`, `-5`; thousands apart by spaces of any width, `1 234`, or by the mark of the language, and decimals behind
its other mark: `1,234.5` where English is written, `1.234,5` elsewhere. No exponents, no underscores, no digits of other
scripts: what looks like a number to a program only is refused, not guessed.
"""

from __future__ import annotations

import re

MOST = 15
"""Digits of a number; a spreadsheet keeps no more."""
_MARKS = {"en": (",", ".")}
_OTHER = (".", ",")
"""The marks of thousands and decimals: of English, and of every other language of the program."""
_SPACES = " \u00a0\u2009\u202f"


def typed_number(text: str, language: str) -> str | None:
    """The number that a text writes in a language, such as `-1234.5`; none where it writes none."""
    thousands, decimals = _MARKS.get(language, _OTHER)
    between = "|".join(re.escape(one) for one in (thousands, *_SPACES))
    form = rf"([-\u2212]?)([0-9]+|[0-9]{{1,3}}(?:({between})[0-9]{{3}}(?:\3[0-9]{{3}})*))(?:{re.escape(decimals)}([0-9]+))?"
    match = re.fullmatch(form, text)
    if not match:
        return None
    whole = re.sub("[^0-9]", "", match[2]).lstrip("0") or "0"
    if len(whole) + len(match[4] or "") > MOST:
        return None
    return f"{'-' if match[1] else ''}{whole}{f'.{match[4]}' if match[4] else ''}"


def stored_number(text: str) -> str | None:
    """The number that a spreadsheet program stores, such as `1.5E+3`, without exponent; none where it kept less of it than was typed."""
    value = float(text)
    if value and not 1e-15 <= abs(value) < 10**MOST:
        return None
    digits = format(value, f".{MOST}g")
    number = float(digits)
    return str(int(number)) if number.is_integer() else _plain(digits)


def _plain(digits: str) -> str:
    """A number without its exponent."""
    mantissa, _, exponent = digits.partition("e")
    if not exponent:
        return digits
    sign, figures = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    return f"{sign}0.{'0' * (-int(exponent) - 1)}{figures.replace('.', '')}"
