"""Numbers as files write them → exact numbers; the one place that decides what a number is.

Not left to `Fraction`, `int` or pydantic, as each of them takes more than people mean by a number (`1e999999999`, `1_0`,
`٣`), and what they take differs from one Python to the next: `1 / 3` is one from 3.12 on.
"""

from __future__ import annotations

import re
from fractions import Fraction

MOST = 40
"""Digits in a row; the largest real figure has fourteen."""
NUMBER = rf"[+-]?(?:[0-9]{{0,{MOST}}}\.)?[0-9]{{1,{MOST}}}|[+-]?[0-9]{{1,{MOST}}}/0*[1-9][0-9]{{0,{MOST - 1}}}"
"""Digits with an optional sign and decimal point, or two whole numbers with `/` and nothing else between them."""
_NUMBER = re.compile(NUMBER)
_WHOLE = re.compile(rf"[+-]?[0-9]{{1,{MOST}}}")


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
