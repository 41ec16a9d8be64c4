"""Who works in a workspace: the forms in which a name is written."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)  # a review compares the same few names with every answer
def folded(name: str) -> str:
    """A name without case, spaces, punctuation and the way in which accents are composed."""
    caseless = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    # In Turkish the capitals of `ı` and `i` are `I` and `İ`; a fold that knows no language confuses them.
    plain = caseless.replace("i\u0307", "i").replace("ı", "i")
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LMN") or plain
