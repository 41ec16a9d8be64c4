"""Planted faults: how many of them a test catches, by `./run mutants --sample 300 scoring as_of`.

A fault is one small change of the source: a comparison, a sign, a number, two arguments swapped. For each, those of the
quick tests and of some others that call the changed function run in a process of their own, the quickest first, until
one fails. What none catches is printed with its place and has to be read: it shows a missing test, or it changes no
result.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.machinery
import importlib.util
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "compliance"
MONITORING: Any = getattr(sys, "monitoring", None)
"""The calls that Python 3.12 and later report; earlier ones do not."""
CALLED = ROOT / "build" / "called-by-tests.json"
"""Which tests call which function, and how long each takes; measured once, until the file is deleted."""
PACKAGES = ("scoring", "as_of", "indicators", "checks", "authoring")
SLOWER = frozenset((
    "bad_workbooks", "dated", "evidence", "indicator_beyond", "indicator_explained", "indicator_language", "indicator_values",
    "law_read", "log", "properties", "ratings", "seal", "signed_seal", "there_and_back", "working_together",
))  # fmt: skip
"""Files of tests beside the quick ones that look at results: other days, seals, evidence, workbooks that come back."""
SECONDS = 90.0
"""How long the tests of one fault may take when nothing is wrong; the quickest come first."""

SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.Is: "is"}
COMPARISONS = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
OPERATORS = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.BitOr: "&", ast.BitAnd: "|"}
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of the source of a module."""

    file: Path
    function: str
    """Its qualified name; empty for what stands outside functions."""
    line: int
    before: str
    after: str
    source: str
    """The whole module with the change."""

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}: {self.before} → {self.after}"


def faults(file: Path) -> Iterator[Fault]:
    """Every fault that can be planted in a module."""
    source = file.read_text("utf-8")
    tree = ast.parse(source)
    for node, function in _walked(tree, ""):
        for after in _changes(node, source):
            before = ast.get_source_segment(source, node) or ""
            changed = _replaced(source, node, after)
            if _compiles(changed) and after != before:
                yield Fault(file, function, getattr(node, "lineno", 0), before, after, changed)


def _walked(node: ast.AST, function: str) -> Iterator[tuple[ast.AST, str]]:
    """What stands in a module with the function around it, without annotations, decorators and docstrings."""
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.JoinedStr):
                continue
            inside = function
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inside = f"{function}.{child.name}" if function else child.name
            yield child, function
            yield from _walked(child, inside)


def _changes(node: ast.AST, source: str) -> Iterator[str]:
    """What could stand in the place of an expression."""

    def text(part: ast.AST) -> str:
        return f"({ast.get_source_segment(source, part)})"

    match node:
        case ast.Compare(ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            yield f"{text(node.left)} {COMPARISONS[type(op)]} {text(right)}"
        case ast.Compare(ops=[first, second], comparators=[middle, right]):
            left, centre = text(node.left), text(middle)
            yield f"{left} {COMPARISONS[type(first)]} {centre} and {centre} {SIGNS[type(second)]} {text(right)}"
            yield f"{left} {SIGNS[type(first)]} {centre} and {centre} {COMPARISONS[type(second)]} {text(right)}"
        case ast.BoolOp(op=op, values=values):
            yield (" or " if isinstance(op, ast.And) else " and ").join(text(value) for value in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield text(operand)
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            yield f"{text(node.left)} {OPERATORS[type(op)]} {text(node.right)}"
        case ast.IfExp():
            yield f"{text(node.orelse)} if {text(node.test)} else {text(node.body)}"
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)):
            yield str(value + 1)
        case ast.Call(func=ast.Name(id=name), args=arguments) if name in OPPOSITES and arguments:
            yield f"{OPPOSITES[name]}{(ast.get_source_segment(source, node) or '')[len(name) :]}"
        case ast.Call(func=func, args=[first, second, *rest]) if _is_own(func) and not isinstance(second, ast.Starred):
            swapped = [text(second), text(first), *(_argument(source, part) for part in rest)]
            named = [f"{key.arg}={text(key.value)}" if key.arg else f"**{text(key.value)}" for key in node.keywords]
            yield f"{ast.get_source_segment(source, func)}({', '.join([*swapped, *named])})"


