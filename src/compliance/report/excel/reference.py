"""What the scores rest on and lead to: gaps, levels of government, treaty status, law, documents, manifest."""

from __future__ import annotations

from collections.abc import Iterator

from compliance import figures
from compliance.report.excel.values import Cell, Column, Link, Sheet
from compliance.view.values import CountryView, Manifest


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


def references(view: CountryView) -> Iterator[Sheet]:
    """The sheets that have anything to list."""
    law = (_levels(view), _treaties(view), _deposits(view), _findings(view), _external(view))
    yield from (sheet for sheet in (*law, _legislation(view), _sources(view)) if sheet.rows)


def gaps(view: CountryView) -> Sheet:
    """Open criteria, the largest gain first."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            gap.instrument,
            gap.provision,
            gap.criterion,
            gap.missing,
            gap.chip.word,
            figures.rounded(gap.size, 1),
            gap.gain if " to " in gap.gain else None,
            gap.next,
            gap.bundle,
            known(gap.effort),
            gap.effort_class,
            "yes" if gap.unbeaten else None,
            gap.step,
            gap.advice,
            gap.addressee,
            gap.amend,
            gap.model,
            gap.id,
            known(gap.status),
        )
        for gap in view.gaps
    )
    return Sheet(
        name="Gaps",
        about="Open criteria with what closing them would bring, the effort and the recommendation",
        tab="result",
        title=f"{len(rows)} criteria are answered below met; the largest gain stands first",
        measure=measure(view, "Gain if the criterion were met, points of the treaty’s score; values from the engine"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Provision", width=18, style="label"),
            Column(header="Criterion", width=14, style="word"),
            Column(header="What is missing", width=42),
            Column(header="Rating", width=15),
            Column(header="Gain, middle of its range", width=12, style="gain", bars="amount"),
            Column(header="Gain, where it is a range", width=15),
            Column(header="Gain, one rating up", width=15),
            Column(header="Together, where a core criterion holds the article back", width=26),
            Column(header="Effort", width=12, style="word"),
            Column(header="Effort, 1 to 16", width=8, style="count"),
            Column(header="Nothing gives more for the effort", width=12, style="word"),
            Column(header="Step on the path of all recommendations", width=12, style="count"),
            Column(header="Recommendation", width=42),
            Column(header="Addressee", width=16),
            Column(header="Act to amend", width=20),
            Column(header="Model", width=20),
            Column(header="Id", width=12, style="word"),
            Column(header="Status", width=9, style="word"),
        ),
        rows=rows,
        frozen=3,
    )


def _levels(view: CountryView) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            levels.instrument,
            f"Art. {levels.number}",
            levels.title,
            *(chip.word for chip in levels.chips),
            known(levels.lowest),
        )
        for levels in view.levels
    )
    return Sheet(
        name="Levels of government",
        about="Articles whose answers differ by level of government",
        tab="result",
        title="Each part has the best of its own and the State’s law; the lowest part counts",
        measure=measure(view, "Rating of an article in each part, values from the engine"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Article", width=9, style="word"),
            Column(header="Title", width=40, style="label"),
            *(Column(header=part, width=20) for part in view.parts),
            Column(header="The country", width=20),
            Column(header="Set by", width=34),
        ),
        rows=rows if view.parts else (),
        frozen=3,
    )


def _treaties(view: CountryView) -> Sheet:
    return Sheet(
        name="Treaty status",
        about="Signature, ratification and entry into force",
        tab="reference",
        title=f"{figures.count(len(view.treaties), 'treaty', 'treaties').capitalize()}, assessed or related",
        measure=measure(view, "Status towards each treaty"),
        columns=(
            Column(header="Treaty", width=10, style="word"),
            Column(header="Title", width=44, style="label"),
            Column(header="Status", width=14, style="word"),
            Column(header="Signed", width=20),
            Column(header="Ratified or acceded", width=24),
            Column(header="In force", width=20),
            Column(header="Reservations", width=18),
            Column(header="Note", width=60),
            Column(header="Sources", width=12),
        ),
        rows=tuple(
            (
                treaty.name,
                known(treaty.title),
                treaty.status,
                known(treaty.signed),
                known(treaty.bound),
                known(treaty.in_force),
                known(treaty.reservations),
                treaty.note,
                numbers(treaty.sources),
            )
            for treaty in view.treaties
        ),
        notes=(view.position,) if view.position else (),
    )


def _deposits(view: CountryView) -> Sheet:
    return Sheet(
        name="Deposits",
        about="Reservations, declarations and notifications",
        tab="reference",
        title=f"{figures.count(len(view.deposits), 'deposit').capitalize()} on file",
        measure=measure(view, "Reservations, declarations and notifications with their effect"),
        columns=(
            Column(header="Treaty", width=10, style="word"),
            Column(header="Kind", width=16, style="word"),
            Column(header="Provisions", width=16),
            Column(header="What it says", width=60),
            Column(header="Deposited, withdrawn", width=28),
            Column(header="Effect", width=20),
            Column(header="Text seen", width=34),
            Column(header="Finding", width=40),
            Column(header="Sources", width=12),
        ),
        rows=tuple(
            (
                deposit.treaty,
                deposit.kind,
                known(deposit.provisions),
                deposit.gist,
                known(deposit.dates),
                deposit.effect,
                deposit.evidence,
                deposit.finding,
                numbers(deposit.sources),
            )
            for deposit in view.deposits
        ),
    )


def _findings(view: CountryView) -> Sheet:
    return Sheet(
        name="Findings of bodies",
        about="What treaty bodies found and asked for, and what became of it; it enters no score",
        tab="reference",
        title=f"{figures.count(len(view.findings), 'finding').capitalize()} of treaty bodies on file",
        measure=measure(view, "Findings in our words, those that were seen in a document"),
        columns=(
            Column(header="Treaty", width=10, style="word"),
            Column(header="Articles", width=14),
            Column(header="Criteria", width=18),
            Column(header="Body", width=28),
            Column(header="Document", width=40),
            Column(header="What was found or asked for", width=60),
            Column(header="Follow-up", width=14, style="word"),
            Column(header="What was done or said", width=44),
            Column(header="Note", width=40),
            Column(header="Id", width=22, style="word"),
            Column(header="Sources", width=12),
        ),
        rows=tuple(
            (
                known(body_finding.instrument),
                known(body_finding.articles),
                ", ".join(body_finding.criteria) or None,
                body_finding.body,
                body_finding.document,
                body_finding.asked,
                body_finding.state,
                body_finding.follow_up,
                body_finding.note,
                body_finding.id,
                numbers(body_finding.sources),
            )
            for body_finding in view.findings
        ),
    )


def _external(view: CountryView) -> Sheet:
    return Sheet(
        name="Ratings by others",
        about="Official ratings by other bodies, as printed; they do not enter any score",
        tab="reference",
        title="Official ratings stand beside ours and are never converted",
        measure=measure(view, "Ratings as their body prints them"),
        columns=(
            Column(header="Item", width=12, style="word"),
            Column(header="Title", width=40, style="label"),
            Column(header="Rating", width=12, style="word"),
            Column(header="The one before", width=14, style="word"),
            Column(header="Report", width=48),
            Column(header="Note", width=48),
            Column(header="Sources", width=12),
        ),
        rows=tuple(
            (
                external.item,
                known(external.title),
                external.rating,
                known(external.previous),
                external.report,
                external.note,
                numbers(external.sources),
            )
            for external in view.external
        ),
        notes=(f"Rating not seen: {view.external_not_seen}.",) if view.external_not_seen else (),
    )


def _legislation(view: CountryView) -> Sheet:
    by_level = any(act.level for act in view.acts)
    columns = (
        Column(header="Short title", width=26, style="label"),
        Column(header="Full title", width=36),
        Column(header="Original title", width=34),
        *((Column(header="Level", width=20),) if by_level else ()),
        Column(header="Gazette", width=34),
        Column(header="In force", width=18),
        Column(header="Read", width=34),
        Column(header="Status", width=14),
        Column(header="Criteria that rest on it", width=10, style="count"),
        Column(header="Text", width=28, style="link"),
        Column(header="Note", width=40),
        Column(header="Sources", width=12),
    )
    return Sheet(
        name="Legislation",
        about="The register of national acts",
        tab="reference",
        title=f"{figures.count(len(view.acts), 'act').capitalize()} on file",
        measure=measure(view, "National acts, with the number of criteria that rest on each"),
        columns=columns,
        rows=tuple(
            (
                act.short,
                act.title,
                "\n".join(f"{text} ({language})" for language, text in act.originals) or None,
                *((known(act.level),) if by_level else ()),
                act.gazette,
                act.in_force,
                known(act.read),
                act.status,
                act.used,
                link(act.url),
                act.note,
                numbers(act.sources),
            )
            for act in view.acts
        ),
    )


def _sources(view: CountryView) -> Sheet:
    return Sheet(
        name="Sources",
        about="Documents consulted; the numbers in brackets on other sheets are theirs",
        tab="reference",
        title=f"{figures.count(len(view.sources), 'document').capitalize()} consulted",
        measure=measure(view, "Documents by the number under which other sheets cite them"),
        columns=(
            Column(header="Number", width=9, style="count"),
            Column(header="Document", width=64),
            Column(header="Kind", width=16),
            Column(header="Seen at", width=50, style="link"),
            Column(header="Note", width=48),
        ),
        rows=tuple(
            (source.number, source.document, source.quality, link(source.url), source.note) for source in view.sources
        ),
    )


def manifest(view: CountryView) -> Sheet:
    """What the workbook of a country was made from."""
    return manifest_of(view.manifest, measure(view, "Programs by version, files by SHA-256"))


def manifest_of(made: Manifest, measured: str) -> Sheet:
    """What a workbook was made from."""
    rows: tuple[tuple[Cell, ...], ...] = (
        ("all inputs", "SHA-256 over the files below", made.digest),
        *(("version", name, version) for name, version in made.versions),
        *(("file", path, digest) for path, digest in made.inputs),
    )
    return Sheet(
        name="Manifest",
        about="Files, versions and the one number by which two editions can be told apart",
        tab="reference",
        title="Equal numbers over all inputs mean equal data",
        measure=measured,
        columns=(
            Column(header="Kind", width=12, style="word"),
            Column(header="Name", width=60),
            Column(header="Version or SHA-256", width=72, style="fixed-text"),
        ),
        rows=rows,
    )
