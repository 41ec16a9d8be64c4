"""What a seal holds of a cycle: every figure, exactly and by name, and the digests of what it was made from."""

from collections.abc import Iterator, Mapping, Sequence

from compliance import __version__
from compliance.inputs import Inputs
from compliance.scoring import Assessment
from compliance.scoring.instruments import METHOD
from compliance.scoring.values import Range
from compliance.source import digest
from compliance.view.assessed import assessments
from compliance.view.project import indicator_reports, laws
from compliance.workspace import ACTS, COPIES, LOG, Country, is_of_a_seal

STEP = " / "
"""Stands between the steps of a figure's name in a seal."""


def figures_of(inputs: Inputs, country: Country, cycle: str) -> Mapping[str, str]:
    """Every figure of a cycle, exactly, by what it is; what is missing is left out."""
    workspace = inputs.workspace
    ids = tuple(workspace.instruments)
    figures = dict(_scores(assessments(workspace, country, cycle, ids)))
    for report in indicator_reports(inputs, country.id, cycle, laws(workspace, country, cycle, ids)):
        for value in report.values:
            for column in ("value", "low", "high"):
                if (exact := getattr(value, column)) is not None:
                    figures[f"indicator {report.indicator.id} / {value.year} / {column}"] = str(exact)
    return figures


def _scores(scored: tuple[Assessment, ...]) -> Iterator[tuple[str, str]]:
    """Every score of an assessment, the whole first."""
    for assessment in scored:
        id_, whole = assessment.whole.instrument.id, assessment.whole
        yield from _ends(f"{id_} / whole", whole.range)
        yield from _ends(f"{id_} / as bound", assessment.as_bound.range if assessment.as_bound else None)
        for part, score in assessment.by_part.items():
            yield from _ends(f"{id_} / {part}", score.range)
        for section in whole.sections:
            yield from _ends(f"{id_} / section {section.section.id}", section.score)
        for article in whole.articles:
            yield from _ends(f"{id_} / article {article.article.number}", article.score)
        for name, criterion in whole.criteria().items():
            yield f"{id_} / {name}", " or ".join(criterion.outcomes) if criterion.answered else criterion.state


def _ends(name: str, span: Range | None) -> Iterator[tuple[str, str]]:
    if span is not None:
        yield f"{name} / low", str(span.low)
        yield f"{name} / high", str(span.high)


def inputs_of(inputs: Inputs, country: Country, cycle: str) -> Mapping[str, str]:
    """The digest of every file on which the figures of a cycle rest; a later cycle has no part in them."""
    texts = (*((document.path, document.text) for document in inputs.workspace.files), *inputs.figures)
    return {
        path: digest(text)
        for path, text in sorted(texts)
        if bears(path, country.id) and _is_part(path, country.id, cycle)
    }


def bears(path: str, country: str) -> bool:
    """Whether figures of a country rest on a file: what is shared, its own, and the project; a bill is no law, and no copy is opened."""
    match path.split("/"):
        case ["assessments", folder, *rest] if rest and folder != "instruments":
            return folder == country and rest[0] not in ("bills", COPIES)
        case ["reports", *_]:
            return False
    return True


def files_of(inputs: Inputs, country: Country, cycle: str, files: Mapping[str, str]) -> Mapping[str, str]:
    """The digest of every other file that a cycle and its reports are made from, of those in the workspace.

    Whatever is shared or the country's own is one, of whatever kind: what is left out is left out by name. Seals and the
    log follow from the cycle; other countries, later cycles, requests for figures and the plan of the site have no part in it.
    """
    read = inputs_of(inputs, country, cycle)
    shipped = {
        document.document.path: digest(document.document.text) for document in inputs.workspace.crosswalks.values()
    }
    every = {**shipped, **files}
    return {path: every[path] for path in sorted(every) if path not in read and _is_part(path, country.id, cycle)}


def _is_part(path: str, country: str, cycle: str) -> bool:
    """Whether a file is one of those that a cycle of a country is made from."""
    match path.split("/"):
        case ["assessments", "instruments" | "crosswalks", *_]:
            return True
        case ["assessments", folder, name] if folder == country and LOG.fullmatch(name):
            return False
        case ["indicators", "requests.yaml"] | ["reports", "site.yaml"]:
            return False
        case ["assessments", folder, *rest] if rest:
            sealed = len(rest) == 2 and is_of_a_seal(rest[1])
            return folder == country and not sealed and not _is_later(rest, cycle)
        case ["reports", "texts", whose, *rest] if rest:
            return whose == country and not _is_later(rest, cycle)
    return True


def _is_later(rest: Sequence[str], cycle: str) -> bool:
    """Whether a file lies in the folder of a later cycle."""
    return len(rest) > 1 and rest[0] not in ("bills", ACTS, COPIES) and rest[0] > cycle


def log_of(country: Country) -> tuple[str, ...]:
    """The lines of the log of a country, year by year, each with its end."""
    texts = {line.document.path: line.document.text for line in country.log}
    return tuple(f"{line}\n" for text in texts.values() for line in text.rstrip("\n").split("\n"))


def versions_of(inputs: Inputs, country: Country, cycle: str) -> Mapping[str, str]:
    """The program, and the edition of each instrument that a cycle has a checklist for."""
    editions = {
        id_: inputs.workspace.instruments[id_].value.edition
        for of, id_ in sorted(country.checklists)
        if of == cycle and id_ in inputs.workspace.instruments
    }
    return {"compliance": program(), **editions}


def versions_and_method(inputs: Inputs, country: Country, cycle: str) -> Mapping[str, str]:
    """The same, and the version of the method."""
    return {**versions_of(inputs, country, cycle), "method": METHOD}


def program() -> str:
    """The version of the program."""
    return __version__
