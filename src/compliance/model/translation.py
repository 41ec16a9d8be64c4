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

    def names(own: Mapping[str, str], field: str, key: str | None = None) -> Mapping[str, str]:
        """The texts of a field by language, or of a group of fields those under a key; what is written here gives way."""
        texts = ((tag, getattr(each, field)) for tag, each in made.items())
        keyed = ((tag, text if key is None else text.get(key)) for tag, text in texts)
        return {**own, **{tag: text for tag, text in keyed if text}}

    articles = []
    for article in instrument.articles:
        criteria = (replace(each, questions=names(each.questions, "questions", each.id)) for each in article.criteria)
        titles = names(article.titles, "articles", article.number)
        articles.append(replace(article, titles=titles, criteria=tuple(criteria)))
    divisions = (replace(each, titles=names(each.titles, "divisions", each.id)) for each in instrument.divisions)
    sections = (replace(each, titles=names(each.titles, "sections", each.id)) for each in instrument.sections)
    return replace(
        instrument,
        titles=names(instrument.titles, "title"),
        shorts=names(instrument.shorts, "short"),
        places=names(instrument.places, "place"),
        divisions=tuple(divisions),
        sections=tuple(sections),
        articles=tuple(articles),
    )
