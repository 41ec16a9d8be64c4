"""The templates of the site: every text is escaped, and what does not exist is not printed."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from compliance import figures, language
from compliance.pages.markdown import rendered
from compliance.pages.site import drawing
from compliance.screens.parts import LEAD, word_of
from compliance.view import words
from compliance.view.palette import NOT_SETTLED


@cache
def environment() -> Environment:
    """Templates that escape every text and refuse to print what does not exist."""
    made = Environment(
        loader=PackageLoader("compliance", "pages/templates/site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # Asked anew for each text: one process makes the site in several languages.
    made.install_gettext_callables(language._, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {"sentence": words.sentence, "capital": language.capital, "markdown": rendered}
    made.globals |= {
        "figures": figures,
        "parts": drawing.parts,
        "ends": drawing.ends,
        "trends": drawing.trends,
        "word_of": word_of,
        "LEAD": LEAD,
        "NOT_SETTLED": NOT_SETTLED,
        "rating_word": words.rating,
        "language_names": language.NAMES,
    }
    return made
