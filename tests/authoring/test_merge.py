"""Three versions of an answer become one: no edit is lost, nothing changes unseen, and what contradicts is asked."""

import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.authoring.changes import tried
from compliance.authoring.edit import edited
from compliance.authoring.imports import brought, columns_of
from compliance.authoring.leaving import Leaving
from compliance.authoring.merge import ROW, Given, Place, merged
from compliance.authoring.rows import Columns, Filled, Row, as_read
from compliance.folder import read_workspace
from compliance.problems import Position
from compliance.queries.form import Form, base_texts, flat, form_of, items_of, responses_of
from compliance.source import Data
from compliance.workspace import Workspace

from .returned import (
    CHECKLIST,
    a_workspace,
    answering,
    bring_in,
    codes,
    export,
    rewrite,
)

FIELDS = ("rating", "gap", "analysis", "practice")
TEXTS = st.sampled_from(
    ["", "a", "b", "c", "no", "1,5", "2017-07-18", "# x: y", "= 1", "long " * 40 + "text", "two\nlines", "ЂЋ – “ığ”"]
)
VERSION = st.dictionaries(st.sampled_from(FIELDS), TEXTS.filter(bool), max_size=4)
ITEM = st.fixed_dictionaries({"act": st.sampled_from(["x", "y"]), "gist": st.sampled_from(["1", "2", "3"])}, optional={"provision": st.sampled_from(["5", "6"])})  # fmt: skip


@given(VERSION, VERSION, VERSION)
def test_fields_keep_every_edit(base: dict[str, str], theirs: dict[str, str], ours: dict[str, str]) -> None:
    one = merged("c", Given(base, {}), Given(theirs, {}), Given(ours, {}), {})
    result = {**ours, **one.texts}
    asked = {values.field for conflict in one.conflicts for values in conflict.fields}
    for field in FIELDS:
        was, typed, now = base.get(field, ""), theirs.get(field, ""), ours.get(field, "")
        expected = now if typed == was else typed if now in (was, typed) else None
        assert field in asked or expected is not None
        assert result.get(field, "") == (now if field in asked else expected)


@given(VERSION, VERSION, VERSION, st.sampled_from(["ours", "theirs"]))
def test_a_decision_settles_its_conflict(
    base: dict[str, str], theirs: dict[str, str], ours: dict[str, str], take: str
) -> None:
    versions = Given(base, {}), Given(theirs, {}), Given(ours, {})
    asked = merged("c", *versions, {}).conflicts
    one = merged("c", *versions, {conflict.place: take for conflict in asked})  # type: ignore[misc]
    assert one.conflicts == ()
    for values in (values for conflict in asked for values in conflict.fields):
        value = values.theirs if take == "theirs" else values.ours
        assert {**ours, **one.texts}.get(values.field, "") == value


@given(st.lists(ITEM, max_size=4), st.data())
def test_legal_bases_keep_every_edit(items: list[dict[str, str]], data: st.DataObject) -> None:
    base = {f"c#{n}": item for n, item in enumerate(items)}
    theirs = {key: data.draw(st.one_of(st.just(item), ITEM, st.just({}))) for key, item in base.items()}
    theirs = {key: item for key, item in theirs.items() if item}
    theirs |= {f"new {n}": item for n, item in enumerate(data.draw(st.lists(ITEM, max_size=2)))}
    same = {str(n): item for n, item in enumerate(items)}

    left_alone = merged("c", Given({}, base), Given({}, theirs), Given({}, same), {})
    assert left_alone.conflicts == ()
    assert sorted(sorted(texts.items()) for _, texts, _ in left_alone.bases) == sorted(
        sorted(one.items()) for one in theirs.values()
    )

    ours = {str(n): item for n, item in enumerate(data.draw(st.lists(ITEM, max_size=4)))}
    untouched = merged("c", Given({}, base), Given({}, base), Given({}, ours), {})
    assert (untouched.conflicts, untouched.changed) == ((), False)

    both = merged("c", Given({}, base), Given({}, theirs), Given({}, ours), {})
    for take in ("ours", "theirs"):
        decided = {one.place: take for one in both.conflicts}
        settled = merged("c", Given({}, base), Given({}, theirs), Given({}, ours), decided)  # type: ignore[arg-type]
        assert settled.conflicts == ()
    asked = {one.place.row for one in both.conflicts}
    for key, item in theirs.items():
        if key.startswith("new"):
            assert key in asked or item in [texts for _, texts, _ in both.bases]
            assert any(item.items() <= texts.items() for _, texts, _ in settled.bases), "theirs hold"


ADDED = {"act": "x", "provision": "5", "role": "offence", "gist": "punishes"}


def added_on_both_sides(theirs: dict[str, str], ours: dict[str, str]) -> tuple[list[dict[str, str]], list[str]]:
    """The legal bases where each side added one, and the fields that are asked about."""
    both = merged("c", Given({}, {}), Given({}, {"new 0": theirs}), Given({}, {"0": ours}), {})
    fields = [f"{conflict.place.row} {values.field}" for conflict in both.conflicts for values in conflict.fields]
    return [dict(texts) for _, texts, _ in both.bases], fields


