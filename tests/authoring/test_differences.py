"""What a line of the log says of two versions of a file: each field, from which value to which."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compliance.authoring.log import differences, with_changes
from compliance.model.log import Entry
from compliance.queries.log import LONGEST

from .returned import (
    answering,
    back,
    both,
    bring_in,
    export,
    log_of,
    put,
    put_row,
)


def read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


ONE = "{act: code, provision: '5', gist: old}"
TWO = "{act: code, provision: '6', gist: two}"
LONG = "The law punishes whoever opens a sealed letter of another person without right"


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("{responses: {a: {rating: met}}}", "{responses: {a: {rating: partly}}}", ["a rating: met → partly"]),
        ("{responses: {}}", "{responses: {a: {rating: [met, partly], sources: [x, y]}}}", ["a rating:  → met, partly", "a sources:  → x, y"]),
        ("{responses: {a: {gap: x}}}", "{responses: {}}", ["a gap: x → "]),
        ("{responses: {a: {ratings_by_part: {n: met, s: met}}}}", "{responses: {a: {ratings_by_part: {n: partly, s: met}}}}", ["a ratings_by_part.n: met → partly"]),
        ("{responses: {a: {recommendation: {text: x}}}}", "{responses: {a: {recommendation: {text: y}}}}", ["a recommendation.text: x → y"]),
        # Who, when and why are for the line to say.
        ("{responses: {a: {rating: met}}}", "{responses: {a: {rating: met, author: Ana, answered: '2026-07-01', written: [{by: Ana}], cause: text-read, history: [{rating: x}]}}, steps: [{by: x}]}", []),
        # A legal basis keeps its number; one that comes or goes is a whole.
        (f"{{responses: {{a: {{legal_basis: [{ONE}]}}}}}}", f"{{responses: {{a: {{legal_basis: [{ONE.replace('old', 'new')}]}}}}}}", ["a legal_basis.1.gist: old → new"]),
        (f"{{responses: {{a: {{legal_basis: [{ONE}]}}}}}}", f"{{responses: {{a: {{legal_basis: [{ONE}, {TWO}]}}}}}}", ["a legal_basis.2:  → code, 6, two"]),
        (f"{{responses: {{a: {{legal_basis: [{ONE}, {TWO}]}}}}}}", f"{{responses: {{a: {{legal_basis: [{TWO}]}}}}}}", ["a legal_basis.1: code, 5, old → "]),
        ("{responses: {a: {}}}", "{responses: {a: {remarks: [{by: Rea, on: x, text: 'Why?'}]}}}", ["a remarks.1:  → Why?"]),
        # Registers, by id.
        ("{acts: [{id: x, title: X}]}", "{acts: [{id: x, title: Xx}, {id: y, short: Y, title: Act on Y}]}", ["x title: X → Xx", "y acts:  → Act on Y"]),
        ("{sources: [{id: x, document: X}, {id: y, document: Y}]}", "{sources: [{id: y, document: Y}]}", ["x sources: X → "]),
        # Of the file itself.
        ("{status: draft, assigned: {'2': [Ana]}}", "{status: submitted, assigned: {'2': [Ana, Boro], '3': [Ana]}}", ["None status: draft → submitted", "2 assigned: Ana → Ana, Boro", "3 assigned:  → Ana"]),
        # Long texts are cut to where they differ, and stand on one line.
        (f"{{responses: {{a: {{gap: {LONG}}}}}}}", f"{{responses: {{a: {{gap: {LONG} today}}}}}}", ["a gap: …person without right → …person without right today"]),
        ("{responses: {a: {}}}", f'{{responses: {{a: {{gap: "{LONG}"}}}}}}', [f"a gap:  → {LONG[:59]}…"]),
        (f"{{responses: {{a: {{gap: {LONG}}}}}}}", f"{{responses: {{a: {{gap: {LONG.replace('opens', 'reads')}}}}}}}", [f"a gap: {LONG[:59]}… → {LONG.replace('opens', 'reads')[:59]}…"]),
        ("{responses: {a: {gap: x}}}", '{responses: {a: {gap: "two\\nlines"}}}', ["a gap: x → two lines"]),
    ],
)  # fmt: skip
def test_each_field_from_which_value_to_which(before: str, after: str, lines: list[str]) -> None:
    changes = differences(read(before), read(after))
    assert [f"{each.about} {each.field}: {each.old or ''} → {each.new or ''}" for each in changes] == lines


TEXT = st.text("ab \n", max_size=90).filter(str.strip)
ITEM = st.dictionaries(st.sampled_from(["act", "gist"]), TEXT, min_size=1)
ANSWER = st.fixed_dictionaries({}, optional={"rating": TEXT, "gap": TEXT, "legal_basis": st.lists(ITEM, max_size=3)})
FILE = st.fixed_dictionaries({"responses": st.dictionaries(st.sampled_from(["1", "2"]), ANSWER)})


@given(FILE, FILE)
def test_what_changed_is_said_and_nothing_else(before: Any, after: Any) -> None:
    assert differences(before, before) == ()
    changes = differences(before, after)
    assert all(len(text or "") <= LONGEST for each in changes for text in (each.old, each.new))
    for id_ in ("1", "2"):
        was, now = (side["responses"].get(id_, {}) for side in (before, after))
        for name in ("rating", "gap", "legal_basis"):
            spoken = any(each.about == id_ and each.field.partition(".")[0] == name for each in changes)
            if was.get(name) == now.get(name):
                assert not spoken
            elif name != "legal_basis":
                assert spoken


def test_what_the_line_says_itself_is_not_said_twice() -> None:
    entry = Entry(
        when=datetime(2026, 7, 1, tzinfo=UTC), by="A", what="rating", file="x", about="a", old="n: met", new="n: partly", why="Read anew", after="x"
    )  # fmt: skip
    before = read("{responses: {a: {ratings_by_part: {n: met}, rating_as_bound: met}, b: {rating: met}}}")
    after = read(
        "{responses: {a: {ratings_by_part: {n: partly}, rating_as_bound: partly, note: Read anew}, b: {rating: partly}}}"
    )
    line = with_changes(entry, before, after)
    assert [(each.about, each.field) for each in line.changes] == [("a", "rating_as_bound"), ("b", "rating")]


def test_an_import_says_every_answer_and_every_entry_of_a_register(root: Path) -> None:
    filled = both(
        put_row("Documents", Short_name="gazette-2027", Document="Official Gazette 4/2027"),
        put_row("Acts", Short_title="Seals Act", Title_in_English="Act on Seals", Kind="act", Documents="gazette-2027"),
        put("12.2.3", Rating="partly", Gap="Nobody knows."),
        put("12.3.3", Practice="None."),
    )
    assert bring_in(root, back(export(root), filled)).exit_code == 0
    lines = [json.loads(line) for line in log_of(root).read_text("utf-8").splitlines()]
    assert [(line["file"], line["what"]) for line in lines] == [
        ("sources.yaml", "imported"),
        ("legislation.yaml", "imported"),
        ("2026/lt-12.yaml", "imported"),
    ]
    spoken = [
        " ".join(filter(None, (each["about"], each["field"], each.get("old"), each["new"])))
        for line in lines
        for each in line["changes"]
    ]
    assert spoken[0] == "gazette-2027 sources Official Gazette 4/2027"
    assert spoken[1].endswith("-seals-act acts Act on Seals")
    assert spoken[2:] == [
        "12.2.3 rating mostly partly",
        "12.2.3 gap A letter without a stamp may have value. Nobody knows.",
        "12.3.3 practice None.",
    ]


def test_a_workbook_that_answers_everything_makes_a_line_that_stays_small(root: Path) -> None:
    long = "A sentence of some length that says what is missing in the law, and why. " * 20
    file = answering(export(root), {id_: {"Analysis": long, "Practice": long} for id_ in ("12.2.3", "12.3.3")})
    assert bring_in(root, file).exit_code == 0
    assert len(log_of(root).read_bytes()) < 1_200
