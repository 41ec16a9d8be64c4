"""The whole reading site as files, and a folder that holds exactly these: only what changed is written anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from compliance.catalogues import locale
from compliance.inputs import Inputs
from compliance.language import Locale, speaking, wider
from compliance.memory import Kept
from compliance.model.site import Site
from compliance.pages.site.assets import ASSETS, FOLDER, asset
from compliance.pages.site.cards import FOLDER as CARDS
from compliance.pages.site.cards import Picture, pictures
from compliance.pages.site.indexes import feed, robots, search_index, sitemap
from compliance.pages.site.render import MISSING, Frame, forms, frame, html
from compliance.problems import nearest
from compliance.queries.datapackage import DESCRIPTOR, LICENCE_FILE, data_package
from compliance.queries.datasets import DATASETS, selection
from compliance.report.files import sweep, write_whole
from compliance.screens.address import INDEX, ROOT, Address
from compliance.screens.downloads import Offers
from compliance.screens.every import parts
from compliance.screens.parts import Link, Page
from compliance.screens.publication import Publication, publication
from compliance.screens.service import entries, missing_page
from compliance.view.palette import palette_of

MANIFEST = ".site.json"
"""The file that says which files of a folder the site wrote, with their digests; hidden, as no reader needs it."""
LONGEST_ADDRESS = 200
"""Characters of an address for which a nearest one is looked for."""
Files = Mapping[str, bytes]
T = TypeVar("T")
Make = Callable[[], bytes]


class Makers(Mapping[str, Make]):
    """What makes each file, by path from the root; which files lie below a folder is looked up when one of them is asked for."""

    def __init__(self, fixed: Mapping[str, Make], folders: Mapping[str, Callable[[], Mapping[str, Make]]]) -> None:
        self._fixed, self._folders = fixed, folders

    def __getitem__(self, path: str) -> Make:
        if path in self._fixed:
            return self._fixed[path]
        names = path.split("/")[:-1]
        starts = ("".join(f"{name}/" for name in names[:number]) for number in (3, 2, 1) if len(names) >= number)
        folder = next((start for start in starts if start in self._folders), None if names else "")
        if folder is None:
            raise KeyError(path)
        return self._folders[folder]()[path]

    def __iter__(self) -> Iterator[str]:
        yield from self._fixed
        for files in self._folders.values():
            yield from files()

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """A site whose files are made when they are asked for."""

    makers: Makers
    draft: bool
    shows: Callable[[str, str, str], bool]
    """Whether it has the page of an article: country, instrument and number; nothing is made to find out."""
    missing: Callable[[str], bytes]
    """The page that a server shows where a path from the root leads to none: it names the nearest that there is."""
    pictures: Callable[[], Mapping[str, Picture]]
    """What pages look like where they are shared, by path from its root; they are among the makers too."""
    refused: Callable[[], tuple[tuple[str, str], ...]]
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
    noted = _manifest(before) if before else {}
    # The name of a picture follows from what it shows: what an earlier site left of them need not be drawn again.
    places = {path: before / path for path in held.pictures() if before and path in noted}
    left = {path: place.read_bytes() for path, place in places.items() if place.is_file()}
    same = {path: content for path, content in left.items() if _hash(content) == noted[path]}
    drawn = _drawn(held.pictures(), same)
    files: dict[str, bytes] = {}
    for path, make in held.makers.items():
        if path in files:
            raise _twice(path)
        files[path] = drawn[path] if path in drawn else make()
    pages = sum(path.endswith((INDEX, MISSING)) for path in files)
    return Made(files=files, pages=pages, draft=held.draft, refused=held.refused())


def _drawn(pictures: Mapping[str, Picture], left: Files) -> Files:
    """Pictures, as files; those that are left are taken as they are."""
    missing = [path for path in pictures if path not in left]
    if not missing:
        return left
    draw: Callable[[list[Picture]], list[bytes]] = import_module("compliance.report.cards").drawn
    return {**left, **dict(zip(missing, draw([pictures[path] for path in missing]), strict=True))}


def shelves(inputs: Inputs, site: Site, problems: Sequence[str] = (), kept: Kept | None = None) -> Shelves:
    """A site in all its languages; every page says what is wrong with the folder. NothingPublic where nothing may be shown.

    Views that were `kept` from an earlier state of the folder are made anew only where what they rest on changed.
    """
    first, *others = site.languages
    places: list[tuple[str, Address]] = [(first, ROOT), *((tag, (tag,)) for tag in others)]
    units = inputs.project.logframe.units if inputs.project else {}
    fixed: dict[str, Make] = {}
    folders: dict[str, Callable[[], Mapping[str, Make]]] = {}
    made: list[_Language] = []
    offering: Callable[[], Offers] | None = None
    for tag, prefix in places:
        spoken = wider(locale(tag), units)
        with speaking(spoken):
            published = publication(inputs, site, kept)
            offering = offering or cache(partial(_spoken, spoken, partial(_offers, inputs, site, published)))
            shared = frame(replace(published, offering=offering), prefix, places, problems)
            each = _Language(spoken, shared, parts(shared.published))
            made.append(each)
            _add(folders, each.folders())
            _add(fixed, each.fixed())
    published = made[0].shared.published
    _add(fixed, dict(_of_site(published, made)))
    drawings = cache(partial(_pictures, made))
    downloads = published.workspace.root / (site.deliverables or "")

    def offered() -> Mapping[str, Make]:
        return {f"downloads/{offer.name}": (downloads / offer.name).read_bytes for offer in published.offers}

    own: dict[str, Callable[[], Mapping[str, Make]]] = {"downloads/": offered}
    if published.site.base:  # pages name their pictures by whole addresses
        own[f"{CARDS}/"] = partial(_cards, drawings)
    _add(folders, own)
    return Shelves(
        makers=Makers(fixed, folders),
        draft=published.draft,
        shows=published.shows,
        missing=partial(_missing, made),
        pictures=drawings,
        refused=lambda: published.offering().refused,
    )


def _pictures(made: Sequence[_Language]) -> Mapping[str, Picture]:
    """What the pages of all languages look like where they are shared."""
    drawings: dict[str, Picture] = {}
    for each in made:
        with speaking(each.spoken):
            drawings |= pictures(each.pages(), each.shared.published)
    return drawings


def _cards(drawings: Callable[[], Mapping[str, Picture]]) -> Mapping[str, Make]:
    """What makes each picture by itself."""

    def drawn(path: str) -> bytes:
        return _drawn({path: drawings()[path]}, {})[path]

    return {path: partial(drawn, path) for path in drawings()}


def _offers(inputs: Inputs, site: Site, published: Publication) -> Offers:
    """The deliverables that the site offers; what judges them loads all that makes them, which a site without any does not need."""
    if site.deliverables is None:
        return Offers()
    offers: Offers = import_module("compliance.report.offers").offers(inputs, site, published)
    return offers


def _missing(made: Sequence[_Language], path: str) -> bytes:
    each = next((each for each in made[1:] if path.startswith(each.at)), made[0])
    asked = path.removeprefix(each.at).strip("/")[:LONGEST_ADDRESS]
    with speaking(each.spoken):
        page = missing_page(each.shared.published, " ".join(asked.split("/")), each.near(asked))
        return html(page, replace(each.shared, home="/")).encode()


@dataclass(frozen=True, slots=True)
class _Language:
    """A site in one of its languages."""

    spoken: Locale
    shared: Frame
    parts: Mapping[str, Callable[[], tuple[Page, ...]]]

    @property
    def at(self) -> str:
        """Where its root lies from that of the site."""
        return "".join(f"{part}/" for part in self.shared.prefix)

    def pages(self) -> tuple[Page, ...]:
        """All its pages but the one that stands where there is none."""
        with speaking(self.spoken):
            return tuple(page for make in self.parts.values() for page in make())

    def near(self, asked: str) -> Link | None:
        """The page whose address is nearest to one that was asked for."""
        first, _, rest = asked.partition("/")
        folder = nearest(first, {name.partition("/")[0] for name in self.parts})
        if not folder:
            return None
        below = (make for name, make in self.parts.items() if name.partition("/")[0] == folder)
        pages = {"/".join(page.address): page for make in below for page in make()}
        near = pages.get(nearest(f"{folder}/{rest}".strip("/"), pages) or folder)
        return Link(text=near.title, to=near.address) if near else None

    def folders(self) -> Mapping[str, Callable[[], Mapping[str, Make]]]:
        """What makes the files below each of its folders."""
        return {
            f"{self.at}{name}/" if name else self.at: cache(partial(self._files, make))
            for name, make in self.parts.items()
        }

    def fixed(self) -> Mapping[str, Make]:
        """What stands at its root: the page where there is none, and what machines read."""
        published = self.shared.published
        own = dict(forms(missing_page(published), self.shared))
        own[f"{self.at}search.json"] = lambda: search_index(entries(self.pages()))
        if base := _base(published.site):
            own[f"{self.at}feed.xml"] = lambda: feed(self.shared, base)
        return {path: partial(_spoken, self.spoken, make) for path, make in own.items()}

    def _files(self, make: Callable[[], tuple[Page, ...]]) -> Mapping[str, Make]:
        with speaking(self.spoken):
            made = [forms(page, self.shared) for page in make()]
        return {path: partial(_spoken, self.spoken, content) for files in made for path, content in files.items()}


def _spoken(language: Locale, make: Callable[[], T]) -> T:
    """What is made in a language."""
    with speaking(language):
        return make()


def _add(made: dict[str, T], more: Mapping[str, T]) -> None:
    """Adds files or folders; ValueError where one would take the place of another."""
    if twice := sorted(made.keys() & more.keys()):
        raise _twice(twice[0])
    made |= more


def _twice(path: str) -> ValueError:
    return ValueError(f"two pages would have the address {path}: rename a country, an instrument or an indicator")


def _base(site: Site) -> str:
    """The address of the site with a slash at its end; empty where nobody said it."""
    return f"{site.base.removesuffix('/')}/" if site.base else ""


def _of_site(published: Publication, made: list[_Language]) -> Iterator[tuple[str, Make]]:
    """What stands at the root of the site."""
    palette = palette_of(*(tuple(instrument.scale.values) for instrument in published.assessed()))
    yield from ((path, partial(asset, path, palette)) for path in ASSETS)
    if emblem := published.site.emblem:
        yield f"{FOLDER}/{emblem.file}", lambda: published.workspace.images[emblem.file]
    inputs, countries, cycle = published.inputs, tuple(published.beneficiaries), published.cycle
    tables = cache(lambda: data_package(selection(inputs, countries, cycle), None))  # all made when one is asked for
    licence = (LICENCE_FILE,) if (published.workspace.root / LICENCE_FILE).is_file() else ()
    names = (DESCRIPTOR, *(f"{dataset.name}.csv" for dataset in DATASETS), *licence)
    yield from ((f"data/{name}", partial(lambda name: tables()[name], name)) for name in names)
    base = _base(published.site)
    yield "robots.txt", lambda: robots(base, draft=published.draft)
    if base:
        yield "sitemap.xml", lambda: sitemap(made[0].pages(), [each.shared for each in made], base)


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
    names = held if isinstance(held, dict) else {}
    inside = (path for path in names if not path.startswith("/") and "\\" not in path and ".." not in path.split("/"))
    return {path: str(held[path]) for path in inside}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


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
