"""The workbook says what the engine says, keeps saying it when ratings change, and opens for everybody."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from books import (
    COUNTRIES,
    WRONG,
    Answers,
    assert_equal,
    errors,
    formulas,
    heads,
    opened,
    planted,
    recalculated,
    view,
    with_answers,
    with_responses,
)
from openpyxl import Workbook
from openpyxl.utils.datetime import from_excel
from xlsxwriter.worksheet import Worksheet

from compliance import report
from compliance.charts.style import PALETTE, TOKENS
from compliance.model.checklist import LegalBasis, Recommendation, Response
from compliance.report.excel import formats, workbook
from compliance.scoring import with_leads
from compliance.scoring.values import Range
from compliance.view.palette import HOUSE

WORDS = ("met", "mostly", "partly", "not-met")
CHOICES = '"met,mostly,partly,not-met,unanswered,not-applicable"'
CALCULATED = ("Summary", "Articles", "Criteria ETS 185", "Criteria CETS No. 198", "Method")
BASE = "serbia"
TYPED = "Criteria ETS 185"
"""The sheet into which a reader types."""
CAPPED = "kosovo"
"""A country of which a core criterion holds an article back."""
MAY_NOT_APPLY: Answers = {
    "185.2.1": ("mostly", "not-applicable"),
    "185.6.1.a.i": ("met", "not-applicable"),
    "185.6.1.a.ii": ("not-met", "partly", "not-applicable"),
    "185.16.1.e1": ("not-met", "not-applicable"),
    "185.26.1": ("partly", "mostly", "not-applicable"),
    "185.26.2": ("met", "not-applicable"),
    "185.30.1": ("not-met", "not-applicable"),
    "185.30.2": ("not-met", "not-applicable"),
    "185.20.1.a": ("mostly", "not-applicable"),
    "185.20.2": ("partly",),
}
"""Answers that leave open whether a criterion applies: in one article, in all of an article, in a group of alternatives."""


@cache
def book(country: str) -> bytes:
    return workbook(view(country))


@cache
def read(country: str) -> Workbook:
    return opened(book(country), values=True)


@cache
def read_formulas(country: str) -> Workbook:
    return opened(book(country), values=False)


@cache
def single(country: str) -> bytes:
    """A workbook of the first treaty alone, as LibreOffice computes it in half of the time."""
    return workbook(with_answers(country, {}))


@pytest.mark.parametrize("country", COUNTRIES)
def test_same_view_same_bytes(country: str) -> None:
    assert workbook(view(country)) == book(country)


def test_no_formula_has_a_function_that_files_name_otherwise() -> None:
    assert Worksheet()._prepare_formula("=FILTER(A1:A9)") == "_xlfn._xlws.FILTER(A1:A9)"
    for file in sorted(Path(report.__file__).parent.rglob("*.py")):
        text = file.read_text("utf-8")
        assert Worksheet()._prepare_formula(text, expand_future_functions=True) == text, file.name


@pytest.mark.parametrize("country", COUNTRIES)
def test_first_sheet_leads_to_all_others(country: str) -> None:
    names = read(country).sheetnames
    readme = read(country)["README"]
    leads_to = [cell.hyperlink.location for row in readme.iter_rows() for cell in row if cell.hyperlink]
    assert leads_to == [f"'{name}'!A1" for name in names[1:]]
    assert all(len(name) <= 31 and "*" not in name for name in names)
    said = "\n".join(str(cell.value) for row in readme.iter_rows() for cell in row if cell.value)
    plan = view(country).plan
    for text in (
        plan.disclaimer,
        plan.notice,
        view(country).manifest.digest,
        "a guard against slips",
        *HOUSE,
    ):
        assert text in said


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_sheet_says_its_standing(country: str) -> None:
    one = view(country)
    standing = [row for row in read(country)["README"].iter_rows(values_only=True) if row[0] == "Standing"]
    assert one.law_date in str(standing)
    for sheet in read(country):
        assert one.plan.notice in sheet["A2"].value
        assert one.texts_read in sheet["A2"].value
        foot = str(sheet.oddFooter.left.text)  # type: ignore[union-attr]
        assert one.plan.notice in foot
        assert len(foot) < 250


@pytest.mark.parametrize("country", COUNTRIES)
def test_scores_are_those_of_the_engine(country: str) -> None:
    cached = read(country)
    rows = {(row["Treaty"], row["Article"]): row for row in _rows(cached, "Articles")}
    sums = {(row["Treaty"], row["Section"]): row for row in _rows(cached, "Summary")}
    for one in view(country).instruments:
        whole = one.assessment.whole
        _same(sums[one.abbreviation, "The whole treaty"], "Score", whole.range)
        # A note of the sheet says that what is not settled counts at its lower end.
        counts = Counter(item.word for article in whole.articles for item in article.items)
        for word, head in {"met": "● met", "partly": "◑ partly", "unanswered": "? unanswered"}.items():
            assert sums[one.abbreviation, "The whole treaty"][head] == counts[word]
        for section in whole.sections:
            _same(sums[one.abbreviation, section.section.title], "Score", section.score)
        assert {number for treaty, number in rows if treaty == one.abbreviation} == {
            f"Art. {article.number}" for article in whole.instrument.articles
        }
        for score in whole.articles:
            row = rows[one.abbreviation, f"Art. {score.article.number}"]
            _same(row, "Mean", score.mean)
            _same(row, "Score", score.score)
            assert (row["By a core criterion"] == "held back") >= bool(score.capped)


def _rows(book: Workbook, sheet: str) -> Iterator[Mapping[str, object]]:
    columns = heads(book, sheet)
    for row in book[sheet].iter_rows(min_row=5):
        if row[1].value is None and row[3].value is None:
            return
        yield {head: row[column - 1].value for head, column in columns.items()}


def _same(row: Mapping[str, object], head: str, span: Range | None) -> None:
    for end in ("low", "high"):
        found = row[f"{head}, {end} end"]
        if span is None:
            assert found in (None, "")
        else:
            exact: Fraction = getattr(span, end) * 100
            assert isinstance(found, int | float)
            assert abs(found - float(exact)) < 1e-12 * 100


def test_every_criterion_has_its_words() -> None:
    cached = read("bosnia-and-herzegovina")
    for one in view("bosnia-and-herzegovina").instruments:
        rows = {row["Criterion"]: row for row in _rows(cached, f"Criteria {one.abbreviation}")}
        shown = [criterion for article in one.articles for criterion in article.criteria]
        scores = one.assessment.whole.criteria()
        assert any(score.lead for score in scores.values())
        assert list(rows) == [criterion.id for criterion in shown]
        for criterion in shown:
            row = rows[criterion.id]
            assert row["What the treaty asks"] == criterion.duty
            assert row["Gap"] == criterion.gap
            for level in criterion.levels:
                assert row[level.name] == level.chip.word
            lead = scores[criterion.id].lead
            if lead:
                assert row["Evidence"] == "D"
                assert (row["Rating, low end"], row["Rating, high end"]) == (lead[0], lead[-1])
                assert {row["Rating that counts, low end"], row["Rating that counts, high end"]} == {"unanswered"}
            elif criterion.chip.kind in WORDS:
                assert (row["Rating, low end"], row["Rating, high end"]) == (criterion.chip.kind, criterion.chip.kind)
            if criterion.chip.kind == "open":
                assert (row["Rating, low end"], row["Rating, high end"]) == criterion.chip.ends


def test_text_stays_text() -> None:
    firsts = ("=1+1", "+A1", "-1", "@SUM(A1)", "http://example.org", "{=1}", "'quoted")
    ids = ("185.2.1", "185.3.1.e1", "185.3.1.e2", "185.4.1.e1", "185.4.1.e2", "185.5.1.e1", "185.5.1.e2")
    said = {
        id_: Response(
            rating=("partly",),
            gap=f"{first} is missing",
            analysis=f"{first} is there",
            legal_basis=(LegalBasis(act="rs-criminal-code", role="offence", gist=f"{first} is punished"),),
            recommendation=Recommendation(id=f"rs-2026-{id_}", text=f"{first} should be added", effort="amendment"),
        )
        for id_, first in zip(ids, firsts, strict=True)
    }
    written = opened(workbook(with_responses(BASE, said)), values=False)
    sheet, columns = written["Criteria ETS 185"], heads(written, "Criteria ETS 185")
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=5)}
    gaps = {cell.value: cell.data_type for row in written["Gaps"].iter_rows() for cell in row}
    for id_, response in said.items():
        for head, text in {"Gap": response.gap, "Why the provisions answer": response.analysis}.items():
            cell = rows[id_][columns[head] - 1]
            assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)
        assert gaps[response.gap] == "s"


@pytest.mark.parametrize("country", COUNTRIES)
def test_only_what_may_be_typed_is_open(country: str) -> None:
    for sheet in read_formulas(country):
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        open_heads = {
            sheet.cell(4, cell.column or 1).value
            for row in sheet.iter_rows(min_row=5)
            for cell in row
            if not cell.protection.locked
        }
        match sheet.title.split()[0]:
            case "Criteria":
                weight = "Weight, value from the list of criteria"
                assert open_heads == {"Rating, low end", "Rating, high end", "Evidence", "Your comment", weight}
            case "Indicators":
                assert {"Value", "Value, date", "Baseline", "Target", "Target, date", "Milestone 1"} < open_heads
                assert not open_heads & {
                    "Name",
                    "Unit",
                    "Expected by the date of the value",
                    "Status",
                    "Reason, as reported",
                }
            case "Method":
                cap = "Most that an article can have if a core criterion has this rating"
                assert open_heads == {"Value, low end", cap}
                assert [sheet[cell].protection.locked for cell in ("B5", "B6", "B7", "B8")] == [
                    True,
                    False,
                    False,
                    True,
                ]
            case _:
                assert open_heads == set()


def test_ratings_are_chosen_from_a_list() -> None:
    written = read_formulas(BASE)
    for name in ("Criteria ETS 185", "Criteria CETS No. 198"):
        lists = written[name].data_validations.dataValidation
        chosen = [one for one in lists if one.type == "list"]
        columns = {str(one.sqref)[0] for one in chosen}
        assert {one.formula1 for one in chosen} == {CHOICES, '"A,B,C,D"'}
        heads_ = {written[name][f"{column}4"].value for column in columns}
        assert heads_ == {"Rating, low end", "Rating, high end", "Evidence"}


def test_ratings_are_known_by_sign_and_colour() -> None:
    conditional = read_formulas(BASE)["Criteria ETS 185"].conditional_formatting
    signs = {rule.formula[0].strip('"'): rule.dxf.numFmt.formatCode for area in conditional for rule in area.rules}
    assert signs == {word: formats.with_glyph(formats.glyph_of(paint)) for word, paint in HOUSE.items()}


def test_colours_are_those_of_the_charts() -> None:
    for name in ("ink", "slate", "mid", "line", "rule", "wash", "accent"):
        assert getattr(formats, name.upper()) == TOKENS[f"--{name}"]
    for word, paint in PALETTE.items():
        here = formats.rating_format(HOUSE[word])
        assert (here["bg_color"], here["border_color"], here["font_color"]) == (paint.fill, paint.edge, paint.on_fill)
    assert list(HOUSE) == list(PALETTE)


@pytest.mark.parametrize("country", COUNTRIES)
def test_charts_say_what_they_show(country: str) -> None:
    files = _files(book(country))
    described = [
        shape.get("descr") or ""
        for name, text in files.items()
        if name.startswith("xl/drawings/drawing")
        for shape in ET.fromstring(text).iter()
        if shape.tag.endswith("cNvPr") and "Chart" in (shape.get("name") or "")
    ]
    drawn = [text for name, text in files.items() if name.startswith("xl/charts/chart")]
    assert len(described) == len(drawn) >= 4
    assert all(len(alt) > 80 and "The numbers stand" in alt for alt in described)
    for one in view(country).instruments:
        assert [alt for alt in described if alt.startswith(f"Stacked bars of the criteria of {one.abbreviation}")]
        assert [
            alt
            for alt in described
            if alt.startswith(f"Bars from the low to the high end of the score for {one.abbreviation}")
        ]
        assert [text for text in drawn if one.distribution_finding in text]


@pytest.mark.parametrize("country", COUNTRIES)
def test_designations_have_their_footnote_in_the_last_row(country: str) -> None:
    marked = 0
    for sheet in read(country):
        texts = [[str(cell.value) for cell in row if cell.value is not None] for row in sheet.iter_rows()]
        last = next(row for row in reversed(texts) if row)
        uses = any("Kosovo*" in text for row in texts for text in row)
        marked += uses
        assert last[0].startswith("* This designation is without prejudice") == uses
    assert marked == {"serbia": marked, "kosovo": len(read(country).sheetnames)}.get(country, marked)
    assert marked > 0 or not view(country).footnotes


@pytest.mark.parametrize("country", COUNTRIES)
def test_any_spreadsheet_can_read_it(country: str) -> None:
    files = _files(book(country))
    assert not [name for name in files if re.search("vba|macro|externalLink|metadata", name, re.IGNORECASE)]
    sheets = "".join(text for name, text in files.items() if name.startswith("xl/worksheets/sheet"))
    written = re.findall("<f[^>]*>([^<]*)</f>", sheets)
    assert len(written) > 1500
    assert not re.search(r"<f [^>]*t=\"array\"| cm=\"", sheets)
    assert not [one for one in written if re.search(r"OFFSET|INDIRECT|NOW\(|TODAY|RAND|_xl|\[\d", one)]
    assert "mergeCell" not in sheets


def _files(data: bytes) -> Mapping[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return {name: pack.read(name).decode() for name in pack.namelist()}


# What LibreOffice computes


def test_wrong_values_are_planted_beside_every_formula() -> None:
    found = {str(value) for value in formulas(planted(book(BASE))).values()}
    assert found <= {WRONG, str(from_excel(int(WRONG)))}  # as a number, and where a day is shown


def _random_answers(seed: int, spared: Answers) -> Answers:
    """Other answers to half of the criteria of every article, of every kind."""
    draw = random.Random(seed)
    answers = {}
    for score in view(BASE).instruments[0].assessment.whole.criteria().values():
        if score.state != "informative" and score.criterion.id not in spared and draw.random() < 0.5:
            low = draw.randrange(4)
            settled, between = (WORDS[low],), tuple(dict.fromkeys((WORDS[low], WORDS[draw.randrange(low + 1)])))
            apply: tuple[str, ...] = () if spared else ("not-applicable",)
            answers[score.criterion.id] = draw.choice([settled, settled, between, (), apply])
    return answers


FEW: Answers = {
    "185.2.1": ("not-met",),  # a core criterion that falls
    "185.3.1.e1": (),  # an answer that is withdrawn
    "185.20.1.a": ("not-met",),  # alternatives, of which the other one becomes the best
    "185.20.2": ("partly", "mostly"),
    "185.26.1": ("not-applicable",),  # an article that is left out
    "185.26.2": ("not-applicable",),
}
WHAT_IFS: Mapping[str, Callable[[], tuple[Answers, Answers]]] = {
    "few": lambda: ({}, FEW),
    "many": lambda: ({}, _random_answers(1, {})),
    "many-open": lambda: (
        MAY_NOT_APPLY,
        {**_random_answers(3, MAY_NOT_APPLY), "185.2.1": ("met", "not-applicable")},
    ),
}
"""What stands in a workbook, and what a reader types into it."""


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Workbook]:
    """Every workbook of this part, computed anew by LibreOffice in one run."""
    books: dict[str, Workbook | bytes] = {country: planted(book(country)) for country in COUNTRIES}
    books["open"] = opened(workbook(with_answers(BASE, MAY_NOT_APPLY)), values=False)
    for name, what_if in WHAT_IFS.items():
        given, typed = what_if()
        changed = opened(workbook(with_answers(BASE, given)), values=False)
        _type(changed, typed)
        books[name] = changed
    books["heavier and uncapped"] = _heavier(_uncapped(opened(book(CAPPED), values=False)))
    books["with leads"] = _with_leads(opened(single(BASE), values=False))
    books["better evidence"] = _better_evidence(opened(single(BASE), values=False))
    return recalculated(books, tmp_path_factory.mktemp("books"))


def _with_leads(found: Workbook) -> Workbook:
    """Types that leads are to count."""
    (row,) = (row for row in found["Method"].iter_rows(min_row=5) if row[0].value == "Leads count?")
    row[1].value = "yes"
    return found


def _better_evidence(found: Workbook) -> Workbook:
    """Types grade C for every lead, as if a source had been seen."""
    place = heads(found, TYPED)["Evidence"] - 1
    for row in found[TYPED].iter_rows(min_row=5):
        if row[place].value == "D":
            row[place].value = "C"
    return found


@pytest.mark.parametrize("name", ["with leads", "better evidence"])
def test_with_leads_every_score_is_the_one_beside_it(computed: Mapping[str, Workbook], name: str) -> None:
    rows = list(_rows(opened(single(BASE), values=True), "Summary"))
    assert [row for row in rows if row["Score, low end"] != row["With leads, low end"]]
    for before, after in zip(rows, _rows(computed[name], "Summary"), strict=True):
        for end in ("low", "high"):
            assert after[f"Score, {end} end"] == pytest.approx(before[f"With leads, {end} end"], abs=1e-9)


def test_with_leads_is_what_the_engine_says() -> None:
    rows = {row["Treaty"]: row for row in _rows(read(BASE), "Summary") if row["Section"] == "The whole treaty"}
    for one in view(BASE).instruments:
        span = with_leads(one.assessment.whole).range
        assert span is not None
        assert rows[one.abbreviation]["With leads, low end"] == pytest.approx(float(span.low * 100), abs=1e-9)
        assert rows[one.abbreviation]["With leads, high end"] == pytest.approx(float(span.high * 100), abs=1e-9)


WEIGHT = 5


def _heavier(found: Workbook) -> Workbook:
    """Types a weight for the first of the criteria of Article 4."""
    columns = heads(found, TYPED)
    (row,) = (row for row in found[TYPED].iter_rows(min_row=5) if row[0].value == "185.4.1.e1")
    row[columns["Weight, value from the list of criteria"] - 1].value = WEIGHT
    return found


def _uncapped(found: Workbook) -> Workbook:
    """Types 1 for every cap, so that no core criterion holds an article back."""
    for row in found["Method"].iter_rows(min_row=5, min_col=4, max_col=4):
        if not row[0].protection.locked:
            row[0].value = 1
    return found


def test_a_typed_weight_moves_the_mean_of_its_article(computed: Mapping[str, Workbook]) -> None:
    score = view(CAPPED).instruments[0].assessment.whole.article("4")
    mine, others = score.items[0], score.items[1:]
    (row,) = (
        row
        for row in _rows(computed["heavier and uncapped"], "Articles")
        if (row["Treaty"], row["Article"]) == ("ETS 185", "Art. 4")
    )
    for end in ("low", "high"):
        values = {
            item.id: getattr(item.criteria[0].value, end) * item.weight for item in others if item.criteria[0].value
        }
        weights = sum(item.weight for item in others if item.id in values) + WEIGHT
        due = 100 * (sum(values.values()) + getattr(mine.criteria[0].value, end) * WEIGHT) / weights
        assert row[f"Mean, {end} end"] == pytest.approx(float(due), abs=1e-9)


def test_caps_of_one_hold_nothing_back(computed: Mapping[str, Workbook]) -> None:
    ends = [(row["Score, low end"], row["Mean, low end"]) for row in _rows(read(CAPPED), "Articles")]
    assert [end for end in ends if end[0] != end[1]]
    for row in _rows(computed["heavier and uncapped"], "Articles"):
        assert row["Score, low end"] == row["Mean, low end"]
        assert not row["By a core criterion"]


def _type(book: Workbook, answers: Answers) -> None:
    """Types answers into the cells of ratings, as a reader would."""
    columns = heads(book, TYPED)
    for row in book[TYPED].iter_rows(min_row=5):
        if row[0].value in answers:
            given = answers[str(row[0].value)]
            ends = _ends(given)
            for head, word in zip(("Rating, low end", "Rating, high end"), ends, strict=True):
                row[columns[head] - 1].value = word
            row[columns["Evidence"] - 1].value = None
            if "Or not applicable?" in columns:
                open_ = "not-applicable" in given and len(given) > 1
                row[columns["Or not applicable?"] - 1].value = "yes" if open_ else None


def _ends(given: tuple[str, ...]) -> tuple[str, str]:
    ratings = sorted((word for word in given if word != "not-applicable"), key=WORDS.index)
    if not given:
        return "unanswered", "unanswered"
    return (ratings[-1], ratings[0]) if ratings else ("not-applicable", "not-applicable")


BY_YEAR = "Indicator values"
"""The sheet whose rows are years and ranges: a rating typed in a workbook adds none."""


@pytest.mark.parametrize("country", COUNTRIES)
def test_libreoffice_computes_the_same(computed: Mapping[str, Workbook], country: str) -> None:
    assert_equal(computed[country], book(country))


def test_libreoffice_computes_the_same_where_application_is_open(computed: Mapping[str, Workbook]) -> None:
    assert_equal(computed["open"], workbook(with_answers(BASE, MAY_NOT_APPLY)), but=BY_YEAR)


@pytest.mark.parametrize("name", WHAT_IFS)
def test_typed_ratings_move_the_scores_as_the_engine_does(computed: Mapping[str, Workbook], name: str) -> None:
    given, typed = WHAT_IFS[name]()
    changed = with_answers(BASE, {**given, **typed})
    before, after = (one.instruments[0].assessment.whole.range for one in (with_answers(BASE, given), changed))
    assert before != after
    assert_equal(computed[name], workbook(changed), but=BY_YEAR)


@pytest.mark.parametrize("name", [*COUNTRIES, "open", *WHAT_IFS])
def test_no_cell_is_an_error(computed: Mapping[str, Workbook], name: str) -> None:
    assert errors(computed[name]) == []
