"""The titles and questions of an instrument in another language than English."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from compliance.language import Translated
from compliance.model.instrument import Instrument
from compliance.model.record import record


@record
class Translation:
    """What an instrument calls its parts, and asks, in one language; requirements stay in English."""

    instrument: str
    """Id of the instrument."""
    language: Translated
    """Language; Serbian in Latin letters is written from the Cyrillic file."""
    edition: str
    """Edition of the instrument whose questions were translated."""
    reviewed: str | None = None
    """Who has reviewed it, and when; empty while nobody has."""
    title: str
    """Full title of the instrument."""
    short: str | None = None
    """Short title of the instrument."""
    place: str | None = None
    """Where the instrument was opened for signature."""
    divisions: Mapping[str, str] = field(default_factory=dict)
    """Titles of the chapters, sections and titles of the treaty by id: of all, or of none."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """Titles of the sections of the profile by id: of all, or of none."""
    articles: Mapping[str, str]
    """Title of every article, by its number."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """Questions by the id of their criterion: of every criterion that is scored, or of none."""


def translated(instrument: Instrument, translations: Iterable[Translation]) -> Instrument:
    """An instrument that knows its titles and questions in other languages."""
    made = {translation.language: translation for translation in translations}

    def names(own: Mapping[str, str], texts: Iterable[str | None]) -> Mapping[str, str]:
        return {**own, **{tag: text for tag, text in zip(made, texts, strict=True) if text}}

    return replace(
        instrument,
        titles=names(instrument.titles, (each.title for each in made.values())),
        shorts=names(instrument.shorts, (each.short for each in made.values())),
        places=names(instrument.places, (each.place for each in made.values())),
        divisions=tuple(
            replace(
                division, titles=names(division.titles, (each.divisions.get(division.id) for each in made.values()))
            )
            for division in instrument.divisions
        ),
        sections=tuple(
            replace(section, titles=names(section.titles, (each.sections.get(section.id) for each in made.values())))
            for section in instrument.sections
        ),
        articles=tuple(
            replace(
                article,
                titles=names(article.titles, (each.articles.get(article.number) for each in made.values())),
                criteria=tuple(
                    replace(
                        criterion,
                        questions=names(
                            criterion.questions, (each.questions.get(criterion.id) for each in made.values())
                        ),
                    )
                    for criterion in article.criteria
                ),
            )
            for article in instrument.articles
        ),
    )
