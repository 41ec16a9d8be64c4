"""What contradicts, answer by answer: a rating and what is said for it are decided as one, and who changed the file is named."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compliance.authoring.leaving import open_book
from compliance.authoring.log import in_a_line
from compliance.authoring.merge import RATED, Given, Merged, Take, merged
from compliance.authoring.traces import Trace, traces
from compliance.cli import checklist as command
from compliance.folder import read_workspace
from compliance.model.log import Entry

from .returned import (
    CHECKLIST,
    answer,
    answering,
    back,
    bring_in,
    compliance,
    export,
    log_of,
    put_basis,
    rewrite,
)

Texts = Mapping[str, str]


def together(base: Texts, theirs: Texts, ours: Texts, take: Take | None = None) -> Merged:
    """An answer brought together; whatever contradicts is decided in one way, where one is named."""
    versions = Given(base, {}), Given(theirs, {}), Given(ours, {})
    places = [conflict.place for conflict in merged("c", *versions, {}).conflicts]
    return merged("c", *versions, dict.fromkeys(places, take) if take else {})


def text_of(ours: Texts, outcome: Merged) -> dict[str, str]:
    """The answer as the file will hold it."""
    return {key: text for key, text in {**ours, **outcome.texts}.items() if text}


def fields(text: str) -> dict[str, str]:
    """`rating: partly; gap: None` as an answer."""
    return dict(field.split(": ") for field in text.split("; ") if field)


BASE = "rating: partly; gap: A; practice: P"


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "result"),
    [
        # Only one side changed anything of what belongs together: it stands as that side wrote it.
        (BASE, "rating: mostly; gap: B; practice: P", BASE, "rating: mostly; gap: B; practice: P"),
        (BASE, BASE, "rating: met; practice: P", "rating: met; practice: P"),
        # What does not depend on each other comes together unasked.
        (BASE, "rating: mostly; gap: A; practice: P", "rating: partly; gap: A; practice: Q", "rating: mostly; gap: A; practice: Q"),
        (BASE, "rating: partly; gap: B; practice: P", "rating: partly; gap: A; analysis: N", "rating: partly; gap: B; analysis: N"),
        (BASE, "rating: partly; gap: A; evidence: B; practice: P", "rating: mostly; gap: A; practice: P", "rating: mostly; gap: A; evidence: B; practice: P"),
        # Both gave the same rating; one wrote the gap for it.
        (BASE, "rating: mostly; gap: A; practice: P", "rating: mostly; gap: B; practice: P", "rating: mostly; gap: B; practice: P"),
        (BASE, "rating: mostly; gap: B; practice: P", "rating: mostly; gap: A; practice: P", "rating: mostly; gap: B; practice: P"),
        # Each rated another level, and nothing else changed.
        ("ratings_by_part.n: met; ratings_by_part.s: met", "ratings_by_part.n: partly; ratings_by_part.s: met", "ratings_by_part.n: met; ratings_by_part.s: mostly", "ratings_by_part.n: partly; ratings_by_part.s: mostly"),
        # A first answer beside a practice.
        ("", "rating: partly; gap: B", "practice: Q", "rating: partly; gap: B; practice: Q"),
    ],
)  # fmt: skip
def test_what_comes_together_unasked(base: str, theirs: str, ours: str, result: str) -> None:
    outcome = together(fields(base), fields(theirs), fields(ours))
    assert outcome.conflicts == ()
    assert text_of(fields(ours), outcome) == fields(result)


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "asked"),
    [
        # A gap written for another rating, though no field was changed by both.
        (BASE, "rating: mostly; gap: A; practice: P", "rating: partly; gap: B; practice: P", "rating partly mostly partly, gap A A B"),
        (BASE, "rating: partly; gap: B; practice: P", "rating: mostly; gap: A; practice: P", "rating partly partly mostly, gap A B A"),
        # The rating as bound, the reason, the floor and the levels likewise.
        (BASE, "rating: partly; gap: A; rating_as_bound: met; practice: P", "rating: partly; gap: B; practice: P", "gap A A B, rating_as_bound - met -"),
        (BASE, "rating: met; practice: P", "rating: partly; gap: A; rating_as_bound: met; practice: P", "rating partly met partly, gap A - A, rating_as_bound - - met"),
        ("rating: not-applicable; not_applicable: a", "rating: not-applicable; not_applicable: b", "rating: met", "rating not-applicable not-applicable met, not_applicable a b -"),
        ("rating: partly; floor: F; gap: A", "rating: partly; floor: G; gap: A", "rating: partly; floor: F; gap: B", "floor F G F, gap A A B"),
        ("ratings_by_part.n: met; gap: A", "ratings_by_part.n: partly; gap: A", "ratings_by_part.n: met; gap: B", "ratings_by_part.n met partly met, gap A A B"),
        # Both changed the same field, each to something else; what one alone changed of the others goes with it.
        (BASE, "rating: met; practice: P", "rating: mostly; gap: B; practice: P", "rating partly met mostly, gap A - B"),
        (BASE, "rating: met; gap: A; practice: P", "rating: mostly; gap: A; practice: P", "rating partly met mostly"),
        ("", "rating: partly; gap: B", "rating: mostly; gap: C", "rating - partly mostly, gap - B C"),
        # A field that stands by itself is asked by itself.
        (BASE, "rating: met; practice: Q", "rating: mostly; gap: A; practice: R", "rating partly met mostly, gap A - A | practice P Q R"),
    ],
)  # fmt: skip
def test_what_is_asked_and_what_each_decision_leaves(base: str, theirs: str, ours: str, asked: str) -> None:
    outcome = together(fields(base), fields(theirs), fields(ours))
    listed = [
        ", ".join(
            " ".join((values.field, *(text or "-" for text in (values.base, values.theirs, values.ours))))
            for values in conflict.fields
        )
        for conflict in outcome.conflicts
    ]
    assert " | ".join(listed) == asked
    names = {values.field for conflict in outcome.conflicts for values in conflict.fields}
    for take, side in (("theirs", fields(theirs)), ("ours", fields(ours))):
        decided = together(fields(base), fields(theirs), fields(ours), take)  # type: ignore[arg-type]
        result = text_of(fields(ours), decided)
        assert decided.conflicts == ()
        assert {name: result.get(name) for name in names} == {name: side.get(name) for name in names}


NAMES = ("rating", "rating_as_bound", "ratings_by_part.n", "ratings_by_part.s", "floor", "gap", "analysis", "practice")
ANSWER = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["a", "b", "c"]))


@given(ANSWER, ANSWER, ANSWER)
def test_both_sides_are_asked_the_same(base: Texts, theirs: Texts, ours: Texts) -> None:
    here, there = together(base, theirs, ours), together(base, ours, theirs)
    turned = {
        frozenset((values.field, values.base, values.ours, values.theirs) for values in conflict.fields)
        for conflict in there.conflicts
    }
    assert turned == {
        frozenset((values.field, values.base, values.theirs, values.ours) for values in conflict.fields)
        for conflict in here.conflicts
    }
    if not here.conflicts:
        assert text_of(ours, here) == text_of(theirs, there)
    one_way, other_way = together(base, theirs, ours, "theirs"), together(base, ours, theirs, "ours")
    assert text_of(ours, one_way) == text_of(theirs, other_way)


@given(ANSWER, ANSWER, ANSWER)
def test_no_edit_is_lost_and_no_mix_is_made_unasked(base: Texts, theirs: Texts, ours: Texts) -> None:
    outcome = together(base, theirs, ours)
    asked = {values.field for conflict in outcome.conflicts for values in conflict.fields}
    result = text_of(ours, outcome)
    for name in NAMES:
        was, new, now = base.get(name, ""), theirs.get(name, ""), ours.get(name, "")
        if name in asked:
            assert new != now
            assert result.get(name, "") == now, "undecided, the file's stays"
        else:
            assert result.get(name, "") == (new if now == was else now)
            assert now == was or new in (was, now), "each to something else, and nobody was asked"
    differing = {
        name for name in NAMES if name.partition(".")[0] in RATED and theirs.get(name, "") != ours.get(name, "")
    }
    if not asked & differing:
        of_one_side = any(all(result.get(n, "") == side.get(n, "") for n in differing) for side in (theirs, ours))
        assert of_one_side or all(name.startswith("ratings_by_part.") for name in differing)


# As it is printed, with who changed the file


@pytest.fixture
def rated_there(root: Path) -> Path:
    """A workbook that gives another rating."""
    return answering(export(root), {"12.2.3": {"Rating": "partly"}})


def printed(root: Path, file: Path, *options: str | Path) -> str:
    """The conflicts, as printed; nothing was written."""
    before = (root / CHECKLIST).read_bytes()
    done = bring_in(root, file, *options)
    assert (done.exit_code, (root / CHECKLIST).read_bytes()) == (1, before), done.output
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "NOW", done.stdout)


def test_a_gap_written_for_another_rating_is_asked_with_who_wrote_it_by_the_log(root: Path, rated_there: Path) -> None:
    out = export(root, "second.xlsx")
    other = answering(out, {"12.2.3": {"Gap": "Letters of value are not named."}}).rename(root.parent / "other.xlsx")
    rated_there = answering(out, {"12.2.3": {"Rating": "partly"}})
    assert compliance(root, "checklist", "import", other, "--by", "Beba C.").exit_code == 0
    assert printed(root, rated_there) == (
        """\
