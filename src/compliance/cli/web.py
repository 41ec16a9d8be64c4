"""The command that serves the site, live from the folder: to read, and to work."""

from __future__ import annotations

import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.commands import loaded
from compliance.cli.files import folder_option
from compliance.cli.shared import FOLDER, READ, command, end_with
from compliance.cli.site import NO_SITE
from compliance.cli.terminal import echo
from compliance.cli.writing import known_actor, one_line
from compliance.problems import Position, Problem, serious
from compliance.queries.raters import spared
from compliance.workspace import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from compliance.web.living import State
    from compliance.web.start import Settings, Started

SHORTEST_SECRET = 32
"""Signs of the secret between proxy and server at least."""
NO_PEOPLE = Problem(
    Position(PEOPLE),
    "missing-file",
    "the file is missing: without it nobody knows who works here",
    hint="write it as docs/working-together.md shows",
)


@command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--host-name",
    "names",
    metavar="NAME",
    multiple=True,
    help="A further name under which the server answers; may be repeated.",
)
@click.option(
    "--drafts/--no-drafts", default=True, show_default=True, help="Show also what is neither adopted nor sealed."
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the address in the browser.")
@click.option(
    "--by", metavar="NAME", callback=one_line, help="Who works: answers, reviews and steps go in under this name."
)
@click.option("--accounts", is_flag=True, help="Serve a team, whose people sign in with a password.")
@click.option(
    "--behind-proxy",
    "header",
    metavar="HEADER",
    callback=one_line,
    help="Serve a team whose people a proxy of this machine names in this header; needs --proxy-secret.",
)
@click.option(
    "--proxy-secret", type=READ, metavar="FILE", help="A file with the secret that the proxy sends as X-Proxy-Secret."
)
@click.option(
    "--state",
    type=FOLDER,
    metavar="DIR",
    help="Where accounts and sessions are kept, outside the folder.  [default: the user's state folder]",
)
@click.option("--git", is_flag=True, help="Make commits of what people write, in the background and under their names.")
@click.option("--push", is_flag=True, help="Push these commits to `origin`; needs --git.")
@folder_option("build/reports", "The folder for deliverables that are built in the browser.")
def web(
    root: Path,
    *,
    port: int,
    names: tuple[str, ...],
    drafts: bool,
    browser: bool,
    by: str | None,
    accounts: bool,
    header: str | None,
    proxy_secret: Path | None,
    state: Path | None,
    git: bool,
    push: bool,
    output: Path,
) -> None:
    """Serve the site live from the folder, to read and to work.

    It shows what `compliance site` writes, and what changes in the folder as soon as it is asked again. A file with problems
    is shown as it was before, and every page says what is wrong. It listens on this machine alone. Without accounts or a
    proxy it is for whoever starts it: the key in the address that is printed opens it, and the pages on which people work
    are there with --by alone; without it nothing is ever written. A team's server stands behind a proxy that speaks https
    (docs/team-server.md); who may do what stands in people.yaml. It ends with Ctrl+C.
    """
    if (by is not None) + accounts + (header is not None) > 1:
        what = "--by, --accounts and --behind-proxy are three ways of letting people in: say one of them."
        raise click.UsageError(what)
    if (header is None) != (proxy_secret is None):
        raise click.UsageError("--behind-proxy and --proxy-secret go together.")
    if push and not git:
        raise click.UsageError("--push needs --git.")
    settings, started = _server()
    try:
        server: Started = started(
            settings(
                root=root,
                adapted=lambda site: replace(site, drafts=drafts or site.drafts),
                port=port,
                names=frozenset(names),
                output=root / output,
                by=by,
                accounts=accounts,
                header=header,
                secret=_secret(proxy_secret),
                state=state,
                git=git,
                push=push,
            )
        )
    except ValueError as fault:
        raise click.UsageError(f"{fault}.") from fault
    _begin(server.state, by, team=accounts or header is not None)
    echo(f"{'Workplace' if by or accounts or header else 'Reading site'} at {server.address}", err=True)
    for name, address in server.invitations:
        echo(f"Nobody has an account yet. Invitation of {name}, good once: {address}", err=True)
    if browser and not (accounts or header):
        webbrowser.open(server.address)
    server.run()


def _begin(state: State, by: str | None, *, team: bool) -> None:
    """Says what is wrong with a folder; ends where it cannot be served as it is asked for."""
    if state.workspace.people is None and team:
        end_with((NO_PEOPLE,))
    if by is not None:
        known_actor(state.workspace, by, "--by")
    elif state.inputs is None and not team:
        wrong, unread = spared(state.workspace, serious(state.problems))
        end_with(wrong, "nothing can be shown", unread)
    elif not team and state.inputs is not None and state.inputs.workspace.site is None:
        end_with((NO_SITE,))
    for text in state.texts:
        echo(text, err=True)


def _secret(file: Path | None) -> str:
    """What a file says that only the proxy knows; wrong use where it is too short to be a secret."""
    if file is None:
        return ""
    text = file.read_text("utf-8").strip()
    if len(text) < SHORTEST_SECRET:
        raise click.BadParameter(f"it needs at least {SHORTEST_SECRET} signs.", param_hint="--proxy-secret")
    return text


def _server() -> tuple[Callable[..., Settings], Callable[[Settings], Started]]:
    """How a server is set up and started; wrong use where the libraries are not installed."""
    try:
        return loaded("web.start:Settings"), loaded("web.start:started")
    except ImportError as error:
        what = "the server needs the libraries of the extra `web`: install `compliance[web]`."
        raise click.UsageError(what) from error
