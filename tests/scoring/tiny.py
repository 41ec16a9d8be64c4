"""Tiny instruments and checklists for tests, from a few words each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter

from compliance.model.checklist import Checklist, Response
from compliance.model.instrument import Article, Criterion, Ground, Instrument, Scale, Section
from compliance.model.participation import Deposit

FOUR_STEPS = Scale(
    values={"met": Fraction(1), "mostly": Fraction(2, 3), "partly": Fraction(1, 3), "not-met": Fraction(0)},
    caps={"not-met": "partly", "partly": "mostly"},
)
TODAY = date(2026, 11, 24)

_CRITERION = {
    "provision": "Art.",
    "requirement": "A requirement.",
    "question": "A question?",
    "obligation": "mandatory",
    "assessed_from": ["law"],
    "direct_applicability": "possible",
    "text_check": "verified",
}
_ARTICLE = {"title": "A title", "division": "I", "section": "all", "nature": "duty", "text_check": "verified"}

_CRITERIA = TypeAdapter(Criterion)
_ARTICLES = TypeAdapter(Article)


def criterion(key: str, **given: Any) -> Criterion:
    """A criterion that is mandatory unless said otherwise."""
    return _CRITERIA.validate_python({**_CRITERION, "id": key, **given})


def article(number: str, criteria: Sequence[Criterion], **given: Any) -> Article:
    """An article with these criteria."""
    return _ARTICLES.validate_python({**_ARTICLE, "number": number, **given, "criteria": criteria})


def instrument(articles: Sequence[Article], grounds: Sequence[Ground] = ()) -> Instrument:
    """A treaty with these articles, rated in four steps."""
    return Instrument(
        id="tiny",
        number="No. 1",
        title="Tiny convention",
        short="Tiny convention",
        abbreviation="Tiny",
        organisation="Nobody",
        opened=date(2001, 1, 1),
        place="Nowhere",
        in_force=date(2002, 1, 1),
        edition="1",
        wording="ours",
        scale=FOUR_STEPS,
        divisions=(),
        sections=tuple(Section(id=it, title=it) for it in dict.fromkeys(it.section or "all" for it in articles)),
        articles=tuple(articles),
        grounds=tuple(grounds),
    )


def deposit(**given: Any) -> Deposit:
    """A reservation that excludes the first criterion of Article 2, unless said otherwise."""
    reserved = {"id": "xx-1", "kind": "reservation", "provisions": ("Art. 2",), "criteria": ("2.1",), "gist": "No."}
    reserved["evidence"] = "text-seen"
    return Deposit(**{**reserved, "effect": "excludes", "permitted_by": "art-42", **given})


def checklist(responses: Mapping[str, Response]) -> Checklist:
    """A country's answers."""
    return Checklist(
        country="nowhere",
        instrument="tiny",
        cycle="2026",
        cut_off=TODAY,
        status="draft",
        basis="desk-review",
        evaluators=("desk",),
        responses=responses,
    )
