"""The server of a folder, in each of the ways in which people are let in."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from starlette.types import ASGIApp

from compliance.authoring.people import managers
from compliance.model.people import People
from compliance.model.site import Site
from compliance.web.accounts import INVITATION, AccountDoor
from compliance.web.app import HERE, LOCAL, app, serve
from compliance.web.doors import KeyDoor, ProxyDoor
from compliance.web.git import Git, GitError
from compliance.web.living import Living, State
from compliance.web.routes import Server
from compliance.web.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a folder is served."""

    root: Path
    adapted: Callable[[Site], Site]
    """What is shown, of what reports/site.yaml says."""
    port: int
    names: frozenset[str] = frozenset()
    """Further names under which the server answers."""
    output: Path
    """The folder for deliverables."""
    by: str | None = None
    """Who works on a machine of their own; nothing is written where nobody is named."""
    accounts: bool = False
    """Whether it is the server of a team, whose people have accounts."""
    header: str | None = None
    """The header in which a proxy names people."""
    secret: str = ""
    """What only that proxy knows."""
    state: Path | None = None
    """Where a team's server keeps its state."""
    git: bool = False
    """Whether changes become commits."""
    push: bool = False
    """Whether these are pushed."""

    @property
    def address(self) -> str:
        """Where it is asked on this machine."""
        return f"http://{HERE}:{self.port}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A server that is ready to be served."""

    application: ASGIApp
    address: str
    """What to open first."""
    invitations: tuple[tuple[str, str], ...] = ()
    """Names of managers, each with the address of an invitation, where nobody has an account yet."""
    state: State
    """The folder as it was then."""
    run: Callable[[], None]
    """Serves it, until it is interrupted."""


def started(settings: Settings) -> Started:
    """The server as it is set up; ValueError where its state would lie in the folder that it serves, or that folder has no Git."""
    living = Living(settings.root, settings.adapted)
    if settings.accounts or settings.header:
        server = _of_a_team(living, settings)
        people = living.state().workspace.roll
        keys = first_keys(server.store, people) if settings.accounts and server.store else ()
        address = f"{settings.address}work/"
        invitations = tuple((name, f"{settings.address}invitation/{key}/") for name, key in keys)
    else:
        key = secrets.token_urlsafe(32)
        server = local(living, key, root=settings.root, by=settings.by, output=settings.output)
        address, invitations = f"{settings.address}{'work/' if settings.by else ''}?key={key}", ()
    if settings.git:
        try:
            git = Git(settings.root, lambda: living.state().workspace.roll, push=settings.push)
        except GitError as error:
            raise ValueError(f"{settings.root} is in no work tree of Git: {error}") from error
        server = replace(server, git=git)
    application = app(server, LOCAL | settings.names)
    return Started(
        application=application,
        address=address,
        invitations=invitations,
        state=living.state(),
        run=partial(_run, server, application, settings.port),
    )


def _run(server: Server, application: ASGIApp, port: int) -> None:
    """Serves until it is interrupted; what waits for Git is committed then."""
    if server.git is None:
        serve(application, port)
        return
    server.git.start()
    try:
        serve(application, port)
    finally:
        server.git.close()


def local(living: Living, key: str, *, root: Path, by: str | None = None, output: Path | None = None) -> Server:
    """The server of somebody's own machine: whoever has the key is let in, and writes under the name that was said."""
    door = KeyDoor(key=key, by=by)
    return Server(root=root, living=living, door=door, working=by is not None, output=output or root / "build/reports")


def _of_a_team(living: Living, settings: Settings) -> Server:
    folder = settings.state or state_folder(settings.root)
    if folder.resolve().is_relative_to(settings.root.resolve()):
        raise ValueError(f"{folder} lies in the folder that is served: name another place for accounts and sessions")
    store = Store(folder)
    by_proxy = ProxyDoor(header=settings.header, secret=settings.secret) if settings.header else None
    door = by_proxy or AccountDoor(store, LOCAL)
    root, output = settings.root, settings.output
    return Server(root=root, living=living, door=door, working=True, output=output, store=store, local=LOCAL)


def state_folder(root: Path) -> Path:
    """Where the state of the server of a folder lies, where nobody says another place: that of the system's user."""
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state")
    return home / "compliance" / sha256(str(root.resolve()).encode()).hexdigest()[:16]


def first_keys(store: Store, people: People | None) -> tuple[tuple[str, str], ...]:
    """Names of the managers of all countries with a key for each, where nobody has an account yet."""
    if people is None or store.accounts():
        return ()
    ids = frozenset(managers(people))
    return tuple((each.name, store.offer(INVITATION, each.id)) for each in people.people if each.id in ids)
