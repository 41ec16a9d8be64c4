"""The command line: reads, asks the engine, prints; every command is one call of the library."""

from compliance.cli import (
    agreement,
    authoring,
    checklist,
    compare,
    crosswalk,
    data,
    deliverables,
    evidence,
    exchange,
    explain,
    gaps,
    indicators,
    review,
    robustness,
    scores,
    seal,
)
from compliance.cli.root import main, run

__all__ = [
    "agreement",
    "authoring",
    "checklist",
    "compare",
    "crosswalk",
    "data",
    "deliverables",
    "evidence",
    "exchange",
    "explain",
    "gaps",
    "indicators",
    "main",
    "review",
    "robustness",
    "run",
    "scores",
    "seal",
]
