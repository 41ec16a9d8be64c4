"""The reading site: its links lead somewhere, its figures are the engine's, and nothing private is on any page."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hostile import FREE, combined, workspace
from markupsafe import escape
from undrawn import undrawn  # noqa: F401  # for every test here

from compliance import figures
from compliance.inputs import Inputs, read_inputs
from compliance.model.site import Site
from compliance.pages.site.drawing import parts
from compliance.problems import serious
from compliance.report.site import MANIFEST, Made, site_files, written
from compliance.screens.parts import Bar, Segment
from compliance.screens.public import public
from compliance.screens.publication import NothingPublic, publication
from compliance.source import Document
from compliance.view import words
from compliance.view.country import view_of
from compliance.view.messages import items_of, standing
from compliance.view.reasons import shown

BASE = "https://posts.example/letters/"


@cache
def inputs() -> Inputs:
    root = combined(Path(mkdtemp()) / "workspace")
    read, found = read_inputs(root)
    assert serious(found) == ()
    return read


def asked() -> Site:
    filed = inputs().workspace.site
    assert filed is not None
    return filed.value


@cache
def made() -> Made:
    return site_files(inputs(), asked())


def pages() -> Mapping[str, str]:
    return {path: content.decode() for path, content in made().files.items() if path.endswith(".html")}


def flat(text: str) -> str:
    """A text with plain spaces, as a reader compares it."""
    return " ".join(text.split())


class Read(HTMLParser):
    """What a page holds, as far as tests ask."""

    VOID = frozenset(("meta", "link", "input", "br", "img", "hr"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.inside: list[str] = []
        self.shown: list[str] = []
        self.inline: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1] == tag, f"{tag} closes {self.open[-1]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.inline.append(data)
        else:
            self.shown.append(data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]

    @property
    def text(self) -> str:
        return flat("".join(self.shown))

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]


@cache
def read(path: str) -> Read:
    return Read(pages()[path])


def links(page: Read) -> Iterator[str]:
    for tag, attributes in page.tags:
        if tag in ("a", "link", "script", "form"):
            yield from (attributes[name] or "" for name in ("href", "src", "action") if name in attributes)


def test_every_link_leads_to_a_file_and_a_place_in_it() -> None:
    lost = []
    for path in pages():
        for link in links(read(path)):
            target = urlsplit(urljoin(BASE + path, link))
            if not target.geturl().startswith(BASE):
                assert target.scheme in ("http", "https"), link
                continue
            at = unquote(target.path.removeprefix(urlsplit(BASE).path))
            at += "index.html" if at.endswith("/") or not at else ""
            if at not in made().files or (target.fragment and unquote(target.fragment) not in read(at).ids):
                lost.append((path, link))
    assert lost == []


def test_every_language_has_the_same_pages_and_leads_to_the_others() -> None:
    files = site_files(inputs(), replace(asked(), languages=("en", "sq"))).files
    english = {path for path in files if path.endswith(".html") and not path.startswith("sq/")}
    assert {f"sq/{path}" for path in english} == {
        path for path in files if path.startswith("sq/") and path.endswith(".html")
    }
    assert all(path.startswith("sq/") is False for path in files if path.startswith(("assets/", "data/")))
    lost = []
    for path in english:
        for at in (path, f"sq/{path}"):
            page = Read(files[at].decode())
            assert page.all("html")[0]["lang"] == ("sq" if at.startswith("sq/") else "en")
            others = [each["href"] or "" for each in page.all("a") if each.get("hreflang")]
            assert len(others) == 2
            for link in (
                *others,
                *(each["href"] or "" for each in page.all("link") if each.get("rel") == "stylesheet"),
            ):
                target = unquote(urlsplit(urljoin(BASE + at, link)).path.removeprefix(urlsplit(BASE).path))
                target += "index.html" if target.endswith("/") or not target else ""
                lost += [(at, link)] if target not in files else []
    assert lost == []
    assert "Letra dhe traktate" in files["sq/index.html"].decode()


def test_links_are_relative_and_the_same_in_any_folder() -> None:
    for path in pages():
        if path != "404.html":
            assert [link for link in links(read(path)) if link.startswith("/")] == []


@pytest.mark.parametrize(
    "path", ["index.html", "arcadia/index.html", "arcadia/lt-12/index.html", "lt-12/index.html", "404.html"]
)
def test_there_is_a_page_of_every_kind(path: str) -> None:
    assert path in pages()


def test_every_figure_of_ratings_is_that_of_the_engine() -> None:
    """The counts that bars print and say, and every score, computed once more from the folder."""
    view = view_of(inputs(), "arcadia", "2026", "country")
    for treaty in view.instruments:
        heat = read(f"arcadia/{treaty.id}/index.html").text
        assert flat(treaty.headline) in heat
        assert words.score(treaty.range) in heat
        for article in treaty.article_scores:
            page = read(f"arcadia/{treaty.id}/{article.article.number}/index.html")
            assert words.score(article.score) in page.text
        counts = standing(items_of(treaty.article_scores), treaty.model.scale)
        assert f"{figures.number(counts.good)} of {figures.number(counts.all)}" in read("index.html").text
    data = json.loads(made().files["arcadia/index.json"])
    for treaty, told in zip(view.instruments, data["standings"], strict=True):
        bar = {part["kind"]: part["count"] for part in told["bar"]["segments"]}
        assert sum(bar.values()) == treaty.distribution.applicable
        assert {kind: bar.get(kind, 0) for kind in treaty.scale} == dict(treaty.distribution.counts)
        assert bar.get("not-settled", 0) == treaty.distribution.open
        assert bar.get("lead", 0) + bar.get("unanswered", 0) == treaty.distribution.unanswered


def test_every_value_of_an_indicator_is_that_of_the_engine() -> None:
    view = view_of(inputs(), "arcadia", "2026", "country")
    drawn = 0
    for report in view.indicators:
        page = read(f"indicators/{report.indicator.id}/index.html")
        for value in report.values:
            assert f"arcadia-{value.year}" in page.ids
            assert flat(shown(value, report.indicator.measure)) in page.text
            drawn += 1
        for row in report.rows:
            assert flat(row.source) in page.text
    assert drawn > 10


def test_the_latest_figures_are_those_of_the_engine() -> None:
    view = view_of(inputs(), "arcadia", "2026", "country")
    told = {
        (line["id"], cell["country"]): cell["text"]
        for result in json.loads(made().files["indicators/index.json"])["results"]
        for line in result["lines"]
        for cell in line["figures"]
    }
    own = {
        measure["id"]: measure["figure"]["text"]
        for measure in json.loads(made().files["arcadia/index.json"])["measures"]
    }
    overview, page = read("indicators/index.html").text, read("arcadia/index.html").text
    for report in view.indicators:
        text = shown(report.status.now, report.indicator.measure)
        assert told[report.indicator.id, "arcadia"] == text
        assert flat(text) in overview
        if report.values:
            assert own[report.indicator.id] == text
            assert flat(text) in page


def test_every_article_of_a_heat_table_has_its_own_score_and_ratings() -> None:
    view = view_of(inputs(), "arcadia", "2026", "country")
    for treaty in view.instruments:
        data = json.loads(made().files[f"arcadia/{treaty.id}/index.json"])
        rows = {row["number"]: row for section in data["sections"] for row in section["rows"]}
        assert rows.keys() == {article.number for article in treaty.articles}
        for article in treaty.articles:
            row, span = rows[article.number], treaty.assessment.whole.article(article.number).score
            assert (row["score"]["low"], row["score"]["high"]) == (
                (str(span.low), str(span.high)) if span else (None, None)
            )
            assert [one["id"] for one in row["tiles"]] == [criterion.id for criterion in article.criteria]
            assert [one["chip"]["word"] for one in row["tiles"]] == [
                criterion.chip.word for criterion in article.criteria
            ]


def test_the_parts_of_a_bar_fill_it_in_order() -> None:
    segments = tuple(
        Segment(kind=kind, word=kind, count=count) for kind, count in (("met", 1), ("partly", 2), ("open", 5))
    )
    drawn = list(parts(Bar(label="A bar", segments=segments)))
    assert [(part.start, part.width) for part in drawn] == [
        ("0.00%", "12.50%"),
        ("12.50%", "25.00%"),
        ("37.50%", "62.50%"),
    ]


def test_every_answer_stands_on_its_article_and_its_criterion() -> None:
    view = view_of(inputs(), "arcadia", "2026", "country")
    for treaty in view.instruments:
        for article in treaty.articles:
            page = read(f"arcadia/{treaty.id}/{article.number}/index.html")
            for row in article.criteria:
                across = read(f"{treaty.id}/{row.id}/index.html")
                assert row.id in page.ids
                for told in (page.text, across.text):
                    assert flat(row.duty) in told
                    for text in filter(None, (row.gap, *(basis.act for basis in row.provisions))):
                        assert flat(text.rstrip(".")[1:]) in told


PRIVATE = frozenset((
    "checklist.Adjudication.by", "checklist.Adjudication.reason", "checklist.Checklist.assigned", "checklist.Checklist.evaluators",
    "checklist.Checklist.note", "checklist.Contribution.by", "checklist.Remark.by", "checklist.Remark.closed_by",
    "checklist.Remark.text", "checklist.Reply.by", "checklist.Reply.text", "checklist.Response.author",
    "checklist.Response.carried_over", "checklist.Response.government_comment", "checklist.Response.reviewed_by",
    "checklist.Response.reviewed_digest", "checklist.Step.by", "checklist.Step.note",
    "log.Entry.by", "seal.Seal.by", "logframe.Approval.by", "logframe.Action.owner",
))  # fmt: skip
"""What never leaves the house: who works on it, and what they say to each other."""


def marked(field: str, number: int) -> str:
    if field.endswith((".url", ".base", ".indicator_uri")):
        return f"https://good.example/{number}"
    return f"MARK{number}X{field.replace('.', '_')}X" if field in PRIVATE else f"text {number}"


def test_nothing_private_is_in_any_file() -> None:
    root = Path(mkdtemp()) / "marked"
    held = workspace(root, marked, FREE)
    assert PRIVATE <= FREE, PRIVATE - FREE
    assert set(held) >= PRIVATE
    read_, found = read_inputs(root)
    assert serious(found) == ()
    filed = read_.workspace.site
    assert filed is not None
    told = {
        (path, mark)
        for path, content in site_files(read_, replace(filed.value, comments=False)).files.items()
        for mark in re.findall(rb"MARK\d+X(\w+)X", content)
    }
    assert told == set()


def texts_in(value: object) -> Iterator[str]:
    """Every text of the values of a folder; of the documents that hold them, none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from (*texts_in(key), *texts_in(item))
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from texts_in(item)
    elif is_dataclass(value) and not isinstance(value, Document):
        for each in fields(value):
            yield from texts_in(getattr(value, each.name))


