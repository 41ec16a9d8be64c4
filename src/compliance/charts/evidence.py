"""Charts of what the answers rest on and how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial

from compliance import figures
from compliance.charts.bars import Segment, keyed_bar, share_in_words
from compliance.charts.marks import counts_in_words, described, hatched
from compliance.charts.sheet import Chart, Sheet, scale
from compliance.charts.style import ACCENT, BANDS, INK, MID, PAPER, SEMIBOLD, SIZE, SLATE
from compliance.model.record import record


@record
class _Grade:
    """How an evidence grade looks and reads."""

    word: str
    fill: str
    edge: str
    on_fill: str


GRADES = {
    "A": _Grade(word="official text", fill=ACCENT, edge=ACCENT, on_fill=PAPER),
    "B": _Grade(word="official text, own translation", fill=MID, edge=MID, on_fill=PAPER),
    "C": _Grade(word="secondary source", fill=BANDS[0], edge=MID, on_fill=INK),
    "D": _Grade(word="no source seen", fill=PAPER, edge=MID, on_fill=INK),
}
"""Grades from the best to the weakest; the accent marks the one that an official text supports."""


def evidence_bar(counts: Mapping[str, int], *, finding: str, table: str, width: float = 170) -> Chart:
    """One bar of all answers by evidence grade, A to D, with a key joined by lines."""
    segments = [
        Segment(
            count=counts[letter],
            word=grade.word,
            color=grade.on_fill,
            ground=partial(_ground, grade=grade),
            mark=partial(_letter, letter=letter),
        )
        for letter, grade in GRADES.items()
        if counts.get(letter)
    ]
    told = counts_in_words(
        [(f"{letter} ({grade.word})", counts[letter]) for letter, grade in GRADES.items() if counts.get(letter)]
    )
    kind = f"Stacked bar of {figures.number(sum(counts.values()))} answers by evidence grade: {told}."
    return keyed_bar(segments, finding, described(kind, finding, table), width)


def _ground(sheet: Sheet, x: float, y: float, w: float, h: float, *, grade: _Grade) -> None:
    """Draws the part of one grade."""
    sheet.box(x, y, w, h, grade.fill, grade.edge)


def _letter(sheet: Sheet, x: float, y: float, *, letter: str) -> None:
    """Sets the letter of a grade in the key."""
    sheet.say(x, y, letter, SIZE.value, SEMIBOLD, align="center")


def coverage_bar(answered: int, total: int, *, finding: str, table: str, width: float = 54) -> Chart:
    """How many of the criteria are answered: the rest of the bar is hatched, as all that is not known."""
    sheet, at = Sheet(width, 10.4), scale(0, 1, 0, width)
    end = at(Fraction(answered, total))
    sheet.box(0, 0, width, 4, PAPER, MID)
    hatched(sheet, end, 0, width - end, 4)
    if answered:
        sheet.box(0, 0, end, 4, ACCENT, ACCENT)
    words = f"{figures.number(answered)} of {figures.number(total)} answered"
    sheet.say(0, 7.6, words, SIZE.label, SEMIBOLD)
    sheet.note(width, 7.6, share_in_words(answered, total), SLATE, "right")
    return sheet.chart(finding, described(f"Bar: {words}.", finding, table))
