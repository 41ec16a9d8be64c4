"""Three versions of an answer → one: what somebody changed goes in, what others changed meanwhile stays, the rest is asked.

*base* is the version with which a workbook left, *theirs* what stands in its cells, *ours* the file as it is now. Nothing
here knows of files or spreadsheets: answers are texts by field, legal bases texts by field in a list.

Most fields stand by themselves. A rating and what is said for it belong together: a gap that one side wrote for the rating
of before does not explain the rating that the other side gave, though no field was changed by both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Texts = Mapping[str, str]
"""Texts by field; what is empty is left out."""
_Key = Callable[[Texts], object]
Take = Literal["ours", "theirs"]
"""Which of two values is kept."""

RATED = frozenset(("rating", "ratings_by_part", "rating_as_bound", "not_applicable", "floor", "gap"))
"""Fields of an answer that belong together. Ratings of several levels do not depend on each other, but all else on them."""

ROW = "(row)"
"""The field of a conflict about a whole legal basis: one side took it away, the other changed it."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """What a conflict is about."""

    criterion: str
    row: str
    """The key of the legal basis; empty for the answer itself."""
    field: str


@dataclass(frozen=True, slots=True)
class Values:
    """What three versions say of a field."""

    field: str
    base: str
    theirs: str
    """What the workbook says."""
    ours: str
    """What the file says."""

    @property
    def by_them(self) -> bool:
        """Whether the workbook alone changed it."""
        return self.ours == self.base

    @property
    def by_us(self) -> bool:
        """Whether the file alone changed it."""
        return self.theirs == self.base


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed, each to something else, or several that belong together."""

    place: Place
    """The first of the fields."""
    fields: tuple[Values, ...]
    """Those that differ; one decision holds for all of them."""


@dataclass(frozen=True, slots=True)
class Given:
    """One version of an answer."""

    texts: Texts
    bases: Mapping[str, Texts]
    """Its legal bases by key; ours are all of the file's, in its order."""


@dataclass(frozen=True, slots=True)
class Merged:
    """An answer brought together."""

    texts: Texts
    """Fields that change, with their new text; empty where it is taken away."""
    bases: tuple[tuple[int | None, Texts, str], ...]
    """Its legal bases: the place of each in the file, its texts, and the key of its row in the workbook."""
    conflicts: tuple[Conflict, ...]
    """What is still to be decided; of these, ours is kept above."""
    changed: bool


def merged(criterion: str, base: Given, theirs: Given, ours: Given, decided: Mapping[Place, Take]) -> Merged:
    """One answer of three versions; a conflict that is decided is none."""
    texts, conflicts = _fields(Place(criterion, "", ""), (base.texts, theirs.texts, ours.texts), decided)
    rows, more = _rows(criterion, (base.bases, theirs.bases, ours.bases), decided)
    before = tuple((place, dict(basis)) for place, basis in enumerate(ours.bases.values()))
    changed = bool(texts) or tuple((place, dict(basis)) for place, basis, _ in rows) != before
    return Merged(texts, rows, (*conflicts, *more), changed)


def _fields(
    place: Place, versions: tuple[Texts, Texts, Texts], decided: Mapping[Place, Take]
) -> tuple[dict[str, str], list[Conflict]]:
    """The fields that change, and those that both sides changed."""
    changes: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for differing in _together(versions):
        here = replace(place, field=differing[0].field)
        if not _contradict(differing):
            changes |= {values.field: values.theirs for values in differing if values.by_them}
        elif decided.get(here) == "theirs":
            changes |= {values.field: values.theirs for values in differing}
        elif here not in decided:
            conflicts.append(Conflict(here, differing))
    return {key: changes[key] for key in _keys(versions) if key in changes}, conflicts


def _keys(versions: tuple[Texts, Texts, Texts]) -> Iterable[str]:
    return dict.fromkeys(key for version in versions for key in version)


def _together(versions: tuple[Texts, Texts, Texts]) -> Iterator[tuple[Values, ...]]:
    """The fields of which both sides say something else, those that belong together in one."""
    groups: dict[str, list[Values]] = {}
    for key in _keys(versions):
        values = Values(key, *(version.get(key, "") for version in versions))
        if values.theirs != values.ours:
            groups.setdefault("" if _kind(key) in RATED else key, []).append(values)
    return map(tuple, groups.values())


def _kind(key: str) -> str:
    """The field itself, of one that holds several."""
    return key.partition(".")[0]


def _contradict(differing: tuple[Values, ...]) -> bool:
    """Whether both sides changed one field, or fields of which one depends on the other."""
    theirs = {_kind(values.field) for values in differing if values.by_them}
    ours = {_kind(values.field) for values in differing if values.by_us}
    return any(not (values.by_them or values.by_us) for values in differing) or (
        bool(theirs and ours) and len(theirs | ours) > 1
    )


