"""What became of a cycle since it was sealed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, assert_never

from compliance.checks.work import answers_of, broken_seals, is_rerated
from compliance.inputs import Inputs
from compliance.model.seal import Seal
from compliance.queries import sealed
from compliance.queries.formats import picked
from compliance.source import digest
from compliance.workspace import Country, Filed

Verdict = Literal["signed", "nobody", "stranger", "misfit", "unchecked"]
"""Who signed a seal: somebody on the list, nobody, somebody who is not on it, not this seal, or that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who signed a seal."""

    seal: str
    verdict: Verdict
    by: str | None = None
    """The name that the list of allowed signers has for the key."""
    key: str | None = None
    """Fingerprint of the key, where the signature fits."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What is another under some figures that are others."""

    of: str
    """What the figures are of: an instrument, or the indicators."""
    figures: int
    versions: tuple[str, ...]
    """The method, the program and the edition that are others, in words."""
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What became of a sealed cycle."""

    country: str
    cycle: str
    filed: Filed[Seal] | None
    """The latest seal; none where none is left that can be read."""
    broken: tuple[str, ...]
    """What is wrong with the seals, their signatures or the checklists."""
    signed: tuple[Signed, ...] = ()
    versions: tuple[str, ...] = ()
    """The program, the method and the editions that are others now, in words."""
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    """The figures that are others now, in words, the first first."""
    causes: tuple[Cause, ...] = ()
    deliverables: tuple[str, ...] = ()
    """The deliverables that are others now, or are gone."""
    unsealed: tuple[str, ...] = ()
    rerated: tuple[str, ...] = ()
    """Criteria re-rated since, each with its cause."""

    @property
    def holds(self) -> bool:
        """Whether every figure, answer, seal and deliverable is as it was sealed."""
        return self.filed is not None and not (self.broken or self.figures or self.deliverables)

    @property
    def files(self) -> int:
        """How many files are not as they were sealed."""
        return len((*self.changed, *self.gone, *self.came, *self.unsealed))


class Difference(NamedTuple):
    """A figure or a version that is another now, or gone."""

    name: str
    sealed: str
    now: str | None

    def __str__(self) -> str:
        return f"{self.name}: sealed {self.sealed}, now {'nothing' if self.now is None else self.now}"


OTHER_FILES = 3
"""The exit status where everything holds, but files are not those that were sealed."""


def status(verifications: Iterable[Verified]) -> int:
    """The exit status that says what became of sealed cycles."""
    verifications = tuple(verifications)
    if not all(verification.holds for verification in verifications):
        return 1
    return OTHER_FILES if any(verification.files for verification in verifications) else 0


def lost(country: Country, cycle: str, more: tuple[str, ...]) -> Verified:
    """What became of a cycle that was sealed and of which no seal is left that can be read."""
    return Verified(country=country.id, cycle=cycle, filed=None, broken=(*_chain(country, cycle), *more))


def verified(
    inputs: Inputs,
    country: Country,
    cycle: str,
    filed: Filed[Seal],
    *,
    broken: tuple[str, ...],
    files: Mapping[str, str],
    signed: tuple[Signed, ...],
    has_to_be_signed: bool,
    delivered: Mapping[str, str] | None,
) -> Verified:
    """What became of a sealed cycle, by its latest seal, which may have come from another one.

    `broken` is what the check says of its files, `files` are the digests of everything in the workspace, `delivered`
    those of the deliverables that are there, if they are asked about.
    """
    seal = filed.value
    now = sealed.versions_and_method(inputs, country, cycle)
    versions = tuple(_differences({**seal.versions, "method": seal.method}, now))
    changed, gone, came = _other_files(inputs, country, cycle, seal=seal, files=files)
    figures = sealed.figures_of(inputs, country, cycle)
    return Verified(
        country=country.id,
        cycle=cycle,
        filed=filed,
        broken=(
            *_chain(country, cycle),
            *_signatures(signed, has_to_be_signed=has_to_be_signed),
            *broken,
        ),
        signed=signed,
        versions=tuple(map(str, versions)),
        changed=(*changed, *_log(country, seal)),
        gone=gone,
        came=came,
        figures=tuple(map(str, _differences(seal.figures, figures))),
        causes=tuple(
            _causes(inputs, country, seal, figures=figures, versions=versions, files=(*changed, *gone, *came))
        ),
        deliverables=()
        if delivered is None
        else tuple(name for name, sha256 in seal.deliverables.items() if delivered.get(name) != sha256),
        unsealed=tuple(name for name in delivered or () if name not in seal.deliverables),
        rerated=tuple(_rerated(country, seal)),
    )


def _chain(country: Country, cycle: str) -> Iterator[str]:
    """Every break in the chain of seals, and what is there of a seal that is not."""
    yield from (f"{problem.at}: {problem.what}" for problem in broken_seals(country, cycle))
    # An interruption leaves the same behind as whoever takes a seal away, so both are said.
    line = country.unfinished.value if country.unfinished else None
    if line and line.what == "seal" and line.cycle == cycle:
        yield f"the last line of the log tells of {line.new}, which is not there: sealing was interrupted, or it was taken away"
    for of, number in country.signatures:
        if of == cycle and (of, number) not in country.seals:
            yield f"a signature of seal {number} lies there without its seal: sealing was interrupted, or it was taken away"


def _signatures(signed: tuple[Signed, ...], *, has_to_be_signed: bool) -> Iterator[str]:
    """What is wrong with the signatures of a chain: once a seal is signed, every later one is."""
    before = None
    for signature in signed:
        match signature.verdict:
            case "signed":
                before = signature
            case "nobody":
                if before:
                    yield f"seal {signature.seal}: nobody signed it, though seal {before.seal} is signed"
            case "stranger" | "misfit" | "unchecked":
                yield f"seal {signature.seal}: {signature.words}"
                before = signature
            case _:
                assert_never(signature.verdict)
    if has_to_be_signed and signed[-1].verdict == "nobody" and not before:
        yield f"seal {signed[-1].seal}: nobody signed it, and a list of allowed signers was named"


def _other_files(
    inputs: Inputs, country: Country, cycle: str, *, seal: Seal, files: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The files that changed, are gone and came since a seal; one of the first form knows nothing of other files."""
    read = sealed.inputs_of(inputs, country, cycle)
    more = sealed.files_of(inputs, country, cycle, files)
    now = {**read, **(more if seal.files else {path: more[path] for path in seal.inputs if path in more})}
    was = {**seal.inputs, **seal.files}
    return (
        tuple(path for path, sha256 in was.items() if now.get(path, sha256) != sha256),
        tuple(path for path in was if path not in now),
        tuple(path for path in now if path not in was),
    )


