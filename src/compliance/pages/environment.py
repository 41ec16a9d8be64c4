"""Templates: what all of them have in common, pages of reports and of the site."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from compliance import language
from compliance.view import words


def templates(folder: str) -> Environment:
    """Templates of a folder, which escape every text and refuse to print what does not exist."""
    environment = Environment(
        loader=PackageLoader("compliance", folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # Asked anew for each text: one process makes documents in several languages.
    environment.install_gettext_callables(language._, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {"sentence": words.sentence, "capital": language.capital}
    environment.globals |= {"rating_word": words.rating}
    return environment
