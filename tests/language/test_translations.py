"""Titles, questions, names and units in other languages: what is printed, what falls back, what a check finds missing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents import DATA, ROOT, inputs

from compliance import figures, language
from compliance.catalogues import locale
from compliance.charts.grids import _lines
from compliance.indicators.project import read_project
from compliance.inputs import read_inputs
from compliance.language import Language, Spoken, speaking
from compliance.pages.html import country_page
from compliance.pages.typography import typeset
from compliance.problems import Problem
from compliance.report.build.job import Job
from compliance.report.build.kinds import make
from compliance.view.country import view_of
from compliance.view.names import designations
from compliance.view.project import aligned
from compliance.workspace import IN_A_LANGUAGE

INSTRUMENTS = ROOT / "src" / "compliance" / "instruments"
WRITTEN = sorted(set(language.CLDR) - {language.ENGLISH, language.SERBIAN_LATIN})
TITLES = {
    "fr": "Accès illégal",
    "sr": "Незаконити приступ",
    "sr-Latn": "Nezakoniti pristup",
    "bs": "Nezakonit pristup",
    "cnr": "Nezakonit pristup",
    "mk": "Незаконит пристап",
    "sq": "Hyrja e paligjshme",
    "tr": "Yasa dışı erişim",
    "en": "Illegal access",
}


@pytest.mark.parametrize("tongue", TITLES)
def test_an_article_bears_its_title_in_every_language(tongue: str) -> None:
    article = inputs(ROOT).workspace.instruments["ets-185"].value.articles[1]
    with speaking(locale(tongue)):
        assert article.called() == TITLES[tongue]
        assert isinstance(article.called(), Spoken) is (tongue != "en")


@pytest.mark.parametrize("tongue", WRITTEN)
@pytest.mark.parametrize("instrument", ["ets-185", "ets-198"])
def test_both_conventions_have_every_title_in_every_language(instrument: str, tongue: str) -> None:
    file = INSTRUMENTS / f"{instrument}.{tongue}.yaml"
    told = yaml.safe_load(file.read_text("utf-8"))
    treaty = inputs(ROOT).workspace.instruments[instrument].value
    assert list(told["articles"]) == [article.number for article in treaty.articles]
    assert list(told["sections"]) == [section.id for section in treaty.sections]
    assert list(told["divisions"]) == [division.id for division in treaty.divisions]
    assert told["reviewed"] is None, "the cover says that nobody has reviewed it"
    english = {article.title for article in treaty.articles} - {"Extradition", "Information", "Notification"}
    assert english.isdisjoint(told["articles"].values())


def test_what_has_no_title_in_a_language_is_called_in_english_and_marked() -> None:
    article = inputs(DATA).workspace.instruments["lt-12"].value.articles[0]
    with speaking(locale("fr")):
        assert article.called() == article.title
        assert not isinstance(article.called(), Spoken)


@pytest.mark.parametrize(
    ("tongue", "name"),
    [("sr", "Лица"), ("sr-Latn", "Lica"), ("bs", "Lica"), ("cnr", "Lica"), ("fr", "Personnes"), ("tr", "Persons")],
)
def test_a_name_is_looked_for_in_the_nearest_language(tongue: str, name: str) -> None:
    with speaking(locale(tongue)):
        assert language.called("Persons", {"sr": "Лица", "fr": "Personnes"}) == name


def test_a_first_of_the_month_is_an_ordinal_in_french() -> None:
    with speaking(locale("fr")):
        days = [figures.day(day) for day in (date(2026, 3, 1), date(2026, 3, 11), date(2026, 3, 21))]
        assert days == ["1er mars 2026", "11 mars 2026", "21 mars 2026"]
        assert figures.number(1234567) == "1\u202f234\u202f567"
        assert language.percentage("8,7") == "8,7\N{NO-BREAK SPACE}%"


def test_french_signs_stand_off_and_never_begin_a_line() -> None:
    text = (language.LOCALES / "fr.po").read_text("utf-8")
    told = [re.sub(r"<[^>]*>", "", one) for one in re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', text, re.MULTILINE)]
    assert [one for one in told if re.search(r" [:;?!»%](?!\()|« |[^\s«»:;?!(]\?|'", one)] == []
    assert [one for one in told if re.search(r"[^\W\d][:;!](?:\s|$)", one)] == []


def test_a_designation_has_the_wording_agreed_in_the_language() -> None:
    workspace, on = inputs(ROOT).workspace, date(2026, 9, 30)
    with speaking(locale("fr")):
        (note,) = designations(workspace, on, ["Kosovo*"])
    assert note.startswith("* Cette désignation est sans préjudice des positions sur le statut")
    with speaking(locale("sq")):
        (note,) = designations(workspace, on, ["Kosovo*"])
    assert note.startswith("* This designation is without prejudice")


# Pages


def test_a_report_in_french_says_titles_sections_and_names_in_french() -> None:
    with speaking(locale("fr")):
        html = country_page(view_of(inputs(ROOT), "kosovo", "2026", "country")).html
    assert "Accès illégal" in html
    assert "Infractions de blanchiment" in html
    assert "Convention de Budapest" in html
    assert "Droit pénal matériel" in html
    for english in ("Illegal access", "Laundering offences", "Substantive criminal law", "Budapest Convention"):
        assert not re.search(rf"<(h\d|th|caption)[^>]*>[^<]*{english}", html), english
    assert '<span lang="en">Accès illégal' not in html


@pytest.mark.parametrize("tongue", ["fr", "sq", "sr"])
def test_a_brief_names_indicators_and_units_in_its_language(tongue: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    found = inputs(ROOT)
    filed = found.workspace.plans["donor"]
    plans = {**found.workspace.plans, "donor": replace(filed, value=replace(filed.value, language=tongue))}
    told = replace(found, workspace=replace(found.workspace, plans=plans))
    monkeypatch.setattr("compliance.report.build.kinds.fitted", lambda versions, page: (versions[0], page(versions[0])))
    page: Any = make(told, Job(plan="donor", country="serbia", cycle="2026", ending="pdf"), ())
    html = page.html
    assert found.project is not None
    used = [
        indicator
        for indicator in found.project.logframe.indicators
        if (indicator.short or indicator.name) in html or indicator.name in html
    ]
    assert [indicator.id for indicator in used] == []
    headline = next(indicator for indicator in found.project.logframe.indicators if indicator.id == "H1")
    assert (headline.shorts[tongue] in html) or (headline.names[tongue] in html)


def test_units_are_words_that_a_language_knows_beside_its_catalogue() -> None:
    units = {"pigeons": {"fr": "pigeons voyageurs"}, "percent": {"fr": "centièmes"}}
    with speaking(language.wider(locale("fr"), units)):
        assert language._("pigeons") == "pigeons voyageurs"
        assert language._("percent") == "pour cent", "the catalogue goes before"
        assert language.ngettext("article", "articles", 2) == "articles"
        assert language.reviewer() is None
    with speaking(language.wider(locale("tr"), units)):
        assert language._("pigeons") == "pigeons"


def test_a_plan_says_its_own_words_in_its_language() -> None:
    plan = inputs(ROOT).workspace.plans["profile"].value
    own = replace(plan, titles={"fr": "Profil à nous"}, notices={"sr": "Напомена"})
    with speaking(locale("fr")):
        told = own.spoken()
        assert (told.title, told.notice) == ("Profil à nous", language._(plan.notice))
        assert [section.title for section in told.sections if section.title] == ["Situation au regard des traités"]
    with speaking(locale("sr-Latn")):
        assert own.spoken().notice == "Napomena"


# Checks


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The made-up workspace, to which a test adds a file."""
    root = tmp_path / "workspace"
    shutil.copytree(DATA, root)
    return root


