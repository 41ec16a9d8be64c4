"""Small parts of sentences about several countries, or whatever a plan calls what it assesses."""

from __future__ import annotations

from compliance import figures


def many(unit: str) -> str:
    """More than one of what is assessed: `countries`, `offices`."""
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
            return f"the one {unit}"
        case 2:
            return f"both {many(unit)}"
        case _:
            return f"all {counted(number, unit)}"


def of_all(part: int, whole: int) -> str:
    """So many of all: `six of seven`; `both` of two, `all seven`."""
    if part == whole:
        return {1: "the one", 2: "both"}.get(whole, f"all {figures.in_words(whole)}")
    return f"{figures.in_words(part)} of {figures.in_words(whole)}"


def is_(number: int) -> str:
    """`is` or `are`."""
    return "is" if number == 1 else "are"


def has(number: int) -> str:
    """`has` or `have`."""
    return "has" if number == 1 else "have"
