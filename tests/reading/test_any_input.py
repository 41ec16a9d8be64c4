"""Properties of reading: any bytes give a document or problems, and what was loaded can be written and loaded again."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.load import FORM_CODES, WRONG_FORM, load, load_rows
from compliance.model.checklist import Checklist, Entry, LegalBasis, Model, Recommendation, Response
from compliance.model.dates import PartialDate
from compliance.model.instrument import Instrument
from compliance.model.statistics import Rate
from compliance.problems import as_github, as_json, as_text
from compliance.schema import KINDS
from compliance.source import parse, read
from compliance.tables import read_table

BASE = Path(__file__).parents[1] / "problems" / "_base" / "assessments"
EXAMPLES = {
    Checklist: (BASE / "arcadia/2026/lighthouses.yaml").read_bytes(),
    Instrument: (BASE / "instruments/lighthouses.yaml").read_bytes(),
}
SIGNS = [b"[", b"{", b"]", b"}", b"- ", b": ", b"&a ", b"*a", b"<<", b"!!int ", b"|\n", b'"', b"'", b"#", b"\t", b"\r",
         b"\0", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\\x", b"---\n", b"...\n", b"%YAML 9\n", b"? ", b"~", b"1/0",
         b"1e999999", b"2026-02-31", b"\n", b"\r\n", b"  "]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, example: bytes) -> bytes:
    """A good file with pieces cut out and signs put in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(example)))
        cut = draw(st.integers(0, 12))
        example = example[:start] + draw(st.sampled_from(SIGNS) | st.binary(max_size=6)) + example[start + cut :]
    return example


