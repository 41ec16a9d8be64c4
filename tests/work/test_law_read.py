"""Law that was read: leads, minima, findings of bodies, texts older than their act, as a reader sees them."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import BASE

from compliance.cli import main

ARCADIA = "assessments/arcadia"
HEAD = """\
country: arcadia
instrument: lighthouses
cycle: "2026"
cut_off: 2026-06-30
status: draft
basis: desk-review
evaluators: [desk]
responses:
"""
READ = """\
  L.1.1:
    rating: [met, mostly]
    floor: The Act of 2019, which may add to it, was not read.
    gap: Whether dimming counts was not seen.
    legal_basis:
      - {act: lights-act, provision: "4", role: offence, gist: Punishes it., sources: [gazette]}
    evidence: C
    recorded: 2026-07-15
    cause: text-read
    history:
      - {rating: partly, evidence: D, recorded: 2026-06-30}
"""
LEAD = """\
  L.1.2:
    rating: partly
    gap: Only large islands.
    legal_basis:
      - {act: lights-act, provision: "5", role: offence, gist: Extends it.}
    evidence: D
"""
ACTS = """\
country: arcadia
acts:
  - id: lights-act
    kind: act
    title: Act on Lights at Sea
    short: Lights Act
    status: in-force
    amendments: ["3/2014", "8/2019"]
    read: {extent: parts, parts: "4-6", consolidated_to: "3/2014", as_of: 2014, text: copy, sources: [gazette]}
    sources: [gazette]
  - {id: old-act, kind: act, title: Old Act, short: Old Act, status: repealed, repealed_by: lights-act, in_force: 1990}
"""
FOUND = """\
country: arcadia
findings:
  - id: ar-2024-1
    body: Conference of the Parties
    document: Report of the second meeting
    date: 2024-05
    instrument: lighthouses
    articles: ["1"]
    criteria: [L.1.1]
    asked: Arcadia should punish dimming.
    follow_up: {state: reported, text: A bill is prepared., date: 2025, sources: [gazette]}
    sources: [gazette]
  - id: ar-2025-1
    body: Conference of the Parties
    document: Report of the third meeting
    date: 2025-05
    asked: What nobody has seen.
