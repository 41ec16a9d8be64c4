"""Documents in every language: what they say, how they look, and that assistive technology is told the language."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pdfua
import pytest
from documents import DATA, EVERYTHING, ROOT, flat, inputs, opened, page_texts
from pictures import digest, keep, pictures
from structure import bare_marks, elements, fonts

from compliance import language
from compliance.catalogues import locale
from compliance.inputs import Inputs
from compliance.language import Language, speaking
from compliance.report.build.job import Job
from compliance.report.build.kinds import make
from compliance.view import words

TRAINING = ROOT / "examples" / "training"
GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = sorted(set(language.CLDR) - {language.ENGLISH})
WHOLE = EVERYTHING or "--snapshot-update" in sys.argv
"""Whether documents are made in every language, which `./run fuzz` does, and whoever writes the golden files anew."""
APART = ("fr", "mk", "sq", "sr-Latn", "tr")
"""Languages that differ in letters, signs or length: the usual run's, since the others go the same way as Macedonian and Serbian in Latin letters."""
SPOKEN = [one for one in LANGUAGES if WHOLE or one in APART]
WRITTEN = [one for one in SPOKEN if one != "sr-Latn"]
"""Those with a catalogue; Serbian in Latin letters is the Cyrillic one in other letters."""
BRIEFS = {
    "donor": (TRAINING, Job(plan="donor", country="exempla", cycle="2019", ending="pdf")),
    "donor-region": (TRAINING, Job(plan="donor", country="", cycle="2019", ending="pdf")),
}
"""Made-up briefs, whose pictures are kept; made in one language."""
KINDS = {
    "country": (DATA, Job(plan="country", country="borduria", cycle="2026", ending="pdf")),
    "donor, on file": (ROOT, Job(plan="donor", country="albania", cycle="2026", ending="pdf")),
    "donor-region, on file": (ROOT, Job(plan="donor", country="", cycle="2026", ending="pdf")),
}
"""One document of a kind, made in every language; the briefs are those with most to say."""
PICTURED: Language = "mk"
"""The language of the made-up briefs."""
WIDEST = ("sq",)
"""The language that needs most room: the usual run makes the briefs in it, `./run fuzz` in all."""
MADE = [
    *((kind, tongue) for kind in KINDS for tongue in SPOKEN if WHOLE or kind == "country" or tongue in WIDEST),
    *((kind, PICTURED) for kind in BRIEFS),
]
READ = 8
"""Pages whose text is kept: cover, contents, summary, how to read, what to amend; pictures are kept of all."""
FULLEST = ("albania", "montenegro", "north-macedonia")
"""The countries whose summaries have most to say; the usual run looks at one of them in each language that differs, in turn."""
SUMMARIES = [(FULLEST[n % 3], tongue) for n, tongue in enumerate(APART)]
ALL_SUMMARIES = [(country, tongue) for country in FULLEST for tongue in LANGUAGES]
each_document = pytest.mark.parametrize(("kind", "tongue"), MADE)


def speaking_of(found: Inputs, tongue: Language) -> Inputs:
    """The same, with every plan in another language."""
    plans = {
        id_: replace(filed, value=replace(filed.value, language=tongue)) for id_, filed in found.workspace.plans.items()
    }
    return replace(found, workspace=replace(found.workspace, plans=plans))


@cache
def document(kind: str, tongue: Language) -> bytes:
    root, job = (KINDS | BRIEFS)[kind]
    return make(speaking_of(inputs(root), tongue), job, ())


@pytest.mark.parametrize("tongue", WRITTEN)
def test_the_text_of_a_report_is_unchanged(tongue: Language, golden: Callable[[Path, str], None]) -> None:
    pages = page_texts(document("country", tongue))[:READ]
    told = [f"==== {number}\n{_steady(text)}" for number, text in enumerate(pages, 1)]
    golden(GOLDEN / f"{tongue}.txt", "\n".join(told) + "\n")