back.xlsx:Offences against letters!G9: 12.2.3 rating
        was:    mostly
        theirs: partly
        ours:   mostly
back.xlsx:Offences against letters!O9: 12.2.3 gap
        was:    A letter without a stamp may have value.
        theirs: A letter without a stamp may have value.
        ours:   Letters of value are not named.
        by:     Beba C., NOW
        rating and gap belong together: those of one side hold.
"""
    )
    assert f"{datetime.now(UTC):%Y-%m-%d}" in bring_in(root, rated_there).stdout


def test_of_a_legal_basis_the_log_names_who_changed_it(root: Path) -> None:
    out = export(root)

    def basis(gist: str) -> Path:
        return back(out, put_basis("12.2.3#0", Gist=gist))

    other = basis("names stamps").rename(root.parent / "other.xlsx")
    assert compliance(root, "checklist", "import", other, "--by", "Beba C.").exit_code == 0
    asked = printed(root, basis("names letters"))
    assert "12.2.3 gist\n" in asked
    assert asked.endswith("        ours:   names stamps\n        by:     Beba C., NOW\n")
    printed(root, ours := basis("names letters"), "--conflicts", file := root.parent / "decisions.yaml")
    file.write_text(file.read_text("utf-8").replace("take:", "take: theirs"), "utf-8")
    assert bring_in(root, ours, "--conflicts", file).exit_code == 0
    assert answer(root)["legal_basis"][0]["gist"] == "names letters"


@pytest.mark.parametrize("part", [False, True])
def test_a_re_rating_is_named_by_the_log(root: Path, *, part: bool) -> None:
    """A re-rating says its rating at the head of its line, levels in one."""
    entry = Entry(
        when=datetime(2026, 7, 1, 9, 14, tzinfo=UTC), by="Beba", what="rating", file="2026/lt-12.yaml", about="12.2.3",
        old="n: met; s: met" if part else "mostly", new="n: met; s: partly" if part else "partly", after="x",
    )  # fmt: skip
    leaving = open_book(export(root))[0].leaving  # type: ignore[union-attr]
    (root / "assessments/arcadia/log-2026.jsonl").write_text(in_a_line(entry), "utf-8")
    name = "ratings_by_part.s" if part else "rating"
    (conflict,) = together({name: "met"}, {name: "mostly"}, {name: "partly"}).conflicts
    conflict = replace(conflict, place=replace(conflict.place, criterion="12.2.3"))
    workspace, _ = read_workspace(root)
    known = traces(workspace, workspace.countries["arcadia"], leaving, [conflict])
    assert [str(trace) for trace in known.values()] == ["Beba, 2026-07-01 09:14 UTC"]


def test_what_was_logged_before_the_workbook_left_is_not_named(root: Path) -> None:
    for name, gap in (("Beba", "Nobody knows."), ("Cilla", "Somebody knows.")):
        file = answering(export(root), {"12.2.3": {"Gap": gap}})
        assert compliance(root, "checklist", "import", file, "--by", name).exit_code == 0
    later = answering(export(root), {"12.2.3": {"Rating": "partly"}})
    rewrite(root, "gap: Somebody knows.", "gap: Nobody knows.")
    asked = printed(root, later)
    assert "ours:   Nobody knows.\n        by:     Cilla, " in asked, "by the answer, whose last author she is"
    assert "NOW" not in asked


def test_what_somebody_typed_over_a_logged_value_is_not_laid_at_their_door(root: Path) -> None:
    out = export(root)
    other = answering(out, {"12.2.3": {"Gap": "Nobody knows.", "Rating": "not-met"}}).rename(root.parent / "other.xlsx")
    file = answering(out, {"12.2.3": {"Rating": "partly"}})
    assert compliance(root, "checklist", "import", other, "--by", "Beba").exit_code == 0
    rewrite(root, "gap: Nobody knows.", "gap: Somebody knows.")
    rewrite(root, '"12.2.3":\n    rating: not-met', '"12.2.3":\n    rating: mostly')
    asked = printed(root, file)
    assert f"by:     Beba, {date.today().day} " in asked, "who answered last; the log knows of other values"


def test_of_what_the_file_has_as_the_workbook_left_nobody_is_named(root: Path) -> None:
    out = export(root, "first.xlsx")
    for name, rating in (("Beba", "not-met"), ("Cilla", "mostly")):
        other = answering(export(root), {"12.2.3": {"Rating": rating}}).rename(root.parent / "other.xlsx")
        assert compliance(root, "checklist", "import", other, "--by", name).exit_code == 0
    file = answering(out, {"12.2.3": {"Rating": "partly"}})
    rewrite(root, "gap: A letter without a stamp may have value.", "gap: Nobody knows.")
    assert "NOW" not in printed(root, file), "the gap was typed, and the rating is what it was"


def test_without_a_log_the_answer_says_who_wrote_the_field(root: Path, rated_there: Path) -> None:
    rewrite(
        root,
        "gap: A letter without a stamp may have value.\n",
        "gap: Nobody knows.\n    author: Cilla\n    answered: 2026-06-20\n    written:\n"
        "      - {by: Adam, on: 2026-06-17, fields: [gap]}\n"
        "      - {by: Beba, on: 2026-06-18, fields: [rating, gap]}\n"
        "      - {by: Cilla, on: 2026-06-20, fields: [practice]}\n",
    )
    assert "by:     Beba, 18 June 2026\n" in printed(root, rated_there)
    rewrite(root, "fields: [gap]", "fields: [evidence]")
    rewrite(root, "fields: [rating, gap]", "fields: [evidence]")
    assert "by:     Cilla, 20 June 2026\n" in printed(root, rated_there)


def test_nobody_is_named_where_nothing_says_who(root: Path, rated_there: Path) -> None:
    rewrite(root, "gap: A letter without a stamp may have value.\n", "gap: Nobody knows.\n")
    assert "by:" not in printed(root, rated_there)


def test_a_broken_line_of_the_log_hides_no_conflict(root: Path) -> None:
    out = export(root)
    other = answering(out, {"12.2.3": {"Gap": "Nobody knows."}}).rename(root.parent / "other.xlsx")
    file = answering(out, {"12.2.3": {"Rating": "partly"}})
    assert compliance(root, "checklist", "import", other, "--by", "Beba").exit_code == 0
    log = log_of(root)
    line = log.read_text("utf-8")
    broken = line.replace('"what": "imported"', '"what": "nonsense"')
    log.write_text(broken + line.replace("Beba", "Berta"), "utf-8")
    assert "by:     Berta, NOW" in printed(root, file)
    log.write_text(line + broken + line.replace("Nobody", "Somebody"), "utf-8")
    assert f"by:     Beba, {date.today().day} " in printed(root, file), "no further than the line that is broken"


def test_a_decision_holds_for_all_that_belongs_together(root: Path, rated_there: Path) -> None:
    rewrite(root, "gap: A letter without a stamp may have value.\n", "gap: Nobody knows.\n")
    file = root.parent / "decisions.yaml"
    printed(root, rated_there, "--conflicts", file)
    text = file.read_text("utf-8")
    (conflict,) = yaml.safe_load(text)["conflicts"]
    assert [(field["field"], field["theirs"], field["ours"]) for field in conflict["fields"]] == [
        ("rating", "partly", "mostly"),
        ("gap", "A letter without a stamp may have value.", "Nobody knows."),
    ]
    cells = [field["cell"] for field in conflict["fields"]]
    assert cells == ["Offences against letters!G9", "Offences against letters!O9"]
    file.write_text(text.replace("take:", "take: thiers"), "utf-8")
    assert "did you mean `theirs`?" in printed(root, rated_there, "--conflicts", file)
    file.write_text(text.replace("take:", "take: theirs"), "utf-8")
    assert bring_in(root, rated_there, "--conflicts", file).exit_code == 0
    after = (root / CHECKLIST).read_text("utf-8")
    assert '"12.2.3":\n    rating: partly' in after
    assert "gap: A letter without a stamp may have value.\n" in after


def test_a_decision_whose_gap_changed_meanwhile_is_none(root: Path, rated_there: Path) -> None:
    rewrite(root, "gap: A letter without a stamp may have value.\n", "gap: Nobody knows.\n")
    printed(root, rated_there, "--conflicts", file := root.parent / "decisions.yaml")
    file.write_text(file.read_text("utf-8").replace("take:", "take: theirs"), "utf-8")
    rewrite(root, "gap: Nobody knows.\n", "gap: Somebody knows.\n")
    asked = printed(root, rated_there, "--conflicts", file)
    assert "the values of `rating` of 12.2.3 changed since this was written" in asked


def test_names_in_a_terminal_hold_no_characters_of_control(capsys: pytest.CaptureFixture[str]) -> None:
    (conflict,) = together({"gap": "A"}, {"gap": "B"}, {"gap": "C"}).conflicts
    command._print_conflict(conflict, {}, Trace("Be\x1b[31mba", date(2026, 7, 1)))
    assert capsys.readouterr().out.splitlines()[-1].startswith("        by:     Be")
