"""The floor of a cold command, run as a script: imports, then every file read; nothing of the program is loaded."""

from __future__ import annotations

import csv
import importlib
import sys
from pathlib import Path

import yaml

for name in ("click", sys.argv[1]):
    importlib.import_module(name)
for name in sys.argv[2:]:
    text = Path(name).read_text("utf-8")
    if name.endswith(".yaml"):
        yaml.compose(text, Loader=yaml.CBaseLoader)
    else:
        list(csv.reader(text.splitlines()))
