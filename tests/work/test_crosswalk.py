"""Crosswalks: ties between what exists, proposals that are never copied, official ratings never converted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import CHECKLIST, Desk

from compliance.cli import main
from compliance.folder import read_workspace
from compliance.workspace import Workspace

TRAINING = Path(__file__).resolve().parents[2] / "examples" / "training"
TIES = """\
id: harbours
first: harbours
second: lighthouses
drawn_from: Made up for the tests.
ties:
  - {first: H.1, second: L.1.2, relation: RELATION, reason: Both look at islands.}
"""


@pytest.fixture(scope="module")
def ours() -> Workspace:
    return read_workspace(TRAINING)[0]


def test_every_tie_has_its_ends_and_a_reason(ours: Workspace) -> None:
    assert set(ours.crosswalks) == {"ets-185-ets-198", "ets-185-fatf", "ets-198-fatf"}
    for filed in ours.crosswalks.values():
        pairs = [(tie.first, tie.second) for tie in filed.value.ties]
        assert len(pairs) == len(set(pairs))
        assert all(len(tie.reason) > 30 and tie.reason.endswith(".") for tie in filed.value.ties)


def test_a_tie_between_criteria_follows_a_link_of_the_instruments(ours: Workspace) -> None:
    """No relation is invented: one of the two lists of criteria points to the other's article."""
    articles = {
        criterion.id: article.number
        for filed in ours.instruments.values()
        for article in filed.value.articles
        for criterion in article.criteria
    }
    linked = {
        (criterion.id, link.instrument, provision)
        for filed in ours.instruments.values()
        for criterion in filed.value.criteria()
        for link in criterion.links
        for provision in link.provisions
    }

    def points(one: str, other: str, instrument: str) -> bool:
        article = articles[one]
        inside = [id_ for id_, number in articles.items() if number == article and id_[:3] == one[:3]]
        wanted = articles[other]
        return any(id_ in inside and to == instrument and _covers(provision, wanted) for id_, to, provision in linked)

    for tie in ours.crosswalks["ets-185-ets-198"].value.ties:
        assert points(tie.first, tie.second, "ets-198") or points(tie.second, tie.first, "ets-185"), tie


def _covers(provision: str, article: str) -> bool:
    """Whether a link such as `27(4)` or `16-18` names an article."""
    first, _, last = provision.partition("-")
    numbers = [part.partition("(")[0] for part in (first, last) if part]
    if len(numbers) == 2 and all(one.isdecimal() for one in numbers):
        return int(numbers[0]) <= int(article) <= int(numbers[1])
    return article == numbers[0]


