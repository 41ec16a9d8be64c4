"""The folder in memory: what changed is read alone, what is broken is named and shown as it was, and nothing is ever out of date."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import Any

import pytest
from documents import EVERYTHING
from hostile import combined
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance import memory
from compliance.checks import check
from compliance.inputs import Inputs, read_again, read_inputs
from compliance.memory import Memory
from compliance.problems import Problem, serious
from compliance.report.site import shelves
from compliance.source import parse
from compliance.view.country import view_of
from compliance.web.living import Living, State, stamps
from compliance.workspace import Country, Filed, Workspace

ARCADIA, BORDURIA = "assessments/arcadia/2026/lt-12.yaml", "assessments/borduria/2026/lt-12.yaml"
LAW, REGISTER = "assessments/borduria/legislation.yaml", "assessments/jurisdictions.yaml"
NOTE = "One response of every kind."
GAP, WORSE = "gap: No deprivation of liberty.", "gap: No deprivation of liberty whatsoever."


LEFT_OUT = ("files", "log", "unfinished", "project")
"""What the live folder does not read, or is compared otherwise: documents by their texts, a project by its figures."""


@cache
def pattern() -> Path:
    return combined(Path(mkdtemp()) / "pattern")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(pattern(), tmp_path / "folder"))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file is parsed."""
    counts = Counter[str]()

    def counted(path: str, text: str) -> Any:
        counts[path] += 1
        return parse(path, text)

    monkeypatch.setattr("compliance.reader.parse", counted)
    return counts


def opened(root: Path) -> Living:
    return Living(root, lambda site: site)


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def page(state: State, path: str) -> str:
    assert state.shelves is not None
    return state.shelves.makers[path]().decode()


def plain(thing: object) -> object:
    """A value without the parsed trees of its documents, which are never equal."""
    match thing:
        case Filed():
            return thing.value, thing.document.path, thing.document.text
        case Workspace() | Country() | Inputs():
            names = [field.name for field in fields(thing) if field.name not in LEFT_OUT]
            files = [(each.path, each.text) for each in thing.files] if isinstance(thing, Workspace) else []
            return [(name, plain(getattr(thing, name))) for name in names], files
        case Mapping():
            return [(key, plain(value)) for key, value in thing.items()]
        case tuple() if any(isinstance(each, Filed) for each in thing):
            return [plain(each) for each in thing]
    return thing


def fresh(root: Path) -> tuple[Inputs, tuple[Problem, ...]]:
    return read_again(root, Memory())


def test_a_first_reading_is_that_of_every_command(root: Path) -> None:
    inputs, problems = read_inputs(root)
    state = opened(root).state()
    assert (plain(state.inputs), state.problems) == (plain(inputs), problems)
    assert state.inputs is state.now


def test_nothing_is_read_where_nothing_changed(root: Path, parsed: Counter[str]) -> None:
    living = opened(root)
    before = living.state()
    parsed.clear()
    assert living.refresh() is before
    os.utime(root / ARCADIA)
    assert living.refresh() is before
    assert not parsed


def test_not_even_a_text_is_looked_at_that_lay_there_for_a_while(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "SETTLED", 0)
    living = opened(root)
    living.refresh()
    monkeypatch.setattr(memory, "read_text", lambda *_: pytest.fail("a text was read"))
    living.refresh()


def test_a_changed_file_is_read_alone(root: Path, parsed: Counter[str]) -> None:
    living = opened(root)
    before = living.state()
    parsed.clear()
    change(root, BORDURIA, GAP, WORSE)
    after = living.refresh([Path(BORDURIA)])
    assert parsed == {BORDURIA: 1}
    assert plain(after.inputs) == plain(fresh(root)[0])
    assert after.workspace.countries["arcadia"] is before.workspace.countries["arcadia"]
    assert (after.now.project, after.workspace.instruments) == (before.now.project, before.workspace.instruments)
    assert WORSE.removeprefix("gap: ") in page(after, "borduria/lt-12/3/index.html")
    assert WORSE.removeprefix("gap: ") not in page(before, "borduria/lt-12/3/index.html")


def test_two_changed_files_are_read_alone(root: Path, parsed: Counter[str]) -> None:
    living = opened(root)
    parsed.clear()
    change(root, BORDURIA, GAP, WORSE)
    change(root, REGISTER, "Arcadia", "Arcady")
    after = living.refresh()
    assert parsed == {BORDURIA: 1, REGISTER: 1}
    assert "Arcady" in page(after, "index.html")
    assert "Arcady" in page(after, "arcadia/index.html")