def told(root: Path, part: str) -> list[Problem]:
    """The problems in files whose path has a part."""
    return [problem for problem in read_inputs(root)[1] if part in problem.at.path]


FRENCH = """instrument: lt-12
language: fr
edition: "1"
title: Convention sur les lettres
sections: {offences: Infractions, powers: Pouvoirs, co-operation: Coopération}
articles: {"1": Un, "2": Deux, "3": Trois, "4": Quatre, "5": Cinq, "6": Six}
"""


def test_a_file_of_ones_own_names_the_articles_of_ones_own_instrument(workspace: Path) -> None:
    (workspace / "assessments/instruments/lt-12.fr.yaml").write_text(FRENCH, "utf-8")
    assert told(workspace, "lt-12.fr") == []
    instrument = read_inputs(workspace)[0].workspace.instruments["lt-12"].value
    with speaking(locale("fr")):
        assert [article.called() for article in instrument.articles][:2] == ["Un", "Deux"]
        assert [section.called() for section in instrument.sections] == ["Infractions", "Pouvoirs", "Coopération"]
        assert (instrument.called(), instrument.called_shortly()) == ("Convention sur les lettres", instrument.short)


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        ('"2": Deux, ', "", "missing-translation", "1 of 6 titles of articles is missing: 2"),
        ('"6": Six', '"6": Six, "61": Rien', "unknown-article", "LT 12 has no Article 61"),
        (", powers: Pouvoirs", "", "missing-translation", "1 of 3 titles of sections is missing: powers"),
        ("offences: Inf", "ofences: Inf, offences: Inf", "dangling-link", "there is no section `ofences`"),
        (
            "sections:",
            "divisions: {I: Un}\nsections:",
            "missing-translation",
            "2 of 3 titles of divisions are missing: II, III",
        ),
        ("language: fr", "language: sq", "wrong-place", "`language` is `sq`, but the file lies at `fr`"),
        ("language: fr", "language: de", "unknown-word", "`language` is `de`"),
        ("instrument: lt-12", "instrument: lt-99", "unknown-instrument", "there is no instrument `lt-99`"),
    ],
)
def test_what_is_wrong_in_a_file_of_a_language_is_named(
    workspace: Path, old: str, new: str, code: str, what: str
) -> None:
    assert old in FRENCH
    (workspace / "assessments/instruments/lt-12.fr.yaml").write_text(FRENCH.replace(old, new), "utf-8")
    found = told(workspace, "lt-12.fr")
    assert (code, what) in [(problem.code, problem.what) for problem in found]
    assert all(problem.at.line for problem in found)


