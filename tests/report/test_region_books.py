"""The workbook of a region: every score follows the ratings that are typed, the dashboard follows the country that is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from books import assert_equal, descriptions, errors, files_of, formulas, heads, opened, planted, recalculated, rows
from documents import DATA, EVERYTHING, ROOT, inputs
from openpyxl import Workbook

from compliance.model.checklist import Entry, Response
from compliance.report.excel.region import regional_workbook
from compliance.report.excel.region.changes import _changes
from compliance.report.excel.region.tables import HEADERS
from compliance.robustness.run import of_countries
from compliance.view import words
from compliance.view.country import view_of
from compliance.view.regional import RegionalView, region_scores, regional_view
from compliance.view.robustness import FACTORS
from compliance.view.values.country import CountryView

PLACES = {
    "made-up": (DATA, "2026"),
    "training": (ROOT / "examples" / "training", "2019"),
    "library": (ROOT / "examples" / "library", "2026"),
}
COMPUTED = ("made-up", "library")
"""Regions that LibreOffice computes: of States with a designation that has a footnote; of offices, with other means and scales."""

TYPED = {"met": 100, "not-met": 0} if EVERYTHING else {"met": 100}
"""What is typed for every criterion of a country, and its score."""


@cache
def region(name: str) -> RegionalView:
    root, cycle = PLACES[name]
    return regional_view(inputs(root), cycle, "country")


@cache
def countries(name: str) -> tuple[CountryView, ...]:
    root, cycle = PLACES[name]
    return tuple(view_of(inputs(root), one.id, cycle, "country") for one in region(name).members)


@cache
def book(name: str) -> bytes:
    return regional_workbook(region(name), countries(name))


@cache
def read(name: str, *, values: bool = True) -> Workbook:
    return opened(book(name), values=values)


def test_equal_views_give_equal_bytes() -> None:
    assert regional_workbook(region("made-up"), countries("made-up")) == book("made-up")


def test_the_first_sheet_leads_to_all_others() -> None:
    found = read("training")
    leads_to = [cell.hyperlink.location for row in found["README"].iter_rows() for cell in row if cell.hyperlink]
    assert leads_to == [f"'{name}'!A1" for name in found.sheetnames[1:]]
    wanted = {"Dashboard", "Compare", "Scores", "Articles", "Ratings", "Indicators", "Series", "OPSYS", "Method", "Sources", "Data_long", "Changelog"}  # fmt: skip
    assert wanted < set(found.sheetnames)
    for sheet in found:
        assert region("training").edition in str(sheet["A2"].value)


def test_scores_are_those_of_the_engine_in_the_order_of_the_register() -> None:
    listed = [row for row in rows(read("training"), "Scores") if row["Section"] == "The whole treaty"]
    due = [
        (one.name, it.abbreviation, it.assessment.whole.range, it.score)
        for treaty in region("training").treaties
        for one in countries("training")
        for it in one.instruments
        if it.id == treaty.id
    ]
    assert [(row["Country"], row["Treaty"]) for row in listed] == [(name, treaty) for name, treaty, *_ in due]
    for row, (*_, span, said) in zip(listed, due, strict=True):
        assert span is not None
        assert row["Score, low end"] == pytest.approx(float(span.low * 100), abs=1e-9)
        assert row["Score, high end"] == pytest.approx(float(span.high * 100), abs=1e-9)
        assert row["Score in words"] == said


@cache
def varied() -> Workbook:
    """The workbook of the made-up region with what other choices of the method do to its scores."""
    found = inputs(DATA)
    plan = found.workspace.plans["country"].value
    scores = [(id_, one) for id_, _, one in region_scores(found.workspace, "2026", plan)]
    robust = of_countries(found.workspace, scores, plan.instruments, draws=500)
    return opened(regional_workbook(regional_view(found, "2026", "country", robust), countries("made-up")), values=True)


def test_ranges_stand_in_the_order_of_the_register_and_nobody_is_ranked() -> None:
    listed = [(row["Treaty"], row["Country"]) for row in rows(varied(), "Robustness")]
    assert listed == [("LT 12", "Arcadia"), ("LT 12", "Borduria*"), ("LT 31", "Arcadia")]
    assert "of one pair of ranges, none lies apart" in str(varied()["Robustness"]["A1"].value)
    assert not {"Pairs", "Places", "Readiness"} & set(varied().sheetnames)


def test_effects_name_every_choice_for_each_score() -> None:
    moved: dict[object, list[object]] = {}
    for row in rows(varied(), "Effects"):
        moved.setdefault((row["Treaty"], row["Country"]), []).append(row["Moved by"])
        assert float(str(row["Takes part, low end"])) <= float(str(row["Takes part"]))
    assert ("LT 12", "Arcadia") in moved
    assert all(sorted(map(str, names)) == sorted(FACTORS.values()) for names in moved.values())


def test_cooperation_says_what_each_brings() -> None:
    (treaty,) = [one for one in region("made-up").treaties if one.cooperation]
    assert treaty.cooperation
    sides = rows(read("made-up"), "Cooperation")
    assert [row["Country"] for row in sides] == ["Arcadia", "Borduria*"]
    counted = [sum(int(str(row[head])) for head in HEADERS.values()) for row in sides]
    assert counted[0] == counted[1]
    assert f": of {counted[0]} criteria of co-operation, " in treaty.cooperation.headline


def test_sheets_call_what_is_compared_as_the_plan_does() -> None:
    view = region("made-up")
    beneficiaries = replace(view, plan=replace(view.plan, unit="beneficiary"))
    found = opened(regional_workbook(beneficiaries, countries("made-up")), values=True)
    assert "Beneficiary" in heads(found, "Cooperation")
    titles = " ".join(str(found[sheet][place].value) for sheet in found.sheetnames for place in ("A1", "A2"))
    assert not re.search(r"\bcountr(?:y|ies)\b", titles, re.IGNORECASE)


def test_articles_stand_country_beside_country() -> None:
    found = rows(read("training"), "Compare")
    for one in countries("training"):
        for it in one.instruments:
            mine = {row["Article"]: row[one.name] for row in found if row["Treaty"] == it.abbreviation}
            for score in it.assessment.whole.articles:
                said = str(mine[f"Art. {score.article.number}"] or "")
                shown = words.article_chip(score).word
                assert shown == words.rating(said) if said else shown in {"not applicable", "not scored"}


def test_every_rating_has_its_row() -> None:
    found = [(row["Country"], row["Criterion"]) for row in rows(read("made-up"), "Ratings")]
    due = [
        (one.name, id_)
        for one in countries("made-up")
        for it in one.instruments
        for id_ in it.assessment.whole.criteria()
    ]
    assert found == due


def test_indicators_of_all_countries_stand_with_their_statuses() -> None:
    found = [(row["Country"], row["Indicator"], row["Status"]) for row in rows(read("training"), "Indicators")]
    reported = [
        (row["Country"], row["Indicator"], row["Status as reported"]) for row in rows(read("training"), "Indicators")
    ]
    assert found == reported
    assert len(found) == sum(len(one.indicators) for one in countries("training"))


def test_changes_say_who_when_and_why() -> None:
    found = rows(read("training"), "Changelog")
    assert {"rating", "difference settled"} <= {row["What"] for row in found}
    assert all(row["By"] and row["Recorded on"] for row in found)
    settled = [row for row in found if row["What"] == "difference settled"]
    given = [
        it.adjudication
        for one in countries("training")
        for treaty in one.instruments
        for it in treaty.assessment.whole.checklist.responses.values()
        if it.adjudication
    ]
    assert [(row["By"], row["Note"]) for row in settled] == [(it.by, it.reason) for it in given]


def test_a_withdrawn_rating_is_a_change() -> None:
    country = next(one for one in countries("made-up") if one.instruments)
    treaty = country.instruments[0]
    entry = Entry(rating=("met",), recorded=date(2025, 1, 1))
    withdrawn = Response(recorded=date(2026, 1, 1), cause="text-read", history=(entry,))
    checklist = replace(treaty.checklist, steps=(), responses={"1": withdrawn})
    changes = [(change.before, change.after) for change in _changes(checklist)]
    assert changes == [(None, "met"), ("met", "unanswered")]


def test_the_long_table_has_one_observation_a_row() -> None:
    sheet = read("training")["Data_long"]
    (table,) = sheet.tables.values()
    assert (table.name, table.ref) == ("data_long", f"A4:K{4 + len(rows(read('training'), 'Data_long'))}")
    keys = ("country_id", "level", "instrument", "id", "year", "measure")
    found = [tuple(row[key] for key in keys) for row in rows(read("training"), "Data_long")]
    assert len(found) == len(set(found)) > 500


def test_only_what_may_be_typed_is_open() -> None:
    for sheet in read("made-up", values=False):
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        cells = [cell for row in sheet.iter_rows(min_row=5) for cell in row if not cell.protection.locked]
        open_heads = {sheet.cell(4, cell.column or 1).value for cell in cells}
        match sheet.title:
            case "Dashboard":
                assert [cell.coordinate for cell in cells] == ["B5"]
            case "Ratings":
                assert {"Rating, low end", "Rating, high end", "Your comment"} < open_heads
                assert not open_heads & {"Criterion", "Provision", "Gap", "Article", "Value, low end"}
            case "Indicators":
                assert {"Value", "Target"} < open_heads
            case "Method":
                assert open_heads == {
                    "Value, low end",
                    "Most that an article can have if a core criterion has this rating",
                }
            case _:
                assert not cells, sheet.title


def test_a_designation_has_its_footnote_on_every_sheet_that_names_it() -> None:
    (note,) = region("made-up").footnotes
    named = 0
    for sheet in read("made-up"):
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        uses = any("Borduria*" in text for text in texts)
        assert (note in texts) == uses, sheet.title
        named += uses
    assert named > 8


def test_charts_say_what_they_show() -> None:
    files = files_of(book("made-up"))
    described = descriptions(files)
    assert len(described) == 4 * len(region("made-up").treaties)
    assert all(len(alt) > 80 and "The numbers stand" in alt for alt in described)
    titles = "".join(text for name, text in files.items() if name.startswith("xl/charts/chart"))
    for treaty in region("made-up").treaties:
        assert treaty.headline in titles
    assert "Dashboard!$" in titles


def test_any_spreadsheet_can_read_it() -> None:
    files = files_of(book("training"))
    assert not [name for name in files if re.search("vba|macro|externalLink|metadata", name, re.IGNORECASE)]
    written = re.findall(
        "<f[^>]*>([^<]*)</f>", "".join(text for name, text in files.items() if "worksheets/sheet" in name)
    )
    assert len(written) > 3000
    assert not [one for one in written if re.search(r"OFFSET|INDIRECT|NOW\(|TODAY|RAND|_xl|\[\d", one)]
    assert "mergeCell" not in "".join(files.values())


def test_text_stays_text() -> None:
    hostile = ("=1+1", "+A1", "-1", "@SUM(A1)", "Wrong!A1 is", "\u202eabc\u200b", "<script>1</script>&amp;")
    for text in hostile:
        view = replace(region("made-up"), headline=text, spread=text)
        one, *others = countries("made-up")
        source = replace(one.sources[0], document=text, note=text)
        found = opened(regional_workbook(view, (replace(one, name=text, sources=(source,)), *others)), values=True)
        assert {found[sheet]["A1"].value for sheet in ("Dashboard", "Scores")} == {text}
        assert found["Compare"]["E4"].value == text
        assert {found[sheet]["A5"].value for sheet in ("Ratings", "Articles", "Scores", "Sources")} == {text}
        assert {found[sheet]["A5"].data_type for sheet in ("Ratings", "Articles", "Scores", "Sources")} == {"s"}
        assert found["Sources"]["C5"].value == text


# What LibreOffice computes


def _ratings(found: Workbook, country: str) -> Iterator[tuple[object, object]]:
    """The two rating cells of every scored criterion of a country that applies."""
    columns = heads(found, "Ratings")
    for row in found["Ratings"].iter_rows(min_row=5):
        low, high = (row[columns[f"Rating, {end} end"] - 1] for end in ("low", "high"))
        if row[0].value == country and row[columns["Scored?"] - 1].value == "yes" and low.value != "not-applicable":
            yield low, high


def _typed(word: str) -> Workbook:
    """The made-up region in which every criterion of Arcadia has one rating, and Borduria* is chosen."""
    found = opened(book("made-up"), values=False)
    found["Dashboard"]["B5"].value = "Borduria*"
    for cells in _ratings(found, "Arcadia"):
        for cell in cells:
            cell.value = word  # type: ignore[attr-defined]
    return found


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Workbook]:
    """Every workbook of this module, computed anew by LibreOffice in one run."""
    books: dict[str, Workbook | bytes] = {name: planted(book(name)) for name in COMPUTED}
    books |= {f"all {word}": _typed(word) for word in TYPED}
    return recalculated(books, tmp_path_factory.mktemp("books"))


@pytest.mark.parametrize("name", COMPUTED)
def test_libreoffice_computes_the_same(computed: Mapping[str, Workbook], name: str) -> None:
    assert len(formulas(book(name))) > 500
    assert_equal(computed[name], book(name))


@pytest.mark.parametrize("name", [*COMPUTED, *(f"all {word}" for word in TYPED)])
def test_no_cell_is_an_error(computed: Mapping[str, Workbook], name: str) -> None:
    assert errors(computed[name]) == []


@pytest.mark.parametrize(("word", "points"), TYPED.items())
def test_typed_ratings_move_the_scores_of_their_country_alone(
    computed: Mapping[str, Workbook], word: str, points: int
) -> None:
    found, before = computed[f"all {word}"], rows(read("made-up"), "Scores")
    for row, was in zip(rows(found, "Scores"), before, strict=True):
        ends = [(it["Score, low end"], it["Score, high end"]) for it in (row, was)]
        if row["Country"] == "Arcadia":
            assert ends[0] == (pytest.approx(points), pytest.approx(points))
        else:
            assert ends[0] == pytest.approx(ends[1]) if isinstance(ends[1][0], int | float) else ends[0] == ends[1]
    assert {row["Arcadia"] for row in rows(found, "Compare")} - {None, ""} == {word}


def test_the_dashboard_follows_the_country_that_is_chosen(computed: Mapping[str, Workbook]) -> None:
    listed = rows(computed["all met"], "Dashboard")[1:]
    other = next(one for one in countries("made-up") if one.name == "Borduria*")
    due: list[tuple[str, str, str]] = []
    for treaty in region("made-up").treaties:
        one = next((it for it in other.instruments if it.id == treaty.id), None)
        sections = [section.title for section in treaty.instrument.sections]
        if one is None:
            due += [(treaty.instrument.abbreviation, what, "") for what in ("The whole treaty", *sections)]
        else:
            ranges = (one.assessment.whole.range, *(section.score for section in one.assessment.whole.sections))
            said = zip(("The whole treaty", *sections), ranges, strict=True)
            due += [(one.abbreviation, what, words.score(span)) for what, span in said]
    assert [(row["About"], row["What"], row["Score"] or "") for row in listed] == due
    assert "" in {score for *_, score in due}
    titles = [str(row["Title of the chart"]) for row in listed if row["Title of the chart"]]
    assert titles
    assert all(title.startswith("Borduria*, ") for title in titles)
