"""The command line: reads, asks the engine, prints; every command is one call of the library."""

from compliance.cli import (
    agreement,
    compare,
    data,
    deliverables,
    exchange,
    explain,
    gaps,
    indicators,
    robustness,
    scores,
)
from compliance.cli.root import main, run

__all__ = [
    "agreement",
    "compare",
    "data",
    "deliverables",
    "exchange",
    "explain",
    "gaps",
    "indicators",
    "main",
    "robustness",
    "run",
    "scores",
]