def test_questions_are_all_there_or_none_and_of_the_same_edition(workspace: Path) -> None:
    asked = inputs(DATA).workspace.instruments["lt-12"].value.criteria()
    lines = {criterion.id: f"Question {criterion.id}" for criterion in asked if criterion.scored}
    file = workspace / "assessments/instruments/lt-12.fr.yaml"

    def written(questions: dict[str, str], edition: str = "1") -> list[tuple[str, str]]:
        text = yaml.safe_dump({"questions": questions}, allow_unicode=True, width=1000)
        file.write_text(FRENCH.replace('"1"\ntitle', f'"{edition}"\ntitle') + text, "utf-8")
        return [(problem.code, problem.severity) for problem in told(workspace, "lt-12.fr")]

    assert written(lines) == []
    assert written({**lines, "12.9.9": "Rien"}) == [("unknown-criterion", "problem")]
    assert written(dict(list(lines.items())[1:])) == [("missing-translation", "problem")]
    assert written(lines, "0") == [("older-translation", "finding")]
    written(lines)
    criterion = read_inputs(workspace)[0].workspace.instruments["lt-12"].value.criteria()[0]
    with speaking(locale("fr")):
        assert criterion.asked() == f"Question {criterion.id}"
    assert criterion.asked() == criterion.question


def test_an_instrument_in_place_of_a_shipped_one_keeps_none_of_its_titles(workspace: Path) -> None:
    text = (workspace / "assessments/instruments/lt-12.yaml").read_text("utf-8")
    own = text.replace("id: lt-12", "id: ets-185", 1)
    (workspace / "assessments/instruments/ets-185.yaml").write_text(own, "utf-8")
    workspace_, problems = read_inputs(workspace)
    assert [problem for problem in problems if IN_A_LANGUAGE.fullmatch(Path(problem.at.path).name)] == []
    assert not workspace_.workspace.instruments["ets-185"].value.articles[0].titles


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda text: text.replace("    name: Letters opened", "    names: {fr: Lettres}\n    name: Letters opened"), "`indicators` without a name in `fr`: "),
        (lambda text: text.replace("    name: Letters opened", '    names: {"f r": X}\n    name: Letters opened'), "`f r` is no code of a language"),
    ],
)  # fmt: skip
def test_names_of_some_indicators_alone_are_reported(workspace: Path, change: Callable[[str], str], what: str) -> None:
    file = workspace / "indicators/logframe.yaml"
    text = file.read_text("utf-8")
    assert change(text) != text
    file.write_text(change(text), "utf-8")
    _, problems = read_project(workspace, instruments={"lt-12": ("2", "4")}, countries=("arcadia", "borduria"))
    assert any(problem.what.startswith(what) for problem in problems)
    assert {problem.code for problem in problems} <= {"missing-translation", "not-a-language"} | {
        problem.code for problem in read_project(DATA, instruments={"lt-12": ("2", "4")}, countries=("arcadia", "borduria"))[1]
    }  # fmt: skip