def test_a_view_is_made_anew_only_of_the_country_that_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[str]()

    def noted(inputs: Inputs, country: str, *rest: str) -> Any:
        made.append(country)
        return view_of(inputs, country, *rest)

    monkeypatch.setattr("compliance.screens.publication.view_of", noted)
    living = opened(root)
    page(living.state(), "arcadia/lt-12/3/index.html")
    assert sorted(made) == ["arcadia", "borduria"]
    change(root, BORDURIA, GAP, WORSE)
    assert "whatsoever" in page(living.refresh(), "borduria/lt-12/3/index.html")
    assert made[2:] == ["borduria"]
    change(root, LAW, "title: Penal Code", "title: Code of Penalties")
    page(living.refresh(), "arcadia/lt-12/3/index.html")
    assert sorted(made[3:]) == ["arcadia", "borduria"]  # whose law may be a model elsewhere


def test_law_that_others_rest_on_is_as_it_was_until_all_agree(root: Path) -> None:
    living = opened(root)
    change(root, LAW, "id: penal-code", "id: criminal-code")
    wrong = living.refresh()
    assert {problem.at.path.split("/")[1] for problem in serious(wrong.problems)} == {
        "arcadia",
        "borduria",
        "country.yaml",
    }
    assert wrong.inputs is not None
    assert "penal-code" in wrong.inputs.workspace.countries["borduria"].acts()
    assert page(wrong, "borduria/lt-12/3/index.html")


def test_a_file_that_comes_and_goes(root: Path, parsed: Counter[str]) -> None:
    living, aside = opened(root), root.parent / "aside.yaml"
    shutil.move(root / BORDURIA, aside)
    gone = living.refresh()
    assert not gone.workspace.countries["borduria"].checklists
    assert "borduria/index.html" not in (gone.shelves.makers if gone.shelves else {})
    parsed.clear()
    shutil.move(aside, root / BORDURIA)
    assert page(living.refresh(), "borduria/index.html")
    assert parsed == {BORDURIA: 1}


def test_a_country_that_comes_and_goes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "SETTLED", 0)
    living = opened(root)
    shutil.move(root / "assessments/borduria", root.parent / "borduria")
    assert "borduria" not in living.refresh().workspace.countries
    (root / "assessments/borduria").mkdir()
    empty = living.refresh()
    assert {problem.code for problem in serious(empty.problems)} == {"missing-file"}
    assert empty.inputs is not None
    assert "borduria" not in empty.inputs.workspace.countries
    shutil.rmtree(root / "assessments/borduria")
    shutil.move(root.parent / "borduria", root / "assessments/borduria")
    assert page(living.refresh(), "borduria/index.html")


def test_a_broken_file_is_named_and_shown_as_it_was_until_it_is_mended(root: Path) -> None:
    living = opened(root)
    whole = (root / BORDURIA).read_text("utf-8")
    (root / BORDURIA).write_text("country: [\n", "utf-8")
    change(root, ARCADIA, NOTE, "Changed meanwhile.")
    broken = living.refresh()
    assert [problem.at.path for problem in serious(broken.problems)] == [BORDURIA]
    assert broken.texts[0].startswith(f"{BORDURIA}:")
    assert broken.texts[0].split(": ", 2)[2] in page(broken, "index.html").replace("&#39;", "'")
    assert "No deprivation of liberty." in page(broken, "borduria/lt-12/3/index.html")
    assert broken.workspace.countries["arcadia"].checklists["2026", "lt-12"].value.note == "Changed meanwhile."
    assert broken.inputs is broken.now
    (root / BORDURIA).write_text("country: {\n", "utf-8")
    assert "No deprivation of liberty." in page(living.refresh(), "borduria/lt-12/3/index.html")
    (root / BORDURIA).write_text(whole.replace(GAP, WORSE), "utf-8")
    mended = living.refresh()
    assert not serious(mended.problems)
    assert "whatsoever" in page(mended, "borduria/lt-12/3/index.html")


