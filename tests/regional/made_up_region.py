"""A made-up region: countries whose answers to one small treaty a test writes down, and the comparison of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from compliance.inputs import Inputs, read_inputs
from compliance.view.regional import RegionalView, regional_view

CRITERIA = ("1.a", "1.b", "2.a", "2.b")
"""Core, not core; then, of a Party that sends or receives requests: core, not core."""
INSTRUMENT = """
    id: t-1
    number: T No. 1
    title: Convention on Bridges
    short: Bridges Convention
    abbreviation: T 1
    organisation: League of Rivers
    opened: 2001-05-01
    place: Ford
    edition: "1"
    wording: Made up for the tests.
    scale:
      values: {met: "1", mostly: "2/3", partly: "1/3", not-met: "0"}
      caps: {not-met: partly, partly: mostly}
    divisions: [{id: I, kind: chapter, number: I, title: Bridges}]
    sections: [{id: home, title: At home}, {id: abroad, title: Abroad}]
    articles:
      - number: "1"
        title: Building
        division: I
        section: home
        nature: duty
        text_check: verified
        criteria:
          - {id: "1.a", provision: Art. 1(a), requirement: To build bridges., question: Are bridges built?, obligation: mandatory, core: true, core_reason: Nobody crosses else., assessed_from: [law], direct_applicability: unsuitable, text_check: verified}
          - {id: "1.b", provision: Art. 1(b), requirement: To keep bridges., question: Are bridges kept?, obligation: mandatory, assessed_from: [law], direct_applicability: unsuitable, text_check: verified}
      - number: "2"
        title: Lending boats
        division: I
        section: abroad
        nature: co-operation
        text_check: verified
        criteria:
          - {id: "2.a", provision: Art. 2(a), requirement: To lend boats., question: Are boats lent?, obligation: mandatory, core: true, core_reason: Nobody helps else., party_role: both, assessed_from: [law], direct_applicability: unsuitable, text_check: verified}
          - {id: "2.b", provision: Art. 2(b), requirement: To answer., question: Are letters answered?, obligation: mandatory, party_role: requested, assessed_from: [law], direct_applicability: unsuitable, text_check: verified}
"""
PLAN = """
    id: regional
    kind: regional
    title: Rivers side by side
    subtitle: How bridges are built
    language: en
    version: "1"
    notice: Made up
    disclaimer: Made up for tests.
    instruments: [t-1]
    sections: [{section: messages}, {section: cards}]
"""

Answers = Mapping[str, str]
"""A rating, several (`partly mostly`), or nothing, by criterion; `rating/A` says the evidence, `rating/A/12` the provision too."""


def folder(
    root: Path, countries: Mapping[str, Answers], *, plan: str = "", parties: Mapping[str, str] | None = None
) -> Path:
    """A workspace in which some countries answered so, in the order given."""
    _write(root, "assessments/instruments/t-1.yaml", dedent(INSTRUMENT))
    listed = [f"  - {{id: {id_}, names: [{{text: {{en: {id_.capitalize()}}}}}]}}" for id_ in countries]
    _write(root, "assessments/jurisdictions.yaml", "\n".join(["jurisdictions:", *listed, ""]))
    _write(root, "reports/regional.yaml", dedent(PLAN) + plan)
    for id_, answers in countries.items():
        _country(root, id_, answers, (parties or {}).get(id_, "party"))
    return root


def _country(root: Path, id_: str, answers: Answers, status: str) -> None:
    place = f"assessments/{id_}"
    _write(
        root,
        f"{place}/sources.yaml",
        f"country: {id_}\nsources: [{{id: seen, document: The Code, quality: official}}]\n",
    )
    _write(
        root,
        f"{place}/legislation.yaml",
        f"country: {id_}\nacts: [{{id: code, title: The Code, short: Code, kind: act, status: in-force}}]\n",
    )
    _write(root, f"{place}/participation.yaml", f"country: {id_}\ninstruments: {{t-1: {{status: {status}}}}}\n")
    _write(root, f"{place}/external-ratings.yaml", f"country: {id_}\nratings: []\n")
    lines = [f"country: {id_}", "instrument: t-1", 'cycle: "2026"', "cut_off: 2026-06-30", "status: draft", "basis: desk-review", "evaluators: [desk]", "responses:"]  # fmt: skip
    lines += [line for criterion, answer in answers.items() if answer for line in _response(criterion, answer)]
    _write(
        root,
        f"{place}/2026/t-1.yaml",
        "\n".join([*lines, ""]) if answers else "\n".join([*lines[:-1], "responses: {}", ""]),
    )


def _response(criterion: str, answer: str) -> list[str]:
    rating, _, rest = answer.partition("/")
    grade, _, provision = rest.partition("/")
    words = rating.split()
    lines = [f'  "{criterion}":', f"    rating: [{', '.join(words)}]" if len(words) > 1 else f"    rating: {rating}"]
    lines += ["    not_applicable: structural"] if rating == "not-applicable" else []
    lines += [f"    evidence: {grade}"] if grade else []
    if provision:
        sources = "" if provision.startswith("recalled") else ", sources: [seen]"
        lines.append(
            f'    legal_basis: [{{act: code, provision: "{provision}", role: other, gist: builds bridges{sources}}}]'
        )
    return lines


def _write(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def inputs(root: Path) -> Inputs:
    return read_inputs(root)[0]


def compared(
    root: Path, countries: Mapping[str, Answers], *, plan: str = "", parties: Mapping[str, str] | None = None
) -> RegionalView:
    """The comparison of some countries that answered so."""
    return regional_view(inputs(folder(root, countries, plan=plan, parties=parties)), "2026", "regional")
