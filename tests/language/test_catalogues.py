"""The catalogues: no text outside them, none of them stale, and what they say keeps its placeholders."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from compliance import catalogues, figures, language

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "compliance"
TEMPLATES = sorted((SOURCE / "pages" / "templates").rglob("*.html"))
CATALOGUES = sorted((SOURCE / "locales").glob("*.po"))
COUNTRY = "country.html", "profile.html", "macros.html", "sections"
"""The templates whose every text is translated."""

NO_TEXT = re.compile(
    r"\{%-?\s*trans\b.*?\bendtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->|<(?:\"[^\"]*\"|[^>\"])*>|&\w+;",
    re.DOTALL,
)
SAME_EVERYWHERE = {"SHA", "mm", "A", "B", "C", "D", "α", "CSV", "JSON", "Ctrl", "Alt", "Enter"}
"""What is no word of a language, and what stands on keys."""


@cache
def collected() -> frozenset[str]:
    """Every text that the program marks, as `./run catalogues` collects them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "compliance.pot"
        options = "--mapping", "pyproject.toml", "--keywords", "N_ NN_:1,2", "--output-file", str(file)
        command = [
            sys.executable,
            "-m",
            "babel.messages.frontend",
            "--quiet",
            "extract",
            *options,
            "src/compliance",
            "reports",
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        return frozenset(ids(catalog(file)))


def ids(catalog: Catalog) -> Iterator[str]:
    return (first(message) for message in catalog if message.id)


def first(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


@cache
def catalog(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_no_text_of_a_template_stands_outside_the_catalogue(file: Path) -> None:
    bare = NO_TEXT.sub(" ", file.read_text("utf-8"))
    assert set(re.findall(r"[^\W\d_]{2,}", bare)) - SAME_EVERYWHERE == set()


def test_a_text_outside_the_catalogue_would_be_seen() -> None:
    line = '<p class="note">{% trans %}Known{% endtrans %} {{ _("known") }} left &amp; out <img alt="{{ x }}"></p>'
    assert re.findall(r"[^\W\d_]{2,}", NO_TEXT.sub(" ", line)) == ["left", "out"]


def within_f_strings(text: str) -> list[int]:
    """The lines on which an f-string translates a text."""
    calls = (call for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr) for call in ast.walk(node))
    marks = {"_", "N_", "NN_", "ngettext"}
    return [
        call.lineno
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in marks
    ]


def test_no_text_hides_in_an_f_string() -> None:
    """Before Python 3.12 an f-string is one token, and Babel collects nothing from inside it."""
    assert within_f_strings('f"{_(name)} {number}"') == [1]
    lines = {file: within_f_strings(file.read_text("utf-8")) for file in SOURCE.rglob("*.py")}
    assert {file.relative_to(SOURCE): found for file, found in lines.items() if found} == {}


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_no_catalogue_is_stale(file: Path) -> None:
    known = set(ids(catalog(file)))
    assert sorted(collected() - known) == [], "run `./run catalogues`"
    assert sorted(known - collected()) == [], "run `./run catalogues`"
    assert not [first(message) for message in catalog(file) if message.id and message.fuzzy]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_translation_keeps_placeholders_and_marks(file: Path) -> None:
    for message in catalog(file):
        given = (message.id,) if isinstance(message.id, str) else message.id
        for text in texts(message) if message.id else ():
            if text:
                wanted = {marks(one) for one in given}
                assert marks(text) in wanted, f"{given[0]!r} → {text!r}"


def marks(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Placeholders and tags of a text, in no order."""
    return tuple(sorted(set(re.findall(r"%\(\w+\)s", text)))), tuple(sorted(re.findall(r"</?\w+[^>]*>", text)))


def test_what_is_not_translated_appears_in_english_and_is_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    catalogue = """
# Reviewed by Ana, 2026-09-30.
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=n != 1;\\n"

msgid "Gap"
msgstr "Mangësi"

msgid "Rating"
msgstr ""

msgid "answer"
msgid_plural "answers"
msgstr[0] "përgjigje"
msgstr[1] ""
"""
    (tmp_path / "sq.po").write_text(catalogue, encoding="utf-8")
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path)
    catalogues.locale.cache_clear()
    with language.speaking(catalogues.locale("sq")):
        assert (language._("Gap"), language._("Rating")) == ("Mangësi", "Rating")
        assert language.ngettext("answer", "answers", 2) == "answers"
        assert language.reviewer() == "Ana, 2026-09-30"
    catalogues.locale.cache_clear()
    assert [str(line) for line in catalogues.coverage()] == ["sq       1 of 3 texts translated"]


def test_a_language_writes_numbers_and_days_in_its_own_way() -> None:
    first, last = date(2026, 9, 1), date(2026, 9, 30)
    with language.speaking(catalogues.locale("tr")):
        written = (figures.number(Fraction(2469, 2), 1), figures.percent(Fraction(1, 8), 1), figures.day(last))
        assert written == ("1.234,5", "%12,5", "30 Eylül 2026")
        assert figures.partial_day(first, last) == "Eylül 2026"
    assert (figures.day(last), figures.partial_day(first, last)) == ("30 September 2026", "September 2026")


def test_every_noun_that_is_counted_is_known() -> None:
    nouns = {noun[0] for noun in figures.NOUNS}
    reports = [*SOURCE.glob("charts/*.py"), *(SOURCE / "view" / f"{name}.py" for name in ("messages", "reforms"))]
    counted = {
        noun
        for file in (*reports, *TEMPLATES)
        for noun in re.findall(r"figures\.count\([^\"'\n]*?, [\"']([^\"']+)[\"']", file.read_text("utf-8"))
    }
    assert counted - nouns == set()


def test_there_is_a_catalogue_for_every_language_of_a_plan() -> None:
    latin = {"sr-Latn": "sr"}
    wanted = {latin.get(one, one) for one in language.CLDR} - {language.ENGLISH}
    assert {file.stem for file in CATALOGUES} == wanted
    assert set(language.CLDR) == set(language.NAMES)