"""
PARTY = """\
country: arcadia
instruments:
  lighthouses:
    status: party
    bound: {date: 2004-02-01}
    in_force: {date: 2004-06-01}
    reservations: known
    deposits:
      - id: ar-1
        kind: reservation
        provisions: [Art. 1(1)]
        criteria: [L.1.1]
        effect: narrows
        EVIDENCE
        permitted_by: art-1-3
        gist: Small lights are left out.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace whose one treaty counts answers from grade C."""
    root = tmp_path / "workspace"
    shutil.copytree(BASE, root)
    write(root, "2026/lighthouses.yaml", HEAD + READ + LEAD)
    write(root, "legislation.yaml", ACTS)
    treaty = root / "assessments/instruments/lighthouses.yaml"
    scale = "  caps: {not-met: partly, partly: mostly}\n"
    treaty.write_text(treaty.read_text("utf-8").replace(scale, f"{scale}  counts_from: C\n"), "utf-8")
    return root


def write(root: Path, name: str, text: str) -> None:
    (root / ARCADIA / name).write_text(text, "utf-8")


def said(root: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["--workspace", str(root), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_a_lead_is_shown_and_not_counted(root: Path) -> None:
    (found,) = json.loads(said(root, "score", "--format", "json"))
    whole = found["whole"]
    assert (whole["answered"], whole["applicable"], whole["leads"]) == (1, 2, 1)
    assert (whole["low"], whole["high"]) == ("1/3", "1")
    assert whole["with_leads"] == {"low": "1/2", "high": "2/3"}
    told = squeezed(said(root, "explain", "arcadia", "L.1.2"))
    assert "Evidence D, a lead: not counted (no source seen)" in told
    assert "Lead partly" in told
    assert "Rating lead, worth" in told


def test_a_minimum_says_which_text_was_not_read(root: Path) -> None:
    told = squeezed(said(root, "explain", "arcadia", "L.1.1"))
    assert "Floor the lowest rating is a minimum: The Act of 2019, which may add to it, was not read." in told
    assert "Text Lights Act: read in parts (4-6); consolidated to 3/2014 (2014); copy; older than the last" in told


def test_the_first_rating_is_a_lead_as_it_was_known_then(root: Path) -> None:
    (then,) = json.loads(said(root, "score", "--format", "json", "--known", "2026-07-01"))
    assert (then["whole"]["answered"], then["whole"]["leads"]) == (0, 2)
    assert (then["whole"]["low"], then["whole"]["high"]) == ("0", "1")


@pytest.mark.parametrize("leads", [False, True])
def test_what_was_read_is_a_step_of_the_bridge_and_the_method_another(root: Path, *, leads: bool) -> None:
    given = ["compare", "arcadia", "--from", "2026", "--to", "2026", "--from-known", "2026-07-01", "--format", "json"]
    found = json.loads(said(root, *given, *(["--from-leads"] if leads else [])))["comparisons"][0]
    steps = {it["cause"]: (it["criteria"], it["low"], it["high"]) for it in found["whole"]["steps"]}
    assert steps.keys() == {"text-read", *(["method-changed"] if leads else [])}
    lows = sum(Fraction(low) for _, low, _ in steps.values())
    assert Fraction(found["whole"]["before"]["low"]) == (Fraction(1, 3) if leads else 0)
    assert (
        Fraction(found["whole"]["before"]["low"]) + lows == Fraction(found["whole"]["after"]["low"]) == Fraction(1, 3)
    )
    assert found["from"]["leads_counted"] is leads


def test_a_finding_of_a_body_stands_at_the_criteria_on_which_it_bears(root: Path) -> None:
    write(root, "findings.yaml", FOUND)
    told = squeezed(said(root, "explain", "arcadia", "L.1.1"))
    assert (
        "Finding Conference of the Parties, Report of the second meeting, May 2024: Arcadia should punish dimming. "
        "Follow-up: reported on, A bill is prepared." in told
    )
    assert "What nobody has seen" not in told


def test_findings_point_to_what_exists(root: Path) -> None:
    wrong = (
        FOUND.replace("[L.1.1]", "[L.9.9]")
        .replace('articles: ["1"]', 'articles: ["9"]')
        .replace("date: 2025,", "date: 2023,")
    )
    write(
        root,
        "findings.yaml",
        wrong.replace("id: ar-2025-1", "id: ar-2024-1").replace("sources: [gazette]}", "sources: [gazet]}"),
    )
    done = CliRunner().invoke(main, ["--workspace", str(root), "check"])
    for code in ("unknown-criterion", "unknown-article", "dates-out-of-order", "repeated-id", "unknown-source"):
        assert "findings.yaml:" in done.stdout
        assert f": {code}: " in done.stdout, code


def test_old_texts_are_listed_with_what_rests_on_them(root: Path) -> None:
    told = said(root, "evidence", "arcadia", "--old")
    assert "  lights-act, read to 3/2014, amended by 8/2019: L.1.1, L.1.2" in told
    assert "Acts without a date in force (1)\n  lights-act: Lights Act" in told
    (found,) = json.loads(said(root, "evidence", "--old", "--format", "json"))
    assert found["older"] == [
        {
            "act": "lights-act",
            "read_to": "3/2014",
            "as_of": "2014",
            "last_amendment": "8/2019",
            "criteria": ["L.1.1", "L.1.2"],
        }
    ]
    assert (found["repealed"], found["without_date"]) == ([], ["lights-act"])


def test_what_rests_on_a_repealed_act_is_listed(root: Path) -> None:
    write(root, "2026/lighthouses.yaml", HEAD + READ.replace("act: lights-act", "act: old-act"))
    (found,) = json.loads(said(root, "evidence", "--old", "--format", "json"))
    assert found["repealed"] == [{"act": "old-act", "repealed_by": "lights-act", "until": None, "criteria": ["L.1.1"]}]


@pytest.mark.parametrize(
    ("evidence", "status"), [("evidence: text-seen", "scored"), ("evidence: not-verified", "deposits-not-verified")]
)
def test_a_deposit_narrows_only_if_its_text_was_seen(root: Path, evidence: str, status: str) -> None:
    write(root, "participation.yaml", PARTY.replace("EVIDENCE", evidence))
    (found,) = json.loads(said(root, "score", "--format", "json"))
    assert found["as_bound_status"] == status
    told = squeezed(said(root, "explain", "arcadia", "L.1.1"))
    effect = "narrows it" if status == "scored" else "not verified, so not counted"
    assert f"Deposit {effect}: reservation ar-1, permitted by Art. 1(3): Small lights are left out." in told


def test_a_withdrawn_deposit_leaves_nothing_unknown(root: Path) -> None:
    withdrawn = "evidence: not-verified\n        deposited: 2004-02-01\n        withdrawn: 2010-01-01"
    write(root, "participation.yaml", PARTY.replace("EVIDENCE", withdrawn))
    (found,) = json.loads(said(root, "score", "--format", "json"))
    assert found["as_bound_status"] == "scored"


CLAUSE = '{act: lights-act, provision: "1", role: treaty, gist: Treaties go first., sources: [gazette]}'
RECALLED = '{act: lights-act, provision: "1", role: treaty, gist: Treaties go first.}'
TREATY = '{act: lighthouses, provision: "1(2)", role: treaty, gist: Islands too., sources: [gazette]}'
RATIFIED = '{act: lights-treaty-law, provision: "1", role: treaty, gist: Ratifies it., sources: [gazette]}'
RATIFIES = "  - {id: lights-treaty-law, kind: treaty-law, title: Treaty Law, short: Treaty Law, status: in-force}\n"


def by_precedence(root: Path, applicability: str, rating: str, evidence: str, *bases: str) -> str:
    """What `check` says of an answer that rests on such legal bases alone."""
    treaty = root / "assessments/instruments/lighthouses.yaml"
    text = treaty.read_text("utf-8")
    asked = text.index("id: L.1.2")
    changed = text[asked:].replace("direct_applicability: possible", f"direct_applicability: {applicability}", 1)
    treaty.write_text(text[:asked] + changed, "utf-8")
    gap = "" if rating == "met" else "    gap: No statute says so.\n"
    cited = "".join(f"      - {basis}\n" for basis in bases)
    answer = f"  L.1.2:\n    rating: {rating}\n{gap}    evidence: {evidence}\n    legal_basis:\n{cited}"
    write(root, "legislation.yaml", ACTS + RATIFIES)
    write(root, "2026/lighthouses.yaml", HEAD + READ + answer)
    return said(root, "check")


@pytest.mark.parametrize(
    ("applicability", "rating", "expected"),
    [("typical", "met", None), ("possible", "mostly", None), ("possible", "met", "at best as `mostly`"), ("unsuitable", "partly", "it needs national law"), ("unsuitable", "not-met", None)],
)  # fmt: skip
def test_a_treaty_carries_what_the_criterion_allows(
    root: Path, applicability: str, rating: str, expected: str | None
) -> None:
    told = by_precedence(root, applicability, rating, "B", CLAUSE, RATIFIED)
    assert ("by-precedence" in told) is (expected is not None)
    assert expected is None or expected in told


@pytest.mark.parametrize(
    ("evidence", "bases", "expected"),
    [("C", [CLAUSE, TREATY], None), ("C", [CLAUSE, RATIFIED], None), ("C", [RATIFIED], "the clause that puts it first was not seen"), ("C", [RECALLED, RATIFIED], "the clause that puts it first was not seen"), ("C", [CLAUSE], "no source shows that it is in force"), ("B", [CLAUSE, TREATY], "its publication, without which the grade is not B, was not seen"), ("D", [CLAUSE], None)],
)  # fmt: skip
def test_a_treaty_counts_where_clause_and_force_were_seen(
    root: Path, evidence: str, bases: list[str], expected: str | None
) -> None:
    told = by_precedence(root, "typical", "met", evidence, *bases)
    assert ("by-precedence" in told) is (expected is not None)
    assert expected is None or expected in told


def test_participation_shows_that_a_treaty_is_in_force(root: Path) -> None:
    shown = PARTY.replace("in_force: {date: 2004-06-01}", "in_force: {date: 2004-06-01, sources: [gazette]}")
    write(root, "participation.yaml", shown.replace("EVIDENCE", "evidence: text-seen"))
    assert "by-precedence" not in by_precedence(root, "typical", "met", "C", CLAUSE)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [("Whether dimmed lights count was not seen.", True), ("Islands far away are left out.", False)],
)
def test_only_gaps_that_speak_alike_are_one_limit(root: Path, gap: str, expected: bool) -> None:
    treaty = root / "assessments/instruments/lighthouses.yaml"
    text = treaty.read_text("utf-8").replace("id: L.1.2\n", "id: L.1.2\n        limit_counts_at: [L.1.1]\n", 1)
    treaty.write_text(text, "utf-8")
    one = READ.replace("[met, mostly]", "mostly").replace(
        "    floor: The Act of 2019, which may add to it, was not read.\n", ""
    )
    other = LEAD.replace("Only large islands.", gap).replace("evidence: D", "evidence: C")
    other = other.replace('provision: "5"', 'provision: "4"').replace(
        "Extends it.}", "Extends it., sources: [gazette]}"
    )
    write(root, "2026/lighthouses.yaml", HEAD + one + other)
    assert ("limit-counted-twice" in said(root, "check")) is expected
