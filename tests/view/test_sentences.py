"""What a report says in sentences: the denominator first, reasons that answers give, priorities in legal order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from documents import DATA, each_country, inputs, view

from compliance.model.dates import PartialDate
from compliance.model.legislation import Act, Reading
from compliance.scoring.values import Item
from compliance.view.instrument import reasoning, sentences
from compliance.view.messages import Standing, in_sentence, items_of, standing
from compliance.view.readings import texts_read, version
from compliance.view.values.answers import Chip, CriterionView

SCALE = next(iter(inputs(DATA).workspace.instruments.values())).value.scale
RATINGS = tuple(SCALE.values)


def item(*outcomes: str, state: str = "") -> Item:
    """An item that may turn out so."""
    known = state or ("rated" if len(outcomes) == 1 else "open")
    return Item(id="", criteria=(), weight=Fraction(1), core=False, state=known, outcomes=outcomes)  # type: ignore[arg-type]


# The denominator that counts


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (("met",), Standing(1, 0, 0)),
        (("mostly", "met"), Standing(1, 0, 0)),
        (("partly", "mostly"), Standing(0, 0, 1)),
        (("not-met", "partly"), Standing(0, 1, 0)),
        (("not-met",), Standing(0, 1, 0)),
    ],
)
def test_what_may_turn_out_either_way_is_open_and_never_counted_at_its_lower_end(
    outcomes: tuple[str, ...], expected: Standing
) -> None:
    assert standing([item(*outcomes)], SCALE) == expected


def test_what_is_unanswered_is_open_and_what_does_not_apply_is_out() -> None:
    items = [item(*RATINGS[::-1], state="unanswered"), item("not-applicable", state="not-applicable")]
    assert standing(items, SCALE) == Standing(0, 0, 1)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        (Standing(69, 24, 169), "69 of 262 criteria are met or mostly met, 24 fall short, 169 are open"),
        (Standing(1, 1, 1), "1 of 3 criteria is met or mostly met, 1 falls short, 1 is open"),
        (Standing(4, 0, 0), "4 of 4 criteria are met or mostly met"),
        (Standing(0, 2, 1), "None of 3 criteria is met or mostly met, 2 fall short, 1 is open"),
        (Standing(0, 0, 3), "All 3 criteria are open"),
        (Standing(1, 0, 0), "The only criterion is met or mostly met"),
        (Standing(0, 1, 0), "The only criterion falls short"),
        (Standing(0, 0, 1), "The only criterion is open"),
        (Standing(0, 0, 0), "Nothing here applies"),
    ],
)
def test_a_headline_begins_with_the_denominator(counts: Standing, text: str) -> None:
    assert in_sentence(counts, SCALE) == text


@each_country
def test_the_three_numbers_make_up_what_counts(country: str) -> None:
    for one in view(country).instruments:
        counts = standing(items_of(one.article_scores), one.model.scale)
        assert counts.all == one.distribution.applicable
        assert sum(one.counts.values()) == one.distribution.total


@each_country
def test_no_sentence_judges_or_guesses_a_share(country: str) -> None:
    one = view(country)
    texts = (one.headline, one.lead, *(text.text for text in one.messages), *(it.headline for it in one.instruments))
    assert [
        text for text in texts if re.search(r"\babout\b|in ten|in four|in three|\b(good|strong|poor|weak)\b", text)
    ] == []


# Reasons


def row(
    ref: str, analysis: str | None, kind: str = "met", *, core: bool = False, gap: str | None = None
) -> CriterionView:
    return CriterionView(
        id=ref, ref=ref, core=core, duty="", question="", obligation="", provisions=(), chip=Chip(kind=kind, word=kind),
        lead=False, levels=(), analysis=analysis, gap=gap, practice=None, evidence=None, grade="B", notes=(),
        recommendation=None, comment=None, sources=(), best=kind == "met",
    )  # fmt: skip


def reasons(*rows: CriterionView) -> list[str]:
    own = {text: "2" for one in rows for text in sentences(one.analysis or "")}
    return list(reasoning(rows, "2", own))


def test_reasons_stand_in_treaty_order_with_their_references() -> None:
    rows = (row("2(1)", "The offence is narrower", "partly", gap="x"), row("2(2)", "Nothing else is asked."))
    assert reasons(*rows) == ["The offence is narrower (2(1)).", "Nothing else is asked (2(2))."]


def test_what_falls_short_and_what_is_core_is_said_before_what_is_met() -> None:
    rows = (
        row("1", "First is met."), row("2", "Second is met."), row("3", "Third falls short.", "partly", gap="x"),
        row("4", "Fourth is core.", core=True),
    )  # fmt: skip
    assert reasons(*rows) == ["First is met (1).", "Third falls short (3).", "Fourth is core (4)."]


def test_no_two_reasons_begin_alike() -> None:
    rows = (
        row("1", "The court may order it.", "partly", gap="x"),
        row("2", "The court may refuse it.", "partly", gap="y"),
    )
    assert reasons(*rows) == ["The court may order it (1)."]


def test_what_was_said_under_an_earlier_article_is_referred_to() -> None:
    rows = (
        row("9(1)", "Treaties apply directly. Nothing is added.", "mostly", gap="x"),
        row("9(2)", "Treaties apply directly."),
    )
    given = {"Treaties apply directly.": "7", "Nothing is added.": "9"}
    assert list(reasoning(rows, "9", given)) == [
        "Nothing is added (9(1)).",
        "What is said under Article 7 holds here too.",
    ]


def test_the_point_of_an_abbreviation_ends_no_sentence() -> None:
    text = "Art. 5 applies by Article 3(2). Courts (of 2nd instance) agree. “So” it is."
    assert sentences(text) == ("Art. 5 applies by Article 3(2).", "Courts (of 2nd instance) agree.", "“So” it is.")


@each_country
def test_every_reason_is_one_that_an_answer_gives(country: str) -> None:
    for treaty in view(country).instruments:
        written = " ".join(it.analysis or "" for article in treaty.articles for it in article.criteria)
        flat = re.sub(r"\W+", "", written).casefold()
        for article in treaty.articles:
            for text in article.reasons:
                if not re.match(r"What is said|The core criteri|Taken up", text):
                    bare = re.sub(r" \([^()]*(?:\([^()]*\)[^()]*)*\)\.$", "", text)
                    assert re.sub(r"\W+", "", bare).casefold() in flat or re.sub(r"\W+", "", text).casefold() in flat


# Priorities


@each_country
def test_priorities_rest_on_law_that_was_read_in_legal_order(country: str) -> None:
    groups = view(country).priorities
    assert {it.grade for group in groups for it in group.rows} <= set("ABC")
    for group in groups:
        assert [it.rank for it in group.rows] == sorted(it.rank for it in group.rows)
    assert [group.rows[0].rank for group in groups] == sorted(group.rows[0].rank for group in groups)
    ids = [it.id for group in groups for it in group.rows]
    assert len(ids) == len(set(ids)), "each recommendation once"


def test_core_stands_before_other_offence_before_formality_and_asked_for_before_own() -> None:
    one = view("kosovo").priorities[0].rows[0]
    plain = replace(one, core=False, substantive=False, asked="", severity=0)
    order = [
        replace(plain, core=True, severity=9),
        replace(plain, substantive=True, severity=9),
        replace(plain, asked="A body", severity=9),
        plain,
        replace(plain, severity=1),
    ]
    ranks = [row.rank for row in order]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


# Texts read


def act(year: int | None, **more: str) -> Act:
    """An act whose text is of a year; none where it was not read."""
    dated = PartialDate(text=str(year), first=date(year, 1, 1), last=date(year, 12, 31)) if year else None
    read = Reading(extent="whole", text="copy", as_of=dated, **more) if year else None  # type: ignore[arg-type]
    return Act(id="a", kind="act", title="A", short="A", read=read)


@pytest.mark.parametrize(
    ("years", "text"),
    [
        ([2024, 2026, 2026, 2018], "texts of 2026, oldest 2018"),
        ([2024, 2025, 2026, 2018, 2024], "texts of 2024–2026, oldest 2018"),
        ([2024, 2024], "texts of 2024"),
        ([2024, None], "texts of 2024"),
        ([None], ""),
    ],
)
def test_how_recent_the_texts_are_counts_each_as_often_as_it_is_cited(years: list[int | None], text: str) -> None:
    assert texts_read(act(year) for year in years) == text


def test_an_act_says_which_text_of_it_was_read() -> None:
    assert version(act(2024, consolidated_to="94/2024")) == "text to 94/2024"
    assert version(act(2024)) == "text of 2024"
    assert version(act(None)) == ""
