"""No program names a country: neither its id nor its name stands in the code, only in the data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from compliance.folder import read_workspace
from compliance.model.jurisdictions import Jurisdiction

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "compliance"
WORKSPACES = (ROOT, ROOT / "examples" / "training")
PROGRAMS = sorted(SOURCE.rglob("*.py"))
OTHERS = sorted(
    path
    for path in SOURCE.rglob("*")
    if path.suffix in {".html", ".css", ".jinja", ".j2", ".txt"} and path.parent.name != "fonts"
)


def jurisdictions() -> Iterator[Jurisdiction]:
    for root in WORKSPACES:
        filed = read_workspace(root)[0].jurisdictions
        assert filed is not None
        yield from filed.value.jurisdictions


def names() -> set[str]:
    """Ids and English names, of countries and of their parts, without marks of footnotes and remarks in brackets."""
    found = set()
    for one in jurisdictions():
        found |= {one.id, *(part.id for part in one.parts), *(part.name for part in one.parts)}
        found |= {name.text["en"] for name in one.names}
    return {re.sub(r"\s*\(.*\)|\*", "", name) for name in found}


@cache
def named() -> re.Pattern[str]:
    """What matches a name of any of them."""
    longest_first = sorted(names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def docstrings(tree: ast.Module) -> set[int]:
    """The nodes that explain: texts that stand alone as a statement, after a definition or a field."""
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def said(program: Path) -> Iterator[tuple[int, str]]:
    """What a program says beyond its docstrings: texts, and the names of things, each with its line."""
    tree = ast.parse(program.read_text("utf-8"))
    explaining = docstrings(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in explaining:
                yield node.lineno, text
            case ast.Name(id=text) | ast.Attribute(attr=text) | ast.arg(arg=text) | ast.alias(name=text):
                yield getattr(node, "lineno", 0), text.replace("_", " ")
            case ast.FunctionDef(name=text) | ast.ClassDef(name=text):
                yield node.lineno, text.replace("_", " ")
            case _:
                pass


def test_the_names_are_those_of_the_data() -> None:
    assert {"serbia", "Kosovo", "North Macedonia", "exempla", "Republic of Exempla"} <= names()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_program_names_a_country(program: Path) -> None:
    assert [(line, text) for line, text in said(program) if named().search(text)] == []


@pytest.mark.parametrize("page", OTHERS, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_template_names_a_country(page: Path) -> None:
    assert named().findall(page.read_text("utf-8")) == []


def test_a_country_in_a_program_would_be_found(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        '"""About Serbia."""\nserbia_only = 1\nx = {"serbia": 1, "server": 2}\ny = f"in Kosovo"\n', "utf-8"
    )
    assert [line for line, text in said(program) if named().search(text)] == [2, 3, 4]