def test_a_provision_that_came_in_before_is_not_added_again() -> None:
    assert added_on_both_sides(ADDED, ADDED) == ([ADDED], [])
    corrected = {**ADDED, "gist": "punishes attempt too"}
    assert added_on_both_sides(corrected, ADDED) == ([ADDED], ["new 0 gist"])
    fuller = {**ADDED, "quote": "Ko"}
    assert added_on_both_sides(fuller, ADDED) == ([fuller], [])
    other = {**ADDED, "provision": "6"}
    assert added_on_both_sides(other, ADDED) == ([ADDED, other], [])
    unplaced = {"act": "x", "role": "offence", "gist": "punishes"}
    assert added_on_both_sides({**unplaced, "gist": "a chapter"}, unplaced)[1] == []


@cache
def made_up() -> tuple[Workspace, Form, Columns, Leaving]:
    """The made-up workspace, its form, and how a workbook of it left; read once."""
    with tempfile.TemporaryDirectory() as folder:
        workspace, _ = read_workspace(a_workspace(Path(folder)))
    country = workspace.countries["arcadia"]
    form = form_of(workspace, country, "2026", "lt-12")
    named = {"country": "arcadia", "cycle": "2026", "instrument": "lt-12", "edition": "", "title": ""}
    known: dict[str, Any] = {**named, **base_texts(form), "version": form.version, "sheets": (), "second": False}
    leaving = Leaving(**known, fields=tuple(field.key for field in form.answers))
    return workspace, form, columns_of(workspace, leaving), leaving


def filled(leaving: Leaving, columns: Columns, edits: dict[tuple[str, str], str]) -> Filled:
    """A workbook with some edits, by criterion and field."""
    answers = {id_: dict(as_read(texts, columns.answers)) for id_, texts in leaving.answers.items()}
    for (id_, field), text in edits.items():
        answers[id_][field] = text

    def row(key: str, texts: dict[str, str], fields: tuple[str, ...]) -> Row:
        kept = {name: text for name, text in texts.items() if text}
        places = {name: Position("x", cell=f"{key} {name}") for name in ("", "criterion", *fields)}
        return Row(key=key, texts=kept, places=places)

    names = tuple(field.key for field in columns.answers)
    of_bases = tuple(field.key for field in columns.bases)
    bases = {
        key: {**as_read(texts, columns.bases), "criterion": key.partition("#")[0]}
        for key, texts in leaving.bases.items()
    }
    return Filled(
        leaving=leaving,
        by="",
        answers={id_: row(id_, texts, names) for id_, texts in answers.items()},
        bases=tuple(row(key, texts, of_bases) for key, texts in bases.items()),
        acts=(),
        documents=(),
    )


EDITED = ("analysis", "practice", "recommendation.addressee")
"""Fields in which any text is in order, so that nothing but the merge decides."""


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_edits_on_both_sides_of_a_file_all_arrive(data: st.DataObject) -> None:
    workspace, form, columns, leaving = made_up()
    ids = [question.criterion.id for part in form.parts for question in part.questions if question.answer]
    edits = st.dictionaries(st.tuples(st.sampled_from(ids), st.sampled_from(EDITED[:2])), TEXTS, max_size=6)
    theirs, ours = data.draw(edits), data.draw(edits)

    country = workspace.countries["arcadia"]
    document = country.checklists["2026", "lt-12"].document
    changes: dict[tuple[str | int, ...], Data] = {
        ("responses", id_, field): text or None for (id_, field), text in ours.items()
    }
    now = edited(document, changes)
    documents, problems = tried(workspace, country, {CHECKLIST: now})
    assert problems == ()
    meanwhile = _with(workspace, documents[CHECKLIST])

    book = filled(leaving, columns, theirs)
    one = brought(meanwhile, columns, book, by="Ana", on=date(2026, 7, 1), decided={})
    before = {id_: flat(response, columns.answers) for id_, response in responses_of(document).items()}
    changed_here = {key for key, text in ours.items() if text != before[key[0]].get(key[1], "")}
    changed_there = {key for key, text in theirs.items() if text != before[key[0]].get(key[1], "")}
    rivals = {key for key in changed_here & changed_there if ours[key] != theirs[key]}
    assert {(conflict.place.criterion, conflict.place.field) for conflict in one.conflicts} == rivals
    if rivals:
        assert one.texts == {}
        return
    after, _ = tried(meanwhile, meanwhile.countries["arcadia"], {CHECKLIST: one.texts.get(CHECKLIST, now)})
    responses = responses_of(after[CHECKLIST])
    for id_, was in before.items():
        expected = {**was, **{field: ours[id_, field] for field in EDITED if (id_, field) in changed_here}}
        expected |= {field: theirs[id_, field] for field in EDITED if (id_, field) in changed_there}
        assert flat(responses[id_], columns.answers) == {field: text for field, text in expected.items() if text}
        assert items_of(responses[id_]) == items_of(responses_of(document)[id_])
        wrote = any(key in changed_there - changed_here for key in theirs if key[0] == id_)
        assert (responses[id_].get("author") == "Ana") == wrote


