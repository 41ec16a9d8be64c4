"""The law of another day, as known on another, and with a bill: what the commands print about it."""

import json
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import BASE

from compliance.cli import main

GOLDEN = Path(__file__).parent / "compare.json"
FOOTNOTE = "* Its borders are drawn without prejudice."

CHECKLIST = """\
    since: 2020-05-01
    cause: law-changed
    history:
      - {since: "2012", rating: not-met, recorded: 2024-06-30, cause: evidence-found}
      - {since: "2012", rating: partly, recorded: 2025-02-01, cause: error-corrected}
"""
BILL = """\
id: islands-2027
country: arcadia
title: Bill on Lights on Islands
status: in-parliament
responses:
  lighthouses:
    L.1.2:
      rating: met
      legal_basis:
        - {act: lights-act, provision: 4a, role: offence, gist: Covers islands., in_force: 2027-01-01, sources: [gazette]}
      evidence: B
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A country whose rating was corrected, whose law changed, and which has a bill."""
    root = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("lights") / "workspace"))
    arcadia = root / "assessments" / "arcadia"
    with (arcadia / "2026" / "lighthouses.yaml").open("a", encoding="utf-8") as file:
        file.write(CHECKLIST)
    (arcadia / "bills").mkdir()
    (arcadia / "bills" / "islands-2027.yaml").write_text(BILL, "utf-8")
    names = root / "assessments" / "jurisdictions.yaml"
    text = names.read_text("utf-8").replace("{en: Arcadia}", "{en: Arcadia*}").replace("    currency", "    footnote: borders\n    currency")  # fmt: skip
    note = f'footnotes:\n  - {{id: borders, mark: "*", text: "{FOOTNOTE}"}}\n'
    names.write_text(note + text, "utf-8")
    return root