Bases = Mapping[str, Texts]


def _rows(
    criterion: str, versions: tuple[Bases, Bases, Bases], decided: Mapping[Place, Take]
) -> tuple[tuple[tuple[int | None, Texts, str], ...], list[Conflict]]:
    """The legal bases of an answer: those on file in their order, then the new ones."""
    base, theirs, ours = versions
    pairs = paired(base, ours)
    keys = {place: key for key, place in pairs.items()}
    twins = _twins(base, theirs, {place: basis for place, basis in ours.items() if place not in keys})
    rows: list[tuple[int | None, Texts, str]] = []
    conflicts: list[Conflict] = []
    for place, (name, now) in enumerate(ours.items()):
        key = keys.get(name)
        if key is None:  # added to the file meanwhile, and there perhaps from this very row
            twin = twins.get(name, "")
            kept, more = _row(Place(criterion, twin, ROW), ({}, theirs[twin], now), decided) if twin else (now, [])
            conflicts += more
            rows.append((place, kept or now, twin))
            continue
        kept, more = _row(Place(criterion, key, ROW), (base[key], theirs.get(key, {}), now), decided)
        conflicts += more
        if kept:
            rows.append((place, kept, key))
    for key, was in base.items():
        if key not in pairs:  # taken out of the file meanwhile
            kept, more = _row(Place(criterion, key, ROW), (was, theirs.get(key, {}), {}), decided)
            conflicts += more
            if kept:
                rows.append((None, kept, key))
    known = {*base, *twins.values()}
    rows += ((None, basis, key) for key, basis in theirs.items() if key not in known and basis)
    return tuple(rows), conflicts


def _twins(base: Bases, theirs: Bases, added: Bases) -> Mapping[str, str]:
    """Which new legal bases of the workbook are among those added to the file meanwhile: the same words, else the same provision.

    So a workbook that is imported again, corrected, adds no provision a second time.
    """
    new = {key: texts for key, texts in theirs.items() if key not in base and texts}
    left, twins = dict(added), dict[str, str]()
    for same in (_whole, provision_of):
        for key, place in _matches({key: texts for key, texts in new.items() if key not in twins.values()}, left, same):
            if same is _whole or new[key].get("provision"):
                twins[place] = key
                del left[place]
    return twins


def _row(
    place: Place, versions: tuple[Texts, Texts, Texts], decided: Mapping[Place, Take]
) -> tuple[Texts | None, list[Conflict]]:
    """One legal basis of three versions; none where it goes."""
    base, theirs, ours = versions
    if theirs and ours:
        changes, conflicts = _fields(place, versions, decided)
        return {key: text for key, text in {**ours, **changes}.items() if text}, conflicts
    kept = ours or theirs
    if not kept or kept == base:
        return None, []  # taken away by one side, left alone by the other
    if place not in decided:
        return ours or None, [Conflict(place, (Values(ROW, in_a_line(base), in_a_line(theirs), in_a_line(ours)),))]
    return (theirs if decided[place] == "theirs" else ours) or None, []


def in_a_line(texts: Texts) -> str:
    """A legal basis in a line."""
    return "; ".join(f"{key}: {text}" for key, text in texts.items())


def paired(base: Bases, ours: Bases) -> Mapping[str, str]:
    """Which legal basis of the file each of the base is: the same one, else the same provision, else the same act, else the same place."""
    left, pairs = dict(ours), {}
    for same in (_whole, provision_of, lambda texts: (texts.get("act"), texts.get("part"))):
        for key, place in _matches({key: texts for key, texts in base.items() if key not in pairs}, left, same):
            pairs[key] = place
            del left[place]
    if len(base) == len(ours):  # nothing was added or taken away, so what is left was rewritten where it stands
        for key, place in zip(base, ours, strict=True):
            if key not in pairs and place in left:
                pairs[key] = place
    return pairs


def _matches(base: Bases, ours: Bases, same: _Key) -> Iterator[tuple[str, str]]:
    """Pairs that are alike, in order."""
    waiting: dict[object, list[str]] = {}
    for place, texts in ours.items():
        waiting.setdefault(same(texts), []).append(place)
    for key, texts in base.items():
        if places := waiting.get(same(texts)):
            yield key, places.pop(0)


def _whole(texts: Texts) -> object:
    return tuple(sorted(texts.items()))


def provision_of(texts: Texts) -> object:
    """By what a legal basis is known as the same provision, whatever is said of it."""
    return texts.get("act"), texts.get("provision"), texts.get("part"), texts.get("role")
