"""What the page about adding an instrument shows is what the program does."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from compliance.model.checklist import Checklist
from compliance.model.crosswalk import Crosswalk
from compliance.model.index import Index
from compliance.model.instrument import Instrument
from compliance.scoring import assess
from compliance.scoring.values import Range

PAGE = Path(__file__).parents[2] / "docs" / "adding-an-instrument.md"
MADE = {
    "id": "made",
    "number": "1",
    "title": "Made",
    "short": "Made",
    "abbreviation": "M",
    "organisation": "Nobody",
    "edition": "1",
    "wording": "ours",
    "divisions": [],
}
ARTICLE = {"title": "", "division": "", "nature": "", "text_check": "verified"}
CRITERION = {
    "provision": "",
    "requirement": "",
    "question": "",
    "obligation": "mandatory",
    "assessed_from": ["practice"],
    "direct_applicability": "unsuitable",
    "text_check": "verified",
}
CHECKLIST = {
    "country": "here",
    "instrument": "made",
    "cycle": "2026",
    "cut_off": "2026-06-30",
    "status": "draft",
    "basis": "on-site",
    "evaluators": ["us"],
}


def blocks() -> list[dict[str, Any]]:
    """The examples of the page."""
    return [
        yaml.load(text, Loader=yaml.BaseLoader)
        for text in re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    ]


def test_the_example_of_an_instrument() -> None:
    given = blocks()[0]
    expected, responses = given.pop("expected"), given.pop("responses")
    articles = [
        {**ARTICLE, **it, "number": number, "criteria": [{**CRITERION, "id": key} for key in it["criteria"]]}
        for number, it in given.pop("articles").items()
    ]
    instrument = TypeAdapter(Instrument).validate_python({**MADE, **given, "articles": articles})
    ratings = {key: {"rating": rating} for key, rating in responses.items()}
    checklist = TypeAdapter(Checklist).validate_python({**CHECKLIST, "responses": ratings})
    score = assess(instrument, checklist, None, (), checklist.cut_off).whole
    assert {it.article.number: point(it.score) for it in score.articles} == numbers(expected["articles"])
    assert {it.section.id: point(it.score) for it in score.sections} == numbers(expected["sections"])
    assert score.point == Fraction(expected["whole"])


def test_the_example_of_a_crosswalk_has_the_right_form() -> None:
    crosswalk = TypeAdapter(Crosswalk).validate_python(blocks()[1])
    assert [(tie.first, tie.relation, tie.second) for tie in crosswalk.ties] == [("LIB.1.1", "wider", "ARC.2")]


def test_the_example_of_an_index_has_the_right_form() -> None:
    index = TypeAdapter(Index).validate_python(blocks()[2])
    assert [it.series for it in index.variables] == ["opening_hours", "waiting_days"]


def point(span: Range | None) -> Fraction | None:
    return span.point if span else None


def numbers(given: dict[str, str]) -> dict[str, Fraction]:
    return {key: Fraction(it) for key, it in given.items()}
