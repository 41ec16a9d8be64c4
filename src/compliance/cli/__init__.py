"""The command line: reads, asks the engine, prints; every command is one call of the library."""

from compliance.cli.root import main, run

__all__ = ["main", "run"]