def _with(workspace: Workspace, document: object) -> Workspace:
    """The workspace with another text of the checklist."""
    country = workspace.countries["arcadia"]
    filed = replace(country.checklists["2026", "lt-12"], document=document)  # type: ignore[arg-type]
    country = replace(country, checklists={**country.checklists, ("2026", "lt-12"): filed})
    return replace(workspace, countries={**workspace.countries, "arcadia": country})


@pytest.fixture
def contradicting(root: Path) -> Path:
    """A workbook that says of two cells something else than the file does meanwhile."""
    file = answering(export(root), {"12.2.3": {"Rating": "partly"}, "12.3.3": {"Gap": "Attempt is free."}})
    rewrite(root, '"12.2.3":\n    rating: mostly', '"12.2.3":\n    rating: not-met')
    rewrite(root, "gap: Attempt is not punished.", "gap: Attempt is no offence.")
    return file


def test_a_conflict_is_listed_with_its_cell_and_both_values_and_nothing_is_written(
    root: Path, contradicting: Path
) -> None:
    before = (root / CHECKLIST).read_bytes()
    done = bring_in(root, contradicting)
    assert done.exit_code == 1
    assert (
        done.stdout
        == """\
back.xlsx:Offences against letters!G9: 12.2.3 rating
        was:    mostly
        theirs: partly
        ours:   not-met
back.xlsx:Offences against letters!O14: 12.3.3 gap
        was:    Attempt is not punished.
        theirs: Attempt is free.
        ours:   Attempt is no offence.
"""
    )
    assert (root / CHECKLIST).read_bytes() == before


@pytest.mark.parametrize(("take", "rating"), [("--theirs", "partly"), ("--ours", "not-met")])
def test_all_conflicts_can_be_decided_at_once(root: Path, contradicting: Path, take: str, rating: str) -> None:
    assert bring_in(root, contradicting, take).exit_code == 0
    assert f'"12.2.3":\n    rating: {rating}' in (root / CHECKLIST).read_text("utf-8")


def test_conflicts_are_decided_one_by_one_in_a_file(root: Path, contradicting: Path) -> None:
    decisions = root.parent / "conflicts.yaml"
    assert bring_in(root, contradicting, "--conflicts", decisions).exit_code == 1
    text = decisions.read_text("utf-8")
    assert text.count("take:\n") == 2
    assert "decided" in bring_in(root, contradicting, "--conflicts", decisions).stderr
    decisions.write_text(text.replace("take:\n", "take: theirs\n", 1).replace("take:\n", "take: hours\n"), "utf-8")
    done = bring_in(root, contradicting, "--conflicts", decisions)
    assert "unknown-word: `take` is `hours`" in done.stdout
    decisions.write_text(text.replace("take:\n", "take: theirs\n", 1).replace("take:\n", "take: ours\n"), "utf-8")
    done = bring_in(root, contradicting, "--conflicts", decisions)
    assert done.exit_code == 0, done.output
    after = (root / CHECKLIST).read_text("utf-8")
    assert '"12.2.3":\n    rating: partly' in after
    assert "gap: Attempt is no offence." in after


def test_a_decision_about_other_values_is_none(root: Path, contradicting: Path) -> None:
    decisions = root.parent / "conflicts.yaml"
    bring_in(root, contradicting, "--conflicts", decisions)
    decisions.write_text(decisions.read_text("utf-8").replace("take:\n", "take: theirs\n"), "utf-8")
    rewrite(root, '"12.2.3":\n    rating: not-met', '"12.2.3":\n    rating: partly\n    practice: New.')
    rewrite(root, "gap: Attempt is no offence.", "gap: Attempt is lawful.")
    done = bring_in(root, contradicting, "--conflicts", decisions)
    assert done.exit_code == 1
    assert "conflicts.yaml" in done.stdout
    assert "wrong-form" in done.stdout
    assert codes(done.stdout) == []


def test_a_legal_basis_that_one_side_took_away_and_the_other_changed_is_asked() -> None:
    base = Given({}, {"c#0": {"act": "x", "gist": "1"}})
    one = merged("c", base, Given({}, {}), Given({}, {"0": {"act": "x", "gist": "2"}}), {})
    assert [conflict.place for conflict in one.conflicts] == [Place("c", "c#0", ROW)]
    assert [texts for _, texts, _ in one.bases] == [{"act": "x", "gist": "2"}]
    gone = merged("c", base, Given({}, {}), Given({}, {"0": {"act": "x", "gist": "1"}}), {})
    assert (gone.conflicts, gone.bases, gone.changed) == ((), (), True)
