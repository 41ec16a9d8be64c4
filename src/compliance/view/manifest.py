"""What a deliverable was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib import metadata

from compliance import __version__
from compliance.view.values import Manifest

SHOWN = ("WeasyPrint", "matplotlib", "pandas", "XlsxWriter", "pydantic", "PyYAML")
"""Programs whose version can change a deliverable."""


def manifest(texts: Iterable[tuple[str, str]], editions: Iterable[tuple[str, str]]) -> Manifest:
    """Files with their hashes, programs with their versions, and one digest over the inputs."""
    inputs = tuple(sorted((path, hashlib.sha256(text.encode()).hexdigest()) for path, text in texts))
    whole = hashlib.sha256("".join(f"{digest}  {path}\n" for path, digest in inputs).encode())
    programs = tuple((name, metadata.version(name)) for name in SHOWN)
    return Manifest(
        inputs=inputs, versions=(("compliance", __version__), *editions, *programs), digest=whole.hexdigest()
    )