def test_what_is_private_is_taken_away_at_the_door() -> None:
    root = Path(mkdtemp()) / "door"
    workspace(root, marked, FREE)
    read_ = read_inputs(root)[0]
    assert read_.workspace.site is not None
    left = public(read_, replace(read_.workspace.site.value, comments=False))
    held = (left.workspace.countries, left.project.logframe if left.project else None)
    assert {text for text in texts_in(held) if text.startswith("MARK")} == set()
    assert any(text.startswith("text ") for text in texts_in(held))


def test_comments_of_the_authorities_are_shown_where_the_site_says_so() -> None:
    texts = [
        response.government_comment
        for filed in inputs().workspace.countries["arcadia"].checklists.values()
        for response in filed.value.responses.values()
        if response.government_comment
    ]
    assert texts
    files = site_files(inputs(), replace(asked(), comments=True)).files
    whole = "".join(content.decode() for path, content in files.items() if path.endswith(".html"))
    assert all(flat(escape(text)) in flat(whole) for text in texts)
    assert not any(flat(escape(text)) in flat(content) for text in texts for content in pages().values())


def test_a_footnote_stands_on_exactly_the_pages_that_name_it() -> None:
    notes = publication(inputs(), asked()).footnotes(("Borduria*",))
    assert len(notes) == 1, "the made-up country has an obligatory footnote"
    for path in pages():
        page = read(path)
        assert ("Borduria*" in page.text) == (notes[0] in page.text), path