def _log(country: Country, seal: Seal) -> Iterator[str]:
    """The log, where it does not begin as it was sealed."""
    if seal.log and digest("".join(sealed.log_of(country)[: seal.log.lines])) != seal.log.sha256:
        yield f"the log of assessments/{country.id}, the first {seal.log.lines} lines"


def _causes(
    inputs: Inputs,
    country: Country,
    seal: Seal,
    *,
    figures: Mapping[str, str],
    versions: tuple[Difference, ...],
    files: tuple[str, ...],
) -> Iterator[Cause]:
    """What is another under the figures that are others, instrument by instrument."""
    names = [name for name, value in seal.figures.items() if figures.get(name) != value]
    for what, count in Counter(map(_subject, names)).items():
        yield Cause(
            of=what,
            figures=count,
            versions=tuple(
                str(version)
                for version in versions
                if what == INDICATORS or version.name in ("compliance", "method", what)
            ),
            files=tuple(file for file in files if _rests(what, file, country.id, inputs.workspace.instruments)),
        )


INDICATORS = "the indicators"


def _subject(name: str) -> str:
    """What a figure is of, by the name that a seal has for it: an instrument, or the indicators."""
    first, *_ = name.split(sealed.STEP)
    return INDICATORS if first.startswith("indicator ") else first


def _rests(what: str, path: str, country: str, instruments: Iterable[str]) -> bool:
    """Whether figures rest on a file: those of an instrument on no other instrument, and on nothing of the project."""
    if not sealed.bears(path, country):
        return False
    folder, _, name = path.rpartition("/")
    id_ = name.partition(".")[0]
    return what == INDICATORS or (not folder.startswith("indicators") and (id_ == what or id_ not in instruments))


