"""Small parts of sentences about several countries, or whatever a plan calls what it assesses."""

from __future__ import annotations

from collections.abc import Sequence

from compliance import figures, language
from compliance.language import _, ngettext

MANY = 5
"""A number that asks for the plural of many, in languages that have several."""


def many(unit: str) -> str:
    """More than one of what is assessed: `countries`, `offices`; a word of a plan in another language stays as it is."""
    plural = _english(unit)
    text = ngettext(unit, plural, MANY)
    return unit if text == plural and language.spoken() != language.ENGLISH else text


def _english(unit: str) -> str:
    if unit.endswith("y") and unit[-2:-1] not in "aeiou":
        return f"{unit[:-1]}ies"
    return f"{unit}es" if unit.endswith(("s", "x", "ch", "sh")) else f"{unit}s"


def counted(number: int, unit: str) -> str:
    """So many of what is assessed: `seven countries`, `one office`."""
    return figures.count(number, unit, many(unit))


def every(number: int, unit: str) -> str:
    """All of what is assessed: `all seven countries`, `both offices`, `the one country`."""
    match number:
        case 1:
            return _("the one %(unit)s") % {"unit": _(unit)}
        case 2:
            return _("both %(units)s") % {"units": many(unit)}
        case _:
            return ngettext("all %(counted)s", "all %(counted)s", number) % {"counted": counted(number, unit)}


def of_all(part: int, whole: int) -> str:
    """So many of all: `six of seven`; `both` of two, `all seven`."""
    if part == whole:
        every_one = ngettext("all %(number)s", "all %(number)s", whole) % {"number": figures.in_words(whole)}
        return {1: _("the one"), 2: _("both")}.get(whole, every_one)
    return _("%(number)s of %(all)s") % {"number": figures.in_words(part), "all": figures.in_words(whole)}


def of_each(numbers: Sequence[int], totals: Sequence[int], predicate: str) -> str:
    """How many of the criteria of each have a property, from the least to the most: `Of 260 criteria each, from 90 to 219 are met`."""
    least, most = min(numbers), max(numbers)
    number = figures.number(least)
    if least != most:
        number = _("from %(least)s to %(most)s") % {"least": number, "most": figures.number(most)}
    same = _("Of %(all)s criteria each, %(number)s are %(predicate)s")
    differ = _("Of up to %(all)s criteria each, %(number)s are %(predicate)s")
    return (same if len(set(totals)) == 1 else differ) % {
        "all": figures.number(max(totals)),
        "number": number,
        "predicate": predicate,
    }
