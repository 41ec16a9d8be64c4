"""The reading site: how soon it is there, what a page and a change cost, and how it bears many countries."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.measure import ROOT, Bench, Row, megabytes, process, seconds
from compliance.inputs import FOLDERS

PAGES = 20
"""So often each page is asked for again."""
COUNTRIES, INSTRUMENTS, ARTICLES, CRITERIA = 100, 10, 30, 10
"""A large folder: so many countries, instruments, articles of each, and criteria of each article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Seconds of a processor, and megabytes, that a folder may cost; none where it is only told."""

    start: float
    first: float | None
    page: float
    change: float | None
    memory: int | None


REPOSITORY = Bars(start=2, first=None, page=0.015, change=0.4, memory=None)
LARGE = Bars(start=5, first=0.1, page=0.1, change=None, memory=700)
WHOLE_SECONDS = 30


def site(_: int) -> Bench:
    """The folder of the repository, live and as a whole."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in FOLDERS:
            shutil.copytree(ROOT / name, root / name)
        rows = tuple(_rows(root, "serbia", "assessments/serbia/2026/ets-185.yaml", REPOSITORY, "articles"))
        whole = float(process([sys.executable, "-m", "benchmarks.site", str(root), "whole"]))
    last = _row("the whole site, charts drawn", whole, WHOLE_SECONDS)
    return Bench("The reading site of the repository; seconds of a processor", "None.", (*rows, last))