def _differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Difference]:
    """What is another now, or gone; what came since, such as another year of an indicator, was not sealed."""
    for name, value in before.items():
        if now.get(name) != value:
            yield Difference(name, value, now.get(name))


def _rerated(country: Country, seal: Seal) -> Iterator[str]:
    """The answers that changed since, each by a re-rating with its cause."""
    for id_, checklist in seal.checklists.items():
        filed = country.checklists.get((seal.cycle, id_))
        digests = answers_of(filed.document.data) if filed else {}
        for criterion, response in filed.value.responses.items() if filed else ():
            before = checklist.answers.get(criterion)
            if digests[criterion] != (before.sha256 if before else None) and is_rerated(seal, criterion, response):
                yield f"{criterion}, {before.rating if before else 'unanswered'} before: {response.cause}"


def as_text(verification: Verified) -> str:
    """What became of a sealed cycle, in lines; the first says whether it holds."""
    signatures = tuple(f"seal {signed.seal}: {signed.words}" for signed in verification.signed)
    texts = [f"{verification.country} {verification.cycle}, {_verdict(verification)}"]
    for lines, what in (
        (signatures, ""),
        (tuple(line for line in verification.broken if line not in signatures), ""),
        (tuple(map(_why, verification.causes)), "why "),
        (verification.rerated, "re-rated since: "),
        (verification.changed, "changed since: "),
        (verification.gone, "gone since: "),
        (verification.came, "came since: "),
        (verification.versions, "another version: "),
        (verification.deliverables, "not the deliverable that was sealed: "),
        (verification.unsealed, "no deliverable that was sealed: "),
    ):
        texts += [f"  {what}{line}" for line in lines]
    return "\n".join((*texts, *(f"  {line}" for line in _advice(verification))))


def _verdict(verification: Verified) -> str:
    """Whether a sealed cycle holds, in a sentence."""
    if verification.filed is None:
        return "does not hold: it was sealed, and no seal is left that can be read."
    seal = verification.filed.value
    head, count = f"seal {seal.number} of {seal.on} by {seal.by}: ", len(seal.figures)
    if verification.figures:
        return f"{head}does not hold. {len(verification.figures)} of {count} figures differ, the first: {verification.figures[0]}."
    if not verification.holds:
        return f"{head}does not hold, though all {count} figures are equal."
    but = (
        f" {'One file is' if verification.files == 1 else f'{verification.files} files are'} not as sealed."
        if verification.files
        else ""
    )
    return f"{head}holds. All {count} figures are recomputed and equal.{but}"


def _why(cause: Cause) -> str:
    """Why figures are others, as far as the seal knows."""
    count = f"{cause.figures} {'figure' if cause.figures == 1 else 'figures'}"
    causes = "; ".join((*cause.versions, *cause.files))
    verb = "differ" if cause.of == INDICATORS else "differs"
    return f"{cause.of} {verb} ({count}): {causes or 'no file and no version is another; these files never gave what the seal says'}"


def _advice(verification: Verified) -> Iterator[str]:
    """What to do next."""
    if verification.rerated and not verification.broken:
        yield "Seal it anew: every answer that changed has its cause."
    versions = verification.filed.value.versions if verification.filed else {}
    sealed_by = versions.get("compliance", sealed.program())
    if verification.figures and sealed_by != sealed.program():
        yield f"It was sealed by compliance {sealed_by}: that version tells what the files changed from what the program did."


def verified_record(verification: Verified) -> Mapping[str, object]:
    """What became of a sealed cycle, for other programs; `inputs` are the files that changed or are gone."""
    filed = verification.filed
    return {
        **picked(verification, "country", "cycle"),
        "seal": filed.value.number if filed else None,
        "sha256": digest(filed.document.text) if filed else None,
        **picked(verification, "holds", "broken"),
        "signatures": verification.signed,
        **picked(verification, "figures", "causes"),
        "inputs": (*verification.changed, *verification.gone),
        "added": verification.came,
        **picked(verification, "versions", "deliverables"),
        "unsealed_deliverables": verification.unsealed,
        "re_rated": verification.rerated,
    }
