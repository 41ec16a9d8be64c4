"""Commands that seal a finished assessment, and verify what was sealed."""

import sys
from pathlib import Path

import click

from compliance.authoring.seal import delivered, objections, put_on, sealed, sealed_cycles, too_early, verification
from compliance.authoring.signing import UncheckedError, fingerprint, signers_of, usual_key
from compliance.cli.folder import clean
from compliance.cli.shared import READ, command, format_option, one_of, refuse, stop
from compliance.cli.terminal import echo
from compliance.cli.writing import BY, ON, Doing, change, one_line, writing
from compliance.inputs import digests, read_inputs
from compliance.queries.formats import as_json
from compliance.queries.verified import as_text, status, verified_record

DELIVERABLES = click.option(
    "--deliverables",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="The folder that `compliance build` wrote: the files of this country and cycle in it.",
)
SIGN = click.option(
    "--sign",
    type=click.Path(path_type=Path),
    metavar="[KEY]",
    is_flag=False,
    flag_value=Path(),
    help="Sign it with this SSH key, or with your usual one; put the option last where no KEY follows.",
)
SIGNERS = click.option(
    "--signers",
    type=READ,
    metavar="FILE",
    help="A list of allowed signers that you keep elsewhere; the last seal has to be signed by one of them."
    "  [default: assessments/allowed_signers]",
)


@change("cycle")
@DELIVERABLES
@SIGN
@click.option("--why", metavar="TEXT", callback=one_line, help="What makes a new seal necessary where one is on it.")
@BY
@ON
def seal(doing: Doing, *, deliverables: Path | None, sign: Path | None, why: str | None) -> None:
    """Seal an adopted cycle.

    Every input, version and figure goes into one file, the figures exactly. From then on the check reports every change of its checklists but a re-rating with its cause, after which the cycle
    is sealed anew. A new seal names the one before; none is ever changed. With --sign the signature lies beside it; a
    seal that follows a signed one has to be signed.
    """
    root, country = doing.root, doing.country
    with writing(doing, "seal") as (_, name):
        inputs = clean(root)
        sealing = inputs.workspace.countries[country]
        cycle = one_of(sealing.cycles(), doing.cycle or "", "cycle", "CYCLE")
        files = digests(root, without=inputs.workspace.countries.keys() - {country})
        signs = sign is not None
        why_not = objections(inputs, sealing, cycle, why=why, files=files, signs=signs)
        refuse((*why_not, *too_early(sealing, cycle, doing.on)))
        key = _key(sign)
        new = sealed(
            inputs,
            sealing,
            cycle,
            by=name,
            on=doing.on,
            why=why,
            files=files,
            deliverables=delivered(deliverables, country, cycle) if deliverables else {},
            signed_with=fingerprint(key) if key else None,
        )
        file = put_on(root / "assessments" / country, new, key, terminal=sys.stdin.isatty())
    signed = f", signed with the key {new.signed_with}" if new.signed_with else ""
    count = len(new.inputs) + len(new.files)
    echo(f"assessments/{country}/{file}: {len(new.figures)} figures from {count} files{signed}.")


def _key(sign: Path | None) -> Path | None:
    """The key to sign with, if it is to be signed; wrong use where there is no such file."""
    if sign is None:
        return None
    if sign == Path():
        return usual_key()
    key = sign.expanduser()
    if not key.is_file():
        raise click.BadParameter(f"there is no key `{sign}`.", param_hint="--sign")
    return key


@command()
@click.argument("country", required=False)
@click.argument("cycle", required=False)
@DELIVERABLES
@SIGNERS
@format_option("verify", "A text to read, or the same for other programs.")
def verify(
    root: Path, *, country: str | None, cycle: str | None, deliverables: Path | None, signers: Path | None, format_: str
) -> None:
    """Recompute every figure of what was sealed.

    Named is whatever is not as it was: figures, files, seals, signatures. Without COUNTRY everything that is sealed is verified. Exit status: 0 all of it holds, 1 something does not, 3 all of
    it holds but files are not those that were sealed. Another version that changes no figure is named and changes no
    exit status.
    """
    inputs, problems = read_inputs(root)
    countries = inputs.workspace.countries
    wanted = (one_of(countries, country, "country", "COUNTRY"),) if country else tuple(countries)
    try:
        allowed = signers_of(root, signers)
    except UncheckedError as error:
        stop(error)
    files = digests(root, without=countries.keys() - set(wanted))

    cycles = ((id_, of) for id_ in wanted for of in sealed_cycles(countries[id_], problems))
    verifications = tuple(
        verification(
            inputs,
            problems,
            countries[id_],
            of,
            files=files,
            signers=allowed,
            has_to_be_signed=signers is not None,
            delivered=delivered(deliverables, id_, of) if deliverables else None,
        )
        for id_, of in cycles
        if cycle in (None, of)
    )
    if not verifications:
        where = " ".join(filter(None, (country, cycle))) or "the folder"
        echo(f"Nothing is sealed in {where}.", err=True)
        sys.exit(bool(country or signers))  # whoever names a country or signers expects a seal
    if format_ == "json":
        echo(as_json([verified_record(each) for each in verifications]))
    else:
        echo("\n".join(map(as_text, verifications)))
    sys.exit(status(verifications))
