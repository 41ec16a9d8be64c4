"""What an answer still needs: a rating before all else, then what an evaluator meets in order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import BASE

from compliance.checks.needs import lacks_evidence, needs
from compliance.folder import read_workspace
from compliance.load import load
from compliance.model.checklist import LegalBasis, Response
from compliance.source import parse

INSTRUMENT = read_workspace(BASE)[0].instruments["ets-185"].value
CRITERION = next(each for each in INSTRUMENT.criteria() if "law" in each.assessed_from)
PRACTICE = replace(CRITERION, assessed_from=("practice",))
BASIS = LegalBasis(act="act", role="offence", gist="It says so.")


def response(text: str) -> Response:
    """The response that a text in YAML writes."""
    document, problems = parse("answer.yaml", text)
    assert document is not None
    value, more = load(document, Response)
    assert value is not None, (*problems, *more)
    return value


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("gap: It lacks something.", ("answer",)),
        ("{rating: [], carried_over: '2024'}", ("answer",)),
        ("rating: met", ("evidence", "legal basis")),
        ("{rating: met, evidence: A}", ("documents", "legal basis")),
        ("{rating: met, evidence: A, sources: [gazette]}", ("legal basis",)),
        ("{rating: partly, evidence: D}", ("gap", "legal basis")),
        ("{rating: [met, mostly], evidence: D}", ("gap", "legal basis")),
        ("{rating: not-met, evidence: D}", ("gap",)),
        ("{rating: not-met, evidence: D, gap: All., carried_over: '2024'}", ("confirm",)),
        ("rating: not-applicable", ("reason",)),
        ("{rating: not-applicable, not_applicable: structural}", ()),
        ("{rating: [not-met, not-applicable], evidence: C}", ("reason", "documents", "gap")),
        ("{ratings_by_part: {state: none, north: unanswered}}", ()),
        ("{ratings_by_part: {state: none, north: mostly}, evidence: B}", ("documents", "gap", "legal basis")),
    ],
)
def test_what_an_answer_needs(text: str, missing: tuple[str, ...]) -> None:
    assert needs(response(text), CRITERION, INSTRUMENT.scale) == missing


def test_a_provision_is_needed_only_where_law_answers() -> None:
    answer = response("{rating: met, evidence: A, sources: [gazette]}")
    assert needs(answer, PRACTICE, INSTRUMENT.scale) == ()
    assert needs(replace(answer, legal_basis=(BASIS,)), CRITERION, INSTRUMENT.scale) == ()


def test_a_document_may_be_named_beside_the_answer_or_beside_its_provision() -> None:
    answer = response("{rating: met, evidence: A}")
    assert needs(answer, PRACTICE, INSTRUMENT.scale) == ("documents",)
    assert needs(replace(answer, sources=("gazette",)), PRACTICE, INSTRUMENT.scale) == ()
    documented = replace(answer, legal_basis=(replace(BASIS, sources=("gazette",)),))
    assert needs(documented, CRITERION, INSTRUMENT.scale) == ()


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("rating: met", True),
        ("{rating: met, evidence: D}", True),
        ("{rating: met, evidence: C}", False),
        ("{rating: not-applicable, not_applicable: structural}", False),
    ],
)
def test_whether_a_source_was_seen(text: str, *, lacks: bool) -> None:
    assert lacks_evidence(response(text)) is lacks
