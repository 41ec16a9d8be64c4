"""The section on indicators stays readable: what has figures by result, what has none as a list of what to ask for."""

from __future__ import annotations

import re
from functools import cache

from books import view

from compliance.pages.html import country_page


@cache
def section() -> str:
    """The text of the section of a country with few figures."""
    html = country_page(view("kosovo")).html
    (found,) = re.findall(r"<section>(?:(?!</section>).)*Figures to ask for.*?</section>", html, re.DOTALL)
    return str(found)


def table(caption: str) -> str:
    (found,) = re.findall(rf"<caption>{caption}</caption>.*?</table>", section(), re.DOTALL)
    return str(found)


def test_every_indicator_stands_in_one_of_the_tables() -> None:
    known, unknown = table("Indicators with figures"), table("Figures to ask for")
    for one in view("kosovo").indicators:
        if not one.indicator.headline:
            assert (f"{one.indicator.id} " in known, f"{one.indicator.id} " in unknown) == (
                bool(one.values),
                not one.values,
            )


def test_indicators_with_figures_stand_under_their_result() -> None:
    heads = re.findall(r'scope="rowgroup" colspan="5">(.*?)</th>', section())
    listed = [one for one in view("kosovo").indicators if one.values and not one.indicator.headline]
    assert heads == list(dict.fromkeys(one.result.statement for one in listed if one.result))


def test_what_is_missing_is_named_with_who_has_it() -> None:
    unknown = table("Figures to ask for")
    for one in view("kosovo").indicators:
        if not one.values and not one.indicator.headline:
            assert one.asked_for
            assert all(name in unknown for name in one.asked_for)
            assert (one.indicator.responsible or "") in unknown
