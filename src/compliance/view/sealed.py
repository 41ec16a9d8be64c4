"""Every figure that a cycle of a country comes to, exactly and by name, and what became of it since it was sealed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from compliance import __version__
from compliance.checks.work import answers_of, is_rerated
from compliance.indicators.records import records
from compliance.inputs import Inputs
from compliance.model.seal import Seal
from compliance.scoring import Assessment
from compliance.scoring.instruments import METHOD
from compliance.scoring.values import Range
from compliance.source import digest
from compliance.view.assessed import assessments
from compliance.view.project import indicator_reports, laws
from compliance.workspace import Country, Filed


def figures_of(inputs: Inputs, country: Country, cycle: str) -> Mapping[str, str]:
    """Every figure of a cycle, exactly, by what it is; what is missing is left out."""
    workspace = inputs.workspace
    ids = tuple(workspace.instruments)
    found = dict(_scores(assessments(workspace, country, cycle, ids)))
    for report in indicator_reports(inputs, country.id, cycle, laws(workspace, country, cycle, ids)):
        for row in records(report):
            for column in ("value", "low", "high"):
                if isinstance(row.get(column), Fraction | int):
                    found[f"indicator {report.indicator.id} / {row['year']} / {column}"] = str(row[column])
    return found


def _scores(scored: tuple[Assessment, ...]) -> Iterator[tuple[str, str]]:
    """Every score of an assessment, the whole first."""
    for one in scored:
        id_, whole = one.whole.instrument.id, one.whole
        yield from _ends(f"{id_} / whole", whole.range)
        yield from _ends(f"{id_} / as bound", one.as_bound.range if one.as_bound else None)
        for part, score in one.by_part.items():
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
    later = tuple(f"assessments/{country.id}/{one}/" for one in country.cycles() if one > cycle)
    texts = (*((one.path, one.text) for one in inputs.workspace.files), *inputs.figures)
    return {
        path: digest(text) for path, text in sorted(texts) if _bears(path, country.id) and not path.startswith(later)
    }


def _bears(path: str, country: str) -> bool:
    """Whether figures of a country rest on a file: what is shared, its own, and the project; a bill is no law."""
    match path.split("/"):
        case ["assessments", folder, *rest] if rest and folder != "instruments":
            return folder == country and rest[0] != "bills"
        case ["reports", *_]:
            return False
    return True


def versions_of(inputs: Inputs, country: Country, cycle: str) -> Mapping[str, str]:
    """The program, and the edition of each instrument that a cycle has a checklist for."""
    editions = {
        id_: inputs.workspace.instruments[id_].value.edition
        for of, id_ in sorted(country.checklists)
        if of == cycle and id_ in inputs.workspace.instruments
    }
    return {"compliance": __version__, **editions}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What became of a sealed cycle."""

    country: str
    """Id of the country."""
    seal: Seal
    """The seal."""
    broken: tuple[str, ...]
    """What is wrong with the seals or the checklists, as the check says it."""
    versions: tuple[str, ...]
    """The program, the method and the editions that are others now, in words."""
    inputs: tuple[str, ...]
    """The files that changed or are gone."""
    figures: tuple[str, ...]
    """The figures that are others now, in words, the first first."""
    deliverables: tuple[str, ...]
    """The deliverables that are others now, or are gone."""
    rerated: tuple[str, ...]
    """Criteria re-rated since, each with its cause."""

    @property
    def holds(self) -> bool:
        """Whether everything that was sealed is as it was; another version or file alone changes no figure."""
        return not (self.broken or self.figures or self.deliverables)


def verified(
    inputs: Inputs, country: Country, filed: Filed[Seal], broken: tuple[str, ...], delivered: Mapping[str, str] | None
) -> Verified:
    """What became of a sealed cycle; `delivered` are the digests of the deliverables that are there, if they are asked about."""
    seal = filed.value
    now = {**versions_of(inputs, country, seal.cycle), "method": METHOD}
    files = inputs_of(inputs, country, seal.cycle)
    return Verified(
        country=country.id,
        seal=seal,
        broken=broken,
        versions=tuple(_differences({**seal.versions, "method": seal.method}, now)),
        inputs=tuple(path for path, sha256 in seal.inputs.items() if files.get(path) != sha256),
        figures=tuple(_differences(seal.figures, figures_of(inputs, country, seal.cycle))),
        deliverables=()
        if delivered is None
        else tuple(name for name, sha256 in seal.deliverables.items() if delivered.get(name) != sha256),
        rerated=tuple(_rerated(country, seal)),
    )


def _differences(sealed: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """What is another now, or gone; what came since, such as another year of an indicator, was not sealed."""
    for name, value in sealed.items():
        if name not in now:
            yield f"{name}: sealed {value}, now nothing"
        elif now[name] != value:
            yield f"{name}: sealed {value}, now {now[name]}"


def _rerated(country: Country, seal: Seal) -> Iterator[str]:
    """The answers that changed since, each by a re-rating with its cause."""
    for id_, sealed in seal.checklists.items():
        filed = country.checklists.get((seal.cycle, id_))
        digests = answers_of(filed.document.data) if filed else {}
        for criterion, response in filed.value.responses.items() if filed else ():
            before = sealed.answers.get(criterion)
            if digests[criterion] != (before.sha256 if before else None) and is_rerated(seal, criterion, response):
                yield f"{criterion}, {before.rating if before else 'unanswered'} before: {response.cause}"


def as_text(one: Verified) -> str:
    """What became of a sealed cycle, in lines; the first says whether it holds."""
    seal = one.seal
    count = len(seal.figures)
    head = f"{one.country} {seal.cycle}, seal {seal.number} of {seal.on} by {seal.by}: "
    if one.holds:
        said = [f"{head}holds. All {count} figures are recomputed and equal."]
    elif one.figures:
        said = [f"{head}does not hold. {len(one.figures)} of {count} figures differ, the first: {one.figures[0]}."]
    else:
        said = [f"{head}does not hold, though all {count} figures are equal."]
    for lines, what in (
        (one.broken, ""),
        (one.rerated, "re-rated since: "),
        (one.inputs, "changed since: "),
        (one.versions, "another version: "),
        (one.deliverables, "not the deliverable that was sealed: "),
    ):
        said += [f"  {what}{line}" for line in lines]
    if one.rerated and not one.broken:
        said.append("  Seal it anew: every answer that changed has its cause.")
    return "\n".join(said)


def as_json(found: tuple[Verified, ...]) -> str:
    """The same for other programs."""
    return json.dumps([_json(one) for one in found], ensure_ascii=False, indent=1)


def _json(one: Verified) -> Mapping[str, object]:
    return {
        "country": one.country,
        "cycle": one.seal.cycle,
        "seal": one.seal.number,
        "holds": one.holds,
        "broken": list(one.broken),
        "figures": list(one.figures),
        "inputs": list(one.inputs),
        "versions": list(one.versions),
        "deliverables": list(one.deliverables),
        "re_rated": list(one.rerated),
    }
