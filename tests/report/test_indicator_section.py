"""The section on indicators stays readable: what has figures by result, what has none as a list of what to ask for."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from books import view

from compliance.indicators.status import judge
from compliance.pages.drawings import has_trend
from compliance.pages.html import country_page
from compliance.view.reasons import status_reason


@cache
def section() -> str:
    """The text of the section of a country with few figures."""
    html = country_page(view("kosovo")).html
    (found,) = re.findall(r"<section[^>]*>(?:(?!</section>).)*Figures to ask for.*?</section>", html, re.DOTALL)
    return str(found)


def table(caption: str) -> str:
    (found,) = re.findall(rf"<caption>{caption}</caption>.*?</table>", section(), re.DOTALL)
    return str(found)


def test_every_indicator_has_a_row_with_its_figures_or_with_what_is_missing() -> None:
    known, missing = table("Indicators with figures"), table("Figures to ask for")
    for one in view("kosovo").indicators:
        assert (f"{one.indicator.id} · " in known) == bool(one.values), one.indicator.id
        assert (f">{one.indicator.id} " in missing) == bool(one.asked_for), one.indicator.id
        assert one.values or one.asked_for


def test_indicators_with_figures_stand_under_their_result() -> None:
    heads = re.findall(r'scope="rowgroup" colspan="3">(.*?)</th>', section())
    listed = [one for one in view("kosovo").indicators if one.values]
    assert heads == list(dict.fromkeys(one.result.statement for one in listed if one.result))


def test_what_is_missing_is_named_with_who_has_it() -> None:
    missing = table("Figures to ask for")
    for one in view("kosovo").indicators:
        assert all(name in missing for name in one.asked_for)
        assert not one.asked_for or (one.indicator.responsible or "") in missing


def test_the_row_of_official_ratings_counts_all_that_is_missing() -> None:
    (row,) = [part for part in table("Figures to ask for").split("<tr>") if "I32 " in part]
    (one,) = [one for one in view("kosovo").indicators if one.indicator.id == "I32"]
    assert f"<b>{len(one.asked_for)}:</b>" in row
    assert len(one.asked_for) == row.count("R.")


def test_every_indicator_with_figures_has_its_trend_and_status_and_there_is_no_page_of_panels() -> None:
    known = table("Indicators with figures")
    for one in view("kosovo").indicators:
        if any(value.value is not None or value.low is not None for value in one.values):
            assert f'src="chart:indicator-{one.indicator.id}"' in known
    assert section().count("<section") == 1


def test_a_conversion_above_all_of_its_cases_is_explained_and_not_drawn() -> None:
    (one,) = [one for one in view("kosovo").indicators if one.indicator.id == "I22"]
    value = replace(one.values[-1], value=Fraction(130), flags=("cross-cohort",))
    above = replace(one, values=(value,), status=judge(one.indicator, one.plan, value, one.judgement))
    assert not has_trend(above)
    assert status_reason(above) == "The share is above 100 %, because the two figures count different cases."


def test_old_figures_are_called_old() -> None:
    (row,) = [part for part in table("Indicators with figures").split("<tr>") if "I11 · " in part]
    assert "Old figure" in row
    assert "No data" not in row


def test_figures_behind_no_indicator_are_shown_for_context() -> None:
    others = table("Figures on file that stand behind no indicator, for context")
    assert view("kosovo").other_figures
    for series in view("kosovo").other_figures:
        assert series.name in others
        assert all(f"{row.year}: " in others for row in series.rows)
