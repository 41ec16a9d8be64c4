"""Edits of a file: which lines change, where new ones go, and how they are laid out."""

import shutil
from collections.abc import Callable, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Any

from compliance.authoring.edit import edited
from compliance.authoring.people import change_person
from compliance.folder import read_workspace
from compliance.source import Data, Step, parse

BEFORE = """\
# about the file
country: arcadia   # the first

responses:
  # on one
  L.1:
    rating: met
    evidence: B   # as the gazette says
    sources: [code, study]

  L.2:
    rating: partly
    # why it is partly
    gap: Nothing is said of islands.

  # on three
  L.3:
    rating: met
    legal_basis:
      - act: code
        # its article
        provision: "4"
        since: 2010

      - act: law
        provision: "5"

# at the end
"""
ORDERS: Mapping[tuple[Step, ...], tuple[str, ...]] = {
    ("responses",): ("L.0", "L.1", "L.2", "L.2.5", "L.3"),
    ("responses", "L.2"): ("rating", "evidence", "gap"),
}
AT, ACT = "responses", ("responses", "L.3", "legal_basis")
EDITS: Mapping[str, Mapping[tuple[Step, ...], Any]] = {
    "a criterion goes, its comment stays": {(AT, "L.2"): None},
    "what stands beside a value stays": {
        (AT, "L.1", "evidence"): "A",
        (AT, "L.1", "sources", 2): "third",
        (*ACT, 0, "provision"): "6",
    },
    "new fields go where they belong": {
        (AT, "L.0"): {"rating": "met"},
        (AT, "L.2.5"): {"rating": "partly", "since": "1998"},
        (AT, "L.2", "evidence"): "B",
    },
    "items keep apart": {(*ACT, 1, "gist"): "Lights", (*ACT, 2): {"act": "rule", "provision": "7"}},
    "an item goes with an empty line": {(*ACT, 1): None},
    "an item without its first field is written anew": {(*ACT, 0, "act"): None, (*ACT, 0, "since"): "2011"},
    "texts have marks where others would misread them": {
        ("since",): "0123",
        ("until",): "1999",
        ("year",): "1999",
        ("x",): "yes",
        ("y",): "a: b",
        ("of",): ["a,b", "c"],
        ("two",): "one\ntwo\n",
        ("ragged",): "one\n two\n",
        ("on",): "2026-11",
    },
    "a line has 108 columns at most": {
        ("a",): "ab " * 34 + "abc",
        ("b",): "ab " * 34 + "abcd",
        ("c",): "ab " * 34 + "#bc",
        ("list",): ["abcdefgh"] * 8 + ["ab"],
        ("more",): ["abcdefgh"] * 8 + ["abc"],
    },
}


def difference(changes: Mapping[tuple[Step, ...], Any]) -> str:
    """The lines that go and come, each with the line before and after."""
    document, problems = parse("file.yaml", BEFORE)
    assert document
    assert not problems
    after = edited(document, changes, lambda steps: ORDERS.get(steps, ()))
    lines = list(unified_diff(BEFORE.split("\n"), after.split("\n"), lineterm="", n=1))[2:]
    return "\n".join("..." if line.startswith("@@") else line.rstrip() for line in lines)


def test_only_the_lines_of_what_differs_change(golden: Callable[[Path, str], None]) -> None:
    texts = [f"=== {title}\n{difference(changes)}\n" for title, changes in EDITS.items()]
    golden(Path(__file__).parent / "golden" / "edits.txt", "".join(texts))


def test_a_list_at_the_beginning_of_its_lines_takes_another_item() -> None:
    document, _ = parse("f.yaml", "steps:\n- by: Ana\n  note: |\n    one\n    two\nevaluators:\n- Ana\n")
    assert document
    more: dict[tuple[Step, ...], Data] = {
        ("steps", 1): {"by": "Rea", "note": "three\nfour"},
        ("evaluators", 1): "a text that is: quoted",
    }
    assert edited(document, more) == (
        "steps:\n- by: Ana\n  note: |\n    one\n    two\n\n- by: Rea\n  note: |-\n    three\n    four\n"
        'evaluators:\n- Ana\n\n- "a text that is: quoted"\n'
    )


def test_the_first_person_begins_the_file(tmp_path: Path) -> None:
    root = Path(shutil.copytree(Path(__file__).parents[1] / "problems" / "_base", tmp_path / "workspace"))
    change_person(read_workspace(root)[0], "ana", name="Ana Anić", roles={"arcadia": ["evaluator"]})
    lines = (root / "people.yaml").read_text("utf-8").splitlines()
    assert lines == ["people:", "  - id: ana", "    name: Ana Anić", "    roles:", "      arcadia: [evaluator]"]
