"""Whole pages in a language of the tests: what comes back in plain letters has not passed through the catalogue.

In that language every Latin letter of a text of the program is a Cyrillic one; places, tags and entities stay as they
are. So a Latin letter in a page is either what somebody wrote in the data or a text outside the catalogue.
"""

from __future__ import annotations

import csv
import gettext
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import pytest
import yaml
from documents import DATA, EVERYTHING, ROOT, inputs

from compliance import language
from compliance.catalogues import locale
from compliance.inputs import Inputs
from compliance.model.plan import Planned, SectionKind
from compliance.pages.donor import donor_page, region_donor_page
from compliance.pages.html import Page, country_page
from compliance.pages.profile import profile_page
from compliance.pages.regional import regional_page
from compliance.queries.scores import scored
from compliance.robustness import Robustness
from compliance.robustness.run import of_countries
from compliance.view.country import view_of
from compliance.view.donor import donor_views, region_briefs
from compliance.view.profile import profile_view
from compliance.view.regional import regional_view

TRAINING = ROOT / "examples" / "training"
LETTERS = str.maketrans(ascii_lowercase + ascii_uppercase, "абвгдежзийклмнопрстуфхцчшщ" + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ")
"""What the language of the tests makes of each letter; it keeps small and capital ones apart."""
KEPT = re.compile(r"%\(\w+\)s|%s|%%|</?\w+[^>]*>|&\w+;")
"""What a translation keeps as it is."""


class Other(gettext.NullTranslations):
    """The language of the tests."""

    def gettext(self, message: str) -> str:
        kept = [*KEPT.findall(message), ""]
        said = (text.translate(LETTERS) for text in KEPT.split(message))
        return "".join(f"{text}{mark}" for text, mark in zip(said, kept, strict=True))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def other() -> AbstractContextManager[None]:
    """Speaks the language of the tests, whose numbers and days are English ones."""
    return language.speaking(language.Locale("xx", Other()))


class Texts(HTMLParser):
    """The texts of a page that a reader sees or hears."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = [""]
        """All of them, attributes too; what is said to be in another language than English, and own texts, left out."""
        self.undeclared: list[str] = [""]
        """Those that stand in the page without being said to be English."""
        self._open: list[tuple[bool, bool, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.texts += [text for name in ("alt", "title", "aria-label", "data-mark") if (text := told.get(name))]
        if tag == "meta" and told.get("name") == "description":
            self.texts.append(told["content"] or "")
        if tag not in EMPTY:
            hidden, _runs_on, language = self._open[-1] if self._open else (False, False, None)
            language = language if tag == "html" else told.get("lang") or ("en" if tag == "title" else language)
            own = "own" in (told.get("class") or "").split() or tag in {"style", "script"}
            self._open.append((hidden or own or language not in {None, "en"}, told.get("class") == "one", language))
        if tag in EMPTY or not self._open[-1][1]:
            self._part()

    def handle_endtag(self, tag: str) -> None:
        if not self._open.pop()[1]:
            self._part()

    def handle_data(self, data: str) -> None:
        hidden, _runs_on, language = self._open[-1] if self._open else (True, False, None)
        if not hidden:
            self.texts[-1] += data
            self.undeclared[-1] += data if language is None else ""

    def _part(self) -> None:
        self.texts.append("")
        self.undeclared.append("")


EMPTY = frozenset(("br", "img", "meta", "link", "col", "hr", "wbr"))


def shown(page: Page) -> Iterator[str]:
    """Every text of a page and of its charts, in order, each once."""
    drawn = (" ".join(Texts(svg.decode()).texts) for name, svg in page.pictures.items() if name.startswith("chart:"))
    yield from flat((*Texts(page.html).texts, *drawn))


def flat(texts: Iterable[str]) -> Iterator[str]:
    """Texts on one line each, with plain spaces, none twice."""
    return (text for text in dict.fromkeys(" ".join(one.split()) for one in texts) if text)


ALLOWED = re.compile(
    r"[A-Z]{2,}s?"  # an abbreviation, such as of a treaty, an authority, a currency
    r"|[a-zA-Z]|[ivx]{2,4}"  # a letter or number of a paragraph, a grade of evidence
    r"|\w*\d\w*"  # ids and editions
    r"|january|february|march|april|may|june|july|august|september|october|november|december"  # from the locale data
    r"|low|moderate|substantial|high"  # official ratings, as their body prints them
    r"|english"  # what a language calls itself
    r"|compliance|weasyprint|matplotlib|numpy|python|xlsxwriter|pyyaml|krippendorff"  # programs, and a name
)
"""Words that are the same in every language, besides what the data say."""
FILES = re.compile(
    r"https?://\S+|(?<![\w/])(?:[\w-]+(?:[/.][\w-]+)*\.(?:yaml|csv|md|json|xlsx)|(?:assessments|compliance)/[\w/-]+)|^assessments$"
    r"|pydantic_core|markdown-it-py"
)
"""Names of files and folders, addresses, and programs whose names are words."""
SHEETS = re.compile(
    rf"(?<={'sheet'.translate(LETTERS)} )(?:Agreement|Compare|Cooperation|Criteria|Gaps|Indicators|Ratings|Robustness factors"
    r"|Robustness|Scores|Shared gaps|Summary)\b"
)
"""Names of sheets of the workbooks, which speak English."""
WORD = re.compile(r"[^\W_]+|…")
CUT = "…"
"""Where a text of the data was too long for its place."""
LONG = 4
"""So many words of a text of the data in a row are a part of it; fewer may be there by chance."""


class Data:
    """Every text of a workspace and of the instruments; finds what is none of them."""

    def __init__(self, root: Path) -> None:
        folders = (
            *(root / one for one in ("assessments", "indicators", "reports")),
            ROOT / "src/compliance/instruments",
        )
        yamls = (file.read_text("utf-8") for folder in folders for file in folder.rglob("*.yaml"))
        tables = (file.read_text("utf-8").splitlines() for file in (root / "indicators").glob("*.csv"))
        cells = (cell for table in tables for row in csv.reader(table) for cell in row)
        read = [text for one in yamls for text in strings(yaml.load(one, yaml.CSafeLoader))]
        # A reference stands without the word Article where a column says it; who is responsible is told one by one.
        found = {words(text) for one in read for text in (one, re.sub(r"^Arts?\. *", "", one), *one.split("; "))}
        found |= {words(text) for text in strings(list(cells))}
        self._whole = frozenset(found)
        self._longest = max(map(len, found))
        self._parts = {text[k : k + LONG] for text in found for k in range(len(text) - LONG + 1)}
        self._begun = {text[:length] for text in found for length in range(1, LONG)}

    def unknown(self, text: str) -> list[str]:
        """The words of a text that are in no text of the data, in no long part of one, and not the same in every language."""
        said = words(text)
        known = {k for place in range(len(said)) for k in range(place, place + self._known(said, place))}
        rest = (word for place, word in enumerate(said) if place not in known and re.search("[a-zA-Z]", word))
        return [word for word in rest if not ALLOWED.fullmatch(word)]

    def _known(self, said: tuple[str, ...], place: int) -> int:
        """How many words from a place on the data say: a whole text, a long part, or the beginning of one that is cut."""
        part = LONG if said[place : place + LONG] in self._parts else 0
        if CUT in said[place : place + LONG]:
            cut = said.index(CUT, place)
            part = cut - place if said[place:cut] in self._begun else part
        reach = min(len(said) - place, self._longest) if part >= LONG else LONG
        return next((k for k in range(reach, part, -1) if said[place : place + k] in self._whole), part)


def words(text: str) -> tuple[str, ...]:
    """The words of a text, whatever stands between them; capitals at the head of a sentence do not tell words apart."""
    return tuple(word if word.isupper() else word.casefold() for word in WORD.findall(text))


def strings(value: object, key: str = "") -> Iterator[str]:
    """Every text in data; a word that the program reads, such as a status, is none."""
    match value:
        case str() if key in SAID or not re.fullmatch(r"[a-z][a-z-]+", value):
            yield value
        case dict():
            for name, item in value.items():
                yield from strings(item, str(name))
        case list():
            for item in value:
                yield from strings(item, key)


SAID = frozenset(("unit", "evaluators"))
"""Where the data say one small word to a reader."""


def left_over(texts: Iterable[str], data: Data) -> list[str]:
    """What neither a catalogue nor the data say, each with the text around it."""
    runs = ((text, run) for text in texts for run in re.split(r"[а-яА-Я]+", SHEETS.sub(" ", FILES.sub(" ", text))))
    return [f"{' '.join(left)}  ←  {text}" for text, run in runs if (left := data.unknown(run))]


@cache
def data(root: Path) -> Data:
    return Data(root)


@cache
def everything(root: Path, cycle: str) -> Inputs:
    """A workspace whose plan has every section."""
    found = inputs(root)
    filed = found.workspace.plans["country"]
    more: tuple[SectionKind, ...] = (
        "levels",
        "gaps",
        "sequence",
        "register",
        "bridge",
        "timeline",
        "agreement",
        "documents",
        "glossary",
        "figures",
        "manifest",
    )
    kept = [one for one in filed.value.sections if one.section not in more]
    annexes = (
        *(Planned(section="criteria", instrument=one) for one in filed.value.instruments),
        *(Planned(section=one) for one in more),
    )
    plan = replace(filed.value, sections=tuple(kept), annexes=annexes)
    plans = {**found.workspace.plans, "country": replace(filed, value=plan)}
    return replace(found, workspace=replace(found.workspace, plans=plans))


@cache
def robust(root: Path) -> tuple[Robustness, ...]:
    """How robust the scores under the last instrument are, so that pages with and without it are seen, and quickly."""
    found = inputs(root).workspace
    scores = [(country, one) for country, _, one in scored(found, ())]
    return of_countries(found, scores, found.plans["country"].value.instruments[-1:], draws=100)


def country(root: Path, id_: str, cycle: str) -> Page:
    return country_page(view_of(everything(root, cycle), id_, cycle, "country"))


def regional(root: Path, cycle: str) -> Page:
    return regional_page(regional_view(inputs(root), cycle, "regional", robust(root) if root != ROOT else ()))


PAGES: dict[str, tuple[Path, Callable[[], Page]]] = {
    "country, parts": (ROOT, lambda: country(ROOT, "bosnia-and-herzegovina", "2026")),
    "country, designation": (ROOT, lambda: country(ROOT, "kosovo", "2026")),
    "country, made up": (DATA, lambda: country(DATA, "arcadia", "2026")),
    "country, two cycles": (TRAINING, lambda: country(TRAINING, "exempla", "2019")),
    "profile": (ROOT, lambda: profile_page(profile_view(inputs(ROOT), "kosovo", "2026", "profile"))),
    "donor, country": (ROOT, lambda: donor_page(donor_views(inputs(ROOT), "kosovo", "2026", "donor")[-1])),
    "donor, two cycles": (TRAINING, lambda: donor_page(donor_views(inputs(TRAINING), "exempla", "2019", "donor")[20])),
    "donor, region": (ROOT, lambda: region_donor_page(region_briefs(inputs(ROOT), "2026", "donor")[4])),
    "regional": (ROOT, lambda: regional(ROOT, "2026")),
    "regional, two cycles": (TRAINING, lambda: regional(TRAINING, "2019")),
}


page_of = cache(lambda make: make())
"""A page in the language of the tests, made once."""


@pytest.mark.parametrize("kind", PAGES if EVERYTHING else [*PAGES][1:])
def test_no_text_of_a_page_stands_outside_the_catalogue(kind: str, other: AbstractContextManager[None]) -> None:
    root, make = PAGES[kind]
    with other:
        page = page_of(make)
    assert left_over(shown(page), data(root)) == []


def body(inputs: Inputs, plan: str) -> Inputs:
    """The same with a plan without the list of documents, whose titles are in many languages."""
    filed = inputs.workspace.plans[plan]
    annexes = tuple(one for one in filed.value.annexes if one.section not in ("legal-sources", "documents"))
    plans = {**inputs.workspace.plans, plan: replace(filed, value=replace(filed.value, annexes=annexes))}
    return replace(inputs, workspace=replace(inputs.workspace, plans=plans))


DECLARED: dict[str, tuple[Path, Callable[[], Page]]] = {
    "country": (ROOT, lambda: country_page(view_of(body(inputs(ROOT), "country"), "kosovo", "2026", "country"))),
    "country, two cycles": (
        TRAINING,
        lambda: country_page(view_of(body(everything(TRAINING, "2019"), "country"), "exempla", "2019", "country")),
    ),
    "profile": (ROOT, lambda: profile_page(profile_view(body(inputs(ROOT), "profile"), "kosovo", "2026", "profile"))),
    **{kind: PAGES[kind] for kind in ("donor, country", "donor, two cycles", "donor, region", "regional")},
}


@pytest.mark.parametrize("kind", [kind for kind in DECLARED if EVERYTHING or kind != "country, two cycles"])
def test_what_evaluators_wrote_is_said_to_be_english(kind: str, other: AbstractContextManager[None]) -> None:
    root, make = DECLARED[kind]
    with other:
        page = page_of(make)
    plans = "\n".join(file.read_text("utf-8") for file in (root / "reports").glob("*.yaml"))
    # Names of countries, and days, come in the language that is spoken; sentences have more words in small letters.
    long = [text for text in flat(Texts(page.html).undeclared) if len(re.findall(r"\b[a-z]{3,}\b", text)) > LONG]
    # What the plan says is in the language of the plan.
    written = [text for text in long if not data(root).unknown(text) and not parts(text) & parts(plans)]
    assert [text for text in written if not re.search(f"[а-яА-Я]|{DAY}", text)] == []


DAY = r"\d [A-Z][a-z]+ \d{4}"


@pytest.mark.parametrize(
    "kind", ["country, designation", "profile", "donor, country", *(["regional"] if EVERYTHING else ())]
)
def test_a_page_in_french_has_no_title_of_a_treaty_in_english(kind: str) -> None:
    root, make = PAGES[kind]
    treaties = [filed.value for id_, filed in inputs(root).workspace.instruments.items() if id_.startswith("ets-")]
    named: list[Any] = [part for it in treaties for part in (it, *it.divisions, *it.sections, *it.articles)]
    with language.speaking(locale("fr")):
        # What is called alike in both, such as extradition, tells nothing.
        english = {part.title for part in named} - {str(part.called()) for part in named}
        # What the plan says is in the language of the plan.
        planned = {filed.value.subtitle for filed in inputs(root).workspace.plans.values()}
        texts = tuple(text for text in flat(Texts(make().html).undeclared) if text not in planned)
    assert re.search(r"état du droit|textes de \d{4}", " ".join(texts))
    assert [text for text in texts if any(re.search(rf"\b{re.escape(title)}\b", text) for title in english)] == []


def parts(text: str) -> frozenset[tuple[str, ...]]:
    """Every so many words of a text in a row."""
    said = words(text)
    return frozenset(said[k : k + LONG] for k in range(len(said) - LONG + 1))


MADE_UP = """
<p class="lead">{known} the one answer is open; Budapest Convention; 16(1)(a)</p>
<p lang="sr">Krivični zakonik</p><div class="own">What a manager wrote</div>
<img src="chart:x" alt="{known} a bar">
"""


def test_a_text_outside_the_catalogue_would_be_seen() -> None:
    known = Other().gettext("Of %(number)s criteria,") % {"number": "three"}
    # “three”, an English number word, is left over too: in other languages numbers are figures.
    assert known == "Ое three всиудсиа,"
    page = Page(MADE_UP.format(known=known), "", {"chart:x": b"<svg><text>Score</text></svg>"})
    assert left_over(shown(page), data(ROOT)) == [
        f"three  ←  {known} the one answer is open; Budapest Convention; 16(1)(a)",
        f"the one answer is open  ←  {known} the one answer is open; Budapest Convention; 16(1)(a)",
        f"three  ←  {known} a bar",
        f"bar  ←  {known} a bar",
        "score  ←  Score",
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Illegal access", []),  # the title of an article
        ("Illegal acc …", ["illegal", "acc"]),
        ("Expedited preservation of …", []),  # one that was cut
        ("access is illegal", ["access", "is", "illegal"]),  # words of the data in another order
        ("open", ["open"]),  # a word that the program reads
        ("assessments/serbia and indicators/logframe.yaml", ["and"]),
    ],
)
def test_what_somebody_wrote_is_told_apart(text: str, left: list[str]) -> None:
    assert data(ROOT).unknown(FILES.sub(" ", text)) == left