def large(_: int) -> Bench:
    """A made-up folder of many countries, live."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        synthetic(root, COUNTRIES)
        rows = tuple(_rows(root, "land-007", "assessments/land-007/2026/t-03.yaml", LARGE))
    title = f"The live site of {COUNTRIES} countries × {INSTRUMENTS} instruments × {ARTICLES * CRITERIA} criteria; seconds of a processor"
    return Bench(
        title,
        "None. Articles are left out: each stands beside the same article everywhere, so the first needs every country.",
        rows,
    )


def _rows(root: Path, country: str, changed: str, bars: Bars, *more: str) -> Iterator[Row]:
    told = json.loads(process([sys.executable, "-m", "benchmarks.site", str(root), country, changed, *more]))
    yield _row("from nothing until it serves", told["start"], bars.start)
    yield _row("the first page of a country", told["first"], bars.first)
    if told["article"] is not None:
        yield _row("an article, the first time", told["article"], None)
    yield _row("a page, once it was seen (median)", told["page"], bars.page)
    yield _row("a changed answer, until the page shows it", told["change"], bars.change)
    cleared = None if bars.memory is None else told["memory"] <= bars.memory * 1024
    bar = "" if bars.memory is None else f"≤ {bars.memory} MB"
    yield Row("most memory", megabytes(told["memory"]), bar=bar, cleared=cleared)


def _row(what: str, taken: float, bar: float | None) -> Row:
    return Row(
        what, _said(taken), bar="" if bar is None else f"≤ {_said(bar)}", cleared=None if bar is None else taken <= bar
    )


def _said(taken: float) -> str:
    return seconds(taken) if taken >= 1 else f"{1000 * taken:.0f} ms"


def synthetic(root: Path, countries: int) -> None:
    """Makes a workspace of so many countries with a full checklist of each instrument."""
    ids = [f"land-{number:03}" for number in range(countries)]
    treaties = [f"t-{number:02}" for number in range(INSTRUMENTS)]
    listed = "".join(
        f"  - {{id: {id_}, iso2: {chr(65 + place // 26)}{chr(65 + place % 26)}, names: [{{text: {{en: {id_.title()}}}}}]}}\n"
        for place, id_ in enumerate(ids)
    )
    _write(root, "assessments/jurisdictions.yaml", f"jurisdictions:\n{listed}")
    for treaty in treaties:
        _write(root, f"assessments/instruments/{treaty}.yaml", _instrument(treaty))
    for id_ in ids:
        head = f"country: {id_}\n"
        _write(
            root,
            f"assessments/{id_}/sources.yaml",
            f"{head}sources: [{{id: code, document: Code, quality: law-text}}]\n",
        )
        _write(root, f"assessments/{id_}/legislation.yaml", f"{head}{_ACTS}")
        _write(root, f"assessments/{id_}/external-ratings.yaml", f"{head}ratings: []\n")
        bound = "".join(f"  {treaty}: {{status: non-party}}\n" for treaty in treaties)
        _write(root, f"assessments/{id_}/participation.yaml", f"{head}instruments:\n{bound}")
        for treaty in treaties:
            _write(root, f"assessments/{id_}/2026/{treaty}.yaml", _checklist(id_, treaty))
    named = f"instruments: [{', '.join(treaties)}]\n"
    words = "title: Law\nsubtitle: Made up\nlanguage: en\nversion: '1'\nnotice: Made up\ndisclaimer: Made up.\n"
    _write(
        root, "reports/country.yaml", f"id: country\nkind: country\n{words}{named}sections: [{{section: summary}}]\n"
    )
    _write(root, "reports/regional.yaml", f"id: regional\nkind: regional\n{words}{named}sections: []\n")
    site_ = "title: Law\nlead: Made up.\nnotice: Made up\ndisclaimer: Made up.\nplans: {country: country, region: regional}\n"
    _write(root, "reports/site.yaml", f"{site_}{named}drafts: true\n")


_ACTS = "acts: [{id: code, kind: code, title: Code, short: Code, status: in-force, in_force: 2019-04-14, sources: [code]}]\n"


def _write(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _ids(treaty: str) -> Iterator[tuple[int, Iterable[str]]]:
    for article in range(1, ARTICLES + 1):
        yield article, [f"{treaty}.{article}.{number}" for number in range(1, CRITERIA + 1)]


def _instrument(treaty: str) -> str:
    articles = "".join(
        f"  - number: '{article}'\n    title: Article\n    division: I\n    section: all\n    nature: criminalisation\n    text_check: verified\n    criteria:\n"
        + "".join(
            f"      - {{id: {id_}, provision: Art. {article}, requirement: To make a law., question: Is there a law?, "
            "obligation: mandatory, assessed_from: [law], direct_applicability: possible, text_check: verified}\n"
            for id_ in ids
        )
        for article, ids in _ids(treaty)
    )
    return (
        f"id: {treaty}\nnumber: No. {treaty}\ntitle: Convention {treaty}\nshort: Convention {treaty}\nabbreviation: {treaty.upper()}\n"
        "organisation: League\nopened: 2001-11-23\nplace: Port\nin_force: 2004-07-01\nedition: '1'\nwording: Made up.\n"
        "scale:\n  values: {met: '1', partly: 1/2, not-met: '0'}\n  caps: {not-met: partly}\n"
        f"divisions: [{{id: I, kind: chapter, number: 'I', title: All}}]\nsections: [{{id: all, title: All}}]\narticles:\n{articles}"
    )


def _checklist(country: str, treaty: str) -> str:
    answers = "".join(
        f"  {id_}:\n    rating: {'met' if number % 3 else 'partly'}\n    legal_basis:\n      - act: code\n        provision: '{number}'\n"
        "        role: offence\n        gist: punishes whoever does it, with a fine or a sentence of up to three years\n        sources: [code]\n"
        + ("" if number % 3 else "    gap: Attempt is not punished.\n")
        + "    evidence: B\n"
        for number, id_ in enumerate(id_ for _, ids in _ids(treaty) for id_ in ids)
    )
    return (
        f"country: {country}\ninstrument: {treaty}\ncycle: '2026'\ncut_off: 2026-06-30\nstatus: draft\nbasis: desk-review\n"
        f"evaluators: [desk]\nresponses:\n{answers}"
    )


def measured(root: Path, country: str, changed: str, articles: str = "") -> str:
    """What one process takes, as JSON: seconds of its processor since it began, and kilobytes."""
    from compliance.web.living import Living  # noqa: PLC0415  # its loading is a part of the start

    living = Living(root, lambda plan: replace(plan, drafts=True))
    start = time.process_time()
    if living.state().inputs is None:
        raise SystemExit("\n".join(living.state().texts[:10]))

    def seconds_of(path: str) -> float:
        begin, shelves = time.process_time(), living.refresh().shelves
        assert shelves is not None
        shelves.makers[path]()
        return time.process_time() - begin

    treaty = Path(changed).stem
    article = f"{country}/{treaty}/{'16' if treaty.startswith('ets') else '7'}/index.html"
    own = f"{country}/index.html"
    first = seconds_of(own)
    second = seconds_of(article) if articles else None
    steady = [
        seconds_of(path) for path in (own, f"{country}/sources/index.html", article)[: 3 if articles else 2] * PAGES
    ]
    file = root / changed
    file.write_text(f"{file.read_text('utf-8')}# changed\n", "utf-8")
    change = seconds_of(article if articles else own)
    told = {"start": start, "first": first, "article": second, "page": median(steady), "change": change}
    return json.dumps({**told, "memory": _most_memory()})


def _most_memory() -> int:
    """The most memory that the process has held since it began, in kilobytes; what its parent held does not count."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def whole(root: Path) -> str:
    """Seconds of a processor for every file of a site."""
    from compliance.inputs import read_inputs  # noqa: PLC0415
    from compliance.report.site import site_files  # noqa: PLC0415

    inputs, _ = read_inputs(root)
    assert inputs.workspace.site is not None
    site_files(inputs, replace(inputs.workspace.site.value, drafts=True))
    return str(time.process_time())


if __name__ == "__main__":
    place, *rest = sys.argv[1:]
    print(whole(Path(place)) if rest == ["whole"] else measured(Path(place), *rest))