def test_a_country_that_contradicts_itself_is_shown_as_it_was(root: Path) -> None:
    living = opened(root)
    change(root, BORDURIA, "act: penal-code", "act: lost-code")
    change(root, ARCADIA, NOTE, "Changed meanwhile.")
    wrong = living.refresh()
    assert {problem.code for problem in serious(wrong.problems)} == {"unknown-act"}
    assert wrong.inputs is not None
    shown, now = (
        each.countries["borduria"].checklists["2026", "lt-12"] for each in (wrong.inputs.workspace, wrong.workspace)
    )
    assert ("lost-code" in shown.document.text, "lost-code" in now.document.text) == (False, True)
    assert wrong.inputs.workspace.countries["arcadia"].checklists["2026", "lt-12"].value.note == "Changed meanwhile."
    assert page(wrong, "borduria/lt-12/3/index.html")


def test_where_the_registers_are_wrong_they_are_as_they_were(root: Path) -> None:
    living = opened(root)
    change(root, "reports/site.yaml", "instruments: [lt-12, lt-31]", "instruments: [lt-12, lt-99]")
    change(root, BORDURIA, GAP, WORSE)
    wrong = living.refresh()
    assert "unknown-instrument" in {problem.code for problem in wrong.problems}
    assert WORSE.removeprefix("gap: ") in page(wrong, "borduria/lt-12/3/index.html")


def test_an_instrument_that_no_answer_fits_is_as_it_was(root: Path) -> None:
    living = opened(root)
    before = living.state().inputs
    change(root, "assessments/instruments/lt-12.yaml", "12.1.b", "12.1.z")
    wrong = living.refresh()
    assert "unknown-criterion" in {problem.code for problem in wrong.problems}
    assert before is not None
    assert wrong.inputs is not None
    assert plain(wrong.inputs.workspace.instruments["lt-12"]) == plain(before.workspace.instruments["lt-12"])
    assert page(wrong, "borduria/lt-12/3/index.html")


def test_a_country_that_never_was_right_is_left_out(root: Path) -> None:
    (root / BORDURIA).write_text("country: [\n", "utf-8")
    state = opened(root).state()
    assert state.inputs is not None
    assert list(state.inputs.workspace.countries) == ["arcadia"]
    assert BORDURIA in page(state, "arcadia/index.html")


def test_a_folder_that_never_was_right_shows_nothing(root: Path) -> None:
    (root / REGISTER).write_text("jurisdictions: [\n", "utf-8")
    state = opened(root).state()
    assert (state.inputs, state.shelves) == (None, None)
    assert state.texts


def test_a_stray_file_keeps_nothing_from_being_seen(root: Path) -> None:
    living = opened(root)
    (root / "assessments/borduria/2026/lt-12.yaml~").write_text("an editor's copy", "utf-8")
    change(root, BORDURIA, GAP, WORSE)
    state = living.refresh()
    assert {problem.code for problem in serious(state.problems)} == {"unknown-file"}
    assert "whatsoever" in page(state, "borduria/lt-12/3/index.html")


def test_a_log_is_not_looked_at(root: Path, parsed: Counter[str]) -> None:
    living = opened(root)
    before = living.state()
    parsed.clear()
    (root / "assessments/borduria/log-2026.jsonl").write_text("not a line\n", "utf-8")
    assert living.refresh() is before
    assert not parsed
    assert "log-2026.jsonl" not in {path.name for path in stamps(root)}


def test_a_renamed_file_is_read_where_it_lies_now(root: Path, parsed: Counter[str]) -> None:
    living = opened(root)
    parsed.clear()
    (root / "assessments/borduria").rename(root / "assessments/syldavia")
    state = living.refresh()
    assert {path.split("/")[1] for path in parsed} == {"syldavia"}
    assert (plain(state.now), state.problems) == (plain(fresh(root)[0]), fresh(root)[1])


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (REGISTER, "iso3: XAR", "iso3: XAX"),
        ("assessments/instruments/lt-12.yaml", "edition:", "edition: '9' #"),
        ("indicators/statistics.csv", "arcadia", "nowhere"),
        ("indicators/logframe.yaml", "title:", "title: Another #"),
        ("reports/country.yaml", "title:", "title: Another #"),
        ("assessments/arcadia/legislation.yaml", "title: ", "title: Another "),
    ],
)
def test_what_follows_from_a_register_follows_it(root: Path, name: str, old: str, new: str) -> None:
    living = opened(root)
    page(living.state(), "borduria/lt-12/3/index.html")
    change(root, name, old, new)
    state, (inputs, problems) = living.refresh(), fresh(root)
    assert state.problems == problems
    if not serious(problems):
        assert plain(state.now) == plain(inputs)
        filed = inputs.workspace.site
        assert filed is not None
        assert state.shelves is not None
        expected = shelves(inputs, filed.value).makers
        assert set(state.shelves.makers) == set(expected)
        told = sorted(path for path in expected if path.endswith((".html", ".csv")))
        # Neighbours, such as the articles of a treaty, go the same way: the usual run looks at every third page.
        for path in told[:: 1 if EVERYTHING else 3]:
            assert state.shelves.makers[path]() == expected[path](), path


