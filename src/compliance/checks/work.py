"""How a checklist came about: its steps, its reviewers, its log, its seals."""

import itertools
from collections.abc import Iterable, Iterator, Mapping

from compliance.as_of.checklists import settled
from compliance.checks.walk import checklists
from compliance.model.checklist import FOLLOWS, UNANSWERED, Adjudication, Answer, Checklist, Decision, Response
from compliance.model.log import Entry
from compliance.model.seal import Seal, SealedChecklist
from compliance.problems import Position, Problem, closest
from compliance.source import Data, digest, digest_of
from compliance.workspace import Country, Filed, Workspace


def steps(workspace: Workspace) -> Iterator[Problem]:
    """Steps that cannot follow each other, in kind or in time; a status that is another than that of the last step."""
    for _, filed in checklists(workspace):
        taken, status, at = filed.value.steps, filed.value.status, filed.document.at
        if taken and taken[-1].status != status:
            what = f"the status is `{status}`, but the last step led to `{taken[-1].status}`"
            hint = "a status changes by `compliance step`, which says who took the step and when"
            yield Problem(at("status"), "status-without-step", what, taken[-1].status, hint)
        for n, (before, after) in enumerate(itertools.pairwise(taken), 1):
            if after.status not in FOLLOWS[before.status]:
                what = f"`{after.status}` follows `{before.status}`"
                expected = " | ".join(FOLLOWS[before.status]) or f"nothing after `{before.status}`"
                hint = "draft, submitted, perhaps returned and submitted again, reviewed, adopted"
                yield Problem(at("steps", n, "status"), "impossible-step", what, expected, hint)
            if after.on < before.on:
                what = f"the step of {after.on} stands after one of {before.on}"
                hint = "one of the two is mistaken; steps stand in the order in which they were taken"
                yield Problem(at("steps", n, "on"), "dates-out-of-order", what, hint=hint)


def assignments(workspace: Workspace) -> Iterator[Problem]:
    """Work that is assigned, or due, in articles and criteria that the instrument does not have."""
    for _, filed in checklists(workspace):
        if filed.value.instrument not in workspace.instruments:
            continue
        instrument = workspace.instruments[filed.value.instrument].value
        known = [article.number for article in instrument.articles if article.criteria]
        known += [criterion.id for criterion in instrument.criteria()]
        for field, names in (("assigned", filed.value.assigned), ("due", filed.value.due)):
            for name in names:
                if name not in known:
                    at, what = filed.document.key(field, name), f"there is no article or criterion `{name}`"
                    expected = "an article's number or a criterion"
                    yield Problem(at, "unknown-article", what, expected, closest(name, known))


def log_and_files(workspace: Workspace) -> Iterator[Problem]:
    """Steps and re-ratings of the log of which the checklist knows nothing."""
    for country in workspace.countries.values():
        filed_at = {filed.document.path: filed for filed in country.rated()}
        for (what, file, about), line in _latest(country.log).items():
            filed = filed_at.get(f"assessments/{country.id}/{file}")
            known = _stands(what, filed.value, about, line.value) if filed else what not in ("step", "rating")
            if not known:
                became = f"the log says that `{about or file}` became `{line.value.new}`"
                expected = "files that changed by a command, or a log without the line"
                hint = "put the checklist back from an older copy, or take the step again"
                yield Problem(
                    line.document.at(),
                    "log-differs",
                    f"{became}, but the checklist does not know of it",
                    expected,
                    hint,
                )


def _latest(log: Iterable[Filed[Entry]]) -> Mapping[tuple[str, ...], Filed[Entry]]:
    """The last line of each kind about each thing; a re-rating that an import has overtaken is none."""
    last: dict[tuple[str, ...], Filed[Entry]] = {}
    for line in log:
        file = line.value.file
        last[line.value.what, file, line.value.about or ""] = line
        for change in line.value.changes:
            if change.field == "rating" or change.field.startswith("ratings_by_part."):
                last.pop(("rating", file, change.about or ""), None)
    return last


