"""The command that serves the reading site, live from the folder."""

from __future__ import annotations

import secrets
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.commands import loaded
from compliance.cli.folder import clean
from compliance.cli.shared import end_with
from compliance.cli.site import NO_SITE
from compliance.cli.terminal import echo
from compliance.cli.writing import known_actor, one_line

if TYPE_CHECKING:
    from compliance.model.site import Site


@click.command()
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
@click.pass_obj
def web(root: Path, *, port: int, names: tuple[str, ...], drafts: bool, browser: bool, by: str | None) -> None:
    """Serve the site, live from the folder; with --by, the pages on which people work too.

    It shows what `compliance site` writes, and what changed in the folder a second later. Only this machine can ask,
    and only with the key in the address that is printed; without --by nothing is ever written. It ends with Ctrl+C.
    """
    workspace = clean(root).workspace
    end_with((NO_SITE,) if workspace.site is None else ())
    if by is not None:
        by = known_actor(workspace, by, "--by").name
    serve, app, living, local = _server()
    key = secrets.token_urlsafe(32)

    def adapted(site: Site) -> Site:
        return replace(site, drafts=drafts or site.drafts)

    made = app(local(living(root, adapted), key, root=root, by=by), _hosts(names))
    address = f"http://{loaded('web.app:HERE')}:{port}/{'work/' if by else ''}?key={key}"
    echo(f"{'Workplace' if by else 'Reading site'} at {address}", err=True)
    if browser:
        webbrowser.open(address)
    serve(made, port)


def _hosts(names: tuple[str, ...]) -> frozenset[str]:
    local: frozenset[str] = loaded("web.app:LOCAL")
    return local | frozenset(names)


def _server() -> tuple[Callable[..., Any], ...]:
    """What serves, the application, its folder and its server; wrong use where the libraries are not installed."""
    try:
        return tuple(map(loaded, ("web.app:serve", "web.app:app", "web.living:Living", "web.start:local")))
    except ImportError as error:
        raise click.UsageError(
            "the server needs the libraries of the extra `web`: install `compliance[web]`."
        ) from error
