"""The whole reading site as files, and a folder that holds exactly these: only what changed is written anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path

from compliance.catalogues import locale
from compliance.inputs import Inputs
from compliance.language import Locale, speaking, wider
from compliance.model.site import Site
from compliance.pages.site.assets import ASSETS, FOLDER, asset
from compliance.pages.site.cards import Picture, pictures
from compliance.pages.site.indexes import feed, robots, search_index, sitemap
from compliance.pages.site.render import Frame, forms, frame
from compliance.queries.datapackage import DESCRIPTOR, LICENCE_FILE, data_package
from compliance.queries.datasets import DATASETS, selection
from compliance.report.files import sweep, write_whole
from compliance.screens.address import ROOT, Address
from compliance.screens.downloads import Offers
from compliance.screens.every import pages
from compliance.screens.parts import Page
from compliance.screens.publication import Publication, publication
from compliance.screens.service import entries
from compliance.view.palette import of_report

MANIFEST = ".site.json"
"""The file that says which files of a folder the site wrote, with their digests; hidden, as no reader needs it."""
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """A site whose files are made when they are asked for."""

    makers: Mapping[str, Callable[[], bytes]]
    """What makes each file, by path from its root."""
    pages: int
    draft: bool
    pictures: Mapping[str, Picture]
    """What pages look like where they are shared, by path from its root; they are among the makers too."""
    refused: tuple[tuple[str, str], ...] = ()
    """Deliverables that are not offered, each with why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A site as files."""

    files: Files
    """By path from its root."""
    pages: int
    draft: bool
    refused: tuple[tuple[str, str], ...] = ()
    """Deliverables that are not offered, each with why."""


def site_files(inputs: Inputs, site: Site, before: Path | None = None) -> Made:
    """Every file of a site in all its languages; pictures that an earlier one left in a folder are not drawn again.

    NothingPublic where nothing may be shown.
    """
    held = shelves(inputs, site)
    drawn = _drawn(held.pictures, _left(before, held.pictures) if before else {})
    files = {path: drawn[path] if path in drawn else make() for path, make in held.makers.items()}
    return Made(files=files, pages=held.pages, draft=held.draft, refused=held.refused)


def _left(folder: Path, paths: Iterable[str]) -> Files:
    """Those of some files that stand in a folder as a site wrote them; the name of a picture follows from what it shows."""
    noted = _manifest(folder)
    read = {path: (folder / path).read_bytes() for path in paths if path in noted and (folder / path).is_file()}
    return {path: content for path, content in read.items() if _hash(content) == noted[path]}


def _drawn(pictures: Mapping[str, Picture], left: Files) -> Files:
    """Pictures, as files; those that are left are taken as they are."""
    missing = [path for path in pictures if path not in left]
    if not missing:
        return left
    draw: Callable[[list[Picture]], list[bytes]] = import_module("compliance.report.cards").drawn
    return {**left, **dict(zip(missing, draw([pictures[path] for path in missing]), strict=True))}


def shelves(inputs: Inputs, site: Site, problems: Sequence[str] = ()) -> Shelves:
    """A site in all its languages; every page says what is wrong with the folder. NothingPublic where nothing may be shown."""
    places: list[tuple[str, Address]] = [
        (tag, ROOT if number == 0 else (tag,)) for number, tag in enumerate(site.languages)
    ]
    units = inputs.project.logframe.units if inputs.project else {}
    makers: dict[str, Callable[[], bytes]] = {}
    made: list[tuple[Frame, tuple[Page, ...]]] = []
    drawings: dict[str, Picture] = {}
    held: Offers | None = None
    for tag, prefix in places:
        spoken = wider(locale(tag), units)
        with speaking(spoken):
            published = publication(inputs, site)
            held = held or _offers(inputs, site, published)
            shared = frame(replace(published, offers=held.offered), prefix, places, problems)
            shown = pages(shared.published)
            made.append((shared, shown))
            drawings |= pictures(shown, shared.published)
            for page in shown:
                _add(makers, {path: partial(_spoken, spoken, make) for path, make in forms(page, shared).items()})
            _add(makers, {path: partial(_spoken, spoken, make) for path, make in _of_language(shared, shown)})
    published = made[0][0].published
    _add(makers, dict(_of_site(published, made)))
    _add(makers, {path: partial(_picture, path, drawing) for path, drawing in drawings.items()})
    return Shelves(
        makers=makers,
        pages=sum(len(shown) for _, shown in made),
        draft=published.draft,
        pictures=drawings,
        refused=held.refused if held else (),
    )


def _picture(path: str, drawing: Picture) -> bytes:
    """A picture by itself."""
    return _drawn({path: drawing}, {})[path]


def _offers(inputs: Inputs, site: Site, published: Publication) -> Offers:
    """The deliverables that the site offers; what judges them loads all that makes them, which a site without any does not need."""
    if site.deliverables is None:
        return Offers()
    found: Offers = import_module("compliance.report.offers").offers(inputs, site, published)
    return found


def _spoken(language: Locale, make: Callable[[], bytes]) -> bytes:
    """What is made in a language."""
    with speaking(language):
        return make()


def _add(makers: dict[str, Callable[[], bytes]], more: Mapping[str, Callable[[], bytes]]) -> None:
    """Adds files; ValueError where a page would take the place of another."""
    if twice := sorted(makers.keys() & more.keys()):
        raise ValueError(
            f"two pages would have the address {twice[0]}: rename a country, an instrument or an indicator"
        )
    makers |= more


def _base(site: Site) -> str:
    """The address of the site with a slash at its end; empty where nobody said it."""
    return f"{site.base.removesuffix('/')}/" if site.base else ""


def _of_language(shared: Frame, shown: tuple[Page, ...]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What stands at the root of each language."""
    at = "".join(f"{part}/" for part in shared.prefix)
    yield f"{at}search.json", lambda: search_index(entries(shown))
    if base := _base(shared.published.site):
        yield f"{at}feed.xml", lambda: feed(shared, base)