def test_the_projects_indicators_have_a_name_in_three_languages() -> None:
    project = inputs(ROOT).project
    assert project is not None
    for indicator in project.logframe.indicators:
        assert set(indicator.names) >= {"fr", "sr", "sq"}
        assert bool(indicator.short) is bool(indicator.shorts)
        assert set(indicator.alignment_names) >= ({"fr", "sr", "sq"} if indicator.alignment_name else set())
        assert bool(indicator.alignment_short) is bool(indicator.alignment_shorts)


def test_alignment_has_its_own_name_in_the_language_of_the_page() -> None:
    project = inputs(ROOT).project
    assert project is not None
    with speaking(locale("fr")):
        named = {indicator.id: indicator for indicator in aligned(project.logframe.spoken(), ["ets-198"]).indicators}
    assert named["I31"].name == "Score d’alignement sur CETS No. 198"
    assert named["I30"].name == "Score de conformité à ETS 185"
    assert named["H2"].short == "Alignement sur ETS 185 et CETS No. 198"


# How French sets its marks


@pytest.mark.parametrize(
    ("html", "set_"),
    [
        ("<p>Serbie: le droit</p>", "<p>Serbie\N{NO-BREAK SPACE}: le droit</p>"),
        ("<b>Vraiment ?</b> oui; non", "<b>Vraiment\N{NO-BREAK SPACE}?</b> oui\N{NO-BREAK SPACE}; non"),
        ("<p>Loi &amp; ordre &lt; 3</p>", "<p>Loi &amp; ordre &lt; 3</p>"),
        ('<p>à 12:30, <a href="https://x.y/?a">https://x.y/?a</a></p>', '<p>à 12:30, <a href="https://x.y/?a">https://x.y/?a</a></p>'),
        ('<p>Titre: <span lang="en">Act: <i>one; two</i></span>; fin</p>', '<p>Titre\N{NO-BREAK SPACE}: <span lang="en">Act: <i>one; two</i></span>; fin</p>'),
        ('<h2 data-mark="9 ETS 185: tout">x<br>y: z</h2>', '<h2 data-mark="9 ETS 185\N{NO-BREAK SPACE}: tout">x<br>y\N{NO-BREAK SPACE}: z</h2>'),
        ("<style>a: b; c</style><p>a\N{NO-BREAK SPACE}: b</p>", "<style>a: b; c</style><p>a\N{NO-BREAK SPACE}: b</p>"),
    ],
)  # fmt: skip
def test_a_french_page_sets_high_marks_off(html: str, set_: str) -> None:
    page = f'<html lang="fr">{html}</html>'
    with speaking(locale("fr")):
        assert typeset(page) == f'<html lang="fr">{set_}</html>'
    with speaking(locale("sq")):
        assert typeset(page) == page


def test_the_cover_says_in_the_language_where_a_treaty_was_opened() -> None:
    treaty = inputs(ROOT).workspace.instruments["ets-198"].value
    with speaking(locale("fr")):
        assert treaty.opened_at() == "Varsovie"
    assert treaty.opened_at() == "Warsaw"


def test_bodies_are_named_in_the_language_or_all_in_english() -> None:
    project = inputs(ROOT).project
    assert project is not None
    with speaking(locale("fr")):
        told = {indicator.id: indicator.responsible for indicator in project.logframe.spoken().indicators}
        assert told["I18"] == "Cellule de renseignement financier"
        assert told["I22"] == "Ministère public; Juridictions; Bureau de gestion des avoirs"
        assert isinstance(told["I22"], Spoken)
    with speaking(locale("tr")):
        told = {indicator.id: indicator.responsible for indicator in project.logframe.spoken().indicators}
        assert told["I18"] == "Financial intelligence unit"
        assert not isinstance(told["I18"], Spoken)


def test_a_name_in_english_is_a_plain_text_for_a_workbook() -> None:
    kosovo = inputs(ROOT).workspace.jurisdiction("kosovo")
    assert kosovo is not None
    assert type(kosovo.name(date(2026, 9, 30))) is str


def test_a_name_with_a_hyphen_is_broken_after_it_where_its_column_is_narrow() -> None:
    assert _lines("Bosnie-Herzégovine", 16) == ["Bosnie-", "Herzégovine"]
    assert _lines("Bosnie-Herzégovine", 60) == ["Bosnie-Herzégovine"]
    assert _lines("Macédoine du Nord", 16) == ["Macédoine", "du Nord"]
