"""Figures as people write them → how the tables want them."""

from __future__ import annotations

import re

_SPACES = re.compile(r"(?<=\d)[ '’\u00a0\u2009\u202f](?=\d)")
_FORMS = (
    (r"-?\d+", ""),
    (r"-?\d{1,3}(\.\d{3})+,\d+", "."),
    (r"-?\d+,(\d{1,2}|\d{4,})", ""),
    (r"-?\d{1,3}(,\d{3})+\.\d+|-?\d{1,3}(,\d{3}){2,}", ","),
    (r"-?\d{1,3}(\.\d{3}){2,}", "."),
)
"""Forms of a number whose meaning is plain, each with the sign that stands between its thousands."""


def how_to_write(text: str) -> str:
    """How to write a figure that cannot be read as it is written."""
    joined = _SPACES.sub("", text)
    for form, between in _FORMS:
        if re.fullmatch(form, joined):
            whole = joined.replace(between, "") if between else joined
            return f"write {whole.replace(',', '.')}"
    if re.fullmatch(r"-?\d+,\d{3}", joined):
        return f"write {joined.replace(',', '')}, or {joined.replace(',', '.')} where the comma stands for decimals"
    if re.search(r"\d", joined):
        return "the figure alone: its unit and words such as `over` have columns of their own"
    return "delete the row: a figure that is missing is no zero"