def _steady(text: str) -> str:
    """The lines of a page without digests and versions."""
    lines = [line.strip() for line in text.splitlines() if not re.search(r"[0-9a-f]{12}|WeasyPrint", line)]
    return "\n".join(line for line in lines if line)


@pytest.mark.parametrize("tongue", SPOKEN)
def test_every_page_looks_the_same(tongue: Language, golden: Callable[[Path, str], None]) -> None:
    told = []
    for kind in ("country", *(BRIEFS if tongue == PICTURED else ())):
        content = document(kind, tongue)
        shown = [
            one
            for one, text in zip(pictures(content), page_texts(content), strict=True)
            if not re.search(r"[0-9a-f]{32}", text)
        ]
        keep(tuple(shown))
        told += [f"{kind} {digest(one)}\n" for one in shown]
    golden(GOLDEN / f"{tongue}-pages.txt", "".join(told))


@each_document
def test_assistive_technology_finds_its_way(kind: str, tongue: Language, tmp_path: Path) -> None:
    with opened(document(kind, tongue)) as one:
        assert one.Root.Lang == tongue
        levels = [int(element.kind[1:]) for element in elements(one) if re.fullmatch(r"H\d", element.kind)]
        assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []
        assert [number for number, page in enumerate(one.pages, 1) if bare_marks(page)] == []
        assert all(fonts(one).values())
    if WHOLE or tongue == PICTURED:  # the form of a document is the same in every language
        file = tmp_path / "document.pdf"
        file.write_bytes(document(kind, tongue))
        found = pdfua.validate(str(file)).findings
        assert [finding.message for finding in found if finding.severity.name == "ERROR"] == []


@each_document
def test_nobody_takes_a_translation_for_an_official_text(kind: str, tongue: Language) -> None:
    with speaking(locale(tongue)):
        note = language._("Unreviewed translation from English; where in doubt, the English edition counts.")
    assert note.isascii() is False or tongue in ("sr-Latn", "sq")
    assert flat(note) in flat(page_texts(document(kind, tongue))[0])


@each_document
def test_a_brief_has_two_pages_in_every_language(kind: str, tongue: Language) -> None:
    assert (len(page_texts(document(kind, tongue))) == 2) == (kind != "country")


@pytest.mark.parametrize(("country", "tongue"), ALL_SUMMARIES if EVERYTHING else SUMMARIES)
def test_cover_and_summary_have_a_page_each_in_every_language(country: str, tongue: Language) -> None:
    found = speaking_of(inputs(ROOT), tongue)
    filed = found.workspace.plans["country"]
    sections = tuple(one for one in filed.value.sections if one.section == "summary")
    short = replace(filed, value=replace(filed.value, sections=sections, annexes=(), attachments=()))
    found = replace(found, workspace=replace(found.workspace, plans={**found.workspace.plans, "country": short}))
    pages = page_texts(make(found, Job(plan="country", country=country, cycle="2026", ending="pdf"), ()))
    with speaking(locale(tongue)):
        assert flat(words.translation_note()) in flat(pages[0])
        assert flat(language._(filed.value.disclaimer)) in flat(pages[0])
    assert len(pages) == len(("cover", "contents", "summary"))


def test_a_workbook_speaks_english_whatever_its_plan_says() -> None:
    job = Job(plan="country", country="borduria", cycle="2026", ending="xlsx")
    assert make(speaking_of(inputs(DATA), "sr"), job, ()) == make(inputs(DATA), job, ())


def test_a_large_letter_keeps_the_dot_of_a_turkish_i() -> None:
    with speaking(locale("tr")):
        assert language.capital("iki ülke") == "İki ülke"
        assert language.capital("ılımlı") == "Ilımlı"
    with speaking(locale("sq")):
        assert language.capital("i pjesshëm") == "I pjesshëm"
    assert language.capital("") == ""
