"""Two evaluators who rate blind and are still at work: every text of either says whose it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import hostile
from click.testing import CliRunner
from hostile import FREE, Writer, fields

from compliance.authoring.layout import written
from compliance.cli import main
from compliance.inputs import read_inputs
from compliance.model.checklist import Checklist
from compliance.problems import serious
from compliance.source import read

FIRST = "assessments/arcadia/2026/lt-12.yaml"
SECOND = "assessments/arcadia/2026/lt-12.second.yaml"
TEXTS = FREE & frozenset(fields(Checklist)) - {
    "checklist.Checklist.due.key",
    "checklist.Contribution.fields",
    "checklist.Response.carried_over",
}
"""Every field of a checklist in which an evaluator or a reviewer may write what they like."""
OF_ADJUDICATION = {field for field in TEXTS if ".Adjudication." in field or ".Decision." in field}
"""What there is nothing of yet."""
LT = ("--instrument", "lt-12")
CAUSE = ("--cause", "text-read", "--note")


def run(root: Path, *words: str | Path) -> str:
    """What a command prints, on either stream."""
    done = CliRunner().invoke(main, ["--workspace", str(root), *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.output


def logs(root: Path) -> list[Path]:
    """The log of the country, a file for each year."""
    return sorted((root / "assessments/arcadia").glob("log*.jsonl"))


@cache
def blind() -> Path:
    """A workspace in which both evaluators are at work: every text of either says whose it is."""
    root = Path(mkdtemp()) / "workspace"
    hostile.combined(root)
    (root / "people.yaml").unlink()  # names are free here
    document, _ = read(root, root / FIRST)
    assert document
    for name, whose in ((FIRST, "erste"), (SECOND, "zweite")):
        marked = Writer(lambda _, number, whose=whose: f"{whose}{number:04}", TEXTS)  # type: ignore[misc]
        text = "\n".join(written(marked.data(_returned(document.data, whose), Checklist))) + "\n"
        (root / name).write_text(text, "utf-8")
        assert set(marked.written) >= TEXTS - OF_ADJUDICATION, TEXTS - OF_ADJUDICATION - set(marked.written)
    for file in logs(root):
        file.unlink()
    said = run(
        root, "rerate", "arcadia", "12.1.b", "not-met", *CAUSE, "erste9001", "--gap", "erste9002", "--by", "erste9003"
    )
    assert "→ not-met" in said
    said = run(root, "step", "arcadia", "submitted", *LT, "--second", "--note", "zweite9001", "--by", "zweite9002")
    assert "returned → submitted" in said
    (log,) = logs(root)
    assert marks(log.read_text("utf-8"), "erste")
    assert marks(log.read_text("utf-8"), "zweite")
    _, problems = read_inputs(root)
    assert serious(problems) == ()
    return root


def _returned(data: object, whose: str) -> dict[str, object]:
    """A checklist that a reviewer has returned, with everything that can be said of an answer but a third rating."""
    assert isinstance(data, dict)
    responses = {id_: dict(answer) for id_, answer in data["responses"].items()}
    for answer in responses.values():
        answer.pop("adjudication", None)
        answer["written"] = [{"by": whose, "on": "2026-06-01", "fields": ["gap"]}]
    steps = [
        {"status": "submitted", "by": whose, "on": "2026-07-01"},
        {"status": "returned", "by": whose, "on": "2026-07-02"},
    ]
    return {**data, "status": "returned", "evaluators": [whose], "steps": steps, "responses": responses}


def marks(text: str, whose: str) -> set[str]:
    """The texts of an evaluator that stand in something."""
    return set(re.findall(rf"{whose}\d{{4}}", text))


def unpacked(book: bytes) -> Mapping[str, str]:
    """The files of a workbook or a document as text."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return {name: parts.read(name).decode("utf-8", "replace") for name in parts.namelist()}
