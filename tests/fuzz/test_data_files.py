"""Changed data files of every kind: each gives problems with their places or is read as another reader reads it, and nothing is written."""

from __future__ import annotations

import csv
import io
import re
import shutil
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from documents import EVERYTHING, ROOT
from hostile import combined
from memory import forget_peak, memory

from compliance.inputs import read_inputs
from compliance.problems import as_github, as_json, as_text
from compliance.source import Data, parse
from compliance.tables import read_table

COUNT = 3000 if EVERYTHING else 60
"""How many are tried: all of them by `./run fuzz`."""
SECONDS, MEGABYTES = 10, 400
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
LIBRARY = ROOT / "examples/library/indicators"
PIECES = (
    b"[", b"{", b"]", b"}", b"- ", b": ", b"&a ", b"*a", b"<<: *a", b"!!int ", b"!!python/object:os.system ", b"|\n", b">-\n", b'"', b"'", b"#", b"\t", b"\r", b"\0",
    b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85", b"\xe2\x80\xae", b"\\x", b"---\n", b"...\n", b"%YAML 9\n", b"%TAG ! x\n", b"? ", b"~", b"null", b"1/0", b"1e400", b"1e100000000",
    b"1_000", "\u0661".encode(), "\uff11".encode(), b"2026-02-31", b"-1", b"0", b"99999999999999999999", b"=1+1", b"\n", b"\r\n", b"  ", b",", b",,", b'""', b"x" * 40_000, b"[" * 2000,
    b"javascript:alert(1)", b"../../etc/passwd", b"yes", b"NO", b"!", b"%", b"@", b"`", "\u00bd".encode(), b"inf", b"nan", b"0x10",
)  # fmt: skip


def workspace(folder: Path) -> Path:
    """A workspace with a file of every kind."""
    root = combined(folder / "workspace")
    shutil.copytree(LIBRARY / "indices", root / "indicators/indices", dirs_exist_ok=True)
    shutil.copy(ROOT / "tests/iati/activity.yaml", root / "indicators/activity.yaml")
    return root


class Files:
    """The files of a workspace, one of which is changed at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        named = (file for file in sorted(root.rglob("*")) if file.is_file())
        self.texts = {file.relative_to(root).as_posix(): file.read_bytes() for file in named}

    def state(self) -> dict[str, bytes]:
        return {
            file.relative_to(self.root).as_posix(): file.read_bytes() for file in self.root.rglob("*") if file.is_file()
        }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(workspace(tmp_path_factory.mktemp("files")))


def changed(rnd: Random, raw: bytes) -> bytes:
    """A file in which a piece was lost, put in, moved or doubled."""
    for _ in range(rnd.choice((1, 1, 1, 2, 4))):
        place = rnd.randrange(len(raw) + 1)
        lines = raw.split(b"\n")
        line = rnd.randrange(len(lines))
        match rnd.randrange(8):
            case 0 | 1:
                raw = raw[:place] + rnd.choice(PIECES) + raw[place:]
            case 2:
                raw = raw[:place] + raw[place + rnd.randrange(1, 30) :]
            case 3:
                lines[line] = rnd.choice((b"  ", b" ", b"\t", b"")) + lines[line].lstrip()
                raw = b"\n".join(lines)
            case 4:
                raw = b"\n".join((*lines[:line], lines[line], *lines[line:]))
            case 5:
                raw = b"\n".join((*lines[:line], *lines[line + 1 :]))
            case 6:
                before, mark, _ = lines[line].rpartition(rnd.choice((b": ", b",")))
                lines[line] = before + mark + rnd.choice(PIECES)
                raw = b"\n".join(lines)
            case _:
                raw = (
                    raw[:place] + bytes([raw[place] ^ 1 << rnd.randrange(8)]) + raw[place + 1 :]
                    if place < len(raw)
                    else raw
                )
    return raw


def plain(data: Any) -> Data:
    """What another reader finds, without what counts as absent here."""
    match data:
        case dict():
            return {str(key): one for key, value in data.items() if (one := plain(value)) is not None}
        case list():
            return [plain(item) for item in data]
        case _:
            return None if data is None or data in ("", "~", "null") else str(data)


def same_as_others(path: str, raw: bytes) -> None:
    """That a file in whose form nothing is wrong holds what another reader finds in it."""
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    if path.endswith(".yaml"):
        document, problems = parse(path, text)
        if document is not None and not problems:
            try:
                others = yaml.load(text, yaml.BaseLoader)
            except yaml.YAMLError:  # it takes less than the library that we use; then there is nothing to compare
                return
            assert plain(document.data) == plain(others)


def rows(file: Path, root: Path) -> None:
    table, problems = read_table(root, file)
    if table is not None and not problems:
        others = [row for row in csv.reader(io.StringIO(file.read_text("utf-8-sig"))) if row]
        ours = [[row.cells.get(name, "") for name in table.columns] for row in table.rows]
        assert ours == [[cell.strip() for cell in row] for row in others[1:]]


@pytest.mark.parametrize("chance", range(COUNT))
def test_a_changed_file_gives_problems_or_what_it_says(chance: int, files: Files) -> None:
    rnd = Random(f"data-{chance}")
    names = sorted(name for name in files.texts if name.endswith((".yaml", ".csv", ".jsonl", ".json")))
    path = names[chance % len(names)]
    file, raw = files.root / path, changed(rnd, files.texts[path])
    file.write_bytes(raw)
    before = files.state()
    held = forget_peak()
    try:
        start = time.process_time()
        _, problems = read_inputs(files.root)
        assert time.process_time() - start < SECONDS
        assert files.state() == before, "checking never writes"
        for problem in problems:
            assert problem.at.path
            for show in (as_text, as_github):
                assert not UNSEEN.search(show(problem)), show(problem)
            as_json(problem).encode()
        if not any(
            problem.at.path == path and problem.code in ("not-utf-8", "forbidden-character") for problem in problems
        ):
            same_as_others(path, raw)
            if path.endswith(".csv"):
                rows(file, files.root)
        assert memory("VmHWM") - held < MEGABYTES
    finally:
        file.write_bytes(files.texts[path])


def test_every_kind_of_file_is_among_them(files: Files) -> None:
    _, problems = read_inputs(files.root)
    assert not [one for one in problems if one.code in ("unknown-file", "not-yaml", "unknown-field")]
    names = " ".join(files.texts)
    kinds = ("jurisdictions", "instruments/", "sources", "legislation", "participation", "external-ratings", "2026/", ".second", "crosswalks/", "bills/", "reports/", "logframe", "series", "indices/", "activity", "statistics.csv", "exchange-rates.csv", "log.jsonl", "log-2026.jsonl", "seal-1.json")  # fmt: skip
    assert [kind for kind in kinds if kind not in names] == []