def _is_own(func: ast.AST) -> bool:
    """Whether a call is of a function in small letters, whose arguments have an order that matters."""
    name = func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""
    return name.lstrip("_").islower() and name not in {"isinstance", "field", "record", "map", "zip", "namedtuple"}


def _argument(source: str, part: ast.AST) -> str:
    segment = ast.get_source_segment(source, part) or ""
    return segment if isinstance(part, ast.Starred) else f"({segment})"


def _compiles(source: str) -> bool:
    try:
        compile(source, "<fault>", "exec")
    except SyntaxError:  # such as a name bound inside a swapped argument
        return False
    return True


def _replaced(source: str, node: ast.AST, after: str) -> str:
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode()))
    whole = source.encode()
    begin = starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
    end = starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
    return (whole[:begin] + f"({after})".encode() + whole[end:]).decode()


class Caller:
    """A pytest plugin that notes which functions of the program each test calls; on Python 3.12 and later."""

    def __init__(self) -> None:
        self.calls: dict[str, set[str]] = defaultdict(set)
        self.seconds: dict[str, float] = {}
        self.codes: set[CodeType] = set()
        MONITORING.use_tool_id(MONITORING.PROFILER_ID, "mutation")
        MONITORING.register_callback(MONITORING.PROFILER_ID, MONITORING.events.PY_START, self.note)
        MONITORING.set_events(MONITORING.PROFILER_ID, MONITORING.events.PY_START)

    def note(self, code: CodeType, _offset: int) -> object:
        """Notes a function at its first call in a test; later ones cost nothing."""
        if code.co_filename.startswith(str(SOURCE)):
            self.codes.add(code)
        return MONITORING.DISABLE

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Gathers the calls of one test and times it."""
        self.codes.clear()
        MONITORING.restart_events()
        start = time.perf_counter()
        yield
        self.seconds[item.nodeid] = round(time.perf_counter() - start, 3)
        for code in self.codes:
            self.calls[place(Path(code.co_filename), code.co_qualname)].add(item.nodeid)


def place(file: Path, function: str) -> str:
    """The key of a function."""
    return f"{file.relative_to(SOURCE)}:{function.partition('.<')[0]}"


def called() -> tuple[dict[str, list[str]], dict[str, float]]:
    """Which tests call which function, and how many seconds each test takes."""
    if not CALLED.is_file():
        CALLED.parent.mkdir(exist_ok=True)
        part = CALLED.with_suffix(".part")
        part.write_text("[{}, {}]", "utf-8")
        others = [str(file) for file in sorted((ROOT / "tests").rglob("test_*.py")) if file.stem[5:] in SLOWER]
        for chosen in (["-m", "fast"], others):
            _in_a_process(_note_calls, part, chosen)
        part.rename(CALLED)
    calls, seconds = json.loads(CALLED.read_text("utf-8"))
    return calls, seconds


def _note_calls(file: Path, chosen: Sequence[str]) -> None:
    """Adds what some tests call to a file."""
    caller = Caller()
    pytest.main(["-q", "-p", "no:cacheprovider", "--override-ini", "addopts=", *chosen], [caller])
    calls, seconds = json.loads(file.read_text("utf-8"))
    for key, tests in caller.calls.items():
        calls[key] = sorted({*calls.get(key, ()), *tests})
    file.write_text(json.dumps([calls, {**seconds, **caller.seconds}]), "utf-8")


def _in_a_process(function: object, *arguments: object, seconds: float | None = None) -> int | None:
    """The exit status of a function in a forked process; none where it took too long."""
    process = multiprocessing.get_context("fork").Process(target=function, args=arguments)  # type: ignore[arg-type]
    process.start()
    process.join(seconds)
    if process.exitcode is None:
        process.kill()
        process.join()
        return None
    return process.exitcode


class Planted(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Imports one module with a fault in it."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        parts = fault.file.relative_to(SOURCE.parent).with_suffix("").parts
        super().__init__(".".join(parts[:-1] if parts[-1] == "__init__" else parts), str(fault.file))

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Takes the one module; leaves every other to Python's own finders."""
        del path, target
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.fault.file, loader=self)

    def source_to_code(self, data: object, path: object) -> CodeType:  # type: ignore[override]
        """Compiles the changed source in place of the file's."""
        del data
        return compile(self.fault.source, str(path), "exec")

    def get_code(self, fullname: str) -> CodeType:
        """Compiles anew: the cache of compiled files holds the sound module."""
        return self.source_to_code(b"", self.get_filename(fullname))


