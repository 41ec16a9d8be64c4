"""A project manager drops, reorders and adds sections: every link of the report still leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from documents import DATA

from compliance.inputs import Inputs, read_inputs
from compliance.model.plan import Plan
from compliance.pages import drawings, html
from compliance.view.country import view_of

INPUTS = read_inputs(DATA)[0]
PLAN = INPUTS.workspace.plans["country"].value
KINDS = sorted({one.section for one in PLAN.planned()})


@pytest.fixture(autouse=True, scope="module")
def drawn_once() -> Iterator[None]:
    """Draws every chart once: no chart has a link."""
    charts = dict(drawings.drawn(view_of(INPUTS, "arcadia", "2026", "country")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "drawn", lambda _: charts)
        yield


def written(plan: Plan) -> str:
    return html.country_page(view_of(with_plan(INPUTS, plan), "arcadia", "2026", "country")).html


def with_plan(inputs: Inputs, plan: Plan) -> Inputs:
    filed = replace(inputs.workspace.plans["country"], value=plan)
    return replace(inputs, workspace=replace(inputs.workspace, plans={"country": filed}))


def leads_nowhere(page: str) -> set[str]:
    return set(re.findall(r'href="#([^"]+)"', page)) - set(re.findall(r'\bid="([^"]+)"', page))


@pytest.mark.parametrize("kind", KINDS)
def test_a_section_that_is_dropped_leaves_no_link_to_it(kind: str) -> None:
    kept = replace(
        PLAN,
        sections=tuple(one for one in PLAN.sections if one.section != kind),
        annexes=tuple(one for one in PLAN.annexes if one.section != kind),
    )
    assert leads_nowhere(written(kept)) == set()


def test_sections_in_another_order_are_numbered_anew() -> None:
    page = written(replace(PLAN, sections=PLAN.sections[::-1], annexes=()))
    assert leads_nowhere(page) == set()
    numbers = [int(n) for n in re.findall(r'<li><a href="#section-\d+"><span class="no">(\d+)</span>', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 10
