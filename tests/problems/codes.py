"""Every problem code that the program can print, read from its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import compliance
from compliance.load import FORM_CODES, WRONG_FORM

SOURCE = Path(compliance.__file__).parent
Nodes = tuple[ast.AST, ...]
"""Everything in a file."""


def codes() -> frozenset[str]:
    """The codes of mistakes in the form of a file, and every text that is handed over as an argument `code`."""
    return frozenset(homes())


@cache
def homes() -> Mapping[str, Path]:
    """The file of the program that hands over each code."""
    trees = {file: tuple(ast.walk(ast.parse(file.read_text("utf-8")))) for file in sorted(SOURCE.rglob("*.py"))}
    everywhere = {name: place for tree in trees.values() for name, place in _takers(tree)}
    given = {code: file for file, tree in trees.items() for code in _given(tree, _known(tree, everywhere))}
    return {**dict.fromkeys((*FORM_CODES.values(), WRONG_FORM), SOURCE / "load.py"), **given}


def _takers(tree: Nodes) -> Iterator[tuple[str, int]]:
    """Every function and record that takes a `code`, and at which place."""
    for node in tree:
        match node:
            case ast.FunctionDef(name=name, args=args):
                names = [one.arg for one in args.args if one.arg != "self"]
            case ast.ClassDef(name=name, body=body):
                fields = [one.target for one in body if isinstance(one, ast.AnnAssign)]
                names = [target.id for target in fields if isinstance(target, ast.Name)]
            case _:
                continue
        if "code" in names:
            yield name, names.index("code")


def _known(tree: Nodes, everywhere: dict[str, int]) -> dict[str, int]:
    """Those that a file can call: its own, and what it imports."""
    own = dict(_takers(tree))
    imported = {one.name for node in tree if isinstance(node, ast.ImportFrom) for one in node.names}
    return {name: everywhere[name] for name in everywhere if name in imported} | own


def _given(tree: Nodes, places: dict[str, int]) -> Iterator[str]:
    """The codes written out in calls of those."""
    for node in tree:
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in places:
                written = args[places[name] : places[name] + 1] + [
                    one.value for one in node.keywords if one.arg == "code"
                ]
                for one in written:
                    yield from _written(one)


def _written(code: ast.expr) -> Iterator[str]:
    match code:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=[ast.Constant(value="unknown-"), ast.FormattedValue()]):
            # A name in a formula is looked for among the things of its kind.
            yield from ("unknown-series", "unknown-indicator", "unknown-instrument", "unknown-item")
        case ast.JoinedStr():
            raise AssertionError(f"write the code out, so that it can be found: {ast.unparse(code)}")
        case _:
            pass
