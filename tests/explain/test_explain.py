"""A score taken apart: what a reader is told of a made-up country, and that it adds up, for the training State too."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compliance.cli import main
from compliance.folder import read_workspace
from compliance.problems import serious
from compliance.queries.explain import explain, targets
from compliance.workspace import Workspace

HERE = Path(__file__).parent
HARBOURS, TRAINING = HERE / "harbours", HERE.parents[1] / "examples" / "training"
TARGETS = {
    "instrument": "7",
    "section": "ht-7/help",
    "gated article": "7.1",
    "article with levels and a reservation": "7.3",
    "unanswered criterion": "7.2.2",
    "group": "7.2.1",
    "excluded criterion": "7.3.2",
    "core criterion": "7.4.1",
    "criterion by level": "7.3.1",
    "criterion that does not apply": "7.3.3",
}


def compliance(*arguments: str) -> Result:
    done = CliRunner().invoke(main, ["--workspace", str(HARBOURS), *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


@cache
def workspace_of(root: Path) -> Workspace:
    found, problems = read_workspace(root)
    assert serious(problems) == ()
    return found


@pytest.mark.parametrize("name", TARGETS)
def test_an_explanation_reads_as_written_down(name: str, golden: Callable[[Path, str], None]) -> None:
    done = compliance("explain", "arcadia", TARGETS[name])
    assert done.exit_code == 0
    golden(HERE / "golden" / f"{name.replace(' ', '-')}.txt", done.output)


def test_other_programs_get_exact_fractions() -> None:
    (found,) = json.loads(compliance("explain", "arcadia", "7.1", "--format", "json").output)
    (end,) = found["ends"]
    assert (end["mean"], end["score"], end["by_ratings"], end["by_gates"]) == ("1/2", "1/3", "1/2", "1/6")
    assert [gate["binds"] for gate in end["gates"]] == [True, True]
    assert end["adds_up"] is True


def test_other_programs_get_values_of_a_criterion_and_its_national_provisions() -> None:
    (found,) = json.loads(compliance("explain", "arcadia", "7.3.1", "--format", "json").output)
    (member,) = found["criterion"]["members"]
    assert (member["rated"]["state"], member["rated"]["ratings"], member["evidence"]) == ("rated", ["partly"], "B")
    assert [(level["id"], level["ratings"]) for level in member["levels"]] == [
        ("state", ["none"]),
        ("coast", ["met"]),
        ("hills", ["partly"]),
    ]
    (provision,) = member["provisions"]
    assert (provision["act"], provision["provision"], provision["gist"]) == ("harbours-act", "4", "The rule.")
    assert [act["short"] for act in found["criterion"]["acts"]] == ["Harbours Act"]
    assert found["criterion"]["weight"] == {"group": None, "weight": "1", "of": "2", "article": "3", "share": "1/8"}
    assert [(part["id"], part["score"]["low"]) for part in found["parts"]] == [("coast", "1"), ("hills", "1/3")]
    (bundle,) = member["change"]["raised"]
    assert bundle["met"] == {"low": "1/12", "high": "1/12"}


def test_other_programs_get_why_a_criterion_is_left_out() -> None:
    (found,) = json.loads(compliance("explain", "arcadia", "7.3", "--format", "json").output)
    assert found["excluded"] == [{"id": "7.3.3", "reason": "condition-not-met", "deposit": None}]
    ((id_, deposit),) = [(one["id"], one["deposit"]) for one in found["excluded_as_bound"]]
    assert (id_, deposit["id"], deposit["permitted_by"]) == ("7.3.2", "ar-7-1", "Art. 3(4)")
    assert found["mean"]["article"]["rated"] == {"state": "rated", "ratings": ["partly", "partly"], "lead": []}


@pytest.mark.parametrize("name", ["7", "ht-7", "ht-7/help", "help", "7.1", "ht-7.1", "7.1.1", "7.2.1"])
def test_every_name_leads_to_its_number(name: str) -> None:
    assert compliance("explain", "arcadia", name).exit_code == 0


@pytest.mark.parametrize(("typo", "meant"), [("7.33.1", "7.3.1"), ("ht-7/hepl", "ht-7/help"), ("ht-8", "ht-7")])
def test_an_unknown_name_is_wrong_use_and_the_nearest_is_named(typo: str, meant: str) -> None:
    done = compliance("explain", "arcadia", typo)
    assert done.exit_code == 2
    assert f"there is no treaty, section, article or criterion `{typo}`. did you mean `{meant}`?" in done.output


def test_a_name_of_an_article_and_of_its_only_criterion_explains_both() -> None:
    both = targets(workspace_of(TRAINING))["198.6"]
    assert [target.kind for target in both] == ["article", "criterion"]


def test_a_country_must_exist_and_have_a_checklist() -> None:
    unknown, without = compliance("explain", "nowhere", "7"), compliance("explain", "arcadia", "185")
    assert (unknown.exit_code, without.exit_code) == (2, 2)
    assert "there is no country `nowhere`" in unknown.output
    assert "`arcadia` has no checklist for `185`." in without.output


@pytest.mark.parametrize("root", [HARBOURS, TRAINING], ids=["made up", "training"])
def test_losses_and_score_make_one_at_every_level(root: Path) -> None:
    workspace = workspace_of(root)
    country = "arcadia" if root is HARBOURS else "exempla"
    for target in {it for those in targets(workspace).values() for it in those if it.kind != "criterion"}:
        for one in explain(workspace, country, (target,)):
            assert all(end.adds_up for end in one.ends)
            assert [end.score for end in one.ends] == _ends(one.score)


def _ends(span: object) -> list[Fraction]:
    low, high = getattr(span, "low", None), getattr(span, "high", None)
    return list(dict.fromkeys(end for end in (low, high) if end is not None))


def test_every_criterion_of_a_country_can_be_explained() -> None:
    workspace = workspace_of(HARBOURS)
    for name, those in targets(workspace).items():
        found = explain(workspace, "arcadia", those)
        if those[0].instrument == "ht-7":
            assert [one.id for one in found] == [target.key for target in those], name