def _stands(what: str, checklist: Checklist, about: str, line: Entry) -> bool:
    """Whether a checklist knows what the log says of it."""
    if what == "step":
        return any((step.status, step.by) == (line.new, line.by) for step in checklist.steps)
    if what == "rating":
        response = checklist.responses.get(about)
        return response is not None and line.new in (
            rated(response),
            rated(settled(response)),
            *(_words(entry.rating) for entry in response.history),
            *(rated(decision) for decision in (response.adjudication.earlier if response.adjudication else ())),
        )
    return True


def rated(answer: Response | Adjudication | Decision) -> str:
    """The rating of an answer or a decision as a seal and the log write it: `mostly`, or `state: met; north: partly`."""
    parts = (f"{part}: {_words(rating)}" for part, rating in answer.ratings_by_part.items())
    return _words(answer.rating) or "; ".join(parts) or UNANSWERED


def _words(answer: Answer) -> str:
    return " or ".join(answer)


def head_of(data: Data) -> str:
    """The digest of everything in a checklist but its answers."""
    return digest_of({name: value for name, value in _fields(data).items() if name != "responses"})


def answers_of(data: Data) -> Mapping[str, str]:
    """The digest of each answer of a checklist."""
    return {id_: digest_of(answer) for id_, answer in _fields(_fields(data).get("responses")).items()}


def _fields(data: Data) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}


def sealed_answers(workspace: Workspace) -> Iterator[Problem]:
    """Sealed checklists that changed otherwise than by a re-rating with its cause."""
    for country in workspace.countries.values():
        for cycle in dict.fromkeys(cycle for cycle, _ in country.seals):
            seal = country.sealed(cycle)
            for instrument, sealed in seal.value.checklists.items() if seal else ():
                filed = country.checklists.get((cycle, instrument))
                if seal and filed is None:
                    at = seal.document.key("checklists", instrument)
                    what = f"{instrument}.yaml is gone, though it is sealed"
                    yield Problem(at, "sealed-changed", what, *_AS_SEALED)
                elif seal and filed:
                    yield from _changes(seal.value, sealed, filed)


_AS_SEALED = ("the checklist as it was sealed", "put it back; what must change is re-rated with its cause by `compliance rerate`")  # fmt: skip


def _changes(seal: Seal, sealed: SealedChecklist, filed: Filed[Checklist]) -> Iterator[Problem]:
    """What a checklist has come to say otherwise since it was sealed."""
    document, now = filed.document, answers_of(filed.document.data)
    if head_of(document.data) != sealed.head:
        at = document.at("status")
        yield Problem(at, "sealed-changed", f"the checklist was sealed on {seal.on} with another head", *_AS_SEALED)
    for id_, answer in sealed.answers.items():
        if id_ not in now:
            what = f"the answer to {id_} is gone, though it is sealed"
            yield Problem(document.at("responses"), "sealed-changed", what, *_AS_SEALED)
        elif now[id_] != answer.sha256 and not is_rerated(seal, id_, filed.value.responses[id_]):
            what = f"the answer to {id_} changed after it was sealed on {seal.on}"
            yield Problem(document.key("responses", id_), "sealed-changed", what, *_AS_SEALED)
    for id_ in now.keys() - sealed.answers.keys():
        if not is_rerated(seal, id_, filed.value.responses[id_]):
            what = f"{id_} was answered after the checklist was sealed on {seal.on}"
            yield Problem(document.key("responses", id_), "sealed-changed", what, *_AS_SEALED)


