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
from compliance.cli.shared import end_with
from compliance.cli.site import NO_SITE
from compliance.cli.terminal import echo
from compliance.problems import serious
from compliance.queries.raters import spared

if TYPE_CHECKING:
    from compliance.model.site import Site
    from compliance.web.living import State


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
@click.pass_obj
def web(root: Path, *, port: int, names: tuple[str, ...], drafts: bool, browser: bool) -> None:
    """Serve the reading site, live from the folder.

    It shows what `compliance site` writes, and what changes in the folder as soon as it is asked again. A file with
    problems is shown as it was before, and every page says what is wrong. Only this machine can ask, and only with the
    key in the address that is printed; nothing is ever written. It ends with Ctrl+C.
    """
    serve, app, living = _server()
    key = secrets.token_urlsafe(32)

    def adapted(site: Site) -> Site:
        return replace(site, drafts=drafts or site.drafts)

    held = living(root, adapted)
    _begin(held.state())
    made = app(held, key, _hosts(names))
    address = f"http://{loaded('web.app:HERE')}:{port}/?key={key}"
    echo(f"Reading site at {address}", err=True)
    if browser:
        webbrowser.open(address)
    serve(made, port)


def _begin(state: State) -> None:
    """Says what is wrong with a folder; ends where nothing of it can be shown."""
    if state.inputs is None:
        wrong, unread = spared(state.workspace, serious(state.problems))
        end_with(wrong, "nothing can be shown", unread)
    elif state.inputs.workspace.site is None:
        end_with((NO_SITE,))
    for text in state.texts:
        echo(text, err=True)


def _hosts(names: tuple[str, ...]) -> frozenset[str]:
    local: frozenset[str] = loaded("web.app:LOCAL")
    return local | frozenset(names)


def _server() -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    """What serves, the application and its folder; wrong use where the libraries are not installed."""
    try:
        return loaded("web.app:serve"), loaded("web.app:app"), loaded("web.living:Living")
    except ImportError as error:
        raise click.UsageError(
            "the server needs the libraries of the extra `web`: install `compliance[web]`."
        ) from error
