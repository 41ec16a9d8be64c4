"""A seal put on a finished cycle: what it may be put on, what it says, how it is written."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from compliance import figures
from compliance.as_of.checklists import settled
from compliance.authoring.log import carry_out, now
from compliance.authoring.signing import Signers, signature, signatures
from compliance.checks.work import answers_of, head_of, rated
from compliance.checks.work import put_on as seals_put_on
from compliance.files import digest_of_file
from compliance.inputs import Inputs
from compliance.model.log import Entry
from compliance.model.seal import Before, Seal, SealedAnswer, SealedChecklist, SealedLog
from compliance.problems import Problem
from compliance.queries.sealed import figures_of, files_of, inputs_of, log_of, versions_of
from compliance.queries.verified import Verified, lost, verified
from compliance.report.files import write_whole
from compliance.scoring.instruments import METHOD
from compliance.source import digest
from compliance.workspace import Country, is_of_a_seal


def objections(
    inputs: Inputs, country: Country, cycle: str, *, why: str | None, files: Mapping[str, str], signs: bool
) -> Iterator[str]:
    """Why a cycle cannot be sealed, in sentences; `files` are the digests of everything in the workspace."""
    unfinished = [
        f"{id_} is {filed.value.status}"
        for (of, id_), filed in sorted(country.checklists.items())
        if of == cycle and not filed.value.adopted
    ]
    if unfinished:
        yield f"Only what is adopted is sealed: {figures.listed(unfinished)}."
    if (last := country.sealed(cycle)) is None:
        return
    signed = last.value.signed_with is not None
    if signed and not signs:
        yield f"Seal {last.value.number} is signed: sign this one too."
    now = inputs_of(inputs, country, cycle), files_of(inputs, country, cycle, files), figures_of(inputs, country, cycle)
    same = now == ({**last.value.inputs}, {**last.value.files}, {**last.value.figures})
    if (signed or not signs) and same:
        yield f"Nothing changed since seal {last.value.number}."
    elif why is None:
        yield f"Seal {last.value.number} is on it: say why a new one is necessary."


def too_early(country: Country, cycle: str, on: date) -> Iterator[str]:
    """Why a cycle cannot be sealed on a day, in a sentence: what it rests on is of a later one."""
    seal = country.sealed(cycle)
    steps = (filed.value.steps[-1:] for (of, _), filed in country.checklists.items() if of == cycle)
    days = [*(step.on for (*_, step) in filter(None, steps)), *([seal.value.on] if seal else [])]
    if days and on < max(days):
        yield f"The last step or seal is of {figures.day(max(days))}, later than {figures.day(on)}."


def sealed(
    inputs: Inputs,
    country: Country,
    cycle: str,
    *,
    by: str,
    on: date,
    why: str | None,
    files: Mapping[str, str],
    deliverables: Mapping[str, str],
    signed_with: str | None = None,
) -> Seal:
    """The seal of a cycle, the next after those that are on it; `files` are the digests of everything in the workspace."""
    last = country.sealed(cycle)
    log = log_of(country)
    return Seal(
        country=country.id,
        cycle=cycle,
        number=str(int(last.value.number) + 1 if last else 1),
        on=on,
        by=by,
        why=why,
        before=Before(number=last.value.number, sha256=digest(last.document.text)) if last else None,
        method=METHOD,
        versions=versions_of(inputs, country, cycle),
        inputs=inputs_of(inputs, country, cycle),
        files=files_of(inputs, country, cycle, files),
        log=SealedLog(lines=len(log), sha256=digest("".join(log))) if log else None,
        checklists=_checklists(country, cycle),
        figures=figures_of(inputs, country, cycle),
        deliverables=deliverables,
        signed_with=signed_with,
    )


def _checklists(country: Country, cycle: str) -> Mapping[str, SealedChecklist]:
    return {
        id_: SealedChecklist(
            head=head_of(filed.document.data),
            answers={
                criterion: SealedAnswer(rating=rated(settled(filed.value.responses[criterion])), sha256=sha256)
                for criterion, sha256 in answers_of(filed.document.data).items()
            },
        )
        for (of, id_), filed in sorted(country.checklists.items())
        if of == cycle
    }


def text_of(seal: Seal) -> str:
    """A seal as its file holds it, and as it is signed."""
    fields = {name: value for name, value in asdict(seal).items() if value not in (None, {})}
    return json.dumps(fields | {"on": seal.on.isoformat()}, ensure_ascii=False, indent=1) + "\n"


def put_on(folder: Path, seal: Seal, key: Path | None, *, terminal: bool) -> str:
    """Writes a seal with its line in the log, signed if there is a key; its file, from the country's folder.

    The signature is made before anything is written, and lies there before the seal: nobody looks for it without one.
    """
    text = text_of(seal)
    signed = signature(text, key, seal.signed_with or "", terminal=terminal) if key else None
    file = f"{seal.cycle}/seal-{seal.number}.json"
    entry = Entry(
        when=now(),
        by=seal.by,
        what="seal",
        file=file,
        cycle=seal.cycle,
        old=f"seal {seal.before.number}" if seal.before else None,
        new=f"seal {seal.number}",
        why=seal.why,
        after=digest(text),
    )
    beside = folder / f"{file}.sig"
    if signed is None:
        beside.unlink(missing_ok=True)  # of a seal that never came about
    else:
        write_whole(beside, signed.encode())
    try:
        carry_out(folder, entry, text)
    except BaseException:
        if not (folder / file).exists():
            beside.unlink(missing_ok=True)
        raise
    return file


def delivered(folder: Path, country: str, cycle: str) -> Mapping[str, str]:
    """The digests of the deliverables of a cycle in a folder, by file name."""
    stems = f"{country}-{cycle}.", f"{country}-{cycle}-"
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.name.startswith(stems))
    return {file.name: digest_of_file(file) for file in files}


def sealed_cycles(country: Country, problems: Iterable[Problem]) -> tuple[str, ...]:
    """The cycles that are sealed, or of which anything says that they were."""
    unreadable = (problem.at.path.split("/") for problem in problems if _is_seal(problem.at.path))
    last = country.unfinished.value if country.unfinished else None
    every = (
        *(of for of, _ in (*country.seals, *country.signatures, *seals_put_on(country))),
        *(parts[2] for parts in unreadable if parts[1] == country.id),
        *((last.cycle,) if last and last.what == "seal" and last.cycle else ()),
    )
    return tuple(sorted(set(every)))


def verification(  # what is verified, by what, and against what
    inputs: Inputs,
    problems: Iterable[Problem],
    country: Country,
    cycle: str,
    *,
    files: Mapping[str, str],
    signers: Signers | None,
    has_to_be_signed: bool = False,
    delivered: Mapping[str, str] | None = None,
) -> Verified:
    """What became of a sealed cycle; `problems` are those of the folder, `files` the digests of everything in it."""
    # What the check says of a cycle that was sealed, and of seals that cannot be read.
    folder = f"assessments/{country.id}/{cycle}/"
    broken = tuple(
        f"{problem.at}: {problem.what}"
        for problem in problems
        if problem.at.path.startswith(folder)
        and (problem.code == "sealed-changed" or (_is_seal(problem.at.path) and problem.code != "broken-seal"))
    )
    if (latest := country.sealed(cycle)) is None:
        return lost(country, cycle, broken)
    return verified(
        inputs,
        country,
        cycle,
        latest,
        broken=broken,
        files=files,
        signed=signatures(country, cycle, signers),
        has_to_be_signed=has_to_be_signed,
        delivered=delivered,
    )


def _is_seal(path: str) -> bool:
    """Whether a file is a seal or the signature of one, by its place."""
    parts = path.split("/")
    return len(parts) == 4 and is_of_a_seal(parts[3])