def is_rerated(seal: Seal, criterion: str, response: Response) -> bool:
    """Whether an answer says itself since when it is another than the sealed one, and why."""
    if response.cause is None or response.recorded is None or response.recorded < seal.on:
        return False
    every = (checklist.answers for checklist in seal.checklists.values())
    sealed = next((answers[criterion].rating for answers in every if criterion in answers), UNANSWERED)
    # What was unanswered leaves no entry; of levels of government an entry says the whole alone.
    kept = any(":" in sealed or _words(entry.rating) == sealed for entry in response.history)
    # Earlier seals hold the rating of the first evaluator of what was adjudicated, which a re-rating leaves as it is.
    untouched = response.adjudication and response.adjudication.earlier and rated(response) == sealed
    return kept or bool(untouched) or sealed == UNANSWERED


def chain_of_seals(workspace: Workspace) -> Iterator[Problem]:
    """Seals that changed, are gone or lie in the wrong place: each break of the chain, and each that the log shows."""
    for country in workspace.countries.values():
        cycles = dict.fromkeys((*(of for of, _ in country.seals), *(of for of, _ in put_on(country))))
        for cycle in cycles:
            yield from broken_seals(country, cycle)


def broken_seals(country: Country, cycle: str) -> Iterator[Problem]:
    """Every break in the chain of seals of a cycle."""
    numbers = sorted(number for of, number in country.seals if of == cycle)
    for below, number in itertools.pairwise((0, *numbers)):
        filed = country.seals[cycle, number]
        gone = (f"seal {lost}, which it follows, is gone" for lost in range(below + 1, number))
        for why in (*gone, *_astray(country, cycle, number, filed.value)):
            yield _break(filed.document.at(), why)
    yield from _against_the_log(country, cycle)


def _break(at: Position, why: str) -> Problem:
    hint = "put the seals back from an older copy; none is ever changed"
    return Problem(at, "broken-seal", why, "seals as they were put on", hint)


def _astray(country: Country, cycle: str, number: int, seal: Seal) -> Iterator[str]:
    """What does not belong together of a seal, its place, its signature and the seal before it."""
    if (seal.country, seal.cycle, seal.number) != (country.id, cycle, str(number)):
        yield f"the seal is number {seal.number} of {seal.country} {seal.cycle}, but lies elsewhere"
    if seal.signed_with and (cycle, number) not in country.signatures:
        yield f"its signature is gone; it was signed with the key {seal.signed_with}"
    earlier = country.seals.get((cycle, number - 1))
    if seal.before is None:
        if number > 1:
            yield "it names no seal before it, but is not the first"
    elif seal.before.number != str(number - 1):
        yield f"it names seal {seal.before.number} as the one before it"
    elif earlier and digest(earlier.document.text) != seal.before.sha256:
        yield f"seal {number - 1} changed since"


def put_on(country: Country) -> Mapping[tuple[str, int], Filed[Entry]]:
    """The lines of the log that tell of a seal, by cycle and number."""
    lines = ((line, (line.value.new or "").removeprefix("seal ")) for line in country.log if line.value.what == "seal")
    return {(line.value.cycle or "", int(number)): line for line, number in lines if number.isdecimal()}


def _against_the_log(country: Country, cycle: str) -> Iterator[Problem]:
    """Seals that are other ones than those of which the log tells; a country whose log is elsewhere has none."""
    lines = put_on(country)
    for (of, number), line in lines.items():
        filed = country.seals.get((cycle, number))
        if of == cycle and filed is None:
            put = f"the log says that {line.value.by} put on seal {number} of {cycle}"
            yield _break(line.document.at(), f"{put}, but it is gone")
        elif of == cycle and filed and digest(filed.document.text) != line.value.after:
            yield _break(filed.document.at(), "it is another seal than the one of which the log tells")
    for (of, number), filed in country.seals.items():
        # The log should tell of a seal if it tells of others of the cycle, or was begun before: some begin a new one.
        begun = bool(country.log) and country.log[0].value.when.date() <= filed.value.on
        kept = begun or any(other == cycle for other, _ in lines)
        if of == cycle and (of, number) not in lines and kept:
            yield _break(filed.document.at(), "the log does not tell of it")


CHECKS = (steps, assignments, log_and_files, sealed_answers, chain_of_seals)