def compliance(root: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(main, ["--workspace", str(root), *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def said(root: Path, *arguments: str) -> list[str]:
    """What a command prints, line by line, with its spaces drawn together."""
    done = compliance(root, *arguments)
    assert done.exit_code == 0, done.output
    return [" ".join(line.split()) for line in done.output.splitlines() if line.strip()]


def test_the_example_is_clean(root: Path) -> None:
    assert compliance(root, "check").exit_code == 0


def test_changes_stand_under_their_causes_and_the_bridge_adds_up(root: Path) -> None:
    lines = said(root, "compare", "arcadia", "--from", "2016-01-01", "--to", "2026", "--from-known", "2024-12-31")
    assert lines[0] == "Arcadia*, L 1: law of 1 January 2016, as known on 31 December 2024 → cycle 2026"
    assert "the law changed L.1.1 partly met 1 May 2020" in lines
    assert "an error was corrected L.1.1 not met partly 2012" in lines
    assert lines[lines.index("before 0.0 33.3") :][:4] == [
        "before 0.0 33.3",
        "the law changed 1 +33.3 +33.4",
        "an error was corrected 1 +16.7 +33.3",
        "after 50.0 100.0",
    ]
    assert "Exactly, at worst: 0 + 1/3 + 1/6 = 1/2" in lines
    assert lines[-1] == FOOTNOTE


def test_nothing_changed_is_said(root: Path) -> None:
    lines = said(root, "compare", "arcadia", "--from", "2021-01-01", "--to", "2026")
    assert "No criterion changed." in lines


def test_a_bill_has_a_step_of_its_own_and_is_no_law(root: Path) -> None:
    lines = said(root, "compare", "arcadia", "--from", "2026", "--to", "2026", "--with-bill", "islands-2027")
    assert "the bill would change it L.1.2 unanswered met –" in lines
    assert any("“Bill on Lights on Islands” (in parliament)" in line and "It is no law" in line for line in lines)


def test_json_is_exact(root: Path, golden: Callable[[Path, str], None]) -> None:
    arguments = ("--from", "2016-01-01", "--to", "2026", "--from-known", "2024-12-31", "--with-bill", "islands-2027")
    text = compliance(root, "compare", "arcadia", *arguments, "--format", "json").output
    golden(GOLDEN, text)
    (one,) = json.loads(text)["comparisons"]
    for end in ("low", "high"):
        steps = sum(Fraction(step[end]) for step in one["whole"]["steps"])
        assert Fraction(one["whole"]["before"][end]) + steps == Fraction(one["whole"]["after"][end])


def test_scores_of_another_day_say_so(root: Path) -> None:
    lines = said(root, "score", "--on", "2016-01-01", "--known", "2024-12-31")
    assert any(line.startswith("Arcadia* L 1 2026 2016-01-01 0–33 ") for line in lines)
    assert lines[-2:] == ["As known on 31 December 2024.", FOOTNOTE]
    (one,) = json.loads(compliance(root, "score", "--on", "2016-01-01", "--format", "json").output)
    assert (one["law_as_of"], one["known_on"], one["with_bill"]) == ("2016-01-01", None, None)


def test_scores_with_a_bill_say_that_it_is_no_law(root: Path) -> None:
    lines = said(root, "score", "--with-bill", "islands-2027")
    assert any(line.startswith("Arcadia* L 1 2026 2026-06-30 100 ") for line in lines)
    assert any("It is no law" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("score", "--on", "2016-1-1"), "write one such as 2026-06-30"),
        (("score", "--on", "2026-02-30"), "is no day"),
        (("score", "--on", "2026-07-01"), "on file up to 30 June 2026"),
        (("score", "--with-bill", "island-2027"), "did you mean `islands-2027`?"),
        (("compare", "arkadia", "--from", "2026", "--to", "2026"), "did you mean `arcadia`?"),
        (("compare", "arcadia", "--from", "2025", "--to", "2026"), "did you mean `2026`?"),
        (("compare", "arcadia", "--from", "2016-01-01", "--to", "2026-07-01"), "on file up to 30 June 2026"),
        (("compare", "arcadia", "--from", "2026", "--to", "2026", "--with-bill", "x"), "there is no bill `x`"),
    ],
)
def test_wrong_use_ends_with_2_and_a_hint(root: Path, arguments: tuple[str, ...], hint: str) -> None:
    done = compliance(root, *arguments)
    assert done.exit_code == 2
    assert hint in " ".join(done.output.split())


def test_no_law_is_on_file_of_a_day_before_the_treaty_was_opened(root: Path) -> None:
    assert compliance(root, "score", "--on", "2001-05-01").exit_code == 0
    done = compliance(root, "score", "--on", "2001-04-30")
    assert done.exit_code == 2
    assert "the first of the treaties was opened on 1 May 2001" in " ".join(done.output.split())


def test_of_two_bills_with_one_id_the_country_must_be_named(root: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(root, tmp_path / "workspace"))
    assessments = copy / "assessments"
    shutil.copytree(assessments / "arcadia", assessments / "borduria")
    for file in (assessments / "borduria").rglob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("country: arcadia", "country: borduria"), "utf-8")
    with (assessments / "jurisdictions.yaml").open("a", encoding="utf-8") as names:
        names.write("  - id: borduria\n    names: [{text: {en: Borduria}}]\n")
    done = compliance(copy, "score", "--with-bill", "islands-2027")
    assert done.exit_code == 2
    assert "arcadia and borduria have a bill `islands-2027` each; name the country" in " ".join(done.output.split())
    assert "Borduria" in compliance(copy, "score", "borduria", "--with-bill", "islands-2027").output


def test_cycles_that_share_no_instrument_cannot_be_compared(root: Path, tmp_path: Path) -> None:
    arcadia = Path(shutil.copytree(root, tmp_path / "workspace")) / "assessments" / "arcadia"
    head = (arcadia / "2026" / "lighthouses.yaml").read_text("utf-8").partition("responses:")[0]
    (arcadia / "2025").mkdir()
    other = head.replace("lighthouses", "ets-185").replace('cycle: "2026"', 'cycle: "2025"')
    (arcadia / "2025" / "ets-185.yaml").write_text(f"{other}responses: {{}}\n", "utf-8")
    done = compliance(tmp_path / "workspace", "compare", "arcadia", "--from", "2025", "--to", "2026")
    assert done.exit_code == 2
    assert "for no instrument does arcadia have a checklist in both cycles" in done.output