def test_the_same_folder_makes_the_same_bytes() -> None:
    assert dict(site_files(inputs(), asked()).files) == dict(made().files)


def test_a_draft_says_so_on_every_page_and_what_is_published_does_not() -> None:
    assert all("Draft." in read(path).text for path in pages())
    with pytest.raises(NothingPublic):
        site_files(inputs(), replace(asked(), drafts=False, countries=("borduria",)))


def test_only_what_changed_is_written_and_only_what_was_written_is_removed(tmp_path: Path) -> None:
    files = {"index.html": b"one", "a/index.html": b"two", "b/c/index.html": b"three"}
    assert set(written(files, tmp_path).written) == set(files)
    (tmp_path / "own.txt").write_text("mine", "utf-8")
    again = written({**files, "a/index.html": b"new"}, tmp_path)
    assert (again.written, again.removed) == (("a/index.html",), ())
    less = written({"index.html": b"one"}, tmp_path)
    assert (less.written, set(less.removed)) == ((), {"a/index.html", "b/c/index.html"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "index.html", "own.txt"]
    (tmp_path / MANIFEST).write_text('{"../own.txt": "x", "/etc/passwd": "y"}', "utf-8")
    assert written({"index.html": b"one"}, tmp_path).removed == ()


def test_a_changed_answer_rewrites_only_pages_that_show_it() -> None:
    root = combined(Path(mkdtemp()) / "changed")
    place = root / "assessments/arcadia/2026/lt-12.yaml"
    text = place.read_text("utf-8")
    view = view_of(inputs(), "arcadia", "2026", "country")
    row = next(
        row
        for treaty in view.instruments
        if treaty.id == "lt-12"
        for article in treaty.articles
        for row in article.criteria
        if row.gap and text.count(row.gap) == 1
    )
    place.write_text(text.replace(row.gap or "", "Another gap altogether"), "utf-8")
    after = site_files(read_inputs(root)[0], asked()).files
    changed = {path for path, content in after.items() if made().files[path] != content}
    article = next(
        article.number for treaty in view.instruments for article in treaty.articles if row in article.criteria
    )
    allowed = (f"arcadia/lt-12/{article}/", f"lt-12/{row.id}/", "data/")
    assert changed
    assert [path for path in changed if not path.startswith(allowed)] == []


LIMITS = {".html": 100_000, ".css": 20_000, ".js": 12_000}


def test_pages_are_small() -> None:
    for path, content in made().files.items():
        assert len(content) <= LIMITS.get(PurePosixPath(path).suffix, 1_000_000), path


def test_no_page_has_script_or_style_in_it() -> None:
    for path, text in pages().items():
        page = read(path)
        assert [
            name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")
        ] == []
        assert page.all("style") == []
        for script in page.all("script"):
            assert script.get("src") or script["type"] == "application/ld+json", path
        policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv"))
        assert policy is not None
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "javascript:" not in text
        for data in page.inline:
            json.loads(data)


def test_headings_landmarks_and_captions() -> None:
    for path in pages():
        page = read(path)
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        for landmark in ("header", "main", "nav", "footer"):
            assert page.all(landmark), path
        assert len(page.all("table")) == len(page.all("caption")), path
        assert len(page.ids) == len(set(page.ids)), path
        assert all(each.get("aria-label") for each in page.all("svg") if each.get("role") == "img"), path
        headers = [each for tag, each in page.tags if tag == "th"]
        assert all(each.get("scope") for each in headers), path


def test_json_and_csv_stand_beside_the_pages() -> None:
    for path in pages():
        if path != "404.html":
            data = json.loads(made().files[path.replace("index.html", "index.json")])
            assert flat(data["heading"]) in read(path).text
    table = made().files["index.csv"].decode().splitlines()
    assert table[0].startswith("beneficiary,name,instrument")


def test_feed_map_and_robots() -> None:
    feed = made().files["feed.xml"].decode()
    assert f"<id>{BASE}" in feed
    assert made().files["sitemap.xml"].decode().count("<loc>") == len(pages()) - 1
    assert "Disallow: /" in made().files["robots.txt"].decode()


def test_the_search_finds_every_article_criterion_and_indicator() -> None:
    rows = json.loads(made().files["search.json"])
    found = {urlsplit(row[0]).path for row in rows}
    listed = {path.removesuffix("index.html") for path in pages()}
    assert found <= listed
    assert {path for path in listed if path.count("/") == 3 or path.startswith("indicators/I")} <= found


SCRIPT = "<script>alert(1)</script>"
HOSTILE = f'"/>{SCRIPT}</style><b onclick="alert(2)" style=\'color:red\'>{{{{ 7*7 }}}} %(a)s <!-- ]]> &#x202e; javascript:alert(3)'


def hostile(field: str, number: int) -> str:
    if field.endswith((".url", ".base", ".indicator_uri")):
        return f"https://good.example/{number}\"onmouseover='alert(1)'".replace('"', "")
    return f"=x{number} {HOSTILE}"


def test_whatever_stands_in_the_data_is_shown_as_text() -> None:
    root = Path(mkdtemp()) / "hostile"
    workspace(root, hostile, FREE)
    read_, found = read_inputs(root)
    assert serious(found) == ()
    filed = read_.workspace.site
    assert filed is not None
    files = site_files(read_, filed.value).files
    shown_ = 0
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        page = Read(content.decode())
        shown_ += SCRIPT in page.text
        assert {each.get("type") for each in page.all("script")} <= {"module", "application/ld+json"}
        assert [
            name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"
        ] == []
        assert [link for link in links(page) if re.match(r"\s*(javascript|data):", link)] == []
        assert all(set(each) <= {"class"} for each in page.all("b"))
        for data in page.inline:
            json.loads(data)
    assert shown_ > 20
    cells = [
        cell
        for path, content in files.items()
        if path.endswith(".csv")
        for row in csv.reader(content.decode().splitlines())
        for cell in row
    ]
    assert [cell for cell in cells if cell.startswith("=")] == []
