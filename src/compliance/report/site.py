"""The whole reading site as files, and a folder that holds exactly these: only what changed is written anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from compliance.catalogues import locale
from compliance.inputs import Inputs
from compliance.language import speaking, wider
from compliance.model.site import Site
from compliance.pages.site.assets import assets
from compliance.pages.site.indexes import feed, robots, search_index, sitemap
from compliance.pages.site.render import Frame, forms, frame
from compliance.queries.datapackage import data_package
from compliance.queries.datasets import selection
from compliance.report.files import sweep, write_whole
from compliance.screens.address import ROOT, Address
from compliance.screens.every import pages
from compliance.screens.parts import Page
from compliance.screens.publication import Publication, publication
from compliance.screens.service import entries
from compliance.view.palette import of_report

MANIFEST = ".site.json"
"""The file that says which files of a folder the site wrote, with their digests; hidden, as no reader needs it."""
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A site as files."""

    files: Files
    """By path from its root."""
    pages: int
    draft: bool


def site_files(inputs: Inputs, site: Site) -> Made:
    """Every file of a site in all its languages; NothingPublic where nothing may be shown."""
    places: list[tuple[str, Address]] = [
        (tag, ROOT if number == 0 else (tag,)) for number, tag in enumerate(site.languages)
    ]
    units = inputs.project.logframe.units if inputs.project else {}
    files: dict[str, bytes] = {}
    made: list[tuple[Frame, tuple[Page, ...]]] = []
    for tag, prefix in places:
        with speaking(wider(locale(tag), units)):
            published = publication(inputs, site)
            shared, shown = frame(published, prefix, places), pages(published)
            made.append((shared, shown))
            for page in shown:
                _add(files, forms(page, shared))
            _add(files, dict(_of_language(shared, shown)))
    published = made[0][0].published
    _add(files, dict(_of_site(published, made)))
    return Made(files=files, pages=sum(len(shown) for _, shown in made), draft=published.draft)


def _add(files: dict[str, bytes], more: Files) -> None:
    """Adds files; ValueError where a page would take the place of another."""
    if twice := sorted(files.keys() & more.keys()):
        raise ValueError(
            f"two pages would have the address {twice[0]}: rename a country, an instrument or an indicator"
        )
    files |= more


def _base(site: Site) -> str:
    return site.base if site.base is None or site.base.endswith("/") else f"{site.base}/"  # type: ignore[return-value]


def _of_language(shared: Frame, shown: tuple[Page, ...]) -> Iterator[tuple[str, bytes]]:
    """What stands at the root of each language."""
    at = "".join(f"{part}/" for part in shared.prefix)
    yield f"{at}search.json", search_index(entries(shown))
    if shared.published.site.base:
        yield f"{at}feed.xml", feed(shared, _base(shared.published.site))


def _of_site(published: Publication, made: list[tuple[Frame, tuple[Page, ...]]]) -> Iterator[tuple[str, bytes]]:
    """What stands at the root of the site."""
    yield from assets(of_report(*published.beneficiaries.values())).items()
    selected = selection(published.inputs, tuple(published.beneficiaries), published.cycle)
    yield from ((f"data/{name}", content) for name, content in data_package(selected, None).items())
    base = _base(published.site) if published.site.base else ""
    yield "robots.txt", robots(base, draft=published.draft)
    if base:
        yield "sitemap.xml", sitemap(made[0][1], [shared for shared, _ in made], base)


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
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
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
