"""LibreOffice, for whoever opens what we make with it: started once for several files."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>"""
"""The setting by which LibreOffice computes every formula when it opens a file, whatever value stands beside it."""


@cache
def profile() -> TemporaryDirectory[str]:
    """The settings of LibreOffice for all tests of a process: to make them takes it longer than to compute a workbook."""
    folder = TemporaryDirectory()
    (Path(folder.name) / "user").mkdir()
    (Path(folder.name) / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    return folder


def converted(folder: Path, ending: str, *files: Path) -> list[Path]:
    """Files as LibreOffice writes them into a folder, which opens all of them in one run."""
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={Path(profile().name).as_uri()}",
        "--convert-to",
        ending,
    ]
    subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True, timeout=1800)
    return [folder / f"{file.stem}.{ending}" for file in files]
