"""Names, notes and remarks as they are written into files: on one line, and nothing in them that nobody sees."""

MOST = 2000
"""Characters of a note; a longer text belongs into a document."""


def on_one_line(text: str) -> str:
    """A text without line ends and needless spaces."""
    return " ".join(text.split())


def flaw(text: str) -> str | None:
    """Why a text on one line cannot be written, as the end of a sentence; none where it can."""
    if not text:
        return "holds nothing"
    if len(text) > MOST:
        return "is too long"
    return None if text.isprintable() else "holds what cannot be printed"
