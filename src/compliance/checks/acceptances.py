"""Answers that a reviewer accepted: by somebody who wrote nothing of them, and as they still stand."""

from collections.abc import Iterator, Mapping

from compliance.checks.walk import checklists
from compliance.model.checklist import Checklist, Response
from compliance.model.people import People, same_person
from compliance.problems import Problem
from compliance.source import Data, digest_of
from compliance.workspace import Filed, Workspace

ACCEPTANCE = ("reviewed_by", "reviewed", "reviewed_digest")
"""The fields that say who accepted an answer, when, and what it was."""
DIGITS = 12
"""So many hexadecimal digits of a digest tell one version of an answer from another."""


def writers(response: Response) -> tuple[str, ...]:
    """Everybody who wrote any field of an answer, in the order of writing."""
    written = (contribution.by for contribution in response.written)
    return tuple(dict.fromkeys((*written, *((response.author,) if response.author else ()))))


def wrote(response: Response, name: str, people: People | None) -> bool:
    """Whether somebody wrote any field of an answer, under whatever form of their name."""
    return any(same_person(name, writer, people) for writer in writers(response))


def accepted_digest(answer: Mapping[str, Data]) -> str:
    """The digest of an answer as a reviewer accepts it: all of it but the acceptance itself and what was remarked."""
    return digest_of({name: value for name, value in answer.items() if name not in (*ACCEPTANCE, "remarks")})[:DIGITS]


def answers_in(filed: Filed[Checklist]) -> Mapping[str, Mapping[str, Data]]:
    """The answers of a checklist as they stand in its file."""
    data = filed.document.data
    responses = data.get("responses") if isinstance(data, dict) else None
    every = responses.items() if isinstance(responses, dict) else ()
    return {id_: each for id_, each in every if isinstance(each, dict)}


def accepted_in(filed: Filed[Checklist]) -> frozenset[str]:
    """The criteria whose answer is accepted as it stands, with no remark open on it."""
    answers = answers_in(filed)
    return frozenset(
        id_
        for id_, response in filed.value.responses.items()
        if response.reviewed_by
        and response.reviewed_digest == accepted_digest(answers[id_])
        and all(remark.closed for remark in response.remarks)
    )


def reviews(workspace: Workspace) -> Iterator[Problem]:
    """Answers that somebody accepted who wrote them or a part of them, and answers that are other ones than those accepted."""
    for _, filed in checklists(workspace):
        answers = answers_in(filed)
        for id_, response in filed.value.responses.items():
            if not response.reviewed_by:
                continue
            at = filed.document.at("responses", id_, "reviewed_by")
            if wrote(response, response.reviewed_by, workspace.roll):
                what = f"`{response.reviewed_by}` reviewed an answer of their own"
                hint = "a second pair of eyes sees what the first has overlooked"
                yield Problem(at, "reviewed-by-author", what, "somebody else", hint)
            if response.reviewed_digest != accepted_digest(answers[id_]):
                day = f" on {response.reviewed}" if response.reviewed else ""
                what = f"the answer to {id_} is another than the one that {response.reviewed_by} accepted{day}"
                hint = "it counts as not accepted until a reviewer accepts it anew, by `compliance accept`"
                yield Problem(at, "stale-acceptance", what, "the answer as it was accepted", hint, severity="finding")


def own_steps(workspace: Workspace) -> Iterator[Problem]:
    """Checklists that somebody reviewed who is among their evaluators, submitted them or had written a part of them.

    What the reviewer wrote on that day or later is no fault of the step; it stands in the way of adoption.
    """
    for _, filed in checklists(workspace):
        steps = filed.value.steps
        for n in [n for n, step in enumerate(steps) if step.status == "reviewed"][-1:]:
            by = steps[n].by
            if any(same_person(by, name, workspace.roll) for name in _before(filed.value, n)):
                what, hint = f"`{by}` reviewed a checklist of their own", "somebody else has to review it"
                yield Problem(filed.document.at("steps", n, "by"), "reviewed-by-author", what, "somebody else", hint)


def _before(checklist: Checklist, place: int) -> frozenset[str]:
    """Everybody who had a part in a checklist before one of its steps."""
    day = checklist.steps[place].on
    submitted = (step.by for step in checklist.steps[:place] if step.status == "submitted")
    written = (each.by for response in checklist.responses.values() for each in response.written if each.on < day)
    return frozenset((*checklist.evaluators, *submitted, *written))


CHECKS = (reviews, own_steps)