def _test(fault: Fault, tests: Sequence[str]) -> None:
    sys.meta_path.insert(0, Planted(fault))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
        options = ("-x", "-q", "-p", "no:cacheprovider", "--override-ini", "addopts=")
        status = pytest.main([*options, f"--basetemp={folder}/tmp", *tests])
    os._exit(0 if status == pytest.ExitCode.OK else 1)


def is_caught(fault: Fault, calls: dict[str, list[str]], seconds: dict[str, float]) -> bool:
    """Whether a test fails with the fault."""
    tests = _tests(fault, calls, seconds)
    if not tests:
        return False
    limit = 30 + 10 * sum(seconds[test] for test in tests)
    return _in_a_process(_test, fault, tests, seconds=limit) != 0


def _tests(fault: Fault, calls: dict[str, list[str]], seconds: dict[str, float]) -> list[str]:
    """The tests that call the function with the fault, or any of its module, the quickest first."""
    own = calls.get(place(fault.file, fault.function), [])
    module = f"{fault.file.relative_to(SOURCE)}:"
    names = own or {test for key, tests in calls.items() if key.startswith(module) for test in tests}
    chosen: list[str] = []
    total = 0.0
    for test in sorted(names, key=seconds.__getitem__):
        total += seconds[test]
        if total > SECONDS and chosen:
            break
        chosen.append(test)
    # Those of a file stay together, as its fixtures expect; the file that begins with the quickest begins.
    files = list(dict.fromkeys(test.partition("::")[0] for test in chosen))
    return sorted(chosen, key=lambda test: files.index(test.partition("::")[0]))


def preload() -> None:
    """Imports the libraries once, so that no forked process has to; the program itself is imported by each."""
    for name in ("numpy", "pandas", "yaml", "click", "openpyxl", "babel", "jinja2", "matplotlib"):
        importlib.import_module(name)


def main(arguments: Iterable[str] | None = None) -> int:
    """Prints what no test catches and, for each package, how much is caught."""
    parser = argparse.ArgumentParser(prog="./run mutants", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("packages", nargs="*", default=PACKAGES, help="packages or modules below src/compliance")
    parser.add_argument("--sample", type=int, help="try so many faults, drawn at random, instead of all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    if MONITORING is None:
        parser.error("it needs Python 3.12 or later, which COMPLIANCE_VENV and PYTHON choose")
    preload()
    calls, seconds = called()
    every = [fault for name in options.packages for file in files(name) for fault in faults(file)]
    drawn = random.Random(options.seed).sample(every, min(options.sample or len(every), len(every)))
    if drawn and is_caught(replace(drawn[0], source=drawn[0].file.read_text("utf-8")), calls, seconds):
        parser.error("a test fails though nothing was planted")
    caught: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    with ThreadPoolExecutor(options.processes) as pool:
        for fault, is_seen in zip(drawn, pool.map(lambda fault: is_caught(fault, calls, seconds), drawn), strict=True):
            package = fault.file.relative_to(SOURCE).parts[0]
            tried[package] += 1
            caught[package] += is_seen
            if not is_seen:
                print(fault, flush=True)
    for package in tried:
        print(f"{package:<12} {caught[package]:>5} of {tried[package]} caught, {caught[package] / tried[package]:.0%}")
    print(f"{'all':<12} {caught.total():>5} of {tried.total()} caught, {caught.total() / tried.total():.1%}")
    print(f"{len(every):,} faults could be planted")
    return 0


@cache
def files(name: str) -> tuple[Path, ...]:
    """The modules of a package, or the module of that name."""
    folder = SOURCE / name
    return tuple(sorted(folder.rglob("*.py"))) if folder.is_dir() else (SOURCE / name,)


if __name__ == "__main__":
    sys.exit(main())