def _of_site(
    published: Publication, made: list[tuple[Frame, tuple[Page, ...]]]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What stands at the root of the site."""
    palette = of_report(*published.beneficiaries.values())
    yield from ((path, partial(asset, path, palette)) for path in ASSETS)
    if emblem := published.site.emblem:
        yield f"{FOLDER}/{emblem.file}", lambda: published.workspace.images[emblem.file]
    folder = published.workspace.root / (published.site.deliverables or "")
    yield from ((f"downloads/{offer.name}", (folder / offer.name).read_bytes) for offer in published.offers)
    package = _Package(published)
    yield from ((f"data/{name}", partial(package.file, name)) for name in package.names())
    base = _base(published.site)
    yield "robots.txt", lambda: robots(base, draft=published.draft)
    if base:
        yield "sitemap.xml", lambda: sitemap(made[0][1], [shared for shared, _ in made], base)


class _Package:
    """Every table of a site, made when the first of them is asked for."""

    def __init__(self, published: Publication) -> None:
        self._published = published
        self._files: Files | None = None

    def names(self) -> tuple[str, ...]:
        """The names of its files."""
        own = (LICENCE_FILE,) if (self._published.workspace.root / LICENCE_FILE).is_file() else ()
        return (DESCRIPTOR, *(f"{dataset.name}.csv" for dataset in DATASETS), *own)

    def file(self, name: str) -> bytes:
        """One of its files."""
        if self._files is None:
            published = self._published
            selected = selection(published.inputs, tuple(published.beneficiaries), published.cycle)
            self._files = data_package(selected, None)
        return self._files[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the files of a folder."""

    written: tuple[str, ...]
    """What is new or has changed."""
    removed: tuple[str, ...]
    """What the site wrote before and no longer has."""


def written(files: Files, folder: Path) -> Written:
    """Brings a folder to hold these files: writes what differs, removes what an earlier site left, touches nothing else."""
    sweep(folder)
    before = _manifest(folder)
    digests = {path: _hash(content) for path, content in files.items()}
    changed = [path for path in files if before.get(path) != digests[path] or not (folder / path).is_file()]
    gone = [path for path in before if path not in files]
    # Named before it is written: what an interrupted run leaves behind is known to the next one.
    _note(folder, {**before, **dict.fromkeys(changed, "")})
    for path in changed:
        write_whole(folder / path, files[path])
    for path in gone:
        _remove(folder, path)
    _note(folder, digests)
    return Written(written=tuple(changed), removed=tuple(gone))


def _manifest(folder: Path) -> Mapping[str, str]:
    """What the site wrote into a folder, with digests; nothing where that cannot be read."""
    try:
        held = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {path: str(held[path]) for path in held if _is_inside(path)}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _is_inside(path: str) -> bool:
    """Whether a path stays in its folder."""
    return not path.startswith("/") and "\\" not in path and ".." not in path.split("/")


def _note(folder: Path, digests: Mapping[str, str]) -> None:
    write_whole(folder / MANIFEST, f"{json.dumps(dict(sorted(digests.items())), indent=0)}\n".encode())


def _remove(folder: Path, path: str) -> None:
    """Removes a file, and the folders that it leaves empty."""
    file = folder / path
    file.unlink(missing_ok=True)
    for above in file.parents:
        if above == folder or not above.is_dir() or any(above.iterdir()):
            return
        above.rmdir()
