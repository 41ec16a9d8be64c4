"""The workbook of one country against the same calls of XlsxWriter, written out one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any
from unittest import mock

import xlsxwriter

from benchmarks.measure import ROOT, Bench, Row, pairs
from benchmarks.report import COUNTRY, CYCLE, PLAN
from compliance.inputs import read_inputs
from compliance.report import excel
from compliance.view.country import view_of


def workbook(runs: int) -> Bench:
    """The workbook, and a bare one with the same cells, formats and charts."""
    view = view_of(read_inputs(ROOT)[0], COUNTRY, CYCLE, PLAN)
    ours = partial(excel.workbook, view)
    lines: list[str] = []
    with mock.patch("compliance.report.excel.write._Book", partial(recorded, lines)):
        written = ours()
    bare = compiled(lines)
    against = pairs(ours, bare, 3 * runs)  # so short that a busy machine would show in five
    return Bench(
        f"The workbook of one country ({COUNTRY}), from its view",
        f"The {len(lines):,} calls that our writer makes of XlsxWriter, recorded and replayed as plain statements; thrice the pairs.",
        (
            against.row("against a bare XlsxWriter", most=1.3),
            Row("the bare file", "the same bytes" if bare() == written else "other bytes"),
        ),
    )


class _Recorder:
    """An object of XlsxWriter that writes down every call of it as a line of Python."""

    def __init__(self, lines: list[str], real: Any) -> None:
        self.lines, self.real, self.name = lines, real, f"o{len(lines)}"

    def __getattr__(self, method: str) -> Any:
        attribute = getattr(self.real, method)
        return partial(self.call, method) if callable(attribute) else attribute

    def __repr__(self) -> str:
        return self.name

    def call(self, method: str, *args: Any, **options: Any) -> Any:
        """Makes the call and gives back what it gives, recorded in turn where it is an object of XlsxWriter."""
        told = [*map(repr, args), *(f"{name}={value!r}" for name, value in options.items())]
        line = f"{self.name}.{method}({', '.join(told)})"
        result = getattr(self.real, method)(*map(_real, args), **{k: _real(v) for k, v in options.items()})
        if not type(result).__module__.startswith("xlsxwriter"):
            self.lines.append(line)
            return result
        made = _Recorder(self.lines, result)
        self.lines.append(f"{made.name} = {line}")
        return made


def recorded(lines: list[str], out: BytesIO, options: dict[str, Any]) -> Any:
    """A workbook that writes down every call of it."""
    told = repr(options)  # before XlsxWriter changes them
    book = _Recorder(lines, xlsxwriter.workbook.Workbook(out, options))
    lines.append(f"{book.name} = Workbook(out, {told})")
    return book


def _real(value: Any) -> Any:
    """An argument as XlsxWriter needs it."""
    match value:
        case _Recorder():
            return value.real
        case dict():
            return {name: _real(part) for name, part in value.items()}
        case _:
            return value


def compiled(lines: list[str]) -> Callable[[], bytes]:
    """A function of those lines; it was compiled before its time is taken."""
    source = "\n    ".join(("def bare():", "out = BytesIO()", *lines, "return out.getvalue()"))
    names: dict[str, Any] = {"Workbook": xlsxwriter.workbook.Workbook, "BytesIO": BytesIO, "datetime": dt}
    exec(source, names)
    bare: Callable[[], bytes] = names["bare"]
    return bare
