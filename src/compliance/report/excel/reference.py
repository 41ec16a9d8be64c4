"""What the scores rest on and lead to: gaps, levels of government, treaty status, law, two evaluators, documents, manifest."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from compliance import figures
from compliance.report.excel.values import Cell, Link, Sheet, T, Table, column, columns_of, rows_of
from compliance.scoring import Agreement
from compliance.scoring.agreement import LeftOut
from compliance.view import words
from compliance.view.agreement import LEFT_OUT, name
from compliance.view.values.agreement import AgreementView, DifferenceView
from compliance.view.values.country import CountryView, Manifest
from compliance.view.values.law import (
    ActView,
    BodyFindingView,
    DepositView,
    ExternalView,
    LevelsView,
    SourceView,
    TreatyView,
)
from compliance.view.values.reforms import GapView


def known(text: str | None) -> str | None:
    """A text, or an empty cell for what print shows as a dash."""
    return None if not text or text == figures.NOTHING else text


def link(url: str | None) -> Cell:
    """A web address that can be followed; any other text as it is."""
    return Link(url, url) if url and url.startswith(("https://", "http://")) else url


def numbers(sources: tuple[int, ...]) -> str | None:
    """The numbers of documents, as the sheet of sources counts them."""
    return ", ".join(map(str, sources)) or None


def measure(view: CountryView, what: str) -> str:
    """The line under a title: what is listed, of whom, when."""
    return f"{what}; {view.name}. {view.edition}"


GAPS: Table[GapView] = (
    column("Treaty", lambda gap: gap.instrument, 9, "word"),
    column("Provision", lambda gap: gap.provision, 18, "label"),
    column("Criterion", lambda gap: gap.criterion, 14, "word"),
    column("What is missing", lambda gap: gap.missing, 42),
    column("Rating", lambda gap: gap.chip.word, 15),
    column("Gain, middle of its range", lambda gap: figures.rounded(gap.size, 1), 12, "gain", bars="amount"),
    column(
        "Gain, where it is a range",
        lambda gap: gap.gain if len({figures.rounded(end, 1) for end in gap.ends}) > 1 else None,
        15,
    ),
    column("Gain, one rating up", lambda gap: gap.next, 15),
    column("Together, where a core criterion holds the article back", lambda gap: gap.bundle, 26),
    column("Effort", lambda gap: known(gap.effort), 12, "word"),
    column("Effort, 1 to 16", lambda gap: gap.effort_class, 8, "count"),
    column("Nothing gives more for the effort", lambda gap: "yes" if gap.unbeaten else None, 12, "word"),
    column("Step on the path of all recommendations", lambda gap: gap.step, 12, "count"),
    column("Recommendation", lambda gap: gap.advice, 42),
    column("Addressee", lambda gap: gap.addressee, 16),
    column("Act to amend", lambda gap: gap.amend, 20),
    column("Model", lambda gap: gap.model, 20),
    column("Id", lambda gap: gap.id, 12, "word"),
    column("Status", lambda gap: known(gap.status), 9, "word"),
)


def gaps(view: CountryView) -> Sheet:
    """Open criteria, the largest gain first."""
    return Sheet(
        name="Gaps",
        about="Open criteria with what closing them would bring, the effort and the recommendation",
        title=f"{len(view.gaps)} criteria are answered below met; the largest gain stands first",
        measure=measure(view, "Gain if the criterion were met, points of the treaty’s score; values from the engine"),
        columns=columns_of(GAPS),
        rows=rows_of(GAPS, view.gaps),
        frozen=3,
    )


TREATIES: Table[TreatyView] = (
    column("Treaty", lambda treaty: treaty.name, 10, "word"),
    column("Title", lambda treaty: known(treaty.title), 44, "label"),
    column("Status", lambda treaty: treaty.status, 14, "word"),
    column("Signed", lambda treaty: known(treaty.signed), 20),
    column("Ratified or acceded", lambda treaty: known(treaty.bound), 24),
    column("In force", lambda treaty: known(treaty.in_force), 20),
    column("Reservations", lambda treaty: known(treaty.reservations), 18),
    column("Note", lambda treaty: treaty.note, 60),
    column("Sources", lambda treaty: numbers(treaty.sources), 12),
)


DEPOSITS: Table[DepositView] = (
    column("Treaty", lambda deposit: deposit.treaty, 10, "word"),
    column("Kind", lambda deposit: deposit.kind, 16, "word"),
    column("Provisions", lambda deposit: known(deposit.provisions), 16),
    column("What it says", lambda deposit: deposit.gist, 60),
    column("Deposited, withdrawn", lambda deposit: known(deposit.dates), 28),
    column("Effect", lambda deposit: deposit.effect, 20),
    column("Text seen", lambda deposit: deposit.evidence, 34),
    column("Finding", lambda deposit: deposit.finding, 40),
    column("Sources", lambda deposit: numbers(deposit.sources), 12),
)


FINDINGS: Table[BodyFindingView] = (
    column("Treaty", lambda finding: known(finding.instrument), 10, "word"),
    column("Articles", lambda finding: known(finding.articles), 14),
    column("Criteria", lambda finding: ", ".join(finding.criteria) or None, 18),
    column("Body", lambda finding: finding.body, 28),
    column("Document", lambda finding: finding.document, 40),
    column("What was found or asked for", lambda finding: finding.asked, 60),
    column("Follow-up", lambda finding: finding.state, 14, "word"),
    column("What was done or said", lambda finding: finding.follow_up, 44),
    column("Note", lambda finding: finding.note, 40),
    column("Id", lambda finding: finding.id, 22, "word"),
    column("Sources", lambda finding: numbers(finding.sources), 12),
)


EXTERNAL: Table[ExternalView] = (
    column("Item", lambda external: external.item, 12, "word"),
    column("Title", lambda external: known(external.title), 40, "label"),
    column("Rating", lambda external: external.rating, 12, "word"),
    column("The one before", lambda external: known(external.previous), 14, "word"),
    column("Report", lambda external: external.report, 48),
    column("Note", lambda external: external.note, 48),
    column("Sources", lambda external: numbers(external.sources), 12),
)


ACTS: Table[ActView] = (
    column("Short title", lambda act: act.short, 26, "label"),
    column("Full title", lambda act: act.title, 36),
    column(
        "Original title", lambda act: "\n".join(f"{text} ({language})" for language, text in act.originals) or None, 34
    ),
    column("Level", lambda act: known(act.level), 20),
    column("Gazette", lambda act: act.gazette, 34),
    column("In force", lambda act: act.in_force, 18),
    column("Read", lambda act: known(act.read), 34),
    column("Status", lambda act: act.status, 14),
    column("Criteria that rest on it", lambda act: act.used, 10, "count"),
    column("Text", lambda act: link(act.url), 28, "link"),
    column("Note", lambda act: act.note, 40),
    column("Sources", lambda act: numbers(act.sources), 12),
)


SOURCES: Table[SourceView] = (
    column("Number", lambda source: source.number, 9, "count"),
    column("Document", lambda source: source.document, 64),
    column("Kind", lambda source: source.quality, 16),
    column("Seen at", lambda source: link(source.url), 50, "link"),
    column("Note", lambda source: source.note, 48),
)


def references(view: CountryView) -> Iterator[Sheet]:
    """The sheets that have anything to list."""
    by_level = any(act.level for act in view.acts)
    acts = tuple((column, get) for column, get in ACTS if by_level or column.header != "Level")
    every = (
        _levels(view),
        _listing(
            view, "Treaty status", TREATIES, view.treaties,
            about="Signature, ratification and entry into force",
            title=f"{_count(view.treaties, 'treaty', 'treaties')}, assessed or related",
            what="Status towards each treaty",
            notes=(view.position,) if view.position else (),
        ),
        _listing(
            view, "Deposits", DEPOSITS, view.deposits,
            about="Reservations, declarations and notifications",
            title=f"{_count(view.deposits, 'deposit')} on file",
            what="Reservations, declarations and notifications with their effect",
        ),
        _listing(
            view, "Findings of bodies", FINDINGS, view.findings,
            about="What treaty bodies found and asked for, and what became of it; it enters no score",
            title=f"{_count(view.findings, 'finding')} of treaty bodies on file",
            what="Findings in our words, those that were seen in a document",
        ),
        _listing(
            view, "Ratings by others", EXTERNAL, view.external,
            about="Official ratings by other bodies, as printed; they do not enter any score",
            title="Official ratings stand beside ours and are never converted",
            what="Ratings as their body prints them",
            notes=(f"Rating not seen: {view.external_not_seen}.",) if view.external_not_seen else (),
        ),
        _listing(
            view, "Legislation", acts, view.acts,
            about="The register of national acts",
            title=f"{_count(view.acts, 'act')} on file",
            what="National acts, with the number of criteria that rest on each",
        ),
        _listing(
            view, "Sources", SOURCES, view.sources,
            about="Documents consulted; the numbers in brackets on other sheets are theirs",
            title=f"{_count(view.sources, 'document')} consulted",
            what="Documents by the number under which other sheets cite them",
        ),
    )  # fmt: skip
    return (sheet for sheet in every if sheet.rows)


def _count(things: Sequence[object], singular: str, plural: str | None = None) -> str:
    return figures.count(len(things), singular, plural).capitalize()


def _listing(view: CountryView, name: str, table: Table[T], things: Sequence[T], *, what: str, **more: Any) -> Sheet:
    """A sheet to look things up on: what it lists, and its further fields."""
    columns, rows = columns_of(table), rows_of(table, things)
    return Sheet(name=name, tab="reference", measure=measure(view, what), columns=columns, rows=rows, **more)


def _levels(view: CountryView) -> Sheet:
    """Ratings of articles in each part of the country, and in the country as a whole."""
    parts = (*view.parts, "The country")
    table: Table[LevelsView] = (
        column("Treaty", lambda levels: levels.instrument, 9, "word"),
        column("Article", lambda levels: f"Art. {levels.number}", 9, "word"),
        column("Title", lambda levels: levels.title, 40, "label"),
        *(
            column(part, partial(lambda place, levels: levels.chips[place].word, place), 20)
            for place, part in enumerate(parts)
        ),
        column("Set by", lambda levels: known(levels.lowest), 34),
    )
    return Sheet(
        name="Levels of government",
        about="Articles whose answers differ by level of government",
        title="Each part has the best of its own and the State’s law; the lowest part counts",
        measure=measure(view, "Rating of an article in each part, values from the engine"),
        columns=columns_of(table),
        rows=rows_of(table, view.levels if view.parts else ()),
        frozen=3,
    )


SETS: Mapping[LeftOut, str] = {
    "unanswered": "Unanswered by one or both",
    "open": "A set of ratings by one or both",
    "not-applicable": "Not applicable for both",
    "one-not-applicable": "Not applicable for one alone",
    "not-scored": "Never scored",
}
"""Headers of the columns of what is not compared."""


def agreement(view: CountryView) -> Iterator[Sheet]:
    """The sheets about two evaluators; none where no treaty was rated twice."""
    if view.agreement:
        yield _agreement(view, view.agreement)
        if any(treaty.differences for treaty in view.agreement.treaties):
            yield _differences(view, view.agreement)


def _agreement(view: CountryView, agreed: AgreementView) -> Sheet:
    scale = tuple(dict.fromkeys(word for treaty in agreed.treaties for word in treaty.blocks[0].table))
    pairs = [((a, b), f"First {words.rating(a)}, second {words.rating(b)}") for a in scale for b in scale]
    # The measures of agreement, what is not compared, and how often each pair of ratings occurs.
    table: Table[tuple[str, Agreement]] = (
        column("Treaty", lambda row: row[0], 9, "word"),
        column("Criteria of", lambda row: name(row[1]), 36, "label"),
        column("Articles", lambda row: row[1].articles, 9, "count"),
        column("Criteria rated by both", lambda row: row[1].compared, 12, "count"),
        column("Equal", lambda row: row[1].equal, 9, "percent"),
        column("At most one step apart", lambda row: row[1].adjacent, 12, "percent"),
        column("Krippendorff’s α", lambda row: row[1].alpha, 14, "coefficient"),
        column("α, 5 % quantile of draws", lambda row: getattr(row[1].interval, "low", None), 12, "coefficient"),
        column("α, 95 % quantile of draws", lambda row: getattr(row[1].interval, "high", None), 12, "coefficient"),
        *(column(SETS[reason], partial(lambda reason, row: row[1].left_out[reason], reason), 13, "count") for reason in LEFT_OUT),
        *(column(header, partial(lambda pair, row: row[1].table.get(pair[0], {}).get(pair[1]), pair), 12, "count", printed=False) for pair, header in pairs),
    )  # fmt: skip
    blocks = [(treaty.abbreviation, block) for treaty in agreed.treaties for block in treaty.blocks]
    firsts = [treaty.blocks[0] for treaty in agreed.treaties]  # of each treaty the whole
    return Sheet(
        name="Agreement",
        about="How far two evaluators agree who rated without knowing each other’s answers",
        title=agreed.headline,
        measure=measure(view, "Ratings of two evaluators before any difference was settled; values from the engine"),
        columns=columns_of(table),
        rows=rows_of(table, blocks),
        strong=frozenset(place for place, (_, block) in enumerate(blocks) if any(block is each for each in firsts)),
        frozen=2,
        notes=(
            agreed.lead,
            *(f"{each.abbreviation}, {each.law}. First: {each.evaluators[0]}. Second: {each.evaluators[1]}." for each in agreed.treaties),
            *(f"{treaty.abbreviation}: {note}" for treaty in agreed.treaties for note in treaty.notes),
        ),
    )  # fmt: skip


DIFFERENCES: Table[DifferenceView] = (
    column("Treaty", lambda difference: difference.instrument, 9, "word"),
    column("Provision", lambda difference: difference.provision, 18, "label"),
    column("Criterion", lambda difference: difference.criterion, 14, "word"),
    column("What the treaty asks", lambda difference: difference.duty, 48),
    column("First evaluator", lambda difference: difference.first.word, 16),
    column("Second evaluator", lambda difference: difference.second.word, 16),
    column("Steps apart", lambda difference: difference.distance, 9, "count"),
    column("Settled as", lambda difference: difference.third.word if difference.third else None, 16),
    column("By whom, when and why", lambda difference: difference.settled, 44),
    column("Scored", lambda difference: None if difference.scored else "never scored", 13, "word"),
)


def _differences(view: CountryView, agreed: AgreementView) -> Sheet:
    differences = [difference for treaty in agreed.treaties for difference in treaty.differences]
    return Sheet(
        name="Differences",
        about="Criteria that two evaluators answered differently, and what was settled",
        title=f"{len(differences)} {'criterion' if len(differences) == 1 else 'criteria'} answered differently by two evaluators",
        measure=measure(view, "Answers of both, and the rating on which they were brought together"),
        columns=columns_of(DIFFERENCES),
        rows=rows_of(DIFFERENCES, differences),
        frozen=3,
    )


def manifest(view: CountryView) -> Sheet:
    """What the workbook of a country was made from."""
    return manifest_of(view.manifest, measure(view, "Programs by version, files by SHA-256"))


INPUTS: Table[tuple[str, str, str]] = (
    column("Kind", lambda made_from: made_from[0], 12, "word"),
    column("Name", lambda made_from: made_from[1], 60),
    column("Version or SHA-256", lambda made_from: made_from[2], 72, "fixed-text"),
)


def manifest_of(made: Manifest, measured: str) -> Sheet:
    """What a workbook was made from."""
    inputs = (
        ("all inputs", "SHA-256 over the files below", made.digest),
        *(("version", name, version) for name, version in made.made_with("xlsx")),
        *(("file", path, digest) for path, digest in made.inputs),
    )
    return Sheet(
        name="Manifest",
        about="Files, versions and the one number by which two editions can be distinguished",
        tab="reference",
        title="Equal numbers over all inputs mean equal data",
        measure=measured,
        columns=columns_of(INPUTS),
        rows=rows_of(INPUTS, inputs),
    )
