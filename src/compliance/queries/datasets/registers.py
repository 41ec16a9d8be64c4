"""Tables of the registers of countries: acts, documents, findings and deposits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar, get_args

from compliance.model.findings import Finding, FollowUpState
from compliance.model.legislation import Act, Kind, LegalStatus
from compliance.model.participation import Deposit, DepositKind, Effect
from compliance.model.sources import Quality, Source
from compliance.queries.datasets.fields import PARTIAL, Dataset, Field, Selection, spaced
from compliance.queries.datasets.law import COUNTRY
from compliance.workspace import Country

T = TypeVar("T")


class Own(NamedTuple, Generic[T]):
    """An act, a document or a finding of a country."""

    country: str
    item: T


def _own(items: Callable[[Country], Iterable[T]]) -> Callable[[Selection], Iterator[Own[T]]]:
    """Something of every country that is asked for."""
    return lambda selected: (
        Own(id_, item) for id_ in selected.countries for item in items(selected.inputs.workspace.countries[id_])
    )


ACTS: Dataset[Own[Act]] = Dataset(
    name="acts",
    title="National acts",
    meaning="One row an act of a country",
    rows=_own(lambda country: country.acts().values()),
    key=("country", "act"),
    references=(COUNTRY,),
    layout=(
        Field("country", "string", "Id of the country", lambda row: row.country),
        Field("act", "string", "Id of the act", lambda row: row.item.id),
        Field("kind", "string", "What kind of act it is", lambda row: row.item.kind, words=get_args(Kind)),
        Field("title", "string", "Title in English", lambda row: row.item.title),
        Field("short", "string", "Short title", lambda row: row.item.short),
        Field("part", "string", "The part of the country whose act it is; empty for the State's", lambda row: row.item.part),
        Field("gazette", "string", "Official gazette and number of the first publication", lambda row: row.item.gazette),
        Field("amendments", "string", "Gazette numbers of amendments; semicolons between", lambda row: "; ".join(row.item.amendments)),
        Field("status", "string", "Whether it is in force, as far as the sources say", lambda row: row.item.status, words=get_args(LegalStatus)),
        Field("in_force", "string", f"Since when: {PARTIAL}", lambda row: row.item.in_force),
        Field("until", "string", f"Last day in force: {PARTIAL}", lambda row: row.item.until),
        Field("read", "string", "How much of it was read", lambda row: row.item.read.extent if row.item.read else None, words=("whole", "parts", "excerpts")),
        Field("read_to", "string", "The last amendment in the text that was read", lambda row: row.item.read.consolidated_to if row.item.read else None),
        Field("url", "string", "Where its text can be read", lambda row: row.item.url),
    ),
)  # fmt: skip


DOCUMENTS: Dataset[Own[Source]] = Dataset(
    name="documents",
    title="Documents consulted",
    meaning="One row a document that was consulted for a country",
    rows=_own(lambda country: country.documents().values()),
    key=("country", "document"),
    references=(COUNTRY,),
    sources=lambda selected: {row.item.document: row.item.url for row in DOCUMENTS.rows(selected)},
    layout=(
        Field("country", "string", "Id of the country", lambda row: row.country),
        Field("document", "string", "Id of the document", lambda row: row.item.id),
        Field("title", "string", "Author, title and date", lambda row: row.item.document),
        Field("publisher", "string", "Who published it, where that is not its author", lambda row: row.item.publisher),
        Field("date", "string", f"Its date: {PARTIAL}", lambda row: row.item.date),
        Field("language", "string", "Language code", lambda row: row.item.language),
        Field("quality", "string", "What kind of document it is", lambda row: row.item.quality, words=get_args(Quality)),
        Field("url", "string", "Where it was seen", lambda row: row.item.url),
    ),
)  # fmt: skip


def _findings(selected: Selection) -> Iterator[Own[Finding]]:
    for id_ in selected.countries:
        if filed := selected.inputs.workspace.countries[id_].findings:
            yield from (Own(id_, item) for item in filed.value.findings if selected.known(item.date))


FINDINGS: Dataset[Own[Finding]] = Dataset(
    name="findings",
    title="Findings of treaty bodies",
    meaning="One row a finding or request of a body about a country; never a rating",
    rows=_findings,
    key=("country", "finding"),
    references=(COUNTRY,),
    layout=(
        Field("country", "string", "Id of the country", lambda row: row.country),
        Field("finding", "string", "Id of the finding", lambda row: row.item.id),
        Field("body", "string", "Who found it", lambda row: row.item.body),
        Field("document", "string", "The document that says so", lambda row: row.item.document),
        Field("date", "string", f"Date of the document: {PARTIAL}", lambda row: row.item.date),
        Field("instrument", "string", "Id of the instrument that it concerns", lambda row: row.item.instrument),
        Field("articles", "string", "Articles as cited; spaces between", lambda row: spaced(row.item.articles)),
        Field("criteria", "string", "Criteria on which it bears; spaces between", lambda row: spaced(row.item.criteria)),
        Field("asked", "string", "What the body found or asked for, in our words", lambda row: row.item.asked),
        Field("state", "string", "What became of it; empty where nobody has looked", lambda row: row.item.follow_up.state if row.item.follow_up else None, words=get_args(FollowUpState)),
        Field("follow_up", "string", "What was done or said, in our words", lambda row: row.item.follow_up.text if row.item.follow_up else None),
        Field("documents", "string", "Documents in which it was seen; spaces between; empty where it is recalled", lambda row: spaced(row.item.sources)),
    ),
)  # fmt: skip


class OfDeposit(NamedTuple):
    """A deposit of a country."""

    country: str
    treaty: str
    item: Deposit


def _deposits(selected: Selection) -> Iterator[OfDeposit]:
    for id_ in selected.countries:
        if filed := selected.inputs.workspace.countries[id_].participation:
            for treaty, held in filed.value.instruments.items():
                yield from (OfDeposit(id_, treaty, item) for item in held.deposits if selected.known(item.deposited))


DEPOSITS: Dataset[OfDeposit] = Dataset(
    name="deposits",
    title="Reservations, declarations and notifications",
    meaning="One row a deposit of a country with a depositary",
    rows=_deposits,
    key=("country", "deposit"),
    references=(COUNTRY,),
    layout=(
        Field("country", "string", "Id of the country", lambda row: row.country),
        Field("deposit", "string", "Id of the deposit", lambda row: row.item.id),
        Field("instrument", "string", "Id of the treaty", lambda row: row.treaty),
        Field("kind", "string", "What it is", lambda row: row.item.kind, words=get_args(DepositKind)),
        Field("provisions", "string", "The provisions that it names; semicolons between", lambda row: "; ".join(row.item.provisions)),
        Field("criteria", "string", "The criteria that it touches; spaces between", lambda row: spaced(row.item.criteria)),
        Field("effect", "string", "Excludes the criteria, narrows them, states the manner, or has no effect on the score", lambda row: row.item.effect, words=get_args(Effect)),
        Field("deposited", "string", f"When: {PARTIAL}", lambda row: row.item.deposited),
        Field("withdrawn", "string", f"When it was withdrawn: {PARTIAL}", lambda row: row.item.withdrawn),
        Field("permitted_by", "string", "Id of the ground in the instrument that permits it", lambda row: row.item.permitted_by),
        Field("gist", "string", "What it says, in our words", lambda row: row.item.gist),
        Field("evidence", "string", "Whether its text was seen; without that it has no effect", lambda row: row.item.evidence, words=("text-seen", "not-verified")),
        Field("documents", "string", "Documents in which it was seen; spaces between", lambda row: spaced(row.item.sources)),
    ),
)  # fmt: skip

REGISTERS = (ACTS, DOCUMENTS, FINDINGS, DEPOSITS)
"""Every table of the registers."""
