"""What readers see of two made-up countries, kept as text; and what holds for every country."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from documents import DATA, each_country, each_made_up, inputs, view
from values import as_text, texts

from compliance.inputs import read_inputs
from compliance.problems import serious
from compliance.view.country import view_of
from compliance.view.reasons import STATUS_WORDS

GOLDEN = Path(__file__).parent / "golden"
TWO_LINES = 116
"""Letters of a headline that fit into two lines of 58."""


def test_the_made_up_workspace_has_two_findings_and_no_problem() -> None:
    _, found = read_inputs(DATA)
    assert serious(found) == ()
    assert [problem.code for problem in found] == ["by-precedence", "unpermitted-deposit"]


@each_made_up
def test_what_readers_see_is_unchanged(country: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"{country}.json", as_text(view(country)))


def test_a_view_is_the_same_whenever_it_is_made() -> None:
    again = view_of(inputs(DATA), "arcadia", "2026", "country")
    assert again == view("arcadia")


@each_country
def test_an_act_is_introduced_where_the_table_of_a_treaty_first_cites_it(country: str) -> None:
    for treaty in view(country).instruments:
        cited = [row for article in treaty.articles for criterion in article.criteria for row in criterion.provisions]
        introduced = [provision.act for provision in cited if provision.act_note]
        first = {act: next(row for row in cited if row.act == act) for act in introduced}
        assert introduced
        assert len(introduced) == len(first), "each act once a treaty"
        assert all(row.act_note for row in first.values())


def test_every_status_of_an_indicator_occurs() -> None:
    assert {one.status.word for one in view("arcadia").indicators} == STATUS_WORDS.keys()


@each_country
def test_no_text_shows_how_it_was_made(country: str) -> None:
    seen = [text for text in texts(view(country)) if re.search(r"\bNone\b(?! )|\bnan\b|Fraction\(|\{\{|<[a-z]", text)]
    assert seen == []


@each_country
def test_headlines_fit_into_two_lines(country: str) -> None:
    one = view(country)
    headlines = [one.headline, one.indicator_headline]
    for treaty in one.instruments:
        headlines += [treaty.headline, *(section.headline for section in treaty.sections)]
    assert [text for text in headlines if len(text) > TWO_LINES] == []


@each_country
def test_sentences_agree_with_their_numbers(country: str) -> None:
    wrong = re.compile(r"\b(?:1|[Oo]ne) (?:criteria|articles|answers|gaps|\w+ are)\b|\b1 are\b")
    assert [text for text in texts(view(country)) if wrong.search(text)] == []


@each_country
def test_every_note_names_a_document_of_the_list(country: str) -> None:
    one = view(country)
    numbers = {source.number for source in one.sources}
    used = {
        n
        for treaty in one.instruments
        for article in treaty.articles
        for row in article.criteria
        for n in (*row.sources, *(n for it in row.provisions for n in it.sources))
    }
    assert used <= numbers


def test_deposits_narrow_only_while_they_stand_and_are_permitted() -> None:
    arcadia = view("arcadia")
    treaty = next(one for one in arcadia.treaties if one.name == "LT 12")
    assert treaty.reservations == "two narrowings on file"
    effects = {one.gist: (one.effect, one.finding) for one in arcadia.deposits}
    assert effects["Leaves out letters without a stamp."] == ("narrows criteria", None)
    assert effects["Left out letters written in pencil."] == ("none on the score", None)
    assert effects["Keeps no order secret."] == (
        "none on the score",
        "rests on no ground of the treaty and has no effect on the score",
    )


def test_nothing_binds_a_country_that_is_no_party() -> None:
    (one,) = view("borduria").instruments
    assert one.score_word == "Alignment"
    assert one.as_bound.startswith("Alignment only")


@pytest.mark.parametrize("country", ["arcadia", "borduria"])
def test_names_carry_their_footnote(country: str) -> None:
    # Arcadia names Borduria* only in a recommendation, as a model.
    assert view(country).footnotes == ("* This name is used without prejudice to positions on the border of 1911.",)
