"""What a deliverable names as its makers is what made it."""

from __future__ import annotations

import platform
import subprocess
import sys
from importlib import metadata

import pytest
from documents import DATA, view

import compliance
from compliance.view.manifest import MAKERS, READERS, SHOWN

MAKE = {
    "pdf": "from compliance.pages.html import country_page as page; from compliance.report.pdf import pdf; pdf(page(view))",
    "xlsx": "from compliance.report.excel.book import workbook; workbook(view)",
}
"""How a file of each ending is made from a view."""
MODULES = {"pydantic_core": "pydantic_core", "PyYAML": "yaml", "markdown-it-py": "markdown_it"}
"""The module of a library where it has another name."""
ABSENT = ("pandas", "pydantic", "distributed", "rich", "click")
"""Libraries of the program that make no deliverable."""


@pytest.mark.parametrize("ending", MAKERS)
def test_what_is_named_took_part(ending: str) -> None:
    script = (
        "import sys; from dataclasses import replace; from pathlib import Path; from compliance.inputs import read_inputs\n"
        "from compliance.view.country import view_of\n"
        f"inputs, _ = read_inputs(Path({str(DATA)!r})); filed = inputs.workspace.plans['country']\n"
        "short = replace(filed.value, sections=filed.value.sections[:3], annexes=())\n"
        "plans = {'country': replace(filed, value=short)}\n"
        "view = view_of(replace(inputs, workspace=replace(inputs.workspace, plans=plans)), 'borduria', '2026', 'country')\n"
        f"{MAKE[ending]}\nprint(*sys.modules)"
    )
    loaded = set(subprocess.check_output([sys.executable, "-c", script], text=True).split())
    module = {name: MODULES.get(name, name.lower()) for name in SHOWN}
    named = (*READERS, *MAKERS[ending])
    assert {module[name] for name in named} <= loaded
    assert not {module[name] for name in SHOWN if name not in named and name != "numpy"} & loaded
    assert not set(ABSENT) & loaded


def test_versions_are_those_that_are_installed() -> None:
    for ending in MAKERS:
        made_with = dict(view("borduria").manifest.made_with(ending))
        assert made_with.pop("Python") == platform.python_version()
        assert made_with["compliance"] == compliance.__version__
        libraries = {name: version for name, version in made_with.items() if name in SHOWN}
        assert libraries == {name: metadata.version(name) for name in (*READERS, *MAKERS[ending])}