def printed(problems: tuple[Any, ...]) -> None:
    for problem in problems:
        for show in (as_text, as_json, as_github):
            show(problem).encode("utf-8")


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)
def test_any_bytes_give_a_value_or_problems(kind: type) -> None:
    @settings(max_examples=150, deadline=None)
    @given(st.binary(max_size=200) | damaged(EXAMPLES[kind]))
    def holds(raw: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "any.yaml"
            file.write_bytes(raw)
            document, problems = read(Path(folder), file)
        printed(problems)
        assert document or problems
        if document:
            value, problems = load(document, kind)
            printed(problems)
            assert isinstance(value, kind) != bool(problems)
            assert all(problem.what and 0 < problem.at.line <= len(document.text.split("\n")) for problem in problems)

    holds()


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200) | damaged(b'currency,year,per_eur,source,url,confidence\nXTS,2024,2.5,"A, b",,verified\n')
)
def test_any_bytes_give_a_table_or_problems(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.csv"
        file.write_bytes(raw)
        table, problems = read_table(Path(folder), file)
    printed(problems)
    assert table or problems
    if table:
        printed(load_rows(table, Rate)[1])


NESTED = st.recursive(
    st.text(max_size=5) | st.sampled_from(["1/2", "1/0", "1e99999", "2026-01-31", "yes", "met"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def _put(data: Any, way: tuple[Any, ...], value: Any) -> Any:
    """The data with one value exchanged."""
    match way:
        case ():
            return value
        case (step, *rest) if isinstance(data, dict):
            return {**data, step: _put(data[step], tuple(rest), value)}
        case (step, *rest):
            return [_put(item, tuple(rest), value) if n == step else item for n, item in enumerate(data)]
    raise TypeError(way)


def _ways(data: Any) -> list[tuple[Any, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [(), *((step, *way) for step, value in inside for way in _ways(value))]


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)
def test_any_value_in_any_place_is_accepted_or_a_known_mistake(kind: type) -> None:
    good = yaml.load(EXAMPLES[kind], Loader=yaml.BaseLoader)
    ways = _ways(good)

    @settings(max_examples=200, deadline=None)
    @given(st.sampled_from(ways), NESTED)
    def holds(way: tuple[Any, ...], value: Any) -> None:
        text = yaml.dump(_put(good, way, value), allow_unicode=True, default_style='"', sort_keys=False)
        document, problems = parse("any.yaml", text)
        if document:
            problems = (*problems, *load(document, kind)[1])
        printed(problems)
        form = {*FORM_CODES.values(), WRONG_FORM}
        allowed = form | {"too-deep", "yaml-tag", "forbidden-character", "not-yaml", "repeated-key"}
        assert {problem.code for problem in problems} <= allowed
        # The words of the library that checks the form never reach a user.
        assert not any("Input should" in (problem.expected or "") for problem in problems)

    holds()


def written(value: Any) -> Any:
    """What a file would hold for a value of the model."""
    match value:
        case PartialDate():
            return value.text
        case date() | Fraction():
            return str(value)
        case bool():
            return str(value).lower()
        case tuple():
            return [written(item) for item in value]
        case Mapping():
            return {key: written(item) for key, item in value.items()}
        case None | str():
            return value
        case int():
            return str(value)
        case _ if dataclasses.is_dataclass(value):
            fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
            return {name: written(item) for name, item in fields.items() if item is not None}
    raise TypeError(value)


def as_yaml(value: Any) -> str:
    """A value of the model as a file; every text in quotation marks, so that none can pass for something else."""
    return yaml.dump(written(value), allow_unicode=True, default_style='"', sort_keys=False)


# What a file can hold: no text of control characters, and none that only an editor would take for a line break.
texts = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), max_size=20)
days = st.dates(date(1950, 1, 1), date(2090, 1, 1))
partial = st.builds(lambda day, length: PartialDate.parse(day.isoformat()[:length]), days, st.sampled_from([4, 7, 10]))
answers = st.lists(st.sampled_from(["met", "mostly", "partly", "not-met", "not-applicable"]), max_size=2).map(tuple)
ids = st.from_regex(r"[a-z]{1,5}(-[0-9]{1,3})?", fullmatch=True)


def records(kind: type, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Records of a kind: texts of every sort, words of each closed list, and for the rest what is given."""
    plain = {"str": texts, "str | None": st.none() | texts, "tuple[str, ...]": st.lists(texts, max_size=2).map(tuple)}
    named = {one.name: plain[str(one.type)] for one in dataclasses.fields(kind) if str(one.type) in plain}
    return st.builds(kind, **{**named, **fields})


responses = records(
    Response,
    rating=answers,
    rating_as_bound=answers,
    ratings_by_part=st.dictionaries(ids, answers, max_size=2),
    legal_basis=st.lists(records(LegalBasis, in_force=st.none() | partial, until=st.none() | partial), max_size=1).map(
        tuple
    ),
    conflicts=st.just(()),
    recommendation=st.none() | records(Recommendation, due=st.none() | days, model=st.none() | records(Model)),
    since=st.none() | partial,
    recorded=st.none() | days,
    history=st.lists(records(Entry, since=st.none() | partial, rating=answers, recorded=days), max_size=1).map(tuple),
)
checklists = records(Checklist, cut_off=days, responses=st.dictionaries(ids, responses, max_size=2))


@settings(max_examples=60, deadline=None)
@given(checklists)
def test_a_checklist_that_is_written_and_loaded_is_the_same(checklist: Checklist) -> None:
    document, problems = parse("any.yaml", as_yaml(checklist))
    assert document is not None, problems
    assert load(document, Checklist) == (checklist, ())


ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("assessments", "indicators", "reports", "src/compliance/instruments")
DATA = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.yaml"))


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_data_file_that_is_written_and_loaded_is_the_same(file: Path) -> None:
    kind = KINDS[file.read_text("utf-8").partition("\n")[0].rpartition("/")[2].removesuffix(".json")]
    document, _ = read(ROOT, file)
    assert document is not None
    value, _ = load(document, kind)
    again, _ = parse("again.yaml", as_yaml(value))
    assert again is not None
    assert load(again, kind) == (value, ())