def test_a_tie_to_a_standard_is_a_link_of_the_article(ours: Workspace) -> None:
    for id_ in ("ets-185", "ets-198"):
        links = {
            (article.number, item)
            for article in ours.instruments[id_].value.articles
            for criterion in article.criteria
            for link in criterion.links
            if link.instrument == "fatf"
            for item in link.provisions
        }
        assert {(tie.first, tie.second) for tie in ours.crosswalks[f"{id_}-fatf"].value.ties} == links


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with a second treaty, one of whose criteria is tied to an open one of the first."""
    desk = Desk(tmp_path / "work")
    instrument = (desk.root / "assessments/instruments/lighthouses.yaml").read_text("utf-8")
    harbours = instrument[: instrument.index("      - id: L.1.2")] + "grounds: []\n"
    harbours = harbours.replace("id: lighthouses", "id: harbours").replace("L.1.1", "H.1").replace("L 1", "H 1")
    (desk.root / "assessments/instruments/harbours.yaml").write_text(harbours, "utf-8")
    answers = desk.text.replace("instrument: lighthouses", "instrument: harbours").replace("L.1.1", "H.1")
    (desk.root / CHECKLIST.with_name("harbours.yaml")).write_text(answers, "utf-8")
    return desk


def tie(desk: Desk, relation: str) -> None:
    folder = desk.root / "assessments/crosswalks"
    folder.mkdir(exist_ok=True)
    (folder / "harbours.yaml").write_text(TIES.replace("RELATION", relation), "utf-8")


@pytest.mark.parametrize(
    ("relation", "given", "proposed"),
    [
        ("equal", "met", "met"),
        ("equal", "not-met", "not-met"),
        ("wider", "met", "met"),
        ("wider", "partly", None),
        ("narrower", "met", None),
        ("overlaps", "met", None),
    ],
)
def test_an_answer_is_proposed_where_it_follows_and_never_copied(
    desk: Desk, relation: str, given: str, proposed: str | None
) -> None:
    tie(desk, relation)
    if given != "met":
        desk.change(
            "    rating: met\n", f"    rating: {given}\n    gap: Islands.\n", CHECKLIST.with_name("harbours.yaml")
        )
    before = desk.files()
    said = json.loads(desk.run("crosswalk", "arcadia", "--format", "json"))["proposals"]
    assert [(one["criterion"], one["answered"], one["relation"], one["proposed"]) for one in said] == [
        ("L.1.2", "H.1", relation, proposed)
    ]
    text = desk.run("crosswalk", "arcadia")
    assert "L.1.2  Does the offence cover lights on islands?" in text
    assert (f"{proposed} proposed: H.1 is rated {given}" if proposed else "look at the provisions") in text
    assert "Both look at islands." in text
    assert "lights-act 4: Punishes whoever puts out a light at sea." in text
    assert desk.files() == before


@pytest.mark.parametrize(
    ("written", "read"), [("equal", "equal"), ("wider", "narrower"), ("narrower", "wider"), ("overlaps", "overlaps")]
)
def test_a_tie_is_read_from_its_other_end(desk: Desk, written: str, read: str) -> None:
    tie(desk, written)
    file = Path("assessments/crosswalks/harbours.yaml")
    desk.change("first: harbours\nsecond: lighthouses", "first: lighthouses\nsecond: harbours", file)
    desk.change("first: H.1, second: L.1.2", "first: L.1.2, second: H.1", file)
    (said,) = json.loads(desk.run("crosswalk", "arcadia", "--format", "json"))["proposals"]
    assert (said["criterion"], said["answered"], said["relation"]) == ("L.1.2", "H.1", read)
    assert said["proposed"] == ("met" if read in ("equal", "wider") else None)


def test_what_is_answered_gets_no_proposal(desk: Desk) -> None:
    tie(desk, "equal")
    desk.change(
        "responses:\n", "responses:\n  L.1.2:\n    rating: not-met\n    gap: Islands.\n    evidence: D\n", CHECKLIST
    )
    assert "no open criterion shares anything" in desk.run("crosswalk", "arcadia")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("first: H.1", "first: H.9", "unknown-criterion"),
        ("first: harbours", "first: harbors", "unknown-instrument"),
        ("id: harbours", "id: ports", "wrong-place"),
        ("relation: equal", "relation: same", "unknown-word"),
    ],
)
def test_a_tie_to_nothing_has_its_place(desk: Desk, old: str, new: str, code: str) -> None:
    tie(desk, "equal")
    desk.change(old, new, Path("assessments/crosswalks/harbours.yaml"))
    assert f" {code}: " in desk.run("check").partition("harbours.yaml:")[2].partition("\n")[0]


def test_official_ratings_stand_beside_ours_as_they_are() -> None:
    said = CliRunner().invoke(main, ["--workspace", str(TRAINING), "crosswalk", "exempla"]).output
    (row,) = (line.split("  ") for line in said.splitlines() if line.strip().startswith("CETS No. 198 Art.\u00a012 "))
    cells = [cell.strip() for cell in row if cell.strip()]
    assert cells[0] == "CETS No. 198 Art.\u00a012"
    assert cells[3:] == ["R.29", "C", "Fictional Evaluation Body", "2018-05"]
    assert "neither scale is converted into the other" in said
