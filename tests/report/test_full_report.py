"""The full report: what became of what, what stands beside ratings, and what travels inside the file."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pikepdf
import pytest
from documents import ROOT, each_made_up, flat, inputs, opened, page, report, section, view

from compliance.pages.data import records, table
from compliance.pages.html import country_page
from compliance.pages.sections import letters, numbered
from compliance.view.assessed import assessments
from compliance.view.country import country_view, view_of
from compliance.view.values.country import CountryView

TRAINING = ROOT / "examples" / "training"


@cache
def training(country: str, cycle: str, plan: str = "country") -> CountryView:
    return view_of(inputs(TRAINING), country, cycle, plan)


def words_of(html: str) -> str:
    return flat(re.sub(r"<[^>]+>", " ", html))


# What became of what


def test_the_register_says_who_does_what_by_when_and_how_far_it_is() -> None:
    text = section(report("arcadia"), "What became of the recommendations")
    assert "Of three recommendations, one is drafted and two are open" in text
    assert re.search(r"ar-2026-01 Art\. 2\(1\) .* 31 December 2027 drafted", text)


def test_a_recommendation_is_followed_across_cycles_by_its_id() -> None:
    register = training("exempla", "2019").register
    assert register is not None
    assert register.cycles == ("2016", "2019")
    stages = {row.id: row.stages for row in register.rows}
    assert stages["xa-185-08"] == ("open", "adopted")
    assert stages["xa-198-04"] == ("open", "dropped")
    assert register.lead == "From 2016 to 2019 17 recommendations moved on; each keeps its id."


def test_the_first_cycle_knows_nothing_of_the_second() -> None:
    register = training("exempla", "2016").register
    assert register is not None
    assert register.cycles == ("2016",)
    assert {row.status for row in register.rows} == {"open"}


def test_the_timeline_lists_every_law_with_its_days() -> None:
    text = section(report("arcadia"), "Reforms over time")
    assert "Criminal Code adopted 29 September 2005 1 January 2006" in text
    assert "due 31 December 2027" in text
    timeline = view("arcadia").timeline
    assert timeline is not None
    assert [one.what for one in timeline.events if one.ahead] == ["One recommendation", "Hills Post Act"]


def test_two_cycles_are_bridged_and_one_is_not() -> None:
    assert training("specimen", "2019").bridges is None
    assert training("exempla", "2016").bridges is None
    html = words_of(country_page(training("exempla", "2019", "country-annex")).html)
    ways = "ETS 185 rose by 9.7 to 10.1 points and CETS No. 198 rose by 5.2 to 5.3 points"
    assert ways in html
    assert f"criteria changed since 2016: {ways}." in training("exempla", "2019").messages[-1].text
    assert "The law changed 21 +9.2 +9.2" in html
    assert "Exactly, at worst: 12437/17820 + 91/990 + 1/495 + 7/990 = 14237/17820." in html


def test_the_steps_of_a_bridge_add_up() -> None:
    bridges = training("exempla", "2019").bridges
    assert bridges is not None
    for one in bridges.treaties:
        for column in (2, 3):
            first, *steps, last = (Fraction(row[column].replace("−", "-")) for row in one.steps)
            assert abs(first + sum(steps) - last) <= Fraction(len(steps) + 1, 20), "printed to one decimal place"


# What stands beside the ratings


def test_comments_of_the_authorities_have_a_section_of_their_own() -> None:
    (comment,) = view("arcadia").comments
    text = section(report("arcadia"), "Comments of the authorities")
    assert flat(comment.comment) in text
    assert report("arcadia").text.count(flat(comment.comment)) == 1, "printed once"


def test_practice_stands_beside_the_law_and_is_no_part_of_a_score() -> None:
    text = section(report("arcadia"), "Co-operation and practice")
    assert "Practice is known of two criteria" in text
    assert "never added to a score" in text
    assert all(one.practice in text for one in view("arcadia").practice)


# What stands in the annex volume


def annexed(html: str) -> str:
    """The section of all criteria."""
    return html.partition("criteria of LT 12, one by one")[2].partition("</section>")[0]


def test_every_criterion_stands_in_the_annex() -> None:
    annex = annexed(page("arcadia").html)
    rows = [row for article in view("arcadia").instruments[0].articles for row in article.criteria]
    assert f"{len(rows)} criteria of LT 12, one by one" in section(report("arcadia"), "LT 12: all criteria")
    assert [flat(ref) for ref in re.findall(r'<span class="ref"[^>]*>([^<·]+(?:· \d+)?)', annex)][: len(rows)] != []
    text = words_of(annex)
    assert [row.ref for row in rows if flat(row.question if row.chip.unanswered else row.duty) not in text] == []
    assert [
        row.ref for row in rows for one in row.provisions if flat(one.gist)[1:-1] not in text and not one.repeated
    ] == []


def test_links_lead_to_the_table_that_explains_a_criterion_and_else_to_the_annex() -> None:
    html = page("arcadia").html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    rows = [row.id for article in view("arcadia").instruments[0].articles for row in article.criteria]
    assert [id_ for id_ in rows if f"criterion-lt-12-{id_}" not in ids] == []


def test_the_wording_of_a_law_stands_in_the_original_and_in_translation() -> None:
    text = section(report("arcadia"), "Documents consulted")
    assert "“Kush hap letrën e mbyllur" in text
    assert "“Whoever opens the closed letter of another for whatever purpose is punished.”" in text


def test_words_and_abbreviations_are_explained_where_they_occur() -> None:
    terms = {one.term for one in view("arcadia").glossary}
    assert {"as bound", "core criterion", "LT 12"} <= terms
    assert "MONEYVAL" not in terms
    assert "MONEYVAL" in {one.term for one in training("exempla", "2019").glossary}


# Texts of one's own


def test_texts_of_the_plan_and_of_the_country_are_printed() -> None:
    findings = section(report("arcadia"), "Findings")
    assert "Letters are well protected once they are sealed; open post is not." in findings
    assert "What the visit showed" in findings
    assert "“No letter was opened without an order.”" in findings
    assert "The next round begins in spring." in section(report("arcadia"), "What comes next")
    assert "Every status occurs once." in section(report("arcadia"), "Project indicators")


def test_a_section_without_a_text_of_its_own_is_left_out() -> None:
    kinds = [one.kind for one in numbered(view("arcadia"))]
    assert "findings" in kinds
    assert "foreword" not in kinds
    assert "findings" not in [one.kind for one in numbered(view("borduria"))]


# Finding one's way


@each_made_up
def test_the_contents_name_the_page_of_every_section(country: str) -> None:
    one = report(country)
    contents = flat(one.pages[1])
    for it in numbered(one.view):
        found = re.search(rf"{re.escape(it.number)} {re.escape(it.title)}[ .]+(\d+)", contents)
        assert found, it.title
        assert flat(it.head) in flat(one.pages[int(found[1]) - 1]), it.title


@each_made_up
def test_the_list_of_figures_names_their_pages(country: str) -> None:
    one = report(country)
    listed = re.findall(r"^(\d+) (.+?) (\d+) (\S+\.csv|workbook)$", _list_of_figures(one.pages), re.MULTILINE)
    assert listed
    for number, _title, on_page, data in listed:
        assert re.search(rf"Figure {number}\b", one.pages[int(on_page) - 1])
        assert data == "workbook" or data in page(country).attachments


def _list_of_figures(pages: tuple[str, ...]) -> str:
    (text,) = (text for text in pages if "Every figure, and the file with its data" in text)
    return text


@each_made_up
def test_references_lead_to_the_page_they_name(country: str) -> None:
    one = report(country)
    for row in one.view.register.rows if one.view.register else ():
        found = re.search(rf"{row.id}\s+{re.escape(row.provisions)}\s+LT \d\d p\.\s+(\d+)", flat(" ".join(one.pages)))
        assert found, row.id
        assert re.search("article by article|all criteria", one.pages[int(found[1]) - 1])


def test_bookmarks_reach_down_to_the_articles() -> None:
    with opened(report("arcadia").pdf) as document, document.open_outline() as bookmarks:
        treaty = next(one for one in bookmarks.root if one.title.endswith("LT 12: article by article"))
        parts = {one.title: [it.title for it in one.children] for one in treaty.children}
    assert parts["Powers"] == ["Article 4, Keeping of letters"]


def test_annexes_are_counted_by_letters() -> None:
    assert [letters(place) for place in (0, 1, 25, 26, 27, 52)] == ["A", "B", "Z", "AA", "AB", "BA"]


# What travels inside the file


@each_made_up
def test_the_file_carries_its_data(country: str) -> None:
    files = _files(country)
    assert files == dict(page(country).attachments)
    content = json.loads(files["scores.json"])
    assert content["footnotes"] == list(view(country).footnotes)
    whole = [one.assessment.whole.range for one in view(country).instruments]
    assert [(one["whole"]["low"], one["whole"]["high"]) for one in content["scores"]] == [
        (str(span.low), str(span.high)) if span else (None, None) for span in whole
    ]
    rows = list(csv.DictReader(io.StringIO(files["ratings.csv"].decode())))
    criteria = [it.id for one in view(country).instruments for article in one.articles for it in article.criteria]
    assert [row["criterion"] for row in rows] == criteria


def _files(country: str) -> dict[str, bytes]:
    with opened(report(country).pdf) as document:
        specs = [one for one in document.objects if _is_file(one)]
        return {str(one.UF): bytes(one.EF.F.read_bytes()) for one in specs}


def _is_file(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Filespec"


def test_attachments_bear_the_day_of_the_law() -> None:
    with opened(report("arcadia").pdf) as document:
        days = {str(one.EF.F.Params.ModDate) for one in document.objects if _is_file(one)}
    assert days == {"D:20260630000000Z"}


def test_the_figures_behind_a_chart_are_those_that_it_draws() -> None:
    made = page("arcadia").attachments
    rows = list(csv.DictReader(io.StringIO(made["figure-distribution-lt-12.csv"].decode())))
    assert rows == [{name.replace("-", "_"): str(n) for name, n in view("arcadia").instruments[0].counts.items()}]
    profile = list(csv.DictReader(io.StringIO(made["figure-profile-lt-12.csv"].decode())))
    assert [row["name"] for row in profile] == [one.title for one in view("arcadia").instruments[0].sections]
    course = list(csv.DictReader(io.StringIO(made["figure-indicator-L1.csv"].decode())))
    assert {row["what"] for row in course} >= {"baseline", "observed", "target"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1"])
def test_a_text_in_a_table_is_never_computed(text: str) -> None:
    (row,) = csv.reader(io.StringIO(table([{"name": text, "value": Fraction(-1, 3)}]).decode().split("\n", 1)[1]))
    assert row == [f"'{text}", "-0.333333"]


def test_what_stands_inside_a_row_gets_columns_of_its_own() -> None:
    (row,) = records(
        [{"name": "A", "counts": {"not-met": 2}, "ends": (Fraction(1, 2), Fraction(1)), "tiles": ("a", "b", "c")}]
    )
    assert row == {"name": "A", "counts_not_met": 2, "ends_low": Fraction(1, 2), "ends_high": Fraction(1), "tiles": "a; b; c"}  # fmt: skip


# Treaties of different days


def test_each_treaty_says_the_day_of_its_own_law() -> None:
    given = inputs(ROOT / "tests" / "data")
    instruments = given.workspace.plans["country"].value.instruments
    first, second = assessments(given.workspace, given.workspace.countries["arcadia"], "2026", instruments)
    earlier = replace(second.whole.checklist, cut_off=date(2025, 12, 31), status="reviewed")
    second = replace(second, whole=replace(second.whole, checklist=earlier))
    one = country_view(given, "arcadia", "2026", "country", (first, second))
    assert one.law_date == "30 June 2026 (LT 12) and 31 December 2025 (LT 31)"
    assert one.status.startswith("submitted, not reviewed (LT 12) and reviewed")
    assert [it.law_date for it in one.instruments] == ["30 June 2026", "31 December 2025"]
    assert view("arcadia").law_date == "30 June 2026"
