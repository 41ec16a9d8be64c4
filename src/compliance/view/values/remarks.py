"""What stands beside the ratings and never counts in them: practice, and what the government said."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.view.values.answers import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeView:
    """What is known of practice beside what the law says."""

    instrument: str
    """Id of the treaty."""
    abbreviation: str
    """Its short name."""
    criterion: str
    """Id of the criterion."""
    provision: str
    """Treaty reference."""
    duty: str
    """What the treaty asks."""
    chip: Chip
    """The rating of the law."""
    practice: str
    """What is known of practice."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """A comment of the government on one rating."""

    instrument: str
    """Id of the treaty."""
    abbreviation: str
    """Its short name."""
    criterion: str
    """Id of the criterion."""
    provision: str
    """Treaty reference."""
    chip: Chip
    """The rating on which it comments."""
    comment: str
    """The comment, unchanged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A word or an abbreviation and what it means here."""

    term: str
    """The word."""
    meaning: str
    """What it means."""
