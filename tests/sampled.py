"""Tests of which the usual run makes a sample, the same each time; `./run fuzz` makes them all."""

from __future__ import annotations

import os

EVERYTHING = os.environ.get("COMPLIANCE_FUZZ") == "all"
