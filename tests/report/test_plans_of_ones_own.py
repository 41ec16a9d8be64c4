"""A project manager drops, reorders and adds sections: every link of the report still leads somewhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from documents import DATA

from compliance.inputs import Inputs, read_inputs
from compliance.model.plan import Plan
from compliance.pages.html import country_page
from compliance.view.country import view_of

KINDS = sorted({one.section for one in read_inputs(DATA)[0].workspace.plans["country"].value.planned()})


def html(plan: Plan) -> str:
    inputs = read_inputs(DATA)[0]
    return country_page(view_of(with_plan(inputs, plan), "arcadia", "2026", "country")).html


def with_plan(inputs: Inputs, plan: Plan) -> Inputs:
    filed = replace(inputs.workspace.plans["country"], value=plan)
    return replace(inputs, workspace=replace(inputs.workspace, plans={"country": filed}))


def leads_nowhere(page: str) -> set[str]:
    return set(re.findall(r'href="#([^"]+)"', page)) - set(re.findall(r'\bid="([^"]+)"', page))


@pytest.mark.parametrize("kind", KINDS)
def test_a_section_that_is_dropped_leaves_no_link_to_it(kind: str) -> None:
    plan = read_inputs(DATA)[0].workspace.plans["country"].value
    kept = replace(
        plan,
        sections=tuple(one for one in plan.sections if one.section != kind),
        annexes=tuple(one for one in plan.annexes if one.section != kind),
    )
    assert leads_nowhere(html(kept)) == set()


def test_sections_in_another_order_are_numbered_anew() -> None:
    plan = read_inputs(DATA)[0].workspace.plans["country"].value
    page = html(replace(plan, sections=plan.sections[::-1], annexes=()))
    assert leads_nowhere(page) == set()
    numbers = [int(n) for n in re.findall(r'<li><a href="#section-\d+"><span class="no">(\d+)</span>', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 10
