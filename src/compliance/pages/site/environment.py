"""The templates of the site: every text is escaped, and what does not exist is not printed."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment

from compliance import figures, language
from compliance.pages.environment import templates
from compliance.pages.markdown import rendered
from compliance.pages.site import drawing
from compliance.screens.parts import LEAD, word_of
from compliance.view.palette import NOT_SETTLED

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
"""An address for e-mail, as far as a link has to know."""


@cache
def environment() -> Environment:
    """Templates that escape every text and refuse to print what does not exist."""
    made = templates("pages/templates/site")
    made.filters["markdown"] = rendered
    made.globals |= {
        "figures": figures,
        "parts": drawing.parts,
        "ends": drawing.ends,
        "trends": drawing.trends,
        "word_of": word_of,
        "LEAD": LEAD,
        "NOT_SETTLED": NOT_SETTLED,
        "language_names": language.NAMES,
        "is_mail": _MAIL.fullmatch,
    }
    return made