def test_the_roll_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "SETTLED", 0)  # so that nothing is read but what stamps tell
    living = opened(root)
    (root / "people.yaml").write_text("people:\n  - {id: ada, name: Ada, roles: {borduria: [evaluator]}}\n", "utf-8")
    roll = living.refresh().workspace.roll
    assert roll is not None
    assert roll.named("Ada")


def test_a_look_costs_a_twentieth_of_the_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, looks = [100.0], Counter[str]()

    def slow(_: Path) -> Mapping[Path, Any]:
        looks["look"] += 1
        now[0] += 0.5
        return {}

    living = opened(root)
    monkeypatch.setattr("compliance.web.living.time.monotonic", lambda: now[0])
    monkeypatch.setattr("compliance.web.living.stamps", slow)
    living.refresh()
    for _ in range(100):
        now[0] += 0.09
        living.state()
    assert looks == {"look": 1}
    now[0] += 1.1
    living.state()
    assert looks == {"look": 2}


def test_many_may_ask_at_once(root: Path) -> None:
    living, seen = opened(root), list[bool]()

    def asks() -> None:
        for _ in range(5):
            state = living.refresh()
            seen.append(bool(state.inputs) and not serious(state.problems))

    threads = [Thread(target=asks) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10):
        draft = root / "draft.tmp"
        shutil.copy(pattern() / BORDURIA, draft)
        with draft.open("a", encoding="utf-8") as file:
            file.write(f"# {number}\n")
        draft.replace(root / BORDURIA)
    for thread in threads:
        thread.join()
    assert len(seen) == 20
    assert all(seen)
    assert plain(living.refresh().now) == plain(fresh(root)[0])


Edit = Callable[[Path, str], object]
NAMES = (ARCADIA, BORDURIA, LAW, REGISTER, "indicators/statistics.csv", "reports/country.yaml", "reports/site.yaml")
EDITS: Mapping[str, Edit] = {
    "break": lambda root, name: (root / name).write_text("a: [\n", "utf-8"),
    "empty": lambda root, name: (root / name).write_text("", "utf-8"),
    "delete": lambda root, name: (root / name).unlink(missing_ok=True),
    "comment": lambda root, name: _append(root / name, "# more\n" if name.endswith("yaml") else "\n"),
    "mend": lambda root, name: shutil.copy(pattern() / name, root / name),
    "touch": lambda root, name: _touch(root / name),
    "stray": lambda root, name: (root / name).with_suffix(".bak").write_text("x", "utf-8"),
    "contradict": lambda root, name: _replaced(root / name, "penal-code", "other-code"),
    "answer": lambda root, name: _replaced(root / name, "rating: met", "rating: unmet"),
    "country": lambda root, name: _replaced(root / name, "country: borduria", "country: arcadia"),
}


def _touch(file: Path) -> None:
    if file.exists():
        os.utime(file)


def _append(file: Path, text: str) -> None:
    if file.exists():
        with file.open("a", encoding="utf-8") as stream:
            stream.write(text)


def _replaced(file: Path, old: str, new: str) -> None:
    if file.exists():
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")


@settings(max_examples=50 if EVERYTHING else 5, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.sampled_from(NAMES)), min_size=1, max_size=8))
def test_after_any_edits_the_state_is_that_of_a_fresh_reading(steps: list[tuple[str, str]]) -> None:
    root = Path(shutil.copytree(pattern(), Path(mkdtemp()) / "folder"))
    living = opened(root)
    try:
        for edit, name in steps:
            EDITS[edit](root, name)
            shown = living.refresh().inputs
            assert shown is None or not serious(check(shown.workspace)), (edit, name)
        state, (inputs, problems) = living.refresh(), fresh(root)
        if not serious(problems):
            assert state.inputs is state.now
            assert (plain(state.now), state.problems) == (plain(inputs), problems)
        for name in NAMES:
            EDITS["mend"](root, name)
        state, (inputs, problems) = living.refresh(), fresh(root)
        assert (plain(state.now), state.problems) == (plain(inputs), problems)
    finally:
        shutil.rmtree(root.parent)
